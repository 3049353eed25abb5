"""YAML as people write it: one table, no key twice, and every date as the text it was written as."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_VARFOR: dict[type[OSError], str] = {
    FileNotFoundError: "den finns inte",
    IsADirectoryError: "det är en katalog",
    PermissionError: "du har inte rätt att läsa den",
}


class FelIYaml(ValueError):
    """A YAML file that cannot be read; the text is one Swedish line that names the file."""


class _Lasare(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice (of which PyYAML takes the last), and leaves dates as text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        # ``<<`` is left out: a merged key that is written again is how a template is adjusted
        egna = [n.value for n, _ in node.value if isinstance(n, yaml.ScalarNode) and not n.tag.endswith(":merge")]
        for nyckel in egna:
            if egna.count(nyckel) > 1:
                raise yaml.constructor.ConstructorError(
                    problem=f"nyckeln {nyckel} står två gånger", problem_mark=node.start_mark
                )
        return super().construct_mapping(node, deep)


_Lasare.yaml_implicit_resolvers = {
    tecken: [regel for regel in regler if regel[0] != "tag:yaml.org,2002:timestamp"]
    for tecken, regler in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def las_yaml(fil: Path) -> dict[str, Any]:
    """The table in a file; dates and times stay the text that they were written as.

    Raises:
        FelIYaml: no such file, not UTF-8, not YAML, or not a table with names as keys.
    """
    try:
        data = yaml.load(fil.read_text(encoding="utf-8"), _Lasare)
    except OSError as fel:
        varfor = next((text for typ, text in _VARFOR.items() if isinstance(fel, typ)), "den går inte att öppna")
        raise FelIYaml(f"{fil}: filen går inte att läsa ({varfor})") from fel
    except UnicodeDecodeError as fel:
        raise FelIYaml(f"{fil}: filen är inte skriven i UTF-8") from fel
    except (yaml.YAMLError, ValueError, RecursionError) as fel:
        raise FelIYaml(f"{fil}: filen är inte giltig YAML ({_var(fel)})") from fel
    if not isinstance(data, dict):
        raise FelIYaml(f"{fil}: filen ska vara en tabell med namn och värden")
    resultat: dict[str, Any] = _med_namn(data)
    return resultat


def _var(fel: Exception) -> str:
    """Where, and for our own complaints also what; PyYAML's are in English and say less than the line does."""
    if not isinstance(fel, yaml.MarkedYAMLError) or fel.problem_mark is None:
        return "okänd plats"
    plats = f"rad {fel.problem_mark.line + 1}, kolumn {fel.problem_mark.column + 1}"
    return f"{plats}: {fel.problem}" if fel.problem and fel.problem.startswith("nyckeln ") else plats


def _med_namn(varde: Any) -> Any:
    if isinstance(varde, Mapping):
        return {str(k): _med_namn(v) for k, v in varde.items()}
    if isinstance(varde, list):
        return [_med_namn(v) for v in varde]
    return varde
