"""§12: the final report (K2.3, K12.1–K12.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.parter import Roll
from domain.grund.slag import Insatsmal, Insatsslag, Status
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Slutrapport
from domain.kapitel.inlamning.mall import granska_rubriker
from domain.kapitel.uppdrag.dag_ett.insatsmal import malet, prova_mal
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import Fristrakning, dagar_fran, fast_datum, senast
from domain.tid.tidpunkt import datum, midnatt

_REGEL = {"fullfoljd": "K12.1", "fortid": "K12.2", "avbruten": "K12.3", "aterkallad": "K13.2"}


def _beslutet(i: Insats, rakning: Fristrakning, avser: str) -> date:
    """The day of the decision on the end; where it has been struck, the frist itself."""
    return datum(i.avslutsbeslut.tid) if i.avslutsbeslut else rakning.frist


SLUTRAPPORT = Bevakningsslag(
    namn="slutrapport",
    rubrik="slutrapport",
    grund={
        "K12.1": Grund(
            "Slutdatum; slutdagen räknas med.", {"slutrapport.oppnas_dagar_fore": fran, "slutrapport.sen_dagar": fran}
        ),
        "K12.2": Grund(
            "Beslutet om avslut i förtid, eller avslutsdatum om det ger en senare frist.",
            {
                "slutrapport.fortid_dagar": _beslutet,
                "slutrapport.fortid_tidigast_slutet": _beslutet,
                "slutrapport.sen_dagar": fran,
            },
        ),
        "K12.3": Grund(
            "Avslutsdatum, eller beslutet om avbrott om det är senare.",
            {"slutrapport.avbrott_dagar": _beslutet, "slutrapport.sen_dagar": fran},
        ),
    },
    ansvarig=Roll.ANORDNARE,
    avser="dag",
    efter_slutet=True,
    aviseras=True,
    kvalitet="slutrapporter",
    inkommen=lambda i, slut: next((s.tid for s in i.slutrapporter if s.for_slut.isoformat() == slut), None),
)


class LamnaSlutrapport(Kommando):
    """Hand in the final report: template, whether the goal was reached and the kund is self-supporting, next step.

    ``nasta_steg`` is required unless both are so (§12, K12.4).
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
    for_slut: date
    mal_uppnatt: bool
    sjalvforsorjande: bool
    natt_mal: Insatsmal | None = None
    steg_till: Insatsslag | None = None
    slag: Literal["slutrapport_lamnad"] = "slutrapport_lamnad"


@dataclass(frozen=True, slots=True)
class SlutrapportOppnad(Handelse):
    slag: Literal["slutrapport_oppnad"] = "slutrapport_oppnad"


def slutrapportfrist(i: Insats) -> Fristrakning:
    """The frist of the form the end has (K12.1, K12.2, K12.3). Requires an end date.

    **Tolkning** (K0.6): where the KV entered the uppdrag after its own end date, 14 days from that entry, since no
    frist on the other party runs from before the registration.
    """
    slut, beslut = i.slutdagen, i.avslutsbeslut
    if beslut is None:
        inlagt = datum(i.inlagt.tid)
        if i.rattad is not None:  # an end that a correction has put behind us
            oppnad = i.oppnade.get(SLUTRAPPORT.nyckel(slut))
            inlagt = max(inlagt, datum(oppnad.tid if oppnad else slutrapport_for(i, slut) or i.rattad))
        if inlagt > slut:
            return dagar_fran(inlagt, i.regelverk.tal("slutrapport.sen_dagar", inlagt))
        return fast_datum(slut, slut)
    beslutat = datum(beslut.tid)
    if beslut.form == "fortid":
        rakning = dagar_fran(beslutat, i.regelverk.tal("slutrapport.fortid_dagar", beslutat))
        if i.regelverk.ja("slutrapport.fortid_tidigast_slutet", beslutat):
            return senast(rakning, fast_datum(slut, slut))  # a report on the whole cannot be due before its end
        return rakning
    return dagar_fran(max(slut, beslutat), i.regelverk.tal("slutrapport.avbrott_dagar", beslutat))


def sista_dag_att_lamna(i: Insats) -> date:
    """K12.5: until 14 days after the end, never before the form's own frist."""
    slut = i.slutdagen
    return senast(slutrapportfrist(i), dagar_fran(slut, i.regelverk.tal("slutrapport.sen_dagar", slut))).frist


def oppnas(i: Insats) -> datetime:
    """K0.8: 14 days before the end date, or at the decision."""
    assert i.uppdrag and i.slutdatum and i.slutdatum_satt, "the report is of an insats with an end"
    if i.avslutsbeslut:
        return i.avslutsbeslut.tid
    dagar = i.regelverk.tal("slutrapport.oppnas_dagar_fore", i.slutdatum)
    return max(midnatt(i.slutdatum - timedelta(days=dagar)), i.slutdatum_satt)


def slutrapport_for(i: Insats, slut: date | None) -> datetime | None:
    """When the first final report for that end date came in."""
    tider = [s.tid for s in i.slutrapporter if s.for_slut == slut]
    return min(tider) if tider else None


def _lamna(i: Insats, k: LamnaSlutrapport, fall: Fall) -> Iterator[Handelse]:
    if i.insatsperiod is None or i.slutdatum is None:
        raise Avvisning("K12.1", "det finns ingen insatstid att slutrapportera")
    if not fall.om and fall.nu < (tidigast := oppnas(i)):
        raise Avvisning("K12.1", f"slutrapporten kan lämnas tidigast {datum(tidigast)}; insatsen slutar {i.slutdatum}")
    if not fall.om and not i.slutrapport_oppnad and fall.idag > (sista := sista_dag_att_lamna(i)):
        raise Avvisning("K12.5", f"slutrapporten togs emot senast {sista}; karriärvägledaren kan öppna för den")
    granska_rubriker(k.rubriker, i.regelverk.lista(f"mall.slutrapport.{i.kundval}", fall.idag), "K12.4")
    if k.nasta_steg is None and not (k.mal_uppnatt and k.sjalvforsorjande):
        raise Avvisning(
            "K12.4", "bedömning av nästa steg krävs när kunden inte är självförsörjande eller målet inte är nått",
            "nasta_steg",
        )  # fmt: skip
    prova_mal(i, k.natt_mal, k.steg_till, fall.idag)
    if k.natt_mal is not None and not k.mal_uppnatt:
        raise Avvisning("K2.3", "målet anges som inte nått", "natt_mal")
    yield SlutrapportLamnad(i.slutdatum, k.mal_uppnatt, k.sjalvforsorjande, k.natt_mal, k.steg_till)


def _oppna(i: Insats, k: OppnaSlutrapport, fall: Fall) -> Iterator[Handelse]:
    tas_emot = i.insatsperiod is None or i.slutdatum is None or fall.idag <= sista_dag_att_lamna(i)
    if tas_emot and not fall.star:
        raise Avvisning("K12.5", "slutrapporten tas fortfarande emot utan att den öppnas")
    if not fall.star and (i.slutrapport_oppnad or slutrapport_for(i, i.slutdatum)):
        raise Avvisning("K12.5", "slutrapporten är redan " + ("öppnad" if i.slutrapport_oppnad else "inlämnad"))
    yield SlutrapportOppnad()


def _lamnades(i: Insats, h: SlutrapportLamnad, tid: datetime) -> Insats:
    return med(i, slutrapporter=(*i.slutrapporter, Slutrapport(tid, h.for_slut)))


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
