"""Writing off what will not come, and the completion of the case (K0.8, K13.7).

A write-off that costs the anordnare pay takes two people: the karriärvägledare proposes it, the arbetsledare decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Nyckelord, samma_person
from domain.grund.kallor import hanvisning
from domain.grund.lasratt import Textslag
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.anteckningar import Avskrivning, Avskrivningsforslag
from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Attestfraga, besvarade_attester, forfallna_attester
from domain.kapitel.alla import benamning, bevakningar
from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.kapitel.inlamning.rapportmanad import MANADSRAPPORT, RAPPORTGODKANNANDE
from domain.kapitel.inlamning.slutrapportfrist import SLUTRAPPORT
from domain.skeende.handelse import DORR_ATTEST_SVARAS, Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

_TILLSTAND = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)


class Avskriv(Kommando):
    """Write off a bevakning whose frist has passed: ``slag`` and ``avser`` as the list of bevakningar shows them.

    Where it costs the anordnare pay this proposes it, and ``besluta_avskrivning`` decides (K13.7).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K0.8"
    rubrik: ClassVar = "Skriv av en försenad bevakning"
    tillstand: ClassVar = _TILLSTAND
    lases: ClassVar = Textslag.SIGNERING

    kommando: Literal["avskriv"] = "avskriv"
    slag: Nyckelord = Field(description="Slag.")
    avser: Nyckelord | None = Field(
        default=None, description="Vilken av dem: månad, första dag, slutdatum … som listan över bevakningar visar."
    )
    motivering: Text = Field(description="Motivering.")


class BeslutaAvskrivning(Kommando):
    """Grant or refuse a write-off that costs pay, as the karriärvägledare has proposed it (§13, K13.7)."""

    roller: ClassVar = (Roll.ARBETSLEDARE,)
    regel: ClassVar = "K13.7"
    rubrik: ClassVar = "Besluta om en avskrivning som kostar ersättning"
    tillstand: ClassVar = _TILLSTAND
    lases: ClassVar = Textslag.SIGNERING

    kommando: Literal["besluta_avskrivning"] = "besluta_avskrivning"
    slag: Nyckelord = Field(description="Slag.")
    avser: Nyckelord | None = Field(default=None, description="Vilken av dem, som förslaget visar.")
    beslut: Literal["bevilja", "avsla"] = Field(default="bevilja", description="Beslut.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class BevakningAvskriven(Handelse):
    """``aterremitterad``: it was the anordnare's to complete (K0.9); ``attesterad``: decided by the arbetsledare."""

    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    aterremitterad: bool = False
    attesterad: bool = False
    slag: Literal["bevakning_avskriven"] = "bevakning_avskriven"


@dataclass(frozen=True, slots=True)
class AvskrivningForeslagen(Handelse):
    """A write-off that costs pay waits for the arbetsledare (K13.7)."""

    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    av: str
    slag: Literal["avskrivning_foreslagen"] = "avskrivning_foreslagen"


@dataclass(frozen=True, slots=True)
class AvskrivningAvslagen(Handelse):
    """The arbetsledare has refused it: it is still awaited."""

    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    slag: Literal["avskrivning_avslagen"] = "avskrivning_avslagen"


@dataclass(frozen=True, slots=True)
class InsatsSlutford(Handelse):
    """Nothing is awaited and all is paid or written off: the case is complete."""

    slag: Literal["insats_slutford"] = "insats_slutford"


def _forsenad(i: Insats, slag: str, avser: str | None) -> Bevakning:
    """The late bevakning of that name. Raises: Avvisning, K0.8."""
    nyckel = f"{slag}:{avser}" if avser else slag
    b = next((b for b in bevakningar(i) if b.nyckel == nyckel and nyckel in i.oppnade), None)
    if b is None:
        raise Avvisning("K0.8", f"det finns ingen öppen bevakning {benamning(slag, avser)}", "slag")
    utfall = b.utfall(i)
    if utfall == "avskriven":
        raise Avvisning("K0.8", "bevakningen är redan avskriven", "slag")
    if utfall != "forsenad":
        vad = "vars frist har passerat" if utfall == "oppen" else "som fortfarande är öppen"
        raise Avvisning("K0.8", f"bara en bevakning {vad} kan skrivas av", "slag")
    return b


_BETALNINGEN_VILAR_PA = (MANADSRAPPORT, RAPPORTGODKANNANDE, FAKTURERINGSUNDERLAG, SLUTRAPPORT)
"""What a month's payment, or an avbrott's, needs (K14.4)."""


def _kostar(i: Insats, b: Bevakning, fall: Fall) -> bool:
    """Whether pay rests on what is written off: on what the anordnare owes, never on what the KV does (K13.7)."""
    anordnarens = b.typ in _BETALNINGEN_VILAR_PA and b.ansvarig is Roll.ANORDNARE
    return anordnarens and i.regelverk.ja("avskrivning.attesteras", fall.idag)


def _avskriv(i: Insats, k: Avskriv, fall: Fall) -> Iterator[Handelse]:
    b = _forsenad(i, k.slag, k.avser)
    if not _kostar(i, b, fall):
        yield BevakningAvskriven(b.nyckel, k.slag, k.avser, b.regel)
    elif b.nyckel in i.avskrivningsforslag:
        raise Avvisning("K13.7", "avskrivningen är redan föreslagen och väntar på arbetsledaren", "slag")
    else:
        yield AvskrivningForeslagen(b.nyckel, k.slag, k.avser, b.regel, fall.av.id)


def _besluta(i: Insats, k: BeslutaAvskrivning, fall: Fall) -> Iterator[Handelse]:
    nyckel = f"{k.slag}:{k.avser}" if k.avser else k.slag
    if (forslag := i.avskrivningsforslag.get(nyckel)) is None:
        raise Avvisning("K13.7", f"ingen avskrivning av {benamning(k.slag, k.avser)} är föreslagen", "slag")
    if samma_person(forslag.av, fall.av.id):
        raise Avvisning("K13.7", "den som har föreslagit avskrivningen beslutar inte om den", "av")
    if k.beslut == "avsla":
        yield AvskrivningAvslagen(nyckel, k.slag, k.avser, i.oppnade[nyckel].regel)
        return
    b = _forsenad(i, k.slag, k.avser)
    if fall.dorr >= DORR_ATTEST_SVARAS and not _kostar(i, b, fall):  # the anordnare has handed it in again since
        raise Avvisning("K13.7", "det som skulle skrivas av har kommit in", "slag")
    yield BevakningAvskriven(nyckel, k.slag, k.avser, b.regel, b.typ is RAPPORTGODKANNANDE, attesterad=True)


def utan(nycklar: dict[str, Avskrivningsforslag], nyckel: str) -> dict[str, Avskrivningsforslag]:
    """The proposals but one."""
    return {n: f for n, f in nycklar.items() if n != nyckel}


def _avskrevs(i: Insats, h: BevakningAvskriven, tid: datetime) -> Insats:
    attester = forfallna_attester(i.attestfragor, h.nyckel)
    return med(
        i,
        attestfragor=besvarade_attester(i.attestfragor, tid, h.nyckel) if h.attesterad else attester,
        avskrivna={**i.avskrivna, h.nyckel: tid},
        avskrivningar={**i.avskrivningar, h.nyckel: Avskrivning(i.nr + 1, h.aterremitterad, h.attesterad)},
        avskrivningsforslag=utan(dict(i.avskrivningsforslag), h.nyckel),
    )


def _foreslogs(i: Insats, h: AvskrivningForeslagen, tid: datetime) -> Insats:
    forslag = Avskrivningsforslag(i.nr + 1, tid, h.av)
    namn = f"avskrivning-{forslag.nr}-{h.nyckel.replace(':', '-')}"
    attest = Attestfraga(namn, tid, i.regelverk.tal("attest.arbetsdagar", datum(tid)), h.nyckel)
    forslagen = {**i.avskrivningsforslag, h.nyckel: forslag}
    return med(i, avskrivningsforslag=forslagen, attestfragor=(*i.attestfragor, attest))


def _avslogs(i: Insats, h: AvskrivningAvslagen, tid: datetime) -> Insats:
    kvar = utan(dict(i.avskrivningsforslag), h.nyckel)
    return med(i, avskrivningsforslag=kvar, attestfragor=besvarade_attester(i.attestfragor, tid, h.nyckel))


def _slutfordes(i: Insats, h: InsatsSlutford, tid: datetime) -> Insats:
    return med(i, slutford=tid)


def _brev_avskriven(i: Insats, h: BevakningAvskriven) -> Iterator[Brev]:
    text = f"Avskriven: {benamning(h.bevakning, h.avser)} ({hanvisning(h.regel)}, K0.8)"
    for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE) if h.attesterad else (Roll.ANORDNARE,):
        yield Brev(roll, h.regel, text)


def _namn(h: AvskrivningForeslagen | AvskrivningAvslagen) -> str:
    agare = Roll.ANORDNARE if h.bevakning == RAPPORTGODKANNANDE.namn else None
    return benamning(h.bevakning, h.avser, agare)


def _brev_foreslagen(i: Insats, h: AvskrivningForeslagen) -> Iterator[Brev]:
    namn, grund = _namn(h), hanvisning("K13.7")
    yield Brev(Roll.ARBETSLEDARE, "K13.7", f"Förslag att ta ställning till: avskrivning av {namn} ({grund})")
    text = f"Avskrivning av {namn} är föreslagen; beviljas den betalas inte ersättningen som vilar på den ({grund})"
    yield Brev(Roll.ANORDNARE, "K13.7", text)


def _brev_avslagen(i: Insats, h: AvskrivningAvslagen) -> Iterator[Brev]:
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE):
        text = f"Avskrivningen av {_namn(h)} är avslagen; den väntas fortfarande ({hanvisning('K13.7')})"
        yield Brev(roll, "K13.7", text)


KAPITEL = Kapitel(
    beslut={Avskriv: _avskriv, BeslutaAvskrivning: _besluta},
    foljder={
        BevakningAvskriven: Foljd(
            _avskrevs,
            mening=lambda h: Mening(f"Avskriven: {benamning(h.bevakning, h.avser)}", h.regel, "sen"),
            brev=_brev_avskriven,
        ),
        AvskrivningForeslagen: Foljd(
            _foreslogs,
            mening=lambda h: Mening(f"Avskrivning är föreslagen: {_namn(h)}", "K13.7", "sen"),
            brev=_brev_foreslagen,
        ),
        AvskrivningAvslagen: Foljd(
            _avslogs,
            mening=lambda h: Mening(f"Avskrivningen är avslagen: {_namn(h)}", "K13.7"),
            brev=_brev_avslagen,
        ),
        InsatsSlutford: Foljd(
            _slutfordes,
            mening=lambda _: Mening(
                "Ärendet är slutfört: inget väntas, allt är betalt eller avskrivet", "K13.7", "god"
            ),
        ),
    },
)
