"""The command line as it is used: help, rehearsals, and documentation made from the kommandon."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click import core, decorators, exceptions, formatting, parser, types, utils
from click.testing import CliRunner, Result

from domain.grund.parter import Aktor
from domain.liv.rutin import KOMMANDON
from domain.processer.alla import PROCESSER
from domain.regler.varde import Innehall
from starter.cli.alla import insats
from starter.cli.ram.kommandoval import falt_ur, val_for
from starter.cli.ram.svenska import TEXTER
from starter.cli.regler.kommandodok import som_markdown
from starter.importer.anordnare import anordnarsort, auktorisationssort
from starter.importer.personal import personalsort
from starter.visning.reglerna import visa_varde
from tests.huset.platser import ROT

FALL = ROT / "tests" / "fall"


def kor(*argument: str) -> Result:
    return CliRunner().invoke(insats, list(argument))


@pytest.mark.parametrize("verb", sorted(set(KOMMANDON) - {"aktualisera"}))
def test_every_kommando_has_swedish_help(verb: str) -> None:
    svar = kor("sag", "in-1", verb, "--help")
    assert svar.exit_code == 0
    assert svar.output.startswith(f"Användning: insats sag ARENDE {verb} [VAL]")
    for engelska in ("Usage", "Options", "Show this", "required", "default"):
        assert engelska not in svar.output


@pytest.mark.parametrize("kommando", insats.list_commands(click.Context(insats)))
def test_every_command_has_swedish_help(kommando: str) -> None:
    svar = kor(kommando, "--help")
    assert svar.exit_code == 0
    assert svar.output.startswith(f"Användning: insats {kommando}")
    assert "Usage" not in svar.output and "OPTIONS" not in svar.output


def test_only_the_command_that_is_asked_for_is_loaded() -> None:
    program = (
        "import sys; from starter.cli.alla import insats; insats(['hanvisningar', '--help'], standalone_mode=False)"
    )
    svar = subprocess.run(
        [sys.executable, "-c", f"import atexit, sys\natexit.register(lambda: print(*sys.modules))\n{program}"],
        capture_output=True, text=True, check=False, timeout=60, cwd=ROT,
    )  # fmt: skip
    laddade = svar.stdout.split()
    assert "starter.cli.register.hanvisningar" in laddade
    assert not {"starter.cli.arende.visa", "alembic", "starter.stod.stack.stack"} & set(laddade)


@pytest.mark.krav("K3.3", sort="avslag")
def test_nobody_speaks_as_the_service_itself() -> None:
    svar = kor("visa", "in-1", "--som", "system:x")
    assert svar.exit_code == 2
    assert "rollen system är tjänstens egen" in svar.output


def test_every_field_is_explained() -> None:
    alla = [*KOMMANDON.items(), *(par for rutin in PROCESSER.values() for par in rutin.verb.items())]
    utan = [
        f"{verb}.{falt}"
        for verb, typ in alla
        for falt, info in typ.model_fields.items()
        if falt != "kommando" and not (info.description or "").endswith((".", "?"))
    ]
    assert utan == []


def test_what_is_translated_is_what_click_says() -> None:
    """A new click that words itself otherwise is noticed here, not by the user."""
    moduler = (core, decorators, exceptions, formatting, parser, types, utils, click.termui)
    kod = "".join(inspect.getsource(m) for m in moduler).replace('"\n', '"')
    kod = kod.replace('"                        "', "")
    okanda = [t for t in TEXTER if t.replace("\n", "\\n").replace("\t", "\\t") not in kod]
    assert okanda == []


def test_the_documentation_of_the_kommandon_is_current() -> None:
    assert (ROT / "docs" / "kommandon.md").read_text(encoding="utf-8") == som_markdown()


def test_a_rehearsal_for_people_and_for_programs() -> None:
    for_manniskor = kor("provkor", str(FALL / "pask_2024.yaml"), "--motor", "ren")
    assert for_manniskor.exit_code == 0
    assert "   5 2024-04-02 16:00  anordnare" in for_manniskor.output  # the number that ``ratta --nr`` takes
    assert "Ärendet är bemannat med H1  §6.2, K6.2" in for_manniskor.output
    for_program = kor("provkor", str(FALL / "pask_2024.yaml"), "--motor", "ren", "--json")
    assert json.loads(for_program.output)["insats"]["status"] == "pagar"


@pytest.mark.krav("K7.5", "K8.4")
def test_a_heading_of_a_template_is_known_by_its_name_and_as_it_is_printed() -> None:
    tryckt = "Rättigheter till insats via Arbetsförmedlingen"
    sagt = {"rubriker": ((tryckt, "x"), ("ledtider", "y"), ("finns inte", "z"))}
    assert falt_ur(sagt)["rubriker"] == {"rattigheter_via_arbetsformedlingen": "x", "ledtider": "y", "finns inte": "z"}


def test_several_files_give_a_list() -> None:
    svar = kor("provkor", str(FALL / "pask_2024.yaml"), str(FALL / "jul_2024.yaml"), "--motor", "ren", "--json")
    assert len(json.loads(svar.output)) == 2


def test_an_expectation_that_does_not_hold_is_shown_and_gives_exit_code_1(tmp_path: Path) -> None:
    fil = tmp_path / "fall.yaml"
    text = (FALL / "pask_2024.yaml").read_text(encoding="utf-8")
    fil.write_text(text.replace("frist: 2024-04-22", "frist: 2024-04-23"), encoding="utf-8")
    svar = kor("provkor", str(fil), "--motor", "ren", "--json")
    assert svar.exit_code == 1
    assert "Det blev inte som väntat" in svar.stderr
    assert "2024-04-22" in svar.stderr
    assert json.loads(svar.stdout)


def test_the_regelverk_is_shown_with_its_sources() -> None:
    svar = kor("regelverk", "--sok", "checkbelopp", "--json")
    rader = json.loads(svar.output)
    assert {r["nyckel"] for r in rader} == {"checkbelopp.FAI", "checkbelopp.AMI", "checkbelopp.ISA"}
    assert {(r["paragraf"], r["krav"], r["status"]) for r in rader} == {("§14.1", "K14.1", "faststalld")}


def test_the_weeks_that_went_as_they_should_are_shown_as_one_row() -> None:
    ut = kor("provkor", str(FALL / "ami2_hela_livet.yaml"), "--motor", "ren").output
    # 56 veckor ryms i insatsen; två av dem var kunden sjuk varje arbetsdag
    assert "veckokontakt 2024-W11 – 2025-W14, 54 veckor" in ut
    assert "│ veckokontakt 2024-W12" not in ut


def test_the_help_of_an_import_names_the_columns_that_it_takes() -> None:
    som = Aktor.tolka("systemspecialist:s1")
    for kommando, sort in (
        (("anordnare", "importera"), anordnarsort(som=som)),
        (("anordnare", "importera-auktorisationer"), auktorisationssort(som=som)),
        (("personal", "importera"), personalsort(som)),
    ):
        hjalp = CliRunner().invoke(insats, [*kommando, "--help"]).stdout
        rad = " ".join(hjalp.partition("Kolumner: ")[2].split()).partition(".")[0]
        assert rad.split(", ") == [k.namn for k in sort.kolumner], kommando


@pytest.mark.parametrize(
    ("varde", "enhet", "vantat"),
    [
        (1, "arbetsdagar", "1 arbetsdag"),
        (2, "arbetsdagar", "2 arbetsdagar"),
        (1, "år", "1 år"),
        (0, "dagar", "0 dagar"),
        ((("hostlov_2024", "2024-10-28/2024-11-01"),), "perioder", "höstlov 2024 2024-10-28–2024-11-01"),
    ],
)
def test_one_of_a_unit_is_called_so(varde: Innehall, enhet: str, vantat: str) -> None:
    assert visa_varde(varde, enhet) == vantat


@pytest.mark.krav("K14.7")
@pytest.mark.parametrize("skrivet", ["1283,33", "1 283,33", "1\u00a0283,33 kr", "1283.33"])
def test_an_amount_is_written_as_in_swedish_or_with_a_point(skrivet: str) -> None:
    (val,) = (v for v in val_for(KOMMANDON["lamna_faktureringsunderlag"]) if v.name == "belopp")
    assert val.type.convert(skrivet, None, None) == "1283.33"
