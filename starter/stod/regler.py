"""The rules as a door reads them: the files', and on them what has been decided in the service (K16.5)."""

from __future__ import annotations

from sqlalchemy import Engine

from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from persistence.register.utgavor import Gallande
from regelverk import las_utgavor
from starter.stod.installningar import Installningar, las_installningar


def filernas_regler(inst: Installningar | None = None) -> Regelverk:
    """The rules of the files alone. Raises: FelIRegelverk, FelIFil."""
    return skapa_regelverk(las_utgavor((inst or las_installningar()).regelverk_katalog))


def gallande_regler(motor: Engine, inst: Installningar | None = None) -> Regelverk:
    """The rules in force now. Raises: FelIRegelverk, FelIFil, DatabasFel."""
    return Gallande(motor, filernas_regler(inst))()
