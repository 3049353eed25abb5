"""The running stack's address card: a file that lets another terminal find it.

It holds the database password and is therefore readable by its owner alone.
"""

import contextlib
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from starter.stod.stack.guard import process_identity

STATE_FILE = "stack.json"


class RunningProcess(BaseModel):
    """A process as it was when the card was written; ``identity`` tells it from a later one with its pid."""

    model_config = ConfigDict(frozen=True)

    name: str
    pid: int
    identity: str

    @property
    def alive(self) -> bool:
        """Whether the process that wrote it still runs."""
        return process_identity(self.pid) == self.identity

    @classmethod
    def of(cls, name: str, pid: int) -> "RunningProcess":
        """Describe a running process. Raises ProcessLookupError if it is dead."""
        identity = process_identity(pid)
        if identity is None:
            raise ProcessLookupError(pid)
        return cls(name=name, pid=pid, identity=identity)


class StackState(BaseModel):
    """Addresses and processes of a stack. SIGTERM to the ``owner`` stops all of it, in order."""

    model_config = ConfigDict(frozen=True)

    database_url: str
    temporal_address: str
    temporal_namespace: str
    ui_url: str | None
    health_urls: tuple[str, ...]
    guard: RunningProcess | None
    owner: RunningProcess
    servers: tuple[RunningProcess, ...]
    workers: tuple[RunningProcess, ...]
    api_url: str | None = None


def default_folder() -> Path:
    """Return the folder of the embedded stack: INSATSFLODE_KATALOG, or .insatsflode here."""
    return Path(os.environ.get("INSATSFLODE_KATALOG") or ".insatsflode").absolute()


def write_state(folder: Path, state: StackState) -> None:
    """Write the card in one step (readers never see half of it), mode 0600."""
    draft = folder / f"{STATE_FILE}.{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(state.model_dump_json(indent=2) + "\n")
    draft.replace(folder / STATE_FILE)


def read_card(folder: Path) -> StackState | None:
    """Return the card in ``folder`` whether or not its stack still runs; None without a readable card."""
    try:
        return StackState.model_validate_json((folder / STATE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return None


def read_state(folder: Path | None = None) -> StackState | None:
    """Return the stack that runs in ``folder`` (default: ``default_folder()``), or None if none does."""
    state = read_card(folder or default_folder())
    return state if state and all(process.alive for process in (state.owner, *state.servers)) else None


def remove_state(folder: Path) -> None:
    """Take the card away; nothing happens if it is already gone."""
    (folder / STATE_FILE).unlink(missing_ok=True)
