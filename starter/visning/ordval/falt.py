"""What a field of a kommando is called where there is room for a label only; its help stands on the field."""

from __future__ import annotations

KORT: dict[str, str] = {
    "annan_franvaro_paverkar": "Annan frånvaro som påverkar planeringen",
    "aktiviteter": "Aktiviteter",
    "arbetsformaga": "Arbetsförmåga, procent",
    "avslutsdatum": "Avslutsdatum",
    "bedomning": "Bedömning",
    "delmal": "Delmål",
    "dolj_orsak": "Visa inte orsaken för anordnaren",
    "ekonomiskt_bistand": "Kunden har ekonomiskt bistånd",
    "etableringsersattning": "Kunden har etableringsersättning",
    "fran": "Från och med",
    "franvarodagar": "Frånvarodagar",
    "galler": "Kravet gäller",
    "handlaggare": "Handläggare",
    "kallat_av": "Initiativ till mötet",
    "kartlaggning": "Kartläggning",
    "kontaktforsok": "Kontaktförsök",
    "lakarens_bedomning": "Läkarens bedömning",
    "langd_manader": "Längd, månader",
    "lyckat": "Nåddes kunden?",
    "mal": "Mål",
    "mal_uppnatt": "Insatsens mål är uppnått",
    "malgrupp": "Målgrupp",
    "manad": "Månad",
    "nasta_steg": "Nästa steg",
    "nr": "Radnummer i historiken",
    "omfattning": "Omfattning, procent",
    "samtal_datum": "Dag för samtalet",
    "sekretess_bekraftad": "Sekretessen är bekräftad",
    "sista_dag": "Sista dagen",
    "sjalvforsorjande": "Kunden är självförsörjande",
    "skal_till_deltidsplanering": "Skäl till deltidsplanering",
    "sort": "Vad det gäller",
    "startdatum": "Startdatum",
    "stegforflyttning_bedoms_mojlig": "Stegförflyttning bedöms möjlig",
    "till": "Till och med",
    "uppfoljning_datum": "Uppföljning med kunden",
    "uppfoljning_var_manad": "Uppföljning var … månad",
    "uppfoljningsdagar": "Dagar för uppföljning",
}
"""Field → what it is called where there is room for a label only; a field that is not here is called by its name."""

KORTA_EGNA: dict[tuple[str, str], str] = {
    ("byt_karriarvagledare", "till"): "Ny karriärvägledare",
    ("ta_emot_intyg", "fran"): "En dag i frånvaron",
}


def kort(falt: str, verb: str = "") -> str:
    """The label of a field, in a kommando."""
    return KORTA_EGNA.get((verb, falt)) or KORT.get(falt) or falt.replace("_", " ").capitalize()
