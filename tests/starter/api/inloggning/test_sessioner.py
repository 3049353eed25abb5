"""K3.4: a login's session begins once, ends when access does, and holds no secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum, midnatt
from persistence.inloggning import konton
from persistence.register.kund import karriarvagledare
from starter.inloggning.csrf import kod
from tests.starter.api.conftest import SS, Dorr
from tests.starter.api.inloggning.vem import IDAG, jag, kaka

pytestmark = pytest.mark.krav("K3.4")


def test_a_code_is_used_once_and_in_the_browser_that_asked_for_it(dorr: Dorr) -> None:
    k = dorr.klient(accept="application/json")
    adress = dorr.till_aterkomsten("karin", k)
    annans = dorr.klient(accept="application/json")
    annans.get("/logga-in")  # has a cookie of its own
    assert annans.get(adress).status_code == 401
    assert k.get(adress).status_code == 401, "the attempt spent it"
    adress = dorr.till_aterkomsten("karin", k)
    assert k.get(adress).status_code == 303
    assert k.get(adress).status_code == 401


def test_a_login_that_took_too_long_is_begun_anew(dorr: Dorr) -> None:
    k = dorr.klient(accept="application/json")
    adress = dorr.till_aterkomsten("karin", k)
    dorr.klocka.fram = timedelta(minutes=11)
    assert k.get(adress).status_code == 401


def test_access_ends_at_midnight_and_the_session_with_it(dorr: Dorr) -> None:
    k = dorr.logga_in("kalle")
    karriarvagledare.andra(dorr.motor, SS, "kv2", {"till": datum(dorr.klocka())}, IDAG)
    assert jag(k).status_code == 200, "the last day is a day of work"
    dorr.app.state.inloggning.inst.__dict__.update(session_vila=720, session_hela=1440)
    dorr.klocka.fram = midnatt(datum(datetime.now(UTC)) + timedelta(days=1)) - datetime.now(UTC) + timedelta(seconds=1)
    assert jag(k).status_code == 401
    dorr.klocka.fram = timedelta()
    assert jag(k).status_code == 401, "it does not come to life again"


def test_one_who_leaves_an_anordnare_is_out_at_midnight(dorr: Dorr) -> None:
    from sqlalchemy import text

    k = dorr.logga_in("hanna")
    with dorr.motor.begin() as c:
        c.execute(text("UPDATE personal SET fran = '2024-01-01', till = :d WHERE person = 'h1'"), {"d": IDAG})
    assert jag(k).status_code == 200
    with dorr.motor.begin() as c:
        c.execute(text("UPDATE personal SET till = :d WHERE person = 'h1'"), {"d": IDAG - timedelta(days=1)})
    assert jag(k).status_code == 401
    k2 = dorr.klient(accept="application/json")
    assert k2.get(dorr.till_aterkomsten("hanna", k2)).status_code == 422


def test_a_link_that_is_taken_away_ends_the_session(dorr: Dorr) -> None:
    k = dorr.logga_in("e1")
    konton.ta_bort(dorr.motor, SS, dorr.utfardare.utfardare, "e1", Aktor.tolka("ekonom:e1"))
    assert jag(k).status_code == 401


def test_a_session_ends_unused_and_at_its_limit(dorr: Dorr) -> None:
    k = dorr.logga_in("karin")
    for minut in range(25, 600, 25):
        dorr.klocka.fram = timedelta(minutes=minut)
        assert jag(k).status_code == 200, minut
    dorr.klocka.fram = timedelta(minutes=601)
    assert jag(k).status_code == 401, "ten hours, however used"
    dorr.klocka.fram = timedelta()
    k = dorr.logga_in("karin")
    dorr.klocka.fram = timedelta(minutes=31)
    assert jag(k).status_code == 401, "half an hour unused"


def test_log_out_ends_the_session_also_for_a_stolen_cookie(dorr: Dorr) -> None:
    k = dorr.logga_in("karin")
    stulen = {"insats-session": kaka(k)}
    assert httpx2.get(f"{dorr.bas}/api/jag", cookies=stulen).status_code == 200
    svar = dorr.posta(k, "/logga-ut")
    assert svar.status_code == 303
    assert svar.headers["location"].startswith(f"{dorr.utfardare.utfardare}/ut?")
    assert httpx2.get(f"{dorr.bas}/api/jag", cookies=stulen).status_code == 401


def test_one_sees_ones_sessions_and_ends_them_but_nobody_elses(dorr: Dorr) -> None:
    k, annan, annans = dorr.logga_in("karin"), dorr.logga_in("karin"), dorr.logga_in("kalle")
    rader = k.get("/api/sessioner").json()
    assert [r["denna"] for r in rader].count(True) == 1
    assert len(rader) == 2
    (nr,) = (r["nr"] for r in rader if not r["denna"])
    kalles = annans.get("/api/sessioner").json()[0]["nr"]
    huvuden = {"origin": dorr.bas}
    for vilken, status in ((kalles, 404), (nr, 204)):
        vag = f"/api/sessioner/{vilken}"
        svar = k.delete(vag, headers=huvuden | {"x-csrf": kod(kaka(k), vag)})
        assert svar.status_code == status
    assert jag(annan).status_code == 401
    assert jag(annans).status_code == 200


def test_the_database_holds_no_secret(dorr: Dorr) -> None:
    from sqlalchemy import text

    k = dorr.logga_in("karin")
    with dorr.motor.connect() as c:
        rader = [
            str(r) for t in ("session", "inloggning", "konto") for r in c.execute(text(f"SELECT {t}::text FROM {t}"))
        ]
    assert rader
    assert kaka(k) not in "".join(rader)
