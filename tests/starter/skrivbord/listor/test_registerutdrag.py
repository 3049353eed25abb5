"""All that is held on one kund, fetched from the desk by the one who may give it out, by no address (K3.8)."""

from __future__ import annotations

import io
import json
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from tests.starter.skrivbord.verktyg.bordet import Bord, formular

VAG = "/registerutdrag"
pytestmark = pytest.mark.krav("K3.8")


def dra(bord: Bord, kund: str, steg: str = "json"):  # type: ignore[no-untyped-def]
    k = bord.som("dan")
    return k.post(VAG, data=formular(k.get(VAG).text, VAG) | {"kund": kund, "steg": steg})


def numret(bord: Bord) -> str:
    with bord.motor.connect() as c:
        return str(c.execute(text("SELECT personnummer FROM kund WHERE id = 'ku-exempel01'")).scalar_one())


@pytest.mark.parametrize("sokt", ["ku-exempel01", " in-exempel01 ", "nummer", "nummer-"])
def test_it_is_drawn_by_id_by_case_or_by_number_and_holds_all(bord: Bord, sokt: str) -> None:
    nr = numret(bord)
    svar = dra(bord, {"nummer": nr, "nummer-": f"{nr[:8]}-{nr[8:]}"}.get(sokt, sokt))
    assert svar.status_code == 200 and svar.headers["content-type"] == "application/json"
    assert svar.headers["content-disposition"] == 'attachment; filename="registerutdrag-ku-exempel01.json"'
    assert svar.headers["cache-control"] == "no-store"
    allt = json.loads(svar.content)
    assert allt["kund"] == "ku-exempel01" and allt["uppgifter"]["kund"][0]["namn"] == "Åsa Ekström"
    assert {"insats", "journal", "dokument", "meddelande", "oppning", "kundhistorik"} <= set(allt["uppgifter"])
    assert "ku-exempel02" not in svar.text


def test_the_pdf_says_the_same_and_that_it_was_drawn_is_logged(bord: Bord) -> None:
    svar = dra(bord, "ku-exempel11", "pdf")  # a protected kund's too
    assert svar.headers["content-type"] == "application/pdf"
    sagt = "".join(s.extract_text() for s in PdfReader(io.BytesIO(svar.content)).pages)
    assert "Någon Annan" in sagt and "Vem som har öppnat" in sagt
    with bord.motor.connect() as c:
        rad = "SELECT count(*) FROM oppning WHERE vad = 'registerutdraget' AND kund = 'ku-exempel11'"
        assert c.execute(text(rad)).scalar_one() == 1


@pytest.mark.krav("K3.8", "K3.3", sort="avslag")
@pytest.mark.parametrize("sokt", ["", "ku-finns-inte", "in-finns-inte", "19850502-2387", "198505022380", "Åsa Ekström"])
def test_who_is_not_there_is_said_at_the_field_and_nothing_is_opened(bord: Bord, sokt: str) -> None:
    def oppnade() -> int:
        with bord.motor.connect() as c:
            return int(c.execute(text("SELECT count(*) FROM oppning WHERE vad = 'registerutdraget'")).scalar_one())

    fore = oppnade()
    svar = dra(bord, sokt)
    assert svar.status_code == 422 and 'href="#kund"' in svar.text and "attachment" not in str(svar.headers)
    fel = re.search(r"govuk-error-summary__list.*?</ul>", svar.text, re.S)
    assert fel and (not sokt or sokt not in fel[0]), "the refusal does not repeat what may be a person"
    assert oppnade() == fore


@pytest.mark.krav("K3.8", sort="avslag")
@pytest.mark.parametrize("konto", ["karin", "alva", "hanna", "erik", "sam", "sol", "asa", "kim"])
def test_no_other_role_draws_it_or_sees_the_page(bord: Bord, konto: str) -> None:
    k = bord.som(konto)
    assert k.get(VAG).status_code == 403
    assert k.post(VAG, data={"csrf": "x", "kund": "ku-exempel01", "steg": "json"}).status_code == 403
    assert "Registerutdrag" not in k.get("/vid-sidan").text


def test_what_is_looked_for_in_the_log_stands_in_no_address(bord: Bord) -> None:
    k, vag = bord.som("dan"), "/oppningar"
    sidan = k.get(vag).text
    assert 'method="post" action="/oppningar"' in sidan
    svar = k.post(vag, data=formular(sidan, vag) | {"sokt": "ku-exempel11"})
    assert svar.status_code == 200 and "Öppningar av" in svar.text
    assert "Öppningar av" not in k.get(f"{vag}?sokt=ku-exempel11").text
