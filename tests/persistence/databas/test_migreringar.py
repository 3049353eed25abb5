"""The database's form: from nothing, twice, at the same time, and the same in the models as in the migrations."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from persistence.databas import migrering
from persistence.databas.migrering import Omigrerad, migrera, prova_formen
from persistence.databas.motor import DatabasFel, skapa_motor
from persistence.tabeller.alla import metadata
from starter.stod.stack.database.postgres import EmbeddedPostgres


@pytest.fixture
def tom_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    yield postgres.create_database("tom")
    postgres.drop_database("tom")


def tabeller(url: str) -> set[str]:
    motor = skapa_motor(url)
    try:
        return set(inspect(motor).get_table_names())
    finally:
        motor.dispose()


def test_an_empty_database_gets_every_table_and_a_second_time_changes_nothing(tom_url: str) -> None:
    migrera(tom_url)
    migrera(tom_url)
    assert tabeller(tom_url) == {*metadata.tables, "alembic_version"}


def test_several_may_migrate_at_the_same_time(tom_url: str) -> None:
    with ThreadPoolExecutor(4) as tradar:
        for klar in [tradar.submit(migrera, tom_url) for _ in range(4)]:
            klar.result()
    assert tabeller(tom_url) == {*metadata.tables, "alembic_version"}


def test_another_who_hangs_at_it_is_not_waited_for_without_end(tom_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrering, "_HOGST", 0.3)
    motor = skapa_motor(tom_url)
    try:
        with motor.connect() as hanger:
            hanger.execute(text("SELECT pg_advisory_lock(:las)"), {"las": migrering._MIGRERINGSLAS})
            with pytest.raises(DatabasFel, match="en annan migrerar databasen sedan länge"):
                migrera(tom_url)
    finally:
        motor.dispose()
    assert tabeller(tom_url) == set()


def test_models_and_migrations_say_the_same(motor: Engine) -> None:
    with motor.connect() as forbindelse:
        skillnader = compare_metadata(
            MigrationContext.configure(forbindelse, opts={"compare_type": True, "compare_server_default": True}),
            metadata,
        )
    assert skillnader == []


def test_the_models_make_the_same_constraints_as_the_migrations(motor: Engine, tom_url: str) -> None:
    """What alembic does not compare: checks, exclusions, the conditions of partial indexes."""
    fraga = text(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid::regclass::text <> 'alembic_version' AND connamespace = 'public'::regnamespace"
        " UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes"
        " WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1, 2, 3"
    )
    av_modellerna = skapa_motor(tom_url)
    with av_modellerna.begin() as forbindelse:
        forbindelse.execute(text("CREATE EXTENSION btree_gist"))
        metadata.create_all(forbindelse)
        vantat = forbindelse.execute(fraga).all()
    av_modellerna.dispose()
    with motor.connect() as forbindelse:
        assert forbindelse.execute(fraga).all() == vantat


def test_a_database_of_a_newer_service_is_left_alone(motor: Engine, database_url: str) -> None:
    with motor.begin() as forbindelse:
        forbindelse.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabasFel, match="nyare version"):
        migrera(database_url)


def test_a_database_that_has_not_been_migrated_is_not_worked_on_and_a_newer_one_is(motor: Engine, tom_url: str) -> None:
    tom = skapa_motor(tom_url)
    with pytest.raises(Omigrerad, match="kör insats migrera"):
        prova_formen(tom)
    tom.dispose()
    prova_formen(motor)
    for har, duger in (("0001", False), ("0038_processernas_ordning", False), ("9999_senare", True)):
        with motor.begin() as forbindelse:
            forbindelse.execute(text("UPDATE alembic_version SET version_num = :har"), {"har": har})
        if duger:
            prova_formen(motor)
        else:
            with pytest.raises(Omigrerad):
                prova_formen(motor)
