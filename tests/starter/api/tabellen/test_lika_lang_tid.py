"""What is not one's own is answered as what is not there, in the same time: at whole moments (K3.2, K3.3)."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from starter.api import skydd
from starter.inloggning.installningar import Dorrinstallningar

pytestmark = pytest.mark.krav("K3.2", "K3.3")

TOG = [(0.0004, 0.02), (0.003, 0.02), (0.0199, 0.02), (0.0201, 0.04), (0.0335, 0.04)]
"""Seconds that it took to find out, and when the answer is given."""


def _svarar(status: int, tog: float, monkeypatch: pytest.MonkeyPatch) -> float:
    """When an answer that took so long to find out is given, by a clock that only the wait moves."""
    klockan = [100.0]

    async def vanta(sekunder: float) -> None:
        klockan[0] += sekunder

    async def appen(_scope: Scope, _receive: Receive, send: Send) -> None:
        klockan[0] += tog
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ta_emot() -> Message:
        return {"type": "http.request", "body": b""}

    async def skicka(_m: Message) -> None:
        return None

    monkeypatch.setattr(skydd.time, "monotonic", lambda: klockan[0])
    monkeypatch.setattr(skydd.asyncio, "sleep", vanta)
    inst = Dorrinstallningar.model_construct()
    lagret = skydd.Skydd(appen, inst, skydd.Frekvens(1000, lambda: 0.0), None)
    scope = {"type": "http", "method": "GET", "path": "/api/arenden/in-1", "headers": [], "client": ("x", 1)}
    asyncio.run(lagret(scope, ta_emot, skicka))
    return klockan[0] - 100


@pytest.mark.parametrize(("tog", "nar"), TOG)
def test_what_is_not_there_is_answered_at_the_same_moment_however_it_was_found_out(
    tog: float, nar: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _svarar(404, tog, monkeypatch) == pytest.approx(nar)


def test_what_is_there_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _svarar(200, 0.003, monkeypatch) == pytest.approx(0.003)
    assert _svarar(422, 0.003, monkeypatch) == pytest.approx(0.003), "what is wrong with it is told at once"
