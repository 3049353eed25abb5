"""What hostile people have written, when it has been stored: shown as text, and the same in every file (K3.3)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from domain.grund.slag import Kundval
from domain.grund.text import synligt
from persistence.register.anordnare import auktorisationer, register
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.starter.skrivbord.elakt import liv
from tests.starter.skrivbord.elakt.liv import ARENDE, KUND, Elakt
from tests.starter.skrivbord.elakt.sidlasare import LANGT, Sida, farligt, tal
from tests.starter.skrivbord.verktyg.bordet import Bord, eget_bord

pytestmark = pytest.mark.krav("K3.3", "K3.7")

FLIKAR = ("", "/plan", "/rapporter", "/franvaro", "/meddelanden", "/handlingar", "/ekonomi", "/historik?allt=true")
PERSONER = ("karin", "alva", "hanna")


@pytest.fixture(scope="module")
def ont(postgres: EmbeddedPostgres, inredd: str) -> Iterator[tuple[Bord, Elakt]]:
    with eget_bord(postgres, inredd) as b:
        yield b, liv.lev(b)


def sidorna(k: TestClient) -> Iterator[tuple[str, str]]:
    """Every page that shows the case to somebody, with its address."""
    vagar = [f"/arenden/{ARENDE}{flik}" for flik in FLIKAR]
    vagar += ["/", "/arenden", "/kunder", f"/kunder/{KUND}", f"/arenden/{ARENDE}/kontaktuppgifter"]
    for vag in vagar:
        svar = k.get(vag)
        assert svar.status_code in (200, 403, 404), (vag, svar.status_code)
        yield vag, svar.text
        if vag.endswith("/meddelanden"):
            for trad in sorted(set(re.findall(rf'href="(/arenden/{ARENDE}/meddelanden/\d+)"', svar.text))):
                yield trad, k.get(trad).text


@pytest.mark.parametrize("konto", PERSONER)
def test_nothing_that_was_written_does_anything_on_any_page(ont: tuple[Bord, Elakt], konto: str) -> None:
    bord, elakt = ont
    sedda = 0
    for vag, html in sidorna(bord.som(konto)):
        assert farligt(html) == [], (vag, farligt(html)[:5])
        sedda += tal([Sida(html).text])
    assert sedda > 20, "it is there to be read"
    assert tal(elakt.ord) > 50


def test_every_word_is_shown_as_it_was_written(ont: tuple[Bord, Elakt]) -> None:
    """The page of documents and the threads hold them all, for one who reads them all."""
    bord, elakt = ont
    sett = " ".join(" ".join(Sida(html).text.split()) for _, html in sidorna(bord.som("karin")))
    saknas = [o[:60] for o in elakt.ord if " ".join(synligt(o).split()) not in sett]
    assert saknas == []


def test_it_is_stored_and_handed_out_as_data_to_the_letter(ont: tuple[Bord, Elakt]) -> None:
    bord, elakt = ont
    k = bord.som("karin")
    svar = k.get(f"/api/arenden/{ARENDE}/dokument", headers={"accept": "application/json"})
    assert svar.headers["content-type"].startswith("application/json")
    funnet = {d["id"]: d["innehall"] for d in json.loads(svar.content)["rader"]}
    for id_, ord_ in elakt.skrivet.items():
        if id_ in funnet:
            assert funnet[id_] == ord_, id_
    assert len(funnet) > 20 and any(LANGT in json.dumps(v, ensure_ascii=False) for v in funnet.values())


def test_each_text_is_a_pdf_that_runs_nothing(ont: tuple[Bord, Elakt]) -> None:
    bord, elakt = ont
    k = bord.som("karin")
    html = k.get(f"/arenden/{ARENDE}/handlingar").text
    vagar = re.findall(rf'href="(/arenden/{ARENDE}/handlingar/[^"]+/pdf)"', html)
    assert len(vagar) > 20
    for vag in vagar:
        svar = k.get(vag)
        assert svar.status_code == 200 and svar.headers["content-type"] == "application/pdf", vag
        assert svar.headers["content-disposition"].startswith("inline; filename=")
        assert svar.headers["x-content-type-options"] == "nosniff"
        lasare = PdfReader(io.BytesIO(svar.content))
        rot = lasare.trailer["/Root"]
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(rot) and "/JavaScript" not in rot.get("/Names", {}), vag
        assert all("/Annots" not in s and "/AA" not in s for s in lasare.pages), vag
        text = "".join("".join(s.extract_text() for s in lasare.pages).split())
        if (egna := elakt.skrivet.get(vag.split("/")[-2])) is None:
            continue  # what the service itself writes at the end
        forsta = next(o for v in egna.values() for o in liv._alla(v))
        if "\u202e" not in forsta:  # what turns words about is set as a mark
            assert "".join(forsta.split())[:40] in text, vag


def test_a_files_name_is_shown_and_handed_out_without_what_it_would_do(ont: tuple[Bord, Elakt]) -> None:
    bord, _ = ont
    k, fil = bord.som("karin"), liv.filen(bord)
    assert not set(fil.namn) & set('<>"\u202e/') and fil.namn.endswith(".pdf")
    assert fil.namn in Sida(k.get(f"/arenden/{ARENDE}/handlingar").text).text
    svar = k.get(f"/arenden/{ARENDE}/filer/{fil.id}")
    assert svar.content == liv.PDF and svar.headers["x-content-type-options"] == "nosniff"
    huvud = svar.headers["content-disposition"]
    assert huvud.startswith("attachment") and "\n" not in huvud and "<" not in huvud


def test_an_anordnares_name_and_words_are_text_and_no_formula_in_a_sheet(ont: tuple[Bord, Elakt]) -> None:
    bord, _ = ont
    namn = liv.FORMEL
    register.lagg_till_anordnare(bord.motor, namn)
    auktorisationer.auktorisera(bord.motor, namn, _AMI, liv.date(2024, 1, 1), None)
    k = bord.som("alva")
    assert farligt(k.get("/jamfor").text) == [] and namn in Sida(k.get("/jamfor").text).text
    assert farligt(k.get("/kvalitet").text) == []
    rader = list(csv.reader(io.StringIO(k.get("/kvalitet.csv").content.decode("utf-8-sig")), delimiter=";"))
    (rad,) = (r for r in rader if r and namn in r[0])
    assert rad[0] != namn and not rad[0].startswith(("=", "+", "-", "@"))


_AMI: Kundval = "AMI"
