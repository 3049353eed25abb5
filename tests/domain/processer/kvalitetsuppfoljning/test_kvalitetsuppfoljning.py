"""§1.1: the yearly review of an anordnare: figures, findings, measures with frister and answers, signed off (K16.4)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.process import Effekt
from tests.verktyg.processpel import Processpel

AL = Aktor(Roll.ARBETSLEDARE, "al1")
H1 = Aktor(Roll.ANORDNARE, "h1", "A")
pytestmark = pytest.mark.krav("K16.4")


def oppnad() -> Processpel:
    fall = Processpel(KVALITETSUPPFOLJNING, "uppfoljning-1")
    return fall.sag(AL, "2025-02-03T09:00", "oppna_uppfoljning", anordnare="A", ar=2024)


def raknad() -> Processpel:
    return oppnad().sag(SYSTEMET, "2025-02-03T09:00", "registrera_siffror", siffror=[["Insatser", "12"]])


def iakttagen(bedomning: str = "delvis") -> Processpel:
    fakta = {"villkor": "4.2", "bedomning": bedomning, "iakttagelse": "planerna kommer sent"}
    return raknad().sag(AL, "2025-02-04T09:00", "registrera_iakttagelse", **fakta)


def atgardad() -> Processpel:
    """An answer is awaited by the 28th of February, a Friday."""
    fakta: dict[str, Any] = {"iakttagelse": 1, "atgard": "en ny rutin", "frist": "2025-02-28"}
    return iakttagen().sag(AL, "2025-02-05T09:00", "besluta_atgard", **fakta)


def besvarad(nar: str = "2025-02-20T09:00") -> Processpel:
    return atgardad().sag(H1, nar, "svara_atgard", atgard=1, svar="rutinen är ändrad")


def test_the_years_figures_are_taken_as_of_the_day_it_is_opened() -> None:
    fall = oppnad()
    argument = {"anordnare": "A", "ar": 2024, "dag": "2025-02-03"}
    assert list(KVALITETSUPPFOLJNING.effekter(fall.lage)) == [
        Effekt("siffror", "rakna_uppfoljning", argument, "räknar 2024 års siffror")
    ]
    assert (fall.lage.status, KVALITETSUPPFOLJNING.rad(fall.lage).part) == ("raknas", "A")
    fall = raknad()
    assert (fall.lage.status, list(KVALITETSUPPFOLJNING.effekter(fall.lage))) == ("granskas", [])
    assert KVALITETSUPPFOLJNING.rad(fall.lage).data["siffror"] == [["Insatser", "12"]]
    assert "redan registrerade" in fall.avvisas("K16.4", SYSTEMET, "2025-02-03T10:00", "registrera_siffror", siffror=[])


def test_a_measure_is_awaited_reminded_of_and_late_and_both_are_told() -> None:
    fall = atgardad()
    b = fall.bevakning("atgardssvar")
    assert (b.ansvarig, b.part, str(b.frist), b.utfall) == (Roll.ANORDNARE, "A", "2025-02-28", "oppen")
    fall.till("2025-02-27T08:00")
    assert list(fall.till_roller("åtgärd 1 ska besvaras senast 2025-02-28")) == ["anordnare"]
    fall.till("2025-02-28T23:59")
    assert fall.bevakning("atgardssvar").utfall == "oppen"
    fall.till("2025-03-01T00:00")
    assert fall.bevakning("atgardssvar").utfall == "forsenad"
    assert list(fall.till_roller("skulle ha besvarats senast 2025-02-28")) == ["anordnare", "arbetsledare"]
    fall.sag(H1, "2025-03-03T09:00", "svara_atgard", atgard=1, svar="nu")
    assert fall.bevakning("atgardssvar").utfall == "sen"


def test_an_answer_on_the_day_is_in_time_and_one_that_is_not_enough_is_awaited_anew() -> None:
    fall = besvarad("2025-02-28T23:00")
    assert fall.bevakning("atgardssvar").utfall == "uppfylld"
    assert list(fall.till_roller("åtgärd 1 är besvarad")) == ["arbetsledare"]
    fakta = {"atgard": 1, "beslut": "aterremiss", "motivering": "visa den", "frist": "2025-03-14"}
    fall.sag(AL, "2025-03-03T09:00", "granska_atgard", **fakta)
    nycklar = {b.nyckel: (b.utfall, str(b.frist)) for b in KVALITETSUPPFOLJNING.bevakningar(fall.lage)}
    assert nycklar == {"atgard:1": ("uppfylld", "2025-02-28"), "atgard:1:2": ("oppen", "2025-03-14")}
    fall.sag(H1, "2025-03-10T09:00", "svara_atgard", atgard=1, svar="här är den")
    fall.sag(AL, "2025-03-11T09:00", "granska_atgard", atgard=1, beslut="godkand")
    assert (fall.lage.status, KVALITETSUPPFOLJNING.klar(fall.lage)) == ("granskas", False)
    fall.sag(AL, "2025-03-11T10:00", "signera_uppfoljning", sammanfattning="klart")
    assert (fall.lage.status, KVALITETSUPPFOLJNING.klar(fall.lage)) == ("signerad", True)
    assert list(fall.till_roller("är signerad")) == ["anordnare", "arbetsledare"]
    nej = fall.avvisas("K16.4", AL, "2025-03-12T09:00", "signera_uppfoljning", sammanfattning="igen")
    assert "är signerad av al1 och ändras inte mer" in nej


@pytest.mark.krav("K16.4", sort="avslag")
@pytest.mark.parametrize(
    ("fall", "av", "verb", "fakta", "skal"),
    [
        (oppnad, AL, "oppna_uppfoljning", {"anordnare": "A", "ar": 2024}, "redan öppnad"),
        (oppnad, AL, "signera_uppfoljning", {"sammanfattning": "x"}, "siffror räknas fortfarande"),
        (raknad, AL, "signera_uppfoljning", {"sammanfattning": "x"}, "ingen iakttagelse att signera"),
        (atgardad, AL, "signera_uppfoljning", {"sammanfattning": "x"}, "åtgärd 1 är inte godkänd"),
        (besvarad, AL, "signera_uppfoljning", {"sammanfattning": "x"}, "åtgärd 1 är inte godkänd"),
        (raknad, AL, "besluta_atgard", {"iakttagelse": 1, "atgard": "x", "frist": "2025-03-28"}, "ingen iakttagelse"),
        (
            lambda: iakttagen("uppfyllt"), AL, "besluta_atgard",
            {"iakttagelse": 1, "atgard": "x", "frist": "2025-03-28"}, "inget att åtgärda",
        ),
        (
            iakttagen, AL, "besluta_atgard", {"iakttagelse": 1, "atgard": "x", "frist": "2025-02-24"},
            "fristen ska ligga efter i dag",
        ),
        (iakttagen, H1, "svara_atgard", {"atgard": 1, "svar": "x"}, "ingen åtgärd med det numret"),
        (atgardad, Aktor(Roll.ANORDNARE, "b1", "B"), "svara_atgard", {"atgard": 1, "svar": "x"}, "som uppföljningen"),
        (besvarad, H1, "svara_atgard", {"atgard": 1, "svar": "x"}, "redan besvarad"),
        (atgardad, AL, "granska_atgard", {"atgard": 1, "beslut": "godkand"}, "inte besvarad än"),
        (besvarad, AL, "granska_atgard", {"atgard": 1, "beslut": "aterremiss"}, "kräver motivering"),
        (besvarad, AL, "granska_atgard", {"atgard": 1, "beslut": "aterremiss", "motivering": "x"}, "en ny frist"),
        (
            atgardad, AL, "stryk_i_uppfoljning", {"vad": "iakttagelse", "nummer": 1, "motivering": "x"},
            "stryk den först",
        ),
        (
            raknad, AL, "stryk_i_uppfoljning", {"vad": "iakttagelse", "nummer": 1, "motivering": "x"},
            "ingen iakttagelse",
        ),
        (
            raknad, H1, "registrera_iakttagelse", {"villkor": "1", "bedomning": "delvis", "iakttagelse": "x"},
            "inte anordnaren",
        ),
    ],
)  # fmt: skip
def test_what_is_said_out_of_turn_or_by_another_is_refused(
    fall: Any, av: Aktor, verb: str, fakta: dict[str, Any], skal: str
) -> None:
    assert skal in fall().avvisas("K16.4", av, "2025-02-24T09:00", verb, **fakta)


@pytest.mark.krav("K16.4", sort="avslag")
def test_a_year_of_which_no_day_has_been_is_not_reviewed() -> None:
    for ar in (2026, 2025):
        fall = Processpel(KVALITETSUPPFOLJNING, "uppfoljning-2")
        nej = fall.avvisas("K16.4", AL, "2025-01-01T09:00", "oppna_uppfoljning", anordnare="A", ar=ar)
        assert "ingen dag" in nej
    Processpel(KVALITETSUPPFOLJNING, "u").sag(AL, "2025-01-02T09:00", "oppna_uppfoljning", anordnare="A", ar=2025)


@pytest.mark.krav("K16.4", "K0.10")
def test_what_was_a_mistake_is_struck_and_awaits_nothing() -> None:
    fall = atgardad()
    fall.sag(AL, "2025-02-06T09:00", "stryk_i_uppfoljning", vad="atgard", nummer=1, motivering="fel anordnare")
    assert (fall.bevakning("atgardssvar").utfall, list(KVALITETSUPPFOLJNING.klockslag(fall.lage))) == ("upphord", [])
    fall.sag(AL, "2025-02-06T09:05", "stryk_i_uppfoljning", vad="iakttagelse", nummer=1, motivering="fel anordnare")
    assert "ingen iakttagelse" in fall.avvisas(
        "K16.4", AL, "2025-02-06T10:00", "signera_uppfoljning", sammanfattning="x"
    )


def test_the_anordnare_sees_its_own_review_and_no_other_does_but_the_municipality() -> None:
    lage = raknad().lage
    sedd = {
        str(a): KVALITETSUPPFOLJNING.far_se(lage, a)
        for a in (AL, H1, Aktor(Roll.ANORDNARE, "b1", "B"), Aktor(Roll.EKONOM, "e1"))
    }
    assert list(sedd.values()) == [True, True, False, False]
