"""Does a PostgreSQL run on this data folder? Its pid file says so, a look at the process confirms it."""

from dataclasses import dataclass
from pathlib import Path

import psutil

PID_FILE = "postmaster.pid"


@dataclass(frozen=True)
class Postmaster:
    """A running server. ``ready`` is False while it starts and while it stops."""

    pid: int
    port: int
    ready: bool


def find_postmaster(data: Path) -> Postmaster | None:
    """Return the server of the folder; None if its pid file is missing, stale or about another process."""
    try:
        lines = (data / PID_FILE).read_text(encoding="utf-8").splitlines()
        process = psutil.Process(int(lines[0]))
        if process.status() == psutil.STATUS_ZOMBIE or Path(process.cwd()) != data.resolve():
            return None
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    port = int(lines[3]) if len(lines) > 3 else 0  # the lines appear one by one during the start
    return Postmaster(process.pid, port, ready=len(lines) > 7 and lines[7].strip() == "ready")


def has_server_processes(data: Path) -> bool:
    """Tell whether any PostgreSQL process stands in the folder: backends outlive a killed server briefly."""
    return any(
        process.info["name"] == "postgres" and process.info["cwd"] == str(data.resolve())
        for process in psutil.process_iter(["name", "cwd"])
    )
