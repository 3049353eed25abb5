"""Refusals that the table of kommando × state is answered before: they guard what is decided anew (K0.7).

So the decisions are asked by themselves, in a state that the table lets nobody say it in.
"""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.kapitel.slut.forlangning import InsatsForlangd
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, d, helt_uppdrag


def utan_uppdrag() -> Insats:
    return Spel.aktualiserat("AMI1", "2024-03-01T09:00").insats


@pytest.mark.krav("K6.3", "K7.1", "K7.3", "K8.6", "K10.0", "K11.1", sort="avslag")
@pytest.mark.parametrize(
    ("regel", "av", "verb", "fakta"),
    [
        ("K7.1", ANORDNARE, "boka_uppstartsmote", {"datum": "2024-03-12"}),
        ("K7.3", ANORDNARE, "lamna_genomforandeplan", {"mal": "x", "delmal": ["x"], "aktiviteter": ["x"]}),
        ("K8.6", ANORDNARE, "anmal_behov_av_annan_insats", {"beskrivning": "x"}),
        ("K10.0", ANORDNARE, "anmal_franvaro", {"slag": "sjuk", "fran": "2024-03-01", "orsak": "x"}),
        ("K11.1", ARBETSLEDARE, "besluta_forlangning", {"motivering": "x"}),
    ],
)
def test_what_needs_an_uppdrag_says_that_there_is_none_yet(
    regel: str, av: Aktor, verb: str, fakta: dict[str, Any]
) -> None:
    assert nekat(utan_uppdrag(), av, "2024-03-01", verb, **fakta) == (regel, None, "uppdraget är inte inlagt än")


@pytest.mark.krav("K6.3", sort="avslag")
def test_an_uppdrag_is_entered_once() -> None:
    fakta = helt_uppdrag({"startdatum": "2024-03-11"})
    assert nekat(Spel.pagaende().insats, KV, "2024-03-02", "lagg_in_uppdrag", **fakta) == (
        "K6.3", None, "uppdraget är redan inlagt",
    )  # fmt: skip


@pytest.mark.krav("K10.0", "K13.2", sort="avslag")
def test_no_absence_is_told_of_in_an_insats_that_ends_before_it_begins() -> None:
    fall = Spel.pagaende().avsluta("2024-03-02", "2024-03-05", "flytt")
    fakta = {"slag": "sjuk", "fran": "2024-03-02", "orsak": "x"}
    assert nekat(fall.insats, ANORDNARE, "2024-03-02", "anmal_franvaro", **fakta) == (
        "K10.0", None, "insatsen avslutas innan den börjar",
    )  # fmt: skip


@pytest.mark.krav("K11.1", sort="gräns")
def test_an_extension_is_decided_on_the_last_day_and_not_the_day_after() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11")
    ja: dict[str, Any] = {"verb": "besluta_forlangning", "motivering": "x"}
    assert beslutat(fall.insats, ARBETSLEDARE, "2024-06-10T23:59", **ja) == [InsatsForlangd(1, d("2024-07-10"))]
    assert nekat(fall.insats, ARBETSLEDARE, "2024-06-11T00:00", **ja) == (
        "K11.1", None, "insatsen slutade 2024-06-10; förlängning beslutas senast den dagen",
    )  # fmt: skip
    assert nekat(fall.avsluta("2024-05-02", "2024-05-31").insats, ARBETSLEDARE, "2024-05-02", **ja) == (
        "K11.1", None, "insatsen är beslutad att avslutas 2024-05-31",
    )  # fmt: skip


@pytest.mark.krav("K13.2", sort="avslag")
def test_what_was_never_decided_or_proposed_is_neither_revoked_nor_attested() -> None:
    fall = Spel.pagaende()
    assert nekat(fall.insats, KV, "2024-03-02", "aterkalla_avslut", motivering="x") == (
        "K13.2", None, "det finns inget beslut om avslut",
    )  # fmt: skip
    assert nekat(fall.insats, ARBETSLEDARE, "2024-03-02", "attestera_avslut", motivering="x") == (
        "K13.2", None, "inget avslut är föreslaget",
    )  # fmt: skip
