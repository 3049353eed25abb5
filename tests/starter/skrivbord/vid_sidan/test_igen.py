"""The same form of a process sent once more is one process, and leads to it (K0.6)."""

from __future__ import annotations

import pytest

from domain.grund.parter import Aktor
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.process import skrivning
from starter.tjanster import processen
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.verktyg.processpel import Processpel

NY = "/vid-sidan/ny/gor/anmal_incident"
KV1 = Aktor.tolka("karriarvagledare:kv1")
FAKTA = {"anordnare": "Anordnare A", "karriarvagledare": "kv1", "beskrivning": "En pärm är borta."}
SKRIVET = FAKTA | {"upptackt": "2024-03-01", "upptackt.kl": "08.30"}


class Sagt(Processpel):
    """What the workflow writes of a form that was confirmed."""

    def __init__(self, pid: str, kommando_id: str) -> None:
        super().__init__(PERSONUPPGIFTSINCIDENT, pid)
        self._id = kommando_id

    def _nasta_id(self) -> str:
        return self._id


def bekraftat(bord: Bord, nyckel: str) -> str:
    """The form of the key has been confirmed; the process that it began."""
    pid = processen.nytt_id(PERSONUPPGIFTSINCIDENT.slag, nyckel[:10])
    fall = Sagt(pid, processen.kommandoid(pid, nyckel, KV1))
    fall.sag(KV1, "2024-03-01T09:00", "anmal_incident", upptackt="2024-03-01T08:30", **FAKTA)
    poster = tuple(post_till_json(fall.rutin, p) for p in fall.poster)
    skrivning.skriv(bord.motor, Processbatch(fall.rutin.slag, pid, 0, poster, ()), epost=False)
    return pid


@pytest.mark.krav("K0.6")
@pytest.mark.parametrize("steg", ["kontroll", "gor"])
def test_a_page_that_one_has_gone_back_to_and_sends_again_leads_to_what_it_began(bord: Bord, steg: str) -> None:
    k = bord.som("karin")
    form = formular(k.get(NY).text, NY) | SKRIVET
    assert k.post(NY, data=form | {"steg": "kontroll"}).status_code == 200, "it is not said yet"
    pid = bekraftat(bord, form["id"])
    svar = k.post(NY, data=form | {"steg": steg})
    assert (svar.status_code, svar.headers["location"]) == (303, f"/vid-sidan/{pid}")


@pytest.mark.krav("K0.6", "K3.3", sort="gräns")
def test_anothers_form_of_the_same_key_is_not_taken_for_it(bord: Bord) -> None:
    k = bord.som("karin")
    form = formular(k.get(NY).text, NY)
    bekraftat(bord, form["id"])
    sam = bord.som("sam")
    hans = formular(sam.get(NY).text, NY) | SKRIVET | {"id": form["id"], "steg": "kontroll"}
    assert sam.post(NY, data=hans).status_code in (404, 422)
