"""§1.1, §13.3: what puts the question whether the insats is to end, besides judgement and absence (K13.10).

That the kund is enrolled with Arbetsförmedlingen, or no longer belongs to a målgrupp, is registered; that the
anordnare's auktorisation has ended is raised by the clock (K1.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ord import AVSLUTSANLEDNING
from domain.grund.ordval import med_stor
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Avslutsanledning
from domain.kapitel.franvaro.avslutsfragor import BESLUT_OM_AVSLUT
from domain.skeende.handelse import Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import arbetsdagar_fran
from domain.tid.tidpunkt import datum

Sort = Literal["inskriven_hos_af", "malgrupp_upphord"]


class RegistreraAvslutsanledning(Kommando):
    """Register what puts the question of an end to the KV (§13.3): ``datum`` is the day from which it holds."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE)
    regel: ClassVar = "K13.10"
    rubrik: ClassVar = "Registrera inskrivning hos Arbetsförmedlingen eller att målgruppen upphört"

    kommando: Literal["registrera_avslutsanledning"] = "registrera_avslutsanledning"
    sort: Sort = Field(description="Vad som har hänt.")
    datum: date = Field(description="Från vilken dag det gäller.")
    beskrivning: Text | None = Field(default=None, description="Beskrivning.")


@dataclass(frozen=True, slots=True)
class AvslutsanledningRegistrerad(Handelse):
    """Something that may call for an end is known (K13.1)."""

    sort: Sort
    datum: date
    slag: Literal["avslutsanledning_registrerad"] = "avslutsanledning_registrerad"


def _registrera(i: Insats, k: RegistreraAvslutsanledning, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.datum, fall, "datum")
    if any((a.sort, a.datum) == (k.sort, k.datum) for a in i.avslutsanledningar):
        raise Avvisning("K13.10", "det är redan registrerat", "datum")
    yield AvslutsanledningRegistrerad(k.sort, k.datum)


def _registrerades(i: Insats, h: AvslutsanledningRegistrerad, tid: datetime) -> Insats:
    return med(i, avslutsanledningar=(*i.avslutsanledningar, Avslutsanledning(tid, h.sort, h.datum)))


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`beslut_om_avslut` of each; none once an end is decided, unless it was asked before."""
    for a in i.avslutsanledningar:
        avser, dag = f"{a.sort}-{a.datum}", datum(a.tid)
        svar = i.avslut_besvarat.get(BESLUT_OM_AVSLUT.nyckel(avser))
        if svar is not None or i.avslutsbeslut is None:
            yield Bevakning(
                BESLUT_OM_AVSLUT, avser, "K13.10", a.tid,
                arbetsdagar_fran(dag, i.regelverk.tal("beslut_om_avslut.arbetsdagar", dag)),
                frist_satt=a.tid, uppfylld=svar,
            )  # fmt: skip


KAPITEL = Kapitel(
    beslut={RegistreraAvslutsanledning: _registrera},
    foljder={
        AvslutsanledningRegistrerad: Foljd(
            _registrerades, mening=lambda h: Mening(f"{med_stor(AVSLUTSANLEDNING[h.sort])} {h.datum}", "K13.10")
        ),
    },
    bevakningar=bevakningar,
)
