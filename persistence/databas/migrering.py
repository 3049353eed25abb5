"""The database's form: brought up to date by one at a time, and asked for by whoever is to work on it."""

from __future__ import annotations

import time

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, func, inspect, select, text

from persistence.databas.motor import DatabasFel, anslutning, skapa_motor, transaktion

_MIGRERINGSLAS = 0x1A5A75F10DE
"""Key of the advisory lock that migrations take, so that two never run at once."""
_PAUS = 0.1
"""Seconds between two tries to take it. Who waited for it within a statement would be waited for in turn, by an index
that is made beside those who write."""
_HOGST = 1800.0
"""Seconds that another who is at it is waited for: a large table's index takes minutes, and what hangs does not end."""


class Omigrerad(DatabasFel):
    """The database has an older form than the one that this release works on: it is migrated by its owner."""


def migrera(url: str, till: str = "head") -> None:
    """Bring the database to the newest form, or to ``till``; does nothing when it is there, and waits for another who
    is at it. Each step is a transaction of its own: what is broken off is taken up where it was.

    Raises:
        DatabasFel: it cannot be reached, has been migrated by a newer version of the service, or another has been at it
            for half an hour.
    """
    motor = skapa_motor(url, talig=True)
    try:
        with anslutning(motor, isolation_level="AUTOCOMMIT") as las, anslutning(motor) as forbindelse:
            sist = time.monotonic() + _HOGST
            while not las.execute(select(func.pg_try_advisory_lock(_MIGRERINGSLAS))).scalar():
                if time.monotonic() > sist:
                    raise DatabasFel("en annan migrerar databasen sedan länge; se efter om den har hängt sig")
                time.sleep(_PAUS)
            command.upgrade(migreringar(forbindelse), till)
    except CommandError:
        raise DatabasFel("databasen är migrerad av en nyare version av tjänsten; uppgradera tjänsten") from None
    finally:
        motor.dispose()


def prova_formen(motor: Engine) -> None:
    """Does nothing where the database has this release's form, or a newer one, as while a fleet is exchanged.

    Raises:
        Omigrerad: it has an older one, or none; what is written would fail, one try after another.
        DatabasFel: it cannot be used now.
    """
    with transaktion(motor) as forbindelse:
        formerna = ScriptDirectory.from_config(migreringar(forbindelse))
        finns = inspect(forbindelse).has_table("alembic_version")
        har = set(forbindelse.scalars(text("SELECT version_num FROM alembic_version"))) if finns else set()
        if har == set(formerna.get_heads()):
            return
        if har <= {form.revision for form in formerna.walk_revisions()}:
            raise Omigrerad("databasen är inte migrerad till den här utgåvan av tjänsten; kör insats migrera")


def migreringar(forbindelse: Connection) -> Config:
    """Alembic's configuration for the shipped migrations, to be run on an open connection."""
    config = Config()
    config.set_main_option("script_location", "persistence:tabeller/migrations")
    config.attributes["connection"] = forbindelse
    return config
