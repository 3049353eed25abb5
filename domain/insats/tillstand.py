"""The state of an insats: the fold of its journal, in values that are handed over as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, TypeVar, get_type_hints

from pydantic import BeforeValidator

from domain.grund.slag import Delmalsstatus, Form, Insatsslag
from domain.insats.anteckningar import (
    Avskrivning,
    Avskrivningsforslag,
    Avslag,
    Beslutsgrund,
    Oppnad,
    Passerad,
    Rattelseforslag,
    Sagt,
    Upphord,
    Utbetald,
)
from domain.insats.tradar import (
    Anmalan,
    Attestfraga,
    Avslutsanledning,
    Avslutsforslag,
    Brist,
    Forslag,
    Helhetsbedomning,
    MedgivenLedighet,
    Moteskallelse,
    Onskemal,
    Trad,
    Uppstartsutfall,
)  # fmt: skip
from domain.insats.uppgifter import (
    Avslutsbeslut,
    Bemanning,
    Forlangning,
    Forstadagskrav,
    Franvaro,
    Franvarorad,
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
    Vikarie,
)
from domain.regler.regelverk import Parameter, Regelverk
from domain.tid.manad import Manad
from domain.tid.tidpunkt import passerad

_T = TypeVar("_T")
_BESTAR = "består"
Bestar = Annotated[_T, _BESTAR]
"""A field that a correction leaves alone: who and what the case is, what the clock and the payment month have done."""


def _passerade(varde: object) -> object:
    """State as it was handed over before the instants were kept: only the frist that had passed last."""
    if not isinstance(varde, Mapping):
        return varde
    return {
        nyckel: (Passerad(passerad(date.fromisoformat(p)), date.fromisoformat(p)),) if isinstance(p, str) else p
        for nyckel, p in varde.items()
    }


@dataclass(frozen=True, kw_only=True)
class Tillstand:
    """What is known of an insats, a field for each thing. Nothing is derived here; that is ``Insats``.

    A field has a default, so that what running cases hand over is read by the code that comes after.
    """

    arende: Bestar[str]
    regelverk: Bestar[Regelverk]
    slag: Bestar[Insatsslag]
    anordnare: Bestar[str]
    karriarvagledare: Bestar[str]
    kund: Bestar[str]
    malgrupp: Bestar[str]
    aktualiserad: Bestar[datetime]
    beslutsgrund: Bestar[Beslutsgrund | None] = None
    """What the decision rests on (K5.6); None in a case begun before it was kept."""
    framtidsplan_angiven: Bestar[bool] = False
    """The framtidsplan was referenced on day 1 (K5.2)."""
    auktoriserad_till: Bestar[date | None] = None
    auktorisation_upphord: Bestar[bool] = False

    bemanningar: tuple[Bemanning, ...] = ()
    ombemanningar: tuple[Ombemanning, ...] = ()
    vikarier: tuple[Vikarie, ...] = ()
    uppdrag: Uppdrag | None = None
    sagda_starter: Bestar[tuple[SagdStart, ...]] = ()
    """Each startdatum that the anordnare has been told of, once one has been corrected (K0.6, K7.3)."""
    uppstartsmoten: tuple[tuple[datetime, date], ...] = ()
    uppstartsutfall: tuple[Uppstartsutfall, ...] = ()
    """What came of the first meeting, each day that it was to be held (K7.1)."""
    planer: tuple[Omgang, ...] = ()
    rapporter: Mapping[Manad, Omgang] = field(default_factory=dict)
    beslut_om_avslut: Mapping[str, datetime] = field(default_factory=dict)
    """avser → when the KV was asked to decide on the end (K8.7)."""
    avslut_besvarat: Mapping[str, datetime] = field(default_factory=dict)
    """Question of the end (a bevakning's nyckel) → when it was answered (K8.7, K9.3, K10.7)."""
    franvaro: tuple[Franvaro, ...] = ()
    medgiven_ledighet: tuple[MedgivenLedighet, ...] = ()
    """What the KV has consented to of leave outside the breaks (K9.3)."""
    progression: Mapping[Manad, tuple[Delmalsstatus, ...]] = field(default_factory=dict)
    """Reported month → how each delmål of the plan stood, as its report says (K7.8)."""
    redovisad_franvaro: Mapping[Manad, tuple[Franvarorad, ...]] = field(default_factory=dict)
    """Reported month → its absence as the anordnare's reports have told of it last (K8.4)."""
    intyg: tuple[Intyg, ...] = ()
    kontakter: tuple[Kontakt, ...] = ()
    kartlaggningar: tuple[date, ...] = ()
    kundlagen: Bestar[tuple[Kundlage, ...]] = ()
    socialsekreterare: Bestar[str | None] = None
    """The kund's own, by the register when the case began or by what has been said since (K9.5)."""
    helhetsbedomningar: Mapping[Manad, Helhetsbedomning] = field(default_factory=dict)
    """Month → the common judgement of it, as last registered (K9.5)."""
    anmalningar: tuple[Anmalan, ...] = ()
    forslag: Mapping[str, Forslag] = field(default_factory=dict)
    forslag_avgjort: datetime | None = None
    forslag_lamnade: int = 0
    """How many have been made, in all."""
    svarade_forslag: tuple[Forslag, ...] = ()
    onskemal: tuple[Onskemal, ...] = ()
    """The kund's own wishes, in order (K13.9)."""
    tradar: Bestar[tuple[Trad, ...]] = ()
    """The threads by their numbers, the first one is 1 (K4.6)."""
    uppfoljningsdagar: tuple[date, ...] = ()
    """When follow-up meetings are to be held, as the uppdrag says (K7.7)."""
    uppfoljning_var_manad: int | None = None
    """Every so many months instead, for as long as the insats goes on (K7.7)."""
    insatsens_intervall: bool = False
    """That is the interval of the insats, since the uppdrag said nothing."""
    uppfoljningsmoten: tuple[Uppfoljningsmote, ...] = ()
    kallelser: tuple[Moteskallelse, ...] = ()
    """Follow-up meetings that the parties are called to, as moved; without those cancelled (K7.7)."""
    planrevideringar: tuple[datetime, ...] = ()
    """When a revised plan was asked for (K8.5)."""
    trepartsmoten: tuple[tuple[datetime, date], ...] = ()
    kontaktforsok: tuple[Kontaktforsok, ...] = ()
    uteblivanden: tuple[tuple[datetime, date], ...] = ()
    ogiltiga: tuple[OgiltigFranvaro, ...] = ()
    forstadagskrav: tuple[Forstadagskrav, ...] = ()
    brister: Bestar[tuple[Brist, ...]] = ()
    underlag: Mapping[Manad, tuple[Underlag, ...]] = field(default_factory=dict)
    forlangningar: tuple[Forlangning, ...] = ()
    avslutsanledningar: tuple[Avslutsanledning, ...] = ()
    """What else than judgement and absence has put the question of the end (K13.10)."""
    avslutsbeslut: Avslutsbeslut | None = None
    avslutsforslag: Avslutsforslag | None = None
    """The end that waits for the arbetsledare (K13.2)."""
    avslutsattester: tuple[Attestfraga, ...] = ()
    """Every end that has been proposed, as its decision is awaited, in order."""
    rattelseforslag: Bestar[Rattelseforslag | None] = None
    """The correction of an end that waits for the arbetsledare (K13.2)."""
    attestfragor: Bestar[tuple[Attestfraga, ...]] = ()
    """The same of corrections of an end, and of write-offs that cost pay (K13.7)."""
    slutrapporter: tuple[Slutrapport, ...] = ()
    slutrapport_oppnad: bool = False
    avbrottsersattning_beviljad: datetime | None = None
    avslutad: datetime | None = None
    avslutsform: Form | None = None
    avslutsorsak: str | None = None
    slutford: datetime | None = None

    oppnade: Bestar[Mapping[str, Oppnad]] = field(default_factory=dict)
    paminda: Bestar[Mapping[str, date]] = field(default_factory=dict)
    passerade: Bestar[Annotated[Mapping[str, tuple[Passerad, ...]], BeforeValidator(_passerade)]] = field(
        default_factory=dict
    )
    """Bevakning → every frist of its that has passed, in order; one that is moved may pass again."""
    upphorda: Bestar[Mapping[str, Upphord]] = field(default_factory=dict)
    avskrivna: Bestar[Mapping[str, datetime]] = field(default_factory=dict)
    avskrivningar: Bestar[Mapping[str, Avskrivning]] = field(default_factory=dict)
    """Of those written off: by which line; none for one that was written off before that was noted."""
    avskrivningsforslag: Bestar[Mapping[str, Avskrivningsforslag]] = field(default_factory=dict)
    """Bevakning → the write-off that waits for the arbetsledare (K13.7)."""
    utbetalda: Bestar[Mapping[str, Utbetald]] = field(default_factory=dict)
    hallna: Bestar[Mapping[str, str]] = field(default_factory=dict)
    """Payment row → the hinder it is held by, as last told."""
    regelverk_infort: Bestar[datetime | None] = None
    """When the rules this case runs under were last added to (K14.1: a late amount releases what it held)."""
    ersatta_regler: Bestar[tuple[tuple[datetime, Parameter], ...]] = ()
    """Each parameter that has had a value put right, as it stood until that instant (K0.7, K14.1)."""
    beloppen_kom: Bestar[Mapping[Manad, datetime]] = field(default_factory=dict)
    """Month → when an amount that it had lacked was entered (K14.1: the wait is not the anordnare's lateness)."""

    foregaende: Bestar[str | None] = None
    """The case this one follows on, at another anordnare or with another insats (K13.4, K13.5)."""
    tidigast_start: Bestar[date | None] = None
    """The day after the case before it ended."""
    forsta_start: Bestar[date | None] = None
    """The first start in the chain; extensions are counted from it (K13.4)."""
    forlangda_fore: Bestar[int] = 0
    """Extension months granted earlier in the chain (K13.4)."""
    bestamt_slut: Bestar[date | None] = None
    """The end date taken over from the case before, at a change of anordnare (K13.4)."""
    orsak_dold: bool = False
    """The anordnare is told only "Avbrott §13.4" (K13.3)."""

    sagda: Bestar[tuple[Sagt, ...]] = ()
    """What has been said, in order: what a correction puts right (K0.7)."""
    rattad: Bestar[datetime | None] = None
    nr: Bestar[int] = 0
    senast: Bestar[datetime]
    hanterade: Bestar[Mapping[str, tuple[int, int, datetime]]] = field(default_factory=dict)
    """Kommando id → first and last number it was journaled under, and when; how a repeated one is recognised."""

    avvisade: Bestar[Mapping[str, Avslag]] = field(default_factory=dict)
    """Kommando id → why it was refused, of those whose refusal is journaled: what the same id is answered with."""


BESTAENDE = frozenset(
    namn
    for namn, typ in get_type_hints(Tillstand, include_extras=True).items()
    if _BESTAR in getattr(typ, "__metadata__", ())
)
"""The fields that a correction leaves alone (K0.7)."""
