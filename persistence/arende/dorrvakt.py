"""The guard at the doors: a case gets no days that one it may not go on beside already has (K6.1, K13.4, K13.5).

It concerns more than one case, so no case can decide it alone. What is said to two cases at the very same instant may
pass; the nightly hunt finds it (``dubbelkontroll``).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.samtidiga import FLYTTAR_DAGARNA, prova_dagarna
from domain.liv import forlopp
from domain.skeende.inkommet import Inkommet
from persistence.arende import lasning
from persistence.databas.motor import transaktion
from persistence.journal import ovriga_arenden


def prova(motor: Engine, arende: str, inkommet: Inkommet, nu: datetime) -> None:
    """Whether what is said would give the case such days, were it decided now.

    What the case itself refuses, or has decided before, is left to it to answer.

    Args:
        nu: the door's instant (UTC).

    Raises:
        Avvisning: it would; see ``domain.kapitel.uppdrag.dag_ett.samtidiga.prova_dagarna``.
        DatabasFel: the database cannot be used now.
    """
    if type(inkommet.kommando).model_fields["kommando"].default not in FLYTTAR_DAGARNA:
        return
    with transaktion(motor) as forbindelse:
        andra = ovriga_arenden.far_inte_overlappa(forbindelse, arende)
    if not andra or (svar := lasning.tillstand(motor, None, arende)) is None:
        return
    if inkommet.id in svar[0].hanterade:
        return
    try:
        fore = forlopp.lat_ga(svar[0], max(nu, svar[0].senast)).insats
        efter = forlopp.utfor(fore, inkommet, max(nu, fore.senast)).insats
    except Avvisning:
        return
    prova_dagarna(fore, efter, andra)


def prova_skillnaden(motor: Engine, fore: Insats, efter: Insats) -> None:
    """The same of a change that has been thought out. Raises: as ``prova``."""
    with transaktion(motor) as forbindelse:
        andra = ovriga_arenden.far_inte_overlappa(forbindelse, fore.arende)
    prova_dagarna(fore, efter, andra)
