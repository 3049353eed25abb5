"""How a register field is read, and refused: shared by every register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import OKAND_KUND, PERSONNUMMER
from domain.grund.granser import Json
from domain.register.epostadress import ar_epostadress
from domain.tid.kalender import SISTA_SAGDA_AR

_ID = re.compile(r"[a-zåäö0-9][a-zåäö0-9._-]{1,39}")


_EN_RAD = re.compile(r"[^\x00-\x1f\x7f]{1,200}")


_OSYNLIGA = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories: control, format (zero width, change of direction), half a character, other line breaks."""


_TELEFON = re.compile(r"\+?[0-9][0-9 ()-]{4,24}")


def las_id(text: str, regel: str = "K3.3") -> str:
    """An id of the register's own, which tells nothing of who it is.

    Raises: Avvisning, K3.3.
    """
    if PERSONNUMMER.search(text):
        raise Avvisning(regel, "får inte vara ett personnummer", "id")
    if not _ID.fullmatch(text) or text == OKAND_KUND:
        raise Avvisning(regel, "ska vara 2–40 små bokstäver, siffror eller tecknen . _ -", "id")
    return text


def las_rad(text: str) -> str:
    """One line of words, of characters that can be seen: two names that look alike are the same.

    As NFC, with one blank between words. Raises: ValueError.
    """
    if not _EN_RAD.fullmatch(text):
        raise ValueError("ska vara en rad på högst 200 tecken")
    if any(unicodedata.category(t) in _OSYNLIGA for t in text):
        raise ValueError("får inte innehålla osynliga tecken")
    return som_raden_skrivs(text)


def som_raden_skrivs(text: str) -> str:
    """What is looked for, in the form that ``las_rad`` keeps it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def las_epost(text: str) -> str:
    """An e-mail address. Raises: ValueError."""
    if len(text) > 200 or not ar_epostadress(text):
        raise ValueError("ska vara en e-postadress")
    return text


def las_telefon(text: str) -> str:
    """A telephone number. Raises: ValueError."""
    if not _TELEFON.fullmatch(text):
        raise ValueError("ska vara ett telefonnummer")
    return text


def las_datum(text: str) -> date:
    """A date, which the calendar reaches beyond. Raises: ValueError."""
    try:
        d = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        d = None
    if d is None:
        raise ValueError("ska vara ett datum, ÅÅÅÅ-MM-DD")
    if d.year > SISTA_SAGDA_AR:
        raise ValueError(f"kalendern omfattar datum till och med {SISTA_SAGDA_AR}")
    return d


@dataclass(frozen=True, slots=True)
class Falt:
    """How a field of a register is read: ``las`` is given what was written, when that is not empty.

    ``las`` raises ValueError with a Swedish sentence, or Avvisning for a rule of its own; ``regel`` is the krav of
    the former.
    """

    regel: str
    las: Callable[[str], object]
    kravs: bool = False


def las_falt(falt: Mapping[str, Falt], skrivet: Mapping[str, str]) -> Json:
    """What was written, field by field; an empty text is None.

    Raises: Avvisning, naming the first field that cannot be read.
    """
    last: Json = {}
    for namn, text in skrivet.items():
        try:
            last[namn] = falt[namn].las(text.strip()) if text.strip() else None
        except ValueError as fel:
            raise Avvisning(falt[namn].regel, str(fel), namn) from None
        if last[namn] is None and falt[namn].kravs:
            raise Avvisning(falt[namn].regel, "fältet är tomt", namn)
    return last
