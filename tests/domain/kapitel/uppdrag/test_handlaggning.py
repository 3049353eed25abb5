"""§5.1, §6.3: another karriärvägledare, and the uppdrag adjusted."""

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from tests.verktyg.spel import Spel, d, tid

SKAL = {"skal_till_deltidsplanering": "sfi"}


def justera(fall: Spel, nar: str, **fakta: object) -> Spel:
    return fall.kv(nar, "justera_uppdrag", motivering="x", **fakta)


@pytest.mark.krav("K5.1")
def test_another_kv_becomes_responsible_and_what_is_told_from_then_is_told_them() -> None:
    fall = Spel.pagaende(start="2024-03-11").kv("2024-03-12", "byt_karriarvagledare", till="kv2")
    fall.lamna_plan("2024-03-20").till("2024-04-02")
    assert fall.insats.karriarvagledare == "kv2"
    efter = [m for m in fall.meddelanden if m.till == "karriarvagledare" and m.tid >= tid("2024-03-12")]
    assert len(efter) > 2
    assert {m.part for m in efter} == {"kv2"}
    assert fall.brev("anordnare", "Ny kundansvarig karriärvägledare: kv2")


@pytest.mark.krav("K5.1", sort="avslag")
def test_a_change_changes_something_and_is_made_by_kv_or_arbetsledare() -> None:
    fall = Spel.pagaende()
    fall.avvisas("K5.1", fall.kv, "2024-03-12", "byt_karriarvagledare", till="kv1", falt="till")
    fall.avvisas("K5.1", fall.anordnare, "2024-03-12", "byt_karriarvagledare", till="kv2", falt="av")
    assert fall.arbetsledare("2024-03-12", "byt_karriarvagledare", till="kv2").insats.karriarvagledare == "kv2"


@pytest.mark.krav("K6.4", "K2.1", "K0.5", sort="gräns")
@pytest.mark.parametrize(("langd", "slut"), [(3, "2024-06-10"), (12, "2025-03-10")])
def test_the_uppdrag_may_be_lengthened_to_the_longest_time(langd: int, slut: str) -> None:
    fall = justera(Spel.pagaende(start="2024-03-11", langd_manader=2), "2024-04-02", langd_manader=langd)
    assert str(fall.insats.slutdatum) == slut
    assert fall.brev("anordnare", f"Uppdraget är justerat: 100 %, t.o.m. {slut}")


@pytest.mark.krav("K6.4", "K2.1", sort="avslag")
def test_never_beyond_the_longest_time_never_shorter_and_never_the_same() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2)
    fall.avvisas("K2.1", justera, fall, "2024-04-02", langd_manader=13, falt="langd_manader")
    fall.avvisas("K6.4", justera, fall, "2024-04-02", langd_manader=1, falt="langd_manader")
    fall.avvisas("K6.4", justera, fall, "2024-04-02", langd_manader=2)
    fall.avvisas("K6.4", justera, fall, "2024-04-02")


@pytest.mark.krav("K6.4", "K13.2", sort="avslag")
def test_an_insats_that_is_decided_to_end_is_not_lengthened_but_its_degree_may_change() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2, omfattning=50, skal_till_deltidsplanering="x")
    fall.avsluta("2024-03-20", "2024-04-30")
    fall.avvisas("K6.4", justera, fall, "2024-03-21", langd_manader=3, falt="langd_manader")
    assert justera(fall, "2024-03-21", omfattning=75, skal_till_deltidsplanering="x").insats.uppdrag.omfattning == 75  # type: ignore[union-attr]


@pytest.mark.krav("K6.5", sort="avslag")
def test_part_time_has_a_reason_also_when_it_is_adjusted() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K6.5", justera, fall, "2024-04-02", omfattning=75, falt="omfattning")
    justera(fall, "2024-04-02", omfattning=75, skal_till_deltidsplanering="vård")
    assert justera(fall, "2024-04-03", omfattning=100).insats.uppdrag.omfattning == 100  # type: ignore[union-attr]
    fai = Spel.pagaende("FAI2", start="2024-03-11")
    fai.avvisas("K6.5", justera, fai, "2024-04-02", omfattning=50, falt="omfattning")
    assert justera(fai.fore_reglerna(), "2024-04-02", omfattning=50).insats.uppdrag.omfattning == 50  # type: ignore[union-attr]


@pytest.mark.krav("K6.4", sort="gräns")
def test_the_uppdrag_is_adjusted_on_the_end_date_at_the_latest() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2)
    assert str(justera(fall, "2024-05-10T23:59", langd_manader=3).insats.slutdatum) == "2024-06-10"
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2)
    fall.avvisas("K6.4", justera, fall, "2024-05-11T00:00", langd_manader=3, falt="kommando")


@pytest.mark.krav("K6.4", "K12.1")
def test_a_longer_uppdrag_moves_the_final_report_and_a_report_already_in_stays_as_a_version() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2).slutrapportera("2024-05-06")
    justera(fall, "2024-05-07", langd_manader=3).till("2024-05-27")
    assert {b.avser: b.utfall for b in fall.bevakningar() if b.slag == "slutrapport"} == {
        "2024-05-10": "uppfylld", "2024-06-10": "oppen"
    }  # fmt: skip


@pytest.mark.krav("K5.1")
def test_another_kv_may_stand_in_and_that_is_noted() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2)
    vikarie = Aktor(Roll.KARRIARVAGLEDARE, "kv9")
    fall.sager(vikarie, "2024-04-02", "justera_uppdrag", langd_manader=3, motivering="x")
    (post,) = (p for p in fall.poster if p.handelse.slag == "uppdrag_justerat")
    assert (str(post.av), fall.insats.karriarvagledare) == ("karriarvagledare:kv9", "kv1")


@pytest.mark.krav("K6.4", "K0.2")
@pytest.mark.parametrize(
    ("fakta", "vantat", "flyttat"),
    [
        ({"langd_manader": 3}, {"langd_manader": 3, "slutdatum": d("2024-06-10")}, True),
        ({"omfattning": 75} | SKAL, {"omfattning": 75}, False),
        (
            {"langd_manader": 3, "omfattning": 75} | SKAL,
            {"langd_manader": 3, "omfattning": 75, "slutdatum": d("2024-06-10")},
            True,
        ),
    ],
)
def test_an_adjustment_changes_what_it_says_and_dates_the_end_anew_only_when_it_moves(
    fakta: dict[str, object], vantat: dict[str, Any], flyttat: bool
) -> None:
    fall = Spel.pagaende("FAI2", start="2024-03-11", langd_manader=2)
    fore = fall.insats.uppdrag
    assert fore is not None
    assert (fore.slutdatum, fore.slutdatum_satt) == (d("2024-05-10"), tid("2024-03-01T11:00"))
    satt = tid("2024-04-02") if flyttat else fore.slutdatum_satt
    assert justera(fall, "2024-04-02", **fakta).insats.uppdrag == replace(fore, slutdatum_satt=satt, **vantat)


@pytest.mark.krav("K5.1", "K6.4")
def test_a_change_and_an_adjustment_are_told_whole_to_those_they_concern() -> None:
    fall = Spel.pagaende("FAI2", start="2024-03-11", langd_manader=2)
    fore = len(fall.meddelanden)
    fall.kv("2024-03-05", "byt_karriarvagledare", till="kv2")
    justera(fall, "2024-03-06", langd_manader=3, omfattning=50, **SKAL)
    assert [(m.till, m.part, m.regel, m.rubrik) for m in fall.meddelanden[fore:]] == [
        ("karriarvagledare", "kv2", "K5.1", "Du är nu kundansvarig; ärendet låg hos kv1 (§5.1, K5.1)"),
        ("anordnare", "A", "K5.1", "Ny kundansvarig karriärvägledare: kv2 (§5.1, K5.1)"),
        ("anordnare", "A", "K6.4", "Uppdraget är justerat: 50 %, t.o.m. 2024-06-10 (§6.3, K6.4)"),
        ("karriarvagledare", "kv2", "K13.10", "Gjort i ditt ärende av kv1: Justera uppdraget (§13, K13.10)"),
    ]


@pytest.mark.krav("K6.4", "K11.1")
def test_another_degree_takes_no_granted_month_away() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11")
    fall.arbetsledare("2024-05-20", "besluta_forlangning", motivering="målet nås")
    forlangd = fall.insats.slutdatum
    assert forlangd == d("2024-07-10")
    justera(fall, "2024-05-21", omfattning=75, skal_till_deltidsplanering="vård")
    assert fall.insats.slutdatum == forlangd


@pytest.mark.krav("K6.4", "K13.1")
def test_an_adjustment_settles_the_proposal_of_another_uppdrag_and_no_other() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2)
    fall.anordnare("2024-03-20", "foresla", sort="andrat_uppdrag", motivering="hinner inte")
    fall.anordnare("2024-03-20", "foresla", sort="annan_insats", motivering="sfi")
    assert set(justera(fall, "2024-03-21", langd_manader=3).insats.forslag) == {"annan_insats"}
