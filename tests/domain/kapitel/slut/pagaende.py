"""A case under way, as the routine's second edition ends it."""

from tests.verktyg.spel import Spel


def pagaende(insats: str = "AMI2") -> Spel:
    return Spel.pagaende(insats, start="2024-03-11", langd_manader=3)
