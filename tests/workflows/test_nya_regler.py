"""A release that asks for a rule which running cases were begun without: they go by what it says for older cases."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory
from temporalio.workflow import NondeterminismError

from domain.regler import regelverk
from domain.regler.nycklar import NYCKLAR
from domain.regler.provning import skapa_regelverk
from domain.regler.rad import tolka_rad
from domain.regler.regelverk import FOR_ALDRE, Parameter, Regelverk, SaknarRegel
from domain.regler.skillnad import att_infora
from domain.regler.varde import FelIRegelverk, Varde
from regelverk import las_utgavor
from tests.workflows.test_replay import HISTORIERNA, spelare

BARA_DE_NYASTE = frozenset({
    "bilaga.hogst_megabyte",
    "gallring.arende_manader", "gallring.personal_manader",
    "betalningsmanad.arbetsdagar", "betalningsmanad.vantan", "forvalslista.forsta_start", "forvalslista.period",
    "incident.bedomning_timmar", "incident.forsta_paminnelse_timmar", "incident.kontakt_timmar",
    "incident.sista_paminnelse_timmar", "jamforelse.minst_avslutade", "namnd.minsta_antal",
    "villkor.bekraftelse_arbetsdagar",
})  # fmt: skip
"""Keys that no case asks for: lists and processes beside the cases do, of the rules in force."""

PROVAD = "plangranskning.arbetsdagar"
"""A rule that the life below asks for in its second run, which begins with the state that the first handed over."""


def historien(fil: Path) -> Any:
    return json.loads(gzip.decompress(fil.read_bytes()))


def regelverken(varde: Any) -> Iterator[Any]:
    """Every regelverk inside a history, as the JSON that stands in its payloads."""
    if isinstance(varde, dict):
        if "parametrar" in varde and "utgavor" in varde:
            yield varde
        elif isinstance(data := varde.get("data"), str) and "metadata" in varde:
            yield from regelverken(_oppnad(data))
        for v in varde.values():
            yield from regelverken(v)
    elif isinstance(varde, list):
        for v in varde:
            yield from regelverken(v)


def _oppnad(data: str) -> Any:
    try:
        return json.loads(base64.b64decode(data))
    except ValueError:
        return None


def utan(varde: Any, nyckel: str) -> Any:
    """A history as it would have been, had the rule not existed when the case was begun."""
    if isinstance(varde, dict):
        if "parametrar" in varde and "utgavor" in varde:
            return {**varde, "parametrar": [p for p in varde["parametrar"] if p["nyckel"] != nyckel]}
        if isinstance(data := varde.get("data"), str) and "metadata" in varde and (oppnad := _oppnad(data)) is not None:
            return {**varde, "data": base64.b64encode(json.dumps(utan(oppnad, nyckel)).encode()).decode()}
        return {k: utan(v, nyckel) for k, v in varde.items()}
    return [utan(v, nyckel) for v in varde] if isinstance(varde, list) else varde


@pytest.mark.parametrize("fil", HISTORIERNA, ids=lambda f: f.name.removesuffix(".json.gz"))
def test_cases_under_way_have_every_rule_that_the_code_may_ask_them_for(fil: Path) -> None:
    """If this fails the rule is new: say in ``domain.regler.regelverk.FOR_ALDRE`` what older cases use.

    The committed histories stand for the cases under way (``test_replay``), and so do their rules.
    """
    for r in regelverken(historien(fil)):
        har = {p["nyckel"] for p in r["parametrar"]}
        assert NYCKLAR.keys() - har - BARA_DE_NYASTE <= FOR_ALDRE.keys()


def som_i_filen(varde: Any) -> Any:
    """A list or a table as a file has it."""
    if not isinstance(varde, tuple):
        return varde
    return dict(varde) if isinstance(varde[0], tuple) else list(varde)


def prova(nyckel: str, p: Parameter) -> None:
    """What older cases use is one value of the right kind, on every day. Raises: AssertionError, FelIRegelverk."""
    (v,) = p.varden
    assert (p.nyckel, v.fran <= date(2015, 1, 1), v.till) == (nyckel, True, None)
    rad = {"nyckel": nyckel, "enhet": p.enhet, "paragraf": p.paragraf, "krav": p.krav, "status": p.status,
           "text": p.text, "varde": som_i_filen(v.varde), "fran": v.fran}  # fmt: skip
    tolka_rad("FOR_ALDRE", rad, nyckel)


def test_what_older_cases_use_is_a_value_of_the_right_kind_on_every_day(gallande: Regelverk) -> None:
    for nyckel, p in FOR_ALDRE.items():
        prova(nyckel, p)
    ratt = aldre(gallande.parameter(PROVAD), 5)
    prova(PROVAD, ratt)
    fel = (
        (PROVAD, aldre(gallande.parameter(PROVAD), -1)),
        (PROVAD, replace(ratt, varden=(Varde(date(2024, 1, 1), None, 5),))),
        ("annan.nyckel", ratt),
        ("annan.nyckel", replace(ratt, nyckel="annan.nyckel")),
    )
    for nyckel, p in fel:
        with pytest.raises((AssertionError, FelIRegelverk)):
            prova(nyckel, p)


@pytest.fixture
def gallande() -> Regelverk:
    return skapa_regelverk(las_utgavor())


def aldre(p: Parameter, varde: int) -> Parameter:
    return Parameter(p.nyckel, p.enhet, p.paragraf, p.krav, "tolkning", "gäller ärenden från före regeln",
                     (Varde(date(2015, 1, 1), None, varde),))  # fmt: skip


def test_a_case_with_the_rule_goes_by_it_and_one_without_it_by_what_older_cases_use(
    gallande: Regelverk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fore = Regelverk(gallande.utgavor, tuple(p for p in gallande.parametrar if p.nyckel != PROVAD))
    dag = date(2024, 5, 2)
    with pytest.raises(SaknarRegel):
        fore.tal(PROVAD, dag)
    monkeypatch.setitem(FOR_ALDRE, PROVAD, aldre(gallande.parameter(PROVAD), 77))
    assert fore.tal(PROVAD, dag) == 77
    assert fore.parameter(PROVAD).text == "gäller ärenden från före regeln"
    assert gallande.tal(PROVAD, dag) == gallande.parameter(PROVAD).varden[0].varde != 77
    with pytest.raises(SaknarRegel):
        fore.tal("finns.inte", dag)
    # Until the nightly upkeep gives it the rule.
    sagt = att_infora(fore, gallande)
    assert sagt is not None and [v["nyckel"] for v in sagt["varden"]] == [PROVAD]


async def test_a_run_begun_before_a_rule_goes_on_under_a_release_that_asks_for_it(
    gallande: Regelverk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fil = next(f for f in HISTORIERNA if f.name.startswith("ami2_hela_livet.02"))
    fore = WorkflowHistory.from_json("ami2_hela_livet", json.dumps(utan(historien(fil), PROVAD)))
    # The rule's lack is now told as a refusal, which the history does not hold: another story.
    with pytest.raises(NondeterminismError):
        await spelare().replay_workflow(fore)
    varde = gallande.parameter(PROVAD).varden[0].varde
    assert isinstance(varde, int)
    monkeypatch.setitem(regelverk.FOR_ALDRE, PROVAD, aldre(gallande.parameter(PROVAD), varde))
    await spelare().replay_workflow(fore)
