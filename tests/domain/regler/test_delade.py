"""Equal rules are one object, whoever reads them; and what differs stays apart."""

from __future__ import annotations

from dataclasses import replace

from pydantic import TypeAdapter

from domain.regler.delade import Delade
from domain.regler.regelverk import Regelverk
from tests.verktyg.spel import Spel, regelverket

typ = TypeAdapter(Regelverk)


def test_rules_that_are_read_anew_are_the_same_object() -> None:
    text = typ.dump_json(regelverket())
    assert typ.validate_json(text) is typ.validate_json(text)
    assert typ.validate_json(text) == regelverket()


def test_rules_with_another_value_are_others() -> None:
    sista = regelverket().parametrar[-1]
    andra = typ.validate_json(typ.dump_json(regelverket().med_parametrar([replace(sista, text="En annan.")])))
    assert andra != regelverket()
    assert andra.parameter(sista.nyckel).text == "En annan."
    assert typ.validate_json(typ.dump_json(regelverket())) == regelverket()


def test_cases_that_are_given_new_rules_share_them() -> None:
    ett, ett_till = (Spel.pagaende().insats.regelverk for _ in range(2))
    ny = replace(ett.parametrar[0], text="Ny lydelse.")
    assert ett.rattat([ny], "2099") is ett_till.rattat([ny], "2099")


def test_no_more_are_held_than_may_be() -> None:
    delade: Delade[tuple[int, ...]] = Delade(len, 2)
    ett, tva, tre = (1,), (2,), (3,)
    assert [delade(v) for v in (ett, tva, tre)] == [ett, tva, tre]
    lika, lik = (tuple(v) for v in ([1], [3]))
    assert delade(lika) is ett
    assert delade(lik) is lik, "a third of its sort is left as it is"
    delade((1, 2))
    delade((1, 2, 3))  # a third sort: begun anew
    assert len(delade._kanda) == 1
