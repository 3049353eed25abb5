"""The role that works: it can do all that the service does, and nothing to what is written once for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from persistence.databas.motor import DatabasFel, skapa_motor
from persistence.databas.rattigheter import ge_rattigheter
from persistence.register.anordnare import auktorisationer, register

pytestmark = pytest.mark.krav("K0.7", "K3.8")

LOSEN = "ett-langt-losenord-1"


@pytest.fixture
def som_arbetare(database_url: str) -> Iterator[Engine]:
    ge_rattigheter(database_url, "arbetaren", LOSEN)
    url = make_url(database_url).set(username="arbetaren", password=LOSEN)
    motor = skapa_motor(url.render_as_string(hide_password=False))
    yield motor
    motor.dispose()


@pytest.mark.parametrize(
    "sats",
    [
        "UPDATE journal SET av = 'x'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_ar_orubblig ON journal",
        "DROP TABLE journal",
        "DELETE FROM kundhistorik",
        "DELETE FROM oppning",
        "DELETE FROM auktorisationshandelse",
        "DELETE FROM kund",
        "UPDATE betalningsrad SET belopp = 0",
        "UPDATE alembic_version SET version_num = 'x'",
        "CREATE TABLE egen (x int)",
        "CREATE ROLE annan",
        "SET session_replication_role = replica",
    ],
)
def test_what_is_written_once_for_all_and_the_form_are_out_of_its_reach(som_arbetare: Engine, sats: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), som_arbetare.begin() as c:
        c.execute(text(sats))


def test_it_does_what_the_service_does(som_arbetare: Engine) -> None:
    register.lagg_till_anordnare(som_arbetare, "A")
    auktorisationer.auktorisera(som_arbetare, "A", "AMI", date(2024, 1, 1))
    with som_arbetare.begin() as c:
        tabeller = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        for tabell in tabeller:  # nothing is left unreadable, and all but Alembic's own takes something new
            c.execute(text(f"SELECT * FROM {tabell} LIMIT 1"))
            far = c.execute(text("SELECT has_table_privilege(current_user, :t, 'INSERT')"), {"t": tabell}).scalar_one()
            assert far is (tabell != "alembic_version")
        for tabell in ("insats", "bevakning", "utkorg", "dokument", "process"):
            assert c.execute(text(f"UPDATE {tabell} SET {_NAGON[tabell]} = {_NAGON[tabell]}")).rowcount == 0


_NAGON = {"insats": "nr", "bevakning": "slag", "utkorg": "status", "dokument": "slag", "process": "nr"}


def test_it_may_be_given_again_with_another_password_and_loses_what_it_had_too_much(
    database_url: str, som_arbetare: Engine, motor: Engine
) -> None:
    with motor.begin() as c:
        c.execute(text("GRANT ALL ON journal TO arbetaren"))
    som_arbetare.dispose()
    ge_rattigheter(database_url, "arbetaren", "ett-annat-losenord-2")
    with pytest.raises(DatabasFel, match="släpper inte in"):
        skapa_motor(str(make_url(som_arbetare.url).render_as_string(hide_password=False)))
    with motor.connect() as c:
        for vad, far in (("INSERT", True), ("UPDATE", False), ("DELETE", False), ("TRUNCATE", False)):
            fraga = text("SELECT has_table_privilege('arbetaren', 'journal', :v)")
            assert c.execute(fraga, {"v": vad}).scalar_one() is far, vad


@pytest.mark.parametrize(
    ("roll", "losen", "sagt"),
    [
        ("Åsa; DROP", LOSEN, "DATABASE_ARBETSROLL"),
        ("arbetaren", "kort", "DATABASE_ARBETSLOSENORD"),
        ("arbetaren", "x' OR 1=1 --xxxxxxxxxxxx", "DATABASE_ARBETSLOSENORD"),
        ("insatsflode", LOSEN, "en annan än den som äger"),
    ],
)
def test_a_name_or_a_password_that_cannot_be_used_is_one_sentence(
    database_url: str, roll: str, losen: str, sagt: str
) -> None:
    with pytest.raises(DatabasFel, match=sagt) as fel:
        ge_rattigheter(database_url, roll, losen)
    assert losen not in str(fel.value)


SKRIVS_EN_GANG = {
    "anordnarhistorik", "auktorisationshandelse", "beslutat_varde", "betalning_anordnare", "betalning_innehallen",
    "betalningsmanad", "betalningsrad", "budget", "forsta_administrator", "journal", "karriarvagledarhistorik",
    "kundhistorik", "medarbetarhistorik", "oppning",
}  # fmt: skip
TAS_INTE_BORT = {
    "gallringsrad", "gallringsstopp", "karriarvagledare", "konto", "kund", "medarbetare", "program", "skyddsbehorighet",
}  # fmt: skip
ANDRAS = {
    "adress", "anordnare", "auktorisation", "bevakning", "dokument", "fil", "inloggning", "insats", "kontrollfynd",
    "kontrollkorning", "laskvitto", "meddelande", "personal", "process", "processbevakning", "sagt_i_kon", "session",
    "sparat_urval", "terminalkod", "utbetalning", "utkast", "utkorg",
}  # fmt: skip
"""What the service changes and takes away: what follows from the journal, words, what holds today, the doors' own."""


def test_what_it_may_do_to_each_table_is_decided(som_arbetare: Engine) -> None:
    fraga = text("SELECT has_table_privilege(current_user, :t, :v)")
    vantat = dict.fromkeys(SKRIVS_EN_GANG | {"alembic_version"}, "") | dict.fromkeys(TAS_INTE_BORT, "UPDATE")
    vantat |= dict.fromkeys(ANDRAS, "UPDATE DELETE")
    vad = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    with som_arbetare.connect() as c:
        tabeller = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        far = {t: " ".join(v for v in vad if c.execute(fraga, {"t": t, "v": v}).scalar()) for t in tabeller}
    assert far == vantat
