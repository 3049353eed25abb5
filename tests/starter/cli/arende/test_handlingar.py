"""K4.7: a text of a case is had as a PDF with the case's letterhead, and its versions are shown by what differs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv.lagesbild import Insatsrad, insatsrad
from starter.cli.alla import insats
from starter.dokument.handlingspdf import pdf
from starter.tjanster.handlingar import Handling, Stycke, skillnad
from tests.persistence.arende.test_tradar import KV, A, Arende
from tests.verktyg.spel import Spel, mall, regelverket

pytestmark = pytest.mark.krav("K4.7")


def version(*stycken: tuple[str, str]) -> Handling:
    return Handling("d", "Plan", "x", datetime(2024, 4, 1, tzinfo=UTC), tuple(Stycke(*s) for s in stycken))


def test_only_the_headings_that_differ_are_shown_line_by_line() -> None:
    fore = version(("Mål", "Arbete\nEfter sommaren"), ("Delmål", "Praktik"), ("Stöd", "Tolk"))
    efter = version(("Mål", "Arbete\nFöre sommaren"), ("Delmål", "Praktik"), ("Språk", "SFI"))
    assert [(a.rubrik, a.rader) for a in skillnad(fore, efter)] == [
        ("Mål", (("lika", "Arbete"), ("borta", "Efter sommaren"), ("ny", "Före sommaren"))),
        ("Språk", (("ny", "SFI"),)),
        ("Stöd", (("borta", "Tolk"),)),
    ]
    assert skillnad(fore, fore) == []


@pytest.mark.krav("K4.7", sort="gräns")
@pytest.mark.parametrize(("antal", "lika"), [(500, 499), (501, 0)])
def test_texts_of_too_many_lines_are_not_held_line_by_line_against_each_other(antal: int, lika: int) -> None:
    fore, efter = (version(("Mål", "\n".join([*["a"] * (antal - 1), sist]))) for sist in "bc")
    (andrad,) = skillnad(fore, efter)
    assert [hur for hur, _ in andrad.rader].count("lika") == lika
    assert sum(hur != "ny" for hur, _ in andrad.rader) == sum(hur != "borta" for hur, _ in andrad.rader) == antal


@pytest.fixture
def planer(motor: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[str, str]:
    """A case with two versions of the plan: their ids."""
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    fall = Arende(motor)
    hel = PLAN | {"rubriker": mall("mall.genomforandeplan.AMI2")}
    fall.sager(A, "lamna_genomforandeplan", **hel, mal="Åsas mål <b> är 🙂 arbete")
    fall.sager(KV, "granska_plan", beslut="aterremiss", motivering="Mer om målen")
    fall.sager(A, "lamna_genomforandeplan", **hel, mal="Åsas mål är studier")
    return "m1", "m3"


PLAN = {"delmal": ["Praktik"], "aktiviteter": ["Studiebesök"]}


def kor(som: Aktor, *argument: str) -> Result:
    return CliRunner().invoke(insats, ["dokument", "in-1", *argument, "--som", str(som)])


def test_a_text_is_had_as_a_tagged_pdf_with_the_cases_letterhead(planer: tuple[str, str], tmp_path: Path) -> None:
    fil = tmp_path / "plan.pdf"
    svar = kor(KV, planer[0], "--pdf", str(fil))
    assert svar.exit_code == 0, svar.output
    pdf = PdfReader(fil)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] and pdf.trailer["/Root"]["/Lang"] == "sv-SE"  # type: ignore[index]
    text = " ".join(" ".join(s.extract_text() for s in pdf.pages).split())
    for ord_ in ("in-1", "AMI2", "Anordnare A", "kv1", "Åsas mål <b> är", "anordnare a1 hos Anordnare A"):
        assert ord_ in text, ord_
    igen = tmp_path / "igen.pdf"
    kor(KV, planer[0], "--pdf", str(igen))
    assert igen.read_bytes() == fil.read_bytes()


def test_a_text_is_read_under_its_headings_in_the_order_of_the_form_and_the_template(planer: tuple[str, str]) -> None:
    svar = kor(KV, planer[0])
    assert svar.exit_code == 0, svar.output
    rader = svar.output.splitlines()
    rubriker = [rad for rad, fore in zip(rader[1:], rader, strict=False) if not fore]
    assert rubriker[:3] == ["Mål", "Delmål", "Aktiviteter"] and "Åsas mål <b> är 🙂 arbete" in rader
    r, dag = regelverket(), date(2024, 6, 1)
    assert rubriker[3:] == [r.text_varde(f"rubrik.{n}", dag) for n in r.lista("mall.genomforandeplan.AMI2", dag)]
    assert "handlingen finns inte, eller är inte din att läsa" in kor(KV, "m99").output


def test_two_versions_are_compared_and_nothing_else_is(planer: tuple[str, str]) -> None:
    andrat = json.loads(kor(A, planer[1], "--mot", planer[0], "--json").output)
    assert [a["rader"] for a in andrat] == [[["borta", "Åsas mål <b> är 🙂 arbete"], ["ny", "Åsas mål är studier"]]]
    nekat = kor(A, planer[1], "--mot", "m2")
    assert (nekat.exit_code, "bara versioner av samma handling" in nekat.output) == (1, True)


@pytest.mark.krav("K4.7", "K3.7", sort="avslag")
def test_a_text_that_is_not_ones_own_is_no_pdf_and_compared_with_nothing(
    planer: tuple[str, str], tmp_path: Path
) -> None:
    fil = tmp_path / "nej.pdf"
    for som in (Aktor(Roll.ANORDNARE, "b1", "Anordnare B"), Aktor(Roll.EKONOM, "e1")):
        for argument in (("--pdf", str(fil)), ("--mot", planer[1])):
            assert kor(som, planer[0], *argument).exit_code == 1
    assert kor(KV, "m99", "--pdf", str(fil)).exit_code == 1
    assert kor(KV, "--pdf", str(fil)).exit_code == 1
    assert not fil.exists()


def lagesrad() -> Insatsrad:
    fall = Spel.pagaende()
    return insatsrad(fall.insats)


@pytest.mark.krav("K4.7", sort="gräns")
@pytest.mark.parametrize(
    "text",
    [
        "å" * 100_000,
        "".join(map(chr, range(0x4E00, 0x5E00))),
        "\n".join(["a"] * 10_000),
        '#let x = [*_$<>`@] "\\" \x01\x08\x7f\x85\u202e',
    ],
    ids=["one word", "another script", "as many lines as are taken", "markup"],
)
def test_whatever_a_text_holds_it_is_set(text: str) -> None:
    assert pdf(version(("Mål", text)), lagesrad()).startswith(b"%PDF")


@pytest.mark.krav("K4.7", sort="avslag")
def test_a_text_of_more_lines_than_a_document_has_is_told_of_and_not_set() -> None:
    with pytest.raises(Avvisning, match="fler än 10000 rader") as fel:
        pdf(version(("Mål", "a\n" * 5_000), ("Delmål", "a\n" * 5_001)), lagesrad())
    assert fel.value.regel == "K4.7"
