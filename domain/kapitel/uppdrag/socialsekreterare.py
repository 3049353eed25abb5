"""§9.1: who the kund's socialsekreterare is, as the case knows it (K9.5).

The register holds who it is; a case is told when it begins and when that changes, since it is told of deviations. Where
nobody is any longer, what waited for the socialsekreterare is the karriärvägledare's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Medarbetarid
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Fraga, Trad
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


class TaBortSocialsekreterare(Kommando):
    """Say that the kund has no socialsekreterare any longer; until one is named the KV is told of that (§9.1)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)
    regel: ClassVar = "K9.5"
    rubrik: ClassVar = "Ta bort kundens socialsekreterare"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["ta_bort_socialsekreterare"] = "ta_bort_socialsekreterare"


@dataclass(frozen=True, slots=True)
class SocialsekreterareUtsedd(Handelse):
    """The kund's socialsekreterare is named, or is another."""

    till: str
    slag: Literal["socialsekreterare_utsedd"] = "socialsekreterare_utsedd"


@dataclass(frozen=True, slots=True)
class SocialsekreterareBorttagen(Handelse):
    """The kund has no socialsekreterare; ``fran`` is who it was."""

    fran: str
    slag: Literal["socialsekreterare_borttagen"] = "socialsekreterare_borttagen"


def _utse(i: Insats, k: UtseSocialsekreterare, fall: Fall) -> Iterator[Handelse]:
    if k.till == i.socialsekreterare:
        raise Avvisning("K9.5", "är redan kundens socialsekreterare", "till")
    yield SocialsekreterareUtsedd(k.till)


def _ta_bort(i: Insats, k: TaBortSocialsekreterare, fall: Fall) -> Iterator[Handelse]:
    if i.socialsekreterare is None:
        raise Avvisning("K9.5", "ingen socialsekreterare är utsedd för kunden", "kommando")
    yield SocialsekreterareBorttagen(i.socialsekreterare)


def _utsags(i: Insats, h: SocialsekreterareUtsedd, tid: datetime) -> Insats:
    return med(i, socialsekreterare=h.till)


def _togs_bort(i: Insats, h: SocialsekreterareBorttagen, tid: datetime) -> Insats:
    return med(i, socialsekreterare=None, tradar=tuple(_till_karriarvagledaren(t) for t in i.tradar))


def _till_karriarvagledaren(t: Trad) -> Trad:
    """The thread when nobody is the socialsekreterare: what others asked of it waits for the KV, who is in every
    thread; what the KV asked falls away, as when a thread is closed (K4.6)."""

    def vantar(f: Fraga) -> bool:
        return f.till is Roll.SOCIALSEKRETERARE and f.besvarad is None

    kvar = (f for f in t.fragor if not (vantar(f) and f.av is Roll.KARRIARVAGLEDARE))
    return replace(t, fragor=tuple(replace(f, till=Roll.KARRIARVAGLEDARE) if vantar(f) else f for f in kvar))


def _brev(i: Insats, h: SocialsekreterareUtsedd) -> Iterator[Brev]:
    yield Brev(Roll.SOCIALSEKRETERARE, "K9.5", "Du är nu utsedd som kundens socialsekreterare (§9.1, K9.5)")


def _mening(h: SocialsekreterareUtsedd) -> Mening:
    return Mening(f"{h.till} är utsedd som kundens socialsekreterare", "K9.5")


KAPITEL = Kapitel(
    beslut={UtseSocialsekreterare: _utse, TaBortSocialsekreterare: _ta_bort},
    foljder={
        SocialsekreterareUtsedd: Foljd(_utsags, mening=_mening, brev=_brev),
        SocialsekreterareBorttagen: Foljd(
            _togs_bort, mening=lambda h: Mening(f"{h.fran} är inte längre kundens socialsekreterare", "K9.5")
        ),
    },
)
