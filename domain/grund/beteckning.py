"""Names and ids that staff write where no register is at hand: never a personnummer, and nothing but what can be read
(K3.3)."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError


def _prova(varde: str) -> str:
    if PERSONNUMMER.search(varde):
        raise PydanticCustomError("personnummer", "a personnummer is no id")
    if not varde.isprintable() or varde != varde.strip():
        raise PydanticCustomError("beteckning", "not readable")
    return varde


Beteckning = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_prova)]
"""An id: of a person, a case, a set of conditions."""
Namn = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_prova)]
"""The name of an organisation."""


PERSONNUMMER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")
"""What looks like a personnummer or samordningsnummer, which no id may be (K3.3)."""


OKAND_KUND = "kund"
"""The id of a kund who is in no register, and of one who was given none: it tells no kund from another."""
