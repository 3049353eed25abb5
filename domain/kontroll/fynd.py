"""What the hunt for impossible states finds, and how two rows that should be equal are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any, Literal

from domain.grund.granser import LastJson

Kontroll = Literal[
    "journal",
    "lastabell",
    "meddelande",
    "klocka",
    "betalning",
    "betalningsmanad",
    "dubbel_insats",
    "ansvarig",
    "socialsekreterare",
    "utkorg",
    "ko",
    "dokument",
    "dokument_utan_arende",
    "arbetsflode_saknas",
    "arbetsflode_utan_arende",
    "arbetsflode_fastnat",
    "arbetsflode_utan_arbetare",
    "lage",
    "timer",
    "schema",
    "regelverk",
]

KONTROLLER: Mapping[Kontroll, str] = {
    "journal": "journalen är hel",
    "lastabell": "lästabellerna är det journalen ger",
    "meddelande": "varje journalrad har sina meddelanden",
    "klocka": "det som klockan ska ha tagit upp står i journalen",
    "betalning": "varje betald rad har grund, en gång",
    "betalningsmanad": "betalningsmånaderna är ärendenas betalningar",
    "dubbel_insats": "ingen kund har samma insats två gånger samtidigt",
    "ansvarig": "varje ärende har en karriärvägledare som är i tjänst",
    "socialsekreterare": "den socialsekreterare som ett ärende nämner är i tjänst, och är kundregistrets",
    "utkorg": "det som ska skickas skickas",
    "ko": "det som lagts i kön har fått sitt utfall",
    "dokument": "det som journalen nämner finns",
    "dokument_utan_arende": "varje dokument hör till ett ärende",
    "arbetsflode_saknas": "varje ärende som inte är slutfört har ett arbetsflöde",
    "arbetsflode_utan_arende": "varje arbetsflöde har ett ärende",
    "arbetsflode_fastnat": "inget arbetsflöde står still",
    "arbetsflode_utan_arbetare": "varje arbetsflöde har en arbetare med sitt bygge",
    "lage": "arbetsflödet vet det som journalen vet",
    "timer": "arbetsflödet har de timrar som läget kräver",
    "schema": "det som kalendern ska starta har sitt schema",
    "regelverk": "regelverkets filer säger detsamma som det som är beslutat",
}
"""Every check: its name, and what holds when it finds nothing."""

I_TEMPORAL: frozenset[Kontroll] = frozenset({
    "arbetsflode_saknas", "arbetsflode_utan_arende", "arbetsflode_fastnat", "arbetsflode_utan_arbetare", "lage",
    "timer", "schema",
})  # fmt: skip
"""The checks that need the Temporal server."""


@dataclass(frozen=True, slots=True)
class Granser:
    """How long a thing may take before it is wrong, and how often.

    Attributes:
        andrum: what is due may be this late, and what is new this young, without being a finding. What all cases do at
            one instant is spread over half of it (``kontrakt.spridning``).
        oskickat: how long a message may wait in the outbox.
        foraldralost: how old a document without a case is before it is told of.
        forsok: a workflow task that has been tried more often than this is stuck.
        tystnad: a build of which no worker has been heard of for this long has none.
    """

    andrum: timedelta = timedelta(minutes=20)
    oskickat: timedelta = timedelta(hours=24)
    foraldralost: timedelta = timedelta(hours=24)
    forsok: int = 3
    tystnad: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, order=True)
class Fynd:
    """Something that should be impossible.

    Attributes:
        arende: the case, the process beside the cases, or the schedule.
        text: Swedish, what is wrong; ids, dates and amounts only (K3.3). The same fault has the same text every day.
        atgard: Swedish, what is proposed.
        upplysning: it does no harm, and does not fail the check.
    """

    kontroll: Kontroll
    arende: str
    text: str
    atgard: str = field(compare=False)
    upplysning: bool = field(default=False, compare=False)


_VISAS = frozenset({"nr", "status", "startdatum", "slutdatum", "frist", "utfall", "belopp", "dagar",
                    "utbetalningsmanad", "ansvarig"})  # fmt: skip
"""Fields whose values are told; of the others, which may say more than operations need, only the name (K3.3)."""


def radskillnader(tabell: str, finns: LastJson, ratt: LastJson) -> Iterator[str]:
    """How two sets of rows by key differ, a sentence each."""
    for nyckel in sorted(finns.keys() | ratt.keys()):
        if nyckel not in finns:
            yield f"{tabell} {nyckel} saknas"
        elif nyckel not in ratt:
            yield f"{tabell} {nyckel} finns men följer inte av journalen"
        elif finns[nyckel] != ratt[nyckel]:
            yield f"{tabell} {nyckel}: {skillnad(finns[nyckel], ratt[nyckel])}"


def skillnad(finns: Any, ratt: Any) -> str:
    """The fields that differ between two rows of one kind."""
    ut = []
    for f in fields(ratt):
        a, b = getattr(finns, f.name), getattr(ratt, f.name)
        if a != b:
            ut.append(
                f"{f.name} är {_varde(a)}, journalen ger {_varde(b)}" if f.name in _VISAS else f"{f.name} avviker"
            )
    return "; ".join(ut)


def _varde(v: object) -> str:
    return "tomt" if v is None else str(v)


def antal_meddelanden(antal: int) -> str:
    """So many messages, in words."""
    return "ett meddelande" if antal == 1 else f"{antal or 'inga'} meddelanden"
