"""Who acts and who is told: roles and actors (krav.md chapter 0, "Who may do what")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from domain.grund.beteckning import las_namn, las_personid, nyckel_for


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

_UTAN_PRICKAR = str.maketrans("åäö", "aao")
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
            ValueError: in Swedish, naming what is wrong; it does not repeat what was written, which may be a person.
        """
        if not (m := _AKTOR.fullmatch(text.strip())):
            raise ValueError("ska skrivas roll:id eller roll:id@organisation")
        try:
            roll = Roll(m["roll"])
        except ValueError:
            raise ValueError(f"okänd roll; välj någon av {', '.join(Roll)}") from None
        if roll is Roll.ANORDNARE and not m["organisation"]:
            raise ValueError("anordnarens organisation saknas (anordnare:id@organisation)")
        return cls(roll, m["id"], m["organisation"])

    @classmethod
    def las(cls, text: str) -> Aktor:
        """The same at a door: the id is a person's (``las_personid``), in lower case, so that one person is one actor;
        the organisation a name as registers keep it. The role may be written with its dots (``karriärvägledare``).

        Raises: ValueError, as ``tolka``.
        """
        roll, kolon, resten = text.strip().partition(":")
        av = cls.tolka(unicodedata.normalize("NFC", roll).translate(_UTAN_PRICKAR) + kolon + resten)
        organisation = las_namn(av.organisation) if av.organisation is not None else None
        return cls(av.roll, las_personid(av.id).lower(), organisation)

    def ar(self, annan: Aktor) -> bool:
        """Whether the two are one and the same person in one role, however their ids are written."""
        return (self.roll, nyckel_for(self.id), self.organisation) == (
            annan.roll, nyckel_for(annan.id), annan.organisation
        )  # fmt: skip


SYSTEMET = Aktor(Roll.SYSTEM, "system")
