"""§3.1, K3.8: a gallring is proposed with a list, signed by two people, carried out, and told of."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.gallring.rutin import GALLRING
from domain.processer.process import Effekt
from tests.verktyg.processpel import Processpel

AL = Aktor(Roll.ARBETSLEDARE, "al1")
DS = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
SS = Aktor(Roll.SYSTEMSPECIALIST, "ss1")
NAR = "2024-03-01T09:00"


def foreslagen(av: Aktor = SS) -> Processpel:
    return Processpel(GALLRING, "gallring-1").sag(av, NAR, "foresla_gallring", dag="2024-03-01")


def listad(kunder: int = 2, arenden: int = 3, personal: int = 1) -> Processpel:
    antal = {"kunder": kunder, "arenden": arenden, "personal": personal}
    return foreslagen().sag(SYSTEMET, "2024-03-01T09:01", "registrera_gallringslista", **antal)


def undertecknad(*av: Aktor) -> Processpel:
    fall = listad()
    for vem in av:
        fall.sag(vem, "2024-03-01T10:00", "underteckna_gallring")
    return fall


@pytest.mark.krav("K3.8")
def test_the_list_is_made_by_the_rules_of_the_day_and_awaits_two_signatures() -> None:
    fall = foreslagen()
    argument = {"gallring": "gallring-1", "dag": "2024-03-01", "arende_manader": 60, "personal_manader": 24}
    effekt = Effekt("lista", "lista_gallring", argument, "gör i ordning gallringslistan till 2024-03-01 · K3.8")
    assert (list(GALLRING.effekter(fall.lage)), fall.lage.status) == ([effekt], "listas")
    fall = listad()
    assert (list(GALLRING.effekter(fall.lage)), fall.lage.status, GALLRING.klar(fall.lage)) == (
        [],
        "undertecknas",
        False,
    )
    vad = "Gallringen gallring-1 väntar på två underskrifter: 2 kunder, 3 ärenden och 1 tidigare anställd (K3.8)"
    assert [(b.till, b.rubrik) for b in GALLRING.brev(fall.lage, fall.poster[-1].handelse)] == [
        (Roll.ARBETSLEDARE, vad), (Roll.DATASKYDDSSAMORDNARE, vad)
    ]  # fmt: skip


@pytest.mark.krav("K3.8")
def test_nothing_is_weeded_out_until_another_person_has_signed_too() -> None:
    fall = undertecknad(AL)
    assert (list(GALLRING.effekter(fall.lage)), fall.lage.status) == ([], "undertecknas")
    fall = undertecknad(AL, DS)
    (effekt,) = GALLRING.effekter(fall.lage)
    assert (effekt.aktivitet, fall.lage.status) == ("gallra", "gallras")
    fall.sag(SYSTEMET, "2024-03-01T10:05", "registrera_gallring", gallrade=2, undantagna=1)
    assert (list(GALLRING.effekter(fall.lage)), fall.lage.status, GALLRING.klar(fall.lage)) == ([], "gallrad", True)
    brev = {b.rubrik for b in GALLRING.brev(fall.lage, fall.poster[-1].handelse)}
    assert brev == {"Gallringen gallring-1 är gjord: 2 rader ur listan, 1 fick inte längre gallras (K3.8)"}
    assert GALLRING.rad(fall.lage).data["gallrade"] == 2


@pytest.mark.krav("K3.8", sort="avslag")
@pytest.mark.parametrize("samma", [AL, Aktor(Roll.DATASKYDDSSAMORDNARE, "AL1")])
def test_nobody_signs_twice_whatever_hat_they_wear(samma: Aktor) -> None:
    svar = undertecknad(AL).avvisas("K3.8", samma, "2024-03-01T11:00", "underteckna_gallring")
    assert "den andra underskriften är en annans" in svar


@pytest.mark.krav("K3.8", sort="avslag")
@pytest.mark.parametrize(
    ("fall", "ord_"),
    [
        (foreslagen, "listan görs i ordning"),
        (lambda: listad(0, 0, 0), "det finns inget att gallra"),
        (lambda: undertecknad(AL, DS), "gallringen är undertecknad av två"),
        (lambda: listad().sag(AL, NAR, "aterlamna_gallring", skal="fel år"), "gallringen är återlämnad"),
        (lambda: undertecknad(AL, DS).sag(SYSTEMET, NAR, "registrera_gallring", gallrade=1, undantagna=0), "är gjord"),
    ],
)
@pytest.mark.parametrize("verb", ["underteckna_gallring", "aterlamna_gallring"])
def test_it_is_signed_or_sent_back_while_it_waits_for_that_and_never_else(fall: Any, ord_: str, verb: str) -> None:
    fakta = {"skal": "x"} if verb == "aterlamna_gallring" else {}
    annan = Aktor(Roll.ARBETSLEDARE, "al2")
    assert ord_ in fall().avvisas("K3.8", annan, "2024-03-01T12:00", verb, **fakta)


@pytest.mark.krav("K3.8")
def test_what_is_sent_back_or_holds_nothing_has_come_to_its_end_and_who_proposed_is_told() -> None:
    fall = undertecknad(AL).sag(DS, "2024-03-01T11:00", "aterlamna_gallring", skal="väntar på arkivet")
    assert (fall.lage.status, GALLRING.klar(fall.lage), list(GALLRING.effekter(fall.lage))) == ("aterlamnad", True, [])
    (brev,) = GALLRING.brev(fall.lage, fall.poster[-1].handelse)
    assert (brev.till, brev.part) == (Roll.SYSTEMSPECIALIST, "ss1")
    assert GALLRING.klar(listad(0, 0, 0).lage)


@pytest.mark.krav("K3.8", sort="avslag")
def test_it_is_proposed_once_to_no_later_day_than_today_and_by_those_who_may() -> None:
    ny = Processpel(GALLRING, "gallring-2")
    assert "tidigare dag" in ny.avvisas("K3.8", SS, NAR, "foresla_gallring", dag="2024-03-02")
    assert "redan föreslagen" in foreslagen().avvisas("K3.8", SS, NAR, "foresla_gallring", dag="2024-03-01")
    assert "inte systemspecialisten" in listad().avvisas("K3.8", SS, NAR, "underteckna_gallring")
    for roll in (Roll.KARRIARVAGLEDARE, Roll.EKONOM):
        ny.avvisas("K3.8", Aktor(roll, "x1"), NAR, "foresla_gallring", dag="2024-03-01")
        assert not GALLRING.far_se(listad().lage, Aktor(roll, "x1"))
