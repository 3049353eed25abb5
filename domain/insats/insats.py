"""The aggregate: one insats as the fold of its journal. Values only; the rules stand in the chapters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from domain.grund.parter import Roll
from domain.grund.slag import Form, Insatsslag, Kundval, Status
from domain.insats.anteckningar import (
    Avskrivning,
    Avskrivningsforslag,
    Avslag,
    Oppnad,
    Passerad,
    Sagt,
    Upphord,
    Utbetald,
)
from domain.insats.harledd import Minnen, harledd
from domain.insats.uppgifter import (
    Anmalan,
    Avslutsbeslut,
    Bemanning,
    Brist,
    Forlangning,
    Forslag,
    Forstadagskrav,
    Franvaro,
    Helhetsbedomning,
    Intyg,
    Kontakt,
    Kontaktforsok,
    Kundlage,
    OgiltigFranvaro,
    Ombemanning,
    Omgang,
    SagdStart,
    Slutrapport,
    Underlag,
    Uppdrag,
    Uppfoljningsmote,
)
from domain.regler.regelverk import Parameter, Regelverk
from domain.tid.manad import Manad, manad, manader
from domain.tid.period import Period
from domain.tid.tidpunkt import datum, passerad

__all__ = ["FALT", "KALENDERBLAD", "Insats", "med"]


def _passerade(varde: Any) -> Any:
    """State as it was handed over before the instants were kept: only the frist that had passed last."""
    if not isinstance(varde, Mapping):
        return varde
    return {
        nyckel: (Passerad(passerad(date.fromisoformat(p)), date.fromisoformat(p)),) if isinstance(p, str) else p
        for nyckel, p in varde.items()
    }


@dataclass(frozen=True, kw_only=True)
class Insats:
    """One insats. Built by ``rutin.tillampa`` from händelser and by nothing else."""

    arende: str
    regelverk: Regelverk
    slag: Insatsslag
    anordnare: str
    karriarvagledare: str
    kund: str
    malgrupp: str
    aktualiserad: datetime
    auktoriserad_till: date | None = None
    auktorisation_upphord: bool = False

    bemanningar: tuple[Bemanning, ...] = ()
    ombemanningar: tuple[Ombemanning, ...] = ()
    uppdrag: Uppdrag | None = None
    sagda_starter: tuple[SagdStart, ...] = ()
    """Each startdatum that the anordnare has been told of, once one has been corrected (K0.6, K7.3)."""
    uppstartsmoten: tuple[tuple[datetime, date], ...] = ()
    planer: tuple[Omgang, ...] = ()
    rapporter: Mapping[Manad, Omgang] = field(default_factory=dict)
    beslut_om_avslut: Mapping[str, datetime] = field(default_factory=dict)
    """avser → when the KV was asked to decide on the end (K8.7)."""
    avslut_besvarat: Mapping[str, datetime] = field(default_factory=dict)
    """Question of the end (a bevakning's nyckel) → when it was answered (K8.7, K9.3, K10.7)."""
    franvaro: tuple[Franvaro, ...] = ()
    intyg: tuple[Intyg, ...] = ()
    kontakter: tuple[Kontakt, ...] = ()
    kartlaggningar: tuple[date, ...] = ()
    kundlagen: tuple[Kundlage, ...] = ()
    socialsekreterare: str | None = None
    """The kund's own, by the register when the case began or by what has been said since (K9.5)."""
    helhetsbedomningar: Mapping[Manad, Helhetsbedomning] = field(default_factory=dict)
    """Month → the common judgement of it, as last registered (K9.5)."""
    anmalningar: tuple[Anmalan, ...] = ()
    forslag: Mapping[str, Forslag] = field(default_factory=dict)
    forslag_avgjort: datetime | None = None
    uppfoljningsdagar: tuple[date, ...] = ()
    """When follow-up meetings are to be held, as the uppdrag says (K7.7)."""
    uppfoljning_var_manad: int | None = None
    """Every so many months instead, for as long as the insats goes on (K7.7)."""
    uppfoljningsmoten: tuple[Uppfoljningsmote, ...] = ()
    planrevideringar: tuple[datetime, ...] = ()
    """When a revised plan was asked for (K8.5)."""
    trepartsmoten: tuple[tuple[datetime, date], ...] = ()
    kontaktforsok: tuple[Kontaktforsok, ...] = ()
    uteblivanden: tuple[tuple[datetime, date], ...] = ()
    ogiltiga: tuple[OgiltigFranvaro, ...] = ()
    forstadagskrav: tuple[Forstadagskrav, ...] = ()
    brister: tuple[Brist, ...] = ()
    underlag: Mapping[Manad, tuple[Underlag, ...]] = field(default_factory=dict)
    forlangningar: tuple[Forlangning, ...] = ()
    avslutsbeslut: Avslutsbeslut | None = None
    slutrapporter: tuple[Slutrapport, ...] = ()
    slutrapport_oppnad: bool = False
    avbrottsersattning_beviljad: datetime | None = None
    avslutad: datetime | None = None
    avslutsform: Form | None = None
    avslutsorsak: str | None = None
    slutford: datetime | None = None

    oppnade: Mapping[str, Oppnad] = field(default_factory=dict)
    paminda: Mapping[str, date] = field(default_factory=dict)
    passerade: Annotated[Mapping[str, tuple[Passerad, ...]], BeforeValidator(_passerade)] = field(default_factory=dict)
    """Bevakning → every frist of its that has passed, in order; one that is moved may pass again."""
    upphorda: Mapping[str, Upphord] = field(default_factory=dict)
    avskrivna: Mapping[str, datetime] = field(default_factory=dict)
    avskrivningar: Mapping[str, Avskrivning] = field(default_factory=dict)
    """Of those written off: by which line; none for one that was written off before that was noted."""
    avskrivningsforslag: Mapping[str, Avskrivningsforslag] = field(default_factory=dict)
    """Bevakning → the write-off that waits for the arbetsledare (K13.7)."""
    utbetalda: Mapping[str, Utbetald] = field(default_factory=dict)
    hallna: Mapping[str, str] = field(default_factory=dict)
    """Payment row → the hinder it is held by, as last told."""
    regelverk_infort: datetime | None = None
    """When the rules this case runs under were last added to (K14.1: a late amount releases what it held)."""
    ersatta_regler: tuple[tuple[datetime, Parameter], ...] = ()
    """Each parameter that has had a value put right, as it stood until that instant (K0.7, K14.1)."""
    beloppen_kom: Mapping[Manad, datetime] = field(default_factory=dict)
    """Month → when an amount that it had lacked was entered (K14.1: the wait is not the anordnare's lateness)."""

    foregaende: str | None = None
    """The case this one follows on, at another anordnare or with another insats (K13.4, K13.5)."""
    tidigast_start: date | None = None
    """The day after the case before it ended."""
    forsta_start: date | None = None
    """The first start in the chain; extensions are counted from it (K13.4)."""
    forlangda_fore: int = 0
    """Extension months granted earlier in the chain (K13.4)."""
    bestamt_slut: date | None = None
    """The end date taken over from the case before, at a change of anordnare (K13.4)."""
    orsak_dold: bool = False
    """The anordnare is told only "Avbrott §13.4" (K13.3)."""

    sagda: tuple[Sagt, ...] = ()
    """What has been said, in order: what a correction puts right (K0.7)."""
    rattad: datetime | None = None
    nr: int = 0
    senast: datetime
    hanterade: Mapping[str, tuple[int, int, datetime]] = field(default_factory=dict)
    """Kommando id → first and last number it was journaled under, and when; how a repeated one is recognised."""

    avvisade: Mapping[str, Avslag] = field(default_factory=dict)
    """Kommando id → why it was refused, of those whose refusal is journaled: what the same id is answered with."""

    @harledd
    def minnen(self) -> Minnen:
        """What the chapters have derived of this state."""
        return Minnen()

    def utan_forslag(self, *sorter: str) -> dict[str, Forslag]:
        """The proposals but those of the sorts that have been settled."""
        return {s: f for s, f in self.forslag.items() if s not in sorter}

    def part(self, roll: Roll) -> str | None:
        """Who a role is in this case: the anordnare's organisation, an id, or None where the case names nobody."""
        match roll:
            case Roll.ANORDNARE:
                return self.anordnare
            case Roll.KARRIARVAGLEDARE:
                return self.karriarvagledare
            case Roll.SOCIALSEKRETERARE:
                return self.socialsekreterare
            case _:
                return None

    def har_passerat(self, nyckel: str, frist: date, senast: datetime | None = None) -> bool:
        """Whether that frist of a bevakning's has passed, and at the latest by an instant."""
        return any(p.frist == frist and (senast is None or p.tid <= senast) for p in self.passerade.get(nyckel, ()))

    @property
    def kundval(self) -> Kundval:
        return self.slag[:3]  # type: ignore[return-value]

    @property
    def status(self) -> Status:
        if self.slutford:
            return Status.SLUTFORD
        if self.avslutad:
            return Status.AVSLUTAD
        if self.uppdrag:
            return Status.PAGAR
        return Status.BEMANNAD if self.bemanningar else Status.AKTUALISERAD

    @property
    def startdatum(self) -> date | None:
        return self.uppdrag.startdatum if self.uppdrag else None

    @harledd
    def slutdatum(self) -> date | None:
        """The end date as now decided: of the avslut if there is one, else the planned one."""
        if self.avslutsbeslut:
            return self.avslutsbeslut.avslutsdatum
        return self.uppdrag.slutdatum if self.uppdrag else None

    @property
    def slutdatum_satt(self) -> datetime | None:
        """When the end date became what it is."""
        if self.avslutsbeslut:
            return self.avslutsbeslut.tid
        return self.uppdrag.slutdatum_satt if self.uppdrag else None

    @property
    def form(self) -> Form:
        """The form of the end as now decided (§12.1, §13)."""
        if self.avslutsform:
            return self.avslutsform
        return self.avslutsbeslut.form if self.avslutsbeslut else "fullfoljd"

    @harledd
    def insatsperiod(self) -> Period | None:
        """First to last insatsdag (K0.5: both count); None while there is none, or when it was recalled."""
        if self.uppdrag is None or self.form == "aterkallad":
            return None
        slut = self.slutdatum
        assert slut is not None
        return Period(self.uppdrag.startdatum, slut)

    @harledd
    def insatsmanader(self) -> tuple[Manad, ...]:
        """Every calendar month with at least one insatsdag (K8.1)."""
        period = self.insatsperiod
        return manader(period.fran, period.till) if period and period.till else ()

    @harledd
    def aktuella_manader(self) -> tuple[Manad, ...]:
        """The insatsmånader that have been or are at hand, and the first one after them.

        What is derived per month need not look further: only the nearest of what is yet to open is waited for, and
        when it has opened the next one is at hand.
        """
        alla = self.insatsmanader
        return alla[: bisect_right(alla, self.manaden) + 1]

    @harledd
    def gangna_manader(self) -> tuple[Manad, ...]:
        """The insatsmånader whose last insatsdag has been."""
        alla = self.insatsmanader
        return alla if self.slutet_forbi else alla[: bisect_left(alla, self.manaden)]

    @harledd
    def idag(self) -> date:
        """The Stockholm date that the case has come to."""
        return datum(self.senast)

    @harledd
    def manaden(self) -> Manad:
        """The month of that date."""
        return manad(self.idag)

    @harledd
    def slutet_forbi(self) -> bool:
        """Whether the end date has passed."""
        return self.slutdatum is not None and self.slutdatum < self.idag

    @harledd
    def veckans_slut(self) -> date:
        """The Sunday of that date's ISO week."""
        return self.idag + timedelta(days=6 - self.idag.weekday())

    @harledd
    def sista_manad(self) -> Manad | None:
        """The month of the last insatsdag."""
        period = self.insatsperiod
        return manad(period.till) if period and period.till else None


FALT = frozenset(f.name for f in fields(Insats))
"""What is state; all else that an ``Insats`` carries has been derived from it."""

_HARLETT = tuple(namn for namn, varde in vars(Insats).items() if isinstance(varde, harledd))

KALENDERBLAD = frozenset({"idag", "veckans_slut", "manaden", "slutet_forbi"})
"""What follows the clock, but is mostly the same after the next line of the journal as after the last."""

if TYPE_CHECKING:
    from dataclasses import replace as med  # so that each field is held to its type
else:

    def med(insats: Insats, /, **andrade: Any) -> Insats:
        """``insats`` with some fields changed, and nothing that was derived of it.

        What ``dataclasses.replace`` gives. But every line of the journal makes new states, and of sixty fields that one
        looks at and sets each by itself, which cost more than all that the line changes.
        """
        if not andrade.keys() <= FALT:
            raise TypeError(f"no field of an insats: {andrade.keys() - FALT}")
        ny = object.__new__(Insats)
        varden = ny.__dict__
        varden.update(insats.__dict__)
        varden.update(andrade)
        for namn in _HARLETT:
            varden.pop(namn, None)
        return ny
