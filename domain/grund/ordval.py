"""What an identifier is called when staff read it: with its å, ä and ö, and spaces between the words."""

from __future__ import annotations

_ORD = {
    "af": "Arbetsförmedlingen",
    "agare": "ägare",
    "aktorer": "aktörer",
    "andrade": "ändrade",
    "andrat": "ändrat",
    "anmal": "anmäl",
    "anmalan": "anmälan",
    "anmals": "anmäls",
    "ansokan": "ansökan",
    "arenden": "ärenden",
    "aret": "året",
    "ataganden": "åtaganden",
    "aterkalla": "återkalla",
    "atgard": "åtgärd",
    "avbrottsersattning": "avbrottsersättning",
    "begar": "begär",
    "begaran": "begäran",
    "bekrafta": "bekräfta",
    "berattigad": "berättigad",
    "bekraftelse": "bekräftelse",
    "bistand": "bistånd",
    "borjan": "början",
    "dodsfall": "dödsfall",
    "flerpartsmote": "flerpartsmöte",
    "forandring": "förändring",
    "foresla": "föreslå",
    "foretagande": "företagande",
    "forlangning": "förlängning",
    "forslag": "förslag",
    "forsorjning": "försörjning",
    "forstadagsintyg": "förstadagsintyg",
    "fortid": "förtid",
    "fortsattning": "fortsättning",
    "forutsattningar": "förutsättningar",
    "forvantningarna": "förväntningarna",
    "framfor": "framför",
    "fran": "från",
    "franvaro": "frånvaro",
    "genomforandeplan": "genomförandeplan",
    "handelse": "händelse",
    "handlaggare": "handläggare",
    "helhetsbedomning": "helhetsbedömning",
    "hostlov": "höstlov",
    "infor": "inför",
    "installt": "inställt",
    "kaa": "kommunala aktivitetsansvaret",
    "karriarvagledare": "karriärvägledare",
    "kartlaggning": "kartläggning",
    "kontaktforsok": "kontaktförsök",
    "kundlage": "kundläge",
    "lagg": "lägg",
    "lamna": "lämna",
    "langre": "längre",
    "mal": "mål",
    "malgrupp": "målgrupp",
    "manad": "månad",
    "manadsrapport": "månadsrapport",
    "natt": "nått",
    "oforutsedd": "oförutsedd",
    "ofullstandiga": "ofullständiga",
    "onskemal": "önskemål",
    "oppna": "öppna",
    "over": "över",
    "pasklov": "påsklov",
    "rapportgodkannande": "rapportgodkännande",
    "ratta": "rätta",
    "rattelse": "rättelse",
    "sip": "SIP",
    "stall": "ställ",
    "stang": "stäng",
    "stegforflyttning": "stegförflyttning",
    "stod": "stöd",
    "svarigheter": "svårigheter",
    "trad": "tråd",
    "trepartsmote": "trepartsmöte",
    "uppfoljning": "uppföljning",
    "uppfoljningsmote": "uppföljningsmöte",
    "upphord": "upphörd",
    "uppstartsmote": "uppstartsmöte",
    "varden": "värden",
}
"""The words of kommandon, proposals, brister, reports, breaks and reasons whose dots an identifier leaves out."""

_FORST = {"andra": "ändra", "krav": "kräv"}
"""Verbs that a name begins with; later in it they are other words."""


def i_ord(namn: str) -> str:
    """``behov_av_stod_fran_annan_enhet`` → ``behov av stöd från annan enhet``."""
    forsta, *resten = namn.split("_")
    return " ".join([_FORST.get(forsta) or _ORD.get(forsta, forsta), *(_ORD.get(del_, del_) for del_ in resten)])


def med_stor(text: str) -> str:
    """With a capital first, and the rest as it stands: ``insats via Arbetsförmedlingen`` keeps the name in it."""
    return text[:1].upper() + text[1:]


def med_liten(text: str) -> str:
    """The same inside a sentence: only the first is made small."""
    return text[:1].lower() + text[1:]


def numerus(n: int, en: str, flera: str) -> str:
    """``1 månad``, ``3 månader``."""
    return f"{n} {en if n == 1 else flera}"


_TAL = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def antal_i_ord(n: int, en: str, flera: str) -> str:
    """``fem arbetsdagar``, ``en månad``, ``13 dagar``: a number of the regelverk as a letter writes it."""
    return f"{_TAL[n] if n < len(_TAL) else n} {en if n == 1 else flera}"


def dagar_i_ord(n: int) -> str:
    """``en vecka``, ``två veckor``, ``tio dagar``."""
    return antal_i_ord(n, "dag", "dagar") if n % 7 or not n else antal_i_ord(n // 7, "vecka", "veckor")
