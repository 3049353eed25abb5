"""§5.2, §5.4: what comes before the decision of day 1, and whose choice the anordnare was (K5.2, K5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.ord import ANORDNARVAL
from domain.grund.slag import Anordnarval
from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import Insats
from domain.skeende.handelse import DORR_MED_FORARBETE, Fall
from domain.tid.tidpunkt import datum


def prova_forarbete(kartlagd: date | None, fall: Fall, *, har_plan: bool) -> None:
    """K5.2: the karriärvägledare has made the kartläggning with the kund, and the decision references the framtidsplan
    that came of it. Raises: Avvisning, K5.2."""
    if kartlagd is not None:
        prova_kartlagd(kartlagd, fall.idag)
    if not fall.kraver(DORR_MED_FORARBETE):
        return
    if kartlagd is None:
        raise Avvisning("K5.2", "ange dagen för kartläggningen med kunden; den går före beslutet", "kartlagd")
    if not har_plan:
        raise Avvisning("K5.2", "ange framtidsplanen; den går före beslutet", "framtidsplan")


def prova_kartlagd(kartlagd: date, dag1: date) -> None:
    """That the kartläggning was made by the day of the decision. Raises: Avvisning, K5.2."""
    if kartlagd > dag1:
        raise Avvisning("K5.2", f"kartläggningen går före beslutet {dag1}", "kartlagd")


def anordnarval(sagt: Anordnarval | None, fall: Fall, *, byte: bool) -> Anordnarval | None:
    """K5.4: an anordnare that is named, and not said to be förvalsanordnare, is the kund's own choice.

    Of a change of anordnare (``byte``) nothing follows: one that the municipality orders for many is nobody's choice.
    """
    return sagt or ("kundens" if fall.kraver(DORR_MED_FORARBETE) and not byte else None)


def forarbetet_i_ord(g: Beslutsgrund) -> dict[str, str]:
    """The two facts as staff read them, by what each is called."""
    return {
        "kartläggning": str(g.kartlagd) if g.kartlagd else "inte angiven",
        "anordnare": ANORDNARVAL[g.anordnarval] if g.anordnarval else "inte angivet vems val",
    }


def forklarat(i: Insats, g: Beslutsgrund) -> Iterator[str]:
    """What came before the decision, and why it was this anordnare, a Swedish sentence each."""
    if g.kartlagd:
        yield f"Kartläggningen med kunden gjordes {g.kartlagd}, före beslutet (§5.2, K5.2)."
    if g.anordnarval == "kundens":
        yield "Anordnaren är kundens eget val (§5.4, K5.4)."
    if g.anordnarval == "forval":
        yield f"Kunden valde ingen, så anordnaren är förvalsanordnaren den {datum(i.aktualiserad)} (§5.4.1, K5.4)."
