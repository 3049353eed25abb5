"""The guard at the doors: whoever a kommando names is in their register and employed that day (K5.1, K3.4, K9.5).

No case can ask a register, so its doors do; the nightly hunt finds a case whose karriärvägledare nobody is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial

from sqlalchemy import Connection, Engine, or_, select

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kapitel.uppdrag.bemanning import Bemanna
from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera
from domain.kapitel.uppdrag.karriarvagledarbyte import BytKarriarvagledare
from domain.kapitel.uppdrag.kontaktuppgifter import UtseVikarie
from domain.kapitel.uppdrag.socialsekreterare import UtseSocialsekreterare
from domain.processer.bestallning.massbyte import BytAllaKarriarvagledare
from domain.processer.incident.incident import AnmalIncident, RattaIncident
from domain.skeende.kommando import Kommando
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import ar_i_tjanst, samma_id, socialsekreterare_i_tjanst
from persistence.tabeller.inloggning import medarbetare
from persistence.tabeller.kund import karriarvagledare
from persistence.tabeller.personal import personal


def prova(motor: Engine, kommando: Kommando, av: Aktor, dag: date) -> None:
    """Whether those that a kommando names are there to take it on.

    Args:
        av: who says it; what is staffed is staffed by the sender's own organisation.
        dag: the Stockholm date of the door.

    Raises:
        Avvisning: K5.1, no such karriärvägledare that day, with who is near; K9.5, no such socialsekreterare; K3.4,
            the handläggare, or who is to stand in, has left.
        DatabasFel: the database cannot be used now.
    """
    if av.roll not in type(kommando).roller:
        return  # the case refuses it, and tells nothing of who is in the registers
    match kommando:
        case BytKarriarvagledare() | BytAllaKarriarvagledare():
            provning = partial(_prova_karriarvagledare, id=kommando.till, falt="till")
        case AnmalIncident() | RattaIncident() if kommando.karriarvagledare is not None:
            provning = partial(_prova_karriarvagledare, id=kommando.karriarvagledare, falt="karriarvagledare")
        case UtseSocialsekreterare():
            provning = partial(_prova_socialsekreterare, id=kommando.till, falt="till")
        case Aktualisera() if kommando.kund.socialsekreterare is not None:
            provning = partial(
                _prova_socialsekreterare, id=kommando.kund.socialsekreterare, falt="kund.socialsekreterare"
            )
        case Bemanna() if av.roll is Roll.ANORDNARE:
            provning = partial(_prova_handlaggare, anordnare=str(av.organisation), id=kommando.handlaggare)
        case UtseVikarie() if av.roll is Roll.ANORDNARE:
            provning = partial(
                _prova_handlaggare, anordnare=str(av.organisation), id=kommando.vikarie, vem="vikarien", falt="vikarie"
            )
        case _:
            return
    with transaktion(motor) as forbindelse:
        provning(forbindelse, dag=dag)


def _prova_karriarvagledare(forbindelse: Connection, id: str, dag: date, falt: str) -> None:
    if forbindelse.execute(select(ar_i_tjanst(id, dag))).scalar():
        return
    k = karriarvagledare.c
    fraga = select(k.id).where(k.fran <= dag, or_(k.till.is_(None), k.till >= dag))
    nara = _nara(id, list(forbindelse.execute(fraga).scalars()))
    raise Avvisning("K5.1", f"finns inte bland karriärvägledarna i tjänst{nara}", falt)


def _prova_socialsekreterare(forbindelse: Connection, id: str, dag: date, falt: str) -> None:
    if forbindelse.execute(select(socialsekreterare_i_tjanst(id, dag))).scalar():
        return
    m = medarbetare.c
    rollen = m.roll == Roll.SOCIALSEKRETERARE.value
    fraga = select(m.id).where(rollen, m.fran <= dag, or_(m.till.is_(None), m.till >= dag))
    nara = _nara(id, list(forbindelse.execute(fraga).scalars()))
    raise Avvisning("K9.5", f"finns inte bland socialsekreterarna i tjänst{nara}", falt)


def _prova_handlaggare(
    forbindelse: Connection, anordnare: str, id: str, dag: date, vem: str = "handläggaren", falt: str = "handlaggare"
) -> None:
    p = personal.c
    fraga = select(p.fran, p.till).where(p.anordnare == anordnare, samma_id(p.person, id))
    rad = forbindelse.execute(fraga).first()
    if rad is None:
        return
    if rad.till is not None and rad.till < dag:
        raise Avvisning("K3.4", f"{vem} slutade {rad.till}", falt)


def _nara(id: str, finns: Sequence[str]) -> str:
    """Who may have been meant: ids of the register's own, never what was written."""
    nara = get_close_matches(id.casefold(), finns, n=3, cutoff=0.6)
    return f"; menades {' eller '.join(nara)}?" if nara else ""
