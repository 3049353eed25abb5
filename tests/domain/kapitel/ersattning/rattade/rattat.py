"""An amount that was entered wrong, and the edition that puts it right."""

from __future__ import annotations

from typing import Any

from tests.verktyg.spel import Spel


def infor(*rader: tuple[str, Any, str, str | None], utgava: str = "2025", **mer: Any) -> dict[str, Any]:
    varden = [{"nyckel": n, "varde": v, "fran": f} | ({"till": t} if t else {}) for n, v, f, t in rader]
    return {"utgava": utgava, "varden": varden, **mer}


FEL = infor(("checkbelopp.AMI", "4000.00", "2025-01-01", "2025-12-31"))
RATT = infor(("checkbelopp.AMI", "4100.00", "2025-01-01", "2025-12-31"))


def med_fel_belopp(start: str = "2024-03-11") -> Spel:
    return Spel.pagaende(start=start).till("2025-01-10").systemet("2025-01-10", "infor_regelverk", **FEL)


def januari_klar(belopp: str = "4000.00") -> Spel:
    """January's report in and approved, and an underlag in that shows the wrong amount."""
    fall = med_fel_belopp().till("2025-02-02").rapportera("2025-01", "2025-02-02")
    return fall.fakturera("2025-01", "2025-02-03", belopp=belopp).godkann("2025-01", "2025-02-05")
