"""The ready questions are ones that the server answers, and find what they say."""

import asyncio
from urllib.parse import parse_qs, urlsplit

from starter.drift.lankar import fragor
from tests.flotta.flottan import Flotta


async def test_every_question_is_answered_and_a_case_is_found_by_its_karriarvagledare(f: Flotta) -> None:
    await f.ny_arbetare()
    arende = await f.nytt_arende()
    fragorna = {q.text: q.fraga for q in fragor("A", "kv1")}
    for _ in range(100):
        svar = {text: [w.id async for w in f.klient.temporal.list_workflows(q)] for text, q in fragorna.items()}
        if svar["Allt hos kv1"]:
            break
        await asyncio.sleep(0.2)
    assert svar == {
        "Försenade ärenden": [], "Försenade hos A": [], "Allt hos kv1": [arende], "Kommer inte vidare": [],
    }  # fmt: skip
    assert [w.id async for w in f.klient.temporal.list_workflows(fragor("A", "kv2")[2].fraga)] == []


def test_a_link_holds_its_question_whole() -> None:
    for fraga in fragor("Åsa & Söner", "kv1"):
        lank = urlsplit(fraga.lank("http://127.0.0.1:8233/", "default"))
        assert lank.path == "/namespaces/default/workflows"
        assert parse_qs(lank.query) == {"query": [fraga.fraga]}
