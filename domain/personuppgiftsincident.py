"""§3.1: a personuppgiftsincident, occurred or feared, from its discovery to what was decided about it (K3.1).

The one frist of the routine that is counted in hours: 72 hours of absolute time from the discovery, also over a
weekend and over a change of the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from domain.avvisning import Avvisning
from domain.kapitel import VIKT_FRIST, Fall, Handelse, Klockslag, Kommando
from domain.parter import SYSTEMET, Aktor, Roll
from domain.process import Processbevakning, Processbrev, Processrad, Processrutin, Processutfall
from domain.regelverk import Regelverk
from domain.text import Text
from domain.tid import Tidpunkt, datum

REGEL = "K3.1"
Bedomning = Literal["anmals", "anmals_inte", "ingen_incident"]
Bevakat = Literal["incidentkontakt", "incidentbedomning"]


class AnmalIncident(Kommando):
    """Register that an incident has been discovered, or is feared (§3.1)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.SYSTEMSPECIALIST)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Anmäl en personuppgiftsincident"

    kommando: Literal["anmal_incident"] = "anmal_incident"
    upptackt: Tidpunkt
    befarad: bool = False
    anordnare: str
    karriarvagledare: str
    arende: str | None = None
    beskrivning: Text


class RegistreraIncidentkontakt(Kommando):
    """The karriärvägledare has been contacted (§3.1)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera kontakten med karriärvägledaren om incidenten"

    kommando: Literal["registrera_incidentkontakt"] = "registrera_incidentkontakt"
    tid: Tidpunkt
    anteckning: Text | None = None


class BedomIncident(Kommando):
    """The dataskyddssamordnare's assessment: to be reported to the authority or not (§3.1)."""

    roller: ClassVar = (Roll.DATASKYDDSSAMORDNARE,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Bedöm incidenten"

    kommando: Literal["bedom_incident"] = "bedom_incident"
    bedomning: Bedomning
    motivering: Text


class RattaIncident(Kommando):
    """Put the discovery or the case right (K0.7); what was registered stays in the journal."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.DATASKYDDSSAMORDNARE)
    regel: ClassVar = "K0.7"
    rubrik: ClassVar = "Rätta uppgifterna om incidenten"

    kommando: Literal["ratta_incident"] = "ratta_incident"
    upptackt: Tidpunkt | None = None
    arende: str | None = None
    motivering: Text


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
    upptackt: datetime
    arende: str | None
    forfaller: datetime
    paminn: tuple[datetime, ...]
    slag: Literal["incident_rattad"] = "incident_rattad"


@dataclass(frozen=True, slots=True)
class IncidentkontaktTagen(Handelse):
    """The assessment is then awaited until ``bedoms_senast``."""

    tid: datetime
    bedoms_senast: datetime
    slag: Literal["incidentkontakt_tagen"] = "incidentkontakt_tagen"


@dataclass(frozen=True, slots=True)
class IncidentBedomd(Handelse):
    bedomning: Bedomning
    slag: Literal["incident_bedomd"] = "incident_bedomd"


@dataclass(frozen=True, slots=True)
class IncidentPaminnelse(Handelse):
    bevakning: Bevakat
    nar: datetime
    slag: Literal["incidentpaminnelse"] = "incidentpaminnelse"


@dataclass(frozen=True, slots=True)
class IncidentfristPasserad(Handelse):
    bevakning: Bevakat
    slag: Literal["incidentfrist_passerad"] = "incidentfrist_passerad"


@dataclass(frozen=True)
class Incident:
    """State. ``registrerad`` is when the service first heard of it, ``kontaktad`` when the contact was registered."""

    upptackt: datetime
    befarad: bool
    anordnare: str
    karriarvagledare: str
    arende: str | None
    registrerad: datetime
    forfaller: datetime
    paminn: tuple[datetime, ...]
    kontaktad: datetime | None = None
    bedoms_senast: datetime | None = None
    bedomd: datetime | None = None
    bedomning: Bedomning | None = None
    passerade: frozenset[str] = field(default_factory=frozenset)
    paminda: frozenset[datetime] = field(default_factory=frozenset)

    @property
    def status(self) -> str:
        if self.bedomning:
            return self.bedomning
        return "bedoms" if self.kontaktad else "anmald"


def _besluta(i: Incident | None, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    if isinstance(k, AnmalIncident):
        yield _anmal(i, k, fall, r)
        return
    if i is None:
        raise Avvisning(REGEL, "incidenten finns inte", "incident")
    if fall.av.roll is Roll.ANORDNARE and fall.av.organisation != i.anordnare:
        raise Avvisning(REGEL, "incidenten ligger hos en annan anordnare", "av")
    if i.bedomning:
        raise Avvisning(REGEL, "incidenten är redan bedömd", "kommando")
    match k:
        case RegistreraIncidentkontakt():
            if i.kontaktad:
                raise Avvisning(REGEL, "kontakten är redan registrerad", "kommando")
            _inte_framtid(k.tid, fall, "tid")
            if k.tid < i.upptackt:
                raise Avvisning(REGEL, "kontakten kan inte ligga före upptäckten", "tid")
            timmar = r.tal("incident.bedomning_timmar", fall.idag)
            yield IncidentkontaktTagen(k.tid, fall.nu + timedelta(hours=timmar))
        case BedomIncident():
            yield IncidentBedomd(k.bedomning)
        case RattaIncident():
            upptackt, arende = k.upptackt or i.upptackt, k.arende or i.arende
            if (upptackt, arende) == (i.upptackt, i.arende):
                raise Avvisning("K0.7", "rättelsen ändrar ingenting", "kommando")
            _inte_framtid(upptackt, fall, "upptackt")
            yield IncidentRattad(upptackt, arende, *_klockan(upptackt, r))


def _anmal(i: Incident | None, k: AnmalIncident, fall: Fall, r: Regelverk) -> IncidentAnmald:
    if i is not None:
        raise Avvisning(REGEL, "incidenten är redan anmäld", "incident")
    if fall.av.roll is Roll.ANORDNARE and fall.av.organisation != k.anordnare:
        raise Avvisning(REGEL, "anordnaren anmäler sina egna incidenter", "anordnare")
    _inte_framtid(k.upptackt, fall, "upptackt")
    return IncidentAnmald(
        k.upptackt, k.befarad, k.anordnare, k.karriarvagledare, k.arende, *_klockan(k.upptackt, r)
    )  # fmt: skip


def _klockan(upptackt: datetime, r: Regelverk) -> tuple[datetime, tuple[datetime, ...]]:
    """K3.1: the end of the hours, and when to remind."""
    dag = datum(upptackt)
    paminn = (r.tal(f"incident.{vilken}_paminnelse_timmar", dag) for vilken in ("forsta", "sista"))
    forfaller = upptackt + timedelta(hours=r.tal("incident.kontakt_timmar", dag))
    return forfaller, tuple(upptackt + timedelta(hours=h) for h in paminn)


def _inte_framtid(tid: datetime, fall: Fall, falt: str) -> None:
    if tid > fall.nu:
        raise Avvisning("K0.6", "ligger i framtiden", falt)


def _tillampa(i: Incident | None, h: Handelse, tid: datetime) -> Incident:
    if isinstance(h, IncidentAnmald):
        return Incident(
            h.upptackt, h.befarad, h.anordnare, h.karriarvagledare, h.arende, tid, h.forfaller, h.paminn
        )  # fmt: skip
    assert i is not None, "the first line is incident_anmald"
    match h:
        case IncidentRattad():
            # A frist that moved ahead of the clock is no longer passed; one behind it is raised anew.
            i = replace(i, passerade=i.passerade - {"incidentkontakt"}, paminda=frozenset())
            return replace(i, upptackt=h.upptackt, arende=h.arende, forfaller=h.forfaller, paminn=h.paminn)
        case IncidentkontaktTagen():
            return replace(i, kontaktad=tid, bedoms_senast=h.bedoms_senast)
        case IncidentBedomd():
            return replace(i, bedomning=h.bedomning, bedomd=tid)
        case IncidentPaminnelse():
            return replace(i, paminda=i.paminda | {h.nar})
        case IncidentfristPasserad():
            return replace(i, passerade=i.passerade | {h.bevakning})
    raise AssertionError(h)


def _bevakningar(i: Incident) -> Iterator[Processbevakning]:
    slut = i.kontaktad or i.bedomd
    yield Processbevakning(
        "incidentkontakt", "incidentkontakt", REGEL, Roll.ANORDNARE, i.anordnare, i.registrerad, i.forfaller,
        None, _utfall(i, "incidentkontakt", i.forfaller, slut), slut,
    )  # fmt: skip
    if i.bedoms_senast and i.kontaktad:
        yield Processbevakning(
            "incidentbedomning", "incidentbedomning", REGEL, Roll.DATASKYDDSSAMORDNARE, None, i.kontaktad,
            i.bedoms_senast, None, _utfall(i, "incidentbedomning", i.bedoms_senast, i.bedomd), i.bedomd,
        )  # fmt: skip


def _utfall(i: Incident, bevakning: Bevakat, forfaller: datetime, gjord: datetime | None) -> Processutfall:
    if gjord:
        return "uppfylld" if gjord < forfaller else "sen"
    return "forsenad" if bevakning in i.passerade else "oppen"


def _klockslag(i: Incident) -> Iterator[Klockslag]:
    if i.bedomning:
        return
    if i.kontaktad is None:
        for nar in i.paminn:
            if nar not in i.paminda and i.registrerad < nar:
                text = f"påminnelse om incidentkontakt · {REGEL}"
                yield Klockslag(nar, VIKT_FRIST, f"paminn:{nar}", IncidentPaminnelse("incidentkontakt", nar), text)
        yield from _passerar(i, "incidentkontakt", i.forfaller)
    elif i.bedoms_senast:
        yield from _passerar(i, "incidentbedomning", i.bedoms_senast)


def _passerar(i: Incident, bevakning: Bevakat, nar: datetime) -> Iterator[Klockslag]:
    if bevakning not in i.passerade:
        yield Klockslag(nar, VIKT_FRIST, bevakning, IncidentfristPasserad(bevakning), f"{bevakning} senast · {REGEL}")


_UTFALL: dict[Bedomning, str] = {
    "anmals": "anmäls till Integritetsskyddsmyndigheten",
    "anmals_inte": "anmäls inte",
    "ingen_incident": "var ingen personuppgiftsincident",
}


def _brev(i: Incident, h: Handelse) -> Iterator[Processbrev]:
    kv = (Roll.KARRIARVAGLEDARE, i.karriarvagledare, REGEL)
    anordnaren = (Roll.ANORDNARE, i.anordnare, REGEL)
    samordnaren = (Roll.DATASKYDDSSAMORDNARE, None, REGEL)
    kalla = f"(§3.1, {REGEL})"
    vad = "En befarad personuppgiftsincident" if i.befarad else "En personuppgiftsincident"
    match h:
        case IncidentAnmald():
            yield Processbrev(*kv, f"{vad} är upptäckt hos {i.anordnare} {kalla}")
            yield Processbrev(*anordnaren, f"Kontakta karriärvägledaren om incidenten inom 72 timmar {kalla}")
        case IncidentRattad():
            for till in (kv, anordnaren):
                yield Processbrev(*till, "Uppgifterna om en personuppgiftsincident är rättade (K0.7)")
        case IncidentkontaktTagen():
            yield Processbrev(*kv, f"Kontakten om incidenten är registrerad och lämnad vidare {kalla}")
            yield Processbrev(*samordnaren, f"{vad} hos {i.anordnare} väntar på din bedömning {kalla}")
        case IncidentBedomd():
            for till in (kv, anordnaren):
                yield Processbrev(*till, f"Incidenten är bedömd: den {_UTFALL[h.bedomning]} {kalla}")
        case IncidentPaminnelse():
            yield Processbrev(*anordnaren, f"Påminnelse: karriärvägledaren ska kontaktas om incidenten {kalla}")
        case IncidentfristPasserad(bevakning="incidentkontakt"):
            yield Processbrev(*anordnaren, f"Försenat: 72 timmar har gått utan kontakt om incidenten {kalla}")
            yield Processbrev(*kv, f"{i.anordnare} har inte tagit kontakt om en incident inom 72 timmar {kalla}")
            yield Processbrev(Roll.ARBETSLEDARE, None, REGEL, f"Incidentkontakt försenad hos {i.anordnare} {kalla}")
            yield Processbrev(*samordnaren, f"Incidentkontakt försenad hos {i.anordnare} {kalla}")
        case IncidentfristPasserad():
            yield Processbrev(*samordnaren, f"Försenat: incidenten väntar fortfarande på bedömning {kalla}")
            yield Processbrev(Roll.ARBETSLEDARE, None, REGEL, f"En incident väntar på bedömning {kalla}")


def _rad(i: Incident) -> Processrad:
    vad = "Befarad personuppgiftsincident" if i.befarad else "Personuppgiftsincident"
    data = {
        "upptackt": i.upptackt.isoformat(),
        "forfaller": i.forfaller.isoformat(),
        "karriarvagledare": i.karriarvagledare,
        "kontaktad": i.kontaktad.isoformat() if i.kontaktad else None,
        "bedomd": i.bedomd.isoformat() if i.bedomd else None,
    }
    return Processrad(i.status, i.anordnare, i.arende, f"{vad} hos {i.anordnare}", data)


def _far_se(i: Incident, aktor: Aktor) -> bool:
    if aktor.roll is Roll.ANORDNARE:
        return aktor.organisation == i.anordnare
    return aktor == SYSTEMET or aktor.roll in (
        Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE, Roll.SYSTEMSPECIALIST,
    )  # fmt: skip


RUTIN = Processrutin(
    slag="personuppgiftsincident",
    regel=REGEL,
    tillstand=Incident,
    kommandon=(AnmalIncident, RegistreraIncidentkontakt, BedomIncident, RattaIncident),
    handelser=(
        IncidentAnmald,
        IncidentRattad,
        IncidentkontaktTagen,
        IncidentBedomd,
        IncidentPaminnelse,
        IncidentfristPasserad,
    ),
    besluta=_besluta,
    tillampa=_tillampa,
    rad=_rad,
    klar=lambda i: i.bedomning is not None,
    far_se=_far_se,
    klockslag=_klockslag,
    brev=_brev,
    bevakningar=_bevakningar,
)
