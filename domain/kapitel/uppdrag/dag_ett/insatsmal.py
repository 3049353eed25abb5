"""§2: the goal of each insats, and which of them was reached (K2.3)."""

from __future__ import annotations

from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.ord import INSATSMAL
from domain.grund.slag import Insatsmal, Insatsslag
from domain.insats.insats import Insats


def prova_mal(i: Insats, mal: Insatsmal | None, steg_till: Insatsslag | None, pa: date) -> None:
    """That the goal is one of the insats's own, and a stegförflyttning says to which insats, one that is further on.

    Raises: Avvisning, K2.3.
    """
    if mal is None:
        if steg_till is not None:
            raise Avvisning("K2.3", "en insats anges bara när målet är en stegförflyttning", "steg_till")
        return
    if mal not in i.regelverk.lista(f"mal.{i.slag}", pa):
        vilka = malen_i_ord(i, pa)
        raise Avvisning("K2.3", f"{INSATSMAL[mal]} är inget mål för {i.slag}; målen är {vilka}", "natt_mal")
    if (mal == "stegforflyttning") != (steg_till is not None):
        vad = (
            "ange till vilken insats" if steg_till is None else "en insats anges bara när målet är en stegförflyttning"
        )
        raise Avvisning("K2.3", vad, "steg_till")
    if steg_till is not None and steg_till.lower() not in (steg := i.regelverk.lista(f"stegforflyttning.{i.slag}", pa)):
        vilka = ", ".join(s.upper() for s in steg)
        raise Avvisning("K2.3", f"från {i.slag} leder stegförflyttningen till {vilka}", "steg_till")


def malen_i_ord(i: Insats, pa: date) -> str:
    """``arbete, studier, eget företagande``: the goals of the insats."""
    return ", ".join(INSATSMAL[m] for m in i.regelverk.lista(f"mal.{i.slag}", pa))


def insatsens_forsta_mal(i: Insats, pa: date) -> dict[str, str]:
    """The first of the insats's goals, as a kommando names one: ``natt_mal``, and ``steg_till`` if it asks for one."""
    mal = i.regelverk.lista(f"mal.{i.slag}", pa)[0]
    if mal != "stegforflyttning":
        return {"natt_mal": mal}
    return {"natt_mal": mal, "steg_till": i.regelverk.lista(f"stegforflyttning.{i.slag}", pa)[0].upper()}


def malet(natt: bool, mal: Insatsmal | None, steg_till: Insatsslag | None) -> str:
    """``målet är nått: stegförflyttning till AMI2``."""
    if not natt:
        return "målet är inte nått"
    vilket = f": {INSATSMAL[mal]}" if mal else ""
    return f"målet är nått{vilket}{f' till {steg_till}' if steg_till else ''}"
