"""K3.4: forms and roles of a login, programs with their scopes, and who decides on access."""

from __future__ import annotations

import httpx2
import pytest
from joserfc.jwk import RSAKey

from domain.grund.parter import Aktor, Roll
from persistence.inloggning import konton, medarbetare, program
from starter.inloggning.csrf import kod
from starter.inloggning.inlogg import egen_sida
from tests.starter.api.conftest import SS, Dorr, Oppna
from tests.starter.api.inloggning.vem import IDAG, jag, kaka

pytestmark = pytest.mark.krav("K3.4")


@pytest.mark.parametrize(
    ("ursprung", "koden"),
    [
        (None, "ratt"),
        ("https://ond.example", "ratt"),
        ("null", "ratt"),
        ("eget", ""),
        ("eget", "annan vag"),
        ("eget", "fel"),
    ],
)
def test_a_form_that_is_not_ours_is_refused(dorr: Dorr, ursprung: str | None, koden: str) -> None:
    k = dorr.logga_in("karin")
    vag = "/api/sessioner/1" if koden == "annan vag" else "/logga-ut"
    tecken = "" if not koden else "0" * 96 if koden == "fel" else kod(kaka(k), vag)
    huvuden = {"x-csrf": tecken} | ({"origin": dorr.bas if ursprung == "eget" else ursprung} if ursprung else {})
    svar = k.post("/logga-ut", headers={"accept": "application/json", **huvuden})
    assert (svar.status_code, svar.json()["falt"]) == (403, "csrf")
    assert jag(k).status_code == 200


def test_a_token_of_another_session_is_no_token(dorr: Dorr) -> None:
    k, annan = dorr.logga_in("karin"), dorr.logga_in("kalle")
    huvuden = {"origin": dorr.bas, "x-csrf": kod(kaka(annan), "/logga-ut")}
    assert k.post("/logga-ut", headers=huvuden).status_code == 403


def test_one_with_several_chooses_and_gets_a_new_secret(dorr: Dorr) -> None:
    dorr.koppla("karin", "arbetsledare:al1")
    k = dorr.klient()
    svar = k.get(dorr.till_aterkomsten("karin", k))
    assert svar.headers["location"].startswith("/valj-roll")
    assert jag(k).json()["aktor"] is None
    fore = kaka(k)
    sida = k.get("/valj-roll").text
    assert "arbetsledare al1" in sida and "karriärvägledare kv1" in sida
    tecken = kod(fore, "/valj-roll")
    data = {"aktor": "arbetsledare:al1", "csrf": tecken, "till": "/nagot"}
    svar = k.post("/valj-roll", data=data, headers={"origin": dorr.bas})
    assert (svar.status_code, svar.headers["location"]) == (303, "/nagot")
    assert jag(k).json()["aktor"] == "arbetsledare:al1"
    assert httpx2.get(f"{dorr.bas}/api/jag", cookies={"insats-session": fore}).status_code == 401


def test_nobody_chooses_what_they_are_not(dorr: Dorr) -> None:
    k = dorr.logga_in("hanna")
    for aktor in ("anordnare:b1@Anordnare B", "systemspecialist:ss1", "system:system", "strunt"):
        svar = dorr.posta(k, "/valj-roll", data={"aktor": aktor})
        assert svar.status_code == 422, aktor
    assert jag(k).json()["aktor"] == "anordnare:h1@Anordnare A"


def test_a_provider_that_is_away_keeps_those_who_are_in(dorr: Dorr) -> None:
    k = dorr.logga_in("karin")
    dorr.utfardare.nere = True
    assert jag(k).status_code == 200
    dorr.app.state.inloggning.utfardare._om_sig.clear()
    svar = dorr.klient(accept="application/json").get("/logga-in")
    assert svar.status_code == 503 and svar.json()["detail"].startswith("just nu går det inte att logga in")
    dorr.utfardare.nere = False
    assert jag(dorr.logga_in("kalle")).status_code == 200


@pytest.mark.parametrize(
    "till", ["https://ond.example/", "//ond.example", "/\\ond.example", "javascript:x", "/a\nb", ""]
)
def test_a_login_never_ends_at_somebody_elses_page(till: str) -> None:
    assert egen_sida(till) == "/"
    assert egen_sida("/arende/in-1?flik=plan") == "/arende/in-1?flik=plan"


def test_a_program_has_its_scopes_and_no_more(dorr: Dorr) -> None:
    vem = Aktor.tolka("ekonom:e1")
    hemlighet = program.slapp_in(dorr.motor, SS, "ekonomi", "Ekonomisystemet", vem, ["las"], IDAG)
    k = httpx2.Client(base_url=dorr.bas)
    data = {"grant_type": "client_credentials"}
    assert k.post("/api/token", data=data, auth=("ekonomi", "gissning")).status_code == 401
    assert k.post("/api/token", data=data, auth=("annan", str(hemlighet))).status_code == 401
    assert k.post("/api/token", data=data | {"scope": "las skriv"}, auth=("ekonomi", str(hemlighet))).status_code == 401
    svar = k.post("/api/token", data=data, auth=("ekonomi", str(hemlighet))).json()
    k.headers["authorization"] = f"Bearer {svar['access_token']}"
    assert jag(k).json() | {"gar_ut": ""} == {
        "aktor": "ekonom:e1", "valbara": [], "slag": "program", "niva": 0, "omraden": ["las"], "gar_ut": "",
    }  # fmt: skip
    svar = k.delete("/api/sessioner/1")
    assert (svar.status_code, svar.json()["falt"]) == (403, "omrade")
    program.avsluta(dorr.motor, SS, "ekonomi", IDAG)
    assert jag(k).status_code == 401
    assert k.post("/api/token", data=data, auth=("ekonomi", str(hemlighet))).status_code == 401


UTMANING = "A" * 43


@pytest.mark.parametrize(
    "till",
    [
        f"http://127.0.0.1:@ond.example/ {UTMANING}", f"http://127.0.0.1:8000@ond.example/ {UTMANING}",
        f"http://127.0.0.1:8000.ond.example/ {UTMANING}", f"http://127.0.0.1:8000/ond {UTMANING}",
        f"https://ond.example/ {UTMANING}", "http://127.0.0.1:8000/", f"http://127.0.0.1:8000/ {UTMANING}\nx",
    ],
)  # fmt: skip
def test_a_code_goes_to_a_terminal_of_this_machine_and_nowhere_else(dorr: Dorr, till: str) -> None:
    """Who has the code and the challenge's verifier is let in: a link of another's must not be able to ask for it."""
    from sqlalchemy import text

    k = dorr.logga_in("karin")
    assert "ond.example" not in k.get("/valj-roll", params={"terminal": till}).text
    falt = {"aktor": "karriarvagledare:kv1", "till": till, "csrf": kod(kaka(k), "/valj-roll")}
    svar = k.post("/valj-roll", data=falt, headers={"origin": dorr.bas})
    assert (svar.status_code, svar.headers["location"]) == (303, "/")
    with dorr.motor.connect() as c:
        assert c.execute(text("SELECT count(*) FROM terminalkod")).scalar() == 0
    ratt = falt | {"till": f"http://127.0.0.1:8000/ {UTMANING}", "csrf": kod(kaka(k), "/valj-roll")}
    svar = k.post("/valj-roll", data=ratt, headers={"origin": dorr.bas})
    assert svar.headers["location"].startswith("http://127.0.0.1:8000/?kod=")


def test_a_program_may_show_the_providers_own_token(dorr: Dorr) -> None:
    program.slapp_in(
        dorr.motor, SS, "robot", "Roboten", Aktor.tolka("ekonom:e1"), ["las", "skriv"], IDAG, egen_hemlighet=False
    )
    program.slapp_in(dorr.motor, SS, "ekonomi", "Ekonomi", Aktor.tolka("ekonom:e1"), ["las"], IDAG)
    ratt = dorr.utfardare.bevis(client_id="robot", scope="las")
    k = httpx2.Client(base_url=dorr.bas, headers={"authorization": f"Bearer {ratt}"})
    assert jag(k).json()["omraden"] == ["las"]
    for fel in (
        dorr.utfardare.bevis(client_id="robot", scope="las", aud="annan"),
        dorr.utfardare.bevis(client_id="robot", scope="las", exp=1_000_000_000),
        dorr.utfardare.bevis(client_id="robot", scope="las", iss="https://annan"),
        dorr.utfardare.bevis(client_id="okand", scope="las"),
        dorr.utfardare.bevis(RSAKey.generate_key(2048, {"kid": "k1"}), client_id="robot", scope="las"),
        dorr.utfardare.bevis(sub="robot", scope="las"),  # somebody at the provider who is called as the program is
        dorr.utfardare.bevis(client_id="robot", scope="las", nonce="x"),  # a proof of a person's login
        dorr.utfardare.bevis(client_id="ekonomi", scope="las"),  # it has a secret of its own, and is let in by that
        ratt[:-4] + "AAAA",
        "a.b.c",
    ):
        k.headers["authorization"] = f"Bearer {fel}"
        assert jag(k).status_code == 401


def test_cookies_are_bound_to_the_host_by_name_where_there_is_tls(oppna: Oppna) -> None:
    d = oppna()
    from starter.inloggning.csrf import kaka_namn

    d.inst.__dict__["api_adress"] = "https://insats.example"
    assert kaka_namn(d.inst) == "__Host-insats-session"
    svar = httpx2.get(f"{d.bas}/logga-in", headers={"host": d.bas.removeprefix("http://")})
    satt = svar.headers["set-cookie"]
    assert satt.startswith("__Host-insats-paborjad=")
    for del_ in ("HttpOnly", "Path=/", "SameSite=lax", "Secure"):
        assert del_ in satt
    assert "Domain" not in satt


def test_the_first_administrator_is_let_in_once_and_on_record(dorr: Dorr) -> None:
    from domain.grund.avvisning import Avvisning

    falt = {"id": "adm", "namn": "Ada Min", "epost": "ada@kommunen.example", "fran": IDAG}
    u = dorr.utfardare.utfardare
    konton.slapp_in_forsta(dorr.motor, "root på drift1", u, "ada", dict(falt), IDAG)
    assert jag(dorr.logga_in("ada")).json()["aktor"] == "systemspecialist:adm"
    with pytest.raises(Avvisning, match="redan insläppt"):
        konton.slapp_in_forsta(dorr.motor, "root på drift1", u, "ond", dict(falt) | {"id": "ond"}, IDAG)
    assert medarbetare.historik(dorr.motor, SS, Roll.SYSTEMSPECIALIST, "adm")[0].andrad_av == "root på drift1"


def test_nobody_decides_on_their_own_access(dorr: Dorr) -> None:
    from domain.grund.avvisning import Avvisning

    ss1 = Aktor.tolka("systemspecialist:ss1")
    with pytest.raises(Avvisning, match="egen behörighet"):
        konton.koppla(dorr.motor, ss1, "u", "annat", ss1, IDAG)
    with pytest.raises(Avvisning, match="egen behörighet"):
        medarbetare.andra(dorr.motor, ss1, Roll.SYSTEMSPECIALIST, "ss1", {"till": None})
    for annan in ("ekonom:e1", "karriarvagledare:kv1", "arbetsledare:al1"):
        with pytest.raises(Avvisning, match="det här gör"):
            konton.koppla(dorr.motor, Aktor.tolka(annan), "u", "x", Aktor.tolka("ekonom:e2"), IDAG)
    with pytest.raises(Avvisning, match="finns inte i registret"):
        konton.koppla(dorr.motor, SS, "u", "x", Aktor.tolka("ekonom:finns-inte"), IDAG)
