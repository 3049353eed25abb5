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


def test_every_page_says_it_by_the_one_place_that_seals_the_key() -> None:
    """Kept by reading the code, so that a page that is added is held too."""
    skrivbordet = ROT / "starter" / "skrivbord"
    egna = [
        f.relative_to(skrivbordet).as_posix()
        for f in skrivbordet.rglob("*.py")
        if re.search(r"\.(?:kommando|lagg_i_kon)\(", f.read_text(encoding="utf-8"))
    ]
    assert egna == ["plats.py"]
