"""Where the product's code has an engine it is given the record in memory, and meets it there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from typing import Any
from unittest import mock

from activities import insats
from activities.stod import brevbarare
from kontrakt.insats import Journalkvitto
from persistence.insyn import gallrat, oppningar
from persistence.journal import kon, ovriga_arenden, projektion, skrivning, svepet
from persistence.meddelanden import brevlada, utkorg
from persistence.register.anordnare import auktorisationer
from persistence.register.utgavor import Gallande
from tests.fel.simulering.servrar.butik import Butik
from tests.fel.simulering.servrar.transaktion import Transaktion
from tests.verktyg.spel import TILLS_VIDARE


@contextmanager
def i_stallet_for_postgresql() -> Iterator[None]:
    """While it lasts, the product's code is given a ``Butik`` where it has an engine, and meets it there."""

    def transaktion(motor: Butik) -> AbstractContextManager[Transaktion]:
        return motor.transaktion()

    def journalrader(t: Transaktion, arende: str, efter_nr: int = 0) -> list[dict[str, Any]]:
        t._b.varld.paus()
        return t._b.journalrader(arende, efter_nr)

    def vantar(t: Transaktion, arende: str) -> bool:
        t._b.varld.paus()
        return any(r["arende"] == arende and r["status"] == "vantar" for r in t._b.utkorg.values())

    def forseglade(motor: Butik, _arende: str, sagt: Collection[tuple[str, datetime]]) -> list[str]:
        with motor.transaktion():
            return [id_ for id_, _ in sagt if id_ not in motor.utan_sigill]

    ratt = svepet.skriv

    def i_ett_svep(butik: Butik, *vad: Any) -> Journalkvitto | None:
        return ratt(butik, *vad) if butik.skriver_i_ett_svep() else None  # type: ignore[arg-type]

    i_stallet = {
        (skrivning, "transaktion"): transaktion,
        (skrivning, "journalrader"): journalrader,
        (svepet, "transaktion"): transaktion,
        (svepet, "svep"): lambda t, satser: t.svep(satser),
        (svepet, "skriv"): i_ett_svep,
        (utkorg, "transaktion"): transaktion,
        (utkorg, "_ta"): lambda t, arende, efter, **_: t.ta_ur_utkorgen(arende, efter),
        (utkorg, "antal_som_vantar"): lambda _butik: 1,
        (utkorg, "andras"): lambda butik, arende, hogst: butik.andras(arende)[:hogst],
        (utkorg, "_vila"): lambda _sekunder: None,
        (insats, "transaktion"): transaktion,
        (brevbarare, "transaktion"): transaktion,
        (auktorisationer, "auktorisation_for"): lambda *_: TILLS_VIDARE,
        (Gallande, "__call__"): lambda gallande: gallande._grund,
        (ovriga_arenden, "pagaende"): lambda *_: [],
        (ovriga_arenden, "prova_borjan"): lambda *_: None,
        (gallrat, "prova_i"): lambda *_: None,
        (gallrat, "prova_kund_i"): lambda *_: None,
        (oppningar, "nekade"): lambda t, _arende, talare, **_: [av for av in talare if av in t._b.stangt_for],
        (oppningar, "anteckna_nekad"): lambda *_: None,
        (kon, "forseglade"): forseglade,
        (projektion, "las_rader"): lambda t, arende: t._b.rader(arende),
        (brevlada, "vantar"): vantar,
        (skrivning, "glom_avvisade"): lambda *_: None,
    }
    with ExitStack() as stack:
        for (modul, namn), ersatt in i_stallet.items():
            stack.enter_context(mock.patch.object(modul, namn, ersatt))
        yield
