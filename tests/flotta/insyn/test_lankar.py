"""The ready questions are ones that the server answers, find what they say, and are told whole."""

import asyncio
from datetime import date
from types import SimpleNamespace
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest

from persistence.databas.motor import skapa_motor
from persistence.register.anordnare import auktorisationer
from persistence.register.anordnare.register import lagg_till_anordnare
from starter.cli.drift import drift
from starter.drift.lankar import Fraga, fragor, hos_anordnare, hos_karriarvagledare
from starter.inloggning.folket import befolka
from starter.stod.stack.stack import Stack
from tests.flotta.flottan import Flotta
from tests.huset.platser import ROT

SVAR = "L'Abri & Söner (norr), 50 %"
"""A name with the marks that a question is written by."""
SIDOR = ("http://127.0.0.1:8233", "default")


def alla(*anordnare: str) -> tuple[Fraga, ...]:
    return (*fragor(), *hos_anordnare(anordnare), *hos_karriarvagledare(["kv1", "kv2"]))


async def test_every_question_is_answered_and_a_case_is_found_by_its_karriarvagledare(f: Flotta) -> None:
    await f.ny_arbetare()
    arende = await f.nytt_arende()
    for _ in range(100):
        svar = {q.text: [w.id async for w in f.klient.temporal.list_workflows(q.fraga)] for q in alla("A", SVAR)}
        if svar["Allt hos kv1"]:
            break
        await asyncio.sleep(0.2)
    assert svar == {
        "Försenade ärenden": [], "Kommer inte vidare": [], "Försenade hos A": [], f"Försenade hos {SVAR}": [],
        "Allt hos kv1": [arende], "Allt hos kv2": [],
    }  # fmt: skip
    # The marks of a name are the name's, and end no question.
    (om,) = hos_anordnare([SVAR])
    lagg_till_anordnare(f.motor, SVAR)
    auktorisationer.auktorisera(f.motor, SVAR, "AMI", date(2024, 1, 1))
    hos = await f.nytt_arende(SVAR)
    fraga = om.fraga.replace(" AND InsatsForsenad = true", "")
    for _ in range(100):
        if traffar := [w.id async for w in f.klient.temporal.list_workflows(fraga)]:
            break
        await asyncio.sleep(0.2)
    assert traffar == [hos]


def test_a_link_holds_its_question_whole() -> None:
    for fraga in alla("Åsa & Söner", SVAR):
        lank = urlsplit(fraga.lank("http://127.0.0.1:8233/", "default"))
        assert lank.path == "/namespaces/default/workflows"
        assert parse_qs(lank.query) == {"query": [fraga.fraga]}


def test_the_sandbox_tells_each_link_whole_for_those_in_the_registers(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    motor = skapa_motor(database_url)
    befolka(motor, "idp", date(2026, 1, 1))
    motor.dispose()
    drift._visa_fragorna(cast(Stack, SimpleNamespace(ui_url=SIDOR[0], namespace=SIDOR[1], database_url=database_url)))
    rader = capsys.readouterr().out.splitlines()
    vantade = (*fragor(), *hos_anordnare(["Anordnare A", "Anordnare B"]), *hos_karriarvagledare(["kv1", "kv2"]))
    assert rader[1:] == [f"  {q.text}: {q.lank(*SIDOR)}" for q in vantade]


def test_the_page_for_operations_has_the_same_questions_and_their_links() -> None:
    drift = (ROT / "docs" / "drift.md").read_text(encoding="utf-8")
    for fraga in (*fragor(), *hos_anordnare(["Anordnare A"]), *hos_karriarvagledare(["kv1"])):
        assert f"`{fraga.fraga}`" in drift
        for sidor, namnrymd in (SIDOR, ("http://127.0.0.1:8080", "insatsflode")):
            assert f"]({fraga.lank(sidor, namnrymd)})" in drift
