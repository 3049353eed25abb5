"""§3.1: what is said and what happens in a personuppgiftsincident, and its state (K3.1); the rules are
``personuppgiftsincident``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.beteckning import Arendeid, Medarbetarid, Namn
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.skeende.handelse import Handelse
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import Tidpunkt

REGEL = "K3.1"
Bedomning = Literal["anmals", "anmals_inte", "ingen_incident"]
Bevakat = Literal["incidentkontakt", "incidentbedomning"]


class AnmalIncident(Kommando):
    """Register that an incident has been discovered, or is feared (§3.1)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.SYSTEMSPECIALIST)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Anmäl en personuppgiftsincident"

    kommando: Literal["anmal_incident"] = "anmal_incident"
    upptackt: Tidpunkt = Field(description="När incidenten upptäcktes, ÅÅÅÅ-MM-DDTHH:MM i svensk tid.")
    befarad: bool = Field(default=False, description="Är incidenten befarad, inte konstaterad?")
    anordnare: Namn = Field(description="Anordnarens namn i registret.")
    karriarvagledare: Medarbetarid = Field(description="Karriärvägledarens id.")
    arende: Arendeid | None = Field(default=None, description="Ärendet, om det gäller ett.")
    beskrivning: Text = Field(description="Beskrivning.")


class RegistreraIncidentkontakt(Kommando):
    """The karriärvägledare has been contacted (§3.1)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera kontakten med karriärvägledaren om incidenten"

    kommando: Literal["registrera_incidentkontakt"] = "registrera_incidentkontakt"
    tid: Tidpunkt = Field(description="När det skedde, ÅÅÅÅ-MM-DDTHH:MM i svensk tid.")
    anteckning: Text | None = Field(default=None, description="Anteckning.")


class AterkallaIncidentkontakt(Kommando):
    """The contact was registered by mistake; it is awaited again (K0.7)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K0.7"
    rubrik: ClassVar = "Ta tillbaka kontakten om incidenten"

    kommando: Literal["aterkalla_incidentkontakt"] = "aterkalla_incidentkontakt"
    motivering: Text = Field(description="Motivering.")


class BedomIncident(Kommando):
    """The dataskyddssamordnare's assessment: to be reported to the authority or not (§3.1).

    Said again it puts the assessment right (K0.7); when the incident was assessed stands.
    """

    roller: ClassVar = (Roll.DATASKYDDSSAMORDNARE,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Bedöm incidenten"

    kommando: Literal["bedom_incident"] = "bedom_incident"
    bedomning: Bedomning = Field(description="Bedömningen.")
    motivering: Text = Field(description="Motivering.")


class RattaIncident(Kommando):
    """Put right what was registered of the incident (K0.7), also when it is assessed; the original stays in the
    journal."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.DATASKYDDSSAMORDNARE)
    regel: ClassVar = "K0.7"
    rubrik: ClassVar = "Rätta uppgifterna om incidenten"

    kommando: Literal["ratta_incident"] = "ratta_incident"
    upptackt: Tidpunkt | None = Field(
        default=None, description="När incidenten upptäcktes, ÅÅÅÅ-MM-DDTHH:MM i svensk tid."
    )
    befarad: bool | None = Field(default=None, description="Är incidenten befarad, inte konstaterad?")
    karriarvagledare: Medarbetarid | None = Field(default=None, description="Karriärvägledarens id.")
    arende: Arendeid | None = Field(default=None, description="Ärendet, om det gäller ett.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class IncidentAnmald(Handelse):
    """``paminn`` are the instants to remind at, ``forfaller`` the end of the hours."""

    upptackt: datetime
    befarad: bool
    anordnare: str
    karriarvagledare: str
    arende: str | None
    forfaller: datetime
    paminn: tuple[datetime, ...]
    slag: Literal["incident_anmald"] = "incident_anmald"


@dataclass(frozen=True, slots=True)
class IncidentRattad(Handelse):
    """The facts as they are now; None is unchanged."""

    upptackt: datetime
    arende: str | None
    forfaller: datetime
    paminn: tuple[datetime, ...]
    befarad: bool | None = None
    karriarvagledare: str | None = None
    slag: Literal["incident_rattad"] = "incident_rattad"


@dataclass(frozen=True, slots=True)
class IncidentkontaktTagen(Handelse):
    """The assessment is then awaited until ``bedoms_senast``."""

    tid: datetime
    bedoms_senast: datetime
    slag: Literal["incidentkontakt_tagen"] = "incidentkontakt_tagen"


@dataclass(frozen=True, slots=True)
class IncidentkontaktAterkallad(Handelse):
    """The contact that was registered had not been taken."""

    slag: Literal["incidentkontakt_aterkallad"] = "incidentkontakt_aterkallad"


@dataclass(frozen=True, slots=True)
class IncidentBedomd(Handelse):
    """It is decided what the incident was (K3.1)."""

    bedomning: Bedomning
    slag: Literal["incident_bedomd"] = "incident_bedomd"


@dataclass(frozen=True, slots=True)
class IncidentPaminnelse(Handelse):
    """Whoever owes the next step was reminded."""

    bevakning: Bevakat
    nar: datetime
    slag: Literal["incidentpaminnelse"] = "incidentpaminnelse"


@dataclass(frozen=True, slots=True)
class IncidentfristPasserad(Handelse):
    """The step's time passed."""

    bevakning: Bevakat
    slag: Literal["incidentfrist_passerad"] = "incidentfrist_passerad"


@dataclass(frozen=True)
class Incident:
    """State. ``registrerad`` is when the service first heard of it, ``kontaktad`` when the contact was registered, and
    ``kontakttid`` when it was made. Reminders are for what comes after ``paminns_fran``, if that is known."""

    upptackt: datetime
    befarad: bool
    anordnare: str
    karriarvagledare: str
    arende: str | None
    registrerad: datetime
    forfaller: datetime
    paminn: tuple[datetime, ...]
    kontaktad: datetime | None = None
    kontakttid: datetime | None = None
    bedoms_senast: datetime | None = None
    bedomd: datetime | None = None
    bedomning: Bedomning | None = None
    passerade: frozenset[str] = field(default_factory=frozenset)
    paminda: frozenset[datetime] = field(default_factory=frozenset)
    paminns_fran: datetime | None = None

    @property
    def status(self) -> str:
        """How far it has come."""
        if self.bedomning:
            return self.bedomning
        return "bedoms" if self.kontaktad else "anmald"
