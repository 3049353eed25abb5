"""What is said at the desk has its form's id as its key, sealed as its sender's own: another's takes no one's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from domain.grund.parter import Aktor
from starter.inloggning.folket import FOLKET
from starter.stod.klient.kontakt import IngenKontakt
from starter.tjanster.arendet import eget_id
from tests.huset.platser import ROT
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i, sag
from tests.starter.skrivbord.verktyg.sidorna import FORRA

pytestmark = pytest.mark.krav("K3.3", "K4.6")

MEDDELANDET = {"amne": "Hej", "text": "Hör av dig.", "till": "anordnare"}
SAGER = [
    ("karin", "/arenden/in-exempel01/meddelanden/ny", MEDDELANDET),
    ("karin", "/arenden/in-exempel01/meddelanden/anteckning", MEDDELANDET),
    ("karin", "/arenden/in-exempel02/meddelanden/1", MEDDELANDET),
    ("sol", "/mina-kunder/in-exempel02", {"verb": "svara_i_trad", "trad": "1", "text": "Hör av dig."}),
]
"""What is said without a page to check it on: by whom, where, and with what."""


@dataclass
class Lyssnare:
    """A Temporal that only notes what it was called."""

    idn: list[str] = field(default_factory=list)

    def get_workflow_handle(self, _arende: str) -> Lyssnare:
        return self

    async def execute_update(self, _namn: str, _inkommet: Any, *, id: str, **_mer: object) -> None:
        self.idn.append(id)
        raise IngenKontakt("ingen arbetare svarar")


@pytest.fixture
def lyssnare(bord: Bord) -> Iterator[Lyssnare]:
    hus, lyssnare = bord.app.state.hus, Lyssnare()

    async def temporal() -> Any:
        return lyssnare

    bord.app.state.hus = replace(hus, temporal=temporal)
    yield lyssnare
    bord.app.state.hus = hus


@pytest.mark.parametrize(("konto", "vag", "falt"), SAGER)
def test_a_form_s_id_is_its_sender_s_key_and_the_same_form_again_is_the_same_saying(
    bord: Bord, lyssnare: Lyssnare, konto: str, vag: str, falt: dict[str, str]
) -> None:
    k = bord.som(konto)
    som = Aktor.tolka(next(p.aktorer[0] for p in FOLKET if p.konto == konto))
    gomt = formular(k.get(vag).text, vag)
    for _ in range(2):
        assert k.post(vag, data=gomt | falt).status_code == 503
    arende = vag.split("/")[2]
    assert lyssnare.idn == [eget_id(som, arende, gomt["id"])] * 2
    assert lyssnare.idn[0] != gomt["id"], "the id that stands on the page is nobody's key by itself"


@pytest.mark.krav("K0.6")
@pytest.mark.parametrize("vag", ["/arenden/in-exempel01/granska/{m}", "/arenden/in-exempel01/gor/registrera_brist"])
def test_two_clicks_or_a_page_that_one_has_gone_back_to_give_the_receipt_and_no_refusal(bord: Bord, vag: str) -> None:
    """The first has been said: what it decided can be decided no more, and yet the second is told of no fault."""
    k, som, arende = bord.som("karin"), Aktor.tolka("karriarvagledare:kv1"), "in-exempel01"
    vag = vag.format(m=FORRA)
    gomt = formular(k.get(vag).text, vag)
    if "granska" in vag:
        falt = {"beslut": "godkand", "progression": "fortsatt"}
        data: dict[str, object] = {"kommando": "granska_manadsrapport", "manad": FORRA, **falt}
    else:
        falt = {"sort": "brister_i_genomforandeplan", "motivering": "Planen följdes inte."}
        data = {"kommando": "registrera_brist", **falt}
    sag(bord, arende, som, data, eget_id(som, arende, gomt["id"]))
    for _ in range(2):
        svar = k.post(vag, data=gomt | falt | {"steg": "gor"})
        assert svar.status_code == 303, ord_i(svar.text)
        assert svar.headers["location"] == f"/arenden/{arende}/kvitto/{gomt['id']}"
    assert "Det här är registrerat" in k.get(svar.headers["location"]).text
    annat = k.post(vag, data=gomt | falt | {"steg": "gor", "id": "0" * 16})
    assert annat.status_code != 303, "what another form says is another saying"
    kollega = bord.som("kalle", "karriarvagledare:kv2")
    assert kollega.get(svar.headers["location"]).status_code == 404, "and the receipt is its sender's alone"


def test_every_button_that_says_something_is_held_against_two_clicks(bord: Bord) -> None:
    """Kept by reading the templates: a button of the components' that has no module does nothing of what it is told."""
    mallar = ROT / "starter" / "skrivbord" / "mallar"
    knappar = [(f.name, b) for f in mallar.rglob("*.html") for b in re.findall(r"<(?:button|a) [^>]*>", f.read_text())]
    krav = [(f, b) for f, b in knappar if "data-prevent-double-click" in b or 'role="button"' in b]
    assert len(krav) > 15 and all('data-module="govuk-button"' in b for _, b in krav), krav
    sager = [(f, b) for f, b in knappar if 'value="gor"' in b]
    assert len(sager) >= 5 and all("data-prevent-double-click" in b for _, b in sager), sager


def test_every_page_says_it_by_the_one_place_that_seals_the_key() -> None:
    """Kept by reading the code, so that a page that is added is held too."""
    skrivbordet = ROT / "starter" / "skrivbord"
    egna = [
        f.relative_to(skrivbordet).as_posix()
        for f in skrivbordet.rglob("*.py")
        if re.search(r"\.(?:kommando|lagg_i_kon)\(", f.read_text(encoding="utf-8"))
    ]
    assert egna == ["plats.py"]
