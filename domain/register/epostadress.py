"""What can be an e-mail address (K3.4): one address, nothing else, so that it can never carry a second receiver."""

from __future__ import annotations

import re

_EPOST = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


def ar_epostadress(text: str) -> bool:
    """Whether ``text`` is one e-mail address."""
    return _EPOST.fullmatch(text) is not None
