"""§8.4: what somebody waits for an answer to is one kind of bevakning, whatever was asked (K4.6).

A question in a thread, an anmälan, a förslag and a wish of the kund's each open one on whoever is to answer, and so
does what takes two: an end, a correction of one, or a write-off that costs pay waits for the arbetsledare (K13.2,
K13.7). When they were asked under rules that had no such frist, they open none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from domain.grund.lasratt import AV_TVA, KUNDENS, UTAN_ANORDNAREN
from domain.grund.ord import FORSLAG, ONSKEMAL
from domain.grund.ordval import i_ord
from domain.grund.parter import Roll
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats
from domain.insats.kapitel import Kapitel
from domain.tid.frist import arbetsdagar_fran
from domain.tid.tidpunkt import datum

_TRAD = re.compile(rf"(?:trad|{UTAN_ANORDNAREN})-(\d+)-(\d+)")
_SAMTALET = "-samtal"


def _vad(avser: str) -> str:
    """``anmälan 2``, ``förslag om avslut``, ``meddelande 3 i tråd 1``."""
    if traff := _TRAD.fullmatch(avser):
        return f"meddelande {traff[2]} i tråd {traff[1]}"
    sort, _, vilken = avser.partition("-")
    if sort == "anmalan":
        return f"anmälan {vilken}"
    if sort == KUNDENS:
        samtal = " efter samtalet" if vilken.endswith(_SAMTALET) else ""
        slag, _, nummer = vilken.removesuffix(_SAMTALET).rpartition("-")
        return f"kundens önskemål {nummer} att {ONSKEMAL.get(slag.replace('-', '_'), slag)}{samtal}"
    if sort == AV_TVA:
        return _att_besluta(vilken)
    sort, _, nummer = vilken.rpartition("-")
    return f"förslag {nummer} om {FORSLAG.get(sort.replace('-', '_'), sort)}"


def _att_besluta(vilken: str) -> str:
    """``karriärvägledarens förslag om avskrivning av månadsrapport 2024-03``."""
    sort, _, resten = vilken.partition("-")
    nummer, _, vad = resten.partition("-")
    om = {"avslut": f"{nummer} om avslut", "rattelse": "om rättelse av ett avslut"}.get(sort)
    slag, _, avser = vad.partition("-")
    return f"karriärvägledarens förslag {om or f'om avskrivning av {i_ord(slag)} {avser}'.rstrip()}"


SVAR = Bevakningsslag(
    namn="svar",
    rubrik="svar på",
    grund={
        "K4.6": Grund("Frågan, anmälan, förslaget eller önskemålet som väntar på svar.", {"svar.arbetsdagar": fran}),
        "K13.2": Grund(
            "Förslaget om avslut, eller om rättelse av ett, som arbetsledaren ska besluta om.",
            {"attest.arbetsdagar": fran},
        ),
        "K13.7": Grund("Förslaget om avskrivning som arbetsledaren ska besluta om.", {"attest.arbetsdagar": fran}),
    },
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="fraga",
    efter_slutet=True,
    kan_utebli=True,
    avvikelse="om_ogjord",
    i_ord=_vad,
)


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`svar`: so many arbetsdagar from when it was asked, on whoever was asked."""
    for n, anmald in enumerate(i.anmalningar, start=1):
        if anmald.svar_inom:
            yield _vantan(f"anmalan-{n}", anmald.tid, anmald.svar_inom, anmald.besvarad)
    for f in (*i.svarade_forslag, *i.forslag.values()):
        if f.svar_inom:
            yield _vantan(f.namn, f.tid, f.svar_inom, f.besvarad, hos=f.till)
    for a in (*i.avslutsattester, *i.attestfragor):
        if a.svar_inom and not a.forfallen:
            regel = "K13.7" if a.galler else "K13.2"
            yield _vantan(f"{AV_TVA}-{a.namn}", a.tid, a.svar_inom, a.besvarad, hos=Roll.ARBETSLEDARE, regel=regel)
    yield from _onskemalen(i)
    for n, t in enumerate(i.tradar, start=1):
        ordet = "trad" if Roll.ANORDNARE in t.mellan else UTAN_ANORDNAREN
        for q in t.fragor:
            if q.svar_inom:
                yield _vantan(f"{ordet}-{n}-{q.nummer}", q.tid, q.svar_inom, q.besvarad, hos=q.till)


def _onskemalen(i: Insats) -> Iterator[Bevakning]:
    """Of the kund's wishes (K13.9): the answer, and where a talk is held first, the decision after it. What nothing has
    come of when the insats ends lapses with it; that it was put off by a talk was an answer, and stays one."""
    for n, o in enumerate(i.onskemal, start=1):
        if not o.svar_inom:
            continue
        avser = f"{KUNDENS}-{o.sort.replace('_', '-')}-{n}"
        lever = i.avslutad is None or o.besvarad is not None
        if lever or o.skjutet:
            yield _vantan(avser, o.tid, o.svar_inom, o.skjutet or o.besvarad)
        if lever and o.skjutet and o.samtal:
            dag = max(o.samtal, datum(o.skjutet))
            yield _vantan(avser + _SAMTALET, o.skjutet, o.svar_inom, o.besvarad, fran_dag=dag)


def _vantan(
    avser: str, tid: datetime, dagar: int, besvarad: datetime | None, *, hos: Roll | None = None,
    fran_dag: date | None = None, regel: str = "K4.6",
) -> Bevakning:  # fmt: skip
    """``hos``: whoever was asked, where that is not the karriärvägledare, whose the kind is."""
    rakning = arbetsdagar_fran(fran_dag or datum(tid), dagar)
    return Bevakning(SVAR, avser, regel, tid, rakning, frist_satt=tid, uppfylld=besvarad, hos=hos)


KAPITEL = Kapitel(slag=(SVAR,), bevakningar=bevakningar)
