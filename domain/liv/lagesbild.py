"""The picture of a case: its state as the flat rows that tables, tools and the rehearsal show.

Pure functions of state, so that every door shows the same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.grund.parter import Roll
from domain.grund.slag import VANTAR, Form, Insatsslag, Status, Utbetalningsslag, VisatUtfall
from domain.insats.anteckningar import Oppnad
from domain.insats.bevakning import Bevakning, ouppfyllda
from domain.insats.insats import Insats
from domain.insats.minne import harled
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import Utbetalningsstatus
from domain.liv import rutin
from domain.tid.manad import Manad


@dataclass(frozen=True, slots=True)
class Insatsrad:
    """The case itself. ``nr`` and ``senast`` are its last journal line and that line's instant (UTC); ``handlaggare``
    is whom it was last staffed with (§6.2)."""

    arende: str
    slag: Insatsslag
    anordnare: str
    karriarvagledare: str
    kund: str
    status: Status
    startdatum: date | None
    slutdatum: date | None
    avslutsform: Form | None
    avslutsorsak: str | None
    nr: int
    senast: datetime
    handlaggare: str | None = None


@dataclass(frozen=True, slots=True)
class Bevakningsrad:
    """One bevakning that has opened or been done.

    Attributes:
        part: which organisation or karriärvägledare ``ansvarig`` is; None for a role that the case names nobody in.
        oppnad: when the service opened it, or, if it was done before that, when its clock started (UTC).
        uppfylld: when it was done (UTC).
    """

    nyckel: str
    slag: str
    avser: str | None
    regel: str
    ansvarig: Roll
    part: str | None
    oppnad: datetime
    frist: date
    utfall: VisatUtfall
    uppfylld: datetime | None

    @property
    def vantar(self) -> bool:
        """Whether it is open, in time or late."""
        return self.utfall in VANTAR


@dataclass(frozen=True, slots=True)
class Utbetalningsrad:
    """One row of payment; ``ordning`` is its place among the case's rows, ``belopp`` kronor with öre.

    It is no twin of ``Utbetalning``, which it is made of: that is derived and decided on, and has what holds it up;
    this is what a table, a program, a page and a case file are promised, which has a key, a place and an owner, and
    does not change when a derivation does. One class would put the hinder in all of those.
    """

    nyckel: str
    ordning: int
    slag: Utbetalningsslag
    avser: str
    dagar: int
    belopp: Decimal | None
    utbetalningsmanad: Manad | None
    status: Utbetalningsstatus
    forklaring: str
    anordnare: str


@dataclass(frozen=True, slots=True)
class Rader:
    """The rows under a case, by key: what is awaited in it, and what is paid."""

    bevakningar: Mapping[str, Bevakningsrad]
    utbetalningar: Mapping[str, Utbetalningsrad]


@dataclass(frozen=True, slots=True)
class Lagesbild(Rader):
    """The whole picture: the rows under a case, and its own."""

    insats: Insatsrad


def rader(insats: Insats) -> Rader:
    """The rows under a case as they follow from its state."""
    return Rader(
        {b.nyckel: b for b in bevakningsrader(insats)},
        {u.nyckel: u for u in utbetalningsrader(insats)},
    )


def lagesbild(insats: Insats) -> Lagesbild:
    """All that every tool shows of a case."""
    under = rader(insats)
    return Lagesbild(under.bevakningar, under.utbetalningar, insatsrad(insats))


def insatsrad(insats: Insats) -> Insatsrad:
    """The row of the case."""
    return Insatsrad(
        arende=insats.arende,
        slag=insats.slag,
        anordnare=insats.anordnare,
        karriarvagledare=insats.karriarvagledare,
        kund=insats.kund,
        status=insats.status,
        startdatum=insats.startdatum,
        slutdatum=insats.slutdatum,
        avslutsform=insats.avslutsform,
        avslutsorsak=insats.avslutsorsak,
        nr=insats.nr,
        senast=insats.senast,
        handlaggare=insats.bemanningar[-1].handlaggare if insats.bemanningar else None,
    )


def bevakningsrader(insats: Insats) -> list[Bevakningsrad]:
    """Every bevakning that has opened or been done, in the order (oppnad, nyckel).

    One whose ground has fallen away is no longer derived from state; it is told of by the record of its opening.
    """
    oppnade = dict(insats.oppnade)
    rader = []
    for b in rutin.bevakningar(insats):
        oppnad = oppnade.pop(b.nyckel, None)
        if (utfall := b.utfall(insats)) != "planerad":
            rader.append(_harledd(insats, b, utfall, oppnad))
    rader += (_bortfallen(insats, nyckel, oppnad) for nyckel, oppnad in oppnade.items())
    return sorted(rader, key=lambda r: (r.oppnad, r.nyckel))


def vantande(insats: Insats) -> list[Bevakningsrad]:
    """Those of ``bevakningsrader`` that are open, in time or late, in the same order; what is done is not looked at."""
    lagen = ((b, b.utfall(insats)) for b in ouppfyllda(rutin.bevakningar(insats)))
    rader = [_harledd(insats, b, utfall, insats.oppnade.get(b.nyckel)) for b, utfall in lagen if utfall in VANTAR]
    return sorted(rader, key=lambda r: (r.oppnad, r.nyckel))


def _harledd(insats: Insats, b: Bevakning, utfall: VisatUtfall, oppnad: Oppnad | None) -> Bevakningsrad:
    return Bevakningsrad(
        nyckel=b.nyckel,
        slag=b.slag,
        avser=b.avser,
        regel=b.regel,
        ansvarig=b.ansvarig,
        part=insats.part(b.ansvarig),
        oppnad=oppnad.tid if oppnad else b.oppnas,
        frist=b.frist,
        utfall=utfall,
        uppfylld=b.uppfylld,
    )


def _bortfallen(insats: Insats, nyckel: str, oppnad: Oppnad) -> Bevakningsrad:
    return Bevakningsrad(
        nyckel=nyckel,
        slag=oppnad.slag,
        avser=oppnad.avser,
        regel=oppnad.regel,
        ansvarig=oppnad.ansvarig,
        part=insats.part(oppnad.ansvarig),
        oppnad=oppnad.tid,
        frist=oppnad.frist,
        utfall="avskriven" if nyckel in insats.avskrivna else "upphord",
        uppfylld=None,
    )


def utbetalningsrader(insats: Insats) -> list[Utbetalningsrad]:
    """Every row of payment so far, months first, in order."""
    return [
        Utbetalningsrad(
            nyckel=u.nyckel,
            ordning=ordning,
            slag=u.slag,
            avser=u.avser,
            dagar=u.dagar,
            belopp=u.belopp,
            utbetalningsmanad=u.utbetalningsmanad,
            status=u.status,
            forklaring=u.forklaring,
            anordnare=insats.anordnare,
        )
        for ordning, u in enumerate(harled(insats, utbetalningar))
    ]
