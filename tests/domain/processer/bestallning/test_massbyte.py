"""§5.1, §13.2: all of one's cases moved by one order – what is to be done, and what it came to (K5.1, K13.4)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.bestallning.massbyte import MASSBYTE, MassbyteBestallt, MassbyteKlart
from domain.processer.process import Effekt, Processrad
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import d

KV = Aktor(Roll.KARRIARVAGLEDARE, "kv9")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
NAR = "2024-03-01T09:00"
BYT_KV: dict[str, Any] = {"fran": "kv1", "till": "kv2"}
BYT_ANORDNARE: dict[str, Any] = {"fran": "A", "till": "B", "avslutsdatum": "2024-04-30", "samtal_datum": "2024-03-01"}


def nytt() -> Processpel:
    return Processpel(MASSBYTE, "massbyte-1")


def byt_kv(av: Aktor = AL) -> Processpel:
    return nytt().sag(av, NAR, "byt_alla_karriarvagledare", **BYT_KV)


def byt_anordnare() -> Processpel:
    return nytt().sag(KV, NAR, "byt_alla_anordnare", **BYT_ANORDNARE)


def klart(fall: Processpel, flyttade: int, *avvisade: tuple[str, str], antal: int | None = None) -> Processpel:
    antal = len(avvisade) if antal is None else antal
    return fall.sag(
        SYSTEMET, "2024-03-01T10:00", "registrera_flytt", flyttade=flyttade, avvisade=avvisade, antal_avvisade=antal
    )


@pytest.mark.krav("K5.1")
def test_an_order_to_change_karriarvagledare_is_carried_out_until_it_has_come_to_something() -> None:
    fall = byt_kv()
    assert [p.handelse for p in fall.poster] == [MassbyteBestallt("karriarvagledare", "kv1", "kv2", "arbetsledare:al1")]
    argument = {
        "sort": "karriarvagledare", "fran": "kv1", "till": "kv2", "av": "arbetsledare:al1",
        "avslutsdatum": None, "samtal_datum": None,
    }  # fmt: skip
    effekt = Effekt("flytta", "flytta_arenden", argument, "flyttar ärenden från kv1 till kv2")
    assert (list(MASSBYTE.effekter(fall.lage)), MASSBYTE.klar(fall.lage)) == ([effekt], False)
    klart(fall, 3)
    assert (list(MASSBYTE.effekter(fall.lage)), MASSBYTE.klar(fall.lage)) == ([], True)


@pytest.mark.krav("K13.4")
def test_an_order_to_change_anordnare_has_the_last_day_and_the_day_of_the_talk() -> None:
    fall = byt_anordnare()
    dagar = (d("2024-04-30"), d("2024-03-01"))
    assert fall.lage.order == MassbyteBestallt("anordnare", "A", "B", "karriarvagledare:kv9", *dagar)
    (effekt,) = MASSBYTE.effekter(fall.lage)
    assert effekt.argument == {
        "sort": "anordnare", "fran": "A", "till": "B", "av": "karriarvagledare:kv9",
        "avslutsdatum": "2024-04-30", "samtal_datum": "2024-03-01",
    }  # fmt: skip
    assert effekt.sammanfattning == "flyttar ärenden från A till B"


def test_nothing_is_carried_out_before_there_is_an_order() -> None:
    assert list(MASSBYTE.effekter(MASSBYTE.borjan("massbyte-1"))) == []


@pytest.mark.krav("K13.4", "K0.6", sort="gräns")
@pytest.mark.parametrize(("samtal", "gar"), [("2024-02-29", True), ("2024-03-01", True), ("2024-03-02", False)])
def test_the_talk_has_been_held_when_the_change_is_ordered(samtal: str, gar: bool) -> None:
    fakta = BYT_ANORDNARE | {"samtal_datum": samtal}
    if gar:
        assert nytt().sag(KV, NAR, "byt_alla_anordnare", **fakta).lage.order.samtal_datum == d(samtal)
    else:
        svar = nytt().avvisas("K0.6", KV, NAR, "byt_alla_anordnare", **fakta)
        assert svar == "samtal_datum: ligger i framtiden (K0.6)"


BARA_KV = "av: det här gör karriärvägledaren, inte arbetsledaren (K13.4, §13.2)"


@pytest.mark.krav("K5.1", "K13.4", sort="avslag")
@pytest.mark.parametrize(
    ("av", "verb", "fakta", "svar"),
    [
        (AL, "byt_alla_karriarvagledare", BYT_KV | {"till": "kv1"}, "till: bytet ändrar ingenting (K5.1, §5.1)"),
        (KV, "byt_alla_anordnare", BYT_ANORDNARE | {"till": "A"}, "till: bytet ändrar ingenting (K13.4, §13.2)"),
        (AL, "byt_alla_anordnare", BYT_ANORDNARE, BARA_KV),
    ],
)
def test_what_cannot_be_ordered_is_refused(av: Aktor, verb: str, fakta: dict[str, Any], svar: str) -> None:
    assert nytt().avvisas(svar.rpartition("(")[2].partition(",")[0], av, NAR, verb, **fakta) == svar


@pytest.mark.krav("K5.1", "K13.4", sort="avslag")
def test_an_order_is_given_once() -> None:
    svar = byt_kv().avvisas("K5.1", AL, NAR, "byt_alla_karriarvagledare", fran="kv1", till="kv3")
    assert svar == "kommando: massbytet är redan beställt (K5.1, §5.1)"
    svar = byt_kv().avvisas("K13.4", KV, NAR, "byt_alla_anordnare", **BYT_ANORDNARE)
    assert svar == "kommando: massbytet är redan beställt (K13.4, §13.2)"


@pytest.mark.krav("K5.1", sort="gräns")
@pytest.mark.parametrize(("antal", "visas"), [(0, 0), (199, 199), (200, 200), (201, 200)])
def test_two_hundred_refusals_are_kept_with_the_order_and_all_are_counted(antal: int, visas: int) -> None:
    avvisade = tuple((f"in-{n}", "skyddad kund") for n in range(antal))
    fall = klart(byt_kv(), 7, *avvisade)
    assert fall.lage.utfall == MassbyteKlart(7, avvisade[:visas], antal)


@pytest.mark.krav("K5.1", "K13.4")
@pytest.mark.parametrize(
    ("fall", "till", "avvisade", "regel", "rubrik"),
    [
        (byt_kv, ("arbetsledare", "al1"), 0, "K5.1", "Massbytet från kv1 till kv2 är klart: 12 flyttade (K5.1)"),
        (
            byt_anordnare,
            ("karriarvagledare", "kv9"),
            3,
            "K13.4",
            "Massbytet från A till B är klart: 12 flyttade, 3 kunde inte flyttas (K13.4)",
        ),
    ],
)
def test_the_one_who_ordered_it_is_told_what_it_came_to_and_nobody_else(
    fall: Any, till: tuple[str, str], avvisade: int, regel: str, rubrik: str
) -> None:
    spel = fall()
    assert spel.meddelanden == []
    klart(spel, 12, antal=avvisade)
    assert [(m.till, m.part, m.regel, m.rubrik) for m in spel.meddelanden] == [(*till, regel, rubrik)]


@pytest.mark.krav("K5.1")
def test_an_order_is_listed_by_what_it_moves_and_in_the_end_by_what_it_came_to() -> None:
    fall = byt_kv()
    data = {"fran": "kv1", "till": "kv2", "sort": "karriarvagledare"}
    rubrik = "Ärenden från kv1 till kv2"
    assert MASSBYTE.rad(fall.lage) == Processrad("pagar", None, None, rubrik, data)
    klart(fall, 12, antal=3)
    assert MASSBYTE.rad(fall.lage) == Processrad(
        "klart", None, None, rubrik, data | {"flyttade": "12", "avvisade": "3"}
    )


@pytest.mark.krav("K5.1", "K3.3")
def test_an_order_is_seen_by_those_who_lead_the_work_and_by_no_anordnare() -> None:
    lage = byt_kv().lage
    ser = {r for r in Roll if MASSBYTE.far_se(lage, Aktor(r, "x", "A" if r is Roll.ANORDNARE else None))}
    assert ser == {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.SYSTEM}


@pytest.mark.krav("K5.1")
def test_the_order_tells_how_many_kunder_of_the_register_moved_and_reads_an_id_in_any_case() -> None:
    fall = nytt().sag(AL, NAR, "byt_alla_karriarvagledare", fran="KV1", till="Kv2")
    assert (fall.lage.order.fran, fall.lage.order.till) == ("kv1", "kv2")
    fall.sag(SYSTEMET, "2024-03-01T10:00", "registrera_flytt", flyttade=3, avvisade=(), antal_avvisade=0, kunder=2)
    assert fall.lage.utfall.kunder == 2
    assert MASSBYTE.rad(fall.lage).data["kunder"] == "2"
    text = "Massbytet från kv1 till kv2 är klart: 3 flyttade, 2 kunder i registret med (K5.1)"
    assert [m.rubrik for m in fall.meddelanden] == [text]
    en = byt_kv()
    en.sag(SYSTEMET, "2024-03-01T10:00", "registrera_flytt", flyttade=3, avvisade=(), antal_avvisade=0, kunder=1)
    assert [m.rubrik for m in en.meddelanden] == [text.replace("2 kunder", "1 kund")]
    assert "kunder" not in MASSBYTE.rad(klart(byt_kv(), 3).lage).data
