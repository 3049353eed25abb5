"""What is pressed in what passes through Temporal, told in the clear, so that a test can search it."""

from __future__ import annotations

import re
import zlib
from base64 import b85decode
from collections.abc import Iterator

_PRESSAT = re.compile(r"c[$%-][0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{20,}")
"""How what zlib has pressed begins in base85."""


def uppackat(text: str) -> Iterator[str]:
    """Each pressed text within a text."""
    for pressat in _PRESSAT.findall(text):
        try:
            yield zlib.decompress(b85decode(pressat)).decode()
        except (ValueError, zlib.error):
            continue
