"""An inbox is one list, newest first, of what is sent to oneself and to one's whole role (K4.6)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert

from domain.grund.parter import Aktor, Roll
from persistence.meddelanden import inkorg
from persistence.tabeller.post import meddelande

KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
FORST = datetime(2024, 3, 1, tzinfo=UTC)

pytestmark = pytest.mark.krav("K4.6")


@pytest.fixture
def blandat(motor: Engine) -> Engine:
    """By turns one's own, the whole role's, and another's; three of each instant."""
    parter = ("kv1", None, "kv2")
    rader = [
        {
            "arende": "rutinen", "nr": n, "ordning": 0, "tid": FORST + timedelta(hours=n // 3), "part": parter[n % 3],
            "till": str(Roll.KARRIARVAGLEDARE if n != 7 else Roll.ARBETSLEDARE), "regel": "K4.6", "rubrik": str(n),
            "last": FORST if n in (3, 4) else None,
        }
        for n in range(1, 19)
    ]  # fmt: skip
    with motor.begin() as c:
        c.execute(insert(meddelande), rader)
    return motor


def nummer(rader: list[inkorg.Inkorgsrad]) -> list[int]:
    return [r.nr for r in rader]


ALLA = [18, 16, 15, 13, 12, 10, 9, 6, 4, 3, 1]


def test_ones_own_and_the_whole_roles_are_one_list_newest_first(blandat: Engine) -> None:
    assert nummer(inkorg.inkorg(blandat, KV)) == ALLA
    assert nummer(inkorg.inkorg(blandat, KV, bara_olasta=True)) == [n for n in ALLA if n not in (3, 4)]


@pytest.mark.parametrize("per_sida", [1, 2, 3, 7, 11, 12])
def test_its_pages_are_the_list_cut_wherever_it_is_cut(blandat: Engine, per_sida: int) -> None:
    sedda: list[inkorg.Inkorgsrad] = []
    while True:
        fore = (sedda[-1].tid, sedda[-1].id) if sedda else None
        sida = inkorg.inkorg(blandat, KV, fore=fore, antal=per_sida)
        sedda += sida
        if len(sida) < per_sida:
            break
    assert nummer(sedda) == ALLA


def test_the_whole_roles_is_not_anothers_own(blandat: Engine) -> None:
    andra = Aktor(Roll.KARRIARVAGLEDARE, "kv2")
    assert nummer(inkorg.inkorg(blandat, andra)) == [17, 16, 14, 13, 11, 10, 8, 5, 4, 2, 1]
