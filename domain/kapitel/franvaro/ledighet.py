"""§9.2, §10.3: leave that is too long for the insats to go on, and other absence that is repeated (K9.3, K10.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats
from domain.insats.kapitel import Kapitel
from domain.insats.uppgifter import Franvaro
from domain.kapitel.franvaro.avslutsfragor import AVSER_PLANERAD, BESLUT_OM_AVSLUT
from domain.kapitel.franvaro.franvaro import kand, perioder
from domain.tid.frist import arbetsdagar_fran
from domain.tid.manad import Manad, manad
from domain.tid.period import Period
from domain.tid.tidpunkt import datum, midnatt


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`beslut_om_avslut` for planned absence of more than 14 calendar days, as joined periods (K9.3)."""
    if i.uppdrag is None or not i.franvaro:
        return
    # An end that answers the question also cuts the leave short: the leave is what it was when it was asked about.
    for p in _planerade(i, Period(i.uppdrag.startdatum, i.uppdrag.slutdatum)):
        sista_tillatna = p.fran + timedelta(days=i.regelverk.tal("ledighet.max_dagar", p.fran) - 1)
        if p.till is not None and p.till <= sista_tillatna:
            continue
        # Known to be too long when what reaches past its last allowed day was registered; leave that has no last day
        # becomes so when that day has been.
        for_lang = sista_tillatna + timedelta(days=1)
        blev = kand(i, p, for_lang)
        if p.till is None:
            if for_lang > i.uppdrag.slutdatum:
                continue
            blev = max(blev, midnatt(for_lang))
        avser = f"{AVSER_PLANERAD[p.slag]}{p.fran}"
        svar = i.avslut_besvarat.get(BESLUT_OM_AVSLUT.nyckel(avser))
        if svar is None and i.avslutsbeslut:
            continue  # an end is decided already: there is nothing to ask
        dag = datum(blev)
        yield Bevakning(
            BESLUT_OM_AVSLUT, avser, "K9.3", blev,
            arbetsdagar_fran(dag, i.regelverk.tal("beslut_om_avslut.arbetsdagar", dag)),
            frist_satt=blev, uppfylld=svar,
        )  # fmt: skip


def _planerade(i: Insats, ramar: Period) -> Iterator[Franvaro]:
    """Absence that is planned: every leave, and other absence whose first day lay ahead when it was registered."""
    yield from perioder(i, "ledighet", ramar)
    for p in perioder(i, "annan", ramar):
        if p.fran > datum(p.tid) and i.regelverk.ja("ledighet.all_planerad", p.fran):
            yield p


def ska_berattas(i: Insats, m: Manad) -> bool:
    """K10.5: whether the third absence for meetings with others within 30 days falls in the month."""
    starter = [p.fran for p in perioder(i, "annan")] if i.franvaro else []
    for n, dag in enumerate(starter):
        inom = timedelta(days=i.regelverk.tal("annan_franvaro.inom_dagar", dag) - 1)
        antal = sum(dag - forra <= inom for forra in starter[: n + 1])
        if manad(dag) == m and antal >= i.regelverk.tal("annan_franvaro.antal", dag):
            return True
    return False


KAPITEL = Kapitel(slag=(BESLUT_OM_AVSLUT,), bevakningar=bevakningar)
