"""The register of kunder from the terminal: who a kund is, who may open a protected one's cases, and who has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.register.falt import las_falt
from domain.register.kund import kundfalt
from domain.register.personnummer import tolka_personnummer
from persistence.insyn.oppningar import Oppning, las
from persistence.register.kund import kundlasning, namngivna, skrivning
from persistence.register.kund.kundlasning import Kund, Kundpost
from persistence.register.kund.namngivna import Namngiven
from persistence.register.kund.utdrag import allt_om
from starter.api.terminal.fraga import Filen, Har, den, fraga, kanda
from starter.tjanster.kunden.stickprov import dra_stickprov

UTFORLIGT = 10_000
"""Rows that a terminal may ask for at once."""


def _last(har: Har, uppgifter: dict[str, str]) -> dict[str, Any]:
    falten = kundfalt(har.idag)
    return las_falt(falten, kanda(uppgifter, falten, "K5.1"))


@fraga("skriv")
def lagg_till(har: Har, som: Aktor, uppgifter: dict[str, str]) -> str:
    """Add a kund; the answer is the id. Raises: Avvisning."""
    return skrivning.lagg_till(har.motor, som, _last(har, uppgifter), har.idag)


@dataclass(frozen=True, slots=True)
class Andrat:
    """What became of a change: whether anything differed, and the cases to tell of it, with whose each still is."""

    andrat: bool
    hos_annan: Sequence[tuple[str, str]]
    pagar: Sequence[str]


@fraga("skriv")
def andra(har: Har, som: Aktor, kund: str, uppgifter: dict[str, str]) -> Andrat:
    """Change a kund; an empty text empties a field. Raises: Avvisning."""
    andringar = _last(har, uppgifter)
    andrat = skrivning.andra(har.motor, som, kund, andringar, har.idag)
    kvar = kundlasning.hos_annan(har.motor, som, kund) if andringar.get("karriarvagledare") else []
    pagar = kundlasning.pagaende(har.motor, som, kund) if "socialsekreterare" in andringar else []
    return Andrat(andrat, kvar, pagar)


@fraga()
def lista(
    har: Har, som: Aktor, namn: str, karriarvagledare: str | None, utan_karriarvagledare: bool, antal: int
) -> list[Kundpost]:
    """Kunder that one may read of. For a protected one there is no name."""
    return kundlasning.lista(
        har.motor, som, namn=namn, karriarvagledare=karriarvagledare,
        utan_karriarvagledare=utan_karriarvagledare, antal=max(1, min(antal, UTFORLIGT)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kundbild:
    """A kund, the cases that one may see, and what was so before."""

    kund: Kund
    arenden: Sequence[str]
    historik: Sequence[Kund]


@fraga()
def visa(har: Har, som: Aktor, kund: str | None, personnummer: str | None, historik: bool) -> Kundbild:
    """A kund by id or personnummer. Raises: Avvisning."""
    if personnummer is not None:
        k = kundlasning.med_personnummer(har.motor, som, tolka_personnummer(personnummer, har.idag).siffror)
    else:
        k = kundlasning.en(har.motor, som, kund or "")
    if k is None:
        raise kundlasning.finns_inte("kund")
    versioner = kundlasning.historik(har.motor, som, k.id) if historik else []
    return Kundbild(k, kundlasning.arenden(har.motor, som, k.id), versioner)


@fraga("skriv")
def namnge(har: Har, som: Aktor, kund: str, nya: list[str], bort: list[str]) -> None:
    """Name people for a protected kund, and take others away; each counts at once. Raises: Avvisning."""
    for vem in map(den, nya):
        namngivna.namnge(har.motor, som, kund, vem)
    for vem in map(den, bort):
        if not namngivna.ta_bort(har.motor, som, kund, vem):
            raise Avvisning("K3.2", f"{vem} är inte namngiven", "ta_bort")


@fraga()
def namngivna_for(har: Har, som: Aktor, kund: str, historik: bool) -> list[Namngiven]:
    """Those who are named for a kund. Raises: Avvisning."""
    return namngivna.namngivna(har.motor, som, kund, alla=historik)


@dataclass(frozen=True, slots=True)
class Utdrag:
    """All that is held on a kund, by where it stands."""

    nar: datetime
    uppgifter: dict[str, list[dict[str, Any]]]


@fraga()
def utdrag(har: Har, som: Aktor, kund: str) -> Utdrag:
    """All that is held on a kund, as data. Raises: Avvisning."""
    return Utdrag(datetime.now(UTC), allt_om(har.motor, som, kund))


@fraga()
def utdrag_pdf(har: Har, som: Aktor, kund: str) -> Filen:
    """The same to be read; ``antal`` is how many facts there are. Raises: Avvisning."""
    from starter.dokument import registerutdrag  # what sets the page is large

    rader = allt_om(har.motor, som, kund)
    return Filen.av(registerutdrag.pdf(rader, kund, datetime.now(UTC)), sum(map(len, rader.values())))


@fraga()
def oppningar(har: Har, som: Aktor, sokt: str, antal: int) -> list[Oppning]:
    """Who has opened, or been refused to open, what concerns a kund, latest first. Raises: Avvisning."""
    return las(har.motor, som, sokt, antal=max(1, min(antal, UTFORLIGT * 10)))


@fraga()
def stickprov(har: Har, som: Aktor, manad: str) -> list[Oppning]:
    """A month's sample of all openings, to be reviewed (K3.8). Raises: Avvisning."""
    return dra_stickprov(har.motor, som, manad)
