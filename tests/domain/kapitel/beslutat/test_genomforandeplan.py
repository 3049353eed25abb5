"""§7.3: when a plan is a new version and when a new round, and when its review is refused (K7.3, K7.4)."""

from __future__ import annotations

import pytest

from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Granskning, Omgang
from domain.kapitel.inlamning.genomforandeplan import GenomforandeplanLamnad, PlanGranskad
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.domain.kapitel.raknat.borta import insatsen
from tests.verktyg.spel import ANORDNARE, KV, d, tid

T1, T2, T3 = (tid(f"2024-05-0{n}") for n in (2, 3, 6))
KLAR = (Granskning(T2, True),)
RETUR = (Granskning(T2, False),)


def med_plan(*planer: Omgang) -> Insats:
    return med(insatsen(), planer=planer)


@pytest.mark.krav("K7.3", "K7.4", sort="gräns")
@pytest.mark.parametrize(
    ("planer", "omgang", "version"),
    [
        ((), 1, 1),
        ((Omgang((T1,)),), 1, 2),
        ((Omgang((T1, T3), RETUR),), 1, 3),
        ((Omgang((T1,), KLAR, False),), 2, 1),
        ((Omgang((T1,), KLAR, False), Omgang((T3,))), 2, 2),
    ],
)
def test_a_plan_is_a_new_version_until_it_is_approved_and_then_a_new_round(
    planer: tuple[Omgang, ...], omgang: int, version: int
) -> None:
    rubriker = dict.fromkeys(insatsen().regelverk.lista("mall.genomforandeplan.AMI2", d("2024-05-08")), "x")
    sagt = {"mal": "arbete", "delmal": ["a", "b"], "aktiviteter": ["c"], "rubriker": rubriker}
    assert beslutat(med_plan(*planer), ANORDNARE, "2024-05-08", "lamna_genomforandeplan", **sagt) == [
        GenomforandeplanLamnad(omgang=omgang, version=version, saknade_rubriker=(), delmal=2)
    ]


@pytest.mark.krav("K7.4", sort="avslag")
@pytest.mark.parametrize(
    ("planer", "beslut", "nej"),
    [
        ((), "godkand", (None, "ingen genomförandeplan har kommit in")),
        ((Omgang((T1,), KLAR, False),), "godkand", (None, "planen är redan godkänd")),
        ((Omgang((T1,), RETUR, False),), "godkand",
         (None, "planen är återremitterad; en ny version har inte kommit in")),
        ((Omgang((T1,)),), "aterremiss", ("motivering", "en återremiss kräver motivering")),
        ((Omgang((T1,), KLAR, False), Omgang((T3, T3))), "godkand", None),
    ],
)  # fmt: skip
def test_a_plan_is_reviewed_version_by_version(
    planer: tuple[Omgang, ...], beslut: str, nej: tuple[str | None, str] | None
) -> None:
    i = med_plan(*planer)
    if nej:
        assert nekat(i, KV, "2024-05-08", "granska_plan", beslut=beslut) == ("K7.4", *nej)
    else:
        assert beslutat(i, KV, "2024-05-08", "granska_plan", beslut=beslut) == [PlanGranskad(2, 2, "godkand")]
