"""Which login is whom: accounts of the identity provider held against the registers of staff (K3.4, "Who may do what").

A login gives nothing by itself. It is linked to somebody in a register, and whoever stands there is let in on the days
of the employment, the last one included: the question is put anew at every step, so access ends at midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Engine,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.register.medarbetare import KOPPLAR_KONTON, REGEL, las_konto, prova_inte_sig_sjalv
from persistence.databas.motor import transaktion
from persistence.inloggning.medarbetare import skriv_in
from persistence.tabeller.inloggning import forsta_administrator, konto, medarbetare
from persistence.tabeller.kund import karriarvagledare, kund
from persistence.tabeller.personal import personal


@dataclass(frozen=True, slots=True)
class Koppling:
    """A login and whom it stands for; ``upphord`` is when it no longer did."""

    konto: str
    aktor: str
    kopplad: datetime
    kopplad_av: str
    upphord: datetime | None
    upphord_av: str | None


def aktorer(forbindelse: Connection, utfardare: str, namn: str, dag: date) -> list[Aktor]:
    """Those whom a login may act as on a day, by role: linked to it, and employed then by their register."""
    k = konto.c
    fraga = select(k.aktor).where(k.utfardare == utfardare, k.konto == namn, k.upphord.is_(None)).order_by(k.aktor)
    kopplade = [Aktor.tolka(a) for a in forbindelse.execute(fraga).scalars()]
    return [a for a in kopplade if i_registret(forbindelse, a, dag)]


def far_vara(forbindelse: Connection, utfardare: str, namn: str, aktor: Aktor, dag: date) -> bool:
    """Whether a login may still act as ``aktor``: asked at every request of a session, in one statement."""
    vilken = {"b_utfardare": utfardare, "b_konto": namn, "b_aktor": str(aktor), "b_dag": dag}
    return bool(forbindelse.execute(_FAR_VARA[aktor.roll], vilken | vem(aktor)).scalar())


def i_registret(forbindelse: Connection, aktor: Aktor, dag: date) -> bool:
    """Whether somebody stands in their register as employed on a day; a kund, as a kund."""
    return bool(forbindelse.execute(select(_anstalld(aktor.roll)), vem(aktor) | {"b_dag": dag}).scalar())


def vem(a: Aktor) -> dict[str, object]:
    """Who is asked about, as values of a question of ours; the day that it is asked for is ``b_dag``."""
    return {"b_id": a.id, "b_organisation": a.organisation}


def star_for(utfardare: ColumnElement[str], namn: ColumnElement[str], aktor: Aktor) -> ColumnElement[bool]:
    """``far_vara`` as a condition on whose login it is, with the values of ``vem`` and ``b_dag``."""
    k = konto.c
    vilken = (k.utfardare == utfardare, k.konto == namn, k.aktor == str(aktor), k.upphord.is_(None))
    return and_(exists().where(*vilken), _anstalld(aktor.roll))


_ID, _ORGANISATION, _DAG = (
    bindparam("b_id", type_=Text),
    bindparam("b_organisation", type_=Text),
    bindparam("b_dag", type_=Date),
)


def _anstalld(roll: Roll) -> ColumnElement[bool]:
    """As a condition on ``vem``. An anordnare's employee may lack a first day: then the register had them before it
    kept days."""
    match roll:
        case Roll.KARRIARVAGLEDARE:
            v = karriarvagledare.c
            return exists().where(v.id == _ID, v.fran <= _DAG, or_(v.till.is_(None), v.till >= _DAG))
        case Roll.ANORDNARE:
            p = personal.c
            tid = (or_(p.fran.is_(None), p.fran <= _DAG), or_(p.till.is_(None), p.till >= _DAG))
            return exists().where(p.anordnare == _ORGANISATION, p.person == _ID, *tid)
        case Roll.KUND:
            return exists().where(kund.c.id == _ID)
        case Roll.SYSTEM:
            return literal(False)
        case _:
            m = medarbetare.c
            tid = (m.fran <= _DAG, or_(m.till.is_(None), m.till >= _DAG))
            return exists().where(m.roll == roll.value, m.id == _ID, *tid)


def _far_vara(roll: Roll) -> Select[bool]:
    k = konto.c
    vilken = (k.utfardare == bindparam("b_utfardare"), k.konto == bindparam("b_konto"), k.aktor == bindparam("b_aktor"))
    return select(and_(exists().where(*vilken, k.upphord.is_(None)), _anstalld(roll)))


# Asked at every request: to build the question would take longer than its answer.
_FAR_VARA = {roll: _far_vara(roll) for roll in Roll}


def koppla(motor: Engine, som: Aktor, utfardare: str, namn: str, vem: Aktor, dag: date) -> bool:
    """Link a login to somebody in the registers; False if it was so already.

    Raises:
        Avvisning: K3.4; not for this role, about oneself, or ``vem`` is in no register on that day or later.
    """
    prova_roll(som, KOPPLAR_KONTON, REGEL)
    prova_inte_sig_sjalv(vem, som)
    with transaktion(motor) as forbindelse:
        return satt_in(forbindelse, str(som), utfardare, namn, vem, dag)


def satt_in(
    forbindelse: Connection, av: str, utfardare: str, namn: str, vem: Aktor, dag: date, *, i_forvag: bool = False
) -> bool:
    """The link itself, in a transaction that may do more. Raises: Avvisning.

    ``i_forvag``: also for one who is not in the register yet; it opens nothing until they are.
    """
    las_konto(namn)
    if vem.roll is Roll.SYSTEM:
        raise Avvisning(REGEL, "rollen system är tjänstens egen; ingen loggar in som den", "aktor")
    if not i_forvag and not _finns(forbindelse, vem, dag):
        raise Avvisning(REGEL, "finns inte i registret, eller har slutat", "aktor")
    ny = insert(konto).values(utfardare=utfardare, konto=namn, aktor=str(vem), kopplad_av=av)
    return forbindelse.execute(ny.on_conflict_do_nothing().returning(konto.c.nr)).first() is not None


def _finns(forbindelse: Connection, vem: Aktor, dag: date) -> bool:
    """Employed now, or later: an account may be made ready before the first day, and opens on it."""
    return i_registret(forbindelse, vem, dag) or i_registret(
        forbindelse, vem, _forsta_dag(forbindelse, vem, dag) or dag
    )


def _forsta_dag(forbindelse: Connection, vem: Aktor, dag: date) -> date | None:
    match vem.roll:
        case Roll.KARRIARVAGLEDARE:
            fraga = select(karriarvagledare.c.fran).where(karriarvagledare.c.id == vem.id)
        case Roll.ANORDNARE:
            p = personal.c
            fraga = select(p.fran).where(p.anordnare == vem.organisation, p.person == vem.id)
        case _:
            m = medarbetare.c
            fraga = select(m.fran).where(m.roll == vem.roll.value, m.id == vem.id)
    forsta: date | None = forbindelse.execute(fraga.where(fraga.selected_columns[0] > dag)).scalar()
    return forsta


def ta_bort(motor: Engine, som: Aktor, utfardare: str, namn: str, vem: Aktor) -> bool:
    """End a link, with every session that rests on it from its next request; False if there was none.

    Raises: Avvisning, K3.4.
    """
    prova_roll(som, KOPPLAR_KONTON, REGEL)
    k = konto.c
    vilken = (k.utfardare == utfardare, k.konto == namn, k.aktor == str(vem), k.upphord.is_(None))
    with transaktion(motor) as forbindelse:
        satt = update(konto).where(*vilken).values(upphord=func.now(), upphord_av=str(som))
        return forbindelse.execute(satt).rowcount > 0


def lista(
    motor: Engine, som: Aktor, utfardare: str, *, namn: str | None = None, historik: bool = False
) -> list[Koppling]:
    """The links of a provider's logins, by login and actor. Raises: Avvisning, K3.4, for other roles."""
    prova_roll(som, KOPPLAR_KONTON, REGEL)
    k = konto.c
    fraga = select(k.konto, k.aktor, k.kopplad, k.kopplad_av, k.upphord, k.upphord_av).where(k.utfardare == utfardare)
    if namn is not None:
        fraga = fraga.where(k.konto == namn)
    if not historik:
        fraga = fraga.where(k.upphord.is_(None))
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga.order_by(k.konto, k.aktor, k.nr)).mappings()
        return [Koppling(**r) for r in rader]


def slapp_in_forsta(
    motor: Engine, av: str, utfardare: str, namn: str, uppgifter: dict[str, object], dag: date
) -> Aktor:
    """Let the first administrator in: a systemspecialist with a login, once in the life of the record.

    Args:
        av: who does it, by the operating system's login: there is nobody else who could let the first one in.
        uppgifter: the fields of ``MEDARBETARFALT`` but ``roll``.

    Raises:
        Avvisning: K3.4, it has been done; whoever was let in lets the others in.
    """
    vem = Aktor(Roll.SYSTEMSPECIALIST, str(uppgifter["id"]))
    with transaktion(motor) as forbindelse:
        rad = {"aktor": str(vem), "utfardare": utfardare, "konto": las_konto(namn), "av": av}
        forsta = insert(forsta_administrator).values(**rad).on_conflict_do_nothing()
        if forbindelse.execute(forsta.returning(forsta_administrator.c.tid)).first() is None:
            raise Avvisning(REGEL, "den första administratören är redan insläppt; hen släpper in de andra", "konto")
        skriv_in(forbindelse, av, {**uppgifter, "roll": Roll.SYSTEMSPECIALIST.value})
        satt_in(forbindelse, av, utfardare, namn, vem, dag)
    return vem
