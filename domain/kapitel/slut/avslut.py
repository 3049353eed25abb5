"""§13: the end of an insats – decided, revoked, and come (K2.3, K13.1, K13.2, K13.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ord import FORM
from domain.grund.parter import BENAMNING, Roll
from domain.grund.slag import Form
from domain.grund.text import Text
from domain.insats.insats import Insats
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import besvarade_attester, forfallna_attester
from domain.insats.uppgifter import Avslutsbeslut
from domain.kapitel.slut.avbrottsdokument import dokumentet
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat, BeslutaAvslut, besluta, mening_beslutat
from domain.kapitel.slut.avslutsfraga import besvarade, obesvarade
from domain.kapitel.uppdrag.kundlage import brev_om_foljda_onskemal
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import VIKT_SLUT, Klockslag
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import passerad


class AterkallaAvslut(Kommando):
    """Revoke a decided end before its date has passed (K13.2)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K13.2"
    rubrik: ClassVar = "Återkalla beslutet om avslut"

    kommando: Literal["aterkalla_avslut"] = "aterkalla_avslut"
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class AvslutAterkallat(Handelse):
    """The decided end is revoked: the insats goes on (K13.4)."""

    slag: Literal["avslut_aterkallat"] = "avslut_aterkallat"


@dataclass(frozen=True, slots=True)
class InsatsAvslutad(Handelse):
    """The last insatsdag is over (K13.1)."""

    slutdatum: date
    form: Form
    slag: Literal["insats_avslutad"] = "insats_avslutad"


def _aterkalla(i: Insats, k: AterkallaAvslut, fall: Fall) -> Iterator[Handelse]:
    if i.avslutsbeslut is None:
        raise Avvisning("K13.2", "det finns inget beslut om avslut")
    yield AvslutAterkallat()


def _beslutades(i: Insats, h: AvslutBeslutat, tid: datetime) -> Insats:
    beslut = Avslutsbeslut(tid, h.avslutsdatum, h.orsak, h.form)
    return replace(
        i,
        avslutsbeslut=beslut,
        avslutsorsak=h.orsak,
        avslut_besvarat=besvarade(i, obesvarade(i, tid), tid),
        slutrapport_oppnad=False,
        orsak_dold=h.orsak_dold,
        forslag_avgjort=tid,
        avslutsforslag=None,
        avslutsattester=besvarade_attester(i.avslutsattester, tid),
        onskemal=i.med_besvarade_onskemal(tid, "avslut", "byte_av_anordnare"),
        **i.med_svar(tid, "avslut"),
    )


def _aterkallades(i: Insats, h: AvslutAterkallat, tid: datetime) -> Insats:
    onskemal = i.onskemal_som_vantar_igen()
    uppdrag = replace(i.uppdrag, slutdatum_satt=tid) if i.uppdrag else None
    return replace(i, avslutsbeslut=None, avslutsorsak=None, uppdrag=uppdrag, onskemal=onskemal)


def _avslutades(i: Insats, h: InsatsAvslutad, tid: datetime) -> Insats:
    avgjort = tid if i.forslag else i.forslag_avgjort
    attester = forfallna_attester(i.avslutsattester)
    ny = replace(i, avslutad=tid, avslutsform=h.form, forslag={}, forslag_avgjort=avgjort)
    return replace(ny, avslutsforslag=None, avslutsattester=attester)


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """00:00 after the end date (K13.7)."""
    if i.avslutad is None and i.slutdatum is not None:
        nar = i.senast if i.slutet_forbi else passerad(i.slutdatum)
        handelse = InsatsAvslutad(i.slutdatum, i.form)
        yield Klockslag(nar, VIKT_SLUT, "slut", handelse, f"insatsen slutar {i.slutdatum} · K13.7")


def avbrottsdokument(i: Insats, h: AvslutBeslutat, namn: str | None = None) -> str:
    """The document the anordnare is sent (§13, K13.1), by the state right after the decision; ``namn`` is the name of
    who decided, where a register has it."""
    vem = f"{namn} ({h.beslutad_av})" if namn else h.beslutad_av or ""
    av = f"{BENAMNING[h.beslutad_roll]} {vem}".rstrip()
    return dokumentet(i, h.form, h.avslutsdatum, h.orsak, dold=h.orsak_dold, av=av)


def _brev_beslutat(i: Insats, h: AvslutBeslutat) -> Iterator[Brev]:
    yield Brev(Roll.ANORDNARE, "K13.1", f"Avbrottsdokument: insatsen avslutas {h.avslutsdatum} (§13, K13.1)")
    if h.beslutad_roll is Roll.ARBETSLEDARE:  # who proposed it learns what came of it, and whose case it is (K13.10)
        text = f"Arbetsledaren har beslutat om avslutet {h.avslutsdatum} som var föreslaget (§13, K13.2)"
        yield Brev(Roll.KARRIARVAGLEDARE, "K13.2", text)
    yield from brev_om_foljda_onskemal(i, f"insatsen avslutas {h.avslutsdatum}")


def _brev_aterkallat(i: Insats, h: AvslutAterkallat) -> Iterator[Brev]:
    slut = f" t.o.m. {i.slutdatum}" if i.slutdatum else ""  # before there is an uppdrag there is no end either
    yield Brev(Roll.ANORDNARE, "K13.2", f"Beslutet om avslut är återkallat; insatsen fortsätter{slut} (§13, K13.2)")


def _brev_avslutad(i: Insats, h: InsatsAvslutad) -> Iterator[Brev]:
    text = "Insatsen är avslutad" if h.form != "aterkallad" else "Insatsen är återkallad"
    for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
        yield Brev(roll, "K13.7", f"{text} {h.slutdatum} (§13, K13.7)")


KAPITEL = Kapitel(
    beslut={BeslutaAvslut: besluta, AterkallaAvslut: _aterkalla},
    foljder={
        AvslutBeslutat: Foljd(
            _beslutades,
            mening=mening_beslutat,
            brev=_brev_beslutat,
        ),
        AvslutAterkallat: Foljd(
            _aterkallades,
            mening=lambda _: Mening("Beslutet om avslut är återkallat; insatsen fortsätter", "K13.2"),
            brev=_brev_aterkallat,
        ),
        InsatsAvslutad: Foljd(
            _avslutades,
            mening=lambda h: Mening(f"Insatsen är slut {h.slutdatum}: {FORM[h.form]}", "K13.7"),
            brev=_brev_avslutad,
        ),
    },
    klockslag=klockslag,
)
