"""By which way a staff command goes: through the service's door as one is logged in, or straight, in the sandbox."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from pydantic import TypeAdapter
from rich.text import Text
from sqlalchemy import Engine

from domain.forklaring.oversikt import Korthet
from domain.grund.parter import Aktor, Roll
from domain.liv.lagesbild import Insatsrad
from domain.processer.process import Processbevakning
from domain.tid.tidpunkt import datum
from persistence.arende import lasning
from persistence.arende.filer import Bifogad, Fil
from persistence.arende.lasning import Bevakat
from persistence.arende.meddelandetradar import Trad
from persistence.journal.dokument import Dokument
from persistence.meddelanden import inkorg
from persistence.meddelanden.inkorg import Inkorgsrad
from persistence.process import processlasning
from persistence.register.kund.kontaktuppgifter import Kontaktuppgifter
from starter.api.terminal.fraga import Fraga, Har, Matt, Visat
from starter.cli.ram.gemensamt import databas, skriv_json
from starter.stod.installningar import FelInstallning, Installningar, las_installningar
from starter.stod.klient.http import Fjarr, InloggadAktor, Lage, sparad
from starter.stod.regler import gallande_regler
from starter.tjanster import arendeblad, arendet, filer, handlingar
from starter.tjanster.handlingar import Andrad
from starter.visning.json import enkelt
from starter.visning.tabell import konsol

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Direkt:
    """Straight to the database, as whoever ``--som`` says: what ``Fjarr`` asks the door."""

    motor: Engine
    som: Aktor

    def arenden(self, status: str | None) -> list[Insatsrad]:
        return lasning.arenden(self.motor, self.som, status=status)

    def lage(self, arende: str) -> Lage:
        star = arendet.hur_det_star(self.motor, self.som, arende)
        return star.insats, star.bevakningar, star.utbetalningar

    def korthet(self, arende: str) -> Korthet:
        return arendeblad.oversikt(self.motor, self.som, arende)

    def kontaktuppgifter(self, arende: str) -> Kontaktuppgifter:
        return arendeblad.kontaktuppgifter(self.motor, self.som, arende)

    def bevakningar(
        self, alla: bool, roll: str | None, organisation: str | None, arende: str | None
    ) -> tuple[list[Bevakat], list[tuple[str, Processbevakning]]]:
        if roll is None and not alla and arende is None:
            roll = self.som.roll
        rader = lasning.bevakningar(
            self.motor, self.som, roll=Roll(roll) if roll else None, organisation=organisation, arende=arende,
            egna=self.som.roll is Roll.KARRIARVAGLEDARE and not alla and arende is None,
        )  # fmt: skip
        egna = roll == self.som.roll and organisation in (None, self.som.organisation) and arende is None
        return rader, processlasning.bevakningar(self.motor, self.som) if egna else []

    def inkorg(self, alla: bool) -> list[Inkorgsrad]:
        return inkorg.inkorg(self.motor, self.som, bara_olasta=not alla)

    def markera_last(self, meddelanden: Sequence[int]) -> None:
        inkorg.markera_last(self.motor, self.som, meddelanden)

    def mojliga(self, arende: str) -> list[str]:
        return arendet.mojliga(self.motor, self.som, arende)

    def lagg_in_fil(self, arende: str, namn: str, innehall: bytes) -> Fil:
        regelverk = gallande_regler(self.motor)
        idag = datum(datetime.now(UTC))
        return filer.lagg_in(self.motor, self.som, regelverk, arende, namn, innehall, idag)

    def filer(self, arende: str) -> list[Bifogad]:
        return filer.lista(self.motor, self.som, arende)

    def hamta_fil(self, arende: str, id: str) -> bytes:
        return filer.hamta(self.motor, self.som, arende, id)[1]

    def dokument_pdf(self, arende: str, id: str) -> bytes:
        from starter.dokument.handlingspdf import pdf  # what sets the page is large

        return pdf(*handlingar.en(self.motor, self.som, arende, id))

    def skillnad(self, arende: str, id: str, mot: str) -> list[Andrad]:
        return handlingar.skillnaden(self.motor, self.som, arende, id, mot)

    def tradar(self, arende: str) -> list[Trad]:
        return arendet.tradar(self.motor, self.som, arende)

    def trad(self, arende: str, nummer: int, *, kvittera: bool) -> Trad:
        return arendet.trad(self.motor, self.som, arende, nummer, kvittera=kvittera)

    def dokument(self, arende: str) -> list[Dokument]:
        return arendet.texter(self.motor, self.som, arende)


@contextmanager
def dorren(som: Aktor) -> Iterator[Direkt | Fjarr]:
    """The door that ``som`` goes by. Raises: FelInstallning, DatabasFel."""
    if isinstance(som, InloggadAktor) and som.dorr is not None:
        yield som.dorr
        return
    with databas() as motor:
        yield Direkt(motor, som)


def be(som: Aktor, fraga: Fraga[P, T], *_: P.args, **falt: P.kwargs) -> T:
    """Ask as ``som``: through the service's door by a login, or straight, in the sandbox and for operations.

    Raises: Avvisning; FelInstallning, DatabasFel, IngenKontakt.
    """
    if isinstance(som, InloggadAktor) and som.dorr is not None:
        return TypeAdapter[T](fraga.svar).validate_python(
            som.dorr.fraga("POST", f"/api/terminal/{fraga.namn}", Any, data=enkelt(falt))
        )
    inst = las_installningar()
    with databas(inst) as motor:
        har = Har(
            motor,
            lambda: gallande_regler(motor, inst),
            datum(datetime.now(UTC)),
            lambda: utfardaren(inst),
        )
        return fraga.gor(har, som, *_, **falt)


def nagon() -> Aktor:
    """Whoever asks for what all may read: the one who is logged in, else nobody in particular."""
    return (None if os.environ.get("INSATS_SOM") else sparad()) or Aktor(Roll.SYSTEM, "system")


def utfardaren(inst: Installningar) -> str:
    """The provider whose logins are meant. Raises: FelInstallning."""
    from starter.inloggning.installningar import las_dorrinstallningar  # only for who is let in

    if not (u := las_dorrinstallningar(inst).oidc_utfardare):
        raise FelInstallning("OIDC_UTFARDARE: säg vilken identitetstjänst inloggningarna hör till")
    return u


def matt() -> Matt:
    """The screen one sits at."""
    ut = konsol()
    return Matt(ut.width, ut.is_terminal)


def visa_svar(v: Visat, som_json: bool) -> None:
    """Show an answer: as data, or in its own words, of which only the colours do anything."""
    if som_json:
        skriv_json(v.data)
    else:
        konsol().print(Text.from_ansi(v.ord), end="", soft_wrap=True) if v.ord else None
