"""§14: which rows are to be paid, how each stands, and in which month it is paid (K14.1–K14.5, K13.7).

Rows are derived from state, like bevakningar; what has been paid is journaled and never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from domain.grund.avvisning import finns
from domain.grund.parter import Roll
from domain.grund.pengar import kronor
from domain.grund.slag import Utbetalningsslag
from domain.insats.insats import Insats
from domain.insats.minne import harled
from domain.insats.uppgifter import Omgang
from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.kapitel.ersattning.justering import justeringar
from domain.kapitel.ersattning.rakning import Ersattning, forklara
from domain.kapitel.ersattning.underlag import godtaget_underlag, underlag_ankom, underlag_stamde, underlag_vantade_in
from domain.kapitel.ersattning.utbetalningsrad import Hinder, Utbetalning, Utbetalningsstatus, utbetalningsmanad
from domain.kapitel.ersattning.varde import (
    avbrott_for,
    avbrott_forverkat,
    avbrott_i_underlaget,
    betalt_avbrott,
    ersattning_for,
    manad_forverkad,
    sen_slutrapport_forverkar,
    vantat_underlag,
)
from domain.kapitel.inlamning.omgang import bollen
from domain.kapitel.inlamning.rapportmanad import RAPPORTGODKANNANDE
from domain.kapitel.inlamning.slutrapportfrist import SLUTRAPPORT, slutrapport_for
from domain.tid.manad import Manad, forsta


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
    yield from (rad for rad in betalda if rad.slag == "avbrott")
    if i.avslutad and not betalt_avbrott(i) and (a := avbrott_for(i)) is not None:
        yield _avbrottsrad(i, a)
    yield from (rad for rad in betalda if rad.slag == "justering")
    yield from harled(i, justeringar)


def _betalda(i: Insats) -> Iterator[Utbetalning]:
    """The rows that have been paid, as they were journaled."""
    for nyckel, u in i.utbetalda.items():
        slag, _, avser = nyckel.partition(":")
        yield Utbetalning(
            cast(Utbetalningsslag, slag), avser, u.dagar, u.belopp, u.utbetalningsmanad, "utbetald", u.forklaring
        )


def _manadsrad(i: Insats, m: Manad) -> Utbetalning:
    e = ersattning_for(i, m)
    rad = _Rad("manad", m, e)
    sista_manad = m == i.sista_manad
    if sen_slutrapport_forverkar(i, m):
        skal = "slutrapporten kom inte inom sin frist; månaden betalas inte (§12.1.3, K12.5)"
        return rad.innehallen("slutrapport_sen", skal, forfallen=True)
    if manad_forverkad(i, m):
        return rad.innehallen(
            "avskrivet", "underlag som krävs har skrivits av; månaden betalas inte (K13.7)", forfallen=True
        )
    if e.utan_belopp:
        return rad.innehallen("belopp_saknas", _saknat_belopp(e))
    haller = "avslut" in i.forslag and i.regelverk.ja("utbetalning.forslag_haller", forsta(m))
    foreslaget = i.forslag["avslut"].avslutsdatum if haller else None
    if foreslaget is not None and foreslaget < sista_insatsdagen(e):
        return rad.innehallen("forslag", f"ett förslag om avslut {foreslaget} är inte avgjort (§13, K13.1)")
    omgang = i.rapporter.get(m)
    underlag = underlag_ankom(i, m)
    if underlag is None and i.underlag.get(m):
        if vantat_underlag(i, m) is None:  # an avbrott with a day that no amount is decided for
            return rad.innehallen("belopp_saknas", _saknat_belopp(avbrott_for(i)))
        return rad.innehallen("underlag_avviker", _avvikande(i, m))
    slutrapport = slutrapport_for(i, i.slutdatum) if sista_manad else None
    klar = _rapporten_klar(i, m, omgang) if omgang else None
    saknas = [
        vad
        for vad, finns in (
            ("månadsrapport", omgang),
            (_att_gora_med_rapporten(omgang), omgang is None or klar),
            ("faktureringsunderlag", underlag),
            ("slutrapport", slutrapport or not sista_manad),
            ("insatsens slut", i.avslutad or not (sista_manad and slutrapport)),
        )
        if not finns
    ]
    if saknas or omgang is None or klar is None or underlag is None:
        return rad.vantar(saknas, _ska_visa(i, m) if underlag is None else "")
    ankomst = max(filter(None, (omgang.inlamnad, None if underlag_vantade_in(i, m) else underlag, slutrapport)))
    slutet = i.avslutad if sista_manad else None
    # What a correction made payable is paid in a month that was not closed then (K0.7).
    underlaget = underlag_stamde(i, m)
    handelser = (klar, ankomst, underlaget, i.regelverk_infort, i.forslag_avgjort, i.rattad, slutet)
    klart = max(filter(None, handelser))
    return rad.klar(utbetalningsmanad(i, m, ankomst, klart), _visade(i, m))


def _rapporten_klar(i: Insats, m: Manad, omgang: Omgang) -> datetime | None:
    """When nothing more was awaited of the month's report (K14.4); None while something is.

    It is enough that it has arrived, and does not lie returned with the anordnare: then, when it came back (K14.5). A
    KV who has written off the approval no longer asks for it.
    """
    if i.regelverk.ja("utbetalning.kraver_godkannande", forsta(m)):
        return omgang.godkand or i.avskrivna.get(RAPPORTGODKANNANDE.nyckel(m))
    if bollen(omgang) is Roll.ANORDNARE:
        return None
    returer = [g.tid for g in omgang.granskningar if not g.godkand]
    return next((tid for tid in omgang.inlamningar if returer and tid > returer[-1]), omgang.inlamnad)


def _att_gora_med_rapporten(omgang: Omgang | None) -> str:
    returnerad = omgang is not None and bollen(omgang) is Roll.ANORDNARE
    return f"{'komplettering' if returnerad else 'godkännande'} av månadsrapport"


def sista_insatsdagen(e: Ersattning) -> date:
    """The last day that a row pays for."""
    return e.period.sista


def _avbrottsrad(i: Insats, e: Ersattning) -> Utbetalning:
    rad = _Rad("avbrott", str(i.slutdatum), e)
    m = finns(i.sista_manad, "an avbrott has days")
    if SLUTRAPPORT.nyckel(i.slutdatum) in i.avskrivna and not i.avbrottsersattning_beviljad:
        return rad.innehallen(
            "avskrivet", "slutrapporten har skrivits av; avbrottet betalas inte (K13.7)", forfallen=True
        )
    if avbrott_forverkat(i):
        return rad.innehallen(
            "slutrapport_sen", "slutrapporten kom inte inom sin frist (§12.1.3, K14.3)", forfallen=True
        )
    if e.utan_belopp:
        return rad.innehallen("belopp_saknas", _saknat_belopp(e))
    if FAKTURERINGSUNDERLAG.nyckel(m) in i.avskrivna:
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
    if forfallen and underlag is None and m in i.underlag:  # else the month's own row is held for it
        return rad.innehallen("underlag_avviker", _avvikande(i, m))
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
    ankomst = max(filter(None, (slutrapport, None if underlag_vantade_in(i, m) else underlag, beviljad)))
    # Where the month was forfeited, the avbrott no longer waits for it from then.
    avskrivet = max((tid for nyckel, tid in i.avskrivna.items() if forfallen and _galler(nyckel, m, i)), default=None)
    underlaget = underlag_stamde(i, m)
    klart = max(filter(None, (ankomst, underlag, underlaget, i.regelverk_infort, i.avslutad, i.rattad, avskrivet)))
    return rad.klar(max(utbetalningsmanad(i, m, ankomst, klart), manaden.utbetalningsmanad or m))


def _galler(nyckel: str, m: Manad, i: Insats) -> bool:
    """Whether a bevakning is one that the last month's payment needs."""
    return nyckel.endswith(f":{m}") or nyckel == SLUTRAPPORT.nyckel(i.slutdatum)


def _ska_visa(i: Insats, m: Manad) -> str:
    """What the last underlag must show, where that is more than the month: both figures, in advance (K14.4)."""
    manaden, a, vantat = ersattning_for(i, m).belopp, avbrott_i_underlaget(i, m), vantat_underlag(i, m)
    if a is None or a.belopp is None or manaden is None or vantat is None:
        return ""
    return f"underlaget ska visa {kronor(vantat)}: {kronor(manaden)} för månaden och {kronor(a.belopp)} för avbrottet"


def _visade(i: Insats, m: Manad) -> str:
    """The underlag's own figure, where what it showed when it came is no longer what is computed."""
    underlag, vantat = godtaget_underlag(i, m), vantat_underlag(i, m)
    if underlag is None or vantat is None or underlag.belopp == vantat:
        return ""
    return f"underlaget visar {kronor(underlag.belopp)}, som stämde när det kom; beräknat är nu {kronor(vantat)}"


def _avvikande(i: Insats, m: Manad) -> str:
    vantat = finns(vantat_underlag(i, m), "what differs has been computed")
    return f"underlaget visar {kronor(i.underlag[m][-1].belopp)}, beräknat är {kronor(vantat)} (§14, K14.4)"


def _saknat_belopp(e: Ersattning | None) -> str:
    assert e is not None and e.utan_belopp, "asked of a month that lacks an amount"
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

    def vantar(self, saknas: list[str], ska_visa: str = "") -> Utbetalning:
        return self._blir("vantar", "; ".join(filter(None, (f"väntar på {', '.join(saknas)} (§14, K14.4)", ska_visa))))

    def klar(self, p: Manad, visade: str = "") -> Utbetalning:
        return self._blir("klar", "; ".join(filter(None, (visade, f"betalas i {p} (K14.5)"))), p)
