"""The case as one page shows it: how it stands, what has happened, what may be said, and what happens by itself.

What is not one's own to see is answered as what is not there (``FinnsInte``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Engine

from domain.forklaring import framsyn
from domain.forklaring.forklaring import Beloppsforklaring, Bevakningsforklaring, forklara_belopp, forklara_bevakning
from domain.forklaring.ledighet import Ledighetsdagar, kommande_lov, ledighetens_grund
from domain.forklaring.oversikt import Korthet, i_korthet
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_REGISTRET
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.kontaktuppgifter import prova_kontaktuppgifter
from domain.liv import rutin
from domain.liv.insyn import orsak_for, ser_bevakning, synliga
from domain.liv.lagesbild import (
    Bevakningsrad,
    Insatsrad,
    Utbetalningsrad,
    bevakningsrader,
    insatsrad,
    utbetalningsrader,
)
from domain.skeende.journal import Post
from domain.tid.tidpunkt import datum
from persistence.arende import lasning
from persistence.insyn import gallrat
from persistence.insyn.gallrat import Gallrat
from persistence.journal.dokument import Dokument
from persistence.register.kund import kundlasning
from persistence.register.kund.kontaktuppgifter import Kontaktuppgifter, hamta
from persistence.register.kund.kundlasning import Kund
from starter.tjanster.arendet import nu_i, tillstand


@dataclass(frozen=True, slots=True)
class Blad:
    """A case; ``insats`` is its whole state, ``rad`` what one may see of it, ``mojliga`` what one may say now.

    ``kund`` is None to a role that does not read the register, and of one who is not in it.
    """

    som: Aktor
    insats: Insats
    rad: Insatsrad
    bevakningar: Sequence[Bevakningsrad]
    utbetalningar: Sequence[Utbetalningsrad]
    poster: Sequence[Post]
    mojliga: Sequence[str]
    kund: Kund | None
    idag: date
    gallrat: Gallrat | None


@dataclass(frozen=True, slots=True)
class Framat:
    """What happens if nobody acts, by the end of the day ``till``; ``utbetalningar`` are those not paid by then."""

    till: date
    poster: Sequence[Post]
    utbetalningar: Sequence[Utbetalningsrad]


def blad(motor: Engine, som: Aktor, arende: str) -> Blad:
    """The case. Raises: FinnsInte."""
    i, poster = tillstand(motor, som, arende)
    rad = insatsrad(i)
    return Blad(
        som=som,
        insats=i,
        rad=replace(rad, avslutsorsak=orsak_for(som, rad.avslutsorsak, dold=i.orsak_dold)),
        bevakningar=[r for r in bevakningsrader(i) if ser_bevakning(som, r.slag, r.avser)],
        utbetalningar=utbetalningsrader(i),
        poster=poster,
        mojliga=rutin.mojliga(i, som.roll),
        kund=kundlasning.en(motor, som, i.kund) if som.roll in LASER_REGISTRET else None,
        idag=datum(nu_i(i)),
        gallrat=gallrat.nar(motor, arende),
    )


def framat(b: Blad, dagar: int | None = None) -> Framat:
    """What the clock will raise by itself, as one may see it, in so many days; None until all that there is to see."""
    till = framsyn.horisont(b.insats, b.idag)
    if dagar is not None:
        till = min(till, b.idag + timedelta(days=dagar))
    steg = framsyn.framat(b.insats, till)
    return Framat(
        till,
        synliga(b.som, steg.poster, dold=b.insats.orsak_dold),
        framsyn.vantade_utbetalningar(steg),
    )


def varfor_frist(b: Blad, slag: str, avser: str | None) -> Bevakningsforklaring:
    """Why a bevakning has its frist. Raises: Avvisning."""
    return forklara_bevakning(b.insats, b.poster, slag, avser, b.som)


def varfor_belopp(b: Blad, manad: str) -> Beloppsforklaring:
    """Why a month is worth what it is. Raises: Avvisning."""
    return forklara_belopp(b.insats, manad)


def ledigheternas_grund(b: Blad) -> list[Ledighetsdagar]:
    """The arbetsdagar of each registered leave and what lets them be, the latest first (K9.3)."""
    alla = sorted((f for f in b.insats.franvaro if f.slag == "ledighet"), key=lambda f: f.fran, reverse=True)
    return [d for f in alla for d in ledighetens_grund(b.insats, f.fran, f.till)]


def loven(b: Blad) -> list[Ledighetsdagar]:
    """The breaks that are left of the insats, for a kund who may have leave today (K9.2, K9.3)."""
    return kommande_lov(b.insats, b.idag)


def texter(motor: Engine, som: Aktor, arende: str) -> Sequence[Dokument]:
    """The texts of the case that one may read, in the order they were written."""
    return lasning.dokument(motor, som, arende)


def oversikt(motor: Engine, som: Aktor, arende: str) -> Korthet:
    """The case at a glance. Raises: FinnsInte."""
    i, poster = tillstand(motor, som, arende)
    return korthet(som, i, poster, texter(motor, som, arende))


def korthet(som: Aktor, i: Insats, poster: Sequence[Post], dokument: Sequence[Dokument]) -> Korthet:
    """The same of a case that has been read; ``dokument`` are its texts that one may read."""
    o = i_korthet(i, som, datum(nu_i(i)))
    plan = o.plan
    id_ = next((p.dokument for p in poster if plan and p.tid == plan.lamnad and p.dokument), None)
    ord_ = next((d.innehall for d in dokument if d.id == id_ and d.slag == "lamna_genomforandeplan"), {})
    return Korthet(o, str(ord_.get("mal", "")), tuple(str(d) for d in ord_.get("delmal", ())))


def kontaktuppgifter(motor: Engine, som: Aktor, arende: str, idag: date | None = None) -> Kontaktuppgifter:
    """How the kund of a case is reached, for the anordnare's handläggare and the municipality's own (K6.7).

    ``idag``: None is the day it is.

    Raises: FinnsInte; Avvisning, K6.7 or K3.2. Each look is logged, and each refused one (K3.8).
    """
    i, _ = tillstand(motor, som, arende)
    nej: Avvisning | None = None
    if som.roll is Roll.ANORDNARE:
        try:
            prova_kontaktuppgifter(i, som, idag or datum(nu_i(i)))
        except Avvisning as avvisning:
            nej = avvisning
    elif som.roll not in LASER_REGISTRET:
        nej = Avvisning("K6.7", "kundens kontaktuppgifter är för dem som har kontakt med kunden", "som")
    svar = hamta(motor, som, arende, i.kund, far=nej is None)
    if nej is not None:
        raise nej
    if svar is None:
        vad = "uppgifterna finns inte i registret, eller är skyddade: kontakten går genom karriärvägledaren"
        raise Avvisning("K3.2", vad, "arende")
    return svar
