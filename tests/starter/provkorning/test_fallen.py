"""Every case in tests/fall holds, by the rules alone and by the real service, and both tell the same story."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.insats.kapitel import Foljd
from domain.liv.rutin import HANDELSER, KAPITEL, mening
from domain.skeende.journal import KommandoAvvisat
from starter.provkorning import jamforelse, ren, temporal
from starter.provkorning.fil import las_provfil
from starter.provkorning.provdatabas import Provserver
from starter.provkorning.utdata import som_text, utdata
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.huset.platser import FALL
from tests.starter.provkorning.fallen import FALLEN, last, regelverket, spelat

PASK = FALL / "pask_2024.yaml"
UTFALL = {"uppfylld", "sen", "oppen", "forsenad", "avskriven", "upphord"}


@pytest.fixture(scope="module")
def server(postgres: EmbeddedPostgres) -> Iterator[Provserver]:
    server = Provserver(postgres.url())
    yield server
    server.stang()


class Spelare:
    """Plays cases by the real service, several at a time: each has a server of its own, and mostly waits for it."""

    def __init__(self, server: Provserver, pool: ThreadPoolExecutor) -> None:
        self._server, self._pool = server, pool
        self._pagar: dict[Path, Future[str]] = {}

    def utfall(self, fil: Path) -> str:
        """What a case came to; those that stand after it are begun meanwhile."""
        # Tests that are shared out among several processes come in no such order.
        framat = 1 if "PYTEST_XDIST_WORKER" in os.environ else 6
        for nasta in FALLEN[FALLEN.index(fil) :][:framat]:
            if nasta not in self._pagar:
                self._pagar[nasta] = self._pool.submit(self._spela, nasta)
        return self._pagar[fil].result()

    def _spela(self, fil: Path) -> str:
        with self._server.databas() as motor:
            return som_text(asyncio.run(temporal.spela(last(fil), motor, regelverket())))


@pytest.fixture(scope="module")
def spelare(server: Provserver) -> Iterator[Spelare]:
    with ThreadPoolExecutor(4) as pool:
        yield Spelare(server, pool)
        pool.shutdown(cancel_futures=True)


ETT_FALL = pytest.mark.parametrize("fil", FALLEN, ids=lambda fil: fil.stem)


@ETT_FALL
def test_the_case_turns_out_as_its_file_expects(fil: Path) -> None:
    assert jamforelse.jamfor(last(fil), spelat(fil)) == []


@ETT_FALL
def test_the_real_service_tells_the_same_story_to_the_letter(fil: Path, spelare: Spelare) -> None:
    assert spelare.utfall(fil) == som_text(spelat(fil))


@ETT_FALL
def test_the_output_is_plain_values_without_what_differs_from_run_to_run(fil: Path) -> None:
    b = spelat(fil)
    ut = json.loads(som_text(b))
    assert ut == utdata(b)
    assert set(ut) == {"insats", "handelser", "bevakningar", "meddelanden", "utbetalningar", "avvisade"}
    assert [h["nr"] for h in ut["handelser"]] == list(range(1, len(ut["handelser"]) + 1))
    assert all(h["tid"].endswith("Z") for h in ut["handelser"])
    assert {b["utfall"] for b in ut["bevakningar"]} <= UTFALL
    assert f'"{ren.ARENDE}' not in som_text(b)
    for rad in ut["utbetalningar"]:
        assert rad["belopp"] is None or len(rad["belopp"].partition(".")[2]) == 2


@ETT_FALL
def test_every_line_has_a_sentence(fil: Path) -> None:
    for post in spelat(fil).poster:
        assert mening(post).text


def test_a_handelse_without_a_sentence_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="mening"):
        Foljd(None)  # type: ignore[call-arg]
    assert {h for k in KAPITEL for h in k.foljder} | {KommandoAvvisat} == set(HANDELSER)


def test_a_row_that_shall_not_be_there_is_told_when_it_is() -> None:
    fall = last(PASK)
    rader = [{"slag": "slutrapport", "saknas": True}, {"slag": "bemanning", "utfall": "uppfylld", "saknas": True}]
    fall = dataclasses.replace(fall, forvanta={"bevakningar": rader})
    (skillnad,) = jamforelse.jamfor(fall, spelat(PASK))
    assert (skillnad.plats, skillnad.vantat) == (
        "bevakningar, rad 2",
        "ingen rad med slag: bemanning, utfall: uppfylld",
    )


def test_there_are_at_least_forty_cases() -> None:
    assert len(FALLEN) >= 40


def test_all_six_insatser_are_rehearsed() -> None:
    insatser = {last(fil).steg[0].data["insats"] for fil in FALLEN}
    assert insatser == {"FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2"}


def test_what_does_not_hold_is_told_with_the_nearest_row() -> None:
    fall = last(PASK)
    fel = {
        "insats": {"status": "slutford"},
        "bevakningar": [{"slag": "bemanning", "frist": "2024-03-29"}, {"slag": "hittepa"}],
        "avvisade": [],
    }
    steg = tuple(dataclasses.replace(s, forvanta="avvisad K6.2") for s in fall.steg[:2])
    fall = dataclasses.replace(fall, steg=(*steg, *fall.steg[2:]), forvanta=fel)
    skillnader = jamforelse.jamfor(fall, ren.spela(fall, regelverket()))
    assert [(s.plats, s.blev) for s in skillnader] == [
        ("aktualisering", "ok"),
        ("steg 1 (bemanna)", "ok"),
        ("insats.status", "pagar"),
        ("bevakningar, rad 1", "närmast: slag: bemanning, frist: 2024-04-02"),
        ("bevakningar, rad 2", "ingen sådan rad"),
    ]


def test_a_refused_aktualisering_leaves_no_case(tmp_path: Path, server: Provserver) -> None:
    fil = tmp_path / "fall.yaml"
    fil.write_text(
        "namn: För gammal\n"
        "aktualisering: {tid: 2024-03-01T09:00, insats: FAI1, anordnare: A, forvanta: avvisad K1.2,\n"
        "  kund: {malgrupp: unga_vuxna, fodelsedatum: 1990-01-01}}\n"
        "till: 2024-04-01\n",
        encoding="utf-8",
    )
    fall = las_provfil(fil)
    b = ren.spela(fall, regelverket())
    assert jamforelse.jamfor(fall, b) == []
    assert utdata(b)["insats"]["status"] is None
    with server.databas() as motor:
        assert som_text(asyncio.run(temporal.spela(fall, motor, regelverket()))) == som_text(b)
