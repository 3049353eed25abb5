"""The register of the anordnare's staff (K3.4). Names stay here; a process and a case know ids only."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Table, Text

from persistence.tabeller.grund import Tidpunkt, metadata

personal = Table(
    "personal",
    metadata,
    Column("anordnare", Text, ForeignKey("anordnare.namn"), primary_key=True),
    Column("person", Text, primary_key=True),
    Column("namn", Text),
    Column("epost", Text),
    Column("uppdrag", Text),
    Column("fran", Date),
    Column("till", Date),
    Column("behorighet_ansokt", Tidpunkt),
    CheckConstraint("till >= fran", name="till"),
)
"""``fran`` and ``till`` are the first and last day of the employment; the record's journal tells what they were."""
