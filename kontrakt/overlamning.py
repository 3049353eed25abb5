"""What one run of a case hands over to the next: its rules and its state, each as one short text.

A case carries the rules that it was begun under in its own history, and so they pass whole at each turn of month:
39 KB of JSON, nearly always the same in every case. Pressed with words that both runs know (``kontrakt.ordbok``) they
are some hundred bytes, and a worker that has read a text before knows what it says: the same text is the same rules, so
that all its cases share them, and nothing is read twice. What a text says depends on nothing but that dictionary, which
is never changed, so a replay reads the same.
"""

from __future__ import annotations

import bz2
import json
import re
import zlib
from base64 import b85decode, b85encode
from collections import OrderedDict
from dataclasses import dataclass, fields
from functools import lru_cache
from threading import Lock
from typing import Any

from pydantic import TypeAdapter

from domain.insats.insats import Insats
from domain.regler.regelverk import Parameter, Regelverk
from domain.regler.varde import Varde
from kontrakt import ordbok

_REGELVERK: TypeAdapter[Regelverk] = TypeAdapter(Regelverk)
_INSATS: TypeAdapter[Insats] = TypeAdapter(Insats)
_MED_ORDBOK = re.compile(r"\.(\d{1,3})\.")
"""How a text begins that was pressed with a dictionary, and with which; base85 has no full stop."""
_BZ2 = b"BZh"
"""How what bz2 has pressed begins; earlier the rules were pressed by it, and before that by zlib as state was."""
_PARAMETER = tuple(f.name for f in fields(Parameter) if f.name != "varden")
_VARDE = tuple(f.name for f in fields(Varde))
_SORTER = 64
"""Regelverk that are remembered: one per edition, and those with a value put right."""
_UNDERVAGS = 128
"""States that have been handed over and not yet taken up here; more are read from their text."""
HEL = 1_000_000
"""Characters of state that still pass whole, where Temporal takes 2 MiB in a value; they are ASCII, and need no more
room in a message."""
DELLANGD = 1_000_000
"""Characters in a part of what passes in parts."""


@dataclass(frozen=True, slots=True)
class Overlamning:
    """State as a run hands it over. ``regler`` and ``tillstand`` are JSON, pressed and written in base85, which is
    shorter than base64 and needs no escaping in JSON; ``tillstand`` is ``Insats`` without its regelverk.
    """

    regler: str
    tillstand: str


@dataclass(frozen=True, eq=False, slots=True)
class _Just:
    """A regelverk that equals only itself: to compare two by content would read them both."""

    regelverk: Regelverk

    def __hash__(self) -> int:
        return id(self.regelverk)

    def __eq__(self, annan: object) -> bool:
        return isinstance(annan, _Just) and annan.regelverk is self.regelverk


class _Undervags:
    """States on their way from one run to the next in the same process, each taken at most once."""

    def __init__(self) -> None:
        self._tillstand: OrderedDict[Overlamning, Insats] = OrderedDict()
        self._las = Lock()

    def lagg(self, o: Overlamning, insats: Insats) -> None:
        with self._las:
            self._tillstand[o] = insats
            if len(self._tillstand) > _UNDERVAGS:
                self._tillstand.popitem(last=False)

    def ta(self, o: Overlamning) -> Insats | None:
        with self._las:
            return self._tillstand.pop(o, None)


_UNDER_VAGS = _Undervags()


def packa_regler(regelverk: Regelverk) -> str:
    """A regelverk as the text that runs hand over."""
    return _packade_regler(_Just(regelverk))


@lru_cache(maxsize=_SORTER)
def _packade_regler(just: _Just) -> str:
    return _pressa(regler_som_rader(just.regelverk), "regler")


def regler_som_rader(regelverk: Regelverk) -> bytes:
    """The rules as JSON that names each field once: rows instead of objects. What is pressed, and its dictionary."""
    allt = _REGELVERK.dump_python(regelverk, mode="json")
    parametrar = allt.pop("parametrar")
    # A status is told by its place: what is pressed must be shorter than the 32 KiB that its dictionary reaches.
    statusar = sorted({p["status"] for p in parametrar})
    for p in parametrar:
        p["status"] = statusar.index(p["status"])
    rader = [[*(p[f] for f in _PARAMETER), [[v[f] for f in _VARDE] for v in p["varden"]]] for p in parametrar]
    return _json(allt | {"falt": _PARAMETER, "vardefalt": _VARDE, "statusar": statusar, "parametrar": rader})


def _fran_rader(allt: dict[str, Any]) -> Regelverk:
    falt, vardefalt, statusar = allt.pop("falt"), allt.pop("vardefalt"), allt.pop("statusar", None)
    parametrar = [
        dict(zip(falt, p, strict=True)) | {"varden": [dict(zip(vardefalt, v, strict=True)) for v in varden]}
        for *p, varden in allt.pop("parametrar")
    ]
    for p in parametrar if statusar else ():
        p["status"] = statusar[p["status"]]
    return _REGELVERK.validate_json(_json(allt | {"parametrar": parametrar}))


@lru_cache(maxsize=_SORTER)
def las_regler(text: str) -> Regelverk:
    """The inverse of ``packa_regler``; the same text gives the same object. Raises: ValueError for what is none."""
    last = _las(text, "regler")
    allt = json.loads(last)
    return _fran_rader(allt) if "falt" in allt else _REGELVERK.validate_json(last)


def packa(insats: Insats) -> Overlamning:
    """State, to be handed over. What has been derived from it goes with it, if the next run begins in this process."""
    o = Overlamning(packa_regler(insats.regelverk), _pressa(tillstand_som_json(insats), "tillstand"))
    _UNDER_VAGS.lagg(o, insats)
    return o


def tillstand_som_json(insats: Insats) -> bytes:
    """A state without its rules. What is pressed, and its dictionary."""
    return _INSATS.dump_json(insats, exclude={"regelverk"})


def las(o: Overlamning) -> Insats:
    """The inverse of ``packa``. Raises: ValueError for what is no state."""
    if (insats := _UNDER_VAGS.ta(o)) is not None:
        return insats
    return _INSATS.validate_python(json.loads(_las(o.tillstand, "tillstand")) | {"regelverk": las_regler(o.regler)})


def storlek(insats: Insats) -> int:
    """How large a state is as it stands, without being pressed, in bytes."""
    return len(_INSATS.dump_json(insats))


def ryms(o: Overlamning) -> bool:
    """Whether it may pass whole; else the next run asks the journal for it, in parts."""
    return len(o.regler) + len(o.tillstand) <= HEL


def del_av(o: Overlamning, fran: int) -> tuple[str, bool]:
    """A part of a state that is asked for in parts, and whether it is the last. ``fran``: from which character."""
    text = f"{o.regler} {o.tillstand}"  # there are no blanks in either
    return text[fran : fran + DELLANGD], fran + DELLANGD >= len(text)


def ur_delar(text: str) -> Insats:
    """The parts put together, as state. Raises: ValueError for what is none."""
    regler, _, tillstand = text.partition(" ")
    return las(Overlamning(regler, tillstand))


def _json(varde: Any) -> bytes:
    return json.dumps(varde, ensure_ascii=False, separators=(",", ":")).encode()


def _pressa(data: bytes, slag: str) -> str:
    return f".{ordbok.SENASTE}.{b85encode(ordbok.pressa(data, slag)).decode()}"


def _las(text: str, slag: str) -> bytes:
    if m := _MED_ORDBOK.match(text):
        return ordbok.las(b85decode(text[m.end() :]), slag, int(m[1]))
    pressat = b85decode(text)
    try:
        return bz2.decompress(pressat) if pressat.startswith(_BZ2) else zlib.decompress(pressat)
    except (OSError, zlib.error) as fel:
        raise ValueError("inte pressat som det som lämnas över") from fel
