"""Who is logged in, and by which cookie."""

from __future__ import annotations

import httpx2

from tests.starter.api.conftest import idag

IDAG = idag()


def jag(k: httpx2.Client) -> httpx2.Response:
    return k.get("/api/jag", headers={"accept": "application/json"})


def kaka(k: httpx2.Client) -> str:
    return str(k.cookies["insats-session"])
