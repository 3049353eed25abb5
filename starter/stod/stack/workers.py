"""One worker of the fleet as a child process, with its health page."""

import contextlib
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from starter.stod.stack.processes import LOOPBACK, ChildProcess, StackError, free_port

# -P: the folder we happen to stand in is not searched, so that a stray worker.py there is never run.
WORKER_COMMAND = (sys.executable, "-P", "-m", "worker")
HEALTH_PATH = "/halsa"
START_SECONDS = 30.0
STOP_SECONDS = 20.0  # an activity under way is given time to finish


class Worker(ChildProcess):
    """A worker process; ``HALSA_PORT`` is drawn here, the rest of its settings are given."""

    def __init__(self, number: int, command: Sequence[str], *, settings: Mapping[str, str], log: Path) -> None:
        """Start the process without awaiting its health. Raises StackError."""
        port = free_port()
        self.number = number
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
