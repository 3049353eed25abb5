"""Every activity that a member of the fleet takes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from activities.ajour import Ajouraktiviteter
from activities.anordnarakt import Aktaktiviteter, Uppfoljningsaktiviteter
from activities.betalning import Betalningsaktiviteter
from activities.gallring import Gallringsaktiviteter
from activities.insats import Insatsaktiviteter
from activities.kontroll.aktivitet import Kontrollaktiviteter
from activities.massbyte import Massbytesaktiviteter
from activities.process import Processaktiviteter
from activities.regelutgava import Regelaktiviteter
from activities.stod.epost import Epost
from activities.stod.ombud import Ombudsaktivitet
from activities.villkorsutskick import Villkorsaktiviteter
from domain.regler.regelverk import Regelverk
from kontrakt.spridning import Takt


def alla_aktiviteter(
    motor: Engine, regelverk: Regelverk, epost: Epost | None, takt: Takt | None = None
) -> list[Callable[..., Any]]:
    """The activities, put together on one database.

    Args:
        regelverk: the rules of the files; what has been decided in the service comes on top of them (K16.5).
        epost: where notices are handed over; None if there is no e-mail.
        takt: how fast the fleet is to take what comes at once; None lets it come at once.
    """
    insats = Insatsaktiviteter(motor, regelverk, epost, takt)
    gallring = Gallringsaktiviteter(motor)
    process = Processaktiviteter(motor, regelverk, epost=epost is not None)
    return [
        insats.forutsattningar,
        insats.journalfor,
        insats.las_lage,
        insats.las_lage_i_delar,
        insats.sigill,
        insats.leverera_for_sig,
        process.forutsattningar,
        process.tillstand,
        process.journalfor,
        Ajouraktiviteter(motor, regelverk).ajourhall,
        Aktaktiviteter(motor).ombemanna,
        Betalningsaktiviteter(motor).stang,
        gallring.lista,
        gallring.gallra,
        Massbytesaktiviteter(motor).flytta,
        Ombudsaktivitet(motor).framfor,
        Regelaktiviteter(motor, regelverk).infor,
        Uppfoljningsaktiviteter(motor, regelverk).rakna,
        Villkorsaktiviteter(motor).sag_till_alla,
        Kontrollaktiviteter(motor, regelverk, epost=epost is not None).kontrollera,
    ]
