"""The year's incidents: one row each, told in words, and in a file that a spreadsheet opens (K3.1)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.process import skrivning
from persistence.register.anordnare import register
from persistence.register.kund import karriarvagledare
from starter.cli.alla import insats
from tests.verktyg.processpel import Processpel

A = Aktor(Roll.ANORDNARE, "h1", "A")
DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")


def spara(motor: Engine, fall: Processpel) -> None:
    poster = tuple(post_till_json(PERSONUPPGIFTSINCIDENT, p) for p in fall.poster)
    skrivning.skriv(motor, Processbatch(PERSONUPPGIFTSINCIDENT.slag, fall.process, 0, poster, ()))


def incidenten(process: str, upptackt: str, kontakt: str | None, anordnare: str = "A") -> Processpel:
    av = Aktor(Roll.ANORDNARE, "h1", anordnare)
    fakta = {"anordnare": anordnare, "karriarvagledare": "kv1", "beskrivning": "x"}
    fall = Processpel(PERSONUPPGIFTSINCIDENT, process).sag(av, upptackt, "anmal_incident", upptackt=upptackt, **fakta)
    return fall.sag(av, kontakt, "registrera_incidentkontakt", tid=upptackt) if kontakt else fall


@pytest.mark.krav("K3.1")
def test_the_report_tells_how_soon_each_was_told_of(motor: Engine, database_url: str, tmp_path: Path) -> None:
    spara(motor, incidenten("incident-tid", "2024-03-01T08:00", "2024-03-02T08:00"))
    spara(motor, incidenten("incident-sen", "2024-04-01T08:00", "2024-04-05T08:00"))
    spara(motor, incidenten("incident-ingen", "2024-05-01T08:00", None, "B"))
    spara(motor, incidenten("incident-annat-ar", "2025-01-01T00:00", "2025-01-01T08:00"))
    fil = tmp_path / "incidenter.csv"
    svar = CliRunner().invoke(
        insats,
        ["incident", "rapport", "2024", "--som", str(DSS), "--csv", str(fil)],
        env={"DATABASE_URL": database_url},
    )
    assert svar.exit_code == 0, svar.output
    assert "3 incidenter: kontakt inom tiden i 1, för sent i 2" in svar.output
    rader = fil.read_text(encoding="utf-8-sig").splitlines()
    assert rader[1] == "incident-tid;A;;2024-03-01 08:00;2024-03-02 08:00;24;ja;;väntar på bedömning"
    assert rader[3].split(";")[4:7] == ["", "", "nej"]
    egna = CliRunner().invoke(
        insats, ["incident", "rapport", "2024", "--som", str(A)], env={"DATABASE_URL": database_url}
    )
    assert "2 incidenter" in egna.output
    assert "incident-ingen" not in egna.output


@pytest.mark.krav("K3.1", "K3.2", sort="avslag")
@pytest.mark.parametrize(
    ("andrat", "fel"),
    [
        ({"--anordnare": "Okänd"}, "anordnare: anordnaren finns inte i registret"),
        ({"--karriarvagledare": "kv77"}, "karriärvägledaren finns inte i registret"),
        ({"--arende": "in-zzzz"}, "ärendet finns inte, eller är inte ditt att se"),
    ],
)
def test_an_incident_names_only_what_there_is(
    motor: Engine, database_url: str, andrat: dict[str, str], fel: str
) -> None:
    register.lagg_till_anordnare(motor, "A")
    uppgifter = {"id": "kv1", "namn": "Karin Ek", "epost": "kv1@nacka.example", "fran": "2024-01-01"}
    karriarvagledare.lagg_till(motor, Aktor(Roll.ARBETSLEDARE, "al1"), uppgifter, date(2026, 1, 1))
    fakta = {"--anordnare": "A", "--karriarvagledare": "kv1", "--upptackt": "2024-03-01T08:00", "--beskrivning": "x"}
    argument = [del_ for par in (fakta | andrat).items() for del_ in par]
    dss = ["--som", "karriarvagledare:kv1"]
    svar = CliRunner().invoke(insats, ["incident", "anmal", *argument, *dss], env={"DATABASE_URL": database_url})
    assert svar.exit_code == 1
    assert fel in svar.output
