"""The mutation tool: a lie reaches the functions that are alive, and a run that was stopped goes on where it was."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.mutation.__main__ import ROT, urval
from benchmarks.mutation.karta import Karta
from benchmarks.mutation.levande import Importen, levande_funktioner
from benchmarks.mutation.mutanter import DOMANEN, Modulen, Mutant
from benchmarks.mutation.protokoll import Protokoll, felmarginal
from benchmarks.mutation.provning import Dom, Provning, Utfall
from domain.grund import pengar
from domain.insats import bevakningsklocka
from domain.kapitel.alla import SLAGEN
from domain.regler import nycklar
from domain.tid import kalender


def mutanter() -> list[Mutant]:
    return [m for m in Modulen(Path(pengar.__file__)).mutanter if m.i_funktion]


def test_every_lie_finds_its_living_function_also_when_the_tests_have_frozen_what_is_here_to_stay() -> None:
    gc.freeze()
    finns = levande_funktioner()
    gc.freeze()
    for m in mutanter():
        assert (byten := m.byten()) is not None
        assert [f for fore, _, _ in byten for f in finns.get(("grund.pengar", fore), ())]
    assert Path(pengar.__file__).is_relative_to(DOMANEN)


def test_a_run_goes_on_with_those_that_have_no_verdict_and_once_more_with_those_that_survived(tmp_path: Path) -> None:
    forsta, andra, *_ = alla = mutanter()
    skriver = Protokoll(tmp_path / "utfall.jsonl")
    skriver.skriv(Utfall(forsta, Dom.DODAD, "ett test"), 2)
    skriver.skriv(Utfall(andra, Dom.OVERLEVDE), 2)
    laser = Protokoll(tmp_path / "utfall.jsonl")
    assert list(laser.odomda(alla)) == alla[2:]
    assert (list(laser.levde(alla)), list(laser.overlevande(alla))) == ([andra], [andra])
    assert laser.dodat["ett test"] == 1
    skriver.skriv(Utfall(andra, Dom.DODAD, "ett test"), 1)
    assert list(Protokoll(tmp_path / "utfall.jsonl").levde(alla)) == []


def test_a_verdict_is_of_the_source_that_it_was_tried_on(tmp_path: Path) -> None:
    fil = tmp_path / "utfall.jsonl"
    alla = mutanter()
    Protokoll(fil).skriv(Utfall(alla[0], Dom.OVERLEVDE), 1)
    fil.write_text(fil.read_text(encoding="utf-8").replace(alla[0].modul.summa, "en annan"), encoding="utf-8")
    assert list(Protokoll(fil).odomda(alla)) == alla


IMPORT = "from decimal import Decimal\nfrom domain.grund.pengar import kronor\n\n"
SEENDE = "def test_kronor():\n    assert kronor(Decimal('1234.50')) == '1\\u00a0234,50\\u00a0kr'\n"
BLINT = "def test_kronor():\n    assert kronor(Decimal('1234.50'))\n"


@pytest.mark.parametrize(("prov", "dom"), [(SEENDE, Dom.DODAD), (BLINT, Dom.OVERLEVDE)])
def test_a_lie_dies_of_a_test_that_sees_it_and_lives_through_one_that_only_passes_by(
    prov: str, dom: Dom, tmp_path: Path
) -> None:
    """The tool was blind once: it tried nothing, everything survived, and it said so as of something tried."""
    fil = tmp_path / "test_planterat.py"
    fil.write_text(IMPORT + prov, encoding="utf-8")
    verktyget = [sys.executable, "-m", "benchmarks.mutation", "grund.pengar", "--tester", str(fil)]
    subprocess.run([*verktyget, "--katalog", str(tmp_path)], cwd=ROT, check=True, capture_output=True)
    domar = map(json.loads, (tmp_path / "utfall.jsonl").read_text(encoding="utf-8").splitlines())
    andra_ord = {m.namn for m in mutanter() if "XX" in m.skillnad()}
    assert {r["dom"] for r in domar if r["mutant"] in andra_ord} == {dom}


I_MINNET = """
from datetime import date
import pytest
from domain.tid.frist import arbetsdagar_fran, dagar_fran, fast_datum
DAG = date(2024, 3, 27)
INSAMLAT = arbetsdagar_fran(DAG, 2)
def test_ur_minnet():
    assert arbetsdagar_fran(DAG, 2).langd == "2 arbetsdagar"
def test_fore():
    assert dagar_fran(DAG, 2)
def test_efter():
    assert dagar_fran(DAG, 2).langd == "2 dagar"
@pytest.fixture(scope="module")
def delat():
    return fast_datum(DAG, DAG)
def test_forst(delat):
    assert delat
def test_sedan(delat):
    assert delat.langd == "fast datum"
"""


def test_no_lie_lives_because_its_answer_was_remembered_from_before_it(tmp_path: Path) -> None:
    """Not from when the tests were collected, from the test before, or from what a file of tests shares."""
    fil = tmp_path / "test_planterat.py"
    fil.write_text(I_MINNET, encoding="utf-8")
    verktyget = [sys.executable, "-m", "benchmarks.mutation", "tid.frist", "--tester", str(fil)]
    subprocess.run([*verktyget, "--katalog", str(tmp_path)], cwd=ROT, check=True, capture_output=True)
    domar = {r["mutant"]: r for r in map(json.loads, (tmp_path / "utfall.jsonl").read_text("utf-8").splitlines())}
    modulen = Modulen(DOMANEN / "tid" / "frist.py")
    for ord_, prov in (("arbetsdagar", "ur_minnet"), ("dagar", "efter"), ("fast datum", "sedan")):
        egna = [m.namn for m in modulen.mutanter if m.i_funktion and f"XX{ord_}XX" in m.skillnad()]
        assert egna
        assert [domar[n]["prov"].rpartition("test_")[2] for n in egna] == [prov] * len(egna)


def test_two_shares_have_no_lie_in_common_and_together_they_are_the_greater() -> None:
    modulen = ["grund.pengar", "tid.period"]
    granser = ((0, 0.4), (0.4, 0.8), (0, 0.8))
    delar = [{m.namn for m in urval(modulen, hogst, False, lagst)} for lagst, hogst in granser]
    assert delar[0] and delar[1] and delar[0].isdisjoint(delar[1])
    assert delar[0] | delar[1] == delar[2]
    assert {m.namn for m in urval(["grund.pengar"], 1, False)} == {m.namn for m in mutanter()}


def test_the_score_of_all_lies_within_a_margin_that_is_narrower_the_more_was_tried() -> None:
    assert felmarginal(95, 100, 0) == "88.8–97.8 %"  # Wilson's, as tables of it have it
    assert felmarginal(0, 0, 0.1) == "–"
    assert felmarginal(95, 100, 0.9) == "93.5–96.2 %"
    assert felmarginal(100, 100, 0.1).endswith("–100.0 %")


def test_a_lie_reaches_a_function_inside_another_that_was_made_when_all_was_imported() -> None:
    finns = levande_funktioner()
    gc.freeze()
    inre = [
        fore
        for m in Modulen(Path(bevakningsklocka.__file__)).mutanter
        if m.i_funktion
        for fore, _, inne in m.byten() or ()
        if inne and finns.get(("insats.bevakningsklocka", fore))
    ]
    assert {f.co_name for f in inre} >= {"brev_passerad", "mening_upphord", "<lambda>"}


def test_a_lie_in_what_only_the_import_runs_is_judged_by_nobody() -> None:
    importen = Importen()
    bevakningsklocka.kapitel(SLAGEN)
    importen.klar()
    modul, kod = "insats.bevakningsklocka", bevakningsklocka.kapitel.__code__
    assert importen.ensam(modul, kod, Karta((), {}))
    rader = {rad: frozenset({0}) for *_, rad in kod.co_lines() if rad}
    assert not importen.ensam(modul, kod, Karta((0.1,), {modul: rader}))
    assert not importen.ensam(modul, bevakningsklocka.kom_aldrig.__code__, Karta((), {}))


def test_nor_is_one_in_what_such_a_function_makes_and_runs_by_itself_unless_that_lives_on(tmp_path: Path) -> None:
    """The keys of the rules are listed by expressions inside a function that the import runs."""
    provning = Provning((), lambda _: None, tmp_path)
    provning._importen = importen = Importen()
    list(nycklar._nycklar())
    importen.klar()
    provning._karta, provning._funktioner = Karta((), {}), {}
    modulen = Modulen(Path(nycklar.__file__))
    raden = modulen.kalla.partition("_timmar")[0].count("\n") + 1
    inre = [b for m in modulen.mutanter if m.rader[0] == raden and len(b := m.byten() or ()) > 1]
    assert inre and all(provning._kommer_for_sent("regler.nycklar", b) for b in inre)
    assert not provning._kommer_for_sent("regler.nycklar", ())
    provning._funktioner = {("regler.nycklar", inre[0][1][0]): [nycklar._nycklar]}
    assert not provning._kommer_for_sent("regler.nycklar", inre[0])


def test_so_is_a_lie_in_a_walk_inside_it_but_not_one_in_a_function_that_it_made(tmp_path: Path) -> None:
    importen = Importen()
    bevakningsklocka.kapitel(SLAGEN)
    kalender._helgdagsnamn()
    importen.klar()
    provning = Provning([], lambda _: None, tmp_path)
    provning._importen, provning._karta, provning._funktioner = importen, Karta((), {}), levande_funktioner()
    gc.freeze()

    def for_sent(modul: ModuleType, rad: str) -> set[bool]:
        fil = Path(str(modul.__file__))
        pa = fil.read_text(encoding="utf-8").splitlines().index(rad) + 1
        mutanter_ = [m for m in Modulen(fil).mutanter if m.rader == (pa, pa)]
        return {provning._kommer_for_sent(m.modul.namn, b) for m in mutanter_ if (b := m.byten())}

    walk = '        delar = (t if t.startswith(_EGENNAMN) else t[0].lower() + t[1:] for t in text.split("; "))'
    assert for_sent(kalender, walk) == {True}
    assert for_sent(bevakningsklocka, "        if slag.aviseras:") <= {False}
    assert for_sent(bevakningsklocka, "            namn = slag.benamning(h.avser)") == {False}
