"""Who may say something to a case, asked with the session in one transaction: the same refusals in the same order."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import event, text

from domain.grund.parter import Aktor
from persistence.inloggning import program
from starter.api.skydd import Frekvens
from starter.inloggning.csrf import kod
from starter.stod.klient.insats import Insatsklient
from tests.starter.api.conftest import KONTON, SS, Dorr, idag
from tests.starter.api.test_standardnej import arende

__all__ = ["arende"]
pytestmark = pytest.mark.krav("K3.4")

TALA = {"handlaggare": "h1"}
SLAPPT = 503
"""What is let through meets no Temporal here."""


def skydda(dorr: Dorr, arende: str) -> None:
    """The case's kund is protected."""
    with dorr.motor.begin() as c:
        c.execute(text(
            "INSERT INTO kund (id, personnummer, fodelsedatum, namn, skydd, andrad, andrad_av)"
            " VALUES ('ku-1', '199005020003', '1990-05-02', 'x', 'sekretessmarkering', now(), 'provet')"
        ))  # fmt: skip
        c.execute(text("UPDATE insats SET kund = 'ku-1' WHERE arende = :a"), {"a": arende})


def loggen(dorr: Dorr) -> list[tuple[str, ...]]:
    with dorr.motor.connect() as c:
        rader = c.execute(text("SELECT aktor, dorr, vad, utfall FROM oppning ORDER BY nr")).all()
    return [tuple(r) for r in rader]


def test_a_login_and_its_case_are_asked_in_one_transaction(dorr: Dorr, arende: str) -> None:
    k = dorr.bevis("hanna")
    borjade: list[object] = []
    event.listen(dorr.motor, "begin", lambda _c: borjade.append(1))
    assert k.post(f"/api/arenden/{arende}/bemanna", json=TALA).status_code == SLAPPT
    assert len(borjade) == 1


@pytest.mark.krav("K3.2")
def test_what_is_said_to_a_protected_kunds_case_leaves_one_line_whether_it_is_let_through_or_not(
    dorr: Dorr, arende: str
) -> None:
    skydda(dorr, arende)
    k = dorr.bevis("hanna")
    svar = k.post(f"/api/arenden/{arende}/bemanna", json=TALA)
    ingens = k.post("/api/arenden/in-finns-inte/bemanna", json=TALA)
    assert (svar.status_code, svar.text) == (404, ingens.text.replace("in-finns-inte", arende))
    with dorr.motor.begin() as c:
        c.execute(text(
            "INSERT INTO skyddsbehorighet (kund, aktor, beviljad_av)"
            " VALUES ('ku-1', 'anordnare:h1@Anordnare A', 'provet')"
        ))  # fmt: skip
    assert k.post(f"/api/arenden/{arende}/bemanna", json=TALA).status_code == SLAPPT
    hanna = "anordnare:h1@Anordnare A"
    assert loggen(dorr) == [(hanna, "api", "kommandot bemanna", u) for u in ("nekad", "oppnad")]


def test_a_browsers_script_needs_the_token_of_our_own_page_and_an_ended_login_is_told_first(
    dorr: Dorr, arende: str
) -> None:
    skydda(dorr, arende)
    k, vag = dorr.som("hanna"), f"/api/arenden/{arende}/bemanna"
    for huvuden in (
        {},
        {"origin": dorr.bas},
        {"origin": dorr.bas, "x-csrf": kod(str(k.cookies["insats-session"]), "/x")},
    ):
        svar = k.post(vag, json=TALA, headers=huvuden)
        assert (svar.status_code, svar.json()["falt"]) == (403, "csrf")
    assert loggen(dorr) == [], "a form of somebody else's opens nothing"
    dorr.klocka.fram = timedelta(hours=11)
    assert k.post(vag, json=TALA).status_code == 401
    dorr.klocka.fram = timedelta()
    assert k.post(vag, json=TALA).status_code == 401, "its end is written down"


def test_a_program_that_only_reads_says_nothing_and_one_with_no_role_neither(dorr: Dorr, arende: str) -> None:
    vem = Aktor.tolka("karriarvagledare:kv1")
    hemlighet = program.slapp_in(dorr.motor, SS, "robot", "Roboten", vem, ["las"], idag())
    k = httpx2.Client(base_url=dorr.bas)
    data = {"grant_type": "client_credentials"}
    bevis = k.post("/api/token", data=data, auth=("robot", str(hemlighet))).json()["access_token"]
    svar = k.post(f"/api/arenden/{arende}/bemanna", json=TALA, headers={"authorization": f"Bearer {bevis}"})
    assert (svar.status_code, svar.json()["falt"]) == (403, "omrade")
    dorr.koppla("karin", "arbetsledare:al1")
    vag = f"/api/arenden/{arende}/bemanna"
    karin = dorr.som("karin")
    h = {"origin": dorr.bas, "x-csrf": kod(str(karin.cookies["insats-session"]), vag)}
    svar = karin.post(vag, json=TALA, headers=h)
    assert (svar.status_code, svar.json()["falt"]) == (403, "roll")


def test_what_is_said_is_counted_like_everything_else(dorr: Dorr, arende: str) -> None:
    dorr.app.state.frekvens = Frekvens(5)
    k = dorr.bevis("hanna")
    svaren = [k.post(f"/api/arenden/{arende}/bemanna", json=TALA).status_code for _ in range(8)]
    assert svaren[:5] == [SLAPPT] * 5 and set(svaren[5:]) == {429}


def test_the_providers_own_token_is_asked_of_the_same_case(dorr: Dorr, arende: str) -> None:
    vem = Aktor.tolka("anordnare:b1@Anordnare B")
    program.slapp_in(dorr.motor, SS, "robot", "Roboten", vem, ["las", "skriv"], idag(), egen_hemlighet=False)
    h = {"authorization": f"Bearer {dorr.utfardare.bevis(client_id='robot', scope='las skriv')}"}
    assert httpx2.post(f"{dorr.bas}/api/arenden/{arende}/bemanna", json=TALA, headers=h).status_code == 404


@pytest.mark.krav("K3.2")
def test_what_was_let_through_at_once_is_asked_anew_each_time(dorr: Dorr, arende: str) -> None:
    """The short way knows whom a session acts as, and nothing of what it may: that is the database's to say."""

    def sag(k: httpx2.Client, vilket: str = arende) -> int:
        return k.post(f"/api/arenden/{vilket}/bemanna", json=TALA).status_code

    def inne() -> httpx2.Client:
        k = dorr.bevis("hanna")
        assert [sag(k) for _ in range(2)] == [SLAPPT] * 2, "the second time it is known"
        return k

    def satt(fraga: str) -> None:
        with dorr.motor.begin() as c:
            c.execute(text(fraga))

    k = inne()
    borjade: list[object] = []
    event.listen(dorr.motor, "begin", lambda _c: borjade.append(1))
    assert sag(k) == SLAPPT and borjade == [], "no transaction of its own"
    assert sag(k, "in-finns-inte") == 404
    assert sag(dorr.bevis("bea")) == 404
    for bort, tillbaka in (
        ("UPDATE session SET avslutad = now(), avslutad_skal = 'x'", "SELECT 1"),
        ("UPDATE session SET senast = senast - interval '11 hours'", "SELECT 1"),
        ("UPDATE session SET gar_ut = now() - interval '1 second'", "SELECT 1"),
        ("UPDATE konto SET upphord = now(), upphord_av = 'x'", "UPDATE konto SET upphord = NULL, upphord_av = NULL"),
        ("UPDATE personal SET till = now()::date - 2", "UPDATE personal SET till = NULL"),
    ):
        k = inne()
        satt(bort)
        assert sag(k) == 401, bort
        satt(tillbaka)
    k = inne()
    skydda(dorr, arende)
    assert sag(k) == 404
    assert loggen(dorr)[-1] == ("anordnare:h1@Anordnare A", "api", "kommandot bemanna", "nekad")


@pytest.mark.krav("K0.6")
def test_what_is_wrong_with_its_size_or_form_is_told_before_anything_else_is_reached(dorr: Dorr, arende: str) -> None:
    """No Temporal is here, and what gets past the form is answered by 503; the database is asked once, who it is."""
    k = dorr.bevis("hanna")
    vag = f"/api/arenden/{arende}/bemanna"
    assert k.post(vag, json=TALA).status_code == SLAPPT
    borjade: list[object] = []
    event.listen(dorr.motor, "begin", lambda _c: borjade.append(1))
    for kropp, falt in (
        ({"handlaggare": 5}, "handlaggare"), ({"okant": 1} | TALA, "okant"), ({}, "handlaggare"),
        ({"handlaggare": "x" * 200_000}, "handlaggare"), ({"handlaggare": [[[[[[[[[["x"]]]]]]]]]]}, "kommando"),
        ({f"f{n}": n for n in range(30_000)}, "kommando"),
    ):  # fmt: skip
        svar = k.post(vag, json=kropp)
        assert (svar.status_code, svar.json()["falt"]) == (422, falt), svar.text[:300]
    assert borjade == []


class Framme(Exception):
    """Temporal was reached."""


class Temporal:
    """A server that only tells that it was reached."""

    def get_workflow_handle(self, _arende: str) -> Any:
        raise Framme


@pytest.mark.krav("K3.8")
def test_to_ask_a_case_how_it_stands_is_to_open_it_and_leaves_a_line_whosever_it_is(dorr: Dorr, arende: str) -> None:
    klient = Insatsklient(Temporal(), dorr.motor)  # type: ignore[arg-type]
    vilka = [KONTON[konto] for konto in ("karin", "hanna", "bea")]
    for som in vilka:
        with pytest.raises(Framme):
            asyncio.run(klient.fraga(arende, "tillstand", Aktor.tolka(som)))
    utfall = ("oppnad", "oppnad", "nekad")
    assert [(r[0], *r[2:]) for r in loggen(dorr)] == [
        (v, "frågan tillstand", u) for v, u in zip(vilka, utfall, strict=True)
    ]
