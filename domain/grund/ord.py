"""What the routine's own words are called when staff read them."""

from __future__ import annotations

from domain.grund.slag import Status

FRANVARO = {
    "sjuk": "sjukfrånvaro",
    "vab": "vård av barn",
    "ledighet": "ledighet",
    "annan": "annan frånvaro",
    "ogiltig": "ogiltig frånvaro",
}
INSATSSTATUS = {
    Status.AKTUALISERAD: "aktualiserad",
    Status.BEMANNAD: "bemannad",
    Status.PAGAR: "pågår",
    Status.AVSLUTAD: "avslutad",
    Status.SLUTFORD: "slutförd",
}
UTFALL = {
    "uppfylld": "uppfylld",
    "sen": "sen",
    "oppen": "öppen",
    "forsenad": "försenad",
    "avskriven": "avskriven",
    "upphord": "upphörd",
}
INSATSMAL = {
    "arbete": "arbete",
    "studier": "studier",
    "eget_foretagande": "eget företagande",
    "stegforflyttning": "stegförflyttning",
    "insats_via_af": "insats via Arbetsförmedlingen",
    "annan_myndighet": "insats hos en annan myndighet",
}
DELMAL = {
    "ej_paborjat": "ej påbörjat",
    "pagar": "pågår",
    "natt": "nått",
    "struket": "struket",
}
FORM = {
    "fullfoljd": "fullföljd",
    "fortid": "avslut i förtid",
    "avbruten": "avbrott",
    "aterkallad": "återkallad",
}
ORSAK = {
    "egen_forsorjning": "egen försörjning",
    "mal_natt": "målet är nått",
    "annan_insats": "annan insats",
    "byte_av_anordnare": "byte av anordnare",
    "insats_via_af": "insats via Arbetsförmedlingen",
    "brister_hos_anordnare": "brister hos anordnaren",
    "oforutsedd_handelse": "oförutsedd händelse",
    "tidsbrist_andra_insatser": "tidsbrist på grund av andra insatser",
    "sjukskrivning": "sjukskrivning",
    "utebliven_progression": "utebliven progression",
    "kundens_egen_begaran": "kundens egen begäran",
    "langre_planerad_franvaro": "längre planerad frånvaro",
    "annan_orsak": "annan orsak",
    "flytt": "flytt",
    "dodsfall": "dödsfall",
    "malgrupp_upphord": "kunden hör inte längre till målgruppen",
    "auktorisation_upphord": "anordnarens auktorisation har upphört",
    "aterkallad_aktualisering": "aktualiseringen återkallades",
    "felregistrering": "ärendet var registrerat av misstag",
}
SLAG = {"manad": "månad", "avbrott": "avbrott", "justering": "justering"}
KONTAKTFORM = {"personligt": "personligt möte", "telefon": "telefon", "digitalt": "digitalt möte"}
KALLAT_AV = {"karriarvagledare": "karriärvägledaren", "anordnare": "anordnaren", "kund": "kunden"}
PLANEN = {"galler": "planen gäller", "revideras": "planen ska revideras"}
MALGRUPP = {
    "ekonomiskt_bistand": "ekonomiskt bistånd",
    "etableringsprogrammet": "etableringsprogrammet",
    "kaa": "kommunala aktivitetsansvaret",
    "unga_vuxna": "unga vuxna",
    "anhoriginvandrare": "anhöriginvandrare",
    "efter_etablering": "efter etableringen",
}
ETABLERING_I_ORD = {
    "inskriven": "inskriven i etableringsprogrammet",
    "berattigad": "har rätt till etableringsprogrammet",
    "ej_berattigad": "omfattas inte av etableringsprogrammet",
    "avslutad": "etableringstiden är slut",
}
ANLEDNING = {
    "andrade_ataganden": "kundens åtaganden har ändrats",
    "svarigheter_med_andra_aktorer": "svårigheter med andra aktörer",
    "behov_av_uppfoljningsmote": "behov av uppföljningsmöte",
    "behov_av_flerpartsmote": "behov av flerpartsmöte",
    "behov_av_sip": "behov av SIP",
    "behov_av_stod_fran_annan_enhet": "behov av stöd från en annan enhet",
    "klarar_inte_forvantningarna": "kunden klarar inte förväntningarna",
    "oklart_uppdrag": "uppdraget är oklart",
    "saknar_forutsattningar": "kunden saknar förutsättningar för uppdraget",
    "annan_insats": "behov av en annan insats",
}
FORSLAG = {
    "avslut": "avslut",
    "forlangning": "förlängning",
    "annan_insats": "en annan insats",
    "andrat_uppdrag": "ändrat uppdrag",
}
ANORDNARVAL = {"kundens": "kundens val", "forval": "förvalsanordnare"}
ONSKEMAL = {
    "trepartssamtal": "ha ett trepartssamtal",
    "byte_av_anordnare": "byta anordnare",
    "avslut": "avsluta insatsen",
}
AVSLUTSANLEDNING = {
    "inskriven_hos_af": "inskriven hos Arbetsförmedlingen",
    "malgrupp_upphord": "utanför målgruppen",
    "auktorisation_upphord": "auktorisationen upphörd",
}
SVAR_OM_INSATS = {
    "parallell": "en parallell insats",
    "avsluta": "insatsen ska avslutas",
    "fortsatt": "insatsen fortsätter",
}
BRIST = {
    "rapport_sen_over_en_manad": "mycket sen rapport",
    "upprepade_sena_rapporter": "upprepade sena rapporter",
    "upprepade_ofullstandiga_rapporter": "upprepade ofullständiga rapporter",
    "brister_i_uppdrag": "brister i uppdraget",
    "brister_i_genomforandeplan": "brister i genomförandeplanen",
    "utebliven_uppfoljning": "utebliven uppföljning",
}
