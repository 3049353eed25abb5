"""The picture of a case: what is shown, in what order, and what has fallen away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.grund.parter import Roll
from domain.insats.anteckningar import Oppnad
from domain.liv import lagesbild

Spelet = Callable[..., Any]


def test_bevakningar_stand_in_the_order_they_opened(spelet: Spelet) -> None:
    for insats in spelet(till="2024-12-31").lagen:
        rader = lagesbild.bevakningsrader(insats)
        assert rader == sorted(rader, key=lambda r: (r.oppnad, r.nyckel))
        assert len({r.nyckel for r in rader}) == len(rader)
        assert "planerad" not in {r.utfall for r in rader}


def test_every_opened_bevakning_is_shown_also_when_its_ground_is_gone(spelet: Spelet) -> None:
    insats = spelet().insats
    borta = Oppnad(datetime(2024, 3, 2, tzinfo=UTC), "slutrapport", "2024-09-10", "K12.1", Roll.ANORDNARE,
                   date(2024, 9, 10))  # fmt: skip
    insats = replace(insats, oppnade={**insats.oppnade, "slutrapport:2024-09-10": borta})
    rader = {r.nyckel: r for r in lagesbild.bevakningsrader(insats)}
    assert insats.oppnade.keys() <= rader.keys()
    rad = rader["slutrapport:2024-09-10"]
    assert (rad.utfall, rad.part, rad.oppnad, rad.frist) == ("upphord", "Anordnare A", borta.tid, borta.frist)
    avskriven = replace(insats, avskrivna={**insats.avskrivna, "slutrapport:2024-09-10": borta.tid})
    rader = {r.nyckel: r for r in lagesbild.bevakningsrader(avskriven)}
    assert rader["slutrapport:2024-09-10"].utfall == "avskriven"


def test_the_part_is_who_the_role_is_in_this_case(spelet: Spelet) -> None:
    insats = spelet().insats
    parter = {r.ansvarig: r.part for r in lagesbild.bevakningsrader(insats)}
    assert parter[Roll.ANORDNARE] == "Anordnare A" and parter[Roll.KARRIARVAGLEDARE] == "kv1"
    assert insats.part(Roll.ARBETSLEDARE) is None


def test_payments_are_numbered_in_order_months_before_avbrott(spelet: Spelet) -> None:
    rader = lagesbild.utbetalningsrader(spelet().insats)
    assert [r.ordning for r in rader] == list(range(len(rader)))
    assert [r.nyckel for r in rader] == ["manad:2024-03", "manad:2024-04", "manad:2024-05", "avbrott:2024-05-10"]
