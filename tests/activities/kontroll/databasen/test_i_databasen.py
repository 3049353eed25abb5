"""Each impossible state that the database alone tells of: made by hand, and found by the command in the right words."""

from __future__ import annotations

import json

import pytest

from tests.activities.kontroll.conftest import Bas, kor
from tests.activities.kontroll.databasen.brutet import AVBROTT, UTAN_TEMPORAL, A, kontrollera


def test_a_healthy_base_with_every_case_has_no_findings(bas: Bas) -> None:
    svar = kontrollera()
    assert (svar.kod, svar.fynd) == (0, [])
    assert json.loads(svar.ut)["arenden"] == bas.ett("SELECT count(*) FROM insats") >= 60


@pytest.mark.parametrize(
    ("sats", "kontroll", "text"),
    [
        ("DELETE FROM journal WHERE arende = :a AND nr IN (5, 6, 9)", "journal", "journalen saknar rad 5–6, 9"),
        ("DELETE FROM journal WHERE arende = :a AND nr = 1", "journal", "journalen saknar rad 1"),
        ("DELETE FROM journal WHERE arende = :a AND nr >= 283", "journal", "journalen saknar rad 283–284"),
        ("DELETE FROM journal WHERE arende = :a", "journal", "ärendet finns men har ingen journal"),
        (
            'UPDATE journal SET handelse = \'{"slag": "okänd"}\' WHERE arende = :a AND nr IN (4, 7)',
            "journal",
            "rad 4, 7 går inte att läsa",
        ),
        ("UPDATE journal SET slag = 'bevakning_oppnad' WHERE arende = :a AND nr = 1", "journal", "rad 1 går inte att"),
        ("UPDATE journal SET av = 'ingen' WHERE arende = :a AND nr = 2", "journal", "rad 2 går inte att läsa"),
        ("DELETE FROM bevakning WHERE arende = :a AND nyckel = 'uppdrag'", "lastabell", "bevakning uppdrag saknas"),
        (
            "UPDATE bevakning SET utfall = 'oppen' WHERE arende = :a AND nyckel = 'uppdrag'",
            "lastabell",
            "bevakning uppdrag: utfall är oppen, journalen ger uppfylld",
        ),
        (
            "UPDATE bevakning SET nyckel = 'paahittad' WHERE arende = :a AND nyckel = 'uppdrag'",
            "lastabell",
            "bevakning paahittad finns men följer inte av journalen",
        ),
        (
            "UPDATE bevakning SET ansvarig = 'kungen' WHERE arende = :a AND nyckel = 'uppdrag'",
            "lastabell",
            "ansvarig är kungen, journalen ger karriarvagledare",
        ),
        (
            "UPDATE insats SET status = 'pagar' WHERE arende = :a",
            "lastabell",
            "status är pagar, journalen ger slutford",
        ),
        ("UPDATE insats SET kund = 'annan' WHERE arende = :a", "lastabell", "insats: kund avviker"),
        ("UPDATE insats SET nr = 3 WHERE arende = :a", "lastabell", "insats: nr är 3, journalen ger 284"),
        ("DELETE FROM insats WHERE arende = :a", "lastabell", "raden i insats saknas"),
        ("DELETE FROM utkorg WHERE arende = :a", "utkorg", "ligger i inkorgen men inte i utkorgen"),
    ],
)
def test_what_was_broken_in_a_case_is_found_and_nothing_else(bas: Bas, sats: str, kontroll: str, text: str) -> None:
    bas.bryt(sats, a=A)
    svar = kontrollera("--arende", A)
    assert svar.kod == 1
    assert {f[:2] for f in svar.fynd} == {(kontroll, A)}
    assert any(text in f[2] for f in svar.fynd), svar.fynd


def test_the_table_for_people_says_what_is_wrong_what_to_do_and_where_to_look(
    bas: Bas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_UI", "https://temporal.example/")
    bas.bryt("DELETE FROM bevakning WHERE arende = :a AND nyckel = 'uppdrag'", a=A)
    svar = kor("kontrollera", "--utan-temporal")
    assert svar.kod == 1
    antal = bas.ett("SELECT count(*) FROM insats")
    hel = " ".join(svar.ut.replace("│", " ").split())
    for vantat in (
        "Ärende", "Vad är fel", "Föreslagen åtgärd", "lastabell", "bevakning uppdrag saknas",
        f"{A}: https://temporal.example/namespaces/default/workflows/{A}",
        f"{antal} ärenden, {UTAN_TEMPORAL} kontroller: 1 fel.",
    ):  # fmt: skip
        assert vantat in hel


def test_one_case_is_looked_at_alone(bas: Bas) -> None:
    bas.bryt("DELETE FROM bevakning WHERE arende IN (:a, :b) AND nyckel = 'uppdrag'", a=A, b=AVBROTT)
    svar = kontrollera("--arende", AVBROTT)
    assert (svar.kod, svar.fynd) == (1, [("lastabell", AVBROTT, "bevakning uppdrag saknas")])


def test_what_cannot_be_looked_at_ends_in_two(bas: Bas, monkeypatch: pytest.MonkeyPatch) -> None:
    svar = kontrollera("--arende", "in-finnsinte")
    assert (svar.kod, svar.fel) == (
        2, "Fel: arende: ärendet in-finnsinte finns varken i journalen eller i Temporal (K0.7)\n",
    )  # fmt: skip
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    utan_server = kor("kontrollera", "--json", "--arende", A)
    assert utan_server.kod == 2
    assert utan_server.fel == "Fel: allt kunde inte kontrolleras: ingen Temporal-server svarar på 127.0.0.1:1\n"
    assert utan_server.fynd == []
    bas.bryt("DELETE FROM bevakning WHERE arende = :a AND nyckel = 'uppdrag'", a=A)
    assert (
        kor("kontrollera", "--json", "--arende", A).kod == 1
    )  # what was found is found, whatever else could not be looked at
    assert "--stada frågar Temporal" in kor("kontrollera", "--stada", "--utan-temporal").fel
    monkeypatch.setenv("DATABASE_URL", "postgresql://ingen:x@127.0.0.1:1/ingen")
    borta = kontrollera()
    assert (borta.kod, borta.ut) == (2, "")
    assert borta.fel == "Fel: databasen på 127.0.0.1:1 går inte att nå\n"
