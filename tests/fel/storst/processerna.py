"""Every kind of process beside the cases, as large as its doors and its register let it be, before a turn of month.

What can be said again is said some hundred times, by the longest ids there are, and each field holds the most that its
form takes. An anordnare's record, which grows for as long as the anordnare is there, is in ``tests/flotta/process``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.granser import FLEST_RADER, LANGSTA_TEXT, STORSTA_TAL
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.processer.gallring.rutin import GALLRING
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.regelutgava.rutin import REGELUTGAVA
from domain.register.anordnare import FLEST_ANORDNARE
from tests.fel.storst.livet import ORGANISATION, stor
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import regelverket

SKIFTE = "2024-05-01"
"""The turn of month that each of them passes, Stockholm time."""
DAG = "2024-04-29"
"""When what is said last before it is said."""
IGEN = 400
"""How often what can be said again is."""
TEXT = {"tecken": LANGSTA_TEXT}
A, KV, AL, AL2, EK, EK2, DS = (
    stor(a)
    for a in (
        Aktor(Roll.ANORDNARE, "a1", "A"),
        Aktor(Roll.KARRIARVAGLEDARE, "kv1"),
        Aktor(Roll.ARBETSLEDARE, "al1"),
        Aktor(Roll.ARBETSLEDARE, "al2"),
        Aktor(Roll.EKONOM, "e1"),
        Aktor(Roll.EKONOM, "e2"),
        Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1"),
    )
)


class Stort(Processpel):
    """A process to which everything is said by ids as long as they may be."""

    def _nasta_id(self) -> str:
        return super()._nasta_id().ljust(200, "x")


def _incident() -> Stort:
    fall = Stort(PERSONUPPGIFTSINCIDENT, "incident-storst")
    vem = {"anordnare": ORGANISATION, "karriarvagledare": "k" * 60, "arende": "i" * 60}
    fall.sag(A, f"{DAG}T09:00", "anmal_incident", upptackt=f"{DAG}T08:00", beskrivning=TEXT, **vem)
    for n in range(IGEN):
        fall.sag(A, f"{DAG}T10:00", "ratta_incident", befarad=n % 2 == 0, motivering=TEXT)
    return fall


def _uppfoljning() -> Stort:
    fall = Stort(KVALITETSUPPFOLJNING, "kvalitetsuppfoljning-storst")
    fall.sag(AL, DAG, "oppna_uppfoljning", anordnare=ORGANISATION, ar=2024)
    siffror = [(f"{n}".ljust(200, "å"), "9" * 200) for n in range(FLEST_RADER)]
    fall.sag(SYSTEMET, DAG, "registrera_siffror", siffror=siffror)
    for n in range(IGEN):
        brist = {"villkor": f"{n}".ljust(60, "å"), "bedomning": "inte_uppfyllt", "iakttagelse": TEXT}
        fall.sag(AL, DAG, "registrera_iakttagelse", **brist)
        fall.sag(AL, DAG, "besluta_atgard", iakttagelse=n + 1, atgard=TEXT, frist="2024-06-03")
    for _ in range(IGEN // 4):
        fall.sag(A, DAG, "svara_atgard", atgard=1, svar=TEXT)
        fall.sag(
            AL, DAG, "granska_atgard", atgard=1, beslut="aterremiss", motivering=TEXT, frist="2024-06-03"
        )  # fmt: skip
    return fall


def _utgava() -> Stort:
    """As many values as are taken at once: each as it is today, from a day of its own."""
    grund = {"utgava": "2039".ljust(60, "u"), "beslut": "1".ljust(60, "d"), "fran": "2039-01-01"}
    tas = list[str]()
    for p in regelverket().parametrar:
        rad = f"{p.nyckel}={p.varden[-1].varde}"
        with suppress(Avvisning):
            Stort(REGELUTGAVA, "regelutgava-prov").sag(EK, DAG, "foresla_varden", varden=[*tas, rad], **grund)
            tas.append(rad)
    return _sagt(Stort(REGELUTGAVA, "regelutgava-storst"), EK, "foresla_varden", varden=tas, **grund)


def _sagt(fall: Stort, av: Aktor, verb: str, **fakta: Any) -> Stort:
    fall.sag(av, DAG, verb, **fakta)
    return fall


def _manad() -> Stort:
    fall = Stort(BETALNINGSMANAD, "betalningsmanad-2024-04")
    fall.sag(EK, "2024-04-16T08:00", "oppna_betalningsmanad", manad="2024-04")
    summor = [
        {
            "anordnare": f"{n}".ljust(200, "Å"), "att_betala": f"{STORSTA_TAL}.99", "overfors": f"-{STORSTA_TAL}.99",
            "rader": STORSTA_TAL, "innehallna": STORSTA_TAL,
        }
        for n in range(FLEST_ANORDNARE)
    ]  # fmt: skip
    fall.sag(SYSTEMET, "2024-04-16T08:01", "registrera_stangning", summor=summor, ej_svarat=STORSTA_TAL)
    for _ in range(IGEN // 2):
        fall.sag(EK, DAG, "forbered_betalning")
        fall.sag(EK2, DAG, "aterlamna_betalning", skal=TEXT)
    return fall


def _gallring() -> Stort:
    fall = Stort(GALLRING, "gallring-storst")
    fall.sag(DS, DAG, "foresla_gallring", dag=DAG)
    storst = dict.fromkeys(("kunder", "arenden", "personal"), STORSTA_TAL)
    fall.sag(SYSTEMET, DAG, "registrera_gallringslista", **storst)
    return _sagt(fall, DS, "underteckna_gallring")


def _massbyte() -> Stort:
    return _sagt(
        Stort(MASSBYTE, "massbyte-storst"), KV, "byt_alla_karriarvagledare", fran=f"{'f' * 60}", till=f"{'t' * 60}"
    )


def _utskick() -> Stort:
    return _sagt(
        Stort(VILLKORSUTSKICK, "utskick-storst"),
        AL,
        "skicka_villkor_till_alla",
        villkor="1".ljust(60, "v"),
        galler_fran="2024-06-01",
    )


_LIVEN: tuple[Callable[[], Stort], ...] = (_incident, _uppfoljning, _utgava, _manad, _gallring, _massbyte, _utskick)


@cache
def storsta() -> Mapping[str, Stort]:
    """One of each kind, by its slag."""
    return {fall.rutin.slag: fall for fall in (liv() for liv in _LIVEN)}


SEDAN: Mapping[str, tuple[Aktor, dict[str, Any]]] = {
    PERSONUPPGIFTSINCIDENT.slag: (A, {"kommando": "ratta_incident", "karriarvagledare": "kv1", "motivering": TEXT}),
    KVALITETSUPPFOLJNING.slag: (
        AL,
        {"kommando": "registrera_iakttagelse", "villkor": "9.9", "bedomning": "delvis", "iakttagelse": TEXT},
    ),
    REGELUTGAVA.slag: (EK2, {"kommando": "attestera_varden"}),
    BETALNINGSMANAD.slag: (EK, {"kommando": "forbered_betalning"}),
    GALLRING.slag: (AL2, {"kommando": "aterlamna_gallring", "skal": TEXT}),
}
"""What is said to each in the month that follows; the two orders go on by themselves."""
