"""The whole house on one machine: PostgreSQL, Temporal and a fleet of workers, as one context manager."""

import asyncio
import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.guard import stop_process
from starter.stod.stack.idp import SandboxIdp
from starter.stod.stack.processes import GUARD, StackError
from starter.stod.stack.server import ApiServer
from starter.stod.stack.state import RunningProcess, StackState, default_folder, read_card, remove_state, write_state
from starter.stod.stack.temporal import DEFAULT_NAMESPACE, TemporalServer
from starter.stod.stack.workers import WORKER_COMMAND, Worker

APPLICATION_DATABASE = "insatsflode"
POSTGRES = "postgres"


class Stack:
    """Use with ``with`` or ``async with``. Leaving, also by an exception, stops everything; the data stays.

    If this process dies without leaving (SIGTERM, kill -9) the guard process stops everything instead.
    """

    def __init__(
        self,
        *,
        migrate: Callable[[str], None],
        search_attributes: Mapping[str, str],
        folder: Path | None = None,
        workers: int = 1,
        worker_environment: Mapping[str, str] | None = None,
        worker_command: Sequence[str] = WORKER_COMMAND,
        database_url: str | None = None,
        namespace: str = DEFAULT_NAMESPACE,
        ui: bool = True,
        temporal_port: int | None = None,
        ui_port: int | None = None,
        durable: bool = True,
        report: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """Describe the stack; nothing starts yet.

        ``migrate`` brings the database at a URL to the current schema. ``search_attributes``: name → type.
        ``database_url``: an external database instead of the embedded one. ``worker_environment``: settings
        beyond the addresses. ``report`` is given one Swedish line per step.
        """
        self.folder = (folder or default_folder()).absolute()
        self.logs = self.folder / "logg"
        self.database_url = database_url or ""
        self.namespace = namespace
        self.workers: list[Worker] = []
        self.server: ApiServer | None = None
        self.idp: SandboxIdp | None = None
        self._migrate = migrate
        self._worker_count = workers
        self._worker_environment = dict(worker_environment or {})
        self._worker_command = tuple(worker_command)
        self._report = report
        self._lock: int | None = None
        self.postgres = None if database_url else EmbeddedPostgres(self.folder / "postgres", durable=durable)
        self.temporal = TemporalServer(
            search_attributes=search_attributes,
            log=self.logs / "temporal.log",
            database=self.folder / "temporal.db",
            ui=ui,
            port=temporal_port,
            ui_port=ui_port,
            namespace=namespace,
        )

    @property
    def temporal_address(self) -> str:
        """Host and port of the Temporal server."""
        return self.temporal.address

    @property
    def ui_url(self) -> str | None:
        """Temporal's own pages, where they are on."""
        return self.temporal.ui_url

    @property
    def health_urls(self) -> tuple[str, ...]:
        """Where each worker says how it is."""
        return tuple(worker.health_url for worker in self.workers)

    def start(self) -> Self:
        """Start all parts in order, write the address card. Raises StackError, with nothing left running."""
        try:
            self._take_the_folder()
            self._stop_leftovers()
            if self.postgres is not None:
                self._report("Startar PostgreSQL …")
                self.postgres.start()
                self.database_url = self.postgres.create_database(APPLICATION_DATABASE)
            self._report("Uppdaterar databasens schema …")
            self._migrate(self.database_url)
            self._report("Startar Temporal …")
            self.temporal.start()
            if self._worker_count:
                self._report(f"Startar arbetare ({self._worker_count} st) …")
                self.add_workers(self._worker_count)
            self._write_card()
        except BaseException as error:
            self.stop()
            if isinstance(error, Exception) and not isinstance(error, StackError):
                reason = next(iter(str(error).splitlines()), type(error).__name__)
                raise StackError(f"Stacken startade inte ({reason}); loggar: {self.folder}.") from error
            raise
        return self

    def stop(self) -> None:
        """Stop all parts in reverse order; the data stays. Safe to call twice and after a failed start."""
        with contextlib.ExitStack() as steps:  # every step is taken, also when an earlier one fails
            steps.callback(self._leave_the_folder)
            steps.callback(self.workers.clear)
            if self._lock is None:
                return
            if self.postgres is not None:
                steps.callback(self.postgres.stop)
            steps.callback(self.temporal.stop)
            for door in (self.idp, self.server):
                if door is not None:
                    steps.callback(door.stop)
            for worker in self.workers:
                steps.callback(worker.stop)
            for worker in self.workers:
                worker.ask_to_stop()  # all at once: they drain side by side
            steps.callback(remove_state, self.folder)

    def add_workers(self, count: int = 1) -> list[Worker]:
        """Start workers beside those there are and wait until they are healthy. Raises StackError."""
        new = []
        for _ in range(count):
            new.append(self._new_worker(len(self.workers) + 1))
            self.workers.append(new[-1])
        for worker in new:
            worker.wait_until_healthy()
        if read_card(self.folder):
            self._write_card()
        return new

    def replace_worker(self, worker: Worker) -> Worker:
        """Start one anew in the place of a worker that has ended, on its port, without waiting. Raises StackError."""
        worker.stop()
        new = self.workers[self.workers.index(worker)] = self._new_worker(worker.number, worker.port)
        self._write_card()
        return new

    def _new_worker(self, number: int, port: int | None = None) -> Worker:
        settings, log = {**self._addresses(), **self._worker_environment}, self.logs / f"arbetare-{number}.log"
        return Worker(number, self._worker_command, settings=settings, log=log, port=port)

    def _new_server(self, port: int, settings: Mapping[str, str]) -> ApiServer:
        return ApiServer(port, settings=settings, log=self.logs / "server.log")

    def _addresses(self) -> dict[str, str]:
        where = {"DATABASE_URL": self.database_url, "TEMPORAL_ADDRESS": self.temporal_address}
        return where | {"TEMPORAL_NAMESPACE": self.namespace}

    def open_doors(self, idp: SandboxIdp, port: int, settings: Mapping[str, str]) -> str:
        """Start the server of the doors, with the sandbox's identity provider; returns its address.

        The stack runs, on its own database, and has the provider's people in its registers. Raises StackError.
        """
        self.idp = idp
        own = {
            **self._addresses(),
            "INSATSFLODE_KATALOG": str(self.folder),
            "OIDC_UTFARDARE": idp.issuer,
            "OIDC_KLIENT": idp.client_id,
            "OIDC_HEMLIGHET": idp.secret,
            "OIDC_SANDLADA": "true",
        }
        self.server = self._new_server(port, {**settings, **own})
        self.server.wait_until_healthy()
        self._write_card()
        return self.server.url

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.start)

    async def __aexit__(self, *_error: object) -> None:
        await asyncio.to_thread(self.stop)

    def _take_the_folder(self) -> None:
        """One stack per folder: the lock is the operating system's, so it never outlives its holder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        lock = os.open(self.folder / "las", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise StackError(f"En stack kör redan i {self.folder}: stoppa den först.") from None
        self._lock = lock

    def _leave_the_folder(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _stop_leftovers(self) -> None:
        """After a crash: let the crashed stack's guard finish; if the guard died too, do its work."""
        card = read_card(self.folder)
        if card is None:
            return
        deadline = time.monotonic() + 60
        while card.guard and card.guard.alive and time.monotonic() < deadline:
            time.sleep(0.05)
        for process in (*card.workers, *card.servers):
            polite = signal.SIGINT if process.name == POSTGRES else signal.SIGTERM
            stop_process(process.pid, process.identity, polite, 5)
        remove_state(self.folder)

    def _write_card(self) -> None:
        servers = {"temporal": self.temporal.pid} | ({POSTGRES: self.postgres.pid} if self.postgres else {})
        write_state(
            self.folder,
            StackState(
                database_url=self.database_url,
                temporal_address=self.temporal_address,
                temporal_namespace=self.namespace,
                ui_url=self.ui_url,
                health_urls=self.health_urls,
                guard=RunningProcess.of("guard", GUARD.pid) if GUARD.pid else None,
                owner=RunningProcess.of("ägare", os.getpid()),
                servers=tuple(RunningProcess.of(name, pid) for name, pid in servers.items() if pid),
                workers=tuple(
                    RunningProcess.of(w.name, w.pid)
                    for w in (*self.workers, *([self.server] if self.server else []))
                    if w.running
                ),
                api_url=self.server.url if self.server and self.server.running else None,
            ),
        )
