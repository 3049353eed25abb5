"""To log in: by a proof from the provider that is held against the registers, and by nothing else (K3.4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from joserfc.jwk import RSAKey

from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum, midnatt
from persistence.inloggning import konton, medarbetare, program
from persistence.register.kund import karriarvagledare
from starter.inloggning.csrf import kod
from starter.inloggning.inlogg import egen_sida
from tests.starter.api.conftest import SS, Dorr, Oppna, idag

pytestmark = pytest.mark.krav("K3.4")
IDAG = idag()


def jag(k: httpx2.Client) -> httpx2.Response:
    return k.get("/api/jag", headers={"accept": "application/json"})


def kaka(k: httpx2.Client) -> str:
    return str(k.cookies["insats-session"])


def test_whoever_is_in_the_registers_is_let_in_as_that_and_nothing_else(dorr: Dorr) -> None:
    svar = jag(dorr.logga_in("hanna")).json()
    assert svar["aktor"] == "anordnare:h1@Anordnare A"
    assert svar["valbara"] == ["anordnare:h1@Anordnare A"]
    assert svar["niva"] == 3


def test_without_a_login_there_is_nothing_and_a_browser_is_shown_the_way(dorr: Dorr) -> None:
    svar = httpx2.get(f"{dorr.bas}/api/jag")
    assert (svar.status_code, svar.json()["detail"]) == (401, "logga in först")
    assert svar.headers["www-authenticate"].startswith("Bearer")
    assert (
        dorr.klient().get("/valj-roll?till=%2Fa").headers["location"] == "/logga-in?till=%2Fvalj-roll%3Ftill%3D%252Fa"
    )


def test_a_login_that_is_nobodys_is_refused(dorr: Dorr) -> None:
    k = dorr.klient(accept="application/json")
    svar = k.get(dorr.till_aterkomsten("okand", k))
    assert svar.status_code == 422
    assert svar.json()["krav"] == "K3.4"
    assert "okand" not in svar.text
    assert "insats-session" not in k.cookies


@pytest.mark.parametrize(
    ("andra", "vantat"),
    [
        ({"iss": "https://nagon.annan"}, "utfärdat åt någon annan"),
        ({"aud": "nagon-annan"}, "utfärdat åt någon annan"),
        ({"aud": ["insatsflode", "nagon-annan"]}, "utfärdat åt någon annan"),
        ({"azp": "nagon-annan"}, "utfärdat åt någon annan"),
        ({"nonce": "en annan"}, "hör till en annan inloggning"),
        ({"exp": 1_000_000_000}, "har gått ut"),
        ({"exp": None}, "inte utfärdat åt den här tjänsten"),
        ({"sub": None}, "inte utfärdat åt den här tjänsten"),
    ],
)
def test_a_proof_that_is_not_for_us_now_is_none(dorr: Dorr, andra: dict[str, object], vantat: str) -> None:
    k = dorr.klient(accept="application/json")
    dorr.utfardare.andra = andra
    svar = k.get(dorr.till_aterkomsten("karin", k))
    assert svar.status_code == 401
    assert vantat in svar.json()["detail"]


@pytest.mark.parametrize(("sekunder", "slapps_in"), [(30, True), (-30, True), (300, False), (-600, False)])
def test_a_clock_that_goes_wrong_is_borne_for_a_minute(dorr: Dorr, sekunder: int, slapps_in: bool) -> None:
    k = dorr.klient(accept="application/json")
    dorr.utfardare.gar = sekunder
    svar = k.get(dorr.till_aterkomsten("karin", k))
    assert (svar.status_code == 303) is slapps_in
    if sekunder == 300:
        assert "klocka" in svar.json()["detail"]


def test_keys_may_be_rotated_but_a_forged_signature_is_none(dorr: Dorr) -> None:
    dorr.logga_in("karin")
    dorr.app.state.inloggning.utfardare._nycklar_last = float("-inf")  # half a minute later
    dorr.utfardare.rotera()
    assert jag(dorr.logga_in("karin")).status_code == 200
    dorr.utfardare.nyckel = RSAKey.generate_key(2048, {"kid": dorr.utfardare.nyckel.kid})  # shown: the right one
    k = dorr.klient(accept="application/json")
    lasta = dorr.utfardare.nyckellasningar
    for _ in range(5):
        svar = k.get(dorr.till_aterkomsten("karin", k))
        assert (svar.status_code, svar.json()["detail"]) == (401, "beviset är inte utfärdat av identitetstjänsten")
    assert dorr.utfardare.nyckellasningar - lasta <= 1, "a flood of forged proofs reaches the provider once"


@pytest.mark.parametrize(
    ("konto", "acr", "slapps_in"),
    [
        ("hanna", "http://id.elegnamnden.se/loa/1.0/loa2", False),
        ("hanna", None, False),
        ("hanna", "http://id.elegnamnden.se/loa/1.0/loa4", True),
        ("karin", None, True),
    ],
)
def test_an_anordnares_staff_log_in_with_level_three(dorr: Dorr, konto: str, acr: str | None, slapps_in: bool) -> None:
    k = dorr.klient(accept="application/json")
    dorr.utfardare.acr = acr
    svar = k.get(dorr.till_aterkomsten(konto, k))
    assert (svar.status_code == 303) is slapps_in
    if not slapps_in:
        assert "tillitsnivå" in svar.json()["detail"]


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
    assert (svar.status_code, svar.json()["detail"]) == (503, "identitetstjänsten svarar inte")
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


def test_a_program_may_show_the_providers_own_token(dorr: Dorr) -> None:
    program.slapp_in(
        dorr.motor, SS, "robot", "Roboten", Aktor.tolka("ekonom:e1"), ["las", "skriv"], IDAG, egen_hemlighet=False
    )
    ratt = dorr.utfardare.bevis(client_id="robot", scope="las")
    k = httpx2.Client(base_url=dorr.bas, headers={"authorization": f"Bearer {ratt}"})
    assert jag(k).json()["omraden"] == ["las"]
    for fel in (
        dorr.utfardare.bevis(client_id="robot", scope="las", aud="annan"),
        dorr.utfardare.bevis(client_id="robot", scope="las", exp=1_000_000_000),
        dorr.utfardare.bevis(client_id="robot", scope="las", iss="https://annan"),
        dorr.utfardare.bevis(client_id="okand", scope="las"),
        dorr.utfardare.bevis(RSAKey.generate_key(2048, {"kid": "k1"}), client_id="robot", scope="las"),
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
