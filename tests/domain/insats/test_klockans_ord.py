"""K0.8: each line and letter of what the clock raises in a bevakning, whole, by its kind and by whose it is."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.anteckningar import Upphord
from domain.insats.bevakningsklocka import (
    KOM_ALDRIG,
    BevakningOppnad,
    BevakningUpphord,
    FristAndrad,
    FristPasserad,
    PaminnelseSkickad,
    _kan_komma_ater,
    kapitel,
    kom_aldrig,
)
from domain.insats.insats import med
from domain.kapitel.alla import SLAGEN
from domain.liv.rutin import bevakningar
from domain.skeende.klockslag import VIKT_UPPHOR, Klockslag
from domain.skeende.mening import Mening
from tests.verktyg.spel import Spel, d, tid

pytestmark = pytest.mark.krav("K0.8")
KLOCKAN = kapitel(SLAGEN)
FRISTEN, NYA = d("2024-04-07"), d("2024-04-08")
A, KV, AL = Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE
RAPPORT = ("manadsrapport:2024-03", "manadsrapport", "2024-03", "K8.1")
VECKA = ("veckokontakt:2024-W12", "veckokontakt", "2024-W12", "K7.2")
FORLANGNING = ("forlangningsbeslut:1", "forlangningsbeslut", "1", "K11.1")
UNDERLAG = ("faktureringsunderlag:2024-03", "faktureringsunderlag", "2024-03", "K14.7")
PLAN = ("plangranskning", "plangranskning", None, "K7.4")
INTYG = ("lakarintyg:2024-03-12", "lakarintyg", "2024-03-12", "K10.1")


def brev(h: Any) -> list[tuple[Roll, str, str]]:
    foljd: Any = KLOCKAN.foljder[type(h)].brev
    return [(b.till, b.regel, b.rubrik) for b in (foljd(Spel.aktualiserat().insats, h) if foljd else ())]


def mening(h: Any) -> Mening:
    return KLOCKAN.foljder[type(h)].mening(h)


@pytest.mark.parametrize(
    ("fakta", "vem", "utfall", "rubrik", "raden", "ton"),
    [
        (
            RAPPORT, A, "forsenad", "Försenat: månadsrapport 2024-03; fristen var 2024-04-07 (§8.1, K8.1)",
            "Försenat: månadsrapport 2024-03", "sen",
        ),
        (
            VECKA, A, "sen", "Missat: veckokontakt 2024-W12; fristen var 2024-04-07 (§7.2, K7.2)",
            "Missat: veckokontakt 2024-W12", "sen",
        ),
        (
            PLAN, A, "forsenad", "Försenat: ny version av genomförandeplan; fristen var 2024-04-07 (§7.3, K7.4)",
            "Försenat: ny version av genomförandeplan", "sen",
        ),
        (
            PLAN, KV, "forsenad", "Försenat: granskning av genomförandeplan; fristen var 2024-04-07 (§7.3, K7.4)",
            "Försenat: granskning av genomförandeplan", "sen",
        ),
        (
            FORLANGNING, AL, "upphord",
            "Frågan har förfallit utan beslut: beslut om förlängning 1, sista dag 2024-04-07 (§11, K11.1)",
            "Frågan förföll utan beslut: beslut om förlängning 1", "dampad",
        ),
    ],
)  # fmt: skip
def test_a_frist_that_has_passed_is_told_as_late_missed_or_lapsed_and_to_the_kv_as_a_deviation(
    fakta: Any, vem: Roll, utfall: Any, rubrik: str, raden: str, ton: Any
) -> None:
    h, regel = FristPasserad(*fakta, vem, FRISTEN, utfall), fakta[-1]
    namn = {A: "anordnaren", KV: "karriärvägledaren", AL: "arbetsledaren"}[vem]
    assert mening(h) == Mening(f"{raden}, senast 2024-04-07 ({namn})", regel, ton)
    avvikelse = [(KV, regel, f"Avvikelse hos anordnaren. {rubrik}")] if vem is A else []
    assert brev(h) == [(vem, regel, rubrik), *avvikelse]


@pytest.mark.krav("K14.7", "K0.8")
def test_an_underlag_that_moves_a_payment_is_told_to_both_and_is_nobodys_deviation() -> None:
    h = FristPasserad(*UNDERLAG, A, FRISTEN, "forsenad")
    text = "Inte inkommet till brytdatum 2024-04-07: faktureringsunderlag 2024-03; utbetalningen flyttas (§14, K14.7)"
    assert brev(h) == [(A, "K14.7", text), (KV, "K14.7", text)]
    raden = "Inte inkommet till brytdatum: faktureringsunderlag 2024-03, senast 2024-04-07 (anordnaren)"
    assert mening(h) == Mening(raden, "K14.7", "sen")


@pytest.mark.parametrize(
    ("fakta", "vem", "namn", "owes", "aviseras"),
    [
        (RAPPORT, A, "månadsrapport 2024-03", "(§8.1, K8.1)", False),
        (FORLANGNING, AL, "beslut om förlängning 1", "(§11, K11.1)", True),
        (INTYG, A, "läkarintyg 2024-03-12", "(§10.1, K10.1)", True),
    ],
)
def test_what_opens_is_told_where_nothing_else_tells_it_and_all_are_reminded_of(
    fakta: Any, vem: Roll, namn: str, owes: str, aviseras: bool
) -> None:
    regel, kort = fakta[-1], {A: "anordnaren", AL: "arbetsledaren"}[vem]
    oppnad, paminns = BevakningOppnad(*fakta, vem, FRISTEN), PaminnelseSkickad(*fakta, vem, FRISTEN)
    assert brev(oppnad) == ([(vem, regel, f"Att göra: {namn}, senast 2024-04-07 {owes}")] if aviseras else [])
    assert brev(paminns) == [(vem, regel, f"Påminnelse: {namn}, senast 2024-04-07 {owes}")]
    for h, vad in ((oppnad, "Bevakas"), (paminns, "Påminnelse")):
        assert mening(h) == Mening(f"{vad}: {namn}, senast 2024-04-07 ({kort})", regel, "dampad")


@pytest.mark.krav("K0.8", "K13.7")
def test_a_frist_that_moves_and_what_is_awaited_no_more_is_told_in_the_log_alone() -> None:
    andrad, upphord = FristAndrad(*RAPPORT, FRISTEN, NYA), BevakningUpphord(*PLAN, "skälet")
    assert mening(andrad) == Mening(
        "Ny frist: månadsrapport 2024-03 senast 2024-04-08 (var 2024-04-07)", "K8.1", "dampad"
    )
    assert mening(upphord) == Mening("Bevakas inte längre: granskning av genomförandeplan (skälet)", "K7.4", "dampad")
    assert brev(andrad) == brev(upphord) == []


@pytest.mark.krav("K13.7")
def test_what_never_came_ends_at_once_by_its_own_name_and_rule() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-08")
    (b,) = (b for b in bevakningar(fall.insats) if b.nyckel == "manadsrapport:2024-03")
    handelse = BevakningUpphord(*RAPPORT, KOM_ALDRIG)
    ended = kom_aldrig(fall.insats, b)
    assert ended == Klockslag(fall.insats.senast, VIKT_UPPHOR, "manadsrapport:2024-03", handelse)
    assert (ended.handelse, KOM_ALDRIG) == (handelse, "kom aldrig in")


@pytest.mark.krav("K13.7", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("skal", "slutat", "ater"),
    [("skälet", False, True), (KOM_ALDRIG, False, True), ("skälet", True, True), (KOM_ALDRIG, True, False)],
)
def test_what_fell_away_comes_back_with_its_ground_and_what_never_came_not_while_the_end_stands(
    skal: str, slutat: bool, ater: bool
) -> None:
    nu = tid("2024-04-08")
    i = med(Spel.pagaende().insats, upphorda={"x": Upphord(nu, skal)}, avslutad=nu if slutat else None)
    assert (_kan_komma_ater(i, "x"), _kan_komma_ater(i, "y")) == (ater, False)
