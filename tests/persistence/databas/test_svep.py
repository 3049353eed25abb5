"""Several statements in one go: as they are one by one, whole or not at all, under the same limits."""

import time
from datetime import date

import pytest
from sqlalchemy import Boolean, Engine, bindparam, case, column, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import JSONB

from persistence.databas.motor import DatabasBorta, DatabasFel, transaktion
from persistence.databas.svep import Tvekan, svep
from persistence.tabeller.grund import dokument, fil

_NYTT = insert(dokument)
_ALLA = select(dokument.c.id, dokument.c.innehall).order_by(dokument.c.id)
_BYT = (
    update(dokument).where(dokument.c.id == bindparam("b_id")).values(slag=bindparam("slag")).returning(dokument.c.slag)
)
_MED_EGNA = select(
    case((~bindparam("b_ja", type_=Boolean), "nej"), else_="ja"),
    func.jsonb_array_length(bindparam("b_rader", type_=JSONB)),
)


def rad(id_: str, **mer: object) -> dict[str, object]:
    return {"id": id_, "arende": "in-1", "slag": "text", "av": "kund:k1", "innehall": {"text": "å"}} | mer


def skrivna(motor: Engine) -> list[str]:
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(select(dokument.c.id).order_by(dokument.c.id)).scalars())


def test_each_is_answered_in_its_turn_and_sees_what_came_before_it(motor: Engine) -> None:
    with transaktion(motor) as forbindelse:
        svar = svep(
            forbindelse,
            [
                (_NYTT, rad("d1")),
                (_NYTT, [rad("d2"), rad("d3", innehall={"text": None, "tal": [1, 2]})]),
                (_BYT, {"b_id": "d2", "slag": "annat"}),
                (_BYT, {"b_id": "finns inte", "slag": "annat"}),
                (_ALLA, {}),
                (_MED_EGNA, {"b_ja": True, "b_rader": [1, 2, 3]}),
            ],
        )
    assert svar[2:4] == [[("annat",)], []]
    assert svar[4] == [("d1", {"text": "å"}), ("d2", {"text": "å"}), ("d3", {"text": None, "tal": [1, 2]})]
    assert svar[5] == [("ja", 3)]
    assert skrivna(motor) == ["d1", "d2", "d3"]


def test_what_is_refused_leaves_nothing_and_the_connection_is_as_good_as_before(motor: Engine) -> None:
    for fel in (rad("d1"), rad("d2", innehall=None, av=None), rad("d3", slag="x" * 3 + "\0")):
        with pytest.raises(Tvekan), transaktion(motor) as forbindelse:
            svep(forbindelse, [(_NYTT, rad("d1")), (_NYTT, fel), (_NYTT, rad("d9"))])
        assert skrivna(motor) == []
    with transaktion(motor) as forbindelse:
        assert svep(forbindelse, [(_NYTT, rad("d1")), (_ALLA, {})])[1] == [("d1", {"text": "å"})]


def test_another_error_is_told_as_it_is_of_a_statement_by_itself_and_repeats_nothing(motor: Engine) -> None:
    fel = select(column("hemligheten")).select_from(fil)
    with pytest.raises(DatabasFel, match="UndefinedColumn") as sagt, transaktion(motor) as forbindelse:
        svep(forbindelse, [(_NYTT, rad("d1")), (fel, {})])
    assert "hemlig" not in str(sagt.value) and not isinstance(sagt.value, DatabasBorta)
    assert skrivna(motor) == []


def test_a_lock_that_somebody_holds_is_waited_for_no_longer_than_else(motor: Engine) -> None:
    with transaktion(motor) as forbindelse:
        svep(forbindelse, [(_NYTT, rad("d1"))])
    with transaktion(motor) as annan:
        annan.execute(_BYT, {"b_id": "d1", "slag": "annat"})
        borjan = time.monotonic()
        with pytest.raises(DatabasFel, match="LockNotAvailable"), transaktion(motor) as forbindelse:
            forbindelse.execute(text("SET LOCAL lock_timeout = 200"))
            svep(forbindelse, [(_BYT, {"b_id": "d1", "slag": "tredje"}), (_ALLA, {})])
        assert time.monotonic() - borjan < 5


def test_a_connection_that_is_cut_off_is_no_answer_and_the_next_is_another(motor: Engine) -> None:
    with pytest.raises(DatabasBorta), transaktion(motor) as forbindelse, transaktion(motor) as annan:
        jag = forbindelse.execute(text("SELECT pg_backend_pid()")).scalar()
        assert annan.execute(text("SELECT pg_terminate_backend(:jag, 5000)"), {"jag": jag}).scalar()
        svep(forbindelse, [(_NYTT, rad("d1")), (_ALLA, {})])
    assert skrivna(motor) == []
    with transaktion(motor) as forbindelse:
        assert svep(forbindelse, [(select(func.make_date(2024, 3, 1)), {})]) == [[(date(2024, 3, 1),)]]
