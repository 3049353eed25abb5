"""What is printed does nothing but be seen: a name, a text or an argument may hold codes for the terminal (K3.3)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from domain.grund.text import synligt


class Harmlos:
    """A stream of text that shows such codes as ``�``; all else is the stream's own."""

    def __init__(self, strom: TextIO) -> None:
        self.bakom = strom

    def write(self, text: str) -> int:
        """Write it, shown. Raises: TypeError, for bytes."""
        return self.bakom.write(synligt(text))

    def writelines(self, rader: Iterable[str]) -> None:
        """Write them, shown."""
        for rad in rader:
            self.write(rad)

    def __getattr__(self, namn: str) -> Any:
        return getattr(self.bakom, namn)

    def __iter__(self) -> Iterator[str]:
        return iter(self.bakom)


def bakom(strom: TextIO) -> TextIO:
    """The stream itself, for one who shows by other means."""
    return strom.bakom if isinstance(strom, Harmlos) else strom


@contextmanager
def harmlos_utskrift() -> Iterator[None]:
    """While it lasts, all that is printed is harmless."""
    fore = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Harmlos(fore[0]), Harmlos(fore[1])
    try:
        yield
    finally:
        sys.stdout, sys.stderr = fore
