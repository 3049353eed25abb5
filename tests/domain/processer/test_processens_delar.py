"""A state that is too large for one message is handed over in parts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.processer.lagring import tillstandstext
from kontrakt import process
from kontrakt.process import DELLANGD, HEL, ar_for_stort, tillstandsdel

MEST_I_ETT_VARDE = 2 * 1024 * 1024
"""What Temporal takes."""


def i_delar(tillstand: dict[str, object]) -> list[str]:
    text, delar, sist = "", [], False
    while not sist:
        svar = tillstandsdel(tillstand, len(text))
        delar.append(svar.text)
        text, sist = text + svar.text, svar.sist
    return delar


@given(st.dictionaries(st.text(), st.text()), st.integers(1, 40))
def test_the_parts_of_a_state_are_the_state_whatever_is_written_in_it(tillstand: dict[str, object], langd: int) -> None:
    with pytest.MonkeyPatch.context() as m:
        m.setattr(process, "DELLANGD", langd)
        delar = i_delar(tillstand)
    assert json.loads("".join(delar)) == tillstand
    assert all(len(d) == langd for d in delar[:-1]) and 0 < len(delar[-1]) <= langd


def test_the_part_that_ends_where_the_state_ends_is_the_last() -> None:
    tillstand: dict[str, object] = {"a": "x" * (2 * DELLANGD - len('{"a":""}'))}
    assert [len(d) for d in i_delar(tillstand)] == [DELLANGD, DELLANGD]


@pytest.mark.parametrize("tecken", ["x", "å", '"', "\\", "\x00", "😀"])
def test_a_part_fits_in_a_message_whatever_it_is_made_of(tecken: str) -> None:
    """As text inside a message it is written once more."""
    delar = i_delar({"a": tecken * DELLANGD})
    assert max(len(json.dumps(d, ensure_ascii=False).encode()) for d in delar) < MEST_I_ETT_VARDE


@pytest.mark.parametrize("tecken", ["x", "å", '"', "😀"])
def test_what_passes_whole_fits_in_a_message_and_one_character_more_does_not_pass(tecken: str) -> None:
    per = len(json.dumps(tecken)) - 2
    ram, antal = len('{"a":""}'), (HEL - len('{"a":""}')) // per
    fyllnad = HEL - ram - antal * per
    hel = {"a": tecken * antal + "x" * fyllnad}
    assert len(tillstandstext(hel)) == HEL
    assert not ar_for_stort(hel)
    assert len(json.dumps(hel, ensure_ascii=False).encode()) < MEST_I_ETT_VARDE
    assert ar_for_stort({"a": hel["a"] + "x"})
