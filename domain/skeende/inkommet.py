"""How a kommando is read: from a tool, a file or a message to a typed value, or a refusal staff can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.liv import rutin
from domain.liv.rattelse import Ratta
from domain.skeende.form import FORM, las_form, pa_svenska, textfalt
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


def las_kommando(data: Mapping[str, Any], kommandon: Mapping[str, type[Kommando]] = rutin.KOMMANDON) -> Kommando:
    """The typed kommando of a mapping ``{kommando: verb, field: value …}``.

    Args:
        kommandon: those there are, by verb; default those of an insats.

    Raises:
        Avvisning: unknown verb, missing, unknown or wrongly typed field; names the field, in Swedish.
    """
    kommando = las_form(data, kommandon)
    if isinstance(kommando, Ratta):
        _prova_andringar(kommando)
    return kommando


def _prova_andringar(k: Ratta) -> None:
    """A correction names fields of what it corrects, with values of their kind, and no free text: this is read at
    the door, so that no words travel where only facts may (K3.3).

    Raises: Avvisning, K0.7.
    """
    if (typ := rutin.KOMMANDON.get(k.vad)) is None:
        raise Avvisning("K0.7", "det finns inget sådant kommando", "vad")
    for falt, varde in k.andringar.items():
        if falt == "kommando" or falt not in typ.model_fields:
            raise Avvisning(
                "K0.7", f"uppgiften har inget sådant fält; fälten är {', '.join(typ.model_fields)}", "andringar"
            )
        if falt in textfalt(typ):
            raise Avvisning("K0.7", "text rättas inte: stryk uppgiften och registrera den på nytt", f"andringar.{falt}")
        try:
            TypeAdapter[Any](typ.model_fields[falt].rebuild_annotation()).validate_python(varde)
        except ValidationError as fel:
            raise Avvisning("K0.7", pa_svenska(fel.errors()[0]), f"andringar.{falt}") from None


def las_inkommet(
    data: Any, kommandon: Mapping[str, type[Kommando]] = rutin.KOMMANDON, *, med_ord: bool = False
) -> Inkommet:
    """The kommando with its envelope, as a door sends it; ``med_ord`` reads one that holds free text too.

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
