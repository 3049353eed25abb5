"""What a picture says to those who do not see it: ``title`` and ``desc`` as an SVG has them."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_ROT = re.compile(rb"<svg\b[^>]*>")


def med_titel(svg: bytes, titel: str, beskrivning: str) -> bytes:
    """The picture with a title and a description that screen readers read, and programs show."""
    rot = _ROT.search(svg)
    assert rot is not None, "an SVG has an svg element"
    forst = rot.group()[:-1] + b' role="img" aria-labelledby="titel beskrivning" lang="sv">'
    inne = f'\n <title id="titel">{escape(titel)}</title>\n <desc id="beskrivning">{escape(beskrivning)}</desc>'
    return svg[: rot.start()] + forst + inne.encode() + svg[rot.end() :]
