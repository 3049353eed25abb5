"""§1.1, §5.3, §6.1: day 1 – an insats is granted and the kund is put in the anordnare's kö (K1.1, K5.3, K6.1).

Whom the insatser are for stands in ``behorighet``, what they may be at once in ``samtidiga``; the case may follow on
another (K13.4, K13.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Arendeid, Namn
from domain.grund.ord import ANORDNARVAL
from domain.grund.parter import Roll
from domain.grund.slag import Anordnarval, Insatsslag
from domain.grund.text import Text
from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import Insats
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Kundlage
from domain.kapitel.uppdrag.dag_ett.behorighet import Kundfakta, prova_behorighet, prova_malgrupp
from domain.kapitel.uppdrag.dag_ett.beslutsgrund import (
    BeslutsgrundRattad,
    RattaBeslutsgrund,
    brev_om_rattelse,
    grunden,
    mening_om_rattelse,
    ratta_grunden,
    rattades,
)
from domain.kapitel.uppdrag.dag_ett.forarbete import anordnarval, prova_forarbete
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende, tidigast_start
from domain.register.auktorisation import Auktorisation
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Indata, Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum


class Foregaende(Indata):
    """The case that this one follows on: a change of anordnare (§13.2) or another insats (§13.1).

    For a change of anordnare the end date is taken over, and extension months are counted from the first start.
    """

    arende: Arendeid
    sort: Literal["byte_av_anordnare", "annan_insats"]
    insats: Insatsslag
    avslutsdatum: date
    forsta_start: date
    planerat_slut: date
    forlangda_manader: int = Field(default=0, ge=0)


class Aktualisera(Kommando):
    """Grant an insats and put the kund in the anordnare's kö (§5.3, §6.1).

    ``stegforflyttning_bedoms_mojlig`` is the judgement that an insats beside another rests on (§8.4).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K6.1"
    rubrik: ClassVar = "Aktualisera en kund hos en anordnare"

    kommando: Literal["aktualisera"] = "aktualisera"
    insats: Insatsslag = Field(description="Insats.")
    anordnare: Namn = Field(description="Anordnarens namn i registret.")
    kund: Kundfakta = Field(description="Kund.")
    foregaende: Foregaende | None = Field(
        default=None, description="Ärendet som det här följer på, vid byte av anordnare eller annan insats."
    )
    stegforflyttning_bedoms_mojlig: bool = Field(
        default=False, description="Bedöms kunden kunna göra stegförflyttningar?"
    )
    anordnarval: Anordnarval | None = Field(
        default=None, description="Vems val anordnaren är; utelämnat är det kundens eget, när en anordnare är angiven."
    )
    kartlagd: date | None = Field(
        default=None, description="Dagen då karriärvägledaren gjorde kartläggningen med kunden."
    )
    framtidsplan: Text | None = Field(default=None, description="Hänvisning till framtidsplanen.")
    motivering: Text | None = Field(default=None, description="Motivering.")


@dataclass(frozen=True, slots=True)
class InsatsAktualiserad(Handelse):
    """Day 1, the first line of every journal: what the case is, and the rules that it carries (K5.3, K6.1)."""

    arende: str
    insats: Insatsslag
    anordnare: str
    karriarvagledare: str
    kund: str
    malgrupp: str
    ekonomiskt_bistand: bool
    etableringsersattning: bool
    auktoriserad_till: date | None
    regelverk: Regelverk
    foregaende: str | None = None
    forsta_start: date | None = None
    bestamt_slut: date | None = None
    forlangda_fore: int = 0
    tidigast_start: date | None = None
    parallell: bool = False
    """The KV has judged that the kund can go on with it beside another insats (K8.6)."""
    socialsekreterare: str | None = None
    grund: Beslutsgrund | None = None
    """What the decision rests on (K5.6); None in lines older than that it is kept."""
    framtidsplan_angiven: bool = False
    """Whether it references the framtidsplan (K5.2)."""
    slag: Literal["insats_aktualiserad"] = "insats_aktualiserad"


def prova_auktorisation(auktorisation: Auktorisation | None, kundval: str, dag: date) -> Auktorisation:
    """The auktorisation, if it covers the day. Raises: Avvisning, K1.1; there is none that does."""
    if auktorisation is None or auktorisation.fran > dag:
        raise Avvisning("K1.1", f"anordnaren är inte auktoriserad för {kundval} den {dag}", "anordnare")
    if auktorisation.till is not None and auktorisation.till < dag:
        raise Avvisning("K1.1", f"anordnarens auktorisation för {kundval} upphörde {auktorisation.till}", "anordnare")
    return auktorisation


def prova_samtidiga(h: InsatsAktualiserad, dag: date, pagaende: Iterable[Kundarende]) -> None:
    """That what was decided on ``dag`` holds with these other cases of the kund's. Raises: Avvisning, K6.1 or K8.6."""
    parallell = h.parallell or h.bestamt_slut is not None
    if tidigast_start(h.insats, dag, pagaende, parallell=parallell, minst=h.tidigast_start) != h.tidigast_start:
        raise Avvisning("K6.1", "kundens andra ärenden har just ändrats; försök igen", "insats")


def aktualisera(
    arende: str,
    k: Aktualisera,
    regelverk: Regelverk,
    auktorisation: Auktorisation | None,
    fall: Fall,
    pagaende: Iterable[Kundarende] = (),
) -> InsatsAktualiserad:
    """Decide on day 1.

    Args:
        arende: the case id, the name of its workflow.
        regelverk: the rules the case is to run under.
        auktorisation: the anordnare's for this kundval; None if there is none.
        pagaende: the kund's other cases that are under way.

    Raises:
        Avvisning: K1.1, K1.2, K2.2, K5.2, K6.1, K8.6 or K13.4.
    """
    dag = fall.idag
    auktorisation = prova_auktorisation(auktorisation, k.insats[:3], dag)
    byte = k.foregaende if k.foregaende and k.foregaende.sort == "byte_av_anordnare" else None
    if byte and byte.insats != k.insats:
        raise Avvisning("K13.4", f"vid byte av anordnare är insatsen densamma, {byte.insats}", "insats")
    motiverad = k.motivering is not None and k.motivering.ifylld
    if byte is None:  # the kund keeps the insats that was granted, whatever has changed since (K13.4)
        prova_malgrupp(k.kund, motiverad, regelverk, dag)
        prova_behorighet(k.insats, k.kund, motiverad, regelverk, dag)
    minst = k.foregaende.avslutsdatum + timedelta(days=1) if k.foregaende else None
    parallell = k.stegforflyttning_bedoms_mojlig or byte is not None  # nor what the insats may go on beside
    tidigast = tidigast_start(k.insats, dag, pagaende, parallell=parallell, minst=minst)
    if byte is None:
        prova_forarbete(k.kartlagd, fall, har_plan=k.framtidsplan is not None and k.framtidsplan.ifylld)
    return InsatsAktualiserad(
        arende=arende,
        insats=k.insats,
        anordnare=k.anordnare,
        karriarvagledare=fall.av.id,
        kund=k.kund.id,
        malgrupp=k.kund.malgrupp,
        ekonomiskt_bistand=bool(k.kund.ekonomiskt_bistand),
        etableringsersattning=bool(k.kund.etableringsersattning),
        auktoriserad_till=auktorisation.till,
        regelverk=regelverk,
        foregaende=k.foregaende.arende if k.foregaende else None,
        forsta_start=byte.forsta_start if byte else None,
        bestamt_slut=byte.planerat_slut if byte else None,
        forlangda_fore=byte.forlangda_manader if byte else 0,
        tidigast_start=tidigast,
        parallell=k.stegforflyttning_bedoms_mojlig,
        socialsekreterare=k.kund.socialsekreterare,
        grund=grunden(
            k.insats,
            k.kund,
            motiverad,
            foljer_med=byte is not None,
            kartlagd=k.kartlagd,
            anordnarval=anordnarval(k.anordnarval, fall, byte=byte is not None),
        ),
        framtidsplan_angiven=k.framtidsplan is not None and k.framtidsplan.ifylld,
    )


def _mening_aktualiserad(h: InsatsAktualiserad) -> Mening:
    val = h.grund.anordnarval if h.grund else None
    vems = f", {ANORDNARVAL[val]}" if val else ""
    return Mening(f"Kunden är aktualiserad för {h.insats} hos {h.anordnare}{vems}", "K6.1")


def _brev_aktualiserad(i: Insats, h: InsatsAktualiserad) -> Iterator[Brev]:
    yield Brev(
        Roll.ANORDNARE,
        "K6.1",
        f"Ny kund i kö för {h.insats}: bemanna ärendet och meddela karriärvägledaren (§6.2, K6.2)",
    )


def paborja(h: InsatsAktualiserad, tid: datetime) -> Insats:
    """The first fold: there is nothing before it."""
    return Insats(
        arende=h.arende,
        regelverk=h.regelverk,
        slag=h.insats,
        anordnare=h.anordnare,
        karriarvagledare=h.karriarvagledare,
        kund=h.kund,
        malgrupp=h.malgrupp,
        kundlagen=(Kundlage(datum(tid), h.malgrupp, h.ekonomiskt_bistand, h.etableringsersattning),),
        aktualiserad=tid,
        beslutsgrund=h.grund,
        framtidsplan_angiven=h.framtidsplan_angiven,
        auktoriserad_till=h.auktoriserad_till,
        foregaende=h.foregaende,
        forsta_start=h.forsta_start,
        bestamt_slut=h.bestamt_slut,
        forlangda_fore=h.forlangda_fore,
        tidigast_start=h.tidigast_start,
        socialsekreterare=h.socialsekreterare,
        senast=tid,
    )


KAPITEL = Kapitel(
    beslut={RattaBeslutsgrund: ratta_grunden},
    foljder={
        BeslutsgrundRattad: Foljd(rattades, mening=mening_om_rattelse, brev=brev_om_rattelse),
        InsatsAktualiserad: Foljd[InsatsAktualiserad](
            None,
            mening=_mening_aktualiserad,
            brev=_brev_aktualiserad,
        ),
    },
)
