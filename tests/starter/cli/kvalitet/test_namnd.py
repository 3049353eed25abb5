"""The nämnd's statistics at the command line: on the screen, as data, as CSV and as a picture (K16.3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from sqlalchemy import Engine

from domain.kvalitet.namnd import BEVILJADE, Namndgrupp, Namndstatistik, Ruta
from domain.kvalitet.namndrakning import rakna
from domain.tid.period import Period
from starter.cli.alla import insats
from starter.cli.kvalitet import namnd
from starter.visning.ordval.namndtext import DOLT, som_csv, tabeller
from tests.starter.cli.kvalitet.test_kvalitet import LIVET

CHEF, EKONOM = "arbetsledare:al1", "ekonom:e1"
pytestmark = pytest.mark.krav("K16.3")


def kor(*ord_: str, som: str = CHEF) -> Result:
    return CliRunner().invoke(insats, [*ord_, "--som", som])


@pytest.fixture(autouse=True)
def dagen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(namnd, "idag", lambda: date(2025, 3, 1))


def test_a_single_case_is_on_no_screen_and_in_no_file_but_inside(
    spelat: Callable[[str], str], motor: Engine, tmp_path: Path
) -> None:
    spelat(LIVET)
    tabellerna = {t["namn"]: t for t in json.loads(kor("namnd", "2024", "--json").output)["tabeller"]}
    assert tabellerna["insatser"]["rader"][-1][:2] == ["Alla", DOLT]
    internt = json.loads(kor("namnd", "2024", "--json", "--internt").output)
    assert internt["internt"] and internt["tabeller"][0]["rader"][-1][:2] == ["Alla", "1"]
    fil, bild = tmp_path / "n.csv", tmp_path / "n.svg"
    assert kor("namnd", "2024", "--csv", str(fil), "--diagram", str(bild)).exit_code == 0
    assert f"AMI1;{DOLT};" in fil.read_text(encoding="utf-8-sig")
    rot = ElementTree.parse(bild).getroot()
    assert rot.tag.endswith("svg") and "Beviljade" in "".join(rot.itertext())
    png = tmp_path / "n.png"
    assert kor("namnd", "2024", "--diagram", str(png)).exit_code == 0
    assert Image.open(png).size[0] > 1000
    assert "Nämndens statistik 2024" in kor("namnd").output


@pytest.mark.krav("K16.3", sort="avslag")
def test_a_file_never_has_small_numbers_and_an_anordnare_no_statistics(
    spelat: Callable[[str], str], tmp_path: Path
) -> None:
    svar = kor("namnd", "2024", "--internt", "--csv", str(tmp_path / "n.csv"))
    assert (svar.exit_code, (tmp_path / "n.csv").exists()) == (1, False)
    assert svar.output == "Fel: internt: en fil kan lämnas vidare; små tal skrivs inte i den (K16.3, §1.1)\n"
    assert kor("namnd", "2024", "--diagram", "x.jpg").exit_code == 1
    assert "kommunens handläggare" in kor("namnd", "2024", som="anordnare:h1@Anordnare A").output


def test_the_budget_is_entered_by_an_ekonom_and_stands_beside_the_cost(spelat: Callable[[str], str]) -> None:
    assert "budgeten för ekonomen in" in kor("budget", "2024", "AMI", "100,50", "--beslut", "b").output
    assert kor("budget", "2024", "AMI", "100,50", "--beslut", "NAF 2023/9", som=EKONOM).exit_code == 0
    tabellerna = {t["namn"]: t for t in json.loads(kor("namnd", "2024", "--json").output)["tabeller"]}
    ami = tabellerna["budget"]["rader"][1]
    assert (ami[:2], ami[-1].startswith("NAF 2023/9, införd ")) == (["AMI", "100,50\u00a0kr"], True)


def grupp(insats_: str, malgrupp: str, antal: int) -> Namndgrupp:
    return Namndgrupp(insats_, malgrupp, True, False, False, None, None, None, None, None, antal, 0)  # type: ignore[arg-type]


def statistik(*grupper: Namndgrupp) -> Namndstatistik:
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    return rakna(period, 5, insatser=grupper, kostnader=(), bevakningar=())


def test_the_row_and_the_column_of_a_small_number_do_not_give_it_away_in_any_table() -> None:
    s = statistik(
        grupp("AMI1", "kaa", 2), grupp("AMI1", "unga_vuxna", 20), grupp("AMI2", "kaa", 30),
        grupp("AMI2", "unga_vuxna", 40), grupp("FAI1", "unga_vuxna", 50),
    )  # fmt: skip
    assert s.antal(Ruta(BEVILJADE, "AMI1", "kaa")) is None
    assert s.antal(Ruta(BEVILJADE)) == 142
    for rutor in ([("AMI1", g) for g in ("kaa", "unga_vuxna")], [(i, "kaa") for i in ("AMI1", "AMI2")]):
        assert [s.antal(Ruta(BEVILJADE, *r)) for r in rutor].count(None) >= 2
    assert b";2;" not in som_csv(s)
    assert all("2" not in rad[1:] for t in tabeller(s) for rad in t.rader)
