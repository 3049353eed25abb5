"""How it stands with what the service owes, as Prometheus reads it: the outbox, the clock and the cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine

from domain.tid.tidpunkt import datum
from persistence.databas.motor import DatabasFel
from persistence.kontroll import driftlage
from persistence.kontroll.driftlage import Driftlage


class Driftmatt(Collector):
    """Read from the database each time, so that every worker says the same; nothing is said while it is away."""

    def __init__(self, motor: Engine, nu: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._motor, self._nu = motor, nu

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Named without asking the database, which may be away when a worker starts."""
        yield from _matt(None)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        nu = self._nu()
        try:
            lage = driftlage.las(self._motor, nu, datum(nu))
        except DatabasFel:
            return
        yield from _matt(lage)


def _matt(lage: Driftlage | None) -> Iterator[GaugeMetricFamily]:
    vantar = GaugeMetricFamily("insats_utkorg_vantar", "Aviseringar som väntar på att skickas")
    aldst = GaugeMetricFamily("insats_utkorg_aldst_sekunder", "Hur länge den som väntat längst har väntat")
    ohojda = GaugeMetricFamily("insats_ohojda_frister", "Frister som har passerat utan att klockan har höjt dem")
    efter = GaugeMetricFamily("insats_klockan_efter_sekunder", "Hur länge den av dem som väntat längst har väntat")
    arenden = GaugeMetricFamily("insats_arenden", "Ärenden, efter status", labels=["status"])
    forsenade = GaugeMetricFamily(
        "insats_forsenade_bevakningar", "Bevakningar som är försenade, efter vem", labels=["ansvarig"]
    )
    if lage is not None:
        vantar.add_metric([], lage.vantar)
        aldst.add_metric([], lage.aldst_sekunder)
        ohojda.add_metric([], lage.ohojda)
        efter.add_metric([], lage.efter_sekunder)
        for status, antal in lage.arenden.items():
            arenden.add_metric([status], antal)
        for ansvarig, antal in lage.forsenade.items():
            forsenade.add_metric([ansvarig], antal)
    yield from (vantar, aldst, ohojda, efter, arenden, forsenade)
