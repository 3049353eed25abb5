"""K16.3: what may be told of the year: sums, means and kinds, and what is of so few that it is of somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.kvalitet.namnd import ERSATTA, MAL, SLUT, Kostnad, Namndstatistik, Ruta
from domain.tid.period import Period

pytestmark = pytest.mark.krav("K16.3")

FEM, FYRA = Ruta(MAL, sort="arbete"), Ruta(MAL, sort="studier")
ARET = Namndstatistik(
    period=Period(date(2024, 1, 1), date(2024, 12, 31)),
    minst=5,
    tal={
        FEM: 5, FYRA: 4, Ruta(MAL, sort="dold b"): 1, Ruta(MAL, sort="dold a"): 2, Ruta(MAL, sort="ingen"): 0,
        Ruta(MAL, sort="vanligast"): 9, Ruta(MAL, "AMI2", sort="bara AMI2"): 7,
        Ruta(MAL, malgrupp="kaa", sort="kaa"): 7, Ruta(SLUT, sort="annat"): 8,
    },
    kostnader={
        Ruta(ERSATTA, "AMI2", "kaa"): Kostnad(Decimal("10.50"), Decimal(2)),
        Ruta(ERSATTA, "FAI1"): Kostnad(Decimal(7), Decimal(1)),
    },
    dagar={FEM: 500, FYRA: 400},
    dolda=frozenset({Ruta(MAL, sort="dold a"), Ruta(MAL, sort="dold b"), Ruta(ERSATTA, "FAI1")}),
)  # fmt: skip
INTERNT = replace(ARET, intern=True)


def test_what_insatser_cost_is_told_of_their_cell_whatever_else_is_counted_there_unless_it_is_hidden() -> None:
    assert ARET.kostnad(Ruta(MAL, "AMI2", "kaa", "arbete")) == Kostnad(Decimal("10.50"), Decimal(2))
    assert ARET.kostnad(Ruta(ERSATTA, "AMI2")) == Kostnad(Decimal(), Decimal())
    assert ARET.kostnad(Ruta(SLUT, "FAI1")) is None
    assert INTERNT.kostnad(Ruta(SLUT, "FAI1")) == Kostnad(Decimal(7), Decimal(1))


def test_costs_are_added_each_kind_by_itself() -> None:
    assert Kostnad(Decimal(3), Decimal(1)) + Kostnad(Decimal(4), Decimal(5)) == Kostnad(Decimal(7), Decimal(6))


@pytest.mark.krav("K16.3", sort="gräns")
def test_a_mean_is_told_of_as_many_as_a_number_is_and_inside_the_organisation_of_fewer() -> None:
    assert (ARET.medeltid(FEM), ARET.medeltid(FYRA)) == (100, None)
    assert (INTERNT.medeltid(FEM), INTERNT.medeltid(FYRA)) == (100, 100)
    assert ARET.medeltid(Ruta(MAL, sort="ingen")) is None
    assert ARET.medeltid(Ruta(MAL, sort="vanligast")) == 0  # nobody's days are known
    assert INTERNT.medeltid(Ruta(MAL, sort="dold b")) == 0


def test_kinds_stand_by_how_common_they_are_and_hidden_ones_last_where_their_order_tells_nothing() -> None:
    assert ARET.sorter(MAL) == ["vanligast", "arbete", "studier", "dold a", "dold b"]
    assert replace(ARET, tal={**ARET.tal, Ruta(MAL, sort="dold b"): 3}).sorter(MAL)[-2:] == ["dold a", "dold b"]
    assert ARET.sorter(SLUT) == ["annat"]
