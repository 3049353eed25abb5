"""Hostile payloads to cases on a real server, by update and by signal: whatever comes, a case is reached after it."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime
from random import Random

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.service import RPCError

from activities.kontroll.jakt import jaga
from kontrakt import namn
from tests.fel.fientligt.laster import last
from tests.fel.fientligt.rent import ENGELSKA, Vandring
from tests.fel.storst.forstort import uppdatera
from tests.flotta.flottan import KV, Flotta

NAS = 10.0
"""Seconds within which a case answers, whatever has been sent to it."""
_MELLAN = 100
"""Payloads between two looks at whether the case is reached."""


async def skicka(f: Flotta, fro: int, antal: int) -> Vandring:
    """Send them, one case for every thousand; what must not be is told in ``fel``."""
    v, r, arende = Vandring(), Random(fro), ""
    for nr in range(antal):
        if nr % 1000 == 0:
            arende = await f.nytt_arende()
        v.laster += 1
        await _en(f, v, arende, _ravara(r, nr), f"ond-{nr}", med_svar=r.random() < 0.6)
        if nr % _MELLAN == _MELLAN - 1:
            await _nas(f, v, arende, nr)
    for fynd in (await jaga(f.motor, f.klient.temporal)).fel:
        v.fel[f"kontrollera: {fynd}"] += 1
    return v


def _ravara(r: Random, nr: int) -> RawValue:
    """As it travels: JSON as no client of ours would write it, or bytes that are none."""
    if r.random() < 0.05:
        return RawValue(Payload(metadata={"encoding": b"json/plain"}, data=r.randbytes(r.randrange(200))))
    text = json.dumps(last(r, nr, datetime.now(UTC))).encode()
    return RawValue(Payload(metadata={"encoding": b"json/plain"}, data=text))


async def _en(f: Flotta, v: Vandring, arende: str, ravara: RawValue, id_: str, *, med_svar: bool) -> None:
    klient, borjan = f.klient.temporal, time.perf_counter()
    nekat: str | None = None
    try:
        if med_svar:
            nekat = await asyncio.wait_for(uppdatera(klient, arende, ravara, id_), NAS)
        else:
            await klient.get_workflow_handle(arende).signal(namn.SIGNAL, ravara)
    except RPCError as fel:  # larger than Temporal takes: refused before it reached us
        if fel.status.name not in ("INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"):
            v.fel[f"servern: {fel.status.name}"] += 1
        v.avvisade += 1
        v.tider.append(time.perf_counter() - borjan)
    except TimeoutError:
        v.fel["inget svar på tio sekunder"] += 1
    else:
        v.tagna += nekat is None
        if nekat is not None:
            v.avvisade += 1
            v.tider.append(time.perf_counter() - borjan)
            if traff := ENGELSKA.search(nekat):
                v.fel[f"engelska till avsändaren: {traff.group()}: {nekat[:90]}"] += 1


async def _nas(f: Flotta, v: Vandring, arende: str, nr: int) -> None:
    data = {"kommando": "byt_karriarvagledare", "till": f"kv{nr}"}
    try:
        await asyncio.wait_for(f.klient.kommando(arende, data, KV, kommando_id=f"nas-{nr}"), NAS)
    except Exception as fel:
        v.fel[f"ärendet nås inte: {type(fel).__name__} {str(fel)[:90]}"] += 1
