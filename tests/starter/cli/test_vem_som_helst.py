"""No write without a named actor who may: every command says who is speaking, or writes nothing (K3.4)."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from domain.grund.parter import Roll
from starter.cli.alla import insats
from tests.starter.cli.register.registerrad import data, fel, kor, mot_databasen, ut

AL, SS = "arbetsledare:al1", "systemspecialist:ss1"

SKRIVER_INGET = {
    "anordnare lista", "anordnare visa", "forvalslista", "hanvisningar", "jamfor", "kommandon", "provkor", "regelverk",
}  # fmt: skip
"""Commands that only read what is public, or nothing at all."""
OPERATORENS = {
    "bygge", "demo", "forsta-administrator", "kodek", "kontrollera", "logga-in", "logga-ut", "migrera",
    "nyckel lista", "nyckel ny", "scheman", "sessioner", "sokattribut", "upp", "vem",
}  # fmt: skip
"""What is done on the machine itself, before or beside it, and the log-in. ``kontrollera --stada`` asks who."""


def kommandon(grupp: click.Group, vag: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    i = click.Context(grupp)
    for namn in grupp.list_commands(i):
        kommando = grupp.get_command(i, namn)
        assert kommando is not None, namn
        if isinstance(kommando, click.Group) and kommando.commands:
            yield from kommandon(kommando, (*vag, namn))
        else:
            yield " ".join((*vag, namn)), kommando


@pytest.fixture(autouse=True)
def databasen(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    mot_databasen(monkeypatch, database_url, tmp_path)


@pytest.mark.krav("K3.4", sort="avslag")
def test_every_command_that_writes_asks_who_it_is() -> None:
    utan = {
        namn for namn, k in kommandon(insats)
        if not isinstance(k, click.Group) and not any(p.name == "som" for p in k.params)
    }  # fmt: skip
    assert utan == {namn for namn in utan if namn in SKRIVER_INGET | OPERATORENS}


@pytest.mark.krav("K3.4", "K1.1", sort="avslag")
@pytest.mark.parametrize(
    "argument",
    [
        ["anordnare", "lagg-till", "B"],
        ["anordnare", "andra", "A", "--telefon", "08-123 45 67"],
        ["anordnare", "auktorisera", "A", "FAI", "--fran", "2024-01-01"],
        ["anordnare", "ratta-auktorisation", "A", "AMI", "2024-01-01", "--stryk", "--motivering", "x"],
        ["anordnare", "importera", "finns-inte.csv"],
        ["anordnare", "importera-auktorisationer", "finns-inte.csv"],
        ["adress", "arbetsledare", "chefen@example.se"],
        ["adress", "arbetsledare", "--ta-bort"],
        ["adress"],
        ["karriarvagledare", "lista"],
        ["laga", "in-1"],
        ["ajourhall"],
        ["kontrollera", "--stada"],
    ],
    ids=" ".join,
)
def test_nothing_is_done_for_nobody_nor_for_one_who_may_not(argument: list[str]) -> None:
    ut("anordnare", "lagg-till", "A", "--som", AL)
    ut("anordnare", "auktorisera", "A", "AMI", "--fran", "2024-01-01", "--som", AL)
    ut("adress", "arbetsledare", "al@example.se", "--som", AL)

    def allt() -> tuple[object, ...]:
        anordnare = data("anordnare", "visa", "A", "--historik"), data("anordnare", "lista")
        return *anordnare, data("adress", "--som", AL)

    fore = allt()
    svar = kor(*argument)
    assert (svar.exit_code, len(svar.stderr.splitlines())) == (2, 1)
    assert "--som" in svar.stderr
    for som in ("kund:k1", "anordnare:h1@Annan"):
        assert "som: " in fel(*argument, "--som", som)
    assert allt() == fore


@pytest.mark.krav("K3.4")
def test_an_anordnare_says_where_its_own_notices_go_and_nobody_elses() -> None:
    ut("anordnare", "lagg-till", "A", "--som", AL)
    egen = "anordnare:h1@A"
    assert "skickas till h@a.se" in ut("adress", "anordnare", "h@a.se", "--part", "A", "--som", egen)
    for argument in (["--part", "B"], []):
        assert "det här gör" in fel("adress", "anordnare", "h@a.se", *argument, "--som", egen)
    assert "det här gör" in fel("adress", "arbetsledare", "h@a.se", "--som", egen)
    assert {(a["roll"], a["part"]) for a in data("adress", "--som", SS)} == {(str(Roll.ANORDNARE), "A")}
