"""The texts of a case by what they are: plans and reports with their versions, and the words of each heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import i_ord, med_stor
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.kapitel.inlamning.mall import planmall
from domain.kapitel.inlamning.rapporthandelser import ManadsrapportInlamnad
from domain.liv.lagesbild import Insatsrad
from domain.liv.rutin import KOMMANDON
from domain.regler.regelverk import SaknarRegel
from domain.skeende.journal import Post
from domain.tid.manad import Manad
from domain.tid.tidpunkt import datum
from persistence.journal.dokument import Dokument
from starter.tjanster import arendet
from starter.visning.ordval.falt import kort
from starter.visning.ordval.handlingslage import handlingens_namn, handlingslage
from starter.visning.ordval.lagesord import aktor_i_ord
from starter.visning.ordval.rapportord import rapportens_fakta


@dataclass(frozen=True, slots=True)
class Stycke:
    """A text under its heading."""

    rubrik: str
    text: str


@dataclass(frozen=True, slots=True)
class Handling:
    """A text that has been taken: what it is, by whom, its headings in the order of the template, and how it stands."""

    id: str
    vad: str
    av: str
    tid: datetime
    stycken: tuple[Stycke, ...]
    lage: str = ""


@dataclass(frozen=True, slots=True)
class Rapport:
    """A month's report: its latest version, and what that and the one before hold; None where one may not read it."""

    manad: Manad
    version: int
    tid: datetime
    handling: Handling | None
    forra: Handling | None


def handlingar(i: Insats, poster: Sequence[Post], dokument: Iterable[Dokument]) -> list[Handling]:
    """Every text that one may read, latest first."""
    texter, rader = {d.id: d for d in dokument}, {p.dokument: p for p in reversed(poster) if p.dokument}
    alla = [_handling(i, d, rader.get(d.id), poster, texter) for d in texter.values()]
    return sorted(alla, key=lambda h: h.tid, reverse=True)


def _handling(
    i: Insats, d: Dokument, p: Post | None, poster: Sequence[Post], texter: Mapping[str, Dokument]
) -> Handling:
    """A stored text as headings in the order of the form, taken with the line ``p``; a report with its facts (K8.4)."""
    fakta, lage = (_rapportens(i, p, poster, texter), handlingslage(i, p)) if p else ((), "")
    return Handling(
        d.id, handlingens_namn(d.slag), _vem(d.av), p.tid if p else d.skapad, (*fakta, *_stycken(i, d)), lage
    )


def _rapportens(i: Insats, p: Post, poster: Sequence[Post], texter: Mapping[str, Dokument]) -> Iterable[Stycke]:
    sagt = next((s.kommando for s in i.sagda if s.nr == p.nr), None)
    if not isinstance(h := p.handelse, ManadsrapportInlamnad) or sagt is None:
        return ()
    delmalen: Sequence[str] = ()
    orsaker = {}
    for annan in poster:
        if (d := texter.get(annan.dokument or "")) is None:
            continue
        if annan.handelse.slag == "genomforandeplan_lamnad" and _ar_version(annan.handelse, h):
            delmalen = d.innehall.get("delmal", ())
        elif orsak := next((d.innehall[falt] for falt in _ORSAK if d.innehall.get(falt)), None):
            orsaker[annan.nr] = str(orsak)
    return (Stycke(*x) for x in rapportens_fakta(h, sagt, delmalen, orsaker))


_ORSAK = ("orsak", "beskrivning", "anteckning")
"""In which field the reason of absence, of a no-show or of a message of it is written."""


def _ar_version(plan: Any, h: ManadsrapportInlamnad) -> bool:
    return h.plan is not None and (plan.omgang, plan.version) == (h.plan.omgang, h.plan.version)


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
    """The latest version of each month's report that stands, latest month first."""
    texter = {d.id: d for d in dokument}
    svar: dict[Manad, Rapport] = {}
    for p in _staende(i, poster, "manadsrapport_inlamnad"):
        h: Any = p.handelse
        text = _handling(i, d, p, poster, texter) if (d := texter.get(p.dokument or "")) else None
        svar[h.manad] = Rapport(h.manad, h.version, p.tid, text, svar[h.manad].handling if h.manad in svar else None)
    return sorted(svar.values(), key=lambda r: r.manad, reverse=True)


def _staende(i: Insats, poster: Iterable[Post], slag: str) -> list[Post]:
    """The lines of a kind that have not been struck (K0.7)."""
    sagda = {s.nr for s in i.sagda}
    return [p for p in poster if p.handelse.slag == slag and p.nr in sagda]


def planer(i: Insats, poster: Sequence[Post], dokument: Sequence[Dokument]) -> list[Handling]:
    """The versions of the plan that stand and that one may read, latest first: it need not be the one in force."""
    texter = {d.id: d for d in dokument}
    lamnade = ((p, texter.get(p.dokument or "")) for p in reversed(_staende(i, poster, "genomforandeplan_lamnad")))
    return [_handling(i, d, p, poster, texter) for p, d in lamnade if d]


def gallande_plan(i: Insats, planer_: Sequence[Handling]) -> Handling | None:
    """Of these, the plan in force: the latest round that is approved, as it was when it was (K7.6)."""
    godkand = next((o.inlamningar[-1] for o in reversed(i.planer) if o.godkand), None)
    return next((h for h in planer_ if h.tid == godkand), None)


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
    return las(motor, som, arende, id), rad


def las(motor: Engine, som: Aktor, arende: str, id: str) -> Handling:
    """A text that one reads, also in a case that one does not see (K3.7). Raises: FinnsInte; Avvisning."""
    texter = {d.id: d for d in arendet.texter(motor, som, arende)}
    if (d := texter.get(id)) is None:
        raise arendet.handling_saknas()
    if som.roll in (Roll.SOCIALSEKRETERARE, Roll.KUND):
        return processtext(d)
    i, poster = arendet.tillstand(motor, som, arende)
    return _handling(i, d, next((p for p in poster if p.dokument == id), None), poster, texter)


def skillnaden(motor: Engine, som: Aktor, arende: str, id: str, mot: str) -> list[Andrad]:
    """What a text says otherwise than an earlier one of its kind. Raises: FinnsInte; Avvisning, of different kinds."""
    efter, _ = en(motor, som, arende, id)
    fore, _ = en(motor, som, arende, mot)
    if fore.vad != efter.vad:
        raise Avvisning("K4.7", "bara versioner av samma handling jämförs", "mot")
    return skillnad(fore, efter)
