"""What the sandbox's identity provider shows a person is Swedish, and asks no other host for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2
import pytest

from starter.stod.stack.idp import PAGES, SandboxIdp

TILLBAKA = "http://127.0.0.1:1/inloggad"
WEBBLASARE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ENGELSKA = re.compile(r"\b(authorize|client|deny|redirected|predefined|users?|session|error|missing|end)\b", re.I)


@pytest.fixture(scope="module")
def idp() -> Iterator[SandboxIdp]:
    with SandboxIdp({"karin": {"name": "Karin Ek"}, "<b>": {}}, [TILLBAKA]) as idp:
        yield idp


def fraga(idp: SandboxIdp, **annat: str) -> dict[str, str]:
    ratt = {"response_type": "code", "client_id": idp.client_id, "redirect_uri": TILLBAKA, "scope": "openid"}
    return {**ratt, "state": "s", "nonce": "n", **annat}


def last(svar: httpx2.Response) -> str:
    """What a page says, once it has been tried that it is a Swedish one of ours."""
    assert '<html lang="sv">' in svar.text
    assert "http" not in re.sub(r'value="http://127\.0\.0\.1[^"]*"', "", svar.text)
    ord_ = re.sub(r"<style>.*?</style>|<[^>]*>", " ", svar.text, flags=re.S)
    assert not ENGELSKA.search(ord_), ord_
    return " ".join(ord_.split())


def test_whom_one_may_be_is_told_by_name_and_a_login_that_is_not_written_is_asked_for(idp: SandboxIdp) -> None:
    vart = f"{idp.issuer}/oauth2/authorize"
    sida = httpx2.get(vart, params=fraga(idp))
    assert "Vem vill du vara?" in last(sida) and "Karin Ek (karin)" in last(sida)
    assert "&lt;b&gt; (&lt;b&gt;)" in sida.text
    assert "Skriv vilken inloggning det gäller" in last(httpx2.post(vart, params=fraga(idp), data={}))
    svar = httpx2.post(vart, params=fraga(idp), data={"sub": "karin"})
    assert (svar.status_code, svar.headers["location"].startswith(f"{TILLBAKA}?")) == (302, True)
    assert "Karin Ek" in last(httpx2.get(vart, params=fraga(idp)))


@pytest.mark.parametrize(
    "fel",
    [{"client_id": "en-annan"}, {"response_type": "token"}, {"redirect_uri": "http://127.0.0.1:2/"}, {"nonce": ""}],
)
def test_one_who_is_sent_there_wrongly_is_told_so(idp: SandboxIdp, fel: dict[str, str]) -> None:
    svar = httpx2.get(f"{idp.issuer}/oauth2/authorize", params=fraga(idp, **fel), headers=WEBBLASARE)
    if svar.status_code == 302:  # it is told to the service, which says it (``test_inloggning``)
        assert svar.headers["location"].startswith(TILLBAKA)
    else:
        assert svar.status_code == 400 and "Det går inte att logga in" in last(svar)
    assert "Det går inte" in last(httpx2.get(f"{idp.issuer}/finns-inte", headers=WEBBLASARE))


def test_a_program_is_answered_as_programs_are(idp: SandboxIdp) -> None:
    kod = {"grant_type": "authorization_code", "code": "använd", "redirect_uri": TILLBAKA}
    svar = httpx2.post(f"{idp.issuer}/oauth2/token", data=kod, auth=(idp.client_id, idp.secret))
    assert (svar.status_code, svar.json()["error"]) == (400, "invalid_grant")


def test_the_way_out_and_the_first_page(idp: SandboxIdp) -> None:
    ut = f"{idp.issuer}/oauth2/end_session"
    assert "Tillbaka till tjänsten" in last(httpx2.get(ut, params={"post_logout_redirect_uri": TILLBAKA}))
    assert "Klart" in last(httpx2.get(ut))
    assert "Du är utloggad" in last(httpx2.post(f"{ut}/confirm"))
    assert "Sandlådans inloggning" in last(httpx2.get(idp.issuer))


def test_every_page_that_it_is_built_on_has_one_of_ours(idp: SandboxIdp) -> None:
    oidc_provider_mock = pytest.importorskip("oidc_provider_mock")
    deras = {p.name for p in (type(PAGES)(oidc_provider_mock.__file__).parent / "templates").iterdir()}
    assert {p.name for p in PAGES.iterdir()} >= deras
