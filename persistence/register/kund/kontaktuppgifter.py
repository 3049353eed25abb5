"""How a kund is reached, for those in contact with them: each look, granted or not, is logged (K6.7, K3.8)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, insert, select

from domain.grund.parter import Aktor
from persistence.databas.motor import transaktion
from persistence.insyn.oppningar import DORR
from persistence.tabeller.kund import kund, oppning


@dataclass(frozen=True, slots=True)
class Kontaktuppgifter:
    """What one needs to call the kund; never the personnummer."""

    namn: str | None
    telefon: str | None
    epost: str | None
    adress: str | None
    sprak: str | None
    tolk: str | None


def hamta(motor: Engine, som: Aktor, arende: str, kund_id: str, *, far: bool) -> Kontaktuppgifter | None:
    """The details, or None for one who may not (``far``), of a kund that the register does not hold, and of a kund with
    a protected identity (K3.2); what was answered is logged, whoever the kund is.

    Raises: DatabasFel.
    """
    k = kund.c
    with transaktion(motor) as forbindelse:
        fraga = select(k.namn, k.telefon, k.epost, k.adress, k.sprak, k.tolk)
        rad = forbindelse.execute(fraga.where(k.id == kund_id, k.skydd.is_(None))).mappings().first()
        svar = Kontaktuppgifter(**rad) if rad and far else None
        forbindelse.execute(
            insert(oppning).values(
                aktor=str(som), kund=kund_id, arende=arende, dorr=DORR.get(), vad="kontaktuppgifter",
                utfall="oppnad" if svar else "nekad",
            )
        )  # fmt: skip
        return svar
