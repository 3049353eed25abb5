"""The yearly review as a picture (K16.1): a bar for each anordnare and figure, with the number beside it.

SVG for print and the web, PNG for what takes no SVG. The shades differ in lightness, so that they can be told apart in
greyscale and without colour vision, and no number is told by its colour alone. No display is needed.
"""

from __future__ import annotations

import io
import logging
import textwrap
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from domain.kvalitet.matt import MATT_EFTER_NAMN, PUNKTLIGA
from domain.kvalitet.nyckeltal import Andel, Nyckeltal, summa
from starter.dokument.diagramark import (
    BREDD,
    GRA_FARG,
    I_TID_FARG,
    MARGINAL,
    NAMN,
    RUBRIK,
    SEN_FARG,
    SPAR_FARG,
    STAPEL,
    TEXT_FARG,
    TOPP,
    ark,
    etikett,
    panel,
    radernas_plats,
    rubrik_over,
    tal_bredvid,
)
from starter.dokument.svgtext import med_titel
from starter.visning.ordval.kvalitetstext import Rubrik, definitioner, heltal, i_ord

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Format = Literal["svg", "png"]

_NAMNRADER, _TECKEN = 3, 29
"""How many lines a name may take, and how long they are."""
_ANDELAR = ("mal_natt", *PUNKTLIGA)
_ANTAL = ("aterremisser", "brister", "avvikelser")
_DPI = 160


def diagram(rader: Sequence[Nyckeltal], rubrik: Rubrik, form: Format) -> bytes:
    """The picture as a whole file. ``rader`` are the anordnare in the order they are shown, at least one."""
    # Its remarks, of a cache it cannot keep or a sign its font lacks, are nothing that staff can do anything about.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl

    # Names are shown as they are written, and text stays text, so that it can be searched and read aloud.
    som_skrivet = mpl.rc_context({"text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "kvalitet"})
    with warnings.catch_warnings(action="ignore"), som_skrivet:
        fig, ut = figur(rader, rubrik), io.BytesIO()
        if form == "png":
            om = {"Title": rubrik.titel, "Description": rubrik.beskrivning}
            fig.savefig(ut, format="png", dpi=_DPI, metadata=om)
            return ut.getvalue()
        fig.savefig(ut, format="svg", metadata={"Date": None, "Title": rubrik.titel, "Creator": "insatsflöde"})
    return med_titel(ut.getvalue(), rubrik.titel, " ".join([rubrik.beskrivning, *(i_ord(n) for n in rader)]))


def figur(rader: Sequence[Nyckeltal], rubrik: Rubrik) -> Figure:
    """The picture, not yet in any form: bars beside the anordnare, or for a single one beside its figures."""
    return _ett(rader[0], rubrik) if len(rader) == 1 else _flera(rader, rubrik)


def _flera(rader: Sequence[Nyckeltal], rubrik: Rubrik) -> Figure:
    """Two rows of panels, a figure each, with the anordnare beside them."""
    mitt, rymd = radernas_plats([len(_namnrader(n)) for n in rader])
    steg = RUBRIK + rymd
    fig, hojd = ark(rubrik, _fotnoter(), 2 * steg, snitt=True)
    alla = summa("Alla", rader)
    bredd = (BREDD - 2 * MARGINAL - NAMN) / 4
    for nr, matt in enumerate((*_ANDELAR, "antal")):
        rad, kolumn = divmod(nr, 4)
        overkant = hojd - TOPP - rad * steg - RUBRIK
        ax = panel(fig, MARGINAL + NAMN + kolumn * bredd, overkant, bredd, rymd)
        if kolumn == 0:
            _namn(ax, mitt, rader)
        if matt == "antal":
            _antal(ax, mitt, rader)
            continue
        rubrik_over(ax, _matt(matt), _snitt(_andel(alla, matt)))
        for y, n in zip(mitt, rader, strict=True):
            if _stapel(ax, y, n, matt):
                _snittstreck(ax, y, _andel(alla, matt))
    return fig


def _ett(n: Nyckeltal, rubrik: Rubrik) -> Figure:
    """One anordnare: a row for each figure."""
    mitt, rymd = radernas_plats([1] * len(_ANDELAR))
    fig, hojd = ark(rubrik, _fotnoter(), RUBRIK + rymd + 0.45, snitt=False)
    bredd = BREDD - 2 * MARGINAL - NAMN
    ax = panel(fig, MARGINAL + NAMN, hojd - TOPP - RUBRIK, bredd, rymd, 128)
    antal = f"{heltal(n.insatser)} insatser, varav {heltal(n.avslutade)} avslutade"
    namn = textwrap.wrap(n.anordnare, 95, max_lines=1, placeholder=" …") or [""]
    rubrik_over(ax, namn[0], antal, x=-NAMN / bredd)
    for y, matt in zip(mitt, _ANDELAR, strict=True):
        etikett(ax, y, [_matt(matt)], "")
        _stapel(ax, y, n, matt)
    tal = [f"{MATT_EFTER_NAMN[m].rubrik}: {heltal(getattr(n, m))}" for m in _ANTAL]
    ax.text(0, rymd + 0.2, "      ".join(tal), fontsize=9.5, fontweight="bold", color=TEXT_FARG, va="center")
    return fig


def _namn(ax: Axes, mitt: Sequence[float], rader: Sequence[Nyckeltal]) -> None:
    for y, n in zip(mitt, rader, strict=True):
        etikett(ax, y, _namnrader(n), f"{heltal(n.insatser)} insatser")


def _namnrader(n: Nyckeltal) -> list[str]:
    return textwrap.wrap(n.anordnare, _TECKEN, max_lines=_NAMNRADER, placeholder=" …")


def _stapel(ax: Axes, y: float, n: Nyckeltal, matt: str) -> bool:
    """The bar and its number; whether there is anything to draw."""
    andel = _andel(n, matt)
    if andel.procent is None:
        ax.text(0, y, "inget att räkna", va="center", fontsize=7.5, fontstyle="italic", color=GRA_FARG)
        return False
    gjort = 100 * andel.antal / andel.av
    sena = 0 if matt == "mal_natt" else 100 * getattr(n, matt).sena / andel.av
    ax.barh(y, 100, height=STAPEL, color=SPAR_FARG, edgecolor=GRA_FARG, linewidth=0.3)
    ax.barh(y, gjort, height=STAPEL, color=I_TID_FARG)
    ax.barh(y, sena, left=gjort, height=STAPEL, color=SEN_FARG)
    x = 104 if ax.get_xlim()[1] > 150 else 102
    tal_bredvid(ax, x, y, f"{andel.hela_procent} %", f"{heltal(andel.antal)} av {heltal(andel.av)}")
    return True


def _snittstreck(ax: Axes, y: float, alla: Andel) -> None:
    """Where the share of all together falls: a stroke with a light edge, seen on every shade."""
    x = 100 * alla.antal / alla.av
    for bredd, farg in ((2.4, "white"), (1.1, TEXT_FARG)):
        ax.plot([x, x], [y - 0.15, y + 0.15], color=farg, linewidth=bredd, solid_capstyle="butt")


def _antal(ax: Axes, mitt: Sequence[float], rader: Sequence[Nyckeltal]) -> None:
    """The figures that are numbers and no shares."""
    from matplotlib.transforms import offset_copy

    plats = offset_copy(ax.transAxes, fig=ax.figure, y=0.09)  # type: ignore[arg-type]
    for nr, matt in enumerate(_ANTAL):
        x = (64, 114, 172)[nr]
        namn = {"avvikelser": "Avvikelser"}.get(matt, MATT_EFTER_NAMN[matt].rubrik)
        ax.text(
            x / ax.get_xlim()[1], 1, namn, transform=plats, ha="right", fontsize=7.5, fontweight="bold", color=TEXT_FARG
        )  # fmt: skip
        for y, n in zip(mitt, rader, strict=True):
            ax.text(x, y, heltal(getattr(n, matt)), ha="right", va="center", fontsize=8.5, color=TEXT_FARG)


def _matt(matt: str) -> str:
    """What the bars of a figure show."""
    rubrik = MATT_EFTER_NAMN[matt].rubrik
    return f"{rubrik} i tid" if matt in PUNKTLIGA else rubrik


def _andel(n: Nyckeltal, matt: str) -> Andel:
    return n.mal if matt == "mal_natt" else getattr(n, matt).andel


def _snitt(alla: Andel) -> str:
    return "inget att räkna" if alla.procent is None else f"alla: {alla.hela_procent} % av {heltal(alla.av)}"


def _fotnoter() -> list[str]:
    return definitioner(_ANDELAR + _ANTAL)
