"""What each frist rests on: the event that starts its clock, and the keys of the regelverk it is counted with.

One table, bevakning and rule → grounds, so that an explanation cannot leave a kind of bevakning out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats
from domain.tid.manad import forsta, nasta
from domain.tid.tidpunkt import datum

Dag = Callable[[Insats, Bevakning], date]


def _fran(i: Insats, b: Bevakning) -> date:
    return b.berakning.fran


def _avser(b: Bevakning) -> str:
    assert b.avser is not None, f"{b.slag} is not named by what it concerns"
    return b.avser


def _forsta_dagen(i: Insats, b: Bevakning) -> date:
    """The first day of the absence, which such a bevakning is named by."""
    return date.fromisoformat(_avser(b).removeprefix("ledighet "))


def _uppdraget(i: Insats, b: Bevakning) -> date:
    assert i.uppdrag is not None
    return datum(i.uppdrag.tid)


def _manaden_efter(i: Insats, b: Bevakning) -> date:
    return forsta(nasta(_avser(b)))


def _beslutet(i: Insats, b: Bevakning) -> date:
    return datum(i.avslutsbeslut.tid) if i.avslutsbeslut else b.frist


@dataclass(frozen=True, slots=True)
class Grund:
    """What starts the clock, in Swedish, and the keys with the day each is asked for."""

    start: str
    nycklar: Mapping[str, Dag] = field(default_factory=dict)


GRUNDER: Mapping[tuple[str, str], Grund] = {
    ("bemanning", "K6.2"): Grund("Aktualiseringen, dag 1.", {"bemanning.arbetsdagar": _fran}),
    ("bemanning", "K3.4"): Grund("Handläggaren slutar.", {"bemanning.arbetsdagar": _fran}),
    ("uppdrag", "K6.3"): Grund(
        "Aktualiseringen eller bemanningen, den som ger den senare fristen.",
        {"uppdrag.arbetsdagar_fran_aktualisering": _fran, "uppdrag.arbetsdagar_fran_bemanning": _fran},
    ),
    ("uppstartsmote", "K7.1"): Grund("Uppdraget lades in.", {"uppstartsmote.dagar": _fran}),
    ("veckokontakt", "K7.2"): Grund("Veckan, som bedöms när den är slut."),
    ("genomforandeplan", "K7.3"): Grund(
        "Startdatum, eller uppdraget eller rättelsen av det, om det ger en senare frist.",
        {"genomforandeplan.dagar": _uppdraget, "genomforandeplan.dagar_fran_uppdrag": _uppdraget},
    ),
    ("plangranskning", "K7.4"): Grund("Planens första version kom in.", {"plangranskning.arbetsdagar": _fran}),
    ("planrevidering", "K8.5"): Grund("Revidering av planen begärdes.", {"planrevidering.arbetsdagar": _fran}),
    ("uppfoljningsmote", "K7.7"): Grund("Dagen är bestämd i uppdraget."),
    ("manadsrapport", "K8.1"): Grund(
        "Månaden, eller insatsens sista dag i den.", {"manadsrapport.dag": _manaden_efter}
    ),
    ("rapportgranskning", "K8.2"): Grund(
        "Rapportens första version kom in.",
        {"rapportgranskning.dag": _manaden_efter, "rapportgranskning.dagar_efter_sen": _manaden_efter},
    ),
    ("rapportgodkannande", "K8.3"): Grund(
        "Rapportens första version kom in.",
        {"rapportgodkannande.dag": _manaden_efter, "rapportgodkannande.dagar_efter_sen": _manaden_efter},
    ),
    ("beslut_om_avslut", "K8.7"): Grund(
        "Månadens bedömning blev att insatsen bör avslutas.", {"beslut_om_avslut.arbetsdagar": _fran}
    ),
    ("beslut_om_avslut", "K9.3"): Grund(
        "Planerad frånvaro som är längre än insatsen tål anmäldes.",
        {"ledighet.max_dagar": _forsta_dagen, "beslut_om_avslut.arbetsdagar": _fran},
    ),
    ("lakarintyg", "K10.1"): Grund(
        "Den dag i sjukperioden då intyg krävs.", {"lakarintyg.dag": _forsta_dagen, "lakarintyg.dagar": _forsta_dagen}
    ),
    ("lakarintyg", "K10.2"): Grund("Första sjukdagen, sedan intyg krävts.", {"forstadagsintyg.dagar": _forsta_dagen}),
    ("vabintyg", "K10.4"): Grund(
        "Den dag i frånvaron då intyg krävs.", {"vabintyg.dag": _forsta_dagen, "vabintyg.dagar": _forsta_dagen}
    ),
    ("trepartsmote", "K10.3"): Grund(
        "Upprepad sjukfrånvaro anmäldes.",
        {
            "trepartsmote.antal": _forsta_dagen,
            "trepartsmote.inom_dagar": _forsta_dagen,
            "trepartsmote.dagar": _forsta_dagen,
        },
    ),
    ("sjukskrivning_avbrott", "K10.7"): Grund(
        "Den dag då sjukperioden väcker frågan om avbrott.",
        {"sjukskrivning_avbrott.dag": _forsta_dagen, "sjukskrivning_avbrott.arbetsdagar": _fran},
    ),
    ("franvaroanmalan", "K10.6"): Grund(
        "Kunden uteblev, eller kontaktförsöken misslyckades.",
        {"franvaroanmalan.dagar": _fran, "franvaroanmalan.forsok": _fran},
    ),
    ("forlangningsbeslut", "K11.1"): Grund(
        "Slutdatum närmar sig; fristen är slutdatum.",
        {"forlangning.fraga_dagar_fore": _uppdraget, "forlangning.max_manader": _uppdraget},
    ),
    ("slutrapport", "K12.1"): Grund(
        "Slutdatum; slutdagen räknas med.", {"slutrapport.oppnas_dagar_fore": _fran, "slutrapport.sen_dagar": _fran}
    ),
    ("slutrapport", "K12.2"): Grund(
        "Beslutet om avslut i förtid.", {"slutrapport.fortid_dagar": _beslutet, "slutrapport.sen_dagar": _fran}
    ),
    ("slutrapport", "K12.3"): Grund(
        "Avslutsdatum, eller beslutet om avbrott om det är senare.",
        {"slutrapport.avbrott_dagar": _beslutet, "slutrapport.sen_dagar": _fran},
    ),
    ("faktureringsunderlag", "K14.7"): Grund(
        "Månaden, eller insatsens sista dag i den; eller det som gjorde att underlaget kunde skrivas först senare "
        "(ett belopp som infördes, en rättelse).",
        {"utbetalning.brytdag": _manaden_efter},
    ),
}
"""(Bevakning, rule) → what it rests on; every kind has an entry, also one that no number is behind."""


def start_for(b: Bevakning) -> str:
    """What starts the clock of a bevakning."""
    return GRUNDER[b.slag, b.regel].start


def grund_for(i: Insats, b: Bevakning) -> list[tuple[str, date]]:
    """The keys its frist rests on, each with the day it is asked for."""
    return [(nyckel, dag(i, b)) for nyckel, dag in GRUNDER[b.slag, b.regel].nycklar.items()]
