"""Where each krav comes from: krav id → § of the routine (R) or of the municipality's web page (W).

Every refusal, message and bevakning cites both, so that staff can open the source and read.
"""

from __future__ import annotations

PARAGRAF: dict[str, str] = {
    "K1.1": "§1.1", "K1.2": "§1.2",
    "K2.1": "§2", "K2.2": "§2.1–2.3", "K2.3": "§2", "K2.4": "§2",
    "K3.1": "§3.1", "K3.2": "§3.1", "K3.3": "§3", "K3.4": "§3.2.1", "K3.5": "§3.2", "K3.6": "§3",
    "K4.1": "§4", "K4.2": "§4", "K4.3": "§4", "K4.4": "§4.1", "K4.5": "§4",
    "K5.1": "§5.1", "K5.2": "§5.2", "K5.3": "§5.3", "K5.4": "§5.4", "K5.5": "§5.4.1",
    "K6.1": "§6.1", "K6.2": "§6.2", "K6.3": "§6.3", "K6.4": "§6.3", "K6.5": "§6.4", "K6.6": "§6",
    "K7.1": "§7.1", "K7.2": "§7.2", "K7.3": "§7.3", "K7.4": "§7.3", "K7.5": "§7.3",
    "K7.6": "§7.4", "K7.7": "§7.5",
    "K8.1": "§8.1", "K8.2": "§8.2", "K8.3": "§8", "K8.4": "§8.1", "K8.5": "§8.3", "K8.6": "§8.4",
    "K8.7": "§13", "K8.8": "§8.3",
    "K9.1": "§9.1", "K9.2": "§9.2", "K9.3": "§9.2", "K9.4": "§9",
    "K10.0": "§10", "K10.1": "§10.1", "K10.2": "§10.1", "K10.3": "§10.1", "K10.4": "§10.2",
    "K10.5": "§10.3", "K10.6": "§10.4", "K10.7": "§13.4",
    "K11.1": "§11",
    "K12.1": "§12.1.1", "K12.2": "§12.1.2", "K12.3": "§12.1.3", "K12.4": "§12", "K12.5": "§12.1.3",
    "K13.1": "§13", "K13.2": "§13", "K13.3": "§13.4", "K13.4": "§13.2", "K13.5": "§13.1",
    "K13.6": "§13.5", "K13.7": "§13", "K13.8": "§13",
    "K14.1": "§14.1", "K14.2": "§14.1", "K14.3": "§12.1.3", "K14.4": "§14", "K14.5": "§14",
    "K14.6": "§14", "K14.7": "§14",
    "K16.1": "§1.1", "K16.2": "§3.2",
}  # fmt: skip


def paragraf(krav: str) -> str:
    """The § that a krav id comes from; empty for chapter 0, which is the service's own reading of all of R."""
    return PARAGRAF.get(krav, "")


def hanvisning(krav: str) -> str:
    """The reference as staff see it: ``§7.3, K7.3``, or ``K0.6`` where no § stands behind it."""
    return f"{p}, {krav}" if (p := paragraf(krav)) else krav
