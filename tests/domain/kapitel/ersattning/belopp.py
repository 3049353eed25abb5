"""The amounts that the tests of pay reckon with."""

from decimal import Decimal

from tests.verktyg.spel import Spel

BELOPP_2025 = {
    "utgava": "2025",
    "varden": [{"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01", "till": "2025-12-31"}],
}


def ore(text: str) -> Decimal:
    return Decimal(text)


def avbrott(avslut: str = "2024-04-10", beslut: str | None = None) -> Spel:
    return Spel.pagaende(start="2024-03-11").avsluta(beslut or avslut, avslut, "kundens_egen_begaran")


def utan_brytning(text: str) -> str:
    """A sentence with plain spaces in its amounts."""
    return text.replace("\u00a0", " ")
