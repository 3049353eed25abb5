"""The workflows beside the cases: one type for each kind of process."""

from __future__ import annotations

from datetime import datetime

from temporalio import workflow

from workflows.gemensamt.ko import Vantande
from workflows.process.flode import Processflode

with workflow.unsafe.imports_passed_through():
    from domain.grund.parter import SYSTEMET
    from domain.processer.anordnarakt.rutin import ANORDNARAKT
    from domain.processer.bestallning.massbyte import MASSBYTE
    from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
    from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
    from domain.processer.betalningsmanad.stangning import OppnaBetalningsmanad
    from domain.processer.gallring.rutin import GALLRING
    from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
    from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
    from domain.processer.regelutgava.rutin import REGELUTGAVA
    from domain.skeende.inkommet import Inkommet
    from kontrakt import namn
    from kontrakt.process import Processlut, Processtart


@workflow.defn(name=PERSONUPPGIFTSINCIDENT.slag)
class Personuppgiftsincident(Processflode):
    """K3.1: from the discovery to the assessment."""

    rutin = PERSONUPPGIFTSINCIDENT

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()


@workflow.defn(name=ANORDNARAKT.slag)
class Anordnarakt(Processflode):
    """K3.4, K3.5, K16.2: an anordnare's record; it rests when nothing is awaited, and goes on when spoken to."""

    rutin = ANORDNARAKT

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()


@workflow.defn(name=MASSBYTE.slag)
class Massbyte(Processflode):
    """K5.1, K13.4: all of one's cases move."""

    rutin = MASSBYTE

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()


@workflow.defn(name=VILLKORSUTSKICK.slag)
class Villkorsutskick(Processflode):
    """K16.2, K0.7: every anordnare is told of new conditions, or that they are taken back."""

    rutin = VILLKORSUTSKICK

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()


@workflow.defn(name=KVALITETSUPPFOLJNING.slag)
class Kvalitetsuppfoljning(Processflode):
    """K16.4: the yearly review of an anordnare, until it is signed off."""

    rutin = KVALITETSUPPFOLJNING

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()


@workflow.defn(name=REGELUTGAVA.slag)
class Regelutgava(Processflode):
    """K16.5: decided values, entered by one and attested by another."""

    rutin = REGELUTGAVA

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()


@workflow.defn(name=GALLRING.slag)
class Gallring(Processflode):
    """K3.8: what is no longer needed is weeded out, signed by two."""

    rutin = GALLRING

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()


@workflow.defn(name=BETALNINGSMANAD.slag)
class Betalningsmanad(Processflode):
    """One payment month, from its closing to its attest. Its id is ``betalningsmanad-2024-04``."""

    rutin = BETALNINGSMANAD

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()

    @workflow.signal(name=namn.SIGNAL_OPPNA)
    def oppna(self, m: str, planerad: str) -> None:
        """The calendar says that the month is to be closed; said again it changes nothing.

        ``planerad`` (ISO 8601) is the calendar's own instant, which counts where this clock is a little behind.
        """
        inkommet = Inkommet(f"{self._id}:{namn.SIGNAL_OPPNA}", SYSTEMET, OppnaBetalningsmanad(manad=m))
        self._ko.append(Vantande(inkommet, max(self._klocka.nu(), datetime.fromisoformat(planerad))))


PROCESSFLODEN: tuple[type[Processflode], ...] = (
    Anordnarakt,
    Betalningsmanad,
    Gallring,
    Kvalitetsuppfoljning,
    Massbyte,
    Personuppgiftsincident,
    Regelutgava,
    Villkorsutskick,
)
