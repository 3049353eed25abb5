"""The journal's writer: once, in order, all or nothing, and by one at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from domain.liv import lagesbild, rutin
from domain.liv.lagring import post_fran_json
from kontrakt.insats import Batch, Journalkvitto
from persistence.arende import lasning
from persistence.databas.motor import DatabasFel, DataFel, transaktion
from persistence.journal import projektion, skrivning
from persistence.journal.skrivning import FelBatch, Journallucka, skriv
from persistence.meddelanden import inkorg
from persistence.tabeller import grund

Spelet = Callable[..., Any]
MED_OCH_UTAN = pytest.mark.parametrize("med", [True, False], ids=["med sedel", "utan sedel"])


def allt(motor: Engine) -> dict[str, int]:
    with transaktion(motor) as forbindelse:
        return {
            namn: forbindelse.execute(select(func.count()).select_from(t)).scalar_one()
            for namn, t in grund.metadata.tables.items()
        }


def tabellrader(motor: Engine, arende: str) -> lagesbild.Rader:
    with transaktion(motor) as forbindelse:
        return projektion.las_rader(forbindelse, arende)


@MED_OCH_UTAN
def test_every_batch_is_written_and_read_back_as_it_was(motor: Engine, spelet: Spelet, med: bool) -> None:
    spel = spelet()
    for batch in spel.batcher:
        assert skriv(motor, batch, spel.sedel(batch) if med else None) == Journalkvitto()
    with transaktion(motor) as forbindelse:
        rader = skrivning.journalrader(forbindelse, "in-1")
    assert rader == [p for b in spel.batcher for p in b.poster]
    assert lasning.journalrader(motor, None, "in-1") == [post_fran_json(p) for p in rader]


@MED_OCH_UTAN
def test_the_rows_are_the_state_after_every_batch(motor: Engine, spelet: Spelet, med: bool) -> None:
    """Incrementally written and rebuilt from the journal's lines are the same, to the last column."""
    spel = spelet(till="2024-12-31")
    insats = None
    for batch, lage in zip(spel.batcher, spel.lagen, strict=True):
        skriv(motor, batch, spel.sedel(batch) if med else None)
        for post in batch.poster:
            insats = rutin.tillampa(insats, post_fran_json(post))
        assert insats == lage
        assert tabellrader(motor, "in-1") == lagesbild.rader(insats)
        assert lasning.ett_arende(motor, None, "in-1") == lagesbild.insatsrad(insats)


def test_a_writer_that_takes_over_puts_right_what_another_version_left(motor: Engine, spelet: Spelet) -> None:
    *tidigare, sista = spelet().batcher
    for batch in tidigare:
        skriv(motor, batch)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(text("UPDATE bevakning SET regel = 'K9.9' WHERE nyckel = 'bemanning'"))
        forbindelse.execute(text("DELETE FROM bevakning WHERE nyckel = 'uppdrag'"))
        forbindelse.execute(text("UPDATE bevakning SET nyckel = 'okand' WHERE nyckel = 'uppstartsmote'"))
    skriv(motor, sista)
    assert tabellrader(motor, "in-1") == lagesbild.rader(spelet().insats)


@MED_OCH_UTAN
def test_the_same_batch_again_gives_its_lines_and_writes_nothing(motor: Engine, spelet: Spelet, med: bool) -> None:
    spel = spelet()
    for batch in spel.batcher:
        sedel = spel.sedel(batch) if med else None
        skriv(motor, batch, sedel)
        fore = allt(motor)
        assert skriv(motor, batch, sedel).okanda == batch.poster
        assert allt(motor) == fore


def test_a_writer_that_is_behind_gets_every_line_it_lacks(motor: Engine, spelet: Spelet) -> None:
    batcher = spelet().batcher
    for batch in batcher:
        skriv(motor, batch)
    assert skriv(motor, batcher[3]).okanda == tuple(p for b in batcher[3:] for p in b.poster)


@pytest.mark.parametrize("nummer", range(4))
def test_of_two_writers_exactly_one_wins(motor: Engine, spelet: Spelet, nummer: int) -> None:
    """Two processes, of which one knows the case as it was, at the same line; also at the very first."""
    spel = spelet()
    batcher = spel.batcher
    for batch in batcher[:nummer]:
        skriv(motor, batch)
    batch, start = batcher[nummer], Barrier(8)

    def tavla(plats: int) -> Journalkvitto:
        start.wait()
        return skriv(motor, batch, spel.sedel(batch) if plats % 2 else None)

    with ThreadPoolExecutor(8) as tradar:
        kvitton = list(tradar.map(tavla, range(8)))
    assert sorted(bool(k.okanda) for k in kvitton) == [False] + [True] * 7
    assert all(k.okanda == batch.poster for k in kvitton if k.okanda)
    assert tabellrader(motor, "in-1") == lagesbild.rader(spelet().lagen[nummer])
    assert skriv(motor, batcher[nummer + 1], spel.sedel(batcher[nummer + 1])) == Journalkvitto()


def test_different_cases_do_not_wait_for_each_other(motor: Engine, spelet: Spelet) -> None:
    spel = [spelet(f"in-{n}") for n in range(12)]

    def hela(s: Any) -> None:
        for batch in s.batcher:
            assert skriv(motor, batch, s.sedel(batch)) == Journalkvitto()

    with ThreadPoolExecutor(6) as tradar:
        list(tradar.map(hela, spel))
    for s in spel:
        assert tabellrader(motor, s.insats.arende) == lagesbild.rader(s.insats)


@pytest.mark.krav("K0.7")
def test_a_gap_is_never_written(motor: Engine, spelet: Spelet) -> None:
    batcher = spelet().batcher
    skriv(motor, batcher[0])
    fore = allt(motor)
    for senare in (batcher[2], batcher[-1]):
        with pytest.raises(Journallucka):
            skriv(motor, senare)
    with pytest.raises(Journallucka):
        skriv(motor, spelet("in-2").batcher[1])
    assert allt(motor) == fore


@MED_OCH_UTAN
def test_what_fails_halfway_leaves_no_trace(motor: Engine, spelet: Spelet, med: bool) -> None:
    spel = spelet("in-rull")
    for batch in spel.batcher:
        fore, sedel = allt(motor), spel.sedel(batch) if med else None
        if batch.meddelanden:  # the same place twice: refused when all but the messages is written
            with pytest.raises(DataFel):
                skriv(motor, replace(batch, meddelanden=batch.meddelanden[:1] * 2), sedel)
        olasbar = replace(batch, poster=(*batch.poster[:-1], batch.poster[-1] | {"kommando": "\0"}))
        with pytest.raises(DataFel):
            skriv(motor, olasbar, sedel and replace(sedel, poster=olasbar.poster))
        assert allt(motor) == fore
        assert skriv(motor, batch, sedel) == Journalkvitto()
    assert tabellrader(motor, "in-rull") == lagesbild.rader(spel.insats)


def test_a_batch_that_is_no_continuation_is_refused(motor: Engine, spelet: Spelet) -> None:
    forsta, andra, *_ = spelet().batcher
    skriv(motor, forsta)
    fore = allt(motor)
    post = andra.poster[0]
    annans = replace(forsta, arende="in-9")
    fel = [
        replace(andra, poster=()),
        replace(andra, poster=andra.poster[::-1]),
        replace(andra, efter_nr=-1),
        replace(andra, poster=({**post, "handelse": {"slag": "hittepå", "namn": "Hemlig"}},), meddelanden=()),
        replace(andra, poster=({"nr": 2},), meddelanden=()),
        replace(andra, meddelanden=tuple(replace(m, nr=99) for m in andra.meddelanden)),
        Batch("in-8", 0, ({**post, "nr": 1},), ()),
        annans,
    ]
    for batch in fel:
        with pytest.raises(FelBatch) as sagt:
            skriv(motor, batch)
        assert "Hemlig" not in str(sagt.value)
    assert allt(motor) == fore


def test_a_case_row_without_its_journal_is_never_taken_for_written(motor: Engine, spelet: Spelet) -> None:
    """An empty receipt means written; where row and journal disagree it must not be given."""
    forsta = spelet().batcher[0]
    skriv(motor, forsta)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(text("UPDATE insats SET nr = 99"))
    with pytest.raises(Journallucka):
        skriv(motor, spelet().batcher[1])


def test_a_lost_database_is_an_error_that_may_pass(motor: Engine, spelet: Spelet, postgres: Any) -> None:
    spel = spelet()
    forsta, andra, *_ = spel.batcher
    skriv(motor, forsta)
    postgres.drop_database(motor.url.database)
    for sedel in (spel.sedel(andra), None):
        with pytest.raises(DatabasFel):
            skriv(motor, andra, sedel)


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("sats", ["UPDATE journal SET av = 'x'", "DELETE FROM journal", "TRUNCATE journal CASCADE"])
def test_the_journal_is_only_added_to(motor: Engine, spelet: Spelet, sats: str) -> None:
    skriv(motor, spelet().batcher[0])
    with pytest.raises(DBAPIError, match=r"K0\.7"), motor.begin() as forbindelse:
        forbindelse.execute(text(sats))
    assert len(lasning.journalrader(motor, None, "in-1")) == 1


def test_each_message_lies_in_the_inbox_and_waits_in_the_outbox(motor: Engine, spelet: Spelet) -> None:
    batcher = spelet().batcher
    for batch in batcher:
        skriv(motor, batch)
    skrivna = [m for b in batcher for m in b.meddelanden]
    lasta = inkorg.meddelanden(motor, None, "in-1")
    assert [(m.nr, m.tid, m.till, m.part, m.regel, m.rubrik) for m in lasta] == [
        (m.nr, m.tid, m.till, m.part, m.regel, m.rubrik) for m in skrivna
    ]
    assert allt(motor)["utkorg"] == len(skrivna)
