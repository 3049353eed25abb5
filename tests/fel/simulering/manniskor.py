"""Those who say things: they ask again when no answer comes, press twice, and at times speak by signal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from temporalio.exceptions import ApplicationError

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from kontrakt.insats import Kvitto
from tests.fel.simulering.temporal import Fel, Temporal
from tests.fel.simulering.varlden import Agare, Varld
from tests.verktyg.slumpliv.utsagor import VEM, fakta
from tests.verktyg.spel import ANORDNARE, FORARBETE, KUNDER, KV

VERB = ("bemanna", "justera_uppdrag", "anmal_franvaro", "registrera_kundkontakt", "byt_karriarvagledare", "ratta",
        "boka_uppstartsmote", "bemanna", "foresla", "lamna_genomforandeplan", "krav_forstadagsintyg")  # fmt: skip


@dataclass
class Yttrande:
    """Something said: by whom, and what came of it. ``svar``: a receipt, a refusal, or ``i kö`` for a signal."""

    id: str
    inkommet: dict[str, Any]
    nar: datetime
    signal: bool
    svar: list[Kvitto | Avvisning | str] = field(default_factory=list)
    klart: bool = False
    sagt: int = 0


class Manniskor(Agare):
    """All who speak to one case."""

    def __init__(self, varld: Varld, server: Temporal, arende: str) -> None:
        super().__init__("människor")
        self.varld, self.server, self.arende = varld, server, arende
        self.yttranden: dict[str, Yttrande] = {}

    def planera(self, borjan: datetime, skifte: datetime, slut: datetime) -> None:
        """What is to be said, and when: some of it at once, some just as one run hands over to the next."""
        r = self.varld.r
        nar = borjan
        for n, (verb, av) in enumerate(self._vad()):
            if n:
                nar += timedelta(seconds=r.choice((0, 0, 0.002, 0.05, 1, 30, 4000, 40_000)))
            if n > 2 and r.random() < 0.3:
                nar = max(nar, skifte + timedelta(seconds=r.choice((-0.01, -0.001, 0, 0.001, 0.05))))
            self.varld.om(min(nar, slut) - self.varld.nu, partial(self._yttra, n, verb, av), self)

    def _vad(self) -> Iterator[tuple[str, Aktor]]:
        yield "aktualisera", KV
        yield "bemanna", ANORDNARE
        yield "lagg_in_uppdrag", KV
        for _ in range(self.varld.r.randint(1, 5)):
            verb = self.varld.r.choice(VERB)
            roll = rutin.KOMMANDON[verb].roller[0] if verb != "ratta" else "anordnare"
            yield verb, VEM[str(roll)]

    def _yttra(self, n: int, verb: str, av: Aktor) -> None:
        nu, r = self.varld.nu, self.varld.r
        data: Mapping[str, Any]
        if verb == "aktualisera":
            data = {"insats": "AMI2", "anordnare": "A", "kund": {"id": "okand"} | KUNDER["AMI2"], **FORARBETE}
        elif verb == "lagg_in_uppdrag":
            data = {"startdatum": f"{nu:%Y-%m-%d}", "langd_manader": 2, "uppdragsbeskrivning": "x", "framtidsplan": "x"}
        else:
            data = fakta(verb, nu, r)
        kommando = las_kommando({"kommando": verb, **data}).model_dump(mode="json", exclude_none=True)
        id_ = f"{n}-{verb}"
        inkommet = {"id": id_, "av": str(av), "inkom": nu.isoformat(), "dokument": None, "kommando": kommando}
        y = self.yttranden[id_] = Yttrande(id_, inkommet, nu, signal=n > 0 and r.random() < 0.2)
        self._sag(y)
        if self.varld.hander("samma sak sägs två gånger", 0.05):
            self._sag(y)

    def _sag(self, y: Yttrande) -> None:
        if y.klart and not y.signal:
            return
        y.sagt += 1
        self.varld.skriv(f"{y.id} sägs{' med signal' if y.signal else ''}, gång {y.sagt}")
        if self.varld.hander("frågan kommer aldrig fram", 0.02):
            self._igen(y, 30)
        else:
            self.varld.strax(partial(self._fram, y), self)

    def _igen(self, y: Yttrande, sekunder: float) -> None:
        self.varld.om(timedelta(seconds=sekunder), partial(self._sag, y), self)

    def _fram(self, y: Yttrande) -> None:
        try:
            if y.signal:
                self.server.signalera(self.arende, y.inkommet)
                self._svar(y, "i kö", None)
            else:
                starta = y.inkommet["kommando"]["kommando"] == "aktualisera"
                self.server.uppdatera(self.arende, y.inkommet, partial(self._svar, y), starta=starta)
        except LookupError:
            self._igen(y, 5)  # not begun yet, or handing over just now

    def _svar(self, y: Yttrande, varde: Any, fel: Fel) -> None:
        self.varld.skriv(f"{y.id} besvaras: {varde or fel}")
        if self.varld.hander("svaret kommer aldrig fram", 0.03):
            self._igen(y, 30)
        elif fel == "borta":
            self._igen(y, 0.1)
        else:
            y.klart = True
            if isinstance(fel, ApplicationError) and fel.type == "Avvisning":
                varde = Avvisning(*fel.details)
            elif fel is not None:
                raise AssertionError(f"{y.id}: ett svar som ingen ska få: {fel}")
            y.svar.append(varde)
