"""The krav matrix holds: every krav of a case is proved, nothing names a krav that is not, and the page is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.huset import kravmatris
from tests.huset.kravmatris import okanda, okanda_sorter, sida, utan_prov
from tests.huset.kravspar import Krav, Spar, alla_krav, namnda, provningar, samla


@pytest.fixture(scope="module")
def spar() -> dict[str, Spar]:
    return samla()


def test_every_krav_that_concerns_a_case_has_a_test_or_a_case(spar: dict[str, Spar]) -> None:
    assert utan_prov(spar) == []


def test_no_test_case_parameter_or_module_names_a_krav_that_does_not_exist(spar: dict[str, Spar]) -> None:
    assert okanda(spar) == {}


def test_no_mark_says_a_kind_of_test_that_there_is_none_of(spar: dict[str, Spar]) -> None:
    assert okanda_sorter(spar) == []


def test_every_krav_that_is_carried_out_is_named_by_the_code_that_does_it(spar: dict[str, Spar]) -> None:
    # K2.4 is that nothing is done; K5.2 and K5.4 are parts of the decision of K5.3, see docs/krav.md
    utan = {k for k, v in alla_krav().items() if not v.ej_automatiserat and k not in {"K2.4", "K3.2", "K5.2", "K5.4"}}
    assert {k for k in utan if not spar.get(k, Spar()).kod} == set()


def test_the_page_is_current(spar: dict[str, Spar]) -> None:
    assert kravmatris.DOKUMENT.read_text(encoding="utf-8") == sida(spar), "kör python -m tests.huset.kravmatris"


# the matrix itself can find what is wrong


def test_a_krav_without_a_test_is_found_unless_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    krav = {"K1.1": Krav("K1.1", "a"), "K1.2": Krav("K1.2", "b", ej_automatiserat="ett register")}
    monkeypatch.setattr(kravmatris, "alla_krav", lambda: krav)
    assert utan_prov({}) == ["K1.1"]
    assert utan_prov({"K1.1": Spar(fall=["tests/fall/x.yaml"])}) == []


def test_a_mark_for_a_krav_that_does_not_exist_is_found() -> None:
    assert okanda({"K99.1": Spar(fall=["tests/fall/x.yaml"]), "K7.3": Spar()}) == {"K99.1": ["tests/fall/x.yaml"]}


def test_the_kind_of_a_test_is_read_from_its_mark_its_body_or_its_name(tmp_path: Path) -> None:
    fil = tmp_path / "test_x.py"
    fil.write_text(
        "import pytest\n"
        "pytestmark = pytest.mark.krav('K1.1')\n"
        "@pytest.mark.krav('K7.3', sort='gräns')\n"
        "def test_a(): pass\n"
        "@pytest.mark.krav('K7.3', 'K7.4')\n"
        "async def test_b(): fall.avvisas('K7.3', sagt)\n"
        "class TestC:\n"
        "    @pytest.mark.krav('K7.3')\n"
        "    def test_the_frist_is_met_until_midnight(self): pass\n"
        "def hjalp(): pass\n",
        encoding="utf-8",
    )
    funna = [(p.namn, p.krav, p.sort) for p in provningar(fil, tmp_path) if p.krav != "K1.1"]
    assert funna == [
        ("test_a", "K7.3", "gräns"),
        ("test_b", "K7.3", "avslag"),
        ("test_b", "K7.4", "avslag"),
        ("test_the_frist_is_met_until_midnight", "K7.3", "gräns"),
    ]
    assert [p.namn for p in provningar(fil, tmp_path) if p.krav == "K1.1"] == [
        "test_a",
        "test_b",
        "test_the_frist_is_met_until_midnight",
    ]


def test_a_krav_is_named_in_words_or_by_a_constant_of_the_module_and_never_passed_by(tmp_path: Path) -> None:
    fil = tmp_path / "test_x.py"
    fil.write_text('import pytest\nREGEL = "K3.1"\n@pytest.mark.krav(REGEL)\ndef test_a(): pass\n', encoding="utf-8")
    assert [(p.namn, p.krav) for p in provningar(fil, tmp_path)] == [("test_a", "K3.1")]
    fil.write_text("import pytest\n@pytest.mark.krav(lika())\ndef test_a(): pass\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"test_x.py: lika\(\) säger inte"):
        list(provningar(fil, tmp_path))


def test_a_span_of_krav_names_all_of_it() -> None:
    assert namnda("certificates (K10.1–K10.4, K10.7)") == {"K10.1", "K10.2", "K10.3", "K10.4", "K10.7"}
