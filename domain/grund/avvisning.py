"""A refusal: which rule stands against it, which field, and a sentence staff can read."""

from __future__ import annotations

from typing import TypeVar

from domain.grund.kallor import paragraf

_T = TypeVar("_T")


class Avvisning(Exception):
    """What was asked for is refused; state is untouched.

    Attributes:
        regel: krav id, e.g. ``K11.1``.
        text: one Swedish sentence.
        falt: the field of the command that it concerns, when it concerns one.
    """

    def __init__(self, regel: str, text: str, falt: str | None = None) -> None:
        self.regel, self.text, self.falt = regel, text, falt
        super().__init__(str(self))

    def __str__(self) -> str:
        falt = f"{self.falt}: " if self.falt else ""
        kalla = paragraf(self.regel)
        return f"{falt}{self.text} ({self.regel}{f', {kalla}' if kalla else ''})"


class FinnsInte(Avvisning):
    """What was asked for is not there, or is not one's own to see: the two are answered alike, everywhere."""


def finns(varde: _T | None, varfor: str) -> _T:
    """What must be there, as the routine holds it; its absence is a fault of ours, never a refusal.

    Raises:
        AssertionError: It is not there; with why it should be.
    """
    if varde is None:
        raise AssertionError(varfor)
    return varde
