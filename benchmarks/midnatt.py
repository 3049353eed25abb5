"""The stampede: every case's clock says a moment before an instant at which it rings, and people command meanwhile.

``python -m benchmarks.midnatt --antal 10000 --arbetare 2`` takes more than the 300 that ``make bench`` takes, and
``--nar paminnelser`` and ``--nar betalning`` another instant than the turn of month: 08:00, and 00:00 on the 16th.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import click
from rich.console import Console
from sqlalchemy import Engine, TextClause, text
from temporalio.client import Client

from benchmarks.rigg import arenden, levda
from benchmarks.rigg.matning import Matt, p50_p95, skriv, tabell
from benchmarks.rigg.servrar import Hus, servrar
from domain.tid.tidpunkt import midnatt, tolka_tid
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.spridning import Spridning, Takt, plats
from persistence.databas.motor import skapa_motor
from starter.stod.klient.insats import Insatsklient

_PAUS = 0.2
"""Seconds between a person's kommandon."""
_LUGN = 12.0
"""Seconds before the instant in which the quiet is measured."""
_TALAMOD = 600.0
_FRAMME = text("SELECT count(*) FROM insats WHERE senast >= :nar AND arende = ANY(:ids)")
_SKRIVNA = text("SELECT count(DISTINCT arende) FROM journal WHERE slag = :slag AND tid >= :nar AND arende = ANY(:ids)")


@dataclass(frozen=True, slots=True)
class Tillfalle:
    """An instant at which the clock of every case rings.

    Attributes:
        namn: Swedish, what the figures are headed with.
        slag: the kind of line that it raises in each.
        levda: the cases have lived until then, and are begun as a run begins that is handed over to; else they are
            begun through the doors, and are handed over afterwards.
    """

    namn: str
    nar: datetime
    slag: str
    levda: bool = True


SKIFTET = Tillfalle("en midnatt", midnatt(date(2024, 4, 1)), "bevakning_oppnad", levda=False)
TILLFALLEN = {
    "manadsskifte": SKIFTET,
    "paminnelser": Tillfalle("kl. 08:00", tolka_tid("2024-03-22T08:00"), "paminnelse_skickad"),
    "betalning": Tillfalle("natten till den 16:e", midnatt(date(2024, 4, 16)), "utbetalning_verkstalld"),
}


async def mat(hus: Hus, antal: int, vid: Tillfalle = SKIFTET) -> list[Matt]:
    """The figures of one such instant of so many cases, and of as many of their twins after it."""
    motor = skapa_motor(hus.url)
    temporal = await Client.connect(hus.adress, data_converter=OMVANDLARE)
    ids, verklig = await (_levda if vid.levda else _begynta)(hus, motor, temporal, antal, vid.nar)
    skillnad = vid.nar - verklig
    if datetime.now(UTC) > verklig - timedelta(seconds=_LUGN):
        raise RuntimeError("ärendena hann inte börja i tid; maskinen är för upptagen")
    sag = arenden.forsok if vid.levda else arenden.sag

    def kvar() -> float:
        return (verklig - datetime.now(UTC)).total_seconds()

    async def prata(tills: Callable[[], bool]) -> list[float]:
        tider, nr = [], 0
        while not tills():
            handtag = temporal.get_workflow_handle(ids[nr * 37 % len(ids)])
            start, nr = perf_counter(), nr + 1
            await sag(handtag, skillnad)
            tider.append((perf_counter() - start) * 1000)
            await asyncio.sleep(_PAUS)
        return tider

    await asyncio.sleep(max(0.0, kvar() - _LUGN))
    lugnt = await prata(lambda: kvar() < 1)
    await asyncio.sleep(max(0.0, kvar()))
    fore, minne, servern = [a.cpu() for a in hus.insats], 0, hus.temporals_cpu()
    start, allt_skrivet = perf_counter(), asyncio.Event()
    prat = asyncio.create_task(prata(allt_skrivet.is_set))
    while (
        await asyncio.to_thread(_antal, motor, _FRAMME, vid, ids) < antal
        and perf_counter() - start < _TALAMOD + antal / 10
    ):
        minne = max(minne, *(a.minne() for a in hus.insats))
        await asyncio.sleep(0.25)
    skrivet = perf_counter() - start
    await asyncio.sleep(max(0.0, 3 - skrivet))  # people speak while it goes on, and for three seconds at least
    allt_skrivet.set()
    stormigt = await prat
    lugn, storm = p50_p95(lugnt), p50_p95(stormigt)
    med = "" if vid.levda else ", överlämning med"
    namn = f"{antal} ärenden {vid.namn}"
    stor = antal > 1_000
    stormen = [
        Matt(f"{namn}: en människas kommando p50", storm[0], "ms", None, lugn[0]),
        Matt(f"{namn}: en människas kommando p95, mot lugnt", storm[1], "ms", 10 if stor else 5, lugn[1], kvot=True),
    ]  # fmt: skip
    if stor:  # what is known is told at once: so many hand-overs and twins take a long while
        Console(width=140).print(tabell([*stormen, Matt(f"{namn}: allt skrivet efter", skrivet, "s", 120)], "Stormen"))
    assert _antal(motor, _SKRIVNA, vid, ids) == antal, "a case has come past the instant without what it brings"
    if not vid.levda:
        await _overlamnade(temporal, "insats", antal, _TALAMOD + 2 * antal / Takt().overlamningar)
    motor.dispose()
    cpu, servern = sum(a.cpu() for a in hus.insats) - sum(fore), hus.temporals_cpu() - servern
    bar = await _tvillingarna(temporal, hus, min(antal, 300), overlamnas=not vid.levda)
    return [
        Matt(f"{namn}: akter hållna för länge", sum(a.hallna_for_lange() for a in hus.insats), "st", 0),
        Matt(f"{namn}: allt skrivet efter", skrivet, "s", 120 if stor else 3, bar.vackta),
        *stormen,
        Matt(f"{namn}: processor per ärende{med}", cpu * 1000 / antal, "ms", 15, bar.arbetare),
        Matt(f"{namn}: Temporalserverns processor per ärende", servern * 1000 / antal, "ms", None, bar.servern),
        Matt(f"{namn}: minne som mest, en arbetare", minne / 2**20, "MiB"),
    ]  # fmt: skip


async def _begynta(hus: Hus, motor: Engine, temporal: Client, antal: int, nar: datetime) -> tuple[list[str], datetime]:
    """Cases begun through the doors a while before ``nar`` by their clocks; their ids, and when that is."""
    klient = Insatsklient(temporal, motor)
    with arenden.funnits(motor, antal):
        # How long the cases take to begin is known when some have: their clock is set by it.
        start, prov = perf_counter(), max(12 * len(hus.insats), antal // 40)
        await arenden.borja(klient, prov)
        verklig = _snart((perf_counter() - start) / prov * antal)
        return await arenden.borja(klient, antal, nar - verklig), verklig


async def _levda(hus: Hus, motor: Engine, temporal: Client, antal: int, nar: datetime) -> tuple[list[str], datetime]:
    """The same of cases that have lived until then."""
    prov = max(12 * len(hus.insats), antal // 40)
    insatser = levda.skriv_levda(motor, prov + antal, nar - timedelta(hours=1))
    takt = Takt(klockslag=float(os.environ.get("KLOCKSLAG", Takt().klockslag)))
    spridning, start = Spridning.for_antal(antal, takt), perf_counter()
    await levda.borja(temporal, insatser[:prov], nar - timedelta(hours=1) - datetime.now(UTC), spridning)
    verklig = _snart((perf_counter() - start) / prov * antal)
    return await levda.borja(temporal, insatser[prov:], nar - verklig, spridning), verklig


def _snart(tar: float) -> datetime:
    """When what takes so many seconds has been done, and the quiet been measured."""
    return datetime.now(UTC) + timedelta(seconds=tar * 1.3 + _LUGN + 15)


def _antal(motor: Engine, fraga: TextClause, vid: Tillfalle, ids: list[str]) -> int:
    with motor.connect() as c:
        return int(c.execute(fraga, {"slag": vid.slag, "nar": vid.nar, "ids": ids}).scalar_one())


@dataclass(frozen=True, slots=True)
class _Bar:
    """What the same takes with nothing in it: until all have woken (s), and the processor time of each (ms)."""

    vackta: float
    arbetare: float
    servern: float


async def _tvillingarna(temporal: Client, hus: Hus, antal: int, *, overlamnas: bool) -> _Bar:
    """All wake at once, and are handed over if and as the cases are."""
    takt = Takt()
    skifte = datetime.now(UTC) + timedelta(seconds=5 + antal / 50)
    for n in range(antal):
        till = skifte + timedelta(seconds=antal / takt.klockslag + plats(str(n)) * antal / takt.overlamningar)
        await temporal.start_workflow(
            "bar_manad", args=[skifte, till if overlamnas else None], id=f"manad-{n}", task_queue="bar"
        )
    await asyncio.sleep(max(0.0, (skifte - datetime.now(UTC)).total_seconds()))
    start, fore, servern = perf_counter(), hus.bar.cpu(), hus.temporals_cpu()
    while hus.bar.vackta() < antal:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    vackta = perf_counter() - start
    if overlamnas:
        await _overlamnade(temporal, "bar_manad", antal, _TALAMOD)
    per = 1000 / antal
    return _Bar(vackta, (hus.bar.cpu() - fore) * per, (hus.temporals_cpu() - servern) * per)


async def _overlamnade(temporal: Client, slag: str, antal: int, hogst: float) -> None:
    """Wait until so many runs have been handed over; ``hogst`` seconds at most."""
    fraga = f"WorkflowType = '{slag}' AND ExecutionStatus = 'ContinuedAsNew'"
    async with asyncio.timeout_at(asyncio.get_running_loop().time() + hogst):
        while (await temporal.count_workflows(fraga)).count < antal:  # noqa: ASYNC110
            await asyncio.sleep(1)


@click.command()
@click.option("--antal", default=300, show_default=True, help="Ärenden.")
@click.option("--arbetare", default=1, show_default=True, help="Arbetare.")
@click.option("--nar", default="manadsskifte", show_default=True, type=click.Choice(list(TILLFALLEN)), help="Vad.")
@click.option("--json", "fil", type=click.Path(path_type=Path, dir_okay=False), help="Skriv siffrorna hit.")
def main(antal: int, arbetare: int, nar: str, fil: Path | None) -> None:
    """Mät ett klockslag då alla ärenden vaknar på en gång."""
    with servrar(arbetare) as hus:
        motor = skapa_motor(hus.url)
        arenden.anordnaren(motor)
        motor.dispose()
        matt = asyncio.run(mat(hus, antal, TILLFALLEN[nar]))
    Console(width=140).print(tabell(matt, "Stormen"))
    if fil:
        skriv(matt, fil)


if __name__ == "__main__":
    main()
