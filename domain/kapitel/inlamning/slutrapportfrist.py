"""§12: when the final report is awaited, and until when it is taken (K12.1–K12.3, K12.5, K12.6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.grund.parter import Roll
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats
from domain.tid.frist import Fristrakning, dagar_fran, fast_datum, senast
from domain.tid.tidpunkt import datum, midnatt


def _beslutet(i: Insats, rakning: Fristrakning, avser: str) -> date:
    """The day of the decision on the end; where it has been struck, the frist itself."""
    return datum(i.avslutsbeslut.tid) if i.avslutsbeslut else rakning.frist


SLUTRAPPORT = Bevakningsslag(
    namn="slutrapport",
    rubrik="slutrapport",
    grund={
        "K12.1": Grund(
            "Slutdatum; om slutdagen räknas med är en tolkning.",
            {
                "slutrapport.oppnas_dagar_fore": fran,
                "slutrapport.slutdagen_raknas": fran,
                "slutrapport.sen_dagar": fran,
            },
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
        raknas = i.regelverk.ja("slutrapport.slutdagen_raknas", slut)
        return fast_datum(slut, slut if raknas else slut - timedelta(days=1))
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


def lamnas_tidigast(i: Insats) -> datetime:
    """From when it is taken: the decision of the end, or so many days before the end date, in the insats (K12.6)."""
    if i.avslutsbeslut or i.slutdatum is None or i.uppdrag is None:
        return oppnas(i)
    forst = i.slutdatum - timedelta(days=i.regelverk.tal("slutrapport.lamnas_dagar_fore", i.slutdatum))
    return min(oppnas(i), midnatt(max(forst, i.uppdrag.startdatum)))


def slutrapport_for(i: Insats, slut: date | None) -> datetime | None:
    """When the first final report for that end date came in."""
    tider = [s.tid for s in i.slutrapporter if s.for_slut == slut]
    return min(tider) if tider else None
