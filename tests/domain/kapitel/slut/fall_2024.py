"""A case of 2024 that is to end, and the reasons to."""

from tests.verktyg.spel import Spel


def fall_2024() -> Spel:
    return Spel.pagaende(start="2024-03-11", langd_manader=3)
