"""§13: the end of an insats – decided, revoked, and come (K2.3, K13.1, K13.2, K13.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag
from domain.grund.ord import FORM, INSATSMAL, ORSAK
from domain.grund.parter import Roll
from domain.grund.slag import Form, Insatsmal, Insatsslag, Orsak
from domain.grund.text import Text
from domain.insats.insats import Insats
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Avslutsbeslut
from domain.kapitel.slut.avbrottsdokument import dokumentet
from domain.kapitel.slut.avslutsform import avslutsform
from domain.kapitel.slut.avslutsfraga import besvarade, obesvarade
from domain.kapitel.uppdrag.dag_ett.insatsmal import malen_i_ord, malet, prova_mal
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, DORR_HELA_ANDRA_UTGAVAN, Brev, Fall, Handelse
from domain.skeende.klockslag import VIKT_SLUT, Klockslag
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum, passerad

Forsorjning = Literal["arbete", "studier", "eget_foretagande"]
"""What an end for egen försörjning is to (§13)."""

MAL_NATT: tuple[Orsak, ...] = ("mal_natt", "egen_forsorjning")
"""Reasons that say in themselves that the goal was reached (K2.3)."""


class BeslutaAvslut(Kommando):
    """Decide that the insats ends; the avbrottsdokument is sent to the anordnare (§13).

    ``samtal_datum`` is the day of the talk with anordnare and kund. ``form`` sets another form than the reason's
    own, with a motivering. ``mal_uppnatt``, ``natt_mal`` and ``nasta_steg`` say what came of it (K2.3), and
    ``forsorjning`` what an end for egen försörjning is to; a goal that is reached is named by one of the two.
    ``lakarens_bedomning`` is the day of the physician's judgement that an end for sickness rests on (K10.7).
    ``dolj_orsak`` keeps an unforeseen event from the anordnare (K13.3).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K13.1"
    rubrik: ClassVar = "Besluta om avslut eller avbrott"
    lases: ClassVar = Textslag.AVSLUT

    kommando: Literal["besluta_avslut"] = "besluta_avslut"
    orsak: Orsak = Field(description="Orsaken.")
    avslutsdatum: date = Field(description="Sista dagen i insatsen.")
    samtal_datum: date | None = Field(default=None, description="Dagen för samtalet med anordnare och kund.")
    form: Literal["fortid", "avbrott"] | None = Field(
        default=None, description="Avslutets form, om den ska vara en annan än orsakens; kräver motivering."
    )
    mal_uppnatt: bool = Field(default=False, description="Är insatsens mål uppnått?")
    natt_mal: Insatsmal | None = Field(default=None, description="Vilket av insatsens mål som är nått.")
    steg_till: Insatsslag | None = Field(default=None, description="Insatsen som stegförflyttningen leder till.")
    forsorjning: Forsorjning | None = Field(default=None, description="Vad den egna försörjningen består i.")
    nasta_steg: Text | None = Field(default=None, description="Bedömt nästa steg.")
    lakarens_bedomning: date | None = Field(default=None, description="Dagen för den sjukskrivande läkarens bedömning.")
    dolj_orsak: bool = Field(
        default=False, description="Ska anordnaren bara få veta ”Avbrott §13.4”? Endast för oförutsedd händelse."
    )
    motivering: Text | None = Field(default=None, description="Motivering.")


class AterkallaAvslut(Kommando):
    """Revoke a decided end before its date has passed (K13.2)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K13.2"
    rubrik: ClassVar = "Återkalla beslutet om avslut"

    kommando: Literal["aterkalla_avslut"] = "aterkalla_avslut"
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class AvslutBeslutat(Handelse):
    orsak: Orsak
    avslutsdatum: date
    form: Form
    samtal_datum: date | None
    mal_uppnatt: bool
    orsak_dold: bool = False
    beslutad_av: str | None = None
    """Who decided; None in lines from before it was told (K13.1)."""
    natt_mal: Insatsmal | None = None
    steg_till: Insatsslag | None = None
    forsorjning: Forsorjning | None = None
    slag: Literal["avslut_beslutat"] = "avslut_beslutat"


@dataclass(frozen=True, slots=True)
class AvslutAterkallat(Handelse):
    slag: Literal["avslut_aterkallat"] = "avslut_aterkallat"


@dataclass(frozen=True, slots=True)
class InsatsAvslutad(Handelse):
    slutdatum: date
    form: Form
    slag: Literal["insats_avslutad"] = "insats_avslutad"


def _besluta(i: Insats, k: BeslutaAvslut, fall: Fall) -> Iterator[Handelse]:
    if k.avslutsdatum < (dag1 := datum(i.aktualiserad)):
        raise Avvisning("K13.2", f"avslutsdatum kan inte ligga före aktualiseringen {dag1}", "avslutsdatum")
    if i.uppdrag and k.avslutsdatum >= i.uppdrag.slutdatum:
        raise Avvisning(
            "K13.2",
            f"insatsen slutar ändå {i.uppdrag.slutdatum}; ett beslut om avslut behövs inte",
            "avslutsdatum",
        )
    if k.avslutsdatum < fall.idag and k.motivering is None and fall.kraver(DORR_ANDRA_UTGAVAN):
        raise Avvisning("K13.2", "ett avslutsdatum före beslutsdagen kräver motivering", "motivering")
    if k.orsak == "annan_orsak" and k.motivering is None:
        raise Avvisning("K13.1", "ange i motiveringen vilken orsaken är", "motivering")
    forsorjning = k.forsorjning if k.orsak == "egen_forsorjning" else None
    if forsorjning != k.forsorjning and not fall.faller_bort:
        raise Avvisning("K13.1", "försörjningen anges bara när orsaken är egen försörjning", "forsorjning")
    if k.orsak == "egen_forsorjning" and forsorjning is None and fall.kraver(DORR_HELA_ANDRA_UTGAVAN):
        raise Avvisning("K13.1", "ange om försörjningen är arbete, studier eller eget företagande", "forsorjning")
    prova_mal(i, k.natt_mal, k.steg_till, fall.idag)
    if k.samtal_datum is None and k.orsak not in i.regelverk.lista("avslut.utan_samtal", fall.idag):
        raise Avvisning("K13.1", "ange datum för samtalet med anordnare och kund", "samtal_datum")
    if k.samtal_datum is not None and k.samtal_datum > fall.idag:
        raise Avvisning("K0.6", "datumet ligger i framtiden", "samtal_datum")
    form = avslutsform(i, k.orsak, k.avslutsdatum, k.form, motiverad=k.motivering is not None, pa=fall.idag)
    gallande = i.avslutsbeslut
    if gallande and (gallande.avslutsdatum, gallande.orsak, gallande.form) == (k.avslutsdatum, k.orsak, form):
        raise Avvisning("K13.2", "samma beslut gäller redan")
    if k.orsak == "brister_hos_anordnare" and k.motivering is None:
        raise Avvisning("K13.6", "motivera att kundens progression riskeras", "motivering")
    if k.orsak == "sjukskrivning" and k.lakarens_bedomning is None:
        raise Avvisning(
            "K10.7", "avbrott för sjukskrivning kräver den sjukskrivande läkarens bedömning", "lakarens_bedomning"
        )
    if k.lakarens_bedomning is not None and k.lakarens_bedomning > fall.idag:
        raise Avvisning("K0.6", "datumet ligger i framtiden", "lakarens_bedomning")
    if k.dolj_orsak and k.orsak != "oforutsedd_handelse":
        raise Avvisning(
            "K13.3", "bara en oförutsedd händelse kan registreras utan att anordnaren får veta orsaken", "dolj_orsak"
        )
    mal_uppnatt = k.mal_uppnatt or k.orsak in MAL_NATT or k.natt_mal is not None
    if not mal_uppnatt and form != "aterkallad" and k.nasta_steg is None:
        raise Avvisning("K2.3", "ange nästa steg när målet inte är nått", "nasta_steg")
    if mal_uppnatt and form != "aterkallad" and not (k.natt_mal or forsorjning):
        if fall.kraver(DORR_HELA_ANDRA_UTGAVAN):
            raise Avvisning("K2.3", f"ange vilket mål som är nått: {malen_i_ord(i, fall.idag)}", "natt_mal")
    yield AvslutBeslutat(
        k.orsak, k.avslutsdatum, form, k.samtal_datum, mal_uppnatt, k.dolj_orsak,
        beslutad_av=fall.av.id, natt_mal=k.natt_mal, steg_till=k.steg_till, forsorjning=forsorjning,
    )  # fmt: skip


def _aterkalla(i: Insats, k: AterkallaAvslut, fall: Fall) -> Iterator[Handelse]:
    if i.avslutsbeslut is None:
        raise Avvisning("K13.2", "det finns inget beslut om avslut")
    yield AvslutAterkallat()


def _beslutades(i: Insats, h: AvslutBeslutat, tid: datetime) -> Insats:
    beslut = Avslutsbeslut(tid, h.avslutsdatum, h.orsak, h.form)
    return replace(
        i,
        avslutsbeslut=beslut,
        avslutsorsak=h.orsak,
        avslut_besvarat=besvarade(i, obesvarade(i, tid), tid),
        slutrapport_oppnad=False,
        orsak_dold=h.orsak_dold,
        forslag_avgjort=tid,
        **i.med_svar(tid, "avslut"),
    )


def _aterkallades(i: Insats, h: AvslutAterkallat, tid: datetime) -> Insats:
    uppdrag = replace(i.uppdrag, slutdatum_satt=tid) if i.uppdrag else None
    return replace(i, avslutsbeslut=None, avslutsorsak=None, uppdrag=uppdrag)


def _avslutades(i: Insats, h: InsatsAvslutad, tid: datetime) -> Insats:
    avgjort = tid if i.forslag else i.forslag_avgjort
    return replace(i, avslutad=tid, avslutsform=h.form, forslag={}, forslag_avgjort=avgjort)


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """00:00 after the end date (K13.7)."""
    if i.avslutad is None and i.slutdatum is not None:
        nar = i.senast if i.slutet_forbi else passerad(i.slutdatum)
        handelse = InsatsAvslutad(i.slutdatum, i.form)
        yield Klockslag(nar, VIKT_SLUT, "slut", handelse, f"insatsen slutar {i.slutdatum} · K13.7")


def avbrottsdokument(i: Insats, h: AvslutBeslutat) -> str:
    """The document the anordnare is sent (§13, K13.1), by the state right after the decision."""
    return dokumentet(i, h.form, h.avslutsdatum, h.orsak, dold=h.orsak_dold, beslutad_av=h.beslutad_av)


def _brev_beslutat(i: Insats, h: AvslutBeslutat) -> Iterator[Brev]:
    yield Brev(Roll.ANORDNARE, "K13.1", f"Avbrottsdokument: insatsen avslutas {h.avslutsdatum} (§13, K13.1)")


def _brev_aterkallat(i: Insats, h: AvslutAterkallat) -> Iterator[Brev]:
    slut = f" t.o.m. {i.slutdatum}" if i.slutdatum else ""  # before there is an uppdrag there is no end either
    yield Brev(Roll.ANORDNARE, "K13.2", f"Beslutet om avslut är återkallat; insatsen fortsätter{slut} (§13, K13.2)")


def _brev_avslutad(i: Insats, h: InsatsAvslutad) -> Iterator[Brev]:
    text = "Insatsen är avslutad" if h.form != "aterkallad" else "Insatsen är återkallad"
    for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
        yield Brev(roll, "K13.7", f"{text} {h.slutdatum} (§13, K13.7)")


def _mening_beslutat(h: AvslutBeslutat) -> Mening:
    till = f", {INSATSMAL[h.forsorjning]}" if h.forsorjning else ""
    mal = f"; {malet(True, h.natt_mal, h.steg_till)}" if h.natt_mal else ""
    text = f"Beslut: {FORM[h.form]} {h.avslutsdatum}, orsak: {ORSAK.get(h.orsak, h.orsak)}{till}{mal}"
    return Mening(text, "K13.1")


KAPITEL = Kapitel(
    beslut={BeslutaAvslut: _besluta, AterkallaAvslut: _aterkalla},
    foljder={
        AvslutBeslutat: Foljd(
            _beslutades,
            mening=_mening_beslutat,
            brev=_brev_beslutat,
        ),
        AvslutAterkallat: Foljd(
            _aterkallades,
            mening=lambda _: Mening("Beslutet om avslut är återkallat; insatsen fortsätter", "K13.2"),
            brev=_brev_aterkallat,
        ),
        InsatsAvslutad: Foljd(
            _avslutades,
            mening=lambda h: Mening(f"Insatsen är slut {h.slutdatum}: {FORM[h.form]}", "K13.7"),
            brev=_brev_avslutad,
        ),
    },
    klockslag=klockslag,
)
