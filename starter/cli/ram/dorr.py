"""The door to all commands: whatever goes wrong is one Swedish line on stderr and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import click

from domain.grund.avvisning import Avvisning
from starter.cli.ram.svenska import som_rad, tala_svenska
from starter.visning.harmlost import harmlos_utskrift


@cache
def vantade() -> tuple[type[Exception], ...]:
    """What can go wrong without anything being wrong with the program.

    Asked for when something has gone wrong: to load all that can takes longer than most commands do.
    """
    from domain.regler.regelverk import SaknarRegel
    from domain.regler.varde import FelIRegelverk
    from persistence.databas.motor import DatabasFel, DataFel
    from regelverk import FelIFil
    from starter.provkorning.fil import FelIProvfil
    from starter.stod.filer.csvimport import FelIImport
    from starter.stod.filer.yamlfil import FelIYaml
    from starter.stod.installningar import FelInstallning
    from starter.stod.klient.kontakt import IngenKontakt
    from starter.stod.kryptering.namn import FelTokenfil, Nyckelfel
    from starter.stod.stack.processes import StackError

    return (
        Avvisning,
        DataFel,
        DatabasFel,
        FelIFil,
        FelIImport,
        FelInstallning,
        FelIProvfil,
        FelIRegelverk,
        FelIYaml,
        FelTokenfil,
        IngenKontakt,
        Nyckelfel,
        SaknarRegel,
        StackError,
    )


AVBRUTEN = 130


class Dorr(click.Group):
    """The outermost group. ``moduler``: command → the module below ``starter.cli`` that has it, to be loaded."""

    def __init__(self, *args: Any, moduler: Mapping[str, str] | None = None, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._moduler = moduler or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all, loaded or not."""
        return sorted({*self._moduler, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, loaded; None when there is no such."""
        if cmd_name not in self.commands and (namn := self._moduler.get(cmd_name)) is not None:
            modul = import_module(f"starter.cli.{namn}")
            kommando = next(k for k in vars(modul).values() if isinstance(k, click.Command) and k.name == cmd_name)
            _namnge(kommando)
            self.add_command(kommando)
        return self.commands.get(cmd_name)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "insats",
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - click's signature
        **extra: Any,
    ) -> Any:
        """Run, and leave the process with 0, 1 (refused or failed), 2 (wrongly asked) or 130 (interrupted)."""
        tala_svenska()
        _namnge(self)
        with harmlos_utskrift():
            try:
                _prova_kodning(sys.argv[1:] if args is None else args)
                kod = super().main(args, prog_name or "insats", complete_var, standalone_mode=False, **extra)
            except click.exceptions.NoArgsIsHelpError as fel:  # nothing is wrong yet: what there is to say is shown
                click.echo(fel.format_message())
                kod = fel.exit_code
            except click.ClickException as fel:
                _sag(som_rad(fel))
                kod = fel.exit_code
            except (click.Abort, KeyboardInterrupt):
                _sag("Avbrutet.")
                kod = AVBRUTEN
            except BrokenPipeError:  # the reader (head, less) has had enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                kod = 1
            except Exception as fel:
                if not isinstance(fel, vantade()):
                    raise
                _sag(str(fel))
                kod = 1
        sys.exit(kod if isinstance(kod, int) else 0)


def _namnge(kommando: click.Command) -> None:
    """What click calls OPTIONS and COMMAND in the line of usage."""
    kommando.options_metavar = "[VAL]"
    if isinstance(kommando, click.Group):
        kommando.subcommand_metavar = "KOMMANDO [ARGUMENT]..."
        for inre in kommando.commands.values():
            _namnge(inre)


def _sag(text: str) -> None:
    """One line, of what can be printed: what was typed comes back in it, and may hold codes for the terminal."""
    rad = "".join(t if t.isprintable() else "�" for t in " ".join(text.split()))
    click.echo(f"Fel: {rad}", err=True)


def _prova_kodning(args: Sequence[str]) -> None:
    """Python carries bytes that are no text as lone surrogates, which no database and no server takes.

    Raises: click.UsageError.
    """
    som = {"INSATS_SOM": os.environ.get("INSATS_SOM", "")}
    for namn, text in [*((f"argument {nr}", arg) for nr, arg in enumerate(args, 1)), *som.items()]:
        if any("\ud800" <= t <= "\udfff" for t in text):
            raise click.UsageError(f"{namn}: är inte UTF-8; kontrollera terminalens teckenkodning")
