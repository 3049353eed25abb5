"""What may be said to a case, but has nothing to be said of now, and why.

The table of role and state says what one may say (``rutin.mojliga``); much of that answers, ends or moves something,
and is refused where there is no such thing. Every door tells it beforehand by this one table, and it never stands
against what the routine takes: a kommando that it calls empty is refused (K0.9).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.grund.lasratt import Textslag, laser
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.liv.insyn import ser_bevakning
from domain.liv.lagesbild import bevakningsrader

_Finns = Callable[[Insats, Aktor], object]


def saknas(i: Insats, som: Aktor, verb: str) -> str | None:
    """Why a kommando has nothing to be said of now, in Swedish; None where it has, or needs nothing."""
    finns, varfor = _AV_NAGOT.get(verb, (None, ""))
    return varfor if finns is not None and not finns(i, som) else None


def att_granska(i: Insats) -> list[str]:
    """The months whose reports wait for review, the earliest first."""
    return sorted(m for m, o in i.rapporter.items() if o.vantar_pa_granskning)


def _forsenat(i: Insats, som: Aktor) -> bool:
    return any(r.utfall == "forsenad" and ser_bevakning(som, r.slag, r.avser) for r in bevakningsrader(i))


_AV_NAGOT: Mapping[str, tuple[_Finns, str]] = {
    "aterkalla_avslut": (lambda i, _: i.avslutsbeslut or i.avslutsforslag, "inget avslut är beslutat"),
    "aterkalla_forslag": (lambda i, _: i.forslag, "inget förslag väntar på svar"),
    "attestera_avslut": (lambda i, _: i.avslutsforslag, "inget avslut är föreslaget"),
    "avskriv": (_forsenat, "inget är försenat"),
    "avsluta_franvaro": (lambda i, _: i.franvaro, "ingen frånvaro är anmäld"),
    "bekrafta_helhetsbedomning": (
        lambda i, _: any(not h.bekraftad for h in i.helhetsbedomningar.values()), "ingen bedömning väntar",
    ),
    "besluta_avskrivning": (lambda i, _: i.avskrivningsforslag, "ingen avskrivning är föreslagen"),
    "besluta_rattelse": (lambda i, _: i.rattelseforslag, "ingen rättelse är föreslagen"),
    "besvara_anmalan": (lambda i, _: any(not a.besvarad for a in i.anmalningar), "ingen anmälan väntar på svar"),
    "besvara_forslag": (
        lambda i, som: any(f.till is som.roll for f in i.forslag.values()), "inget förslag väntar på ditt svar",
    ),
    "besvara_onskemal": (lambda i, _: any(not o.besvarad for o in i.onskemal), "inget önskemål väntar på svar"),
    "flytta_uppfoljningsmote": (lambda i, _: i.kallelser, "ingen är kallad till något möte"),
    "granska_manadsrapport": (lambda i, _: att_granska(i), "ingen rapport väntar på granskning"),
    "granska_plan": (lambda i, _: any(o.vantar_pa_granskning for o in i.planer), "ingen plan väntar på granskning"),
    "granska_slutrapport": (
        lambda i, _: any(not s.granskad for s in i.slutrapporter[-1:]), "ingen slutrapport väntar på granskning",
    ),
    "registrera_uppstartsmote": (lambda i, _: i.uppstartsmoten, "inget uppstartsmöte är bokat"),
    "stall_in_uppfoljningsmote": (lambda i, _: i.kallelser, "ingen är kallad till något möte"),
    "ta_bort_socialsekreterare": (lambda i, _: i.socialsekreterare, "ingen socialsekreterare är utsedd"),
    "ta_emot_intyg": (lambda i, _: i.franvaro, "ingen frånvaro är anmäld"),
    "ta_tillbaka_onskemal": (
        # Whether there is one is not told to who does not read it (K3.7).
        lambda i, som: not laser(som.roll, Textslag.ONSKEMAL) or any(not o.besvarad for o in i.onskemal),
        "inget önskemål väntar på svar",
    ),
}  # fmt: skip

AV_NAGOT = frozenset(_AV_NAGOT)
"""What can be said only of something."""
