"""The projection of a case onto the tables that are read: which rows it has, and which of them a batch has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Delete, Executable, RowMapping, Table, bindparam, delete, select
from sqlalchemy.dialects.postgresql import Insert, insert

from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.insats import Insats
from domain.kapitel.slut.avslut import avbrottsdokument
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Rader, Utbetalningsrad
from domain.skeende.journal import Post
from persistence.databas.falt import falt
from persistence.tabeller.grund import bevakning, insats, utbetalning
from persistence.tabeller.inloggning import medarbetare
from persistence.tabeller.kund import karriarvagledare

INGA = Rader({}, {})
"""The rows of a case that is not yet."""


def las_rader(forbindelse: Connection, arende: str) -> Rader:
    """The rows as they stand in the tables."""
    return Rader(
        {r["nyckel"]: bevakningsrad(r) for r in _rader(forbindelse, bevakning, arende)},
        {r["nyckel"]: utbetalningsrad(r) for r in _rader(forbindelse, utbetalning, arende)},
    )


def skriv_andrade(forbindelse: Connection, arende: str, fore: Rader, efter: Rader) -> None:
    """Write the rows that differ, and take away those that are no more."""
    for sats, varden in andringar(arende, fore, efter):
        forbindelse.execute(sats, varden)


def andringar(arende: str, fore: Rader, efter: Rader) -> Iterator[tuple[Executable, list[dict[str, Any]]]]:
    """The statements that write the rows that differ, and take away those that are no more, each with its rows."""
    for satt, tag_bort, var, blir in (
        (_SATT_BEVAKNING, _TAG_BORT_BEVAKNING, fore.bevakningar, efter.bevakningar),
        (_SATT_UTBETALNING, _TAG_BORT_UTBETALNING, fore.utbetalningar, efter.utbetalningar),
    ):
        yield from _andringar(arende, satt, tag_bort, var, blir)


def _andringar(
    arende: str, satt: Insert, tag_bort: Delete, fore: Mapping[str, Any], efter: Mapping[str, Any]
) -> Iterator[tuple[Executable, list[dict[str, Any]]]]:
    if andrade := [{"arende": arende, **falt(rad)} for nyckel, rad in efter.items() if fore.get(nyckel) != rad]:
        yield satt, andrade
    if borta := [{"b_arende": arende, "b_nyckel": nyckel} for nyckel in fore.keys() - efter.keys()]:
        yield tag_bort, borta


def dokument_av(forbindelse: Connection, i: Insats, post: Post) -> Iterable[dict[str, Any]]:
    """The documents that the service itself draws up when a line is written; ``i`` is the state right after it."""
    if isinstance(h := post.handelse, AvslutBeslutat):
        yield {
            "id": f"{i.arende}-{post.nr}-avbrottsdokument",
            "arende": i.arende,
            "slag": "avbrottsdokument",
            "av": str(post.av),
            "innehall": {"text": avbrottsdokument_av(forbindelse, i, h)},
        }


def avbrottsdokument_av(forbindelse: Connection, i: Insats, h: AvslutBeslutat) -> str:
    """What the anordnare is sent; who decided is named as the registers have them that day (K13.1)."""
    return avbrottsdokument(i, h, _namn(forbindelse, h.beslutad_roll, h.beslutad_av))


def _namn(forbindelse: Connection, roll: Roll, id: str | None) -> str | None:
    if id is None:
        return None
    egen = medarbetare if roll is not Roll.KARRIARVAGLEDARE else karriarvagledare
    fraga = select(egen.c.namn).where(egen.c.id == id)
    if egen is medarbetare:
        fraga = fraga.where(medarbetare.c.roll == roll.value)
    return forbindelse.execute(fraga).scalar()


def insatsrad(r: RowMapping) -> Insatsrad:
    """A row of ``insats`` as the picture's value."""
    return Insatsrad(**{k: r[k] for k in _INSATSFALT} | {"status": Status(r["status"])})


def bevakningsrad(r: RowMapping) -> Bevakningsrad:
    """A row of ``bevakning`` as the picture's value."""
    return Bevakningsrad(**{k: r[k] for k in _BEVAKNINGSFALT} | {"ansvarig": Roll(r["ansvarig"])})


def utbetalningsrad(r: RowMapping) -> Utbetalningsrad:
    """A row of ``utbetalning`` as the picture's value."""
    return Utbetalningsrad(**{k: r[k] for k in _UTBETALNINGSFALT})


def _rader(forbindelse: Connection, tabell: Table, arende: str) -> Iterable[RowMapping]:
    return forbindelse.execute(select(tabell).where(tabell.c.arende == arende)).mappings()


def _upsert(tabell: Table) -> Insert:
    nyckel = [k.name for k in tabell.primary_key]
    ny = insert(tabell)
    return ny.on_conflict_do_update(
        index_elements=nyckel, set_={k.name: ny.excluded[k.name] for k in tabell.c if k.name not in nyckel}
    )


def _tag_bort(tabell: Table) -> Delete:
    return delete(tabell).where(tabell.c.arende == bindparam("b_arende"), tabell.c.nyckel == bindparam("b_nyckel"))


_SATT_BEVAKNING, _SATT_UTBETALNING = _upsert(bevakning), _upsert(utbetalning)
_TAG_BORT_BEVAKNING, _TAG_BORT_UTBETALNING = _tag_bort(bevakning), _tag_bort(utbetalning)
_INSATSFALT = tuple(k.name for k in insats.c)
_BEVAKNINGSFALT, _UTBETALNINGSFALT = (
    tuple(k.name for k in tabell.c if k.name != "arende") for tabell in (bevakning, utbetalning)
)
