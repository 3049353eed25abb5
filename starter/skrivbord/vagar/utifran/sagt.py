"""What is said on one page without a page to check it on: tried, said, or given back with what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.grund.avvisning import Avvisning
from domain.liv.kommandon import las_kommando
from domain.liv.rutin import KOMMANDON
from starter.skrivbord.plats import Plats
from starter.skrivbord.vyer import formular
from starter.skrivbord.vyer.formular import Falt, Fel
from starter.visning.ordval.falt import kort

_ID = re.compile(r"[0-9a-f]{16}")


async def sagt(
    plats: Plats, arende: str, verb: str, falt: Sequence[Falt], skrivet: dict[str, str], utover: Mapping[str, object]
) -> list[Fel]:
    """Say what the form holds; what is wrong with it, if it was not said.

    Args:
        falt: the fields of the form.
        skrivet: what was written, by field; ``id`` is the form's own, and so what is said is said once (K0.6).
        utover: what the kommando holds beside the fields.

    Raises:
        IngenKontakt.
    """
    if fel := formular.formfel(falt, skrivet, KOMMANDON[verb].regel):
        return fel
    if not _ID.fullmatch(id_ := skrivet.get("id", "")):
        return [Fel("", "formuläret är gammalt: skicka det en gång till", "K0.6")]
    data = formular.las(falt, skrivet, verb) | dict(utover)
    try:
        las_kommando(data)  # what is wrong with its form is told also while nobody can be reached
        await plats.sag(arende, data, id_)
    except Avvisning as nej:
        namn = nej.falt if nej.falt in {f.namn for f in falt} else ""
        return [Fel(str(namn), f"{kort(str(namn))}: {nej.text}" if namn else nej.text, nej.regel)]
    return []
