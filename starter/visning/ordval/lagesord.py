"""What the routine's identifiers are called when staff read them."""

from __future__ import annotations

from domain.grund.parter import Aktor, Roll

UTFALLSFARG = {
    "uppfylld": "green",
    "sen": "red",
    "oppen": "yellow",
    "forsenad": "bold red",
    "avskriven": "red",
    "upphord": "dim",
}
"""In which colour it is told how a bevakning has gone; the words are the domain's."""


STATUS: dict[str, tuple[str, str]] = {
    "vantar": ("väntar", "yellow"),
    "klar": ("klar", "green"),
    "innehallen": ("innehållen", "red"),
    "utbetald": ("utbetald", "bold green"),
}


KUNDVAL: dict[str, str] = {
    "FAI": "Förberedande arbetsmarknadsinsatser", "AMI": "Arbetsmarknadsinsatser",
    "ISA": "Insatser med språk och arbete",
}  # fmt: skip
"""What a kundval is called where nobody should need to know its letters."""

ROLL: dict[Roll, str] = {
    Roll.KARRIARVAGLEDARE: "karriärvägledare",
    Roll.ANORDNARE: "anordnare",
    Roll.ARBETSLEDARE: "arbetsledare",
    Roll.KUNDKOORDINATOR: "kundkoordinator",
    Roll.SYSTEMSPECIALIST: "systemspecialist",
    Roll.SOCIALSEKRETERARE: "socialsekreterare",
    Roll.DATASKYDDSSAMORDNARE: "dataskyddssamordnare",
    Roll.EKONOM: "ekonom",
    Roll.KUND: "kund",
    Roll.SYSTEM: "",
}


FILBARARE: dict[str, str] = {
    "genomforandeplan_lamnad": "genomförandeplan",
    "intyg_mottaget": "intyg",
    "manadsrapport_inlamnad": "månadsrapport",
    "meddelande_skrivet": "meddelande",
    "slutrapport_lamnad": "slutrapport",
    "uppdrag_inlagt": "uppdrag",
}
"""What carries a file is called (K4.7)."""


def aktor_i_ord(aktor: Aktor) -> str:
    """Somebody who acts, as a person reads it."""
    return f"{ROLL[aktor.roll] or aktor.roll} {aktor.id}" + (f" hos {aktor.organisation}" if aktor.organisation else "")
