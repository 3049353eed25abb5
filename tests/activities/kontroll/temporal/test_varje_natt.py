"""The hunt that the calendar starts: stored, told of once, and seen by monitoring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import Engine, text

from domain.grund.parter import Aktor, Roll
from domain.kontroll.fynd import I_TEMPORAL, KONTROLLER, Fynd
from domain.regler.provning import skapa_regelverk
from kontrakt.namn import KO
from kontrakt.nattligt import ARBETSFLODE_KONTROLL, Kontrollsvar
from persistence.databas.motor import DatabasFel
from persistence.kontroll import korningar
from persistence.kontroll.korningar import Korning, Sparat, spara
from persistence.meddelanden import adresser, inkorg, utkorg
from persistence.meddelanden.utkorg import Utfall
from regelverk import las_utgavor
from starter.drift.kontrollmatt import Kontrollmatt
from starter.drift.scheman import kalenderstarter
from tests.activities.kontroll.temporal.conftest import hus, server  # noqa: F401 - the fixtures
from tests.activities.kontroll.temporal.hus import Hus

SYSTEMSPECIALIST = Aktor(Roll.SYSTEMSPECIALIST, "s1")
NU = datetime(2026, 3, 1, 4, 30, tzinfo=UTC)
ETT = Fynd("journal", "in-1", "journalen saknar rad 3", "återställ")
ANNAT = Fynd("timer", "in-2", "timern saknas", "laga")
UPPLYSNING = Fynd("dokument_utan_arende", "in-3", "dokumentet d hör till inget", "rensa", upplysning=True)


def dag(n: int, *fynd: Fynd, motor: Engine, utan: frozenset[Any] = frozenset()) -> Sparat:
    """The run of day ``n``."""
    nar = NU + timedelta(days=n)
    korning = Korning(f"korning-{n}", nar, nar, 5, frozenset(KONTROLLER) - utan, "Temporal svarar inte" if utan else "")
    return spara(motor, korning, fynd, epost=False)


def brev(motor: Engine) -> list[str]:
    return [m.rubrik for m in inkorg.inkorg(motor, SYSTEMSPECIALIST)]


def matt(motor: Engine) -> dict[str, float]:
    register = CollectorRegistry()
    register.register(Kontrollmatt(motor))
    rader = [r.rsplit(" ", 1) for r in generate_latest(register).decode().splitlines() if not r.startswith("#")]
    return {namn: float(varde) for namn, varde in rader}


def test_a_finding_is_told_once_and_again_when_it_comes_back(motor: Engine) -> None:
    assert dag(1, ETT, motor=motor).nya == (ETT,)
    assert dag(2, ETT, motor=motor).nya == ()
    assert len(brev(motor)) == 1
    assert dag(3, motor=motor).nya == ()
    assert dag(4, ETT, ANNAT, motor=motor).nya == (ETT, ANNAT)
    assert brev(motor) == [
        "Kontrollen hittade 2 nya fel; se insats kontrollera (K0.7)",
        "Kontrollen hittade ett nytt fel; se insats kontrollera (K0.7)",
    ]
    with motor.connect() as forbindelse:
        rader = forbindelse.execute(text("SELECT kontroll, forst, senast, borta FROM kontrollfynd ORDER BY id")).all()
    assert rader == [("journal", 1, 2, 3), ("journal", 4, 4, None), ("timer", 4, 4, None)]


def test_information_is_kept_but_nobody_is_disturbed_by_it(motor: Engine) -> None:
    assert dag(1, UPPLYSNING, motor=motor).nya == (UPPLYSNING,)
    assert brev(motor) == []
    assert matt(motor)['insats_kontrollfynd{kontroll="dokument_utan_arende"}'] == 0


def test_what_could_not_be_looked_at_is_not_taken_for_cured(motor: Engine) -> None:
    dag(1, ETT, ANNAT, motor=motor)
    dag(2, motor=motor, utan=I_TEMPORAL)
    star = korningar.stallning(motor)
    assert star and (star.antal["journal"], star.antal["timer"]) == (0, 1)
    assert dag(3, ANNAT, motor=motor).nya == ()


def test_a_run_that_is_stored_twice_is_stored_once(motor: Engine) -> None:
    forst = dag(1, ETT, motor=motor)
    igen = dag(1, ETT, motor=motor)
    assert (forst.nya, igen.nya, len(brev(motor))) == ((ETT,), (), 1)


def test_the_message_goes_by_email_to_a_systemspecialist_who_has_an_address(motor: Engine) -> None:
    adresser.satt_adress(motor, Roll.SYSTEMSPECIALIST, "drift@kommunen.example")
    korning = Korning("korning-1", NU, NU, 5, frozenset(KONTROLLER), "")
    assert spara(motor, korning, (ETT,), epost=True).att_leverera
    vantar = utkorg.leverera_nasta(motor, ARBETSFLODE_KONTROLL, lambda _rad: Utfall("levererad"))
    assert vantar is not None and vantar[1].status == "levererad"


def test_monitoring_sees_every_check_and_when_the_last_run_was(motor: Engine) -> None:
    assert matt(motor) == {}  # before the first run nothing is known
    dag(1, ETT, motor=motor)
    assert set(matt(motor)) == {f'insats_kontrollfynd{{kontroll="{k}"}}' for k in KONTROLLER} | {
        "insats_kontroll_senast_timestamp_seconds"
    }
    assert matt(motor)['insats_kontrollfynd{kontroll="journal"}'] == 1
    assert matt(motor)["insats_kontroll_senast_timestamp_seconds"] == (NU + timedelta(days=1)).timestamp()


def test_monitoring_is_told_nothing_while_the_database_is_away(motor: Engine, postgres: Any) -> None:
    dag(1, ETT, motor=motor)
    postgres.drop_database(motor.url.database)
    with pytest.raises(DatabasFel):
        korningar.stallning(motor)
    assert matt(motor) == {}


def test_the_calendar_starts_it_every_night() -> None:
    starter = {s.id: s for s in kalenderstarter(skapa_regelverk(las_utgavor()), NU)}
    spec = starter[ARBETSFLODE_KONTROLL].nar
    assert ([r.start for r in spec.hour], [r.start for r in spec.minute]) == ([4], [30])
    assert [(r.start, r.end) for r in spec.day_of_month] == [(1, 31)]


async def test_the_workflow_looks_stores_tells_and_says_what_it_came_to(hus: Hus) -> None:  # noqa: F811
    arende, annat = await hus.pagaende(), await hus.pagaende()

    async def kor(nr: int) -> Kontrollsvar:
        svar: Kontrollsvar = await hus.f.klient.temporal.execute_workflow(
            ARBETSFLODE_KONTROLL, id=f"kontroll-{nr}", task_queue=KO, result_type=Kontrollsvar
        )
        return svar

    assert await kor(1) == Kontrollsvar(2, 0, 0, "", False)
    hus.bryt("DELETE FROM bevakning WHERE arende = :a AND nyckel = 'uppdrag'", a=arende)
    await hus.f.klient.temporal.get_workflow_handle(annat).terminate()
    assert await kor(2) == Kontrollsvar(2, 2, 2, "", False)
    assert await kor(3) == Kontrollsvar(2, 2, 0, "", False)
    assert brev(hus.motor) == ["Kontrollen hittade 2 nya fel; se insats kontrollera (K0.7)"]
    for a in (arende, annat):
        assert (await hus.insats("laga", a)).kod == 0
    assert await kor(4) == Kontrollsvar(2, 0, 0, "", False)
    assert set(matt(hus.motor).values()) == {0.0, matt(hus.motor)["insats_kontroll_senast_timestamp_seconds"]}
