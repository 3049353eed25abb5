"""To log in: by a proof from the provider that is held against the registers, and by nothing else (K3.4)."""

from __future__ import annotations

import httpx2
import pytest
from joserfc.jwk import RSAKey

from domain.grund.parter import Aktor
from persistence.inloggning import program
from starter.inloggning import utfardare
from tests.starter.api.conftest import SS, Dorr
from tests.starter.api.inloggning.vem import IDAG, jag

pytestmark = pytest.mark.krav("K3.4")


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
    dorr.app.state.inloggning.utfardare._nycklar_last = float("-inf")
    dorr.utfardare.rotera()
    assert jag(dorr.logga_in("karin")).status_code == 200
    dorr.utfardare.nyckel = RSAKey.generate_key(2048, {"kid": dorr.utfardare.nyckel.kid})  # shown: the right one
    k = dorr.klient(accept="application/json")
    lasta = dorr.utfardare.nyckellasningar
    for _ in range(5):
        svar = k.get(dorr.till_aterkomsten("karin", k))
        assert (svar.status_code, svar.json()["detail"]) == (401, "beviset är inte utfärdat av identitetstjänsten")
    assert dorr.utfardare.nyckellasningar - lasta <= 1, "a flood of forged proofs reaches the provider once"


def test_a_code_that_the_provider_does_not_take_and_a_login_that_is_broken_off_are_told_in_swedish(dorr: Dorr) -> None:
    k = dorr.klient(accept="application/json")
    tillbaka = dorr.till_aterkomsten("karin", k)
    dorr.utfardare._koder.clear()
    svar = k.get(tillbaka)
    assert (svar.status_code, svar.json()["detail"]) == (401, "identitetstjänsten godtar inte inloggningen; börja om")
    svar = k.get("/inloggad?error=access_denied&error_description=The+user+said+no")
    assert svar.json()["detail"] == "inloggningen avbröts hos identitetstjänsten; börja om"


def test_nobody_is_refused_for_keys_that_were_rotated_a_moment_ago(dorr: Dorr) -> None:
    """The keys have just been read; what a login is shown comes from the provider itself, so they are read again."""
    dorr.logga_in("karin")
    for lasningar in (1, 2):
        fore = dorr.utfardare.nyckellasningar
        dorr.utfardare.rotera()
        for _ in range(lasningar):
            assert jag(dorr.logga_in("karin")).status_code == 200
        assert dorr.utfardare.nyckellasningar - fore == 1


def test_forged_proofs_from_anybody_have_the_keys_read_once_in_five_seconds(
    dorr: Dorr, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert utfardare._MINST_MELLAN == 5
    monkeypatch.setattr(utfardare, "_MINST_MELLAN", 500.0)  # the test takes the time that it takes
    program.slapp_in(
        dorr.motor, SS, "robot", "Roboten", Aktor.tolka("ekonom:e1"), ["las"], IDAG, egen_hemlighet=False
    )  # fmt: skip
    u = dorr.app.state.inloggning.utfardare

    def robotens(nyckel: RSAKey | None = None) -> int:
        bevis = dorr.utfardare.bevis(nyckel, client_id="robot", scope="las")
        return httpx2.get(f"{dorr.bas}/api/jag", headers={"authorization": f"Bearer {bevis}"}).status_code

    assert robotens() == 200
    dorr.utfardare.rotera()
    fore = dorr.utfardare.nyckellasningar
    falsk = RSAKey.generate_key(2048, {"kid": "falsk"})
    assert [robotens(falsk), robotens(falsk), robotens()] == [401, 401, 401]
    assert dorr.utfardare.nyckellasningar == fore
    u._nycklar_last -= 500
    assert [robotens(), robotens(falsk), robotens(falsk)] == [200, 401, 401]
    assert dorr.utfardare.nyckellasningar - fore == 1


def test_a_key_that_is_withdrawn_counts_for_ten_minutes_at_the_most_and_stands_while_the_provider_is_away(
    dorr: Dorr,
) -> None:
    program.slapp_in(
        dorr.motor, SS, "robot", "Roboten", Aktor.tolka("ekonom:e1"), ["las"], IDAG, egen_hemlighet=False
    )  # fmt: skip
    u = dorr.app.state.inloggning.utfardare

    def robotens(bevis: str) -> int:
        return httpx2.get(f"{dorr.bas}/api/jag", headers={"authorization": f"Bearer {bevis}"}).status_code

    forsta = dorr.utfardare.bevis(client_id="robot", scope="las")
    assert robotens(forsta) == 200
    dorr.utfardare.rotera()
    u._nycklar_last -= 590
    assert robotens(forsta) == 200, "nobody has asked for the keys since"
    u._nycklar_last -= 20
    assert robotens(forsta) == 401
    andra = dorr.utfardare.bevis(client_id="robot", scope="las")
    u._nycklar_last -= 6
    assert robotens(andra) == 200
    dorr.utfardare.nere = True
    u._nycklar_last -= 610
    assert robotens(andra) == 200, "who is let in by a key that we have is so while the provider is away"


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
