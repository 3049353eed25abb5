"""What one may ask of a case, and what one may think of it without doing it: the same for every door.

What is not one's own to see is answered as what is not there (``FinnsInte``), everywhere in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine

from domain.forklaring import framsyn
from domain.forklaring.framsyn import Skillnad, tank_om
from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.beteckning import ar_arendeid
from domain.grund.lasratt import Textslag, laser
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.liv.insyn import synliga
from domain.liv.kommandon import las_kommando
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.liv.rutin import KOMMANDON
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Post
from domain.tid.kalender import SISTA_AR
from domain.tid.tidpunkt import datum
from persistence.arende import dorrvakt, lasning, meddelandetradar
from persistence.arende.meddelandetradar import Trad
from persistence.databas.motor import transaktion
from persistence.insyn import gallrat, tilltal
from persistence.insyn.gallrat import Gallrat
from persistence.journal.dokument import Dokument
from persistence.journal.projektion import avbrottsdokument_av


@dataclass(frozen=True, slots=True)
class Lage:
    """How a case stands, as one may see it."""

    insats: Insatsrad
    bevakningar: Sequence[Bevakningsrad]
    utbetalningar: Sequence[Utbetalningsrad]


@dataclass(frozen=True, slots=True)
class Framat:
    """What will have happened by the end of ``till`` if nobody does anything, and how the case then stands."""

    till: date
    poster: Sequence[Post]
    efter: Insats


def finns_inte(arende: str) -> FinnsInte:
    """A case that is not there, or not one's own to see."""
    vilket = f"ärendet {arende}" if ar_arendeid(arende) else "ett sådant ärende"
    return FinnsInte("K3.3", f"{vilket} finns inte, eller är inte ditt att se", "arende")


def handling_saknas() -> FinnsInte:
    """A text that is not there, or not one's own to read, in a case that is."""
    return FinnsInte("K4.7", "handlingen finns inte, eller är inte din att läsa", "id")


def eget_id(som: Aktor, om: str, nyckel: str) -> str:
    """The id of what ``som`` says with a key of its own to the case or process ``om``: the same each time, and what
    nobody else's key gives. One who knows, or guesses, another's key can neither take its place nor read its answer.

    An id that was made so is its own key.
    """
    siffror = int.from_bytes(sha256(f"{som}\n{om}".encode()).digest())
    sigill = "s" + "".join(_SIGILL[siffror // 30**n % 30] for n in range(11))
    return nyckel if nyckel.endswith(f".{sigill}") else f"{nyckel}.{sigill}"


_SIGILL = "23456789abcdefghjkmnpqrstvwxyz"


def ett(motor: Engine, som: Aktor, arende: str) -> Insatsrad:
    """The case's own row. Raises: FinnsInte."""
    if (rad := lasning.ett_arende(motor, som, arende)) is None:
        raise finns_inte(arende)
    return rad


@dataclass(frozen=True, slots=True)
class Forlopp:
    """All that has happened in a case, as one may see it; ``gallrat`` if its texts and its kund are gone (K3.8)."""

    insats: Insatsrad
    poster: Sequence[Post]
    gallrat: Gallrat | None


def forlopp(motor: Engine, som: Aktor, arende: str) -> Forlopp:
    """What has happened in a case. Raises: FinnsInte."""
    return Forlopp(ett(motor, som, arende), lasning.journalrader(motor, som, arende), gallrat.nar(motor, arende))


def att_tala_till(motor: Engine, som: Aktor, arende: str, vad: str) -> int:
    """The last line of a case that one may say something to (``persistence.insyn.tilltal``).

    Raises: FinnsInte; Avvisning, K3.4 or K5.1, for one who has left.
    """
    with transaktion(motor) as forbindelse:
        nr = tilltal.att_tala_till(forbindelse, som, arende, vad)
    if nr is None:
        raise finns_inte(arende)
    return nr


def hur_det_star(motor: Engine, som: Aktor, arende: str) -> Lage:
    """The case, what is awaited in it and what is paid. Raises: FinnsInte."""
    rad = ett(motor, som, arende)
    bevakat = lasning.bevakningar(motor, som, arende=arende, bara_oppna=False)
    return Lage(rad, [b.bevakning for b in bevakat], lasning.utbetalningar(motor, som, arende))


def texter(
    motor: Engine, som: Aktor, arende: str, *, efter: tuple[datetime, str] | None = None, antal: int | None = None
) -> list[Dokument]:
    """The texts of a case that one reads, in the order they were stored.

    A socialsekreterare reads what it is told of in a case that it does not see (K3.7).

    Args:
        efter: only those after the one of this instant and id; ``antal`` at most so many.

    Raises: FinnsInte; Avvisning, K3.7, for a role that reads no text of any case.
    """
    if svar := lasning.dokument(motor, som, arende, efter=efter, antal=antal):
        return svar
    ett(motor, som, arende)
    if not any(laser(som.roll, slag) for slag in Textslag):
        raise Avvisning("K3.7", "rollen läser inte ärendets texter", "som")
    return svar


def trad(motor: Engine, som: Aktor, arende: str, nummer: int, *, kvittera: bool = False) -> Trad:
    """A thread that one reads, as it stood before it was noted as read. Raises: FinnsInte."""
    if (svar := meddelandetradar.trad(motor, som, arende, nummer, kvittera=kvittera)) is None:
        raise FinnsInte("K4.6", f"tråd {nummer} finns inte, eller är inte din att läsa", "trad")
    return svar


def tradar(motor: Engine, som: Aktor, arende: str) -> list[Trad]:
    """The threads of a case that one reads, the one last written in first.

    A socialsekreterare reads those it is in, of a case that it does not see (K3.7).

    Raises: FinnsInte.
    """
    svar = meddelandetradar.tradar(motor, som, arende)
    if not svar and som.roll is not Roll.SOCIALSEKRETERARE:
        ett(motor, som, arende)
    return svar


def tillstand(motor: Engine, som: Aktor, arende: str) -> tuple[Insats, list[Post]]:
    """State of a case that is one's own to see, and its lines as one may see them. Raises: FinnsInte."""
    if (svar := lasning.tillstand(motor, som, arende)) is None:
        raise finns_inte(arende)
    return svar


def mojliga(motor: Engine, som: Aktor, arende: str) -> list[str]:
    """The kommandon that one may say to a case now. Raises: FinnsInte."""
    rad = ett(motor, som, arende)
    # The same table that the decisions are held against: roll × kommando × state.
    alla = ((v, typ) for v, typ in KOMMANDON.items() if v != "aktualisera")
    return [v for v, typ in alla if som.roll in typ.roller and rad.status in typ.tillstand]


def nu_i(insats: Insats) -> datetime:
    """Now, as the case counts it: never before its last line."""
    return max(datetime.now(UTC), insats.senast)


def tank_i(i: Insats, data: Mapping[str, Any], som: Aktor) -> Skillnad:
    """The same of a case that has been read, where no other case stands in its way. Raises: Avvisning."""
    return tank_om(i, Inkommet("tankt", som, las_kommando(data)), nu_i(i)).sedd_av(som)


def tank(motor: Engine, arende: str, data: Mapping[str, Any], som: Aktor) -> Skillnad:
    """What a kommando would change if it were said now, as ``som`` may see it.

    Raises: FinnsInte, before anything is said of its form; Avvisning.
    """
    i, _ = tillstand(motor, som, arende)
    kommando = las_kommando(data)
    skillnad = tank_om(i, Inkommet("tankt", som, kommando), nu_i(i))
    dorrvakt.prova_skillnaden(motor, i, skillnad.steg.insats)
    return skillnad.sedd_av(som)


def avbrottsdokumentet(motor: Engine, s: Skillnad) -> str | None:
    """The document that the anordnare would be sent, to the letter; None where no end is decided (K13.1).

    Raises: DatabasFel.
    """
    beslut = next((p.handelse for p in s.poster if isinstance(p.handelse, AvslutBeslutat)), None)
    if beslut is None:
        return None
    with transaktion(motor) as forbindelse:
        return avbrottsdokument_av(forbindelse, s.steg.insats, beslut)


def framat(motor: Engine, arende: str, som: Aktor, till: date | None = None) -> Framat:
    """What will happen if nobody does anything.

    Args:
        till: by the end of that day; None until all that follows on the end has happened.

    Raises: FinnsInte; Avvisning, K0.6, for a day that has been, and K0.2, for one that no calendar reaches.
    """
    i, _ = tillstand(motor, som, arende)
    idag = datum(nu_i(i))
    if till is not None and till < idag:
        raise Avvisning("K0.6", f"{till} har redan varit; det som har hänt visas med insats tidslinje", "till")
    if till is not None and till.year > SISTA_AR:
        raise Avvisning("K0.2", f"kalendern räcker till och med {SISTA_AR}", "till")
    slut = till or framsyn.horisont(i, idag)
    steg = framsyn.framat(i, slut)
    return Framat(slut, synliga(som, steg.poster, dold=steg.insats.orsak_dold), steg.insats)
