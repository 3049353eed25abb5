"""A day 1 that is refused."""

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from tests.verktyg.meningar import prova_avslag
from tests.verktyg.spel import Spel


def nekas(regel: str, falt: str, insats: str = "AMI2", **fakta: Any) -> str:
    with pytest.raises(Avvisning) as fel:
        Spel.aktualiserat(insats, **fakta)
    assert (fel.value.regel, fel.value.falt) == (regel, falt)
    prova_avslag(str(fel.value))
    return str(fel.value)
