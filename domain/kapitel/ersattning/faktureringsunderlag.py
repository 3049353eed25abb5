"""§14: the month's faktureringsunderlag as something awaited (K14.7)."""

from __future__ import annotations

from domain.grund.parter import Roll
from domain.insats.bevakningsslag import Bevakningsslag, Grund
from domain.kapitel.inlamning.rapportmanad import manaden_efter

FAKTURERINGSUNDERLAG = Bevakningsslag(
    namn="faktureringsunderlag",
    rubrik="faktureringsunderlag",
    grund={
        "K14.7": Grund(
            "Månaden, eller insatsens sista dag i den; eller det som gjorde att underlaget kunde skrivas först senare "
            "(ett belopp som infördes, en rättelse).",
            {"utbetalning.brytdag": manaden_efter},
        )
    },
    ansvarig=Roll.ANORDNARE,
    avser="manad",
    efter_slutet=True,
    avvikelse="aldrig",
)
