"""Faults that somebody has to mend: Temporal's database is lost, or comes back as it was a while ago.

What operations then do is what ``docs/drift.md`` says, and nothing more: the workers are stopped, what should run is
started from the journal, and what the control finds gets the cure that it names.
"""

from __future__ import annotations

import asyncio
import shutil
from random import Random

from activities.kontroll.jakt import jaga
from starter.drift.laga import laga_arende
from starter.drift.laga_alla import laga_alla
from starter.stod.klient.insats import Insatsklient
from tests.fel.riktiga.felen import Fel, tills_startad
from tests.fel.riktiga.huset import Huset
from tests.flotta.flottan import vilande_scheman


async def temporal_utan_databas(h: Huset, _: Random) -> None:
    """Its database is taken away under running workers, while people speak to the cases."""
    await asyncio.to_thread(h.temporal.kill)
    _tom(h)
    await tills_startad(h.temporal.start)
    await _laga(h)


async def temporal_aldre(h: Huset, r: Random) -> None:
    """It comes back as it was some seconds before; what was receipted since is in the record alone."""
    kopia = h.mapp / "kopia"
    await asyncio.to_thread(h.temporal.kill)
    kopia.mkdir()
    for fil in h.mapp.glob("temporal.db*"):
        shutil.copy(fil, kopia / fil.name)
    await tills_startad(h.temporal.start)
    await asyncio.sleep(r.choice((4, 9)))
    await asyncio.to_thread(h.temporal.kill)
    for arbetare in h.levande:  # as the page on backups says: nothing is restored under running workers
        await asyncio.to_thread(arbetare.kill)
    _tom(h)
    for fil in kopia.iterdir():
        shutil.copy(fil, h.mapp / fil.name)
    shutil.rmtree(kopia)
    await tills_startad(h.temporal.start)
    await _laga(h)


def _tom(h: Huset) -> None:
    for fil in h.mapp.glob("temporal.db*"):
        fil.unlink()


async def _laga(h: Huset) -> None:
    klient = (await Insatsklient.anslut(h.temporal.address, "default", h.motor)).temporal
    await vilande_scheman(klient)
    await laga_alla(h.motor, klient)
    await asyncio.sleep(2)
    for fynd in (await jaga(h.motor, klient)).fel:
        if fynd.kontroll in ("lage", "timer") and fynd.arende:
            await laga_arende(h.motor, klient, fynd.arende, ny_korning=True)


ATERSTALLDA: dict[str, Fel] = {
    "Temporals databas raderad": temporal_utan_databas,
    "Temporal återställd till ett äldre läge": temporal_aldre,
}
