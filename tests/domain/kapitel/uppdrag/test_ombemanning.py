"""§3.2.1: the handläggare leaves, and the case is staffed anew (K3.4)."""

import pytest

from domain.grund.parter import Roll
from domain.kapitel.uppdrag.ombemanning import OmbemanningAterkallad, OmbemanningKravs, bevakningar
from domain.tid.frist import arbetsdagar_fran
from tests.verktyg.spel import Spel, d, tid

REGEL = "K3.4"


def slutar(fall: Spel, nar: str, sista_dag: str, handlaggare: str = "H1") -> Spel:
    return fall.systemet(nar, "handlaggare_slutar", handlaggare=handlaggare, sista_dag=sista_dag)


@pytest.mark.krav(REGEL, "K6.2")
def test_a_case_is_staffed_anew_by_the_next_vardag_after_the_last_day() -> None:
    fall = slutar(Spel.pagaende(), "2024-03-12", "2024-03-22")  # a Friday
    b = fall.bevakning("bemanning", "2")
    assert (str(b.frist), b.regel, b.utfall) == ("2024-03-25", REGEL, "oppen")
    assert fall.brev("anordnare", "bemanna ärendet på nytt senast 2024-03-25")
    fall.anordnare("2024-03-25", "bemanna", handlaggare="H2")
    assert fall.bevakning("bemanning", "2").utfall == "uppfylld"


@pytest.mark.krav(REGEL, sort="gräns")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-03-25T23:59", "uppfylld"), ("2024-03-26T00:00", "sen")])
def test_the_frist_is_passed_at_midnight(nar: str, utfall: str) -> None:
    fall = slutar(Spel.pagaende(), "2024-03-12", "2024-03-22")
    assert fall.anordnare(nar, "bemanna", handlaggare="H2").bevakning("bemanning", "2").utfall == utfall


@pytest.mark.krav(REGEL, "K0.6", sort="gräns")
def test_what_the_anordnare_tells_late_is_late_at_once_and_what_the_kv_learns_late_is_not() -> None:
    sen = slutar(Spel.pagaende(), "2024-03-28", "2024-03-22")
    assert sen.till("2024-03-28T12:00").bevakning("bemanning", "2").utfall == "forsenad"
    fall = Spel.pagaende().kv("2024-03-27", "handlaggare_slutar", handlaggare="H1", sista_dag="2024-03-22")
    assert str(fall.bevakning("bemanning", "2").frist) == "2024-03-28"


@pytest.mark.krav(REGEL)
def test_a_new_last_day_moves_the_frist_of_the_same_bevakning() -> None:
    fall = slutar(slutar(Spel.pagaende(), "2024-03-12", "2024-03-22"), "2024-03-13", "2024-04-30")
    assert [str(b.frist) for b in fall.bevakningar() if b.slag == "bemanning"][1:] == ["2024-05-02"]


@pytest.mark.krav(REGEL)
def test_one_who_stays_after_all_is_named_anew() -> None:
    fall = slutar(Spel.pagaende(), "2024-03-12", "2024-03-22").anordnare("2024-03-20", "bemanna", handlaggare="H1")
    assert fall.bevakning("bemanning", "2").utfall == "uppfylld"
    fall.avvisas("K6.2", fall.anordnare, "2024-03-21", "bemanna", handlaggare="H1", falt="handlaggare")


@pytest.mark.krav(REGEL, sort="avslag")
def test_only_the_one_who_staffs_the_case_leaves_it_and_the_same_day_twice_changes_nothing() -> None:
    fall = Spel.pagaende()
    fall.avvisas(REGEL, slutar, fall, "2024-03-12", "2024-03-22", handlaggare="H9", falt="handlaggare")
    slutar(fall, "2024-03-12", "2024-03-22")
    fall.avvisas(REGEL, slutar, fall, "2024-03-13", "2024-03-22", falt="sista_dag")
    fakta = {"handlaggare": "H1", "sista_dag": "2024-04-01"}
    fall.avvisas(REGEL, fall.anordnare, "2024-03-13", "handlaggare_slutar", **fakta, falt="av")


@pytest.mark.krav(REGEL)
def test_each_leaving_is_a_bevakning_of_its_own() -> None:
    fall = slutar(Spel.pagaende(), "2024-03-12", "2024-03-22").anordnare("2024-03-25", "bemanna", handlaggare="H2")
    slutar(fall, "2024-04-02", "2024-04-05", "H2")
    assert [b.utfall for b in fall.bevakningar() if b.slag == "bemanning"] == ["uppfylld", "uppfylld", "oppen"]


@pytest.mark.krav(REGEL, "K0.7")
def test_when_the_handlaggare_stays_after_all_nothing_is_to_be_staffed_anew() -> None:
    fall = slutar(Spel.pagaende(), "2024-03-13", "2024-03-22")
    fall.systemet("2024-03-14", "handlaggare_stannar", handlaggare="H1").till("2024-04-01")
    assert fall.insats.ombemanningar == ()
    assert "bemanning:2" in fall.insats.upphorda
    assert fall.brev("anordnare", "Handläggaren stannar")
    fall.avvisas(REGEL, fall.kv, "2024-04-02", "handlaggare_stannar", handlaggare="H1", falt="handlaggare")


@pytest.mark.krav(REGEL, "K0.7")
def test_one_who_stays_leaves_what_was_staffed_anew_before_as_it_was() -> None:
    fall = slutar(Spel.pagaende(), "2024-03-12", "2024-03-22").anordnare("2024-03-25", "bemanna", handlaggare="H2")
    fore = list(bevakningar(fall.insats))
    slutar(slutar(fall, "2024-03-26", "2024-04-05", "H2"), "2024-03-27", "2024-04-12", "H2")
    assert [b.utfall for b in fall.bevakningar() if b.slag == "bemanning"] == ["uppfylld", "uppfylld", "oppen"]
    fall.systemet("2024-03-28", "handlaggare_stannar", handlaggare="H2")
    assert fall.poster[-1].handelse.slag == "bevakning_upphord"
    assert fall.handelser("ombemanning_aterkallad") == [OmbemanningAterkallad("H2")]
    assert list(bevakningar(fall.insats)) == fore


@pytest.mark.krav(REGEL, "K6.2")
def test_the_bevakning_is_the_anordnares_and_opened_when_the_leaving_was_first_told() -> None:
    fall = slutar(slutar(Spel.pagaende(), "2024-03-12", "2024-03-22"), "2024-03-13", "2024-04-05")
    assert fall.handelser("ombemanning_kravs") == [
        OmbemanningKravs("H1", d("2024-03-22"), d("2024-03-22")),
        OmbemanningKravs("H1", d("2024-04-05"), d("2024-04-05")),
    ]
    rakning = arbetsdagar_fran(d("2024-04-05"), 1)
    (b,) = bevakningar(fall.insats)
    assert (b.slag, b.avser, b.regel, b.ansvarig) == ("bemanning", "2", REGEL, Roll.ANORDNARE)
    assert (b.oppnas, b.berakning, b.frist_satt) == (tid("2024-03-12"), rakning, tid("2024-03-13"))
    assert str(b.frist) == "2024-04-08"


@pytest.mark.krav(REGEL)
def test_both_parties_are_told_that_the_handlaggare_leaves_and_that_it_was_taken_back() -> None:
    fall = slutar(Spel.pagaende(), "2024-03-12", "2024-03-22")
    fall.systemet("2024-03-12", "handlaggare_stannar", handlaggare="H1")
    stannar = "Handläggaren stannar; ärendet behöver inte bemannas på nytt (§3.2.1, K3.4)"
    assert [(m.till, m.regel, m.rubrik) for m in fall.meddelanden if "andläggaren s" in m.rubrik] == [
        (
            "anordnare",
            REGEL,
            "Handläggaren slutar 2024-03-22; bemanna ärendet på nytt senast 2024-03-25 (§3.2.1, K3.4)",
        ),
        ("karriarvagledare", REGEL, "Handläggaren slutar 2024-03-22 (§3.2.1, K3.4)"),
        ("anordnare", REGEL, stannar),
        ("karriarvagledare", REGEL, stannar),
    ]


@pytest.mark.krav(REGEL, "K13.7")
def test_one_who_leaves_after_the_end_is_told_of_but_nothing_is_staffed_anew() -> None:
    fall = slutar(Spel.pagaende("FAI1"), "2024-06-11", "2024-06-14")
    assert fall.brev("anordnare", "Handläggaren slutar") == [
        "Handläggaren slutar 2024-06-14; insatsen är avslutad och bemannas inte på nytt (§3.2.1, K3.4)"
    ]
    assert fall.till("2024-06-20").oppnade("bemanning") == [None]


@pytest.mark.krav("K6.2", REGEL)
def test_the_kv_is_asked_for_the_uppdrag_only_while_there_is_none() -> None:
    fall = Spel.aktualiserat().anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.anordnare("2024-03-01T11:00", "bemanna", handlaggare="H2")
    fall.kv("2024-03-04", "lagg_in_uppdrag", startdatum="2024-03-11").anordnare(
        "2024-03-05", "bemanna", handlaggare="H3"
    )
    assert fall.brev("karriarvagledare", "eman") == [
        "Bemanning är klar; lägg in uppdraget (§6.2–6.3, K6.2)",
        "Ärendet är bemannat på nytt; lägg in uppdraget (§6.2–6.3, K6.2)",
        "Ärendet är bemannat på nytt (§6.2, K6.2)",
    ]
    forst = Spel.aktualiserat().kv("2024-03-01T10:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    forst.anordnare("2024-03-04", "bemanna", handlaggare="H1")
    assert forst.brev("karriarvagledare", "Bemanning") == ["Bemanning är klar (§6.2, K6.2)"]
