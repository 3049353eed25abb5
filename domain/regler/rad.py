"""One [[parameter]] of a regelverk file: every field is there, of the right kind, and names its source."""

import re
from collections.abc import Mapping
from datetime import date, time

from domain.regler.nycklar import Slag, slag_for
from domain.regler.regelverk import Parameter, Status
from domain.regler.varde import FelIRegelverk, Innehall, Varde, las_period

_PARAGRAF = re.compile(r"§[0-9]+(\.[0-9]+)*")
_KRAV = re.compile(r"K[0-9]+\.[0-9]+")
_BELOPP = re.compile(r"[0-9]+(\.[0-9]{1,2})?")
_KLOCKSLAG = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAMN = re.compile(r"[a-z0-9_]+")

_FALT = {"nyckel", "varde", "enhet", "paragraf", "krav", "fran", "status", "text"}
_FORVANTAT = {
    "tal": "värdet ska vara ett heltal",
    "belopp": 'värdet ska vara ett belopp skrivet som text och inte negativt, till exempel "3876.00"',
    "text": "värdet ska vara en text",
    "klockslag": 'värdet ska vara ett klockslag som finns alla dagar (ej kl. 02), till exempel "08:00"',
    "mandag": 'värdet ska vara en måndag skriven som text, till exempel "2024-01-08"',
    "lista": "värdet ska vara en lista av olika ord med a–z, 0–9 och _",
    "ja_nej": "värdet ska vara true (ja) eller false (nej)",
    "tabell": "värdet ska vara en tabell från ord till ord med a–z, 0–9 och _",
    "perioder": 'värdet ska vara en tabell från ord till dagar, till exempel hostlov_2024 = "2024-10-28/2024-11-01"',
}


def tolka_rad(fil: str, rad: Mapping[str, object], plats: str) -> Parameter:
    """The parameter of one row, with its single value; `plats` names a row that has no key.

    Raises: FelIRegelverk.
    """
    nyckel = las_text(fil, plats, rad, "nyckel")
    slag = slag_for(nyckel)
    if slag is None:
        raise FelIRegelverk(fil, nyckel, "okänd nyckel, ingen regel frågar efter den")
    for saknat in sorted(_FALT - rad.keys()):
        raise FelIRegelverk(fil, nyckel, f"fältet {saknat} saknas")
    for okant in sorted(rad.keys() - _FALT - {"till"}):
        raise FelIRegelverk(fil, nyckel, f"okänt fält {okant}")
    if (enhet := las_text(fil, nyckel, rad, "enhet")) != slag.enhet:
        raise FelIRegelverk(fil, nyckel, f"enheten ska vara ”{slag.enhet}”, inte ”{enhet}”")
    if not _PARAGRAF.fullmatch(paragraf := las_text(fil, nyckel, rad, "paragraf")):
        raise FelIRegelverk(fil, nyckel, f"”{paragraf}” är ingen paragraf, skriv till exempel §7.3")
    if not _KRAV.fullmatch(krav := las_text(fil, nyckel, rad, "krav")):
        raise FelIRegelverk(fil, nyckel, f"”{krav}” är inget krav-id, skriv till exempel K7.3")
    fran = las_datum(fil, nyckel, rad, "fran")
    till = las_datum(fil, nyckel, rad, "till") if "till" in rad else None
    if till is not None and till < fran:
        raise FelIRegelverk(fil, nyckel, f"till {till.isoformat()} ligger före fran {fran.isoformat()}")
    varde = Varde(fran, till, _varde(fil, nyckel, slag, rad["varde"]))
    text = las_text(fil, nyckel, rad, "text")
    return Parameter(nyckel, enhet, paragraf, krav, _status(fil, nyckel, rad), text, (varde,))


def som_rad(p: Parameter, varde: object, fran: date, till: date | None) -> dict[str, object]:
    """A value of ``p`` as a row of an edition's file, so that it is held against the same checks."""
    rad: dict[str, object] = {
        "nyckel": p.nyckel, "enhet": p.enhet, "paragraf": p.paragraf, "krav": p.krav, "status": p.status,
        "text": p.text, "fran": fran, "varde": _som_i_filen(varde),
    }  # fmt: skip
    return rad if till is None else rad | {"till": till}


def _som_i_filen(varde: object) -> object:
    if not isinstance(varde, tuple):
        return varde
    return dict(varde) if varde and isinstance(varde[0], tuple) else list(varde)


def las_text(fil: str, nyckel: str, rad: Mapping[str, object], falt: str) -> str:
    """The text in `falt`. Raises: FelIRegelverk when it is missing, empty or no text."""
    text = rad.get(falt)
    if not isinstance(text, str) or not text.strip():
        raise FelIRegelverk(fil, nyckel, f"fältet {falt} saknas eller är ingen text")
    return text


def las_datum(fil: str, nyckel: str, rad: Mapping[str, object], falt: str) -> date:
    """The date in `falt`. Raises: FelIRegelverk when it is missing or no date."""
    d = rad.get(falt)
    # a datetime is a date to isinstance, but a rule never begins at an hour
    if type(d) is not date:
        raise FelIRegelverk(fil, nyckel, f"fältet {falt} saknas eller är inget datum, skriv till exempel 2024-01-01")
    return d


def _status(fil: str, nyckel: str, rad: Mapping[str, object]) -> Status:
    match rad["status"]:
        case "faststalld":
            return "faststalld"
        case "tolkning":
            return "tolkning"
    raise FelIRegelverk(fil, nyckel, "status ska vara faststalld eller tolkning")


def _varde(fil: str, nyckel: str, slag: Slag, varde: object) -> Innehall:
    """The value in its frozen form. Raises: FelIRegelverk when it is not of the kind the key takes."""
    match slag.form, varde:
        case "tal", int() if not isinstance(varde, bool):
            if not slag.minst <= varde <= slag.hogst:
                skal = f"{varde} {slag.enhet} går inte, talet ska vara {slag.minst}–{slag.hogst}"
                raise FelIRegelverk(fil, nyckel, skal)
            return varde
        # kept as the numbers that it has in a journal, whatever reads it there
        case "ja_nej", (bool() | 0 | 1):
            return int(varde)
        case "belopp", str() if _BELOPP.fullmatch(varde):
            return varde
        case "text", str() if varde.strip():
            return varde
        # the hour that the clock change removes in spring and repeats in autumn is no time to remind at
        case "klockslag", str() if _KLOCKSLAG.fullmatch(varde) and time.fromisoformat(varde).hour != 2:
            return varde
        case "mandag", str() if _ar_mandag(varde):
            return varde
        case "lista", list() if varde and all(_ar_namn(v) for v in varde) and len(set(varde)) == len(varde):
            return tuple(varde)
        case "tabell", dict() if varde and all(_ar_namn(v) for v in (*varde, *varde.values())):
            return tuple(varde.items())
        case "perioder", dict() if varde and all(_ar_namn(n) and _ar_period(v) for n, v in varde.items()):
            return tuple(varde.items())
    raise FelIRegelverk(fil, nyckel, _FORVANTAT[slag.form])


def _ar_mandag(text: str) -> bool:
    try:
        return _DATUM.fullmatch(text) is not None and date.fromisoformat(text).weekday() == 0
    except ValueError:
        return False


def _ar_period(dagar: object) -> bool:
    try:
        return isinstance(dagar, str) and las_period(dagar) is not None
    except ValueError:
        return False


def _ar_namn(ord_: object) -> bool:
    return isinstance(ord_, str) and _NAMN.fullmatch(ord_) is not None
