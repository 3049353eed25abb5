"""Invented cases of the sandbox, as they would stand today: something to do for everybody, and a life behind it.

The pure engine plays them up to now; they are written as any journal is, and their workflows are then started from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine
from stdnum import luhn

from domain.grund.parter import Aktor
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv import forlopp
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.register.auktorisation import Auktorisation
from domain.regler.regelverk import Regelverk
from domain.skeende.form import texter
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import datum
from kontrakt.insats import Batch
from persistence.arende import lasning
from persistence.arende.att_gora import arbetslista
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.register.kund import kundlasning, namngivna, skrivning
from starter.provkorning.exempelliv import sagt_i_livet

KV1, KV2 = Aktor.tolka("karriarvagledare:kv1"), Aktor.tolka("karriarvagledare:kv2")
A1, A2, B1 = (Aktor.tolka(f"anordnare:{x}") for x in ("h1@Anordnare A", "h2@Anordnare A", "b1@Anordnare B"))
ARBETSLEDARE = Aktor.tolka("arbetsledare:al1")

_KUND = {"malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}


@dataclass(frozen=True, slots=True)
class Exempel:
    """An invented kund and what has been said in the case: each with its instant."""

    nr: int
    namn: str
    kv: Aktor
    handlaggare: Aktor
    sagt: tuple[tuple[datetime, Aktor, dict[str, Any]], ...]
    skydd: str | None = None
    socialsekreterare: str | None = None

    @property
    def arende(self) -> str:
        """Its case's id."""
        return f"in-exempel{self.nr:02}"

    @property
    def kund(self) -> str:
        """Its kund's id."""
        return f"ku-exempel{self.nr:02}"

    @property
    def fodd(self) -> date:
        """A birth date of its own."""
        return date(1985 + self.nr % 12, 1 + self.nr % 12, 1 + self.nr * 7 % 28)


def lagg_in(motor: Engine, regelverk: Regelverk, nu: datetime) -> list[str]:
    """Write the invented cases that are not there yet; returns their ids, to start their workflows.

    The people of the sandbox are in the registers already (``folket.befolka``).
    """
    nya = []
    for e in exempel(nu):
        if lasning.ett_arende(motor, None, e.arende) is not None:
            continue
        _kund(motor, e, datum(nu))
        for n, (_, av, data) in enumerate(e.sagt):
            if ord_ := texter(data, las_kommando(_fakta(e, data, n, datum(nu)))):
                dokument.spara(motor, f"{e.arende}-{n}", e.arende, data["kommando"], str(av), ord_)
        steg = spela(e, regelverk, nu)
        _skriv(motor, e.arende, steg)
        nya.append(e.arende)
    return nya


def _skriv(motor: Engine, arende: str, steg: Steg) -> None:
    """Day 1 first, as it was said: what the anordnare says is held against a case that is there (K3.2)."""
    poster, forsta = steg.poster, steg.poster[0].kommando
    dag_ett = next((n for n, p in enumerate(poster) if p.kommando not in (None, forsta)), len(poster))
    for fran, till in ((0, dag_ett), (dag_ett, len(poster))):
        del_ = poster[fran:till]
        nummer = {p.nr for p in del_}
        brev = tuple(m for m in steg.meddelanden if m.nr in nummer)
        if del_ and (
            avslag := skriv(motor, Batch(arende, fran, tuple(map(post_till_json, del_)), brev), epost=False).avslag
        ):
            raise AssertionError(f"{arende}: {avslag}")


def ar_tom(motor: Engine) -> bool:
    """Whether there is no case at all."""
    return not arbetslista.nagot_arende(motor)


def _kund(motor: Engine, e: Exempel, idag: date) -> None:
    if kundlasning.en(motor, ARBETSLEDARE, e.kund) is not None:
        return
    siffror = f"{e.fodd:%Y%m%d}98{e.nr % 10}"
    falt: dict[str, Any] = {
        "id": e.kund, "fodelsedatum": e.fodd, "namn": e.namn, "karriarvagledare": e.kv.id,
        "personnummer": siffror + luhn.calc_check_digit(siffror[2:]), "telefon": f"070-000 00 {e.nr:02}",
        "skydd": e.skydd, "socialsekreterare": e.socialsekreterare,
    }  # fmt: skip
    skrivning.lagg_till(motor, e.kv, falt, idag)
    if e.skydd:
        namngivna.namnge(motor, e.kv, e.kund, e.handlaggare)


def _fakta(e: Exempel, data: dict[str, Any], n: int, idag: date) -> dict[str, Any]:
    if n:
        return data
    kund = {**_KUND, **data["kund"], "id": e.kund, "fodelsedatum": e.fodd.isoformat()}
    if e.socialsekreterare:
        kund["socialsekreterare"] = e.socialsekreterare
    return data | {"kund": kundfakta(kund, idag)}


def spela(e: Exempel, regelverk: Regelverk, nu: datetime) -> Steg:
    """The life of an invented case up to now. Raises: Avvisning, if the routine does not allow what it tells of."""
    steg: Steg | None = None
    for n, (tid, av, data) in enumerate(e.sagt):
        inkommet = Inkommet(f"{e.arende}-{n}", av, las_kommando(_fakta(e, data, n, datum(tid))))
        if texter(data, inkommet.kommando):
            inkommet = replace(inkommet, dokument=inkommet.id)
        if steg is None:
            steg = forlopp.paborja(e.arende, inkommet, regelverk, Auktorisation(date(2024, 1, 1)), tid)
        else:
            steg += forlopp.lat_ga(steg.insats, tid)
            steg += forlopp.utfor(steg.insats, inkommet, tid)
        steg += forlopp.lat_ga(steg.insats, tid)
    assert steg is not None
    return steg + forlopp.lat_ga(steg.insats, nu)


def exempel(nu: datetime) -> list[Exempel]:
    """The invented cases, counted from now."""
    return [
        _exempel(1, "Åsa Ekström", nu, manader=4, sista="inlamnad"),
        _exempel(2, "Nadia Amin", nu, manader=3, sista="inlamnad", sjuk=True, socialsekreterare="so1"),
        _exempel(3, "Jonas Berg", nu, manader=5, sista="saknas"),
        _exempel(4, "Mira Salonen", nu, manader=2, sista="aterremiss"),
        _exempel(5, "Tesfay Haile", nu, manader=6, sista="godkand", handlaggare=A2),
        _exempel(6, "Li Wallin", nu, manader=1, sista="plan"),
        _exempel(7, "Per-Olof Lundström Svärdfeldt von Grönkvist", nu, manader=0, sista="bemannad"),
        _exempel(8, "Sara Norén", nu, manader=0, sista="aktualiserad"),
        _exempel(9, "Ali Rezai", nu, manader=3, sista="inlamnad", kv=KV2),
        _exempel(10, "Kim Dahl", nu, manader=4, sista="saknas", kv=KV2, handlaggare=B1),
        _exempel(11, "Någon Annan", nu, manader=2, sista="godkand", skydd="sekretessmarkering"),
        _exempel(12, "Eva Lind", nu, manader=3, sista="forslag"),
    ]


def _exempel(
    nr: int, namn: str, nu: datetime, *, manader: int, sista: str, kv: Aktor = KV1, handlaggare: Aktor = A1,
    sjuk: bool = False, skydd: str | None = None, socialsekreterare: str | None = None,
) -> Exempel:  # fmt: skip
    sagt = sorted(sagt_i_livet(datum(nu), manader, sista, kv, handlaggare, sjuk), key=lambda s: s[0])
    return Exempel(nr, namn, kv, handlaggare, tuple(s for s in sagt if s[0] < nu), skydd, socialsekreterare)
