"""The register of anordnare: its fields, who has which number, and a history that nobody rewrites."""

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.register.anordnare import ANORDNARFALT
from persistence.databas.motor import DatabasFel, DataFel, transaktion
from persistence.register.anordnare import auktorisationer, auktorisationslogg, register
from tests.verktyg.listspel import D

NUMMER = "556016-0680"
ALLT = {
    "organisationsnummer": NUMMER,
    "adress": "Storgatan 1, 131 40 Nacka",
    "telefon": "08-123 45 67",
    "epost": "post@a.example",
    "webb": "https://a.example/om",
    "kontaktperson": "Åsa Öberg",
    "presentation": "Vi tränar språk.\nOch arbete.",
}


@pytest.mark.krav("K1.1", "K5.4")
def test_an_anordnare_has_number_contact_details_and_presentation(motor: Engine) -> None:
    register.lagg_till_anordnare(motor, " A ", ALLT, "arbetsledare:al1")
    a = register.en_anordnare(motor, "A")
    assert {falt: getattr(a, falt) for falt in ANORDNARFALT} == ALLT | {"organisationsnummer": "5560160680"}
    assert a.andrad_av == "arbetsledare:al1"
    assert len(register.historik(motor, "A")) == 1


@pytest.mark.krav("K3.4")
def test_who_changed_what_when_is_kept_and_what_was_so_already_is_no_change(motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "A")
    assert register.andra_anordnare(motor, "A", {"telefon": "08-1234567", "webb": "https://a.example"}, "kv")
    assert register.andra_anordnare(motor, "A", {"telefon": ""}, "anordnare:h1@A")
    assert not register.andra_anordnare(motor, "A", {"telefon": " ", "webb": "https://a.example"}, "någon")
    blev = [(a.telefon, a.webb, a.andrad_av) for a in register.historik(motor, "A")]
    assert blev == [
        (None, None, None),
        ("08-1234567", "https://a.example", "kv"),
        (None, "https://a.example", "anordnare:h1@A"),
    ]
    assert register.historik(motor, "A")[-1] == register.en_anordnare(motor, "A")


def test_to_register_one_that_is_there_keeps_what_is_not_given(motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "A", ALLT)
    register.lagg_till_anordnare(motor, "A")
    register.lagg_till_anordnare(motor, "A", {"telefon": "08-999 99 99"})
    assert register.en_anordnare(motor, "A").presentation == ALLT["presentation"]
    assert [a.telefon for a in register.historik(motor, "A")] == ["08-123 45 67", "08-999 99 99"]


@pytest.mark.krav("K1.1")
def test_an_organisationsnummer_belongs_to_one_anordnare(motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "A", {"organisationsnummer": NUMMER})
    register.lagg_till_anordnare(motor, "B")
    for gor in (register.lagg_till_anordnare, register.andra_anordnare):
        with pytest.raises(Avvisning, match="redan registrerat på A") as fel:
            gor(motor, "B", {"organisationsnummer": "5560160680"})
        assert (fel.value.regel, fel.value.falt) == ("K1.1", "organisationsnummer")
    with pytest.raises(Avvisning, match="redan registrerat på A"):
        register.lagg_till_anordnare(motor, "C", {"organisationsnummer": NUMMER})
    assert register.anordnarna(motor) == ["A", "B"]
    # Its own again, and a number that has been left.
    assert not register.andra_anordnare(motor, "A", {"organisationsnummer": "5560160680"})
    register.andra_anordnare(motor, "A", {"organisationsnummer": ""})
    assert register.andra_anordnare(motor, "B", {"organisationsnummer": NUMMER})


def test_a_faulty_field_changes_nothing_else(motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "A", ALLT)
    fore = register.en_anordnare(motor, "A")
    with pytest.raises(Avvisning, match="e-postadress"):
        register.andra_anordnare(motor, "A", {"telefon": "08-123 45", "epost": "a"})
    with pytest.raises(Avvisning, match="kontrollsiffran"):
        register.lagg_till_anordnare(motor, "B", {"organisationsnummer": "5560160681"})
    assert register.alla_anordnare(motor) == [fore]


def test_an_unknown_anordnare_is_neither_shown_nor_changed(motor: Engine) -> None:
    for gor in (lambda: register.en_anordnare(motor, "A"), lambda: register.andra_anordnare(motor, "A", {})):
        with pytest.raises(Avvisning, match="anordnaren finns inte i registret"):
            gor()


@pytest.mark.parametrize("vad", ["UPDATE {} SET anordnare = 'B'", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("tabell", ["anordnarhistorik", "auktorisationshandelse"])
def test_history_is_only_added_to(motor: Engine, tabell: str, vad: str) -> None:
    register.lagg_till_anordnare(motor, "A")
    auktorisationer.auktorisera(motor, "A", "AMI", D("2024-01-01"))
    kolumn = "namn" if tabell == "anordnarhistorik" else "anordnare"
    with pytest.raises((DataFel, DatabasFel)), transaktion(motor) as forbindelse:
        forbindelse.execute(text(vad.format(tabell).replace("SET anordnare", f"SET {kolumn}")))
    assert len(register.historik(motor, "A")) == len(auktorisationslogg.logg(motor)) == 1


@pytest.mark.krav("K5.4")
def test_those_to_choose_among_are_the_ones_authorised_that_day(motor: Engine) -> None:
    for namn in ("B", "A", "C"):
        register.lagg_till_anordnare(motor, namn)
    auktorisationer.auktorisera(motor, "B", "AMI", D("2024-01-01"))
    auktorisationer.auktorisera(motor, "A", "AMI", D("2024-02-01"), D("2024-02-29"))
    auktorisationer.auktorisera(motor, "C", "FAI", D("2024-01-01"))
    for dag, vilka in (
        ("2023-12-31", []), ("2024-01-31", ["B"]), ("2024-02-01", ["A", "B"]), ("2024-02-29", ["A", "B"]),
        ("2024-03-01", ["B"]),
    ):  # fmt: skip
        assert [a.namn for a in register.auktoriserade(motor, "AMI", D(dag))] == vilka


@pytest.mark.krav("K1.1")
def test_a_name_written_otherwise_is_the_same_anordnare_and_one_misspelt_is_told_what_is_near(motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "Ka\u0308llan  AB")
    assert register.anordnarna(motor) == ["Källan AB"]
    for skrivet in ("källan ab", "Ka\u0308llan AB", " KÄLLAN   AB"):
        assert register.en_anordnare(motor, skrivet).namn == "Källan AB"
    with pytest.raises(Avvisning, match="finns redan, skriven Källan AB"):
        register.lagg_till_anordnare(motor, "källan AB")
    with pytest.raises(Avvisning, match=r"finns inte i registret; menade du Källan AB\?"):
        register.en_anordnare(motor, "Kallan AB")
    with pytest.raises(Avvisning, match="skrivs Källan AB"):
        register.andra_anordnare(motor, "källan ab", {})
    assert register.anordnarna(motor) == ["Källan AB"]
