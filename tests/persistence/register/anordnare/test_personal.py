"""The anordnare's staff: who sees them, and whose access has ended (K3.4)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, update

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum
from persistence import tabeller
from persistence.arende import lasning
from persistence.databas.motor import transaktion
from persistence.insyn import tillgang
from persistence.journal import skrivning
from persistence.kvalitet import nyckeltal
from persistence.meddelanden import inkorg
from persistence.register.anordnare import auktorisationer, personal, register
from tests.verktyg.spel import regelverket

A1 = Aktor(Roll.ANORDNARE, "a1", "Anordnare A")


def anstalld(motor: Engine, till: date | None, person: str = "a1", anordnare: str = "Anordnare A") -> None:
    register.lagg_till_anordnare(motor, anordnare)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(insert(tabeller.personal.personal).values(anordnare=anordnare, person=person, till=till))


def idag(dagar: int = 0) -> date:
    return datum(datetime.now(UTC)) + timedelta(days=dagar)


@pytest.mark.krav("K3.4", sort="gräns")
@pytest.mark.parametrize(("dagar", "slappt"), [(-1, False), (0, True), (1, True)])
def test_access_ends_with_the_last_day(motor: Engine, spelet, dagar: int, slappt: bool) -> None:  # type: ignore[no-untyped-def]
    for batch in spelet().batcher:
        skrivning.skriv(motor, batch)
    anstalld(motor, idag(dagar))
    assert bool(lasning.arenden(motor, A1)) is slappt
    assert bool(inkorg.inkorg(motor, A1)) is slappt
    if slappt:
        tillgang.prova_tillgang(motor, A1)
    else:
        with pytest.raises(Avvisning, match=rf"behörigheten upphörde {idag(dagar)}.*K3\.4"):
            tillgang.prova_tillgang(motor, A1)


@pytest.mark.krav("K3.4", sort="avslag")
def test_one_who_has_left_is_shown_neither_the_staff_nor_the_review(motor: Engine) -> None:
    anstalld(motor, idag(-1))
    auktorisationer.auktorisera(motor, "Anordnare A", "AMI", date(2024, 1, 1))

    def oversikt() -> object:
        return nyckeltal.nyckeltal(motor, 2025, idag=idag(), regelverk=regelverket(), som=A1)

    for las in (lambda: personal.lista(motor, A1), oversikt):
        with pytest.raises(Avvisning, match=r"behörigheten upphörde.*K3\.4"):
            las()
    with transaktion(motor) as forbindelse:
        forbindelse.execute(update(tabeller.personal.personal).values(till=None))
    assert personal.lista(motor, A1) and oversikt()


@pytest.mark.krav("K3.4")
def test_another_with_the_same_id_elsewhere_and_one_who_stays_keep_their_access(motor: Engine) -> None:
    anstalld(motor, idag(-10), anordnare="Anordnare B")
    anstalld(motor, None)
    tillgang.prova_tillgang(motor, A1)


@pytest.mark.krav("K3.4", "K3.3")
def test_the_staff_are_seen_by_their_own_and_by_those_a_change_is_reported_to(motor: Engine) -> None:
    anstalld(motor, None)
    anstalld(motor, None, "b1", "Anordnare B")
    assert [p.person for p in personal.lista(motor, A1)] == ["a1"]
    assert [p.person for p in personal.lista(motor, Aktor(Roll.SYSTEMSPECIALIST, "s1"))] == ["a1", "b1"]
    assert personal.lista(motor, Aktor(Roll.EKONOM, "e1")) == []


@pytest.mark.krav("K3.4", sort="avslag")
def test_details_of_someone_at_an_unknown_anordnare_are_refused(motor: Engine) -> None:
    with pytest.raises(Avvisning, match="finns inte i registret"):
        personal.satt_uppgifter(motor, "Okänd", "x1", {"namn": "Test Testsson"})
