"""The kommandon of a life, read: those of every chapter, the write-off and the correction among them."""

from __future__ import annotations

from typing import Any

from domain.grund.granser import LastJson
from domain.liv.rutin import KOMMANDON
from domain.skeende import form, inkommet
from domain.skeende.inkommet import Inkommet
from domain.skeende.kommando import Kommando


def las_kommando(data: LastJson) -> Kommando:
    """The typed kommando of a mapping ``{kommando: verb, field: value …}``.

    Raises:
        Avvisning: unknown verb, missing, unknown or wrongly typed field; names the field, in Swedish.
    """
    return form.las_kommando(data, KOMMANDON)


def las_inkommet(data: Any, *, med_ord: bool = False, gammalt: bool = False) -> Inkommet:
    """The kommando with its envelope, as a door sends it; ``med_ord`` reads one that holds free text too, ``gammalt``
    one that was let in before there were limits.

    Raises:
        Avvisning: anything that is not such a thing; nothing but Avvisning, whatever comes in.
    """
    return inkommet.las_inkommet(data, KOMMANDON, med_ord=med_ord, gammalt=gammalt)
