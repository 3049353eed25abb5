"""The yearly review at the command line: on the screen, as data, as CSV and as a picture (K16.1)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

from domain.kvalitet.matt import MATT
from domain.kvalitet.nyckeltal import Nyckeltal, Punktlighet
from domain.tid.period import Period
from starter.cli.alla import insats
from starter.cli.kvalitet import kvalitet
from starter.dokument.kvalitetsdiagram import diagram, figur
from starter.visning.ordval.kvalitetstext import Rubrik, definition

Spela = Callable[[str], str]
CHEF, H1 = "arbetsledare:al1", "anordnare:h1@Anordnare A"
SVG = "{http://www.w3.org/2000/svg}"
RUBRIK = Rubrik(Period(date(2024, 1, 1), date(2024, 12, 31)), None)

pytestmark = pytest.mark.krav("K16.1")

LIVET = """\
namn: Ett ärende
aktualisering:
  tid: 2024-03-01T09:00
  insats: AMI1
  anordnare: Anordnare A
  kund: {malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, arbetsformaga: 100}
steg:
  - {tid: 2024-03-04T10:00, av: anordnare, kommando: bemanna, handlaggare: H1}
  - {tid: 2024-03-05T10:00, av: karriarvagledare, kommando: lagg_in_uppdrag, startdatum: 2024-03-11}
  - {tid: 2024-03-28T15:00, av: anordnare, kommando: lamna_genomforandeplan, mal: a, delmal: [b], aktiviteter: [c],
     rubriker: {arbetsmarknadskunskap: x, rattigheter_via_arbetsformedlingen: x, andra_aktorer: x,
     vardkontakt: x, ekonomiska_konsekvenser: x, hela_planeringen: x, ledtider: x}}
  - {tid: 2024-04-02T15:00, av: karriarvagledare, kommando: granska_plan, beslut: aterremiss, motivering: x}
till: 2024-08-01
"""


@pytest.fixture(autouse=True)
def ett_ar_senare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kvalitet, "idag", lambda: date(2025, 2, 1))


def kor(*argument: str, som: str = CHEF) -> Result:
    return CliRunner().invoke(insats, ["kvalitet", *argument, "--som", som])


def ratt(*argument: str, som: str = CHEF) -> str:
    svar = kor(*argument, som=som)
    assert svar.exit_code == 0, svar.stderr
    return svar.stdout


def ett_fel(*argument: str, som: str = CHEF) -> str:
    svar = kor(*argument, som=som)
    assert svar.exit_code in (1, 2) and not svar.stdout
    (rad,) = svar.stderr.splitlines()
    return str(rad)


def test_last_years_review_is_shown_with_the_meaning_of_every_figure(spelat: Spela) -> None:
    spelat(LIVET)
    svar = ratt()
    assert "Kvalitetsuppföljning per anordnare 2024" in svar and "räknat 1 januari–31 december 2024" in svar
    assert "1 utan uppgift" in svar, "nobody handed in a final report"
    assert "100\u00a0% (1 av 1)" in svar and "1 sen" in svar and "mycket sen rapport" in svar
    ihop = " ".join(svar.split())
    for matt in MATT:
        assert " ".join(definition(matt).split()) in ihop, matt.namn
    assert svar == ratt("2024")


def test_the_year_under_way_says_how_far_it_is_counted(spelat: Spela) -> None:
    spelat(LIVET)
    assert "räknat 1 januari–31 januari 2025" in ratt("2025")


def test_the_same_figures_are_given_as_data(spelat: Spela) -> None:
    spelat(LIVET)
    data = json.loads(ratt("2024", "--json"))
    (a,) = data["anordnare"]
    assert (a["anordnare"], a["insatser"], a["paborjade"], a["avslutade"], a["mal_natt_procent"]) == (
        "Anordnare A", 1, 1, 1, 0.0,
    )  # fmt: skip
    assert a["plan"] == {"i_tid": 0, "sena": 1, "saknade": 0, "procent": 0.0}
    assert (a["aterremisser"], a["granskningar"], a["brister"]) == (1, 1, sum(a["brister_per_sort"].values()))
    assert data["alla"] == a | {"anordnare": "alla"}
    assert set(data["definitioner"]) == {m.namn for m in MATT} | {"ar", "i_tid"}
    assert (data["fran"], data["till"], data["kundval"]) == ("2024-01-01", "2024-12-31", None)


def test_excel_gets_a_row_for_each_anordnare_and_the_definitions(spelat: Spela, tmp_path: Path) -> None:
    spelat(LIVET)
    fil = tmp_path / "kvalitet.csv"
    assert ratt("2024", "--csv", str(fil)) == f"Siffrorna finns i {fil}.\n"
    assert fil.read_bytes().startswith(b"\xef\xbb\xbfAnordnare;\xc3\x85r;")
    rader = list(csv.reader(io.StringIO(fil.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    rad = dict(zip(rader[0], rader[1], strict=True))
    assert (rad["Anordnare"], rad["Insatser"], rad["Genomförandeplan: sena"]) == ("Anordnare A", "1", "1")
    assert rad["Bemanning: i tid, %"] == "100,0"
    assert len(rader[0]) == len(set(rader[0]))
    definierade = {r[0]: r[1] for r in rader[rader.index(["Definitioner"]) :] if len(r) > 1}
    assert definierade.keys() == {m.rubrik for m in MATT} | {"År", "I tid"} and all(definierade.values())


@pytest.mark.parametrize("suffix", ["svg", "png", "SVG"])
def test_a_picture_is_drawn_in_the_form_that_the_file_is_named_for(spelat: Spela, tmp_path: Path, suffix: str) -> None:
    spelat(LIVET)
    fil = tmp_path / f"kvalitet.{suffix}"
    assert ratt("2024", "--diagram", str(fil)) == f"Diagrammet finns i {fil}.\n"
    if suffix == "png":
        with Image.open(fil) as bild:
            assert bild.format == "PNG" and bild.width > 1500
    else:
        assert ElementTree.parse(fil).getroot().tag == f"{SVG}svg"
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith(".")] == []


def test_an_anordnare_sees_its_own_and_nobody_elses(spelat: Spela) -> None:
    spelat(LIVET)
    assert "Anordnare A" in ratt("2024", som=H1)
    assert ett_fel("2024", "--anordnare", "B", som=H1) == (
        "Fel: anordnare: en anordnare ser bara sin egen kvalitetsuppföljning (K16.1, §1.1)"
    )
    assert "Fel: som: " in ett_fel("2024", som="socialsekreterare:s1")


def test_one_kundval_is_shown_by_itself(spelat: Spela) -> None:
    spelat(LIVET)
    assert json.loads(ratt("2024", "--kundval", "AMI", "--json"))["alla"]["insatser"] == 1
    assert json.loads(ratt("2024", "--kundval", "FAI", "--json"))["alla"]["insatser"] == 0
    assert "Ingen anordnare" in ratt("2024", "--kundval", "ISA")


@pytest.mark.parametrize(
    ("argument", "vantat"),
    [
        (["i fjol"], "i fjol är inte ett tal"),
        (["2026"], "ar: 2026 har ingen dag som kan följas upp än; senast 2025 (K16.1, §1.1)"),
        (["1999"], "ar: 1999 ligger före 2015"),
        (["--kundval", "XYZ"], "XYZ är inte någon av 'FAI', 'AMI', 'ISA'"),
        (["--diagram", "bild.pdf"], "diagram: bild.pdf: filen ska sluta på .svg eller .png (K16.1, §1.1)"),
        (["--diagram", "/finns/inte/bild.svg", "2024"], "diagram: /finns/inte/bild.svg: katalogen finns inte"),
        (["--csv", "/", "2024"], "csv: /: är en katalog"),
        (["--anordnare", "Okänd", "2024"], "anordnare: anordnaren finns inte i registret (K16.1, §1.1)"),
        (["--kundval", "ISA", "--diagram", "bild.svg", "2024"], "diagram: det finns ingen anordnare att rita"),
    ],
)
def test_a_wrong_question_is_one_line_in_swedish(spelat: Spela, argument: list[str], vantat: str) -> None:
    spelat(LIVET)
    assert vantat in ett_fel(*argument)


def test_a_name_is_shown_as_it_is_written(spelat: Spela) -> None:
    spelat(LIVET.replace("Anordnare A", "'[konsult] & [/] AB'"))
    assert ratt("2024").count("[konsult] & [/] AB") == 3


# The picture itself


def rader(antal: int) -> list[Nyckeltal]:
    """Anordnare with long names, none, some, and thousands."""
    namn = ["Ängby <Övning> & Åtgärd HB", "Dyrt $ och dyrare $", "Stiftelsen för arbetsmarknad i Nacka och Värmdö " * 3]
    alla = [
        Nyckeltal(namn[n % 3] + str(n), pagaende=n, avslutade=3 * n, mal_natt=n, bemanning=Punktlighet(n, 2 * n, n),
                  veckokontakter=Punktlighet(1234 * n, 0, 4321), meddelanden=Punktlighet(0, 0, 12 * n),
                  aterremisser=400 * n, avvikelser=1500 * n)
        for n in range(antal + 1)
    ]  # fmt: skip
    return [*alla[2:], Nyckeltal("Ingen AB")]


@pytest.mark.parametrize("antal", [0, 1, 2, 12])
def test_no_text_of_the_picture_lies_outside_the_sheet_or_upon_another(antal: int) -> None:
    fig = figur(rader(antal) if antal else rader(2)[:1], RUBRIK)  # one that has nothing, and one with a long name
    rita: Any = FigureCanvasAgg(fig).get_renderer()
    fig.draw(rita)
    texter = [t for t in fig.findobj(Text) if t.get_text().strip()]
    rutor = [(t.get_text(), t.get_window_extent(rita)) for t in texter]
    for text, r in rutor:
        assert r.x0 >= 0 and r.y0 >= 0 and r.x1 <= fig.bbox.x1 and r.y1 <= fig.bbox.y1, text
    for (a, ra), (b, rb) in combinations(rutor, 2):
        bredd = min(ra.x1, rb.x1) - max(ra.x0, rb.x0)
        hojd = min(ra.y1, rb.y1) - max(ra.y0, rb.y0)
        # Lines of text touch at their ascenders' box; more than that is one upon the other.
        assert bredd <= 1 or hojd <= 0.35 * min(ra.height, rb.height), (a, b)


def test_the_picture_tells_its_figures_to_those_who_do_not_see_it_and_names_as_they_are_written() -> None:
    rot = ElementTree.fromstring(diagram(rader(5), RUBRIK, "svg"))
    assert rot.attrib["role"] == "img"
    titel, beskrivning = rot.findtext(f"{SVG}title"), rot.findtext(f"{SVG}desc") or ""
    assert titel == "Kvalitetsuppföljning per anordnare 2024"
    assert "Dyrt $ och dyrare $4: 16 insatser, mål nått 33\u00a0% (4 av 12)" in beskrivning
    texter = ["".join(t.itertext()) for t in rot.iter(f"{SVG}text")]
    assert "Dyrt $ och dyrare $4" in texter and "Mål nått" in texter and "33 %" in texter
    assert any("Så är siffrorna räknade" in t for t in texter)


def test_the_same_figures_give_the_same_picture() -> None:
    assert diagram(rader(3), RUBRIK, "svg") == diagram(rader(3), RUBRIK, "svg")


def test_a_share_is_written_with_a_decimal_comma() -> None:
    from starter.visning.ordval.kvalitetstext import som_csv

    n = Nyckeltal("=1+1", avslutade=3, mal_natt=2)
    assert n.mal.procent == Decimal("66.7")
    andra = som_csv([n], RUBRIK).decode("utf-8-sig").splitlines()[1]
    assert ";66,7;" in andra and andra.startswith("'=1+1;")
