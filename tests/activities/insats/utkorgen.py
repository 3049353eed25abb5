"""What waits in the outbox, and the activities run as Temporal runs them."""

from collections.abc import Callable

from sqlalchemy import Engine, select

from kontrakt.insats import Batch
from persistence.databas.motor import transaktion
from persistence.tabeller.post import meddelande, utkorg

Ny = Callable[..., Batch]


def status(motor: Engine) -> list[tuple[str, str, int, str | None]]:
    """The outbox: to whom, how it stands, attempts, last error."""
    u = utkorg.c
    fraga = select(meddelande.c.till, u.status, u.forsok, u.senaste_fel).join(utkorg).order_by(meddelande.c.id)
    with transaktion(motor) as forbindelse:
        return [tuple(r) for r in forbindelse.execute(fraga)]  # type: ignore[misc]
