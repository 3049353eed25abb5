"""Proposals: the anordnare proposes, the one whose decision it is decides; a payment that hangs on it is held."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.insats.insats import med
from domain.insats.tradar import Forslag
from domain.insats.uppgifter import Omgang
from domain.kapitel.dialog.forslag import KAPITEL, ForslagAvgjort
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from tests.domain.kapitel.raknat.staten import insatsen, underlag
from tests.verktyg.spel import Spel, d, tid


def _fore_mars_ar_betald() -> Spel:
    """An AMI1 with March reported, invoiced and approved, on 10 April; it is paid on the 16th."""
    return Spel.pagaende("AMI1", "2024-03-11").fore_reglerna().hel_manad("2024-03")


@pytest.mark.krav("K13.1")
def test_an_undecided_avslut_holds_the_payments_it_would_change_and_says_why() -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11").fore_reglerna().rapportera("2024-03").fakturera("2024-03")
    fall.anordnare("2024-04-09T10:00", "foresla", sort="avslut", avslutsdatum="2024-03-20", motivering="jobb")
    fall.godkann("2024-03").till("2024-04-20")
    rad = fall.utbetalning("2024-03")
    assert rad.status == "innehallen"
    assert "förslag om avslut 2024-03-20" in rad.forklaring
    assert [m.regel for m in fall.meddelanden if "hålls inne" in m.rubrik] == ["K13.1", "K13.1"]


@pytest.mark.krav("K13.1")
@pytest.mark.parametrize(
    ("avslutsdatum", "halls"), [("2024-03-30", True), ("2024-03-31", False), ("2024-04-01", False)]
)
def test_a_payment_is_held_only_if_the_proposed_end_lies_before_its_last_day(avslutsdatum: str, halls: bool) -> None:
    fall = _fore_mars_ar_betald()
    fall.anordnare("2024-04-11T10:00", "foresla", sort="avslut", avslutsdatum=avslutsdatum, motivering="jobb")
    assert (fall.till("2024-04-17").utbetalning("2024-03").status == "innehallen") is halls


@pytest.mark.krav("K13.1", "K14.5")
def test_a_refused_proposal_releases_the_payment_to_the_next_run() -> None:
    fall = _fore_mars_ar_betald()
    fall.anordnare("2024-04-11T10:00", "foresla", sort="avslut", avslutsdatum="2024-03-20", motivering="jobb")
    fall.kv("2024-04-18T10:00", "besvara_forslag", sort="avslut", motivering="kunden vill fortsätta")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.utbetalningsmanad) == ("klar", "2024-05")
    assert "Förslaget om avslut är avslaget (§13, K13.1)" in [m.rubrik for m in fall.meddelanden]


@pytest.mark.krav("K13.1")
def test_the_decision_itself_settles_the_proposal() -> None:
    fall = _fore_mars_ar_betald()
    fall.anordnare("2024-04-11T10:00", "foresla", sort="avslut", avslutsdatum="2024-04-20", motivering="jobb")
    fall.avsluta("2024-04-12T10:00", "2024-04-25")
    assert "avslut" not in fall.insats.forslag


@pytest.mark.krav("K11.1")
def test_an_extension_is_proposed_by_the_anordnare_and_decided_by_the_arbetsledare_only() -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fall.anordnare("2024-05-20T10:00", "foresla", sort="forlangning", motivering="snart klar")
    fall.avvisas(
        "K11.1", fall.kv, "2024-05-21T10:00", "besvara_forslag", sort="forlangning", motivering="nej", falt="av"
    )
    fall.arbetsledare("2024-05-22T10:00", "besluta_forlangning", motivering="målet nås")
    assert fall.insats.forslag == {}


@pytest.mark.krav("K13.1")
def test_a_proposal_is_replaced_withdrawn_and_never_decided_by_the_one_who_made_it() -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fall.anordnare("2024-04-01T10:00", "foresla", sort="avslut", avslutsdatum="2024-04-20", motivering="jobb")
    fall.avvisas(
        "K13.1", fall.anordnare, "2024-04-02T10:00", "foresla", sort="avslut", avslutsdatum="2024-04-20", motivering="x"
    )
    fall.anordnare("2024-04-02T11:00", "foresla", sort="avslut", avslutsdatum="2024-04-25", motivering="jobb senare")
    fall.avvisas(
        "K13.1", fall.anordnare, "2024-04-03T10:00", "besvara_forslag", sort="avslut", motivering="x", falt="av"
    )
    fall.anordnare("2024-04-03T11:00", "aterkalla_forslag", sort="avslut")
    assert fall.insats.forslag == {}
    fall.avvisas("K13.1", fall.anordnare, "2024-04-03T12:00", "aterkalla_forslag", sort="avslut", falt="sort")


@pytest.mark.krav("K13.1")
def test_a_proposal_that_nobody_answered_lapses_with_the_insats() -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fall.anordnare("2024-06-01T10:00", "foresla", sort="annan_insats", motivering="behöver mer stöd")
    assert fall.till("2024-06-11").insats.forslag == {}


@pytest.mark.krav("K13.2")
@pytest.mark.parametrize("avslutsdatum", ["2024-03-10", "2024-06-10"])
def test_a_proposed_end_lies_inside_the_insats(avslutsdatum: str) -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fall.avvisas(
        "K13.2", fall.anordnare, "2024-04-01T10:00", "foresla", sort="avslut", avslutsdatum=avslutsdatum,
        motivering="x", falt="avslutsdatum",
    )  # fmt: skip


@pytest.mark.krav("K14.6", sort="gräns")
def test_a_month_released_by_another_proposed_date_is_paid_in_a_month_that_is_not_closed() -> None:
    fall = Spel.pagaende(start="2024-03-11").fore_reglerna()
    fall.anordnare("2024-03-20", "foresla", sort="avslut", avslutsdatum="2024-03-29", motivering="x")
    fall.hel_manad("2024-03").till("2024-04-20")
    assert fall.utbetalning("2024-03").hinder == "forslag"
    fall.anordnare("2024-04-20", "foresla", sort="avslut", avslutsdatum="2024-05-31", motivering="x")
    assert (fall.utbetalning("2024-03").status, fall.utbetalning("2024-03").utbetalningsmanad) == ("klar", "2024-05")


@pytest.mark.krav("K13.1", "K11.1")
@pytest.mark.parametrize(("sort", "regel"), [("avslut", "K13.1"), ("forlangning", "K11.1")])
def test_what_needs_a_decision_is_not_granted_by_an_answer(sort: str, regel: str) -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fakta = {"avslutsdatum": "2024-04-20"} if sort == "avslut" else {}
    fall.anordnare("2024-04-11T10:00", "foresla", sort=sort, motivering="jobb", **fakta)
    sager = fall.kv if sort == "avslut" else fall.arbetsledare
    fall.avvisas(regel, sager, "2024-04-12", "besvara_forslag", sort=sort, svar="bifall", motivering="ja", falt="svar")


@pytest.mark.krav("K13.1", "K11.1", sort="avslag")
def test_a_proposal_answered_by_the_wrong_role_is_sent_to_the_right_one() -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fall.anordnare("2024-04-11T10:00", "foresla", sort="avslut", avslutsdatum="2024-04-20", motivering="jobb")
    fall.anordnare("2024-04-11T10:00", "foresla", sort="forlangning", motivering="snart klar")
    nej = {"motivering": "nej", "falt": "av"}
    assert fall.avvisas("K13.1", fall.arbetsledare, "2024-04-12", "besvara_forslag", sort="avslut", **nej) == (
        "av: förslaget avgörs av karriärvägledaren (K13.1, §13)"
    )
    assert fall.avvisas("K11.1", fall.kv, "2024-04-12", "besvara_forslag", sort="forlangning", **nej) == (
        "av: förslaget avgörs av arbetsledaren (K11.1, §11)"
    )


@pytest.mark.krav("K13.1", "K11.1", "K13.5", "K6.4")
@pytest.mark.parametrize(
    ("sort", "datum", "till", "regel", "om"),
    [
        ("avslut", "2024-04-20", "karriarvagledare", "K13.1", "avslut 2024-04-20 (§13, K13.1)"),
        ("forlangning", None, "arbetsledare", "K11.1", "förlängning (§11, K11.1)"),
        ("annan_insats", None, "karriarvagledare", "K13.5", "annan insats (§13.1, K13.5)"),
        ("andrat_uppdrag", None, "karriarvagledare", "K6.4", "ändrat uppdrag (§6.3, K6.4)"),
    ],
)
def test_a_proposal_is_told_to_the_one_who_decides_and_its_withdrawal_too(
    sort: str, datum: str | None, till: str, regel: str, om: str
) -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fakta = {"avslutsdatum": datum} if datum else {}
    fall.anordnare("2024-04-11T10:00", "foresla", sort=sort, motivering="x", **fakta)
    assert [(str(m.till), m.regel, m.rubrik) for m in fall.meddelanden if "förslag" in m.rubrik.lower()] == [
        (till, regel, f"Förslag att ta ställning till: {om}")
    ]
    fall.anordnare("2024-04-12T10:00", "aterkalla_forslag", sort=sort)
    namn, paragraf = om.replace(f" {datum}", "").split(" (")
    assert [(str(m.till), m.regel, m.rubrik) for m in fall.meddelanden if "Förslaget" in m.rubrik] == [
        (till, regel, f"Förslaget om {namn} är återkallat ({paragraf}")
    ]


@pytest.mark.krav("K13.1", "K13.5")
def test_a_changed_proposal_is_told_as_changed_and_the_answer_to_the_anordnare() -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    for nar, datum in (("2024-04-11", "2024-04-20"), ("2024-04-12", "2024-04-21")):
        fall.anordnare(nar, "foresla", sort="avslut", avslutsdatum=datum, motivering="x")
    assert fall.brev("karriarvagledare", "örslag att ta ställning till") == [
        "Förslag att ta ställning till: avslut 2024-04-20 (§13, K13.1)",
        "Ändrat förslag att ta ställning till: avslut 2024-04-21 (§13, K13.1)",
    ]
    fall.kv("2024-04-13", "besvara_forslag", sort="avslut", motivering="nej")
    fall.anordnare("2024-04-14", "foresla", sort="annan_insats", motivering="x")
    fall.kv("2024-04-15", "besvara_forslag", sort="annan_insats", svar="bifall", motivering="ja")
    assert [(m.regel, m.rubrik) for m in fall.meddelanden if m.till == "anordnare" and "Förslaget" in m.rubrik] == [
        ("K13.1", "Förslaget om avslut är avslaget (§13, K13.1)"),
        ("K13.5", "Förslaget om annan insats är bifallet (§13.1, K13.5)"),
    ]


@pytest.mark.krav("K13.2", sort="gräns")
@pytest.mark.parametrize(
    ("datum", "gar"), [("2024-03-10", False), ("2024-03-11", True), ("2024-06-09", True), ("2024-06-10", False)]
)
def test_a_proposed_end_lies_from_the_first_day_to_the_day_before_the_last(datum: str, gar: bool) -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    fakta = {"sort": "avslut", "avslutsdatum": datum, "motivering": "x"}
    if gar:
        assert "avslut" in fall.anordnare("2024-04-11", "foresla", **fakta).insats.forslag
    else:
        fall.avvisas("K13.2", fall.anordnare, "2024-04-11", "foresla", **fakta, falt="avslutsdatum")


@pytest.mark.krav("K13.1", "K11.1", sort="avslag")
@pytest.mark.parametrize(
    ("fakta", "regel", "text"),
    [
        ({"sort": "avslut"}, "K13.1", "ange avslutsdatum (K13.1, §13)"),
        (
            {"sort": "forlangning", "avslutsdatum": "2024-04-20"},
            "K11.1",
            "hör bara till ett förslag om avslut (K11.1, §11)",
        ),
    ],
)
def test_a_proposed_end_has_a_date_and_no_other_proposal_has(fakta: dict[str, str], regel: str, text: str) -> None:
    fall = Spel.pagaende("AMI1", "2024-03-11")
    sagt = fall.avvisas(regel, fall.anordnare, "2024-04-11", "foresla", motivering="x", **fakta)
    assert sagt == f"avslutsdatum: {text}"


@pytest.mark.krav("K13.1", "K14.6", sort="gräns")
@pytest.mark.parametrize("hur", ["aterkallat", "avslag"])
@pytest.mark.parametrize(("avgjort", "p"), [("2024-04-15T23:59", "2024-04"), ("2024-04-16T00:00", "2024-05")])
def test_what_a_settled_proposal_held_is_paid_in_a_month_that_was_not_closed_when_it_was(
    hur: Any, avgjort: str, p: str
) -> None:
    """Whether it was withdrawn or refused: that instant, and nothing else of the month, is later than its run."""
    mars = {"rapporter": {"2024-03": Omgang((tid("2024-04-02"),))}, "underlag": {"2024-03": (underlag("2024-04-02"),)}}
    i = med(insatsen(), forslag={"avslut": Forslag(tid("2024-04-02"), d("2024-03-29"))}, **mars)
    ny = KAPITEL.foljder[ForslagAvgjort].vik(i, ForslagAvgjort("avslut", hur), tid(avgjort))  # type: ignore[misc]
    assert (ny.forslag, ny.forslag_avgjort) == ({}, tid(avgjort))
    (rad,) = (u for u in utbetalningar(ny) if u.nyckel == "manad:2024-03")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", Decimal("2713.20"), p)
