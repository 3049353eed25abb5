"""§14: faktureringsunderlag, holds and payment as they happen (K13.7, K14.1, K14.3–K14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Fakturanummer
from domain.grund.parter import Roll
from domain.grund.pengar import kronor
from domain.grund.slag import Status, Utbetalningsslag
from domain.grund.text import Text
from domain.insats.anteckningar import Utbetald
from domain.insats.bevakning import Bevakning, bevaka
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Kapitel
from domain.insats.minne import harled
from domain.insats.uppgifter import Underlag
from domain.kapitel.ersattning.underlag import underlag_ankom, underlag_efter
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import HINDERREGEL, Hinder, Utbetalning, korning
from domain.kapitel.ersattning.varde import avbrott_for, avbrott_forverkat, vantat_underlag
from domain.kapitel.inlamning.rapportmanad import krav_insatsmanad, manadens_ramar, sista_insatsdag
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import VIKT_BETALNING, Klockslag
from domain.skeende.kommando import Kommando
from domain.tid.frist import senast
from domain.tid.manad import Manad


class LamnaFaktureringsunderlag(Kommando):
    """Hand in the month's invoice basis; ``belopp`` in kronor, for the last month with the avbrott (K14.4)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K14.7"
    rubrik: ClassVar = "Lämna faktureringsunderlag"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["lamna_faktureringsunderlag"] = "lamna_faktureringsunderlag"
    manad: Manad
    belopp: Decimal = Field(ge=0, decimal_places=2, max_digits=12)
    fakturanummer: Fakturanummer


class BeviljaAvbrottsersattning(Kommando):
    """Grant the two weeks' pay although the final report missed its frist (K14.3)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K14.3"
    rubrik: ClassVar = "Bevilja avbrottsersättning"
    tillstand: ClassVar = (Status.AVSLUTAD,)

    kommando: Literal["bevilja_avbrottsersattning"] = "bevilja_avbrottsersattning"
    motivering: Text


@dataclass(frozen=True, slots=True)
class FaktureringsunderlagLamnat(Handelse):
    manad: Manad
    belopp: Decimal
    fakturanummer: str
    vantat: Decimal | None
    slag: Literal["faktureringsunderlag_lamnat"] = "faktureringsunderlag_lamnat"


@dataclass(frozen=True, slots=True)
class AvbrottsersattningBeviljad(Handelse):
    slag: Literal["avbrottsersattning_beviljad"] = "avbrottsersattning_beviljad"


@dataclass(frozen=True, slots=True)
class UtbetalningInnehallen(Handelse):
    utbetalning: Utbetalningsslag
    avser: str
    hinder: Hinder
    skal: str
    slag: Literal["utbetalning_innehallen"] = "utbetalning_innehallen"


@dataclass(frozen=True, slots=True)
class UtbetalningFrigjord(Handelse):
    utbetalning: Utbetalningsslag
    avser: str
    slag: Literal["utbetalning_frigjord"] = "utbetalning_frigjord"


@dataclass(frozen=True, slots=True)
class UtbetalningVerkstalld(Handelse):
    """The row is part of the payment month; ``forklaring`` is how the amount came about, as it was then."""

    utbetalning: Utbetalningsslag
    avser: str
    dagar: int
    belopp: Decimal
    utbetalningsmanad: Manad
    forklaring: str
    slag: Literal["utbetalning_verkstalld"] = "utbetalning_verkstalld"


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
    if avbrott_for(i) is None:
        raise Avvisning("K14.3", "insatsen är inte avslutad som avbrott")
    if not avbrott_forverkat(i):
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


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`faktureringsunderlag` per month, by the brytdatum (K14.7); met by the first that matches.

    While an amount that it must show is not decided nothing is awaited of the anordnare (K14.1), whether it has sent
    one or not; from when it is entered there are as many days as the routine gives after the month.
    """
    for m, start, _, brytdag in harled(i, manadens_ramar):
        ankom = underlag_ankom(i, m)
        vilar = ankom is None and vantat_underlag(i, m) is None
        frist, satt = brytdag, start
        if (kom := i.beloppen_kom.get(m)) is not None:
            frist, satt = senast(frist, underlag_efter(i, kom)), max(satt, kom)
        rattat = max((u.stamde_till for u in i.underlag.get(m, ()) if u.stamde_till), default=None)
        if ankom is None and rattat is not None:  # no frist runs from before what made it necessary (K0.6)
            frist, satt = senast(frist, underlag_efter(i, rattat)), max(satt, rattat)
        yield bevaka(
            "faktureringsunderlag", m, "K14.7", Roll.ANORDNARE, min(start, ankom or start),
            frist, frist_satt=satt, uppfylld=ankom, vilar=vilar,
        )  # fmt: skip


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
    assert rad.belopp is not None and rad.utbetalningsmanad is not None
    handelse = UtbetalningVerkstalld(rad.slag, rad.avser, rad.dagar, rad.belopp, rad.utbetalningsmanad, rad.forklaring)
    nar = korning(i, rad.utbetalningsmanad)
    return Klockslag(
        nar,
        VIKT_BETALNING,
        rad.nyckel,
        handelse,
        f"utbetalning {rad.avser} i {rad.utbetalningsmanad} · K14.5",
    )


def _brev_lamnat(i: Insats, h: FaktureringsunderlagLamnat) -> Iterator[Brev]:
    if h.vantat is not None and h.belopp != h.vantat:
        siffror = f"visar {kronor(h.belopp)}, beräknat är {kronor(h.vantat)}"
        text = f"Underlaget för {h.manad} {siffror}; utbetalningen hålls inne"
        for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
            yield Brev(roll, "K14.4", f"{text} (§14, K14.4)")


def _brev_innehallen(i: Insats, h: UtbetalningInnehallen) -> Iterator[Brev]:
    if h.hinder == "underlag_avviker":
        assert i.sista_manad is not None
        sist = i.underlag[h.avser if h.utbetalning == "manad" else i.sista_manad][-1]
        # Else both sides were told the two figures when it came.
        if sist.vantat in (None, sist.belopp) or sist.stamde_till:
            for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
                yield Brev(roll, "K14.4", f"Utbetalning {h.avser} hålls inne: {h.skal}")
        return
    andra = (hinder for nyckel, hinder in i.hallna.items() if nyckel != f"{h.utbetalning}:{h.avser}")
    if h.hinder == "belopp_saknas" and h.hinder in andra:
        return  # one clear notice, however many rows wait for the same amount (K14.1)
    for roll in (Roll.ANORDNARE, Roll.EKONOM):
        yield Brev(roll, HINDERREGEL[h.hinder], f"Utbetalning {h.avser} hålls inne: {h.skal}")


def _brev_frigjord(i: Insats, h: UtbetalningFrigjord) -> Iterator[Brev]:
    text = f"Utbetalning {h.avser} hålls inte längre inne"
    # Who has waited for the amount learns here that the underlag is awaited again.
    vantade = (b for b in bevakningar(i) if b.avser == h.avser and not b.uppfylld and not b.vilar)
    frist = next((b.frist for b in vantade if h.avser in i.beloppen_kom and b.frist >= i.idag), None)
    att_gora = f"; faktureringsunderlaget lämnas senast {frist}" if frist else ""
    yield Brev(Roll.ANORDNARE, "K14.1", f"{text}{att_gora} (§14, K14.1, K14.4)")
    yield Brev(Roll.EKONOM, "K14.1", f"{text} (§14, K14.1, K14.4)")


def _brev_verkstalld(i: Insats, h: UtbetalningVerkstalld) -> Iterator[Brev]:
    yield Brev(
        Roll.ANORDNARE,
        "K14.5",
        f"Utbetalning {h.avser}: {kronor(h.belopp)} i betalningsmånad {h.utbetalningsmanad} (§14, K14.5)",
    )


def _brev_beviljad(i: Insats, h: AvbrottsersattningBeviljad) -> Iterator[Brev]:
    for roll in (Roll.ANORDNARE, Roll.EKONOM):
        yield Brev(roll, "K14.3", "Avbrottsersättning är beviljad trots sen slutrapport (§12.1.3, K14.3)")


KAPITEL = Kapitel(
    beslut={LamnaFaktureringsunderlag: _lamna, BeviljaAvbrottsersattning: _bevilja},
    foljder={
        FaktureringsunderlagLamnat: _lamnades,
        AvbrottsersattningBeviljad: _beviljades,
        UtbetalningInnehallen: _holls,
        UtbetalningFrigjord: _frigjordes,
        UtbetalningVerkstalld: _verkstalldes,
    },
    brev={
        FaktureringsunderlagLamnat: _brev_lamnat,
        AvbrottsersattningBeviljad: _brev_beviljad,
        UtbetalningInnehallen: _brev_innehallen,
        UtbetalningFrigjord: _brev_frigjord,
        UtbetalningVerkstalld: _brev_verkstalld,
    },
    bevakningar=bevakningar,
    klockslag=klockslag,
)
