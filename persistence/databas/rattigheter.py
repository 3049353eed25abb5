"""Least rights: the owner migrates, and a role of its own works, which cannot change what is written once for all.

What the role may do to a table is read from the table: one whose statements a trigger refuses is not granted them
either, so that a new register is kept as its migration says, without being named here.
"""

from __future__ import annotations

import re

from psycopg import sql
from sqlalchemy import Connection, text

from persistence.databas.motor import DatabasFel, skapa_motor, transaktion

_ROLL = r"[a-z_][a-z0-9_]{0,62}"
_LOSENORD = r"[A-Za-z0-9_.-]{16,200}"
_RORS_INTE = {"alembic_version"}
"""What only the owner writes."""


def ge_rattigheter(url: str, roll: str, losenord: str) -> None:
    """Make the working role if it is missing, set its password, and give it what it needs and nothing more.

    To be called after every migration; may be repeated, and takes back what it is no longer to have.

    Args:
        url: of the owner of the tables.
        losenord: at least 16 of A–Z a–z 0–9 _ . -, so that it can stand in a URL.

    Raises:
        DatabasFel: the name or the password cannot be used, or the owner may not make roles; the password is not told.
    """
    if not re.fullmatch(_ROLL, roll):
        raise DatabasFel("DATABASE_ARBETSROLL skrivs med a–z, 0–9 och _")
    if not re.fullmatch(_LOSENORD, losenord):
        raise DatabasFel("DATABASE_ARBETSLOSENORD ska vara minst 16 av A–Z a–z 0–9 _ . -")
    motor = skapa_motor(url)
    try:
        with transaktion(motor) as c:
            if c.execute(text("SELECT current_user")).scalar_one() == roll:
                raise DatabasFel("DATABASE_ARBETSROLL ska vara en annan än den som äger tabellerna")
            if not c.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": roll}).scalar():
                _kor(c, "CREATE ROLE {roll} LOGIN", roll)
            _kor(c, "ALTER ROLE {roll} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS", roll)
            _satt_losenord(c, roll, losenord)
            _kor(c, "GRANT USAGE ON SCHEMA public TO {roll}", roll)
            _kor(c, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {roll}", roll)
            for tabell, far in _far(c).items():
                vad = "SELECT" if tabell in _RORS_INTE else ", ".join(far)
                _kor(c, f"GRANT {vad} ON {{tabell}} TO {{roll}}", roll, tabell)
            _kor(c, "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roll}", roll)
    finally:
        motor.dispose()


def _far(c: Connection) -> dict[str, list[str]]:
    """Table → what its triggers let anybody do. A trigger before a statement is here a refusal of it."""
    # tgtype: 1 row, 2 before, 8 delete, 16 update.
    fraga = text(
        "SELECT k.relname AS tabell, coalesce(bit_or(t.tgtype) FILTER (WHERE t.tgtype & 3 = 2), 0) AS vagras "
        "FROM pg_class k LEFT JOIN pg_trigger t ON t.tgrelid = k.oid AND NOT t.tgisinternal "
        "WHERE k.relnamespace = 'public'::regnamespace AND k.relkind IN ('r', 'p') GROUP BY 1"
    )
    svar = {}
    for rad in c.execute(fraga):
        vagras = {"DELETE": rad.vagras & 8, "UPDATE": rad.vagras & 16}
        svar[rad.tabell] = ["SELECT", "INSERT", *(vad for vad, nej in vagras.items() if not nej)]
    return svar


def _satt_losenord(c: Connection, roll: str, losenord: str) -> None:
    # The server is to keep a verifier, whatever it would do with a password in clear text.
    c.execute(text("SET LOCAL password_encryption = 'scram-sha-256'"))
    c.execute(text("SET LOCAL log_statement = 'none'"))
    c.exec_driver_sql(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(roll), losenord).as_string())


def _kor(c: Connection, sats: str, roll: str, tabell: str = "") -> None:
    c.exec_driver_sql(sql.SQL(sats).format(roll=sql.Identifier(roll), tabell=sql.Identifier(tabell or "x")).as_string())
