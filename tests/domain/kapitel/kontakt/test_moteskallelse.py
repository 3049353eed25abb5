"""A follow-up meeting is called, moved, cancelled and held (K7.7)."""

from typing import Any

import pytest

from domain.forklaring.oversikt import i_korthet
from domain.insats.insats import med
from domain.insats.tradar import Moteskallelse
from domain.kapitel.kontakt.moteskallelse import (
    KAPITEL,
    UppfoljningsmoteFlyttat,
    UppfoljningsmoteInstallt,
    kommande_moten,
)
from domain.skeende.handelse import Handelse
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, tid

pytestmark = pytest.mark.krav("K7.7")


def pagaende() -> Spel:
    """2024-03-11 to 2025-03-10, with a meeting decided on 2024-06-11."""
    return Spel.pagaende(start="2024-03-11", uppfoljningsdagar=["2024-06-11"])


def kalla(fall: Spel, nar: str = "2024-05-20", datum: str = "2024-06-11", **fakta: Any) -> Spel:
    return fall.kv(nar, "kalla_till_uppfoljningsmote", datum=datum, **fakta)


def flytta(fall: Spel, nar: str, fran: str, till: str) -> Spel:
    return fall.kv(nar, "flytta_uppfoljningsmote", fran=fran, till=till, motivering="kunden är på anställningsintervju")


def stall_in(fall: Spel, nar: str, datum: str) -> Spel:
    return fall.kv(nar, "stall_in_uppfoljningsmote", datum=datum, motivering="karriärvägledaren är sjuk")


def moten(fall: Spel, pa: str = "2024-05-20") -> list[str]:
    return [str(m.datum) for m in kommande_moten(fall.insats, d(pa))]


def test_a_call_goes_to_the_anordnare_and_the_kund() -> None:
    fall = kalla(pagaende(), form="telefon")
    text = "Kallelse till uppföljningsmöte 2024-06-11, telefon (§7.5, K7.7)"
    assert (fall.brev("anordnare", "Kallelse"), fall.brev("kund")) == ([text], [text])
    assert moten(fall) == ["2024-06-11"]
    assert i_korthet(fall.insats, KV, d("2024-06-11")).moten == kommande_moten(fall.insats, d("2024-05-20"))
    assert i_korthet(fall.insats, KV, d("2024-06-12")).moten == (), "it has been, though nothing has happened since"


def test_a_moved_meeting_is_told_and_the_day_that_the_uppdrag_decides_is_awaited_as_before() -> None:
    fall = flytta(kalla(pagaende()), "2024-06-03", "2024-06-11", "2024-06-13")
    text = "Uppföljningsmötet 2024-06-11 är flyttat till 2024-06-13 (§7.5, K7.7)"
    assert (fall.brev("anordnare", "flyttat"), fall.brev("kund", "flyttat")) == ([text], [text])
    assert moten(fall) == ["2024-06-13"]
    assert fall.bevakning("uppfoljningsmote").frist == "2024-06-11"


def test_a_cancelled_meeting_is_told_and_no_longer_awaited_as_called_but_as_decided() -> None:
    fall = stall_in(kalla(pagaende()), "2024-06-10", "2024-06-11")
    text = "Uppföljningsmötet 2024-06-11 är inställt (§7.5, K7.7)"
    assert (fall.brev("anordnare", "inställt"), fall.brev("kund", "inställt")) == ([text], [text])
    assert moten(fall) == []
    assert fall.till("2024-06-12").bevakning("uppfoljningsmote").utfall == "forsenad"
    assert moten(kalla(fall, "2024-06-12", "2024-06-14")) == ["2024-06-14"]


def test_a_meeting_that_has_been_held_is_none_to_come_and_meets_what_was_decided() -> None:
    fall = kalla(pagaende()).kv("2024-06-11", "registrera_uppfoljningsmote", datum="2024-06-11", planen="galler")
    assert moten(fall, "2024-06-11") == []
    assert fall.bevakning("uppfoljningsmote").utfall == "uppfylld"
    fall.avvisas("K7.7", stall_in, fall, "2024-06-11", "2024-06-11", falt="datum")
    fall.avvisas("K7.7", flytta, fall, "2024-06-11", "2024-06-11", "2024-06-13", falt="fran")


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("datum", "gar"), [("2024-05-19", False), ("2024-05-20", True), ("2025-03-10", True), ("2025-03-11", False)]
)
def test_it_is_called_to_a_day_that_has_not_been_and_within_the_insats(datum: str, gar: bool) -> None:
    fall = pagaende().till("2024-05-20T12:00")
    if gar:
        assert moten(kalla(fall, datum=datum)) == [datum]
    else:
        fall.avvisas("K7.7", kalla, fall, "2024-05-20", datum, falt="datum")


@pytest.mark.krav("K7.7", sort="avslag")
def test_what_nobody_is_called_to_is_neither_moved_nor_cancelled_and_nobody_is_called_twice() -> None:
    fall = pagaende().till("2024-05-20T12:00")
    ingen = "parterna är inte kallade till något möte den 2024-06-11 (K7.7, §7.5)"
    assert fall.avvisas("K7.7", flytta, fall, "2024-05-20", "2024-06-11", "2024-06-13") == f"fran: {ingen}"
    assert fall.avvisas("K7.7", stall_in, fall, "2024-05-20", "2024-06-11") == f"datum: {ingen}"
    kalla(fall)
    fall.avvisas("K7.7", kalla, fall, "2024-05-20", falt="datum")
    fall.avvisas("K7.7", flytta, fall, "2024-05-20", "2024-06-11", "2024-06-11", falt="till")
    fall.avvisas("K7.7", fall.kv, "2024-05-20", "stall_in_uppfoljningsmote", datum="2024-06-11", falt="motivering")
    fall.avvisas(
        "K7.7", fall.sager, ANORDNARE, "2024-05-20", "kalla_till_uppfoljningsmote", datum="2024-06-12", falt="av"
    )


@pytest.mark.krav("K0.7", "K7.7")
def test_a_call_that_is_struck_takes_its_move_along() -> None:
    fall = flytta(kalla(pagaende()), "2024-06-03", "2024-06-11", "2024-06-13")
    fall.rattar("2024-06-04", "kalla_till_uppfoljningsmote", stryk=True, motivering="fel ärende")
    assert moten(fall) == []


@pytest.mark.parametrize(
    ("h", "kvar"),
    [
        (UppfoljningsmoteFlyttat(d("2024-06-11"), d("2024-07-02")), [(10, "2024-06-04"), (12, "2024-07-02")]),
        (UppfoljningsmoteInstallt(d("2024-06-11")), [(10, "2024-06-04")]),
    ],
)
def test_of_several_called_to_the_one_meant_is_moved_or_called_off_and_the_others_stand(
    h: Handelse, kvar: list[tuple[int, str]]
) -> None:
    """Each by the day of May it was said on; the last is after the one meant."""
    dagar = ((10, "2024-06-04"), (11, "2024-06-11"), (13, "2024-06-18"))
    i = med(pagaende().insats, kallelser=tuple(Moteskallelse(tid(f"2024-05-{n}"), d(t), "telefon") for n, t in dagar))
    ny = KAPITEL.foljder[type(h)].vik(i, h, tid("2024-05-12"))  # type: ignore[misc]
    assert ny.kallelser == tuple(
        Moteskallelse(tid(f"2024-05-{n}"), d(dag), "telefon") for n, dag in (*kvar, (13, "2024-06-18"))
    )
