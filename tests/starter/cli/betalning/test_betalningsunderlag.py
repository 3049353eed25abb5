"""The payment basis on paper and in a spreadsheet: the same sums, every line explained, readable by anyone (K14.6)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from sqlalchemy import Engine, insert

from persistence.betalning.lasning import Betalningsrad
from persistence.databas.motor import transaktion
from persistence.tabeller.process import process
from starter.dokument.betalningscsv import KOLUMNER, csv_rader
from starter.dokument.betalningspdf import pdf
from starter.stod.filer import csvut
from starter.tjanster.betalning.betalningsunderlag import Underlag, las
from starter.visning.ordval.utbetalningsord import betald_forklaring, vad
from tests.persistence.betalning.betalningar import NU, arende, rad, stangd

pytestmark = pytest.mark.krav("K14.6")
BETALAS = "2024-03-01–2024-03-31: hel månad, 3 876,00 kr (§14.1, K14.2); betalas i 2024-04 (K14.5)"


@pytest.fixture
def underlag(motor: Engine) -> Underlag:
    """A's April: two months, an adjustment, a row that waits and one without an amount; attested."""
    for id in ("in-aaa", "in-bbb", "in-ccc", "in-ddd"):
        arende(motor, id, "A & B <i> #AB")
    vem = {"anordnare": "A & B <i> #AB"}
    rad(motor, "in-aaa", "2024-03", "3876.00", "2024-04", forklaring=BETALAS, **vem)
    rad(motor, "in-bbb", "2024-03", "3876.00", "2024-04", forklaring=BETALAS, **vem)
    text = "rättat: månad 2024-02 skulle ha varit 2 584,00 kr (K0.7)"
    rad(motor, "in-ccc", "2024-02", "-1162.80", "2024-04", slag="justering", forklaring=text, **vem)
    rad(motor, "in-ddd", "2024-03", "3876.00", None, "vantar", forklaring="väntar på slutrapport (§14, K14.4)", **vem)
    rad(motor, "in-ddd", "2025-01", None, None, "innehallen", forklaring="innehållen: belopp saknas", **vem)
    stangd(motor, "2024-04")
    data = {
        "manad": "2024-04",
        "forberedd": {"av": "ekonom:e1", "tid": "2024-04-16T07:12:00+00:00"},
        "attesterad": {"av": "arbetsledare:al1", "tid": "2024-04-17T08:30:00.128774+00:00"},
    }
    _process(motor, "attesterad", data)
    (u,) = las(motor, "2024-04")
    return u


def _process(motor: Engine, status: str, data: dict[str, Any]) -> None:
    rad_ = {"id": "betalningsmanad-2024-04", "slag": "betalningsmanad", "status": status, "rubrik": "x", "data": data}
    with transaktion(motor) as c:
        c.execute(insert(process).values(**rad_, oppen=False, nr=1, senast=NU))


def las_csv(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "Excel takes it for something else than UTF-8"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_sums_to_what_is_paid_and_holds_the_rest_in_a_column_of_its_own(
    underlag: Underlag,
) -> None:
    rader = las_csv(csvut.som_bytes(KOLUMNER, csv_rader(underlag)))
    belopp = [Decimal(r["Belopp"].replace(",", ".")) for r in rader if r["Belopp"]]
    assert sum(belopp) == underlag.total.att_betala == Decimal("6589.20")
    assert [(r["Ärende"], r["Typ"], r["Belopp"], r["Innehållet belopp"]) for r in rader] == [
        ("in-aaa", "betalas", "3876,00", ""),
        ("in-bbb", "betalas", "3876,00", ""),
        ("in-ccc", "avräknas", "-1162,80", ""),
        ("in-ddd", "väntar", "", "3876,00"),
        ("in-ddd", "hålls inne", "", ""),
    ]
    assert all(r["Förklaring"] for r in rader)
    assert "månad 2024-02" in rader[2]["Förklaring"]


@pytest.mark.parametrize(
    ("varde", "cell"),
    [
        (None, ""),
        (True, "ja"),
        (Decimal("-1162.80"), "-1162,80"),
        (Decimal("0.00"), "0,00"),
        (30, "30"),
        (date(2024, 4, 16), "2024-04-16"),
        (datetime(2024, 4, 15, 22, 0, tzinfo=UTC), "2024-04-16 00:00"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("Anordnare A", "Anordnare A"),
    ],
)
def test_a_cell_is_what_a_swedish_spreadsheet_reads_and_never_a_formula(varde: object, cell: str) -> None:
    assert csvut.cell(varde) == cell


def test_the_pdf_is_tagged_swedish_titled_and_its_tables_have_headings(underlag: Underlag) -> None:
    las_ = pypdf.PdfReader(io.BytesIO(pdf(underlag)))
    rot: Any = las_.trailer["/Root"]
    assert str(rot["/Lang"]).startswith("sv")
    assert bool(rot["/MarkInfo"]["/Marked"])
    assert rot["/ViewerPreferences"]["/DisplayDocTitle"]
    assert las_.metadata is not None
    assert las_.metadata.title == "Betalningsunderlag 2024-04, A & B <i> #AB"
    taggar = _taggar(rot["/StructTreeRoot"]["/K"])
    assert taggar["/H1"] == 1
    assert taggar["/H2"] == 3  # Ersättning, Justeringar, Väntar eller hålls inne
    assert taggar["/Table"] == taggar["/THead"] == 5
    assert taggar["/TH"] == 2 * 2 + 3 * 4
    assert b"pdfuaid" in rot["/Metadata"].get_data()


def _taggar(element: Any) -> Counter[str]:
    """How many of each structure element there are below one."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return sum((_taggar(e) for e in element), Counter())
    if not isinstance(element, dict):
        return Counter()
    egen = Counter([str(element["/S"])] if "/S" in element else [])
    return egen + (_taggar(element["/K"]) if "/K" in element else Counter())


def _text(u: Underlag) -> str:
    sidor = pypdf.PdfReader(io.BytesIO(pdf(u))).pages
    return " ".join(" ".join(s.extract_text() for s in sidor).replace("\u00a0", " ").split())


def test_the_pdf_says_what_is_paid_why_what_waits_and_who_stands_for_it(underlag: Underlag) -> None:
    text = _text(underlag)
    for ord_ in (
        "A & B <i> #AB · betalningsmånad april 2024",
        "Att betala 6 589,20",
        "Justeringar −1 162,80",
        "ekonomen e1, 2024-04-16 kl. 09:12",
        "arbetsledaren al1, 2024-04-17 kl. 10:30",
        "hel månad, 3 876,00 kr (§14.1, K14.2)",
        "justering av februari 2024",
        "väntar på slutrapport (§14, K14.4)",
        "ej beslutat",
        "1 rad utan beslutat belopp",
        "Sida 1 av 1",
    ):
        assert ord_ in text, ord_
    assert "Inte attesterat" not in text


def test_the_same_basis_gives_the_same_pdf_to_the_byte(underlag: Underlag) -> None:
    assert pdf(underlag) == pdf(underlag)


def test_what_is_not_attested_says_so_on_its_first_page(motor: Engine) -> None:
    arende(motor, "in-aaa")
    rad(motor, "in-aaa", "2024-03", "3876.00", "2024-04", forklaring=BETALAS)
    stangd(motor, "2024-04")
    (u,) = las(motor, "2024-04")
    text = _text(u)
    assert "Inte attesterat: ett förhandsbesked till ekonomen" in text
    assert "Attesterad inte än" in text
    assert "Väntar eller hålls inne Ingenting." in text


def test_a_long_list_has_headings_and_numbers_on_every_page(motor: Engine) -> None:
    for n in range(120):
        rad(motor, arende(motor, f"in-{n:03}"), "2024-03", "3876.00", "2024-04", forklaring=BETALAS)
    stangd(motor, "2024-04")
    (u,) = las(motor, "2024-04")
    sidor = pypdf.PdfReader(io.BytesIO(pdf(u))).pages
    assert len(sidor) > 3
    for nr, sida in enumerate(sidor[:-1], start=1):
        text = sida.extract_text().replace("\n", " ")
        assert "Ärende och tid" in text
        assert f"Sida {nr} av {len(sidor)}" in text


@pytest.mark.parametrize(
    ("slag", "avser", "ord_"),
    [
        ("manad", "2024-03", "mars 2024"),
        ("avbrott", "2024-06-14", "avbrott efter 2024-06-14"),
        ("justering", "2024-03", "justering av mars 2024"),
        ("justering", "2024-03 #2", "justering 2 av mars 2024"),
        ("justering", "avbrott 2024-06-14", "justering av avbrott efter 2024-06-14"),
        ("justering", "avbrott 2024-06-14 #3", "justering 3 av avbrott efter 2024-06-14"),
        ("overfort", "2024-03", "överfört från mars 2024"),
    ],
)
def test_a_row_is_named_in_words(slag: str, avser: str, ord_: str) -> None:
    assert vad(slag, avser) == ord_


def test_a_row_that_its_case_marked_late_says_so() -> None:
    r = Betalningsrad("A", "in-1", "AMI2", "manad", "2024-03", "2024-04", 31, Decimal(1), BETALAS)
    assert betald_forklaring(r, "2024-04").endswith("(§14.1, K14.2)")
    assert betald_forklaring(r, "2024-05").endswith(
        "betalas i 2024-04 (K14.5); kom med först i 2024-05, då ärendet hade svarat (K14.6)"
    )


@pytest.mark.parametrize("namn", ["Åsa 😀 AB", "漢字 AB", "👨‍👩‍👧❤️ AB", "A\u202eB", '#import "x" $a$ *b* \\ AB'])
def test_a_name_in_letters_that_the_font_lacks_stops_no_payment_basis(motor: Engine, namn: str) -> None:
    arende(motor, "in-aaa", namn)
    rad(motor, "in-aaa", "2024-03", "3876.00", "2024-04", forklaring=BETALAS, anordnare=namn)
    stangd(motor, "2024-04")
    (u,) = las(motor, "2024-04")
    text = "".join(sida.extract_text() for sida in pypdf.PdfReader(io.BytesIO(pdf(u))).pages)
    assert "3 876,00" in text.replace("\u00a0", " ")
    assert "?" in text or namn.isascii() or "\u202e" in namn
