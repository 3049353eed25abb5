"""§8.4, §10.4: the parties of a case write to each other in threads, and each organisation notes for itself (K4.6).

A thread is between roles that are chosen when it begins, the karriärvägledare always among them; nobody else reads it
or sees that it is there (K3.7). What travels is which thread, never a word of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.kallor import hanvisning
from domain.grund.lasratt import Textslag
from domain.grund.parter import BENAMNING, Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Fraga, Trad
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Bilagor, Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

Part = Literal["karriarvagledare", "anordnare", "arbetsledare", "socialsekreterare"]
"""Whoever writes and is written to."""

_PARTER = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.ARBETSLEDARE, Roll.SOCIALSEKRETERARE)
_KOMMUNEN = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)
_TILLSTAND = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)
_LANGSTA_AMNE = 200
_FLEST_TRADAR, _FLEST_MEDDELANDEN = 200, 500
"""Threads of a case, and messages of a thread: more than any case has, and few enough to be carried (K3.3)."""


class SkrivMeddelande(Kommando):
    """Begin a thread; ``svar_vantas_av`` makes the message a question that one of its readers is to answer."""

    roller: ClassVar = _PARTER
    regel: ClassVar = "K4.6"
    rubrik: ClassVar = "Skriv ett meddelande"
    tillstand: ClassVar = _TILLSTAND
    lases: ClassVar = Textslag.MEDDELANDE

    kommando: Literal["skriv_meddelande"] = "skriv_meddelande"
    till: tuple[Part, ...] = Field(min_length=1, description="Vilka det är till; karriärvägledaren läser det alltid.")
    amne: Text = Field(description="Ämne, högst 200 tecken.")
    text: Text = Field(description="Meddelandet.")
    svar_vantas_av: Part | None = Field(default=None, description="Den som ska svara på frågan; svaret bevakas.")
    bilagor: Bilagor = ()


class SvaraITrad(Kommando):
    """Write in a thread; it answers every question there that waits for the writer's role."""

    roller: ClassVar = _PARTER
    regel: ClassVar = "K4.6"
    rubrik: ClassVar = "Svara i en tråd"
    tillstand: ClassVar = _TILLSTAND
    lases: ClassVar = Textslag.MEDDELANDE

    kommando: Literal["svara_i_trad"] = "svara_i_trad"
    trad: int = Field(ge=1, le=10_000, description="Trådens nummer.")
    text: Text = Field(description="Svaret.")
    svar_vantas_av: Part | None = Field(default=None, description="Den som ska svara på frågan; svaret bevakas.")
    bilagor: Bilagor = ()


class AntecknaInternt(Kommando):
    """Note something that only one's own organisation reads: the municipality's, or the anordnare's."""

    roller: ClassVar = (*_KOMMUNEN, Roll.ANORDNARE)
    regel: ClassVar = "K4.6"
    rubrik: ClassVar = "Skriv en intern anteckning"
    tillstand: ClassVar = _TILLSTAND
    lases: ClassVar = Textslag.MEDDELANDE

    kommando: Literal["anteckna_internt"] = "anteckna_internt"
    amne: Text = Field(description="Ämne, högst 200 tecken.")
    text: Text = Field(description="Anteckningen.")
    bilagor: Bilagor = ()


class StangTrad(Kommando):
    """Close a thread: nothing more is written in it. A question of one's own that waits falls away with it."""

    roller: ClassVar = _PARTER
    regel: ClassVar = "K4.6"
    rubrik: ClassVar = "Stäng en tråd"
    tillstand: ClassVar = _TILLSTAND
    lases: ClassVar = Textslag.MEDDELANDE

    kommando: Literal["stang_trad"] = "stang_trad"
    trad: int = Field(ge=1, le=10_000, description="Trådens nummer.")


@dataclass(frozen=True, slots=True)
class MeddelandeSkrivet(Handelse):
    """Message ``nummer`` of thread ``trad``, between ``mellan``; ``svar_av`` is who is to answer it, if it asks, and
    ``bilagor`` the ids of the files that it carries."""

    lases: ClassVar = Textslag.MEDDELANDE

    trad: int
    nummer: int
    av: Roll
    mellan: tuple[Roll, ...]
    intern: bool = False
    svar_av: Roll | None = None
    bilagor: tuple[str, ...] = ()
    slag: Literal["meddelande_skrivet"] = "meddelande_skrivet"


@dataclass(frozen=True, slots=True)
class TradStangd(Handelse):
    """The thread takes no more messages (K4.6)."""

    lases: ClassVar = Textslag.MEDDELANDE

    trad: int
    mellan: tuple[Roll, ...]
    slag: Literal["trad_stangd"] = "trad_stangd"


def _skriv(i: Insats, k: SkrivMeddelande, fall: Fall) -> Iterator[Handelse]:
    _prova_vem(i, fall)
    _prova_ny(i, k)
    till = {Roll(t) for t in k.till}
    if till == {fall.av.roll}:
        raise Avvisning("K4.6", "skriv till någon annan, eller gör en intern anteckning", "till")
    if Roll.SOCIALSEKRETERARE in till and i.socialsekreterare is None:
        raise Avvisning("K4.6", "ingen socialsekreterare är utsedd för kunden", "till")
    mellan = tuple(r for r in _PARTER if r in till | {fall.av.roll, Roll.KARRIARVAGLEDARE})
    svar_av = _svarar(k.svar_vantas_av, mellan, fall)
    yield MeddelandeSkrivet(len(i.tradar) + 1, 1, fall.av.roll, mellan, svar_av=svar_av, bilagor=k.bilagor)


def _svara(i: Insats, k: SvaraITrad, fall: Fall) -> Iterator[Handelse]:
    trad = _oppen(i, k.trad, fall)
    if trad.meddelanden >= _FLEST_MEDDELANDEN:
        raise Avvisning("K4.6", f"tråden har redan {_FLEST_MEDDELANDEN} meddelanden: börja en ny", "trad")
    svar_av = _svarar(k.svar_vantas_av, trad.mellan, fall)
    if trad.intern and svar_av is not None:
        raise Avvisning("K4.6", "en intern anteckning väntar inte på svar", "svar_vantas_av")
    yield MeddelandeSkrivet(k.trad, trad.meddelanden + 1, fall.av.roll, trad.mellan, trad.intern, svar_av, k.bilagor)


def _anteckna(i: Insats, k: AntecknaInternt, fall: Fall) -> Iterator[Handelse]:
    _prova_ny(i, k)
    egna = (Roll.ANORDNARE,) if fall.av.roll is Roll.ANORDNARE else _KOMMUNEN
    yield MeddelandeSkrivet(len(i.tradar) + 1, 1, fall.av.roll, egna, intern=True, bilagor=k.bilagor)


def _stang(i: Insats, k: StangTrad, fall: Fall) -> Iterator[Handelse]:
    trad = _oppen(i, k.trad, fall)
    if andras := [f for f in trad.obesvarade() if f.av is not fall.av.roll]:
        vem = BENAMNING[andras[0].av]
        raise Avvisning("K4.6", f"en fråga från {vem} väntar på svar; den som frågade kan stänga tråden", "trad")
    yield TradStangd(k.trad, trad.mellan)


def _prova_vem(i: Insats, fall: Fall) -> None:
    """A socialsekreterare writes of the kunder it is named for. Raises: Avvisning, K4.6."""
    if fall.av.roll is Roll.SOCIALSEKRETERARE:
        if i.socialsekreterare is None or not samma_person(i.socialsekreterare, fall.av.id):
            raise Avvisning("K4.6", "det här gör den socialsekreterare som är utsedd för kunden", "av")


def _prova_ny(i: Insats, k: SkrivMeddelande | AntecknaInternt) -> None:
    if k.amne.tecken > _LANGSTA_AMNE:
        raise Avvisning("K4.6", f"ämnet får vara högst {_LANGSTA_AMNE} tecken", "amne")
    if len(i.tradar) >= _FLEST_TRADAR:
        raise Avvisning("K4.6", f"ärendet har redan {_FLEST_TRADAR} trådar: skriv i en av dem", "kommando")


def _oppen(i: Insats, nummer: int, fall: Fall) -> Trad:
    """A thread that one may write in. One that is another's is answered as one that is not there. Raises: Avvisning."""
    _prova_vem(i, fall)
    trad = i.tradar[nummer - 1] if nummer <= len(i.tradar) else None
    if trad is None or fall.av.roll not in trad.mellan:
        raise Avvisning("K4.6", f"tråd {nummer} finns inte, eller är inte din att läsa", "trad")
    if trad.stangd is not None:
        raise Avvisning("K4.6", f"tråd {nummer} är stängd: börja en ny", "trad")
    return trad


def _svarar(part: Part | None, mellan: tuple[Roll, ...], fall: Fall) -> Roll | None:
    """Who is to answer. Raises: Avvisning, K4.6."""
    if part is None:
        return None
    roll = Roll(part)
    if roll is fall.av.roll or roll not in mellan:
        raise Avvisning("K4.6", "den som ska svara är någon annan som läser tråden", "svar_vantas_av")
    return roll


def _skrevs(i: Insats, h: MeddelandeSkrivet, tid: datetime) -> Insats:
    fragor: tuple[Fraga, ...] = ()
    if h.svar_av is not None:
        dagar = i.regelverk.tal("svar.arbetsdagar", datum(tid))
        fragor = (Fraga(h.nummer, tid, h.av, h.svar_av, dagar),)
    if h.nummer == 1:
        return med(i, tradar=(*i.tradar, Trad(h.mellan, h.intern, 1, fragor)))
    trad = i.tradar[h.trad - 1].besvarad_av(h.av, tid)
    return _med_trad(i, h.trad, replace(trad, meddelanden=h.nummer, fragor=(*trad.fragor, *fragor)))


def _stangdes(i: Insats, h: TradStangd, tid: datetime) -> Insats:
    trad = i.tradar[h.trad - 1]
    return _med_trad(i, h.trad, replace(trad, stangd=tid, fragor=tuple(f for f in trad.fragor if f.besvarad)))


def _med_trad(i: Insats, nummer: int, trad: Trad) -> Insats:
    return med(i, tradar=(*i.tradar[: nummer - 1], trad, *i.tradar[nummer:]))


def _brev(i: Insats, h: MeddelandeSkrivet) -> Iterator[Brev]:
    """Everybody else in the thread is told that there is something to read; of a note of one's own nobody is."""
    if h.intern:
        return
    for roll in h.mellan:
        if roll is not h.av:
            vad = "Fråga att besvara" if roll is h.svar_av else "Nytt meddelande"
            yield Brev(roll, "K4.6", f"{vad} i tråd {h.trad} ({hanvisning('K4.6')})")


def _mening(h: MeddelandeSkrivet) -> Mening:
    if h.intern:
        return Mening(f"Intern anteckning, tråd {h.trad}", "K4.6")
    andra = ", ".join(BENAMNING[r] for r in h.mellan if r is not h.av)
    vad = f"Fråga till {BENAMNING[h.svar_av]}" if h.svar_av else f"Meddelande till {andra}"
    return Mening(f"{vad}, tråd {h.trad}", "K4.6")


KAPITEL = Kapitel(
    beslut={SkrivMeddelande: _skriv, SvaraITrad: _svara, AntecknaInternt: _anteckna, StangTrad: _stang},
    foljder={
        MeddelandeSkrivet: Foljd(_skrevs, mening=_mening, brev=_brev),
        TradStangd: Foljd(_stangdes, mening=lambda h: Mening(f"Tråd {h.trad} är stängd", "K4.6", "dampad")),
    },
)
