"""A kommando's fields as options of the command line, and back to what ``las_kommando`` reads."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.grund.text import Textfakta
from domain.regler.provning import skapa_regelverk
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum
from regelverk import las_utgavor
from starter.stod.filer.yamlfil import las_yaml

_METAVAR: dict[Any, str] = {date: "DATUM", int: "TAL", Decimal: "BELOPP", str: "TEXT", Textfakta: "TEXT"}


class _Par(click.ParamType[tuple[str, Any]]):
    """``name=value``, one pair of a table."""

    def __init__(self, namn: str, exempel: str, las: Callable[[str], Any]) -> None:
        self.name, self._exempel, self._las = namn, exempel, las

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        namn, lika, varde = str(value).partition("=")
        if not lika or not namn.strip():
            self.fail(f"skriv {self.name}, till exempel {self._exempel}", param, ctx)
        return namn.strip(), self._las(varde)


def _ratt_varde(text: str) -> Any:
    """The right value of a corrected field: ja and nej are themselves, a list is written with commas in brackets."""
    if text in ("ja", "nej"):
        return text == "ja"
    if text.startswith("[") and text.endswith("]"):
        return [del_.strip() for del_ in text[1:-1].split(",") if del_.strip()]
    return text


_RUBRIK = _Par("rubrik=text", 'progression="Går framåt"', str)
_ANDRING = _Par("fält=värde", "startdatum=2024-03-12", _ratt_varde)


def val_for(typ: type[Kommando]) -> list[click.Option]:
    """One option a field; what can only be written in a file has none. Types are checked by the kommando itself."""
    val = [_val(falt, info) for falt, info in typ.model_fields.items() if falt != "kommando"]
    fil = click.Option(
        ["--fil"],
        type=click.Path(path_type=Path, dir_okay=False),
        help="Ta fält ur en YAML-fil; det som skrivs på raden går före.",
    )
    return [v for v in val if v] + [fil]


def falt_ur(varden: Mapping[str, Any]) -> dict[str, Any]:
    """What was written, by field: the file first, then the line. Raises FelIYaml."""
    data = las_yaml(varden["fil"]) if varden.get("fil") else {}
    for falt, varde in varden.items():
        if falt == "fil" or varde is None or varde == ():
            continue
        if falt in _TABELLER:
            data[falt] = {**data.get(falt, {}), **dict(varde)}
        else:
            data[falt] = list(varde) if isinstance(varde, tuple) else varde
    if isinstance(rubriker := data.get("rubriker"), Mapping):
        data["rubriker"] = _under_mallens_namn(rubriker)
    return data


def _under_mallens_namn(rubriker: Mapping[Any, Any]) -> dict[Any, Any]:
    """The headings by their names in the template, also those that are written as they are printed."""
    if all(_NAMN.fullmatch(str(r)) for r in rubriker):
        return dict(rubriker)
    r, idag = skapa_regelverk(las_utgavor()), datum(datetime.now(UTC))
    nycklar = (p.nyckel for p in r.parametrar if p.nyckel.startswith(_MALLENS))
    tryckta = {r.text_varde(n, idag).casefold(): n.removeprefix(_MALLENS) for n in nycklar}
    return {tryckta.get(str(namn).strip().casefold(), namn): text for namn, text in rubriker.items()}


_NAMN = re.compile("[a-z0-9_]+")
_MALLENS = "rubrik."


_TABELLER = ("rubriker", "andringar")
"""Fields that are tables, written one pair at a time."""


def _val(falt: str, info: FieldInfo) -> click.Option | None:
    typ, flera = inre(info.annotation)
    namn = f"--{falt.replace('_', '-')}"
    egenskaper: dict[str, Any] = {"help": info.description, "multiple": flera, "default": None}
    if get_origin(typ) is dict:
        par, val = (_ANDRING, "--andring") if falt == "andringar" else (_RUBRIK, "--rubrik")
        return click.Option([val, falt], type=par, multiple=True, help=info.description, metavar=par.name.upper())
    if get_origin(typ) is Literal:
        return click.Option([namn, falt], type=_Nagon(get_args(typ)), **egenskaper)
    if typ is bool:
        return click.Option([namn, falt], type=_JaNej(), **egenskaper)
    if isinstance(typ, type) and issubclass(typ, BaseModel):
        return None
    if typ is Decimal:
        return click.Option([namn, falt], type=_belopp, metavar=_METAVAR[Decimal], **egenskaper)
    metavar = "ÅÅÅÅ-MM" if falt == "manad" else _METAVAR.get(typ, "TEXT")
    return click.Option([namn, falt], type=str, metavar=metavar, **egenskaper)


def inre(typ: Any) -> tuple[Any, bool]:
    """The type inside Optional, Annotated and a list; and whether there may be several."""
    while True:
        if get_origin(typ) is Annotated:
            typ = get_args(typ)[0]
        elif get_origin(typ) in (Union, types.UnionType):
            typ = next(t for t in get_args(typ) if t is not type(None))
        elif get_origin(typ) is tuple:
            return inre(get_args(typ)[0])[0], True
        else:
            return typ, False


class _Nagon(click.Choice[str]):
    """One of several words, shown in the help; what is none of them is refused by the kommando, by field and rule, and
    not repeated."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's own
        return str(value)


class _JaNej(click.ParamType[bool]):
    name = "ja|nej"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() not in ("ja", "nej"):
            self.fail("svara ja eller nej", param, ctx)
        return str(value).lower() == "ja"


def _belopp(text: str) -> str:
    """An amount as it is written in Swedish, ``1 283,33 kr``, or with a point; the kommando says whether it is one."""
    return "".join(text.split()).removesuffix("kr").replace(",", ".")
