"""What a case file need not spell out of a template: heading texts and statuses that no frist and no krona asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.kapitel.franvaro.lov import MedgeLedighet, utanfor_loven
from domain.kapitel.inlamning.innehall import antal_delmal
from domain.kapitel.inlamning.mall import planmall
from domain.kapitel.slut.avslutsform import kraver_attest
from domain.kapitel.uppdrag.dag_ett.insatsmal import insatsens_forsta_mal
from domain.kapitel.uppdrag.kundlage import far_ha_ledighet
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.liv.rattelse import RattelseForeslagen
from domain.regler.nycklar import VARJE_PLAN
from domain.skeende.handelse import Fall
from domain.tid.tidpunkt import datum
from starter.provkorning.fil import Provfall, Provsteg

INTE_I_FILEN = "Ej aktuellt – står inte i fallfilen"
"""Under each of the template's headings, where a plan in the file has none at all."""

_SKAL = "skal_till_deltidsplanering"
_UTAN = "utan_uppfoljning"
_UPPFOLJNING = ("uppfoljningsdagar", "uppfoljning_var_manad", _UTAN)
"""What an uppdrag says of its meetings; a file that writes none of it has none (K7.7)."""


def ifyllt(steg: Provsteg, insats: Insats | None) -> Provsteg:
    """The step as it is said: with what the rules ask for and the file leaves out (K4.5, K5.2, K6.3, K7.7, K7.8).

    A decision gets its kartläggning, made the same day, and its framtidsplan (K5.2). A plan without the field
    ``rubriker`` gets the template's headings, and one that has exactly those that every plan has gets the insats's own:
    it was written when there was one template for all (K7.5). A report without ``delmal`` has each delmål of the plan
    in force as under way, an uppdrag gets its two texts, and no follow-up meetings where it says nothing of them; part
    time in FAI and ISA gets its reasons (K6.5). Where a goal is reached and the file names none, it is the insats's
    first, and an end for egen försörjning is to work (K2.3, K13.1). A file that is about these rules writes the field,
    also empty, and it stands.
    """
    if insats is None:
        return replace(steg, data={**_dag_ett(steg), **steg.data})
    if steg.kommando == "ratta" and not _ska_avvisas(steg):
        return replace(steg, data=_rattat(steg.data, insats, datum(steg.tid)))
    data = {**_utelamnat(steg, insats), **steg.data}
    if steg.kommando == "lamna_genomforandeplan":
        data["rubriker"] = _insatsens_rubriker(data["rubriker"], insats, datum(steg.tid))
    return replace(steg, data=data)


def _dag_ett(steg: Provsteg) -> Mapping[str, Any]:
    """What came before the decision (K5.2); a change of anordnare decides nothing anew."""
    if (steg.data.get("foregaende") or {}).get("sort") == "byte_av_anordnare":
        return {}
    return {"kartlagd": datum(steg.tid).isoformat(), "framtidsplan": INTE_I_FILEN}


def _insatsens_rubriker(skrivna: Any, insats: Insats, dag: date) -> Any:
    """The headings of a plan, with the insats's own where a file has exactly those that every plan has (K7.5)."""
    if not isinstance(skrivna, Mapping) or skrivna.keys() != set(insats.regelverk.lista(VARJE_PLAN, dag)):
        return skrivna
    return {r: skrivna.get(r, INTE_I_FILEN) for r in planmall(insats, dag)}


def _utelamnat(steg: Provsteg, insats: Insats) -> Mapping[str, Any]:
    if steg.kommando == "justera_uppdrag":
        return _skal_till_deltid(steg, insats)
    if steg.kommando == "lagg_in_uppdrag":
        texter = dict.fromkeys(("uppdragsbeskrivning", "framtidsplan"), INTE_I_FILEN) | _skal_till_deltid(steg, insats)
        return texter if any(falt in steg.data for falt in _UPPFOLJNING) else texter | {_UTAN: INTE_I_FILEN}
    if steg.kommando == "lamna_genomforandeplan":
        return {"rubriker": dict.fromkeys(planmall(insats, datum(steg.tid)), INTE_I_FILEN)}
    if steg.kommando == "klarmarkera_manadsrapport" and (antal := antal_delmal(insats)):
        return {"delmal": ["pagar"] * antal}
    if steg.kommando == "lamna_slutrapport" and steg.data.get("mal_uppnatt") is True:
        return _malet(steg, insats)
    if steg.kommando == "besluta_avslut":
        if steg.data.get("orsak") == "egen_forsorjning":
            return {"forsorjning": "arbete"}
        if steg.data.get("orsak") == "mal_natt" or steg.data.get("mal_uppnatt") is True:
            return _malet(steg, insats)
    return {}


def _skal_till_deltid(steg: Provsteg, insats: Insats) -> dict[str, Any]:
    """The reasons of part time, which were first asked of AMI alone (K6.5); a file that is about them writes the field,
    or waits for the refusal."""
    andel = steg.data.get("omfattning")
    deltid = isinstance(andel, int) and andel < insats.regelverk.tal("omfattning.heltid", datum(steg.tid))
    if not deltid or insats.kundval == "AMI" or _ska_avvisas(steg):
        return {}
    return {_SKAL: INTE_I_FILEN}


def _malet(steg: Provsteg, insats: Insats) -> Mapping[str, Any]:
    if {"natt_mal", "steg_till"} & steg.data.keys():
        return {}
    return insatsens_forsta_mal(insats, datum(steg.tid))


_MOT_MALET = ("besluta_avslut", "foresla_avslut", "lamna_slutrapport")


def _rattat(data: Mapping[str, Any], insats: Insats, dag: date) -> Mapping[str, Any]:
    """A correction by which a goal is reached, or an end is for egen försörjning, names it (K2.3, K13.1)."""
    vad, nya = data.get("vad"), data.get("andringar")
    if vad not in _MOT_MALET or not isinstance(nya, Mapping) or {"natt_mal", "steg_till", "forsorjning"} & nya.keys():
        return data
    sagda = [
        s.kommando for s in insats.sagda if s.kommando["kommando"] in _MOT_MALET and data.get("nr") in (None, s.nr)
    ]
    slutrapport = vad == "lamna_slutrapport"
    fore = next((k for k in reversed(sagda) if (k["kommando"] == "lamna_slutrapport") == slutrapport), {})
    blir = {**fore, **nya}
    if blir.get("orsak") == "egen_forsorjning":
        malet: Mapping[str, Any] = {} if blir.get("forsorjning") else {"forsorjning": "arbete"}
    elif blir.get("natt_mal") or not (blir.get("orsak") == "mal_natt" or blir.get("mal_uppnatt") is True):
        malet = {}
    else:
        malet = insatsens_forsta_mal(insats, dag)
    return {**data, "andringar": {**nya, **malet}}


def _med_skal(fall: Provfall, steg: Provsteg) -> Provsteg:
    """An uppdrag that the file puts right to another omfattning has its reasons from the start, if it is to be less:
    they are text, which no correction adds (K0.7, K6.5)."""
    if steg.kommando not in ("lagg_in_uppdrag", "justera_uppdrag") or _ska_avvisas(steg):
        return steg
    rattas = any(
        s.data.get("vad") == steg.kommando and "omfattning" in (s.data.get("andringar") or {}) and not _ska_avvisas(s)
        for s in fall.steg
    )
    return replace(steg, data={_SKAL: INTE_I_FILEN, **steg.data}) if rattas else steg


def _ska_avvisas(steg: Provsteg) -> bool:
    return (steg.forvanta or "").startswith("avvisad")


_SLUTET = ("besluta_avslut", "ratta")
_ATTEST = ("foresla_avslut", "attestera_avslut", "besluta_rattelse")
_ARBETSLEDAREN = Aktor(Roll.ARBETSLEDARE, Roll.ARBETSLEDARE.value)
_MEDGE = "medge_ledighet"


def stegen(fall: Provfall, steg: Provsteg, insats: Insats | None) -> tuple[Provsteg, ...]:
    """The step as it is played, each part filled in.

    A file that nowhere proposes or attests an end is played with the arbetsledare's attest where an end of its, or a
    correction of one, needs it (K13.2), and one that nowhere consents to leave with the KV's consent where a leave of
    its lies outside the breaks (K9.3), unless the step is to be refused: such a file was written when neither was
    asked, and its frister and kronor are what they were.
    """
    if insats and steg.kommando == "anmal_franvaro" and not any(s.kommando == _MEDGE for s in fall.steg):
        return (*_medgivandet(steg, insats), steg)
    if insats is not None and steg.kommando in _SLUTET and not any(s.kommando in _ATTEST for s in fall.steg):
        if steg.kommando == "besluta_avslut" and _kraver_attest(steg, insats):
            forslag = replace(steg, data={**ifyllt(steg, insats).data, "kommando": "foresla_avslut"})
            return (forslag, _av_arbetsledaren(steg, "attestera_avslut"))
        if steg.kommando == "ratta":
            rattelse = _rattelsen(ifyllt(steg, insats), insats)
            foreslas = _foreslas(rattelse, insats)
            return (rattelse, _av_arbetsledaren(steg, "besluta_rattelse")) if foreslas else (rattelse,)
    return (ifyllt(steg if insats is None or insats.kundval == "AMI" else _med_skal(fall, steg), insats),)


def _kraver_attest(steg: Provsteg, insats: Insats) -> bool:
    try:
        slut = date.fromisoformat(str(steg.data.get("avslutsdatum")))
    except ValueError:
        return False
    return kraver_attest(insats, slut, datum(steg.tid))


def _rattelsen(steg: Provsteg, insats: Insats) -> Provsteg:
    """A correction of an end names what was said of it, also where that was played as two people's: then it is the
    proposal that is put right, and the attest that is struck."""
    sagda = {s.kommando["kommando"] for s in insats.sagda}
    if steg.data.get("vad") != "besluta_avslut" or "besluta_avslut" in sagda or "attestera_avslut" not in sagda:
        return steg
    data = {falt: varde for falt, varde in steg.data.items() if falt != "nr"}
    if steg.data.get("stryk"):
        return replace(steg, av=_ARBETSLEDAREN, data=data | {"vad": "attestera_avslut"})
    return replace(steg, data=data | {"vad": "foresla_avslut"})


def _foreslas(steg: Provsteg, insats: Insats) -> bool:
    """Whether the correction, as it would be decided now, waits for the arbetsledare."""
    try:
        handelser = rutin.besluta(insats, las_kommando(steg.data), Fall(steg.tid, steg.av))
    except Avvisning:
        return False
    return any(isinstance(h, RattelseForeslagen) for h in handelser)


def _av_arbetsledaren(steg: Provsteg, kommando: str) -> Provsteg:
    data = {"kommando": kommando, "motivering": INTE_I_FILEN}
    return replace(steg, nr=steg.nr + _EFTER, av=_ARBETSLEDAREN, data=data, forvanta=None)


def _medgivandet(steg: Provsteg, insats: Insats) -> Iterator[Provsteg]:
    """The consent that a leave of the file needs: to the days outside the breaks, for a kund who may have leave."""
    if steg.data.get("slag") != "ledighet" or _ska_avvisas(steg):
        return
    try:
        fran = date.fromisoformat(str(steg.data.get("fran")))
        till = None if steg.data.get("till") is None else date.fromisoformat(str(steg.data["till"]))
    except ValueError:
        return
    if (till or fran) < fran or insats.status not in MedgeLedighet.tillstand or not far_ha_ledighet(insats, fran):
        return
    if dagar := utanfor_loven(insats, fran, till):
        av = Aktor(Roll.KARRIARVAGLEDARE, insats.karriarvagledare)
        data = {"kommando": _MEDGE, "fran": str(dagar[0]), "till": str(dagar[-1]), "motivering": INTE_I_FILEN}
        yield replace(steg, nr=steg.nr + _EFTER, av=av, data=data, forvanta=None)


_EFTER = 10_000
"""Added to the number of a step for what goes with it: no file has so many."""
