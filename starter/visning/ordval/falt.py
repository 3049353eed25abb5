"""What a field of a kommando is called where there is room for a label only; its help stands on the field."""

from __future__ import annotations

import re

from domain.grund.ordval import i_ord, med_stor

KORT: dict[str, str] = {
    "aktiviteter": "Aktiviteter",
    "alder": "Ålder, år",
    "ami": "AMI",
    "amne": "Ämne",
    "andringar": "Ändringar",
    "annan_franvaro_paverkar": "Annan frånvaro som påverkar planeringen",
    "ar": "År",
    "arbetsformaga": "Arbetsförmåga, procent",
    "arbetsformaga_oklar": "Arbetsförmågan var oklar",
    "arende": "Ärende",
    "avslutsdatum": "Avslutsdatum",
    "anordnarval": "Vems val anordnaren är",
    "bedomning": "Bedömning",
    "behov_av_sfi": "Behov av sfi",
    "delmal": "Delmål",
    "dolj_orsak": "Visa inte orsaken för anordnaren",
    "ekonomiskt_bistand": "Kunden har ekonomiskt bistånd",
    "etablering": "Etablering",
    "etableringsersattning": "Kunden har etableringsersättning",
    "fai": "FAI",
    "forsorjning": "Försörjning",
    "fran": "Från och med",
    "franvarodagar": "Frånvarodagar",
    "galler": "Kravet gäller",
    "galler_fran": "Gäller från",
    "handlaggare": "Handläggare",
    "innehall": "Innehåll",
    "isa": "ISA",
    "kallat_av": "Initiativ till mötet",
    "karriarvagledare": "Karriärvägledare",
    "kartlaggning": "Kartläggning",
    "kartlagd": "Kartläggningen gjord",
    "kontaktforsok": "Kontaktförsök",
    "lakarens_bedomning": "Läkarens bedömning",
    "langd_manader": "Längd, månader",
    "lyckat": "Nåddes kunden?",
    "mal": "Mål",
    "mal_uppnatt": "Insatsens mål är uppnått",
    "malgrupp": "Målgrupp",
    "manad": "Månad",
    "nasta_steg": "Nästa steg",
    "natt_mal": "Nått mål",
    "nr": "Radnummer i historiken",
    "omfattning": "Omfattning, procent",
    "samtal_datum": "Dag för samtalet",
    "sekretess_bekraftad": "Sekretessen är bekräftad",
    "sista_dag": "Sista dagen",
    "sjalvforsorjande": "Kunden är självförsörjande",
    "skal": "Skäl",
    "skal_till_deltidsplanering": "Skäl till deltidsplanering",
    "sort": "Vad det gäller",
    "startdatum": "Startdatum",
    "stegforflyttning_bedoms_mojlig": "Stegförflyttning bedöms möjlig",
    "svar_vantas_av": "Svar väntas av",
    "till": "Till och med",
    "trad": "Tråd",
    "uppfoljning_datum": "Uppföljning med kunden",
    "uppfoljning_var_manad": "Uppföljning var … månad",
    "sprak": "Språk",
    "telefon": "Telefon",
    "epost": "E-post",
    "utan_sysselsattning": "Utan sysselsättning",
    "vikarie": "Vikarie",
    "utan_uppfoljning": "Inga uppföljningssamtal, därför att",
    "uppfoljningsdagar": "Dagar för uppföljning",
    "upptackt": "Upptäckt",
    "utgar": "Utgår",
    "utgava": "Utgåva",
    "vag": "Sätt",
}
"""Field → what it is called where there is room for a label only; any other is called by its name, with its dots."""

KORTA_EGNA: dict[tuple[str, str], str] = {
    ("byt_alla_anordnare", "fran"): "Från anordnare",
    ("byt_alla_anordnare", "till"): "Till anordnare",
    ("byt_alla_karriarvagledare", "fran"): "Från karriärvägledare",
    ("byt_alla_karriarvagledare", "till"): "Till karriärvägledare",
    ("byt_karriarvagledare", "till"): "Ny karriärvägledare",
    ("flytta_uppfoljningsmote", "fran"): "Mötets dag nu",
    ("flytta_uppfoljningsmote", "till"): "Ny dag",
    ("personal_slutar", "till"): "Sista dagen",
    ("ta_emot_intyg", "fran"): "En dag i frånvaron",
    ("ta_emot_intyg", "tacker_fran"): "Täcker från och med",
    ("utse_socialsekreterare", "till"): "Socialsekreterare",
}


def kort(falt: str, verb: str = "") -> str:
    """The label of a field, in a kommando."""
    return KORTA_EGNA.get((verb, falt)) or KORT.get(falt) or med_stor(i_ord(falt))


def hjalp_i_ord(etikett: str, text: str) -> str:
    """What a field's help says beyond its label; one that only says the label again helps nobody."""
    samma = text.rstrip(".").lower().startswith(etikett.lower()) and len(text) <= len(etikett) + len("et.")
    for vid_kommandoraden, har in _HAR:
        text = vid_kommandoraden.sub(har, text)
    return "" if samma else text


_HAR = (
    (re.compile("; upprepa för [^.]+"), ""),
    (re.compile(r"\butelämna[dt]\b"), "tomt"),
    (re.compile("visas av insats regelverk"), "står under formulärets fält"),
    (re.compile(r"\bÅÅÅÅ-MM\b"), "till exempel 2026-03 eller mars 2026"),
)
"""What is said otherwise of a field of a page than of an option at the command line."""
