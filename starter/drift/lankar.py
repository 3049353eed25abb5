"""Ready questions for Temporal's pages: what operations look for, as links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from kontrakt import namn

_KOR = f"WorkflowType = '{namn.ARBETSFLODE}' AND ExecutionStatus = 'Running'"


@dataclass(frozen=True, slots=True)
class Fraga:
    """A question to the list of workflows. ``text`` is Swedish; ``fraga`` is what the list is asked."""

    text: str
    fraga: str

    def lank(self, sidor: str, namnrymd: str) -> str:
        """Its page. ``sidor`` is what the addresses of Temporal's pages begin with."""
        return f"{sidor.rstrip('/')}/namespaces/{quote(namnrymd)}/workflows?query={quote(self.fraga)}"


def fragor() -> tuple[Fraga, ...]:
    """What is asked of all cases."""
    return (
        Fraga("Försenade ärenden", f"{_KOR} AND InsatsForsenad = true"),
        Fraga(
            "Kommer inte vidare",
            "TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')",
        ),
    )


def hos_anordnare(namnen: Iterable[str]) -> tuple[Fraga, ...]:
    """The late cases of each anordnare."""
    hos = f"{_KOR} AND InsatsForsenad = true AND InsatsAnordnare = "
    return tuple(Fraga(f"Försenade hos {n}", hos + _citerat(n)) for n in namnen)


def hos_karriarvagledare(iden: Iterable[str]) -> tuple[Fraga, ...]:
    """All cases of each karriärvägledare, by id."""
    return tuple(Fraga(f"Allt hos {id}", f"{_KOR} AND InsatsKarriarvagledare = {_citerat(id)}") for id in iden)


def _citerat(text: str) -> str:
    """As the list's language writes it; a name with a double quote or a backslash it finds in no way of writing."""
    return "'" + text.replace("'", "''") + "'"
