"""What a case says of itself: its state, its days and its months, as the fold has left it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.anteckningar import Passerad
from domain.insats.insats import FALT, Insats, med
from domain.insats.tillstand import _passerade
from domain.insats.tradar import Forslag
from domain.insats.uppgifter import Avslutsbeslut, Bemanning, Uppdrag
from domain.tid.period import Period
from tests.verktyg.spel import d, regelverket, tid

DAG1 = tid("2024-03-01T09:00")
UPPDRAG = Uppdrag(tid("2024-03-04"), d("2024-03-31"), 3, 100, d("2024-06-01"), tid("2024-03-05"))
AVSLUT = Avslutsbeslut(tid("2024-04-20"), d("2024-04-30"), "mal_natt", "fortid")


def insatsen(senast: str = "2024-03-01T09:00", **fakta: Any) -> Insats:
    return Insats(
        arende="arende-1", regelverk=regelverket(), slag="ISA2", anordnare="A", karriarvagledare="kv1", kund="k1",
        malgrupp="efter_etablering", aktualiserad=DAG1, senast=tid(senast), **fakta,
    )  # fmt: skip


def test_a_case_goes_from_aktualiserad_to_slutford() -> None:
    bemannad = {"bemanningar": (Bemanning(DAG1, "H1"),)}
    pagar = bemannad | {"uppdrag": UPPDRAG}
    avslutad = pagar | {"avslutad": tid("2024-06-02T00:00")}
    lagen = ({}, bemannad, pagar, avslutad, avslutad | {"slutford": tid("2024-07-01")})
    assert [insatsen(**fakta).status for fakta in lagen] == list(Status)
    assert insatsen(uppdrag=UPPDRAG).status is Status.PAGAR


def test_the_kundval_is_the_first_letters_of_the_insats() -> None:
    assert insatsen().kundval == "ISA"


def test_the_parties_of_a_case_are_its_anordnare_and_its_karriarvagledare() -> None:
    parter = {roll: insatsen().part(roll) for roll in Roll}
    assert {roll: vem for roll, vem in parter.items() if vem is not None} == {
        Roll.ANORDNARE: "A", Roll.KARRIARVAGLEDARE: "kv1",
    }  # fmt: skip


def test_the_proposals_that_are_settled_are_left_out_and_the_others_stay() -> None:
    forslag = {sort: Forslag(DAG1) for sort in ("forlangning", "avslut", "uppehall")}
    i = insatsen(forslag=forslag)
    assert i.utan_forslag() == forslag
    assert i.utan_forslag("avslut", "uppehall").keys() == {"forlangning"}
    assert i.forslag is forslag and len(forslag) == 3


@pytest.mark.parametrize(("fraga", "saknas"), [("inlagt", "uppdrag"), ("slutdagen", "slutdatum")])
def test_a_rule_that_holds_of_a_case_with_an_uppdrag_is_told_that_there_is_none(fraga: str, saknas: str) -> None:
    with pytest.raises(ValueError, match=f"^ärendet har inget {saknas}$"):
        getattr(insatsen(), fraga)
    i = insatsen(uppdrag=UPPDRAG)
    assert (i.inlagt, i.slutdagen) == (UPPDRAG, UPPDRAG.slutdatum)


@pytest.mark.krav("K0.6")
def test_a_frist_has_passed_if_that_very_frist_has_and_at_the_latest_by_an_instant() -> None:
    nar = tid("2024-03-06T00:00")
    i = insatsen(passerade={"bemanning": (Passerad(nar, d("2024-03-05")), Passerad(DAG1, d("2024-02-01")))})
    assert i.har_passerat("bemanning", d("2024-03-05"))
    assert not i.har_passerat("bemanning", d("2024-03-06"))
    assert not i.har_passerat("uppdrag", d("2024-03-05"))
    mikro = timedelta(microseconds=1)
    assert [i.har_passerat("bemanning", d("2024-03-05"), nar + steg) for steg in (-mikro, 0 * mikro, mikro)] == [
        False, True, True,
    ]  # fmt: skip


def test_before_the_uppdrag_there_are_no_days() -> None:
    i = insatsen()
    assert (i.startdatum, i.slutdatum, i.slutdatum_satt, i.insatsperiod, i.sista_manad) == (None,) * 5
    assert (i.insatsmanader, i.aktuella_manader, i.gangna_manader) == ((), (), ())
    assert (i.form, i.slutet_forbi) == ("fullfoljd", False)


@pytest.mark.krav("K0.5")
def test_the_days_are_those_of_the_uppdrag_until_an_end_is_decided() -> None:
    i = insatsen(uppdrag=UPPDRAG)
    assert (i.startdatum, i.slutdatum, i.slutdatum_satt) == (d("2024-03-31"), d("2024-06-01"), tid("2024-03-05"))
    assert (i.insatsperiod, i.sista_manad) == (Period(d("2024-03-31"), d("2024-06-01")), "2024-06")
    assert i.insatsmanader == ("2024-03", "2024-04", "2024-05", "2024-06")
    slut = med(i, avslutsbeslut=AVSLUT)
    assert (slut.startdatum, slut.slutdatum, slut.slutdatum_satt) == (
        d("2024-03-31"), d("2024-04-30"), tid("2024-04-20"),
    )  # fmt: skip
    assert (slut.insatsperiod, slut.sista_manad) == (Period(d("2024-03-31"), d("2024-04-30")), "2024-04")
    assert slut.insatsmanader == ("2024-03", "2024-04")
    # An end is decided before there is an uppdrag as well.
    assert insatsen(avslutsbeslut=AVSLUT).slutdatum == d("2024-04-30")
    assert insatsen(avslutsbeslut=AVSLUT).slutdatum_satt == tid("2024-04-20")


@pytest.mark.krav("K12.1", "K12.2", "K12.3")
def test_the_form_is_that_of_the_end_that_has_come_before_that_of_the_one_decided() -> None:
    assert insatsen(uppdrag=UPPDRAG).form == "fullfoljd"
    assert insatsen(uppdrag=UPPDRAG, avslutsbeslut=AVSLUT).form == "fortid"
    assert insatsen(uppdrag=UPPDRAG, avslutsbeslut=AVSLUT, avslutsform="avbruten").form == "avbruten"


@pytest.mark.krav("K6.2")
def test_a_recalled_case_has_no_insatsdag() -> None:
    i = insatsen(uppdrag=UPPDRAG, avslutsform="aterkallad")
    assert (i.insatsperiod, i.insatsmanader, i.sista_manad) == (None, (), None)
    assert insatsen(uppdrag=UPPDRAG, avslutsform="avbruten").insatsperiod == Period(d("2024-03-31"), d("2024-06-01"))


@pytest.mark.krav("K8.1", sort="gräns")
@pytest.mark.parametrize(
    ("senast", "aktuella", "gangna"),
    [
        ("2024-02-29T23:59", 1, 0),
        ("2024-03-01T00:00", 2, 0),
        ("2024-03-31T23:59", 2, 0),
        ("2024-04-01T00:00", 3, 1),
        ("2024-05-31T23:59", 4, 2),
        ("2024-06-01T23:59", 4, 3),
        ("2024-06-02T00:00", 4, 4),
        ("2024-08-01T00:00", 4, 4),
    ],
)
def test_months_come_to_hand_one_at_a_time_and_have_been_when_their_last_insatsdag_has(
    senast: str, aktuella: int, gangna: int
) -> None:
    """The insats is 2024-03-31 to 2024-06-01: its last month has a single day."""
    i = insatsen(senast, uppdrag=UPPDRAG)
    alla = ("2024-03", "2024-04", "2024-05", "2024-06")
    assert (i.aktuella_manader, i.gangna_manader) == (alla[:aktuella], alla[:gangna])


@pytest.mark.krav("K0.1", sort="gräns")
@pytest.mark.parametrize(
    ("senast", "idag", "sondag", "manaden", "forbi"),
    [
        ("2024-03-03T23:59", "2024-03-03", "2024-03-03", "2024-03", False),
        ("2024-03-04T00:00", "2024-03-04", "2024-03-10", "2024-03", False),
        ("2024-05-31T23:59", "2024-05-31", "2024-06-02", "2024-05", False),
        ("2024-06-01T00:00", "2024-06-01", "2024-06-02", "2024-06", False),
        ("2024-06-01T23:59", "2024-06-01", "2024-06-02", "2024-06", False),
        ("2024-06-02T00:00", "2024-06-02", "2024-06-02", "2024-06", True),
    ],
)
def test_the_day_that_a_case_has_come_to_is_a_stockholm_date_and_its_week_ends_on_sunday(
    senast: str, idag: str, sondag: str, manaden: str, forbi: bool
) -> None:
    i = insatsen(senast, uppdrag=UPPDRAG)
    assert (i.idag, i.veckans_slut, i.manaden, i.slutet_forbi) == (d(idag), d(sondag), manaden, forbi)


@pytest.mark.krav("K0.6")
def test_passings_that_were_handed_over_as_dates_are_read_as_raised_at_the_midnight_after() -> None:
    nya = {"uppdrag": [{"tid": "2024-03-06T00:00:00Z", "frist": "2024-03-05"}]}
    assert _passerade({"bemanning": "2024-03-05"} | nya) == {
        "bemanning": (Passerad(tid("2024-03-06T00:00"), d("2024-03-05")),), **nya,
    }  # fmt: skip
    assert _passerade("skräp") == "skräp"


def test_a_change_names_a_field_and_leaves_what_it_was_made_from() -> None:
    i = insatsen()
    assert (med(i, kund="k2").kund, i.kund) == ("k2", "k1")
    with pytest.raises(TypeError) as fel:
        med(i, kunden="k2")  # type: ignore[call-arg]
    assert str(fel.value) == "no field of an insats: {'kunden'}"
    annan = insatsen("2024-05-01T09:00", uppdrag=UPPDRAG)
    assert med(i, **{falt: getattr(annan, falt) for falt in FALT}) == annan
