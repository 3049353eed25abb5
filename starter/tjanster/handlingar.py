"""The texts of a case by what they are: plans and reports with their versions, and the words of each heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.ordval import i_ord, med_stor
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.kapitel.inlamning.mall import planmall
from domain.liv.lagesbild import Insatsrad
from domain.liv.rutin import KOMMANDON
from domain.regler.regelverk import SaknarRegel
from domain.skeende.journal import Post
from domain.tid.manad import Manad
from domain.tid.tidpunkt import datum
from persistence.journal.dokument import Dokument
from starter.tjanster import arendet
from starter.visning.ordval.falt import kort
from starter.visning.ordval.lagesord import aktor_i_ord


@dataclass(frozen=True, slots=True)
class Stycke:
    """A text under its heading."""

    rubrik: str
    text: str


@dataclass(frozen=True, slots=True)
class Handling:
    """A text that has been taken: what it is, by whom, and its headings in the order of the template."""

    id: str
    vad: str
    av: str
    tid: datetime
    stycken: tuple[Stycke, ...]


@dataclass(frozen=True, slots=True)
class Rapport:
    """A month's report: the facts of its latest version, and its text, None where one may not read it."""

    manad: Manad
    version: int
    tid: datetime
    uppfoljning_datum: date
    franvaro: Sequence[Any]
    handling: Handling | None


def handlingar(i: Insats, poster: Sequence[Post], dokument: Iterable[Dokument]) -> list[Handling]:
    """Every text that one may read, latest first."""
    tider = {p.dokument: p.tid for p in reversed(poster) if p.dokument}
    alla = [handling(i, d, tider.get(d.id)) for d in dokument]
    return sorted(alla, key=lambda h: h.tid, reverse=True)


def handling(i: Insats, d: Dokument, tid: datetime | None = None) -> Handling:
    """A stored text, its fields as headings in the order of the form; ``tid`` is when it was taken."""
    typ = KOMMANDON.get(d.slag)
    vad = typ.rubrik if typ else med_stor(i_ord(d.slag))
    return Handling(d.id, vad, _vem(d.av), tid or d.skapad, tuple(_stycken(i, d)))


def processtext(d: Dokument) -> Handling:
    """The words that were written to a process, under the names of their fields."""
    stycken = tuple(Stycke(kort(falt), str(v)) for falt, v in d.innehall.items())
    return Handling(d.id, med_stor(i_ord(d.slag)), _vem(d.av), d.skapad, stycken)


def _vem(av: str) -> str:
    try:
        return aktor_i_ord(Aktor.tolka(av))
    except ValueError:
        return av


def mall(i: Insats, verb: str) -> tuple[str, ...]:
    """The headings that a text is written under, by the case's own rules; none for a text without a template."""
    if verb not in _MALL:
        return ()
    if verb == "lamna_genomforandeplan":
        return planmall(i, datum(i.senast))
    return i.regelverk.lista(f"{_MALL[verb]}.{i.kundval}", datum(i.senast))


_MALL = {
    "lamna_genomforandeplan": "mall.genomforandeplan",
    "klarmarkera_manadsrapport": "mall.manadsrapport",
    "lamna_slutrapport": "mall.slutrapport",
}


def _stycken(i: Insats, d: Dokument) -> Iterable[Stycke]:
    typ = KOMMANDON.get(d.slag)
    ordning = [*(typ.model_fields if typ else ())]
    for falt, varde in sorted(d.innehall.items(), key=lambda x: ordning.index(x[0]) if x[0] in ordning else 99):
        if isinstance(varde, Mapping):
            under = mall(i, d.slag)
            for rubrik, text in sorted(varde.items(), key=lambda x: under.index(x[0]) if x[0] in under else 99):
                yield Stycke(mallrubrik(i, str(rubrik)), str(text))
        elif isinstance(varde, list | tuple):
            yield Stycke(kort(falt), "\n".join(f"– {v}" for v in varde))
        else:
            yield Stycke(kort(falt), str(varde))


def mallhjalp(i: Insats, rubrik: str) -> str:
    """What is written under a heading of the templates, in a sentence."""
    return i.regelverk.parameter(f"rubrik.{rubrik}").text


def mallrubrik(i: Insats, rubrik: str) -> str:
    """What a heading of the templates is called, by the case's own rules; else its own name in words."""
    try:
        return i.regelverk.text_varde(f"rubrik.{rubrik}", datum(i.senast))
    except SaknarRegel:
        return med_stor(i_ord(rubrik))


def rapporter(i: Insats, poster: Sequence[Post], dokument: Sequence[Dokument]) -> list[Rapport]:
    """The latest version of each month's report, latest month first."""
    texter = {d.id: d for d in dokument}
    svar: dict[Manad, Rapport] = {}
    for p in poster:
        h: Any = p.handelse
        if h.slag == "manadsrapport_inlamnad":
            d = texter.get(p.dokument or "")
            text = handling(i, d, p.tid) if d else None
            svar[h.manad] = Rapport(h.manad, h.version, p.tid, h.uppfoljning_datum, h.franvaro, text)
    return sorted(svar.values(), key=lambda r: r.manad, reverse=True)


def planer(i: Insats, poster: Sequence[Post], dokument: Sequence[Dokument]) -> list[Handling]:
    """The versions of the plan that one may read, latest first; the first of them is the one in force."""
    texter = {d.id: d for d in dokument}
    lamnade = [p for p in poster if p.handelse.slag == "genomforandeplan_lamnad"]
    return [handling(i, texter[p.dokument], p.tid) for p in reversed(lamnade) if p.dokument in texter]


@dataclass(frozen=True, slots=True)
class Andrad:
    """A heading whose words differ between two versions: its lines, each the same, taken away or new."""

    rubrik: str
    rader: tuple[tuple[Literal["lika", "borta", "ny"], str], ...]


def skillnad(fore: Handling, efter: Handling) -> list[Andrad]:
    """The headings that differ, in the later version's order; none if the words are the same (K4.7)."""
    var = {s.rubrik: s.text.splitlines() for s in fore.stycken}
    blir = {s.rubrik: s.text.splitlines() for s in efter.stycken}
    return [
        Andrad(rubrik, tuple(_rader(var.get(rubrik, []), blir.get(rubrik, []))))
        for rubrik in dict.fromkeys((*blir, *var))
        if var.get(rubrik) != blir.get(rubrik)
    ]


_FLEST_PAR = 250_000
"""Pairs of lines that are held against each other: far more than any plan has, and a tenth of a second at worst."""


def _rader(fore: list[str], efter: list[str]) -> Iterable[tuple[Literal["lika", "borta", "ny"], str]]:
    if len(fore) * len(efter) > _FLEST_PAR:  # the time grows with the product: all of it is told as written anew
        yield from (("borta", rad) for rad in fore)
        yield from (("ny", rad) for rad in efter)
        return
    for hur, a1, a2, b1, b2 in SequenceMatcher(None, fore, efter, autojunk=False).get_opcodes():
        if hur == "equal":
            yield from (("lika", rad) for rad in efter[b1:b2])
        else:
            yield from (("borta", rad) for rad in fore[a1:a2])
            yield from (("ny", rad) for rad in efter[b1:b2])


def en(motor: Engine, som: Aktor, arende: str, id: str) -> tuple[Handling, Insatsrad]:
    """A text that one reads, and its case as one may see it. Raises: FinnsInte."""
    rad = arendet.ett(motor, som, arende)
    i, poster = arendet.tillstand(motor, som, arende)
    d = next((d for d in arendet.texter(motor, som, arende) if d.id == id), None)
    if d is None:
        raise FinnsInte("K4.7", "handlingen finns inte, eller är inte din att läsa", "id")
    tid = next((p.tid for p in poster if p.dokument == id), None)
    return handling(i, d, tid), rad


def skillnaden(motor: Engine, som: Aktor, arende: str, id: str, mot: str) -> list[Andrad]:
    """What a text says otherwise than an earlier one of its kind. Raises: FinnsInte; Avvisning, of different kinds."""
    efter, _ = en(motor, som, arende, id)
    fore, _ = en(motor, som, arende, mot)
    if fore.vad != efter.vad:
        raise Avvisning("K4.7", "bara versioner av samma handling jämförs", "mot")
    return skillnad(fore, efter)
