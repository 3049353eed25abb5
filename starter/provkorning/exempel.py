"""Invented cases of the sandbox, as they would stand today: something to do for everybody, and a life behind it.

The pure engine plays them up to now; they are written as any journal is, and their workflows are then started from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine
from stdnum import luhn

from domain.grund.parter import Aktor
from domain.kapitel.uppdrag.behorighet import kundfakta
from domain.liv import forlopp
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.register.auktorisation import Auktorisation
from domain.regler.regelverk import Regelverk
from domain.skeende.form import texter
from domain.skeende.inkommet import Inkommet
from domain.tid.manad import fore, manad, nasta, sista
from domain.tid.tidpunkt import STOCKHOLM, datum
from kontrakt.insats import Batch
from persistence.arende import arbetslista, lasning
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.kund import lasning as kunder
from persistence.kund import skrivning as kundskrivning

KV1, KV2 = Aktor.tolka("karriarvagledare:kv1"), Aktor.tolka("karriarvagledare:kv2")
A1, A2, B1 = (Aktor.tolka(f"anordnare:{x}") for x in ("h1@Anordnare A", "h2@Anordnare A", "b1@Anordnare B"))
ARBETSLEDARE = Aktor.tolka("arbetsledare:al1")

_PLAN = {
    "mal": "Arbete inom handel eller lager senast vid insatsens slut.",
    "delmal": ["Färdigt cv före månadens slut", "Två studiebesök", "Praktik från tredje månaden"],
    "aktiviteter": ["Cv och personligt brev", "Branschdag", "Intervjuträning"],
    "rubriker": {
        "arbetsmarknadskunskap": "Branschdag om handel och lager, studiebesök hos två arbetsgivare.",
        "rattigheter_via_arbetsformedlingen": "Genomgång av jobbgarantin och anställningsstöd.",
        "andra_aktorer": "Ej aktuellt – inga andra kontakter nu.",
        "vardkontakt": "Ej aktuellt – inget behov har kommit fram.",
        "ekonomiska_konsekvenser": "Kunden har fått veta vad som gäller om planeringen inte följs.",
        "hela_planeringen": "Heltid hos anordnaren, måndag till fredag.",
        "ledtider": "Praktikplatsen väntas om tre veckor; till dess intervjuträning.",
    },
}
_RAPPORT = {
    "progression": "Cv är klart och kunden har gjort sitt första studiebesök.",
    "utmaningar_och_stod": "Tidiga morgnar är svåra. Vi har lagt passen efter klockan nio.",
    "justeringar": "Ej aktuellt – planen håller.",
    "narvaro": "Närvaron har varit god, se den registrerade frånvaron.",
    "andra_aktorer": "Ej aktuellt – inga andra kontakter.",
    "vag_till_arbete_eller_studier": "Två ansökningar är skickade och ett samtal är bokat.",
}
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

    @property
    def arende(self) -> str:
        return f"in-exempel{self.nr:02}"

    @property
    def kund(self) -> str:
        return f"ku-exempel{self.nr:02}"

    @property
    def fodd(self) -> date:
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
        skriv(motor, Batch(e.arende, 0, tuple(map(post_till_json, steg.poster)), steg.meddelanden), epost=False)
        nya.append(e.arende)
    return nya


def ar_tom(motor: Engine) -> bool:
    """Whether there is no case at all."""
    return not arbetslista.nagot_arende(motor)


def _kund(motor: Engine, e: Exempel, idag: date) -> None:
    if kunder.en(motor, ARBETSLEDARE, e.kund) is not None:
        return
    siffror = f"{e.fodd:%Y%m%d}98{e.nr % 10}"
    falt: dict[str, Any] = {
        "id": e.kund, "fodelsedatum": e.fodd, "namn": e.namn, "karriarvagledare": e.kv.id,
        "personnummer": siffror + luhn.calc_check_digit(siffror[2:]), "telefon": f"070-000 00 {e.nr:02}",
        "skydd": e.skydd,
    }  # fmt: skip
    kundskrivning.lagg_till(motor, e.kv, falt, idag)


def _fakta(e: Exempel, data: dict[str, Any], n: int, idag: date) -> dict[str, Any]:
    if n:
        return data
    kund = {**_KUND, **data["kund"], "id": e.kund, "fodelsedatum": e.fodd.isoformat()}
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
        _exempel(2, "Nadia Amin", nu, manader=3, sista="inlamnad", sjuk=True),
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
    sjuk: bool = False, skydd: str | None = None,
) -> Exempel:  # fmt: skip
    sagt = sorted(_liv(datum(nu), manader, sista, kv, handlaggare, sjuk), key=lambda s: s[0])
    return Exempel(nr, namn, kv, handlaggare, tuple(s for s in sagt if s[0] < nu), skydd)


def _liv(
    idag: date, manader: int, lage: str, kv: Aktor, h: Aktor, sjuk: bool
) -> Iterator[tuple[datetime, Aktor, dict[str, Any]]]:
    start = _manaden_fore(idag, manader) + timedelta(days=3)
    borjan = start - timedelta(days=12) if manader else idag - timedelta(days=4 if lage == "bemannad" else 1)
    yield _da(borjan, 9), kv, {
        "kommando": "aktualisera", "insats": "AMI2", "anordnare": h.organisation, "kund": {},
        "framtidsplan": "Framtidsplanen är skriven tillsammans med kunden.",
    }  # fmt: skip
    if lage == "aktualiserad":
        return
    yield _da(borjan, 14), h, {"kommando": "bemanna", "handlaggare": h.id}
    if lage == "bemannad":
        return
    yield _da(borjan + timedelta(days=2), 10), kv, {
        "kommando": "lagg_in_uppdrag", "startdatum": start.isoformat(), "langd_manader": 12,
        "uppdragsbeskrivning": "Stöd till arbete inom handel eller lager. Kunden talar tigrinja och svenska.",
        "uppfoljning_var_manad": 3,
    }  # fmt: skip
    yield _da(start - timedelta(days=5), 10), h, {"kommando": "boka_uppstartsmote", "datum": start.isoformat()}
    for vecka in _onsdagar(start, idag):
        yield _da(vecka, 13), h, {"kommando": "registrera_kundkontakt", "datum": vecka.isoformat()}
    mote = _manaden_fore(start, -3) + timedelta(days=3)
    if mote < idag and lage != "saknas":
        falt = {"datum": mote.isoformat(), "planen": "galler", "anteckning": "Planen håller och kunden trivs."}
        yield _da(mote, 15), kv, {"kommando": "registrera_uppfoljningsmote", **falt}
    if lage == "plan":
        yield _da(idag - timedelta(days=1), 11), h, {"kommando": "lamna_genomforandeplan", **_PLAN}
        return
    yield _da(start + timedelta(days=9), 11), h, {"kommando": "lamna_genomforandeplan", **_PLAN}
    yield _da(start + timedelta(days=13), 9), kv, {"kommando": "granska_plan", "beslut": "godkand"}
    if sjuk:
        fran = idag - timedelta(days=9)
        yield _da(fran, 8), h, {
            "kommando": "anmal_franvaro", "slag": "sjuk", "fran": fran.isoformat(), "orsak": "Feber och hosta.",
        }  # fmt: skip
    yield from _rapporterna(idag, start, lage, kv, h)
    if lage == "forslag":
        yield _da(idag - timedelta(days=2), 15), h, {
            "kommando": "foresla", "sort": "avslut", "avslutsdatum": (idag + timedelta(days=30)).isoformat(),
            "motivering": "Kunden har fått anställning från årsskiftet.",
        }  # fmt: skip


def _rapporterna(
    idag: date, start: date, lage: str, kv: Aktor, h: Aktor
) -> Iterator[tuple[datetime, Aktor, dict[str, Any]]]:
    m, forra = manad(start), fore(manad(idag))
    while m <= forra:
        senast = m == forra
        dag = sista(m)
        rapport = {
            "kommando": "klarmarkera_manadsrapport", "manad": m, "rubriker": _RAPPORT,
            "uppfoljning_datum": (dag - timedelta(days=3)).isoformat(),
        }  # fmt: skip
        if not (senast and lage == "saknas"):
            yield _da(dag + timedelta(days=4), 10), h, rapport
        if not senast or lage in ("godkand", "forslag"):
            beslut = {"beslut": "godkand", "progression": "fortsatt"}
            yield _da(dag + timedelta(days=8), 9), kv, {"kommando": "granska_manadsrapport", "manad": m, **beslut}
        elif lage == "aterremiss":
            beslut = {"beslut": "aterremiss", "motivering": "Progressionen är inte beskriven mot delmålen."}
            yield _da(dag + timedelta(days=8), 9), kv, {"kommando": "granska_manadsrapport", "manad": m, **beslut}
        m = manad(dag + timedelta(days=1))


def _manaden_fore(idag: date, antal: int) -> date:
    """The first of the month so many months before; negative is after."""
    m = manad(idag)
    for _ in range(abs(antal)):
        m = fore(m) if antal > 0 else nasta(m)
    return date.fromisoformat(f"{m}-01")


def _onsdagar(fran: date, till: date) -> Iterable[date]:
    dag = fran + timedelta(days=(2 - fran.weekday()) % 7)
    while dag < till:
        yield dag
        dag += timedelta(days=7)


def _da(dag: date, timme: int) -> datetime:
    return datetime.combine(dag, time(timme), STOCKHOLM)
