"""The drafts of a case: which form of it keeps itself where, and the address that its script saves it to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from domain.grund.avvisning import Avvisning
from domain.liv.rutin import KOMMANDON
from persistence.arende.utkast import Utkastplats
from starter.skrivbord import utkast
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import Formular
from starter.skrivbord.vyer import formular, rattning
from starter.skrivbord.vyer.formular import LANGST
from starter.skrivbord.vyer.underlag import RAPPORT, rapportmanad
from starter.tjanster import arendeblad
from starter.tjanster.arendeblad import Blad
from starter.visning.datum import skriven_manad

router = APIRouter(include_in_schema=False)

_MANAD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_TRAD = re.compile(r"[1-9][0-9]{0,3}")
_FLERA = ("bilagor", "till")
"""Fields in which several may be ticked."""
_EGNA = frozenset({"skriv_meddelande", "svara_i_trad", "anteckna_internt"})
"""What is one's own to write: a message that is begun is read by nobody else, not even a colleague (K4.6)."""


@router.post("/arenden/{arende}/utkast/{verb}")
async def spara_sjalv(request: Request, plats: Sittande, arende: str, verb: str) -> Response:
    """What the page's script saves while one writes. Raises: FinnsInte, Avvisning."""
    b = await plats.las(arendeblad.blad, arende)
    prova(b, verb)
    skrivet = await las_formularet(request)
    return await utkast.spara_sjalv(plats, formularet(b, verb, skrivet), skrivet)


def prova(b: Blad, verb: str) -> None:
    """What one may not say now is not asked either, nor kept; the same table as the buttons (K0.9)."""
    if verb not in b.mojliga or verb == "aktualisera":
        regel = KOMMANDON[verb].regel if verb in KOMMANDON else "K0.6"
        raise Avvisning(regel, "det här kan du inte göra i ärendet nu", "kommando")


async def las_formularet(request: Request) -> dict[str, str]:
    """The texts of a form, the last of each name but of what may be several all that are ticked, one on each line."""
    form = await request.form(max_fields=200, max_files=0)
    return texterna(form) | {k: flera(form, k) for k in _FLERA if len(form.getlist(k)) > 1}


def flera(form: FormData, namn: str) -> str:
    """All that are ticked of a field, one on each line."""
    return "\n".join(str(v) for v in form.getlist(namn))[: LANGST + 1]


def texterna(form: FormData) -> dict[str, str]:
    """The texts of a form, the last of each name; one that is too long is cut where it would be refused anyway.

    A browser sends a line break as two characters, of which a page may show only one.
    """
    return {k: v.replace("\r\n", "\n")[: LANGST + 1] for k, v in form.multi_items() if isinstance(v, str)}


def formularet(b: Blad, verb: str, skrivet: Mapping[str, str]) -> Formular:
    """Where the form of a kommando keeps itself: one to a case, and to a month or a thread of it."""
    manad, trad = skriven_manad(skrivet.get("manad", "").strip()), skrivet.get("trad", "").strip()
    if verb == RAPPORT and not manad:
        manad = rapportmanad(b)  # as its form has it where none is asked for
    avser = manad if _MANAD.fullmatch(manad) else ""
    if verb == "svara_i_trad":
        avser = trad if _TRAD.fullmatch(trad) else ""
    namn = frozenset(f.namn for f in formular.falten(KOMMANDON[verb], b.insats))
    if verb == rattning.RATTA:
        namn = rattning.namnen(skrivet)
    vag = f"/arenden/{quote(b.rad.arende, safe='')}/utkast/{verb}"
    return Formular(Utkastplats(b.rad.arende, verb, avser, egen=verb in _EGNA), vag, namn)


async def kasta(plats: Plats, f: Formular, till: str) -> Response:
    """Throw the draft away, and begin anew."""
    await utkast.glom(plats, f)
    manad = f.plats.avser if _MANAD.fullmatch(f.plats.avser) else ""
    return RedirectResponse(till + (f"?manad={manad}" if manad and "/gor/" in till else ""), 303)
