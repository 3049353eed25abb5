"""The one way to a Temporal server: TLS and key as Temporal's own tools read them, and encryption if there are keys.

``temporalio.envconfig`` reads ``TEMPORAL_TLS`` and ``TEMPORAL_TLS_…`` (``SERVER_CA_CERT_PATH``, ``CLIENT_CERT_PATH``,
``CLIENT_KEY_PATH``, ``SERVER_NAME``) and ``TEMPORAL_API_KEY``, or a profile in a file that ``TEMPORAL_CONFIG_FILE``
names.
A profile in somebody's home is not read: what a service does hangs on no one's home.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from temporalio.client import Client
from temporalio.envconfig import ClientConfigProfile, ClientConnectConfig
from temporalio.plugin import SimplePlugin
from temporalio.runtime import Runtime

from kontrakt.omvandlare import OMVANDLARE
from starter.stod.kryptering.insticksmodul import krypteringsmodul
from starter.stod.kryptering.namn import MILJO
from starter.stod.kryptering.nyckelring import las_nyckelring
from starter.stod.sparning import FelSparning, avlyssnare


def ingen_svarar(adress: str) -> str:
    """What is said when no server lets itself be reached; with TLS it may well be there, and refuse or be refused."""
    fel = "stämmer inte intyg, namn eller nyckel (TEMPORAL_TLS_…, TEMPORAL_API_KEY)"
    satt = _hur()
    hur = f", eller så {fel}" if satt.get("tls") or satt.get("api_key") else ""
    return f"ingen Temporal-server svarar på {adress}{hur}"


class FelAnslutning(ValueError):
    """How the server is to be reached is set in a way that cannot be used; one Swedish sentence."""


async def anslut_klient(adress: str, namespace: str, *, runtime: Runtime | None = None) -> Client:
    """A client of the server at ``adress`` (``host:port``).

    Raises:
        FelAnslutning, Nyckelfel: a setting cannot be used.
        RuntimeError, RPCError: no server, or one that does not let us in.
    """
    hur = _hur()
    return await Client.connect(
        adress,
        namespace=namespace,
        data_converter=OMVANDLARE,
        plugins=insticksmoduler(namespace),
        interceptors=_sparning(),
        runtime=runtime,
        tls=hur.get("tls"),
        api_key=hur.get("api_key"),
        rpc_metadata=hur.get("rpc_metadata", {}),
    )


def insticksmoduler(namespace: str, miljo: Mapping[str, str] = os.environ) -> list[SimplePlugin]:
    """What client, worker and replayer of a namespace are to run with. Raises: Nyckelfel."""
    fil = miljo.get(MILJO)
    return [krypteringsmodul(las_nyckelring(Path(fil)), namespace)] if fil else []


def _sparning() -> list[Any]:
    try:
        return avlyssnare()
    except FelSparning as fel:
        raise FelAnslutning(str(fel)) from None


def _hur() -> ClientConnectConfig:
    fil = os.environ.get("TEMPORAL_CONFIG_FILE")
    try:
        return ClientConfigProfile.load(disable_file=not fil).to_client_connect_config()
    except (OSError, RuntimeError, ValueError) as fel:
        # The library's own text may quote a file with a key in it.
        vad = fel.strerror if isinstance(fel, OSError) and fel.strerror else type(fel).__name__
        raise FelAnslutning(
            f"TEMPORAL_TLS, TEMPORAL_API_KEY eller TEMPORAL_CONFIG_FILE går inte att läsa ({vad})"
        ) from None
