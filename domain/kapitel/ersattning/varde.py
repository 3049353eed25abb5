"""§14: what a month or an avbrott is worth in a case (K14.2, K14.3), and when it is forfeited (K13.7)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.grund.avvisning import finns
from domain.insats.insats import Insats
from domain.insats.minne import harled
from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.kapitel.ersattning.rakning import Ersattning, avbrottsersattning, manadsersattning
from domain.kapitel.inlamning.rapportmanad import MANADSRAPPORT, RAPPORTGODKANNANDE
from domain.kapitel.inlamning.slutrapportfrist import SLUTRAPPORT, slutrapport_for, slutrapportfrist
from domain.tid.manad import Manad, forsta, sista
from domain.tid.period import Period
from domain.tid.tidpunkt import datum


def ersattning_for(i: Insats, m: Manad) -> Ersattning:
    """The computed amount of a month with insatsdagar."""
    return harled(i, _ersattningar)[i.insatsmanader.index(m)]


def _ersattningar(i: Insats) -> Iterator[Ersattning]:
    """What each insatsmånad is worth. Much rests on it, and it changes only with the insats' days and the rules."""
    for m in i.insatsmanader:
        fonster = i.insatsperiod and Period(forsta(m), sista(m)).snitt(i.insatsperiod)
        yield manadsersattning(i.regelverk, i.kundval, finns(fonster, "an insatsmånad has insatsdagar"))


def avbrott_for(i: Insats) -> Ersattning | None:
    """The two weeks' pay of an avbrott (K14.3), if the end is of that form."""
    if i.form != "avbruten" or i.slutdatum is None or i.insatsperiod is None:
        return None
    return avbrottsersattning(i.regelverk, i.kundval, i.slutdatum)


def betalt_avbrott(i: Insats) -> str | None:
    """The paid row (its nyckel) of the avbrott that is now decided; None where none has been paid, or another has.

    A decision that is put right is the same one, and so is one of the same day again; a decision that was made after
    the payment is of another avbrott (K0.7).
    """
    beslut = i.avslutsbeslut
    betalda = {nyckel: u.tid for nyckel, u in i.utbetalda.items() if nyckel.startswith("avbrott:")}
    if beslut is None or not betalda:
        return None
    samma_dag = f"avbrott:{i.slutdatum}"
    return next((n for n, tid in betalda.items() if beslut.tid <= tid), samma_dag if samma_dag in betalda else None)


def avbrott_forverkat(i: Insats) -> bool:
    """K14.3: the final report missed its frist, and the KV has not granted the pay."""
    if i.avbrottsersattning_beviljad or i.slutdatum is None:
        return False
    lamnad = slutrapport_for(i, i.slutdatum)
    return _slutrapporten_ar_sen(i) or (lamnad is None and SLUTRAPPORT.nyckel(i.slutdatum) in i.avskrivna)


def _slutrapporten_ar_sen(i: Insats) -> bool:
    """Whether the final report came after its form's frist, or has not come and that has passed."""
    frist = slutrapportfrist(i).frist
    if lamnad := slutrapport_for(i, i.slutdatum):
        return datum(lamnad) > frist
    return i.har_passerat(SLUTRAPPORT.nyckel(i.slutdatum), frist)


def sen_slutrapport_forverkar(i: Insats, m: Manad) -> bool:
    """K12.5: whether "utan ersättning" is read so that the last month is lost with a late final report; it is not."""
    if m != i.sista_manad or not i.regelverk.ja("slutrapport.sen_forverkar_manaden", i.slutdagen):
        return False
    return _slutrapporten_ar_sen(i)


def manad_forverkad(i: Insats, m: Manad) -> bool:
    """K13.7: what the month's payment needs, and the anordnare owed, has been written off (or K12.5, read so, is late).

    No duty of the KV's forfeits anything; but a report that lay returned with the anordnare was the anordnare's (K0.9).
    """
    nycklar = [s.nyckel(m) for s in (MANADSRAPPORT, FAKTURERINGSUNDERLAG)]
    godkannande = RAPPORTGODKANNANDE.nyckel(m)
    avskrivning = i.avskrivningar.get(godkannande)
    if (avskrivning and avskrivning.aterremitterad) or not i.regelverk.ja("avskrivning.attesteras", forsta(m)):
        nycklar.append(godkannande)
    if m == i.sista_manad:
        nycklar.append(SLUTRAPPORT.nyckel(i.slutdatum))
    return any(nyckel in i.avskrivna for nyckel in nycklar) or sen_slutrapport_forverkar(i, m)


def underlag_vantas(i: Insats, m: Manad) -> bool:
    """Whether the month still needs an underlag: a forfeited one does not, unless an avbrott is to be shown in it."""
    if not manad_forverkad(i, m) or avbrott_i_underlaget(i, m) is not None:
        return True
    return FAKTURERINGSUNDERLAG.nyckel(m) in i.avskrivna or not i.regelverk.ja("avskrivning.attesteras", forsta(m))


def avbrott_i_underlaget(i: Insats, m: Manad) -> Ersattning | None:
    """The avbrott that the month's underlag shows beside the month: in the last one, unless it is forfeited, or has
    been paid with another month that was the last one then (K14.4, K13.8).
    """
    betalt = betalt_avbrott(i)
    if m != i.sista_manad or avbrott_forverkat(i) or (betalt and betalt.removeprefix("avbrott:")[: len(m)] != m):
        return None
    return avbrott_for(i)


def vantat_underlag(i: Insats, m: Manad) -> Decimal | None:
    """The amount the month's underlag must show: the month's, and for the last month the avbrott with it (K14.4).

    Where the month is forfeited the avbrott stands alone (K13.7).
    """
    summa = ersattning_for(i, m).belopp
    if summa is not None and (a := avbrott_i_underlaget(i, m)) is not None:
        if a.belopp is None:
            return None
        return a.belopp if manad_forverkad(i, m) else summa + a.belopp
    return summa
