"""The files of anordnare and of auktorisationer: what they hold, and how they are taken in (K1.1, K3.4, K5.5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from domain.register.anordnare import ANORDNARFALT, las_namn, prova_auktorisationsandring
from domain.register.falt import las_datum
from domain.tid.tidpunkt import tolka_tid
from persistence.databas.massinlasning import Inlasning, Utfall
from persistence.register.anordnare import filimport
from starter.stod.filer.csvfalt import nagot_av
from starter.stod.filer.csvimport import Felsamling, Importsort, Kolumn


def anordnarsort(som: Aktor) -> Importsort:
    """A file of anordnare; one that is in the register already gets the fields that the file has.

    Raises: Avvisning, K1.1; not for this role.
    """
    prova_auktorisationsandring(som)
    av = str(som)

    def prova(i: Inlasning, har: frozenset[str], fel: Felsamling) -> None:
        for fynd in filimport.prova_anordnare(i, har):
            fel.lagg_till_alla(*fynd)

    return Importsort(
        "anordnare",
        (
            Kolumn("namn", "K1.1", _namn),
            *(Kolumn(n, f.regel, f.las, kravs=False, far_vara_tom=True) for n, f in ANORDNARFALT.items()),
        ),
        flytta=lambda i, har: filimport.flytta_anordnare(i, har, av),
        prova=prova,
    )


def auktorisationssort(som: Aktor) -> Importsort:
    """A file of auktorisationer; one that is in the register already stays as it is.

    The column ``registrerad`` is for a list that is taken over with its history: when it was registered, where it was
    kept before. The lines of a kundval then come after those that the register already has.

    Raises: Avvisning, K1.1; not for this role.
    """
    prova_auktorisationsandring(som)
    av = str(som)
    utfall = Utfall(0, 0, 0)

    def prova(i: Inlasning, _: frozenset[str], fel: Felsamling) -> None:
        nonlocal utfall
        utfall, avvisade = filimport.registrera(i, av)
        for rad, avvisning in avvisade:
            fel.lagg_till(rad, avvisning.falt or "hela raden", avvisning.regel, avvisning.text)

    return Importsort(
        "auktorisationer",
        (
            Kolumn("anordnare", "K1.1", _namn),
            Kolumn("kundval", "K1.1", nagot_av(get_args(Kundval))),
            Kolumn("fran", "K1.1", las_datum, "date"),
            Kolumn("till", "K1.1", las_datum, "date", kravs=False, far_vara_tom=True),
            Kolumn("registrerad", "K5.5", _tidpunkt, "timestamptz", kravs=False, far_vara_tom=True),
        ),
        # They were registered when they were tried: each row is judged with those before it in place.
        flytta=lambda _i, _har: utfall,
        slutfor_rad=_i_ordning,
        prova=prova,
    )


def _namn(text: str) -> str:
    try:
        return las_namn(text)
    except Avvisning as fel:
        raise ValueError(fel.text) from None


def _tidpunkt(text: str) -> datetime:
    try:
        return tolka_tid(text)
    except ValueError:
        raise ValueError("ska vara en dag eller tidpunkt som finns, ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM-DD TT:MM") from None


def _i_ordning(rad: dict[str, Any]) -> None:
    if rad.get("till") is not None and rad["till"] < rad["fran"]:
        raise Avvisning("K1.1", "sista dagen ligger före första dagen", "till")
