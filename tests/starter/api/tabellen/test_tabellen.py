"""The table of capabilities through the doors: role × kommando × own and other organisation, every cell of it.

What the door says is held against the pure routine, to the word: status, krav, field and sentence.
"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from domain.forklaring.framsyn import tank_om
from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor
from domain.grund.roller import far_se_arende
from domain.insats.insats import Insats
from domain.liv.kommandon import las_kommando
from domain.liv.rutin import KOMMANDON
from domain.processer.alla import PROCESSER
from domain.skeende.inkommet import Inkommet
from persistence.arende import lasning
from starter.stod.klient.vagar import NYA, adress
from starter.tjanster import arendet, processen
from tests.starter.api.conftest import KONTON, Dorr
from tests.starter.api.exempel import minsta
from tests.starter.api.test_hela_dorren import folket, hel, hus, nytt_arende

__all__ = ["folket", "hel", "hus"]


@pytest.mark.krav("K3.3")
def test_every_cell_of_the_table_gives_what_the_domain_gives(hel: Dorr, folket: dict[str, httpx2.Client]) -> None:
    """Role × kommando × own and other organisation: the door answers as the domain does."""
    arende = nytt_arende(folket["karin"])
    folket["hanna"].post(f"/api/arenden/{arende}/bemanna", json={"handlaggare": "h1"})
    i = _laget(hel, arende)
    provade = slappta = 0
    for verb, typ in KOMMANDON.items():
        if verb == "aktualisera":
            continue
        kropp = minsta(typ)
        for konto, aktor in KONTON.items():
            vantat = _domanens(i, {"kommando": verb, **kropp}, Aktor.tolka(aktor))
            svar = folket[konto].post(f"/api/arenden/{arende}/{verb}", json=kropp)
            _svarar_som(vantat, svar, (verb, konto))
            provade += 1
            if vantat is None:
                slappta += 1
                i = _laget(hel, arende)
    assert provade == (len(KOMMANDON) - 1) * len(KONTON)
    assert slappta >= 5, "some cells let through, or the example says nothing that can be done"


SAGT: tuple[tuple[str, str, dict[str, Any], dict[str, Any]], ...] = (
    ("hanna", "bemanna", {"handlaggare": "h1"}, {"handlaggare": "h2"}),
    ("karin", "lagg_in_uppdrag",
     {"startdatum": "2039-01-04", "uppdragsbeskrivning": "x", "langd_manader": 6, "framtidsplan": "x",
      "utan_uppfoljning": "x"}, {"langd_manader": 5}),
    ("hanna", "foresla", {"sort": "andrat_uppdrag", "motivering": "x"}, {"sort": "annan_insats"}),
    ("hanna", "anmal_till_karriarvagledare", {"anledning": "oklart_uppdrag", "beskrivning": "x"},
     {"anledning": "behov_av_sip"}),
    ("karin", "utse_socialsekreterare", {"till": "so1"}, {"till": "so2"}),
    ("al1", "skriv_meddelande", {"till": ["karriarvagledare"], "amne": "x", "text": "x"}, {"till": ["anordnare"]}),
)  # fmt: skip
"""What is said in one case by one of each, and another value of one of its fields."""


@pytest.mark.krav("K0.10", sort="avslag")
def test_every_cell_of_what_is_corrected_and_struck(hel: Dorr, folket: dict[str, httpx2.Client]) -> None:
    """Role × what was said × (correct, strike) × own and other organisation: as the domain has it, to the word."""
    arende = nytt_arende(folket["karin"])
    for konto, verb, kropp, _ in SAGT:
        svar = folket[konto].post(f"/api/arenden/{arende}/{verb}", json=kropp)
        assert svar.status_code == 200, (verb, svar.text)
    i = _laget(hel, arende)
    slappta: set[tuple[str, str]] = set()
    for _, vad, _, andringar in SAGT:
        for hur in ({"andringar": andringar}, {"stryk": True}):
            for konto, aktor in KONTON.items():
                kropp = {"vad": vad, "motivering": "x", **hur}
                vantat = _domanens(i, {"kommando": "ratta", **kropp}, Aktor.tolka(aktor))
                svar = folket[konto].post(f"/api/arenden/{arende}/ratta", json=kropp)
                _svarar_som(vantat, svar, (vad, str(hur), konto))
                if vantat is None:
                    slappta.add((vad, konto))
                    i = _laget(hel, arende)
    # Each by the one who said it and by nobody else; the last two are not corrected at all.
    assert slappta == {(verb, konto) for konto, verb, _, _ in SAGT[:4]}


def _svarar_som(vantat: Avvisning | None, svar: httpx2.Response, cell: tuple[str, ...]) -> None:
    """What the door said is what the domain says, to the word."""
    sagt = svar.json()
    if vantat is None:
        assert svar.status_code in (200, 201), (cell, sagt)
        return
    status = 404 if isinstance(vantat, FinnsInte) else 403 if vantat.falt in ("av", "som") else 422
    vantad = (status, vantat.regel, vantat.text, vantat.falt)
    assert (svar.status_code, sagt["krav"], sagt["detail"], sagt.get("falt")) == vantad, cell


def _laget(hel: Dorr, arende: str) -> Insats:
    """The case's state, read once for all who speak while it does not change."""
    svar = lasning.tillstand(hel.motor, None, arende)
    assert svar is not None
    return svar[0]


def _domanens(i: Insats, data: dict[str, Any], som: Aktor) -> Avvisning | None:
    if not far_se_arende(som, i.anordnare):
        return arendet.finns_inte(i.arende)
    try:
        tank_om(i, Inkommet("tankt", som, las_kommando(data)), arendet.nu_i(i))
    except Avvisning as fel:
        return fel
    return None


DARE = {"anordnarakt": "anordnare-Anordnare A", "betalningsmanad": "betalningsmanad-2024-04"}
"""The process of a kind that there is one of for each; of the other kinds it is one that is not there."""


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("slag", PROCESSER)
def test_every_cell_of_the_processes_too(slag: str, hel: Dorr, folket: dict[str, httpx2.Client]) -> None:
    """What somebody may not say is refused by the door as by the domain, to the word; another's is not there."""
    process = _incidenten(folket) if slag == "personuppgiftsincident" else DARE.get(slag, f"{slag}-finns-inte")
    for verb, typ in PROCESSER[slag].verb.items():
        # One that begins with the kommando is not there before it, whoever begins it.
        process_ = f"{process}-ny" if verb in NYA else process
        vag = adress(slag, process_, verb)
        kropp = minsta(typ)
        for konto, aktor in KONTON.items():
            som, data = Aktor.tolka(aktor), {"kommando": verb, **kropp}
            vantat = _processens(hel, som, slag, process_, data)
            svar = folket[konto].post(vag, json=kropp)
            if vantat is not None and vantat.text != svar.json().get("detail"):
                # What an earlier cell set going (an order about conditions) may have come through meanwhile.
                vantat = _processens(hel, som, slag, process_, data)
            _svarar_som(vantat, svar, (verb, konto))


def _processens(hel: Dorr, som: Aktor, slag: str, process: str, data: dict[str, Any]) -> Avvisning | None:
    try:
        processen.tank(hel.motor, som, slag, process, data, hel.app.state.hus.regelverk, hel.klocka())
    except Avvisning as fel:
        return fel
    return None


def _incidenten(folket: dict[str, httpx2.Client]) -> str:
    """One that is there, of Anordnare A."""
    kropp = minsta(PROCESSER["personuppgiftsincident"].verb["anmal_incident"])
    svar = folket["hanna"].post("/api/incidenter", json=kropp | {"anordnare": "Anordnare A", "karriarvagledare": "kv1"})
    assert svar.status_code == 201, svar.text
    return str(svar.json()["arende"])
