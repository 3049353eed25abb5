"""A rule that fails on something said is a refusal with a reference, never a stopped case: the case goes on (K0.6).

The text of what failed may repeat what was said, so only its kind is told, and that to operations (K3.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from domain.grund.avvisning import Avvisning
from domain.regler.regelverk import SaknarRegel
from domain.skeende.inkommet import Inkommet


class Tjanstefel(Avvisning):
    """A refusal for a fault of the service's own.

    Attributes:
        referens: what the sender is told and operations search for; the same for the same kommando.
        slag: the kind of what failed.
    """

    def __init__(self, regel: str, referens: str, slag: str) -> None:
        self.referens, self.slag = referens, slag
        super().__init__(
            regel, f"ett fel i tjänsten hindrar det; ingenting är ändrat (referens {referens})", "kommando"
        )


@contextmanager
def aldrig_stopp(inkommet: Inkommet) -> Iterator[None]:
    """What is decided in the block on something said ends in what was decided, or in a refusal.

    Raises:
        Avvisning: as the rule raised it; a day that the regelverk does not reach, named; ``Tjanstefel`` for the rest.
    """
    regel = type(inkommet.kommando).regel
    try:
        yield
    except Avvisning:
        raise
    except SaknarRegel as fel:
        nar = f"för {fel.pa}" if fel.pa else f"som heter {fel.nyckel}"
        raise Avvisning(regel, f"regelverket har inga regler {nar}", "kommando") from None
    except Exception as fel:
        raise Tjanstefel(regel, referens(inkommet.id), type(fel).__name__) from None


def referens(kommando_id: str) -> str:
    """The reference of a fault: of the kommando alone, so that every engine and every try gives the same."""
    return f"F-{sha256(kommando_id.encode()).hexdigest()[:8]}"
