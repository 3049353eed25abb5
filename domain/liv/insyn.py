"""Who may see what ("Who may do what" in the routine's requirements): one rule for every door.

An anordnare sees its own organisation's cases. Karriärvägledare, arbetsledare and ekonom see all cases. Everyone else
sees what is sent to them, and no case. Which of its texts they read, and which of its lines they see, the table
``lasratt`` says by kind (K3.7). The cases of a kund with a protected identity are besides closed to all but those who
are named (``skydd``, K3.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.grund.lasratt import AV_TVA, KUNDENS, UTAN_ANORDNAREN, Textslag, laser, ser
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import far_se_arende
from domain.insats.bevakningsklocka import (
    BevakningOppnad,
    BevakningUpphord,
    FristAndrad,
    FristPasserad,
    PaminnelseSkickad,
)
from domain.kapitel.dialog.onskemal import OnskemalBesvarat, OnskemalFramfort
from domain.kapitel.dialog.svar import SVAR
from domain.kapitel.dialog.trad import MeddelandeSkrivet, TradStangd
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.kapitel.uppdrag.dag_ett.aktualisering import InsatsAktualiserad
from domain.liv.avskrivning import AvskrivningAvslagen, AvskrivningForeslagen, BevakningAvskriven
from domain.liv.rattelse import UppgiftRattad, rattat_textslag
from domain.liv.rutin import KOMMANDON
from domain.skeende.handelse import Handelse
from domain.skeende.journal import KommandoAvvisat, Post

KAN_DOLJAS = "oforutsedd_handelse"
"""The only reason of an end that can be kept from the anordnare (K13.3)."""

DOLD_ORSAK = "Avbrott §13.4"
"""All that the anordnare is told of an end whose reason is kept from it (K13.3)."""


def orsak_for(aktor: Aktor, orsak: str | None, *, dold: bool) -> str | None:
    """The reason of an end as ``aktor`` may know it."""
    return DOLD_ORSAK if dold and aktor.roll is Roll.ANORDNARE else orsak


def textslag(verb: str) -> Textslag:
    """What kind of text a kommando holds (K3.7)."""
    return KOMMANDON[verb].lases if verb in KOMMANDON else Textslag.ARENDE


def slag_av(h: Handelse) -> Textslag:
    """What kind of text a händelse tells of: of a correction or a refusal, that of what was corrected or refused."""
    if isinstance(h, UppgiftRattad):
        return rattat_textslag(h.vad)
    return textslag(h.verb) if isinstance(h, KommandoAvvisat) else h.lases


def ser_post(aktor: Aktor, post: Post) -> bool:
    """Whether a line of a case that ``aktor`` may see is there for ``aktor`` (K3.7)."""
    h, slag = post.handelse, slag_av(post.handelse)
    if aktor.roll is Roll.ANORDNARE and _genom_anordnaren(h):
        return True
    if not ser(aktor.roll, slag):
        return False
    if slag is not Textslag.MEDDELANDE:
        return not isinstance(h, _OM_BEVAKNINGEN) or ser_bevakning(aktor, h.bevakning, h.avser)
    if isinstance(h, MeddelandeSkrivet | TradStangd):
        return aktor.roll in (*h.mellan, Roll.SYSTEM)
    return post.av.roll is aktor.roll  # what was refused is its sender's


def _genom_anordnaren(h: Handelse) -> bool:
    """A wish of the kund's that the anordnare has registered, and what came of it (K13.9)."""
    if isinstance(h, OnskemalBesvarat):
        return h.framfort_av is Roll.ANORDNARE
    return isinstance(h, OnskemalFramfort) and h.av is Roll.ANORDNARE


_OM_BEVAKNINGEN = (
    BevakningOppnad, PaminnelseSkickad, FristPasserad, FristAndrad, BevakningUpphord, BevakningAvskriven,
    AvskrivningForeslagen, AvskrivningAvslagen,
)  # fmt: skip


def ser_bevakning(aktor: Aktor, slag: str, avser: str | None) -> bool:
    """Whether a bevakning of a case that ``aktor`` may see is there for ``aktor``: that something waits for an answer
    in a thread which the anordnare is not in, the anordnare does not see (K4.6), and that something waits for two to
    decide, those who see no such proposal (K13.2)."""
    vad = (avser or "").partition("-")[0] if slag == SVAR.namn else ""
    if aktor.roll is Roll.KUND:
        return vad == KUNDENS
    if vad == AV_TVA:
        return ser(aktor.roll, Textslag.AVSLUTSFORSLAG)
    return not (vad in (UTAN_ANORDNAREN, KUNDENS) and aktor.roll is Roll.ANORDNARE)


def post_for(aktor: Aktor, post: Post, *, dold: bool = False) -> Post:
    """A journal line as ``aktor`` may see it: a hidden reason, and what gives it away, left out (K13.3).

    ``dold``: the reason is kept from the anordnare by a correction, also where the line itself told it. State is
    never folded from such lines, only from the whole ones.
    """
    h = post.handelse
    if isinstance(h, InsatsAktualiserad) and not laser(aktor.roll, Textslag.BESLUTSGRUND):
        return replace(post, handelse=replace(h, grund=None))
    if aktor.roll is not Roll.ANORDNARE:
        return post
    if isinstance(h, AvslutBeslutat) and (h.orsak_dold or (dold and h.orsak == KAN_DOLJAS)):
        dolt: Any = DOLD_ORSAK  # what is told in place of the reason is none of the reasons
        ovisst: Any = None  # what would give it away is not told either way
        utan = replace(h, orsak=dolt, samtal_datum=None, mal_uppnatt=ovisst, natt_mal=None, steg_till=None)
        return replace(post, sagt=None, handelse=replace(utan, forsorjning=None))
    if isinstance(h, UppgiftRattad) and h.vad == "besluta_avslut":
        return replace(post, sagt=None, handelse=replace(h, fore={}, efter={}))
    return post


def synliga(aktor: Aktor, poster: Iterable[Post], *, dold: bool) -> list[Post]:
    """The lines that ``aktor`` sees of a case that ``aktor`` may see, each as ``aktor`` may see it (K3.7, K13.3).

    ``dold``: whether the case keeps the reason of its end from the anordnare. One rule for every door.
    """
    return [post_for(aktor, p, dold=dold) for p in poster if ser_post(aktor, p)]


def far_se_texter(aktor: Aktor, anordnare: str, slag: Textslag = Textslag.ARENDE) -> bool:
    """Whether ``aktor`` may read the texts of a kind in a case that lies with ``anordnare``, by the table."""
    return far_se_arende(aktor, anordnare) and laser(aktor.roll, slag)
