"""The hunt for impossible states within one case: what its tables hold against the fold of its journal.

The journal is the record. All else – read tables, messages, documents, payments – follows from it. A check is a
function of values, so that what it says can be tested without a server.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from domain.grund.slag import Status
from domain.insats.insats import Insats
from domain.kapitel.ersattning.betalningshandelser import UtbetalningVerkstalld
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.kontroll.fynd import Fynd, Granser, antal_meddelanden, radskillnader, skillnad
from domain.liv import rutin
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Lagesbild, Utbetalningsrad, lagesbild
from domain.liv.vikning import GAR_INTE_ATT_VIKA, Vikning, vikningar
from domain.skeende.journal import KommandoAvvisat, Post


@dataclass(frozen=True, slots=True)
class Skrivet:
    """What stands in the tables of one case at one instant.

    Attributes:
        olasliga: numbers of lines that cannot be read as what they are.
        meddelanden: journal line → how many messages it has.
        dokument: ids of the documents that the case has.
        gallrat: it has been weeded out, so that it is to have none (K3.8).
    """

    arende: str
    rad: Insatsrad | None
    poster: Sequence[Post] = ()
    olasliga: Sequence[int] = ()
    bevakningar: Mapping[str, Bevakningsrad] = field(default_factory=dict)
    utbetalningar: Mapping[str, Utbetalningsrad] = field(default_factory=dict)
    meddelanden: Mapping[int, int] = field(default_factory=dict)
    dokument: frozenset[str] = frozenset()
    gallrat: bool = False


@dataclass(frozen=True, slots=True)
class Granskat:
    """A case that has been looked at.

    Attributes:
        insats: its fold; None where the journal cannot be folded.
        oppen: whether its workflow has anything left to do.
    """

    arende: str
    insats: Insats | None
    fynd: tuple[Fynd, ...]
    oppen: bool = True


def granska(s: Skrivet, nu: datetime, granser: Granser) -> Granskat:
    """Every check of one case that its own tables are enough for. ``nu``: the instant they were read (UTC)."""
    oppen = s.rad is None or s.rad.status != Status.SLUTFORD
    if brutna := tuple(journal(s)):
        return Granskat(s.arende, None, brutna, oppen)  # the rest would only say the same thing in other words
    try:
        lagen = list(vikningar(s.poster))
    except GAR_INTE_ATT_VIKA:
        return Granskat(s.arende, None, (_journalfynd(s.arende, "raderna kan inte följa på varandra"),), oppen)
    i = lagen[-1].efter
    ratt = lagesbild(i)
    fynd = (
        *lastabeller(s, ratt),
        *meddelanden(s, lagen),
        *betalningar(s, ratt),
        *grund_for_betalningar(s.arende, lagen),
        *(() if s.gallrat else dokument(s, lagen)),
        *klocka(i, nu - granser.andrum),
    )
    return Granskat(s.arende, i, fynd, i.status is not Status.SLUTFORD)


def journal(s: Skrivet) -> Iterator[Fynd]:
    """Lines 1, 2, 3 … that can all be read (K0.7)."""
    if not s.poster and not s.olasliga:
        yield _journalfynd(s.arende, "ärendet finns men har ingen journal")
        return
    nummer = [*(p.nr for p in s.poster), *s.olasliga]
    if borta := luckor(nummer, s.rad.nr if s.rad else 0):
        yield _journalfynd(s.arende, f"journalen saknar rad {borta}")
    if s.olasliga:
        yield _journalfynd(s.arende, f"rad {', '.join(map(str, s.olasliga))} går inte att läsa")


def luckor(nummer: Iterable[int], sista: int = 0) -> str:
    """The numbers that are missing of 1, 2, 3 … up to ``sista`` at least, as people write them: ``3, 5–7``."""
    finns = sorted(nummer)
    alla = [0, *finns, max([sista, *finns]) + 1]
    borta = [(fore + 1, efter - 1) for fore, efter in pairwise(alla) if efter != fore + 1]
    return ", ".join(str(fran) if fran == till else f"{fran}–{till}" for fran, till in borta)


def _journalfynd(arende: str, text: str) -> Fynd:
    return Fynd("journal", arende, text, "återställ raderna från säkerhetskopian; ärendet kan inte skrivas vidare utan")


def lastabeller(s: Skrivet, ratt: Lagesbild) -> Iterator[Fynd]:
    """The rows that are read are those that the fold gives; paid ones are for ``betalningar``."""
    betalda = {n for rader in (s.utbetalningar, ratt.utbetalningar) for n, u in rader.items() if u.status == "utbetald"}
    obetalda, ratt_obetalda = (
        {n: u for n, u in rader.items() if n not in betalda} for rader in (s.utbetalningar, ratt.utbetalningar)
    )
    skillnader: list[str] = []
    if s.rad is None:
        skillnader.append("raden i insats saknas")
    elif s.rad != ratt.insats:
        skillnader.append(f"insats: {skillnad(s.rad, ratt.insats)}")
    skillnader += radskillnader("bevakning", s.bevakningar, ratt.bevakningar)
    skillnader += radskillnader("utbetalning", obetalda, ratt_obetalda)
    for text in skillnader:
        yield Fynd("lastabell", s.arende, text, f"bygg om lästabellerna: insats laga {s.arende}")


def meddelanden(s: Skrivet, lagen: Iterable[Vikning]) -> Iterator[Fynd]:
    """Every line has as many messages as it is told of by."""
    kvar = dict(s.meddelanden)
    for lage in lagen:
        nr, ratt = lage.post.nr, lage.brev
        antal = kvar.pop(nr, 0)
        if antal != ratt and not (lage.aven_ansvarig and antal == ratt + 1):
            har, ska = antal_meddelanden(antal), antal_meddelanden(ratt)
            text = f"rad {nr} ({lage.post.handelse.slag}) har {har}; den ska ha {ska}"
            yield Fynd("meddelande", s.arende, text, "se raden i tidslinjen och underrätta parten på annat sätt")
    for nr, antal in kvar.items():
        text = f"{antal_meddelanden(antal)} berättar om rad {nr}, som inte finns"
        yield Fynd("meddelande", s.arende, text, "ta reda på var meddelandena kommer från, och ta bort dem")


def betalningar(s: Skrivet, ratt: Lagesbild) -> Iterator[Fynd]:
    """A row that is paid is paid in the fold, with the same amount; and the other way round (K14.6)."""
    for nyckel in sorted(s.utbetalningar.keys() | ratt.utbetalningar.keys()):
        finns, borde = s.utbetalningar.get(nyckel), ratt.utbetalningar.get(nyckel)
        betald, ska_vara = (u is not None and u.status == "utbetald" for u in (finns, borde))
        if betald and not ska_vara:
            text = f"{nyckel} är betald i tabellen men inte enligt journalen"
        elif ska_vara and not betald:
            text = f"{nyckel} är betald enligt journalen men inte i tabellen"
        elif betald and finns != borde:
            text = f"{nyckel}: {skillnad(finns, borde)}"
        else:
            continue
        yield Fynd("betalning", s.arende, text, f"bygg om lästabellerna (insats laga {s.arende}); stäm av med banken")


def grund_for_betalningar(arende: str, lagen: Iterable[Vikning]) -> Iterator[Fynd]:
    """A payment was due as the case stood when it was made, with that amount; and it was made once (K14.4, K14.6)."""
    sedda: set[str] = set()
    for lage in lagen:
        h, grund = lage.post.handelse, lage.betalbar
        if not isinstance(h, UtbetalningVerkstalld):
            continue
        nyckel, text = f"{h.utbetalning}:{h.avser}", ""
        if nyckel in sedda:
            text = f"rad {lage.post.nr} betalar {nyckel} en gång till"
        elif grund is None or grund.status != "klar":
            text = f"rad {lage.post.nr} betalar {nyckel}, som inte var klar för betalning"
        elif (grund.belopp, grund.utbetalningsmanad) != (h.belopp, h.utbetalningsmanad):
            text = (
                f"rad {lage.post.nr} betalar {nyckel} med {h.belopp} kr i {h.utbetalningsmanad}; "
                f"grunden ger {grund.belopp} kr i {grund.utbetalningsmanad}"
            )
        sedda.add(nyckel)
        if text:
            yield Fynd("betalning", arende, text, "stoppa eller kräv tillbaka beloppet; journalen ändras aldrig")


def dokument(s: Skrivet, lagen: Iterable[Vikning]) -> Iterator[Fynd]:
    """Every document that the journal names is kept (K3.3, K13.1)."""
    namnda: dict[str, int] = {}
    for lage in lagen:
        if lage.post.dokument and not isinstance(lage.post.handelse, KommandoAvvisat):
            namnda.setdefault(lage.post.dokument, lage.post.nr)
        if isinstance(lage.post.handelse, AvslutBeslutat):
            namnda[avbrottsdokument_id(s.arende, lage.post.nr)] = lage.post.nr
    for id, nr in namnda.items():
        if id not in s.dokument:
            text = f"dokumentet {id}, som rad {nr} nämner, finns inte"
            yield Fynd("dokument", s.arende, text, "återställ dokumentet från säkerhetskopian")


def avbrottsdokument_id(arende: str, nr: int) -> str:
    """The id of the document that line ``nr`` brings with it."""
    return f"{arende}-{nr}-avbrottsdokument"


def klocka(i: Insats, senast: datetime) -> Iterator[Fynd]:
    """What was due at ``senast`` stands in the journal: nothing has been missed (K0.8)."""
    forsta = next(iter(rutin.klockslag(i)), None)
    if forsta is not None and forsta.nar <= senast:
        vad = forsta.sammanfattning or forsta.nyckel
        yield Fynd(
            "klocka",
            i.arende,
            f"{vad} skulle ha tagits upp {forsta.nar:%Y-%m-%d %H:%M} UTC",
            "se att en arbetare kör; den tar igen det. Annars: insats kontrollera --arende " + i.arende,
        )
