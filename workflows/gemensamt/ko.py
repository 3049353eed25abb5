"""What has been said and waits for its turn: to a case or to a process, through any of its doors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.grund.parter import Roll
    from domain.liv.tjanstefel import Tjanstefel
    from domain.skeende.form import FORM
    from domain.skeende.inkommet import Inkommet


@dataclass(eq=False)
class Vantande:
    """``tid`` is its registration instant; ``avvisning`` why it was refused, once it is ``klart``.

    ``vantar`` is False for what was said without waiting: a signal, and what an agent says of what was left.
    ``otagbar``: the journal has shown that it cannot hold it. ``fel_form``: why it must not be taken as it is.
    ``star_vid``: where what it changed nothing of stood.
    """

    inkommet: Inkommet
    tid: datetime
    vantar: bool = True
    klart: bool = False
    otagbar: bool = False
    fel_form: Avvisning | None = None
    avvisning: Avvisning | None = None
    star_vid: tuple[int, int, datetime] = field(init=False)

    def besvara(self, nr: int) -> None:
        """It has been decided on, and the journal's last line is ``nr``; whoever waits goes on."""
        self.star_vid = (nr, nr, self.tid)
        self.klart = True


_TILLIT = timedelta(minutes=2)
"""How far before its own clock an update's instant is believed: the way from the door to here."""


def trodd_tid(inkommet: Inkommet, nu: datetime, *, vantar: bool) -> datetime:
    """The registration instant: the door's own if it can be believed, else this clock's."""
    inkom = inkommet.inkom
    trott = inkom is not None and inkom <= nu and (not vantar or nu - inkom <= _TILLIT)
    return inkom if trott and inkom else nu


def ar_sen(v: Vantande, nu: datetime) -> bool:
    """Whether something bears an instant so long ago that its word alone is not believed; the service's own is."""
    return not v.vantar and nu - v.tid > _TILLIT and v.inkommet.av.roll is not Roll.SYSTEM


def bar_egen_tid(v: Vantande) -> bool:
    """Whether something that nobody awaits bears an instant of its own, late or not; the service's own is believed."""
    return not v.vantar and v.inkommet.inkom is not None and v.inkommet.av.roll is not Roll.SYSTEM


def las(lasare: Callable[[], Inkommet]) -> Inkommet:
    """What came in, by its reader. Raises: Avvisning, and nothing else: what came in is what is wrong."""
    try:
        return lasare()
    except Avvisning:
        raise
    except Exception:  # whatever its reader trips on
        raise Avvisning(FORM, "går inte att läsa", "kommando") from None


def kan_inte_sparas() -> Avvisning:
    """The refusal of what the database will never take."""
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
