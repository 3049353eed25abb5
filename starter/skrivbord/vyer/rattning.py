"""A correction as a form (K0.7): what has been said is chosen among, and then its own fields are there to be put right.

One comes to it twice: first to choose, then to what was chosen; a field that is left empty stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.forklaring.rattbart import Rattbart, rattbart
from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.liv.rattelse import Ratta
from domain.liv.rutin import KOMMANDON
from domain.skeende.form import textfalt
from starter.skrivbord.vyer import formular
from starter.skrivbord.vyer.formular import Falt, visat
from starter.visning import datum
from starter.visning.ordval.bevakningsord import vad_vantas

RATTA = "ratta"
VALET = "uppgift"
"""The field that says which; its value is the number of its line in the journal."""
FALLEN = "rattas"
"""The hidden field that tells whose fields the page had."""
_FORE = "andringar."
_SAGER_VILKEN = 3
"""Facts that tell one registration from another of its kind."""


def namnen(skrivet: Mapping[str, str]) -> frozenset[str]:
    """The names of the fields that are written in; which they are follows from what was chosen."""
    return frozenset(k for k in skrivet if k in (VALET, FALLEN, "stryk", "motivering") or k.startswith(_FORE))


def ny(falt: Sequence[Falt], skrivet: Mapping[str, str]) -> bool:
    """Whether something was chosen among what there is, whose fields have not been shown yet."""
    vald = skrivet.get(VALET, "")
    return vald in dict(falt[0].val) and vald != skrivet.get(FALLEN)


def falten(i: Insats, som: Aktor, varden: Mapping[str, str], idag: date) -> list[Falt]:
    """What there is to choose among, the latest first; once one is chosen its fields, whether it is struck, and why."""
    alla = list(reversed(rattbart(i, som)))
    val = tuple((_nyckel(r), _text(i, r, idag)) for r in alla)
    svar = [Falt(VALET, "val", "Vad ska rättas?", _HJALP, True, val)]
    vald = _vald(alla, varden)
    if vald is None:
        return svar
    egna = {f.namn: f for f in formular.falten(Ratta)}
    andringar = [] if vald.stryks else _andringar(i, vald, idag)
    return [*svar, *andringar, egna["stryk"], egna["motivering"]]


_HJALP = "Det som är registrerat i ärendet och som du får rätta, det senaste först."


def las(i: Insats, som: Aktor, falt: Sequence[Falt], skrivet: Mapping[str, str]) -> dict[str, Any]:
    """The kommando: which line, what is changed in it, and why."""
    data = formular.las([f for f in falt if f.namn in ("stryk", "motivering")], skrivet, RATTA)
    vald = _vald(rattbart(i, som), skrivet)
    if vald is None:
        return data
    egna = [replace(f, namn=f.namn.removeprefix(_FORE)) for f in falt if f.namn.startswith(_FORE)]
    sagt = {f.namn: skrivet.get(_FORE + f.namn, "") for f in egna}
    andringar = formular.las([f for f in egna if not f.namn.startswith("delmal.")], sagt, "")
    del andringar["kommando"]
    if delmal := {f.namn: sagt[f.namn] for f in egna if f.namn.startswith("delmal.") and sagt[f.namn]}:
        var = vald.sagt.get("delmal") or ()
        andringar["delmal"] = [delmal.get(f"delmal.{n}", v) for n, v in enumerate(var, start=1)]
    return data | {"vad": vald.vad, "nr": vald.nr} | ({"andringar": andringar} if andringar else {})


def _vald(alla: Sequence[Rattbart], varden: Mapping[str, str]) -> Rattbart | None:
    return next((r for r in alla if _nyckel(r) == varden.get(VALET)), None)


def _nyckel(r: Rattbart) -> str:
    return str(r.nr)


def _text(i: Insats, r: Rattbart, idag: date) -> str:
    """``Rad 14, tor 28 mars: Anmäl frånvaro (sjukdom, ons 27 mars)``."""
    typ = KOMMANDON[r.vad]
    if "slag" in r.sagt and r.stryks:
        vilken = [vad_vantas(str(r.sagt["slag"]), r.sagt["avser"] or None, None, idag)]
    else:
        falt = [f for f in formular.falten(typ, i) if f.sort in ("datum", "val") and r.sagt.get(f.namn)]
        vilken = [_varde(f, r.sagt[f.namn], idag) for f in falt[:_SAGER_VILKEN]]
    om = f" ({', '.join(vilken).lower()})" if vilken else ""
    return f"Rad {r.nr}, {datum.stund(r.tid, idag)}: {med_stor(typ.rubrik)}{om}"


def _andringar(i: Insats, r: Rattbart, idag: date) -> list[Falt]:
    """The fields of what was said, each with how it is now; words and files are not changed so (``Ratta.prova``)."""
    typ = KOMMANDON[r.vad]
    svar = []
    for f in formular.falten(typ, i):
        if f.namn.partition(".")[0] in textfalt(typ) or f.sort in ("filer", "andringar"):
            continue
        nu = _nu(f, r)
        visas = "inte angivet" if nu in (None, "", ()) else _varde(f, nu, idag)
        hjalp = f"Nu: {visas}. Lämna tomt om det är rätt."
        svar.append(replace(f, namn=_FORE + f.namn, hjalp=hjalp, kravs=False))
    return svar


def _nu(f: Falt, r: Rattbart) -> Any:
    namn, _, nummer = f.namn.partition(".")
    nu = r.sagt.get(namn)
    if nummer and isinstance(nu, list | tuple):
        return nu[int(nummer) - 1] if nummer.isdecimal() and int(nummer) <= len(nu) else None
    return nu


def _varde(f: Falt, varde: Any, idag: date) -> str:
    """A registered value as the page says it."""
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, list | tuple):
        return ", ".join(_varde(replace(f, sort="datum" if f.sort == "datumen" else f.sort), v, idag) for v in varde)
    if f.sort == "datum":
        return datum.dag(date.fromisoformat(str(varde)), idag)
    return datum.avser(str(varde), idag) if f.namn.endswith("manad") else visat(f, str(varde))
