"""A case at a glance: what one needs to know before one acts in it, in values that every door shows alike.

Pure functions of state: omfattning and attendance (K6.3, K7.8), the plan in force and how its delmål have moved (K7.8),
absence and contacts (§10, §7.2), what waits for an answer (K4.6), what payment is held and by whom (K14), and the
frister that come next (K0.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.grund.lasratt import Textslag, laser, ser
from domain.grund.ord import ANLEDNING, FORSLAG
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Delmalsstatus, Utbetalningsslag
from domain.insats.insats import Insats
from domain.insats.tradar import MedgivenLedighet, Moteskallelse
from domain.insats.uppgifter import Franvaro, Kontakt
from domain.kapitel.alla import benamning
from domain.kapitel.dialog.svar import SVAR
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import HINDERREGEL, Hinder
from domain.kapitel.franvaro.redovisning import all_franvaro
from domain.kapitel.inlamning.innehall import Narvaro, narvaro
from domain.kapitel.kontakt.moteskallelse import kommande_moten
from domain.kapitel.uppdrag.dag_ett.beslutsgrund import grunden_i_ord
from domain.liv.insyn import ser_bevakning
from domain.liv.lagesbild import Bevakningsrad, bevakningsrader
from domain.tid.manad import Manad, manad

NASTA = 3
"""How many of the frister that come next are told."""


@dataclass(frozen=True, slots=True)
class Delmal:
    """A delmål of the plan in force by its number, and how each month's report says that it stands (K7.8)."""

    nummer: int
    manader: tuple[tuple[Manad, Delmalsstatus], ...]


@dataclass(frozen=True, slots=True)
class Planlage:
    """The plan in force: which round and version (K7.6), when that was handed in and approved (UTC)."""

    omgang: int
    version: int
    lamnad: datetime
    godkand: datetime
    delmal: tuple[Delmal, ...]

    @property
    def manader(self) -> tuple[Manad, ...]:
        """The months that any delmål has been told of, in order: the columns of its table (K7.8)."""
        return tuple(sorted({m for d in self.delmal for m, _ in d.manader}))


@dataclass(frozen=True, slots=True)
class Narvaromanad:
    """A month's attendance against the omfattning (K7.8); ``hittills``: of its days before today, since it goes on."""

    manad: Manad
    narvaro: Narvaro
    hittills: bool = False


@dataclass(frozen=True, slots=True)
class Kontaktlage:
    """The last contact with the kund (§7.2), and on which days one has tried in vain to reach them since (§10.4)."""

    senast: Kontakt | None
    forgaves: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Obesvarat:
    """What waits for an answer (K4.6): what it is, of whom, since when (UTC), and by when, None where no rule says."""

    vad: str
    till: Roll
    sedan: datetime
    frist: date | None


@dataclass(frozen=True, slots=True)
class Hallet:
    """A payment that is held: kronor (None while no amount is decided), why, by which krav, and who is to act; nobody
    where it is forfeited."""

    slag: Utbetalningsslag
    avser: str
    belopp: Decimal | None
    varfor: str
    regel: str
    vem: Roll | None


@dataclass(frozen=True, slots=True)
class Oversikt:
    """The case at a glance. ``omfattning`` in percent, None before the uppdrag; ``franvaro`` the latest first."""

    omfattning: int | None
    plan: Planlage | None
    narvaro: tuple[Narvaromanad, ...]
    franvaro: tuple[Franvaro, ...]
    kontakt: Kontaktlage
    obesvarat: tuple[Obesvarat, ...]
    hallet: tuple[Hallet, ...]
    nasta: tuple[Bevakningsrad, ...]
    moten: tuple[Moteskallelse, ...] = ()
    """The follow-up meetings that the parties are called to, soonest first (K7.7)."""
    medgiven_ledighet: tuple[MedgivenLedighet, ...] = ()
    """The leave outside the breaks that the KV has consented to, the latest first (K9.3)."""
    beslut: str | None = None
    """Why the insats was granted, in a sentence; None where it is not kept, or not one's own to read (K5.6)."""


@dataclass(frozen=True, slots=True)
class Korthet:
    """A case at a glance, with the words of the plan in force: its goal and each delmål, empty where one may not read
    them."""

    oversikt: Oversikt
    mal: str
    delmal: tuple[str, ...]


def i_korthet(i: Insats, som: Aktor, idag: date) -> Oversikt:
    """The case as ``som``, who may see it, may see it on a day: it is the case's own last day, or a later one."""
    rader = [r for r in bevakningsrader(i) if ser_bevakning(som, r.slag, r.avser)]
    return Oversikt(
        omfattning=i.uppdrag.omfattning if i.uppdrag else None,
        plan=_plan(i),
        narvaro=tuple(_narvaron(i, idag)),
        franvaro=all_franvaro(i),
        kontakt=_kontakten(i),
        obesvarat=tuple(sorted(_obesvarat(i, rader, som), key=lambda o: (o.frist or date.max, o.sedan, o.vad))),
        hallet=tuple(_hallet(i)),
        nasta=nasta_frister(rader, idag),
        moten=kommande_moten(i, idag),
        medgiven_ledighet=tuple(sorted(i.medgiven_ledighet, key=lambda m: (m.fran, m.tid), reverse=True)),
        beslut=grunden_i_ord(i, i.beslutsgrund) if i.beslutsgrund and laser(som.roll, Textslag.BESLUTSGRUND) else None,
    )


def nasta_frister(rader: Sequence[Bevakningsrad], idag: date, antal: int = NASTA) -> tuple[Bevakningsrad, ...]:
    """The frister that come next, what is late before the rest. One that has passed without being late is none."""
    vantar = (r for r in rader if r.utfall == "forsenad" or (r.utfall == "oppen" and r.frist >= idag))
    return tuple(sorted(vantar, key=lambda r: (r.frist, r.nyckel))[:antal])


def _plan(i: Insats) -> Planlage | None:
    for nr, o in reversed(list(enumerate(i.planer, start=1))):
        if (godkand := o.godkand) is not None:
            # A report that came before the plan was approved tells of the delmål of the plan before it.
            manader = [m for m in sorted(i.progression) if m in i.rapporter and i.rapporter[m].inlamnad >= godkand]
            delmal = tuple(
                Delmal(n + 1, tuple((m, i.progression[m][n]) for m in manader if n < len(i.progression[m])))
                for n in range(o.delmal)
            )
            return Planlage(nr, o.versioner, o.inlamningar[-1], godkand, delmal)
    return None


def _narvaron(i: Insats, idag: date) -> Iterator[Narvaromanad]:
    """Each month of the insats in which a day has passed: nobody has been there on a day that is not over."""
    pagar = i.insatsperiod is not None and i.insatsperiod.innehaller(idag)
    for m in i.insatsmanader:
        if m <= (denna := manad(idag)) and (n := narvaro(i, m, idag - timedelta(days=1))) is not None:
            hittills = pagar and m == denna
            if n.arbetsdagar or not hittills:
                yield Narvaromanad(m, n, hittills)


def _kontakten(i: Insats) -> Kontaktlage:
    senast = max(i.kontakter, key=lambda k: (k.datum, k.tid), default=None)
    efter = senast.datum if senast else date.min
    return Kontaktlage(senast, tuple(sorted(f.datum for f in i.kontaktforsok if not f.lyckat and f.datum >= efter)))


def _obesvarat(i: Insats, rader: Sequence[Bevakningsrad], som: Aktor) -> Iterator[Obesvarat]:
    for r in rader:
        if r.slag == SVAR.namn and r.vantar:
            yield Obesvarat(benamning(r.slag, r.avser), r.ansvarig, r.oppnad, r.frist)
    # What was asked under rules that gave no time to answer in has no bevakning, and waits all the same.
    for a in i.anmalningar:
        if not a.svar_inom and a.besvarad is None:
            yield Obesvarat(f"anmälan: {ANLEDNING.get(a.arende, a.arende)}", Roll.KARRIARVAGLEDARE, a.tid, None)
    for sort, f in i.forslag.items():
        if not f.svar_inom:
            yield Obesvarat(f"förslag om {FORSLAG.get(sort, sort)}", f.till, f.tid, None)
    if ser(som.roll, Textslag.AVSLUTSFORSLAG):
        yield from _att_besluta_utan_frist(i)


def _att_besluta_utan_frist(i: Insats) -> Iterator[Obesvarat]:
    """What waits for the arbetsledare, proposed under rules that gave no time to decide in (K13.2, K13.7)."""
    bevakade = {f.tid for f in (*i.avslutsattester, *i.attestfragor) if f.svar_inom and f.vantar}
    forslagen = [(f.tid, "om avskrivning") for f in i.avskrivningsforslag.values()]
    forslagen += [(i.avslutsforslag.tid, "om avslut")] if i.avslutsforslag else []
    forslagen += [(i.rattelseforslag.tid, "om rättelse av ett avslut")] if i.rattelseforslag else []
    for tid, vad in forslagen:
        if tid not in bevakade:
            yield Obesvarat(f"karriärvägledarens förslag {vad}", Roll.ARBETSLEDARE, tid, None)


_HOS: Mapping[Hinder, Roll | None] = {
    "forslag": Roll.KARRIARVAGLEDARE,
    "belopp_saknas": Roll.EKONOM,
    "underlag_avviker": Roll.ANORDNARE,
    "slutrapport_sen": Roll.KARRIARVAGLEDARE,
    "avskrivet": None,
}
"""Who can release what is held: enter the amount, put the underlag right, answer the proposal, grant the avbrott."""


def _hallet(i: Insats) -> Iterator[Hallet]:
    for u in utbetalningar(i):
        if u.status == "innehallen" and u.hinder is not None:
            vem = None if u.forfallen else _HOS[u.hinder]
            yield Hallet(u.slag, u.avser, u.belopp, u.skal or u.forklaring, HINDERREGEL[u.hinder], vem)
