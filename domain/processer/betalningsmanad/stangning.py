"""§14: a payment month is closed: opened on the 16th, frozen once, or found to be in a later month (K14.6).

Each insats has already marked its own rows as paid; closing freezes them, per anordnare. What is frozen is never
changed: what is put right later is a row of its own in a later month (K0.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning, finns
from domain.grund.parter import Roll
from domain.processer.betalningsmanad.bevakning import vanta
from domain.processer.betalningsmanad.lage import REGEL, Betalningslage, Status, Summa, kan_stangas
from domain.processer.process import Effekt
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Indata, Kommando
from domain.tid.manad import Manad
from domain.tid.tidpunkt import datum

AKTIVITET_STANG = "stang_betalningsmanad"


class Anordnarsumma(Indata):
    """What the closing came to for one anordnare, as it is said: a ``Summa`` that is held to its limits.

    The two are not one, since limits are for what is said; what has been recorded is read as it stands, by any later
    limit.
    """

    anordnare: str
    att_betala: Decimal
    overfors: Decimal
    rader: int = Field(ge=0)
    innehallna: int = Field(ge=0)

    def som_summa(self) -> Summa:
        """As it is recorded."""
        return Summa(self.anordnare, self.att_betala, self.overfors, self.rader, self.innehallna)


class OppnaBetalningsmanad(Kommando):
    """Begin to close a month; the calendar says it on the 16th (K14.6)."""

    roller: ClassVar = (Roll.EKONOM, Roll.ARBETSLEDARE, Roll.SYSTEM)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Stäng betalningsmånaden"

    kommando: Literal["oppna_betalningsmanad"] = "oppna_betalningsmanad"
    manad: Manad = Field(description="Månaden, ÅÅÅÅ-MM.")


class RegistreraStangning(Kommando):
    """What the closing came to; ``ej_svarat`` is how many insatser had not marked a row as paid in time."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera stängningen"

    flest: ClassVar = 50_000

    kommando: Literal["registrera_stangning"] = "registrera_stangning"
    summor: tuple[Anordnarsumma, ...] = Field(description="Summan per anordnare.")
    ej_svarat: int = Field(ge=0, description="Ärenden som inte svarade.")


class RegistreraIngar(Kommando):
    """A later month is already closed, and what this one would have held is in it."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera att månaden ingår i en senare"

    kommando: Literal["registrera_ingar"] = "registrera_ingar"
    i: Manad = Field(description="Betalningsmånaden som raderna ingår i.")


@dataclass(frozen=True, slots=True)
class BetalningsmanadOppnad(Handelse):
    """``vantar_till``: how long insatser that have not marked their rows are waited for (UTC)."""

    manad: Manad
    vantar_till: datetime
    arbetsdagar: int
    paminns: time
    slag: Literal["betalningsmanad_oppnad"] = "betalningsmanad_oppnad"


@dataclass(frozen=True, slots=True)
class BetalningsmanadStangd(Handelse):
    """The month is frozen; ``ej_svarat`` rows were not marked in time (K14.6)."""

    summor: tuple[Summa, ...]
    ej_svarat: int
    slag: Literal["betalningsmanad_stangd"] = "betalningsmanad_stangd"


@dataclass(frozen=True, slots=True)
class BetalningsmanadIngar(Handelse):
    """Its rows are in a later month, which was closed first."""

    i: Manad
    slag: Literal["betalningsmanad_ingar"] = "betalningsmanad_ingar"


def oppna(
    lage: Betalningslage | None, k: OppnaBetalningsmanad, fall: Fall, regelverk: Regelverk
) -> BetalningsmanadOppnad:
    """Raises: Avvisning; it is opened already, or it is too early."""
    if lage is not None:
        raise Avvisning(REGEL, f"betalningsmånaden {lage.manad} {_HUR[lage.status]}", "manad")
    if fall.nu < (tidigast := kan_stangas(k.manad, regelverk)):
        raise Avvisning(REGEL, f"{k.manad} kan stängas tidigast {datum(tidigast)} klockan 00:00", "manad")
    return BetalningsmanadOppnad(
        k.manad,
        fall.nu + timedelta(minutes=regelverk.tal("betalningsmanad.vantan", fall.idag)),
        regelverk.tal("betalningsmanad.arbetsdagar", fall.idag),
        time.fromisoformat(regelverk.text_varde("paminnelse.klockslag", fall.idag)),
    )


_HUR: dict[Status, str] = {
    "stangs": "håller redan på att stängas",
    "stangd": "är redan stängd",
    "forberedd": "är redan stängd och förberedd",
    "attesterad": "är redan stängd och attesterad",
    "ingar": "ingår i en senare månad som redan är stängd",
}


def registrera(
    lage: Betalningslage, k: RegistreraStangning | RegistreraIngar
) -> BetalningsmanadStangd | BetalningsmanadIngar:
    """Raises: Avvisning; it is closed already."""
    if lage.status != "stangs":
        raise Avvisning(REGEL, f"betalningsmånaden {lage.manad} är redan stängd")
    match k:
        case RegistreraStangning():
            return BetalningsmanadStangd(tuple(s.som_summa() for s in k.summor), k.ej_svarat)
        case RegistreraIngar():
            return BetalningsmanadIngar(k.i)


def tillampa(
    lage: Betalningslage | None,
    h: BetalningsmanadOppnad | BetalningsmanadStangd | BetalningsmanadIngar,
    tid: datetime,
) -> Betalningslage:
    """The fold; once it is closed it waits to be prepared."""
    if isinstance(h, BetalningsmanadOppnad):
        return Betalningslage(h.manad, tid, h.vantar_till, h.arbetsdagar, h.paminns)
    lage = finns(lage, "the first line is betalningsmanad_oppnad")
    match h:
        case BetalningsmanadStangd():
            lage = replace(lage, stangd=tid, summor=h.summor, ej_svarat=h.ej_svarat)
            return vanta(lage, "forberedelse", tid)
        case BetalningsmanadIngar():
            return replace(lage, ingar_i=h.i)


def effekter(lage: Betalningslage) -> Iterator[Effekt]:
    """The closing itself, until what it came to is registered."""
    if lage.status == "stangs":
        yield Effekt(
            "stang",
            AKTIVITET_STANG,
            {"manad": lage.manad, "vantar_till": lage.vantar_till.isoformat()},
            f"stänger betalningsmånaden {lage.manad} · {REGEL}",
        )
