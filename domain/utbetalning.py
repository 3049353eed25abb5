"""§14: which rows are to be paid, how each stands, and in which month it is paid (K14.1–K14.5, K13.7).

Rows are derived from state, like bevakningar; what has been paid is journaled and never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, cast

from domain.berakning import Ersattning, forklara, kronor
from domain.insats import Insats
from domain.manad import Manad, dag, forsta, manad, nasta
from domain.minne import harled
from domain.slutrapport import slutrapport_for
from domain.tid import datum, midnatt
from domain.underlag import avbrott_for, avbrott_forverkat, ersattning_for, underlag_ankom, vantat_underlag
from domain.uppgifter import Utbetalningsslag

Utbetalningsstatus = Literal["vantar", "klar", "innehallen", "utbetald"]
Hinder = Literal["forslag", "belopp_saknas", "underlag_avviker", "avskrivet", "slutrapport_sen"]

HINDERREGEL: dict[Hinder, str] = {
    "forslag": "K13.1",
    "belopp_saknas": "K14.1",
    "underlag_avviker": "K14.4",
    "avskrivet": "K13.7",
    "slutrapport_sen": "K14.3",
}
"""Why a row can be held, and the krav it is held under."""


@dataclass(frozen=True, slots=True)
class Utbetalning:
    """One row of payment.

    Attributes:
        slag, avser: kind, and the month (for avbrott the avslutsdatum) it concerns.
        dagar, belopp: days paid and kronor; belopp None while no amount is decided.
        utbetalningsmanad: the month it is, or will be, paid in; None while that is not known.
        forfallen: it will not be paid, and nothing more is awaited for it.
        forklaring: Swedish, with § and krav.
    """

    slag: Utbetalningsslag
    avser: str
    dagar: int
    belopp: Decimal | None
    utbetalningsmanad: Manad | None
    status: Utbetalningsstatus
    forklaring: str
    forfallen: bool = False
    hinder: Hinder | None = None
    """Why it is held; a new hinder is told once."""
    skal: str = ""

    @property
    def nyckel(self) -> str:
        return f"{self.slag}:{self.avser}"


def utbetalningsmanad(i: Insats, m: Manad, ankomst: datetime, klart: datetime) -> Manad:
    """K14.5: the first month after ``m`` whose brytdatum the arrival meets and whose run comes after approval."""
    p = nasta(m)
    while datum(ankomst) > dag(p, i.regelverk.tal("utbetalning.brytdag", forsta(p))) or klart >= korning(i, p):
        p = nasta(p)
    return p


def korning(i: Insats, p: Manad) -> datetime:
    """00:00 on the day the payment month is closed (K14.6)."""
    return midnatt(dag(p, i.regelverk.tal("utbetalning.korningsdag", forsta(p))))


def utbetalningar(i: Insats) -> Iterator[Utbetalning]:
    """All rows so far: every month whose report has begun to be awaited, and the avbrott.

    A month that was paid keeps its row also when the end was later set before it (K0.7).
    """
    betalda = harled(i, _betalda)
    betalda_manader = {rad.avser: rad for rad in betalda if rad.slag == "manad"}
    for m in sorted({*i.aktuella_manader, *betalda_manader}):
        if (betald := betalda_manader.get(m)) is not None:
            yield betald
        elif m in i.gangna_manader or m in i.rapporter or m in i.underlag:
            yield _manadsrad(i, m)
    avbrott = [rad for rad in betalda if rad.slag == "avbrott"]
    yield from avbrott
    if not avbrott and i.avslutad and (a := avbrott_for(i)) is not None:
        yield _avbrottsrad(i, a)
    yield from (rad for rad in betalda if rad.slag == "justering")
    yield from harled(i, _justeringar)


def _betalda(i: Insats) -> Iterator[Utbetalning]:
    """The rows that have been paid, as they were journaled."""
    for nyckel, u in i.utbetalda.items():
        slag, _, avser = nyckel.partition(":")
        yield Utbetalning(
            cast(Utbetalningsslag, slag), avser, u.dagar, u.belopp, u.utbetalningsmanad, "utbetald", u.forklaring
        )


def _justeringar(i: Insats) -> Iterator[Utbetalning]:
    """What was paid and what should have been paid, where a correction or a moved end made them differ (K0.7, K13.8).

    A row that was paid is never changed: the difference is a row of its own, without underlag, in the first payment
    month that is closed after that. A negative one is set off there.
    """
    if not i.utbetalda:
        return
    betalt: dict[str, Decimal] = {}
    antal: dict[str, int] = {}
    for nyckel, u in i.utbetalda.items():
        slag, _, avser = nyckel.partition(":")
        om = _om(avser) if slag == "justering" else nyckel
        betalt[om] = betalt.get(om, Decimal()) + u.belopp
        antal[om] = antal.get(om, 0) + (slag == "justering")
    blev = max(t for t in (i.rattad, i.slutdatum_satt, i.regelverk_infort, i.aktualiserad) if t)
    for om, summa in sorted(betalt.items()):
        ratt = _ratt_belopp(i, om)
        if ratt is not None and ratt != summa:
            p = manad(datum(blev))
            p = nasta(p) if blev >= korning(i, p) else p
            text = f"rättat: {om} skulle ha varit {kronor(ratt)}, {kronor(summa)} är betalt; regleras i {p} (K0.7)"
            yield Utbetalning("justering", _avser(om, antal[om] + 1), 0, ratt - summa, p, "klar", text)


def _avser(om: str, nummer: int) -> str:
    """What an adjustment concerns: ``2024-03``, ``2024-03 #2`` for the second, ``avbrott 2024-06-14``."""
    slag, _, avser = om.partition(":")
    return (avser if slag == "manad" else f"{slag} {avser}") + (f" #{nummer}" if nummer > 1 else "")


def _om(avser: str) -> str:
    """The paid row that an adjustment concerns: the inverse of ``_avser``."""
    rad = avser.partition(" #")[0]
    return rad.replace(" ", ":", 1) if " " in rad else f"manad:{rad}"


def _ratt_belopp(i: Insats, nyckel: str) -> Decimal | None:
    """What a paid row would be worth by the facts as they now stand; None where no amount is decided."""
    slag, _, avser = nyckel.partition(":")
    if slag == "manad":
        return ersattning_for(i, avser).belopp if avser in i.insatsmanader else Decimal()
    # What has been paid for an avbrott is not lost by its date being put right; only by its not having been one.
    a = avbrott_for(i)
    return a.belopp if a is not None else Decimal()


def _manadsrad(i: Insats, m: Manad) -> Utbetalning:
    e = ersattning_for(i, m)
    rad = _Rad("manad", m, e)
    sista_manad = m == i.sista_manad
    slut = i.slutdatum.isoformat() if i.slutdatum else ""
    kravs = [f"manadsrapport:{m}", f"rapportgodkannande:{m}", f"faktureringsunderlag:{m}"]
    if any(nyckel in i.avskrivna for nyckel in kravs + ([f"slutrapport:{slut}"] if sista_manad else [])):
        return rad.innehallen(
            "avskrivet", "underlag som krävs har skrivits av; månaden betalas inte (K13.7)", forfallen=True
        )
    if e.utan_belopp:
        return rad.innehallen("belopp_saknas", _saknat_belopp(e))
    foreslaget = i.forslag["avslut"].avslutsdatum if "avslut" in i.forslag else None
    if foreslaget is not None and foreslaget < sista_insatsdagen(e):
        return rad.innehallen("forslag", f"ett förslag om avslut {foreslaget} är inte avgjort (§13, K13.1)")
    omgang = i.rapporter.get(m)
    underlag = underlag_ankom(i, m)
    if underlag is None and (inkomna := i.underlag.get(m)):
        vantat = vantat_underlag(i, m)
        if vantat is None:  # an avbrott with a day that no amount is decided for
            return rad.innehallen("belopp_saknas", _saknat_belopp(avbrott_for(i)))
        return rad.innehallen(
            "underlag_avviker",
            f"underlaget visar {kronor(inkomna[-1].belopp)}, beräknat är {kronor(vantat)} (§14, K14.4)",
        )
    slutrapport = slutrapport_for(i, i.slutdatum) if sista_manad and i.avslutad else None
    saknas = [
        vad
        for vad, finns in (
            ("månadsrapport", omgang),
            ("godkännande av månadsrapport", omgang and omgang.godkand),
            ("faktureringsunderlag", underlag),
            ("slutrapport", slutrapport or not sista_manad),
        )
        if not finns
    ]
    if saknas or omgang is None or omgang.godkand is None or underlag is None:
        return rad.vantar(saknas)
    ankomst = max(filter(None, (omgang.inlamnad, underlag, slutrapport)))
    slutet = i.avslutad if sista_manad else None
    # What a correction made payable is paid in a month that was not closed then (K0.7).
    klart = max(filter(None, (omgang.godkand, ankomst, i.regelverk_infort, i.forslag_avgjort, i.rattad, slutet)))
    return rad.klar(utbetalningsmanad(i, m, ankomst, klart))


def sista_insatsdagen(e: Ersattning) -> date:
    """The last day that a row pays for."""
    assert e.period.till is not None
    return e.period.till


def _avbrottsrad(i: Insats, e: Ersattning) -> Utbetalning:
    rad = _Rad("avbrott", str(i.slutdatum), e)
    m = i.sista_manad
    assert m is not None
    if f"slutrapport:{i.slutdatum}" in i.avskrivna and not i.avbrottsersattning_beviljad:
        return rad.innehallen(
            "avskrivet", "slutrapporten har skrivits av; avbrottet betalas inte (K13.7)", forfallen=True
        )
    if avbrott_forverkat(i):
        return rad.innehallen(
            "slutrapport_sen", "slutrapporten kom inte inom sin frist (§12.1.3, K14.3)", forfallen=True
        )
    if e.utan_belopp:
        return rad.innehallen("belopp_saknas", _saknat_belopp(e))
    if f"faktureringsunderlag:{m}" in i.avskrivna:
        return rad.innehallen(
            "avskrivet",
            "faktureringsunderlaget har skrivits av; avbrottet betalas inte (K13.7)",
            forfallen=True,
        )
    underlag = underlag_ankom(i, m)
    slutrapport = slutrapport_for(i, i.slutdatum)
    beviljad = i.avbrottsersattning_beviljad
    manaden = i.utbetalda.get(f"manad:{m}") or _manadsrad(i, m)
    forfallen = isinstance(manaden, Utbetalning) and manaden.forfallen
    saknas = [
        v
        for v, finns in (
            ("slutrapport", slutrapport or beviljad),
            ("faktureringsunderlag", underlag),
            ("sista månadens utbetalning", manaden.utbetalningsmanad or forfallen),
        )
        if not finns
    ]
    if saknas or underlag is None:
        return rad.vantar(saknas)
    ankomst = max(filter(None, (slutrapport, underlag, beviljad)))
    # Where the month was forfeited, the avbrott no longer waits for it from then.
    avskrivet = max((tid for nyckel, tid in i.avskrivna.items() if forfallen and _galler(nyckel, m, i)), default=None)
    klart = max(filter(None, (ankomst, i.regelverk_infort, i.avslutad, i.rattad, avskrivet)))
    return rad.klar(max(utbetalningsmanad(i, m, ankomst, klart), manaden.utbetalningsmanad or m))


def _galler(nyckel: str, m: Manad, i: Insats) -> bool:
    """Whether a bevakning is one that the last month's payment needs."""
    return nyckel.endswith(f":{m}") or nyckel == f"slutrapport:{i.slutdatum}"


def _saknat_belopp(e: Ersattning | None) -> str:
    assert e is not None and e.utan_belopp
    return f"beslutat checkbelopp saknas från {e.utan_belopp[0]} (§14.1, K14.1)"


@dataclass(frozen=True, slots=True)
class _Rad:
    slag: Utbetalningsslag
    avser: str
    e: Ersattning

    def _blir(self, status: Utbetalningsstatus, text: str, p: Manad | None = None) -> Utbetalning:
        forklaring = forklara(self.e) if not self.e.utan_belopp else ""
        return Utbetalning(
            self.slag,
            self.avser,
            self.e.dagar,
            self.e.belopp,
            p,
            status,
            "; ".join(filter(None, (forklaring, text))),
        )

    def innehallen(self, hinder: Hinder, skal: str, forfallen: bool = False) -> Utbetalning:
        rad = self._blir("innehallen", f"innehållen: {skal}")
        return replace(rad, forfallen=forfallen, hinder=hinder, skal=skal)

    def vantar(self, saknas: list[str]) -> Utbetalning:
        return self._blir("vantar", f"väntar på {', '.join(saknas)} (§14, K14.4)")

    def klar(self, p: Manad) -> Utbetalning:
        return self._blir("klar", f"betalas i {p} (K14.5)", p)
