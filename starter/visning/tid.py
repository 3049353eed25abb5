"""Instants as staff read them."""

from __future__ import annotations

from datetime import datetime

from domain.tid.tidpunkt import STOCKHOLM


def tidpunkt(tid: datetime) -> str:
    """An instant as staff read it, in Stockholm time."""
    return f"{tid.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def klockslag(tid: datetime) -> str:
    """An instant as staff read it: Stockholm time, to the minute."""
    return f"{tid.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
