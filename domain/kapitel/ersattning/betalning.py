"""§14: faktureringsunderlag, holds and payment as they happen (K13.7, K14.1, K14.3–K14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Fakturanummer
from domain.grund.ord import SLAG
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.anteckningar import Utbetald
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.minne import harled
from domain.insats.uppgifter import Underlag
from domain.kapitel.ersattning.betalningshandelser import (
    AvbrottsersattningBeviljad,
    FaktureringsunderlagLamnat,
    UtbetalningFrigjord,
    UtbetalningInnehallen,
    UtbetalningVerkstalld,
    mening_om_underlag,
    mening_om_utbetalning,
)
from domain.kapitel.ersattning.brev import brev_beviljad, brev_frigjord, brev_innehallen, brev_lamnat, brev_verkstalld
from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.kapitel.ersattning.underlag import bevakningar, underlag_ankom
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import HINDERREGEL, Utbetalning, korning
from domain.kapitel.ersattning.varde import avbrott_for, avbrott_forverkat, vantat_underlag
from domain.kapitel.inlamning.rapportmanad import krav_insatsmanad, sista_insatsdag
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.klockslag import VIKT_BETALNING, Klockslag
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.manad import Manad


class LamnaFaktureringsunderlag(Kommando):
    """Hand in the month's invoice basis; ``belopp`` in kronor, for the last month with the avbrott (K14.4)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K14.7"
    rubrik: ClassVar = "Lämna faktureringsunderlag"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["lamna_faktureringsunderlag"] = "lamna_faktureringsunderlag"
    manad: Manad = Field(description="Månaden, ÅÅÅÅ-MM.")
    belopp: Decimal = Field(ge=0, decimal_places=2, max_digits=12, description="Belopp i kronor, till exempel 2713,20.")
    fakturanummer: Fakturanummer = Field(description="Fakturans nummer.")


class BeviljaAvbrottsersattning(Kommando):
    """Grant the two weeks' pay although the final report missed its frist (K14.3)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K14.3"
    rubrik: ClassVar = "Bevilja avbrottsersättning"
    tillstand: ClassVar = (Status.AVSLUTAD,)

    kommando: Literal["bevilja_avbrottsersattning"] = "bevilja_avbrottsersattning"
    motivering: Text = Field(description="Motivering.")


def _lamna(i: Insats, k: LamnaFaktureringsunderlag, fall: Fall) -> Iterator[Handelse]:
    if not fall.om:
        krav_insatsmanad(i, k.manad, "K14.4")
    if not fall.om and fall.idag < (sista_dag := sista_insatsdag(i, k.manad)):
        raise Avvisning("K14.7", f"underlaget kan lämnas tidigast på månadens sista insatsdag {sista_dag}", "manad")
    if not fall.om and underlag_ankom(i, k.manad):
        raise Avvisning("K14.4", f"ett underlag som stämmer har redan kommit in för {k.manad}", "manad")
    if any(k.fakturanummer == u.fakturanummer and k.belopp == u.belopp for u in i.underlag.get(k.manad, ())):
        raise Avvisning("K14.4", "samma underlag är redan inlämnat", "fakturanummer")
    for manad, underlag in i.underlag.items():
        if manad != k.manad and any(u.fakturanummer == k.fakturanummer for u in underlag):
            raise Avvisning("K14.4", f"fakturanumret är redan använt för {manad}", "fakturanummer")
    vantat = vantat_underlag(i, k.manad) if k.manad in i.insatsmanader else None
    yield FaktureringsunderlagLamnat(k.manad, k.belopp, k.fakturanummer, vantat)


def _bevilja(i: Insats, k: BeviljaAvbrottsersattning, fall: Fall) -> Iterator[Handelse]:
    if avbrott_for(i) is None and not fall.star:
        raise Avvisning("K14.3", "insatsen är inte avslutad som avbrott")
    if not avbrott_forverkat(i) and not fall.star:
        raise Avvisning("K14.3", "avbrottsersättningen behöver inte beviljas; slutrapportens frist är inte försutten")
    yield AvbrottsersattningBeviljad()


def _lamnades(i: Insats, h: FaktureringsunderlagLamnat, tid: datetime) -> Insats:
    nya = (*i.underlag.get(h.manad, ()), Underlag(tid, h.belopp, h.fakturanummer, h.vantat))
    return med(i, underlag={**i.underlag, h.manad: nya})


def _beviljades(i: Insats, h: AvbrottsersattningBeviljad, tid: datetime) -> Insats:
    return med(i, avbrottsersattning_beviljad=tid)


def _holls(i: Insats, h: UtbetalningInnehallen, tid: datetime) -> Insats:
    return med(i, hallna={**i.hallna, f"{h.utbetalning}:{h.avser}": h.hinder})


def _frigjordes(i: Insats, h: UtbetalningFrigjord, tid: datetime) -> Insats:
    nyckel = f"{h.utbetalning}:{h.avser}"
    return med(i, hallna={k: v for k, v in i.hallna.items() if k != nyckel})


def _verkstalldes(i: Insats, h: UtbetalningVerkstalld, tid: datetime) -> Insats:
    betald = Utbetald(tid, h.dagar, h.belopp, h.utbetalningsmanad, h.forklaring)
    return med(i, utbetalda={**i.utbetalda, f"{h.utbetalning}:{h.avser}": betald})


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """Holds and releases at once; payment when its month is closed."""
    for rad in harled(i, utbetalningar):
        hallen = i.hallna.get(rad.nyckel)
        if rad.status == "innehallen" and rad.hinder and rad.hinder != hallen:
            yield Klockslag(
                i.senast,
                VIKT_BETALNING,
                rad.nyckel,
                UtbetalningInnehallen(rad.slag, rad.avser, rad.hinder, rad.skal),
            )
        elif rad.status in ("vantar", "klar") and hallen:
            yield Klockslag(i.senast, VIKT_BETALNING, rad.nyckel, UtbetalningFrigjord(rad.slag, rad.avser))
        elif rad.status == "klar":
            yield _betalning(i, rad)


def _betalning(i: Insats, rad: Utbetalning) -> Klockslag:
    assert rad.belopp is not None and rad.utbetalningsmanad is not None, "only what is ready is paid"
    handelse = UtbetalningVerkstalld(rad.slag, rad.avser, rad.dagar, rad.belopp, rad.utbetalningsmanad, rad.forklaring)
    nar = korning(i, rad.utbetalningsmanad)
    return Klockslag(
        nar,
        VIKT_BETALNING,
        rad.nyckel,
        handelse,
        f"utbetalning {rad.avser} i {rad.utbetalningsmanad} · K14.5",
    )


KAPITEL = Kapitel(
    beslut={LamnaFaktureringsunderlag: _lamna, BeviljaAvbrottsersattning: _bevilja},
    foljder={
        FaktureringsunderlagLamnat: Foljd(_lamnades, mening=mening_om_underlag, brev=brev_lamnat),
        AvbrottsersattningBeviljad: Foljd(
            _beviljades,
            mening=lambda _: Mening("Avbrottsersättning är beviljad trots sen slutrapport", "K14.3"),
            brev=brev_beviljad,
        ),
        UtbetalningInnehallen: Foljd(
            _holls,
            mening=lambda h: Mening(
                f"Utbetalningen för {SLAG[h.utbetalning]} {h.avser} hålls inne: {h.skal}", HINDERREGEL[h.hinder], "sen"
            ),
            brev=brev_innehallen,
        ),
        UtbetalningFrigjord: Foljd(
            _frigjordes,
            mening=lambda h: Mening(
                f"Utbetalningen för {SLAG[h.utbetalning]} {h.avser} hålls inte längre inne", "K14.4", "god"
            ),
            brev=brev_frigjord,
        ),
        UtbetalningVerkstalld: Foljd(_verkstalldes, mening=mening_om_utbetalning, brev=brev_verkstalld),
    },
    slag=(FAKTURERINGSUNDERLAG,),
    bevakningar=bevakningar,
    klockslag=klockslag,
)
