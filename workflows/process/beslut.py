"""What is said to a process is decided: one thing, or all that waits, with what the clock raises before and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.liv.tjanstefel import aldrig_stopp
    from domain.processer import forlopp
    from domain.processer.forlopp import Processlage, Processteg
    from domain.processer.process import Processrutin
    from domain.regler.regelverk import Regelverk
    from domain.skeende.handelse import DORRUTGAVA
    from workflows.gemensamt.ko import Vantande, larma


def avgor(
    rutin: Processrutin, process: str, p: Processlage | None, sagt: Vantande, regelverk: Regelverk,
    dorr: int = DORRUTGAVA,
) -> Processteg:  # fmt: skip
    """What the clock raises before it, and what follows from it, as the doors of that edition let it in.

    Raises: Avvisning, and nothing else.
    """
    try:
        with aldrig_stopp(sagt.inkommet):
            steg = forlopp.lat_ga(rutin, p, max(sagt.tid, p.senast)) if p else Processteg(None)
            nu = max(sagt.tid, steg.efter.senast) if steg.efter else sagt.tid
            return steg + forlopp.utfor(rutin, process, steg.efter, sagt.inkommet, regelverk, nu, dorr)
    except Avvisning as avvisning:
        larma(avvisning, sagt.inkommet)
        raise


def avgor_alla(
    rutin: Processrutin,
    process: str,
    p: Processlage | None,
    sagda: Iterable[Vantande],
    regelverk: Regelverk,
    nu: datetime,
    dorr: int,
) -> Processteg:
    """All that waits, in its order, and then the clock to ``nu``. What is refused says so in ``Vantande.avvisning``."""
    steg = Processteg(p)
    for sagt in sagda:
        sagt.avvisning = None
        if steg.efter and sagt.inkommet.id in steg.efter.hanterade:
            continue
        try:
            steg += avgor(rutin, process, steg.efter, sagt, regelverk, dorr)
        except Avvisning as avvisning:
            sagt.avvisning = avvisning
    return steg + forlopp.lat_ga(rutin, steg.efter, nu) if steg.efter else steg
