"""Decided values at the command line, and rules on disk that say otherwise (K16.5)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from starter.cli.alla import insats

SOM = ("--som", "ekonom:e1")
_RAD = (
    "INSERT INTO process (id, slag, status, rubrik, data, oppen, nr, senast) VALUES ('utgava-1', 'regelutgava', "
    "'galler', 'x', '{}', false, 1, now())",
    "INSERT INTO beslutat_varde (process, utgava, beslut, nyckel, fran, till, varde) VALUES ('utgava-1', '2025', "
    "'NAF 2024/131', 'checkbelopp.AMI', '2025-01-01', '2025-12-31', '\"4000.00\"')",
)
_FIL = """
[regelverk]
utgava = "2025-fil"
fran = 2025-01-01
kalla = "x"

[[parameter]]
nyckel = "checkbelopp.AMI"
varde = "{varde}"
enhet = "kr per månad"
paragraf = "§14.1"
krav = "K14.1"
fran = 2025-01-01
till = 2025-12-31
status = "faststalld"
text = "Checkbelopp."
"""


def kor(*ord_: str) -> Result:
    return CliRunner().invoke(insats, ord_)


@pytest.fixture
def beslutat(motor: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("REGELVERK_KATALOG", raising=False)
    with motor.begin() as c:
        for sats in _RAD:
            c.execute(text(sats))


def katalog(till: Path, varde: str) -> str:
    grund = Path(__file__).parents[4] / "regelverk" / "2024.toml"
    (till / "2024.toml").write_text(grund.read_text(encoding="utf-8"), encoding="utf-8")
    (till / "2025.toml").write_text(_FIL.format(varde=varde), encoding="utf-8")
    return str(till)


@pytest.mark.krav("K16.5")
def test_the_rules_are_shown_with_what_is_decided(beslutat: None) -> None:
    (rad,) = json.loads(kor("regelverk", "--sok", "checkbelopp.AMI", "--json").output)
    assert rad["utgavor"] == ["2024", "2025"]
    assert [v["varde"] for v in rad["varden"]] == ["3876.00", "4000.00"]


@pytest.mark.krav("K16.5", sort="avslag")
def test_a_file_that_differs_is_refused_in_one_line_and_one_that_is_the_same_is_not(
    beslutat: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGELVERK_KATALOG", katalog(tmp_path, "4000.00"))
    assert kor("regelverk", "--json").exit_code == 0
    katalog(tmp_path, "4100.00")
    svar = kor("regelverk", "--json")
    assert svar.exit_code == 1
    assert svar.output == (
        "Fel: filerna med utgåva 2024, 2025-fil: checkbelopp.AMI: 4100.00 2025-01-01–2025-12-31 skiljer sig från det "
        "som gäller, 4000.00 2025-01-01–2025-12-31 genom beslutet NAF 2024/131 (utgåva 2025)\n"
    )


@pytest.mark.krav("K16.5")
@pytest.mark.parametrize(
    ("val", "skal"),
    [
        (("--ami", "x"), "ami: ska vara ett tal"),
        (("--ami", "-1"), "ami: ska vara minst 0"),
        (("--ami", "1.005"), "ami: får ha högst 2 decimaler"),
        (("--ami", "1", "--beslut", "19850505-1234"), "beslut: får inte vara ett personnummer"),
    ],
)
def test_bad_input_is_one_line(beslutat: None, val: tuple[str, ...], skal: str) -> None:
    falt = {"--utgava": "2026", "--beslut": "d1", "--fran": str(date(2026, 1, 1))}
    svar = kor("utgava", "checkbelopp", *SOM, *(o for par in falt.items() for o in par), *val)
    assert (svar.exit_code, svar.output.count("\n")) == (1, 1)
    assert skal in svar.output and "19850505" not in svar.output
