"""The codec server in trouble: killed, frozen and started anew; what it shows stands in its log, whatever happens."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout
from google.protobuf.json_format import MessageToDict
from temporalio.api.common.v1 import Payloads

from starter.stod.kryptering.nyckelring import ny_nyckel
from starter.stod.kryptering.omvandling import krypterad
from starter.stod.stack.processes import ChildProcess, free_port
from tests.starter.stod.kryptering.test_kodekdorr import HEMLIGT, SIDOR, TOKEN, som

pytestmark = pytest.mark.krav("K3.3")


class Kodek(ChildProcess):
    """The server by its own command."""

    def __init__(self, mapp: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        vad = ["kodek", "--fil", str(mapp / "n.toml"), "--tokens", str(mapp / "t.json"), "--port", str(port)]
        insats = [sys.executable, "-P", "-c", "from starter.cli.alla import main; main()"]
        miljo = {"TEMPORAL_UI": SIDOR, "TEMPORAL_NAMESPACE": "insatsflode"}
        super().__init__("kodek", [*insats, *vad], log=mapp / "kodek.log", environment=miljo)


async def _fraga(url: str, data: Any, **huvuden: str) -> int | None:
    """The status, None if nobody answers in time."""
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=3)) as s,
            s.post(f"{url}/decode", json=data, headers=som(TOKEN) | huvuden) as svar,
        ):
            if svar.status == 200:
                assert (await svar.json())["payloads"]
            return svar.status
    except (ClientError, TimeoutError):
        return None


async def _tills_svar(url: str, data: Any) -> None:
    for _ in range(300):
        if await _fraga(url, data) == 200:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("kodekservern svarar inte")


async def test_killed_frozen_and_started_anew_it_answers_and_every_answer_is_in_its_log(tmp_path: Path) -> None:
    ring = ny_nyckel(tmp_path / "n.toml", "2026-11")
    data = MessageToDict(Payloads(payloads=await krypterad(ring, "insatsflode").encode([HEMLIGT])))
    tokens = tmp_path / "t.json"
    tokens.write_text(json.dumps({"ss1": TOKEN}))
    tokens.chmod(0o600)
    port, svar, slut = free_port(), list[int | None](), asyncio.Event()
    kodek = Kodek(tmp_path, port)
    try:
        await _tills_svar(kodek.url, data)

        async def fraga_pa() -> None:
            while not slut.is_set():
                svar.append(await _fraga(kodek.url, data))

        fragar = [asyncio.create_task(fraga_pa()) for _ in range(3)]
        await asyncio.sleep(0.5)
        kodek.kill()
        kodek = Kodek(tmp_path, port)
        await _tills_svar(kodek.url, data)
        os.kill(kodek.pid, signal.SIGSTOP)
        await asyncio.sleep(4)  # longer than anybody waits
        os.kill(kodek.pid, signal.SIGCONT)
        await _tills_svar(kodek.url, data)
        slut.set()
        await asyncio.gather(*fragar)
        # A login ends with the process; who asks by its cookie is told to log in again, and the refusal is logged.
        assert await _fraga(kodek.url, data, Authorization="", Cookie="kodek=gammal") == 401
        # A key is changed: what is written by it is read once the server has been started anew, and the old still is.
        nytt = ny_nyckel(tmp_path / "n.toml", "2026-12")
        med_nya = MessageToDict(Payloads(payloads=await krypterad(nytt, "insatsflode").encode([HEMLIGT])))
        assert await _fraga(kodek.url, med_nya) == 422
        await asyncio.to_thread(kodek.stop)
        kodek = Kodek(tmp_path, port)
        await _tills_svar(kodek.url, med_nya)
        assert await _fraga(kodek.url, data) == 200
    finally:
        kodek.kill()
    assert {200, None} <= set(svar) <= {200, None}
    loggen = [json.loads(rad) for rad in (tmp_path / "kodek.log").read_text().splitlines() if rad.startswith("{")]
    visade = [rad for rad in loggen if rad["event"] == "avkodat"]
    assert len(visade) >= svar.count(200) > 3
    assert {(rad["vem"], rad["antal"]) for rad in visade} == {("systemspecialist:ss1", 1)}
    assert [rad["event"] for rad in loggen if rad["event"].startswith("avkodning")] == [
        "avkodning nekad", "avkodning misslyckades",
    ]  # fmt: skip
    assert HEMLIGT not in json.dumps(loggen) and TOKEN not in json.dumps(loggen)
