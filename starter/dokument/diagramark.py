"""The sheet that the review's picture is drawn on: its heading, key, footnotes and panels, measured in inches."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from starter.visning.ordval.kvalitetstext import Rubrik

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

I_TID_FARG, SEN_FARG, SPAR_FARG, TEXT_FARG, GRA_FARG = "#0b4f8a", "#8fbce6", "#e6eaee", "#1a1a1a", "#595959"
BREDD, MARGINAL, NAMN = 11.69, 0.4, 2.15
"""Inches; the width is an A4 lying down, or an A3 standing up."""
RAD, STAPEL, RUBRIK, TOPP, _FOTRAD = 0.42, 0.19, 0.66, 1.15, 0.138
"""Heights: of a row, a bar, a panel's heading, all above the panels, and a line of the footnotes."""


def radernas_plats(namnrader: Sequence[int]) -> tuple[list[float], float]:
    """Where the middle of each row lies, in inches from the panel's top, and the height of all."""
    mitt, y = [], 0.0
    for antal in namnrader:
        hojd = RAD + 0.12 * max(0, antal - 2)
        mitt.append(y + hojd / 2)
        y += hojd
    return mitt, y


def ark(rubrik: Rubrik, fotnoter: Sequence[str], innehall: float, *, snitt: bool) -> tuple[Figure, float]:
    """A sheet with heading, key and footnotes, and room for ``innehall`` inches between them; and its height.

    ``snitt``: the key explains the stroke of all together.
    """
    from matplotlib.figure import Figure

    spalter = _spalter(fotnoter)
    fot = 0.5 + _FOTRAD * max(len(s) for s in spalter)
    hojd = TOPP + innehall + fot
    fig = Figure(figsize=(BREDD, hojd), facecolor="white")
    vanster = MARGINAL / BREDD
    fig.text(vanster, 1 - 0.45 / hojd, rubrik.titel, fontsize=17, fontweight="bold", color=TEXT_FARG)
    fig.text(vanster, 1 - 0.72 / hojd, rubrik.underrubrik, fontsize=9.5, color=GRA_FARG)
    _nyckel(fig, 1 - 1.02 / hojd, snitt=snitt)
    fig.text(vanster, (fot - 0.28) / hojd, "Så är siffrorna räknade", fontsize=8, fontweight="bold", color=TEXT_FARG)
    for nr, rader in enumerate(spalter):
        x = vanster + nr * (BREDD / 2 - MARGINAL / 2) / BREDD
        stil: dict[str, Any] = {"fontsize": 7.1, "color": TEXT_FARG, "va": "top", "linespacing": 1.35}
        fig.text(x, (fot - 0.36) / hojd, "\n".join(rader), **stil)
    return fig, hojd


def _nyckel(fig: Figure, y: float, *, snitt: bool) -> None:
    """What the shades mean, each beside its own square."""
    from matplotlib.patches import Rectangle

    bredd, hojd = fig.get_size_inches()
    x = MARGINAL
    delar = [(I_TID_FARG, "i tid (mål: nått)"), (SEN_FARG, "sen"), (SPAR_FARG, "saknas (mål: inte nått)")]
    for farg, text in (*delar, (TEXT_FARG, "alla tillsammans"))[: 4 if snitt else 3]:
        ar_streck = farg == TEXT_FARG
        ruta = (x / bredd, y - 0.02 / hojd), (0.018 if ar_streck else 0.15) / bredd, 0.14 / hojd
        fig.add_artist(Rectangle(*ruta, facecolor=farg, edgecolor=GRA_FARG, linewidth=0 if ar_streck else 0.4))
        x += 0.1 if ar_streck else 0.22
        fig.text(x / bredd, y, text, fontsize=8.5, color=TEXT_FARG)
        x += 0.073 * len(text) + 0.3


def panel(fig: Figure, x: float, overkant: float, bredd: float, hojd: float, xmax: float = 175) -> Axes:
    """A panel without frame or ticks; 0 to 100 is the bar, beyond it lies the number.

    Downwards it is measured in inches.
    """
    ark_b, ark_h = fig.get_size_inches()
    ax = fig.add_axes((x / ark_b, (overkant - hojd) / ark_h, bredd / ark_b, hojd / ark_h))
    ax.set_xlim(0, xmax)
    ax.set_ylim(hojd, 0)
    ax.set_axis_off()
    return ax


def rubrik_over(ax: Axes, text: str, under: str, x: float = 0) -> None:
    """A heading above a panel, and a smaller line beneath it."""
    from matplotlib.transforms import offset_copy

    for dy, rad, storlek, vikt, farg in ((0.24, text, 9.5, "bold", TEXT_FARG), (0.09, under, 7.5, "normal", GRA_FARG)):
        plats = offset_copy(ax.transAxes, fig=ax.figure, y=dy)  # type: ignore[arg-type]
        ax.text(x, 1, rad, transform=plats, fontsize=storlek, fontweight=vikt, color=farg)


def etikett(ax: Axes, y: float, namn: Sequence[str], under: str) -> None:
    """To the left of a row: a name of one or two lines, and a smaller line beneath it."""
    from matplotlib.transforms import offset_copy

    rader = [*namn, under] if under else list(namn)
    for nr, rad in enumerate(rader):
        dy = 0.12 * ((len(rader) - 1) / 2 - nr)
        plats = offset_copy(ax.get_yaxis_transform(), fig=ax.figure, x=-NAMN, y=dy)  # type: ignore[arg-type]
        storlek, farg = (7, GRA_FARG) if under and nr == len(rader) - 1 else (8.2, TEXT_FARG)
        ax.text(0, y, rad, transform=plats, va="center", fontsize=storlek, color=farg)


def tal_bredvid(ax: Axes, x: float, y: float, tal: str, under: str) -> None:
    """A number, and what it is made of in small beneath it."""
    from matplotlib.transforms import offset_copy

    for dy, text, storlek, vikt, farg in (
        (0.055, tal, 8.5, "bold", TEXT_FARG),
        (-0.075, under, 6.8, "normal", GRA_FARG),
    ):
        plats = offset_copy(ax.transData, fig=ax.figure, y=dy)  # type: ignore[arg-type]
        ax.text(x, y, text, transform=plats, va="center", fontsize=storlek, fontweight=vikt, color=farg)


def _spalter(fotnoter: Sequence[str]) -> tuple[list[str], list[str]]:
    """The footnotes in two columns of about the same length."""
    stycken = [textwrap.wrap(s, 95, subsequent_indent="   ") for s in fotnoter]
    totalt, vanster, hoger = sum(len(s) for s in stycken), list[str](), list[str]()
    for s in stycken:
        (vanster if len(vanster) + len(s) / 2 <= totalt / 2 and not hoger else hoger).extend(s)
    return vanster, hoger
