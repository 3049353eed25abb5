"""What the commands share: who is speaking, the way to the servers, and how an answer is shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import click
from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from domain.grund.text import som_skrivna_koder
from persistence.databas.motor import skapa_motor
from persistence.insyn.oppningar import DORR
from starter.stod.installningar import FelInstallning, Installningar, las_installningar
from starter.visning.json import enkelt

F = TypeVar("F", bound=Callable[..., Any] | click.Command)
T = TypeVar("T")


class _Som(click.ParamType[Aktor]):
    name = "roll:id[@organisation]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Aktor:
        if isinstance(value, Aktor):
            return value
        try:
            aktor = Aktor.las(str(value))
        except ValueError as fel:
            self.fail(str(fel), param, ctx)
        if aktor.roll is Roll.SYSTEM:
            self.fail("rollen system är tjänstens egen; ingen talar som den", param, ctx)
        return aktor


AKTOR = _Som()
"""The type of an option that names an actor."""


def som_val(f: F) -> F:
    """``--som``, or INSATS_SOM; without them whoever is logged in (``insats logga-in``)."""
    return click.option(
        "--som",
        type=AKTOR,
        callback=_eller_inloggad,
        envvar="INSATS_SOM",
        show_envvar=True,
        help="Vem du är, i sandlådan och för driften: roll:id, för en anordnare roll:id@organisation. "
        "Utelämnat: den du är inloggad som (insats logga-in).",
    )(f)


def _eller_inloggad(ctx: click.Context, param: click.Parameter, value: Aktor | None) -> Aktor | None:
    if value is not None or ctx.resilient_parsing:
        return value
    from starter.stod.klient.http import sparad  # what talks HTTP takes a while to load

    if (inloggad := sparad()) is None:
        raise click.MissingParameter("Logga in med insats logga-in, eller ange --som i sandlådan.", ctx, param)
    return inloggad


def json_val(f: F) -> F:
    """``--json``."""
    return click.option("--json", "som_json", is_flag=True, help="Skriv svaret som JSON.")(f)


def skriv_json(varde: Any) -> None:
    """An answer for programs: keys sorted, instants in UTC."""
    click.echo(som_skrivna_koder(json.dumps(enkelt(varde), ensure_ascii=False, indent=2, sort_keys=True)))


@contextmanager
def databas(inst: Installningar | None = None) -> Iterator[Engine]:
    """The application database. Raises FelInstallning, DatabasFel."""
    inst = inst or las_installningar()
    if not inst.database_url:
        raise FelInstallning("DATABASE_URL: ingen databas är angiven; starta allt med insats upp, eller sätt variabeln")
    motor = skapa_motor(inst.database_url)
    har = click.get_current_context(silent=True)
    # The log of openings tells by which command (K3.2).
    dorr = DORR.set(har.command_path.removeprefix("insats ") if har else DORR.get())
    try:
        yield motor
    finally:
        DORR.reset(dorr)
        motor.dispose()


def kor(arbete: Coroutine[Any, Any, T]) -> T:
    """Run what talks with Temporal, without the client library's own remarks on stderr."""
    # Imported here: it takes a quarter of a second, and most commands only read the database.
    from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig

    with suppress(RuntimeError):  # set by an earlier command in the same process
        Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter="OFF"))))
    return asyncio.run(arbete)
