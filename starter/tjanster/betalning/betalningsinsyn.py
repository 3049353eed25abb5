"""What there is to see of a payment month, by whom, and why there is nothing (K14.6)."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.betalningsmanad.lage import REGEL, SER, Status, far_se_del, kan_stangas
from domain.tid.manad import Manad
from domain.tid.tidpunkt import datum
from persistence.betalning.lasning import Manadsprocess, process_for, stangd_efter, stangning
from persistence.betalning.stangning import kvar
from starter.stod.regler import gallande_regler
from starter.tjanster.betalning import betalningsunderlag
from starter.tjanster.betalning.betalningsunderlag import Underlag
from starter.visning.tid import klockslag


def prova_hela(motor: Engine, manad: Manad, som: Aktor) -> None:
    """The whole month is there to be seen by ``som``. Raises: Avvisning."""
    prova_roll(som)
    if stangning(motor, manad) is None:
        raise inte_stangd(motor, manad)


def prova_roll(som: Aktor) -> None:
    """``som`` is one of those who see whole months. Raises: Avvisning."""
    if som.roll not in SER:
        text = "det här ser ekonomen och arbetsledaren, och anordnaren sitt eget när det är attesterat"
        raise Avvisning(REGEL, text, "som")


def en_del(motor: Engine, manad: Manad, anordnare: str, som: Aktor) -> Underlag:
    """One anordnare's part. Raises: Avvisning, for what is not there or not for ``som`` to see."""
    process = process_for(motor, manad)
    status: Status = process.status if process else "stangd"  # type: ignore[assignment]
    if som.roll is Roll.ANORDNARE and som.organisation == anordnare and status != "attesterad":
        raise Avvisning(REGEL, f"betalningsmånad {manad} är inte attesterad än", "manad")
    if not far_se_del(som, anordnare, status):
        raise Avvisning(REGEL, "det här är inte ditt att se", "anordnare")
    if stangning(motor, manad) is None:
        raise inte_stangd(motor, manad)
    for u in betalningsunderlag.las(motor, manad):
        if u.anordnare == anordnare:
            return u
    raise Avvisning(REGEL, f"{anordnare} har inget i betalningsmånad {manad}", "anordnare")


def inte_stangd(motor: Engine, manad: Manad) -> Avvisning:
    """Why there is nothing to see. Raises: Avvisning, for a month that the rules do not reach."""
    tidigast = kan_stangas(manad, gallande_regler(motor))
    process = process_for(motor, manad)
    if process and process.status == "ingar":
        text = f"stängdes inte för sig utan ingår i {process.data['ingar_i']}"
    elif senare := stangd_efter(motor, manad):
        text = f"stängdes inte för sig utan ingår i {senare}"
    elif process:
        text = haller_pa(motor, manad, process)
    elif datetime.now(UTC) < tidigast:
        text = f"är inte stängd än; den stängs {datum(tidigast)} klockan 00:00"
    else:
        text = f"är inte stängd; stäng den med insats betalning {manad} stang"
    return Avvisning(REGEL, f"betalningsmånad {manad} {text}", "manad")


def haller_pa(motor: Engine, manad: Manad, process: Manadsprocess) -> str:
    """How far a closing under way has come, as the end of a sentence."""
    antal = kvar(motor, manad)
    vantas = f"{antal} {'utbetalning' if antal == 1 else 'utbetalningar'} väntas in" if antal else "strax klart"
    langst = datetime.fromisoformat(process.data["vantar_till"])
    return f"håller på att stängas; {vantas}, längst till {klockslag(langst)}"
