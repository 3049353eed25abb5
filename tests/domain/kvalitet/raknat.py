"""What the tests of the quality figures count."""

from __future__ import annotations

from typing import Any

from domain.grund.parter import Roll
from domain.kvalitet.nyckeltal import Bevakningsgrupp
from domain.tid.period import Period
from tests.verktyg.spel import d

AR_2024 = Period(d("2024-01-01"), d("2024-12-31"))


def bevakning(slag: str = "manadsrapport", utfall: str = "forsenad", **fakta: Any) -> Bevakningsgrupp:
    hel: dict[str, Any] = {
        "gjord": utfall == "uppfylld", "ansvarig": Roll.ANORDNARE, "passerad_hos": None, "aterkallad": False,
        "antal": 1, "anordnare": "A",
    }  # fmt: skip
    return Bevakningsgrupp(slag=slag, utfall=utfall, **(hel | fakta))  # type: ignore[arg-type]
