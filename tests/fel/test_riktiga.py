"""The house on real servers, troubled: nothing acknowledged is lost or doubled, and the backlog drains without hands.

Three rounds here; ``make fel`` plays them all, seed after seed.
"""

from pathlib import Path

import pytest

from tests.fel.riktiga.huset import huset
from tests.fel.riktiga.oro import oroa, rond

pytestmark = pytest.mark.krav("K0.7", "K0.8", "K3.3")

ROND = {
    1: ["arbetare kill -9", "COMMIT skickat, svaret borta", "PostgreSQL stoppad på en gång", "e-post 4xx"],
    2: ["arbetare SIGSTOP", "Temporal kill -9", "tyst nät", "e-post tagen, svaret borta", "arbetare SIGTERM"],
    3: ["PostgreSQL:s disk full", "en arbetares klocka fel", "e-post 5xx", "Temporals databas raderad",
        "Temporal återställd till ett äldre läge"],
}  # fmt: skip


@pytest.mark.timeout(420)
@pytest.mark.parametrize("fro", ROND)
async def test_a_troubled_house_loses_nothing_and_doubles_nothing(fro: int, tmp_path: Path) -> None:
    async with huset(tmp_path) as h:
        b = await oroa(h, rond(fro, ROND[fro], arenden=3))
    print("\n".join(b.rader()))
    assert b.brott == []
    assert len(b.kvitton) >= 6 and sum(b.injicerat.values()) + len(b.ej_provade) == len(ROND[fro])
