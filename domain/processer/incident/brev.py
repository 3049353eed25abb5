"""Who is told of a personuppgiftsincident, and in what words (K3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain.grund.parter import Roll
from domain.processer.incident.incident import (
    REGEL,
    Bedomning,
    Incident,
    IncidentAnmald,
    IncidentBedomd,
    IncidentfristPasserad,
    IncidentkontaktAterkallad,
    IncidentkontaktTagen,
    IncidentPaminnelse,
    IncidentRattad,
)
from domain.processer.process import Processbrev
from domain.skeende.handelse import Handelse
from domain.tid.tidpunkt import skriv_lokal

_UTFALL: dict[Bedomning, str] = {
    "anmals": "anmäls till Integritetsskyddsmyndigheten",
    "anmals_inte": "anmäls inte",
    "ingen_incident": "var ingen personuppgiftsincident",
}


def brev(i: Incident, h: Handelse) -> Iterator[Processbrev]:
    """The letters of one händelse; ``i`` is the incident right after it."""
    kv: tuple[Roll, str | None, str] = (Roll.KARRIARVAGLEDARE, i.karriarvagledare, REGEL)
    anordnaren: tuple[Roll, str | None, str] = (Roll.ANORDNARE, i.anordnare, REGEL)
    samordnaren: tuple[Roll, str | None, str] = (Roll.DATASKYDDSSAMORDNARE, None, REGEL)
    kalla = f"(§3.1, {REGEL})"
    vad = "En befarad personuppgiftsincident" if i.befarad else "En personuppgiftsincident"
    senast, timmar = skriv_lokal(i.forfaller), (i.forfaller - i.upptackt) // timedelta(hours=1)
    match h:
        case IncidentAnmald():
            yield Processbrev(*kv, f"{vad} är upptäckt hos {i.anordnare} {kalla}")
            inom = f"senast {senast}, {timmar} timmar från upptäckten"
            yield Processbrev(*anordnaren, f"Kontakta karriärvägledaren om incidenten {inom} {kalla}")
        case IncidentRattad():
            hos_samordnaren = i.kontaktad or i.bedomd
            for till in (kv, anordnaren, samordnaren) if hos_samordnaren else (kv, anordnaren):
                yield Processbrev(*till, "Uppgifterna om en personuppgiftsincident är rättade (K0.7)")
        case IncidentkontaktTagen():
            yield Processbrev(*kv, f"Kontakten om incidenten är registrerad och lämnad vidare {kalla}")
            yield Processbrev(*samordnaren, f"{vad} hos {i.anordnare} väntar på din bedömning {kalla}")
        case IncidentkontaktAterkallad():
            for till in (kv, anordnaren, samordnaren):
                yield Processbrev(*till, f"Kontakten om incidenten hos {i.anordnare} är återtagen (K0.7)")
        case IncidentBedomd():
            for till in (kv, anordnaren):
                yield Processbrev(*till, f"Incidenten är bedömd: den {_UTFALL[h.bedomning]} {kalla}")
        case IncidentPaminnelse():
            yield Processbrev(
                *anordnaren, f"Påminnelse: kontakta karriärvägledaren om incidenten senast {senast} {kalla}"
            )
        case IncidentfristPasserad(bevakning="incidentkontakt"):
            yield Processbrev(*anordnaren, f"Försenat: {timmar} timmar har gått utan kontakt om incidenten {kalla}")
            yield Processbrev(*kv, f"{i.anordnare} har inte tagit kontakt om en incident inom {timmar} timmar {kalla}")
            yield Processbrev(Roll.ARBETSLEDARE, None, REGEL, f"Incidentkontakt försenad hos {i.anordnare} {kalla}")
            yield Processbrev(*samordnaren, f"Incidentkontakt försenad hos {i.anordnare} {kalla}")
        case IncidentfristPasserad():
            yield Processbrev(*samordnaren, f"Försenat: incidenten väntar fortfarande på bedömning {kalla}")
            yield Processbrev(Roll.ARBETSLEDARE, None, REGEL, f"En incident väntar på bedömning {kalla}")
