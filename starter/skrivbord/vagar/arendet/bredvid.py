"""What stands beside a case's form: the texts that it answers, what a report is written on, and what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.grund.parter import Roll
from persistence.journal.dokument import Dokument
from persistence.register.kund.kundlasning import Kundpost
from starter.skrivbord.plats import Plats
from starter.skrivbord.vyer.formular import Falt
from starter.skrivbord.vyer.rader import Rad, rader
from starter.skrivbord.vyer.underlag import (
    FORLANGNING,
    RAPPORT,
    UNDERLAG,
    UPPFOLJNING,
    bredvid,
    manadens_underlag,
    rapportens,
)  # fmt: skip
from starter.tjanster import arendeblad, handlingar
from starter.tjanster.arendeblad import Blad
from starter.tjanster.handlingar import Handling
from starter.visning.datum import skriven_manad
from starter.visning.ordval.handlingslage import STRUKEN

_OM_SLUTET = ("foresla", "framfor_onskemal", "anmal_avvikelse", "registrera_avslutsanledning")
BESVARAR: Mapping[str, tuple[str, ...]] = {
    "granska_plan": ("lamna_genomforandeplan",),
    "granska_slutrapport": ("lamna_slutrapport",),
    "besvara_anmalan": ("anmal_till_karriarvagledare", "anmal_behov_av_annan_insats"),
    "besvara_forslag": ("foresla",),
    "besvara_onskemal": ("framfor_onskemal",),
    "besluta_avslut": _OM_SLUTET,
    "besluta_fortsattning": _OM_SLUTET,
    "attestera_avslut": ("foresla_avslut",),
    "besluta_rattelse": ("ratta",),
    "besluta_avskrivning": ("avskriv",),
    "bekrafta_helhetsbedomning": ("registrera_helhetsbedomning",),
}
"""What is decided → the kommandon whose texts it is decided on."""
_VERSIONER = frozenset({"granska_plan", "granska_slutrapport"})
"""Those of which the latest text is a version of the one before it."""
KOMMER_IGEN: Mapping[str, tuple[str, str]] = {
    RAPPORT: ("rapportgodkannande", "granska_manadsrapport"),
    "lamna_genomforandeplan": ("plangranskning", "granska_plan"),
    "lamna_slutrapport": ("slutrapportgranskning", "granska_slutrapport"),
}
"""What is handed in → what is awaited of the anordnare while it lies returned (K0.9), and what returns it."""
_FLEST = 3


@dataclass(frozen=True, slots=True)
class Aterlamnat:
    """What was handed in and came back: what the form held, and the words it was returned with, if one reads them."""

    varden: Mapping[str, str]
    skal: Handling | None


async def vem_det_galler(plats: Plats, b: Blad) -> Kundpost | None:
    """Whom the case is about, to those who may read it: by the register, or as the lists tell it (K6.7)."""
    if k := b.kund:
        return Kundpost(k.id, None if k.skydd else k.namn, k.skydd, k.karriarvagledare)
    return (await plats.namnen([b.rad.arende])).get(b.rad.arende)


async def vid_formularet(
    plats: Plats, b: Blad, verb: str, falt: list[Falt], varden: Mapping[str, str], *, tomt: bool
) -> tuple[list[Falt], Mapping[str, str], dict[str, Any]]:
    """The fields and values as the form is shown, and what its page holds beside it.

    Args:
        tomt: whether nothing has been written in it; then what came back is there to go on with, so that what was right
            need not be written anew.
    """
    mer: dict[str, Any] = {}
    if verb == UNDERLAG:
        mer["underlaget"] = manadens_underlag(b.insats, verb, skriven_manad(varden.get("manad", "")))
    if verb not in (RAPPORT, FORLANGNING, *UPPFOLJNING, *BESVARAR, *KOMMER_IGEN):
        return falt, varden, mer
    texter = await plats.las(arendeblad.texter, b.rad.arende)
    if verb in BESVARAR:
        mer |= _besvaras(b, texter, verb)
    if verb in KOMMER_IGEN and (igen := aterlamnat(b, texter, verb, falt, skriven_manad(varden.get("manad", "")))):
        mer["skal"] = igen.skal
        varden = {**igen.varden, **varden} if tomt else varden
    if verb in UPPFOLJNING:
        mer["korthet"] = arendeblad.korthet(plats.som, b.insats, b.poster, texter)
    if verb == FORLANGNING:
        mer["forlangning"] = bredvid(b, texter)
    if verb == RAPPORT:
        falt, varden, mer["franvaro"] = rapportens(plats.som, b, texter, falt, varden)
        mer["forra"] = next(iter(handlingar.rapporter(b.insats, b.poster, texter)), None)
    return falt, varden, mer


def _besvaras(b: Blad, texter: Sequence[Dokument], verb: str) -> dict[str, Any]:
    """The texts, each by what happened with it, the latest first; of a version what it says otherwise than the last."""
    egna = [d for d in texter if d.slag in BESVARAR[verb]]
    alla = [h for h in handlingar.handlingar(b.insats, b.poster, egna) if h.lage != STRUKEN]
    hande = {p.dokument: p for p in reversed(b.poster) if p.dokument}
    sagt: list[tuple[Rad, Handling]] = [(rader([hande[h.id]], brus=True)[0], h) for h in alla[:_FLEST] if h.id in hande]
    andrat = handlingar.skillnad(alla[1], alla[0]) if verb in _VERSIONER and len(alla) > 1 else None
    return {"besvaras": sagt, "besvaras_andrat": andrat}


def aterlamnat(b: Blad, texter: Sequence[Dokument], verb: str, falt: Sequence[Falt], manad: str) -> Aterlamnat | None:
    """What lies returned with the anordnare, if the form is the next version of it; ``manad`` is a report's."""
    slag, granskning = KOMMER_IGEN[verb]
    hos_anordnaren = (r for r in b.bevakningar if r.slag == slag and r.ansvarig is Roll.ANORDNARE and r.vantar)
    if not any(verb != RAPPORT or r.avser == manad for r in hos_anordnaren):
        return None
    av_id, sagda = {d.id: d for d in texter}, {s.nr: s.kommando for s in b.insats.sagda}

    def senast(verbet: str, efter: int) -> tuple[int, Dokument] | None:
        for p in reversed(b.poster):
            d = av_id.get(p.dokument or "")
            if p.nr > efter and d and d.slag == verbet and p.nr in sagda:
                if getattr(p.handelse, "manad", manad) == manad:
                    return p.nr, d
        return None

    if (lamnat := senast(verb, 0)) is None:
        return None
    nr, d = lamnat
    varden = {f.namn: v for f in falt if f.sort != "filer" and (v := skrivet_i(f.namn, d.innehall, sagda[nr]))}
    svar = senast(granskning, nr)
    skal = handlingar.handlingar(b.insats, b.poster, [svar[1]])[0] if svar else None
    return Aterlamnat(varden, skal)


def skrivet_i(falt: str, ord_: Mapping[str, Any], sagt: Mapping[str, Any]) -> str:
    """What a field of the form held, as it is written there; empty of one that held nothing."""
    namn, _, del_ = falt.partition(".")
    varde: Any = ord_.get(namn, sagt.get(namn))
    if del_ and isinstance(varde, Mapping):
        varde = varde.get(del_)
    elif del_ and isinstance(varde, list | tuple):
        varde = varde[int(del_) - 1] if int(del_) <= len(varde) else None
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, list | tuple):
        return "\n".join(map(str, varde))
    return "" if varde is None or isinstance(varde, Mapping) else str(varde)
