"""What is said to people is written down, so that no sentence changes without being read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.huset.ordalydelse import FALLEN, meningar
from tests.verktyg.meningar import AVSLAG, SAGT, lasta

pytestmark = pytest.mark.langsam


@pytest.mark.parametrize("fil", FALLEN, ids=lambda f: f.stem)
def test_a_case_says_nothing_that_has_not_been_read(fil: Path) -> None:
    nya = "\n".join(sorted(meningar(fil) - lasta(SAGT)))
    assert not nya, f"python -m tests.huset.ordalydelse writes these; read them first:\n{nya}"


def test_the_list_has_no_sentence_that_no_case_says() -> None:
    assert sorted(lasta(SAGT).difference(*map(meningar, FALLEN))) == []


def test_the_lists_are_in_order_so_that_a_change_is_seen_as_one() -> None:
    for lista in (SAGT, AVSLAG):
        rader = lista.read_text(encoding="utf-8").splitlines()
        assert rader == sorted(set(rader))


def test_no_letter_tells_an_identifier() -> None:
    """What is sent to people is in words; a ``_`` in it is a name that nobody has put in words."""
    assert [rad for rad in lasta(SAGT) if rad.startswith("till ") and "_" in rad] == []


def test_no_refusal_tells_an_identifier_but_what_is_to_be_written() -> None:
    """The field before the colon is what the sender writes; so are a template's headings and an edition's keys."""
    satser = (rad.partition(": ")[2] or rad for rad in lasta(AVSLAG) if "K16.2" not in rad)
    skrivs = ("rubriken saknas: ", "rubriken finns inte", "det finns ingen öppen bevakning finns_inte")
    assert [s for s in satser if "_" in s and not s.startswith(skrivs)] == []
