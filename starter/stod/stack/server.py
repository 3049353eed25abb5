"""The doors over HTTP as a child process, with their health page."""

import contextlib
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from starter.stod.stack.processes import LOOPBACK, ChildProcess, StackError

SERVER_COMMAND = (sys.executable, "-P", "-m", "starter.server")
START_SECONDS = 120.0
STOP_SECONDS = 25.0


class ApiServer(ChildProcess):
    """The server process at ``port`` of loopback; the rest of its settings are given."""

    def __init__(self, port: int, *, settings: Mapping[str, str], log: Path) -> None:
        """Start the process without awaiting its health. Raises StackError."""
        self.url = f"http://{LOOPBACK}:{port}"
        mine = {"API_ADRESS": self.url, "API_PORT": str(port), "API_VARD": LOOPBACK}
        super().__init__("server", SERVER_COMMAND, log=log, environment={**settings, **mine}, grace=STOP_SECONDS)

    def wait_until_healthy(self) -> None:
        """Return when the doors are open. Raises StackError if the process ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/halsa", timeout=2) as answer:
                if answer.status == 200:
                    return
            if not self.running:
                raise StackError(f"Servern avslutades vid starten; loggen finns i {self.log}.")
            if time.monotonic() > deadline:
                raise StackError(f"Servern blev inte frisk i tid; loggen finns i {self.log}.")
            time.sleep(0.05)
