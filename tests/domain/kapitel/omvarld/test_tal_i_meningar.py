"""A number of the regelverk is typed into no sentence: under another edition each sentence says the other number."""

from __future__ import annotations

import ast
import copy
import re
from pathlib import Path

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import antal_i_ord, dagar_i_ord
from domain.regler.provning import skapa_regelverk
from regelverk import las_utgavor
from tests.domain.kapitel.omvarld.nya_utgavor import pagaende_under
from tests.huset.platser import ROT
from tests.verktyg.spel import Spel

ANDRA = [
    {"nyckel": "planrevidering.arbetsdagar", "varde": 3, "fran": "2025-01-01"},
    {"nyckel": "uppstartsmote.dagar", "varde": 10, "fran": "2025-01-01"},
    {"nyckel": "ledighet.max_dagar", "varde": 20, "fran": "2025-01-01"},
    {"nyckel": "brist.sen_rapport_manader", "varde": 2, "fran": "2025-01-01"},
]


def fall_2025() -> Spel:
    """A case that lives under 2025 from January on."""
    return Spel.pagaende("ISA2", start="2024-11-01").systemet("2024-12-20", "infor_regelverk", utgava="2", varden=ANDRA)


@pytest.mark.krav("K8.5", "K16.2")
def test_how_long_a_revision_may_take_is_told_as_the_edition_has_it() -> None:
    fall = fall_2025().lamna_plan("2024-12-23").kv("2025-01-07", "begar_planrevidering", motivering="nytt mål")
    assert fall.brev("anordnare", "Genomförandeplanen ska revideras: lämna den inom tre arbetsdagar")
    assert fall.bevakning("planrevidering").frist == "2025-01-10"


@pytest.mark.krav("K7.1", "K16.2")
@pytest.mark.parametrize(("dagar", "ord_"), [(10, "tio dagar"), (14, "två veckor"), (1, "en dag")])
def test_how_long_the_first_meeting_may_wait_is_told_as_the_edition_has_it(dagar: int, ord_: str) -> None:
    filer = copy.deepcopy({fil: dict(data) for fil, data in las_utgavor().items()})
    for p in filer["2024.toml"]["parameter"]:
        if p["nyckel"] == "uppstartsmote.dagar":
            p["varde"] = dagar
    fall = pagaende_under(skapa_regelverk(filer), "2024-03-11")
    (brev,) = fall.brev("anordnare", "Uppdraget är inlagt")
    assert f"boka uppstartsmöte inom {ord_} (" in brev


@pytest.mark.krav("K9.3", "K16.2")
def test_how_long_a_leave_may_be_is_told_as_the_edition_has_it() -> None:
    fall = fall_2025()
    fall.kv("2025-01-07", "medge_ledighet", fran="2025-02-03", till="2025-02-23", motivering="x")
    fall.anordnare("2025-01-07", "anmal_franvaro", slag="ledighet", fran="2025-02-03", till="2025-02-23", orsak="resa")
    with pytest.raises(Avvisning, match="planerad frånvaro över 20 dagar"):
        fall.kv("2025-01-08", "besluta_fortsattning", motivering="kort resa")


@pytest.mark.krav("K13.6", "K16.2")
def test_how_late_a_report_is_a_brist_is_told_as_the_edition_has_it() -> None:
    fall = fall_2025().till("2025-05-01")
    assert fall.brev("arbetsledare", "Brist hos anordnaren: rapport sen över två månader (månadsrapport 2025-01)")
    assert fall.brev("arbetsledare", "Brist hos anordnaren: rapport sen över en månad (månadsrapport 2024-11)")


def test_numbers_in_words() -> None:
    assert [antal_i_ord(n, "månad", "månader") for n in (1, 2, 12, 13)] == [
        "en månad", "två månader", "tolv månader", "13 månader",
    ]  # fmt: skip
    assert [dagar_i_ord(n) for n in (1, 5, 7, 21, 30)] == ["en dag", "fem dagar", "en vecka", "tre veckor", "30 dagar"]


TAL = r"(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|fjorton|\d+)"
ENHET = r"(?:arbetsdag|dag|veck|månad|timm)"
TYPAT = re.compile(rf"(?i)\b(?:inom|över|mer än|sen) {TAL} {ENHET}|den \d+:e\b|\b\d+ (?:arbets)?dagar\b")


def _meningar(fil: Path) -> list[str]:
    trad = ast.parse(fil.read_text(encoding="utf-8"))
    prosa = {id(n.value) for n in ast.walk(trad) if isinstance(n, ast.Expr)}
    return [
        n.value
        for n in ast.walk(trad)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in prosa
    ]


def test_no_frist_and_no_threshold_is_typed_into_a_sentence() -> None:
    filer = [f for rum in ("domain", "workflows", "activities") for f in (ROT / rum).rglob("*.py")]
    assert TYPAT.search("lämna den inom fem arbetsdagar") and TYPAT.search("stängs den 16:e")
    assert [(f.name, m) for f in filer for m in _meningar(f) if TYPAT.search(m)] == []


@pytest.mark.krav("K8.6", "K16.2", sort="gräns")
@pytest.mark.parametrize(("nar", "far"), [("2024-04-23", True), ("2024-04-22", False)])
def test_how_soon_a_report_is_to_come_for_another_insats_to_wait_for_it_is_the_editions(nar: str, far: bool) -> None:
    filer = copy.deepcopy({fil: dict(data) for fil, data in las_utgavor().items()})
    for p in filer["2024.toml"]["parameter"]:
        if p["nyckel"] == "annan_insats.rapport_inom_dagar":
            p["varde"] = 14
    fall = pagaende_under(skapa_regelverk(filer), "2024-03-11").rapportera("2024-03").till(nar)
    sagt = {"vag": "manadsrapport", "beskrivning": "x"}
    if far:
        assert fall.anordnare(nar, "anmal_behov_av_annan_insats", **sagt).insats.anmalningar
    else:
        with pytest.raises(Avvisning, match="senast 2024-05-07, inte inom två veckor"):
            fall.anordnare(nar, "anmal_behov_av_annan_insats", **sagt)
