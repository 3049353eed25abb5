"""What is said to people is written down, so that no sentence changes without being read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.meningar import AVSLAG, SAGT, lasta
from tests.ordalydelse import FALL, meningar


@pytest.mark.parametrize("fil", FALL, ids=lambda f: f.stem)
def test_a_case_says_nothing_that_has_not_been_read(fil: Path) -> None:
    nya = "\n".join(sorted(meningar(fil) - lasta(SAGT)))
    assert not nya, f"python -m tests.ordalydelse writes these; read them first:\n{nya}"


def test_the_list_has_no_sentence_that_no_case_says() -> None:
    assert sorted(lasta(SAGT).difference(*map(meningar, FALL))) == []


def test_the_lists_are_in_order_so_that_a_change_is_seen_as_one() -> None:
    for lista in (SAGT, AVSLAG):
        rader = lista.read_text(encoding="utf-8").splitlines()
        assert rader == sorted(set(rader))
