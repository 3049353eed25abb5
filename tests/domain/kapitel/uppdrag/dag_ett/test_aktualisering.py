"""§1–2, §5.3, §6.1: who may be granted which insats, and day 1."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import Insats
from domain.insats.uppgifter import Kundlage
from domain.kapitel.uppdrag.dag_ett.aktualisering import InsatsAktualiserad, paborja
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.register.auktorisation import Auktorisation
from tests.verktyg.meningar import prova_avslag
from tests.verktyg.spel import KUNDER, Spel, d, regelverket, tid

SLAG = sorted(KUNDER)


def nekas(regel: str, falt: str, insats: str = "AMI2", **fakta: Any) -> str:
    with pytest.raises(Avvisning) as fel:
        Spel.aktualiserat(insats, **fakta)
    assert (fel.value.regel, fel.value.falt) == (regel, falt)
    prova_avslag(str(fel.value))
    return str(fel.value)


@pytest.mark.krav("K5.3", "K6.1")
@pytest.mark.parametrize("insats", SLAG)
def test_each_of_the_six_insatser_is_granted_to_a_kund_it_is_for(insats: str) -> None:
    fall = Spel.aktualiserat(insats)
    assert (fall.status, fall.insats.kundval) == ("aktualiserad", insats[:3])
    rubrik = f"Ny kund i kö för {insats}: bemanna ärendet och meddela karriärvägledaren (§6.2, K6.2)"
    assert [(m.till, m.regel, m.rubrik) for m in fall.meddelanden] == [("anordnare", "K6.1", rubrik)]


@pytest.mark.krav("K6.1", "K9.4")
@pytest.mark.parametrize(
    ("malgrupp", "fakta", "bistand", "etablering"),
    [
        ("ekonomiskt_bistand", {}, True, False),
        ("ekonomiskt_bistand", {"ekonomiskt_bistand": False}, False, False),
        ("etableringsprogrammet", {}, False, True),
        ("unga_vuxna", {"etableringsersattning": True, "alder": 24}, False, True),
    ],
)
def test_day_1_writes_down_what_was_granted_to_whom_and_under_which_rules(
    malgrupp: str, fakta: dict[str, Any], bistand: bool, etablering: bool
) -> None:
    till = Auktorisation(d("2024-01-01"), d("2026-12-31"))
    fall = Spel.aktualiserat(auktorisation=till, id="ku-1", malgrupp=malgrupp, **fakta)
    i = fall.insats
    inskriven = "inskriven" if malgrupp == "etableringsprogrammet" else None
    grund = Beslutsgrund(malgrupp, fakta.get("alder", 34), 50, False, inskriven, False, "K2.2")
    assert fall.poster[0].handelse == InsatsAktualiserad(
        arende="arende-1", insats="AMI2", anordnare="A", karriarvagledare="kv1", kund="ku-1", malgrupp=malgrupp,
        ekonomiskt_bistand=bistand, etableringsersattning=etablering, auktoriserad_till=d("2026-12-31"),
        regelverk=regelverket(), grund=grund,
    )  # fmt: skip
    assert paborja(fall.poster[0].handelse, tid("2024-03-01T09:00")) == Insats(
        arende="arende-1", regelverk=regelverket(), slag="AMI2", anordnare="A", karriarvagledare="kv1", kund="ku-1",
        malgrupp=malgrupp, aktualiserad=tid("2024-03-01T09:00"), beslutsgrund=grund, auktoriserad_till=d("2026-12-31"),
        senast=tid("2024-03-01T09:00"), kundlagen=(Kundlage(d("2024-03-01"), malgrupp, bistand, etablering),),
    )  # fmt: skip
    assert (i.kundlagen, i.aktualiserad) == (
        (Kundlage(d("2024-03-01"), malgrupp, bistand, etablering),), tid("2024-03-01T09:00"),
    )  # fmt: skip


FORRA = {
    "arende": "arende-0", "insats": "AMI2", "avslutsdatum": "2024-02-29", "forsta_start": "2023-09-01",
    "planerat_slut": "2024-11-30", "forlangda_manader": 3,
}  # fmt: skip


@pytest.mark.krav("K13.4", "K13.5")
@pytest.mark.parametrize(
    ("insats", "sort", "tas_over"),
    [
        (
            "AMI2", "byte_av_anordnare",
            {"forsta_start": d("2023-09-01"), "bestamt_slut": d("2024-11-30"), "forlangda_fore": 3},
        ),
        ("AMI1", "annan_insats", {"forsta_start": None, "bestamt_slut": None, "forlangda_fore": 0}),
        ("AMI2", "annan_insats", {"forsta_start": None, "bestamt_slut": None, "forlangda_fore": 0}),
    ],
)  # fmt: skip
def test_a_case_that_follows_another_begins_the_day_after_and_takes_over_times_only_at_a_change_of_anordnare(
    insats: str, sort: str, tas_over: dict[str, Any]
) -> None:
    fall = Spel.aktualiserat(insats, foregaende=FORRA | {"sort": sort})
    vantat = {"foregaende": "arende-0", "tidigast_start": d("2024-03-01"), **tas_over}
    (h,) = fall.handelser("insats_aktualiserad")
    for namn, varde in vantat.items():
        assert (getattr(h, namn), getattr(fall.insats, namn)) == (varde, varde), namn


@pytest.mark.krav("K13.4")
def test_at_a_change_of_anordnare_the_insats_is_the_same_and_the_kund_is_not_tried_anew() -> None:
    byte = FORRA | {"sort": "byte_av_anordnare"}
    sagt = nekas("K13.4", "insats", "AMI1", foregaende=byte)
    assert sagt == "insats: vid byte av anordnare är insatsen densamma, AMI2 (K13.4, §13.2)"
    for fakta in ({"alder": 90}, {"alder": None}, {"arbetsformaga": 0}):
        assert Spel.aktualiserat(foregaende=byte, **fakta).status == "aktualiserad"
    nekas("K1.2", "kund.alder", foregaende=FORRA | {"sort": "annan_insats"}, alder=90)
    nekas("K2.2", "kund.arbetsformaga", foregaende=FORRA | {"sort": "annan_insats"}, arbetsformaga=0)


@pytest.mark.krav("K6.1")
def test_an_aktualisering_opens_bemanning_and_uppdrag_and_nothing_else() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    assert [(b.slag, b.ansvarig, b.utfall) for b in fall.bevakningar()] == [
        ("bemanning", "anordnare", "oppen"),
        ("uppdrag", "karriarvagledare", "oppen"),
    ]


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize(
    ("fran", "till", "gar"),
    [
        ("2024-03-01", None, True),
        ("2024-03-02", None, False),
        ("2024-01-01", "2024-03-01", True),
        ("2024-01-01", "2024-02-29", False),
    ],
)
def test_the_anordnare_must_be_auktoriserad_on_the_day_of_aktualisering(fran: str, till: str | None, gar: bool) -> None:
    auktorisation = Auktorisation(d(fran), d(till) if till else None)
    if gar:
        assert Spel.aktualiserat(auktorisation=auktorisation).status == "aktualiserad"
    elif till:
        sagt = "anordnare: anordnarens auktorisation för AMI upphörde 2024-02-29 (K1.1, §1.1)"
        assert nekas("K1.1", "anordnare", auktorisation=auktorisation) == sagt
    else:
        sagt = "anordnare: anordnaren är inte auktoriserad för AMI den 2024-03-01 (K1.1, §1.1)"
        assert nekas("K1.1", "anordnare", auktorisation=auktorisation) == sagt


@pytest.mark.krav("K1.1")
def test_an_anordnare_without_auktorisation_for_the_kundval_is_refused() -> None:
    assert "inte auktoriserad för AMI" in nekas("K1.1", "anordnare", auktorisation=None)


@pytest.mark.krav("K1.1")
def test_an_auktorisation_that_ends_during_the_insats_is_told_the_kv_the_day_after_and_ends_nothing() -> None:
    fall = Spel.aktualiserat(auktorisation=Auktorisation(d("2024-01-01"), d("2024-04-10")))
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    assert not fall.till("2024-04-10T23:59").brev("karriarvagledare", "auktorisation upphörde")
    fall.till("2024-04-11")
    assert len(fall.brev("karriarvagledare", "auktorisation upphörde 2024-04-10")) == 1
    assert fall.status == "pagar"
    assert len(fall.till("2024-06-01").brev("karriarvagledare", "auktorisation upphörde")) == 1


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


@pytest.mark.krav("K6.1")
def test_a_case_is_aktualiserat_once() -> None:
    fall = Spel.aktualiserat()
    fall.avvisas("K6.1", fall.kv, "2024-03-01", "aktualisera", insats="AMI2", anordnare="B", kund=KUNDER["AMI2"])


@pytest.mark.krav("K6.2")
def test_a_case_can_be_recalled_only_once_the_frist_for_bemanning_has_passed() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    sagt = fall.avvisas("K6.2", fall.kv, "2024-03-04T23:59", "aterkalla_aktualisering")
    assert sagt == "ärendet kan återkallas först när fristen för bemanning har passerat (K6.2, §6.2)"
    fall.kv("2024-03-05T00:00", "aterkalla_aktualisering")
    assert fall.insats.avslutad == tid("2024-03-05T00:00")
    assert fall.status == "slutford"
    assert (fall.insats.avslutsform, fall.utbetalningar()) == ("aterkallad", [])
    assert {b.utfall for b in fall.bevakningar()} == {"upphord"}
    rubrik = "Aktualiseringen är återkallad: ärendet bemannades inte i tid (§6.2, K6.2)"
    assert [(m.till, m.regel) for m in fall.meddelanden if m.rubrik == rubrik] == [("anordnare", "K6.2")]


@pytest.mark.krav("K6.2")
def test_a_case_that_was_staffed_late_can_still_be_recalled_until_the_uppdrag_is_in() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-05T09:00", "bemanna", handlaggare="H1")
    assert fall.bevakning("bemanning").utfall == "sen"
    fall.kv("2024-03-05T10:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    fall.avvisas("K6.2", fall.kv, "2024-03-05T11:00", "aterkalla_aktualisering")


@pytest.mark.krav("K6.2")
def test_a_case_that_was_staffed_in_time_is_not_recalled() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-04T23:59", "bemanna", handlaggare="H1")
    fall.avvisas("K6.2", fall.kv, "2024-03-06", "aterkalla_aktualisering")


@pytest.mark.krav("K6.2", "K13.3")
def test_a_recalled_aktualisering_has_a_reason_of_its_own() -> None:
    fall = Spel.aktualiserat(nar="2024-03-01T09:00").till("2024-03-06").kv("2024-03-06", "aterkalla_aktualisering")
    assert (fall.insats.avslutsform, fall.insats.avslutsorsak) == ("aterkallad", "aterkallad_aktualisering")


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
    assert fel.value.regel == regel


@pytest.mark.krav("K2.5")
def test_an_unclear_arbetsformaga_needs_no_reason() -> None:
    assert Spel.aktualiserat("FAI1").insats.slag == "FAI1"
