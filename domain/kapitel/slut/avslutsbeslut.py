"""§13: what a decided end says, and whether it may be decided so (K2.3, K13.1, K13.2, K13.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag
from domain.grund.ord import FORM, INSATSMAL, ORSAK
from domain.grund.parter import Roll
from domain.grund.slag import Form, Insatsmal, Insatsslag, Orsak
from domain.grund.text import Text
from domain.insats.insats import Insats
from domain.kapitel.slut.avslutsform import avslutsform, kraver_attest
from domain.kapitel.uppdrag.dag_ett.insatsmal import malen_i_ord, malet, prova_mal
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, DORR_HELA_ANDRA_UTGAVAN, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

Forsorjning = Literal["arbete", "studier", "eget_foretagande"]
"""What an end for egen försörjning is to (§13)."""

MAL_NATT: tuple[Orsak, ...] = ("mal_natt", "egen_forsorjning")
"""Reasons that say in themselves that the goal was reached (K2.3)."""


class OmAvslut(Kommando):
    """What is said of an end that is decided, or proposed (§13).

    ``samtal_datum`` is the day of the talk with anordnare and kund. ``form`` sets another form than the reason's
    own, with a motivering. ``mal_uppnatt``, ``natt_mal`` and ``nasta_steg`` say what came of it (K2.3), and
    ``forsorjning`` what an end for egen försörjning is to; a goal that is reached is named by one of the two.
    ``lakarens_bedomning`` is the day of the physician's judgement that an end for sickness rests on (K10.7).
    ``dolj_orsak`` keeps an unforeseen event from the anordnare (K13.3).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K13.1"

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


class BeslutaAvslut(OmAvslut):
    """Decide that the insats ends; the avbrottsdokument is sent to the anordnare (§13)."""

    rubrik: ClassVar = "Besluta om avslut eller avbrott"
    lases: ClassVar = Textslag.AVSLUT

    kommando: Literal["besluta_avslut"] = "besluta_avslut"


@dataclass(frozen=True, slots=True)
class AvslutBeslutat(Handelse):
    """The insats is to end on a day, for a reason, in a form (K13.1, K13.2)."""

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
    beslutad_roll: Roll = Roll.KARRIARVAGLEDARE
    """The role that decided: the arbetsledare's, where the end takes two (K13.2)."""
    slag: Literal["avslut_beslutat"] = "avslut_beslutat"


def besluta(i: Insats, k: BeslutaAvslut, fall: Fall) -> Iterator[Handelse]:
    """The KV's decision; one that takes days which are approved or paid is proposed instead (K13.2)."""
    beslut = beslutet(i, k, fall)
    attesteras = fall.kraver(DORR_HELA_ANDRA_UTGAVAN) and not fall.rattas  # a correction is itself proposed
    if attesteras and kraver_attest(i, k.avslutsdatum, fall.idag):
        text = "avslutet tar dagar i en godkänd eller betald månad: föreslå det, så beslutar arbetsledaren"
        raise Avvisning("K13.2", text, "avslutsdatum")
    yield beslut


def beslutet(i: Insats, k: OmAvslut, fall: Fall) -> AvslutBeslutat:
    """What is decided, if it may be. Raises: Avvisning."""
    if k.avslutsdatum < (dag1 := datum(i.aktualiserad)):
        raise Avvisning("K13.2", f"avslutsdatum kan inte ligga före aktualiseringen {dag1}", "avslutsdatum")
    if i.uppdrag and k.avslutsdatum >= i.uppdrag.slutdatum:
        raise Avvisning(
            "K13.2",
            f"insatsen slutar ändå {i.uppdrag.slutdatum}; ett beslut om avslut behövs inte",
            "avslutsdatum",
        )
    motiverat = k.motivering is not None or fall.rattas  # a correction has its own
    if k.avslutsdatum < fall.idag and not motiverat and fall.kraver(DORR_ANDRA_UTGAVAN):
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
    return AvslutBeslutat(
        k.orsak, k.avslutsdatum, form, k.samtal_datum, mal_uppnatt, k.dolj_orsak,
        beslutad_av=fall.av.id, natt_mal=k.natt_mal, steg_till=k.steg_till, forsorjning=forsorjning,
    )  # fmt: skip


def mening_beslutat(h: AvslutBeslutat) -> Mening:
    """The timeline's sentence of a decided end."""
    till = f", {INSATSMAL[h.forsorjning]}" if h.forsorjning else ""
    mal = f"; {malet(True, h.natt_mal, h.steg_till)}" if h.natt_mal else ""
    text = f"Beslut: {FORM[h.form]} {h.avslutsdatum}, orsak: {ORSAK.get(h.orsak, h.orsak)}{till}{mal}"
    return Mening(text, "K13.1")
