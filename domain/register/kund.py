"""What the register holds of a kund, and of a karriärvägledare: how it is written and what it must meet (K3.2, K5.1).

Read from text, so that a form, a command line and a file are held to the same rules. No refusal repeats what was
written (K3.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import PERSONNUMMER
from domain.grund.parter import BENAMNING, Aktor, Roll
from domain.register.epostadress import ar_epostadress
from domain.register.personnummer import prova_fodelsedatum, tolka_personnummer

Skydd = Literal["skyddad_folkbokforing", "sekretessmarkering", "fingerade_personuppgifter"]
"""The three kinds of protected identity (§3.1, K3.2)."""
SKYDD: tuple[Skydd, ...] = get_args(Skydd)
INGET_SKYDD = "inget"
"""How it is written that there is no protection."""
UTAN_REGISTER = "kund"
"""The id of a kund who is in no register; nobody in the register is called so."""

LASER_REGISTRET = frozenset({Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE})
"""Roles that read the register of kunder, and write in it."""
IMPORTERAR = frozenset({Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST})
"""Roles that import a register from a file."""
SKOTER_KARRIARVAGLEDARE = IMPORTERAR
"""Roles that keep the register of karriärvägledare."""
LASER_KARRIARVAGLEDARE = frozenset(Roll) - {Roll.ANORDNARE, Roll.KUND}
"""Roles that read it: the municipality's own. Others meet their karriärvägledare in their cases."""
SKOTER_DRIFTEN = frozenset({Roll.SYSTEMSPECIALIST, Roll.ARBETSLEDARE})
"""Roles that put right what operations can: rows and runs from the journal, and the nightly upkeep out of turn."""

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
    if not _ID.fullmatch(text) or text == UTAN_REGISTER:
        raise Avvisning(regel, "ska vara 2–40 små bokstäver, siffror eller tecknen . _ -", "id")
    return text


def las_rad(text: str) -> str:
    """One line of words, of characters that can be seen: two names that look alike are the same. Raises: ValueError."""
    if not _EN_RAD.fullmatch(text):
        raise ValueError("ska vara en rad på högst 200 tecken")
    if any(unicodedata.category(t) in _OSYNLIGA for t in text):
        raise ValueError("får inte innehålla osynliga tecken")
    return text


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
    """A date. Raises: ValueError."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError("ska vara ett datum, ÅÅÅÅ-MM-DD")


def las_skydd(text: str) -> Skydd | None:
    """A kind of protection; ``inget`` is none. Raises: ValueError."""
    if text.casefold() == INGET_SKYDD:
        return None
    for skydd in SKYDD:
        if text.casefold() == skydd:
            return skydd
    raise ValueError(f"ska vara något av {', '.join((INGET_SKYDD, *SKYDD))}")


def prova_roll(som: Aktor, roller: frozenset[Roll], regel: str) -> None:
    """Whether one of the roles is speaking. Raises: Avvisning."""
    if som.roll not in roller:
        vilka = " eller ".join(sorted(BENAMNING[r] for r in roller))
        raise Avvisning(regel, f"det här gör {vilka}, inte {BENAMNING[som.roll]}", "som")


@dataclass(frozen=True, slots=True)
class Falt:
    """How a field of a register is read: ``las`` is given what was written, when that is not empty.

    ``las`` raises ValueError with a Swedish sentence, or Avvisning for a rule of its own; ``regel`` is the krav of
    the former.
    """

    regel: str
    las: Callable[[str], Any]
    kravs: bool = False


def kundfalt(idag: date) -> dict[str, Falt]:
    """The fields of a kund; ``idag`` is the day that nobody is born after."""
    return {
        "id": Falt("K3.3", las_id),
        "personnummer": Falt("K1.2", lambda text: tolka_personnummer(text, idag).siffror),
        "fodelsedatum": Falt("K1.2", las_datum),
        "namn": Falt("K5.1", las_rad),
        "epost": Falt("K5.1", las_epost),
        "telefon": Falt("K5.1", las_telefon),
        "adress": Falt("K5.1", las_rad),
        "skydd": Falt("K3.2", las_skydd),
        "karriarvagledare": Falt("K5.1", las_rad),
    }


KARRIARVAGLEDARFALT: dict[str, Falt] = {
    "id": Falt("K5.1", lambda text: las_id(text, "K5.1"), kravs=True),
    "namn": Falt("K5.1", las_rad, kravs=True),
    "epost": Falt("K5.1", las_epost, kravs=True),
    "fran": Falt("K5.1", las_datum, kravs=True),
    "till": Falt("K5.1", las_datum),
}
"""The fields of a karriärvägledare."""


def las_falt(falt: Mapping[str, Falt], skrivet: Mapping[str, str]) -> dict[str, Any]:
    """What was written, field by field; an empty text is None.

    Raises: Avvisning, naming the first field that cannot be read.
    """
    last: dict[str, Any] = {}
    for namn, text in skrivet.items():
        try:
            last[namn] = falt[namn].las(text.strip()) if text.strip() else None
        except ValueError as fel:
            raise Avvisning(falt[namn].regel, str(fel), namn) from None
        if last[namn] is None and falt[namn].kravs:
            raise Avvisning(falt[namn].regel, "fältet är tomt", namn)
    return last


def slutfor_kund(kund: dict[str, Any], idag: date) -> None:
    """Hold a kund's fields against each other, and fill in the birth date that a personnummer tells.

    One with a protected identity may be without personnummer and name: then the birth date stands alone.

    Raises: Avvisning, K1.2, K3.2 or K5.1.
    """
    nummer, fodd, skydd = kund.get("personnummer"), kund.get("fodelsedatum"), kund.get("skydd")
    if nummer:
        i_numret = tolka_personnummer(nummer, idag).fodelsedatum
        if fodd is not None and fodd != i_numret:
            raise Avvisning("K1.2", "stämmer inte med personnumret", "fodelsedatum")
        kund["fodelsedatum"] = i_numret
    elif skydd is None:
        raise Avvisning("K3.2", "får utelämnas bara för en kund med skyddade personuppgifter", "personnummer")
    elif fodd is None:
        raise Avvisning("K1.2", "krävs när personnumret utelämnas", "fodelsedatum")
    else:
        prova_fodelsedatum(fodd, idag)
    if not kund.get("namn") and skydd is None:
        raise Avvisning("K5.1", "får utelämnas bara för en kund med skyddade personuppgifter", "namn")


def slutfor_karriarvagledare(kv: dict[str, Any], idag: date) -> None:
    """Hold a karriärvägledare's fields against each other. Raises: Avvisning, K5.1."""
    if kv.get("till") is not None and kv["till"] < kv["fran"]:
        raise Avvisning("K5.1", "sista dagen ligger före första dagen", "till")
