"""What a worker tells the cases that it writes for: over how long what all of them do at once is to be spread."""

from __future__ import annotations

import time
from threading import Lock

from sqlalchemy import Engine

from kontrakt.spridning import Spridning, Takt
from persistence.arende import antal

_GALLER = 600.0
"""Seconds that a count of the cases is good for."""


class Spridare:
    """The spans for the cases there are, counted anew every ten minutes. Thread-safe."""

    def __init__(self, motor: Engine, takt: Takt) -> None:
        self._motor, self._takt = motor, takt
        self._las = Lock()
        self._spridning = Spridning()
        self._raknat = -_GALLER

    def spridning(self) -> Spridning:
        """As last counted. Raises: DatabasFel."""
        with self._las:
            if (nu := time.monotonic()) - self._raknat >= _GALLER:
                self._spridning, self._raknat = Spridning.for_antal(antal.oppna(self._motor), self._takt), nu
            return self._spridning
