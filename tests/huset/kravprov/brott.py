"""A breach (*brott*): one rule of the code taken away, and the tests marked with its krav that must then fail.

The matrix (``tests.huset.kravmatris``) sees that a krav has a marked test, not that the test would notice. Here
stands, for each krav, how its rule is taken away – a text of the code that is put in another's place – and which tests
fall.
The breaches of chapter 7 of the krav stand in ``brott/K07.toml``, and so on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

KATALOG = Path(__file__).with_name("brott")


class Brott(BaseModel):
    """A rule taken away. Source: what "a test proves its rule" means (docs/provat/mutation.md)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    krav: str
    vad: str = Field(min_length=10, max_length=200)
    """What no longer holds, in words."""
    fil: str
    tas_bort: str = Field(min_length=1)
    """A text that stands once in the file."""
    blir: str
    faller: tuple[str, ...] = Field(min_length=1)
    """Tests, ``file::function``, of which each must have a case that fails."""

    def brutet(self, text: str) -> str:
        """The file's text with the rule taken away.

        Raises:
            ValueError: What is to be taken away does not stand there just once, or taking it away changes nothing.
        """
        if (antal := text.count(self.tas_bort)) != 1:
            raise ValueError(f"{self.krav}: texten i {self.fil} står {antal} gånger")
        if self.tas_bort == self.blir:
            raise ValueError(f"{self.krav}: brottet i {self.fil} ändrar inget")
        return text.replace(self.tas_bort, self.blir)


def alla(katalog: Path = KATALOG) -> list[Brott]:
    """All breaches, in the order of the krav.

    Raises:
        pydantic.ValidationError: A breach lacks something, or says something else than is asked.
    """
    lasta: list[Brott] = []
    for fil in sorted(katalog.glob("*.toml")):
        innehall: Mapping[str, list[dict[str, object]]] = tomllib.loads(fil.read_text(encoding="utf-8"))
        for krav, rader in innehall.items():
            lasta += (Brott.model_validate({"krav": krav, **rad}) for rad in rader)
    return lasta
