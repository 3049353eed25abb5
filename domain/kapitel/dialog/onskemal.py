"""§7.5, §9.2, §13.2: the kund's own wishes – a trepartssamtal, another anordnare, to end (K13.9).

Said by the kund, or registered for the kund with the day it was said. Each waits for the karriärvägledare's answer
(K4.6). What grants a wish is the decision or the meeting itself; here it is put off by a talk, or refused, where it may
be, and taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.lasratt import Textslag
from domain.grund.ord import ONSKEMAL
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Onskemal
from domain.kapitel.uppdrag.kundlage import kundlage, till_socialsekreteraren
from domain.skeende.handelse import DORR_MED_FORARBETE, DORR_ONSKEMAL_I_TYSTHET, Brev, Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

Sort = Literal["trepartssamtal", "byte_av_anordnare", "avslut"]

_SAGER = (Roll.KUND, Roll.KARRIARVAGLEDARE, Roll.ANORDNARE)
_VAD = "Vad kunden önskar."


class FramforOnskemal(Kommando):
    """A wish of the kund's own. ``sagt_den`` is the day that the kund said it, where another registers it."""

    roller: ClassVar = _SAGER
    regel: ClassVar = "K13.9"
    rubrik: ClassVar = "Framföra kundens önskemål"
    lases: ClassVar = Textslag.ONSKEMAL

    kommando: Literal["framfor_onskemal"] = "framfor_onskemal"
    sort: Sort = Field(description=_VAD)
    sagt_den: date | None = Field(default=None, description="Dagen då kunden sade det, när någon annan registrerar.")
    text: Text | None = Field(default=None, description="Vad kunden vill säga om det.")


class BesvaraOnskemal(Kommando):
    """Put a wish off by a talk on ``samtal_datum``, or refuse it with the reason, where that may be done (K13.9)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K13.9"
    rubrik: ClassVar = "Besvara kundens önskemål"
    lases: ClassVar = Textslag.ONSKEMAL

    kommando: Literal["besvara_onskemal"] = "besvara_onskemal"
    sort: Sort = Field(description=_VAD)
    svar: Literal["samtal", "avslag"] = Field(description="Svaret.")
    samtal_datum: date | None = Field(default=None, description="Dagen för samtalet, när ett samtal hålls först.")
    motivering: Text = Field(description="Motivering.")


class TaTillbakaOnskemal(Kommando):
    """The kund no longer wishes it."""

    roller: ClassVar = _SAGER
    regel: ClassVar = "K13.9"
    rubrik: ClassVar = "Ta tillbaka kundens önskemål"
    lases: ClassVar = Textslag.ONSKEMAL

    kommando: Literal["ta_tillbaka_onskemal"] = "ta_tillbaka_onskemal"
    sort: Sort = Field(description=_VAD)
    sagt_den: date | None = Field(default=None, description="Dagen då kunden sade det, när någon annan registrerar.")


@dataclass(frozen=True, slots=True)
class OnskemalFramfort(Handelse):
    """``foljs``: it must be followed, without talk or refusal (K9.2)."""

    lases: ClassVar = Textslag.ONSKEMAL

    sort: Sort
    sagt: date
    av: Roll
    foljs: bool = False
    slag: Literal["onskemal_framfort"] = "onskemal_framfort"


@dataclass(frozen=True, slots=True)
class OnskemalBesvarat(Handelse):
    """The kund's wish is answered: talked about, refused, or taken back (K13.9)."""

    lases: ClassVar = Textslag.ONSKEMAL

    sort: Sort
    hur: Literal["samtal", "avslag", "aterkallat"]
    samtal: date | None = None
    framfort_av: Roll | None = None
    """Who had registered the wish; None in lines from before that was told."""
    aterkallat_av: Roll | None = None
    """Who took it back; None of an answer, and in lines from before that was told."""
    slag: Literal["onskemal_besvarat"] = "onskemal_besvarat"


def _framfor(i: Insats, k: FramforOnskemal, fall: Fall) -> Iterator[Handelse]:
    sagt = _sagt_den(i, k.sagt_den, fall)
    if (vantar := i.onskemalet(k.sort)) is not None and _vet_om(vantar, fall):
        raise Avvisning("K13.9", "samma önskemål väntar redan på svar", "sort")
    foljs = k.sort == "avslut" and not kundlage(i, sagt).ekonomiskt_bistand
    yield OnskemalFramfort(k.sort, sagt, fall.av.roll, foljs)


def _sagt_den(i: Insats, angivet: date | None, fall: Fall) -> date:
    """The day that the kund said it: today, where the kund does. Raises: Avvisning, K13.9 or K0.6."""
    if fall.av.roll is Roll.KUND:
        if angivet not in (None, fall.idag):
            raise Avvisning("K13.9", "den som själv är kund säger det i dag", "sagt_den")
        return fall.idag
    if angivet is None:
        raise Avvisning("K13.9", "ange vilken dag kunden sade det", "sagt_den")
    krav_ej_framtid(angivet, fall, "sagt_den")
    if angivet < (dag1 := datum(i.aktualiserad)) and not fall.om:
        raise Avvisning("K13.9", f"ligger före aktualiseringen {dag1}", "sagt_den")
    return angivet


def _vet_om(onskemal: Onskemal, fall: Fall) -> bool:
    """Whether the one who speaks may know that it waits: an anordnare of those alone that it has registered itself."""
    return fall.av.roll is not Roll.ANORDNARE or onskemal.kant_av_anordnaren or fall.dorr < DORR_ONSKEMAL_I_TYSTHET


def _oppet(i: Insats, sort: Sort, fall: Fall) -> Onskemal:
    """The wish that waits. An anordnare that has not registered it itself does not know of it. Raises: Avvisning."""
    onskemal = i.onskemalet(sort)
    annans = fall.av.roll is Roll.ANORDNARE and onskemal is not None and not onskemal.kant_av_anordnaren
    if onskemal is None or (annans and fall.kraver(DORR_MED_FORARBETE)):
        raise Avvisning("K13.9", "kunden har inget sådant önskemål som väntar på svar", "sort")
    return onskemal


def _besvara(i: Insats, k: BesvaraOnskemal, fall: Fall) -> Iterator[Handelse]:
    onskemal = _oppet(i, k.sort, fall)
    if onskemal.foljs:
        raise Avvisning("K9.2", "kunden får själv avsluta insatsen när som helst: besluta om avslut", "svar")
    if k.svar == "avslag":
        if k.samtal_datum is not None:
            raise Avvisning("K13.9", "anges bara när ett samtal hålls först", "samtal_datum")
        if k.sort == "byte_av_anordnare":
            raise Avvisning("K13.4", "kunden har rätt att byta anordnare; ett samtal får hållas först", "svar")
        yield OnskemalBesvarat(k.sort, "avslag", framfort_av=_framfort_av(onskemal))
        return
    yield OnskemalBesvarat(k.sort, "samtal", _samtalsdag(i, onskemal, k, fall), _framfort_av(onskemal))


def _samtalsdag(i: Insats, onskemal: Onskemal, k: BesvaraOnskemal, fall: Fall) -> date:
    """When the talk is to be held: soon, and once. Raises: Avvisning, K13.9."""
    if onskemal.samtal is not None:
        raise Avvisning("K13.9", f"samtalet är redan bestämt till {onskemal.samtal}", "svar")
    if k.samtal_datum is None:
        raise Avvisning("K13.9", "ange dagen för samtalet", "samtal_datum")
    hogst = i.regelverk.tal("onskemal.samtal_dagar", fall.idag)
    if k.samtal_datum < fall.idag:
        raise Avvisning("K13.9", "samtalet ligger bakåt i tiden", "samtal_datum")
    if not fall.star and k.samtal_datum > (sista := fall.idag + timedelta(days=hogst)):
        raise Avvisning("K13.9", f"samtalet hålls tidigast i dag och senast {sista}", "samtal_datum")
    return k.samtal_datum


def _ta_tillbaka(i: Insats, k: TaTillbakaOnskemal, fall: Fall) -> Iterator[Handelse]:
    onskemal = _oppet(i, k.sort, fall)
    _sagt_den(i, k.sagt_den, fall)
    yield OnskemalBesvarat(k.sort, "aterkallat", framfort_av=_framfort_av(onskemal), aterkallat_av=fall.av.roll)


def _framfort_av(onskemal: Onskemal) -> Roll | None:
    """Who has registered it, and so is told what came of it: the anordnare, where that has done so too."""
    return Roll.ANORDNARE if onskemal.kant_av_anordnaren else onskemal.av


def _framfordes(i: Insats, h: OnskemalFramfort, tid: datetime) -> Insats:
    if (vantar := i.onskemalet(h.sort)) is not None:  # it is the same wish, which the anordnare did not know of
        samma = replace(vantar, aven_anordnaren=True, foljs=vantar.foljs or h.foljs)
        return med(i, onskemal=tuple(samma if o is vantar else o for o in i.onskemal))
    dagar = i.regelverk.tal("svar.arbetsdagar", datum(tid))
    return med(i, onskemal=(*i.onskemal, Onskemal(tid, h.sort, h.sagt, dagar, h.foljs, av=h.av)))


def _besvarades(i: Insats, h: OnskemalBesvarat, tid: datetime) -> Insats:
    oppet = i.onskemalet(h.sort)
    if h.aterkallat_av is Roll.ANORDNARE and oppet is not None and oppet.aven_anordnaren:
        kvar = replace(oppet, aven_anordnaren=False)  # what the kund has said is not the anordnare's to take back
        return med(i, onskemal=tuple(kvar if o is oppet else o for o in i.onskemal))
    if h.hur != "samtal":
        return med(i, onskemal=i.med_besvarade_onskemal(tid, h.sort, hur=h.hur))
    if h.sort == "trepartssamtal":
        return med(i, onskemal=i.med_besvarade_onskemal(tid, h.sort))
    skjutet = (replace(o, samtal=h.samtal, skjutet=tid) if o is oppet else o for o in i.onskemal)
    return med(i, onskemal=tuple(skjutet))


def _brev_framfort(i: Insats, h: OnskemalFramfort) -> Iterator[Brev]:
    foljs = "; det ska följas" if h.foljs else ""
    text = f"Kunden vill {ONSKEMAL[h.sort]}, sagt {h.sagt}{foljs} ({hanvisning('K13.9')})"
    yield Brev(Roll.KARRIARVAGLEDARE, "K13.9", text)
    if h.sort == "avslut":
        yield from till_socialsekreteraren(i, h.sagt)


def _brev_besvarat(i: Insats, h: OnskemalBesvarat) -> Iterator[Brev]:
    if h.hur == "aterkallat":
        enligt = ", enligt anordnaren" if h.aterkallat_av is Roll.ANORDNARE else ""
        text = f"Kunden vill inte längre {ONSKEMAL[h.sort]}{enligt} ({hanvisning('K13.9')})"
        yield Brev(Roll.KARRIARVAGLEDARE, "K13.9", text)
        return
    vad = f"ett samtal hålls {h.samtal}" if h.samtal else "svaret är nej, med motivering"
    yield Brev(Roll.KUND, "K13.9", f"Ditt önskemål att {ONSKEMAL[h.sort]}: {vad} ({hanvisning('K13.9')})")
    if h.framfort_av is Roll.ANORDNARE:
        vad = vad.removesuffix(", med motivering")  # which is the kund's to read, and the municipality's
        yield Brev(Roll.ANORDNARE, "K13.9", f"Kundens önskemål att {ONSKEMAL[h.sort]}: {vad} ({hanvisning('K13.9')})")


def _mening_framfort(h: OnskemalFramfort) -> Mening:
    foljs = "; det ska följas" if h.foljs else ""
    return Mening(f"Kunden vill {ONSKEMAL[h.sort]}, sagt {h.sagt}{foljs}", "K13.9")


def _mening_besvarat(h: OnskemalBesvarat) -> Mening:
    if h.hur == "aterkallat":
        return Mening(f"Kunden vill inte längre {ONSKEMAL[h.sort]}", "K13.9")
    vad = f"samtal {h.samtal}" if h.samtal else "avslag"
    return Mening(f"Kundens önskemål att {ONSKEMAL[h.sort]} är besvarat: {vad}", "K13.9")


KAPITEL = Kapitel(
    beslut={FramforOnskemal: _framfor, BesvaraOnskemal: _besvara, TaTillbakaOnskemal: _ta_tillbaka},
    foljder={
        OnskemalFramfort: Foljd(_framfordes, mening=_mening_framfort, brev=_brev_framfort),
        OnskemalBesvarat: Foljd(_besvarades, mening=_mening_besvarat, brev=_brev_besvarat),
    },
)
