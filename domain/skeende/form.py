"""How what somebody wrote becomes a typed kommando, or a refusal that staff can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import takewhile
from typing import Any, get_args

from pydantic import ValidationError

from domain.grund.avvisning import Avvisning
from domain.grund.granser import REDAN_SAGT, Json, LastJson
from domain.grund.text import Textfakta
from domain.skeende.kommando import Kommando

_ORD = re.compile(r"[a-z][a-z_]{0,39}")
"""What a verb or a field is called; a name of a person is written otherwise."""

FORM = "K0.6"
"""The krav a kommando is refused under for its form when it names no verb that has one of its own."""


def las_kommando(data: LastJson, kommandon: Mapping[str, type[Kommando]], *, redan_sagt: bool = False) -> Kommando:
    """The typed kommando of a mapping ``{kommando: verb, field: value …}``.

    Args:
        kommandon: those there are, by verb.
        redan_sagt: it was taken before, and is read without the limits of what may be said (``domain.grund.granser``).

    Raises:
        Avvisning: unknown verb, missing, unknown or wrongly typed field; names the field, in Swedish, and repeats
            nothing that was written where a name may stand.
    """
    verb = data.get("kommando")
    typ = kommandon.get(verb) if isinstance(verb, str) else None
    if typ is None:
        vad = "kommandot saknas"
        if isinstance(verb, str) and verb:
            vad = f"okänt kommando ”{verb}”" if _ORD.fullmatch(verb) else "okänt kommando"
        raise Avvisning(FORM, f"{vad}; kommandon är {', '.join(kommandon)}", "kommando")
    try:
        kommando = typ.model_validate(dict(data), context=dict(REDAN_SAGT) if redan_sagt else None)
    except ValidationError as fel:
        forsta = fel.errors()[0]
        falt = _falt(forsta["loc"])
        regel = "K3.3" if forsta["type"] == "personnummer" else typ.regel
        raise Avvisning(regel, pa_svenska(forsta), falt) from None
    kommando.prova(kommandon, redan_sagt=redan_sagt)
    return kommando


def _falt(plats: Iterable[int | str]) -> str:
    """Where the fault is, by names of ours; of what the sender named only what looks like a field's name."""
    namn = takewhile(lambda p: isinstance(p, int) or _ORD.fullmatch(p), plats)
    return ".".join(map(str, namn)) or "kommando"


@cache
def textfalt(typ: type[Kommando]) -> frozenset[str]:
    """The fields of a kommando that hold free text."""
    return frozenset(namn for namn, falt in typ.model_fields.items() if _har_text(falt.annotation))


def _har_text(typ: Any) -> bool:
    return typ is Textfakta or any(_har_text(del_) for del_ in get_args(typ))


def pa_svenska(fel: Any) -> str:
    """One of pydantic's errors as a Swedish sentence that does not repeat what was written (K3.3)."""
    ctx, slag = fel.get("ctx", {}), str(fel["type"])
    if slag in _SVENSKA:
        return _SVENSKA[slag].format(**ctx).replace("' or '", "' eller '")
    if slag.startswith("date"):
        return "ska vara ett datum, ÅÅÅÅ-MM-DD"
    if slag.startswith(("int", "float", "decimal", "finite_number")):
        return "ska vara ett tal"
    return "har fel form"


_SVENSKA = {
    "missing": "fältet saknas",
    "utanfor_kalendern": "kalendern omfattar åren {fran}–{till}",
    "extra_forbidden": "fältet hör inte till kommandot",
    "literal_error": "ska vara någon av {expected}",
    "string_type": "ska vara en text",
    "string_too_short": "får inte vara tomt",
    "string_too_long": "får vara högst {max_length} tecken",
    "string_pattern_mismatch": "har fel form (månad skrivs ÅÅÅÅ-MM)",
    "bool_type": "ska vara ja eller nej (true eller false)",
    "bool_parsing": "ska vara ja eller nej (true eller false)",
    "too_short": "ska ha minst {min_length} rad",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "decimal_max_places": "får ha högst {decimal_places} decimaler",
    "personnummer": "får inte vara ett personnummer",
    "beteckning": "innehåller tecken som inte går att läsa, eller blanksteg först eller sist",
    "personid": "ska vara en persons id: ett ord av bokstäver, siffror och . _ -, inget namn",
    "arendeid": "ska vara ett ärendes id: bokstäver a–z, siffror och . _ -",
    "nyckelord": "ska vara ett av tjänstens egna ord: bokstäver a–z, siffror och . _ : -",
    "fakturanummer": "ska vara en fakturas nummer, med minst en siffra",
    "for_manga": "får ha högst {hogst} rader",
    "for_stort_tal": "talet är för stort",
    "for_lang_text": "texten får vara högst {max_length} tecken",
    "tidpunkt": "{skal}",
    "dict_type": "ska vara en tabell med namn och värden",
    "model_type": "ska vara en tabell med namn och värden",
    "dataclass_type": "ska vara en text",
    "tuple_type": "ska vara en lista",
}


def texter(data: LastJson, kommando: Kommando) -> Json:
    """The free text of a kommando as written, by field: what the document store keeps and Temporal never sees."""
    return {falt: data[falt] for falt, varde in kommando if falt in data and _ar_text(varde)}


def _ar_text(varde: object) -> bool:
    if isinstance(varde, Textfakta):
        return True
    inre = varde.values() if isinstance(varde, dict) else varde if isinstance(varde, tuple) else ()
    return any(isinstance(t, Textfakta) for t in inre)
