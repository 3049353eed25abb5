"""The kommandon of the routine as subcommands: the same options wherever they are said or only thought of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from domain.grund.kallor import hanvisning
from domain.grund.parter import BENAMNING
from domain.liv.rutin import KOMMANDON
from domain.skeende.kommando import Kommando
from starter.cli.ram.gemensamt import json_val, som_val
from starter.cli.ram.kommandoval import val_for

Utfor = Callable[..., None]
"""Is called with the verb, the case, and everything that was written."""


class Verbgrupp(click.Group):
    """One subcommand for each kommando of the routine, made from its fields; ``utfor`` is what it does."""

    def __init__(self, *args: Any, utfor: Utfor, egna: Callable[[str], list[click.Parameter]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._utfor, self._egna = utfor, egna

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [verb for verb in KOMMANDON if verb != "aktualisera"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        verb = cmd_name.replace("-", "_")
        typ = KOMMANDON.get(verb)
        return None if typ is None or verb == "aktualisera" else self._kommando(verb, typ)

    def _kommando(self, verb: str, typ: type[Kommando]) -> click.Command:
        def utfor(**varden: Any) -> None:
            self._utfor(verb, click.get_current_context().obj, **varden)

        kommando = click.Command(
            verb,
            callback=utfor,
            params=[*val_for(typ), *self._egna(verb)],
            help=f"{typ.rubrik} ({hanvisning(typ.regel)}). Görs av {', '.join(BENAMNING[r] for r in typ.roller)}.",
            short_help=f"{typ.rubrik} ({typ.regel})",
            options_metavar="[VAL]",
        )
        return json_val(som_val(kommando))
