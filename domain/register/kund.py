"""What the register holds of a kund, and of a karriärvägledare: how it is written and what it must meet (K3.2, K5.1).

Read from text, so that a form, a command line and a file are held to the same rules. No refusal repeats what was
written (K3.3).
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import las_personid
from domain.grund.granser import Json
from domain.register.falt import Falt, las_datum, las_epost, las_id, las_rad, las_telefon
from domain.register.personnummer import prova_fodelsedatum, tolka_personnummer

Skydd = Literal["skyddad_folkbokforing", "sekretessmarkering", "fingerade_personuppgifter"]
"""The three kinds of protected identity (§3.1, K3.2)."""
SKYDD: tuple[Skydd, ...] = get_args(Skydd)
INGET_SKYDD = "inget"
"""How it is written that there is no protection."""


def las_skydd(text: str) -> Skydd | None:
    """A kind of protection; ``inget`` is none. Raises: ValueError."""
    if text.casefold() == INGET_SKYDD:
        return None
    for skydd in SKYDD:
        if text.casefold() == skydd:
            return skydd
    raise ValueError(f"ska vara något av {', '.join((INGET_SKYDD, *SKYDD))}")


def kundfalt(idag: date) -> dict[str, Falt]:
    """The fields of a kund; ``idag`` is the day that nobody is born after."""
    return {
        "id": Falt("K3.3", las_id),
        "personnummer": Falt("K1.2", lambda text: tolka_personnummer(text, idag).siffror),
        "fodelsedatum": Falt("K1.2", las_datum),
        "namn": Falt("K5.1", las_rad),
        "epost": Falt("K5.1", las_epost),
        "telefon": Falt("K5.1", las_telefon),
        "adress": Falt("K5.1", las_rad),
        "skydd": Falt("K3.2", las_skydd),
        "karriarvagledare": Falt("K5.1", las_rad),
        "socialsekreterare": Falt("K9.5", las_personid),
        "sprak": Falt("K5.1", las_rad),
        "tolk": Falt("K5.1", las_rad),
    }


def slutfor_kund(kund: Json, idag: date) -> None:
    """Hold a kund's fields against each other, and fill in the birth date that a personnummer tells.

    One with a protected identity may be without personnummer and name: then the birth date stands alone.

    Raises: Avvisning, K1.2, K3.2 or K5.1.
    """
    nummer, fodd, skydd = kund.get("personnummer"), kund.get("fodelsedatum"), kund.get("skydd")
    if nummer:
        i_numret = tolka_personnummer(nummer, idag).fodelsedatum
        if fodd is not None and fodd != i_numret:
            raise Avvisning("K1.2", "stämmer inte med personnumret", "fodelsedatum")
        kund["fodelsedatum"] = i_numret
    elif skydd is None:
        raise Avvisning("K3.2", "får utelämnas bara för en kund med skyddade personuppgifter", "personnummer")
    elif fodd is None:
        raise Avvisning("K1.2", "krävs när personnumret utelämnas", "fodelsedatum")
    else:
        prova_fodelsedatum(fodd, idag)
    if not kund.get("namn") and skydd is None:
        raise Avvisning("K5.1", "får utelämnas bara för en kund med skyddade personuppgifter", "namn")
