"""What the routine's identifiers are called when staff read them."""

from __future__ import annotations

from domain.grund.parter import Roll
from domain.grund.slag import Status

UTFALL: dict[str, tuple[str, str]] = {
    "uppfylld": ("uppfylld", "green"),
    "sen": ("sen", "red"),
    "oppen": ("öppen", "yellow"),
    "forsenad": ("försenad", "bold red"),
    "avskriven": ("avskriven", "red"),
    "upphord": ("upphörd", "dim"),
}


STATUS: dict[str, tuple[str, str]] = {
    "vantar": ("väntar", "yellow"),
    "klar": ("klar", "green"),
    "innehallen": ("innehållen", "red"),
    "utbetald": ("utbetald", "bold green"),
}


INSATSSTATUS: dict[Status, str] = {
    Status.AKTUALISERAD: "aktualiserad",
    Status.BEMANNAD: "bemannad",
    Status.PAGAR: "pågår",
    Status.AVSLUTAD: "avslutad",
    Status.SLUTFORD: "slutförd",
}


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
