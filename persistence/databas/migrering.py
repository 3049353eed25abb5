"""The database's form brought up to date, by one at a time."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, func, select

from persistence.databas.motor import DatabasFel, skapa_motor, transaktion

_MIGRERINGSLAS = 0x1A5A75F10DE
"""Key of the advisory lock that migrations take, so that two never run at once."""


def migrera(url: str) -> None:
    """Bring the database to the newest form; does nothing when it is there, and waits for another who is at it.

    Raises:
        DatabasFel: it cannot be reached, or has been migrated by a newer version of the service.
    """
    motor = skapa_motor(url, talig=True)
    try:
        with transaktion(motor) as forbindelse:
            forbindelse.execute(select(func.pg_advisory_xact_lock(_MIGRERINGSLAS)))
            command.upgrade(migreringar(forbindelse), "head")
    except CommandError:
        raise DatabasFel("databasen är migrerad av en nyare version av tjänsten; uppgradera tjänsten") from None
    finally:
        motor.dispose()


def migreringar(forbindelse: Connection) -> Config:
    """Alembic's configuration for the shipped migrations, to be run on an open connection."""
    config = Config()
    config.set_main_option("script_location", "persistence:tabeller/migrations")
    config.attributes["connection"] = forbindelse
    return config
