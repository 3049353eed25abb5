"""How the daily hunt for impossible states turned out, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine

from persistence.databas.motor import DatabasFel
from persistence.kontroll import korningar


class Kontrollmatt(Collector):
    """``insats_kontrollfynd`` by check, and when the latest run was done.

    Read from the database each time, so that every worker says the same, whichever of them made the run. Nothing is
    said before the first run, nor while the database is away: what is not known is not zero.
    """

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Named without asking the database, which may be away when a worker starts."""
        yield from (_fynd(), _senast())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            star = korningar.stallning(self._motor)
        except DatabasFel:
            return
        if star is None:
            return
        fynd, senast = _fynd(), _senast()
        for kontroll, antal in star.antal.items():
            fynd.add_metric([kontroll], antal)
        senast.add_metric([], star.klar.timestamp())
        yield from (fynd, senast)


def _fynd() -> GaugeMetricFamily:
    return GaugeMetricFamily("insats_kontrollfynd", "Lägen som inte ska kunna finnas", labels=["kontroll"])


def _senast() -> GaugeMetricFamily:
    return GaugeMetricFamily("insats_kontroll_senast_timestamp_seconds", "När kontrollen senast blev klar", labels=[])
