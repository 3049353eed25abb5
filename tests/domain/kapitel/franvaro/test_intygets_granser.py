"""§8.1, §10.1: a certificate as it is kept, the last day of a demand, and months that differ from their reports."""

from __future__ import annotations

import pytest

from domain.insats.uppgifter import Intyg
from domain.kapitel.franvaro.redovisning import Komplettering, om_franvaro
from domain.liv import rutin
from tests.verktyg.spel import Spel, d, tid


def sjuk(fall: Spel, nar: str, fran: str, till: str | None = None) -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag="sjuk", fran=fran, till=till, orsak="x")


@pytest.mark.krav("K10.1")
def test_a_certificate_is_kept_with_how_far_it_reaches_and_to_what_degree() -> None:
    fall = sjuk(Spel.pagaende(start="2024-03-11"), "2024-04-08", "2024-04-08")
    fall.kv("2024-04-16", "ta_emot_intyg", till="2024-04-20", grad=50)
    assert fall.insats.intyg == (Intyg("sjuk", d("2024-04-08"), tid("2024-04-16"), d("2024-04-20"), 50),)


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(("fran", "regel"), [("2024-04-02", "K10.2"), ("2024-04-03", None)])
def test_a_demand_holds_for_sickness_that_begins_on_the_day_it_is_taken_back(fran: str, regel: str | None) -> None:
    fall = Spel.pagaende(start="2024-03-11").kv("2024-03-20", "krav_forstadagsintyg", motivering="x")
    fall.kv("2024-04-02", "krav_forstadagsintyg", galler=False, motivering="x")
    sjuk(fall, "2024-04-04", fran, "2024-04-05")
    assert [b.regel for b in fall.bevakningar() if b.slag == "lakarintyg"] == ([regel] if regel else [])


@pytest.mark.krav("K10.7", "K13.7")
def test_a_question_that_is_answered_does_not_lapse_when_the_sickness_ends() -> None:
    fall = sjuk(Spel.pagaende(start="2024-03-11"), "2024-03-12", "2024-03-12").till("2024-03-27")
    assert fall.oppnade("sjukskrivning_avbrott") == ["2024-03-12"]
    fall.kv("2024-03-27", "besluta_fortsattning", motivering="x")
    fall.anordnare("2024-03-28", "avsluta_franvaro", slag="sjuk", till="2024-03-28")
    nycklar = [k.nyckel for k in rutin.klockslag(fall.insats)]
    assert not [n for n in nycklar if n.startswith("sjukskrivning_avbrott")]
    assert fall.till("2024-03-30").bevakning("sjukskrivning_avbrott").utfall == "uppfylld"


@pytest.mark.krav("K8.4")
def test_of_two_months_that_differ_from_their_reports_the_one_that_has_changed_is_told() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").rapportera("2024-04")
    sjuk(fall, "2024-05-06", "2024-03-18", "2024-03-19")
    sjuk(fall, "2024-05-07", "2024-04-10", "2024-04-11")
    antal = [len(fall.brev("karriarvagledare", f"Frånvaron i {m} är ändrad")) for m in ("mars", "april")]
    assert antal == [1, 1]
    sjuk(fall, "2024-05-08", "2024-04-29").anordnare("2024-05-09", "avsluta_franvaro", slag="sjuk", till="2024-04-30")
    antal = [len(fall.brev("karriarvagledare", f"Frånvaron i {m} är ändrad")) for m in ("mars", "april")]
    assert antal == [1, 3]  # told when it is registered, and when it ends; March is another matter


@pytest.mark.krav("K8.4")
def test_a_completion_without_absence_says_so() -> None:
    assert list(om_franvaro((), (), [Komplettering("2024-03", ())])) == ["komplettering för mars: ingen frånvaro"]
    assert list(om_franvaro((), (d("2024-03-12"), d("2024-03-13")), ())) == ["kontaktförsök: 2024-03-12, 2024-03-13"]
