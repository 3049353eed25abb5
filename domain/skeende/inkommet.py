"""How a kommando is read: from a tool, a file or a message to a typed value, or a refusal staff can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.skeende.form import FORM, las_kommando, textfalt
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import tolka_tid


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


def las_inkommet(data: Any, kommandon: Mapping[str, type[Kommando]], *, med_ord: bool = False) -> Inkommet:
    """The kommando with its envelope, as a door sends it; ``med_ord`` reads one that holds free text too.

    Args:
        kommandon: those there are, by verb.

    Raises:
        Avvisning: anything that is not such a thing; nothing but Avvisning, whatever comes in.
    """
    if not isinstance(data, dict) or not isinstance(data.get("kommando"), dict):
        raise Avvisning(FORM, "inget kommando", "kommando")
    id_, dokument, inkom = data.get("id"), data.get("dokument"), data.get("inkom")
    if not isinstance(id_, str) or not id_:
        raise Avvisning(FORM, "kommandots id saknas", "id")
    if dokument is not None and not isinstance(dokument, str):
        raise Avvisning(FORM, "ska vara ett dokuments id", "dokument")
    try:
        av = Aktor.tolka(str(data.get("av", "")))
        tid = None if inkom is None else tolka_tid(str(inkom))
    except ValueError as fel:
        raise Avvisning(FORM, str(fel), "av eller inkom") from None
    kommando = las_kommando(data["kommando"], kommandon)
    if not med_ord:
        prova_utan_ord(data["kommando"], kommando)
    return Inkommet(id_, av, kommando, dokument, tid)


def prova_utan_ord(data: Mapping[str, Any], kommando: Kommando) -> None:
    """What travels carries facts about free text, never the text: a door that is ours has stored it (K3.3).

    Args:
        data: the kommando as it came.

    Raises: Avvisning, K3.3, naming the field.
    """
    for falt in textfalt(type(kommando)):
        if not _bara_fakta(data.get(falt)):
            raise Avvisning("K3.3", "texten hör till dokumentlagret; det som skickas bär bara uppgifter om den", falt)


def _bara_fakta(varde: Any) -> bool:
    """No words, neither as a value nor in a heading's place."""
    if isinstance(varde, dict):
        return all(str(namn).isidentifier() and _bara_fakta(v) for namn, v in varde.items())
    if isinstance(varde, list | tuple):
        return all(map(_bara_fakta, varde))
    return not isinstance(varde, str)
