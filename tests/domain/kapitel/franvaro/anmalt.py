"""Absence as it is reported in a case under way."""

from tests.verktyg.spel import Spel


def anmal(fall: Spel, nar: str, fran: str, till: str | None = None, slag: str = "sjuk") -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag=slag, fran=fran, till=till, orsak="anges här")


def sjuk(fran: str, till: str | None = None, nar: str | None = None, slag: str = "sjuk") -> Spel:
    # Leave is not for a kund with ekonomiskt bistånd (K9.2).
    insats = "ISA2" if slag == "ledighet" else "AMI2"
    return anmal(Spel.pagaende(insats, start="2024-03-11"), nar or fran, fran, till, slag)
