"""§3.2: what is awaited of an anordnare by a day: reminded of, and passed (K0.8, K3.4, K16.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.kapitel import Handelse


@dataclass(frozen=True, slots=True)
class AktPaminnelse(Handelse):
    nyckel: str
    frist: date
    slag: Literal["aktpaminnelse"] = "aktpaminnelse"


@dataclass(frozen=True, slots=True)
class AktfristPasserad(Handelse):
    nyckel: str
    frist: date
    slag: Literal["aktfrist_passerad"] = "aktfrist_passerad"
