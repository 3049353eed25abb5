"""A case that follows on another: what the new one takes over from the old (K13.4, K13.5)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from domain.grund.avvisning import Avvisning
from domain.grund.granser import Json
from domain.insats.insats import Insats
from domain.tid.frist import periodslut

Sort = Literal["byte_av_anordnare", "annan_insats"]
_REGEL: dict[Sort, str] = {"byte_av_anordnare": "K13.4", "annan_insats": "K13.5"}


def kedjans_start(i: Insats) -> date:
    """The start that the whole time is counted from: the first one in the chain (K13.4). Requires an uppdrag."""
    return i.forsta_start or i.inlagt.startdatum


def kedjans_langd(i: Insats, langst: int) -> int:
    """The months of an uppdrag that does not say: the longest; at a change of anordnare those the chain has left it
    with, counted from the first start (K2.1, K13.4)."""
    if i.bestamt_slut is None or i.forsta_start is None:
        return langst
    slut, fran = i.bestamt_slut, i.forsta_start
    return next((n for n in range(1, langst) if periodslut(fran, n) >= slut), langst)


def foregaende(gammalt: Insats, sort: Sort, *, insats: str, anordnare: str) -> Json:
    """The field ``foregaende`` of the new case's ``aktualisera``.

    Args:
        gammalt: the case it follows on.
        insats, anordnare: of the new case.

    Raises:
        Avvisning: the old case has no decided end, or the new one is no such change.
    """
    regel, arende = _REGEL[sort], gammalt.arende
    if gammalt.uppdrag is None or gammalt.form == "aterkallad":
        raise Avvisning(regel, f"{arende} har ingen insatstid att följa på", "efter")
    if gammalt.avslutsbeslut is None and gammalt.avslutad is None:
        raise Avvisning(regel, f"{arende} har inget beslutat slut; besluta om avslut där först", "efter")
    if sort == "byte_av_anordnare" and anordnare == gammalt.anordnare:
        raise Avvisning(regel, f"{arende} ligger redan hos {anordnare}", "anordnare")
    if sort == "annan_insats" and insats == gammalt.slag:
        raise Avvisning(regel, f"{arende} är redan {insats}; vid byte av anordnare är sorten en annan", "insats")
    if sort == "byte_av_anordnare" and gammalt.slutdatum == gammalt.uppdrag.slutdatum:
        raise Avvisning(regel, f"{arende} är fullföljd; det finns ingen tid kvar att byta anordnare för", "efter")
    return {
        "arende": arende,
        "sort": sort,
        "insats": gammalt.slag,
        "avslutsdatum": str(gammalt.slutdatum),
        "forsta_start": str(gammalt.forsta_start or gammalt.uppdrag.startdatum),
        "planerat_slut": str(gammalt.uppdrag.slutdatum),
        "forlangda_manader": gammalt.forlangda_fore + sum(f.beviljad for f in gammalt.forlangningar),
    }
