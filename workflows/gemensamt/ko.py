"""What has been said to a process and waits for its turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.liv.tjanstefel import Tjanstefel
    from domain.skeende.form import FORM
    from domain.skeende.inkommet import Inkommet


@dataclass(eq=False)
class Sagt:
    """``tid`` is its registration instant; ``avvisning`` why it was refused, once it is ``klart``."""

    inkommet: Inkommet
    tid: datetime
    klart: bool = False
    avvisning: Avvisning | None = None


_TILLIT = timedelta(minutes=2)
"""How far before its own clock an update's instant is believed: the way from the door to here."""


def trodd_tid(inkommet: Inkommet, nu: datetime, *, vantar: bool) -> datetime:
    """The registration instant: the door's own if it can be believed, else this clock's."""
    inkom = inkommet.inkom
    trott = inkom is not None and inkom <= nu and (not vantar or nu - inkom <= _TILLIT)
    return inkom if trott and inkom else nu


def kan_inte_sparas() -> Avvisning:
    return Avvisning(FORM, "uppgifterna innehåller något som inte kan sparas", "kommando")


def larma(avvisning: Avvisning, inkommet: Inkommet) -> None:
    """A fault of the service's own is told to operations, by its reference and its kind; what was said is not."""
    if isinstance(avvisning, Tjanstefel):
        vad = {"kommando": type(inkommet.kommando).__name__, "fel": avvisning.slag, "referens": avvisning.referens}
        workflow.logger.error("ett kommando gick inte att besluta", extra=vad)


def som_fel(avvisning: Avvisning) -> ApplicationError:
    """A refusal as Temporal carries it: to the sender, never as a failed task."""
    return ApplicationError(
        str(avvisning), avvisning.regel, avvisning.text, avvisning.falt, type="Avvisning", non_retryable=True
    )
