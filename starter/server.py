"""The doors over HTTP as a process: settings to app, and a server that ends in order. ``python -m starter.server``.

Here everything that is reached by HTTP is put together, and nowhere else.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import sys

import h11
import structlog
import uvicorn
from fastapi import FastAPI
from temporalio.client import Client
from uvicorn.protocols.http.h11_impl import H11Protocol

from domain.regler.varde import FelIRegelverk
from persistence.databas.migrering import prova_formen
from persistence.databas.motor import DatabasFel, skapa_motor
from regelverk import FelIFil
from starter.api.app import Hus, skapa_app
from starter.api.fel import PROBLEM, problem
from starter.api.skydd import FLEST_SAMTIDIGA
from starter.drift.loggning import stall_in
from starter.inloggning.installningar import Dorrinstallningar, las_dorrinstallningar
from starter.skrivbord.montering import montera
from starter.skrivbord.sidor import Skrivbordssidor
from starter.stod.installningar import FelInstallning, Installningar, las_installningar
from starter.stod.klient.kontakt import anslut
from starter.stod.regler import filernas_regler, gallande_regler

log = structlog.get_logger("server")


class Forbindelse:
    """The way to Temporal, made when it is first needed and then kept: the doors open also while it is away."""

    def __init__(self, inst: Installningar) -> None:
        self._inst, self._las = inst, asyncio.Lock()
        self._klient: Client | None = None

    async def __call__(self) -> Client:
        """Raises: IngenKontakt."""
        async with self._las:
            if self._klient is None:
                self._klient = await anslut(self._inst.temporal_address, self._inst.temporal_namespace)
            return self._klient


class Lyssnare(H11Protocol):
    """What is no HTTP at all is told so as everything else is: as a problem, in Swedish."""

    def send_400_response(self, _msg: str) -> None:
        """Answer, and hang up; the server's own word for it, in English, is not repeated."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            p = problem(400, "Felaktig begäran", "begäran går inte att läsa")
            data = json.dumps(p, ensure_ascii=False).encode()
            rader = {"content-type": PROBLEM, "content-length": str(len(data)), "connection": "close"}
            huvuden = [(k.encode(), v.encode()) for k, v in rader.items()]
            for del_ in (h11.Response(status_code=400, headers=huvuden), h11.Data(data=data), h11.EndOfMessage()):
                self.transport.write(self.conn.send(del_) or b"")
        self.transport.close()


def bygg(inst: Installningar, dorr: Dorrinstallningar) -> FastAPI:
    """The app as it is run. Raises: FelInstallning, DatabasFel, FelIRegelverk, FelIFil."""
    if not inst.database_url:
        raise FelInstallning("DATABASE_URL: ingen databas är angiven")
    if not dorr.api_adress:
        raise FelInstallning(
            "API_ADRESS: säg under vilken adress tjänsten nås, till exempel https://insats.kommunen.se"
        )
    sidor = (inst.temporal_ui, inst.temporal_namespace) if inst.temporal_ui else None
    hus = Hus(skapa_motor(inst.database_url), Forbindelse(inst), filernas_regler(inst), temporal_sidor=sidor)
    prova_formen(hus.motor)
    gallande_regler(hus.motor, inst)  # files that differ from what is decided are told of before the doors open (K16.5)
    return skapa_app(dorr, hus, till=[montera], sidor=Skrivbordssidor())


def lagg_undan() -> None:
    """Leave what is there when the doors open out of the search for garbage: it stays, and to look through all of it
    is the longest that a page ever waits for."""
    gc.collect()
    gc.freeze()


async def kor(inst: Installningar, dorr: Dorrinstallningar) -> None:
    """Serve until told to stop."""
    server = uvicorn.Server(
        uvicorn.Config(
            bygg(inst, dorr),
            host=dorr.api_vard,
            port=dorr.api_port,
            # Who calls is told by a proxy that is named, and by nobody else.
            proxy_headers=bool(dorr.proxyer),
            forwarded_allow_ips=dorr.proxyer or None,
            server_header=False,
            access_log=False,  # a path may hold an id; what was opened is in the log of openings (K3.8)
            log_config=None,
            http=Lyssnare,
            ws="none",  # nothing here is spoken to so; whoever asks for it is answered in HTTP
            timeout_keep_alive=20,
            timeout_graceful_shutdown=20,
            h11_max_incomplete_event_size=64 * 1024,
            limit_concurrency=4 * FLEST_SAMTIDIGA,  # of connections, in few words: ours says it in whole ones before
        )
    )
    lagg_undan()
    log.info("dörrarna öppnas", adress=dorr.api_adress, port=dorr.api_port)
    await server.serve()


def main() -> None:
    """Start; a wrong setting or an unreachable database is one Swedish line and exit code 1."""
    kod = 0
    try:
        inst = las_installningar()
        stall_in(inst.loggniva)
        asyncio.run(kor(inst, las_dorrinstallningar(inst)))
    except (FelInstallning, DatabasFel, FelIRegelverk, FelIFil) as fel:
        print(f"Fel: {fel}", file=sys.stderr)
        kod = 1
    except SystemExit as slut:  # uvicorn's own, when the port is taken
        print(f"Fel: API_PORT: porten {os.environ.get('API_PORT', '8000')} är upptagen", file=sys.stderr)
        kod = int(bool(slut.code))
    logging.shutdown()
    sys.stderr.flush()
    os._exit(kod)  # as worker.py: the Temporal client's own threads


if __name__ == "__main__":
    main()
