"""Nothing typed is lost: a form saves itself as a draft, whatever it is about, and two in the same form see each other.

What is written here is said to nobody until it is sent; it starts no clock (K4.7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi.responses import JSONResponse, Response

from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor
from persistence.arende import utkast
from persistence.arende.utkast import Krock, Utkast
from starter.skrivbord.plats import Plats
from starter.skrivbord.vyer.formular import Falt, visat
from starter.visning import datum
from starter.visning.ordval.lagesord import aktor_i_ord

VERSION = "utkast_version"
"""The hidden field that tells which draft the page was made of; 0 where there was none."""
_EGNA_VAL = "orsak_"


@dataclass(frozen=True, slots=True)
class Formular:
    """A form that keeps itself.

    Attributes:
        plats: where its draft belongs.
        vag: the address that its page saves it to meanwhile.
        falt: the names of its fields; what else is sent is not kept.
    """

    plats: utkast.Utkastplats
    vag: str
    falt: frozenset[str]


async def hamta(plats: Plats, f: Formular) -> Utkast | None:
    """The draft that the form is to be filled by, if there is one."""
    return await plats.las(utkast.las, f.plats)


async def spara(plats: Plats, f: Formular, skrivet: Mapping[str, str]) -> Utkast:
    """Save what stands in the form. Raises: Krock, FinnsInte."""
    innehall = {k: v for k, v in skrivet.items() if v.strip() and (k in f.falt or k.startswith(_EGNA_VAL))}
    last = int(v) if (v := skrivet.get(VERSION, "")).isascii() and v.isdecimal() and len(v) < 9 else 0
    return await plats.las(utkast.spara, f.plats, innehall, last, plats.hus.klocka())


async def spara_sjalv(plats: Plats, f: Formular, skrivet: Mapping[str, str]) -> Response:
    """What a page's script saves while one writes: the version it became, or who else has saved. Raises: FinnsInte."""
    try:
        u = await spara(plats, f, skrivet)
    except Krock as k:
        return JSONResponse({"detail": annans(plats, k.nu)}, 409)
    return JSONResponse({"version": u.version, "detail": f"Utkastet sparades {datum.stund(u.andrad, plats.idag)}."})


async def spara_eller_krock(
    plats: Plats, f: Formular, skrivet: Mapping[str, str]
) -> tuple[Utkast | None, str | None]:  # fmt: skip
    """What is there after the form was saved, and a sentence of who came between if it was not. Raises: FinnsInte."""
    try:
        return await spara(plats, f, skrivet), None
    except Krock as k:
        return k.nu, annans(plats, k.nu)


async def glom(plats: Plats, f: Formular) -> None:
    """It has been said, or is thrown away."""
    await plats.las(utkast.glom, f.plats)


async def annan(plats: Plats, f: Formular, version: str) -> Utkast | None:
    """What a colleague has saved since the page was made, to be told of before one's own is sent."""
    u = await hamta(plats, f)
    return u if u and u.av != str(plats.som) and str(u.version) != version else None


def annans(plats: Plats, u: Utkast | None) -> str:
    """A sentence of who has saved in between."""
    if u is None:
        return "Utkastet är redan skickat eller kastat av någon annan. Det du har skrivit finns kvar på sidan."
    vem = "Du" if u.av == str(plats.som) else med_stor(aktor_i_ord(Aktor.tolka(u.av)))
    var = " i ett annat fönster" if vem == "Du" else ""
    nar = datum.stund(u.andrad, plats.idag)
    return f"{vem} sparade en annan version{var} {nar}. Det du har skrivit finns kvar på sidan."


async def fylld(
    plats: Plats, f: Formular, skrivet: Mapping[str, str] | None = None, *, falt: Sequence[Falt] = (),
    nu: Utkast | None = None, krock: str | None = None,
) -> tuple[Mapping[str, str], dict[str, Any]]:  # fmt: skip
    """What one of a page's forms holds, and what it needs to save itself.

    Args:
        skrivet: what was sent with it and comes back; None fills it with its draft, if there is one.
        nu: the draft that was there when it could not be saved, and ``krock`` who came between.
    """
    if skrivet is None:
        u = await hamta(plats, f)
        return (u.innehall if u else {}), sidans(plats, f, u, str(u.version) if u else "0", falt=falt)
    version = str(nu.version) if nu else skrivet.get(VERSION, "0")
    return skrivet, sidans(plats, f, nu, version, falt=falt, krock=krock)


def sidans(
    plats: Plats, f: Formular, u: Utkast | None, version: str, *, falt: Sequence[Falt] = (), krock: str | None = None
) -> dict[str, Any]:
    """What the form's page needs: the draft it was made of or met, and how it saves itself.

    Args:
        version: the draft's that the page holds; "0" where it holds none.
        falt: the fields, to show what somebody else wrote in them.
        krock: who came between, in words.
    """
    return {
        "utkast": u, "utkast_version": version, "utkast_vag": f.vag, "utkast_kod": plats.kod(unquote(f.vag)),
        "krock": krock, "andras": _andras(u, falt) if u and krock else (),
        "sparat_av": aktor_i_ord(Aktor.tolka(u.av)) if u else None,
    }  # fmt: skip


def _andras(u: Utkast, falt: Sequence[Falt]) -> list[tuple[str, str]]:
    """What somebody else wrote, as headings and texts to read beside one's own."""
    return [(f.etikett, visat(f, u.innehall[f.namn])) for f in falt if u.innehall.get(f.namn, "").strip()]
