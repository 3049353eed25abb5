"""What a case file expects, held against what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from starter.provkorning.berattelse import Berattelse
from starter.provkorning.fil import Provfall, Provsteg
from starter.provkorning.utdata import utdata
from starter.visning.avvisat import Avvisat

SAKNAS = "saknas"
"""In an expected row: there shall be no row with the other values."""


@dataclass(frozen=True, slots=True)
class Skillnad:
    """One thing that did not hold: where in the file, what was expected, and what came instead."""

    plats: str
    vantat: str
    blev: str


def jamfor(fall: Provfall, b: Berattelse) -> list[Skillnad]:
    """Every expectation of the file that does not hold; empty when all do."""
    ut = utdata(b)
    skillnader = _stegen(fall, b)
    for nyckel, vantat in fall.forvanta.items():
        if isinstance(vantat, Mapping):
            skillnader += _rad(nyckel, vantat, ut[nyckel])
        elif isinstance(vantat, Sequence) and not isinstance(vantat, str):
            if not vantat and ut[nyckel]:
                skillnader.append(Skillnad(nyckel, "ingen rad alls", f"{len(ut[nyckel])} rader"))
            for nr, rad in enumerate(vantat, start=1):
                skillnader += _nagon(f"{nyckel}, rad {nr}", rad, ut[nyckel])
        else:
            skillnader.append(Skillnad(nyckel, "en lista av rader, eller för insats en tabell", skriv(vantat)))
    return skillnader


def _stegen(fall: Provfall, b: Berattelse) -> list[Skillnad]:
    """Refusals that were expected and did not come, or came though ``ok`` was expected, or under another krav."""
    avvisade = {a.nr: a for a in b.avvisade}
    skillnader = []
    for steg in fall.steg:
        if (vantat := steg.forvanta) is None:
            continue
        avvisat = avvisade.get(steg.nr)
        regel = vantat.removeprefix("avvisad").strip() if vantat != "ok" else None
        if (avvisat is None) == (vantat == "ok") and (not regel or (avvisat and avvisat.regel == regel)):
            continue
        skillnader.append(Skillnad(_steg(steg), vantat, _svar(avvisat)))
    return skillnader


def _steg(steg: Provsteg) -> str:
    return f"steg {steg.nr} ({steg.kommando})" if steg.nr else "aktualisering"


def _svar(avvisat: Avvisat | None) -> str:
    return f"avvisad {avvisat.regel}: {avvisat.text}" if avvisat else "ok"


def _nagon(plats: str, vantat: Any, rader: Sequence[Mapping[str, Any]]) -> list[Skillnad]:
    """Some row must hold all that is listed; if none does, the nearest one shows what differs."""
    if not isinstance(vantat, Mapping):
        return [Skillnad(plats, "en tabell med namn och värden", skriv(vantat))]
    if vantat.get(SAKNAS) is True:
        ratt = {k: v for k, v in vantat.items() if k != SAKNAS}
        traff = next((rad for rad in rader if _haller(ratt, rad)), None)
        return (
            [Skillnad(plats, f"ingen rad med {skriv(ratt)}", skriv({k: traff.get(k) for k in ratt}))] if traff else []
        )
    if any(_haller(vantat, rad) for rad in rader):
        return []
    lika = [(sum(_lika(v, rad.get(k)) for k, v in vantat.items()), -n, rad) for n, rad in enumerate(rader)]
    antal, _, narmast = max(lika, key=lambda x: x[:2], default=(0, 0, {}))
    if not antal:
        return [Skillnad(plats, skriv(vantat), "ingen sådan rad")]
    return [Skillnad(plats, skriv(vantat), "närmast: " + skriv({k: narmast.get(k) for k in vantat}))]


def _rad(plats: str, vantat: Mapping[str, Any], rad: Any) -> list[Skillnad]:
    if not isinstance(rad, Mapping):
        return [Skillnad(plats, "en lista av rader", skriv(vantat))]
    return [
        Skillnad(f"{plats}.{k}", skriv(v), skriv(rad.get(k))) for k, v in vantat.items() if not _lika(v, rad.get(k))
    ]


def _haller(vantat: Mapping[str, Any], rad: Mapping[str, Any]) -> bool:
    return all(k in rad and _lika(v, rad[k]) for k, v in vantat.items())


def _lika(vantat: Any, blev: Any) -> bool:
    """Equal as written: an amount may be written as a number, and a list or table is compared part by part."""
    if isinstance(vantat, Mapping):
        return isinstance(blev, Mapping) and _haller(vantat, blev)
    if isinstance(vantat, list):
        return isinstance(blev, list) and len(vantat) == len(blev) and all(map(_lika, vantat, blev))
    if isinstance(vantat, bool) or vantat is None or type(vantat) is type(blev):
        return bool(vantat == blev)
    if isinstance(blev, str) and isinstance(vantat, int | float):
        return f"{vantat:.2f}" == blev or str(vantat) == blev
    return False


def skriv(varde: Any) -> str:
    """A value as one line, as it would stand in the file."""
    if isinstance(varde, Mapping):
        return ", ".join(f"{k}: {skriv(v)}" for k, v in varde.items())
    if isinstance(varde, list):
        return "[" + ", ".join(skriv(v) for v in varde) + "]"
    return "null" if varde is None else str(varde)


def som_tabell(skillnader: Sequence[Skillnad]) -> Table:
    """The differences for people."""
    tabell = Table(
        "Förväntan", "Väntat", "Blev", title="Det blev inte som väntat", title_style="bold red", show_lines=True
    )
    for s in skillnader:
        tabell.add_row(s.plats, s.vantat, s.blev)
    return tabell
