"""Words set by Typst: tagged PDF, PDF/UA-1, so that it can be read in print, on screen and by a screen reader.

The layout is in ``mallar/``; what varies comes to it as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

_UTAN_TECKEN = re.compile('the text `"(.+?)"` could not be displayed', re.DOTALL)
_FOGAR = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
"""Are not seen themselves but join what stands beside them, as the parts of an emoji."""
_SAKNAS = "?"
"""Stands in for what cannot be shown: an emoji, another alphabet. CSV and JSON have it as it is."""
_FORSOK = 5
"""Times the words are set anew for what the font lacks, before all that is not of the Latin script is taken for it."""
_OVANLIGT = re.compile(r"[^\u0000-\u024f\u2010-\u2026\u20ac]")
_LANGT_ORD = re.compile(r'([^\s"\\]{200})(?=[^\s"\\])')
"""A word that no line holds; Typst itself fails on one of 65,536 bytes."""


def satt(mall: str, innehall: Mapping[str, Any], nar: datetime) -> bytes:
    """The document; the same words and instant give the same bytes.

    Args:
        mall: the layout, ``mallar/MALL.typ``.
        nar: the instant that the document bears.
    """
    ord_ = _LANGT_ORD.sub(r"\1 ", _FOGAR.sub("", json.dumps(innehall, ensure_ascii=False)))
    # PDF/UA takes no character that the font lacks, and says only the first one that it met.
    for _ in range(_FORSOK):
        if isinstance(svar := _satt(mall, ord_, nar), bytes):
            return svar
        ord_ = ord_.translate(dict.fromkeys(map(ord, svar), _SAKNAS))
    svar = _satt(mall, _OVANLIGT.sub(_SAKNAS, ord_), nar)
    assert isinstance(svar, bytes), f"the font lacks {svar!r}"
    return svar


def _satt(mall: str, ord_: str, nar: datetime) -> bytes | str:
    """The document, or characters of the words that the font lacks."""
    import typst  # here: it is large, and most commands never need it

    try:
        svar = typst.compile(
            _mall(mall),
            sys_inputs={"data": ord_},
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            timestamp=nar,
        )
    except typst.TypstError as fel:
        if not (m := _UTAN_TECKEN.search(str(fel))):
            raise
        # Letters of the document itself are always there, so that what is left is what it was about.
        if not (saknas := "".join(t for t in set(m[1]) & set(ord_) if not t.isascii())):
            raise
        return saknas
    except BaseException as fel:
        if type(fel).__name__ != "PanicException":
            raise
        raise RuntimeError("Typst gave up on the words") from None  # its own would pass every ``except Exception``
    assert isinstance(svar, bytes)
    return svar


@cache
def _mall(namn: str) -> bytes:
    return files("starter").joinpath(f"dokument/mallar/{namn}.typ").read_bytes()
