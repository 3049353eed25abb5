"""Cases to measure on: begun through the doors, and said something to without them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Engine, text
from temporalio.client import WorkflowHandle

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from kontrakt.namn import UPPDATERING
from persistence.register.anordnare import auktorisationer, register
from starter.stod.klient.insats import Insatsklient

ANORDNARE = Aktor.tolka("anordnare:h1@Anordnare A")
KV = Aktor.tolka("karriarvagledare:kv1")
_KUND = {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02", "arbetsformaga": 50}
_AT_GANGEN = 40
_FUNNITS = text(
    "INSERT INTO insats (arende, slag, anordnare, karriarvagledare, kund, status, nr, senast) SELECT 'in-fanns-' || g, "
    "'AMI2', 'Anordnare A', 'kv1', 'ku-fanns', 'pagar', 1, now() FROM generate_series(1, :n) g"
)
_nummer = count()
_bokat: Counter[str] = Counter()


def anordnaren(motor: Engine) -> None:
    """The anordnare of all the cases."""
    register.lagg_till_anordnare(motor, "Anordnare A")
    auktorisationer.auktorisera(motor, "Anordnare A", "AMI", date(2024, 1, 1), None)


@contextmanager
def funnits(motor: Engine, antal: int) -> Iterator[None]:
    """While the block runs the record holds so many open cases, as that of a fleet that has long had as many.

    A worker counts them every ten minutes and lets the cases know over how long their turns are to be spread. Cases
    that all begin within a minute would else be told of a fleet with hardly any.
    """
    with motor.begin() as c:
        c.execute(_FUNNITS, {"n": antal})
    try:
        yield
    finally:
        with motor.begin() as c:
            c.execute(text("DELETE FROM insats WHERE arende LIKE 'in-fanns-%'"))


async def borja(klient: Insatsklient, antal: int, skillnad: timedelta = timedelta()) -> list[str]:
    """Running AMI2 that begin on their clock's day, ``skillnad`` from the server's; their ids."""
    grind = asyncio.Semaphore(_AT_GANGEN)

    async def ett() -> str:
        async with grind:

            def nu() -> datetime:
                return datetime.now(UTC) + skillnad

            start = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "Anordnare A", "kund": _KUND}
            start |= {"kartlagd": "2024-01-01", "framtidsplan": "Planen"}
            arende = (await klient.starta(start, KV, tid=nu(), tidsskillnad=skillnad)).arende
            for av, data in (
                (ANORDNARE, {"kommando": "bemanna", "handlaggare": "h1"}),
                (
                    KV,
                    {
                        "kommando": "lagg_in_uppdrag",
                        "startdatum": str(datum(nu())),
                        "uppdragsbeskrivning": "Uppdraget",
                        "framtidsplan": "Planen",
                        "utan_uppfoljning": "Mätning",
                    },
                ),
            ):
                await klient.kommando(arende, data, av, tid=nu(), tidsskillnad=skillnad)
            return arende

    return list(await asyncio.gather(*(ett() for _ in range(antal))))


async def sag(handtag: WorkflowHandle[Any, Any], skillnad: timedelta = timedelta()) -> None:
    """The first meeting booked anew, and its receipt: a fact, its journal rows, read rows and a message in one
    transaction."""
    nu = datetime.now(UTC) + skillnad
    _bokat[handtag.id] += 1  # another day each time, and within the insats (K7.1)
    dag = datum(nu) + timedelta(days=1 + _bokat[handtag.id] % 300)
    await _sag(handtag, nu, f"bokning-{next(_nummer)}", {"kommando": "boka_uppstartsmote", "datum": str(dag)})


async def forsok(handtag: WorkflowHandle[Any, Any], skillnad: timedelta = timedelta()) -> None:
    """An attempt to reach the kund, which can be made at any time in a life, and its receipt."""
    nu = datetime.now(UTC) + skillnad
    kommando = {"kommando": "registrera_kontaktforsok", "datum": str(datum(nu))}
    await _sag(handtag, nu, f"forsok-{next(_nummer)}", kommando)


async def _sag(handtag: WorkflowHandle[Any, Any], nu: datetime, id_: str, kommando: dict[str, Any]) -> None:
    """As the client sends it."""
    inkommet = {"id": id_, "av": str(ANORDNARE), "inkom": nu.isoformat(), "dokument": None, "kommando": kommando}
    await handtag.execute_update(UPPDATERING, inkommet, id=id_, result_type=Kvitto)
