"""A notice whose address takes no mail is given up, and whoever it came from is told so in the inbox (K3.4)."""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.grund.parter import BENAMNING, SYSTEMET, Aktor, Roll
from persistence.tabeller.grund import insats, journal
from persistence.tabeller.post import UTANFOR_JOURNALEN, meddelande, utkorg


def beratta(forbindelse: Connection, id: int) -> None:
    """Tell of message ``id``, once, in the transaction that gives it up. Of this nothing is mailed."""
    m = meddelande.c
    fraga = (
        select(m.arende, m.nr, m.ordning, m.till, m.part, journal.c.av, insats.c.karriarvagledare)
        .outerjoin(journal, (journal.c.arende == m.arende) & (journal.c.nr == m.nr))
        .outerjoin(insats, insats.c.arende == m.arende)
        .where(m.id == id)
    )
    rad = forbindelse.execute(fraga).one()
    av = Aktor.tolka(rad.av) if rad.av else SYSTEMET
    till, part = _avsandare(av, (rad.till, rad.part), rad.karriarvagledare)
    vem = BENAMNING[Roll(rad.till)]
    nytt = {
        "arende": rad.arende, "nr": rad.nr, "ordning": UTANFOR_JOURNALEN + rad.ordning, "tid": func.now(),
        "till": till, "part": part, "regel": "K3.4",
        "rubrik": f"E-post till {vem} kommer inte fram: adressen avvisas. Meddelandet finns i inkorgen (K3.4)",
    }  # fmt: skip
    satt = insert(meddelande).values(nytt).on_conflict_do_nothing().returning(m.id)
    if (nr := forbindelse.execute(satt).scalar()) is not None:
        forbindelse.execute(insert(utkorg).values(meddelande=nr, arende=rad.arende, status="endast_inkorg"))


def _avsandare(av: Aktor, mottagare: tuple[str, str | None], kv: str | None) -> tuple[str, str | None]:
    """Whose message it was: the organisation of who said something, and of what the clock raised the one responsible;
    never the one who was not reached."""
    if av.roll is Roll.ANORDNARE:
        svar: tuple[str, str | None] = (Roll.ANORDNARE.value, av.organisation)
    elif av.roll is Roll.SYSTEM:
        svar = (Roll.KARRIARVAGLEDARE.value, kv) if kv else (Roll.SYSTEMSPECIALIST.value, None)
    else:
        svar = (av.roll.value, av.id)
    return (Roll.SYSTEMSPECIALIST.value, None) if svar == mottagare else svar
