"""Short ways to lists that the tests of the förvalslista begin from."""

from tests.verktyg.listspel import Lista


def a_och_b() -> Lista:
    return Lista().ny("A", "2024-01-02").ny("B", "2024-01-05")
