"""The nämnd's statistics as a picture (K16.3): bars with their numbers beside them; what is not told has no bar.

SVG for print and the web, PNG for what takes no SVG. No number is told by its colour alone.
"""

from __future__ import annotations

import io
import logging
import textwrap
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from domain.grund.ordval import med_stor
from domain.kapitel.alla import SLAGEN
from domain.kvalitet.namnd import (
    ALLA,
    INSATSER,
    KUNDVAL,
    MAL,
    SIDOR,
    SLUT,
    Namndstatistik,
    Ruta,
    i_tid_slag,
    punktlighet,
)
from starter.dokument.diagramark import GRA_FARG, I_TID_FARG, SEN_FARG, SPAR_FARG, TEXT_FARG
from starter.dokument.svgtext import med_titel
from starter.visning.ordval.namndtext import ANTAL, DOLT, MALORD, andel, antal, i_ord, slutord, titel, underrubrik

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Format = Literal["svg", "png"]

_BREDD, _MARGINAL, _RAD, _RUBRIK, _TOPP = 11.69, 0.4, 0.2, 0.55, 1.05
"""Inches; the width is an A4 lying down."""
_NAMN = 2.35
_FLEST = 14
_I_TID = "I tid"
_FARGER = (I_TID_FARG, SEN_FARG, GRA_FARG)


class Stapel(NamedTuple):
    """A bar: what it is of, how long (None: not told), and its number in words."""

    namn: str
    varde: float | None
    text: str
    farg: str = I_TID_FARG


Panel = tuple[str, Sequence[Stapel]]


def diagram(s: Namndstatistik, form: Format) -> bytes:
    """The picture as a whole file."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl

    # Names are shown as they are written, and text stays text, so that it can be searched and read aloud.
    som_skrivet = mpl.rc_context({"text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "namnd"})
    with warnings.catch_warnings(action="ignore"), som_skrivet:
        fig, ut = figur(s), io.BytesIO()
        if form == "png":
            fig.savefig(ut, format="png", dpi=160, metadata={"Title": titel(s), "Description": underrubrik(s)})
            return ut.getvalue()
        fig.savefig(ut, format="svg", metadata={"Date": None, "Title": titel(s), "Creator": "insatsflöde"})
    return med_titel(ut.getvalue(), titel(s), " ".join([underrubrik(s) + ".", *i_ord(s)]))


def figur(s: Namndstatistik) -> Figure:
    """Two columns of panels under a heading."""
    from matplotlib.figure import Figure

    spalter: tuple[list[Panel], list[Panel]] = ([_antal(s), _kostnad(s)], [_slut(s), _mal(s), _i_tid(s)])
    hojder = [sum(_RUBRIK + _RAD * max(1, len(staplar)) for _, staplar in spalt) for spalt in spalter]
    hojd = _TOPP + max(hojder) + 0.7
    fig = Figure(figsize=(_BREDD, hojd), facecolor="white")
    vanster = _MARGINAL / _BREDD
    fig.text(vanster, 1 - 0.45 / hojd, titel(s), fontsize=17, fontweight="bold", color=TEXT_FARG)
    fig.text(vanster, 1 - 0.72 / hojd, underrubrik(s), fontsize=9, color=GRA_FARG)
    fot = f"{DOLT} betyder att talet är litet, eller att ett litet tal skulle kunna räknas ut av det."
    fig.text(vanster, 0.25 / hojd, fot, fontsize=8, color=GRA_FARG)
    bredd = (_BREDD - 3 * _MARGINAL) / 2
    for nr, spalt in enumerate(spalter):
        y = hojd - _TOPP
        for rubrik, staplar in spalt:
            rymd = _RAD * max(1, len(staplar))
            y -= _RUBRIK + rymd
            x = _MARGINAL + nr * (bredd + _MARGINAL)
            ruta = ((x + _NAMN) / _BREDD, y / hojd, (bredd - _NAMN) / _BREDD, rymd / hojd)
            _rita(fig.add_axes(ruta), rubrik, staplar, rymd)
    return fig


def _rita(ax: Axes, rubrik: str, staplar: Sequence[Stapel], rymd: float) -> None:
    from matplotlib.transforms import offset_copy

    langst = max((s.varde for s in staplar if s.varde), default=1) or 1
    storst = 100 if rubrik.startswith(_I_TID) else langst  # a share is of the whole
    ax.set_xlim(0, storst * 1.55)
    ax.set_ylim(rymd, 0)
    ax.set_axis_off()
    plats = offset_copy(ax.transAxes, fig=ax.figure, x=-_NAMN, y=0.12)  # type: ignore[arg-type]
    ax.text(0, 1, rubrik, transform=plats, fontsize=10, fontweight="bold", color=TEXT_FARG)
    vid_sidan = offset_copy(ax.get_yaxis_transform(), fig=ax.figure, x=-0.08)  # type: ignore[arg-type]
    if not staplar:
        ax.text(0, _RAD / 2, "inget att räkna", va="center", fontsize=8, fontstyle="italic", color=GRA_FARG)
    for nr, stapel in enumerate(staplar):
        y = (nr + 0.5) * _RAD
        namnet = textwrap.shorten(stapel.namn, 44, placeholder=" …")
        ax.text(0, y, namnet, transform=vid_sidan, ha="right", va="center", fontsize=7.6, color=TEXT_FARG)
        ax.barh(y, storst, height=_RAD * 0.62, color=SPAR_FARG)
        ax.barh(y, stapel.varde or 0, height=_RAD * 0.62, color=stapel.farg)
        ax.text(storst * 1.03, y, stapel.text, va="center", fontsize=7.6, color=TEXT_FARG)


def _antal(s: Namndstatistik) -> Panel:
    staplar = []
    for i in (*INSATSER, ALLA):
        for (matt, namnet), farg in zip(ANTAL.items(), _FARGER, strict=True):
            n = s.antal(Ruta(matt, i))
            staplar.append(Stapel(f"{'Alla' if i == ALLA else i}: {namnet.lower()}", n, antal(n), farg))
    return "Beviljade, pågående och avslutade insatser", staplar


def _kostnad(s: Namndstatistik) -> Panel:
    staplar = []
    for k in KUNDVAL:
        kostnad, b = s.kostnad(Ruta("", k)), s.budget.get(k)  # type: ignore[call-overload]
        staplar.append(Stapel(f"{k}: budget", float(b.belopp) if b else 0, _tkr(b.belopp) if b else "–", GRA_FARG))
        summa = kostnad.utbetalt + kostnad.upparbetat if kostnad else None
        staplar.append(Stapel(f"{k}: kostnad", None if summa is None else float(summa), DOLT if summa is None else _tkr(summa)))  # noqa: E501  # fmt: skip
    return "Kostnad mot budget, tusen kronor", staplar


def _tkr(belopp: object) -> str:
    return antal(round(float(str(belopp)) / 1000))


def _slut(s: Namndstatistik) -> Panel:
    rutor = [(slutord(sort), s.antal(Ruta(SLUT, sort=sort))) for sort in s.sorter(SLUT)[:_FLEST]]
    return "Så slutade insatserna", [Stapel(namnet, n, antal(n)) for namnet, n in rutor]


def _mal(s: Namndstatistik) -> Panel:
    rutor = [(MALORD.get(sort, sort), s.antal(Ruta(MAL, sort=sort))) for sort in s.sorter(MAL)]
    return "Mål", [Stapel(namnet, n, antal(n)) for namnet, n in rutor]


def _i_tid(s: Namndstatistik) -> Panel:
    staplar = []
    for sida, farg in zip(SIDOR, (I_TID_FARG, SEN_FARG), strict=True):
        for slag in (*i_tid_slag(s, sida), ALLA):
            p = punktlighet(s, sida, slag)
            gjort, alla = p["i_tid"], p["alla"]
            del_ = None if gjort is None or not alla else 100 * gjort / alla
            namnet = "allt" if slag == ALLA else SLAGEN[slag].rubrik.removesuffix(" på")
            staplar.append(Stapel(f"{med_stor(sida)}: {namnet}", del_, f"{andel(p)} av {antal(alla)}", farg))
    return f"{_I_TID}, andel av allt med frist under året", staplar
