"""§10.4: invalid absence – failed contact attempts, no-shows, and the message about them (K10.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Kontaktforsok, OgiltigFranvaro
from domain.kapitel.franvaro.anledning import anledningar, meddelanden
from domain.kapitel.franvaro.redovisning import brev_om_forsok, brev_om_komplettering
from domain.kapitel.uppdrag.kundlage import till_socialsekreteraren
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, Brev, Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import fast_datum
from domain.tid.tidpunkt import datum

FRANVAROANMALAN = Bevakningsslag(
    namn="franvaroanmalan",
    rubrik="meddelande om ogiltig frånvaro",
    grund={
        "K10.6": Grund(
            "Kunden uteblev, eller kontaktförsöken misslyckades.",
            {"franvaroanmalan.dagar": fran, "franvaroanmalan.forsok": fran},
        )
    },
    ansvarig=Roll.ANORDNARE,
    avser="dag",
)


class RegistreraKontaktforsok(Kommando):
    """Register an attempt to reach the kund, and whether it succeeded (§10.4)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K10.6"
    rubrik: ClassVar = "Registrera kontaktförsök"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["registrera_kontaktforsok"] = "registrera_kontaktforsok"
    datum: date = Field(description="Dagen det gäller.")
    lyckat: bool = Field(default=False, description="Nåddes kunden?")


class RegistreraUteblivande(Kommando):
    """Register that the kund did not come, or gave a reason that is not plainly acceptable (§10.4)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K10.6"
    rubrik: ClassVar = "Registrera att kunden uteblev"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["registrera_uteblivande"] = "registrera_uteblivande"
    datum: date = Field(description="Dagen det gäller.")
    beskrivning: Text | None = Field(default=None, description="Beskrivning.")


class MeddelaOgiltigFranvaro(Kommando):
    """The message to the KV: the dates of absence, and of the contact attempts (§10.4).

    ``kontaktforsok`` may be empty only where the kund did not come and no attempt was made, ``franvarodagar`` only
    where the attempts are as many as call for a message: then there is no day of absence to name.
    """

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K10.6"
    rubrik: ClassVar = "Meddela ogiltig frånvaro"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["meddela_ogiltig_franvaro"] = "meddela_ogiltig_franvaro"
    franvarodagar: tuple[date, ...] = Field(
        default=(), description="Dag som kunden var frånvarande; upprepa för flera."
    )
    kontaktforsok: tuple[date, ...] = Field(
        default=(), description="Dag då anordnaren försökte nå kunden; upprepa för flera."
    )
    beskrivning: Text | None = Field(default=None, description="Beskrivning.")


@dataclass(frozen=True, slots=True)
class KontaktforsokRegistrerat(Handelse):
    """The kund was sought, and reached or not (K10.6)."""

    datum: date
    lyckat: bool
    slag: Literal["kontaktforsok_registrerat"] = "kontaktforsok_registrerat"


@dataclass(frozen=True, slots=True)
class UteblivandeRegistrerat(Handelse):
    """The kund did not come (K10.6)."""

    datum: date
    slag: Literal["uteblivande_registrerat"] = "uteblivande_registrerat"


@dataclass(frozen=True, slots=True)
class OgiltigFranvaroMeddelad(Handelse):
    """The KV is told of invalid absence, and of what it rests on (K10.6)."""

    franvarodagar: tuple[date, ...]
    kontaktforsok: tuple[date, ...]
    slag: Literal["ogiltig_franvaro_meddelad"] = "ogiltig_franvaro_meddelad"


def _inom(i: Insats, d: date, fall: Fall, falt: str) -> None:
    if not fall.om and (i.insatsperiod is None or not i.insatsperiod.innehaller(d)):
        raise Avvisning("K10.6", f"{d} ligger utanför insatsen", falt)


def _franvarodag_inom(i: Insats, d: date, fall: Fall, falt: str) -> None:
    """A first meeting may lie before the startdatum: that the kund did not come to it is told all the same (K7.1)."""
    if all(m.hallet or m.datum != d for m in i.uppstartsutfall):
        _inom(i, d, fall, falt)


def _forsoks_inom(i: Insats, d: date, fall: Fall, falt: str) -> None:
    """An attempt may be made from the uppdrag, also before the startdatum."""
    u = i.uppdrag if i.insatsperiod and fall.dorr >= DORR_ANDRA_UTGAVAN else None
    if u is None or not datum(u.tid) <= d < u.startdatum:
        _inom(i, d, fall, falt)


def _racker(i: Insats, k: MeddelaOgiltigFranvaro, fall: Fall) -> bool:
    """Whether the attempts of a message are enough without a day of absence: by how many are named, or on how many of
    the days named the kund was not reached."""
    if fall.dorr < DORR_ANDRA_UTGAVAN or not k.kontaktforsok:
        return False
    registrerade = sum(f.datum in k.kontaktforsok for f in i.kontaktforsok if not f.lyckat)
    return max(len(k.kontaktforsok), registrerade) >= i.regelverk.tal("franvaroanmalan.forsok", max(k.kontaktforsok))


def _forsok(i: Insats, k: RegistreraKontaktforsok, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.datum, fall, "datum")
    _forsoks_inom(i, k.datum, fall, "datum")
    yield KontaktforsokRegistrerat(k.datum, k.lyckat)


def _uteblev(i: Insats, k: RegistreraUteblivande, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.datum, fall, "datum")
    _inom(i, k.datum, fall, "datum")
    if any(d == k.datum for _, d in i.uteblivanden):
        raise Avvisning("K10.6", f"uteblivandet {k.datum} är redan registrerat", "datum")
    yield UteblivandeRegistrerat(k.datum)


def _meddela(i: Insats, k: MeddelaOgiltigFranvaro, fall: Fall) -> Iterator[Handelse]:
    if not k.franvarodagar and not _racker(i, k, fall):
        raise Avvisning("K10.6", "ange datum för frånvaron", "franvarodagar")
    if not k.kontaktforsok and not any(d in k.franvarodagar for _, d in i.uteblivanden):
        raise Avvisning("K10.6", "ange datum för kontaktförsöken", "kontaktforsok")
    for falt, dagar, inom in (
        ("franvarodagar", k.franvarodagar, _franvarodag_inom), ("kontaktforsok", k.kontaktforsok, _forsoks_inom),
    ):  # fmt: skip
        for d in dagar:
            krav_ej_framtid(d, fall, falt)
            inom(i, d, fall, falt)
    yield OgiltigFranvaroMeddelad(tuple(sorted(set(k.franvarodagar))), tuple(sorted(set(k.kontaktforsok))))


def _forsokt(i: Insats, h: KontaktforsokRegistrerat, tid: datetime) -> Insats:
    return med(i, kontaktforsok=(*i.kontaktforsok, Kontaktforsok(h.datum, h.lyckat, tid)))


def _uteblivet(i: Insats, h: UteblivandeRegistrerat, tid: datetime) -> Insats:
    return med(i, uteblivanden=(*i.uteblivanden, (tid, h.datum)))


def _meddelades(i: Insats, h: OgiltigFranvaroMeddelad, tid: datetime) -> Insats:
    dagar = (*h.franvarodagar, *h.kontaktforsok)
    ny = OgiltigFranvaro(tid, min(dagar), max(dagar), h.franvarodagar, h.kontaktforsok)
    return med(i, ogiltiga=(*i.ogiltiga, ny))


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`franvaroanmalan`: the message the same day or the day after, a calendar day (K10.6, K0.4)."""
    for dag, hort in anledningar(i).items():
        svar = [m.tid for m in meddelanden(i) if m.sista_dag >= dag]
        frist = dag + timedelta(days=i.regelverk.tal("franvaroanmalan.dagar", dag))
        yield Bevakning(
            FRANVAROANMALAN, dag.isoformat(), "K10.6", hort, fast_datum(dag, frist),
            frist_satt=hort, uppfylld=min(svar) if svar else None,
        )  # fmt: skip


def _brev_meddelad(i: Insats, h: OgiltigFranvaroMeddelad) -> Iterator[Brev]:
    yield Brev(Roll.KARRIARVAGLEDARE, "K10.6", f"Ogiltig frånvaro: {_vad(h)} (§10.4, K10.6)")
    yield from till_socialsekreteraren(i, max((*h.franvarodagar, *h.kontaktforsok)))
    if h.franvarodagar:
        yield from brev_om_komplettering(i, h.franvarodagar[0], h.franvarodagar[-1])


def _brev_forsokt(i: Insats, h: KontaktforsokRegistrerat) -> Iterator[Brev]:
    if not h.lyckat:
        yield from brev_om_forsok(i, h.datum)


def _brev_uteblev(i: Insats, h: UteblivandeRegistrerat) -> Iterator[Brev]:
    yield from brev_om_komplettering(i, h.datum, h.datum)


def _mening_meddelad(h: OgiltigFranvaroMeddelad) -> Mening:
    return Mening(f"Ogiltig frånvaro är meddelad: {_vad(h)}", "K10.6", "sen")


def _vad(h: OgiltigFranvaroMeddelad) -> str:
    """Every date of absence and every attempt, as the message names them."""
    forsok = f"kontaktförsök {_uppraknade(h.kontaktforsok)}" if h.kontaktforsok else ""
    return "; ".join(filter(None, (_uppraknade(h.franvarodagar), forsok)))


def _uppraknade(dagar: Sequence[date]) -> str:
    return ", ".join(str(d) for d in dagar)


KAPITEL = Kapitel(
    beslut={
        RegistreraKontaktforsok: _forsok,
        RegistreraUteblivande: _uteblev,
        MeddelaOgiltigFranvaro: _meddela,
    },
    foljder={
        KontaktforsokRegistrerat: Foljd(
            _forsokt,
            mening=lambda h: Mening(
                f"{'Kunden nåddes' if h.lyckat else 'Kunden nåddes inte'} vid kontaktförsök {h.datum}", "K10.6"
            ),
            brev=_brev_forsokt,
        ),
        UteblivandeRegistrerat: Foljd(
            _uteblivet, mening=lambda h: Mening(f"Kunden uteblev {h.datum}", "K10.6", "sen"), brev=_brev_uteblev
        ),
        OgiltigFranvaroMeddelad: Foljd(_meddelades, mening=_mening_meddelad, brev=_brev_meddelad),
    },
    slag=(FRANVAROANMALAN,),
    bevakningar=bevakningar,
)
