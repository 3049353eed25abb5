"""§3.1: a personuppgiftsincident, occurred or feared, from its discovery to what was decided about it (K3.1).

The one frist of the routine that is counted in hours: 72 hours of absolute time from the discovery, also over a
weekend and over a change of the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from domain.grund.avvisning import Avvisning, finns
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.incident.brev import brev
from domain.processer.incident.incident import (
    REGEL,
    AnmalIncident,
    AterkallaIncidentkontakt,
    BedomIncident,
    Bevakat,
    Incident,
    IncidentAnmald,
    IncidentBedomd,
    IncidentfristPasserad,
    IncidentkontaktAterkallad,
    IncidentkontaktTagen,
    IncidentPaminnelse,
    IncidentRattad,
    RattaIncident,
    RegistreraIncidentkontakt,
)
from domain.processer.process import Processbevakning, Processrad, Processrutin, Processutfall, processbenamning
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.klockslag import VIKT_FRIST, Klockslag
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum


def _besluta(i: Incident | None, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    if isinstance(k, AnmalIncident):
        yield _anmal(i, k, fall, r)
        return
    if i is None:
        raise Avvisning(REGEL, "incidenten finns inte", "incident")
    if fall.av.roll is Roll.ANORDNARE and fall.av.organisation != i.anordnare:
        raise Avvisning(REGEL, "incidenten ligger hos en annan anordnare", "av")
    if i.bedomning and not isinstance(k, BedomIncident | RattaIncident):
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
        case AterkallaIncidentkontakt():
            if i.kontaktad is None:
                raise Avvisning("K0.7", "ingen kontakt är registrerad", "kommando")
            yield IncidentkontaktAterkallad()
        case BedomIncident():
            if i.bedomning == k.bedomning:
                raise Avvisning(REGEL, "incidenten är redan bedömd så", "bedomning")
            yield IncidentBedomd(k.bedomning)
        case RattaIncident():
            yield _rattad(i, k, fall, r)


def _rattad(i: Incident, k: RattaIncident, fall: Fall, r: Regelverk) -> IncidentRattad:
    upptackt, arende = k.upptackt or i.upptackt, k.arende or i.arende
    befarad = i.befarad if k.befarad is None else k.befarad
    kv = k.karriarvagledare or i.karriarvagledare
    if (upptackt, arende, befarad, kv) == (i.upptackt, i.arende, i.befarad, i.karriarvagledare):
        raise Avvisning("K0.7", "rättelsen ändrar ingenting", "kommando")
    _inte_framtid(upptackt, fall, "upptackt")
    if i.kontakttid and upptackt > i.kontakttid:
        raise Avvisning(REGEL, "upptäckten kan inte ligga efter kontakten", "upptackt")
    return IncidentRattad(upptackt, arende, *_klockan(upptackt, r), befarad, kv)


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
    i = finns(i, "the first line is incident_anmald")
    match h:
        case IncidentRattad():
            if h.upptackt != i.upptackt:
                i = _ny_klocka(i, h, tid)
            befarad = i.befarad if h.befarad is None else h.befarad
            return replace(
                i, arende=h.arende, befarad=befarad, karriarvagledare=h.karriarvagledare or i.karriarvagledare
            )
        case IncidentkontaktTagen():
            return replace(i, kontaktad=tid, kontakttid=h.tid, bedoms_senast=h.bedoms_senast)
        case IncidentkontaktAterkallad():
            utan = i.passerade - {"incidentbedomning"}
            i = replace(i, kontaktad=None, kontakttid=None, bedoms_senast=None)
            return replace(i, passerade=utan, paminns_fran=tid)
        case IncidentBedomd():
            return replace(i, bedomning=h.bedomning, bedomd=i.bedomd or tid)
        case IncidentPaminnelse():
            return replace(i, paminda=i.paminda | {h.nar})
        case IncidentfristPasserad():
            return replace(i, passerade=i.passerade | {h.bevakning})
    raise AssertionError(h)


def _ny_klocka(i: Incident, h: IncidentRattad, tid: datetime) -> Incident:
    """A frist that moves ahead of the clock is no longer passed; what was passed and still is, is not told again."""
    kvar = i.passerade if h.forfaller <= tid else i.passerade - {"incidentkontakt"}
    i = replace(i, upptackt=h.upptackt, forfaller=h.forfaller, paminn=h.paminn)
    return replace(i, passerade=kvar, paminns_fran=tid)


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
            if nar not in i.paminda and (i.paminns_fran or i.registrerad) < nar:
                text = f"påminnelse {datum(nar)}: {processbenamning('incidentkontakt')} · {REGEL}"
                yield Klockslag(nar, VIKT_FRIST, f"paminn:{nar}", IncidentPaminnelse("incidentkontakt", nar), text)
        yield from _passerar(i, "incidentkontakt", i.forfaller)
    elif i.bedoms_senast:
        yield from _passerar(i, "incidentbedomning", i.bedoms_senast)


def _passerar(i: Incident, bevakning: Bevakat, nar: datetime) -> Iterator[Klockslag]:
    if bevakning not in i.passerade:
        text = f"{processbenamning(bevakning)} senast {datum(nar)} · {REGEL}"
        yield Klockslag(nar, VIKT_FRIST, bevakning, IncidentfristPasserad(bevakning), text)


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


PERSONUPPGIFTSINCIDENT = Processrutin(
    slag="personuppgiftsincident",
    namn="incident",
    borjar=(AnmalIncident,),
    regel=REGEL,
    tillstand=Incident,
    kommandon=(AnmalIncident, RegistreraIncidentkontakt, AterkallaIncidentkontakt, BedomIncident, RattaIncident),
    handelser=(
        IncidentAnmald,
        IncidentRattad,
        IncidentkontaktTagen,
        IncidentkontaktAterkallad,
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
    brev=brev,
    bevakningar=_bevakningar,
)
