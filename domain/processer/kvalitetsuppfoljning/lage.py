"""§1.1: the yearly review of an anordnare as it stands (K16.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from domain.grund.avvisning import finns
from domain.grund.parter import Aktor
from domain.processer.kvalitetsuppfoljning.kommandon import Bedomning
from domain.skeende.handelse import Handelse


@dataclass(frozen=True, slots=True)
class UppfoljningOppnad(Handelse):
    """``paminns``: when in the day one is reminded, by the rules as it was opened."""

    anordnare: str
    ar: int
    dag: date
    av: str
    paminns: time
    slag: Literal["uppfoljning_oppnad"] = "uppfoljning_oppnad"


@dataclass(frozen=True, slots=True)
class SiffrorRegistrerade(Handelse):
    """The year's figures, as heading and value (K16.4)."""

    siffror: tuple[tuple[str, str], ...]
    slag: Literal["siffror_registrerade"] = "siffror_registrerade"


@dataclass(frozen=True, slots=True)
class IakttagelseRegistrerad(Handelse):
    """What was found of a condition."""

    villkor: str
    bedomning: Bedomning
    slag: Literal["iakttagelse_registrerad"] = "iakttagelse_registrerad"


@dataclass(frozen=True, slots=True)
class AtgardBeslutad(Handelse):
    """The anordnare is to mend what was found, by a day."""

    iakttagelse: int
    frist: date
    slag: Literal["atgard_beslutad"] = "atgard_beslutad"


@dataclass(frozen=True, slots=True)
class AtgardBesvarad(Handelse):
    """It has said how."""

    atgard: int
    slag: Literal["atgard_besvarad"] = "atgard_besvarad"


@dataclass(frozen=True, slots=True)
class AtgardGranskad(Handelse):
    """``frist`` is the new one of an answer that was not enough; None where it was."""

    atgard: int
    frist: date | None = None
    slag: Literal["atgard_granskad"] = "atgard_granskad"


@dataclass(frozen=True, slots=True)
class StruketIUppfoljning(Handelse):
    """A finding or a measure was entered by mistake."""

    vad: Literal["iakttagelse", "atgard"]
    nummer: int
    slag: Literal["struket_i_uppfoljning"] = "struket_i_uppfoljning"


@dataclass(frozen=True, slots=True)
class UppfoljningSignerad(Handelse):
    """The review is signed, and over."""

    av: str
    slag: Literal["uppfoljning_signerad"] = "uppfoljning_signerad"


@dataclass(frozen=True, slots=True)
class AtgardPaminnelse(Handelse):
    """The anordnare was reminded of a measure."""

    atgard: int
    slag: Literal["atgardspaminnelse"] = "atgardspaminnelse"


@dataclass(frozen=True, slots=True)
class AtgardsfristPasserad(Handelse):
    """The measure's day passed."""

    atgard: int
    slag: Literal["atgardsfrist_passerad"] = "atgardsfrist_passerad"


@dataclass(frozen=True, slots=True)
class Iakttagelse:
    """What was found of a villkor; struck if it should never have been."""

    villkor: str
    bedomning: Bedomning
    struken: bool = False


@dataclass(frozen=True, slots=True)
class Omgang:
    """One time that an answer is awaited, from ``oppnad`` (UTC) to the frist."""

    oppnad: datetime
    frist: date
    pamind: bool = False
    forsenad: bool = False
    besvarad: datetime | None = None


@dataclass(frozen=True, slots=True)
class Atgard:
    """What the anordnare is to do; each round is an answer that is awaited."""

    iakttagelse: int
    omgangar: tuple[Omgang, ...]
    godkand: bool = False
    struken: bool = False

    @property
    def nu(self) -> Omgang:
        """The round under way, or the last."""
        return self.omgangar[-1]

    @property
    def vantar(self) -> bool:
        """An answer is awaited."""
        return not self.struken and self.nu.besvarad is None

    @property
    def klar(self) -> bool:
        """Nothing is left of it."""
        return self.godkand or self.struken

    def med(self, omgang: Omgang) -> Atgard:
        """With the round under way as given."""
        return replace(self, omgangar=(*self.omgangar[:-1], omgang))


@dataclass(frozen=True)
class Uppfoljning:
    """State. Findings and measures are known by their numbers, the first is 1."""

    oppnad: UppfoljningOppnad
    siffror: tuple[tuple[str, str], ...] | None = None
    iakttagelser: tuple[Iakttagelse, ...] = ()
    atgarder: tuple[Atgard, ...] = ()
    signerad: Aktor | None = None

    @property
    def status(self) -> str:
        """One word of how it stands."""
        if self.signerad:
            return "signerad"
        if self.siffror is None:
            return "raknas"
        return "atgardas" if any(not a.klar for a in self.atgarder) else "granskas"

    def med_atgard(self, nummer: int, a: Atgard) -> Uppfoljning:
        """With one of the measures as given."""
        return replace(self, atgarder=(*self.atgarder[: nummer - 1], a, *self.atgarder[nummer:]))


def tillampa(u: Uppfoljning | None, h: Handelse, tid: datetime) -> Uppfoljning:
    """The fold."""
    if isinstance(h, UppfoljningOppnad):
        return Uppfoljning(h)
    u = finns(u, "the first line is uppfoljning_oppnad")
    match h:
        case SiffrorRegistrerade():
            return replace(u, siffror=h.siffror)
        case IakttagelseRegistrerad():
            return replace(u, iakttagelser=(*u.iakttagelser, Iakttagelse(h.villkor, h.bedomning)))
        case AtgardBeslutad():
            return replace(u, atgarder=(*u.atgarder, Atgard(h.iakttagelse, (Omgang(tid, h.frist),))))
        case StruketIUppfoljning(vad="iakttagelse"):
            n = h.nummer
            struken = replace(u.iakttagelser[n - 1], struken=True)
            return replace(u, iakttagelser=(*u.iakttagelser[: n - 1], struken, *u.iakttagelser[n:]))
        case StruketIUppfoljning():
            return u.med_atgard(h.nummer, replace(u.atgarder[h.nummer - 1], struken=True))
        case UppfoljningSignerad():
            return replace(u, signerad=Aktor.tolka(h.av))
        case AtgardBesvarad() | AtgardGranskad() | AtgardPaminnelse() | AtgardsfristPasserad():
            return u.med_atgard(h.atgard, _om_atgard(u.atgarder[h.atgard - 1], h, tid))
    raise AssertionError(h)


def _om_atgard(a: Atgard, h: Handelse, tid: datetime) -> Atgard:
    match h:
        case AtgardBesvarad():
            return a.med(replace(a.nu, besvarad=tid))
        case AtgardGranskad(frist=None):
            return replace(a, godkand=True)
        case AtgardGranskad(frist=date() as frist):
            return replace(a, omgangar=(*a.omgangar, Omgang(tid, frist)))
        case AtgardPaminnelse():
            return a.med(replace(a.nu, pamind=True))
        case _:
            return a.med(replace(a.nu, forsenad=True))
