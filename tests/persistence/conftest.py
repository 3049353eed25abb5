"""A played case, cut into the batches that its workflow would write."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.liv.forlopp import Steg, lat_ga, paborja, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.register.auktorisation import Auktorisation
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import tolka_tid
from kontrakt.foljesedel import Foljesedel
from kontrakt.insats import Batch
from regelverk import las_utgavor
from tests.verktyg.spel import FORARBETE, helt_uppdrag

KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
ANORDNARE = Aktor(Roll.ANORDNARE, "a1", "Anordnare A")
DAG1 = "2024-03-01T09:00"

STEG: tuple[tuple[str, Aktor, dict[str, Any]], ...] = (
    ("2024-03-04T10:00", ANORDNARE, {"kommando": "bemanna", "handlaggare": "H1"}),
    (
        "2024-03-05T10:00",
        KV,
        helt_uppdrag({"kommando": "lagg_in_uppdrag", "startdatum": "2024-03-11", "langd_manader": 6}),
    ),
    (
        "2024-03-12T09:00",
        ANORDNARE,
        {"kommando": "anmal_franvaro", "slag": "sjuk", "fran": "2024-03-12", "orsak": "influensa"},
    ),
    ("2024-03-13T09:00", ANORDNARE, {"kommando": "avsluta_franvaro", "slag": "sjuk", "till": "2024-03-12"}),
    (
        "2024-05-02T10:00",
        KV,
        {
            "kommando": "besluta_avslut",
            "orsak": "utebliven_progression",
            "avslutsdatum": "2024-05-10",
            "samtal_datum": "2024-04-30",
            "nasta_steg": "AMI2",
        },
    ),
)
"""What is said; between and after it the clock raises reminders, lateness and the end."""


@dataclass(frozen=True)
class Spelat:
    """A case as it was played: its batches in order, and the state after each."""

    batcher: tuple[Batch, ...]
    lagen: tuple[Insats, ...]

    @property
    def insats(self) -> Insats:
        return self.lagen[-1]

    def sedel(self, batch: Batch) -> Foljesedel | None:
        """What its workflow lays beside it; nothing beside the first."""
        nr = self.batcher.index(batch)
        return Foljesedel.av(self.lagen[nr - 1], batch.poster, self.lagen[nr]) if nr else None


@cache
def regelverket() -> Regelverk:
    return skapa_regelverk(las_utgavor())


@cache
def spela(
    arende: str = "in-1",
    anordnare: str = "Anordnare A",
    kv: str = "kv1",
    till: str = "2024-07-01",
    *,
    med_text: bool = False,
) -> Spelat:
    """Play the case; a kommando and what the clock raised before it are one batch each.

    ``med_text``: the absence names the document ``text-ARENDE``, which the test stores.
    """
    kund = {"malgrupp": "ekonomiskt_bistand", "alder": 34, "arbetsformaga": 50}
    dag1 = las_kommando(
        {"kommando": "aktualisera", "insats": "AMI2", "anordnare": anordnare, "kund": kund, **FORARBETE}
    )
    nu = tolka_tid(DAG1)
    vem = Aktor(Roll.KARRIARVAGLEDARE, kv)
    auktorisation = Auktorisation(nu.date())
    stegen = [paborja(arende, Inkommet("k0", vem, dag1), regelverket(), auktorisation, nu)]
    for nr, (tid, av, data) in enumerate(STEG, start=1):
        nu = tolka_tid(tid)
        if nu > tolka_tid(till):
            break
        stegen.append(lat_ga(stegen[-1].insats, nu))
        vem_nu = vem if av is KV else Aktor(av.roll, av.id, anordnare)
        text = f"text-{arende}" if data["kommando"] == "anmal_franvaro" and med_text else None
        stegen.append(utfor(stegen[-1].insats, Inkommet(f"k{nr}", vem_nu, las_kommando(data), text), nu))
    stegen.append(lat_ga(stegen[-1].insats, tolka_tid(till)))
    stegen = [s for s in stegen if s.poster]
    return Spelat(tuple(_batch(arende, s) for s in stegen), tuple(s.insats for s in stegen))


def _batch(arende: str, steg: Steg) -> Batch:
    poster = tuple(post_till_json(p) for p in steg.poster)
    return Batch(arende, steg.poster[0].nr - 1, poster, steg.meddelanden)


@pytest.fixture
def spelet() -> Callable[..., Spelat]:
    """Plays a case: ``spelet(arende, anordnare, kv, till)``, all of them optional."""
    return spela
