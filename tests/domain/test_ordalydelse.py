"""What is said to people is written down, so that no sentence changes without being read."""

from __future__ import annotations

from difflib import unified_diff

from tests.ordalydelse import DOKUMENT, meningar


def test_every_sentence_the_cases_tell_is_as_it_was_last_read() -> None:
    last = DOKUMENT.read_text(encoding="utf-8").splitlines()
    skillnad = "\n".join(unified_diff(last, meningar(), "läst", "sagt", n=0, lineterm=""))
    assert not skillnad, f"read the new sentences, then: python -m tests.ordalydelse\n{skillnad}"
