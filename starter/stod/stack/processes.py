"""Child processes that never outlive us: ports, logs, orderly stop, and the guard that stops what is left."""

import atexit
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from starter.stod.stack import guard
from starter.stod.stack.guard import process_identity

LOOPBACK = "127.0.0.1"


class StackError(RuntimeError):
    """Something in the stack could not start or stop; the text is one Swedish sentence for the user."""


def free_port() -> int:
    """Return a TCP port on the loopback that nobody listens on.

    Drawn from below the usual range of outgoing connections (32768 and up), so that none of those takes it
    between this answer and its use.
    """
    for _ in range(200):
        port = 18_000 + secrets.randbelow(14_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
    raise StackError("Det finns ingen ledig port på 127.0.0.1.")


class _Guard:
    """Our end of the pipe to the guard process (see ``guard``); one per process, started when needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0
        self._watched: dict[int, str] = {}

    @property
    def pid(self) -> int | None:
        """The process's number."""
        return self._process.pid if self._process else None

    def watch(self, pid: int, *, stop_signal: int, grace: float) -> None:
        identity = process_identity(pid)
        if identity:
            self._tell(pid, f"+ {pid} {identity} {stop_signal} {grace}\n")

    def forget(self, pid: int) -> None:
        if pid in self._watched:
            self._tell(pid, f"- {pid}\n")

    def _tell(self, pid: int, line: str) -> None:
        with self._lock:
            if self._owner != os.getpid():  # a forked child has its own children, not its parent's
                self._watched, self._process, self._owner = {}, None, os.getpid()
            if line.startswith("+"):
                self._watched[pid] = line
            else:
                self._watched.pop(pid, None)
            if not self._write(line):
                self._process = self._spawn()
                self._write("".join(self._watched.values()))

    def _write(self, text: str) -> bool:
        if self._process is None or self._process.stdin is None:
            return False
        try:
            self._process.stdin.write(text)
            self._process.stdin.flush()
        except BrokenPipeError:
            return False
        return True

    def _spawn(self) -> subprocess.Popen[str]:
        # Its own session: Ctrl-C in the terminal must not reach it. Its pipe closes with us, however we end.
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(guard.__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd="/",
            start_new_session=True,
        )

    def close(self) -> None:
        """Close the pipe and reap the guard, so that a normal exit leaves nothing, not even for a moment."""
        with self._lock:
            if self._process is not None and self._owner == os.getpid():
                with contextlib.suppress(BrokenPipeError):
                    self._process.communicate()
                self._process = None


GUARD = _Guard()
atexit.register(GUARD.close)


class ChildProcess:
    """A program of ours with its own log file, watched by the guard from its first moment."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        grace: float = 10.0,
    ) -> None:
        """Start ``command``; ``environment`` is added to ours, ``grace``: seconds to end in on SIGTERM.

        Raises StackError if the program cannot be started at all.
        """
        self.name = name
        self.log = log
        self._grace = grace
        log.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                start_new_session=True,  # Ctrl-C reaches us alone; we stop the children in order
                umask=0o077,  # what they write is for their owner only
            )
        except OSError as error:
            raise StackError(f"{name} kunde inte startas: {error.strerror} ({command[0]}).") from error
        finally:
            os.close(descriptor)
        GUARD.watch(self.pid, stop_signal=signal.SIGTERM, grace=grace)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL), for rehearsing crashes."""
        self._process.kill()
        self._process.wait()
        GUARD.forget(self.pid)

    def ask_to_stop(self) -> None:
        """Send SIGTERM without waiting."""
        if self.running:
            self._process.terminate()

    def stop(self) -> None:
        """Ask it to end, wait, kill what does not listen. Safe to call twice."""
        self.ask_to_stop()
        try:
            self._process.wait(self._grace)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
        GUARD.forget(self.pid)
