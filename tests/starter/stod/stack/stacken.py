"""A stack that a test starts, the programs that own one, and the processes it leaves."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg

ATTRIBUTES = {"Kundval": "Keyword", "Slutdatum": "Datetime"}


def processes_of(folder: Path) -> list[psutil.Process]:
    """Every living process that names the folder or stands in it."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd", "status"]):
        words = [*(process.info["cmdline"] or []), process.info["cwd"] or ""]
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(str(folder) in word for word in words):
            found.append(process)
    return found


def eventually(condition: Callable[[], bool], *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []
