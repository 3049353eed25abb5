"""Sickness in a case under way."""

from tests.verktyg.spel import Spel


def sjuk(fall: Spel, fran: str, till: str | None = None, nar: str | None = None) -> Spel:
    return fall.anordnare(nar or fran, "anmal_franvaro", slag="sjuk", fran=fran, till=till, orsak="x")


def pagaende() -> Spel:
    return Spel.pagaende(start="2024-03-11")


def krav(fall: Spel, nar: str, galler: bool = True) -> Spel:
    return fall.kv(nar, "krav_forstadagsintyg", galler=galler, motivering="x")
