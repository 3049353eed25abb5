"""K16.4: a review with more than one finding and measure: each is answered, struck and told by its own number."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.skeende.form import las_kommando
from domain.skeende.handelse import Fall
from domain.skeende.klockslag import VIKT_FRIST
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import regelverket, tid

AL, H1 = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.ANORDNARE, "h1", "A")
pytestmark = pytest.mark.krav("K16.4")


def med_tva() -> Processpel:
    """Two findings, with a measure each, answered by different days."""
    fall = Processpel(KVALITETSUPPFOLJNING, "uppfoljning-1")
    fall.sag(AL, "2025-02-03T09:00", "oppna_uppfoljning", anordnare="A", ar=2024)
    fall.sag(SYSTEMET, "2025-02-03T09:00", "registrera_siffror", siffror=[])
    for villkor, frist in (("4.2", "2025-02-28"), ("4.3", "2025-03-14")):
        sett = {"villkor": villkor, "bedomning": "delvis", "iakttagelse": "x"}
        fall.sag(AL, "2025-02-04T09:00", "registrera_iakttagelse", **sett)
        nummer = len(fall.lage.iakttagelser)
        fall.sag(AL, "2025-02-05T09:00", "besluta_atgard", iakttagelse=nummer, atgard="x", frist=frist)
    return fall


def atgarder(fall: Processpel, falt: str) -> list[Any]:
    return [a[falt] for a in KVALITETSUPPFOLJNING.rad(fall.lage).data["atgarder"]]


def test_each_measure_is_awaited_answered_and_accepted_by_its_own_number() -> None:
    fall = med_tva()
    assert (fall.lage.status, str(fall.lage.oppnad.av)) == ("atgardas", "arbetsledare:al1")
    assert atgarder(fall, "frist") == ["2025-02-28", "2025-03-14"]
    fall.sag(H1, "2025-02-20T09:00", "svara_atgard", atgard=2, svar="x")
    assert (atgarder(fall, "vantar"), atgarder(fall, "iakttagelse")) == ([True, False], [1, 2])
    fall.sag(AL, "2025-02-21T09:00", "granska_atgard", atgard=2, beslut="godkand")
    assert (atgarder(fall, "godkand"), fall.lage.status) == ([False, True], "atgardas")
    fall.sag(AL, "2025-02-21T10:00", "stryk_i_uppfoljning", vad="atgard", nummer=1, motivering="x")
    assert (atgarder(fall, "struken"), fall.lage.status) == ([True, False], "granskas")


def test_the_clock_waits_for_each_answer_that_has_not_come_and_reminds_in_time_or_on_the_day() -> None:
    fall = med_tva().sag(H1, "2025-02-20T09:00", "svara_atgard", atgard=1, svar="x")
    vad = "svar på åtgärd 2 senast 2025-03-14 · K16.4"
    assert [(k.nar, k.vikt, k.nyckel, k.sammanfattning) for k in KVALITETSUPPFOLJNING.klockslag(fall.lage)] == [
        (tid("2025-03-13T08:00"), VIKT_FRIST, "paminnelse:atgard:2", f"påminnelse: {vad}"),
        (tid("2025-03-15T00:00"), VIKT_FRIST, "frist:atgard:2", vad),
    ]
    forsta, andra = KVALITETSUPPFOLJNING.bevakningar(fall.lage)
    assert (forsta.oppnad, forsta.forfaller, forsta.uppfylld) == (
        tid("2025-02-05T09:00"), tid("2025-03-01T00:00"), tid("2025-02-20T09:00")
    )  # fmt: skip
    assert (andra.forfaller, andra.uppfylld) == (tid("2025-03-15T00:00"), None)


@pytest.mark.krav("K16.4", "K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("beslutad", "paminns"),
    [
        ("2025-03-13T07:59", "2025-03-13T08:00"),
        ("2025-03-13T08:00", "2025-03-13T08:00"),  # at the very hour
        ("2025-03-13T08:01", "2025-03-14T08:00"),
        ("2025-03-13T09:00", "2025-03-14T08:00"),
    ],
)
def test_a_reminder_that_would_come_before_the_measure_was_decided_comes_on_the_day_of_the_frist(
    beslutad: str, paminns: str
) -> None:
    fall = med_tva().till("2025-03-13T07:00")
    kommando = {"kommando": "besluta_atgard", "iakttagelse": 1, "atgard": "x", "frist": "2025-03-14"}
    k = las_kommando(kommando, KVALITETSUPPFOLJNING.verb)
    (h,) = KVALITETSUPPFOLJNING.besluta(fall.lage, k, Fall(tid(beslutad), AL), regelverket())
    lage = KVALITETSUPPFOLJNING.tillampa(fall.lage, h, tid(beslutad))
    assert [x.nar for x in KVALITETSUPPFOLJNING.klockslag(lage) if x.nyckel == "paminnelse:atgard:3"] == [tid(paminns)]


@pytest.mark.krav("K16.4", sort="avslag")
def test_all_that_is_not_accepted_is_named_when_it_is_to_be_signed() -> None:
    nej = med_tva().avvisas("K16.4", AL, "2025-02-06T09:00", "signera_uppfoljning", sammanfattning="x")
    assert nej == "kommando: åtgärd 1, 2 är inte godkänd (K16.4, §1.1)"


@pytest.mark.krav("K16.4", sort="avslag")
def test_what_is_struck_takes_nothing_with_it_of_what_stands_beside_it() -> None:
    fall = med_tva()
    for vad in ("atgard", "iakttagelse"):
        fall.sag(AL, "2025-02-06T09:00", "stryk_i_uppfoljning", vad=vad, nummer=1, motivering="x")
    ny = {"atgard": "x", "frist": "2025-03-28"}
    nej = fall.avvisas("K16.4", AL, "2025-02-06T10:00", "besluta_atgard", iakttagelse=1, **ny)
    assert nej.startswith("iakttagelse: det finns ingen iakttagelse med det numret")
    for vad, falt in (("iakttagelse", "iakttagelse"), ("atgard", "åtgärd")):
        igen = {"vad": vad, "nummer": 1, "motivering": "x"}
        nej = fall.avvisas("K16.4", AL, "2025-02-06T10:00", "stryk_i_uppfoljning", **igen)
        assert nej.startswith(f"nummer: det finns ingen {falt} med det numret")
    fall.sag(AL, "2025-02-06T11:00", "besluta_atgard", iakttagelse=2, **ny)
    assert atgarder(fall, "iakttagelse") == [1, 2, 2]
    for nummer in (2, 3):
        fall.sag(AL, "2025-02-06T12:00", "stryk_i_uppfoljning", vad="atgard", nummer=nummer, motivering="x")
    fall.sag(AL, "2025-02-06T13:00", "stryk_i_uppfoljning", vad="iakttagelse", nummer=2, motivering="x")
    assert [i["struken"] for i in KVALITETSUPPFOLJNING.rad(fall.lage).data["iakttagelser"]] == [True, True]


def test_a_review_is_listed_with_all_that_has_been_said_in_it() -> None:
    fall = med_tva().sag(H1, "2025-03-03T09:00", "svara_atgard", atgard=1, svar="x")
    fall.sag(AL, "2025-03-04T09:00", "granska_atgard", atgard=1, beslut="godkand").till("2025-03-17T09:00")
    ett, tva = ({"villkor": v, "bedomning": "delvis", "struken": False} for v in ("4.2", "4.3"))
    rad = KVALITETSUPPFOLJNING.rad(fall.lage)
    rubrik = "Kvalitetsuppföljning 2024 av A"
    assert (rad.status, rad.part, rad.arende, rad.rubrik, rad.ensam) == ("atgardas", "A", None, rubrik, "2024 A")
    assert rad.data == {
        "anordnare": "A", "ar": 2024, "dag": "2025-02-03", "siffror": [], "signerad": None,
        "iakttagelser": [{"nummer": 1} | ett, {"nummer": 2} | tva],
        "atgarder": [
            {
                "nummer": 1, "iakttagelse": 1, "frist": "2025-02-28", "vantar": False, "forsenad": False,
                "godkand": True, "struken": False,
            },
            {
                "nummer": 2, "iakttagelse": 2, "frist": "2025-03-14", "vantar": True, "forsenad": True,
                "godkand": False, "struken": False,
            },
        ],
    }  # fmt: skip
