"""The codec server: what it shows, to whom, and what is left of it in the log."""

import base64
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import structlog
from aiohttp import ClientSession, CookieJar
from google.protobuf.json_format import MessageToDict
from temporalio.api.common.v1 import Payloads

from domain.grund.parter import Aktor, Roll
from starter.stod.kryptering.kodekdorr import STORST, Kodekdorr, las_tokens, oppen
from starter.stod.kryptering.namn import FelTokenfil
from starter.stod.kryptering.nyckelring import ny_nyckel
from starter.stod.kryptering.omvandling import krypterad

pytestmark = pytest.mark.krav("K3.3")

SIDOR = "http://127.0.0.1:8233"
TOKEN = "t" * 40
HEMLIGT = "handlaggare-H1"


@pytest.fixture
def loggat() -> Iterator[list[dict[str, Any]]]:
    with structlog.testing.capture_logs() as rader:
        yield rader


@pytest_asyncio.fixture
async def dorr(tmp_path: Path) -> AsyncIterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The door's address, a question that it can answer, and one for another namespace's payload."""
    ring = ny_nyckel(tmp_path / "n.toml", "2026-11")
    fragor = [
        MessageToDict(Payloads(payloads=await krypterad(ring, namespace).encode([HEMLIGT])))
        for namespace in ("insatsflode", "annan")
    ]
    kodek = Kodekdorr(ring, "insatsflode", {TOKEN: Aktor(Roll.SYSTEMSPECIALIST, "ss1")}, SIDOR)
    async with oppen(kodek, 0) as port:
        yield f"http://127.0.0.1:{port}", fragor[0], fragor[1]


def som(token: str, **mer: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "X-Namespace": "insatsflode", "Origin": SIDOR} | mer


async def fraga(url: str, data: Any, huvuden: dict[str, str], **hur: Any) -> tuple[int, Any]:
    async with ClientSession(**hur) as s, s.post(f"{url}/decode", json=data, headers=huvuden) as svar:
        return svar.status, await svar.json()


async def test_who_is_let_in_reads_and_it_is_logged_but_not_what(dorr: Any, loggat: list[dict[str, Any]]) -> None:
    url, data, _ = dorr
    status, svar = await fraga(url, data, som(TOKEN))
    assert (status, base64.b64decode(svar["payloads"][0]["data"])) == (200, f'"{HEMLIGT}"'.encode())
    (rad,) = loggat
    assert (rad["event"], rad["vem"], rad["antal"]) == ("avkodat", "systemspecialist:ss1", 1)
    assert HEMLIGT not in json.dumps(loggat)


async def test_who_is_not_let_in_reads_nothing_and_that_is_logged(dorr: Any, loggat: list[dict[str, Any]]) -> None:
    url, data, _ = dorr
    nekade = {
        "inte inloggad": [som(""), som("x" * 40), {"Origin": SIDOR}],
        "annat ursprung": [som(TOKEN, Origin="http://ond.example")],
        "annan namnrymd": [som(TOKEN, **{"X-Namespace": "annan"})],
    }
    for skal, fragor in nekade.items():
        for huvuden in fragor:
            status, svar = await fraga(url, data, huvuden)
            assert status in (401, 403) and "payloads" not in svar
            assert loggat[-1]["event"] == "avkodning nekad" and loggat[-1]["skal"] == skal


async def test_a_browser_logs_in_once_and_its_cookie_is_not_the_token(dorr: Any, loggat: list[dict[str, Any]]) -> None:
    url, data, _ = dorr
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as s:
        async with s.post(f"{url}/logga-in", data={"token": "fel" * 20}) as svar:
            assert svar.status == 403 and "Set-Cookie" not in svar.headers
        async with s.post(f"{url}/logga-in", data={"token": TOKEN}) as svar:
            kaka = svar.headers["Set-Cookie"]
            assert "HttpOnly" in kaka and "SameSite=Strict" in kaka and TOKEN not in kaka
        async with s.post(f"{url}/decode", json=data, headers={"Origin": SIDOR}) as svar:
            assert svar.status == 200
            assert svar.headers["Access-Control-Allow-Origin"] == SIDOR
            assert svar.headers["Access-Control-Allow-Credentials"] == "true"
    assert [r["event"] for r in loggat] == ["inloggning nekad", "inloggad", "avkodat"]


async def test_what_cannot_be_opened_or_read_is_one_clear_answer_and_logged(
    dorr: Any, loggat: list[dict[str, Any]]
) -> None:
    url, _, frammande = dorr
    assert await fraga(url, frammande, som(TOKEN)) == (
        422,
        {"error": "ett krypterat värde går inte att läsa: det är ändrat, eller hör till en annan namnrymd"},
    )
    for skrap in ("text", [1], {"payloads": 7}, {"payloads": [7]}, None):
        assert await fraga(url, skrap, som(TOKEN)) == (400, {"error": "frågan går inte att läsa"})
    async with ClientSession() as s, s.post(f"{url}/decode", data=b"x" * (STORST + 1), headers=som(TOKEN)) as svar:
        assert (svar.status, await svar.json()) == (413, {"error": "frågan är större än 4 MB"})
    assert [r["event"] for r in loggat] == ["avkodning misslyckades", *["avkodning nekad"] * 6]
    assert {r["vem"] for r in loggat} == {"systemspecialist:ss1"}


def test_the_file_of_tokens_is_for_its_owner_and_gives_each_one_of_their_own(tmp_path: Path) -> None:
    fil = tmp_path / "tokens.json"
    fil.write_text(json.dumps({"ss1": TOKEN, "ss2": "u" * 32}))
    fil.chmod(0o640)
    with pytest.raises(FelTokenfil, match="chmod 600"):
        las_tokens(fil)
    fil.chmod(0o600)
    assert las_tokens(fil)[TOKEN] == Aktor(Roll.SYSTEMSPECIALIST, "ss1")
    for fel in ("[]", "{}", "{", '{"ss1": "kort"}', '{"ss1": 7}', json.dumps({"a": TOKEN, "b": TOKEN})):
        fil.write_text(fel)
        with pytest.raises(FelTokenfil) as sagt:
            las_tokens(fil)
        assert str(sagt.value).startswith("KODEK_TOKENS: ") and TOKEN not in str(sagt.value)
    with pytest.raises(FelTokenfil, match="går inte att läsa"):
        las_tokens(tmp_path / "ingen.json")
