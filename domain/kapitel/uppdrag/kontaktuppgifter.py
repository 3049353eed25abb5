"""§7.1: who at the anordnare sees how the kund is reached, and when; who stands in for the handläggare (K6.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Personid, samma_person
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Status
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Vikarie
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

DAGAR_EFTER_SLUT = "kontaktuppgifter.dagar_efter_slut"


class UtseVikarie(Kommando):
    """Name who stands in for the handläggare, from a day to a day (§7.1, K6.7); nobody names themselves."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K6.7"
    rubrik: ClassVar = "Utse en vikarie för handläggaren"
    tillstand: ClassVar = (Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["utse_vikarie"] = "utse_vikarie"
    vikarie: Personid = Field(description="Vikariens id hos anordnaren.")
    fran: date = Field(description="Första dagen.")
    till: date = Field(description="Sista dagen.")


@dataclass(frozen=True, slots=True)
class VikarieUtsedd(Handelse):
    """Somebody stands in for the karriärvägledare, both days included (K6.7)."""

    vikarie: str
    fran: date
    till: date
    slag: Literal["vikarie_utsedd"] = "vikarie_utsedd"


def _utse(i: Insats, k: UtseVikarie, fall: Fall) -> Iterator[Handelse]:
    if k.till < k.fran:
        raise Avvisning("K6.7", "sista dagen ligger före den första", "till")
    if samma_person(k.vikarie, fall.av.id):
        raise Avvisning("K6.7", "ingen utser sig själv till vikarie", "vikarie")
    if not fall.om and not i.bemanningar:
        raise Avvisning("K6.7", "ärendet är inte bemannat, så det finns ingen att vikariera för", "vikarie")
    if not fall.om and samma_person(k.vikarie, i.bemanningar[-1].handlaggare):
        raise Avvisning("K6.7", f"ärendet är bemannat med {k.vikarie}", "vikarie")
    yield VikarieUtsedd(k.vikarie, k.fran, k.till)


def _utsags(i: Insats, h: VikarieUtsedd, tid: datetime) -> Insats:
    return med(i, vikarier=(*i.vikarier, Vikarie(tid, h.vikarie, h.fran, h.till)))


def _brev(i: Insats, h: VikarieUtsedd) -> Iterator[Brev]:
    text = f"{h.vikarie} vikarierar för handläggaren {h.fran}–{h.till} (§7.1, K6.7)"
    yield Brev(Roll.KARRIARVAGLEDARE, "K6.7", text)


def kontaktdagar(i: Insats) -> tuple[date | None, date | None]:
    """The first and last day that the anordnare's handläggare sees how the kund is reached; the first is None while
    nobody is staffed, the last while no end is decided.

    The last is so many days after the end date as it now stands; of a case that was recalled, after the recall.
    """
    fran = datum(i.bemanningar[0].tid) if i.bemanningar else None
    slut = datum(i.avslutad) if i.avslutad and i.form == "aterkallad" else i.slutdatum
    return fran, slut + timedelta(days=i.regelverk.tal(DAGAR_EFTER_SLUT, slut)) if slut else None


def prova_kontaktuppgifter(i: Insats, som: Aktor, idag: date) -> None:
    """That one of the anordnare's own may see how the kund is reached, on a day.

    Raises: Avvisning, K6.7; it is none of those who are in contact with the kund, or not the time for it.
    """
    fran, till = kontaktdagar(i)
    if fran is None or idag < fran:
        raise Avvisning("K6.7", "kundens kontaktuppgifter visas när ärendet är bemannat", "arende")
    vikarier = [v.vikarie for v in i.vikarier if v.fran <= idag <= v.till]
    if not any(samma_person(som.id, vem) for vem in (i.bemanningar[-1].handlaggare, *vikarier)):
        raise Avvisning("K6.7", "kundens kontaktuppgifter visas för ärendets handläggare och den som vikarierar", "som")
    if till is not None and idag > till:
        raise Avvisning("K6.7", f"kundens kontaktuppgifter visades till och med {till}", "arende")


def far_se_kontaktuppgifter(i: Insats, som: Aktor, idag: date) -> bool:
    """The same as a question: whether it is worth asking."""
    try:
        prova_kontaktuppgifter(i, som, idag)
    except Avvisning:
        return False
    return som.roll is Roll.ANORDNARE


KAPITEL = Kapitel(
    beslut={UtseVikarie: _utse},
    foljder={
        VikarieUtsedd: Foljd(
            _utsags,
            mening=lambda h: Mening(f"{h.vikarie} vikarierar för handläggaren {h.fran}–{h.till}", "K6.7"),
            brev=_brev,
        )
    },
)
