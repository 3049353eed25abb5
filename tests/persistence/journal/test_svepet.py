"""The usual write goes in one go, and gives what it gives one by one; what is out of the ordinary is left to that."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from activities.insats import Insatsaktiviteter
from domain.liv import lagesbild
from kontrakt.foljesedel import lagd
from kontrakt.insats import Batch, Journalkvitto
from persistence.databas.motor import transaktion
from persistence.journal import projektion, svepet
from persistence.journal.skrivning import Journallucka, skriv
from persistence.tabeller import grund, post
from tests.persistence.conftest import regelverket

Spelet = Callable[..., Any]
_SKYDDAD = text(
    "INSERT INTO kund (id, fodelsedatum, skydd, andrad, andrad_av)"
    " VALUES (:id, '1990-05-02', 'sekretessmarkering', now(), 'x')"
)


@pytest.fixture
def gangna(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Batch, Journalkvitto | None]]:
    """The writes that were tried in one go, and what came of each."""
    gjorda: list[tuple[Batch, Journalkvitto | None]] = []
    ratt = svepet.skriv

    def skriv_(motor: Engine, batch: Batch, *mer: Any) -> Journalkvitto | None:
        svar = ratt(motor, batch, *mer)
        gjorda.append((batch, svar))
        return svar

    monkeypatch.setattr(svepet, "skriv", skriv_)
    return gjorda


TABELLER = (
    grund.insats, grund.journal, grund.bevakning, grund.utbetalning, post.meddelande, post.utkorg, grund.dokument,
)  # fmt: skip
UTOM = ("skriven", "skapad", "id", "meddelande", "far_tas_med")


def allt(motor: Engine) -> list[list[str]]:
    """Every row of what a write writes, but for when and under which number it was put there."""
    with transaktion(motor) as forbindelse:
        alla = [forbindelse.execute(select(t)).mappings().all() for t in TABELLER]
    return [sorted(str({k: v for k, v in r.items() if k not in UTOM}) for r in rader) for rader in alla]


def test_a_life_in_one_go_and_the_same_life_one_by_one_are_the_same_rows(
    motor: Engine, spelet: Spelet, gangna: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    spel = spelet(till="2024-12-31")
    kvitton = [skriv(motor, b, spel.sedel(b)) for b in spel.batcher]
    i_ett_svep, tagna = allt(motor), len(gangna)
    assert tagna >= len(spel.batcher) - 3, "all but the first, the end that is decided, and what comes after the last"
    assert all(svar is not None for _, svar in gangna)
    with transaktion(motor) as forbindelse:
        for t in ("meddelande", "utkorg", "bevakning", "utbetalning", "dokument", "insats", "journal"):
            forbindelse.execute(text(f"ALTER TABLE {t} DISABLE TRIGGER USER"))
        forbindelse.execute(
            text("TRUNCATE utkorg, meddelande, bevakning, utbetalning, dokument, insats, journal, laskvitto")
        )
    monkeypatch.setattr(svepet, "ar_vanlig", lambda *_: False)
    assert [skriv(motor, b) for b in spel.batcher] == kvitton
    assert allt(motor) == i_ett_svep
    assert len(gangna) == tagna


def test_who_comes_after_another_is_told_of_its_lines_and_has_written_none(
    motor: Engine, spelet: Spelet, gangna: list[Any]
) -> None:
    spel = spelet()
    forsta, andra, *_ = spel.batcher
    skriv(motor, forsta)
    assert skriv(motor, andra, spel.sedel(andra)) == Journalkvitto()
    fore = allt(motor)
    assert skriv(motor, andra, spel.sedel(andra)).okanda == andra.poster
    assert skriv(motor, andra).okanda == andra.poster
    assert [svar is not None for _, svar in gangna] == [True, False]
    assert allt(motor) == fore


def test_a_row_that_stands_elsewhere_than_its_writer_knew_is_not_written_on(motor: Engine, spelet: Spelet) -> None:
    """Also where no line has been written that would be in the way."""
    spel = spelet()
    forsta, andra, *_ = spel.batcher
    skriv(motor, forsta)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(text("UPDATE insats SET nr = 99"))
    fore = allt(motor)
    with pytest.raises(Journallucka):
        skriv(motor, andra, spel.sedel(andra))
    assert allt(motor) == fore


def test_a_case_that_has_been_closed_to_somebody_is_asked_of_one_by_one(
    motor: Engine, spelet: Spelet, gangna: list[Any]
) -> None:
    spel = spelet()
    for batch in spel.batcher:
        if any(p["av"].startswith("anordnare:") for p in batch.poster):
            break
        skriv(motor, batch)
    gangna.clear()
    with transaktion(motor) as forbindelse:
        kund = forbindelse.execute(select(grund.insats.c.kund)).scalar()
        forbindelse.execute(_SKYDDAD, {"id": kund})
    kvitto = skriv(motor, batch, spel.sedel(batch))
    assert [svar for _, svar in gangna] == [None]
    assert kvitto.avslag is not None and kvitto.avslag.regel == "K3.3"
    with transaktion(motor) as forbindelse:
        assert forbindelse.execute(select(grund.insats.c.nr)).scalar() == batch.efter_nr


def test_a_process_that_takes_over_a_case_puts_right_what_another_version_left(
    motor: Engine, spelet: Spelet, gangna: list[Any]
) -> None:
    """Also in one go: the tables are read the first time, and not after it."""
    spel = spelet()
    for batch in spel.batcher[:3]:
        skriv(motor, batch)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(text("UPDATE bevakning SET regel = 'K9.9'"))
    aktiviteter = Insatsaktiviteter(motor, regelverket(), None)
    for nr in (3, 4):
        batch = spel.batcher[nr]
        with lagd(spel.sedel(batch)):
            assert not aktiviteter.journalfor(batch).okanda
        with transaktion(motor) as forbindelse:
            assert projektion.las_rader(forbindelse, "in-1") == lagesbild.rader(spel.lagen[nr])
    assert all(svar is not None for _, svar in gangna) and len(gangna) == 2
