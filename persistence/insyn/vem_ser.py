"""Who may see what (``domain.liv.insyn``), as conditions on the tables. ``som`` None is the service itself."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select, true

from domain.grund.lasratt import AV_TVA, KUNDENS, UTAN_ANORDNAREN, Textslag, laser, ser
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_REGISTRET, SER_ALLA_ARENDEN
from domain.grund.slag import Status
from domain.kapitel.dialog.svar import SVAR
from domain.liv.rutin import KOMMANDON
from persistence.insyn.tillgang import har_tillgang
from persistence.tabeller import grund
from persistence.tabeller.grund import insats
from persistence.tabeller.kund import kund, skyddsbehorighet

# Made once: to make an alias costs more than to ask the database, and every page asks a dozen times who sees.
_SKYDDAD = kund.alias("skyddad_kund")
_EGEN = kund.alias("egen_kund")
_NAMNGIVEN = skyddsbehorighet.alias("namngiven")
_EGNA = insats.alias("egna")
_NAMNGIVEN_KUND = kund.alias("namngiven_kund")
_TAGNA = grund.journal.alias("tagna")
_MEDDELANDET = grund.journal.alias("meddelandet")
_RATTELSEN = grund.journal.alias("rattelsen")
_ONSKEMALET = grund.journal.alias("onskemalet")

_FLEST = 1024
"""For so many people the conditions that hang on nothing but who asks are kept, for the same reason: they hold ids, and
no day and nothing that the registers say."""


@lru_cache(_FLEST)
def ser_arende(som: Aktor | None) -> ColumnElement[bool]:
    """``insyn.far_se_arende``, and ``skydd.far_oppna_skyddat``, as a condition on ``insats``."""
    if som is None:
        return true()
    if som.roll in SER_ALLA_ARENDEN:
        return and_(har_tillgang(som), ser_skyddat(som))
    if som.roll is not Roll.ANORDNARE:
        return false()
    return and_(insats.c.anordnare == som.organisation, har_tillgang(som), ser_skyddat(som))


def ser_sitt(som: Aktor | None) -> ColumnElement[bool]:
    """The same, and for a kund its own cases: that they are there, how they stand, and its own wishes (K13.9)."""
    if som is None or som.roll is not Roll.KUND:
        return ser_arende(som)
    return and_(insats.c.kund == som.id, ser_skyddat(som))


def ser_bevakning(som: Aktor | None) -> ColumnElement[bool]:
    """``insyn.ser_bevakning`` as a condition on ``bevakning``, of a case that one may see."""
    b = grund.bevakning.c
    if som is not None and som.roll is Roll.KUND:
        return and_(b.slag == SVAR.namn, b.avser.startswith(f"{KUNDENS}-"))
    if som is None:
        return true()
    orden: tuple[str, ...] = (UTAN_ANORDNAREN, KUNDENS) if som.roll is Roll.ANORDNARE else ()
    orden += () if ser(som.roll, Textslag.AVSLUTSFORSLAG) else (AV_TVA,)
    if not orden:
        return true()
    return not_(and_(b.slag == SVAR.namn, or_(*(b.avser.startswith(f"{ordet}-") for ordet in orden))))


def ar_skyddad(kund_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the kund has a protected identity now: the register says so, never what was so once (K3.2)."""
    k = _SKYDDAD
    return exists(select(k.c.id).where(k.c.id == kund_id, k.c.skydd.is_not(None)).correlate_except(k))


@lru_cache(_FLEST)
def ser_skyddat(som: Aktor) -> ColumnElement[bool]:
    """``skydd.far_oppna_skyddat`` as a condition on ``insats``: true for a kund who is not protected."""
    oppet = insats.c.kund == som.id if som.roll is Roll.KUND else _namngiven(som, insats.c.kund)
    if som.roll is Roll.KARRIARVAGLEDARE:
        k = _EGEN
        egen = exists(select(k.c.id).where(k.c.id == insats.c.kund, k.c.karriarvagledare == som.id).correlate_except(k))
        oppet = or_(insats.c.karriarvagledare == som.id, egen, oppet)
    return or_(not_(ar_skyddad(insats.c.kund)), oppet)


def ser_kund(som: Aktor | None) -> ColumnElement[bool]:
    """Who may read of a kund in the register, as a condition on ``kund``."""
    if som is None:
        return true()
    if som.roll not in LASER_REGISTRET:
        return false()
    return and_(har_tillgang(som), or_(kund.c.skydd.is_(None), _namngiven(som, kund.c.id), ansvarar_for(som)))


def ansvarar_for(som: Aktor) -> ColumnElement[bool]:
    """Whether ``som`` is the responsible karriärvägledare, of the kund or of a case under way; on ``kund``."""
    if som.roll is not Roll.KARRIARVAGLEDARE:
        return false()
    i = _EGNA
    egna = (i.c.kund == kund.c.id, i.c.karriarvagledare == som.id, i.c.status != Status.SLUTFORD.value)
    eget = exists(select(i.c.arende).where(*egna).correlate_except(i))
    return or_(func.coalesce(kund.c.karriarvagledare == som.id, false()), eget)


def _namngiven(som: Aktor, kund_id: ColumnElement[str]) -> ColumnElement[bool]:
    b = _NAMNGIVEN
    galler = select(b.c.nr).where(b.c.kund == kund_id, func.lower(b.c.aktor) == str(som).lower(), b.c.upphord.is_(None))
    return exists(galler.correlate_except(b))


def har_tagits() -> ColumnElement[bool]:
    """Whether the journal of the document's own case, or process, tells of it, as a condition on ``dokument``.

    The words of a kommando are stored before it is decided. What is then refused, or never decided, has no line of its
    own, and its words are nobody's to read.
    """
    d, j = grund.dokument.c, _TAGNA.c
    tagen = exists().where(j.arende == d.arende, j.dokument == d.id, j.slag != "kommando_avvisat")
    return or_(d.slag == "avbrottsdokument", tagen)


def ser_texter(som: Aktor | None) -> ColumnElement[bool]:
    """Which texts of a case ``som`` reads, as a condition on ``insats`` and ``dokument``: the table ``lasratt`` (K3.7).

    Of what has been taken only.

    A correction's words are of the kind of what it corrects. The words of a decided end are the anordnare's to read
    only if a line tells it the reason (K13.3): a decision that was refused has words too, and no line.
    """
    if som is None:
        return har_tagits()
    d = grund.dokument.c
    slagen = {slag for slag in Textslag if laser(som.roll, slag)} - {Textslag.MEDDELANDE}
    if not slagen:
        return false()
    verb = [v for v, typ in KOMMANDON.items() if v != "ratta" and typ.lases in slagen]
    egna = [d.slag.in_(verb), and_(d.slag == "ratta", not_(_rattar_annat(verb))), _i_traden(som.roll)]
    if Textslag.ARENDE in slagen:
        egna.append(d.slag == "avbrottsdokument")
    if som.roll is Roll.ANORDNARE:
        egna.append(_har_framfort(som.roll))
    villkor = [laser_kundens_texter(som), har_tagits(), or_(*egna)]
    if som.roll is Roll.ANORDNARE:
        villkor.append(_ingen_dold_orsak())
    return and_(*villkor)


def _i_traden(roll: Roll) -> ColumnElement[bool]:
    """Whether the document is a message of a thread that the role is in: its own line says so (K4.6)."""
    d, j = grund.dokument.c, _MEDDELANDET.c
    return exists().where(
        j.arende == d.arende, j.dokument == d.id, j.slag == "meddelande_skrivet",
        j.handelse["mellan"].contains([roll.value]),
    )  # fmt: skip


def _har_framfort(roll: Roll) -> ColumnElement[bool]:
    """Whether the document is a kund's wish that the role has registered for the kund, and so may read back (K13.9)."""
    d, j = grund.dokument.c, _ONSKEMALET.c
    return exists().where(
        j.arende == d.arende, j.dokument == d.id, j.slag == "onskemal_framfort",
        j.handelse["av"].as_string() == roll.value,
    )  # fmt: skip


def laser_kundens_texter(som: Aktor) -> ColumnElement[bool]:
    """Whose: of the cases one sees; a socialsekreterare, who sees none, of the kunder it is named for (K9.5)."""
    if som.roll is not Roll.SOCIALSEKRETERARE:
        return ser_sitt(som)
    k = _NAMNGIVEN_KUND
    egen = exists(select(k.c.id).where(k.c.id == insats.c.kund, k.c.socialsekreterare == som.id).correlate_except(k))
    return and_(egen, ser_skyddat(som))


def far_tala(som: Aktor) -> ColumnElement[bool]:
    """Whose cases one may say something to, as far as the case goes: those that one reads of. One rule for the door,
    and for the journal that asks it again where it is written (K3.2)."""
    return laser_kundens_texter(som)


def _rattar_annat(verb: list[str]) -> ColumnElement[bool]:
    """Whether the document was written with a correction of something else than these; one that is only proposed is of
    the kind of a proposed end (K13.2)."""
    d, j = grund.dokument.c, _RATTELSEN.c
    annat = and_(j.slag == "uppgift_rattad", j.handelse["vad"].as_string().not_in(verb))
    foreslaget = j.slag == "rattelse_foreslagen" if "foresla_avslut" not in verb else false()
    return exists().where(j.arende == d.arende, j.dokument == d.id, or_(annat, foreslaget))


def _ingen_dold_orsak() -> ColumnElement[bool]:
    """K13.3, for an anordnare: no words of an end that it may not know the reason of."""
    d, j = grund.dokument.c, grund.journal.c
    dold = or_(
        and_(j.slag == "avslut_beslutat", func.coalesce(j.handelse["orsak_dold"].as_boolean(), false())),
        and_(j.slag == "uppgift_rattad", j.handelse["vad"].as_string() == "besluta_avslut"),
    )
    berattad = exists().where(j.arende == d.arende, j.dokument == d.id, not_(dold))
    r = grund.journal.alias().c
    dold_sedan = exists().where(
        r.arende == d.arende,
        r.slag == "uppgift_rattad",
        r.handelse["vad"].as_string() == "besluta_avslut",
        r.handelse["efter"]["dolj_orsak"].as_boolean(),
    )
    return or_(d.slag.not_in(_KAN_ROJA_ORSAKEN), and_(berattad, not_(dold_sedan)))


_KAN_ROJA_ORSAKEN = ("besluta_avslut", "ratta")
"""Kinds of document whose words may give away the reason of an end."""


def riktad_till(som: Aktor | None, roll: ColumnElement[str], part: ColumnElement[str | None]) -> ColumnElement[bool]:
    """What is sent to, or owed by, ``som``: by organisation, by id, or for other roles by the role.

    Also what is sent to one is closed to those who are not named for a protected kund (K3.2).
    """
    if som is None:
        return true()
    match som.roll:
        case Roll.ANORDNARE:
            egen = and_(part == som.organisation, har_tillgang(som))
        case Roll.KUND:
            egen = insats.c.kund == som.id
        case _:
            egen = or_(part.is_(None), part == som.id)
    return and_(roll == som.roll.value, egen, har_tillgang(som), ser_skyddat(som))
