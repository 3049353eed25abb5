"""The desk put on the doors: ``skapa_app(…, till=[montera], sidor=Skrivbordssidor())``."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from starter.api.app import OPPNA_FILER, ta_in
from starter.skrivbord.mallmotor import FILERNA, STATISKT
from starter.skrivbord.vagar import ekonomi, inkorgen, inloggningar, listor, nytt, registren, start
from starter.skrivbord.vagar.anordnare import ko, veckan
from starter.skrivbord.vagar.arendet import arende, gor, granska, meddelanden, utkast, varfor
from starter.skrivbord.vagar.uppfoljning import drift, kvalitet, namnd
from starter.skrivbord.vagar.utifran import min_insats, oppet, socialt
from starter.skrivbord.vagar.vid_sidan import processgor, processidor


class _Filer(StaticFiles):
    """Files whose address changes with what they hold, so that a browser keeps them."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        svar = super().file_response(*args, **kwargs)
        svar.headers["cache-control"] = "public, max-age=31536000, immutable"
        return svar


_DELAR = (
    start, oppet, inloggningar, inkorgen, listor, registren, socialt, min_insats, nytt, kvalitet, namnd,
    processidor, processgor, ko, veckan, ekonomi, drift, utkast, gor, granska, varfor, meddelanden, arende,
)  # fmt: skip
"""The pages; those of the case itself last, since one of them takes any tab's name."""


def montera(app: FastAPI) -> None:
    """Mount the desk's pages and files."""
    app.mount(FILERNA, _Filer(directory=STATISKT), name=OPPNA_FILER)
    for del_ in _DELAR:
        ta_in(app, del_.router)
