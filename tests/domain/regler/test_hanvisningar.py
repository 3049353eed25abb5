"""Where to refer what lies outside the commission: the table that is shipped, and how it is searched (K4.4)."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from domain.register.hanvisning import Hanvisning, skapa_hanvisningar, sok
from domain.regler.varde import FelIRegelverk
from regelverk import las_hanvisningar, las_utgavor
from starter.cli.alla import insats

pytestmark = pytest.mark.krav("K4.4")

RAD = {"fraga": "Boende", "till": "KV", "paragraf": "§4.1", "krav": "K4.4", "status": "faststalld"}


@pytest.fixture(scope="module")
def alla() -> tuple[Hanvisning, ...]:
    return skapa_hanvisningar(*las_hanvisningar())


@pytest.mark.parametrize(
    ("fraga", "till"),
    [
        ("etableringsstöd", "karriärvägledare"),
        ("kontakter med myndigheter", "Statens servicecenter"),
        ("service från kommunen", "receptionen i Nacka stadshus"),
        ("vårdkontakter", "karriärvägledare"),
        ("somaliska", "språklinjerna"),
        ("somaliska", "telefontolk hos Statens servicecenter"),
        ("annat språk", "handläggare på Arbetsförmedlingen"),
        ("boende", "karriärvägledare"),
        ("bosökarstöd", "karriärvägledare"),
        ("ekonomiskt bistånd", "ansvarig socialsekreterare"),
        ("skulder", "skuldrådgivning"),
        ("vräkning", "vräkningsförebyggande"),
        ("missbruk", "riskbruk och missbruk"),
        ("psykos", "riskbruk och missbruk"),
        ("andra insatser", "karriärvägledare"),
        ("oklarheter", "karriärvägledare"),
    ],
)
def test_every_question_of_the_section_goes_where_it_says(alla: tuple[Hanvisning, ...], fraga: str, till: str) -> None:
    forsta = sok(alla, fraga)[0]
    assert till.casefold() in forsta.till.casefold()
    assert (forsta.paragraf, forsta.krav) == ("§4.1", "K4.4")


def test_the_addresses_are_those_that_the_routine_prints(alla: tuple[Hanvisning, ...]) -> None:
    assert {h.fraga: h.lank for h in alla if h.lank} == {
        "Budget och skulder": "https://www.nacka.se/omsorg-stod/budget-och-skuldradgivning/behover-du-budget-och-skuldradgivning/",
        "Risk för vräkning": "https://www.nacka.se/omsorg-stod/budget-och-skuldradgivning/vrakningsforebyggande/",
        "Missbruk och psykos": "https://www.nacka.se/omsorg-stod/riskbruk-och-missbruk/vill-du-soka-hjalp/",
    }


@pytest.mark.parametrize("sokt", ["vård", "VÅRD", "vard", "vårdk", "lakare", "Psykiatri", " vard  lakare "])
def test_a_part_of_a_word_finds_it_whatever_its_case_and_dots(alla: tuple[Hanvisning, ...], sokt: str) -> None:
    assert "Vårdkontakter" in [h.fraga for h in sok(alla, sokt)]


def test_all_words_must_be_there_and_no_words_find_all(alla: tuple[Hanvisning, ...]) -> None:
    assert [h.fraga for h in sok(alla, "bostad hyresskuld")] == ["Risk för vräkning"]
    assert sok(alla, "bostad kryptovaluta") == []
    assert sok(alla, " ") == list(alla)


def test_what_has_the_word_in_its_question_comes_first() -> None:
    rader = [RAD | {"fraga": "A", "sokord": ["hyra"]}, RAD | {"fraga": "Hyra"}, RAD | {"fraga": "B", "hur": "hyra"}]
    assert [h.fraga for h in sok(skapa_hanvisningar("f", {"hanvisning": rader}), "hyra")] == ["Hyra", "A", "B"]


@pytest.mark.parametrize("sokt", ["xx", "boendekv", "kvhyra"])
def test_nothing_is_found_that_is_not_written(sokt: str) -> None:
    assert sok(skapa_hanvisningar("f", {"hanvisning": [RAD | {"sokord": ["hyra"]}]}), sokt) == []


@pytest.mark.parametrize(
    ("innehall", "vantat"),
    [
        ({}, "f: [[hanvisning]]: filen ska ha hänvisningar och inget annat"),
        ({"hanvisning": []}, "filen ska ha hänvisningar"),
        ({"hanvisning": "x"}, "filen ska ha hänvisningar"),
        ({"hanvisning": [RAD], "annat": 1}, "inget annat"),
        ({"hanvisning": [RAD, RAD | {"till": ""}]}, "f: hänvisning nr 2: till: får inte vara tomt"),
        ({"hanvisning": [{k: v for k, v in RAD.items() if k != "krav"}]}, "hänvisning nr 1: krav: fältet saknas"),
        ({"hanvisning": [RAD | {"hittapa": "x"}]}, "hänvisning nr 1: hittapa: "),
        ({"hanvisning": [RAD | {"status": "kanske"}]}, "hänvisning nr 1: status: ska vara någon av"),
        ({"hanvisning": [RAD | {"lank": "http://a.example"}]}, "hänvisning nr 1: lank: har fel form"),
        ({"hanvisning": [RAD | {"paragraf": "4.1"}]}, "hänvisning nr 1: paragraf: har fel form"),
        ({"hanvisning": ["x"]}, "hänvisning nr 1"),
        ({"hanvisning": [RAD | {"sokord": ["a", ""]}]}, "hänvisning nr 1: sokord.1: får inte vara tomt"),
        ({"hanvisning": [RAD, RAD]}, "f: hänvisning nr 2: frågan står redan på en tidigare rad"),
    ],
)
def test_a_faulty_table_is_refused_by_file_and_row(innehall: dict[str, Any], vantat: str) -> None:
    with pytest.raises(FelIRegelverk) as fel:
        skapa_hanvisningar("f", innehall)
    assert vantat in str(fel.value)


def test_the_table_is_no_edition_and_another_folder_may_have_its_own(tmp_path: Path) -> None:
    assert all("hanvisning" not in namn for namn in las_utgavor())
    assert las_hanvisningar(tmp_path) == las_hanvisningar()
    (tmp_path / "tabeller").mkdir()
    (tmp_path / "tabeller" / "hanvisningar.toml").write_text("hanvisning = []", encoding="utf-8")
    assert las_hanvisningar(tmp_path)[1] == {"hanvisning": []}


def test_staff_search_it_at_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGELVERK_KATALOG", raising=False)

    def kor(*argument: str) -> str:
        svar = CliRunner().invoke(insats, ["hanvisningar", *argument])
        assert svar.exit_code == 0, svar.stderr
        return svar.stdout

    assert "receptionen i nacka stadshus" in kor("stadshus").casefold()
    assert "vrakningsforebyggande/" in kor("vräkt")
    assert "Ingen hänvisning om ”kryptovaluta”" in kor("kryptovaluta")
    assert json.loads(kor("kryptovaluta", "--json")) == []
    (rad,) = json.loads(kor("bistånd", "--json"))
    assert (rad["till"], rad["paragraf"]) == ("Ansvarig socialsekreterare på ekonomiskt bistånd", "§4.1")
