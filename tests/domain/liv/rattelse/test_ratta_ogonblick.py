"""K0.7: what happens at the very instant of a correction, older state, and who is told of it."""

import json
from typing import Any

import pytest

from domain.liv.lagring import insats_fran_json, insats_till_json
from tests.domain.liv.rattelse.grund import pagaende, ratta
from tests.verktyg.spel import Spel, mall, tid

KLOCKANS = ("oppnade", "passerade", "upphorda", "avskrivna", "utbetalda", "paminda")


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("nar", "vad"),
    [
        ("2024-03-11T00:00", "oppnade"),  # the week's contact opens
        ("2024-03-09T00:00", "passerade"),  # the booking of the first meeting was to be done the day before
        ("2024-04-11T00:00", "upphorda"),  # the end: nobody is to review the plan any more
        ("2024-04-10T10:00", "avskrivna"),
        ("2024-04-16T00:00", "utbetalda"),
    ],
)
def test_what_was_raised_written_off_or_paid_at_the_very_instant_of_a_correction_stays(nar: str, vad: str) -> None:
    fall = pagaende(langd_manader=1)
    if vad == "upphorda":
        fall.lamna_plan("2024-04-08")
    if vad == "avskrivna":
        fall.skriv_av(nar, "uppstartsmote")
    if vad == "utbetalda":
        fall.hel_manad("2024-03")
    fall.till(nar)
    fore = {falt: dict(getattr(fall.insats, falt)) for falt in KLOCKANS}
    har_tid = [v[-1] if isinstance(v, tuple) else v for v in fore[vad].values()]
    assert any(getattr(v, "tid", v) == tid(nar) for v in har_tid), "so that there is something to lose"
    antal = len(fall.poster)
    ratta(fall, nar, "bemanna", {"handlaggare": "H2"})
    assert {falt: dict(getattr(fall.insats, falt)) for falt in KLOCKANS} == fore
    assert [p.handelse.slag for p in fall.poster[antal:]] == ["uppgift_rattad"]


def test_state_from_before_the_instants_were_kept_can_be_read() -> None:
    fall = pagaende().till("2024-04-05")
    data = json.loads(insats_till_json(fall.insats))
    assert data["passerade"]["uppstartsmote"] == [{"tid": "2024-03-08T23:00:00Z", "frist": "2024-03-08"}]
    data["passerade"] = {nyckel: p[-1]["frist"] for nyckel, p in data["passerade"].items()}
    assert insats_fran_json(json.dumps(data)) == fall.insats


@pytest.mark.krav("K0.7")
def test_the_texts_of_a_template_stay_as_they_were_handed_in() -> None:
    fall = pagaende().rapportera("2024-03", "2024-04-03")
    ratta(fall, "2024-04-04", "klarmarkera_manadsrapport", {"uppfoljning_datum": "2024-04-02"})
    rubriker = next(s.kommando["rubriker"] for s in fall.insats.sagda if "rubriker" in s.kommando)
    assert rubriker.keys() == mall("mall.manadsrapport.AMI").keys()
    assert {r["tecken"] for r in rubriker.values()} == {len("ifylld")}


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("hur", "ord_"), [({"andringar": {"handlaggare": "H2"}}, "rättad"), ({"stryk": True}, "struken")]
)
def test_both_sides_are_told_what_was_corrected_or_struck_out(hur: dict[str, Any], ord_: str) -> None:
    fall = Spel.aktualiserat().anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    nr = next(p.nr for p in fall.poster if p.handelse.slag == "arende_bemannat")
    fall.rattar("2024-03-01T11:00", "bemanna", nr=nr, motivering="fel", **hur)
    text = f"En registrerad uppgift är {ord_}: bemanna nr {nr} (K0.7)"
    assert {(str(m.till), m.regel) for m in fall.meddelanden if m.rubrik == text} == {
        ("anordnare", "K0.7"),
        ("karriarvagledare", "K0.7"),
    }


@pytest.mark.krav("K0.7", "K2.3", sort="gräns")
def test_a_correction_takes_along_what_it_leaves_without_an_object() -> None:
    """A goal that was named, of what was not reached; what egen försörjning was to, where the reason is another."""
    fall = pagaende(langd_manader=3).till("2024-06-01").slutrapportera("2024-06-03", natt_mal="arbete")
    ratta(fall, "2024-06-04", "lamna_slutrapport", {"mal_uppnatt": False})
    assert len(fall.insats.slutrapporter) == 1
    fall = pagaende().avsluta("2024-04-10", "2024-04-30", "egen_forsorjning")
    ratta(fall, "2024-04-11", "besluta_avslut", {"orsak": "flytt"})
    assert fall.insats.form == "avbruten"
