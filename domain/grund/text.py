"""Free text as the rules need it: that it is filled in, never what it says (K3.3).

The words themselves stay in the document store; a command carries only these facts about them, so that no
personal data passes through Temporal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from domain.grund.granser import LANGSTA_TEXT, formfel

_OSYNLIGT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Codes to a terminal, changes of direction, other line breaks and what has no width; not the joiners of letters."""

_EJ_AKTUELLT = re.compile(r"ej\s+aktuellt\b[\W_]*", re.IGNORECASE)
"""With what is no word after it: a mark is no motivering (K8.4)."""


@dataclass(frozen=True, slots=True)
class Textfakta:
    """Facts about one free text.

    Attributes:
        tecken: number of characters, outer white space not counted; for ``Ej aktuellt`` of its motivering.
        ej_aktuellt: the text begins with ``Ej aktuellt`` (§8.1, K8.4).
    """

    tecken: int
    ej_aktuellt: bool = False

    @property
    def ifylld(self) -> bool:
        """Filled in; ``Ej aktuellt`` counts only with a motivering (K8.4)."""
        return self.tecken > 0


def synligt(text: str) -> str:
    """A text where each character that would do something else than be seen stands as ``�`` (K3.3)."""
    return _OSYNLIGT.sub("�", text)


def som_skrivna_koder(text: str) -> str:
    """The same without loss, where a program reads strings with escapes: such a character as ``\\uXXXX``."""
    return _OSYNLIGT.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def fakta_om(text: str) -> Textfakta:
    """The facts about a text as it was written."""
    text = text.strip()
    if m := _EJ_AKTUELLT.match(text):
        return Textfakta(len(text[m.end() :].strip()), ej_aktuellt=True)
    return Textfakta(len(text))


def _las(varde: object) -> object:
    if isinstance(varde, str):
        if len(varde) > LANGSTA_TEXT:
            raise formfel("for_lang_text", max_length=LANGSTA_TEXT)
        return fakta_om(varde)
    return varde


Text = Annotated[Textfakta, BeforeValidator(_las)]
"""A field of free text: read from the words, kept as facts."""
