"""What one may say to a case, grouped by what it is about, so that a list of thirty is six short ones; each leads to
where it is said, and what has nothing to be said of now says so instead of asking for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from domain.grund.lasratt import Textslag, laser
from domain.liv.rutin import KOMMANDON
from starter.tjanster.arendeblad import Blad

GRUPPER: Mapping[str, str] = {
    "inlamning": "Plan och rapporter",
    "kontakt": "Kontakt och möten",
    "franvaro": "Frånvaro",
    "dialog": "Frågor, förslag och meddelanden",
    "uppdrag": "Uppdrag och bemanning",
    "ersattning": "Pengar",
    "slut": "Avslut och förlängning",
    "omvarld": "Det som ändras utanför ärendet",
    "liv": "Rätta och skriva av",
}
"""The chapter's room, or ``liv`` for what is about every chapter → what its group is called, in the page's order."""


@dataclass(frozen=True, slots=True)
class Att:
    """What may be said: its address below the case and its words; ``inte`` is why it has nothing to be said of now."""

    verb: str
    vag: str
    text: str
    inte: str = ""


_Finns = Callable[[Blad], object]
SAKNAR: Mapping[str, tuple[_Finns, str]] = {
    "aterkalla_avslut": (lambda b: b.insats.avslutsbeslut or b.insats.avslutsforslag, "inget avslut är beslutat"),
    "aterkalla_forslag": (lambda b: b.insats.forslag, "inget förslag väntar på svar"),
    "attestera_avslut": (lambda b: b.insats.avslutsforslag, "inget avslut är föreslaget"),
    "avskriv": (lambda b: any(r.utfall == "forsenad" for r in b.bevakningar), "inget är försenat"),
    "avsluta_franvaro": (lambda b: b.insats.franvaro, "ingen frånvaro är anmäld"),
    "bekrafta_helhetsbedomning": (
        lambda b: any(not h.bekraftad for h in b.insats.helhetsbedomningar.values()), "ingen bedömning väntar",
    ),
    "besluta_avskrivning": (lambda b: b.insats.avskrivningsforslag, "ingen avskrivning är föreslagen"),
    "besluta_rattelse": (lambda b: b.insats.rattelseforslag, "ingen rättelse är föreslagen"),
    "besvara_anmalan": (lambda b: any(not a.besvarad for a in b.insats.anmalningar), "ingen anmälan väntar på svar"),
    "besvara_forslag": (
        lambda b: any(f.till is b.som.roll for f in b.insats.forslag.values()),
        "inget förslag väntar på ditt svar",
    ),
    "besvara_onskemal": (lambda b: any(not o.besvarad for o in b.insats.onskemal), "inget önskemål väntar på svar"),
    "flytta_uppfoljningsmote": (lambda b: b.insats.kallelser, "ingen är kallad till något möte"),
    "granska_manadsrapport": (lambda b: b.insats.rapporter and att_granska(b), "ingen rapport väntar på granskning"),
    "granska_plan": (
        lambda b: any(o.vantar_pa_granskning for o in b.insats.planer), "ingen plan väntar på granskning",
    ),
    "granska_slutrapport": (
        lambda b: any(not s.granskad for s in b.insats.slutrapporter[-1:]), "ingen slutrapport väntar på granskning",
    ),
    "registrera_uppstartsmote": (lambda b: b.insats.uppstartsmoten, "inget uppstartsmöte är bokat"),
    "stall_in_uppfoljningsmote": (lambda b: b.insats.kallelser, "ingen är kallad till något möte"),
    "ta_bort_socialsekreterare": (lambda b: b.insats.socialsekreterare, "ingen socialsekreterare är utsedd"),
    "ta_emot_intyg": (lambda b: b.insats.franvaro, "ingen frånvaro är anmäld"),
    "ta_tillbaka_onskemal": (
        # Whether there is one is not told to who does not read it (K3.7).
        lambda b: not laser(b.som.roll, Textslag.ONSKEMAL) or any(not o.besvarad for o in b.insats.onskemal),
        "inget önskemål väntar på svar",
    ),
}  # fmt: skip
"""What can be said only of something → whether there is any, and what is said where there is none."""


def att_granska(b: Blad) -> list[str]:
    """The months whose reports wait for review, the earliest first."""
    return sorted(m for m, o in b.insats.rapporter.items() if o.vantar_pa_granskning)


EGNA_SIDOR: Mapping[str, str] = {
    "anteckna_internt": "meddelanden/anteckning", "granska_manadsrapport": "rapporter",
    "skriv_meddelande": "meddelanden/ny", "stang_trad": "meddelanden", "svara_i_trad": "meddelanden",
}  # fmt: skip
"""What has a page of its own, and where below the case it is said or chosen."""


def egen_sida(b: Blad, verb: str) -> str | None:
    """Below the case, where a kommando is said that has a page of its own; None for one that has not."""
    if verb == "granska_manadsrapport" and (manader := att_granska(b)):
        return f"granska/{manader[0]}"
    return EGNA_SIDOR.get(verb)


def grupper(b: Blad) -> list[tuple[str, list[Att]]]:
    """Group → what may be said, also what has nothing to be said of now; a group with nothing in it is left out."""
    svar: dict[str, list[Att]] = {g: [] for g in GRUPPER}
    hem = f"/arenden/{quote(b.rad.arende, safe='')}"
    for v in b.mojliga:
        finns, inte = SAKNAR.get(v, (None, ""))
        vag = f"{hem}/{egen_sida(b, v) or f'gor/{v}'}"
        svar[rum(v)].append(Att(v, vag, KOMMANDON[v].rubrik, "" if finns is None or finns(b) else inte))
    return [(GRUPPER[g], alla) for g, alla in svar.items() if alla]


def rum(verb: str) -> str:
    """The room of the domain that a kommando is written in."""
    delar = KOMMANDON[verb].__module__.split(".")
    return delar[2] if delar[1] == "kapitel" else "liv"
