"""A file of anordnare, or of their auktorisationer, as a set: what stands against it, and the move (K1.1, K5.5)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Text, exists, func, literal, select

from domain.grund.avvisning import Avvisning
from domain.register.anordnare import FLEST_ANORDNARE, namnnyckel
from persistence.databas.massinlasning import Inlasning, Traffar, Utfall
from persistence.register.anordnare.auktorisationer import ny_auktorisation
from persistence.register.anordnare.auktorisationslogg import Registrering
from persistence.register.anordnare.namn import las_namnen
from persistence.tabeller.anordnarregister import anordnare

Fynd = tuple[Traffar, str, str, str]
"""The rows, the column, the krav and a Swedish sentence."""


def prova_anordnare(i: Inlasning, kolumner: frozenset[str]) -> Iterator[Fynd]:
    """What stands against a file of anordnare."""
    redan = "står redan på en tidigare rad"
    yield i.dubbletter("namn"), "namn", "K1.1", redan
    skrivna, utan_plats = _namnen(i)
    yield skrivna, "namn", "K1.1", "finns redan, skriven på ett annat sätt"
    yield utan_plats, "namn", "K0.6", f"registret tar högst {FLEST_ANORDNARE} anordnare"
    if "organisationsnummer" not in kolumner:
        return
    yield i.dubbletter("organisationsnummer"), "organisationsnummer", "K1.1", redan
    rad, annan = i.tabell.c, anordnare.c
    # One who is in the file as well gets its number from there.
    ocksa = select(i.tabell.alias().c.namn)
    annans = exists().where(
        annan.organisationsnummer == rad.organisationsnummer, annan.namn != rad.namn, annan.namn.not_in(ocksa)
    )
    yield i.dar(annans), "organisationsnummer", "K1.1", "är redan registrerat på en annan anordnare"


def _namnen(i: Inlasning) -> tuple[Traffar, Traffar]:
    """Rows whose name stands in the register, or on an earlier row, with other case, blanks or letters; and rows that
    the register has no room for."""
    har = las_namnen(i.forbindelse)
    annorlunda, utan_plats = list[int](), list[int]()
    for rad, namn in i.forbindelse.execute(select(i.tabell.c.rad, i.tabell.c.namn).order_by(i.tabell.c.rad)):
        nyckel = namnnyckel(namn)
        if nyckel not in har and len(har) >= FLEST_ANORDNARE:
            utan_plats.append(rad)
        elif har.setdefault(nyckel, namn) != namn:
            annorlunda.append(rad)
    return Traffar(annorlunda[:1000], len(annorlunda)), Traffar(utan_plats[:1000], len(utan_plats))


def flytta_anordnare(i: Inlasning, kolumner: frozenset[str], av: str | None) -> Utfall:
    """Move the rows to the register; columns that the file has not are left as they are."""
    har = ["namn", *sorted(kolumner - {"namn"})]
    return i.stall_in(anordnare, ["namn"], har, {"andrad": func.now(), "andrad_av": literal(av, Text)})


def registrera(i: Inlasning, av: str | None) -> tuple[Utfall, list[tuple[int, Avvisning]]]:
    """Register the auktorisationer of a file in order of registration, and tell what was refused, by row.

    What is refused is so alone, so that all faults are found; whoever calls undoes it all if there are any.
    """
    nya, samma, fel = 0, 0, list[tuple[int, Avvisning]]()
    r = i.tabell.c
    for rad in i.forbindelse.execute(select(i.tabell).order_by(r.registrerad.nulls_last(), r.rad)).all():
        hur = Registrering(av, rad.registrerad)
        try:
            with i.forbindelse.begin_nested():
                ny = ny_auktorisation(i.forbindelse, rad.anordnare, rad.kundval, rad.fran, rad.till, hur)
        except Avvisning as avvisning:
            fel.append((rad.rad, avvisning))
            continue
        nya, samma = nya + ny, samma + (not ny)
    return Utfall(nya, 0, samma), fel
