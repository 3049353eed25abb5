"""§7.5, §8.3: follow-up meetings, and revision of the plan (K7.6, K7.7, K8.5, K8.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ord import DELMAL, PLANEN
from domain.grund.ordval import antal_i_ord
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER, Delmalsstatus
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran, uppdraget
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Uppfoljningsmote
from domain.kapitel.kontakt.sekretess import Bekraftelse, Motesform, krav_sekretess
from domain.kapitel.kontakt.trepartsmote import (
    RegistreraTrepartsmote,
    TrepartsmoteRegistrerat,
    brev_om_trepartsmote,
    holls,
    mening_om_trepartsmote,
    registrera,
)
from domain.kapitel.uppdrag.uppfoljningsdagar import INTERVALL, uppfoljningsdagar
from domain.skeende.handelse import Brev, Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import Fristrakning, arbetsdagar_fran, fast_datum
from domain.tid.tidpunkt import datum


def _intervallets_dag(i: Insats, rakning: Fristrakning, avser: str) -> date | None:
    """The day the interval was asked for; None where the uppdrag itself says when the meetings are held."""
    return uppdraget(i, rakning, avser) if i.insatsens_intervall else None


UPPFOLJNINGSMOTE = Bevakningsslag(
    namn="uppfoljningsmote",
    rubrik="uppföljningsmöte",
    grund={
        "K7.7": Grund(
            "Dagen är bestämd i uppdraget, eller följer av insatsens intervall räknat från startdatum.",
            {INTERVALL: _intervallets_dag},
        )
    },
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="dag",
)
PLANREVIDERING = Bevakningsslag(
    namn="planrevidering",
    rubrik="reviderad genomförandeplan",
    grund={"K8.5": Grund("Revidering av planen begärdes.", {"planrevidering.arbetsdagar": fran})},
    ansvarig=Roll.ANORDNARE,
    avser="nummer",
)


class RegistreraUppfoljningsmote(Kommando):
    """Register a follow-up meeting: does the plan stand, or is it to be revised (§8.3)?

    Held digitally, it may have a note only if ``sekretess_bekraftad`` (§3, K3.6).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K7.7"
    rubrik: ClassVar = "Registrera uppföljningsmöte"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["registrera_uppfoljningsmote"] = "registrera_uppfoljningsmote"
    datum: date = Field(description="Dagen det gäller.")
    planen: Literal["galler", "revideras"] = Field(description="Gäller planen, eller ska den revideras?")
    form: Motesform = "personligt"
    sekretess_bekraftad: Bekraftelse = False
    anteckning: Text | None = Field(default=None, description="Anteckning.")


class BegarPlanrevidering(Kommando):
    """Ask for a revised plan (§8.3)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K8.5"
    rubrik: ClassVar = "Begär revidering av genomförandeplanen"

    kommando: Literal["begar_planrevidering"] = "begar_planrevidering"
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class UppfoljningsmoteRegistrerat(Handelse):
    """A follow-up meeting has been held, and the plan stands or is to be revised (K7.7, K8.8)."""

    datum: date
    planen: Literal["galler", "revideras"]
    delmal: tuple[Delmalsstatus, ...] = ()
    """How the delmål stood by the latest monthly report (K7.8)."""
    slag: Literal["uppfoljningsmote_registrerat"] = "uppfoljningsmote_registrerat"


@dataclass(frozen=True, slots=True)
class PlanrevideringBegard(Handelse):
    """A revised plan is asked for (K8.5)."""

    slag: Literal["planrevidering_begard"] = "planrevidering_begard"


def _registrera(i: Insats, k: RegistreraUppfoljningsmote, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.datum, fall, "datum")
    krav_sekretess(k.form, k.sekretess_bekraftad, k.anteckning)
    if not fall.om and (i.insatsperiod is None or not i.insatsperiod.innehaller(k.datum)):
        raise Avvisning("K7.7", "mötet ligger utanför insatsen", "datum")
    if any(m.datum == k.datum for m in i.uppfoljningsmoten):
        raise Avvisning("K7.7", f"ett uppföljningsmöte den {k.datum} är redan registrerat", "datum")
    if k.planen == "revideras" and not i.planer:
        raise Avvisning("K8.8", "ingen genomförandeplan har kommit in att revidera", "planen")
    if k.planen == "revideras" and i.avslutad:
        raise Avvisning("K8.8", "insatsen är avslutad; planen kan inte revideras", "planen")
    yield UppfoljningsmoteRegistrerat(k.datum, k.planen, i.progression[max(i.progression)] if i.progression else ())


def _begar(i: Insats, k: BegarPlanrevidering, fall: Fall) -> Iterator[Handelse]:
    if not i.planer:
        raise Avvisning("K8.5", "ingen genomförandeplan har kommit in att revidera")
    if any(_vantas(i, nr, begard) for nr, begard in enumerate(i.planrevideringar, start=1)):
        raise Avvisning("K8.5", "en revidering är redan begärd och har inte kommit in")
    yield PlanrevideringBegard()


def _registrerades(i: Insats, h: UppfoljningsmoteRegistrerat, tid: datetime) -> Insats:
    moten = (*i.uppfoljningsmoten, Uppfoljningsmote(tid, h.datum, h.planen == "revideras"))
    begarda = (*i.planrevideringar, tid) if h.planen == "revideras" else i.planrevideringar
    return med(i, uppfoljningsmoten=moten, planrevideringar=begarda)


def _begardes(i: Insats, h: PlanrevideringBegard, tid: datetime) -> Insats:
    return med(i, planrevideringar=(*i.planrevideringar, tid))


def _reviderad(i: Insats, begard: datetime) -> datetime | None:
    """When the first version after the request came in."""
    return next((t for omgang in i.planer for t in omgang.inlamningar if t > begard), None)


def _vantas(i: Insats, nr: int, begard: datetime) -> bool:
    """Whether a revised plan is still awaited: it has not come, and has not been written off (K0.8)."""
    return _reviderad(i, begard) is None and PLANREVIDERING.nyckel(nr) not in i.avskrivna


def _hallna(i: Insats) -> Iterator[tuple[date, Uppfoljningsmote | None]]:
    """Each day that is decided, and the meeting that answers it.

    The n:th meeting held answers the n:th day: a meeting may be moved, none may be left out. A day that has been
    written off is passed over by what was held after that (K0.8).
    """
    hallna = sorted(i.uppfoljningsmoten, key=lambda m: m.datum)
    for dag in uppfoljningsdagar(i):
        avskriven = i.avskrivna.get(UPPFOLJNINGSMOTE.nyckel(dag))
        if hallna and (avskriven is None or hallna[0].datum <= datum(avskriven)):
            yield dag, hallna.pop(0)
        else:
            yield dag, None


def _revideringstid(i: Insats, begard: date) -> int:
    return i.regelverk.tal("planrevidering.arbetsdagar", begard)


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`uppfoljningsmote` for each day the uppdrag names (K7.7) and `planrevidering` for each request (K8.5, K8.8)."""
    if i.uppdrag and i.slutdatum:
        oppnas = i.uppdrag.tid
        for dag, mote in _hallna(i):
            yield Bevakning(
                UPPFOLJNINGSMOTE, dag.isoformat(), "K7.7", oppnas, fast_datum(dag, dag),
                frist_satt=oppnas, uppfylld=mote.tid if mote else None,
            )  # fmt: skip
    for nr, begard in enumerate(i.planrevideringar, start=1):
        dag = datum(begard)
        yield Bevakning(
            PLANREVIDERING, str(nr), "K8.5", begard,
            arbetsdagar_fran(dag, _revideringstid(i, dag)),
            frist_satt=begard, uppfylld=_reviderad(i, begard),
        )  # fmt: skip


def _brev_mote(i: Insats, h: UppfoljningsmoteRegistrerat) -> Iterator[Brev]:
    if h.planen == "revideras":
        yield _att_revidera(i, "K8.8")


def _brev_begard(i: Insats, h: PlanrevideringBegard) -> Iterator[Brev]:
    yield _att_revidera(i, "K8.5")


def _att_revidera(i: Insats, regel: str) -> Brev:
    tid = antal_i_ord(_revideringstid(i, datum(i.planrevideringar[-1])), "arbetsdag", "arbetsdagar")
    return Brev(Roll.ANORDNARE, regel, f"Genomförandeplanen ska revideras: lämna den inom {tid} (§8.3, {regel})")


def _mening_mote(h: UppfoljningsmoteRegistrerat) -> Mening:
    delmal = "".join(f"; delmål {nr} {DELMAL[d]}" for nr, d in enumerate(h.delmal, start=1))
    return Mening(f"Uppföljningsmöte {h.datum}: {PLANEN[h.planen]}{delmal}", "K7.7")


KAPITEL = Kapitel(
    beslut={
        RegistreraUppfoljningsmote: _registrera,
        RegistreraTrepartsmote: registrera,
        BegarPlanrevidering: _begar,
    },
    foljder={
        UppfoljningsmoteRegistrerat: Foljd(_registrerades, mening=_mening_mote, brev=_brev_mote),
        TrepartsmoteRegistrerat: Foljd(holls, mening=mening_om_trepartsmote, brev=brev_om_trepartsmote),
        PlanrevideringBegard: Foljd(
            _begardes, mening=lambda _: Mening("Revidering av genomförandeplanen är begärd", "K8.5"), brev=_brev_begard
        ),
    },
    slag=(
        UPPFOLJNINGSMOTE,
        PLANREVIDERING,
    ),
    bevakningar=bevakningar,
)
