"""K16.3: what the year's cells count, worked out by hand from groups of what is alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.grund.parter import Roll
from domain.kvalitet.namnd import (
    AVSLUTADE,
    BEVILJADE,
    INTE_NATT,
    MAL,
    OKANT,
    PAGAENDE,
    SLUT,
    STEG,
    Namndgrupp,
    Namndstatistik,
    Ruta,
    i_tid_slag,
    punktlighet,
)
from domain.kvalitet.namndrakning import rakna
from domain.kvalitet.nyckeltal import Bevakningsgrupp
from domain.tid.period import Period

pytestmark = pytest.mark.krav("K16.3")

KV, A = Roll.KARRIARVAGLEDARE, Roll.ANORDNARE
AVSLUTAD = {"beviljad": False, "pagaende": False, "avslutad": True, "form": "fortid", "orsak": "mal_natt"}
INSATSER = [
    Namndgrupp("AMI2", "kaa", **AVSLUTAD, natt=True, mal="arbete", steg_till=None, antal=6, dagar=600),
    Namndgrupp("AMI2", "kaa", **AVSLUTAD, natt=None, mal=None, steg_till=None, antal=5, dagar=500),
    Namndgrupp("FAI1", "unga_vuxna", **AVSLUTAD, natt=False, mal=None, steg_till=None, antal=7, dagar=70),
    Namndgrupp("FAI1", "kaa", **AVSLUTAD, natt=True, mal="stegforflyttning", steg_till="AMI2", antal=8, dagar=724),
]  # type: ignore[arg-type]


def frister(slag: str, utfall: str, ansvarig: Roll, antal: int, hos: Roll | None = None) -> Bevakningsgrupp:
    return Bevakningsgrupp("A", slag, utfall, True, ansvarig, hos, False, antal)  # type: ignore[arg-type]


FRISTER = [
    frister("rapportgranskning", "uppfylld", KV, 5),
    frister("uppdrag", "sen", KV, 3, hos=KV),
    frister("manadsrapport", "uppfylld", A, 9),
    frister("plangranskning", "sen", KV, 2, hos=A),  # it lay returned with the anordnare when its frist passed (K0.9)
    frister("faktureringsunderlag", "sen", A, 4, hos=A),  # moves a payment, and is nobody's lateness (K14.7)
]


def aret(*, intern: bool = True) -> Namndstatistik:
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    return rakna(period, 5, insatser=INSATSER, kostnader=(), bevakningar=FRISTER, intern=intern)


def test_a_goal_is_counted_by_its_kind_and_what_nobody_has_said_is_not_that_it_was_missed() -> None:
    s = aret()
    assert {sort: s.antal(Ruta(MAL, sort=sort)) for sort in s.sorter(MAL)} == {
        "stegforflyttning": 8, INTE_NATT: 7, "arbete": 6, OKANT: 5,
    }  # fmt: skip
    assert s.antal(Ruta(AVSLUTADE)) == 26
    assert s.antal(Ruta(AVSLUTADE, "AMI")) == s.antal(Ruta(AVSLUTADE, "AMI2")) == 11
    assert s.antal(Ruta(AVSLUTADE, "FAI", "kaa")) == 8
    assert s.antal(Ruta(SLUT, sort="fortid:mal_natt")) == 26


@pytest.mark.parametrize(
    ("lage", "matten"),
    [
        ({"beviljad": True}, {BEVILJADE}),
        ({"pagaende": True}, {PAGAENDE}),
        ({"beviljad": True, "pagaende": True}, {BEVILJADE, PAGAENDE}),
        ({"beviljad": True, "avslutad": True}, {BEVILJADE, AVSLUTADE}),
        ({}, set()),
    ],
)
def test_a_case_is_counted_where_it_was_granted_where_it_goes_on_and_where_it_ended(
    lage: dict[str, bool], matten: set[str]
) -> None:
    grupp = replace(INSATSER[0], **{"beviljad": False, "pagaende": False, "avslutad": False} | lage)
    s = rakna(Period(date(2024, 1, 1), date(2024, 12, 31)), 5, insatser=[grupp], kostnader=(), bevakningar=())
    assert {m for m in (BEVILJADE, PAGAENDE, AVSLUTADE) if s.antal(Ruta(m))} == matten
    for matt in matten:
        assert [s.antal(Ruta(matt, *rad)) for rad in ((), ("AMI",), ("AMI2",), ("AMI2", "kaa"))] == [6] * 4
        assert s.antal(Ruta(matt, "FAI1")) == 0
    assert (s.antal(Ruta(SLUT, sort="fortid:mal_natt")) == 6) is ("avslutad" in lage)


def test_a_stegforflyttning_says_from_where_to_where_and_the_time_to_a_goal_is_a_mean() -> None:
    s = aret()
    assert s.antal(Ruta(STEG, sort="FAI1:AMI2")) == 8
    assert s.medeltid(Ruta(MAL, sort="arbete")) == 100
    assert s.medeltid(Ruta(MAL, sort="stegforflyttning")) == 90  # 724 / 8 = 90.5, to the even
    assert s.medeltid(Ruta(MAL, sort="studier")) is None


def test_the_municipalitys_own_timeliness_stands_beside_the_anordnares() -> None:
    s = aret()
    assert punktlighet(s, "kommunen") == {"i_tid": 5, "sena": 3, "saknade": 0, "alla": 8}
    assert punktlighet(s, "anordnarna") == {"i_tid": 9, "sena": 2, "saknade": 0, "alla": 11}
    assert i_tid_slag(s, "kommunen") == ["rapportgranskning", "uppdrag"]
    assert i_tid_slag(s, "anordnarna") == ["manadsrapport", "plangranskning"]


@pytest.mark.krav("K16.3", sort="gräns")
def test_four_are_not_told_outside_and_five_are() -> None:
    ute = aret(intern=False)
    assert punktlighet(ute, "kommunen", "uppdrag")["sena"] is None
    assert ute.antal(Ruta(MAL, sort=OKANT)) == 5
