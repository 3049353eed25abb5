"""K0.10: who may undo what; a write-off, or a shortcoming put on the wrong record, is struck.

Who, when and why stays in the journal. These are no facts that anything is decided anew from: what was written off is
awaited again from where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from domain.grund.avvisning import Avvisning
from domain.grund.granser import LastJson
from domain.grund.kallor import hanvisning
from domain.grund.ordval import i_ord
from domain.grund.parter import BENAMNING, Roll
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import forfallna_attester
from domain.kapitel.alla import KAPITLEN, KOMMANDON, benamning
from domain.kapitel.dialog.brist import RegistreraBrist
from domain.liv.avskrivning import Avskriv, BeslutaAvskrivning, utan
from domain.liv.rattelse import Ratta
from domain.skeende.form import las_kommando
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.mening import Mening

ATERTAS: Mapping[str, tuple[Roll, ...]] = {
    "avskriv": Avskriv.roller,
    "besluta_avskrivning": BeslutaAvskrivning.roller,
    "registrera_brist": RegistreraBrist.roller,
}
"""What can be struck so, and by whom: those who could say it."""


@dataclass(frozen=True, slots=True)
class AvskrivningStruken(Handelse):
    """``vad`` is what was struck: the write-off, the proposal of it, or the decision on that."""

    nr: int | None
    vad: str
    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    slag: Literal["avskrivning_struken"] = "avskrivning_struken"


@dataclass(frozen=True, slots=True)
class BristStruken(Handelse):
    """A breach is off the record: it was registered by mistake (K0.10)."""

    nr: int | None
    sort: str
    avser: str | None
    slag: Literal["brist_struken"] = "brist_struken"


def prova_roll(sagt: LastJson, fall: Fall) -> None:
    """Nobody corrects or strikes what their own role could not have said, as it was and as it becomes (K0.10).

    Raises: Avvisning, K0.10; K0.7 in a run begun before it, where the karriärvägledare could correct everything.
    """
    kommando = las_kommando(sagt, KOMMANDON, redan_sagt=True)
    if not fall.dorr:
        if fall.av.roll not in (*type(kommando).roller, Roll.KARRIARVAGLEDARE):
            raise Avvisning("K0.7", "uppgiften rättas av den som kan registrera den, eller av karriärvägledaren", "av")
        return
    if fall.av.roll not in (far := kommando.sags_av()):
        vem = " eller ".join(BENAMNING[r] for r in far)
        text = f"uppgiften rättas och stryks av den som kan registrera den: {vem}, inte {BENAMNING[fall.av.roll]}"
        raise Avvisning("K0.10", text, "av")


def var_hel(i: Insats, fore: LastJson, fall: Fall) -> bool:
    """Whether what is corrected met, as it was said, all that is asked now: then the corrected saying must too, or a
    correction would be a way round it. One from before something was asked is not asked for it (K0.7, K0.10)."""
    try:
        KAPITLEN.besluta(i, las_kommando(fore, KOMMANDON, redan_sagt=True), replace(fall, hel=True))
    except Avvisning:
        return False
    return True


def aterta(i: Insats, k: Ratta, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning, K0.10 (another's to undo) or K0.7 (nothing such to strike)."""
    if fall.av.roll not in ATERTAS[k.vad]:
        raise Avvisning("K0.10", "uppgiften stryks av den som kan registrera den", "av")
    if not k.stryk:
        raise Avvisning("K0.7", f"{i_ord(k.vad)} ändras inte: stryk, och säg det på nytt", "andringar")
    yield _HITTA[k.vad](i, k)


def _avskrivning(i: Insats, k: Ratta) -> AvskrivningStruken:
    """The latest write-off, or the proposal of one, or the one of that line."""
    attesterade = k.vad == "besluta_avskrivning"
    skrivna: list[tuple[datetime, int | None, str]] = []
    for nyckel, tid in i.avskrivna.items():
        avskrivning = i.avskrivningar.get(nyckel)
        if bool(avskrivning and avskrivning.attesterad) == attesterade:
            skrivna.append((tid, avskrivning.nr if avskrivning else None, nyckel))
    if not attesterade:
        skrivna += ((f.tid, f.nr, nyckel) for nyckel, f in i.avskrivningsforslag.items())
    traffar = sorted((s for s in skrivna if k.nr in (None, s[1])), key=lambda s: (s[0], s[1] or 0))
    if not traffar:
        raise _finns_inte(k)
    _, nr, nyckel = traffar[-1]
    o = i.oppnade[nyckel]
    return AvskrivningStruken(nr, k.vad, nyckel, o.slag, o.avser, o.regel)


def _brist(i: Insats, k: Ratta) -> BristStruken:
    sagda = RegistreraBrist.model_fields["sort"].annotation.__args__  # type: ignore[union-attr]
    traffar = [b for b in i.brister if b.sort in sagda and k.nr in (None, b.nr)]
    if not traffar:
        raise _finns_inte(k)
    return BristStruken(traffar[-1].nr, traffar[-1].sort, traffar[-1].avser)


_HITTA: Mapping[str, Callable[[Insats, Ratta], Handelse]] = {
    "avskriv": _avskrivning,
    "besluta_avskrivning": _avskrivning,
    "registrera_brist": _brist,
}


def _finns_inte(k: Ratta) -> Avvisning:
    vilken = f" med nummer {k.nr}" if k.nr else ""
    return Avvisning("K0.7", f"det finns ingen uppgift {i_ord(k.vad)}{vilken} att stryka", "nr" if k.nr else "vad")


def _avskrivningen_stroks(i: Insats, h: AvskrivningStruken, tid: datetime) -> Insats:
    attester = forfallna_attester(i.attestfragor, h.nyckel)
    ny = med(i, avskrivningsforslag=utan(dict(i.avskrivningsforslag), h.nyckel), attestfragor=attester)
    if h.nyckel not in i.avskrivna:
        return ny
    return med(
        ny,
        avskrivna={n: t for n, t in i.avskrivna.items() if n != h.nyckel},
        avskrivningar={n: a for n, a in i.avskrivningar.items() if n != h.nyckel},
        slutford=None,
        rattad=tid,  # what becomes payable by it is paid in a month that was not closed then (K0.7)
    )


def _bristen_stroks(i: Insats, h: BristStruken, tid: datetime) -> Insats:
    kvar = list(i.brister)
    kvar.remove(next(b for b in reversed(i.brister) if (b.nr, b.sort, b.avser) == (h.nr, h.sort, h.avser)))
    return med(i, brister=tuple(kvar))


def _brev_avskrivning(i: Insats, h: AvskrivningStruken) -> Iterator[Brev]:
    hur = "väntas igen" if h.nyckel in i.oppnade else "är struken"
    namn = benamning(h.bevakning, h.avser)
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.ARBETSLEDARE):
        yield Brev(roll, "K0.10", f"Avskrivningen är struken: {namn} {hur} ({hanvisning(h.regel)}, K0.10)")


def _brev_brist(i: Insats, h: BristStruken) -> Iterator[Brev]:
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE):
        yield Brev(roll, "K13.6", f"Bristen hos anordnaren är struken: {i_ord(h.sort)} (§13.5, K13.6, K0.10)")


KAPITEL = Kapitel(
    foljder={
        AvskrivningStruken: Foljd(
            _avskrivningen_stroks,
            mening=lambda h: Mening(
                f"Avskrivningen är struken: {benamning(h.bevakning, h.avser)} väntas igen", "K0.10", "god"
            ),
            brev=_brev_avskrivning,
        ),
        BristStruken: Foljd(
            _bristen_stroks,
            mening=lambda h: Mening(f"Bristen hos anordnaren är struken: {i_ord(h.sort)}", "K0.10", "god"),
            brev=_brev_brist,
        ),
    },
)
