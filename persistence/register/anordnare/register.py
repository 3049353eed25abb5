"""The register of anordnare: name, organisationsnummer, contact details and presentation, with history (K1.1, K3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.register.anordnare import ANORDNARFALT, las_namn, ser_registreringarna
from domain.register.falt import las_falt
from persistence.databas.falt import Forst
from persistence.databas.motor import transaktion
from persistence.register.anordnare.namn import kand_i, prova_nytt, prova_skrivet
from persistence.tabeller.anordnarregister import anordnare, anordnarhistorik, auktorisation


@dataclass(frozen=True, slots=True)
class Anordnare:
    """An anordnare as it is in the register, or was from ``andrad`` until it was changed again.

    Attributes:
        andrad: when it was registered so (UTC); ``andrad_av`` who did, None where nobody was named.
    """

    namn: str
    organisationsnummer: str | None
    adress: str | None
    telefon: str | None
    epost: str | None
    webb: str | None
    kontaktperson: str | None
    presentation: str | None
    andrad: datetime
    andrad_av: str | None


def sedd_av(a: Anordnare, som: Aktor) -> Anordnare:
    """As ``som`` sees it: who changed it is not for all."""
    return a if ser_registreringarna(som, a.namn) else replace(a, andrad_av=None)


def lagg_till_anordnare(
    motor: Engine, namn: str, uppgifter: Mapping[str, str] | None = None, av: str | None = None
) -> None:
    """Register an anordnare; one that is there already stays as it is, save the fields that are given.

    Raises:
        Avvisning: K1.1, the name or a field cannot be read, or the name, written otherwise, or the organisationsnummer
            is another's; K3.3, K3.4, K5.4.
    """
    namn = las_namn(namn)
    varden = las_falt(ANORDNARFALT, uppgifter or {})
    with transaktion(motor) as forbindelse:
        prova_nytt(forbindelse, namn)
        _krav_eget_nummer(forbindelse, namn, varden)
        ny = insert(anordnare).values(namn=namn, **varden, andrad_av=av).on_conflict_do_nothing(index_elements=["namn"])
        if not forbindelse.execute(ny.returning(anordnare.c.namn)).first():
            _satt(forbindelse, namn, varden, av)


def andra_anordnare(
    motor: Engine, namn: str, uppgifter: Mapping[str, str], av: str | None = None, *, forst: Forst | None = None
) -> bool:
    """Change the fields that are given, an empty text to nothing; False if all were so already. ``forst``: see there.

    Raises:
        Avvisning: K1.1, there is no such anordnare; and as in ``lagg_till_anordnare``.
    """
    varden = las_falt(ANORDNARFALT, uppgifter)
    with transaktion(motor) as forbindelse:
        prova_skrivet(forbindelse, namn)
        return _satt(forbindelse, namn, varden, av, forst)


def _satt(
    forbindelse: Connection, namn: str, varden: Mapping[str, Any], av: str | None, forst: Forst | None = None
) -> bool:
    fanns = forbindelse.execute(select(anordnare).where(anordnare.c.namn == namn).with_for_update()).mappings().one()
    if forst is not None:
        forst(fanns)
    if all(fanns[falt] == varde for falt, varde in varden.items()):
        return False
    _krav_eget_nummer(forbindelse, namn, varden)
    satt = {**varden, "andrad": func.now(), "andrad_av": av}
    forbindelse.execute(update(anordnare).where(anordnare.c.namn == namn).values(satt))
    return True


def _krav_eget_nummer(forbindelse: Connection, namn: str, varden: Mapping[str, Any]) -> None:
    if nummer := varden.get("organisationsnummer"):
        annan = select(anordnare.c.namn).where(anordnare.c.organisationsnummer == nummer, anordnare.c.namn != namn)
        if (vem := forbindelse.execute(annan).scalar()) is not None:
            raise Avvisning("K1.1", f"organisationsnumret är redan registrerat på {vem}", "organisationsnummer")


def en_anordnare(motor: Engine, namn: str) -> Anordnare:
    """An anordnare as it is now. Raises: Avvisning, K1.1, there is none."""
    with transaktion(motor) as forbindelse:
        fraga = select(anordnare).where(anordnare.c.namn == kand_i(forbindelse, namn))
        return Anordnare(**forbindelse.execute(fraga).mappings().one())


def alla_anordnare(motor: Engine) -> list[Anordnare]:
    """Every anordnare as it is now, by name."""
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(select(anordnare).order_by(anordnare.c.namn)).mappings()
        return [Anordnare(**rad) for rad in rader]


def anordnarna(motor: Engine) -> list[str]:
    """The name of every anordnare, in order."""
    return [a.namn for a in alla_anordnare(motor)]


def auktoriserade(motor: Engine, kundval: str, dag: date) -> list[Anordnare]:
    """The anordnare authorised for a kundval on a day, by name (K5.4)."""
    a = auktorisation.c
    galler = (a.kundval == kundval, a.fran <= dag, or_(a.till.is_(None), a.till >= dag))
    fraga = select(anordnare).where(anordnare.c.namn.in_(select(a.anordnare).where(*galler)))
    with transaktion(motor) as forbindelse:
        return [Anordnare(**rad) for rad in forbindelse.execute(fraga.order_by(anordnare.c.namn)).mappings()]


def historik(motor: Engine, namn: str) -> list[Anordnare]:
    """Every form the anordnare has had in the register, oldest first; the last is the one it has now."""
    kolumner = [k for k in anordnarhistorik.c if k.name != "nr"]
    with transaktion(motor) as forbindelse:
        fraga = select(*kolumner).where(anordnarhistorik.c.namn == kand_i(forbindelse, namn))
        fraga = fraga.order_by(anordnarhistorik.c.nr)
        return [Anordnare(**rad) for rad in forbindelse.execute(fraga).mappings()]
