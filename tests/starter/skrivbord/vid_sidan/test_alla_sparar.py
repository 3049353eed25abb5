"""Every form of the desk keeps what is written in it, by itself and by its button: those that are no kommando's own
page too (K3.4, K4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from domain.tid.tidpunkt import datum
from persistence.arende import utkast
from persistence.tabeller import skrivbord
from tests.starter.skrivbord.verktyg.bordet import Bord, formular

pytestmark = pytest.mark.krav("K3.4", "K4.7")

ORDEN = "Halvskrivet <b>ord</b>"
IDAG = datum(datetime.now(UTC))
MANDAG = IDAG - timedelta(days=IDAG.weekday())
FORRA = f"{MANDAG - timedelta(days=7)}"
"""A week that has been, so that it has all its days on any day."""
RUTA, ORSAK = f"d.in-exempel01.{FORRA}", "orsak.in-exempel01"

Form = tuple[str, str, str, str, dict[str, str]]
FORMEN: Mapping[str, Form] = {
    "veckan": ("hanna", f"/veckan?vecka={FORRA}", "/veckan", f"/veckan/utkast/{FORRA}", {ORSAK: ORDEN}),
    "budgeten": ("erik", "/namnd?ar=2024", "/namnd/budget/2024", "/namnd/budget/utkast/2024", {"beslut": ORDEN}),
    "betalningsnoteringen": (
        "erik", "/ekonomi/2024-06", "/ekonomi/2024-06/forbered_betalning",
        "/ekonomi/2024-06/utkast/forbered_betalning", {"text": ORDEN},
    ),
    "socialsekreterarens svar": (
        "sol", "/mina-kunder/in-exempel02", "/mina-kunder/in-exempel02",
        "/mina-kunder/in-exempel02/utkast/svara_i_trad",
        {"text": ORDEN},
    ),
    "bedömningen": (
        "sol", "/mina-kunder/in-exempel02", "/mina-kunder/in-exempel02",
        "/mina-kunder/in-exempel02/utkast/registrera_helhetsbedomning",
        {"verb": "registrera_helhetsbedomning", "bedomning": ORDEN},
    ),
    "kundens önskemål": (
        "asa", "/min-insats", "/min-insats", "/min-insats/utkast/framfor_onskemal", {"text": ORDEN},
    ),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def stangd(bord: Bord) -> None:
    with bord.motor.begin() as c:
        c.execute(text("INSERT INTO betalningsmanad VALUES ('2024-06', now())"))


@pytest.fixture(autouse=True)
def tomt(bord: Bord) -> None:
    utkast.stada(bord.motor, datetime.now(UTC) + timedelta(days=400))


def antal(bord: Bord) -> int:
    with bord.motor.connect() as c:
        return int(c.execute(text("SELECT count(*) FROM utkast")).scalar_one())


def sparar(k: TestClient, vag: str, falt: dict[str, str]):  # type: ignore[no-untyped-def]
    """As the page's script does it."""
    kod = k.get("/api/csrf", params={"vag": vag}).json()["csrf"]
    return k.post(vag, data=falt, headers={"x-csrf": kod, "accept": "application/json"})


@pytest.mark.parametrize("namn", FORMEN)
def test_it_saves_itself_and_comes_back_filled_in(bord: Bord, namn: str) -> None:
    konto, sida, action, sjalv, falt = FORMEN[namn]
    k = bord.som(konto)
    fore = k.get(sida).text
    assert f'data-utkast="{sjalv}"' in fore and "Halvskrivet" not in fore
    gomt = formular(fore, action)
    svar = sparar(k, sjalv, gomt | falt)
    assert svar.status_code == 200 and svar.json()["version"] == 1, svar.text
    efter = k.get(sida).text
    assert "Halvskrivet &lt;b&gt;ord&lt;/b&gt;" in efter and antal(bord) == 1
    # The page that was made before it was saved is told of the other version, and loses nothing.
    krock = sparar(k, sjalv, gomt | falt)
    assert krock.status_code == 409 and "i ett annat fönster" in krock.json()["detail"]


@pytest.mark.parametrize("namn", FORMEN)
def test_without_script_there_is_a_button_to_keep_it_by_and_one_to_throw_it_away(bord: Bord, namn: str) -> None:
    konto, sida, action, _, falt = FORMEN[namn]
    k = bord.som(konto)
    gomt = formular(k.get(sida).text, action) | falt
    assert k.post(action, data=gomt | {"steg": "utkast"}).status_code in (200, 303)
    html = k.get(sida).text
    assert "Halvskrivet &lt;b&gt;" in html and "Kasta utkastet" in html
    gammal = k.post(action, data=gomt | {"steg": "utkast"})
    assert (
        gammal.status_code == 409 and "sparade en annan version" in gammal.text and "Halvskrivet &lt;b" in gammal.text
    )
    assert k.post(action, data=gomt | {"steg": "kasta"}).status_code == 303
    assert antal(bord) == 0 and "Halvskrivet" not in k.get(sida).text


@pytest.mark.krav("K3.7", sort="avslag")
def test_what_is_ones_own_to_write_is_shown_to_no_colleague(bord: Bord) -> None:
    for namn in ("veckan", "socialsekreterarens svar", "kundens önskemål"):
        konto, sida, action, sjalv, falt = FORMEN[namn]
        k = bord.som(konto)
        assert sparar(k, sjalv, formular(k.get(sida).text, action) | falt).status_code == 200
    assert "Halvskrivet" not in bord.som("hugo", "anordnare:h2@Anordnare A").get(FORMEN["veckan"][1]).text
    for konto, vag, verb in (
        ("sol", "/mina-kunder/in-exempel01", "svara_i_trad"), ("asa", "/min-insats", "framfor_onskemal"),
    ):  # fmt: skip
        k = bord.som(konto)
        assert sparar(k, f"{vag}/utkast/{verb}", {"text": "x", "arende": "in-exempel02"}).status_code == 404, konto
    assert antal(bord) == 3


@pytest.mark.krav("K16.3", "K14.6", sort="avslag")
@pytest.mark.parametrize("sjalv", [FORMEN["budgeten"][3], FORMEN["betalningsnoteringen"][3]])
def test_who_may_not_say_it_keeps_nothing_either(bord: Bord, sjalv: str) -> None:
    assert sparar(bord.som("alva"), sjalv, {"text": "x", "beslut": "x"}).status_code in (403, 422)
    assert antal(bord) == 0


@pytest.mark.krav("K7.2")
def test_a_week_is_kept_whole_though_it_is_filled_in_a_page_at_a_time(bord: Bord) -> None:
    k, sida = bord.som("hanna"), FORMEN["veckan"][1]
    gomt = formular(k.get(sida).text, "/veckan")
    assert sparar(k, f"/veckan/utkast/{FORRA}", gomt | {ORSAK: ORDEN, RUTA: "franvaro-vab"}).status_code == 200
    annan = gomt | {"utkast_version": "1", "orsak.in-exempel02": "Annat"}
    assert sparar(k, f"/veckan/utkast/{FORRA}", annan).json()["version"] == 2
    html = k.get(sida).text
    assert "Halvskrivet &lt;b" in html and "Annat" in html and '<option value="franvaro-vab" selected>' in html
    assert "Halvskrivet" not in k.get("/veckan").text, "another week"


@pytest.mark.krav("K3.8")
def test_a_week_that_is_begun_is_found_by_each_case_that_it_names(bord: Bord) -> None:
    k = bord.som("hanna")
    gomt = formular(k.get(FORMEN["veckan"][1]).text, "/veckan")
    sparar(k, f"/veckan/utkast/{FORRA}", gomt | {ORSAK: ORDEN, "orsak.in-exempel02": "Annat"})
    with bord.motor.connect() as c:
        for arende, funna in (("in-exempel01", 1), ("in-exempel02", 1), ("in-exempel03", 0)):
            rader = c.execute(select(skrivbord.utkast).where(skrivbord.utkast_om(None, [arende]))).all()
            assert len(rader) == funna, arende
