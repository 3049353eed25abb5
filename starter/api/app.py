"""The app put together: the doors with their locks, and what a desk mounts beside them.

``skapa_app`` is the seam: what is mounted with ``till`` gets the same sessions, rules, errors and headers, and a route
that declares no rule stops the app from being made.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import RouteContext, iter_route_contexts
from sqlalchemy import Engine, create_engine
from temporalio.client import Client

from domain.regler.regelverk import Regelverk
from persistence.register.utgavor import Gallande
from starter.api.fel import ta_hand_om_fel
from starter.api.regel import Regel
from starter.api.schema import skapa_schema
from starter.api.sidor import EnklaSidor, Sidor
from starter.api.skydd import Frekvens, Skydd
from starter.api.terminal.vagar import terminalen
from starter.api.vagar import (
    arenden,
    betalning,
    forklaring,
    inloggning,
    kommandon,
    meddelanden,
    oppet,
    processer,
    sessioner,
)
from starter.api.vagar.registren import importer, konton, kunder, register
from starter.inloggning.inlogg import Inloggning
from starter.inloggning.installningar import Dorrinstallningar
from starter.inloggning.utfardare import Utfardare
from starter.stod.klient.kontakt import IngenKontakt

ROUTRAR = (
    oppet.halsa, inloggning.sidor, sessioner.api, oppet.router, arenden.router, meddelanden.router, forklaring.router,
    processer.router, betalning.router, kunder.router, register.router, importer.router, konton.router,
    terminalen, kommandon.router,
)  # fmt: skip

OPPNA_FILER = "oppna-filer"
"""What a mount of files for anybody is called: style, script, pictures (``app.mount(..., name=OPPNA_FILER)``)."""

Montera = Callable[[FastAPI], None]
"""Adds routers to the app: ``def montera(app): ta_in(app, ...)``."""


def nu_utc() -> datetime:
    """What the time is."""
    return datetime.now(UTC)


_REGLER_HALLS = 5.0
"""Seconds until the rules in force are asked for anew."""


@dataclass(frozen=True)
class Hus:
    """What the routes reach: the record, the cases, the rules. ``app.state.hus``.

    ``temporal`` connects when it is first needed, so that the doors open also while Temporal is away.
    ``talamod`` is how long a receipt is waited for; it must be shorter than a proxy's own patience. ``grundregler`` are
    the rules of the files. ``temporal_sidor`` is what the addresses of Temporal's pages begin with, and the namespace.
    """

    motor: Engine
    temporal: Callable[[], Awaitable[Client]]
    grundregler: Regelverk
    klocka: Callable[[], datetime] = nu_utc
    talamod: timedelta = timedelta(seconds=20)
    temporal_sidor: tuple[str, str] | None = None

    @property
    def regelverk(self) -> Regelverk:
        """The rules in force, with what has been decided in the service (K16.5); some seconds old at most."""
        return self._gallande()

    @cached_property
    def _gallande(self) -> Gallande:
        return Gallande(self.motor, self.grundregler, _REGLER_HALLS)


class UtanRegel(RuntimeError):
    """A route declares no rule: who may pass it is not said anywhere."""


def skapa_app(
    inst: Dorrinstallningar,
    hus: Hus,
    *,
    till: Iterable[Montera] = (),
    sidor: Sidor | None = None,
    klocka: Callable[[], datetime] | None = None,
) -> FastAPI:
    """The app.

    Args:
        till: what else is mounted, a desk for example; its routes declare their rules as ours do.
        sidor: what is shown to people at the doors; default plain pages.
        klocka: what the time is, for sessions and employments.

    Raises:
        UtanRegel: a route that declares no rule.
    """

    @asynccontextmanager
    async def liv(_app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.inloggning.genast.stang()
        hus.motor.dispose()

    app = FastAPI(
        title="Insatsflöde",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=liv,
        redirect_slashes=False,
    )
    app.state.hus = hus
    app.state.sidor = sidor or EnklaSidor()
    app.state.frekvens = Frekvens(inst.frekvens)
    app.state.inloggning = Inloggning(hus.motor, inst, Utfardare(inst), klocka or hus.klocka)
    ta_hand_om_fel(app)
    for router in ROUTRAR:
        ta_in(app, router)
    for montera in till:
        montera(app)
    ta_in(app, inloggning.forsta)  # last: a desk has a first page of its own
    if utan := utan_regel(app):
        raise UtanRegel(f"vägar utan regel: {', '.join(utan)}")
    app.openapi = lambda: _schema(app)  # type: ignore[method-assign]
    # Addresses are counted apart from people: many may share one, and one may have many.
    app.add_middleware(Skydd, inst=inst, frekvens=Frekvens(inst.frekvens * 5), utfardare=inst.oidc_utfardare)
    return app


def ta_in(app: FastAPI, router: APIRouter) -> None:
    """Take a router's ways in as they were made.

    To include it would make each of them once more, with its model and its dependencies, for the sake of a prefix that
    none of ours is given: half a second of each start.
    """
    app.router.routes.extend(router.routes)


def _schema(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        app.openapi_schema = skapa_schema(app, kommandon.NAMNGIVNA)
    return app.openapi_schema


def app_utan_hus() -> FastAPI:
    """An app that nobody is let into and that reaches nothing: what it would offer, for its description."""

    async def ingen() -> Client:
        raise IngenKontakt("ingen Temporal-server är angiven")

    return skapa_app(
        Dorrinstallningar.model_construct(), Hus(create_engine("postgresql+psycopg://"), ingen, Regelverk((), ()))
    )


def vagar(app: FastAPI) -> list[RouteContext]:
    """Every way in, those of included routers too."""
    return list(iter_route_contexts(app.routes))


def utan_regel(app: FastAPI) -> list[str]:
    """The ways in that declare no rule. Files that are mounted as they are must be for anybody: ``OPPNA_FILER``."""
    return [beskriv(v) for v in vagar(app) if v.name != OPPNA_FILER and regel_for(v) is None]


def beskriv(vag: RouteContext) -> str:
    """A way in, in words."""
    return f"{','.join(sorted(vag.methods or ()))} {vag.path}".strip()


def regel_for(vag: RouteContext) -> Regel | None:
    """The rule that a way in declares, itself or through what it depends on."""
    kvar = [d] if (d := getattr(vag, "dependant", None)) else []
    while kvar:
        d = kvar.pop()
        if isinstance(d.call, Regel):
            return d.call
        kvar.extend(d.dependencies)
    return None
