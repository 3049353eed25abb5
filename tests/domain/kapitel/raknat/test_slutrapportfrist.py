"""§8, §12: from when and until when reports are awaited, reckoned from states put together by hand (K8.1–K8.3, K12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.insats.anteckningar import Oppnad
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Avslutsbeslut, Omgang, Slutrapport
from domain.kapitel.inlamning import rapportmanad, slutrapportfrist
from domain.kapitel.inlamning.omgang import bollen, granskad, granskningsmening, ny_version
from domain.kapitel.inlamning.rapportmanad import den_sjunde, granskningsfrist, krav_insatsmanad, manadens_ramar
from domain.kapitel.inlamning.slutrapportfrist import lamnas_tidigast, sista_dag_att_lamna, slutrapport_for
from domain.skeende.mening import Mening
from tests.verktyg.spel import Spel, d, tid

SLUT = "2024-09-10"
Stat = Callable[[], Insats]
"""A state, made when it is asked for: nothing of it is derived while tests are collected."""


@cache
def insatsen() -> Insats:
    """AMI2 from Monday 11 March 2024 to Tuesday 10 September; the uppdrag was entered on 1 March."""
    return Spel.pagaende(start="2024-03-11", langd_manader=6).insats


def inlagt(nar: str, **fakta: Any) -> Insats:
    """The same, with the uppdrag entered at another time."""
    return med(insatsen(), uppdrag=replace(insatsen().inlagt, tid=tid(nar), slutdatum_satt=tid(nar)), **fakta)


def slutat(slut: str, form: Any, beslut: str, **fakta: Any) -> Insats:
    return med(insatsen(), avslutsbeslut=Avslutsbeslut(tid(beslut), d(slut), "flytt", form), **fakta)


def oppnad(nyckel: str, nar: str) -> dict[str, Oppnad]:
    slag, _, avser = nyckel.partition(":")
    return {nyckel: Oppnad(tid(nar), slag, avser, "K8.1", Roll.ANORDNARE, d(nar[:10]))}


def slutrapporter(nar: str) -> tuple[Slutrapport, ...]:
    return (Slutrapport(tid(nar), d(SLUT)),)


# The final report


@pytest.mark.krav("K12.1", "K12.2", "K12.3", sort="gräns")
@pytest.mark.parametrize(
    ("staten", "frist", "sista"),
    [
        (insatsen, SLUT, "2024-09-24"),
        # in time: the decision and fourteen days, but not before the end
        (lambda: slutat("2024-04-30", "fortid", "2024-04-10"), "2024-04-30", "2024-05-14"),
        (lambda: slutat("2024-04-30", "fortid", "2024-04-17"), "2024-05-02", "2024-05-14"),  # 1 May is a holiday
        (lambda: slutat("2024-04-30", "fortid", "2024-04-29"), "2024-05-13", "2024-05-14"),
        (lambda: slutat("2024-04-30", "fortid", "2024-05-02"), "2024-05-16", "2024-05-16"),
        # broken off: the later of the end and the decision, and fourteen days
        (lambda: slutat("2024-04-30", "avbruten", "2024-04-10"), "2024-05-14", "2024-05-14"),
        (lambda: slutat("2024-04-30", "avbruten", "2024-05-02"), "2024-05-16", "2024-05-16"),
        # an uppdrag entered after its own end: fourteen days from then
        (lambda: inlagt("2024-09-10T23:59"), SLUT, "2024-09-24"),
        (lambda: inlagt("2024-09-11T00:00"), "2024-09-25", "2024-09-25"),
        # a correction has put the end behind us: from when it came to be awaited, or came
        (lambda: inlagt("2024-03-01", rattad=tid("2024-09-10")), SLUT, "2024-09-24"),
        (lambda: inlagt("2024-03-01", rattad=tid("2024-09-16")), "2024-09-30", "2024-09-30"),
        (
            lambda: inlagt("2024-03-01", rattad=tid("2024-09-20"), oppnade=oppnad(f"slutrapport:{SLUT}", "2024-09-12")),
            "2024-09-26", "2024-09-26",
        ),
        (
            lambda: inlagt("2024-03-01", rattad=tid("2024-09-20"), slutrapporter=slutrapporter("2024-09-12")),
            "2024-09-26", "2024-09-26",
        ),
        (
            lambda: inlagt("2024-03-01", rattad=tid("2024-09-20"), slutrapporter=slutrapporter("2024-09-02")),
            SLUT, "2024-09-24",
        ),
    ],
)  # fmt: skip
def test_the_final_report_is_due_by_the_form_of_the_end_and_is_taken_two_weeks_after_it(
    staten: Stat, frist: str, sista: str
) -> None:
    i = staten()
    assert (str(slutrapportfrist.slutrapportfrist(i).frist), str(sista_dag_att_lamna(i))) == (frist, sista)


@pytest.mark.krav("K12.6", "K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("staten", "oppnas", "tidigast"),
    [
        (insatsen, "2024-08-27T00:00", "2024-08-11T00:00"),
        (lambda: inlagt("2024-08-27T00:01"), "2024-08-27T00:01", "2024-08-11T00:00"),
        (lambda: slutat("2024-04-30", "fortid", "2024-04-10"), "2024-04-10", "2024-04-10"),
        (
            lambda: med(insatsen(), uppdrag=replace(insatsen().inlagt, slutdatum=d("2024-03-29"))),
            "2024-03-15T00:00", "2024-03-11T00:00",  # in the insats
        ),
    ],
)  # fmt: skip
def test_the_final_report_is_awaited_two_weeks_before_the_end_and_taken_a_month_before_it(
    staten: Stat, oppnas: str, tidigast: str
) -> None:
    i = staten()
    assert (slutrapportfrist.oppnas(i), lamnas_tidigast(i)) == (tid(oppnas), tid(tidigast))


def test_the_final_report_of_an_end_is_the_first_that_was_written_for_it() -> None:
    rapporter = (Slutrapport(tid("2024-09-05"), d(SLUT)), Slutrapport(tid("2024-09-02"), d(SLUT)),
                 Slutrapport(tid("2024-08-01"), d("2024-08-10")))  # fmt: skip
    i = med(insatsen(), slutrapporter=rapporter)
    assert [slutrapport_for(i, slut and d(slut)) for slut in (SLUT, "2024-08-10", "2024-10-10", None)] == [
        tid("2024-09-02"), tid("2024-08-01"), None, None,
    ]  # fmt: skip


# The monthly report


@pytest.mark.krav("K8.1", "K13.8", sort="gräns")
@pytest.mark.parametrize(
    ("staten", "frist"),
    [
        (insatsen, "2024-05-07"),
        (lambda: inlagt("2024-04-30T23:59"), "2024-05-07"),
        (lambda: inlagt("2024-05-01T00:00"), "2024-05-08"),  # as many days from when it was entered
        (lambda: inlagt("2024-05-12"), "2024-05-20"),  # the nineteenth is a Sunday
        # a month that a correction has added, from when it was awaited, or came, or was corrected
        (lambda: inlagt("2024-03-01", rattad=tid("2024-05-01")), "2024-05-07"),
        (lambda: inlagt("2024-03-01", rattad=tid("2024-05-02")), "2024-05-10"),
        (
            lambda: inlagt(
                "2024-03-01", rattad=tid("2024-05-20"), oppnade=oppnad("manadsrapport:2024-04", "2024-05-02")
            ),
            "2024-05-10",
        ),
        (
            lambda: inlagt(
                "2024-03-01", rattad=tid("2024-05-20"), oppnade=oppnad("manadsrapport:2024-04", "2024-05-01")
            ),
            "2024-05-07",
        ),
        (
            lambda: inlagt("2024-03-01", rattad=tid("2024-05-20"), rapporter={"2024-04": Omgang((tid("2024-05-02"),))}),
            "2024-05-10",
        ),
    ],
)
def test_a_report_is_due_on_the_seventh_or_a_week_after_its_month_came_to_be_one(staten: Stat, frist: str) -> None:
    i = staten()
    assert str(den_sjunde(i, "2024-04", "manadsrapport.dag").frist) == frist
    assert [str(rad[2].frist) for rad in manadens_ramar(med(i, senast=tid("2024-05-02"))) if rad[0] == "2024-04"] == [
        frist
    ]


@pytest.mark.krav("K0.8", "K8.1", sort="gräns")
@pytest.mark.parametrize(
    ("staten", "manad", "nar"),
    [
        (insatsen, "2024-04", "2024-05-01T00:00"),
        (insatsen, "2024-09", "2024-09-11T00:00"),  # the day after the end
        (lambda: inlagt("2024-05-01T09:00"), "2024-04", "2024-05-01T09:00"),
        (lambda: inlagt("2024-09-11T09:00"), "2024-09", "2024-09-11T09:00"),
        (lambda: slutat("2024-04-30", "fortid", "2024-05-03"), "2024-04", "2024-05-01T00:00"),
        (lambda: slutat("2024-04-29", "fortid", "2024-05-03"), "2024-04", "2024-05-03"),
    ],
)
def test_a_report_is_awaited_from_the_month_s_end_or_the_day_after_the_insats_s(
    staten: Stat, manad: str, nar: str
) -> None:
    assert rapportmanad.oppnas(staten(), manad) == tid(nar)


@pytest.mark.krav("K8.2", "K8.3", sort="gräns")
@pytest.mark.parametrize(
    ("ankom", "granskas", "godkanns"),
    [
        ("2024-05-02", "2024-05-12", "2024-05-15"),  # a Sunday, and a fixed day
        ("2024-05-07T23:59", "2024-05-12", "2024-05-15"),
        ("2024-05-08T00:00", "2024-05-13", "2024-05-16"),  # late: five and eight days from then
        ("2024-05-20", "2024-05-27", "2024-05-28"),
    ],
)
def test_a_late_report_is_reviewed_so_many_days_after_it_came_but_never_before_the_usual_day(
    ankom: str, granskas: str, godkanns: str
) -> None:
    omgang = Omgang((tid(ankom), tid("2024-06-01")))
    for slag, frist in (("rapportgranskning", granskas), ("rapportgodkannande", godkanns)):
        assert str(granskningsfrist(insatsen(), "2024-04", omgang, slag).frist) == frist


@pytest.mark.krav("K8.1", sort="avslag")
@pytest.mark.parametrize("manad", ["2024-02", "2024-10"])
def test_a_month_without_insatsdagar_is_refused_under_the_rule_that_asks(manad: str) -> None:
    with pytest.raises(Avvisning) as nej:
        krav_insatsmanad(insatsen(), manad, "K14.4")
    assert (nej.value.regel, nej.value.falt) == ("K14.4", "manad")
    assert nej.value.text == f"{manad} har inga insatsdagar i det här ärendet"
    for m in ("2024-03", "2024-09"):
        krav_insatsmanad(insatsen(), m, "K14.4")


# What is handed in, and by whom it is owed


@pytest.mark.krav("K7.4", "K8.3", "K0.9")
def test_what_is_handed_in_lies_with_the_kv_and_what_is_returned_with_the_anordnare() -> None:
    t1, t2, t3, t4 = (tid(f"2024-04-0{n}") for n in (2, 3, 4, 5))
    ny = ny_version(None, t1, 2)
    assert (ny, bollen(ny), ny.inlamnad) == (Omgang((t1,), (), True, 2), Roll.KARRIARVAGLEDARE, t1)
    atersand = granskad(ny, t2, False)
    assert (bollen(atersand), atersand.godkand, atersand.vantar_pa_granskning) == (Roll.ANORDNARE, None, False)
    igen = ny_version(atersand, t3, 3)
    assert (igen.inlamningar, igen.delmal, igen.inlamnad) == ((t1, t3), 3, t1)
    assert (bollen(igen), len(igen.granskningar)) == (Roll.KARRIARVAGLEDARE, 1)
    klar = granskad(igen, t4, True)
    assert (bollen(klar), klar.godkand) == (Roll.KARRIARVAGLEDARE, t4)


@pytest.mark.parametrize(
    ("beslut", "mening"),
    [
        ("godkand", Mening("Planen är godkänd, med tillägg", "K7.4", "god")),
        ("aterremiss", Mening("Planen är återremitterad för komplettering", "K7.4", "sen")),
    ],
)
def test_a_review_is_told_by_what_was_reviewed_and_how_it_went(beslut: str, mening: Mening) -> None:
    assert granskningsmening("Planen", "K7.4", beslut, ", med tillägg") == mening
    if beslut == "godkand":
        assert granskningsmening("Planen", "K7.4", beslut).text == "Planen är godkänd"
