"""The effect of a bulk move: every case is told, as often as needed and never twice (K5.1, K13.4)."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken_asynk
from activities.stod.tillsagelse import SVARAR_INTE, sag_till_insats, starta_insats
from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import ar_arendeid
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett import kedja
from domain.kapitel.uppdrag.dag_ett.aktualisering import prova_auktorisation
from domain.kapitel.uppdrag.kundlage import kundlage
from domain.liv.kommandon import las_kommando
from domain.processer.bestallning.massbyte import AKTIVITET_FLYTTA, VISADE
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import datum
from persistence.arende import dorrvakt, lasning, massflytt
from persistence.insyn import oppningar
from persistence.journal import dokument
from persistence.register.anordnare import auktorisationer
from persistence.register.kund import skrivning

_SAMTIDIGA = 8
"""So many cases are spoken to at a time."""
_FORSOK = 20
"""So many tries, some two hours, a case that does not answer is waited for; then it is told of."""
_SVARADE_INTE = Avvisning("K5.1", "svarade inte; beställ bytet igen för det som är kvar", "arende")
_INTE_DITT = Avvisning("K3.2", "inte ditt att flytta; det gör någon som är behörig att öppna det", "arende")


class Massbytesaktiviteter:
    """The activity of ``massbyte``; ``motor`` is the database."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    @activity.defn(name=AKTIVITET_FLYTTA)
    async def flytta(self, order: dict[str, Any]) -> dict[str, Any]:
        """Move every case that is left; what it came to, as the kommando that the process is told it by.

        A worker that is killed half-way has moved what it has moved: those cases are no longer ``fran``'s, or answer
        that the order is done, and the next try takes the rest.
        """
        process = str(activity.info().workflow_id)
        avvisade: dict[str, str] = {}
        utan_svar: set[str] = set()
        plats = asyncio.Semaphore(_SAMTIDIGA)

        async def ett(arende: str) -> None:
            async with plats:
                try:
                    if avvisning := await self._flytta_ett(activity.client(), process, arende, order):
                        avvisade[arende] = str(avvisning)
                except SVARAR_INTE:
                    utan_svar.add(arende)

        async with livstecken_asynk():
            gjorda: set[str] = set()
            while nya := [a for a in await self._kvar(order) if a not in gjorda]:  # also what came meanwhile
                gjorda |= set(nya)
                async with asyncio.TaskGroup() as grupp:
                    for arende in nya:
                        grupp.create_task(ett(arende))
            if utan_svar and activity.info().attempt < _FORSOK:
                raise ApplicationError(f"{len(utan_svar)} ärenden svarar inte", type="SvararInte")
            avvisade |= {a: str(_SVARADE_INTE) for a in utan_svar}
            kunder, kvar = await self._flytta_kunder(order)
            avvisade |= {"registret": f"{kvar} av kunderna: {_INTE_DITT.text}"} if kvar else {}
            with temporals_fel():
                flyttade = await asyncio.to_thread(
                    massflytt.flyttade, self._motor, process, order["sort"], order["till"]
                )
        return {
            "kommando": "registrera_flytt",
            "flyttade": flyttade,
            "avvisade": sorted(avvisade.items())[:VISADE],
            "antal_avvisade": len(avvisade),
            "kunder": kunder,
        }

    async def _flytta_kunder(self, order: dict[str, Any]) -> tuple[int, int]:
        """How many kunder of the register were moved as the cases are, and how many may not be."""
        if order["sort"] != "karriarvagledare":
            return 0, 0
        av = Aktor.tolka(order["av"])
        with temporals_fel():
            return await asyncio.to_thread(skrivning.byt_ansvarig, self._motor, av, order["fran"], order["till"])

    async def _kvar(self, order: dict[str, Any]) -> list[str]:
        with temporals_fel():
            return await asyncio.to_thread(massflytt.kvar, self._motor, order["sort"], order["fran"])

    async def _flytta_ett(self, klient: Client, process: str, arende: str, order: dict[str, Any]) -> Avvisning | None:
        av = Aktor.tolka(order["av"])
        with temporals_fel():
            # Who orders must be one who may open the case, and the opening is logged (K3.2).
            if not await asyncio.to_thread(oppningar.far_tilltala, self._motor, av, arende, f"flytten {process}"):
                return _INTE_DITT
        if order["sort"] == "karriarvagledare":
            byt = {"kommando": "byt_karriarvagledare", "till": order["till"]}
            return await sag_till_insats(klient, arende, f"{process}:{arende}", byt, av)
        gammalt = await self._lage(arende)
        vart_avslut = f"avslut:{process}:{arende}"
        if vart_avslut not in gammalt.hanterade:
            if gammalt.avslutad:
                return None  # it had come to its end before; nothing is left to move
            if gammalt.uppdrag is None:
                return Avvisning("K13.4", "har inget uppdrag än; återkalla och aktualisera på nytt", "arende")
            if gammalt.avslutsbeslut:
                return Avvisning("K13.2", "är redan beslutad att avslutas", "arende")
            if avvisning := await self._kan_ta_emot(order["till"], gammalt.slag):
                return avvisning
            if avvisning := await self._avsluta(klient, arende, vart_avslut, order, av):
                return avvisning
            gammalt = await self._lage(arende)
        if (avvisning := await self._borja_om(klient, process, gammalt, order["till"], av)) and _vart(gammalt):
            # The kund must not be left without an insats because the other anordnare could not take it.
            await self._aterkalla(klient, process, gammalt, str(avvisning), av)
        return avvisning

    async def _kan_ta_emot(self, anordnare: str, slag: str) -> Avvisning | None:
        """Why the insats cannot begin anew there (K1.1): asked before the old one is ended."""
        idag = datum(datetime.now(UTC))
        with temporals_fel():
            har = await asyncio.to_thread(auktorisationer.auktorisation_for, self._motor, anordnare, slag[:3], idag)
        try:
            prova_auktorisation(har, slag[:3], idag)
        except Avvisning as kan_inte:
            return kan_inte
        return None

    async def _aterkalla(self, klient: Client, process: str, gammalt: Insats, skal: str, av: Aktor) -> None:
        """The end is revoked (K13.2); a case whose end has come by then says so itself, and stays ended.

        It stays decided where the insats goes on in another case all the same: by somebody else's hand (K13.4).
        """
        arende, kommando_id = gammalt.arende, f"aterkalla:{process}:{gammalt.arende}"
        sagt = {"kommando": "aterkalla_avslut", "motivering": f"Bytet av anordnare kunde inte göras: {skal}"}
        with temporals_fel():
            try:
                inkommet = Inkommet(kommando_id, av, las_kommando(sagt))
                await asyncio.to_thread(dorrvakt.prova, self._motor, arende, inkommet, gammalt.senast)
            except Avvisning:
                return
        fakta = await self._spara(kommando_id, arende, sagt["kommando"], av, {"motivering": sagt["motivering"]})
        kommando = {"kommando": sagt["kommando"]} | fakta
        await self._glom_om(
            await sag_till_insats(klient, arende, kommando_id, kommando, av, kommando_id), arende, kommando_id
        )

    async def _glom_om(self, avvisning: Avvisning | None, arende: str, dokument_id: str) -> Avvisning | None:
        """What was refused leaves no text behind."""
        if avvisning:
            with temporals_fel():
                await asyncio.to_thread(dokument.glom_avvisat, self._motor, dokument_id, arende)
        return avvisning

    async def _spara(self, kommando_id: str, arende: str, verb: str, av: Aktor, ord_: dict[str, str]) -> dict[str, Any]:
        """The words to the document store; the facts about them, which travel (K3.3)."""
        with temporals_fel():
            await asyncio.to_thread(dokument.spara, self._motor, kommando_id, arende, verb, str(av), ord_)
        return {falt: {"tecken": len(text)} for falt, text in ord_.items()}

    async def _avsluta(
        self, klient: Client, arende: str, kommando_id: str, order: dict[str, Any], av: Aktor
    ) -> Avvisning | None:
        """Decide on the end; its next step is that the insats goes on elsewhere (K2.3)."""
        avsluta: dict[str, Any] = {"kommando": "besluta_avslut", "orsak": "byte_av_anordnare"}
        avsluta |= {k: order[k] for k in ("avslutsdatum", "samtal_datum")}
        nasta_steg = f"Samma insats fortsätter hos {order['till']} (byte av anordnare, §13.2)."
        ord_ = {
            "nasta_steg": nasta_steg,
            "motivering": "Beslutat för flera ärenden på en gång (byte av anordnare, §13.2).",
        }
        fakta = await self._spara(kommando_id, arende, "besluta_avslut", av, ord_)
        svar = await sag_till_insats(klient, arende, kommando_id, avsluta | fakta, av, kommando_id)
        return await self._glom_om(svar, arende, kommando_id)

    async def _borja_om(
        self, klient: Client, process: str, gammalt: Insats, anordnare: str, av: Aktor
    ) -> Avvisning | None:
        """The insats begins anew at the other anordnare; the kund keeps its karriärvägledare."""
        try:
            fore = kedja.foregaende(gammalt, "byte_av_anordnare", insats=gammalt.slag, anordnare=anordnare)
        except Avvisning as kan_inte:
            return kan_inte
        lage = kundlage(gammalt, datum(datetime.now(UTC)))
        kund = {
            "id": gammalt.kund,
            "malgrupp": lage.malgrupp,
            "ekonomiskt_bistand": lage.ekonomiskt_bistand,
            "etableringsersattning": lage.etableringsersattning,
        }
        data = {"kommando": "aktualisera", "insats": gammalt.slag, "anordnare": anordnare, "kund": kund}
        nytt = _nytt_arende(process, gammalt.arende)
        start_id = f"{process}:{gammalt.arende}"
        if avvisning := await starta_insats(klient, nytt, start_id, data | {"foregaende": fore}, av):
            return avvisning
        if gammalt.karriarvagledare != av.id:
            byt = {"kommando": "byt_karriarvagledare", "till": gammalt.karriarvagledare}
            await sag_till_insats(klient, nytt, f"{process}:kv:{gammalt.arende}", byt, av)
        return None

    async def _lage(self, arende: str) -> Insats:
        with temporals_fel():
            svar = await asyncio.to_thread(lasning.tillstand, self._motor, None, arende)
        assert svar, "what has a row has a journal"
        return svar[0]


def _nytt_arende(process: str, arende: str) -> str:
    """The same id at every try, which tells nothing of the kund (K3.3)."""
    nytt = "in-" + hashlib.sha256(f"{process}:{arende}".encode()).hexdigest()[:10]
    return nytt if ar_arendeid(nytt) else _nytt_arende(process, nytt)


def _vart(gammalt: Insats) -> bool:
    """The end that is decided is this order's."""
    return gammalt.avslutsbeslut is not None and gammalt.avslutsbeslut.orsak == "byte_av_anordnare"
