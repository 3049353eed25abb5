"""Running cases are told of what has changed around them, on the real server (K1.1, K14.1)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import regelverk
from domain.tid.tidpunkt import datum
from kontrakt.namn import KO
from kontrakt.nattligt import ARBETSFLODE_AJOUR, Ajoursvar
from persistence.meddelanden import inkorg
from persistence.register.anordnare import auktorisationer
from tests.domain.regler.test_skillnad import NASTA
from tests.flotta.flottan import KV, Flotta


async def ajourhall(f: Flotta, namn: str) -> Ajoursvar:
    svar: Ajoursvar = await asyncio.wait_for(
        f.klient.temporal.execute_workflow(ARBETSFLODE_AJOUR, id=namn, task_queue=KO, result_type=Ajoursvar),
        60,
    )
    return svar


@pytest.mark.krav("K1.1")
async def test_a_case_hears_that_its_auktorisation_ends_once_and_a_new_night_says_nothing(f: Flotta) -> None:
    await f.ny_arbetare()
    arende = await f.nytt_arende()
    annan = await f.nytt_arende(anordnare="B")
    idag = datum(datetime.now(UTC))
    auktorisationer.avsluta_auktorisation(f.motor, "A", "AMI", idag + timedelta(days=30))
    assert (await ajourhall(f, "natt-1")) == Ajoursvar(2, 0, 1)
    assert f.insats(arende).auktoriserad_till == idag + timedelta(days=30)
    assert f.insats(annan).auktoriserad_till is None
    assert any("auktorisation är ändrad" in m.rubrik for m in inkorg.inkorg(f.motor, KV))
    assert (await ajourhall(f, "natt-2")) == Ajoursvar(2, 0, 0)


@pytest.mark.krav("K14.1", "K16.2")
async def test_a_new_edition_that_the_workers_have_reaches_the_cases_that_run(f: Flotta, tmp_path: Path) -> None:
    forsta = await f.ny_arbetare()
    arende = await f.nytt_arende()
    await asyncio.to_thread(forsta.stop)
    katalog = tmp_path / "regelverk"
    katalog.mkdir()
    for fil in Path(regelverk.__file__).parent.glob("*.toml"):
        (katalog / fil.name).write_bytes(fil.read_bytes())
    (katalog / "2025.toml").write_text(NASTA, encoding="utf-8")
    await f.ny_arbetare(REGELVERK_KATALOG=str(katalog))
    assert (await ajourhall(f, "natt-1")) == Ajoursvar(1, 1, 0)
    har = f.insats(arende).regelverk
    assert har.utgavor == ("2024", "2025")
    assert str(har.belopp("checkbelopp.AMI", datum(datetime.now(UTC)))) == "4000.00"
    assert (await ajourhall(f, "natt-2")) == Ajoursvar(1, 0, 0)


@pytest.mark.krav("K0.7", "K14.1", "K16.2")
async def test_an_edition_that_is_put_right_reaches_the_cases_that_run_and_only_once(f: Flotta, tmp_path: Path) -> None:
    katalog = tmp_path / "regelverk"
    katalog.mkdir()
    for fil in Path(regelverk.__file__).parent.glob("*.toml"):
        (katalog / fil.name).write_bytes(fil.read_bytes())
    (katalog / "2025.toml").write_text(NASTA, encoding="utf-8")
    forsta = await f.ny_arbetare(REGELVERK_KATALOG=str(katalog))
    arende = await f.nytt_arende()
    annan = await f.nytt_arende(anordnare="B")
    await asyncio.to_thread(forsta.stop)
    (katalog / "2025.toml").write_text(NASTA.replace('"4000.00"', '"4100.00"'), encoding="utf-8")
    await f.ny_arbetare(REGELVERK_KATALOG=str(katalog))
    assert (await ajourhall(f, "natt-1")) == Ajoursvar(2, 2, 0)
    for a in (arende, annan):
        assert str(f.insats(a).regelverk.belopp("checkbelopp.AMI", datum(datetime.now(UTC)))) == "4100.00"
        assert f.insats(a).regelverk.utgavor == ("2024", "2025")
    assert (await ajourhall(f, "natt-2")) == Ajoursvar(2, 0, 0)
