"""What has been begun and not said yet: kept for the organisation that writes it, and for nobody else.

Whether one may see what it is about is asked each time, so that access that ends ends here too (K3.4). A version is
written over by whoever has read it alone; two who write at once are told of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import FinnsInte
from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.insyn.vem_ser import ser_sitt
from persistence.tabeller.grund import insats
from persistence.tabeller.skrivbord import utkast

HALLS = timedelta(days=60)
"""How long a draft is kept that nobody goes on with."""


def ser_arendet(forbindelse: Connection, som: Aktor, arende: str) -> bool:
    """Whether it is a case that ``som`` may see."""
    fraga = select(insats.c.arende).where(insats.c.arende == arende, ser_sitt(som))
    return forbindelse.execute(fraga).first() is not None


@dataclass(frozen=True, slots=True)
class Utkastplats:
    """Where a draft belongs: the case or the process, the kommando, and the month it is about, or empty.

    Attributes:
        ser: whether somebody may see what it is about.
        egen: it is its writer's alone, and no colleague's: a message, or what has not begun yet and nobody else sees.
    """

    arende: str
    kommando: str
    avser: str = ""
    ser: Callable[[Connection, Aktor, str], bool] = ser_arendet
    egen: bool = False


@dataclass(frozen=True, slots=True)
class Utkast:
    """A draft: the fields as they were written, ``av`` by whom it was saved last, and when (UTC)."""

    innehall: Mapping[str, str]
    version: int
    av: str
    andrad: datetime


class Krock(Exception):
    """Somebody else has saved since one read; ``nu`` is what is there, None where it has been sent or thrown away."""

    def __init__(self, nu: Utkast | None) -> None:
        self.nu = nu
        super().__init__()


def agare(som: Aktor, *, egen: bool = False) -> str:
    """Who may go on with what ``som`` has begun: colleagues of the same organisation or role, or nobody else."""
    if egen:
        return str(som)
    return f"anordnare@{som.organisation}" if som.roll is Roll.ANORDNARE else str(som.roll)


def las(motor: Engine, som: Aktor, plats: Utkastplats) -> Utkast | None:
    """The draft; None if there is none that one may go on with. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return _las(forbindelse, som, plats)


def spara(
    motor: Engine, som: Aktor, plats: Utkastplats, innehall: Mapping[str, str], last: int, nu: datetime
) -> Utkast:
    """Save over the version ``last``, 0 where there was none; returns what is there now.

    Raises:
        FinnsInte: there is nothing of that name that one may see.
        Krock: it is not the version that one has read.
        DataFel, DatabasFel: as ``transaktion``.
    """
    nytt = {"innehall": dict(innehall), "av": str(som), "andrad": nu}
    with transaktion(motor) as forbindelse:
        if not plats.ser(forbindelse, som, plats.arende):
            raise FinnsInte("K3.3", "det som utkastet hör till finns inte, eller är inte ditt att se", "arende")
        if last:
            satt = update(utkast).where(_vilket(som, plats), utkast.c.version == last).values(**nytt, version=last + 1)
            gick = forbindelse.execute(satt).rowcount == 1
        else:
            falt = {
                "arende": plats.arende,
                "kommando": plats.kommando,
                "avser": plats.avser,
                "agare": _agare(som, plats),
            }
            lagg = insert(utkast).values(**falt, **nytt, version=1).on_conflict_do_nothing()
            gick = forbindelse.execute(lagg.returning(utkast.c.version)).first() is not None
        if not gick:
            raise Krock(_las(forbindelse, som, plats))
    return Utkast(nytt["innehall"], last + 1, str(som), nu)  # type: ignore[arg-type]


def glom(motor: Engine, som: Aktor, plats: Utkastplats) -> None:
    """Take the draft away: it has been said, or is thrown away. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        forbindelse.execute(delete(utkast).where(_vilket(som, plats)))


def stada(motor: Engine, fore: datetime) -> int:
    """Take away what nobody has gone on with since ``fore``; returns how many. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(delete(utkast).where(utkast.c.andrad < fore)).rowcount


def _las(forbindelse: Connection, som: Aktor, plats: Utkastplats) -> Utkast | None:
    u = utkast.c
    fraga = select(u.innehall, u.version, u.av, u.andrad).where(_vilket(som, plats))
    rad = forbindelse.execute(fraga).mappings().first()
    return Utkast(**rad) if rad and plats.ser(forbindelse, som, plats.arende) else None


def _vilket(som: Aktor, plats: Utkastplats) -> ColumnElement[bool]:
    u = utkast.c
    return and_(
        u.arende == plats.arende, u.kommando == plats.kommando, u.avser == plats.avser, u.agare == _agare(som, plats)
    )  # fmt: skip


def _agare(som: Aktor, plats: Utkastplats) -> str:
    return agare(som, egen=plats.egen)
