"""What the register holds of an anordnare: how it is written, and who keeps it (K1.1, K3.4, K5.4).

Read from text, so that the command line and a file are held to the same rules. An anordnare is known by its name: that
is what cases carry, so the name does not change (Tolkning).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from stdnum import luhn

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import PERSONNUMMER
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.register.falt import Falt, las_epost, las_rad, las_telefon

SKOTER_REGISTRET = frozenset(
    {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.KUNDKOORDINATOR, Roll.SYSTEMSPECIALIST, Roll.SYSTEM}
)
"""Roles of the municipality that keep the register (Tolkning: the routine names none)."""

FORVAL = "forval"
"""Written in place of a name: the förvalsanordnare of the day. Nobody is called so."""
FLEST_ANORDNARE = 1_000
"""So many the register holds: what is told of each of them at once, as when a payment month is closed or conditions are
sent to all, passes in one message."""
LANGSTA_PRESENTATION = 4000
_ORGANISATIONSNUMMER = re.compile(r"([0-9]{6})-?([0-9]{4})")
_STYRTECKEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def las_namn(text: str) -> str:
    """The name of an anordnare, without blanks around it.

    Raises: Avvisning, K1.1; K3.3 for a personnummer, since the name follows the cases everywhere; K5.4 for ``forval``.
    """
    if not (namn := text.strip()):
        raise Avvisning("K1.1", "anordnarens namn är tomt", "anordnare")
    if PERSONNUMMER.search(namn):
        raise Avvisning("K3.3", "får inte innehålla ett personnummer", "anordnare")
    if namn.casefold() == FORVAL:
        raise Avvisning("K5.4", "ordet betyder dagens förvalsanordnare och kan inte vara ett namn", "anordnare")
    try:
        return las_rad(namn)
    except ValueError as fel:
        raise Avvisning("K1.1", str(fel), "anordnare") from None


def namnnyckel(namn: str) -> str:
    """What all ways to write one name have in common: not case, blanks, or how a letter is composed."""
    return " ".join(unicodedata.normalize("NFKC", namn).casefold().split())


def las_organisationsnummer(text: str) -> str:
    """The ten digits, written with or without a hyphen before the last four.

    Raises: ValueError. A sole trader's number is a personnummer and is not kept (K3.3).
    """
    if not (m := _ORGANISATIONSNUMMER.fullmatch(text)):
        raise ValueError("ska skrivas med tio siffror, NNNNNN-NNNN")
    siffror = m[1] + m[2]
    if siffror[2] < "2":
        raise ValueError("är inget organisationsnummer för en juridisk person; en enskild firmas nummer sparas inte")
    if not luhn.is_valid(siffror):
        raise ValueError("kontrollsiffran stämmer inte")
    return siffror


def visa_organisationsnummer(siffror: str) -> str:
    """As it is printed: ``556016-0680``."""
    return f"{siffror[:6]}-{siffror[6:]}"


def _las_webb(text: str) -> str:
    if not _ar_webbadress(text):
        raise ValueError("ska vara en webbadress, https://…")
    return text


def _ar_webbadress(text: str) -> bool:
    try:
        delar = urlsplit(las_rad(text))
    except ValueError:
        return False
    return delar.scheme in ("http", "https") and "." in delar.netloc and not re.search(r"\s", text)


def _las_presentation(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if len(text) > LANGSTA_PRESENTATION:
        raise ValueError(f"får vara högst {LANGSTA_PRESENTATION} tecken")
    if _STYRTECKEN.search(text):
        raise ValueError("får inte innehålla styrtecken")
    return text


ANORDNARFALT: dict[str, Falt] = {
    "organisationsnummer": Falt("K1.1", las_organisationsnummer),
    "adress": Falt("K3.4", las_rad),
    "telefon": Falt("K3.4", las_telefon),
    "epost": Falt("K3.4", las_epost),
    "webb": Falt("K3.4", _las_webb),
    "kontaktperson": Falt("K3.4", las_rad),
    "presentation": Falt("K5.4", _las_presentation),
}
"""The fields beside the name; none must be there."""


def prova_auktorisationsandring(som: Aktor) -> None:
    """Whether one may register auktorisationer, or an anordnare. Raises: Avvisning, K1.1."""
    prova_roll(som, SKOTER_REGISTRET, "K1.1")


def ser_registreringarna(som: Aktor, namn: str) -> bool:
    """Whether who registered what of an anordnare, and why, is for ``som`` to see: the municipality's own, and the
    anordnare itself. To others the staff of an anordnare is nobody (K3.4)."""
    return som.roll is not Roll.KUND and (som.roll is not Roll.ANORDNARE or som.organisation == namn)


def prova_adressandring(som: Aktor, roll: Roll, part: str) -> None:
    """Whether one may say where notices to a role or a party go; an anordnare says it of itself (K3.4).

    Raises: Avvisning, K3.4.
    """
    if som.roll is Roll.ANORDNARE and (roll, part) == (Roll.ANORDNARE, som.organisation):
        return
    prova_roll(som, SKOTER_REGISTRET, "K3.4")


def prova_uppgiftsandring(som: Aktor, namn: str, falt: Iterable[str]) -> None:
    """Whether one may change these fields; an anordnare keeps its own current, save its organisationsnummer (K3.4).

    Raises: Avvisning, K3.4 or K1.1.
    """
    if som.roll is not Roll.ANORDNARE:
        return prova_auktorisationsandring(som)
    if som.organisation != namn:
        raise Avvisning("K3.4", "en anordnare ändrar bara sina egna uppgifter", "som")
    if "organisationsnummer" in falt:
        raise Avvisning("K1.1", "organisationsnumret ändras av kommunen", "organisationsnummer")
    return None
