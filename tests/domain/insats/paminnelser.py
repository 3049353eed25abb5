"""What is reminded of in a case."""

from typing import Any

from tests.verktyg.spel import Spel


def paminnelser(fall: Spel, slag: str) -> list[Any]:
    return [p.tid for p in fall.poster if p.handelse.slag == "paminnelse_skickad" and p.handelse.bevakning == slag]
