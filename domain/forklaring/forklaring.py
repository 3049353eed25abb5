"""Why something is as it is: a bevakning and its frist, an amount, a refusal (K0.3, K0.4, K14.1, K14.2).

Everything here is read out of state and journal; nothing is decided. What is told names the event that started the
clock, the numbers of the regelverk with their validity and status, the days that were passed over, and what has
happened since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.forklaring.belopp import forklaring_av_belopp
from domain.grund.avvisning import Avvisning
from domain.grund.granser import LastJson
from domain.grund.parter import Aktor
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsklocka import (
    BevakningOppnad,
    BevakningUpphord,
    FristAndrad,
    FristPasserad,
    PaminnelseSkickad,
)
from domain.insats.insats import Insats
from domain.kapitel.alla import SLAGEN
from domain.liv import rutin
from domain.liv.avskrivning import BevakningAvskriven
from domain.liv.insyn import ser_bevakning
from domain.liv.lagesbild import Bevakningsrad, Utbetalningsrad, bevakningsrader, utbetalningsrader
from domain.regler.regelverk import Parameter, Regelverk
from domain.regler.varde import Innehall
from domain.skeende.journal import KommandoAvvisat, Post
from domain.tid.frist import Fristrakning
from domain.tid.manad import Manad

_OM_BEVAKNINGEN = (
    BevakningOppnad,
    PaminnelseSkickad,
    FristPasserad,
    FristAndrad,
    BevakningUpphord,
    BevakningAvskriven,
)


@dataclass(frozen=True, slots=True)
class Parametervarde:
    """A number of the regelverk as it held on the day it was asked for, with its source and validity."""

    nyckel: str
    varde: Innehall | None
    enhet: str
    paragraf: str
    krav: str
    status: str
    galler_fran: date | None
    galler_till: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Bevakningsforklaring:
    """Why a bevakning has the frist it has.

    Attributes:
        rad: how it stands.
        start: what starts its clock, in Swedish; ``startrad`` is the journal line of it, when a kommando did.
        rakning: the calendar arithmetic in words; ``berakning`` in values, None when its ground has fallen away.
        parametrar: the numbers that the frist rests on.
        rader: the journal lines of its own life, the one that met it last.
    """

    rad: Bevakningsrad
    start: str
    startrad: Post | None
    berakning: Fristrakning | None
    rakning: str
    parametrar: tuple[Parametervarde, ...]
    rader: tuple[Post, ...]

    @property
    def ar_tolkning(self) -> bool:
        """Whether any number the frist rests on is our reading, where the routine is silent."""
        return any(p.status == "tolkning" for p in self.parametrar)


@dataclass(frozen=True, slots=True)
class Beloppsforklaring:
    """What the amount of a month was computed from, and the rows of payment that concern it."""

    berakning: LastJson
    rader: tuple[Utbetalningsrad, ...]


@dataclass(frozen=True, slots=True)
class Avslagsforklaring:
    """A refusal that was written down: the line, and the kommando's own name in Swedish."""

    rad: Post
    verb: str
    rubrik: str
    regel: str
    text: str


def forklara_bevakning(
    insats: Insats, poster: Sequence[Post], slag: str, avser: str | None, som: Aktor | None = None
) -> Bevakningsforklaring:
    """Explain a bevakning that has opened or been done; ``poster`` are the lines that ``insats`` is folded from.

    ``som`` is who asks: what that one may not see is not there. None is the service itself.

    Raises:
        Avvisning: there is none such; the text names those of the same slag that there are.
    """
    rader = [r for r in bevakningsrader(insats) if som is None or ser_bevakning(som, r.slag, r.avser)]
    nyckel = SLAGEN[slag].nyckel(avser or None) if slag in SLAGEN else slag
    rad = next((r for r in rader if r.nyckel == nyckel), None)
    if rad is None:
        finns = [r.avser for r in rader if r.slag == slag and r.avser]
        if finns:
            raise Avvisning("K0.8", f"ange vilken bevakning {slag} det gäller: {', '.join(finns)}", "avser")
        vilka = ", ".join(dict.fromkeys(r.slag for r in rader))
        raise Avvisning("K0.8", f"ärendet har ingen bevakning {nyckel}; det har {vilka}", "slag")
    b = next((b for b in rutin.bevakningar(insats) if b.nyckel == nyckel), None)
    return Bevakningsforklaring(
        rad=rad,
        start=b.start if b else "Det som bevakningen vilade på finns inte längre.",
        startrad=next((p for p in poster if b and p.tid == b.oppnas and p.kommando), None),
        berakning=b.berakning if b else None,
        rakning=rakning(b.berakning) if b else f"Fristen var {rad.frist}.",
        parametrar=_parametrar(insats, b) if b else (),
        rader=tuple(_livet(poster, rad)),
    )


def _livet(poster: Sequence[Post], rad: Bevakningsrad) -> list[Post]:
    eget = [p for p in poster if isinstance(p.handelse, _OM_BEVAKNINGEN) and p.handelse.nyckel == rad.nyckel]
    if rad.uppfylld:
        uppfyllde = [p for p in poster if p.tid == rad.uppfylld and p.kommando]
        eget = sorted({p.nr: p for p in (*eget, *uppfyllde[:1])}.values(), key=lambda p: p.nr)
    return eget


def rakning(b: Fristrakning) -> str:
    """The calendar arithmetic in Swedish: what was counted from what, and which days were passed over and why."""
    hoppade = ", ".join(f"{h.datum} ({h.orsak})" for h in b.hoppade)
    if b.langd == "fast datum":
        return f"{b.frist} är ett fast datum, som inte flyttas (K0.4)."
    borjan = f"{b.langd} från {b.fran}, som själv inte räknas"
    if "arbetsdag" in b.langd:
        utan = f" Inga arbetsdagar: {hoppade}." if hoppade else ""
        return f"{borjan}: {b.frist} (K0.3).{utan}"
    if not hoppade:
        return f"{borjan}: {b.frist}, som är en arbetsdag (K0.4)."
    return (
        f"{borjan}: {b.hoppade[0].datum}. Det är ingen arbetsdag, så fristen flyttas till {b.frist}: {hoppade} (K0.4)."
    )


def _parametrar(insats: Insats, b: Bevakning) -> tuple[Parametervarde, ...]:
    return tuple(parametervarde(insats.regelverk, nyckel, pa) for nyckel, pa in b.parametrar(insats))


def parametervarde(regelverk: Regelverk, nyckel: str, pa: date) -> Parametervarde:
    """A parameter as it held on a day. Raises: SaknarRegel for an unknown key."""
    p: Parameter = regelverk.parameter(nyckel)
    v = next((v for v in p.varden if v.galler(pa)), None)
    return Parametervarde(
        nyckel, v.varde if v else None, p.enhet, p.paragraf, p.krav, p.status,
        v.fran if v else None, v.till if v else None, p.text,
    )  # fmt: skip


def forklara_belopp(insats: Insats, manad: Manad) -> Beloppsforklaring:
    """Explain a month's amount.

    Raises:
        Avvisning: the month has no insatsdagar, and nothing has been paid for it.
    """
    gor = _ror_manaden(insats, manad)
    rader = tuple(r for r in utbetalningsrader(insats) if gor(r))
    if manad not in insats.insatsmanader and not rader:
        har = f"; det har {insats.insatsmanader[0]}–{insats.insatsmanader[-1]}" if insats.insatsmanader else ""
        raise Avvisning("K14.2", f"{manad} har inga insatsdagar i det här ärendet{har}", "manad")
    return Beloppsforklaring(forklaring_av_belopp(insats, manad), rader)


def _ror_manaden(insats: Insats, manad: Manad) -> Callable[[Utbetalningsrad], bool]:
    """The month's own row, its adjustments, and for the last month the avbrott."""

    def ror(r: Utbetalningsrad) -> bool:
        if r.slag == "avbrott" or r.avser.startswith("avbrott "):
            return manad == insats.sista_manad
        return r.avser.partition(" #")[0] == manad

    return ror


def forklara_avslag(poster: Sequence[Post], kommando_id: str) -> Avslagsforklaring:
    """Explain a refusal that stands in the journal.

    Raises:
        Avvisning: the kommando was taken, or nothing is known of it.
    """
    egna = [p for p in poster if p.kommando == kommando_id]
    for p in egna:
        if isinstance(h := p.handelse, KommandoAvvisat):
            typ = rutin.KOMMANDON.get(h.verb)
            return Avslagsforklaring(p, h.verb, typ.rubrik if typ else h.verb, h.regel, h.text)
    if egna:
        raise Avvisning("K0.6", f"{kommando_id} avvisades inte; det finns på rad {egna[0].nr}", "kommando-id")
    raise Avvisning(
        "K0.6", f"{kommando_id} finns inte i ärendet; bara det som lagts i kö och avvisats skrivs upp", "kommando-id"
    )
