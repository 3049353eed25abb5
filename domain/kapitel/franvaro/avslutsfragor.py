"""The kinds of bevakning that ask the KV whether the insats is to end (K8.7, K9.3, K10.7, K13.10).

They stand lowest, since absence asks one of them, the month's judgement the same one, and the end answers them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.grund.ord import AVSLUTSANLEDNING
from domain.grund.parter import Roll
from domain.grund.slag import Franvaroslag
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats
from domain.kapitel.franvaro.franvaro import forsta_dagen
from domain.tid.frist import Fristrakning

AVSER_PLANERAD: Mapping[Franvaroslag, str] = {"ledighet": "ledighet ", "annan": "annan "}
"""Planned absence, and how the question of an end is named when it comes from one that is too long:
``beslut_om_avslut:ledighet 2024-07-01``."""


def _franvarons_forsta_dag(i: Insats, rakning: Fristrakning, avser: str) -> date:
    return forsta_dagen(i, rakning, avser.rpartition(" ")[2])


def _i_ord(avser: str) -> str:
    """``2024-05``, ``ledighet 2024-07-01``, ``inskriven hos Arbetsförmedlingen 2024-05-02``."""
    sort, _, dag = avser.partition("-")
    return f"{AVSLUTSANLEDNING[sort]} {dag}" if sort in AVSLUTSANLEDNING else avser


BESLUT_OM_AVSLUT = Bevakningsslag(
    namn="beslut_om_avslut",
    rubrik="beslut om avslut",
    grund={
        "K8.7": Grund("Månadens bedömning blev att insatsen bör avslutas.", {"beslut_om_avslut.arbetsdagar": fran}),
        "K9.3": Grund(
            "Planerad frånvaro som är längre än insatsen tål anmäldes.",
            {
                "ledighet.max_dagar": _franvarons_forsta_dag,
                "beslut_om_avslut.arbetsdagar": fran,
            },
        ),
        "K13.10": Grund(
            "Kunden skrevs in hos Arbetsförmedlingen, eller målgruppen eller auktorisationen upphörde.",
            {"beslut_om_avslut.arbetsdagar": fran},
        ),
    },
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="manad_eller_ledighet",
    i_ord=_i_ord,
    aviseras=True,
    fragar_om_slut=True,
)

SJUKSKRIVNING_AVBROTT = Bevakningsslag(
    namn="sjukskrivning_avbrott",
    rubrik="beslut om avbrott för sjukskrivning",
    grund={
        "K10.7": Grund(
            "Den dag då sjukperioden väcker frågan om avbrott; igen när dess intygade slut har flyttats långt.",
            {
                "sjukskrivning_avbrott.dag": forsta_dagen,
                "sjukskrivning_avbrott.igen_dagar": forsta_dagen,
                "sjukskrivning_avbrott.arbetsdagar": fran,
            },
        )
    },
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="dag",
    fragar_om_slut=True,
)
