"""K4.7: a file is put into a case, stands there as one's own, and is chosen in the form of what is to carry it."""

from __future__ import annotations

import pytest

from starter.inloggning.csrf import kaka_namn, kod
from tests.starter.skrivbord.verktyg.bordet import Bord, formular

SIDA = "/arenden/in-exempel03/handlingar"
GOR = "/arenden/in-exempel03/gor/klarmarkera_manadsrapport"
PDF = b"%PDF-1.7\n%%EOF"

pytestmark = pytest.mark.krav("K4.7")


def test_a_file_waits_as_ones_own_and_is_chosen_in_the_form_and_named_before_it_is_sent(bord: Bord) -> None:
    hanna, karin = bord.som("hanna"), bord.som("karin")
    gomt = formular(hanna.get(SIDA).text, SIDA)
    assert "Lägg först in den" in hanna.get(GOR).text
    svar = hanna.post(SIDA, data=gomt, files={"fil": ("plan <b>.pdf", PDF, "text/html")})
    assert (svar.status_code, svar.headers["location"]) == (303, f"{SIDA}#filer")
    sida = hanna.get(SIDA).text
    assert "plan b.pdf" in sida and "din egen tills den skickas" in sida
    assert "plan b.pdf" not in karin.get(SIDA).text
    assert "plan b.pdf" not in bord.som("hugo", "anordnare:h2@Anordnare A").get(SIDA).text
    [f] = hanna.get("/api/arenden/in-exempel03/filer", headers={"accept": "application/json"}).json()["rader"]
    assert (f["fil"]["namn"], f["slag"], f["nr"]) == ("plan b.pdf", None, None)
    form = hanna.get(GOR).text
    assert f'name="bilagor" type="checkbox" value="{f["fil"]["id"]}"' in form
    utkast = formular(form, GOR) | {"steg": "utkast", "utkast_version": "0", "bilagor": [f["fil"]["id"]]}
    assert f'value="{f["fil"]["id"]}" checked' in hanna.post(GOR, data=utkast).text


@pytest.mark.krav("K4.7", sort="avslag")
@pytest.mark.parametrize(
    ("filer", "text"),
    [
        ({"fil": ("x.pdf", b"<script>", "application/pdf")}, "filen ska vara PDF, JPEG, PNG eller DOCX"),
        ({"fil": ("x.pdf", b"", "application/pdf")}, "filen är tom"),
        ({"annat": ("x.pdf", PDF, "application/pdf")}, "välj en fil"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_at_its_field(
    bord: Bord, filer: dict[str, tuple[str, bytes, str]], text: str
) -> None:
    karin = bord.som("karin")
    svar = karin.post(SIDA, data=formular(karin.get(SIDA).text, SIDA), files=filer)
    assert svar.status_code == 422
    assert f"{text[0].upper()}{text[1:]}" in svar.text and "K4.7" in svar.text


def test_a_stranger_puts_no_file_into_a_case_that_is_not_its_own(bord: Bord) -> None:
    bea = bord.som("bea")
    assert bea.get(SIDA).status_code == 404
    kod = formular(bord.som("hanna").get(SIDA).text, SIDA)
    assert bea.post(SIDA, data=kod, files={"fil": ("x.pdf", PDF, "application/pdf")}).status_code in (403, 404)


@pytest.mark.krav("K4.7", sort="avslag")
@pytest.mark.parametrize(("konto", "far"), [("erik", False), ("alva", True)])
def test_whose_role_says_nothing_that_carries_a_file_puts_none_into_a_case(bord: Bord, konto: str, far: bool) -> None:
    k = bord.som(konto)
    hemlighet = k.cookies[kaka_namn(bord.inst)]
    svar = k.post(SIDA, data={"csrf": kod(hemlighet, SIDA)}, files={"fil": ("x.pdf", PDF, "application/pdf")})
    assert svar.status_code == (303 if far else 403)
    assert ("Rollen skickar inga filer i ärenden" in svar.text) is not far
