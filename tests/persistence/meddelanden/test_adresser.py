"""The registers: auktorisationer that never overlap, and addresses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import repeat

import pytest
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.register.auktorisation import Auktorisation
from persistence.meddelanden import adresser
from persistence.register.anordnare import auktorisationer, register

D = date.fromisoformat


@pytest.fixture
def motor_med_a(motor: Engine) -> Engine:
    register.lagg_till_anordnare(motor, "A")
    return motor


def test_anordnare_are_registered_once(motor: Engine) -> None:
    for namn in ("Åsa AB", " B ", "B"):
        register.lagg_till_anordnare(motor, namn)
    assert register.anordnarna(motor) == ["B", "Åsa AB"]
    with pytest.raises(Avvisning, match="tomt"):
        register.lagg_till_anordnare(motor, "  ")


@pytest.mark.krav("K1.1")
def test_the_auktorisation_of_a_day(motor_med_a: Engine) -> None:
    motor = motor_med_a
    auktorisationer.auktorisera(motor, "A", "AMI", D("2024-01-01"), D("2024-03-31"))
    auktorisationer.auktorisera(motor, "A", "AMI", D("2024-05-01"))
    auktorisationer.auktorisera(motor, "A", "FAI", D("2024-02-01"))
    forsta, andra = Auktorisation(D("2024-01-01"), D("2024-03-31")), Auktorisation(D("2024-05-01"))
    for dag, vantad in (
        ("2023-12-31", None),
        ("2024-01-01", forsta),
        ("2024-03-31", forsta),
        ("2024-04-15", forsta),  # run out: the refusal then says when
        ("2024-05-01", andra),
        ("2030-01-01", andra),
    ):
        assert auktorisationer.auktorisation_for(motor, "A", "AMI", D(dag)) == vantad
    assert auktorisationer.auktorisation_for(motor, "A", "ISA", D("2024-05-01")) is None
    assert auktorisationer.auktorisation_for(motor, "B", "AMI", D("2024-05-01")) is None
    assert [(r.kundval, r.fran, r.till) for r in auktorisationer.auktorisationer(motor, "A")] == [
        ("AMI", forsta.fran, forsta.till),
        ("AMI", andra.fran, None),
        ("FAI", D("2024-02-01"), None),
    ]


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize(
    ("kundval", "fran", "till", "falt", "sagt"),
    [
        ("AMI", "2024-03-31", None, "fran", "har redan en auktorisation för AMI"),
        ("AMI", "2023-01-01", "2024-01-01", "fran", "har redan en auktorisation för AMI"),
        ("AMI", "2024-01-01", "2024-02-01", "fran", "har redan en auktorisation för AMI"),
        ("AMI", "2024-05-01", "2024-04-30", "till", "ligger före första dagen"),
        ("XYZ", "2024-05-01", None, "kundval", "FAI, AMI, ISA"),
    ],
)
def test_what_cannot_be_an_auktorisation_is_refused(
    motor_med_a: Engine, kundval: str, fran: str, till: str | None, falt: str, sagt: str
) -> None:
    auktorisationer.auktorisera(motor_med_a, "A", "AMI", D("2024-01-01"), D("2024-03-31"))
    with pytest.raises(Avvisning, match=sagt) as fel:
        auktorisationer.auktorisera(motor_med_a, "A", kundval, D(fran), D(till) if till else None)
    assert (fel.value.regel, fel.value.falt) == ("K1.1", falt)
    assert len(auktorisationer.auktorisationer(motor_med_a)) == 1


@pytest.mark.krav("K1.1")
def test_an_unknown_anordnare_cannot_be_authorised(motor: Engine) -> None:
    with pytest.raises(Avvisning, match="finns inte i registret"):
        auktorisationer.auktorisera(motor, "B", "AMI", D("2024-01-01"))


def test_the_same_again_changes_nothing_also_at_the_same_time(motor_med_a: Engine) -> None:
    def registrera(motor: Engine) -> bool:
        try:
            auktorisationer.auktorisera(motor, "A", "AMI", D("2024-01-01"))
        except Avvisning:
            return False
        return True

    with ThreadPoolExecutor(6) as tradar:
        assert all(tradar.map(registrera, repeat(motor_med_a, 6)))
    assert len(auktorisationer.auktorisationer(motor_med_a)) == 1


@pytest.mark.krav("K1.1")
def test_an_auktorisation_can_be_given_a_last_day(motor_med_a: Engine) -> None:
    auktorisationer.auktorisera(motor_med_a, "A", "AMI", D("2024-01-01"))
    auktorisationer.avsluta_auktorisation(motor_med_a, "A", "AMI", D("2024-06-30"))
    assert [r.till for r in auktorisationer.auktorisationer(motor_med_a)] == [D("2024-06-30")]
    auktorisationer.auktorisera(motor_med_a, "A", "AMI", D("2024-07-01"))
    with pytest.raises(Avvisning, match="ingen auktorisation för FAI"):
        auktorisationer.avsluta_auktorisation(motor_med_a, "A", "FAI", D("2024-06-30"))


@pytest.mark.krav("K3.4")
def test_addresses_are_kept_current(motor: Engine) -> None:
    adresser.satt_adress(motor, Roll.ANORDNARE, "gammal@a.example", "A")
    adresser.satt_adress(motor, Roll.ANORDNARE, "ny@a.example", "A")
    adresser.satt_adress(motor, Roll.ARBETSLEDARE, "al@kommun.example")
    assert [(a.roll, a.part, a.epost) for a in adresser.adresser(motor)] == [
        (Roll.ANORDNARE, "A", "ny@a.example"),
        (Roll.ARBETSLEDARE, "", "al@kommun.example"),
    ]
    assert adresser.ta_bort_adress(motor, Roll.ANORDNARE, "A")
    assert not adresser.ta_bort_adress(motor, Roll.ANORDNARE, "A")


@pytest.mark.parametrize("epost", ["", "a", "a@b", "a b@c.se", "a@b.se\nBcc: x@y.se", "A <a@b.se>", "a@b.se,c@d.se"])
def test_what_is_no_address_is_refused(motor: Engine, epost: str) -> None:
    with pytest.raises(Avvisning, match="e-postadress"):
        adresser.satt_adress(motor, Roll.ANORDNARE, epost, "A")
