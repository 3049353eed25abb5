"""What staff read is Swedish: no label, choice, help or heading of a form has lost its å, ä or ö on the way from an
identifier, in which they are written a and o."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from domain.liv.rutin import KOMMANDON
from domain.processer.alla import PROCESSER
from domain.skeende.kommando import Kommando
from starter.skrivbord.vyer.formular import falten
from starter.tjanster import arendeblad
from tests.huset.platser import ROT
from tests.starter.skrivbord.elakt.test_formularen import aktor
from tests.starter.skrivbord.verktyg.bordet import Bord

_UTAN = str.maketrans("åäöÅÄÖ", "aaoAAO")
_NAMN = re.compile(r"\w+_\w+")
_ORD = re.compile(r"[A-Za-zÅÄÖåäö]{3,}")
HELA = frozenset({"andra", "for", "fortsatt", "handa", "har", "kalla", "man", "men", "var", "vara"})
"""Words that are Swedish both with and without."""
KALLOR = ("domain/grund", "domain/kapitel", "domain/processer", "starter/visning", "starter/skrivbord", "regelverk")


@cache
def med_prickar() -> dict[str, str]:
    """Every word with å, ä or ö that the service itself writes, by what it would be without."""
    funna: dict[str, str] = {}
    for rum in KALLOR:
        for fil in (ROT / rum).rglob("*"):
            if fil.suffix in (".py", ".toml", ".html"):
                for ord_ in _ORD.findall(fil.read_text(encoding="utf-8").lower()):
                    if (utan := ord_.translate(_UTAN)) != ord_:
                        funna[utan] = ord_
    return funna


def utan_prickar(text: str) -> list[str]:
    """The words of a text that are another word's letters without its dots; a kommando's own name is no word."""
    return [o for o in _ORD.findall(_NAMN.sub(" ", text.lower())) if o in med_prickar() and o not in HELA]


def det_som_syns(typ: type[Kommando], bord: Bord | None = None) -> Iterator[str]:
    yield typ.rubrik
    i = arendeblad.blad(bord.motor, aktor("karin"), "in-exempel05").insats if bord else None
    for f in falten(typ, i):
        yield from (f.etikett, f.hjalp, *(text for _, text in f.val))


@pytest.mark.parametrize("verb", sorted(KOMMANDON))
def test_a_form_of_a_case_keeps_its_letters(bord: Bord, verb: str) -> None:
    assert [(t, o) for t in det_som_syns(KOMMANDON[verb], bord) if (o := utan_prickar(t))] == []


@pytest.mark.parametrize("slag", sorted(PROCESSER))
def test_a_form_beside_the_cases_keeps_its_letters(slag: str) -> None:
    alla = [t for typ in PROCESSER[slag].verb.values() for t in det_som_syns(typ)]
    assert [(t, o) for t in alla if (o := utan_prickar(t))] == []


def test_a_word_that_has_lost_them_is_found() -> None:
    assert utan_prickar("Manadsrapport fran anordnaren") == ["manadsrapport", "fran"]
    assert utan_prickar("Månadsrapport från anordnaren för april") == []
    assert utan_prickar("anmal_franvaro") == []
    assert len(med_prickar()) > 500
