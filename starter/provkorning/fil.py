"""The case file: what it may hold, and what is said of one that does not hold (see tests/fall/README.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Kundval
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv.kommandon import las_kommando
from domain.register.auktorisation import Auktorisation
from domain.tid.tidpunkt import datum, tolka_tid
from starter.stod.filer.formfel import pa_svenska
from starter.stod.filer.yamlfil import FelIYaml, las_yaml

_FORVANTAD = re.compile(r"ok|avvisad(?: (?P<regel>K[0-9]+\.[0-9]+))?")
_FRAN_BORJAN = date(2024, 1, 1)
"""From when an anordnare that the file only names is auktoriserad."""


Forvantning = Literal["insats", "handelser", "bevakningar", "meddelanden", "utbetalningar", "avvisade"]


class FelIProvfil(ValueError):
    """A case file that cannot be played: one Swedish line with file, step and field."""


class _Rad(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnordnareRad(_Rad):
    """One auktorisation of an anordnare that the file sets up itself (K1.1)."""

    namn: str = Field(min_length=1)
    kundval: Kundval
    fran: date
    till: date | None = None


class _Aktualisering(_Rad):
    tid: str
    insats: str
    anordnare: str = Field(min_length=1)
    kund: dict[str, Any]
    av: str | None = None
    foregaende: dict[str, Any] | None = None
    anordnarval: str | None = None
    kartlagd: str | None = None
    framtidsplan: str | None = None
    motivering: str | None = None
    forvanta: str | None = None


class _Ram(_Rad):
    namn: str = Field(min_length=1)
    mallar: Any = None
    anordnare: tuple[AnordnareRad, ...] = ()
    aktualisering: _Aktualisering
    steg: tuple[dict[str, Any], ...] = ()
    till: date | None = None
    forvanta: dict[Forvantning, Any] = {}


@dataclass(frozen=True, slots=True)
class Provsteg:
    """One thing said: ``data`` as it was written, without the step's own fields.

    ``nr`` 0 is the aktualisering. ``forvanta`` is ``ok``, ``avvisad``, ``avvisad K11.1`` or None.
    """

    nr: int
    tid: datetime
    av: Aktor
    data: Mapping[str, Any]
    forvanta: str | None

    @property
    def kommando(self) -> str:
        """The verb that is said."""
        return str(self.data["kommando"])


@dataclass(frozen=True, slots=True)
class Provfall:
    """A whole case as read: ``steg[0]`` is the aktualisering."""

    fil: str
    namn: str
    anordnare: tuple[AnordnareRad, ...]
    steg: tuple[Provsteg, ...]
    till: date | None
    forvanta: Mapping[str, Any]

    def auktorisation(self) -> Auktorisation | None:
        """The auktorisation that day 1 is judged by: the one that began last, also if it has run out (K1.1)."""
        forsta = self.steg[0]
        dag, kundval = datum(forsta.tid), str(forsta.data["insats"])[:3]
        borjade = [
            Auktorisation(rad.fran, rad.till)
            for rad in self.anordnare
            if (rad.namn, rad.kundval) == (forsta.data["anordnare"], kundval) and rad.fran <= dag
        ]
        return max(borjade, key=lambda a: a.fran, default=None)


def las_provfil(fil: Path) -> Provfall:
    """Read and check a case file; what is said in it is held against the kommandon' form already here.

    Raises:
        FelIProvfil: the file, the step and the field, in Swedish.
    """
    try:
        ram = _Ram.model_validate(las_yaml(fil))
    except FelIYaml as fel:
        raise FelIProvfil(str(fel)) from fel
    except ValidationError as fel:
        vad = fel.errors()[0]
        raise FelIProvfil(f"{fil}: {_plats(vad['loc'])}{pa_svenska(vad)}") from None
    organisation = ram.aktualisering.anordnare
    forsta = _aktualisering(fil, ram.aktualisering)
    alla = [forsta]
    for nr, rad in enumerate(ram.steg, start=1):
        steg = _steg(fil, nr, dict(rad), forsta.av, organisation)
        if steg.tid < alla[-1].tid:
            fore = "aktualiseringen" if nr == 1 else f"steg {nr - 1}"
            raise FelIProvfil(f"{fil}: steg {nr}: tid: ligger före {fore}; stegen ska stå i tidsordning")
        alla.append(steg)
    egna = ram.anordnare
    if not any(a.namn == organisation for a in egna) and (kundval := _kundval(ram.aktualisering.insats)):
        egna = (*egna, AnordnareRad(namn=organisation, kundval=kundval, fran=_FRAN_BORJAN))
    return Provfall(str(fil), ram.namn, egna, tuple(alla), ram.till, {str(k): v for k, v in ram.forvanta.items()})


def _kundval(insats: str) -> Kundval | None:
    kundval: tuple[Kundval, ...] = ("FAI", "AMI", "ISA")
    return next((k for k in kundval if insats.startswith(k)), None)


def _aktualisering(fil: Path, rad: _Aktualisering) -> Provsteg:
    data = {"kommando": "aktualisera", **rad.model_dump(exclude={"tid", "av", "forvanta"}, exclude_unset=True)}
    plats = f"{fil}: aktualisering: "
    av = _aktor(plats, rad.av or "karriarvagledare", None, rad.anordnare)
    steg = Provsteg(0, _tid(plats, rad.tid), av, data, _forvantad(plats, rad.forvanta))
    _prova_form(plats, {**data, "kund": _kund(plats, data["kund"], steg)}, steg.forvanta)
    return steg


def _kund(plats: str, kund: Mapping[str, Any], steg: Provsteg) -> dict[str, Any]:
    try:
        return kundfakta(kund, datum(steg.tid))
    except Avvisning as fel:
        raise FelIProvfil(plats + str(fel)) from None


def _steg(fil: Path, nr: int, rad: dict[str, Any], kv: Aktor, organisation: str) -> Provsteg:
    plats = f"{fil}: steg {nr}: "
    for falt in ("tid", "av", "kommando"):
        if rad.get(falt) is None:
            raise FelIProvfil(f"{plats}{falt}: fältet saknas")
    tid = _tid(plats, rad.pop("tid"))
    av = _aktor(plats, str(rad.pop("av")), kv, organisation)
    forvanta = _forvantad(plats, rad.pop("forvanta", None))
    if rad["kommando"] == "aktualisera":
        raise FelIProvfil(f"{plats}kommando: aktualiseringen står för sig själv, överst i filen")
    _prova_form(plats, rad, forvanta)
    return Provsteg(nr, tid, av, rad, forvanta)


def _tid(plats: str, text: object) -> datetime:
    try:
        return tolka_tid(str(text))
    except ValueError as fel:
        raise FelIProvfil(f"{plats}tid: {fel}") from None


def _aktor(plats: str, text: str, kv: Aktor | None, organisation: str) -> Aktor:
    """A role alone means its usual holder: of the KV the case's own, of the anordnare someone at the case's."""
    if ":" not in text:
        if kv and text == kv.roll:
            return kv
        text = f"{text}:{text}"
    if text.startswith(f"{Roll.ANORDNARE}:") and "@" not in text:
        text = f"{text}@{organisation}"
    try:
        return Aktor.tolka(text)
    except ValueError as fel:
        raise FelIProvfil(f"{plats}av: {fel}") from None


def _forvantad(plats: str, text: object) -> str | None:
    if text is not None and not _FORVANTAD.fullmatch(str(text)):
        raise FelIProvfil(f"{plats}forvanta: skriv ok, avvisad eller avvisad med krav, till exempel avvisad K11.1")
    return None if text is None else str(text)


def _prova_form(plats: str, data: Mapping[str, Any], forvanta: str | None) -> None:
    """A kommando with the wrong form is a mistake in the file, unless the file expects it to be refused."""
    try:
        las_kommando(data)
    except Avvisning as fel:
        if not (forvanta or "").startswith("avvisad"):
            raise FelIProvfil(plats + str(fel)) from None


def _plats(loc: tuple[int | str, ...]) -> str:
    """Where in the file, as people count: ``steg 3: tid: ``."""
    delar = list(loc)
    if len(delar) > 1 and isinstance(delar[1], int):
        delar[0:2] = [f"{delar[0]} {delar[1] + 1}" if delar[0] == "steg" else f"{delar[0]}, rad {delar[1] + 1}"]
    return "".join(f"{d}: " for d in delar if d != "[key]")
