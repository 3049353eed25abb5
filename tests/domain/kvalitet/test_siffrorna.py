"""K16.1: every figure of the review with its heading, and what a nämnd's table is a sum of (K16.3)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.kvalitet import namndrakning
from domain.kvalitet.jamforelsen import for_den_som_valjer
from domain.kvalitet.matt import siffrorna
from domain.kvalitet.namnd import ALLA, AVSLUTADE, ERSATTA, MAL, SLUT, STEG, TID, Budget, Kostnad, Kostnadsgrupp, Ruta
from domain.kvalitet.nyckeltal import Andel, Nyckeltal, Punktlighet, summa
from domain.kvalitet.rakning import krav_insyn, rakna
from domain.tid.period import Period
from tests.domain.kvalitet.raknat import AR_2024, bevakning
from tests.domain.kvalitet.test_namndrakning import FRISTER, INSATSER
from tests.verktyg.spel import ANORDNARE, d, regelverket, tid

FULLT = Nyckeltal(
    "A", paborjade=1, pagaende=2, avslutade=3, fullfoljda=4, i_fortid=5, avbrutna=6, mal_natt=7, mal_okant=8,
    bemanning=Punktlighet(1, 10, 100), plan=Punktlighet(2, 20, 200), manadsrapporter=Punktlighet(3, 30, 300),
    slutrapporter=Punktlighet(4, 40, 400), veckokontakter=Punktlighet(5, 50, 500),
    meddelanden=Punktlighet(6, 60, 600),
    granskningar=9, aterremisser=10, brister_per_sort={"a": 11, "b": 12}, avvikelser=13, anmalda_avvikelser=14,
)  # fmt: skip


@pytest.mark.krav("K16.1")
def test_each_figure_is_shown_under_its_heading_as_a_number_or_as_so_many_of_so_many() -> None:
    assert list(siffrorna(FULLT)) == [
        ("Insatser", "5"), ("Påbörjade", "1"), ("Pågående", "2"), ("Avslutade", "3"), ("Mål nått", "7 av 3"),
        ("Bemanning i tid", "1 av 111"), ("Genomförandeplan i tid", "2 av 222"), ("Månadsrapporter i tid", "3 av 333"),
        ("Slutrapporter i tid", "4 av 444"), ("Veckokontakt i tid", "5 av 555"),
        ("Meddelanden lästa i tid", "6 av 666"),
        ("Återremisser", "10 av 9"), ("Brister", "23"), ("Avvikelser hos anordnaren", "13"),
        ("Anmälda avvikelser", "14"),
    ]  # fmt: skip


@pytest.mark.krav("K16.1")
def test_the_figures_of_several_together_are_their_sums_each_by_itself() -> None:
    andra = Nyckeltal(
        "B", paborjade=20, pagaende=30, avslutade=40, fullfoljda=50, i_fortid=60, avbrutna=70, mal_natt=80,
        mal_okant=90, bemanning=Punktlighet(1, 2, 3), plan=Punktlighet(4, 5, 6), manadsrapporter=Punktlighet(7, 8, 9),
        slutrapporter=Punktlighet(1, 1, 1), veckokontakter=Punktlighet(2, 2, 2), meddelanden=Punktlighet(3, 3, 3),
        granskningar=100, aterremisser=110, brister_per_sort={"b": 120, "c": 130}, avvikelser=140,
        anmalda_avvikelser=150,
    )  # fmt: skip
    assert summa("Alla", [FULLT, andra]) == Nyckeltal(
        "Alla", paborjade=21, pagaende=32, avslutade=43, fullfoljda=54, i_fortid=65, avbrutna=76, mal_natt=87,
        mal_okant=98, bemanning=Punktlighet(2, 12, 103), plan=Punktlighet(6, 25, 206),
        manadsrapporter=Punktlighet(10, 38, 309), slutrapporter=Punktlighet(5, 41, 401),
        veckokontakter=Punktlighet(7, 52, 502), meddelanden=Punktlighet(9, 63, 603), granskningar=109, aterremisser=120,
        brister_per_sort={"a": 11, "b": 132, "c": 130}, avvikelser=153, anmalda_avvikelser=164,
    )  # fmt: skip
    assert summa("Ingen", []) == Nyckeltal("Ingen")


@pytest.mark.krav("K16.1")
def test_a_municipalitys_own_duty_and_what_is_no_figure_is_counted_under_none() -> None:
    (n,) = rakna(AR_2024, regelverket(), bevakningar=[
        bevakning("rapportgranskning", "sen", ansvarig=Roll.KARRIARVAGLEDARE, antal=3), bevakning("uppstartsmote"),
    ])  # fmt: skip
    assert n == Nyckeltal("A", avvikelser=1)


@pytest.mark.krav("K16.1")
@pytest.mark.parametrize("namn", [None, "A"])
def test_an_anordnare_may_ask_for_its_own_year_by_name_or_without(namn: str | None) -> None:
    krav_insyn(ANORDNARE, namn)


# What one who chooses is told


@pytest.mark.krav("K5.4", "K16.3")
@pytest.mark.parametrize("matt", ["plan", "manadsrapporter", "veckokontakter"])
def test_each_figure_of_timeliness_is_told_and_hidden_by_itself(matt: str) -> None:
    def av(namn: str, punktlighet: Punktlighet) -> Nyckeltal:
        grund: dict[str, Any] = {"pagaende": 30, "avslutade": 40, "mal_natt": 20}
        matten = dict.fromkeys(("plan", "manadsrapporter", "veckokontakter"), Punktlighet(30, 6, 4))
        return Nyckeltal(namn, **grund, **{**matten, matt: punktlighet})

    stora = [av("B", Punktlighet(30, 6, 4)), av("C", Punktlighet(30, 6, 4))]
    sma = for_den_som_valjer([av("A", Punktlighet(38, 1, 1)), *stora], 5, 5)["A"]
    visade = {m: getattr(sma, m) for m in ("plan", "manadsrapporter", "veckokontakter")}
    assert visade == {**dict.fromkeys(visade, Andel(30, 40)), matt: None}
    assert (sma.insatser, sma.mal) == (70, Andel(20, 40))


@pytest.mark.krav("K5.4", "K16.3", sort="gräns")
def test_how_many_insatser_there_were_is_told_from_the_least_number_on() -> None:
    def visat(antal: int) -> int | None:
        alla = [Nyckeltal("A", pagaende=antal), *(Nyckeltal(n, pagaende=30) for n in "BC")]
        return for_den_som_valjer(alla, 5, 5)["A"].insatser

    assert [visat(antal) for antal in (0, 1, 4, 5)] == [0, None, None, 5]


# What a cell of the nämnd's is a sum of, found again from the cells alone


def _over(r: Ruta) -> list[Ruta]:
    """The sums that a cell stands directly under."""
    over = []
    if r.matt == STEG:
        return [Ruta(MAL, r.sort.partition(":")[0], ALLA, "stegforflyttning")]
    if r.matt == TID:
        over += [r._replace(malgrupp=ALLA)] if r.malgrupp != ALLA else []
        return over + ([r._replace(sort=ALLA)] if r.sort != ALLA else [])
    if r.insats != ALLA:
        over.append(r._replace(insats=r.insats[:3] if len(r.insats) == 4 else ALLA))
    if r.malgrupp != ALLA:
        over.append(r._replace(malgrupp=ALLA))
    if r.matt in (SLUT, MAL):
        over.append(Ruta(AVSLUTADE, r.insats, r.malgrupp))
    return over


@pytest.mark.krav("K16.3")
def test_every_cell_is_bound_to_each_sum_that_it_stands_under_and_every_sum_is_right() -> None:
    period = Period(d("2024-01-01"), d("2024-12-31"))
    kostnader = [
        Kostnadsgrupp("AMI2", "kaa", Decimal(10), Decimal(1), 6),
        Kostnadsgrupp("FAI1", "x", Decimal(5), Decimal(), 7),
    ]
    s = namndrakning.rakna(
        period, 5, insatser=INSATSER, kostnader=kostnader, bevakningar=[*FRISTER, bevakning()], intern=True
    )
    tal = namndrakning._alla_tal(s.tal)
    delar_av: dict[Ruta, set[Ruta]] = defaultdict(set)
    for hel, delar in namndrakning._likheter(s.tal):
        assert tal[hel] == sum(tal[r] for r in delar), hel
        assert len(set(delar)) == len(delar)
        for r in delar:
            delar_av[r].add(hel)
    for r in s.tal:
        saknas = {o for o in _over(r) if o != r} - delar_av[r]
        # Of how it ended and of the goals there are no cells by insats and målgrupp at once.
        assert not {o for o in saknas if o in tal}, (r, saknas)
    assert {r.matt for r in s.tal} == {AVSLUTADE, SLUT, MAL, STEG, TID, ERSATTA}


@pytest.mark.krav("K16.3")
def test_what_insatser_cost_is_summed_by_insats_kundval_and_malgrupp() -> None:
    kostnader = [
        Kostnadsgrupp("AMI1", "kaa", Decimal(10), Decimal(1), 6),
        Kostnadsgrupp("AMI2", "kaa", Decimal(20), Decimal(2), 7),
        Kostnadsgrupp("FAI1", "unga_vuxna", Decimal(40), Decimal(4), 8),
    ]
    s = namndrakning.rakna(AR_2024, 5, insatser=(), kostnader=kostnader, bevakningar=(), intern=True)
    for insats, malgrupp, kostnad, antal in (
        ("AMI1", ALLA, (10, 1), 6), ("AMI2", "kaa", (20, 2), 7), ("AMI", ALLA, (30, 3), 13),
        ("AMI", "kaa", (30, 3), 13), (ALLA, "kaa", (30, 3), 13), (ALLA, "unga_vuxna", (40, 4), 8),
        (ALLA, ALLA, (70, 7), 21), ("ISA", ALLA, (0, 0), 0),
    ):  # fmt: skip
        ruta = Ruta(ERSATTA, insats, malgrupp)
        assert s.kostnad(ruta) == Kostnad(*map(Decimal, kostnad))
        assert s.antal(ruta) == antal


@pytest.mark.krav("K16.3")
def test_a_year_says_which_it_is_and_which_budget_holds_and_counts_the_days_to_a_goal_alone() -> None:
    tva = [Budget(2024, "AMI", Decimal(n), f"beslut {n}", "e1", tid(f"2024-01-0{n}")) for n in (1, 2)]
    ett = Budget(2024, "FAI", Decimal(3), "beslut 3", "e1", tid("2024-01-03"))
    s = namndrakning.rakna(AR_2024, 5, insatser=INSATSER, kostnader=(), bevakningar=(), budget=[*tva, ett])
    assert (s.period, s.minst, s.intern) == (AR_2024, 5, False)
    assert s.budget == {"AMI": tva[1], "FAI": ett}
    assert {r.matt for r in s.dagar} == {MAL}
    assert (s.dagar[Ruta(MAL, sort="arbete")], s.dagar[Ruta(MAL, "AMI", sort="arbete")]) == (600, 600)
