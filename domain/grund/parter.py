"""Who acts and who is told: roles and actors (krav.md chapter 0, "Who may do what")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Roll(StrEnum):
    """A role of the routine; the value is what staff write after ``--som``."""

    KARRIARVAGLEDARE = "karriarvagledare"
    ANORDNARE = "anordnare"
    ARBETSLEDARE = "arbetsledare"
    KUNDKOORDINATOR = "kundkoordinator"
    SYSTEMSPECIALIST = "systemspecialist"
    SOCIALSEKRETERARE = "socialsekreterare"
    DATASKYDDSSAMORDNARE = "dataskyddssamordnare"
    EKONOM = "ekonom"
    KUND = "kund"
    SYSTEM = "system"


BENAMNING: dict[Roll, str] = {
    Roll.KARRIARVAGLEDARE: "karriärvägledaren",
    Roll.ANORDNARE: "anordnaren",
    Roll.ARBETSLEDARE: "arbetsledaren",
    Roll.KUNDKOORDINATOR: "kundkoordinatorn",
    Roll.SYSTEMSPECIALIST: "systemspecialisten",
    Roll.SOCIALSEKRETERARE: "socialsekreteraren",
    Roll.DATASKYDDSSAMORDNARE: "dataskyddssamordnaren",
    Roll.EKONOM: "ekonomen",
    Roll.KUND: "kunden",
    Roll.SYSTEM: "systemet",
}

_AKTOR = re.compile(r"(?P<roll>[a-z]+):(?P<id>[^@:\s][^@:]*)(?:@(?P<organisation>\S.*))?")


@dataclass(frozen=True, slots=True)
class Aktor:
    """Someone who acts: role, the person's id, and for the anordnare the organisation."""

    roll: Roll
    id: str
    organisation: str | None = None

    def __str__(self) -> str:
        return f"{self.roll}:{self.id}" + (f"@{self.organisation}" if self.organisation else "")

    @classmethod
    def tolka(cls, text: str) -> Aktor:
        """Read ``roll:id[@organisation]``.

        Raises:
            ValueError: in Swedish, naming what is wrong.
        """
        if not (m := _AKTOR.fullmatch(text.strip())):
            raise ValueError(f"”{text}” ska skrivas roll:id eller roll:id@organisation")
        try:
            roll = Roll(m["roll"])
        except ValueError:
            raise ValueError(f"okänd roll ”{m['roll']}”; välj någon av {', '.join(Roll)}") from None
        if roll is Roll.ANORDNARE and not m["organisation"]:
            raise ValueError(f"”{text}”: anordnarens organisation saknas (anordnare:id@organisation)")
        return cls(roll, m["id"], m["organisation"])


SYSTEMET = Aktor(Roll.SYSTEM, "system")
