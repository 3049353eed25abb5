"""§9.1: who the kund's socialsekreterare is, as the case knows it (K9.5).

The register holds who it is; a case is told when it begins and when that changes, since it is told of deviations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Medarbetarid
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening


class UtseSocialsekreterare(Kommando):
    """Name the kund's socialsekreterare, who is told of deviations and makes the common judgement (§9.1)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)
    regel: ClassVar = "K9.5"
    rubrik: ClassVar = "Utse kundens socialsekreterare"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["utse_socialsekreterare"] = "utse_socialsekreterare"
    till: Medarbetarid = Field(description="Socialsekreterarens id.")


@dataclass(frozen=True, slots=True)
class SocialsekreterareUtsedd(Handelse):
    """The kund's socialsekreterare is named, or is another."""

    till: str
    slag: Literal["socialsekreterare_utsedd"] = "socialsekreterare_utsedd"


def _utse(i: Insats, k: UtseSocialsekreterare, fall: Fall) -> Iterator[Handelse]:
    if k.till == i.socialsekreterare:
        raise Avvisning("K9.5", "är redan kundens socialsekreterare", "till")
    yield SocialsekreterareUtsedd(k.till)


def _utsags(i: Insats, h: SocialsekreterareUtsedd, tid: datetime) -> Insats:
    return med(i, socialsekreterare=h.till)


def _brev(i: Insats, h: SocialsekreterareUtsedd) -> Iterator[Brev]:
    yield Brev(Roll.SOCIALSEKRETERARE, "K9.5", "Du är nu utsedd som kundens socialsekreterare (§9.1, K9.5)")


def _mening(h: SocialsekreterareUtsedd) -> Mening:
    return Mening(f"{h.till} är utsedd som kundens socialsekreterare", "K9.5")


KAPITEL = Kapitel(
    beslut={UtseSocialsekreterare: _utse},
    foljder={SocialsekreterareUtsedd: Foljd(_utsags, mening=_mening, brev=_brev)},
)
