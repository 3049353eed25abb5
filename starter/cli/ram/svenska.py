"""Click in Swedish: its help and its usage errors.

Click asks gettext for each of its own texts. A compiled catalogue would depend on the user's locale, while this
tool speaks Swedish whatever the machine is set to, so the question is answered from a table instead.
"""

from __future__ import annotations

import click
from click import core, decorators, exceptions, formatting, parser, termui, types, utils

from domain.grund.beteckning import utan_nummer

TEXTER: dict[str, str] = {
    "Usage:": "Användning:",
    "Options": "Val",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Show this message and exit.": "Visa den här hjälpen.",
    "Show the version and exit.": "Visa versionen.",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "default: {default}": "förval: {default}",
    "env var: {var}": "miljövariabel: {var}",
    "required": "krävs",
    "(dynamic)": "(beräknas)",
    "deprecated": "utgående",
    "Aborted!": "Avbrutet.",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "Hjälp: {command} {option}",
    "Choose from:\n\t{choices}": "Välj någon av: {choices}",
    "Could not open file {filename!r}: {message}": "{filename}: filen går inte att läsa ({message})",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "Invalid value: {message}": "{message}",
    "Missing argument": "Argumentet saknas:",
    "Missing command.": "Kommandot saknas.",
    "Missing option": "Valet saknas:",
    "Missing parameter": "Uppgiften saknas:",
    "Missing parameter: {param_name}": "Uppgiften saknas: {param_name}",
    "Missing {param_type}": "Uppgiften saknas:",
    "No such command {name!r}.": "Okänt kommando: {name}.",
    "No such option {name!r}.": "Okänt val: {name}.",
    "Option {name!r} does not take a value.": "{name} tar inget värde.",
    "Option {name!r} requires an argument.": "{name} kräver ett värde.",
    "Option {name!r} requires {nargs} arguments.": "{name} kräver {nargs} värden.",
    "Argument {name!r} takes {nargs} values.": "{name} tar {nargs} värden.",
    "Got unexpected extra argument ({args})": "Överflödigt argument: {args}",
    "Got unexpected extra arguments ({args})": "Överflödiga argument: {args}",
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Menade du någon av {possibilities}?",
    "{value!r} is not {choice}.": "{value} ska vara {choice}.",
    "{value!r} is not one of {choices}.": "{value} är inte någon av {choices}.",
    "{value!r} is not a valid {number_type}.": "{value} är inte ett tal.",
    "{value!r} does not match the format {format}.": "{value} är inte ett datum; skriv ÅÅÅÅ-MM-DD.",
    "{value!r} does not match the formats {formats}.": "{value} är inte ett datum; skriv ÅÅÅÅ-MM-DD.",
    "{value} is not in the range {range}.": "{value} ligger utanför {range}.",
    "{name} {filename!r} does not exist.": "{filename} finns inte.",
    "{name} {filename!r} is a directory.": "{filename} är en katalog.",
    "{name} {filename!r} is a file.": "{filename} är en fil.",
    "{name} {filename!r} is not readable.": "{filename} går inte att läsa.",
    "Do you want to continue?": "Vill du fortsätta?",
    "file": "fil",
    "directory": "katalog",
    "path": "sökväg",
    "unknown error": "okänt fel",
}
"""Click's text → ours; what is not here is never shown by this tool."""


def _gettext(text: str) -> str:
    return TEXTER.get(text, text)


def _ngettext(en: str, flera: str, antal: int) -> str:
    return _gettext(en if antal == 1 else flera)


def tala_svenska() -> None:
    """Let click answer in Swedish from here on."""
    for modul in (core, decorators, exceptions, formatting, parser, termui, types, utils):
        for namn, svar in (("_", _gettext), ("ngettext", _ngettext)):
            if hasattr(modul, namn):
                setattr(modul, namn, svar)


def som_rad(fel: click.ClickException) -> str:
    """A usage error as one line, with where to read more; no personnummer comes back in it (K3.3)."""
    text = utan_nummer(" ".join(fel.format_message().split()).replace("(env var: ", "(miljövariabel: "))
    if isinstance(fel, click.UsageError) and fel.ctx is not None and fel.ctx.command.get_help_option(fel.ctx):
        punkt = "" if text.endswith((".", "?", "!", ":")) else "."
        return f"{text}{punkt} Hjälp: {fel.ctx.command_path} --help"
    return text
