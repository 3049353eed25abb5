"""What a kommando is: a typed saying, its limits of form, and the kommandon by their verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Nyckelord
from domain.grund.granser import FLEST_RADER, ar_redan_sagt, formfel, prova_varde
from domain.grund.lasratt import Textslag
from domain.grund.parter import BENAMNING, Aktor, Roll
from domain.grund.slag import Status
from domain.grund.text import Textfakta
from domain.tid.kalender import FORSTA_AR, SISTA_SAGDA_AR

"""The last year a fact may be dated in: what is counted from it must still be in the calendar."""

Bilagor = Annotated[
    tuple[Nyckelord, ...], Field(max_length=5, description="Id på filer som du har lagt in i ärendet; högst fem.")
]
"""Files that a kommando carries; what they hold never passes here (K4.7)."""


@cache
def _datumfalt(typ: type[BaseModel]) -> frozenset[str]:
    """The fields that hold a date, or may."""
    falt = ((namn, f.annotation) for namn, f in typ.model_fields.items())
    return frozenset(namn for namn, annotation in falt if annotation is date or date in get_args(annotation))


class Indata(BaseModel):
    """What comes from outside: no field but its own, and only dates that the calendar can count with (K0.2)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flest: ClassVar[int] = FLEST_RADER
    """Rows that a list of it may have; more where the service itself tells of all cases."""

    @field_validator("*", mode="before")
    @classmethod
    def _datum_skrivs_ut(cls, varde: object, info: ValidationInfo) -> object:
        """A number is no date, whatever day that many seconds after 1970 was."""
        if info.field_name in _datumfalt(cls):
            if isinstance(varde, int | float) or (isinstance(varde, str) and "-" not in varde[1:]):
                raise formfel("date_type")
        return varde

    @field_validator("*", mode="after")
    @classmethod
    def _inom_granserna(cls, varde: object, info: ValidationInfo) -> object:
        """What is no free text is short, readable and no personnummer; what was taken before is read as it was."""
        return varde if ar_redan_sagt(info) else prova_varde(varde, cls.flest)

    @field_validator("*", mode="after")
    @classmethod
    def _datum_i_kalendern(cls, varde: object) -> object:
        dagar = varde if isinstance(varde, tuple) else (varde,)
        if any(isinstance(d, date) and not FORSTA_AR <= d.year <= SISTA_SAGDA_AR for d in dagar):
            raise formfel("utanfor_kalendern", fran=FORSTA_AR, till=SISTA_SAGDA_AR)
        return varde


class Kommando(Indata):
    """What someone says. Subclasses add ``kommando`` (the verb) and the facts.

    ``roller`` are those who may say it and ``tillstand`` the states it may be said in: together the table of
    capabilities. ``regel`` is the krav it lives under (cited when it is refused for its form or for who says it),
    ``rubrik`` what a tool calls it. ``lases``: what kind of text it holds, and so who reads it (K3.7).
    """

    roller: ClassVar[tuple[Roll, ...]]
    tillstand: ClassVar[tuple[Status, ...]] = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR)
    regel: ClassVar[str]
    rubrik: ClassVar[str]
    lases: ClassVar[Textslag] = Textslag.ARENDE

    def prova(self, kommandon: Mapping[str, type[Kommando]], *, redan_sagt: bool = False) -> None:
        """What of its form rests on the other kommandon (``kommandon``, by verb); nothing, for all but a correction.

        Args:
            redan_sagt: it was taken before the limits were.

        Raises:
            Avvisning: it names what they do not have.
        """

    def sags_av(self) -> tuple[Roll, ...]:
        """The roles that may say just this; fewer than ``roller`` where what is said decides (K0.10)."""
        return type(self).roller


def per_verb(typer: Iterable[type[Kommando]]) -> dict[str, type[Kommando]]:
    """Kommandon by their verbs, in the order given."""
    return {str(typ.model_fields["kommando"].default): typ for typ in typer}


def prova_avsandare(typ: type[Kommando], av: Aktor) -> None:
    """Whether a kommando is for the role to say: what decides asks first of all, and a door before it asks a register
    about what is named, so that a refusal tells nothing of who is there (K3.3).

    Raises:
        Avvisning: under the kommando's own krav.
    """
    if av.roll not in typ.roller:
        vem = " eller ".join(BENAMNING[r] for r in typ.roller)
        raise Avvisning(typ.regel, f"det här gör {vem}, inte {BENAMNING[av.roll]}", "av")


def prova_texter(kommando: Kommando) -> None:
    """A free text that is given is not empty; the templates' headings have a rule of their own (K8.4).

    Raises:
        Avvisning: under the kommando's own krav.
    """
    for falt, varde in kommando:
        texter = varde if isinstance(varde, tuple) else (varde,)
        if any(isinstance(t, Textfakta) and not t.ifylld for t in texter):
            raise Avvisning(type(kommando).regel, "texten är tom", falt)
