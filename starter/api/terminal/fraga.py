"""A question of the terminal's: a typed function, asked directly in the sandbox and over HTTP by one who is logged in.

The function is the whole of it: from its signature both the door over HTTP (``starter.api.terminal.vagar``) and the
way there (``starter.cli.ram.vag``) are made, so that a command says the same words whichever way it goes.
"""

from __future__ import annotations

import inspect
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import StringIO
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model, field_validator
from pydantic_core import PydanticCustomError
from rich.console import Console
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.regler.regelverk import Regelverk
from domain.tid.kalender import FORSTA_AR, SISTA_AR
from starter.visning.tabell import BREDD, Skarm

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Har:
    """Where a question is asked: the application database, the rules, and the Stockholm date."""

    motor: Engine
    regelverk: Callable[[], Regelverk]
    idag: date
    utfardare: Callable[[], str]
    """The identity provider whose logins are meant. Raises: Avvisning or FelInstallning, where there is none."""


class _Falten(BaseModel):
    """What every question is asked with: its own fields and no other, and only a year that the calendar has. Of a day
    the question itself says what it takes, in the words of every door."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("ar", mode="after", check_fields=False)
    @classmethod
    def _i_kalendern(cls, varde: int) -> int:
        if not FORSTA_AR <= varde <= SISTA_AR:
            raise PydanticCustomError("utanfor_kalendern", "outside", {"fran": FORSTA_AR, "till": SISTA_AR})
        return varde


@dataclass(frozen=True)
class Fraga(Generic[P, T]):
    """A question by name; ``omrade`` is the scope that a program needs for it, ``oppen`` whether anybody may ask."""

    namn: str
    omrade: Literal["las", "skriv"]
    gor: Callable[Concatenate[Har, Aktor, P], T]

    @cached_property
    def svar(self) -> Any:
        """The type of the answer."""
        return get_type_hints(self.gor, include_extras=True)["return"]

    @cached_property
    def falt(self) -> type[BaseModel]:
        """What is asked with, as a model made of the function's parameters."""
        typer = get_type_hints(self.gor, include_extras=True)
        alla = list(inspect.signature(self.gor).parameters.values())[2:]
        falten: dict[str, Any] = {
            p.name: (typer[p.name], ... if p.default is inspect.Parameter.empty else p.default) for p in alla
        }
        namn = "".join(d.capitalize() for d in self.namn.replace("-", "_").replace("/", "_").split("_"))
        return create_model(f"Fraga{namn}", __base__=_Falten, **falten)


_LANGSTA = 2000
"""Characters of a register's field."""

FRAGOR: dict[str, Fraga[..., Any]] = {}
"""Every question, by name."""


def fraga(
    omrade: Literal["las", "skriv"] = "las",
) -> Callable[[Callable[Concatenate[Har, Aktor, P], T]], Fraga[P, T]]:
    """Make a question of a function. It decides by ``som`` what may be known or done, as every use case does."""

    def gor(f: Callable[Concatenate[Har, Aktor, P], T]) -> Fraga[P, T]:
        namn = f"{f.__module__.rpartition('.')[2]}/{f.__name__.replace('_', '-')}"
        assert namn not in FRAGOR, namn
        FRAGOR[namn] = ny = Fraga(namn, omrade, f)
        return ny

    return gor


def kanda(skrivet: dict[str, str], falt: Iterable[str], regel: str, *, kravs: Iterable[str] = ()) -> dict[str, str]:
    """What was written, if each field is one of the register's and of a size it takes, and all of ``kravs`` are there.

    Raises: Avvisning.
    """
    alla = list(falt)
    if saknas := next((f for f in kravs if f not in skrivet), None):
        raise Avvisning(regel, "måste anges", saknas)
    if set(skrivet) - set(alla):
        raise Avvisning(regel, f"fälten är {', '.join(alla)}", "fält")
    if any(len(v) > _LANGSTA or "\x00" in v for v in skrivet.values()):
        raise Avvisning(regel, f"får vara högst {_LANGSTA} tecken, av läsbara tecken", "fält")
    return skrivet


def den(text: str) -> Aktor:
    """Whom somebody names. Raises: Avvisning, which does not repeat what was written."""
    try:
        return Aktor.las(text)
    except ValueError:
        raise Avvisning("K3.4", "ska skrivas roll:id, för en anordnare roll:id@organisation", "aktor") from None


@dataclass(frozen=True, slots=True)
class Visat:
    """An answer both ways: as data, and in the words that people read."""

    data: Any
    ord: str


@dataclass(frozen=True, slots=True)
class Filen:
    """A file that somebody saves: what it holds, as base64, and how much is told of in it."""

    innehall: str
    antal: int = 0
    namn: str = ""

    @classmethod
    def av(cls, innehall: bytes, antal: int = 0, namn: str = "") -> Filen:
        """A file as it passes in JSON."""
        return cls(b64encode(innehall).decode(), antal, namn)

    @property
    def bytes(self) -> bytes:
        """The file itself."""
        return b64decode(self.innehall)


@dataclass(frozen=True, slots=True)
class Matt:
    """The screen that words are set for: its columns, and whether it shows colours."""

    bredd: int = BREDD
    farg: bool = False


def i_ord(matt: Matt, skriv: Callable[[Console], object]) -> str:
    """What ``skriv`` prints, as text of those measures, with the codes of its colours."""
    ut = StringIO()
    system: Literal["standard"] | None = "standard" if matt.farg else None
    skriv(
        Skarm(
            file=ut, width=max(20, min(matt.bredd, 500)), force_terminal=matt.farg, color_system=system,
            highlight=False, markup=False, emoji=False, legacy_windows=False,
        )
    )  # fmt: skip
    return ut.getvalue()
