"""Names and ids that staff write where no register is at hand: never a personnummer, and nothing but what can be read
(K3.3)."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from domain.grund.granser import ar_redan_sagt, formfel, ser_ut_som_personnummer

PERSONNUMMER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")
"""What looks like a personnummer or samordningsnummer, which no id may be (K3.3)."""

OKAND_KUND = "kund"
"""The id of a kund who is in no register, and of one who was given none: it tells no kund from another."""

_PERSON = re.compile(r"[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9._-]{0,59}")
_ARENDE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_KOMMANDO = re.compile(r"[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9._:@-]{0,199}")
# The question of an end that a long planned absence raises is named by its kind and the first day of it.
_ORD = re.compile(r"(?<![A-Za-zÅÄÖåäö0-9])[0-9]{6,8}[-+ ]?[0-9]{4}(?![A-Za-zÅÄÖåäö0-9])")
_NYCKEL = re.compile(r"(?:(?:ledighet|annan) )?[A-Za-z0-9][A-Za-z0-9._:-]{0,59}")
_FAKTURA = re.compile(r"(?=.*[0-9])[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9 ._/:#-]{0,39}")


def las_personid(text: str) -> str:
    """The id of a person as it is written: one word of a closed alphabet, so that no two look alike; no personnummer.

    Raises: ValueError, Swedish; it does not repeat what was written.
    """
    text = unicodedata.normalize("NFC", text)
    if not _PERSON.fullmatch(text) or PERSONNUMMER.search(text):
        raise ValueError("en persons id är ett ord på högst 60 bokstäver, siffror och . _ -, inget namn eller nummer")
    return text


def las_namn(text: str) -> str:
    """The name of an organisation: NFC, one readable line of at most 200 characters, no personnummer.

    Raises: ValueError, Swedish; it does not repeat what was written.
    """
    text = unicodedata.normalize("NFC", text)
    if not 0 < len(text) <= 200 or not text.isprintable() or text != text.strip() or PERSONNUMMER.search(text):
        raise ValueError("ett namn på en organisation är en läsbar rad på högst 200 tecken, utan personnummer")
    return text


def ar_arendeid(text: str) -> bool:
    """Whether it can be the id of a case, or of a process beside the cases that staff name (K3.3)."""
    return bool(_ARENDE.fullmatch(text)) and not _har_nummer(text)


def visat(text: str, annars: str) -> str:
    """What somebody asked for by its id, as a refusal tells of it: only what can be an id is repeated, since what
    cannot may be a person's name or number (K3.3). ``annars`` is said in its place."""
    return text if ar_arendeid(text) else annars


def ar_kommandoid(text: str) -> bool:
    """Whether it can be the id that a sender gives what is said, or the id of its document."""
    return bool(_KOMMANDO.fullmatch(text)) and not _har_nummer(text)


def _har_nummer(text: str) -> bool:
    """A personnummer standing for itself; figures within a word of random ones are none."""
    return any(ser_ut_som_personnummer(ord_) for ord_ in _ORD.findall(text))


def utan_nummer(text: str) -> str:
    """What somebody typed, as an answer may repeat it: without a personnummer in a wrong place (K3.3)."""
    return _ORD.sub(lambda m: "…" if ser_ut_som_personnummer(m[0]) else m[0], text)


def samma_person(a: str, b: str) -> bool:
    """Whether two ids are one person's: upper and lower case are the same, and so is how a letter is composed, and a
    blank before or after it, which ids could have before the doors took one word alone."""
    return nyckel_for(a) == nyckel_for(b)


def nyckel_for(id: str) -> str:
    """What the ids of one person have in common."""
    return unicodedata.normalize("NFC", id).strip().casefold()


def _prova(varde: str, hogst: int, info: ValidationInfo) -> str:
    if not varde:
        raise formfel("string_too_short")
    if ar_redan_sagt(info):
        return varde
    if len(varde) > hogst:
        raise formfel("string_too_long", max_length=hogst)
    if PERSONNUMMER.search(varde):
        raise formfel("personnummer")
    if not varde.isprintable() or varde != varde.strip():
        raise formfel("beteckning")
    return unicodedata.normalize("NFC", varde)


def _beteckning(varde: str, info: ValidationInfo) -> str:
    return _prova(varde, 60, info)


def _namn(varde: str, info: ValidationInfo) -> str:
    return _prova(varde, 200, info)


def _personid(varde: str, info: ValidationInfo) -> str:
    varde = _beteckning(varde, info)
    if not ar_redan_sagt(info) and not _PERSON.fullmatch(varde):
        raise formfel("personid")
    return varde


def _medarbetarid(varde: str, info: ValidationInfo) -> str:
    return varde if ar_redan_sagt(info) else varde.lower()


def _arendeid(varde: str, info: ValidationInfo) -> str:
    varde = _beteckning(varde, info)
    if not ar_redan_sagt(info) and not _ARENDE.fullmatch(varde):
        raise formfel("arendeid")
    return varde


def _fakturanummer(varde: str, info: ValidationInfo) -> str:
    if not varde:
        raise formfel("string_too_short")
    if len(varde) > 40:
        raise formfel("string_too_long", max_length=40)
    if not ar_redan_sagt(info) and not _FAKTURA.fullmatch(varde):
        raise formfel("fakturanummer")
    return varde


def _nyckelord(varde: str, info: ValidationInfo) -> str:
    varde = _beteckning(varde, info)
    if not ar_redan_sagt(info) and not _NYCKEL.fullmatch(varde):
        raise formfel("nyckelord")
    return varde


Beteckning = Annotated[str, AfterValidator(_beteckning)]
"""An id: of a set of conditions, or of what is put right."""
Nyckelord = Annotated[str, AfterValidator(_nyckelord)]
"""A word of the service's own: a kind of bevakning, what it concerns, a verb."""
Namn = Annotated[str, AfterValidator(_namn)]
"""The name of an organisation."""
Personid = Annotated[str, AfterValidator(_personid)]
"""The id of a person; a name is none."""
Medarbetarid = Annotated[Personid, AfterValidator(_medarbetarid)]
"""The id of one of the municipality's own, as its registers keep them: in lower case."""
Arendeid = Annotated[str, AfterValidator(_arendeid)]
"""The id of a case."""
Fakturanummer = Annotated[str, AfterValidator(_fakturanummer)]
"""The number of an invoice, which holds a digit; a name is none."""
