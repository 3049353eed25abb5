"""What a case file need not spell out of a template: heading texts and statuses that no frist and no krona asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.insats.insats import Insats
from domain.kapitel.inlamning.innehall import antal_delmal
from domain.kapitel.uppdrag.dag_ett.insatsmal import insatsens_forsta_mal
from domain.tid.tidpunkt import datum
from starter.provkorning.fil import Provsteg

INTE_I_FILEN = "Ej aktuellt – står inte i fallfilen"
"""Under each of the template's headings, where a plan in the file has none at all."""

_UTAN = "utan_uppfoljning"
_UPPFOLJNING = ("uppfoljningsdagar", "uppfoljning_var_manad", _UTAN)
"""What an uppdrag says of its meetings; a file that writes none of it has none (K7.7)."""


def ifyllt(steg: Provsteg, insats: Insats | None) -> Provsteg:
    """The step as it is said: with what the rules ask for and the file leaves out (K4.5, K6.3, K7.7, K7.8).

    A plan without the field ``rubriker`` gets the template's headings, a report without ``delmal`` has each delmål of
    the plan in force as under way, an uppdrag gets its two texts, and no follow-up meetings where it says nothing of
    them. Where a goal is reached and the file names none, it is the insats's first, and an end for egen försörjning is
    to work (K2.3, K13.1). A file that is about these rules writes the field, also empty, and it stands.
    """
    return replace(steg, data={**_utelamnat(steg, insats), **steg.data}) if insats else steg


def _utelamnat(steg: Provsteg, insats: Insats) -> Mapping[str, Any]:
    if steg.kommando == "lagg_in_uppdrag":
        texter = dict.fromkeys(("uppdragsbeskrivning", "framtidsplan"), INTE_I_FILEN)
        return texter if any(falt in steg.data for falt in _UPPFOLJNING) else texter | {_UTAN: INTE_I_FILEN}
    if steg.kommando == "lamna_genomforandeplan":
        mall = insats.regelverk.lista("mall.genomforandeplan", datum(steg.tid))
        return {"rubriker": dict.fromkeys(mall, INTE_I_FILEN)}
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


def _malet(steg: Provsteg, insats: Insats) -> Mapping[str, Any]:
    if {"natt_mal", "steg_till"} & steg.data.keys():
        return {}
    return insatsens_forsta_mal(insats, datum(steg.tid))
