"""§4.1: the kartläggning with the kund (K4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.skeende.handelse import Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum


class RegistreraKartlaggning(Kommando):
    """Register the kartläggning made with the kund (§4, K4.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K4.1"
    rubrik: ClassVar = "Registrera kartläggning"

    kommando: Literal["registrera_kartlaggning"] = "registrera_kartlaggning"
    datum: date = Field(description="Dagen det gäller.")
    kartlaggning: Text = Field(description="Kartläggningen.")


@dataclass(frozen=True, slots=True)
class KartlaggningRegistrerad(Handelse):
    """The kartläggning is done."""

    datum: date
    slag: Literal["kartlaggning_registrerad"] = "kartlaggning_registrerad"


def kartlagg(i: Insats, k: RegistreraKartlaggning, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; its day does not hold."""
    krav_ej_framtid(k.datum, fall, "datum")
    if k.datum < datum(i.aktualiserad):
        raise Avvisning("K4.1", f"ligger före aktualiseringen {datum(i.aktualiserad)}", "datum")
    yield KartlaggningRegistrerad(k.datum)


def kartlades(i: Insats, h: KartlaggningRegistrerad, tid: datetime) -> Insats:
    """The fold of it."""
    return med(i, kartlaggningar=(*i.kartlaggningar, h.datum))
