"""What the hunt for impossible states asks of whole tables: what was never sent, belongs nowhere, or reaches nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, delete, exists, func, not_, select, true

from domain.grund.slag import Status
from domain.kontroll.fynd import Fynd, Granser, antal_meddelanden
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import ar_i_tjanst
from persistence.kontroll.namngivna import utan_socialsekreterare
from persistence.tabeller.grund import dokument, insats, journal
from persistence.tabeller.post import meddelande, utkorg
from persistence.tabeller.process import process


def utan_utkorg(motor: Engine, arende: str | None = None) -> Iterator[Fynd]:
    """Messages that were never put in the outbox."""
    saknas = ~exists().where(utkorg.c.meddelande == meddelande.c.id)
    with transaktion(motor) as forbindelse:
        for r in forbindelse.execute(per_rad(saknas, _bara(meddelande, arende))):
            text = f"{antal_meddelanden(r.antal)} om rad {r.nr} ligger i inkorgen men inte i utkorgen"
            yield Fynd("utkorg", r.arende, text, "underrätta parten på annat sätt; e-post om dem går aldrig ut")


def vantar_lange(motor: Engine, fore: datetime, arende: str | None = None) -> Iterator[Fynd]:
    """Messages that have waited to be sent since before ``fore``."""
    # When it was written, not what it tells of: after an outage a line is written later than what it says.
    skriven = func.coalesce(journal.c.skriven, meddelande.c.tid)
    fraga = (
        select(utkorg.c.arende, func.min(skriven).label("sedan"))
        .join(meddelande, meddelande.c.id == utkorg.c.meddelande)
        .outerjoin(journal, (journal.c.arende == meddelande.c.arende) & (journal.c.nr == meddelande.c.nr))
        .where(utkorg.c.status == "vantar", skriven < fore, _bara(utkorg, arende))
        .group_by(utkorg.c.arende)
        .order_by(utkorg.c.arende)
    )
    with transaktion(motor) as forbindelse:
        for r in forbindelse.execute(fraga):
            text = f"meddelanden har väntat på att skickas sedan {r.sedan:%Y-%m-%d %H:%M} UTC"
            yield Fynd("utkorg", r.arende, text, "se att e-postservern svarar (SMTP_URL) och vad arbetaren loggar")


def vantar(motor: Engine, arende: str | None = None) -> dict[str, int]:
    """How many messages wait to be sent, per case that is completed."""
    fraga = (
        select(utkorg.c.arende, func.count())
        .join(insats, insats.c.arende == utkorg.c.arende)
        .where(utkorg.c.status == "vantar", insats.c.status == "slutford", _bara(utkorg, arende))
        .group_by(utkorg.c.arende)
    )
    with transaktion(motor) as forbindelse:
        return {r[0]: r[1] for r in forbindelse.execute(fraga)}


def utan_arende(motor: Engine, fore: datetime, arende: str | None = None) -> list[tuple[str, str]]:
    """Documents stored before ``fore`` that belong to no case and no process: id, and the case that never was."""
    fraga = select(dokument.c.id, dokument.c.arende).where(_foraldralost(fore), _bara(dokument, arende))
    with transaktion(motor) as forbindelse:
        return [(r.id, r.arende) for r in forbindelse.execute(fraga.order_by(dokument.c.id))]


def stada(motor: Engine, dessa: Iterable[str], fore: datetime) -> int:
    """Remove documents that still belong to no case; returns how many."""
    with transaktion(motor) as forbindelse:
        bort = delete(dokument).where(dokument.c.id.in_(list(dessa)), _foraldralost(fore))
        return forbindelse.execute(bort).rowcount


def i_tabellerna(motor: Engine, nu: datetime, granser: Granser, arende: str | None = None) -> list[Fynd]:
    """Every check that is put to whole tables; documents without a case are told one by one, and do no harm."""
    ut = [*utan_utkorg(motor, arende), *vantar_lange(motor, nu - granser.oskickat, arende)]
    ut += [*utan_ansvarig(motor, arende), *utan_socialsekreterare(motor, arende), *avvisade_adresser(motor, arende)]
    for id, av in utan_arende(motor, nu - granser.foraldralost, arende):
        text = f"dokumentet {id} hör till ett ärende som aldrig blev till"
        ut.append(Fynd("dokument_utan_arende", av, text, "rensa: insats kontrollera --stada", upplysning=True))
    return ut


def avvisade_adresser(motor: Engine, arende: str | None = None) -> list[Fynd]:
    """Notices that were given up since the address takes no mail: they lie in the inbox, and nobody has been told."""
    u = utkorg.c
    fraga = select(u.arende, func.count()).where(u.status == "avvisad", _bara(utkorg, arende)).group_by(u.arende)
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga.order_by(u.arende)).all()
    return [
        Fynd(
            "utkorg", a, f"{antal_meddelanden(antal)} har inte kunnat skickas; mottagarens adress avvisas",
            "rätta adressen (insats adress); meddelandet ligger i inkorgen", upplysning=True,
        )
        for a, antal in rader
    ]  # fmt: skip


def utan_ansvarig(motor: Engine, arende: str | None = None) -> list[Fynd]:
    """Cases under way whose karriärvägledare is in no register, or no longer employed: no notice reaches anyone."""
    i = insats.c
    fraga = select(i.arende).where(
        i.status != Status.SLUTFORD.value, not_(ar_i_tjanst(i.karriarvagledare)), _bara(insats, arende)
    )
    text = "kundansvarig karriärvägledare finns inte i registret, eller är inte i tjänst"
    with transaktion(motor) as forbindelse:
        arenden = forbindelse.execute(fraga.order_by(i.arende)).scalars().all()
    return [
        Fynd("ansvarig", a, text, f"byt karriärvägledare: insats sag {a} byt_karriarvagledare --till ID")
        for a in arenden
    ]


def ar_process(arende: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether what bears this id is a process beside the cases."""
    return exists().where(process.c.id == arende)


def _foraldralost(fore: datetime) -> ColumnElement[bool]:
    har_arende = exists().where(insats.c.arende == dokument.c.arende)
    har_journal = exists().where(journal.c.arende == dokument.c.arende)
    return (dokument.c.skapad < fore) & ~har_arende & ~har_journal & ~ar_process(dokument.c.arende)


def _bara(tabell: Table, arende: str | None) -> ColumnElement[bool]:
    return tabell.c.arende == arende if arende else true()


def per_rad(*villkor: ColumnElement[bool]) -> Any:
    """A question to the messages: how many meet all of the conditions, by case and line."""
    m = meddelande.c
    return select(m.arende, m.nr, func.count().label("antal")).where(*villkor).group_by(m.arende, m.nr).order_by(
        m.arende, m.nr
    )  # fmt: skip
