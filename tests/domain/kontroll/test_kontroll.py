"""The hunt within one case: what is sound has no finding, and each impossible state is found in the right words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Status
from domain.kontroll.arende import granska, luckor
from domain.kontroll.fynd import Granser
from domain.liv import lagesbild
from domain.liv.vikning import vik
from tests.domain.kontroll.arendet import A, avbrutet, fynd, mitt_i, skrivet
from tests.verktyg.spel import Spel, tid

ATERSTALL_RADER = "återställ raderna från säkerhetskopian; ärendet kan inte skrivas vidare utan"


# --- the case as a whole


@pytest.mark.parametrize("levt", [avbrutet, mitt_i])
def test_a_sound_case_has_no_findings_and_is_open_until_it_is_completed(levt: Callable[[], Spel]) -> None:
    fall = levt()
    g = granska(skrivet(fall), fall.nu, Granser())
    assert (g.arende, g.insats, g.fynd, g.oppen) == (A, fall.insats, (), fall.status != "slutford")
    assert vik(fall.poster) == fall.insats


def test_what_the_tables_say_of_being_completed_holds_for_a_journal_that_is_broken_and_no_longer() -> None:
    fall = avbrutet()
    pagar = replace(lagesbild.insatsrad(fall.insats), status=Status.PAGAR)
    assert granska(skrivet(fall, rad=pagar), fall.nu, Granser()).oppen is False
    for rad, oppen in ((lagesbild.insatsrad(fall.insats), False), (pagar, True), (None, True)):
        g = granska(skrivet(fall, rad=rad, poster=()), fall.nu, Granser())
        assert (g.arende, g.insats, len(g.fynd), g.oppen) == (A, None, 1, oppen)


def test_every_check_has_its_say_in_one_case() -> None:
    fall = mitt_i()
    lank = [replace(p, dokument="dok-1") if p.nr == 1 else p for p in fall.poster]
    s = skrivet(fall, poster=lank, rad=None, bevakningar={}, utbetalningar={}, meddelanden={})
    assert {f[0] for f in fynd(s, tid("2025-01-01"))} == {
        "lastabell", "meddelande", "betalning", "dokument", "klocka",
    }  # fmt: skip


def test_no_lines_fold_to_no_case() -> None:
    assert vik(()) is None


def test_the_rows_of_a_case_stand_by_key() -> None:
    i = mitt_i().insats
    r = lagesbild.lagesbild(i)
    assert r.insats == lagesbild.insatsrad(i)
    assert list(r.bevakningar.values()) == lagesbild.bevakningsrader(i)
    assert list(r.utbetalningar) == ["manad:2024-03", "manad:2024-04"]
    assert all(nyckel == rad.nyckel for nyckel, rad in r.bevakningar.items())


# --- the journal


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("nummer", "sista", "text"),
    [
        ([], 0, ""),
        ([1], 0, ""),
        ([1, 2, 3], 3, ""),
        ([1, 2, 3], 2, ""),
        ([2, 3], 0, "1"),
        ([3], 0, "1–2"),
        ([1, 3], 0, "2"),
        ([3, 1], 0, "2"),
        ([1, 2, 4, 8, 9, 11], 0, "3, 5–7, 10"),
        ([], 1, "1"),
        ([], 3, "1–3"),
        ([1, 2], 3, "3"),
        ([1, 2], 5, "3–5"),
        ([2], 4, "1, 3–4"),
    ],
)
def test_missing_lines_are_told_as_people_write_them(nummer: list[int], sista: int, text: str) -> None:
    assert luckor(nummer, sista) == text


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("borta", "olasliga", "rad", "texter"),
    [
        ({5, 6, 9}, (), True, ["journalen saknar rad 5–6, 9"]),
        ({1}, (), True, ["journalen saknar rad 1"]),
        ({4, 7}, (4, 7), True, ["rad 4, 7 går inte att läsa"]),
        ({3, 4}, (4,), True, ["journalen saknar rad 3", "rad 4 går inte att läsa"]),
        (None, (), True, ["ärendet finns men har ingen journal"]),
        (None, (), False, ["ärendet finns men har ingen journal"]),
    ],
)
def test_a_journal_with_lines_that_are_missing_or_cannot_be_read_says_nothing_else(
    borta: set[int] | None, olasliga: tuple[int, ...], rad: bool, texter: list[str]
) -> None:
    fall = mitt_i()
    poster = [p for p in fall.poster if borta is not None and p.nr not in borta]
    s = skrivet(fall, poster=poster, olasliga=olasliga, bevakningar={}, **({} if rad else {"rad": None}))
    assert fynd(s) == [("journal", text, ATERSTALL_RADER) for text in texter]


@pytest.mark.krav("K0.7", sort="gräns")
def test_a_lost_last_line_is_known_by_the_row_of_the_case_alone() -> None:
    fall = mitt_i()
    sista = fall.poster[-1].nr
    s = skrivet(fall, poster=fall.poster[:-1])
    assert fynd(s) == [("journal", f"journalen saknar rad {sista}", ATERSTALL_RADER)]
    assert [f[0] for f in fynd(replace(s, rad=None))] == ["lastabell", "meddelande"]
    alla = skrivet(fall, poster=(), olasliga=tuple(range(1, sista + 1)))
    (olasliga_,) = fynd(alla)
    assert olasliga_[1].endswith(f"{sista - 1}, {sista} går inte att läsa")


@pytest.mark.krav("K0.7")
def test_lines_that_cannot_follow_on_each_other_are_found_and_the_tables_not_held_against_them() -> None:
    fall = mitt_i()
    forsta, andra, *resten = fall.poster
    bytta = [replace(forsta, handelse=andra.handelse), replace(andra, handelse=forsta.handelse), *resten]
    s = skrivet(fall, poster=bytta, bevakningar={})
    assert fynd(s) == [("journal", "raderna kan inte följa på varandra", ATERSTALL_RADER)]
    for rad, oppen in ((lagesbild.insatsrad(fall.insats), True), (lagesbild.insatsrad(avbrutet().insats), False)):
        g = granska(replace(s, rad=replace(rad, nr=fall.insats.nr)), fall.nu, Granser())
        assert (g.arende, g.insats, g.oppen) == (A, None, oppen)


@pytest.mark.krav("K13.10")
def test_what_another_karriarvagledare_did_is_told_to_the_responsible_one_and_is_no_finding() -> None:
    fall = Spel.pagaende()
    annan = Aktor(Roll.KARRIARVAGLEDARE, "kv9")
    fall.sager(annan, "2024-03-12", "registrera_brist", sort="utebliven_uppfoljning", motivering="x")
    (rad,) = [p.nr for p in fall.poster if p.handelse.slag == "brist_konstaterad"]
    hel = skrivet(fall)
    assert hel.meddelanden[rad] == 3
    assert fynd(hel) == []
    # A run from before there was such a message has none of it; one too few, or one too many, is found all the same.
    for antal, fel in ((2, 0), (1, 1), (4, 1)):
        assert len(fynd(replace(hel, meddelanden=hel.meddelanden | {rad: antal}))) == fel
    eget = skrivet(Spel.pagaende().kv("2024-03-12", "registrera_brist", sort="utebliven_uppfoljning", motivering="x"))
    assert len(fynd(replace(eget, meddelanden=eget.meddelanden | {rad: 3}))) == 1
