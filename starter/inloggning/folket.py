"""The sandbox's invented people: one of every role, so that a newcomer may log in as any of them.

They are written to the registers of the sandbox's own database, as often as it is started, and to no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.inloggning import konton, medarbetare
from persistence.register.anordnare import auktorisationer, personal, register
from persistence.register.kund import karriarvagledare
from persistence.tabeller import inloggning
from starter.inloggning.installningar import LOA

_SEDAN = date(2024, 1, 1)
_AV = "sandlådan"
_NIVA3 = next(acr for acr, niva in LOA.items() if niva == 3)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is not; ``konto`` is what the sandbox's identity provider calls them."""

    konto: str
    namn: str
    aktorer: tuple[str, ...]

    @property
    def epost(self) -> str:
        """The address that notices go to."""
        return f"{self.konto}@sandlada.example"


FOLKET = (
    Person("karin", "Karin Ek", ("karriarvagledare:kv1",)),
    Person("kalle", "Kalle Björk", ("karriarvagledare:kv2", "arbetsledare:al2")),
    Person("hanna", "Hanna Lind", ("anordnare:h1@Anordnare A",)),
    Person("hugo", "Hugo Sten", ("anordnare:h2@Anordnare A", "anordnare:b2@Anordnare B")),
    Person("bea", "Bea Ström", ("anordnare:b1@Anordnare B",)),
    Person("alva", "Alva Berg", ("arbetsledare:al1",)),
    Person("erik", "Erik Dal", ("ekonom:e1",)),
    Person("elsa", "Elsa Holm", ("ekonom:e2",)),
    Person("kim", "Kim Ås", ("kundkoordinator:kk1",)),
    Person("sam", "Sam Vik", ("systemspecialist:ss1",)),
    Person("sol", "Sol Ågren", ("socialsekreterare:so1",)),
    Person("dan", "Dan Öst", ("dataskyddssamordnare:ds1",)),
    Person("asa", "Åsa Ekström", ("kund:ku-exempel01",)),
)
"""Who there are. ``kalle`` has two roles and ``hugo`` two organisations, to be chosen among. ``asa`` is the kund of the
first invented case: her login is made ready before it, and opens nothing until it is there."""

ANORDNARNA = {"Anordnare A": ("FAI", "AMI", "ISA"), "Anordnare B": ("AMI",)}
"""Whom they work for, and the kundval that each is authorised for."""


def uppgifter() -> dict[str, Mapping[str, Any]]:
    """What the identity provider says of each, by login."""
    return {p.konto: {"name": p.namn, "email": p.epost, "email_verified": True, "acr": _NIVA3} for p in FOLKET}


def befolka(motor: Engine, utfardare: str, idag: date) -> None:
    """Write the people, whom they work for, and which login each has; what is there already stays."""
    ledare = Aktor(Roll.SYSTEMSPECIALIST, _AV)
    har = {(r.anordnare, str(r.kundval)) for r in auktorisationer.auktorisationer(motor)}
    for namn, kundval in ANORDNARNA.items():
        register.lagg_till_anordnare(motor, namn)
        for k in kundval:
            if (namn, k) not in har:
                auktorisationer.auktorisera(motor, namn, k, _SEDAN)
    finns = {k.id for k in karriarvagledare.alla(motor)}
    for p in FOLKET:
        for a in map(Aktor.tolka, p.aktorer):
            falt = {"id": a.id, "namn": p.namn, "epost": p.epost, "fran": _SEDAN}
            match a.roll:
                case Roll.KARRIARVAGLEDARE:
                    if a.id not in finns:
                        karriarvagledare.lagg_till(motor, ledare, falt, idag)
                case Roll.ANORDNARE:
                    personal.satt_uppgifter(motor, str(a.organisation), a.id, {"namn": p.namn, "epost": p.epost})
                case Roll.KUND:
                    pass
                case _:
                    _satt_in_medarbetare(motor, a, falt)
            with transaktion(motor) as forbindelse:
                konton.satt_in(forbindelse, _AV, utfardare, p.konto, a, idag, i_forvag=a.roll is Roll.KUND)


def _satt_in_medarbetare(motor: Engine, a: Aktor, falt: dict[str, Any]) -> None:
    m = inloggning.medarbetare.c
    with transaktion(motor) as forbindelse:
        if not forbindelse.execute(select(m.id).where(m.roll == a.roll.value, m.id == a.id)).first():
            medarbetare.skriv_in(forbindelse, _AV, {**falt, "roll": a.roll.value})
