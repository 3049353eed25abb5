"""§4, §8.4: what is brought to the karriärvägledare and its answer, as facts and as lines of the log (K4.3, K8.6)."""

from __future__ import annotations

import pytest

from domain.kapitel.dialog.anmalan import AnmalanBesvarad, AnmalanGjord
from domain.skeende.mening import Mening
from tests.domain.kapitel.dialog.test_anmalan import anmal, annan, besvara
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel

RADEN = "Anmälan 1 till karriärvägledaren: "


@pytest.mark.krav("K4.3", "K4.2", "K6.4")
@pytest.mark.parametrize(
    ("anledning", "ord_", "krav"),
    [
        ("andrade_ataganden", "kundens åtaganden har ändrats", "K4.2"),
        ("saknar_forutsattningar", "kunden saknar förutsättningar för uppdraget", "K6.4"),
        ("behov_av_sip", "behov av SIP", "K4.3"),
    ],
)
def test_what_is_brought_up_and_that_it_is_answered_is_told_under_its_own_krav(
    anledning: str, ord_: str, krav: str
) -> None:
    fall = besvara(anmal(Spel.pagaende(), "2024-04-02", anledning), "2024-04-03")
    assert fall.handelser("anmalan_gjord") == [AnmalanGjord(1, anledning, "meddelande")]  # type: ignore[arg-type]
    assert fall.handelser("anmalan_besvarad") == [AnmalanBesvarad(1, anledning, None)]  # type: ignore[arg-type]
    assert rader(fall.poster, "anmalan_gjord") == [Mening(f"{RADEN}{ord_}", krav)]
    assert rader(fall.poster, "anmalan_besvarad") == [Mening(f"Anmälan 1 ({ord_}) är besvarad", krav)]


@pytest.mark.krav("K8.6")
@pytest.mark.parametrize(("vag", "i_rapporten"), [("meddelande", ""), ("manadsrapport", ", i månadsrapporten")])
@pytest.mark.parametrize(
    ("beslut", "svar"),
    [
        ("parallell", "en parallell insats"),
        ("avsluta", "insatsen ska avslutas"),
        ("fortsatt", "insatsen fortsätter"),
    ],
)
def test_the_need_of_another_insats_is_told_with_its_way_and_what_was_decided(
    vag: str, i_rapporten: str, beslut: str, svar: str
) -> None:
    fall = annan(Spel.pagaende(start="2024-03-11").rapportera("2024-03"), "2024-05-02", vag)
    besvara(fall, "2024-05-03", beslut=beslut, stegforflyttning_bedoms_mojlig=True)
    assert rader(fall.poster, "anmalan_gjord") == [Mening(f"{RADEN}behov av en annan insats{i_rapporten}", "K8.6")]
    assert rader(fall.poster, "anmalan_besvarad") == [
        Mening(f"Anmälan 1 (behov av en annan insats) är besvarad: {svar}", "K8.6")
    ]


@pytest.mark.krav("K8.6", sort="gräns")
@pytest.mark.parametrize("nar", ["2024-04-01", "2024-04-02"])
def test_the_report_of_a_month_that_began_today_is_the_next_one(nar: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", "2024-03-31")
    nej = fall.avvisas("K8.6", annan, fall, nar, "manadsrapport")
    assert "nästa månadsrapport är senast 2024-05-07, inte inom en vecka" in nej
