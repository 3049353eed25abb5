"""The registers' front page: anordnare and their auktorisation (K1.1), and the addresses of notices (K3.4)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.register.epostadress import ar_epostadress
from persistence.databas.motor import transaktion
from persistence.tabeller.post import adress


@dataclass(frozen=True, slots=True)
class Adress:
    """Where notices to a role, or to one party in it (``part`` not empty), are sent."""

    roll: Roll
    part: str
    epost: str


def satt_adress(motor: Engine, roll: Roll, epost: str, part: str = "") -> None:
    """Register or change an address; without ``part`` it is the whole role's.

    Raises:
        Avvisning: K3.4, it is no e-mail address.
    """
    if not ar_epostadress(epost):
        raise Avvisning("K3.4", "ska vara en e-postadress", "epost")
    satt = insert(adress).values(roll=roll.value, part=part, epost=epost)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(satt.on_conflict_do_update(constraint=adress.primary_key, set_={"epost": epost}))


def ta_bort_adress(motor: Engine, roll: Roll, part: str = "") -> bool:
    """Remove an address; False if there was none."""
    with transaktion(motor) as forbindelse:
        bort = delete(adress).where(adress.c.roll == roll.value, adress.c.part == part)
        return forbindelse.execute(bort).rowcount == 1


def adresser(motor: Engine) -> list[Adress]:
    """Every address, by role and party."""
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(select(adress).order_by(adress.c.roll, adress.c.part))
        return [Adress(Roll(r.roll), r.part, r.epost) for r in rader]
