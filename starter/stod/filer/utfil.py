"""A file that a command leaves behind: the whole of it, or what was there before."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from domain.grund.avvisning import Avvisning

_VARFOR = {
    FileNotFoundError: "katalogen finns inte",
    NotADirectoryError: "katalogen finns inte",
    IsADirectoryError: "är en katalog",
    PermissionError: "får inte skrivas här",
}


def skriv_hel(fil: Path, innehall: bytes, regel: str, falt: str) -> None:
    """Write the file beside its place, and put it there when it is whole.

    Raises: Avvisning, under ``regel`` on ``falt``, if it cannot be written; nothing has changed then.
    """
    tillfallig = ""
    try:
        if fil.is_dir():
            raise IsADirectoryError
        handtag, tillfallig = tempfile.mkstemp(prefix=f".{fil.name}-", dir=fil.parent)
        with os.fdopen(handtag, "wb") as strom:
            strom.write(innehall)
        # A temporary file is its owner's alone; a report is as open as any file one makes.
        mask = os.umask(0)
        os.umask(mask)
        Path(tillfallig).chmod(0o666 & ~mask)
        Path(tillfallig).replace(fil)
    except OSError as fel:
        if tillfallig:
            with suppress(OSError):
                Path(tillfallig).unlink()
        skal = _VARFOR.get(type(fel), "går inte att skriva")
        raise Avvisning(regel, f"{fil}: {skal}", falt) from None
