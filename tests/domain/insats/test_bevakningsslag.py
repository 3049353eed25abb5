"""What is true of a kind of bevakning is said once, and is true of every bevakning of the kind."""

from __future__ import annotations

import re

import pytest

from domain.grund.kallor import hanvisning
from domain.grund.ord import AVSLUTSANLEDNING
from domain.insats.insats import Insats
from domain.kapitel.alla import KAPITLEN, SLAGEN, benamning, bevakningar
from domain.kvalitet.matt import PUNKTLIGA
from domain.liv.rutin import tillampa
from tests.starter.provkorning.fallen import FALLEN, spelat

DAG = r"\d{4}-\d\d-\d\d"
FORM = {
    "ensam": "",
    "omgang": r"|[2-9]|\d\d+",
    "nummer": r"[1-9]\d*",
    "vecka": r"\d{4}-W\d\d",
    "manad": r"\d{4}-\d\d",
    "dag": DAG,
    "fraga": r"anmalan-\d+|forslag-[a-z-]+-\d+|(?:trad|intern)-\d+-\d+|onskemal-[a-z-]+-\d+(?:-samtal)?"
    r"|attest-(?:avslut|rattelse)-\d+|attest-avskrivning-\d+-[a-z]+-[\d-]+",
    "manad_eller_ledighet": rf"\d{{4}}-\d\d|ledighet {DAG}|(?:{'|'.join(AVSLUTSANLEDNING)})-{DAG}",
}


def test_a_kind_has_one_home() -> None:
    egna = [slag for kapitel in KAPITLEN.kapitel for slag in kapitel.slag]
    assert {s.namn: s for s in egna} == SLAGEN
    assert len({id(s) for s in egna}) == len({s.namn for s in egna}) == len({s.rubrik for s in egna})


@pytest.mark.parametrize("slag", SLAGEN.values(), ids=lambda s: s.namn)
def test_a_kind_says_all_that_is_asked_of_it(slag: object) -> None:
    typ = SLAGEN[slag.namn]  # type: ignore[attr-defined]
    assert typ.grund
    assert all(hanvisning(regel) and grund.start for regel, grund in typ.grund.items())
    assert typ.kvalitet is None or typ.kvalitet in PUNKTLIGA
    assert typ.avser in FORM


def test_every_figure_of_the_review_that_a_frist_decides_has_a_kind() -> None:
    assert {s.kvalitet for s in SLAGEN.values() if s.kvalitet} == set(PUNKTLIGA) - {"meddelanden"}


def test_a_kind_that_there_is_not_is_called_by_its_own_word() -> None:
    assert benamning("nagot", "2024-03") == "nagot 2024-03"
    assert benamning("nagot", None) == "nagot"
    assert benamning("manadsrapport", "2024-03") == "månadsrapport 2024-03"


def test_every_bevakning_of_every_case_is_named_as_its_kind_says() -> None:
    slagen = set()
    for fil in FALLEN:
        i: Insats | None = None
        for post in spelat(fil).poster:
            i = tillampa(i, post)
        for b in bevakningar(i) if i else ():
            assert re.fullmatch(FORM[b.typ.avser], b.avser or ""), b.nyckel
            assert b.regel in b.typ.grund
            slagen.add(b.slag)
    assert slagen == set(SLAGEN)
