"""The fields of a CSV file are read or refused without being repeated, and the terminal says how it went."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from starter.cli.ram.dorr import Dorr
from starter.cli.ram.gemensamt import som_val
from starter.cli.ram.importera import importkommando
from starter.stod.filer import csvfalt
from tests.starter.stod.filer.saker import SORT


@pytest.mark.parametrize(
    ("las", "bra", "daliga"),
    [
        (csvfalt.datum, {"2024-02-29": date(2024, 2, 29)}, ["2023-02-29", "20240101", "2024-W01-1", "i går"]),
        (csvfalt.heltal(-1, 3), {"-1": -1, "3": 3}, ["-2", "4", "1.0", "٣", "1e1", ""]),
        (csvfalt.nagot_av(["FAI", "AMI"]), {"fai": "FAI", "AMI": "AMI"}, ["ISA"]),
        (csvfalt.ja_nej, {"Ja": True, "nej": False, "1": True}, ["kanske"]),
        (csvfalt.epost, {"a@b.se": "a@b.se"}, ["a@b", "a@b.se,c@d.se", "A <a@b.se>"]),
        (lambda v: str(csvfalt.belopp(v)), {"1 234,50": "1234.50", "7": "7"}, ["1,234", "NaN", "sju", "1e400"]),
    ],
)
def test_fields_are_read_or_refused_without_repeating_them(
    las: Callable[[str], Any], bra: dict[str, Any], daliga: list[str]
) -> None:
    assert {v: las(v) for v in bra} == bra
    for v in daliga:
        with pytest.raises(ValueError) as fel:
            las(v)
        assert not v or v not in str(fel.value)


class TestVidTerminalen:
    @pytest.fixture
    def kor(self, saker: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
        monkeypatch.setenv("DATABASE_URL", saker.url.render_as_string(hide_password=False))
        kommando = importkommando("kunder", lambda _som: SORT, hjalp="Importera saker.", val=som_val)
        dorr = Dorr(commands={"importera": kommando})
        return lambda *arg: CliRunner().invoke(dorr, ["importera", *map(str, arg), "--som", "arbetsledare:al1"])

    def test_what_it_came_to_is_told(self, kor: Callable[..., Any], fil: Callable[..., Path]) -> None:
        f = fil("id;antal\na;1\n")
        assert kor(f, "--torrkor").output.startswith("Provläst, ingenting är sparat: 1 saker lästa, 1 nya")
        assert kor(f).output == "Importerat: 1 saker lästa, 1 nya, 0 ändrade, 0 oförändrade.\n"
        assert json.loads(kor(f, "--json").stdout) == {
            "andrade": 0, "lasta": 1, "nya": 0, "oforandrade": 1, "torrkorning": False,
        }  # fmt: skip

    def test_the_faults_are_a_table_without_values(self, kor: Callable[..., Any], fil: Callable[..., Path]) -> None:
        f = fil("id;antal\n" + "a;hemligt\n" * 25)
        svar = kor(f)
        assert svar.exit_code == 1
        assert "§5.1, K5.1" in svar.stderr and "… och 5 fel till." in svar.stderr
        assert svar.stderr.splitlines()[-1] == "Fel: saker.csv: 25 fel; ingenting är importerat"
        assert "hemligt" not in svar.output
        som_data = json.loads(kor(f, "--json").stdout)
        assert som_data["antal_fel"] == 25
        assert som_data["fel"][0] == {
            "kolumn": "antal", "rad": 2, "regel": "K5.1", "text": "ska vara ett heltal mellan 0 och 99",
        }  # fmt: skip
