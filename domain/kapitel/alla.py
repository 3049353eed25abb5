"""The chapters of a life put together: all that is said of an insats, but for what is said of what was said.

Correction decides all of it again, and a write-off asks for all that is awaited; so those two stand above this, and
``rutin`` puts them with the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.insats import bevakningsklocka
from domain.insats.bevakningsslag import Bevakningsslag
from domain.insats.kapitel import Kapitel
from domain.insats.rutin import Rutin
from domain.kapitel.dialog import anmalan, avvikelse, brist, forslag, helhetsbedomning, onskemal, svar, trad
from domain.kapitel.ersattning import betalning
from domain.kapitel.franvaro import franvaro, ledighet, lov, ogiltig, sjukdom
from domain.kapitel.inlamning import genomforandeplan, manadsrapport, slutrapport, slutrapportgranskning
from domain.kapitel.kontakt import moteskallelse, uppfoljning, uppstartsutfall, veckokontakt
from domain.kapitel.omvarld import auktorisation, nya_regler
from domain.kapitel.slut import avslut, avslutsanledning, avslutsattest, avslutsfraga, forlangning
from domain.kapitel.uppdrag import karriarvagledarbyte, kontaktuppgifter, ombemanning, socialsekreterare, uppdrag
from domain.kapitel.uppdrag.dag_ett import aktualisering, aterkallelse
from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera

_SAGT: tuple[Kapitel, ...] = (
    aktualisering.KAPITEL,
    aterkallelse.KAPITEL,
    auktorisation.KAPITEL,
    uppdrag.KAPITEL,
    ombemanning.KAPITEL,
    kontaktuppgifter.KAPITEL,
    karriarvagledarbyte.KAPITEL,
    socialsekreterare.KAPITEL,
    veckokontakt.KAPITEL,
    genomforandeplan.KAPITEL,
    uppfoljning.KAPITEL,
    moteskallelse.KAPITEL,
    uppstartsutfall.KAPITEL,
    manadsrapport.KAPITEL,
    anmalan.KAPITEL,
    avvikelse.KAPITEL,
    helhetsbedomning.KAPITEL,
    lov.KAPITEL,
    franvaro.KAPITEL,
    sjukdom.KAPITEL,
    ogiltig.KAPITEL,
    ledighet.KAPITEL,
    forlangning.KAPITEL,
    slutrapport.KAPITEL,
    slutrapportgranskning.KAPITEL,
    avslut.KAPITEL,
    avslutsattest.KAPITEL,
    avslutsanledning.KAPITEL,
    avslutsfraga.KAPITEL,
    forslag.KAPITEL,
    brist.KAPITEL,
    onskemal.KAPITEL,
    trad.KAPITEL,
    svar.KAPITEL,
    betalning.KAPITEL,
    nya_regler.KAPITEL,
)

SLAGEN: Mapping[str, Bevakningsslag] = {slag.namn: slag for kapitel in _SAGT for slag in kapitel.slag}
"""Every kind of bevakning of a case by its name."""

KAPITLEN = Rutin((bevakningsklocka.kapitel(SLAGEN), *_SAGT), borjar=Aktualisera)
"""These chapters put together."""

besluta, folj, bevakningar, benamning = KAPITLEN.besluta, KAPITLEN.folj, KAPITLEN.bevakningar, KAPITLEN.benamning
KOMMANDON = KAPITLEN.kommandon
