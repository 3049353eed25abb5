"""§1.1: the yearly review of each anordnare's quality (K16.1), counted from facts that are already grouped.

The database groups what is alike and counts it; what a group means is decided here. A year's figures reach no further
than its last completed day, so that nothing is judged before its frist has passed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import SER_ALLA_ARENDEN
from domain.grund.slag import Form
from domain.kapitel.alla import SLAGEN
from domain.kvalitet.nyckeltal import (
    Bedomning,
    Bevakningsgrupp,
    Handelsegrupp,
    Insatsgrupp,
    Meddelandegrupp,
    Nyckeltal,
    Punktlighet,
)
from domain.regler.regelverk import Regelverk
from domain.tid.frist import arbetsdagar_fran
from domain.tid.kalender import FORSTA_AR
from domain.tid.period import Period

_SIST = str.maketrans("åäö", "{|}")
"""The last letters of the Swedish alphabet, in their order: the signs that follow z."""

_FORM: dict[Form, str] = {"fullfoljd": "fullfoljda", "fortid": "i_fortid", "avbruten": "avbrutna"}


def krav_insyn(som: Aktor, anordnare: str | None) -> None:
    """Who sees all cases sees everyone's figures, an anordnare its own; figures are sums of what one may see anyway.

    Raises:
        Avvisning: K16.1.
    """
    if som.roll is Roll.ANORDNARE:
        if anordnare not in (None, som.organisation):
            raise Avvisning("K16.1", "en anordnare ser bara sin egen kvalitetsuppföljning", "anordnare")
    elif som.roll not in SER_ALLA_ARENDEN:
        raise Avvisning("K16.1", "det här ser kommunens handläggare och chefer, och anordnaren för egen del", "som")


def senaste_ar(idag: date) -> int:
    """The last year of which a day has been: on New Year's Day the one that ended."""
    return (idag - timedelta(days=1)).year


def arets_period(ar: int, idag: date) -> Period:
    """The days of the year that can be judged: to its end, or to yesterday.

    Raises:
        Avvisning: K16.1, for a year of which no day has been, and one before the calendar begins.
    """
    if ar < FORSTA_AR:
        raise Avvisning("K16.1", f"{ar} ligger före {FORSTA_AR}, som kalendern börjar med", "ar")
    if ar > senaste_ar(idag):
        raise Avvisning("K16.1", f"{ar} har ingen dag som kan följas upp än; senast {senaste_ar(idag)}", "ar")
    return Period(date(ar, 1, 1), min(date(ar, 12, 31), idag - timedelta(days=1)))


def bedom(b: Bevakningsgrupp) -> Bedomning | None:
    """In time, late or missing; None for what fell away before it was to be done."""
    match b.utfall:
        case "uppfylld":
            return "i_tid"
        case "sen":
            return "sena" if b.gjord else "saknade"
        case "upphord":
            # A case taken back because nobody staffed it (K6.2), and what never came when the rest was settled
            # (K13.7): what had passed was missed all the same.
            return "saknade" if b.aterkallad and b.passerad_hos else None
        case "oppen" | "forsenad" | "avskriven":
            return "saknade"


def ar_avvikelse(b: Bevakningsgrupp) -> bool:
    """Whether it was the anordnare's when its frist passed, not done, and is not withdrawn (K0.8, K7.2, K14.7)."""
    hos = b.passerad_hos or b.ansvarig
    raknas = {"alltid": True, "om_ogjord": not b.gjord, "aldrig": False}[SLAGEN[b.slag].avvikelse]
    return hos is Roll.ANORDNARE and raknas and bedom(b) in ("sena", "saknade")


def bedom_meddelande(m: Meddelandegrupp, period: Period, regelverk: Regelverk) -> Bedomning | None:
    """Read in time, late, or not yet; None if it was to be read outside the period (K6.6)."""
    frist = arbetsdagar_fran(m.sant, regelverk.tal("oppet_meddelande.arbetsdagar", m.sant)).frist
    if not period.innehaller(frist):
        return None
    if m.last is None:
        return "saknade"
    return "i_tid" if m.last <= frist else "sena"


def rakna(
    period: Period,
    regelverk: Regelverk,
    *,
    insatser: Iterable[Insatsgrupp] = (),
    bevakningar: Iterable[Bevakningsgrupp] = (),
    handelser: Iterable[Handelsegrupp] = (),
    meddelanden: Iterable[Meddelandegrupp] = (),
    aven: Iterable[str] = (),
) -> list[Nyckeltal]:
    """The figures of every anordnare that has any, and of those in ``aven``, by name."""
    tal: defaultdict[str, Counter[str]] = defaultdict(Counter, {namn: Counter() for namn in aven})
    for i in insatser:
        tal[i.anordnare].update(_om_insatser(i))
    for b in bevakningar:
        if (matt := SLAGEN[b.slag].kvalitet) and (bedomning := bedom(b)):
            tal[b.anordnare][f"{matt}.{bedomning}"] += b.antal
        tal[b.anordnare]["avvikelser"] += b.antal * ar_avvikelse(b)
    for h in handelser:
        tal[h.anordnare].update(_om_handelser(h))
    for m in meddelanden:
        if bedomning := bedom_meddelande(m, period, regelverk):
            tal[m.anordnare][f"meddelanden.{bedomning}"] += m.antal
    return [_nyckeltal(namn, tal[namn]) for namn in sorted(tal, key=_i_bokstavsordning)]


def _i_bokstavsordning(namn: str) -> tuple[str, str]:
    return namn.casefold().translate(_SIST), namn


def _om_insatser(i: Insatsgrupp) -> dict[str, int]:
    tal = {"paborjade": i.antal * i.paborjad, "avslutade" if i.avslutad else "pagaende": i.antal}
    if i.avslutad:
        tal |= {"mal_natt": i.antal * (i.mal is True), "mal_okant": i.antal * (i.mal is None)}
        if i.form in _FORM:
            tal[_FORM[i.form]] = i.antal
    return tal


def _om_handelser(h: Handelsegrupp) -> dict[str, int]:
    match h.vad:
        case "godkand":
            return {"granskningar": h.antal}
        case "aterremiss":
            return {"granskningar": h.antal, "aterremisser": h.antal}
        case "brist":
            return {f"brister.{h.sort}": h.antal}
        case "avvikelse":
            return {"anmalda_avvikelser": h.antal}


def _nyckeltal(anordnare: str, tal: Counter[str]) -> Nyckeltal:
    delar: defaultdict[str, dict[str, int]] = defaultdict(dict)
    enkla: dict[str, int] = {}
    for namn, antal in sorted(tal.items()):
        matt, _, del_ = namn.partition(".")
        if del_:
            delar[matt][del_] = antal
        else:
            enkla[matt] = antal
    brister = delar.pop("brister", {})
    punktliga = {matt: Punktlighet(**per) for matt, per in delar.items()}
    return Nyckeltal(anordnare, brister_per_sort=brister, **enkla, **punktliga)  # type: ignore[arg-type]
