"""The last one out turns off the light: a tiny process that outlives its parent by some seconds.

It reads lines on stdin: ``+ PID IDENTITY SIGNAL GRACE`` (watch) and ``- PID`` (forget). When stdin closes,
because the parent has ended, however it ended, it stops what is still watched, last started first.

Run as a plain file (``python -I -S guard.py``) and therefore standard library only: it costs 10 ms and a few
megabytes, and it imports nothing that could break. A pipe is used instead of ``PR_SET_PDEATHSIG`` because
that signal is tied to the *thread* that forked, is lost when the child changes user, and gives no order.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def process_identity(pid: int) -> str | None:
    """Return a text that tells this process from a later one with its pid; None if it is dead or a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None if Path("/proc/self/stat").exists() else _identity_without_proc(pid)
    state, *fields = stat[stat.rindex(")") + 1 :].split()
    return None if state in "ZX" else f"ticks:{fields[18]}"  # field 22 of proc(5): start in ticks since boot


def _identity_without_proc(pid: int) -> str | None:
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return "lstart:" + "-".join(answer.stdout.split()) if answer.stdout.strip() else None


def stop_process(pid: int, identity: str, stop_signal: int, grace: float) -> None:
    """Ask a process to end, wait at most ``grace`` seconds, then kill it. Never touches a reused pid."""
    for number, patience in ((stop_signal, grace), (int(signal.SIGKILL), 5.0)):
        if process_identity(pid) != identity:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
        deadline = time.monotonic() + patience
        while process_identity(pid) == identity and time.monotonic() < deadline:
            time.sleep(0.02)


def main() -> None:
    """Follow the parent's lines until it is gone, then stop what is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # its end is the parent's end, nothing else
        signal.signal(number, signal.SIG_IGN)
    watched: dict[int, tuple[str, int, float]] = {}
    for line in sys.stdin:
        sign, pid, *rest = line.split()
        if sign == "+":
            watched[int(pid)] = (rest[0], int(rest[1]), float(rest[2]))
        else:
            watched.pop(int(pid), None)
    for process, (identity, stop_signal, grace) in reversed(watched.items()):
        stop_process(process, identity, stop_signal, grace)


if __name__ == "__main__":
    main()
