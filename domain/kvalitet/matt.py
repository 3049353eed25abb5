"""§1.1: what the yearly review of an anordnare shows, and how each figure is defined (K16.1).

The definitions are part of the review: whoever reads a figure reads with it what was counted, and in which year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.kvalitet.nyckeltal import Andel, Nyckeltal, Punktlighet


@dataclass(frozen=True, slots=True)
class Matt:
    """One figure of the review.

    Attributes:
        namn: its name in data.
        rubrik: what staff call it.
        krav: the krav that it rests on, the review's own (K16.1) apart.
        definition: what is counted, in Swedish.
    """

    namn: str
    rubrik: str
    krav: tuple[str, ...]
    definition: str


AR = (
    "Det som har en frist hör till det år då fristen går ut: månadsrapporten för december hör till året efter. "
    "Beslut hör till den dag de registrerades. Siffrorna visar läget nu: det som rättats räknas som rättat, och det "
    "som strukits räknas inte."
)
"""In which year something is counted, and as of when."""

I_TID = (
    "I tid: gjort senast fristens dag. Sen: gjort efter fristen. Saknas: fristen har gått ut och det är inte gjort, "
    "också när det skrivits av. Andelen är det som gjordes i tid av allt med frist under året; det som upphörde "
    "innan det skulle göras räknas inte."
)
"""How timeliness is judged, for every kind of frist."""

MATT: tuple[Matt, ...] = (
    Matt(
        "insatser", "Insatser", (),
        "Insatser med minst en insatsdag under året: de pågående och de avslutade. "
        "Återkallade insatser räknas inte.",
    ),
    Matt("paborjade", "Påbörjade", (), "Insatser med startdatum under året."),
    Matt(
        "pagaende", "Pågående", (),
        "Insatser som går vidare efter årets sista dag, eller efter gårdagen om året pågår.",
    ),
    Matt(
        "avslutade", "Avslutade", ("K12.1", "K12.2", "K12.3"),
        "Insatser med slutdatum under året: fullföljda, avslutade i förtid eller avbrutna.",
    ),
    Matt(
        "mal_natt", "Mål nått", ("K2.3",),
        "Avslutade insatser vars mål nåddes, av alla avslutade under året. Karriärvägledarens beslut om avslut "
        "avgör; finns inget beslut avgör slutrapporten. Saknas båda räknas målet inte som nått.",
    ),
    Matt(
        "bemanning", "Bemanning", ("K6.2", "K3.4"),
        "Bemanning av aktualiserade ärenden, och ny bemanning när en handläggare har slutat. Ett ärende som togs "
        "tillbaka obemannat efter fristen räknas som saknat.",
    ),
    Matt("plan", "Genomförandeplan", ("K7.3",), "Första genomförandeplanen i varje insats."),
    Matt(
        "manadsrapporter", "Månadsrapporter", ("K8.1",),
        "Den första versionen av varje månadsrapport; en återremiss ändrar inte när den kom.",
    ),
    Matt(
        "slutrapporter", "Slutrapporter", ("K12.1", "K12.2", "K12.3"),
        "Slutrapporten, efter den frist som avslutets form ger.",
    ),
    Matt(
        "veckokontakter", "Veckokontakt", ("K7.2",),
        "Veckor som kräver kontakt med kunden. I tid: kontakten registrerad under veckan. Sen: registrerad "
        "i efterhand. Saknas: missad vecka. Veckan hör till det år då dess söndag infaller.",
    ),
    Matt(
        "meddelanden", "Meddelanden lästa", ("K6.6",),
        "Meddelanden till anordnaren som skulle ha lästs under året. Sen: läst efter fristen. Saknas: oläst än i dag.",
    ),
    Matt(
        "aterremisser", "Återremisser", ("K7.4", "K8.2", "K12.6"),
        "Återremitterade genomförandeplaner, månadsrapporter och slutrapporter, av alla granskningar under året.",
    ),
    Matt(
        "brister", "Brister", ("K13.6",),
        "Brister hos anordnaren som konstaterades under året. De står kvar även om uppgifter i ärendet rättas.",
    ),
    Matt(
        "avvikelser", "Avvikelser hos anordnaren", ("K0.8", "K7.2"),
        "Allt som låg på anordnaren och inte var gjort när fristen gick ut, också det som syns under Bemanning till "
        "Veckokontakt. Inte faktureringsunderlag (K14.7), och inte en vecka vars kontakt registrerats i efterhand.",
    ),
    Matt(
        "anmalda_avvikelser", "Anmälda avvikelser", ("K9.1",),
        "Avvikelser från kundens planering som anordnaren anmält, efter den dag de gäller. Anordnaren ska anmäla dem: "
        "antalet säger i sig inget om kvaliteten.",
    ),
)  # fmt: skip
"""Every figure, in the order that they are shown."""

MATT_EFTER_NAMN = {m.namn: m for m in MATT}

PUNKTLIGA = ("bemanning", "plan", "manadsrapporter", "slutrapporter", "veckokontakter", "meddelanden")
"""The figures that are judged by a frist (``I_TID``)."""


def siffrorna(n: Nyckeltal) -> Iterator[tuple[str, str]]:
    """Heading and value of every figure, in words."""
    for m in MATT:
        varde = n.mal if m.namn == "mal_natt" else n.returer if m.namn == "aterremisser" else getattr(n, m.namn)
        if isinstance(varde, Punktlighet):
            varde = varde.andel
        yield (
            f"{m.rubrik} i tid" if m.namn in PUNKTLIGA else m.rubrik,
            (f"{varde.antal} av {varde.av}" if isinstance(varde, Andel) else str(varde)),
        )
