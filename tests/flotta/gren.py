"""A worker, or the doors, branched off from what stands loaded, instead of loading the whole house once more.

It is what ``python -m worker`` or ``python -m starter.server`` runs, in a process, a session and a log of its own, with
its settings from its own environment: it may be stopped, frozen and killed like any other. Only the loading, two
seconds of processor time for each of a hundred, is done once.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, cast

from starter.stod.stack.processes import GUARD, LOOPBACK, free_port
from starter.stod.stack.server import ApiServer
from starter.stod.stack.workers import HEALTH_PATH, STOP_SECONDS, Worker

ARBETARE, DORRARNA = "worker", "starter.server"


def _bli(modul: str, miljo: Mapping[str, str], logg: str) -> None:
    """In the new process: what ``ChildProcess`` gives a program that it starts, and then the program itself."""
    os.setsid()
    os.umask(0o077)
    for fil, flaggor, plats in ((os.devnull, os.O_RDONLY, 0), (logg, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 1)):
        nr = os.open(fil, flaggor, 0o600)
        os.dup2(nr, plats)
        os.close(nr)
    os.dup2(1, 2)
    sys.stdin, sys.stdout, sys.stderr = (open(n, m, closefd=False) for n, m in ((0, "r"), (1, "w"), (2, "w")))  # noqa: SIM115
    os.environ.clear()
    os.environ.update(miljo)
    importlib.import_module(modul).main()


class _Gren:
    """As much of ``subprocess.Popen`` as a ``ChildProcess`` asks for."""

    def __init__(self, modul: str, miljo: Mapping[str, str], logg: Path) -> None:
        logg.parent.mkdir(parents=True, exist_ok=True)
        self._process = _kontext().Process(target=_bli, args=(modul, {**os.environ, **miljo}, str(logg)))
        self._process.start()
        self.pid: int = cast(int, self._process.pid)

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if (kod := self._process.exitcode) is None:
            raise subprocess.TimeoutExpired("arbetare", timeout or 0.0)
        return kod

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@cache
def _kontext() -> ForkServerContext:
    kontext = multiprocessing.get_context("forkserver")
    kontext.set_forkserver_preload([ARBETARE, DORRARNA])
    return kontext


class Gren(Worker):
    """A worker of the fleet, branched off."""

    def __init__(self, number: int, *, settings: Mapping[str, str], log: Path, port: int | None = None) -> None:
        self.number, self.port = number, port or free_port()
        self.name = f"arbetare {number}"
        self.health_url = f"http://{LOOPBACK}:{self.port}{HEALTH_PATH}"
        self.log = log
        self._grace = STOP_SECONDS
        self._process: Any = _Gren(ARBETARE, {**settings, "HALSA_PORT": str(self.port)}, log)
        GUARD.watch(self.pid, stop_signal=signal.SIGTERM, grace=self._grace)


class Dorrgren(ApiServer):
    """The doors, branched off."""

    def __init__(self, port: int, *, settings: Mapping[str, str], log: Path) -> None:
        self.name, self.url, self.log = "server", f"http://{LOOPBACK}:{port}", log
        self._grace = STOP_SECONDS
        mine = {"API_ADRESS": self.url, "API_PORT": str(port), "API_VARD": LOOPBACK}
        self._process: Any = _Gren(DORRARNA, {**settings, **mine}, log)
        GUARD.watch(self.pid, stop_signal=signal.SIGTERM, grace=self._grace)
