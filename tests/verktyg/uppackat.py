"""What is pressed in what passes through Temporal, told in the clear, so that a test can search it."""

from __future__ import annotations

import re
import zlib
from base64 import b85decode
from collections.abc import Iterator

from kontrakt import ordbok

_TECKEN = "[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{20,}"
_PRESSAT = re.compile(rf"c[$%-]{_TECKEN}")
"""How what zlib has pressed begins in base85: what was handed over before there were dictionaries, and much else."""
_MED_ORDBOK = re.compile(rf"\.(\d+)\.({_TECKEN})")


def uppackat(text: str) -> Iterator[str]:
    """Each pressed text within a text."""
    for pressat in _PRESSAT.findall(text):
        try:
            yield zlib.decompress(b85decode(pressat)).decode()
        except (ValueError, zlib.error):
            continue
    for nummer, pressat in _MED_ORDBOK.findall(text):
        for slag in ("regler", "tillstand"):
            try:
                last = ordbok.las(b85decode(pressat), slag, int(nummer)).decode()
            except ValueError:  # pressed with the other
                continue
            if last.startswith("{"):
                yield last
