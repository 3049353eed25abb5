"""Those who say things: they ask again when no answer comes, press twice, and at times speak by signal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from temporalio.exceptions import ApplicationError

from domain.grund.avvisning import Avvisning
from kontrakt.insats import Kvitto
from tests.fel.simulering.liv import ARENDE, Liv, Sagt
from tests.fel.simulering.servrar.butik import Butik
from tests.fel.simulering.servrar.korning import Fel
from tests.fel.simulering.servrar.temporal import Temporal
from tests.fel.simulering.varlden import Agare, Varld


@dataclass
class Yttrande:
    """Something said, and what came of it. ``svar``: a receipt, a refusal, or ``i kö`` for a signal."""

    sagt: Sagt
    svar: list[Kvitto | Avvisning | str] = field(default_factory=list)
    klart: bool = False
    ganger: int = 0


class Manniskor(Agare):
    """All who speak to one case."""

    def __init__(self, varld: Varld, server: Temporal, butik: Butik, liv: Liv) -> None:
        super().__init__("människor")
        self.varld, self.server, self.butik, self.liv = varld, server, butik, liv
        self.yttranden = [Yttrande(s) for s in liv.sagt]
        for y in self.yttranden:
            varld.om(y.sagt.nar - varld.nu, partial(self._yttra, y), self)

    def _yttra(self, y: Yttrande) -> None:
        self._sag(y)
        if self.varld.hander("samma sak sägs två gånger", 0.05):
            self._sag(y)

    def _sag(self, y: Yttrande) -> None:
        if y.klart and not y.sagt.signal:
            return
        y.ganger += 1
        self.varld.skriv(f"{y.sagt.id} sägs{' med signal' if y.sagt.signal else ''}, gång {y.ganger}")
        if self.varld.hander("frågan kommer aldrig fram", 0.02):
            self._igen(y, 30)
        else:
            self.varld.strax(partial(self._fram, y), self)

    def _igen(self, y: Yttrande, sekunder: float) -> None:
        self.varld.om(timedelta(seconds=sekunder), partial(self._sag, y), self)

    def _fram(self, y: Yttrande) -> None:
        inkommet = y.sagt.inkommet
        try:
            if y.sagt.signal:
                self.server.signalera(ARENDE, inkommet)
                if inkommet not in self.butik.kon:
                    self.butik.kon.append(inkommet)  # and then it is acknowledged
                self._svar(y, "i kö", None)
            else:
                starta = inkommet["kommando"]["kommando"] == "aktualisera"
                self.server.uppdatera(ARENDE, inkommet, partial(self._svar, y), starta=starta)
        except LookupError:
            self._igen(y, 5)  # not begun yet, or handing over just now

    def _svar(self, y: Yttrande, varde: Any, fel: Fel) -> None:
        if self.varld.skriver:
            self.varld.skriv(f"{y.sagt.id} besvaras: {varde or fel}")
        if self.varld.hander("svaret kommer aldrig fram", 0.03):
            self._igen(y, 30)
        elif fel == "borta":
            self._igen(y, 0.1)
        else:
            y.klart = True
            if isinstance(fel, ApplicationError) and fel.type == "Avvisning":
                varde = Avvisning(*fel.details)
            elif fel is not None:
                raise AssertionError(f"{y.sagt.id}: ett svar som ingen ska få: {fel}")
            y.svar.append(varde)
