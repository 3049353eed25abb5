"""The mutation tool: a lie reaches the functions that are alive, and a run that was stopped goes on where it was."""

from __future__ import annotations

import gc
from pathlib import Path

from benchmarks.mutation.mutanter import DOMANEN, Modulen, Mutant
from benchmarks.mutation.protokoll import Protokoll
from benchmarks.mutation.provning import Dom, Utfall, levande_funktioner
from domain.grund import pengar


def mutanter() -> list[Mutant]:
    return [m for m in Modulen(Path(pengar.__file__)).mutanter if m.i_funktion]


def test_every_lie_finds_its_living_function_also_when_the_tests_have_frozen_what_is_here_to_stay() -> None:
    gc.freeze()
    finns = levande_funktioner()
    gc.freeze()
    for m in mutanter():
        assert (byten := m.byten()) is not None
        assert [f for fore, _ in byten for f in finns.get(("grund.pengar", fore), ())]
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
