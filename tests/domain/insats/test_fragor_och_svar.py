"""What waits for an answer in a case, and what an answer leaves waiting: value by value (K4.6, K13.1, K13.2, K13.9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import med
from domain.insats.rutin import prova_behorighet
from domain.insats.tradar import (
    Attestfraga,
    Forslag,
    Fraga,
    Onskemal,
    Trad,
    besvarade_attester,
    forfallna_attester,
)
from domain.insats.uppgifter import Avslutsbeslut, Granskning, Omgang
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import Fall
from tests.verktyg.spel import ANORDNARE, KUNDER, KV, Spel, d, tid

NU, FORR, DA = tid("2024-04-10"), tid("2024-04-03"), tid("2024-04-01")
KVR, AL, A = Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.ANORDNARE
FALLET = Spel.pagaende()
GRUND = FALLET.insats


# Questions in a thread


@pytest.mark.krav("K4.6")
def test_a_question_is_answered_when_whoever_was_asked_has_written_and_only_once() -> None:
    till_kv, till_a = Fraga(1, DA, A, KVR, 5), Fraga(2, DA, KVR, A, 5)
    svarad = Fraga(3, DA, A, KVR, 5, besvarad=FORR)
    trad = Trad((KVR, A), meddelanden=3, fragor=(till_kv, till_a, svarad))
    assert trad.obesvarade() == (till_kv, till_a)
    efter = trad.besvarad_av(KVR, NU)
    assert efter == replace(trad, fragor=(replace(till_kv, besvarad=NU), till_a, svarad))
    assert trad.besvarad_av(AL, NU) == trad


# What two decide


@pytest.mark.krav("K13.2", "K13.7")
def test_a_decision_is_of_what_waits_of_its_own_kind_and_leaves_the_rest() -> None:
    slut, rapport = Attestfraga("avslut-1", DA, 5), Attestfraga("avskrivning-2", DA, 5, galler="manadsrapport:2024-03")
    plan = Attestfraga("avskrivning-3", DA, 5, galler="genomforandeplan")
    svarad, borta = replace(slut, namn="a", besvarad=FORR), replace(slut, namn="b", forfallen=True)
    alla = (slut, rapport, plan, svarad, borta)
    assert [f.vantar for f in alla] == [True, True, True, False, False]
    assert besvarade_attester(alla, NU) == (replace(slut, besvarad=NU), *alla[1:])
    assert besvarade_attester(alla, NU, "manadsrapport:2024-03") == (slut, replace(rapport, besvarad=NU), *alla[2:])
    assert forfallna_attester(alla) == (replace(slut, forfallen=True), *alla[1:])
    assert forfallna_attester(alla, "genomforandeplan") == (*alla[:2], replace(plan, forfallen=True), svarad, borta)


# Proposals and wishes


@pytest.mark.krav("K13.1", "K4.6")
def test_proposals_that_are_decided_are_kept_as_answered_and_those_of_other_sorts_wait() -> None:
    gammalt, avslut, annan = Forslag(DA, namn="g", besvarad=DA), Forslag(FORR, namn="a"), Forslag(FORR, namn="b")
    i = med(GRUND, forslag={"avslut": avslut, "annan_insats": annan}, svarade_forslag=(gammalt,))
    assert i.med_svar(NU, "avslut", "forlangning") == {
        "forslag": {"annan_insats": annan}, "svarade_forslag": (gammalt, replace(avslut, besvarad=NU)),
    }  # fmt: skip
    assert i.med_svar(NU) == {"forslag": dict(i.forslag), "svarade_forslag": (gammalt,)}


@pytest.mark.krav("K13.9")
def test_a_wish_is_answered_by_what_it_asks_for_and_waits_again_when_that_is_revoked() -> None:
    avslut, byte = Onskemal(DA, "avslut", d("2024-04-01")), Onskemal(DA, "byte_av_anordnare", d("2024-04-01"))
    svarat = Onskemal(DA, "avslut", d("2024-03-01"), besvarad=FORR, hur="avslag")
    i = med(GRUND, onskemal=(svarat, avslut, byte))
    assert (i.onskemalet("avslut"), i.onskemalet("byte_av_anordnare")) == (avslut, byte)
    assert i.onskemalet("trepartssamtal") is None
    foljt = replace(avslut, besvarad=NU, hur="foljt")
    assert i.med_besvarade_onskemal(NU, "avslut") == (svarat, foljt, byte)
    assert i.med_besvarade_onskemal(NU, "avslut", hur="avslag") == (svarat, replace(foljt, hur="avslag"), byte)
    efter = med(i, onskemal=(svarat, foljt, replace(byte, besvarad=NU, hur="avslag")), senast=NU)
    assert efter.nyss_foljda_onskemal() == (foljt,)
    assert med(efter, senast=tid("2024-04-11")).nyss_foljda_onskemal() == ()
    beslutat = med(efter, avslutsbeslut=Avslutsbeslut(NU, d("2024-04-30"), "flytt", "avbruten"))
    assert beslutat.onskemal_som_vantar_igen() == (svarat, avslut, byte)
    fore = med(efter, avslutsbeslut=Avslutsbeslut(DA, d("2024-04-30"), "flytt", "avbruten"))
    assert fore.onskemal_som_vantar_igen() == efter.onskemal
    assert med(i, avslutsbeslut=None).onskemal_som_vantar_igen() == (svarat, avslut, byte)


@pytest.mark.krav("K13.9")
@pytest.mark.parametrize(
    ("av", "aven", "kant"), [(A, False, True), (KVR, False, False), (KVR, True, True), (None, False, False)]
)
def test_the_anordnare_knows_of_a_wish_that_it_has_registered(av: Roll | None, aven: bool, kant: bool) -> None:
    assert Onskemal(DA, "avslut", d("2024-04-01"), av=av, aven_anordnaren=aven).kant_av_anordnaren is kant


# What is handed in in rounds


@pytest.mark.krav("K7.4", "K8.2")
@pytest.mark.parametrize(
    ("svaren", "godkand", "granskad"),
    [
        ((), None, None),
        ((False,), None, FORR),
        ((True,), FORR, FORR),
        ((False, True), NU, FORR),
        ((True, False), None, FORR),
    ],
)
def test_what_is_handed_in_is_approved_by_its_last_review_and_was_reviewed_at_its_first(
    svaren: tuple[bool, ...], godkand: Any, granskad: Any
) -> None:
    granskningar = tuple(Granskning(t, ja) for t, ja in zip((FORR, NU), svaren, strict=False))
    o = Omgang((DA, FORR), granskningar)
    assert (o.inlamnad, o.versioner, o.godkand, o.granskad) == (DA, 2, godkand, granskad)


# Who may say what, and when


@pytest.mark.krav("K6.2", "K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("av", "verb", "fakta", "sagt"),
    [
        (KV, "bemanna", {"handlaggare": "H1"}, "av: det här gör anordnaren, inte karriärvägledaren (K6.2, §6.2)"),
        (
            Aktor(A, "b1", "B"), "bemanna", {"handlaggare": "H1"},
            "av: ärendet ligger hos en annan anordnare (K6.2, §6.2)",
        ),
        (
            Aktor(Roll.KUND, "annan"), "framfor_onskemal", {"sort": "avslut", "text": "x"},
            "av: ärendet finns inte, eller är inte ditt (K13.9, §13.2)",
        ),
        (ANORDNARE, "bemanna", {"handlaggare": "H1"}, None),
        (Aktor(Roll.KUND, "KUND"), "framfor_onskemal", {"sort": "avslut", "text": "x"}, None),
    ],
)  # fmt: skip
def test_a_kommando_is_for_its_roles_in_their_own_cases(av: Aktor, verb: str, fakta: Any, sagt: str | None) -> None:
    k = las_kommando({"kommando": verb, **fakta})
    if sagt is None:
        return prova_behorighet(GRUND, k, Fall(NU, av))
    with pytest.raises(Avvisning) as nej:
        prova_behorighet(GRUND, k, Fall(NU, av))
    assert str(nej.value) == sagt
    return None


@pytest.mark.krav("K6.1", "K6.3", sort="avslag")
@pytest.mark.parametrize(
    ("lage", "ord_"),
    [
        ({"uppdrag": None, "bemanningar": ()}, "aktualiserad men inte bemannad"),
        ({"uppdrag": None}, "bemannad men utan uppdrag"),
        ({}, None),
        ({"avslutad": NU}, "avslutad"),
        ({"avslutad": NU, "slutford": NU}, "slutförd"),
    ],
)
def test_what_cannot_be_done_now_is_refused_with_where_the_case_stands(lage: Any, ord_: str | None) -> None:
    k = las_kommando({"kommando": "foresla", "sort": "annan_insats", "motivering": "x"})
    i = med(GRUND, **lage)
    assert ("foresla" in rutin.mojliga(i, A)) is (ord_ is None)
    if ord_ is not None:
        with pytest.raises(Avvisning) as nej:
            rutin.besluta(i, k, Fall(NU, ANORDNARE))
        assert (nej.value.text, nej.value.falt) == (f"kan inte göras när insatsen är {ord_}", "kommando")


@pytest.mark.krav("K6.1", sort="avslag")
def test_a_case_is_not_begun_twice_and_what_begins_one_is_no_choice_in_it() -> None:
    k = las_kommando({"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"]})
    with pytest.raises(Avvisning) as nej:
        rutin.besluta(GRUND, k, Fall(NU, KV))
    assert str(nej.value) == "kommando: ärendet arende-1 är redan aktualiserat (K6.1, §6.1)"
    mojliga = {roll: rutin.mojliga(GRUND, roll) for roll in Roll}
    assert all("aktualisera" not in verben for verben in mojliga.values())
    assert "lagg_in_uppdrag" not in mojliga[KVR] and "justera_uppdrag" in mojliga[KVR]
    assert "bemanna" in mojliga[A] and "bemanna" not in mojliga[KVR]
