"""K0.7, K0.10, K13.2: who is told of a correction and in which words, and who knows that there is something to put
right."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Rattelseforslag, Sagt
from domain.insats.insats import med
from domain.insats.tradar import Attestfraga
from domain.insats.uppgifter import Avslutsbeslut
from domain.liv import rattelse
from domain.liv.rattelse import RattelseAvslagen, RattelseForeslagen, UppgiftRattad
from domain.skeende.handelse import Fall
from domain.skeende.mening import Mening
from tests.verktyg.spel import Spel, d, tid

KVR, AL, A, SS = Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.ANORDNARE, Roll.SOCIALSEKRETERARE
NU = tid("2024-04-10")
AKTUALISERAT = Spel.aktualiserat().insats


def brev(h: UppgiftRattad, i: Any = AKTUALISERAT) -> list[tuple[Roll, str, str]]:
    return [(b.till, b.regel, b.rubrik) for b in rattelse.brev(i, h)]


@pytest.mark.krav("K0.7", "K0.10", "K3.7")
@pytest.mark.parametrize(
    ("vad", "ord_", "sagd_av", "till"),
    [
        ("bemanna", "bemanna", A, [KVR, A]),
        ("bemanna", "bemanna", None, [KVR, A]),
        ("bemanna", "bemanna", Roll.SYSTEM, [KVR, A]),
        ("besluta_forlangning", "besluta förlängning", AL, [KVR, A, AL]),
        ("framfor_onskemal", "framför önskemål", Roll.KUND, [KVR, Roll.KUND]),
        ("framfor_onskemal", "framför önskemål", KVR, [KVR]),
        ("foresla_avslut", "föreslå avslut", KVR, [KVR]),
        ("registrera_helhetsbedomning", "registrera helhetsbedömning", SS, [KVR, SS]),
        ("bekrafta_helhetsbedomning", "bekräfta helhetsbedömning", KVR, [KVR, SS]),
    ],
)
@pytest.mark.parametrize(("efter", "hur"), [(None, "struken"), ({"a": 1}, "rättad")])
def test_both_sides_who_may_know_are_told_and_whoever_had_said_it_besides(
    vad: str, ord_: str, sagd_av: Roll | None, till: list[Roll], efter: Any, hur: str
) -> None:
    text = f"En registrerad uppgift är {hur}: {ord_} nr 3 (K0.7)"
    assert brev(UppgiftRattad(3, vad, {}, efter, sagd_av)) == [(roll, "K0.7", text) for roll in till]


@pytest.mark.krav("K0.7")
def test_what_is_left_without_an_object_is_told_to_both_sides_each_by_itself() -> None:
    h = UppgiftRattad(3, "bemanna", {}, {}, A, utan_foremal=("ett underlag", "en justering"))
    text = "Efter rättelsen har {} inget att avse; det ligger kvar (K0.7)".format
    over = [text("ett underlag"), text("en justering")]
    assert brev(h)[2:] == [(roll, "K0.7", o) for o in over for roll in (KVR, A)]


@pytest.mark.krav("K13.2", "K3.7")
@pytest.mark.parametrize("vad", ["foresla_avslut", "attestera_avslut", "besluta_avslut"])
def test_of_what_two_have_decided_the_anordnare_is_told_the_day_alone(vad: str) -> None:
    slut = Avslutsbeslut(NU, d("2024-04-30"), "flytt", "avbruten")
    text = "Beslutet om avslut är rättat: insatsen avslutas 2024-04-30 (§13, K13.2)"
    sagt = [b for b in brev(UppgiftRattad(3, vad, {}, {}, KVR), med(AKTUALISERAT, avslutsbeslut=slut)) if b[2] == text]
    assert sagt == ([] if vad == "besluta_avslut" else [(A, "K13.2", text)])
    assert text not in str(brev(UppgiftRattad(3, vad, {}, {}, KVR)))


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("fore", "efter", "text"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, ": b 3 (var 2)"),
        ({"a": 1}, {"b": True}, ": a inte angivet (var 1), b ja (var inte angivet)"),
        ({"a": [1, 2]}, {"a": ["x"]}, ": a x (var 1, 2)"),
        ({"a": False}, {"a": True}, ": a ja (var nej)"),
        ({"a": {"tecken": 1}}, {"a": {"tecken": 1}}, ""),
    ],
)
def test_each_field_that_is_otherwise_is_told_as_it_is_and_as_it_was(fore: Any, efter: Any, text: str) -> None:
    h = UppgiftRattad(3, "bemanna", fore, efter)
    assert rattelse.mening(h) == Mening(f"Rättad uppgift: Bemanna ärendet, rad 3{text}", "K0.7", "sen")
    forslag = RattelseForeslagen(3, "bemanna", fore, efter, "kv1")
    assert rattelse.mening_foreslagen(forslag) == Mening(
        f"Föreslagen rättelse: Bemanna ärendet, rad 3{text}", "K13.2", "sen"
    )


@pytest.mark.krav("K0.7")
def test_what_is_struck_is_told_by_its_line_alone() -> None:
    h = UppgiftRattad(3, "bemanna", {"a": 1}, None)
    assert rattelse.mening(h) == Mening("Struken uppgift: Bemanna ärendet, rad 3", "K0.7", "sen")


@pytest.mark.krav("K13.9", "K0.10", sort="gräns")
@pytest.mark.parametrize(
    ("verb", "sagd_av", "rattar", "dorr", "vet"),
    [
        ("framfor_onskemal", KVR, A, 9, False),
        ("framfor_onskemal", Roll.KUND, A, 9, False),
        ("framfor_onskemal", A, A, 9, True),
        ("framfor_onskemal", KVR, A, 8, True),
        ("framfor_onskemal", KVR, KVR, 9, True),
        ("framfor_onskemal", KVR, Roll.KUND, 9, True),
        ("bemanna", KVR, A, 9, True),
    ],
)
def test_an_anordnare_does_not_know_of_a_wish_that_another_has_registered(
    verb: str, sagd_av: Roll, rattar: Roll, dorr: int, vet: bool
) -> None:
    s = Sagt(3, NU, Aktor(sagd_av, "x", "A"), {"kommando": verb})
    assert rattelse.far_veta(s, Fall(NU, Aktor(rattar, "y", "A"), dorr=dorr)) is vet


@pytest.mark.krav("K13.2", "K4.6")
def test_a_correction_that_is_proposed_opens_the_case_and_takes_the_place_of_the_one_before() -> None:
    fore, efter = {"kommando": "besluta_avslut"}, {"kommando": "besluta_avslut", "orsak": "flytt"}
    gammal = Attestfraga("rattelse-2", tid("2024-04-01"), 5)
    annan = Attestfraga("avskrivning-3", tid("2024-04-01"), 5, galler="manadsrapport:2024-03")
    i = med(AKTUALISERAT, slutford=NU, attestfragor=(gammal, annan), nr=6)
    h = RattelseForeslagen(3, "besluta_avslut", fore, efter, "kv1")
    ny = rattelse.foreslogs(i, h, NU)
    forslag = Rattelseforslag(NU, "kv1", 3, "besluta_avslut", fore, efter)
    assert (ny.rattelseforslag, ny.slutford) == (forslag, None)
    borta = Attestfraga("rattelse-2", tid("2024-04-01"), 5, forfallen=True)
    assert ny.attestfragor == (borta, annan, Attestfraga("rattelse-7", NU, 5))
    nej = rattelse.avslogs(ny, RattelseAvslagen(3, "besluta_avslut"), tid("2024-04-11"))
    assert nej.rattelseforslag is None
    svarad = Attestfraga("rattelse-7", NU, 5, besvarad=tid("2024-04-11"))
    assert nej.attestfragor == (borta, annan, svarad)


@pytest.mark.krav("K13.2")
def test_a_proposed_correction_is_told_to_who_decides_and_a_no_to_who_proposed_it() -> None:
    forslag = RattelseForeslagen(3, "besluta_avslut", {}, {}, "kv1")
    assert [(b.till, b.regel, b.rubrik) for b in rattelse.brev_foreslagen(AKTUALISERAT, forslag)] == [
        (AL, "K13.2", "Förslag att ta ställning till: rättelse av avslutet, besluta avslut nr 3 (§13, K13.2)")
    ]
    nej = RattelseAvslagen(3, "besluta_avslut")
    assert [(b.till, b.regel, b.rubrik) for b in rattelse.brev_avslagen(AKTUALISERAT, nej)] == [
        (KVR, "K13.2", "Arbetsledaren har avslagit din rättelse av avslutet, besluta avslut nr 3 (§13, K13.2)")
    ]
