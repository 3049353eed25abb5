"""The fields of a domain value as a row's columns take them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Forst = Callable[[RowMapping], None]
"""Asked first, of a row as it stands and locked to be changed; what it raises leaves the row as it was."""


def falt(rad: DataclassInstance) -> dict[str, Any]:
    """The fields of a row by name; not ``asdict``, which copies every value and takes longer than the database."""
    return {f.name: getattr(rad, f.name) for f in fields(rad)}
