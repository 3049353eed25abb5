"""The register of anordnare with its history (K1.1, K3.4), their auktorisationer, and the log of these (K5.5).

Triggers write the history and refuse to change it or the log, which is written with each change of ``auktorisation``.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Identity, Index, Table, Text, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from persistence.tabeller.grund import Tidpunkt, metadata

anordnarhistorik = Table(
    "anordnarhistorik",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("namn", Text, nullable=False),
    Column("organisationsnummer", Text),
    Column("adress", Text),
    Column("telefon", Text),
    Column("epost", Text),
    Column("webb", Text),
    Column("kontaktperson", Text),
    Column("presentation", Text),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text),
    Index("ix_anordnarhistorik_namn", "namn", "nr"),
)

auktorisationshandelse = Table(
    "auktorisationshandelse",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("registrerad", Tidpunkt, nullable=False),
    Column("registrerad_av", Text),
    Column("anordnare", Text, ForeignKey("anordnare.namn"), nullable=False),
    Column("kundval", Text, nullable=False),
    Column("avser", Date),
    Column("fran", Date),
    Column("till", Date),
    Column("motivering", Text),
    CheckConstraint("kundval IN ('FAI', 'AMI', 'ISA')", name="kundval"),
    CheckConstraint("till >= fran", name="till"),
    CheckConstraint("avser IS NOT NULL OR fran IS NOT NULL", name="nagot"),
    Index("ix_auktorisationshandelse_kundval", "kundval", "registrerad"),
)
"""``avser`` is the first day, until then, of the auktorisation that is changed, empty for a new one; ``fran`` its first
day from then on, empty when it is struck. Within a kundval the lines come in order of registration."""

anordnare = Table(
    "anordnare",
    metadata,
    Column("namn", Text, primary_key=True),
    Column("organisationsnummer", Text, unique=True),
    Column("adress", Text),
    Column("telefon", Text),
    Column("epost", Text),
    Column("webb", Text),
    Column("kontaktperson", Text),
    Column("presentation", Text),
    Column("andrad", Tidpunkt, nullable=False, server_default=func.now()),
    Column("andrad_av", Text),
    CheckConstraint("organisationsnummer ~ '^[0-9]{10}$'", name="organisationsnummer"),
)
"""The name is the key that cases carry. ``andrad_av`` is empty where nobody was named; the history is beside it."""

auktorisation = Table(
    "auktorisation",
    metadata,
    Column("anordnare", Text, ForeignKey("anordnare.namn"), primary_key=True),
    Column("kundval", Text, primary_key=True),
    Column("fran", Date, primary_key=True),
    Column("till", Date),
    CheckConstraint("kundval IN ('FAI', 'AMI', 'ISA')", name="kundval"),
    CheckConstraint("till >= fran", name="till"),
    ExcludeConstraint(
        ("anordnare", "="),
        ("kundval", "="),
        (text("daterange(fran, till, '[]')"), "&&"),
        using="gist",
        name="ex_auktorisation_overlapp",
    ),
)
"""K1.1: both dates included, ``till`` empty until further notice; two never cover the same day."""
