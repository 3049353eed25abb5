"""An anordnare is known by its name, however it is typed: the same letters are the same anordnare (K1.1)."""

from __future__ import annotations

from difflib import get_close_matches

from sqlalchemy import Connection, Engine, func, select

from domain.grund.avvisning import Avvisning
from domain.register.anordnare import FLEST_ANORDNARE, namnnyckel
from persistence.databas.motor import transaktion
from persistence.tabeller.anordnarregister import anordnare


def prova_nytt(forbindelse: Connection, namn: str) -> None:
    """Nobody else has the name, written otherwise, and there is room for one more.

    Raises: Avvisning, K1.1, with how the register writes it; K0.6.
    """
    alla = las_namnen(forbindelse)
    if (har := alla.get(namnnyckel(namn))) not in (None, namn):
        raise Avvisning("K1.1", f"finns redan, skriven {har}", "anordnare")
    if har is None and len(alla) >= FLEST_ANORDNARE:
        raise Avvisning("K0.6", f"registret tar högst {FLEST_ANORDNARE} anordnare", "anordnare")


def las_namnen(forbindelse: Connection) -> dict[str, str]:
    """The names by their keys. Whoever registers another meanwhile waits for this transaction."""
    forbindelse.execute(select(func.pg_advisory_xact_lock(func.hashtext("anordnarnas namn"))))
    return _per_nyckel(forbindelse)


def kand(motor: Engine, namn: str, falt: str = "anordnare", regel: str = "K1.1") -> str:
    """The name as the register writes it. Raises: Avvisning, no such anordnare."""
    with transaktion(motor) as forbindelse:
        return kand_i(forbindelse, namn, falt, regel)


def kand_i(forbindelse: Connection, namn: str, falt: str = "anordnare", regel: str = "K1.1") -> str:
    """The same in an open transaction."""
    alla = _per_nyckel(forbindelse)
    if (har := alla.get(namnnyckel(namn))) is not None:
        return har
    nara = get_close_matches(namnnyckel(namn), alla, n=3, cutoff=0.75)
    menade = f"; menade du {' eller '.join(alla[n] for n in nara)}?" if nara else ""
    raise Avvisning(regel, f"anordnaren finns inte i registret{menade}", falt)


def prova_skrivet(forbindelse: Connection, namn: str, falt: str = "anordnare", regel: str = "K1.1") -> None:
    """The name is written as the register has it: what travels, or says whose something is, is not guessed at.

    Raises: Avvisning, with how it is written.
    """
    if (har := kand_i(forbindelse, namn, falt, regel)) != namn:
        raise Avvisning(regel, f"skrivs {har} i registret", falt)


def _per_nyckel(forbindelse: Connection) -> dict[str, str]:
    return {namnnyckel(n): n for n in forbindelse.execute(select(anordnare.c.namn)).scalars()}
