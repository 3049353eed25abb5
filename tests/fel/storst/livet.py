"""The largest case there can be: a year in which everything that can be said is said at its largest, each month anew.

What is largest is found by trying: each field of a kommando is given the most that its form takes, and what a rule then
refuses is given less. So a new field, or a higher limit, is in the life without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from string import ascii_letters
from typing import Any, get_args, get_origin

from domain.grund.avvisning import Avvisning
from domain.grund.granser import FLEST_RADER, LANGSTA_TEXT, STORSTA_TAL
from domain.grund.parter import Aktor, Roll
from domain.grund.text import Textfakta
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.aktualisering import InsatsAktualiserad
from domain.liv import rutin
from domain.liv.forlopp import Steg, paborja, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.liv.vikning import vik
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from domain.tid.tidpunkt import datum, tolka_tid
from kontrakt.insats import Batch
from tests.verktyg.slumpliv.naturligt import det_naturliga
from tests.verktyg.slumpliv.utsagor import SAGT, fakta
from tests.verktyg.spel import FORARBETE, KUNDER, TILLS_VIDARE, Spel, helt_uppdrag, regelverket, tid

ORGANISATION = "Å" * 200
SKIFTEN = tuple(f"{ar}-{m:02}-01" for ar, m in [*((2024, m) for m in range(4, 13)), *((2025, m) for m in (1, 2, 3))])
"""The turns of month that the case passes."""
SLUTAR = {
    "besluta_avslut", "foresla_avslut", "attestera_avslut", "aterkalla_aktualisering", "lamna_slutrapport", "ratta",
    "besluta_rattelse",
}  # fmt: skip
"""What would end the case, or take what was said out of it again."""
_ID = 60
_FORE = timedelta(seconds=5)


_BOKSTAVER = Random(7)


def _ord(langd: int) -> str:
    """A word of that length with a digit in it, that no pressing makes shorter."""
    return "".join(_BOKSTAVER.choices(ascii_letters, k=langd - 1)) + "1"


def stor(av: Aktor) -> Aktor:
    """The same role, by the longest id there is, in the organisation with the longest name."""
    if av.roll in (Roll.SYSTEM, Roll.KUND):
        return av
    return Aktor(av.roll, av.id + "x" * (_ID - len(av.id)), ORGANISATION if av.organisation else None)


@dataclass(frozen=True)
class Lage:
    """The case just before a turn of month: what is in the journal, and the state that follows from it."""

    skifte: datetime
    poster: tuple[Post, ...]
    meddelanden: tuple[Meddelande, ...]
    insats: Insats

    def som(self, arende: str) -> tuple[Insats, Batch]:
        """The same by another id, so that several can be carried at once: its state, and what its journal holds."""
        forst, *sedan = self.poster
        assert isinstance(forst.handelse, InsatsAktualiserad)
        poster = (replace(forst, handelse=replace(forst.handelse, arende=arende)), *sedan)
        insats = vik(poster)
        assert insats is not None
        return insats, Batch(arende, 0, tuple(post_till_json(p) for p in poster), self.meddelanden)


class Storst(Spel):
    """A case in which each thing is said at its largest."""

    def __init__(self, nu: datetime) -> None:
        super().__init__(nu)
        self._langsta: dict[str, dict[str, int]] = {}
        """By verb and field: which of its values, largest first, was taken last."""
        self.sagda = set[str]()

    @classmethod
    def borja(cls) -> Storst:
        fall = cls(tid("2024-03-01T09:00"))
        data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": ORGANISATION, "kund": KUNDER["AMI2"]}
        kommando = las_kommando({**data, **FORARBETE})
        kv = stor(Aktor(Roll.KARRIARVAGLEDARE, "kv1"))
        fall._ta(paborja("in-storst", Inkommet("d" * 200, kv, kommando), regelverket(), TILLS_VIDARE, fall.nu))
        fall._ga(fall.nu)
        return fall

    def sager(self, av: Aktor, nar: str, verb: str, **sagt: Any) -> Storst:
        """Say it as large as it is taken. Raises: Avvisning: not even as it is."""
        self._ga(tid(nar))
        if verb == "lagg_in_uppdrag":
            sagt = helt_uppdrag(sagt)
        fore = self._langsta.get(verb)
        steg = self._sag(av, verb, sagt)  # whether it can be said at all
        if fore is not None:
            varden = {f: _storsta(verb, f, self.nu)[n] for f, n in fore.items()}
            with suppress(Avvisning):
                self._ta(self._sag(av, verb, sagt | varden))
                return self._klar(verb)
        fore = self._langsta[verb] = {}
        for f in rutin.KOMMANDON[verb].model_fields:
            for n, varde in enumerate(_storsta(verb, f, self.nu)):
                with suppress(Avvisning):
                    steg = self._sag(av, verb, sagt | {f: varde})
                    sagt, fore[f] = sagt | {f: varde}, n
                    break
        self._ta(steg)
        return self._klar(verb)

    def _klar(self, verb: str) -> Storst:
        self.sagda.add(verb)
        self._ga(self.nu)
        return self

    def _sag(self, av: Aktor, verb: str, sagt: dict[str, Any]) -> Steg:
        id_ = f"{self.insats.nr}-{verb}"
        kommando = las_kommando({"kommando": verb, **sagt})
        return utfor(self.insats, Inkommet(id_ + _ord(200 - len(id_)), stor(av), kommando), self.nu)


@cache
def storsta_livet() -> tuple[Lage, ...]:
    """The case before each turn of month of its year."""
    fall, r, lagen = Storst.borja(), Random(1), []
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=12)
    for skifte in map(tolka_tid, SKIFTEN):
        for dagar in (25, 18, 11, 4):
            nar = skifte - timedelta(dagar)
            if nar > fall.nu:
                _en_dag(fall, nar, r, allt=dagar == 11)
        fall.till((skifte - _FORE).isoformat())
        lagen.append(Lage(skifte, tuple(fall.poster), tuple(fall.meddelanden), fall.insats))
    return tuple(lagen)


def _en_dag(fall: Storst, nar: datetime, r: Random, *, allt: bool) -> None:
    fall.till(nar.isoformat())
    sagt = det_naturliga(fall, r) + [(verb, fakta(verb, fall.nu, r)) for verb in SAGT if allt]
    for n, (verb, data) in enumerate(sagt):
        if verb not in SLUTAR:
            roll = rutin.KOMMANDON[verb].roller[0]
            with suppress(Avvisning):
                fall.sager(_VEM.get(roll, Aktor(roll, "x1")), (nar + timedelta(minutes=n)).isoformat(), verb, **data)


_VEM = {
    Roll.ANORDNARE: Aktor(Roll.ANORDNARE, "a1", "A"), Roll.SYSTEM: Aktor(Roll.SYSTEM, "system"),
    Roll.KUND: Aktor(Roll.KUND, "kund"),
}  # fmt: skip


def _storsta(verb: str, falt: str, nu: datetime) -> list[Any]:
    """Values of a field, the largest first, down to the most that some form of its kind takes."""
    info = rutin.KOMMANDON[verb].model_fields[falt]
    return list(_av(info.annotation, datum(nu)))


def _av(typ: Any, idag: date) -> Iterator[Any]:
    argument = [a for a in get_args(typ) if a is not type(None)]
    origin = get_origin(typ)
    if origin is tuple:
        yield from _listor(argument[0], idag)
    elif typ is Textfakta:
        yield {"tecken": LANGSTA_TEXT}
    elif typ is str:
        yield from (_ord(200), _ord(60), _ord(40))
    elif typ is int:
        yield from (STORSTA_TAL, 10_000, 100)
    elif argument and origin is not dict and Textfakta in map(_grund, argument):
        yield {"tecken": LANGSTA_TEXT}
    elif argument and origin is not dict:
        yield from _av(_grund(argument[0]), idag)


def _grund(typ: Any) -> Any:
    """A type without what is annotated to it."""
    return get_args(typ)[0] if hasattr(typ, "__metadata__") else typ


def _listor(del_: Any, idag: date) -> Iterator[Any]:
    """Lists as long as any, back from today, ahead of it, and as few as a form of its own allows."""
    grund = _grund(del_)
    if grund is date:
        yield [str(idag - timedelta(n)) for n in range(FLEST_RADER)]
        yield [str(idag + timedelta(n)) for n in range(1, FLEST_RADER + 1)]
        yield [str(idag)] * FLEST_RADER
        return
    if grund is Textfakta:
        yield [{"tecken": LANGSTA_TEXT - n} for n in range(FLEST_RADER)]
    elif grund is str:
        yield [f"fil-{n}" + "x" * (_ID - len(f"fil-{n}")) for n in range(5)]
    else:
        varden = [v for v in get_args(grund) if isinstance(v, str)]
        if varden:
            yield (varden * FLEST_RADER)[:FLEST_RADER]
            yield varden
