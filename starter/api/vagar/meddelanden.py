"""The threads of a case, the files that are sent in it, and its texts to keep (K4.6, K4.7). To write is a kommando."""

from __future__ import annotations

from datetime import datetime
from email.message import Message
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from domain.liv.lagesbild import Insatsrad
from domain.tid.tidpunkt import datum
from persistence.arende.filer import Bifogad, Fil
from persistence.arende.meddelandetradar import Trad
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import Antal, Efter, Radnummer, Sida, sida_ur, svar
from starter.tjanster import arendet, filer, handlingar
from starter.tjanster.handlingar import Andrad, Handling

router = APIRouter(prefix="/api", tags=["meddelanden"], responses=FELSVAR)

Tradnummer = Annotated[int, Path(ge=1, le=10_000, description="Trådens nummer i ärendet.")]
Filid = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="Filens id.")]

_FILEN: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
Disposition = Annotated[
    str | None,
    Header(
        alias="Content-Disposition",
        max_length=2000,
        description="Vad filen heter: attachment; filename*=UTF-8''plan.pdf (RFC 8187). Ett filnamn kan röja en "
        "person, och står aldrig i adressen.",
    ),
]
_INNEHALLET: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("/arenden/{arende}/tradar", response_model=Sida[Trad])
def tradar(request: Request, som: Vem, arende: str, antal: Antal = 50, efter: Efter = None) -> Response:
    """De trådar i ett ärende som man läser, den som det senast skrevs i först."""
    rader = arendet.tradar(request.app.state.hus.motor, som, arende)
    plats = tuple[datetime, Radnummer]
    return sida_ur(request, rader, antal, efter, lambda t: (t.senast, t.trad), plats, fallande=True)


@router.get("/arenden/{arende}/tradar/{nummer}", response_model=Trad)
def en_trad(request: Request, som: Vem, arende: str, nummer: Tradnummer) -> Response:
    """En tråd med det som är skrivet i den, och vilka som har läst det."""
    return svar(arendet.trad(request.app.state.hus.motor, som, arende, nummer))


@router.post("/arenden/{arende}/tradar/{nummer}/last", response_model=dict[str, int])
def trad_last(request: Request, som: Vem, arende: str, nummer: Tradnummer) -> Response:
    """Märk allt i en tråd, och meddelandena i inkorgen om den, som läst av en själv."""
    return svar({"lasta": arendet.trad(request.app.state.hus.motor, som, arende, nummer, kvittera=True).olasta})


@router.post(
    "/arenden/{arende}/filer", status_code=201, response_model=Fil, openapi_extra=_FILEN
)  # fmt: skip
async def lagg_in_fil(
    request: Request, som: Vem, arende: str, disposition: Disposition = None
) -> Response:  # fmt: skip
    """Lägg in en fil (PDF, JPEG, PNG eller DOCX) att skicka med det man säger; den är ens egen tills dess."""
    hus, innehall, namn = request.app.state.hus, await request.body(), _filnamnet(disposition)
    idag = datum(hus.klocka())
    f = await run_in_threadpool(filer.lagg_in, hus.motor, som, hus.regelverk, arende, namn, innehall, idag)
    return svar(f, 201, location=f"/api/arenden/{arende}/filer/{f.id}")


def _filnamnet(disposition: str | None) -> str:
    """What a file is called, by the header that tells it; ``fil`` where none does."""
    huvud = Message()
    huvud["Content-Disposition"] = disposition or ""
    return huvud.get_filename() or "fil"


@router.get("/arenden/{arende}/filer", response_model=Sida[Bifogad])
def filerna(request: Request, som: Vem, arende: str, antal: Antal = 50, efter: Efter = None) -> Response:
    """De filer i ett ärende som man läser, senaste först, med raden som bär var och en; ens egna som väntar har
    ingen."""
    rader = filer.lista(request.app.state.hus.motor, som, arende)
    plats = tuple[datetime, str, Radnummer]
    return sida_ur(
        request, rader, antal, efter, lambda b: (b.fil.skapad, b.fil.id, b.nr or 0), plats, fallande=True
    )  # fmt: skip


@router.get("/arenden/{arende}/filer/{fil_id}", response_class=Response, responses=_INNEHALLET)
def hamta_fil(request: Request, som: Vem, arende: str, fil_id: Filid) -> Response:
    """En fil att spara: den visas aldrig av tjänsten själv."""
    return som_fil(*filer.hamta(request.app.state.hus.motor, som, arende, fil_id))


def som_fil(f: Fil, innehall: bytes) -> Response:
    """A file to be saved, and never shown in a page of ours, whatever it holds (K4.7)."""
    huvuden = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(f.namn, safe='')}",
        "content-security-policy": "sandbox; default-src 'none'",
        "etag": f'"{f.sha256}"',
        "x-content-type-options": "nosniff",
    }
    return Response(innehall, media_type=f.typ, headers=huvuden)


@router.get("/arenden/{arende}/dokument/{dokument_id}/pdf", response_class=Response, responses=_INNEHALLET)
def handling_som_pdf(request: Request, som: Vem, arende: str, dokument_id: str) -> Response:
    """En text i ärendet som tillgänglig PDF, med ärendets uppgifter överst."""
    return som_pdf(*handlingar.en(request.app.state.hus.motor, som, arende, dokument_id))


def som_pdf(h: Handling, rad: Insatsrad, *, visas: bool = False) -> Response:
    """A text of a case, to be saved, or with ``visas`` shown in the browser: it is the service's own page of words."""
    from starter.dokument.handlingspdf import pdf  # what sets the page is large

    hur = "inline" if visas else "attachment"
    namn = {"content-disposition": f'{hur}; filename="{rad.arende}-{h.tid:%Y-%m-%d}.pdf"'}
    return Response(pdf(h, rad), media_type="application/pdf", headers=namn)


@router.get("/arenden/{arende}/dokument/{dokument_id}/skillnad", response_model=list[Andrad])
def skillnad(
    request: Request, som: Vem, arende: str, dokument_id: str,
    mot: Annotated[str, Query(max_length=200, description="Den tidigare versionens id.")] = "",
) -> Response:  # fmt: skip
    """Vad en version av en text säger annorlunda än en tidigare, rubrik för rubrik."""
    return svar(handlingar.skillnaden(request.app.state.hus.motor, som, arende, dokument_id, mot))
