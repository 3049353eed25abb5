"""How a kommando is read: from a tool, a file or a message to a typed value, or a refusal staff can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import ar_kommandoid
from domain.grund.granser import LastJson, prova_omfang
from domain.grund.parter import Aktor, Roll
from domain.skeende.form import FORM, las_kommando, textfalt
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import tolka_tid

_RUBRIK = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""What a template calls a heading."""


@dataclass(frozen=True, slots=True)
class Inkommet:
    """A kommando as it came in.

    Attributes:
        id: chosen by the sender; the same id again is the same kommando and gives the same receipt.
        av: who says it.
        kommando: what is said.
        dokument: id of the stored document with its free text, if it has any.
        inkom: when the door took it in (UTC); the registration instant is never later than the service's own clock.
    """

    id: str
    av: Aktor
    kommando: Kommando
    dokument: str | None = None
    inkom: datetime | None = None


class Olasligt(Kommando):
    """What was said without waiting and cannot be read as any kommando: it is refused, and its sender told."""

    roller: ClassVar = ()
    regel: ClassVar = FORM
    rubrik: ClassVar = "Något som inte går att läsa"

    kommando: Literal["olasligt"] = "olasligt"


def las_kuvert(data: Any) -> Inkommet:
    """Who said what cannot be read, and by which id. Raises: Avvisning, when not even that can be read."""
    if not isinstance(data, dict):
        raise Avvisning(FORM, "inget kommando", "kommando")
    id_, av, tid = _kuvert(data, gammalt=False)
    return Inkommet(id_, av, Olasligt(), None, tid)


def las_inkommet(
    data: Any, kommandon: Mapping[str, type[Kommando]], *, med_ord: bool = False, gammalt: bool = False
) -> Inkommet:
    """The kommando with its envelope, as a door sends it; ``med_ord`` reads one that holds free text too.

    Args:
        kommandon: those there are, by verb.
        gammalt: it was let in before the limits were (``domain.grund.granser``).

    Raises:
        Avvisning: anything that is not such a thing; nothing but Avvisning, whatever comes in.
    """
    if not isinstance(data, dict) or not isinstance(data.get("kommando"), dict):
        raise Avvisning(FORM, "inget kommando", "kommando")
    if not gammalt:
        prova_omfang(data, med_ord=med_ord)
    dokument = data.get("dokument")
    id_, av, tid = _kuvert(data, gammalt=gammalt)
    valt = av.roll is not Roll.SYSTEM and not gammalt
    if dokument is not None and not (isinstance(dokument, str) and (not valt or ar_kommandoid(dokument))):
        raise Avvisning(FORM, "ska vara ett dokuments id", "dokument")
    kommando = las_kommando(data["kommando"], kommandon, redan_sagt=gammalt)
    if not med_ord:
        prova_utan_ord(data["kommando"], kommando)
    return Inkommet(id_, av, kommando, dokument, tid)


def prova_eget_dokument(inkommet: Inkommet) -> None:
    """What is said names no document but its own, which has its id: of any other nobody knows that there is one.

    Raises: Avvisning, K3.3.
    """
    if inkommet.dokument not in (None, inkommet.id) and inkommet.av.roll is not Roll.SYSTEM:
        raise Avvisning("K3.3", "ska ha samma id som det som sägs, eller utelämnas", "dokument")


def prova_kommandoid(id_: str) -> None:
    """The id that a sender gives what is said. Raises: Avvisning, K3.3."""
    if not ar_kommandoid(id_):
        text = "ett eget id på det som sägs är högst 200 bokstäver, siffror och . _ : @ -, och inget personnummer"
        raise Avvisning("K3.3", text, "id")


def _kuvert(data: Any, *, gammalt: bool) -> tuple[str, Aktor, datetime | None]:
    """The kommando's id, who says it, and when the door took it in. Raises: Avvisning."""
    id_, inkom = data.get("id"), data.get("inkom")
    if not isinstance(id_, str) or not id_:
        raise Avvisning(FORM, "kommandots id saknas", "id")
    try:
        av = (Aktor.tolka if gammalt else Aktor.las)(str(data.get("av")))
    except ValueError as fel:
        raise Avvisning(FORM, str(fel), "av") from None
    if not gammalt and av.roll is not Roll.SYSTEM:  # the service's own may hold the names of organisations
        prova_kommandoid(id_)
    try:
        return id_, av, None if inkom is None else tolka_tid(str(inkom))
    except ValueError:
        raise Avvisning(FORM, "går inte att läsa som en tid", "inkom") from None


def prova_utan_ord(data: LastJson, kommando: Kommando) -> None:
    """What travels carries facts about free text, never the text: a door that is ours has stored it (K3.3).

    Args:
        data: the kommando as it came.

    Raises: Avvisning, K3.3, naming the field.
    """
    for falt in textfalt(type(kommando)):
        if not _bara_fakta(data.get(falt)):
            raise Avvisning("K3.3", "texten hör till dokumentlagret; det som skickas bär bara uppgifter om den", falt)


def _bara_fakta(varde: object) -> bool:
    """No words, neither as a value nor in a heading's place."""
    if isinstance(varde, dict):
        return all(_RUBRIK.fullmatch(str(namn)) and _bara_fakta(v) for namn, v in varde.items())
    if isinstance(varde, list | tuple):
        return all(map(_bara_fakta, varde))
    return not isinstance(varde, str)
