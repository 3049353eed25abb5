"""A life in which every text that anybody wrote is hostile, written by the real writer: what the pages and files show.

The life is the one that holds that no text leaves the document store, in which every kommando with free text is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import cycle
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv import forlopp
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.liv.rutin import KOMMANDON
from domain.register.auktorisation import Auktorisation
from domain.regler.provning import skapa_regelverk
from domain.skeende.form import texter, textfalt
from domain.skeende.inkommet import Inkommet
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum, tolka_tid
from kontrakt.insats import Batch
from persistence.arende import filer
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.register.kund import skrivning
from regelverk import las_utgavor
from starter.tjanster.filer import lagg_in, losa
from tests.flotta.insyn.personuppgifter.livet import AVVISAS, DAG, LIVET, RUBRIKER
from tests.starter.skrivbord.elakt.sidlasare import ELAKT, LANGT, SKRIPT
from tests.starter.skrivbord.verktyg.bordet import Bord

ARENDE, KUND = "in-elakt", "ku-elak"
ANORDNARE_NAMN = "Anordnare A"
KV, ARBETSLEDARE, HANDLAGGARE = (
    Aktor(Roll.KARRIARVAGLEDARE, "kv1"), Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.ANORDNARE, "h1", ANORDNARE_NAMN),
)  # fmt: skip
PDF = b"%PDF-1.7\n%%EOF"
FILNAMN = "<script>alert(6)</script>\u202egpj.fdp\"'><img src=x>.pdf"
FORMEL = '=HYPERLINK("http://ond.example")'
LANGA = ("registrera_brist", "skriv_meddelande")
"""Kommandon whose texts are 100 KB, beside the others'."""


@dataclass(frozen=True)
class Elakt:
    """What has been written: document → field → its words, as they were sent."""

    skrivet: dict[str, dict[str, Any]]

    @property
    def ord(self) -> list[str]:
        return [o for falt in self.skrivet.values() for v in falt.values() for o in _alla(v)]


def _alla(v: Any) -> list[str]:
    if isinstance(v, str):
        return [v]
    return [o for del_ in (v.values() if isinstance(v, dict) else v) for o in _alla(del_)]


def lev(bord: Bord) -> Elakt:
    """Write the life into the desk's database."""
    falt = {
        "id": KUND, "personnummer": "199005022398", "namn": SKRIPT, "karriarvagledare": KV.id, "adress": ELAKT[1],
        "telefon": "<b>070</b>", "tolk": ELAKT[2][:60],
    }  # fmt: skip
    skrivning.lagg_till(bord.motor, KV, {k: v for k, v in falt.items() if v}, datum(datetime.now(UTC)))
    slag = cycle(ELAKT[:4])
    steg: forlopp.Steg | None = None
    regelverk = skapa_regelverk(las_utgavor())
    skrivet: dict[str, dict[str, Any]] = {}
    tagna: set[str] = set()
    forsta: dict[str, Any] = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": ANORDNARE_NAMN, "kund": {
        "id": KUND, "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50, "fodelsedatum": "1990-05-02",
    }, "kartlagd": DAG}  # fmt: skip
    forsta["kund"] = kundfakta(forsta["kund"], tolka_tid(DAG).date())
    sagt = [(KV, forsta), *((_vem(av), {"kommando": verb, **fakta}) for av, verb, fakta in LIVET)]
    for n, (av, fakta) in enumerate(sagt):
        data = fakta | _ord(fakta["kommando"], slag)
        id_, nar = f"{ARENDE}-{n}", tolka_tid(f"{DAG}T10:{n % 60:02}")
        kommando = las_kommando(data)
        ord_ = texter(data, kommando)
        inkommet = Inkommet(id_, av, kommando, dokument=id_ if ord_ else None)
        try:
            if steg is None:
                steg = forlopp.paborja(ARENDE, inkommet, regelverk, Auktorisation(date(2024, 1, 1)), nar)
            else:
                steg += forlopp.utfor(steg.insats, inkommet, nar)
        except Avvisning:
            continue
        tagna.add(data["kommando"])
        if ord_:
            dokument.spara(bord.motor, id_, ARENDE, data["kommando"], str(av), ord_)
            skrivet[id_] = dict(ord_)
    assert steg is not None
    assert {v for v, typ in KOMMANDON.items() if textfalt(typ)} - tagna == AVVISAS
    poster = tuple(map(post_till_json, steg.poster))
    assert not skriv(bord.motor, Batch(ARENDE, 0, poster, tuple(steg.meddelanden)), epost=False).avslag
    lagg_in(bord.motor, KV, regelverk, ARENDE, FILNAMN, PDF, datum(datetime.now(UTC)))
    return Elakt(skrivet)


def _vem(av: Aktor) -> Aktor:
    """Whoever says it, by the name that they have at the desk."""
    return HANDLAGGARE if av.roll is Roll.ANORDNARE else av


def _ord(verb: str, slag: Any) -> dict[str, Any]:
    """Words for each field of free text of a kommando."""
    typ: type[Kommando] = KOMMANDON[verb]
    svar: dict[str, Any] = {}
    for falt in sorted(textfalt(typ)):
        text = LANGT if verb in LANGA and falt != "amne" else next(slag)
        if falt == "rubriker":
            svar[falt] = {rubrik: f"{text} {rubrik}" for rubrik in RUBRIKER[verb]}
        else:
            svar[falt] = (
                [text, next(slag)] if falt in ("delmal", "aktiviteter") else text[:190] if falt == "amne" else text
            )
    return svar


def filen(bord: Bord) -> filer.Fil:
    """The file with the hostile name."""
    return losa(bord.motor, KV, ARENDE)[0]
