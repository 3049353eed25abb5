"""What is noted of a write-off that is proposed, decided or refused, and how the log tells it (K0.8, K13.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Avskrivning, Avskrivningsforslag, Oppnad, Upphord
from domain.insats.insats import med
from domain.insats.tradar import Attestfraga
from domain.liv.avskrivning import (
    KAPITEL,
    AvskrivningAvslagen,
    AvskrivningForeslagen,
    BevakningAvskriven,
    InsatsSlutford,
)
from domain.liv.kommandon import las_kommando
from domain.liv.lagesbild import bevakningsrader, insatsrad, lagesbild, utbetalningsrader
from domain.skeende.handelse import Fall
from domain.skeende.mening import Mening
from tests.verktyg.spel import ARBETSLEDARE, KV, Spel, tid

NU, DA = tid("2024-04-22"), tid("2024-04-20")
RAPPORT = ("manadsrapport:2024-03", "manadsrapport", "2024-03", "K8.1")
PLAN = ("genomforandeplan", "genomforandeplan", None, "K7.3")
GRUND = Spel.pagaende().till("2024-04-22T12:00").insats
FRAGA = Attestfraga("avskrivning-9-manadsrapport-2024-03", DA, 5, galler=RAPPORT[0])
ANNAN = Attestfraga("avskrivning-8-genomforandeplan", DA, 5, galler=PLAN[0])
FORSLAG = {RAPPORT[0]: Avskrivningsforslag(9, DA, "kv2"), PLAN[0]: Avskrivningsforslag(8, DA, "kv2")}
FORESLAGET = med(GRUND, avskrivningsforslag=FORSLAG, attestfragor=(ANNAN, FRAGA))


def vik(h: Any, i: Any = FORESLAGET) -> Any:
    foljd: Any = KAPITEL.foljder[type(h)].vik
    return foljd(i, h, NU)


@pytest.mark.krav("K13.7", "K4.6")
def test_a_proposal_is_noted_with_who_made_it_and_waits_for_its_answer_by_a_name_of_its_own() -> None:
    nr = GRUND.nr + 1
    forslag = {RAPPORT[0]: Avskrivningsforslag(nr, NU, "kv1")}
    fraga = Attestfraga(f"avskrivning-{nr}-manadsrapport-2024-03", NU, 5, galler=RAPPORT[0])
    fore = med(GRUND, attestfragor=(ANNAN,))
    assert vik(AvskrivningForeslagen(*RAPPORT, "kv1"), fore) == med(
        fore, avskrivningsforslag=forslag, attestfragor=(ANNAN, fraga)
    )


@pytest.mark.krav("K13.7", "K0.9")
@pytest.mark.parametrize(("tillbaka", "tva"), [(False, False), (True, True)])
def test_what_is_written_off_is_noted_by_its_line_and_its_proposal_is_gone(tillbaka: bool, tva: bool) -> None:
    efter = vik(BevakningAvskriven(*RAPPORT, tillbaka, tva))
    fraga = replace(FRAGA, besvarad=NU) if tva else replace(FRAGA, forfallen=True)
    assert efter == med(
        FORESLAGET, avskrivna={RAPPORT[0]: NU}, avskrivningsforslag={PLAN[0]: FORSLAG[PLAN[0]]},
        avskrivningar={RAPPORT[0]: Avskrivning(FORESLAGET.nr + 1, tillbaka, tva)}, attestfragor=(ANNAN, fraga),
    )  # fmt: skip


@pytest.mark.krav("K13.7")
def test_a_refusal_answers_its_own_proposal_and_leaves_the_other_waiting() -> None:
    efter = vik(AvskrivningAvslagen(*RAPPORT))
    kvar = {PLAN[0]: FORSLAG[PLAN[0]]}
    assert efter == med(FORESLAGET, avskrivningsforslag=kvar, attestfragor=(ANNAN, replace(FRAGA, besvarad=NU)))
    assert vik(InsatsSlutford()) == med(FORESLAGET, slutford=NU)


@pytest.mark.krav("K0.8", "K13.7")
@pytest.mark.parametrize(
    ("h", "mening"),
    [
        (BevakningAvskriven(*RAPPORT), Mening("Avskriven: månadsrapport 2024-03", "K8.1", "sen")),
        (BevakningAvskriven(*PLAN), Mening("Avskriven: genomförandeplan", "K7.3", "sen")),
        (
            AvskrivningForeslagen(*RAPPORT, "kv1"),
            Mening("Avskrivning är föreslagen: månadsrapport 2024-03", "K13.7", "sen"),
        ),
        (AvskrivningAvslagen(*RAPPORT), Mening("Avskrivningen är avslagen: månadsrapport 2024-03", "K13.7")),
        (InsatsSlutford(), Mening("Ärendet är slutfört: inget väntas, allt är betalt eller avskrivet", "K13.7", "god")),
    ],
)
def test_each_is_told_in_the_log_by_what_it_is_of(h: Any, mening: Mening) -> None:
    assert KAPITEL.foljder[type(h)].mening(h) == mening


def beslut(verb: str, i: Any, av: Aktor, slag: str = "manadsrapport", avser: str | None = "2024-03", **mer: Any) -> Any:
    k = las_kommando({"kommando": verb, "slag": slag, "motivering": "x", **({"avser": avser} if avser else {}), **mer})
    return list(KAPITEL.beslut[type(k)](i, k, Fall(NU, av)))


@pytest.mark.krav("K0.8", "K13.7")
def test_what_costs_pay_is_proposed_and_what_does_not_is_written_off_at_once() -> None:
    assert beslut("avskriv", GRUND, KV) == [AvskrivningForeslagen(*RAPPORT, "kv1")]
    assert beslut("avskriv", GRUND, KV, *PLAN[1:3]) == [BevakningAvskriven(*PLAN)]
    assert beslut("besluta_avskrivning", FORESLAGET, ARBETSLEDARE) == [BevakningAvskriven(*RAPPORT, attesterad=True)]
    nej = beslut("besluta_avskrivning", FORESLAGET, ARBETSLEDARE, beslut="avsla")
    assert nej == [AvskrivningAvslagen(*RAPPORT)]
    nej = beslut("besluta_avskrivning", FORESLAGET, ARBETSLEDARE, *PLAN[1:3], beslut="avsla")
    assert nej == [AvskrivningAvslagen(*PLAN)]


OPPEN = Oppnad(DA, "genomforandeplan", None, "K7.3", Roll.ANORDNARE, GRUND.oppnade[PLAN[0]].frist)


@pytest.mark.krav("K0.8", "K13.7", sort="avslag")
@pytest.mark.parametrize(
    ("verb", "fakta", "av", "vad", "sagt"),
    [
        ("avskriv", {"avskrivna": {PLAN[0]: DA}}, KV, PLAN, "slag: bevakningen är redan avskriven (K0.8)"),
        (
            "avskriv", {"oppnade": {}}, KV, RAPPORT,
            "slag: det finns ingen öppen bevakning månadsrapport 2024-03 (K0.8)",
        ),
        ("avskriv", {}, KV, ("", "finns_inte", None), "slag: det finns ingen öppen bevakning finns_inte (K0.8)"),
        (
            "avskriv", {"passerade": {}, "oppnade": {PLAN[0]: OPPEN}}, KV, PLAN,
            "slag: bara en bevakning vars frist har passerat kan skrivas av (K0.8)",
        ),
        (
            "avskriv", {"upphorda": {PLAN[0]: Upphord(DA, "x")}}, KV, PLAN,
            "slag: bara en bevakning som fortfarande är öppen kan skrivas av (K0.8)",
        ),
        (
            "avskriv", {"avskrivningsforslag": FORSLAG}, KV, RAPPORT,
            "slag: avskrivningen är redan föreslagen och väntar på arbetsledaren (K13.7, §13)",
        ),
        (
            "besluta_avskrivning", {}, ARBETSLEDARE, RAPPORT,
            "slag: ingen avskrivning av månadsrapport 2024-03 är föreslagen (K13.7, §13)",
        ),
        (
            "besluta_avskrivning", {"avskrivningsforslag": FORSLAG}, Aktor(Roll.ARBETSLEDARE, "KV2"), RAPPORT,
            "av: den som har föreslagit avskrivningen beslutar inte om den (K13.7, §13)",
        ),
        (
            "besluta_avskrivning", {"avskrivningsforslag": FORSLAG}, ARBETSLEDARE, PLAN,
            "slag: det som skulle skrivas av har kommit in (K13.7, §13)",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_written_off_is_refused_with_why(verb: str, fakta: Any, av: Aktor, vad: Any, sagt: str) -> None:
    with pytest.raises(Avvisning) as nej:
        beslut(verb, med(GRUND, **fakta), av, *vad[1:3])
    assert str(nej.value) == sagt


def test_the_whole_picture_is_the_rows_under_the_case_by_their_keys_and_its_own() -> None:
    i = Spel.pagaende("AMI1", start="2024-03-11").hel_manad("2024-03").till("2024-05-01").insats
    bild = lagesbild(i)
    assert list(bild.bevakningar.values()) == bevakningsrader(i) and set(bild.bevakningar) > {"bemanning"}
    assert list(bild.utbetalningar.values()) == utbetalningsrader(i)
    assert list(bild.utbetalningar) == ["manad:2024-03", "manad:2024-04"]
    assert bild.insats == insatsrad(i)
