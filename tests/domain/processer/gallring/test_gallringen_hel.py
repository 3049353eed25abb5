"""§3.1, K3.8: the whole life of a gallring: its lines, how it is listed and by whom it is seen."""

from __future__ import annotations

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.gallring.rutin import GALLRING
from domain.processer.process import Processrad
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

AL = Aktor(Roll.ARBETSLEDARE, "al1")
DS = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
SS = Aktor(Roll.SYSTEMSPECIALIST, "ss1")
pytestmark = pytest.mark.krav("K3.8")


def test_nothing_is_to_be_done_before_there_is_a_proposal() -> None:
    assert list(GALLRING.effekter(GALLRING.borjan("gallring-1"))) == []


def listad(kunder: int = 2, arenden: int = 3, personal: int = 1) -> Processpel:
    fall = Processpel(GALLRING, "gallring-1").sag(SS, "2024-03-01T09:00", "foresla_gallring", dag="2024-02-29")
    antal = {"kunder": kunder, "arenden": arenden, "personal": personal}
    return fall.sag(SYSTEMET, "2024-03-01T09:01", "registrera_gallringslista", **antal)


def gjord(undantagna: int) -> Processpel:
    fall = listad().sag(DS, "2024-03-01T10:00", "underteckna_gallring")
    fall.sag(AL, "2024-03-01T11:00", "underteckna_gallring")
    return fall.sag(SYSTEMET, "2024-03-01T11:05", "registrera_gallring", gallrade=1, undantagna=undantagna)


def test_every_line_has_its_moment_and_who_said_it() -> None:
    assert [(p.tid, p.handelse.slag, str(p.av)) for p in gjord(0).poster] == [
        (tid("2024-03-01T09:00"), "gallring_foreslagen", "systemspecialist:ss1"),
        (tid("2024-03-01T09:01"), "gallring_listad", "system:system"),
        (tid("2024-03-01T10:00"), "gallring_undertecknad", "dataskyddssamordnare:ds1"),
        (tid("2024-03-01T11:00"), "gallring_undertecknad", "arbetsledare:al1"),
        (tid("2024-03-01T11:05"), "gallring_klar", "system:system"),
    ]


@pytest.mark.krav("K3.8", sort="gräns")
@pytest.mark.parametrize("antal", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_a_list_of_one_row_of_any_kind_waits_to_be_signed(antal: tuple[int, int, int]) -> None:
    fall = listad(*antal)
    assert (fall.lage.status, GALLRING.klar(fall.lage)) == ("undertecknas", False)


def test_it_is_listed_with_its_day_its_numbers_and_who_signed() -> None:
    borjad = Processpel(GALLRING, "gallring-1").sag(SS, "2024-03-01T09:00", "foresla_gallring", dag="2024-02-29")
    rubrik, data = "Gallring till 2024-02-29", {"dag": "2024-02-29", "underskrifter": list[str]()}
    assert GALLRING.rad(borjad.lage) == Processrad("listas", None, None, rubrik, data)
    antal = {"kunder": 2, "arenden": 3, "personal": 1}
    assert GALLRING.rad(listad().lage) == Processrad("undertecknas", None, None, rubrik, data | antal)
    underskrifter = {"underskrifter": ["dataskyddssamordnare:ds1", "arbetsledare:al1"]}
    utfall = antal | {"gallrade": 1, "undantagna": 4}
    assert GALLRING.rad(gjord(4).lage) == Processrad("gallrad", None, None, rubrik, data | underskrifter | utfall)


@pytest.mark.krav("K3.8", sort="avslag")
def test_who_has_signed_already_is_named() -> None:
    fall = listad().sag(AL, "2024-03-01T10:00", "underteckna_gallring")
    assert fall.avvisas("K3.8", AL, "2024-03-01T10:00", "underteckna_gallring") == (
        "av: al1 har redan undertecknat; den andra underskriften är en annans (K3.8, §3)"
    )


@pytest.mark.parametrize("roll", Roll)
def test_it_is_seen_by_those_who_may_propose_it_and_the_service(roll: Roll) -> None:
    ser = {"arbetsledare", "dataskyddssamordnare", "systemspecialist", "system"}
    assert GALLRING.far_se(listad().lage, Aktor(roll, "x", "A")) == (roll in ser)
