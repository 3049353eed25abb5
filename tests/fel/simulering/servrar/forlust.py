"""What befalls the whole of Temporal: it answers nobody for a while, or its database is lost.

A case that is lost is made from its journal again, as ``insats laga`` makes it: by the state that the journal gives,
and with what a door has noted that it took in and no line bears the outcome of.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from domain.skeende.handelse import DORRUTGAVA
from kontrakt.insats import Start
from persistence.databas.motor import DatabasFel
from persistence.journal import skrivning
from tests.fel.simulering.liv import ARENDE
from tests.fel.simulering.servrar.butik import Butik
from tests.fel.simulering.servrar.temporal import Temporal
from tests.fel.simulering.varlden import Varld

_IGEN = timedelta(seconds=5)


def drabbar(varld: Varld, server: Temporal, butik: Butik) -> bool:
    """Whether it is Temporal that something happens to; a case that no line is written of is not lost."""
    k = server.nuvarande(ARENDE)
    if k is None or k.slut is not None or server.fryst_till > varld.nu:
        return False
    hur = sorted({str(j.WhichOneof("variant")) for j in k.jobb}), k.uppgift is not None, len(k.uppdateringar)
    if not butik.journal.get(ARENDE) or varld.r.random() < 0.5:
        server.fryst_till = varld.nu + timedelta(seconds=varld.r.choice((2, 9, 15, 60)))
        varld.antecknad("Temporal svarar inte", [f"körning {hur}"])
        return True
    varld.antecknad("Temporals databas förlorad", [f"körning {hur}"])
    server.forlora(k)
    varld.om(timedelta(seconds=varld.r.choice((1, 20, 600))), partial(_laga, varld, server, butik), server)
    return True


def _laga(varld: Varld, server: Temporal, butik: Butik) -> None:
    try:
        insats = skrivning.lage(butik, ARENDE)  # type: ignore[arg-type]
    except DatabasFel:
        varld.om(_IGEN, partial(_laga, varld, server, butik), server)
        return
    assert insats is not None
    server.borja(ARENDE, Start.med(insats, att_leverera=True, dorr=DORRUTGAVA), butik.utan_utfall(ARENDE))
    for inkommet in butik.utan_utfall(ARENDE):
        server.signalera(ARENDE, inkommet)
