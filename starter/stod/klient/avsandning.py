"""What leaves a door for a case: facts in an envelope; the words stay in the document store (K3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import OKAND_KUND, ar_arendeid, las_personid
from domain.grund.granser import prova_omfang
from domain.grund.parter import Aktor
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv.forlopp import prova_far_borja
from domain.liv.kommandon import las_kommando
from domain.skeende.form import texter
from domain.skeende.inkommet import Inkommet, prova_kommandoid
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum
from kontrakt.omfang import prova_sagt
from persistence.arende import dorrvakt, filer, namngivna
from persistence.arende.lasning import ett_arende
from persistence.databas.motor import DatabasFel
from persistence.insyn import oppningar
from persistence.journal import dokument, sagt_forut
from persistence.register.kund import kundlasning
from starter.stod.klient.kontakt import finns_inte, nar_databasen_svarar


def aktualisering(motor: Engine, arende: str, data: Mapping[str, Any], av: Aktor, tid: datetime) -> dict[str, Any]:
    """The kommando that a case begins with, as ``kommando``; the kund's birth date has become an age (K1.2).

    Raises: as ``kommando``; Avvisning too for a kund that does not agree with the register.
    """
    prova_far_borja(av)  # before the register is asked: who may not learns nothing of who is in it
    prova_id(arende)
    _prova_ledigt(motor, arende, data)
    sagt = dict(data)
    if isinstance(sagt.get("kund"), Mapping):
        sagt["kund"] = kundfakta(_ur_registret(motor, sagt["kund"], av, arende, datum(tid)), datum(tid))
    return kommando(motor, f"{arende}-aktualisera", arende, sagt, av, tid)


def _prova_ledigt(motor: Engine, arende: str, data: Mapping[str, Any]) -> None:
    """The id is free, or its case's own: of the same insats, anordnare and kund, so that it is the same start again.

    Raises: Avvisning, K6.1; it tells nothing of the case that has it.
    """
    rad = ett_arende(motor, None, arende)
    kund = data.get("kund")
    id_ = kund.get("id") if isinstance(kund, Mapping) else None
    if rad and (rad.slag, rad.anordnare, rad.kund) != (data.get("insats"), data.get("anordnare"), id_ or OKAND_KUND):
        raise Avvisning("K6.1", "id:t är upptaget av ett annat ärende", "arende")


def prova_id(arende: str) -> None:
    """The id of a case is letters and figures, and tells nothing of the kund. Raises: Avvisning, K3.3."""
    if not ar_arendeid(arende):
        raise Avvisning("K3.3", "ett ärendes id är högst 60 av a–z, 0–9 och . _ -, och inget personnummer", "arende")


def kommando(
    motor: Engine, kommando_id: str, arende: str, data: Mapping[str, Any], av: Aktor, tid: datetime,
    *, far_tala: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """What travels. The words are in the document store when it returns, under the kommando's id.

    Args:
        motor: the application database.
        data: as staff write it, with free text.
        tid: the door's instant.
        far_tala: whether ``av`` may speak to the case has been asked already.

    Raises:
        Avvisning: its form, the sender's access (K3.4), or days that another case of the kund's has (K13.4).
        IngenKontakt: a protected kund's case that is closed to the sender (K3.2).
    """
    prova_kommandoid(kommando_id)
    prova_omfang(data, med_ord=True)
    last = las_kommando(data)
    if not far_tala:
        prova_skydd(motor, arende, av, f"kommandot {data['kommando']}")
    namngivna.prova(motor, last, av, datum(tid))
    filer.prova_bilagor(motor, arende, last, av)
    dorrvakt.prova(motor, arende, Inkommet(kommando_id, av, last), tid)
    ord_ = texter(data, last)
    inkommet = {
        "id": kommando_id,
        "av": str(av),
        "inkom": tid.isoformat(),
        "dokument": kommando_id if ord_ else None,
        "kommando": last.model_dump(mode="json", exclude_none=True),
    }
    prova_sagt(inkommet)
    if ord_:
        spara_ord(motor, kommando_id, arende, str(data["kommando"]), str(av), ord_)
    return inkommet


def spara_ord(motor: Engine, kommando_id: str, arende: str, verb: str, av: str, ord_: Mapping[str, Any]) -> None:
    """The words of what is said, before it is. Raises: Avvisning, K0.6: the id has other words; DataFel, DatabasFel."""
    try:
        dokument.spara(motor, kommando_id, arende, verb, av, ord_)
    except dokument.AnnatInnehall:
        raise sagt_forut.upptaget() from None


async def prova_samma(
    motor: Engine, talamod: timedelta, arende: str, inkommet: Mapping[str, Any],
    kommandon: Mapping[str, type[Kommando]], *, i_kon: bool = False,
) -> None:  # fmt: skip
    """``sagt_forut.prova``, which leaves no words behind. Raises: Avvisning, DatabasFel."""
    try:
        await nar_databasen_svarar(lambda: sagt_forut.prova(motor, arende, inkommet, kommandon, i_kon=i_kon), talamod)
    except Avvisning:
        with suppress(DatabasFel):  # they are nobody's to read all the same
            glom(motor, arende, inkommet)
        raise


def glom(motor: Engine, arende: str, inkommet: Mapping[str, Any]) -> None:
    """What was sent is refused: its words, if it had any, are taken away again."""
    if inkommet["dokument"]:
        dokument.glom_avvisat(motor, inkommet["dokument"], arende)


def prova_skydd(motor: Engine, arende: str, som: Aktor, vad: str, *, oppnar: bool = False) -> None:
    """A protected kund's case answers only those who are named, and every attempt is logged (K3.2); what opens the
    case, rather than says something to it, whosever it is (K3.8).

    Raises:
        IngenKontakt: the same as for a case that is not there.
        Avvisning: K3.4, the access of one who has left has ended.
    """
    if not oppningar.far_tilltala(motor, som, arende, vad, oppnar=oppnar):
        raise finns_inte(arende)


def _ur_registret(motor: Engine, kund: Mapping[str, Any], av: Aktor, arende: str, dag: date) -> dict[str, Any]:
    """The kund as written, with the register's birth date and socialsekreterare if it has them (K1.2, K9.5)."""
    fakta = dict(kund)
    id_ = fakta.get("id")
    try:
        id_ = las_personid(id_) if isinstance(id_, str) else None
    except ValueError:
        raise Avvisning("K3.3", "ska vara kundens id i registret, inget namn eller nummer", "kund.id") from None
    rad = kundlasning.till_start(motor, av, id_, arende, dag) if id_ is not None else None
    if rad is None:
        if id_ not in (None, OKAND_KUND):
            raise kundlasning.ingen_att_borja_med()
        if fakta.get("alder") is None and fakta.get("fodelsedatum") is None:
            raise Avvisning("K1.2", "krävs för en kund som inte finns i registret", "kund.fodelsedatum")
        return fakta
    fodd, socialsekreterare = rad
    if str(fakta.get("fodelsedatum", fodd)) != str(fodd):
        raise Avvisning("K1.2", "stämmer inte med registret", "kund.fodelsedatum")
    fakta.pop("alder", None)
    return fakta | {"fodelsedatum": fodd} | ({"socialsekreterare": socialsekreterare} if socialsekreterare else {})
