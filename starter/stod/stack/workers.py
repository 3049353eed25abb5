"""One worker of the fleet as a child process, with its health page; and who starts anew those that have died."""

import contextlib
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from starter.stod.stack.processes import LOOPBACK, ChildProcess, StackError, free_port

# -P: the folder we happen to stand in is not searched, so that a stray worker.py there is never run.
WORKER_COMMAND = (sys.executable, "-P", "-m", "worker")
HEALTH_PATH = "/halsa"
START_SECONDS = 120.0
LONGEST_PAUSE = 60.0  # between two starts of one that ends again and again; also: so long alive, and it is well
STOP_SECONDS = 20.0  # an activity under way is given time to finish


class Worker(ChildProcess):
    """A worker process; ``HALSA_PORT`` is drawn here, the rest of its settings are given."""

    def __init__(
        self, number: int, command: Sequence[str], *, settings: Mapping[str, str], log: Path, port: int | None = None
    ) -> None:
        """Start the process without awaiting its health; ``port``: that of one before it. Raises StackError."""
        port = port or free_port()
        self.number, self.port = number, port
        self.health_url = f"http://{LOOPBACK}:{port}{HEALTH_PATH}"
        super().__init__(
            f"arbetare {number}",
            command,
            log=log,
            environment={**settings, "HALSA_PORT": str(port)},
            grace=STOP_SECONDS,
        )

    def healthy(self) -> bool:
        """Ask the worker's health page."""
        with contextlib.suppress(OSError), urllib.request.urlopen(self.health_url, timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    def wait_until_healthy(self) -> None:
        """Return when the worker says that it is well. Raises StackError if it ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while not self.healthy():
            if not self.running:
                raise StackError(f"Arbetare {self.number} avslutades vid starten; loggen finns i {self.log}.")
            if time.monotonic() > deadline:
                raise StackError(f"Arbetare {self.number} blev inte frisk i tid; loggen finns i {self.log}.")
            time.sleep(0.05)


class Tender:
    """Starts anew the workers that have ended: at once, and later and later one that ends again and again.

    Args:
        workers: those there are now.
        replace: starts another in the place of one.
        report: is given one Swedish line for each.
    """

    def __init__(
        self,
        workers: Callable[[], Sequence[Worker]],
        replace: Callable[[Worker], Worker],
        report: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers, self._replace, self._report, self._clock = workers, replace, report, clock
        self._started: dict[int, tuple[float, int]] = {}
        """Worker → when it was last started anew, and how many times in a row."""

    def look(self) -> None:
        """Start anew those that have ended and whose time has come. To be called again and again."""
        now = self._clock()
        for worker in list(self._workers()):
            started, times = self._started.get(worker.number, (-LONGEST_PAUSE, 0))
            if worker.running:
                if times and now - started > LONGEST_PAUSE:
                    self._started.pop(worker.number)
            elif now - started >= min(2.0**times - 1, LONGEST_PAUSE):
                self._report(
                    f"Arbetare {worker.number} har avslutats och startas på nytt; loggen finns i {worker.log}."
                )
                self._started[worker.number] = now, times + 1
                self._replace(worker)
