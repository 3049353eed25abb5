"""The most that any door takes: of every text, list, mapping and number, and of all that is said at once (K3.3).

What is said is tried before it is written anywhere: on its way in, before a history holds it. What *was* taken before a
limit was set is read again without it (``REDAN_SAGT``), so that a case that is read anew stays as it was decided.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, LiteralString

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from domain.grund.avvisning import Avvisning

Json = dict[str, Any]
"""An object of plain JSON as it came in or goes out: what its values are is tried where they are read."""
LastJson = Mapping[str, Any]
"""The same, to be read only."""

LANGSTA_ORD = 200
"""Characters of a field that is no free text."""
LANGSTA_TEXT = 100_000
"""Characters of one free text."""
FLEST_RADER = 400
"""Rows of a list, and names in a mapping."""
STORSTA_TAL = 1_000_000_000
_DJUPAST = 8
_FLEST_DELAR = 50_000
_LANGSTA_UTAN_ORD, _LANGSTA_MED_ORD = 400_000, 1_500_000
"""Characters of all that is said at once, without its free texts and with them."""

REDAN_SAGT: Mapping[str, bool] = {"redan_sagt": True}
"""The context that what has been taken before is read in."""


def ar_redan_sagt(info: ValidationInfo) -> bool:
    """Whether what is read was taken before the limits were."""
    return bool(info.context and info.context.get("redan_sagt"))


def formfel(slag: LiteralString, **fakta: int) -> PydanticCustomError:
    """A fault of form by its kind, which ``domain.skeende.form`` has the sentence of; ``fakta`` are what that names.

    pydantic wants a text of its own too, which nobody reads: it is the kind again."""
    return PydanticCustomError(slag, slag, fakta)


_DATUM_OCH_NUMMER = re.compile(r"(?<!\d)(?:(?:18|19|20)\d{2}|\d{2})(\d{2})(\d{2})[-+ ]?\d{4}(?!\d)")


def ser_ut_som_personnummer(text: str) -> bool:
    """Whether it holds ten or twelve digits that begin with a date, or a samordningsnummer's day and 60."""
    return any(
        1 <= int(m[1]) <= 12 and 1 <= (int(m[2]) - 60 if int(m[2]) > 60 else int(m[2])) <= 31
        for m in _DATUM_OCH_NUMMER.finditer(text)
    )


def prova_ord(text: str) -> str:
    """A field that is no free text: one short readable line, and no personnummer; as NFC.

    Raises: PydanticCustomError.
    """
    if len(text) > LANGSTA_ORD:
        raise formfel("string_too_long", max_length=LANGSTA_ORD)
    text = unicodedata.normalize("NFC", text)
    if ser_ut_som_personnummer(text):
        raise formfel("personnummer")
    if not text.isprintable():
        raise formfel("beteckning")
    return text


def prova_varde(varde: object, flest: int = FLEST_RADER) -> Any:
    """A field's value, within its limits; texts as NFC.

    Args:
        flest: rows of a list.

    Raises: PydanticCustomError.
    """
    if isinstance(varde, str):
        return prova_ord(varde)
    if isinstance(varde, int | float | Decimal):
        if not -STORSTA_TAL * 1000 <= varde <= STORSTA_TAL * 1000:
            raise formfel("for_stort_tal")
        return varde
    if isinstance(varde, tuple | list | Mapping):
        if len(varde) > flest:
            raise formfel("for_manga", hogst=flest)
        if isinstance(varde, Mapping):
            return type(varde)((prova_ord(str(k)), prova_varde(v, flest)) for k, v in varde.items())  # type: ignore[call-arg]
        return type(varde)(prova_varde(v, flest) for v in varde)
    return varde


_FALT = re.compile(r"[a-z][a-z_]{0,39}")


def _faltet(namn: object) -> str:
    """What a field is called where something is wrong with it; what cannot be a field's name is not repeated (K3.3)."""
    return namn if isinstance(namn, str) and _FALT.fullmatch(namn) else "kommando"


def prova_omfang(data: object, *, med_ord: bool) -> None:
    """All that is said at once: how much it is, and how deep, whatever it is; tried before it is read as anything.

    Args:
        med_ord: it may hold free texts.

    Raises: Avvisning, K0.6; it names the field, and repeats nothing that cannot be one.
    """
    hogst, langst = (_LANGSTA_MED_ORD, LANGSTA_TEXT) if med_ord else (_LANGSTA_UTAN_ORD, LANGSTA_TEXT // 10)
    tecken = delar = 0
    kvar: list[tuple[object, int, str]] = [(data, 0, "kommando")]
    while kvar:
        varde, djup, falt = kvar.pop()
        delar += 1
        if isinstance(varde, str):
            tecken += len(varde)
            if len(varde) > langst:
                raise Avvisning("K0.6", f"texten får vara högst {langst} tecken", falt)
        elif isinstance(varde, Mapping) and len(varde) > FLEST_RADER:  # each would be a fault of its own to be told
            raise Avvisning("K0.6", f"det som sägs får ha högst {FLEST_RADER} fält", "kommando")
        elif isinstance(varde, list | tuple) and len(varde) > _FLEST_DELAR:
            delar += len(varde)
        elif isinstance(varde, Mapping):
            kvar += [(namn, djup + 1, "kommando") for namn in varde]
            kvar += [(del_, djup + 1, _faltet(namn) if djup == 0 else falt) for namn, del_ in varde.items()]
        elif isinstance(varde, list | tuple):
            # The texts of a list together: one by one they would be most of what it costs to refuse it.
            ord_, ovrigt = list[str](), list[object]()
            for del_ in varde:
                if isinstance(del_, str):
                    ord_.append(del_)
                else:
                    ovrigt.append(del_)
            delar, tecken = delar + len(ord_), tecken + sum(map(len, ord_))
            if max(map(len, ord_), default=0) > langst:
                raise Avvisning("K0.6", f"texten får vara högst {langst} tecken", falt)
            if ord_ and djup >= _DJUPAST:
                raise Avvisning("K0.6", "det som sägs är för stort för att tas emot", "kommando")
            kvar += [(del_, djup + 1, falt) for del_ in ovrigt]
        elif isinstance(varde, int) and varde.bit_length() > 64:
            raise Avvisning("K0.6", "ett tal är för stort", falt)
        if tecken > hogst or delar + len(kvar) > _FLEST_DELAR or djup > _DJUPAST:
            raise Avvisning("K0.6", "det som sägs är för stort för att tas emot", "kommando")
