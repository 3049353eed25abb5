"""K3.7, K4.6, K13.3, K13.9: role by role, which lines there are for whom, and what of a line is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.lasratt import Textslag
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.insats.bevakningsklocka import BevakningOppnad
from domain.kapitel.dialog.onskemal import OnskemalBesvarat, OnskemalFramfort
from domain.kapitel.dialog.trad import MeddelandeSkrivet, TradStangd
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.liv.avskrivning import AvskrivningForeslagen, BevakningAvskriven
from domain.liv.insyn import DOLD_ORSAK, far_se_texter, post_for, ser_bevakning, ser_post, slag_av, synliga, textslag
from domain.liv.rattelse import UppgiftRattad
from domain.skeende.handelse import Handelse
from domain.skeende.journal import KommandoAvvisat, Post
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, tid

NU = tid("2024-04-10")
KVR, AL, A, SS = Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.ANORDNARE, Roll.SOCIALSEKRETERARE
KUND, SYS, EK = Roll.KUND, Roll.SYSTEM, Roll.EKONOM
HISTORIKEN = {KVR, AL, A, EK, SYS}


def rad(h: Handelse, av: Aktor = KV, sagt: Any = None) -> Post:
    return Post(7, NU, av, "k1", None, h, sagt)


def onskat(av: Roll) -> OnskemalFramfort:
    return OnskemalFramfort("byte_av_anordnare", d("2024-04-09"), av)


def oppnad(slag: str, avser: str | None) -> BevakningOppnad:
    return BevakningOppnad(slag, slag, avser, "K4.6", KVR, d("2024-04-17"))


def avvisat(verb: str) -> KommandoAvvisat:
    return KommandoAvvisat(verb, "K4.6", "nej")


@pytest.mark.krav("K3.7", "K4.6", "K13.2", "K13.9")
@pytest.mark.parametrize(
    ("post", "ser"),
    [
        (rad(onskat(KVR)), {KVR, AL, KUND, SYS}),
        (rad(onskat(A)), {KVR, AL, KUND, SYS, A}),
        (rad(OnskemalBesvarat("avslut", "avslag", framfort_av=A)), {KVR, AL, KUND, SYS, A}),
        (rad(OnskemalBesvarat("avslut", "avslag", framfort_av=KVR)), {KVR, AL, KUND, SYS}),
        (rad(OnskemalBesvarat("avslut", "avslag")), {KVR, AL, KUND, SYS}),
        (rad(MeddelandeSkrivet(1, 1, KVR, (KVR, AL))), {KVR, AL, SYS}),
        (rad(MeddelandeSkrivet(1, 1, A, (KVR, A))), {KVR, A, SYS}),
        (rad(TradStangd(1, (KVR, SS))), {KVR, SS, SYS}),
        (rad(avvisat("skriv_meddelande")), {KVR}),
        (rad(avvisat("skriv_meddelande"), ANORDNARE), {A}),
        (rad(avvisat("bemanna"), ANORDNARE), HISTORIKEN),
        (rad(avvisat("foresla_avslut")), {KVR, AL, SYS}),
        (rad(avvisat("finns_inte")), HISTORIKEN),
        (rad(UppgiftRattad(3, "bemanna", {}, {})), HISTORIKEN),
        (rad(UppgiftRattad(3, "foresla_avslut", {}, {})), {KVR, AL, SYS}),
        (rad(UppgiftRattad(3, "registrera_helhetsbedomning", {}, {})), {KVR, AL, SS, SYS}),
        (rad(oppnad("manadsrapport", "2024-03"), SYSTEMET), HISTORIKEN),
        (rad(oppnad("bemanning", None), SYSTEMET), HISTORIKEN),
        (rad(oppnad("svar", "anmalan-1"), SYSTEMET), HISTORIKEN),
        (rad(oppnad("svar", "intern-1-2"), SYSTEMET), HISTORIKEN - {A}),
        (rad(oppnad("svar", "onskemal-avslut-1"), SYSTEMET), HISTORIKEN - {A}),
        (rad(oppnad("svar", "attest-avslut-1"), SYSTEMET), {KVR, AL, SYS}),
        (rad(AvskrivningForeslagen("svar:intern-1-2", "svar", "intern-1-2", "K4.6", "kv1")), HISTORIKEN - {A}),
        (rad(BevakningAvskriven("manadsrapport:2024-03", "manadsrapport", "2024-03", "K8.1")), HISTORIKEN),
    ],
    ids=lambda v: getattr(getattr(v, "handelse", None), "slag", "") if isinstance(v, Post) else "",
)
def test_a_line_is_there_for_those_whom_its_kind_is_for_and_for_no_other(post: Post, ser: set[Roll]) -> None:
    assert {r for r in Roll if ser_post(Aktor(r, "x", "A"), post)} == ser
    assert [synliga(Aktor(r, "x", "A"), [post], dold=False) for r in Roll] == [[post] if r in ser else [] for r in Roll]


@pytest.mark.krav("K3.7", "K4.6", "K13.9")
@pytest.mark.parametrize(
    ("slag", "avser", "ser"),
    [
        ("svar", "onskemal-avslut-1", set(Roll) - {A}),
        ("svar", "intern-1-2", set(Roll) - {A, KUND}),
        ("svar", "trad-1-2", set(Roll) - {KUND}),
        ("svar", "attest-avslut-1", {KVR, AL, SYS}),
        ("svar", None, set(Roll) - {KUND}),
        ("manadsrapport", "intern-1-2", set(Roll) - {KUND}),  # only an answer is named by what it answers
        ("manadsrapport", "attest-1", set(Roll) - {KUND}),
        ("manadsrapport", "onskemal-1", set(Roll) - {KUND}),
    ],
)
def test_what_waits_for_an_answer_is_there_for_those_who_know_of_the_question(
    slag: str, avser: str | None, ser: set[Roll]
) -> None:
    assert {r for r in Roll if ser_bevakning(Aktor(r, "x", "A"), slag, avser)} == ser


@pytest.mark.krav("K3.7")
def test_a_line_is_of_the_kind_of_what_it_corrects_or_refuses() -> None:
    assert textslag("registrera_helhetsbedomning") is Textslag.HELHETSBEDOMNING
    assert textslag("finns_inte") is Textslag.ARENDE
    assert slag_av(UppgiftRattad(3, "framfor_onskemal", {}, None)) is Textslag.ONSKEMAL
    assert slag_av(UppgiftRattad(3, "finns_inte", {}, None)) is Textslag.ARENDE
    assert slag_av(avvisat("skriv_meddelande")) is Textslag.MEDDELANDE
    assert slag_av(onskat(KVR)) is Textslag.ONSKEMAL


BESLUT = AvslutBeslutat(
    "oforutsedd_handelse", d("2024-04-30"), "avbruten", d("2024-04-09"), True, orsak_dold=True, beslutad_av="kv1",
    natt_mal="stegforflyttning", steg_till="AMI2", forsorjning="arbete",
)  # type: ignore[arg-type] # fmt: skip
SAGT = {"kommando": "besluta_avslut", "orsak": "oforutsedd_handelse"}


@pytest.mark.krav("K13.3", "K3.7")
@pytest.mark.parametrize(
    ("orsak", "i_raden", "i_arendet", "doljs"),
    [
        ("oforutsedd_handelse", True, False, True),
        ("oforutsedd_handelse", False, True, True),
        ("oforutsedd_handelse", False, False, False),
        ("flytt", False, True, False),
    ],
)
def test_all_that_tells_a_hidden_reason_is_left_out_for_the_anordnare_and_for_nobody_else(
    orsak: Any, i_raden: bool, i_arendet: bool, doljs: bool
) -> None:
    post = rad(replace(BESLUT, orsak=orsak, orsak_dold=i_raden), sagt=SAGT)
    dold: Any = DOLD_ORSAK
    ovisst: Any = None
    utan = replace(
        BESLUT, orsak=dold, orsak_dold=i_raden, samtal_datum=None, mal_uppnatt=ovisst, natt_mal=None, steg_till=None,
        forsorjning=None,
    )  # fmt: skip
    vantat = replace(post, sagt=None, handelse=utan) if doljs else post
    assert post_for(ANORDNARE, post, dold=i_arendet) == vantat
    assert synliga(ANORDNARE, [post], dold=i_arendet) == [vantat]
    for roll in set(Roll) - {A}:
        assert post_for(Aktor(roll, "x"), post, dold=i_arendet) == post


@pytest.mark.krav("K13.3", "K0.7")
def test_of_a_corrected_decision_neither_side_is_told_the_anordnare() -> None:
    rattad = UppgiftRattad(3, "besluta_avslut", SAGT, SAGT | {"orsak": "flytt"}, KVR, 10, ("ett underlag",))
    post = rad(rattad, sagt=SAGT)
    assert post_for(ANORDNARE, post) == replace(post, sagt=None, handelse=replace(rattad, fore={}, efter={}))
    assert post_for(KV, post) == post
    annan = rad(replace(rattad, vad="foresla_avslut"), sagt=SAGT)
    assert post_for(ANORDNARE, annan) == annan


@pytest.mark.krav("K5.6", "K3.7")
def test_what_the_decision_of_day_1_rests_on_is_the_municipalitys_own() -> None:
    post = Spel.aktualiserat().poster[0]
    assert post.handelse.grund is not None  # type: ignore[attr-defined]
    utan = replace(post, handelse=replace(post.handelse, grund=None))  # type: ignore[call-arg]
    sedda = {r: post_for(Aktor(r, "x", "A"), post) for r in Roll}
    assert {r for r, p in sedda.items() if p == post} == {KVR, AL}
    assert {r for r, p in sedda.items() if p == utan} == set(Roll) - {KVR, AL}


@pytest.mark.krav("K3.7", "K4.6")
@pytest.mark.parametrize(
    ("slag", "roller"),
    [
        (Textslag.ARENDE, {KVR, AL, A}),
        (Textslag.BESLUTSGRUND, {KVR, AL}),
        (Textslag.AVVIKELSE, {KVR, AL, A}),
        (Textslag.SIGNERING, {KVR, AL}),
    ],
)
def test_texts_are_read_by_those_who_see_the_case_and_whom_they_are_for(slag: Textslag, roller: set[Roll]) -> None:
    assert {r for r in Roll if far_se_texter(Aktor(r, "x", "A"), "A", slag)} == roller
    assert not far_se_texter(Aktor(A, "x", "B"), "A", slag)
