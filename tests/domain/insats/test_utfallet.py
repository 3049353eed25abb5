"""K0.8, K13.7: how a bevakning stands, by each fact that decides it and in the order that they do."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.anteckningar import Oppnad, Passerad, Upphord
from domain.insats.bevakning import Bevakning
from domain.insats.insats import med
from domain.insats.uppgifter import Avslutsbeslut
from domain.kapitel.alla import SLAGEN
from domain.tid.frist import fast_datum
from tests.verktyg.spel import Spel, d, tid

GRUND = Spel.pagaende().insats
FRISTEN = d("2024-04-08")  # a Monday
DA = tid("2024-03-01T11:00")
MIDNATT = tid("2024-04-09T00:00")
MIKRO = timedelta(microseconds=1)


def awaited(slag: str = "genomforandeplan", avser: str | None = None, **fakta: Any) -> Bevakning:
    regel = next(iter(SLAGEN[slag].grund))
    return Bevakning(SLAGEN[slag], avser, regel, DA, fast_datum(d("2024-03-01"), FRISTEN), DA, **fakta)


def laget(nyckel: str, **fakta: Any) -> dict[str, Any]:
    """What is noted of it, by field."""
    oppnad = Oppnad(DA, "x", None, "K7.3", Roll.ANORDNARE, FRISTEN)
    hela = {
        "oppnade": {nyckel: oppnad}, "passerade": {nyckel: (Passerad(MIDNATT, FRISTEN),)},
        "upphorda": {nyckel: Upphord(MIDNATT, "x")}, "avskrivna": {nyckel: MIDNATT},
    }  # fmt: skip
    tomma: dict[str, Any] = {"oppnade": {}, "passerade": {}, "upphorda": {}, "avskrivna": {}}
    return tomma | {f: hela[f] if v is True else v for f, v in fakta.items()}


@pytest.mark.krav("K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("noterat", "uppfylld", "utfall"),
    [
        ({}, None, "planerad"),
        ({"oppnade": True}, None, "oppen"),
        ({"oppnade": True, "passerade": True}, None, "forsenad"),
        ({"oppnade": True, "passerade": {"genomforandeplan": (Passerad(MIDNATT, d("2024-04-07")),)}}, None, "oppen"),
        ({"oppnade": True, "passerade": True, "upphorda": True}, None, "upphord"),
        ({"oppnade": True, "passerade": True, "upphorda": True, "avskrivna": True}, None, "avskriven"),
        ({"oppnade": True, "passerade": True, "upphorda": True, "avskrivna": True}, MIDNATT - MIKRO, "uppfylld"),
        ({"oppnade": True}, MIDNATT, "sen"),
    ],
)
def test_what_is_done_stands_before_what_is_written_off_that_before_what_lapsed_and_that_before_what_is_late(
    noterat: dict[str, Any], uppfylld: Any, utfall: str
) -> None:
    b = awaited(uppfylld=uppfylld)
    i = med(GRUND, **laget("genomforandeplan", **noterat))
    assert b.utfall(i) == utfall
    assert b.vantar(i) is (utfall in ("oppen", "forsenad"))


@pytest.mark.parametrize(
    ("slag", "avser", "utfall"),
    [("veckokontakt", "2024-W14", "sen"), ("forlangningsbeslut", "1", "upphord"), ("manadsrapport", "2024-03", None)],
)
def test_a_kind_says_what_one_of_it_becomes_when_its_frist_has_passed(slag: str, avser: str, utfall: Any) -> None:
    b = awaited(slag, avser)
    assert (b.nyckel, b.slag, b.frist) == (f"{slag}:{avser}", slag, FRISTEN)
    assert b.utfall(med(GRUND, **laget(b.nyckel, oppnade=True, passerade=True))) == (utfall or "forsenad")


@pytest.mark.krav("K13.7", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("slag", "slut", "satt", "passerat"),
    [
        ("genomforandeplan", "2024-04-08", "2024-03-20", True),  # at the very midnight after the last day
        ("genomforandeplan", "2024-04-07", "2024-03-20", False),
        ("genomforandeplan", "2024-04-07", "2024-04-08T23:59", False),
        ("genomforandeplan", "2024-04-07", "2024-04-09T00:00", True),  # it had passed when the end was decided
        ("manadsrapport", "2024-04-07", "2024-03-20", True),  # lives on after the end
    ],
)
def test_after_the_end_it_is_late_if_it_had_passed_by_the_end_or_when_that_was_decided(
    slag: str, slut: str, satt: str, passerat: bool
) -> None:
    b = awaited(slag)
    beslut = Avslutsbeslut(tid(satt), d(slut), "flytt", "avbruten")
    noterat = laget(slag, oppnade=True, passerade=True)
    i = med(GRUND, **noterat, avslutsbeslut=beslut, avslutad=tid("2024-04-10"))
    assert b.har_passerat(i) is passerat
    assert b.har_passerat(med(i, avslutad=None))


@pytest.mark.krav("K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("satt", "nar"),
    [
        ("2024-04-05T08:00", "2024-04-05T08:00"),
        ("2024-04-05T08:01", "2024-04-08T08:00"),
        ("2024-04-08T08:00", "2024-04-08T08:00"),
        ("2024-04-08T08:01", None),
    ],
)
def test_one_is_reminded_on_the_arbetsdag_before_or_on_the_day_itself_but_not_before_it_was_known(
    satt: str, nar: str | None
) -> None:
    typ = SLAGEN["genomforandeplan"]
    b = Bevakning(typ, None, "K7.3", DA, fast_datum(d("2024-03-01"), FRISTEN), tid(satt))
    assert b.paminnelse(time(8)) == (tid(nar) if nar else None)


@pytest.mark.krav("K0.9")
def test_it_is_owed_by_whom_the_kind_says_unless_the_ball_lies_elsewhere() -> None:
    assert awaited("plangranskning", "1").ansvarig is Roll.KARRIARVAGLEDARE
    assert awaited("plangranskning", "1", hos=Roll.ANORDNARE).ansvarig is Roll.ANORDNARE
    typ = SLAGEN["plangranskning"]
    namnen = [typ.benamning("1", hos) for hos in (None, Roll.KARRIARVAGLEDARE, Roll.ANORDNARE)]
    assert namnen == ["granskning av genomförandeplan 1"] * 2 + ["ny version av genomförandeplan 1"]
    assert (typ.benamning(None), typ.benamning("")) == ("granskning av genomförandeplan",) * 2
    assert [typ.nyckel(a) for a in (None, "1", d("2024-04-01"), 0)] == [
        "plangranskning", "plangranskning:1", "plangranskning:2024-04-01", "plangranskning:0",
    ]  # fmt: skip
    assert SLAGEN["rapportgodkannande"].benamning("2024-03", Roll.ANORDNARE) == "komplettering av månadsrapport 2024-03"
