"""§9.2: leave is taken in the summer and other breaks, and outside them with the KV's consent (K9.3)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.forklaring.ledighet import forklara_ledighet, kommande_lov, ledighetens_grund
from domain.forklaring.oversikt import i_korthet
from domain.grund.avvisning import Avvisning
from domain.kapitel.franvaro.lov import utanfor_loven
from domain.liv.rutin import mening
from domain.regler.regelverk import Regelverk
from domain.regler.skillnad import att_infora
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, regelverket


def pagaende(insats: str = "ISA2", **uppdrag: object) -> Spel:
    """A kund after etablering, who may have leave; to 10 March the year after."""
    return Spel.pagaende(insats, start="2024-03-11", **uppdrag)


def ledig(fall: Spel, nar: str, fran: str, till: str | None) -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag="ledighet", fran=fran, till=till, orsak="resa")


def medge(fall: Spel, nar: str, fran: str, till: str) -> Spel:
    return fall.kv(nar, "medge_ledighet", fran=fran, till=till, motivering="en enda gång")


def ratta(fall: Spel, nar: str, **andringar: str) -> Spel:
    return fall.rattar(nar, "anmal_franvaro", andringar=andringar, motivering="fel dagar")


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "till", "gar"),
    [
        ("2024-06-01", "2024-06-14", True),  # the first day of the summer is a Saturday
        ("2024-05-31", "2024-06-07", False),
        ("2024-08-19", "2024-08-30", True),  # to the last arbetsdag of it
        ("2024-08-19", "2024-09-01", True),  # the Sunday after is no arbetsdag
        ("2024-08-19", "2024-09-02", False),
        ("2024-10-26", "2024-11-03", True),  # the week of the höstlov with both its weekends
        ("2024-10-25", "2024-11-01", False),
        ("2024-11-04", "2024-11-04", False),
        ("2024-12-21", "2025-01-07", True),  # over the turn of the year
    ],
)
def test_each_arbetsdag_of_a_leave_lies_in_a_break(fran: str, till: str, gar: bool) -> None:
    fall = pagaende()
    if gar:
        assert len(ledig(fall, "2024-05-20", fran, till).insats.franvaro) == 1
    else:
        fall.avvisas("K9.3", ledig, fall, "2024-05-20", fran, till, falt="fran")


@pytest.mark.krav("K9.3", sort="avslag")
def test_the_refusal_counts_the_days_and_names_the_first() -> None:
    fall = pagaende()
    en = fall.avvisas("K9.3", ledig, fall, "2024-05-20", "2024-09-02", "2024-09-02")
    assert "1 arbetsdag av ledigheten ligger utanför loven (2024-09-02)" in en
    flera = fall.avvisas("K9.3", ledig, fall, "2024-05-20", "2024-08-26", "2024-09-08")
    assert "5 arbetsdagar av ledigheten ligger utanför loven, den första 2024-09-02" in flera


@pytest.mark.krav("K9.3")
def test_leave_outside_the_breaks_is_taken_when_the_kv_has_consented_to_it() -> None:
    fall = medge(pagaende(), "2024-05-20", "2024-09-02", "2024-09-06")
    assert fall.brev("anordnare", "Ledighet utanför loven är medgiven: 2024-09-02–2024-09-06 (§9.2, K9.3)")
    assert [mening(p).text for p in fall.poster if p.handelse.slag == "ledighet_medgiven"] == [
        "Ledighet utanför loven är medgiven: 2024-09-02–2024-09-06"
    ]
    assert len(ledig(fall, "2024-05-21", "2024-09-02", "2024-09-06").insats.franvaro) == 1


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "till", "gar"),
    [
        ("2024-08-26", "2024-09-08", True),  # the summer, then what is consented to, then a weekend
        ("2024-09-02", "2024-09-09", False),
        ("2024-09-01", "2024-09-06", True),
        ("2024-09-07", "2024-09-09", False),
    ],
)
def test_a_consent_is_to_its_own_days(fran: str, till: str, gar: bool) -> None:
    fall = medge(pagaende(), "2024-05-20", "2024-09-02", "2024-09-06")
    if gar:
        assert len(ledig(fall, "2024-05-21", fran, till).insats.franvaro) == 1
    else:
        fall.avvisas("K9.3", ledig, fall, "2024-05-21", fran, till, falt="fran")


@pytest.mark.krav("K9.3")
def test_a_consent_to_a_long_leave_does_not_take_the_question_of_the_end_away() -> None:
    fall = medge(pagaende(), "2024-05-20", "2024-09-02", "2024-09-16")
    ledig(fall, "2024-05-21", "2024-09-02", "2024-09-16")
    assert fall.oppnade("beslut_om_avslut") == ["ledighet 2024-09-02"]


@pytest.mark.krav("K9.3", sort="gräns")
def test_leave_without_a_last_day_is_held_against_the_days_that_a_leave_may_have() -> None:
    fall = pagaende()
    assert len(ledig(fall, "2024-08-19", "2024-08-19", None).insats.franvaro) == 1  # 14 days to the 1st of September
    fall = pagaende()
    fall.avvisas("K9.3", ledig, fall, "2024-08-20", "2024-08-20", None, falt="fran")
    medge(fall, "2024-08-20", "2024-09-02", "2024-09-02")
    assert len(ledig(fall, "2024-08-20", "2024-08-20", None).insats.franvaro) == 1


@pytest.mark.krav("K9.3", "K10.0")
def test_days_before_and_after_the_insats_are_not_held_against_the_breaks() -> None:
    fall = pagaende(langd_manader=3)  # to 10 June
    assert len(ledig(fall, "2024-05-20", "2024-06-03", "2024-09-06").insats.franvaro) == 1
    assert utanfor_loven(fall.insats, d("2024-02-01"), d("2024-03-12")) == (d("2024-03-11"), d("2024-03-12"))


@pytest.mark.krav("K9.3")
def test_other_absence_asks_for_no_consent() -> None:
    fall = pagaende()
    for slag in ("sjuk", "vab", "annan", "ogiltig"):
        fall.anordnare("2024-05-20", "anmal_franvaro", slag=slag, fran="2024-05-20", till="2024-05-20", orsak="x")
    assert len(fall.insats.franvaro) == 4


@pytest.mark.krav("K9.3", "K9.2", sort="avslag")
@pytest.mark.parametrize(
    ("fran", "till", "regel", "falt", "del_"),
    [
        ("2024-09-06", "2024-09-02", "K9.3", "till", "sista dagen ligger före den första"),
        ("2024-07-01", "2024-07-05", "K9.3", "fran", "ligger i loven eller är redan medgiven"),
        ("2024-09-16", "2024-09-16", "K9.3", "fran", "redan medgiven"),
        ("2024-09-14", "2024-09-15", "K9.3", "fran", "ingen arbetsdag i insatsen"),
        ("2024-03-04", "2024-03-08", "K9.3", "fran", "ingen arbetsdag i insatsen"),
        ("2024-10-07", "2024-10-11", "K9.2", "fran", "ekonomiskt bistånd"),
    ],
)
def test_a_consent_is_refused_where_there_is_nothing_to_consent_to(
    fran: str, till: str, regel: str, falt: str, del_: str
) -> None:
    fall = medge(pagaende(), "2024-05-20", "2024-09-16", "2024-09-17")
    fall.kv("2024-10-02", "andra_kundlage", fran="2024-10-01", ekonomiskt_bistand=True)
    assert del_ in fall.avvisas(regel, medge, fall, "2024-10-02", fran, till, falt=falt)


@pytest.mark.krav("K9.3", sort="avslag")
def test_it_is_the_karriarvagledares_to_consent() -> None:
    fall = pagaende()
    fakta = {"fran": "2024-09-02", "till": "2024-09-06", "motivering": "x"}
    with pytest.raises(Avvisning):
        fall.anordnare("2024-05-20", "medge_ledighet", **fakta)
    with pytest.raises(Avvisning):
        fall.kv("2024-05-20", "medge_ledighet", **(fakta | {"motivering": " "}))


@pytest.mark.krav("K9.3", "K0.7")
def test_a_consent_can_be_struck_and_the_leave_that_it_let_stands() -> None:
    fall = medge(pagaende(), "2024-05-20", "2024-09-02", "2024-09-13")
    ledig(fall, "2024-05-21", "2024-09-02", "2024-09-06")
    fall.rattar("2024-05-22", "medge_ledighet", stryk=True, motivering="inte avsett")
    assert (len(fall.insats.franvaro), fall.insats.medgiven_ledighet) == (1, ())
    fall.avvisas("K9.3", ledig, fall, "2024-05-23", "2024-09-09", "2024-09-13", falt="fran")


@pytest.mark.krav("K9.3", "K0.7", sort="avslag")
def test_a_correction_is_no_way_round_the_consent_but_takes_what_is_consented_to_since() -> None:
    fall = ledig(pagaende(), "2024-05-20", "2024-07-01", "2024-07-05")
    andrad = {"fran": "2024-09-02", "till": "2024-09-06"}
    fall.avvisas("K9.3", ratta, fall, "2024-05-21", falt="fran", **andrad)
    ratta(medge(fall, "2024-05-22", "2024-09-02", "2024-09-06"), "2024-05-23", **andrad)
    assert [(f.fran, f.till) for f in fall.insats.franvaro] == [(d("2024-09-02"), d("2024-09-06"))]


@pytest.mark.krav("K9.3", "K0.7")
def test_a_leave_registered_before_the_rule_can_be_made_shorter_without_a_consent_but_not_longer() -> None:
    fall = ledig(pagaende().fore_reglerna(), "2024-05-20", "2024-09-02", "2024-09-06")
    har, galler = fall.insats.regelverk, regelverket()
    bara_lov = Regelverk(galler.utgavor, (*har.parametrar, galler.parameter("ledighet.lov")))
    sagt = att_infora(har, bara_lov)
    assert sagt is not None
    fall.systemet("2024-05-21", "infor_regelverk", **{k: v for k, v in sagt.items() if k != "kommando"})
    ratta(fall, "2024-05-22", till="2024-09-05")
    fall.avvisas("K9.3", ratta, fall, "2024-05-23", falt="fran", till="2024-09-09")
    assert [f.till for f in fall.insats.franvaro] == [d("2024-09-05")]


@pytest.mark.krav("K9.3", "K16.2")
def test_a_case_begun_before_the_rule_takes_leave_all_the_year_and_needs_no_consent() -> None:
    fall = pagaende().fore_reglerna()
    fall.avvisas("K9.3", medge, fall, "2024-05-20", "2024-09-02", "2024-09-06", falt="fran")
    assert len(ledig(fall, "2024-05-20", "2024-09-02", "2024-09-06").insats.franvaro) == 1
    assert [g.varfor for g in ledighetens_grund(fall.insats, d("2024-09-02"), d("2024-09-06"))] == ["året om"]


@pytest.mark.krav("K9.3")
def test_why_a_leave_may_be_taken_is_explained_day_by_day() -> None:
    fall = medge(pagaende(), "2024-05-20", "2024-09-02", "2024-09-03")
    f = forklara_ledighet(fall.insats, fall.poster, d("2024-08-29"), d("2024-09-05"))
    assert [(str(g.fran), str(g.till), g.varfor) for g in f.dagar] == [
        ("2024-08-29", "2024-08-30", "sommaren 2024"),
        ("2024-09-02", "2024-09-03", "medgiven av karriärvägledaren"),
        ("2024-09-04", "2024-09-05", "utanför loven, utan medgivande"),
    ]
    assert f.hinder == "det krävs karriärvägledarens medgivande, med början 2024-09-04"
    assert [(p.nyckel, p.status) for p in f.parametrar] == [
        ("ledighet.lov", "tolkning"), ("ledighet.max_dagar", "faststalld"),
    ]  # fmt: skip
    assert [p.handelse.slag for p in f.rader] == ["ledighet_medgiven"]
    i_lov = forklara_ledighet(fall.insats, fall.poster, d("2024-10-28"))
    assert ([g.varfor for g in i_lov.dagar], i_lov.hinder, i_lov.rader) == (["höstlov 2024"], None, ())


@pytest.mark.krav("K9.2", "K9.3", sort="avslag")
def test_what_is_asked_of_leave_that_nobody_may_have_or_of_no_day_is_told() -> None:
    fall = pagaende("AMI2")
    assert "ekonomiskt bistånd" in str(forklara_ledighet(fall.insats, fall.poster, d("2024-07-01")).hinder)
    assert kommande_lov(fall.insats, d("2024-05-20")) == []
    for fran, till in (("2024-07-06", "2024-07-07"), ("2024-07-05", "2024-07-04"), ("2026-07-01", "2026-07-02")):
        with pytest.raises(Avvisning, match=r"K9\.3"):
            forklara_ledighet(fall.insats, fall.poster, d(fran), d(till))


@pytest.mark.krav("K9.3")
def test_the_case_shows_what_is_consented_to_and_the_breaks_that_are_left() -> None:
    fall = medge(pagaende(), "2024-09-01", "2024-09-02", "2024-09-03")
    for som in (KV, ANORDNARE):
        assert [(m.fran, m.till) for m in i_korthet(fall.insats, som, fall.insats.idag).medgiven_ledighet] == [
            (d("2024-09-02"), d("2024-09-03"))
        ]
    assert [g.varfor for g in kommande_lov(fall.insats, d("2024-09-01"))] == ["höstlov 2024", "jullov 2024"]
    assert kommande_lov(fall.insats, date(2026, 1, 1)) == []
