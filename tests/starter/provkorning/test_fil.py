"""A case file that cannot be played is refused with one Swedish line: file, step, field."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.grund.parter import Aktor, Roll
from starter.provkorning.fil import FelIProvfil, Provfall, las_provfil

BORJAN = """\
namn: Ett fall
aktualisering:
  tid: 2024-03-01T09:00
  insats: AMI2
  anordnare: Anordnare A
  kund: {malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, arbetsformaga: 50}
"""
BEMANNA = "{tid: 2024-03-04T10:00, av: anordnare, kommando: bemanna, handlaggare: H1}"


def _fil(katalog: Path, text: str) -> Path:
    fil = katalog / "fall.yaml"
    fil.write_text(text, encoding="utf-8")
    return fil


def _las(katalog: Path, text: str) -> Provfall:
    return las_provfil(_fil(katalog, text))


def test_the_file_speaks_stockholm_time_and_a_role_is_its_usual_holder(tmp_path: Path) -> None:
    fall = _las(tmp_path, BORJAN + f"steg:\n  - {BEMANNA}\n")
    aktualisering, bemanna = fall.steg
    assert aktualisering.tid == datetime(2024, 3, 1, 8, tzinfo=UTC)
    assert aktualisering.av == Aktor(Roll.KARRIARVAGLEDARE, "karriarvagledare")
    assert bemanna.av == Aktor(Roll.ANORDNARE, "anordnare", "Anordnare A")
    assert fall.auktorisation() is not None


def test_the_case_has_the_karriarvagledare_that_granted_it(tmp_path: Path) -> None:
    steg = "{tid: 2024-03-05T10:00, av: karriarvagledare, kommando: lagg_in_uppdrag, startdatum: 2024-03-11}"
    text = BORJAN.replace("  insats:", "  av: karriarvagledare:kv7\n  insats:") + f"steg:\n  - {steg}\n"
    assert [s.av.id for s in _las(tmp_path, text).steg] == ["kv7", "kv7"]


def test_an_auktorisation_that_the_file_gives_is_the_one_that_counts(tmp_path: Path) -> None:
    egen = "anordnare:\n  - {namn: Anordnare A, kundval: AMI, fran: 2024-01-01, till: 2024-02-01}\n"
    auktorisation = _las(tmp_path, BORJAN + egen).auktorisation()
    assert auktorisation is not None and str(auktorisation.till) == "2024-02-01"


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        (BORJAN + "steg: [\n", "inte giltig YAML"),
        (BORJAN + "namn: igen\n", "nyckeln namn står två gånger"),
        ("- a\n", "ska vara en tabell"),
        (BORJAN.replace("namn: Ett fall\n", ""), "namn: fältet saknas"),
        (BORJAN + "stegen: []\n", "stegen: fältet är okänt"),
        (BORJAN + "till: imorgon\n", "till: ska vara ett datum"),
        (BORJAN.replace("insats: AMI2", "insats: AMI3"), "aktualisering: insats: ska vara någon av"),
        (BORJAN.replace("malgrupp: ekonomiskt_bistand, ", ""), "kund.malgrupp: fältet saknas"),
        (BORJAN.replace("1990-05-02", "1990-05-32"), "kund.fodelsedatum: ska vara ett datum"),
        (BORJAN.replace("2024-03-01T09:00", "2024-03-31T02:30"), "finns inte i svensk tid"),
        (BORJAN + "steg:\n  - {tid: 2024-03-04T10:00, av: anordnare}\n", "steg 1: kommando: fältet saknas"),
        (BORJAN + f"steg:\n  - {BEMANNA.replace('bemanna', 'bemana')}\n", "steg 1: kommando: okänt kommando"),
        (BORJAN + f"steg:\n  - {BEMANNA.replace('handlaggare: H1', 'handlaggare: [1]')}\n", "steg 1: handlaggare:"),
        (BORJAN + f"steg:\n  - {BEMANNA.replace('handlaggare', 'handledare')}\n", "steg 1: "),
        (BORJAN + f"steg:\n  - {BEMANNA.replace('av: anordnare', 'av: chefen')}\n", "steg 1: av: okänd roll"),
        (BORJAN + f"steg:\n  - {BEMANNA.replace('2024-03-04', '2024-02-04')}\n", "steg 1: tid: ligger före aktual"),
        (
            BORJAN + f"steg:\n  - {BEMANNA}\n  - {BEMANNA.replace('03-04', '03-03')}\n",
            "steg 2: tid: ligger före steg 1",
        ),
        (BORJAN + f"steg:\n  - {BEMANNA.replace('}', ', forvanta: nej}')}\n", "steg 1: forvanta: skriv ok"),
        (BORJAN + "steg:\n  - {tid: x, av: anordnare, kommando: bemanna}\n", "steg 1: tid: x: går inte att läsa"),
        (BORJAN + "forvanta: {bevakning: []}\n", "forvanta: bevakning: ska vara någon av"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(tmp_path: Path, text: str, vantat: str) -> None:
    with pytest.raises(FelIProvfil) as fel:
        _las(tmp_path, text)
    assert vantat in str(fel.value)
    assert "fall.yaml" in str(fel.value)
    assert "\n" not in str(fel.value)


def test_a_step_that_is_expected_to_be_refused_may_have_the_wrong_form(tmp_path: Path) -> None:
    steg = BEMANNA.replace(", handlaggare: H1", ", forvanta: avvisad K6.2")
    assert _las(tmp_path, BORJAN + f"steg:\n  - {steg}\n").steg[1].forvanta == "avvisad K6.2"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FelIProvfil, match="går inte att läsa"):
        las_provfil(tmp_path / "ingen.yaml")
