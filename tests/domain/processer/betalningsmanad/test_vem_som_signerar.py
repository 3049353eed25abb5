"""Who signs a payment month: the ekonom and the arbetsledare, and nobody else (K14.6)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from tests.domain.processer.betalningsmanad.test_betalningsmanad import (
    ANORDNARE,
    ATERLAMNA,
    ATTESTERA,
    E1,
    FORBERED,
    KV,
    Manaden,
)


@pytest.mark.krav("K14.6", sort="avslag")
@pytest.mark.parametrize("av", [KV, ANORDNARE])
@pytest.mark.parametrize("sagt", [ATTESTERA, ATERLAMNA])
def test_what_is_prepared_is_attested_and_returned_by_no_other_role(av: Aktor, sagt: dict[str, Any]) -> None:
    m = Manaden.stangd().sager(E1, "2024-04-16T09:00", FORBERED)
    with pytest.raises(Avvisning, match="ekonomen eller arbetsledaren"):
        m.sager(av, "2024-04-16T10:00", sagt)
    assert m.status == "forberedd"
