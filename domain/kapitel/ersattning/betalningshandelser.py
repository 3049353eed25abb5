"""§14: what happens to the payment of an insats: an underlag, a hold, a release, a payment (K14.3–K14.5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from domain.grund.slag import Utbetalningsslag
from domain.kapitel.ersattning.utbetalningsrad import Hinder
from domain.skeende.handelse import Handelse
from domain.tid.manad import Manad


@dataclass(frozen=True, slots=True)
class FaktureringsunderlagLamnat(Handelse):
    manad: Manad
    belopp: Decimal
    fakturanummer: str
    vantat: Decimal | None
    slag: Literal["faktureringsunderlag_lamnat"] = "faktureringsunderlag_lamnat"


@dataclass(frozen=True, slots=True)
class AvbrottsersattningBeviljad(Handelse):
    slag: Literal["avbrottsersattning_beviljad"] = "avbrottsersattning_beviljad"


@dataclass(frozen=True, slots=True)
class UtbetalningInnehallen(Handelse):
    utbetalning: Utbetalningsslag
    avser: str
    hinder: Hinder
    skal: str
    slag: Literal["utbetalning_innehallen"] = "utbetalning_innehallen"


@dataclass(frozen=True, slots=True)
class UtbetalningFrigjord(Handelse):
    utbetalning: Utbetalningsslag
    avser: str
    slag: Literal["utbetalning_frigjord"] = "utbetalning_frigjord"


@dataclass(frozen=True, slots=True)
class UtbetalningVerkstalld(Handelse):
    """The row is part of the payment month; ``forklaring`` is how the amount came about, as it was then."""

    utbetalning: Utbetalningsslag
    avser: str
    dagar: int
    belopp: Decimal
    utbetalningsmanad: Manad
    forklaring: str
    slag: Literal["utbetalning_verkstalld"] = "utbetalning_verkstalld"
