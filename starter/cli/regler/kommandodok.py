"""Every kommando and its fields as a page, made from the kommandon themselves."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.grund.kallor import hanvisning
from domain.grund.slag import Status
from domain.liv.rutin import KOMMANDON
from domain.skeende.kommando import Kommando
from starter.cli.ram.kommandoval import inre

_TYP = {"date": "datum", "int": "heltal", "Decimal": "belopp", "str": "text", "Textfakta": "text", "bool": "ja/nej"}
_HUVUD = """# Kommandon

Skapad av `insats kommandon`; ändra inte för hand. I en provkörningsfil skrivs fälten som de heter här, på
kommandoraden som val (`handlaggare` blir `--handlaggare`, `langd_manader` blir `--langd-manader`).
"""


def som_markdown() -> str:
    """The page."""
    return "\n".join([_HUVUD, *(_kommando(verb, typ) for verb, typ in KOMMANDON.items())])


def _kommando(verb: str, typ: type[Kommando]) -> str:
    roller = ", ".join(f"`{r}`" for r in typ.roller)
    tillstand = "" if verb == "aktualisera" else f" · när insatsen är {', '.join(_lagen(typ.tillstand))}"
    rader = [f"## `{verb}`", "", f"{typ.rubrik} ({hanvisning(typ.regel)}). Görs av {roller}{tillstand}.", ""]
    falt = [_falt(namn, info) for namn, info in typ.model_fields.items() if namn != "kommando"]
    if falt:
        rader += ["| fält | typ | krävs | betyder |", "|---|---|---|---|", *falt, ""]
    return "\n".join(rader)


def _lagen(tillstand: tuple[Status, ...]) -> list[str]:
    namn = {"pagar": "pågående", "slutford": "slutförd"}
    return [namn.get(s, str(s)) for s in tillstand]


def _falt(namn: str, info: FieldInfo) -> str:
    kravs = "ja" if info.is_required() else ""
    return f"| `{namn}` | {_typ(info.annotation)} | {kravs} | {info.description} |"


def _typ(annotation: Any) -> str:
    typ, flera = inre(annotation)
    if get_origin(typ) is dict:
        text = "tabell: rubrik → text" if get_args(typ)[1] is not Any else "tabell: fält → värde"
    elif get_origin(typ) is Literal:
        text = " / ".join(f"`{v}`" for v in get_args(typ))
    elif isinstance(typ, type) and issubclass(typ, BaseModel):
        text = "tabell: " + ", ".join(f"`{f}`" for f in typ.model_fields)
    else:
        text = _TYP.get(getattr(typ, "__name__", ""), "text")
    return f"lista av {text}" if flera else text
