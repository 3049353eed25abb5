"""§12: the final report (K2.3, K12.1–K12.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.parter import Roll
from domain.grund.slag import Insatsmal, Insatsslag, Status
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Slutrapport
from domain.kapitel.inlamning.mall import granska_rubriker
from domain.kapitel.inlamning.slutrapportfrist import (
    SLUTRAPPORT,
    lamnas_tidigast,
    oppnas,
    sista_dag_att_lamna,
    slutrapport_for,
    slutrapportfrist,
)  # fmt: skip
from domain.kapitel.inlamning.slutrapportgranskning import aterremitterad, krav_ej_godkand
from domain.kapitel.uppdrag.dag_ett.insatsmal import malen_i_ord, malet, prova_mal
from domain.skeende.handelse import DORR_HELA_ANDRA_UTGAVAN, Brev, Fall, Handelse
from domain.skeende.kommando import Bilagor, Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import fast_datum
from domain.tid.tidpunkt import datum

_REGEL = {"fullfoljd": "K12.1", "fortid": "K12.2", "avbruten": "K12.3", "aterkallad": "K13.2"}


class LamnaSlutrapport(Kommando):
    """Hand in the final report: template, whether the goal was reached and the kund is self-supporting, next step.

    ``nasta_steg`` is required unless both are so (§12, K12.4), and ``natt_mal`` where the goal is reached (K2.3).
    """

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K12.4"
    rubrik: ClassVar = "Lämna slutrapport"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["lamna_slutrapport"] = "lamna_slutrapport"
    mal_uppnatt: bool = Field(description="Är insatsens mål uppnått?")
    natt_mal: Insatsmal | None = Field(default=None, description="Vilket av insatsens mål som är nått.")
    steg_till: Insatsslag | None = Field(default=None, description="Insatsen som stegförflyttningen leder till.")
    sjalvforsorjande: bool = Field(description="Är kunden självförsörjande?")
    nasta_steg: Text | None = Field(default=None, description="Bedömt nästa steg.")
    rubriker: dict[str, Text] = Field(description="Text under en av mallens rubriker, rubrik=text; upprepa för flera.")
    bilagor: Bilagor = ()


class OppnaSlutrapport(Kommando):
    """Open for a final report after the last day it is taken (K12.5)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K12.5"
    rubrik: ClassVar = "Öppna för en sen slutrapport"
    tillstand: ClassVar = (Status.AVSLUTAD,)

    kommando: Literal["oppna_slutrapport"] = "oppna_slutrapport"
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class SlutrapportLamnad(Handelse):
    """A final report came in, for the end ``for_slut`` (K12.1)."""

    for_slut: date
    mal_uppnatt: bool
    sjalvforsorjande: bool
    natt_mal: Insatsmal | None = None
    steg_till: Insatsslag | None = None
    bilagor: tuple[str, ...] = ()
    slag: Literal["slutrapport_lamnad"] = "slutrapport_lamnad"


@dataclass(frozen=True, slots=True)
class SlutrapportOppnad(Handelse):
    """The KV lets it be handed in anew (K12.5)."""

    slag: Literal["slutrapport_oppnad"] = "slutrapport_oppnad"


def _lamna(i: Insats, k: LamnaSlutrapport, fall: Fall) -> Iterator[Handelse]:
    if i.insatsperiod is None or i.slutdatum is None:
        raise Avvisning("K12.1", "det finns ingen insatstid att slutrapportera")
    if not fall.om and fall.nu < (tidigast := lamnas_tidigast(i)):
        raise Avvisning("K12.1", f"slutrapporten kan lämnas tidigast {datum(tidigast)}; insatsen slutar {i.slutdatum}")
    if not fall.star:
        krav_ej_godkand(i, i.slutdatum)
    tas_emot = fall.om or i.slutrapport_oppnad or aterremitterad(i, i.slutdatum)
    if not tas_emot and fall.idag > (sista := sista_dag_att_lamna(i)):
        raise Avvisning("K12.5", f"slutrapporten togs emot senast {sista}; karriärvägledaren kan öppna för den")
    granska_rubriker(k.rubriker, i.regelverk.lista(f"mall.slutrapport.{i.kundval}", fall.idag), "K12.4")
    if k.nasta_steg is None and not (k.mal_uppnatt and k.sjalvforsorjande):
        raise Avvisning(
            "K12.4", "bedömning av nästa steg krävs när kunden inte är självförsörjande eller målet inte är nått",
            "nasta_steg",
        )  # fmt: skip
    prova_mal(i, k.natt_mal, k.steg_till, fall.idag)
    if k.natt_mal is not None and not k.mal_uppnatt and not fall.faller_bort:
        raise Avvisning("K2.3", "målet anges som inte nått", "natt_mal")
    if k.mal_uppnatt and k.natt_mal is None and fall.kraver(DORR_HELA_ANDRA_UTGAVAN):
        raise Avvisning("K2.3", f"ange vilket mål som är nått: {malen_i_ord(i, fall.idag)}", "natt_mal")
    natt_mal, steg_till = (k.natt_mal, k.steg_till) if k.mal_uppnatt else (None, None)
    yield SlutrapportLamnad(i.slutdatum, k.mal_uppnatt, k.sjalvforsorjande, natt_mal, steg_till, k.bilagor)


def _oppna(i: Insats, k: OppnaSlutrapport, fall: Fall) -> Iterator[Handelse]:
    tas_emot = i.insatsperiod is None or i.slutdatum is None or fall.idag <= sista_dag_att_lamna(i)
    if tas_emot and not fall.star:
        raise Avvisning("K12.5", "slutrapporten tas fortfarande emot utan att den öppnas")
    if not fall.star and (i.slutrapport_oppnad or slutrapport_for(i, i.slutdatum)):
        raise Avvisning("K12.5", "slutrapporten är redan " + ("öppnad" if i.slutrapport_oppnad else "inlämnad"))
    yield SlutrapportOppnad()


def _lamnades(i: Insats, h: SlutrapportLamnad, tid: datetime) -> Insats:
    dagar = i.regelverk.tal("slutrapportgranskning.arbetsdagar", datum(tid))
    return med(i, slutrapporter=(*i.slutrapporter, Slutrapport(tid, h.for_slut, dagar)))


def _oppnades(i: Insats, h: SlutrapportOppnad, tid: datetime) -> Insats:
    return med(i, slutrapport_oppnad=True)


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`slutrapport` for the end date as now decided; and those that were met for an earlier one (K11.1)."""
    if i.insatsperiod is None or i.slutdatum is None:
        return
    for slut in dict.fromkeys(s.for_slut for s in i.slutrapporter if s.for_slut != i.slutdatum):
        yield from _tidigare(i, slut)
    lamnad = slutrapport_for(i, i.slutdatum)
    start = oppnas(i)
    yield Bevakning(
        SLUTRAPPORT, i.slutdatum.isoformat(), _REGEL[i.form], start, slutrapportfrist(i),
        frist_satt=start, uppfylld=lamnad,
    )  # fmt: skip


def _tidigare(i: Insats, slut: date) -> Iterator[Bevakning]:
    """A final report already in when the end moved stays as met; its frist was the one it opened with."""
    if oppnad := i.oppnade.get(SLUTRAPPORT.nyckel(slut)):
        yield Bevakning(
            SLUTRAPPORT, slut.isoformat(), oppnad.regel, oppnad.tid,
            fast_datum(slut, oppnad.frist), frist_satt=oppnad.tid, uppfylld=slutrapport_for(i, slut),
        )  # fmt: skip


def _brev_lamnad(i: Insats, h: SlutrapportLamnad) -> Iterator[Brev]:
    regel = _REGEL[i.form]
    yield Brev(Roll.KARRIARVAGLEDARE, regel, f"Slutrapporten har kommit in ({hanvisning(regel)})")


def _brev_oppnad(i: Insats, h: SlutrapportOppnad) -> Iterator[Brev]:
    yield Brev(Roll.ANORDNARE, "K12.5", "Slutrapporten kan lämnas trots att tiden gått ut (§12.1.3, K12.5)")


def _mening_lamnad(h: SlutrapportLamnad) -> Mening:
    mal = malet(h.mal_uppnatt, h.natt_mal, h.steg_till)
    egen = "" if h.sjalvforsorjande else "inte "
    return Mening(f"Slutrapporten är inlämnad ({mal}; {egen}självförsörjande)", "K12.4")


KAPITEL = Kapitel(
    beslut={LamnaSlutrapport: _lamna, OppnaSlutrapport: _oppna},
    foljder={
        SlutrapportLamnad: Foljd(_lamnades, mening=_mening_lamnad, brev=_brev_lamnad),
        SlutrapportOppnad: Foljd(
            _oppnades,
            mening=lambda _: Mening("Slutrapporten tas emot trots att tiden har gått ut", "K12.5"),
            brev=_brev_oppnad,
        ),
    },
    slag=(SLUTRAPPORT,),
    bevakningar=bevakningar,
)
