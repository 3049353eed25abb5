"""§3, §4, §7.2: the kartläggning, and at least one contact with the kund each week (K3.6, K4.1, K7.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ord import KONTAKTFORM
from domain.grund.parter import Roll
from domain.grund.slag import FRANVAROSLAG, Status
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.minne import harled
from domain.insats.uppgifter import Kontakt
from domain.kapitel.franvaro.franvaro import perioder
from domain.kapitel.kontakt.kartlaggning import KartlaggningRegistrerad, RegistreraKartlaggning, kartlades, kartlagg
from domain.kapitel.kontakt.sekretess import Bekraftelse, Kontaktform, krav_sekretess
from domain.skeende.handelse import Brev, Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import Fristrakning, fast_datum
from domain.tid.kalender import ar_arbetsdag
from domain.tid.period import Period
from domain.tid.tidpunkt import datum, midnatt

_DYGN, _VECKA = timedelta(days=1), timedelta(days=7)


VECKOKONTAKT = Bevakningsslag(
    namn="veckokontakt",
    rubrik="veckokontakt",
    grund={"K7.2": Grund("Veckan, som bedöms när den är slut.")},
    ansvarig=Roll.ANORDNARE,
    avser="vecka",
    vid_frist="sen",
    avvikelse="om_ogjord",
    kvalitet="veckokontakter",
)


class RegistreraKundkontakt(Kommando):
    """Register a contact with the kund: ``datum`` is the day of it.

    Held digitally, the note may say more than day and form only if ``sekretess_bekraftad``: that the form of meeting
    keeps sekretess and that the kund was told of the risks (§3, K3.6).
    """

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K7.2"
    rubrik: ClassVar = "Registrera kontakt med kunden"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["registrera_kundkontakt"] = "registrera_kundkontakt"
    datum: date = Field(description="Dagen för kontakten.")
    form: Kontaktform = Field(default="personligt", description="Kontaktens form.")
    sekretess_bekraftad: Bekraftelse = False
    anteckning: Text | None = Field(default=None, description="Anteckning.")


@dataclass(frozen=True, slots=True)
class KundkontaktRegistrerad(Handelse):
    """A contact with the kund; ``sen_vecka``: the week that had passed without one (K7.2)."""

    datum: date
    form: Kontaktform
    sekretess_bekraftad: bool
    sen_vecka: str | None
    slag: Literal["kundkontakt_registrerad"] = "kundkontakt_registrerad"


@lru_cache(maxsize=16384)
def vecka(d: date) -> str:
    """The ISO week as ``2024-W12``."""
    ar, nr, _ = d.isocalendar()
    return f"{ar}-W{nr:02}"


def _registrera(i: Insats, k: RegistreraKundkontakt, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.datum, fall, "datum")
    krav_sekretess(k.form, k.sekretess_bekraftad, k.anteckning)
    if not fall.om and (i.insatsperiod is None or not i.insatsperiod.innehaller(k.datum)):
        raise Avvisning("K7.2", "kontakten ligger utanför insatsen", "datum")
    if any((c.datum, c.form) == (k.datum, k.form) for c in i.kontakter):
        raise Avvisning("K7.2", f"en sådan kontakt är redan registrerad den {k.datum}", "datum")
    v = vecka(k.datum)
    missad = VECKOKONTAKT.nyckel(v) in i.passerade and not _kontakt_i(i, v)
    yield KundkontaktRegistrerad(k.datum, k.form, k.sekretess_bekraftad, v if missad else None)


def _registrerades(i: Insats, h: KundkontaktRegistrerad, tid: datetime) -> Insats:
    return med(i, kontakter=(*i.kontakter, Kontakt(h.datum, h.form, tid)))


def _kontakt_i(i: Insats, v: str) -> datetime | None:
    """When the first contact of the week was registered."""
    tider = [c.tid for c in i.kontakter if vecka(c.datum) == v]
    return min(tider) if tider else None


@dataclass(frozen=True, eq=False, slots=True)
class _Vecka:
    """An ISO week as it is asked for: its name, its arbetsdagar, when it begins and when it is judged."""

    namn: str
    arbetsdagar: tuple[date, ...]
    oppnas: datetime
    berakning: Fristrakning


@lru_cache(maxsize=4096)
def _veckan(mandag: date) -> _Vecka:
    dagar = (mandag + n * _DYGN for n in range(5))
    return _Vecka(
        vecka(mandag),
        tuple(d for d in dagar if ar_arbetsdag(d)),
        midnatt(mandag),
        fast_datum(mandag, mandag + 6 * _DYGN),
    )


@lru_cache(maxsize=4096)
def _hela_veckor(fran: date, till: date) -> tuple[_Vecka, ...]:
    """The ISO weeks that lie wholly between two days, both included."""
    forsta = fran + (-fran.weekday() % 7) * _DYGN
    return tuple(_veckan(forsta + n * _VECKA) for n in range(((till - forsta).days + 1) // 7))


@lru_cache(maxsize=16384)
def _bevakning(veckan: _Vecka, kontakt: datetime | None) -> Bevakning:
    return Bevakning(
        VECKOKONTAKT, veckan.namn, "K7.2", veckan.oppnas, veckan.berakning,
        frist_satt=veckan.oppnas, uppfylld=kontakt,
    )  # fmt: skip


def _veckor_borta(i: Insats) -> Iterator[str]:
    """The ISO weeks in which the kund was absent every arbetsdag."""
    period = i.insatsperiod
    borta = [Period(p.fran, p.till) for slag in FRANVAROSLAG for p in perioder(i, slag)] if i.franvaro else []
    if not borta or period is None or period.till is None:
        return
    for veckan in _hela_veckor(period.fran, period.till):
        if all(any(p.innehaller(d) for p in borta) for d in veckan.arbetsdagar):
            yield veckan.namn


def _avvantade_veckor(i: Insats) -> Iterator[_Vecka]:
    """Each ISO week that lies wholly inside the insats, so far (K7.2).

    Not a week in which the kund was absent every arbetsdag. **Tolkning** (K0.6): nor one that had begun when the
    uppdrag was entered. Of the weeks to come only the nearest are derived; the others open in their turn.
    """
    period = i.insatsperiod
    if period is None or period.till is None or i.uppdrag is None:
        return
    fran = max(period.fran, datum(i.uppdrag.tid))
    # The nearest week to come is derived even if the insats begins far ahead, so that the clock has it to wait for.
    mandag = fran + (-fran.weekday() % 7) * _DYGN
    till = min(period.till, max(i.veckans_slut, mandag) + 2 * _VECKA)
    borta, rattad = harled(i, _veckor_borta), i.rattad
    for veckan in _hela_veckor(mandag, till):
        if veckan.namn not in borta and not (rattad and _kom_efterat(i, rattad, veckan)):
            yield veckan


def _forsta_kontakter(i: Insats) -> Iterable[tuple[str, datetime]]:
    """Each ISO week with a contact, and when the first of them was registered."""
    forsta: dict[str, datetime] = {}
    for c in i.kontakter:
        v = vecka(c.datum)
        forsta[v] = min(forsta.get(v, c.tid), c.tid)
    return forsta.items()


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`veckokontakt`: each week that is awaited, judged when it ends (K7.2)."""
    kontakt = dict(harled(i, _forsta_kontakter))
    for veckan in harled(i, _avvantade_veckor):
        yield _bevakning(veckan, kontakt.get(veckan.namn))


def _kom_efterat(i: Insats, rattad: datetime, veckan: _Vecka) -> bool:
    """Whether a correction added the week after it had begun: nobody knew then that it was asked for (K0.6, K0.7)."""
    return rattad > veckan.oppnas and VECKOKONTAKT.nyckel(veckan.namn) not in i.oppnade


def _brev_registrerad(i: Insats, h: KundkontaktRegistrerad) -> Iterator[Brev]:
    if h.sen_vecka:
        yield Brev(
            Roll.KARRIARVAGLEDARE, "K7.2",
            f"Avvikelsen för {h.sen_vecka} återtas: kontakten är registrerad i efterhand (§7.2, K7.2)",
        )  # fmt: skip


def _mening_registrerad(h: KundkontaktRegistrerad) -> Mening:
    sen = f"; kontakten för {h.sen_vecka} är registrerad i efterhand" if h.sen_vecka else ""
    return Mening(f"Kontakt med kunden {h.datum} ({KONTAKTFORM[h.form]}){sen}", "K7.2", "sen" if sen else "vanlig")


KAPITEL = Kapitel(
    beslut={RegistreraKundkontakt: _registrera, RegistreraKartlaggning: kartlagg},
    foljder={
        KundkontaktRegistrerad: Foljd(_registrerades, mening=_mening_registrerad, brev=_brev_registrerad),
        KartlaggningRegistrerad: Foljd(
            kartlades, mening=lambda h: Mening(f"Kartläggning med kunden {h.datum}", "K4.1")
        ),
    },
    slag=(VECKOKONTAKT,),
    bevakningar=bevakningar,
)
