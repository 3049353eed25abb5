"""What must hold when a schedule has come to rest, whatever happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.liv import forlopp, lagesbild
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_inkommet
from domain.liv.lagring import post_fran_json
from domain.skeende.journal import KommandoAvvisat, Meddelande, Post
from kontrakt.insats import Kvitto
from persistence.databas.falt import falt
from persistence.meddelanden import brevlada
from tests.fel.simulering.liv import ARENDE, NEKAD, Liv, folj
from tests.fel.simulering.manniskor import Manniskor, Yttrande
from tests.fel.simulering.servrar.arbetare import spela_upp
from tests.fel.simulering.servrar.butik import Butik
from tests.fel.simulering.servrar.posten import Posten
from tests.fel.simulering.servrar.temporal import Temporal
from tests.fel.simulering.varlden import Varld


def brott(varld: Varld, butik: Butik, server: Temporal, manniskor: Manniskor, posten: Posten) -> Iterator[str]:
    """Everything that does not hold, in sentences; nothing when all does."""
    poster = [post_fran_json(r) for r in butik.journalrader(ARENDE)]
    for y in manniskor.yttranden:
        yield from _svaren(y, poster)
    if [p.nr for p in poster] != list(range(1, len(poster) + 1)):
        yield f"journalen har numren {[p.nr for p in poster]}"
        return
    if not poster:
        yield "ärendet kom aldrig till stånd"
        return
    insats, meddelanden, fel = _igen(poster, manniskor.liv)
    if fel or insats is None:
        yield fel
        return
    if kvar := forlopp.lat_ga(insats, varld.nu).poster:
        yield f"klockan har inte höjt {[p.handelse.slag for p in kvar]}"
    if butik.insats[ARENDE] != falt(lagesbild.insatsrad(insats)):
        yield "ärendets rad är inte vad journalen ger"
    if butik.rader(ARENDE) != lagesbild.rader(insats):
        yield "lästabellerna är inte vad journalen ger"
    if butik.meddelanden != meddelanden:
        yield f"meddelandena är {len(butik.meddelanden)}, inte de {len(meddelanden)} som journalen ger"
    if vantar := [nr for nr, rad in butik.utkorg.items() if rad["status"] != "levererad"]:
        yield f"{vantar} väntar i utkorgen och ingen skickar dem"
    if olevererade := [nr for nr in butik.utkorg if not posten.lamnade[nr]]:
        yield f"{olevererade} kallas levererade men har aldrig lämnats"
    orsaker = sum(varld.injicerat.values())
    if (dubbla := sum(n - 1 for n in posten.lamnade.values() if n > 1)) > orsaker:
        yield f"{dubbla} aviseringar lämnades om igen, och bara {orsaker} fel kan ha vållat det"
    yield from _arbetsflodet(server, insats)


def _svaren(y: Yttrande, poster: list[Post]) -> Iterator[str]:
    id_, signal = y.sagt.id, y.sagt.signal
    if not y.svar:
        yield f"{id_} har inte fått något svar"
    mina = [p for p in poster if p.kommando == id_ and not isinstance(p.handelse, KommandoAvvisat)]
    kvitton = [s for s in y.svar if isinstance(s, Kvitto)]
    if kvitton and any((k.fran_nr, k.till_nr, k.tid) != _vantat(poster, id_, k) for k in kvitton):
        yield f"{id_} har kvitto {kvitton} men står som {[p.nr for p in mina]} i journalen"
    if not kvitton and mina and not signal and all(isinstance(s, Avvisning) for s in y.svar):
        yield f"{id_} är avvisat men står i journalen"
    if any(isinstance(s, Avvisning) and s.regel == "K3.3" for s in y.svar) and y.sagt.inkommet["av"] != str(NEKAD):
        yield f"{id_} nekas fast ärendet är öppet för den som säger det"
    if mina and y.sagt.inkommet["av"] == str(NEKAD):
        yield f"{id_} tas emot fast ärendet är slutet för den som säger det"
    if signal and y.svar and not any(p.kommando == id_ for p in poster):
        yield f"{id_} lades i kön och är borta"


def _vantat(poster: list[Post], id_: str, kvitto: Kvitto) -> tuple[int, int, object]:
    mina = [p for p in poster if p.kommando == id_]
    if not mina:  # it changed nothing
        return kvitto.fran_nr, kvitto.fran_nr, kvitto.tid
    return mina[0].nr, mina[-1].nr, mina[0].tid


def _igen(poster: list[Post], liv: Liv) -> tuple[Insats | None, list[dict[str, Any]], str]:
    """The same sayings at the same instants in the pure engine: line by line what the journal must hold, and the
    messages that follow as they are laid in the inbox."""
    insats: Insats | None = None
    meddelanden: list[Meddelande] = []
    n = 0
    while n < len(poster):
        p = poster[n]
        steg = _ett(insats, p, liv)
        if steg is None or not steg.poster or tuple(poster[n : n + len(steg.poster)]) != steg.poster:
            ger = steg and [(r.handelse.slag, r.tid) for r in steg.poster]
            return None, [], f"rad {p.nr} ({p.handelse.slag} {p.tid}) är inte vad rutinen ger: {ger}"
        insats, meddelanden, n = steg.insats, meddelanden + list(steg.meddelanden), n + len(steg.poster)
    antal = Counter(p.kommando for p in poster if p.kommando and poster[p.nr - 2].kommando != p.kommando)
    if dubbla := [k for k, a in antal.items() if a > 1]:
        return None, [], f"{dubbla} står mer än en gång i journalen"
    return insats, brevlada.som_sats(ARENDE, meddelanden, epost=True)[1]["b_rader"], ""


def _ett(insats: Insats | None, p: Post, liv: Liv) -> Steg | None:
    if p.kommando is None:
        return forlopp.lat_ga(insats, p.tid) if insats else None
    s = liv.med_id(p.kommando)
    if insats and s.signal and s.inkommet["inkom"] and s.id not in liv.utan_sigill:
        if p.tid != max(datetime.fromisoformat(s.inkommet["inkom"]), insats.senast):
            return None  # a door has noted when it came in, and that is when it is said
    try:
        steg = folj(insats, s, p.tid)
        if s.inkommet["av"] == str(NEKAD):
            raise Avvisning("K3.3", f"ärendet {ARENDE} finns inte, eller är inte ditt att se", "arende")
        return steg
    except Avvisning as nej:
        inkommet = las_inkommet(s.inkommet, med_ord=s.signal)
        return forlopp.anteckna_avvisning(insats, inkommet, nej, p.tid) if insats and s.signal else None


def _arbetsflodet(server: Temporal, insats: Insats) -> Iterator[str]:
    """What the workflow knows and waits for, read from its history as a new worker would; and what each run before it
    did must be what its history gives."""
    k = server.nuvarande(ARENDE)
    if k is None or k.slut is not None:
        yield f"arbetsflödet är slut: {k and k.slut}"
        return
    if k.jobb or k.uppgift or any(u.utfall is None for u in k.uppdateringar.values()):
        yield f"arbetsflödet är inte klart: {len(k.jobb)} jobb, uppgift {k.uppgift}"
        return
    instans = [spela_upp(korning) for korning in server.korningar[ARENDE]][-1]
    vet = instans.vet()
    if vet.insats != insats:
        yield f"arbetsflödet står på rad {vet.insats and vet.insats.nr}, journalen på {insats.nr}"
    vantade = {t.nyckel for t in forlopp.kommande(insats)} | {"manadsskifte"}
    if vet.timrar != vantade or len(k.timrar) != len(vantade):
        yield f"timrarna är {sorted(vet.timrar)}, inte {sorted(vantade)}"
    instans.slapp()
