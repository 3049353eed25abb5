"""§14: what happens to the payment of an insats: an underlag, a hold, a release, a payment (K14.3–K14.5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from domain.grund.ord import SLAG
from domain.grund.ordval import numerus
from domain.grund.pengar import kronor
from domain.grund.slag import Utbetalningsslag
from domain.kapitel.ersattning.utbetalningsrad import Hinder
from domain.skeende.handelse import Handelse
from domain.skeende.mening import Mening
from domain.tid.manad import Manad, namn


@dataclass(frozen=True, slots=True)
class FaktureringsunderlagLamnat(Handelse):
    """The anordnare's underlag of a month came; ``vantat`` is what the days were worth then, in kronor (K14.4)."""

    manad: Manad
    belopp: Decimal
    fakturanummer: str
    vantat: Decimal | None
    slag: Literal["faktureringsunderlag_lamnat"] = "faktureringsunderlag_lamnat"


@dataclass(frozen=True, slots=True)
class AvbrottsersattningBeviljad(Handelse):
    """The days after a break are to be paid although the report was late (K14.3)."""

    slag: Literal["avbrottsersattning_beviljad"] = "avbrottsersattning_beviljad"


@dataclass(frozen=True, slots=True)
class UtbetalningInnehallen(Handelse):
    """A row of payment is held; told once for each ``hinder`` (K14.4)."""

    utbetalning: Utbetalningsslag
    avser: str
    hinder: Hinder
    skal: str
    slag: Literal["utbetalning_innehallen"] = "utbetalning_innehallen"


@dataclass(frozen=True, slots=True)
class UtbetalningFrigjord(Handelse):
    """It is held no more."""

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


def mening_om_underlag(h: FaktureringsunderlagLamnat) -> Mening:
    """The timeline's sentence of an underlag."""
    text = f"Faktureringsunderlag för {namn(h.manad)}: {kronor(h.belopp)}, faktura {h.fakturanummer}"
    if h.vantat is None:
        return Mening(f"{text}; beloppet kan inte prövas än", "K14.7")
    if h.vantat != h.belopp:
        return Mening(f"{text}; beräknat är {kronor(h.vantat)}", "K14.4", "sen")
    return Mening(text, "K14.7")


def mening_om_utbetalning(h: UtbetalningVerkstalld) -> Mening:
    """The timeline's sentence of a payment."""
    dagar = f", {numerus(h.dagar, 'dag', 'dagar')}" if h.utbetalning != "justering" else ""
    text = f"Utbetalt för {SLAG[h.utbetalning]} {h.avser}{dagar}: {kronor(h.belopp)} i månad {h.utbetalningsmanad}"
    return Mening(text, "K14.5", "pengar")
