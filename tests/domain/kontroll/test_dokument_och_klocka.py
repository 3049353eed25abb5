"""The hunt, where documents are missing or the clock has not raised what was due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.kontroll.arende import granska
from domain.kontroll.fynd import Granser
from domain.liv import forlopp, rutin
from domain.liv.kommandon import las_kommando
from domain.skeende.inkommet import Inkommet
from tests.domain.kontroll.arendet import A, avbrutet, fynd, mitt_i, skrivet
from tests.verktyg.spel import ARBETSLEDARE, KV, Spel, tid

ATERSTALL_DOKUMENT = "återställ dokumentet från säkerhetskopian"


# --- documents


@pytest.mark.krav("K3.3", "K13.1")
def test_a_document_that_a_line_names_or_brings_with_it_is_missed_by_its_first_line() -> None:
    fall = avbrutet()
    beslut = next(p for p in fall.poster if isinstance(p.handelse, AvslutBeslutat))
    s = skrivet(fall, poster=[replace(p, dokument={2: "dok-2", 3: "dok-3", 4: "dok-2"}.get(p.nr)) for p in fall.poster])
    brev = f"{A}-{beslut.nr}-avbrottsdokument"
    assert s.dokument == {brev}
    assert fynd(s) == [
        ("dokument", f"dokumentet {id}, som rad {nr} nämner, finns inte", ATERSTALL_DOKUMENT)
        for id, nr in (("dok-2", 2), ("dok-3", 3))
    ]
    assert fynd(replace(s, dokument=s.dokument | {"dok-2", "dok-3", "ett till"})) == []
    assert fynd(replace(s, dokument=frozenset({"dok-2", "dok-3"}))) == [
        ("dokument", f"dokumentet {brev}, som rad {beslut.nr} nämner, finns inte", ATERSTALL_DOKUMENT)
    ]


# --- the clock


@pytest.mark.krav("K0.8", sort="gräns")
def test_what_was_due_is_missed_when_its_grace_is_over_and_not_before() -> None:
    fall = mitt_i()
    forsta = next(iter(rutin.klockslag(fall.insats)))
    for sen, funnen in (
        (timedelta(), False),
        (timedelta(minutes=19, seconds=59), False),
        (timedelta(minutes=20), True),
    ):
        fynden = fynd(skrivet(fall), forsta.nar + sen)
        assert fynden == (
            [
                (
                    "klocka",
                    f"{forsta.sammanfattning} skulle ha tagits upp {forsta.nar:%Y-%m-%d %H:%M} UTC",
                    f"se att en arbetare kör; den tar igen det. Annars: insats kontrollera --arende {A}",
                )
            ]
            if funnen
            else []
        ), sen
    assert granska(skrivet(fall), forsta.nar, Granser(andrum=timedelta())).fynd


@pytest.mark.krav("K0.8")
def test_what_has_no_words_is_missed_by_its_key_and_a_completed_case_misses_nothing() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-20")
    vad = {"slag": "manadsrapport", "avser": "2024-03", "motivering": "kommer inte"}
    for av, verb in ((KV, "avskriv"), (ARBETSLEDARE, "besluta_avskrivning")):
        kommando = las_kommando({"kommando": verb, **vad})
        fall._ta(
            forlopp.utfor(fall.insats, Inkommet(verb, av, kommando), tid("2024-04-20T13:00"))
        )  # and no clock after
    assert fynd(skrivet(fall), tid("2024-04-20T13:19")) == []
    (missat,) = fynd(skrivet(fall), tid("2024-04-20T13:20"))
    assert missat[1] == "faktureringsunderlag:2024-03 skulle ha tagits upp 2024-04-20 11:00 UTC"
    assert fynd(skrivet(avbrutet()), tid("2030-01-01")) == []
