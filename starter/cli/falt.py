"""What each field of a kommando is called when staff are asked for it."""

from __future__ import annotations

FALT: dict[str, str] = {
    "aktiviteter": "Aktivitet i planen; upprepa för flera.",
    "anordnare": "Anordnarens namn i registret.",
    "arbetsformaga": "Arbetsförmåga i procent; utelämna om den är oklar.",
    "avser": "Vilken av dem: månad, första dag, slutdatum … som listan över bevakningar visar.",
    "avslutsdatum": "Sista dagen i insatsen.",
    "belopp": "Belopp i kronor, till exempel 2713.20.",
    "beslut": "Beslutet.",
    "datum": "Dagen det gäller.",
    "delmal": "Delmål i planen; upprepa för flera.",
    "fakturanummer": "Fakturans nummer.",
    "form": "Avslutets form, om den ska vara en annan än orsakens; kräver motivering.",
    "framtidsplan": "Hänvisning till framtidsplanen.",
    "fran": "Första dagen.",
    "handlaggare": "Handläggarens id hos anordnaren.",
    "langd_manader": "Längd i månader; utelämnad betyder insatsens längsta tid.",
    "mal": "Målet i planen.",
    "mal_uppnatt": "Är insatsens mål uppnått?",
    "manad": "Månaden, ÅÅÅÅ-MM.",
    "motivering": "Motivering.",
    "nasta_steg": "Bedömt nästa steg.",
    "omfattning": "Omfattning i procent.",
    "orsak": "Orsaken.",
    "progression": "Månadens bedömning av progressionen.",
    "rubriker": "Text under en av mallens rubriker, rubrik=text; upprepa för flera.",
    "samtal_datum": "Dagen för samtalet med anordnare och kund.",
    "sjalvforsorjande": "Är kunden självförsörjande?",
    "skal_till_deltidsplanering": "Skäl till att planeringen inte är på heltid.",
    "slag": "Slag.",
    "startdatum": "Första dagen i insatsen.",
    "till": "Sista dagen.",
    "uppdragsbeskrivning": "Uppdragsbeskrivningen.",
    "uppfoljning_datum": "Dagen för uppföljningen tillsammans med kunden.",
    "utgava": "Utgåvans namn.",
    "varden": "Nya värden; anges i en fil (--fil).",
}
"""Field → Swedish help; a field that is not here is called by its own name."""


def hjalp(falt: str) -> str:
    """The help text of a field."""
    return FALT.get(falt) or f"{falt.replace('_', ' ').capitalize()}."
