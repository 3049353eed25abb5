"""A process's lines and state as they are kept and as they travel, and back again as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest
from pydantic import ValidationError

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer import forlopp
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.lagring import lage_fran_json, lage_till_json, post_fran_json, post_till_json, vik_json
from domain.processer.process import Processrutin
from domain.skeende.handelse import Handelse
from domain.skeende.journal import Post
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

A = Aktor(Roll.ANORDNARE, "h1", "A")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
FAKTA = {"anordnare": "A", "karriarvagledare": "kv1", "beskrivning": "x"}


def akten() -> Processpel:
    """A record with every kind of line but what is taken back."""
    fall = Processpel(ANORDNARAKT, "anordnare-A").sag(
        A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-04"
    )
    fall.sag(A, "2024-03-05", "ansok_behorighet", person="H7")
    fall.sag(A, "2024-03-05", "personal_slutar", person="H1", till="2024-03-08")
    fall.sag(SYSTEMET, "2024-03-05", "registrera_ombemanning", person="H1", till="2024-03-08", arenden=["in-1"])
    fall.sag(AL, "2024-03-06", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.sag(A, "2024-03-07", "anmal_forandring", sort="lokaler", fran="2024-05-01", beskrivning="x")
    fall.sag(A, "2024-03-07", "aterkalla_uppgift", vad="forandring", avser="1", motivering="x")
    return fall.sag(A, "2024-03-11", "bekrafta_villkor", villkor="2025")


def incidenten() -> Processpel:
    return Processpel(PERSONUPPGIFTSINCIDENT, "incident-1").sag(
        A, "2024-03-01T08:30", "anmal_incident", upptackt="2024-03-01T08:30", **FAKTA
    ).till("2024-03-05")  # fmt: skip


def genom_json(varde: Mapping[str, Any]) -> dict[str, Any]:
    """What comes back from where it was kept."""
    kom: dict[str, Any] = json.loads(json.dumps(varde))
    return kom


def test_a_line_is_kept_with_its_number_instant_speaker_and_words() -> None:
    fall = akten()
    nyckel = f"behorighetsansokan:H7:{tid('2024-03-01').isoformat()}"
    assert [post_till_json(ANORDNARAKT, p) for p in fall.poster[:3]] == [
        {
            "nr": 1,
            "tid": "2024-03-01T11:00:00+00:00",
            "av": "anordnare:h1@A",
            "kommando": "k1",
            "dokument": None,
            "handelse": {
                "person": "H7", "fran": "2024-03-04", "paminn": "2024-03-04T07:00:00Z", "slag": "personal_borjade",
            },
            "sagt": {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-04"},
        },
        {
            "nr": 2,
            "tid": "2024-03-04T07:00:00+00:00",
            "av": "system:system",
            "kommando": None,
            "dokument": None,
            "handelse": {"nyckel": nyckel, "frist": "2024-03-04", "slag": "aktpaminnelse"},
            "sagt": None,
        },
        {
            "nr": 3,
            "tid": "2024-03-04T23:00:00+00:00",
            "av": "system:system",
            "kommando": None,
            "dokument": None,
            "handelse": {"nyckel": nyckel, "frist": "2024-03-04", "slag": "aktfrist_passerad"},
            "sagt": None,
        },
    ]  # fmt: skip
    med_ord = replace(fall.poster[0], dokument="dok-1")
    assert post_till_json(ANORDNARAKT, med_ord)["dokument"] == "dok-1"
    assert post_fran_json(ANORDNARAKT, genom_json(post_till_json(ANORDNARAKT, med_ord))) == med_ord


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("spelat", [akten, incidenten])
def test_lines_and_state_come_back_as_they_were(spelat: Any) -> None:
    fall: Processpel = spelat()
    rader = tuple(genom_json(post_till_json(fall.rutin, p)) for p in fall.poster)
    assert [post_fran_json(fall.rutin, r) for r in rader] == fall.poster
    assert fall.p is not None
    igen = lage_fran_json(fall.rutin, fall.process, genom_json(lage_till_json(fall.rutin, fall.p)))
    assert igen == fall.p
    # The state goes on, as it does for the run that takes over.
    assert forlopp.klockslag(fall.rutin, igen) == forlopp.klockslag(fall.rutin, fall.p)
    for delning in range(len(rader) + 1):
        forr = vik_json(fall.rutin, fall.process, rader[:delning])
        assert (forr is None) == (delning == 0)
        assert vik_json(fall.rutin, fall.process, rader[delning:], forr) == fall.p


def test_a_state_is_kept_with_the_kommandon_it_has_handled() -> None:
    fall = Processpel(ANORDNARAKT, "anordnare-A").sag(
        AL, "2024-03-06", "skicka_villkor", villkor="v1", galler_fran="2025-01-01"
    )
    fall.till("2024-03-19T09:00").sag(A, "2024-03-19T09:00", "bekrafta_villkor", villkor="v1")
    assert fall.p is not None
    data = lage_till_json(ANORDNARAKT, fall.p)
    nyckel = "villkorsbekraftelse:v1:2024-03-06T11:00:00+00:00"
    assert data == {
        "nr": 3,
        "senast": "2024-03-19T08:00:00+00:00",
        "hanterade": {"k1": [1, 1, "2024-03-06T11:00:00+00:00"], "k2": [3, 3, "2024-03-19T08:00:00+00:00"]},
        "lage": {
            "anordnare": "A",
            "personal": {},
            "villkor": {
                "v1": {
                    "galler_fran": "2025-01-01",
                    "frist": "2024-03-20",
                    "skickat": "2024-03-06T11:00:00Z",
                    "paminn": "2024-03-19T07:00:00Z",
                    "bekraftat": "2024-03-19T08:00:00Z",
                    "av": "h1",
                }
            },
            "forandringar": 0,
            "aterkallade": [],
            "passerade": [],
            "paminda": [nyckel],
        },
    }
    fortsatt = lage_fran_json(ANORDNARAKT, "anordnare-A", genom_json(data))
    assert fortsatt.hanterade["k2"] == (3, 3, tid("2024-03-19T09:00"))


@pytest.mark.parametrize(
    "handelse",
    [
        {"slag": "x"},
        {"slag": "personal_borjade", "person": "H7", "fran": "2024-03-04"},
        {},
        None,
        {"slag": "incident_bedomd"},
    ],
)
def test_what_is_no_line_of_such_a_process_is_refused(handelse: Any) -> None:
    rad = post_till_json(ANORDNARAKT, akten().poster[0]) | {"handelse": handelse}
    with pytest.raises(ValidationError):
        post_fran_json(ANORDNARAKT, rad)


def test_what_is_no_state_of_such_a_process_is_refused() -> None:
    fall = akten()
    assert fall.p is not None
    with pytest.raises(ValidationError):
        lage_fran_json(ANORDNARAKT, "anordnare-A", lage_till_json(ANORDNARAKT, fall.p) | {"lage": {"personal": {}}})


@dataclass(frozen=True, slots=True)
class Enda(Handelse):
    varde: int
    slag: Literal["enda"] = "enda"


@dataclass(frozen=True, slots=True)
class Andra(Handelse):
    varde: int
    slag: Literal["andra"] = "andra"


def enkel(*handelser: type[Handelse]) -> Processrutin:
    return Processrutin(
        slag="enkel", regel="K14.6", tillstand=int, kommandon=(), handelser=handelser,
        besluta=ANORDNARAKT.besluta, tillampa=lambda lage, h, _tid: (lage or 0) + h.varde,
        rad=ANORDNARAKT.rad, klar=ANORDNARAKT.klar, far_se=ANORDNARAKT.far_se,
    )  # fmt: skip


@pytest.mark.parametrize("handelser", [(Enda,), (Enda, Andra)])
def test_a_process_with_few_kinds_of_line_is_kept_like_any_other(handelser: tuple[type[Handelse], ...]) -> None:
    rutin = enkel(*handelser)
    poster = [Post(nr, tid("2024-03-01"), SYSTEMET, None, None, Enda(nr)) for nr in (1, 2, 3)]
    rader = tuple(genom_json(post_till_json(rutin, p)) for p in poster)
    assert [r["handelse"] for r in rader] == [{"varde": nr, "slag": "enda"} for nr in (1, 2, 3)]
    assert vik_json(rutin, "e-1", rader) == forlopp.vik(rutin, "e-1", poster)
    with pytest.raises(ValidationError) as fel:
        post_fran_json(rutin, rader[0] | {"handelse": {"slag": "enda"}})
    assert fel.value.error_count() == 1, "its own fault, and not how it differs from every kind of line"
