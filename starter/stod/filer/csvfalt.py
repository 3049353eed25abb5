"""How a field of a CSV file is read; all raise ValueError with a Swedish sentence that does not repeat the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from domain.register.epostadress import ar_epostadress

_DATUM = re.compile(r"\d{4}-\d\d-\d\d")
_BELOPP = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,2})?")
_TEXT = re.compile(r"[^\x00-\x1f\x7f]*")


def text(langst: int = 200) -> Callable[[str], str]:
    """One line of text of at most ``langst`` characters."""

    def las(varde: str) -> str:
        if len(varde) > langst:
            raise ValueError(f"får vara högst {langst} tecken")
        if not _TEXT.fullmatch(varde):
            raise ValueError("får inte innehålla radbrytningar eller styrtecken")
        return varde

    return las


def datum(varde: str) -> date:
    """A date."""
    try:
        if _DATUM.fullmatch(varde):
            return date.fromisoformat(varde)
    except ValueError:
        pass
    raise ValueError("ska vara ett datum, ÅÅÅÅ-MM-DD")


def heltal(minst: int, hogst: int) -> Callable[[str], int]:
    """A whole number within limits, both included."""

    def las(varde: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", varde) or not minst <= int(varde) <= hogst:
            raise ValueError(f"ska vara ett heltal mellan {minst} och {hogst}")
        return int(varde)

    return las


def belopp(varde: str) -> Decimal:
    """An amount in kronor with at most two decimals, point or comma."""
    tal = varde.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    if not _BELOPP.fullmatch(tal):
        raise ValueError("ska vara ett belopp i kronor med högst två decimaler")
    return Decimal(tal)


def nagot_av(varden: Iterable[str]) -> Callable[[str], str]:
    """One of some words, in capitals or not."""
    ord_ = {v.casefold(): v for v in varden}

    def las(varde: str) -> str:
        if (traff := ord_.get(varde.casefold())) is None:
            raise ValueError(f"ska vara något av {', '.join(ord_.values())}")
        return traff

    return las


def ja_nej(varde: str) -> bool:
    """Yes or no."""
    match varde.casefold():
        case "ja" | "j" | "true" | "1":
            return True
        case "nej" | "n" | "false" | "0":
            return False
    raise ValueError("ska vara ja eller nej")


def epost(varde: str) -> str:
    """An e-mail address."""
    if not ar_epostadress(varde):
        raise ValueError("ska vara en e-postadress")
    return varde
