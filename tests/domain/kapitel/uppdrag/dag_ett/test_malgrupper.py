"""K1.2 and K2.2: målgrupper, ages and arbetsförmåga, and what each insats asks for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.kapitel.uppdrag.dag_ett.behorighet import Kundfakta, kundfakta, prova_malgrupp
from tests.domain.kapitel.uppdrag.dag_ett.nekat import nekas
from tests.verktyg.meningar import prova_avslag
from tests.verktyg.spel import Spel, d, regelverket


@pytest.mark.krav("K1.2")
@pytest.mark.parametrize(
    ("malgrupp", "alder", "gar"),
    [
        ("ekonomiskt_bistand", 17, False),
        ("ekonomiskt_bistand", 18, True),
        ("ekonomiskt_bistand", 66, True),
        ("ekonomiskt_bistand", 67, False),
        ("kaa", 15, False),
        ("kaa", 18, True),
        ("kaa", 20, True),
        ("kaa", 21, False),
        ("unga_vuxna", 17, False),
        ("unga_vuxna", 18, True),
        ("unga_vuxna", 24, True),
        ("unga_vuxna", 25, False),
        ("etableringsprogrammet", 70, True),
        ("anhoriginvandrare", 70, True),
        ("efter_etablering", 70, True),
    ],
)
def test_the_ages_of_each_malgrupp(malgrupp: str, alder: int, gar: bool) -> None:
    if gar:
        assert Spel.aktualiserat(malgrupp=malgrupp, alder=alder).status == "aktualiserad"
    else:
        assert str(alder) not in nekas("K1.2", "kund.alder", malgrupp=malgrupp, alder=alder)


@pytest.mark.krav("K1.2", sort="gräns")
@pytest.mark.parametrize(
    ("malgrupp", "yngst", "aldst"), [("ekonomiskt_bistand", 18, 66), ("kaa", 16, 20), ("unga_vuxna", 18, 24)]
)
def test_a_malgrupp_takes_its_lowest_age_and_its_highest_and_none_beside_them(
    malgrupp: Any, yngst: int, aldst: int
) -> None:
    def tas(alder: int) -> bool:
        try:
            prova_malgrupp(Kundfakta(malgrupp=malgrupp, alder=alder), True, regelverket(), d("2024-03-01"))
        except Avvisning as nej:
            assert (nej.regel, nej.falt) == ("K1.2", "kund.alder")
            assert nej.text.endswith(f"omfattar åldrarna {yngst}–{aldst} år")
            return False
        return True

    assert [alder for alder in range(131) if tas(alder)] == list(range(yngst, aldst + 1))


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("nummer", ["19900502-1234", "900502-1234", "199005021234", "9005021234", "kund 19900502+1234"])
def test_a_personnummer_is_no_id_of_a_kund(nummer: str) -> None:
    assert nummer not in nekas("K3.3", "kund.id", id=nummer)


@pytest.mark.krav("K3.3")
def test_an_id_that_only_has_digits_in_it_is_taken() -> None:
    assert Spel.aktualiserat(id="kund-4711").insats.kund == "kund-4711"


@pytest.mark.krav("K1.2")
@pytest.mark.parametrize("alder", [16, 17])
def test_a_kund_of_16_or_17_is_accepted_only_with_a_motivering(alder: int) -> None:
    nekas("K1.2", "motivering", malgrupp="kaa", alder=alder)
    nekas("K1.2", "motivering", malgrupp="kaa", alder=alder, motivering="  ")
    assert Spel.aktualiserat(malgrupp="kaa", alder=alder, motivering="särskilda skäl").status == "aktualiserad"


@pytest.mark.krav("K1.2")
def test_age_is_counted_on_the_day_of_the_decision() -> None:
    kund = {"malgrupp": "unga_vuxna", "fodelsedatum": "2006-03-01"}
    assert kundfakta(kund, d("2024-02-29"))["alder"] == 17
    assert kundfakta(kund, d("2024-03-01"))["alder"] == 18
    assert "fodelsedatum" not in kundfakta(kund, d("2024-03-01"))


@pytest.mark.krav("K1.2")
@pytest.mark.parametrize("fodd", ["2024-03-02", "igår", ""])
def test_a_birth_date_that_is_none_or_lies_ahead_is_refused_without_repeating_it(fodd: str) -> None:
    with pytest.raises(Avvisning) as fel:
        kundfakta({"fodelsedatum": fodd}, d("2024-03-01"))
    assert (fel.value.regel, fel.value.falt) == ("K1.2", "kund.fodelsedatum")
    assert not fodd or fodd not in str(fel.value)
    prova_avslag(str(fel.value))


@pytest.mark.krav("K2.2")
@pytest.mark.parametrize(
    ("insats", "fakta", "falt"),
    [
        ("FAI1", {"arbetsformaga": 50}, "kund.arbetsformaga"),
        ("FAI1", {"arbetsformaga": 25}, "kund.arbetsformaga"),
        ("FAI2", {"utan_sysselsattning": False}, "kund.utan_sysselsattning"),
        ("AMI1", {"arbetsformaga": 99}, "kund.arbetsformaga"),
        ("AMI1", {"arbetsformaga": None}, "kund.arbetsformaga"),
        ("AMI2", {"arbetsformaga": 24}, "kund.arbetsformaga"),
        ("AMI2", {"arbetsformaga": None}, "kund.arbetsformaga"),
        ("ISA1", {"behov_av_sfi": False}, "kund.behov_av_sfi"),
        ("ISA1", {"etablering": "avslutad"}, "kund.etablering"),
        ("ISA1", {"etablering": "ej_berattigad"}, "kund.etablering"),
        ("ISA1", {"malgrupp": "ekonomiskt_bistand"}, "kund.etablering"),
        ("ISA2", {"behov_av_sfi": False}, "kund.behov_av_sfi"),
        ("ISA2", {"etablering": "inskriven"}, "kund.etablering"),
        ("ISA2", {"etablering": "berattigad"}, "kund.etablering"),
    ],
)
def test_a_decision_outside_the_behorighet_is_refused(insats: str, fakta: dict[str, Any], falt: str) -> None:
    assert "(K2.2, §2.1–2.3)" in nekas("K2.2", falt, insats, **fakta)


@pytest.mark.krav("K2.2", "K2.4")
@pytest.mark.parametrize(
    ("insats", "fakta"),
    [
        ("AMI1", {"arbetsformaga": 100}),
        ("AMI2", {"arbetsformaga": 25}),
        ("AMI2", {"arbetsformaga": 100}),
        ("ISA1", {"malgrupp": "ekonomiskt_bistand", "etablering": "berattigad"}),
        ("ISA2", {"malgrupp": "anhoriginvandrare", "behov_av_sfi": True}),
        ("ISA2", {"malgrupp": "ekonomiskt_bistand", "etablering": "ej_berattigad", "behov_av_sfi": True}),
    ],
)
def test_the_edges_of_the_behorighet_are_inside_it(insats: str, fakta: dict[str, Any]) -> None:
    assert Spel.aktualiserat(insats, **fakta).status == "aktualiserad"


@pytest.mark.krav("K2.2")
@given(st.integers(0, 100))
def test_ami2_is_for_those_who_can_work_at_least_a_quarter(arbetsformaga: int) -> None:
    if arbetsformaga >= 25:
        assert Spel.aktualiserat(arbetsformaga=arbetsformaga).insats.slag == "AMI2"
    else:
        nekas("K2.2", "kund.arbetsformaga", arbetsformaga=arbetsformaga)


@pytest.mark.krav("K2.5", sort="gräns")
@pytest.mark.parametrize("arbetsformaga", [0, 24])
def test_fai1_takes_a_known_arbetsformaga_below_what_ami2_asks_for_with_a_reason(arbetsformaga: int) -> None:
    fall = Spel.aktualiserat("FAI1", arbetsformaga=arbetsformaga, motivering="förberedande insats behövs")
    assert fall.insats.slag == "FAI1"


@pytest.mark.krav("K2.5", sort="avslag")
@pytest.mark.parametrize(
    ("arbetsformaga", "motivering", "regel"), [(24, None, "K2.5"), (24, " ", "K2.5"), (25, "förberedande", "K2.2")]
)
def test_without_a_reason_or_from_what_ami2_asks_for_it_does_not(
    arbetsformaga: int, motivering: str | None, regel: str
) -> None:
    with pytest.raises(Avvisning) as fel:
        Spel.aktualiserat("FAI1", arbetsformaga=arbetsformaga, motivering=motivering)
    text = {
        "K2.5": "motivering: för en kund med känd arbetsförmåga under 25 % krävs en motivering (K2.5, §2.1)",
        "K2.2": "kund.arbetsformaga: FAI1 är för kunder med oklar arbetsförmåga, eller under 25 % (K2.2, §2.1–2.3)",
    }
    assert str(fel.value) == text[regel]


@pytest.mark.krav("K2.5")
def test_an_unclear_arbetsformaga_needs_no_reason() -> None:
    assert Spel.aktualiserat("FAI1").insats.slag == "FAI1"
