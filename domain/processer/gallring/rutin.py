"""§3.1: the gallring as a process: what is decided, what it awaits of the world, who is told (K3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.ordval import numerus
from domain.grund.parter import Aktor, Roll
from domain.processer.gallring.lage import (
    AKTIVITET_GALLRA,
    AKTIVITET_LISTA,
    REGEL,
    SKOTER,
    SLAG,
    UNDERTECKNAR,
    AterlamnaGallring,
    ForeslaGallring,
    Gallring,
    GallringAterlamnad,
    GallringForeslagen,
    GallringKlar,
    GallringListad,
    GallringUndertecknad,
    RegistreraGallring,
    RegistreraGallringslista,
    Status,
    UndertecknaGallring,
)
from domain.processer.process import Effekt, Processbrev, Processrad, Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando


def _besluta(g: Gallring, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    match k:
        case ForeslaGallring():
            yield _foresla(g, k, fall, r)
        case RegistreraGallringslista():
            yield GallringListad(k.kunder, k.arenden, k.personal)
        case RegistreraGallring():
            yield GallringKlar(k.gallrade, k.undantagna)
        case UndertecknaGallring():
            _vantar_underskrift(g)
            if any(samma_person(Aktor.tolka(vem).id, fall.av.id) for vem in g.underskrifter):
                raise Avvisning(
                    REGEL, f"{fall.av.id} har redan undertecknat; den andra underskriften är en annans", "av"
                )
            yield GallringUndertecknad(str(fall.av))
        case AterlamnaGallring():
            _vantar_underskrift(g)
            yield GallringAterlamnad(str(fall.av))


def _foresla(g: Gallring, k: ForeslaGallring, fall: Fall, r: Regelverk) -> GallringForeslagen:
    if g.forslag:
        raise Avvisning(REGEL, "gallringen är redan föreslagen", "kommando")
    if k.dag > fall.idag:
        raise Avvisning(REGEL, "en gallringsfrist räknas till i dag eller en tidigare dag", "dag")
    frister = (r.tal("gallring.arende_manader", fall.idag), r.tal("gallring.personal_manader", fall.idag))
    return GallringForeslagen(str(fall.av), k.dag, *frister)


_HUR: dict[Status, str] = {
    "listas": "listan görs i ordning; vänta tills den är klar",
    "gallras": "gallringen är undertecknad av två och görs nu",
    "gallrad": "gallringen är gjord och kan inte tas tillbaka",
    "aterlamnad": "gallringen är återlämnad; föreslå en ny",
    "tom": "det finns inget att gallra",
}


def _vantar_underskrift(g: Gallring) -> None:
    """Raises: Avvisning; it is not there to be signed, or not any more."""
    if g.forslag is None:
        raise Avvisning(REGEL, "gallringen är inte föreslagen", "kommando")
    if g.status != "undertecknas":
        raise Avvisning(REGEL, _HUR[g.status], "kommando")


def _tillampa(g: Gallring, h: Handelse, tid: datetime) -> Gallring:
    match h:
        case GallringForeslagen():
            return replace(g, forslag=h)
        case GallringListad():
            return replace(g, lista=h)
        case GallringUndertecknad():
            return replace(g, underskrifter=(*g.underskrifter, h.av))
        case GallringAterlamnad():
            return replace(g, aterlamnad_av=h.av)
        case GallringKlar():
            return replace(g, utfall=h)
    raise AssertionError(h)


def _effekter(g: Gallring) -> Iterator[Effekt]:
    if g.forslag is None:
        return
    f = g.forslag
    if g.status == "listas":
        frister = {"arende_manader": f.arende_manader, "personal_manader": f.personal_manader}
        argument = {"gallring": g.process, "dag": str(f.dag), **frister}
        yield Effekt("lista", AKTIVITET_LISTA, argument, f"gör i ordning gallringslistan till {f.dag} · {REGEL}")
    elif g.status == "gallras":
        argument = {"gallring": g.process, "dag": str(f.dag), "arende_manader": f.arende_manader}
        yield Effekt("gallra", AKTIVITET_GALLRA, argument, f"gallrar till {f.dag} · {REGEL}")


def omfattning(h: GallringListad) -> str:
    """How much a list holds, in words."""
    delar = [numerus(h.kunder, "kund", "kunder"), numerus(h.arenden, "ärende", "ärenden")]
    personal = numerus(h.personal, "tidigare anställd", "tidigare anställda")
    return f"{', '.join(delar)} och {personal}"


def _brev(g: Gallring, h: Handelse) -> Iterator[Processbrev]:
    assert g.forslag is not None, "the first line is the proposal"
    av = Aktor.tolka(g.forslag.av)
    match h:
        case GallringListad() if g.status == "undertecknas":
            for roll in UNDERTECKNAR:
                text = f"Gallringen {g.process} väntar på två underskrifter: {omfattning(h)} ({REGEL})"
                yield Processbrev(roll, None, REGEL, text)
        case GallringAterlamnad():
            yield Processbrev(av.roll, av.id, REGEL, f"Gallringen {g.process} är återlämnad ({REGEL})")
        case GallringKlar():
            undantag = f", {h.undantagna} fick inte längre gallras" if h.undantagna else ""
            vad = f"{numerus(h.gallrade, 'rad', 'rader')} ur listan{undantag}"
            for roll in UNDERTECKNAR:
                yield Processbrev(roll, None, REGEL, f"Gallringen {g.process} är gjord: {vad} ({REGEL})")


def _rad(g: Gallring) -> Processrad:
    assert g.forslag is not None, "the first line is the proposal"
    data: dict[str, Any] = {"dag": str(g.forslag.dag), "underskrifter": list(g.underskrifter)}
    if g.lista:
        data |= {"kunder": g.lista.kunder, "arenden": g.lista.arenden, "personal": g.lista.personal}
    if g.utfall:
        data |= {"gallrade": g.utfall.gallrade, "undantagna": g.utfall.undantagna}
    return Processrad(g.status, None, None, f"Gallring till {g.forslag.dag}", data)


GALLRING = Processrutin(
    slag=SLAG,
    namn="gallring",
    borjar=(ForeslaGallring,),
    regel=REGEL,
    tillstand=Gallring,
    borjan=Gallring,
    kommandon=(ForeslaGallring, UndertecknaGallring, AterlamnaGallring, RegistreraGallringslista, RegistreraGallring),
    handelser=(GallringForeslagen, GallringListad, GallringUndertecknad, GallringAterlamnad, GallringKlar),
    besluta=_besluta,
    tillampa=_tillampa,
    rad=_rad,
    klar=lambda g: g.status in ("gallrad", "aterlamnad", "tom"),
    far_se=lambda _g, aktor: aktor.roll in (*SKOTER, Roll.SYSTEM),
    brev=_brev,
    effekter=_effekter,
)
