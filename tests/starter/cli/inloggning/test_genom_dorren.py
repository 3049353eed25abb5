"""What staff say at the command line by a login reaches the house through its door, and nothing else is needed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from starter.stod.klient import http
from tests.starter.api.conftest import KONTON, Dorr, _utfardaren, idag
from tests.starter.api.test_hela_dorren import folket, hel, hus
from tests.starter.cli.inloggning.test_logga_in import egen_dator, kor

__all__ = ["_utfardaren", "egen_dator", "folket", "hel", "hus"]
pytestmark = pytest.mark.krav("K3.4")


class Vid:
    """A terminal that one is logged in at, as whom the test says."""

    def __init__(self, dorr: Dorr, folket: dict[str, httpx2.Client]) -> None:
        self._dorr, self._folket = dorr, folket

    def __call__(self, konto: str, *argument: str) -> str:
        bevis = self._folket[konto].headers["authorization"].partition(" ")[2]
        http.spara(self._dorr.bas, bevis, KONTON[konto])
        svar = kor(*argument)
        assert svar.exit_code == 0, svar.output
        return svar.output


@pytest.fixture
def vid(hel: Dorr, folket: dict[str, httpx2.Client], egen_dator: None) -> Vid:
    return Vid(hel, folket)


def test_a_case_and_what_stands_beside_it_are_spoken_to_by_login(vid: Vid, tmp_path: Path) -> None:
    start = [
        "--insats",
        "AMI2",
        "--anordnare",
        "Anordnare A",
        "--malgrupp",
        "ekonomiskt_bistand",
        "--kartlagd",
        "2024-01-02",
        "--framtidsplan",
        "Arbete",
    ]
    vem = ["--fodelsedatum", "1990-05-02", "--arbetsformaga", "50"]
    vem += ["--kartlagd", "2024-01-02", "--framtidsplan", "Arbete"]
    arende = json.loads(vid("karin", "starta", *start, *vem, "--json"))["arende"]
    assert "Registrerat" in vid("hanna", "sag", arende, "bemanna", "--handlaggare", "h1")
    assert "Ingenting har ändrats." in vid("hanna", "tank-om", arende, "bemanna", "--handlaggare", "h2")
    sagt = vid("hanna", "personal", "borjar", "h9", "--fran", str(idag()), "--namn", "Åsa Ek")
    assert "i anordnare-Anordnare A" in sagt
    assert "Åsa Ek" in vid("hanna", "personal", "lista")
    assert "Anordnare A" in vid("al1", "akt", "visa", "Anordnare A")
    slutar = ["slutar", "h9", "--till", str(idag() + timedelta(days=3))]
    assert "Registrerat" in vid("ss1", "personal", *slutar, "--anordnare", "Anordnare A")
    sagt = vid("al1", "villkor", "skicka", "Villkor 2027", "--galler-fran", str(idag() + timedelta(days=30)))
    assert "är skickat till 2 anordnare" in sagt
    assert "Villkor 2027" in vid("hanna", "villkor", "lista", "--saknas")
    nar = ["--upptackt", f"{idag()}T00:01", "--anordnare", "Anordnare A", "--karriarvagledare", "kv1"]
    anmalt = json.loads(vid("hanna", "incident", "anmal", *nar, "--beskrivning", "Ett brev.", "--json"))
    assert "Ett brev." in vid("hanna", "incident", "visa", anmalt["arende"])
    assert arende in vid("al1", "massbyte", "karriarvagledare", "kv1", "kv2", "--torrkor")
    assert "är flyttat från kv1 till kv2" in vid("al1", "massbyte", "karriarvagledare", "kv1", "kv2", "--ja")


def test_what_is_anothers_is_as_what_is_not_there(vid: Vid, hel: Dorr, folket: dict[str, httpx2.Client]) -> None:
    start = [
        "--insats",
        "AMI2",
        "--anordnare",
        "Anordnare A",
        "--malgrupp",
        "ekonomiskt_bistand",
        "--kartlagd",
        "2024-01-02",
        "--framtidsplan",
        "Arbete",
    ]
    vem = ["--fodelsedatum", "1990-05-02", "--arbetsformaga", "50"]
    vem += ["--kartlagd", "2024-01-02", "--framtidsplan", "Arbete"]
    arende = json.loads(vid("kalle", "starta", *start, *vem, "--json"))["arende"]
    vid("bea", "arenden")
    sagt = [kor("sag", a, "bemanna", "--handlaggare", "b1").output for a in (arende, "in-finns-inte")]
    assert sagt[0].replace(arende, "in-finns-inte") == sagt[1]
    assert "(K3.3, §3)" in sagt[1]
    svar = kor("personal", "slutar", "h1", "--till", str(idag()), "--anordnare", "Anordnare A")
    assert svar.exit_code == 1 and "finns inte, eller är inte ditt att se" in svar.output
