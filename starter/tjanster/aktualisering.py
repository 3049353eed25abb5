"""§6.1: day 1 at a door: who is named when the kund takes no other, and what a case that follows takes over (K5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Anordnarval, Insatsslag, Kundval
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.kapitel.uppdrag.dag_ett.kedja import Sort, foregaende
from domain.liv import forlopp
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_kommando
from domain.register.anordnare import FORVAL
from domain.regler.regelverk import Regelverk
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import datum
from persistence.databas.motor import transaktion
from persistence.journal import ovriga_arenden
from persistence.register.anordnare import auktorisationer
from persistence.register.anordnare.namn import kand
from persistence.register.kund import kundlasning, namngivna
from starter.tjanster.arendet import tillstand
from starter.tjanster.kunden.forval import forvalsanordnare

_KUNDENS, _FORVAL = get_args(Anordnarval)


def fyll_i(
    motor: Engine, regelverk: Regelverk, som: Aktor, data: Mapping[str, Any], dag: date,
    *, efter: str | None = None, sort: Sort | None = None,
) -> tuple[dict[str, Any], str | None]:  # fmt: skip
    """The kommando ``aktualisera`` whole, and a sentence of who became förvalsanordnare, if that was asked for.

    Args:
        data: as staff write it; ``anordnare`` left out, or ``forval``, is the förvalsanordnare of ``dag``, and one
            that is named is the kund's choice unless it is said to be that (K5.4).
        efter: the case that the new one follows on, and ``sort`` how (K13.4, K13.5); both or none.

    Raises:
        Avvisning: K6.1, not for this role; K1.1, no such anordnare, with what is near; K5.4, whose choice it is said
            to be is not so; K5.5 or K13.4.
        FinnsInte: a case that is not one's own to see.
    """
    forlopp.prova_far_borja(som)
    hela, sagt = dict(data), None
    if hela.get("anordnare", FORVAL) == FORVAL:
        if hela.setdefault("anordnarval", _FORVAL) != _FORVAL:
            raise Avvisning("K5.4", "ange vilken anordnare kunden har valt", "anordnare")
        hela["anordnare"], sagt = forvalsanordnare(motor, regelverk, _kundval(hela), dag)
    else:
        hela["anordnare"] = kand(motor, str(hela["anordnare"]))
        if hela.setdefault("anordnarval", _KUNDENS) == _FORVAL:
            forvald, _ = forvalsanordnare(motor, regelverk, _kundval(hela), dag)
            if hela["anordnare"] != forvald:
                raise Avvisning("K5.4", f"förvalsanordnaren den {dag} är {forvald}", "anordnarval")
    if (efter is None) != (sort is None):
        raise Avvisning("K13.4", "efter och sort hör ihop: ange båda eller ingen", "efter")
    if efter is not None and sort is not None:
        gammalt, _ = tillstand(motor, som, efter)
        kund = dict(hela.get("kund") or {})
        if kund.setdefault("id", gammalt.kund) != gammalt.kund:
            raise Avvisning("K13.4", f"{efter} gäller en annan kund", "kund")
        hela["kund"] = kund
        hela["foregaende"] = foregaende(gammalt, sort, insats=hela["insats"], anordnare=hela["anordnare"])
    return hela, sagt


def _kundval(data: Mapping[str, Any]) -> Kundval:
    """The kundval of the insats. Raises: Avvisning, K2.1, for one that is none."""
    insats = str(data.get("insats"))
    if insats not in get_args(Insatsslag):
        raise Avvisning("K2.1", f"ska vara någon av {', '.join(get_args(Insatsslag))}", "insats")
    return insats[:3]  # type: ignore[return-value]


def tank(motor: Engine, regelverk: Regelverk, som: Aktor, data: Mapping[str, Any], nu: datetime) -> Steg:
    """Day 1 as it would be if it were said now, for a kund of the register; nothing is written.

    Raises: Avvisning, as the case itself would refuse it: who the kund is, the measures (K1.2, K2.2), what else the
        kund has (K6.1, K8.6).
    """
    idag, fakta = datum(nu), dict(data.get("kund") or {})
    kund = kundlasning.en(motor, som, str(fakta.get("id", "")))
    if kund is None:
        raise kundlasning.ingen_att_borja_med()
    fakta["fodelsedatum"] = kund.fodelsedatum
    kommando = las_kommando(dict(data) | {"kommando": "aktualisera", "kund": kundfakta(fakta, idag)})
    insats, anordnare = str(data["insats"]), str(data["anordnare"])
    auktorisation = auktorisationer.auktorisation_for(motor, anordnare, insats[:3], idag)
    with transaktion(motor) as forbindelse:
        pagaende = ovriga_arenden.pagaende(forbindelse, _TANKT, kund.id, None)
    steg = forlopp.paborja(_TANKT, Inkommet("tankt", som, kommando), regelverk, auktorisation, nu, pagaende)
    return steg + forlopp.lat_ga(steg.insats, nu)


_TANKT = "in-tankt"
"""The id of a case that is not."""


def stangd_dorr(motor: Engine, data: Mapping[str, Any]) -> str | None:
    """K3.2: a sentence where a protected kund's case can be opened by nobody at the anordnare, who cannot staff it."""
    if namngivna.har_namngiven(motor, data["kund"].get("id", ""), data["anordnare"]):
        return None
    return (
        f"Kunden har skyddade personuppgifter och ingen hos {data['anordnare']} är namngiven, så ingen där ser "
        "ärendet. Namnge med insats kund behorig KUND --lagg-till anordnare:ID@ORGANISATION (K3.2)."
    )
