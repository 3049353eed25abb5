"""Programs that speak for somebody in the registers, with credentials of their own and no more than their scopes."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, RowMapping, Select, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.roller import prova_roll
from domain.register.medarbetare import KOPPLAR_KONTON, REGEL, prova_inte_sig_sjalv
from persistence.databas.motor import transaktion
from persistence.inloggning import konton
from persistence.inloggning.sessioner import fingeravtryck
from persistence.tabeller.inloggning import konto, program

UTFARDARE = "program"
"""The issuer of a program's own login, which no identity provider can be called."""

OMRADEN = ("las", "skriv")
"""The scopes there are: to read, and to say kommandon and keep registers."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program; it acts as ``aktor``, and is let in on the days from ``fran`` to ``till``, both included."""

    klient: str
    namn: str
    aktor: str
    omraden: tuple[str, ...]
    fran: date
    till: date | None
    med_hemlighet: bool


def slapp_in(
    motor: Engine, som: Aktor, klient: str, namn: str, vem: Aktor, omraden: Collection[str], dag: date,
    *, till: date | None = None, egen_hemlighet: bool = True,
) -> str | None:  # fmt: skip
    """Let a program in; returns its secret, which is told this once, or None for one that the provider lets in.

    Raises:
        Avvisning: K3.4; not for this role, as oneself, no such scope, the name is taken, or ``vem`` is in no register.
    """
    prova_roll(som, KOPPLAR_KONTON, REGEL)
    prova_inte_sig_sjalv(vem, som)
    if not omraden or set(omraden) - set(OMRADEN):
        raise Avvisning(REGEL, f"ska vara något av {', '.join(OMRADEN)}", "omraden")
    hemlighet = secrets.token_urlsafe(32) if egen_hemlighet else None
    with transaktion(motor) as forbindelse:
        rad = {
            "klient": klient, "namn": namn, "aktor": str(vem), "omraden": sorted(set(omraden)), "fran": dag,
            "till": till, "hemlighet": fingeravtryck(hemlighet) if hemlighet else None, "andrad": func.now(),
            "andrad_av": str(som),
        }  # fmt: skip
        ny = insert(program).values(**rad).on_conflict_do_nothing().returning(program.c.klient)
        if forbindelse.execute(ny).first() is None:
            raise Avvisning(REGEL, "klienten finns redan", "klient")
        # The same question is then put to a program's session as to a person's.
        konton.satt_in(forbindelse, str(som), UTFARDARE, klient, vem, dag)
    return hemlighet


def med_hemlighet(motor: Engine, klient: str, hemlighet: str, dag: date) -> Program | None:
    """The program that has this secret, if it is let in on the day."""
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(_galler(klient, dag)).mappings().first()
        kant = bytes(rad["hemlighet"]) if rad and rad["hemlighet"] else fingeravtryck(secrets.token_urlsafe(32))
    # Compared also when there is nothing to compare with, so that time does not tell which names exist.
    stammer = secrets.compare_digest(kant, fingeravtryck(hemlighet))
    return _program(rad) if rad is not None and stammer else None


def en(motor: Engine, klient: str, dag: date) -> Program | None:
    """A program that the identity provider vouches for, if it is let in on the day; never one with a secret of its own,
    which somebody at the provider may be called as."""
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(_galler(klient, dag).where(program.c.hemlighet.is_(None))).mappings().first()
        anstalld = rad is not None and konton.i_registret(forbindelse, Aktor.tolka(rad["aktor"]), dag)
    return _program(rad) if rad is not None and anstalld else None


def _galler(klient: str, dag: date) -> Select[Any]:
    """Let in on the day, linked, and for somebody who is employed then (``konton.far_vara`` asks the last)."""
    p, k = program.c, konto.c
    kopplad = exists().where(k.utfardare == UTFARDARE, k.konto == p.klient, k.upphord.is_(None))
    return select(program).where(p.klient == klient, p.fran <= dag, or_(p.till.is_(None), p.till >= dag), kopplad)


def avsluta(motor: Engine, som: Aktor, klient: str, dag: date) -> bool:
    """Let a program in no more, from now; False if there is none such. Raises: Avvisning, K3.4."""
    prova_roll(som, KOPPLAR_KONTON, REGEL)
    p, k = program.c, konto.c
    with transaktion(motor) as forbindelse:
        vem = {"andrad": func.now(), "andrad_av": str(som)}
        satt = update(program).where(p.klient == klient).values(till=func.greatest(p.fran, dag), **vem)
        fanns = forbindelse.execute(satt).rowcount > 0
        slut = update(konto).where(k.utfardare == UTFARDARE, k.konto == klient, k.upphord.is_(None))
        forbindelse.execute(slut.values(upphord=func.now(), upphord_av=str(som)))
    return fanns


def lista(motor: Engine, som: Aktor) -> list[Program]:
    """The programs by name. Raises: Avvisning, K3.4, for other roles."""
    prova_roll(som, KOPPLAR_KONTON, REGEL)
    with transaktion(motor) as forbindelse:
        return [_program(r) for r in forbindelse.execute(select(program).order_by(program.c.klient)).mappings()]


def _program(rad: RowMapping) -> Program:
    falt = {f: rad[f] for f in ("klient", "namn", "aktor", "fran", "till")}
    return Program(**falt, omraden=tuple(rad["omraden"]), med_hemlighet=rad["hemlighet"] is not None)
