"""§3.2.1: an anordnare keeps its staff's details current (K3.4); the employment itself is said to its record."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import visat
from domain.grund.parter import Aktor, Roll
from domain.register.epostadress import ar_epostadress
from domain.register.falt import las_rad
from persistence.databas.falt import Forst
from persistence.insyn import tillgang
from persistence.register.anordnare import personal


def andra(
    motor: Engine, som: Aktor, person: str, uppgifter: Mapping[str, str | None], *, forst: Forst | None = None
) -> None:
    """Change the name, e-mail or task of somebody at one's own organisation; what is None stays.

    ``forst`` is asked of the row as it stands, locked.

    Raises: Avvisning, K3.4.
    """
    if som.roll is not Roll.ANORDNARE or not som.organisation:
        raise Avvisning("K3.4", "det här gör anordnaren", "av")
    tillgang.prova_tillgang(motor, som)
    if not any(p.person == person for p in personal.lista(motor, som)):
        raise Avvisning("K3.4", f"{visat(person, 'personen')} finns inte i registret", "person")
    givna = {k: v for k, v in uppgifter.items() if v}
    for falt, text in givna.items():
        if falt == "epost" and not ar_epostadress(text):
            raise Avvisning("K3.4", "ska vara en e-postadress", "epost")
        try:
            las_rad(text)
        except ValueError as fel:
            raise Avvisning("K3.4", str(fel), falt) from None
    if givna:
        personal.satt_uppgifter(motor, som.organisation, person, givna, forst=forst)
