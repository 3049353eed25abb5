"""A worker that is set wrongly says so in one Swedish line and ends; it never shows a traceback or a password."""

import asyncio
import os
import socket

from starter.stod.stack.workers import WORKER_COMMAND
from tests.flotta.flottan import Flotta


def upptagen_port() -> tuple[socket.socket, int]:
    s = socket.socket()
    s.bind(("0.0.0.0", 0))
    s.listen()
    return s, s.getsockname()[1]


FEL = {
    "databasens form": ({"DATABASE_URL": "mysql://u:hemligt@127.0.0.1:1/x"}, "DATABASE_URL: ska vara en PostgreSQL"),
    "ingen databas": ({"DATABASE_URL": ""}, "DATABASE_URL"),
    "Temporals adress": ({"TEMPORAL_ADDRESS": "http://x"}, "TEMPORAL_ADDRESS"),
    "namnrymden": ({"TEMPORAL_NAMESPACE": "finns-inte"}, "TEMPORAL_NAMESPACE: finns-inte finns inte"),
    "porten": ({"HALSA_PORT": "99999"}, "HALSA_PORT"),
    "e-postservern": ({"SMTP_URL": "smtp://u:hemligt@x:port", "AVSANDARE": "a@b.se", "LANK_BAS": "https://x"}, "SMTP"),
    "regelverket": ({"REGELVERK_KATALOG": "/finns/inte"}, "/finns/inte"),
}


async def test_a_wrong_setting_is_one_swedish_line_and_a_failed_exit(f: Flotta) -> None:
    upptagen, port = upptagen_port()
    alla = {**FEL, "upptagen port": ({"HALSA_PORT": str(port)}, f"HALSA_PORT: porten {port} är upptagen")}
    samtidigt = asyncio.Semaphore(4)

    async def prova(miljo: dict[str, str]) -> tuple[int | None, list[str]]:
        async with samtidigt:
            process = await asyncio.create_subprocess_exec(
                *WORKER_COMMAND, env={**os.environ, **f.adresser, **miljo}, stderr=asyncio.subprocess.PIPE
            )
            try:
                _, skrivet = await asyncio.wait_for(process.communicate(), 90)
            except TimeoutError:
                process.kill()
                raise AssertionError(f"{miljo}: arbetaren avslutades aldrig") from None
            return process.returncode, [rad for rad in skrivet.decode().splitlines() if rad.strip()]

    with upptagen:
        svar = await asyncio.gather(*(prova(miljo) for miljo, _ in alla.values()))
    for (vad, (_, ord_)), (kod, skrivet) in zip(alla.items(), svar, strict=True):
        assert kod == 1, (vad, skrivet)
        assert len(skrivet) == 1, (vad, skrivet)
        assert skrivet[0].startswith("Fel: ") and ord_ in skrivet[0], (vad, skrivet)
        assert "hemligt" not in skrivet[0], vad
