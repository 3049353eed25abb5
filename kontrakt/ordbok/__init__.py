"""Words that both ends of a hand-over know: what is pressed with them is told by where they differ.

Rules are nearly the same in every case, and a state is mostly the names of its fields. A dictionary is a file beside
this, found by its kind and number; what it has pressed can be read with no other. So a dictionary is never changed:
when the rules or the state have grown away from it, the next number is made (``python -m benchmarks.rigg.ordbok``),
and the earlier ones stay for as long as a run that was handed over with them may be replayed.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files

SENASTE = 2
"""The number of the dictionaries that are written with."""
_RA = -15
"""Deflate without a header: a dictionary of 32 KiB is within its reach, and no sum is needed (Temporal's own is)."""


@cache
def ordbok(slag: str, nummer: int) -> bytes:
    """The dictionary. Raises: FileNotFoundError if this version of the service has none of that kind and number."""
    return files(__package__).joinpath(f"{slag}-{nummer}.json").read_bytes()


def pressa(data: bytes, slag: str) -> bytes:
    """Pressed by the latest dictionary of the kind."""
    press = zlib.compressobj(9, zlib.DEFLATED, _RA, 9, zlib.Z_DEFAULT_STRATEGY, ordbok(slag, SENASTE))
    return press.compress(data) + press.flush()


def las(pressat: bytes, slag: str, nummer: int) -> bytes:
    """The inverse of ``pressa``. Raises: ValueError for what is not pressed by that dictionary."""
    try:
        press = zlib.decompressobj(_RA, ordbok(slag, nummer))
        return press.decompress(pressat) + press.flush()
    except (zlib.error, FileNotFoundError) as fel:
        raise ValueError(f"inte pressat med ordboken {slag}-{nummer}") from fel
