"""A kund with two cases, and what is refused for the sake of the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende
from tests.verktyg.meningar import prova_avslag
from tests.verktyg.spel import d

BYTE = {
    "arende": "in-1", "sort": "byte_av_anordnare", "insats": "AMI2", "avslutsdatum": "2024-06-15",
    "forsta_start": "2024-03-11", "planerat_slut": "2025-03-10",
}  # fmt: skip


def annat(
    insats: Any = "AMI2", fran: str = "2024-03-11", till: str | None = "2025-03-10", arende: str = "in-1", **mer: Any
) -> Kundarende:
    return Kundarende(arende, insats, d(fran), d(till) if till else None, **mer)


@contextmanager
def nekas() -> Iterator[pytest.ExceptionInfo[Avvisning]]:
    """A refusal, in words that have been read."""
    with pytest.raises(Avvisning) as sagt:
        yield sagt
    prova_avslag(str(sagt.value))
