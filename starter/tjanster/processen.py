"""What one may say to what stands beside the cases, held against the registers before it is said.

A process knows its own state and no register: that what is named is there, and is one's own to name, is asked here, the
same for every door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.beteckning import ar_kommandoid, visat
from domain.grund.parter import Aktor, Roll
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.akt import akt_id, anordnare_av
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.massbyte import MASSBYTE, Sort
from domain.processer.betalningsmanad.lage import process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.processer.forlopp import Processteg, lat_ga, utfor
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.process import Processbevakning, Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.form import las_kommando
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Post
from domain.skeende.kommando import per_verb, prova_avsandare
from domain.tid.manad import forsta
from domain.tid.tidpunkt import datum
from persistence.arende import lasning, massflytt
from persistence.betalning.lasning import stangd_efter, stangning
from persistence.databas.motor import transaktion
from persistence.databas.slump import slumpid
from persistence.journal.dokument import Dokument
from persistence.process import processlasning, utskick
from persistence.register.anordnare.namn import prova_skrivet
from persistence.register.kund import karriarvagledare
from persistence.register.kund.skrivning import antal_hos
from starter.tjanster.arendet import eget_id

_KORT = 80
"""So long a process's id may be to stand in the ids of what is said to it, beside a key of a hundred characters."""


_NAMNS = (ANORDNARAKT, BETALNINGSMANAD)
"""Kinds that anybody can name without having been told of one: whose is not one's own to see is answered alike whether
it has begun or not, or to ask would be to learn which have."""


@dataclass(frozen=True, slots=True)
class Lage:
    """How a process stands: what it is, what it awaits, its lines, and the words that were written to it."""

    process: processlasning.Processpost
    bevakningar: Sequence[Processbevakning]
    journal: Sequence[Post]
    texter: Sequence[Dokument]


def nytt_id(slag: str, nyckel: str | None = None) -> str:
    """The id of a new incident, bulk move, gallring, order about conditions or edition of the rules."""
    return f"{PROCESSER[slag].namn}-{nyckel or slumpid(5)}"


def id_for(slag: str, om: str) -> str:
    """The process's id by what it is about: an anordnare's name, a month; of the others, the id itself."""
    if slag == ANORDNARAKT.slag:
        return akt_id(om)
    if slag == BETALNINGSMANAD.slag:
        try:
            forsta(om)
        except ValueError:
            raise Avvisning("K14.6", "ska vara en månad, ÅÅÅÅ-MM", "manad") from None
        return process_id(om)
    return om


def kommandoid(process: str, nyckel: str, som: Aktor) -> str:
    """The id of what is said to a process with a key: the same key elsewhere, or of another, is another kommando.

    A record is called by its anordnare's name, which may be long and hold what no kommando's id may.
    """
    kort = ar_kommandoid(process) and len(process) <= _KORT
    return f"{process if kort else sha256(process.encode()).hexdigest()[:32]}-{eget_id(som, process, nyckel)}"


def finns_inte(rutin: Processrutin, process: str) -> FinnsInte:
    """A process that is not there, or not one's own to see."""
    return FinnsInte(rutin.regel, f"{visat(process, 'det')} finns inte, eller är inte ditt att se", "id")


def hur_det_star(motor: Engine, som: Aktor, slag: str, process: str) -> Lage:
    """How a process of a kind stands. Raises: FinnsInte."""
    rutin = PROCESSER[slag]
    svar = processlasning.en_process(motor, som, process)
    if svar is None or svar[0].slag != slag:
        raise finns_inte(rutin, process)
    post, lage, poster = svar
    return Lage(post, list(rutin.bevakningar(lage.lage)), poster, processlasning.dokument(motor, som, process))


def ar_sagt(motor: Engine, som: Aktor, process: str, kommando_id: str) -> bool:
    """Whether that has been said already to a process that one sees: the same form comes once more (K0.6)."""
    svar = processlasning.en_process(motor, som, process)
    return svar is not None and any(p.kommando == kommando_id for p in svar[2])


def prova(motor: Engine, som: Aktor, slag: str, process: str, data: Mapping[str, Any], idag: date) -> int:
    """Hold what is about to be said against the registers; the answer is the process's last line, 0 if it has none.

    Raises:
        Avvisning: its form; or what it names is not there.
        FinnsInte: the process is not there, or not one's own to see.
    """
    rutin = PROCESSER[slag]
    finns = processlasning.en_post(motor, process)
    if finns is not None and (finns.slag != slag or not processlasning.far_se(som, finns)):
        raise finns_inte(rutin, process)
    if finns is None and rutin in _NAMNS and not rutin.far_se(rutin.borjan(process), som):
        raise finns_inte(rutin, process)
    if slag == ANORDNARAKT.slag and som.roll is not Roll.ANORDNARE:
        _prova_namn(motor, anordnare_av(process), "anordnare", "K1.1")
    if finns is None and rutin.borjar and data.get("kommando") not in per_verb(rutin.borjar):
        raise finns_inte(rutin, process)
    prova_avsandare(type(las_kommando(data, rutin.verb)), som)
    match slag:
        case "personuppgiftsincident":
            _prova_incident(motor, som, data, idag)
        case "massbyte":
            _prova_massbyte(motor, data, idag)
        case "kvalitetsuppfoljning":
            _prova_uppfoljning(motor, data)
        case "villkorsutskick":
            _prova_utskick(motor, data)
        case "betalningsmanad":
            _prova_manad(motor, process, data)
    return finns.nr if finns else 0


def tank(
    motor: Engine, som: Aktor, slag: str, process: str, data: Mapping[str, Any], regelverk: Regelverk, nu: datetime
) -> Processteg:
    """What would come of it if it were said now; nothing is. Raises: as ``prova``, and what the routine refuses."""
    prova(motor, som, slag, process, data, datum(nu))
    rutin = PROCESSER[slag]
    finns = processlasning.en_process(motor, None, process)
    lage = lat_ga(rutin, finns[1], nu).efter if finns else None
    return utfor(rutin, process, lage, Inkommet("tankt", som, las_kommando(data, rutin.verb)), regelverk, nu)


def _prova_incident(motor: Engine, som: Aktor, data: Mapping[str, Any], idag: date) -> None:
    """What an incident names is in the registers, and the case is one's own to see (K3.1, K3.2)."""
    regel = PERSONUPPGIFTSINCIDENT.regel
    namn, kv, arende = (data.get(k) for k in ("anordnare", "karriarvagledare", "arende"))
    if namn:
        _prova_namn(motor, str(namn), "anordnare", regel)
    kanda = {k.id for k in karriarvagledare.alla(motor, dag=idag)}
    if kv and kanda and kv not in kanda:
        raise Avvisning(regel, "karriärvägledaren finns inte i registret", "karriarvagledare")
    if arende and lasning.ett_arende(motor, som, str(arende)) is None:
        raise Avvisning(regel, "ärendet finns inte, eller är inte ditt att se", "arende")


def _prova_massbyte(motor: Engine, data: Mapping[str, Any], idag: date) -> None:
    """Both are in the registers, and there is something to move (K5.1, K13.4)."""
    if not att_flytta(motor, data, idag).nagot:
        raise Avvisning(MASSBYTE.regel, "har inga pågående ärenden och inga kunder", "fran")


@dataclass(frozen=True, slots=True)
class AttFlytta:
    """What a bulk move would move: cases under way, by id, and how many kunder of the register."""

    sort: Sort
    arenden: tuple[str, ...]
    kunder: int

    @property
    def nagot(self) -> bool:
        """There is anything to move."""
        return bool(self.arenden or self.kunder)


def att_flytta(motor: Engine, data: Mapping[str, Any], idag: date) -> AttFlytta:
    """What the order ``data`` would move, were it given now; nothing is changed.

    Raises: Avvisning, K5.1 or K1.1; somebody is in no register.
    """
    till, fran = str(data.get("till")), str(data.get("fran"))
    if data.get("kommando") == "byt_alla_karriarvagledare":
        kanda = {k.id for k in karriarvagledare.alla(motor, dag=idag)}
        if kanda and till.lower() not in kanda:
            raise Avvisning("K5.1", "finns inte bland karriärvägledarna i registret", "till")
        fran = fran.lower()
        kvar = tuple(massflytt.kvar(motor, "karriarvagledare", fran))
        return AttFlytta("karriarvagledare", kvar, antal_hos(motor, fran))
    for namn, falt in ((fran, "fran"), (till, "till")):
        _prova_namn(motor, namn, falt, "K1.1")
    return AttFlytta("anordnare", tuple(massflytt.kvar(motor, "anordnare", fran)), 0)


def _prova_namn(motor: Engine, namn: str, falt: str, regel: str) -> None:
    with transaktion(motor) as forbindelse:
        prova_skrivet(forbindelse, namn, falt, regel)


def _prova_uppfoljning(motor: Engine, data: Mapping[str, Any]) -> None:
    """An anordnare of the register has one review of a year (K16.4)."""
    if data.get("kommando") != "oppna_uppfoljning":
        return
    namn, ar = str(data["anordnare"]), str(data["ar"])
    _prova_namn(motor, namn, "anordnare", KVALITETSUPPFOLJNING.regel)
    for p in processlasning.processer(motor, None, KVALITETSUPPFOLJNING.slag, part=namn):
        if str(p.data["ar"]) == ar:
            raise Avvisning(KVALITETSUPPFOLJNING.regel, f"{p.id} är redan öppnad för anordnaren och året", "ar")


def _prova_utskick(motor: Engine, data: Mapping[str, Any]) -> None:
    """What is to be taken back has been sent to somebody (K0.7)."""
    if data.get("kommando") == "aterkalla_villkor_hos_alla" and not utskick.som_har(motor, str(data["villkor"])):
        raise Avvisning("K0.7", f"{data['villkor']} har inte skickats till någon", "villkor")


def _prova_manad(motor: Engine, process: str, data: Mapping[str, Any]) -> None:
    """A month is opened under its own id, and not when a later one has taken it in (K14.6)."""
    if data.get("kommando") != "oppna_betalningsmanad":
        return
    manad = str(data.get("manad"))
    if process_id(manad) != process:
        raise Avvisning("K14.6", "ska vara månaden i adressen", "manad")
    if stangning(motor, manad) is None and (senare := stangd_efter(motor, manad)):
        raise Avvisning("K14.6", f"betalningsmånad {manad} stängdes inte för sig utan ingår i {senare}", "manad")
