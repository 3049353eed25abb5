"""The routine's numbers as dated data, one TOML file per edition, and the reading of those files.

What the files must contain is checked by `domain.regelverkskontroll`; here they are only found and parsed.
"""

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path


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
    return {fil.name: _las(fil) for fil in filer}


def _las(fil: Traversable) -> dict[str, object]:
    try:
        return tomllib.loads(fil.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fel:
        raise FelIFil(fil.name, f"filen är inte giltig TOML ({fel})") from fel
    except UnicodeDecodeError as fel:
        raise FelIFil(fil.name, "filen är inte skriven i UTF-8") from fel
    except OSError as fel:
        raise FelIFil(fil.name, "filen går inte att läsa") from fel
