"""The routine's numbers as dated data, one TOML file per edition, and the reading of those files.

What the files must contain is checked by `domain.regler.provning`; here they are only found and parsed.
"""

import re
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

_HANVISNINGAR = "tabeller/hanvisningar.toml"
"""In a folder of its own, since every TOML file beside this one is an edition."""


class FelIFil(ValueError):
    """A file of the regelverk that cannot be read: which file (or folder), and why, in Swedish."""

    def __init__(self, fil: str, skal: str) -> None:
        self.fil, self.skal = fil, skal
        super().__init__(f"{fil}: {skal}")


def las_utgavor(katalog: Path | None = None) -> dict[str, dict[str, object]]:
    """Every edition in `katalog`, by default those shipped with the service: file name → parsed TOML.

    Raises: FelIFil when the folder or a file cannot be read, is not TOML, or there is no file at all.
    """
    rot: Traversable = katalog if katalog is not None else resources.files(__name__)
    try:
        filer = sorted((f for f in rot.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    except OSError as fel:
        raise FelIFil(str(rot), "katalogen går inte att läsa") from fel
    if not filer:
        raise FelIFil(str(rot), "katalogen innehåller ingen utgåva av regelverket (.toml)")
    return {fil.name: las_utgava(fil) for fil in filer}


def las_hanvisningar(katalog: Path | None = None) -> tuple[str, dict[str, object]]:
    """The table of hänvisningar (§4.1) with the name of its file: the one in `katalog`, else the one shipped.

    Raises: FelIFil when it cannot be read or is not TOML.
    """
    egen = katalog / _HANVISNINGAR if katalog is not None else None
    fil: Traversable = egen if egen is not None and egen.is_file() else resources.files(__name__) / _HANVISNINGAR
    return _HANVISNINGAR, las_utgava(fil, _HANVISNINGAR)


def las_utgava(fil: Traversable, namn: str | None = None) -> dict[str, object]:
    """One edition, parsed; a fault is told under `namn`, by default the file's own.

    Raises: FelIFil when it cannot be read or is not TOML.
    """
    namn = namn or fil.name
    try:
        return tomllib.loads(fil.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fel:
        plats = _PLATS.search(str(fel))
        var = f" (rad {plats[1]}, kolumn {plats[2]})" if plats else ""
        raise FelIFil(namn, f"filen är inte giltig TOML{var}") from fel
    except UnicodeDecodeError as fel:
        raise FelIFil(namn, "filen är inte skriven i UTF-8") from fel
    except OSError as fel:
        raise FelIFil(namn, "filen går inte att läsa") from fel


_PLATS = re.compile(r"at line (\d+), column (\d+)")
"""Where the parser stumbled, of its English sentence."""
