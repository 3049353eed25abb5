"""§13: an end that takes approved or paid days is proposed by the KV and decided by the arbetsledare (K13.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.kallor import hanvisning
from domain.grund.lasratt import Textslag
from domain.grund.parter import Roll
from domain.grund.slag import Form, Insatsmal, Insatsslag, Orsak
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Attestfraga, Avslutsforslag, besvarade_attester, forfallna_attester
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat, Forsorjning, OmAvslut, beslutet
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum


class ForeslaAvslut(OmAvslut):
    """Propose an end for the arbetsledare to decide; what it says is what ``besluta_avslut`` does (K13.2)."""

    regel: ClassVar = "K13.2"
    rubrik: ClassVar = "Föreslå ett avslut för arbetsledaren att besluta om"
    lases: ClassVar = Textslag.AVSLUTSFORSLAG

    kommando: Literal["foresla_avslut"] = "foresla_avslut"


class AttesteraAvslut(Kommando):
    """Decide, or refuse, an end as the karriärvägledare has proposed it (K13.2)."""

    roller: ClassVar = (Roll.ARBETSLEDARE,)
    regel: ClassVar = "K13.2"
    rubrik: ClassVar = "Besluta om ett föreslaget avslut"
    lases: ClassVar = Textslag.AVSLUTSFORSLAG

    kommando: Literal["attestera_avslut"] = "attestera_avslut"
    beslut: Literal["bevilja", "avsla"] = Field(default="bevilja", description="Beslut.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class AvslutForeslaget(Handelse):
    """The decision as it will be if it is granted."""

    lases: ClassVar = Textslag.AVSLUTSFORSLAG

    av: str
    orsak: Orsak
    avslutsdatum: date
    form: Form
    samtal_datum: date | None
    mal_uppnatt: bool
    orsak_dold: bool = False
    natt_mal: Insatsmal | None = None
    steg_till: Insatsslag | None = None
    forsorjning: Forsorjning | None = None
    slag: Literal["avslut_foreslaget"] = "avslut_foreslaget"


@dataclass(frozen=True, slots=True)
class AvslutEjBeviljat(Handelse):
    """The arbetsledare has refused the proposed end (K13.2)."""

    lases: ClassVar = Textslag.AVSLUTSFORSLAG

    avslutsdatum: date
    slag: Literal["avslut_ej_beviljat"] = "avslut_ej_beviljat"


_GEMENSAMT = tuple(f.name for f in fields(AvslutForeslaget) if f.name not in ("av", "slag"))
"""What a proposal and a decision both tell."""


def _fakta(av: object) -> dict[str, object]:
    return {namn: getattr(av, namn) for namn in _GEMENSAMT}


def _foresla(i: Insats, k: ForeslaAvslut, fall: Fall) -> Iterator[Handelse]:
    yield AvslutForeslaget(av=fall.av.id, **_fakta(beslutet(i, k, fall)))  # type: ignore[arg-type]


def _attestera(i: Insats, k: AttesteraAvslut, fall: Fall) -> Iterator[Handelse]:
    if (forslag := i.avslutsforslag) is None:
        raise Avvisning("K13.2", "inget avslut är föreslaget")
    if samma_person(forslag.av, fall.av.id):
        raise Avvisning("K13.2", "den som har föreslagit avslutet beslutar inte om det", "av")
    if k.beslut == "avsla":
        yield AvslutEjBeviljat(forslag.avslutsdatum)
    else:
        yield AvslutBeslutat(**_fakta(forslag), beslutad_av=fall.av.id, beslutad_roll=fall.av.roll)  # type: ignore[arg-type]


def _foreslogs(i: Insats, h: AvslutForeslaget, tid: datetime) -> Insats:
    dagar = i.regelverk.tal("attest.arbetsdagar", datum(tid))
    attest = Attestfraga(f"avslut-{len(i.avslutsattester) + 1}", tid, dagar)
    return med(
        i,
        avslutsforslag=Avslutsforslag(tid, h.av, **_fakta(h)),  # type: ignore[arg-type]
        avslutsattester=(*forfallna_attester(i.avslutsattester), attest),
    )


def _avslogs(i: Insats, h: AvslutEjBeviljat, tid: datetime) -> Insats:
    return med(i, avslutsforslag=None, avslutsattester=besvarade_attester(i.avslutsattester, tid))


def _brev_foreslaget(i: Insats, h: AvslutForeslaget) -> Iterator[Brev]:
    text = f"Förslag att ta ställning till: avslut {h.avslutsdatum}, i en godkänd eller betald månad"
    yield Brev(Roll.ARBETSLEDARE, "K13.2", f"{text} ({hanvisning('K13.2')})")


def _brev_avslaget(i: Insats, h: AvslutEjBeviljat) -> Iterator[Brev]:
    text = f"Arbetsledaren har avslagit ditt förslag om avslut {h.avslutsdatum} ({hanvisning('K13.2')})"
    yield Brev(Roll.KARRIARVAGLEDARE, "K13.2", text)


KAPITEL = Kapitel(
    beslut={ForeslaAvslut: _foresla, AttesteraAvslut: _attestera},
    foljder={
        AvslutForeslaget: Foljd(
            _foreslogs,
            mening=lambda h: Mening(f"Avslut {h.avslutsdatum} är föreslaget för arbetsledaren", "K13.2"),
            brev=_brev_foreslaget,
        ),
        AvslutEjBeviljat: Foljd(
            _avslogs,
            mening=lambda h: Mening(f"Förslaget om avslut {h.avslutsdatum} är avslaget av arbetsledaren", "K13.2"),
            brev=_brev_avslaget,
        ),
    },
)
