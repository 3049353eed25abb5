"""Where the doors over HTTP have each kind of process: said once, for the doors and for those who go to them."""

from __future__ import annotations

from urllib.parse import quote

VAGAR = {
    "anordnarakt": "/anordnare/{om}/akt",
    "betalningsmanad": "/betalningsmanader/{om}/process",
    "massbyte": "/massbyten/{om}",
    "personuppgiftsincident": "/incidenter/{om}",
    "villkorsutskick": "/villkorsutskick/{om}",
    "regelutgava": "/regelutgavor/{om}",
    "kvalitetsuppfoljning": "/kvalitetsuppfoljningar/{om}",
    "gallring": "/gallringar/{om}",
}
"""Kind → its path: ``om`` is whose record, which month, or the process's own id."""

NYA = {"anmal_incident": "/incidenter", "byt_alla_karriarvagledare": "/massbyten/karriarvagledare",
       "byt_alla_anordnare": "/massbyten/anordnare",
       "oppna_uppfoljning": "/kvalitetsuppfoljningar",
       "foresla_checkbelopp": "/regelutgavor/checkbelopp", "foresla_varden": "/regelutgavor",
       "foresla_gallring": "/gallringar",
       "skicka_villkor_till_alla": "/villkorsutskick",
       "aterkalla_villkor_hos_alla": "/villkorsutskick/aterkallelser"}  # fmt: skip
"""Kommandon that a process of its own begins with: they name none."""

_FORE = {"anordnarakt": "anordnare-", "betalningsmanad": "betalningsmanad-"}


def om(slag: str, process: str) -> str:
    """What a process is about, by its id."""
    return process.removeprefix(_FORE.get(slag, ""))


def adress(slag: str, process: str, verb: str) -> str:
    """Where a kommando to a process is sent."""
    return "/api" + (NYA.get(verb) or f"{VAGAR[slag].format(om=quote(om(slag, process), safe=''))}/{verb}")
