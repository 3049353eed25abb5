"""The yearly review in words and rows (K16.1): headings, definitions, and the same figures as a table and as CSV."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.grund.kallor import hanvisning
from domain.grund.ord import BRIST
from domain.kvalitet.matt import AR, I_TID, MATT, MATT_EFTER_NAMN, PUNKTLIGA, Matt
from domain.kvalitet.nyckeltal import Andel, Nyckeltal, Punktlighet
from domain.tid.manad import manad, namn
from domain.tid.period import Period
from starter.stod.filer import csvut

_HART = "\u00a0"


@dataclass(frozen=True)
class Rubrik:
    """What the review is of: the year, how far it has been counted, and which kundval (None: all)."""

    period: Period
    kundval: str | None

    @property
    def titel(self) -> str:
        """The picture's heading."""
        return f"Kvalitetsuppföljning per anordnare {self.period.fran.year}"

    @property
    def underrubrik(self) -> str:
        """What it is of, and when."""
        vilka = f"kundval {self.kundval}" if self.kundval else "alla kundval"
        return f"Nacka kommun, kundval arbete och etablering · {vilka} · räknat {self._dagar} · §1.1, K16.1"

    @property
    def beskrivning(self) -> str:
        """What it shows, in words, for whoever does not see it."""
        return f"{self.underrubrik}. {AR} {I_TID}"

    @property
    def _dagar(self) -> str:
        till = self.period.till
        assert till is not None
        return f"1 januari–{till.day} {namn(manad(till))} {till.year}"


def heltal(n: int) -> str:
    """A whole number with a space between the thousands."""
    return f"{n:,}".replace(",", _HART)


def procent(andel: Andel) -> str:
    """A share in words, with what it is a share of."""
    if andel.hela_procent is None:
        return "–"
    return f"{andel.hela_procent}{_HART}% ({heltal(andel.antal)} av {heltal(andel.av)})"


def definition(m: Matt) -> str:
    """A figure's definition with its reference, as a footnote has it."""
    kallor = "; ".join(hanvisning(k) for k in m.krav)
    return f"{m.rubrik}: {m.definition}{f' ({kallor})' if kallor else ''}"


def definitioner(namn: Iterable[str] | None = None) -> list[str]:
    """The definitions of the figures named, or of all; first which year things belong to, and what in time means."""
    matt = MATT if namn is None else [MATT_EFTER_NAMN[n] for n in namn]
    return [f"År: {AR}", I_TID, *(definition(m) for m in matt)]


def i_ord(n: Nyckeltal) -> str:
    """An anordnare's figures as a sentence, for those who do not see the picture."""
    delar = [f"{heltal(n.insatser)} insatser", f"mål nått {procent(n.mal)}"]
    delar += [f"{MATT_EFTER_NAMN[m].rubrik.lower()} i tid {procent(getattr(n, m).andel)}" for m in PUNKTLIGA]
    delar += [f"{n.aterremisser} återremisser", f"{n.brister} brister", f"{n.avvikelser} avvikelser hos anordnaren"]
    return f"{n.anordnare}: {', '.join(delar)}."


def som_csv(rader: Sequence[Nyckeltal], rubrik: Rubrik) -> bytes:
    """A file for Excel: a row for each anordnare, then the definitions."""
    kolumner = [k for k, _ in _kolumner(Nyckeltal(""), rubrik)]
    under: list[Sequence[object]] = [(), ("Definitioner",), ("År", AR), ("I tid", I_TID)]
    under += [(m.rubrik, m.definition, "; ".join(hanvisning(k) for k in m.krav)) for m in MATT]
    ut = io.StringIO(newline="")
    csvut.skriv(ut, kolumner, [*([v for _, v in _kolumner(n, rubrik)] for n in rader), *under])
    return ut.getvalue().encode("utf-8-sig")


def _kolumner(n: Nyckeltal, rubrik: Rubrik) -> Iterator[tuple[str, object]]:
    yield from (("Anordnare", n.anordnare), ("År", rubrik.period.fran.year), ("Till och med", rubrik.period.till))
    yield "Kundval", rubrik.kundval or "alla"
    yield from (("Insatser", n.insatser), ("Påbörjade", n.paborjade), ("Pågående", n.pagaende))
    yield from (("Avslutade", n.avslutade), ("Fullföljda", n.fullfoljda), ("Avslutade i förtid", n.i_fortid))
    yield from (("Avbrutna", n.avbrutna), ("Mål nått", n.mal_natt), ("Mål okänt", n.mal_okant))
    yield "Mål nått, %", n.mal.procent
    for m in PUNKTLIGA:
        p: Punktlighet = getattr(n, m)
        rubriken = MATT_EFTER_NAMN[m].rubrik
        yield from ((f"{rubriken}: i tid", p.i_tid), (f"{rubriken}: sena", p.sena))
        yield from ((f"{rubriken}: saknas", p.saknade), (f"{rubriken}: i tid, %", p.andel.procent))
    yield from (("Granskningar", n.granskningar), ("Återremisser", n.aterremisser))
    yield from (("Återremisser, %", n.returer.procent), ("Brister", n.brister))
    for sort, text in BRIST.items():
        yield f"Brister: {text}", n.brister_per_sort.get(sort, 0)
    yield from (("Avvikelser hos anordnaren", n.avvikelser), ("Anmälda avvikelser", n.anmalda_avvikelser))
