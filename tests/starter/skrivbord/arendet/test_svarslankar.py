"""The desk leads from what waits for an answer to the form that gives it (K4.6)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.grund.parter import Roll
from domain.liv import rutin
from domain.liv.lagesbild import Bevakningsrad
from starter.skrivbord.vyer.uppgift import lank

KV, AL = Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE


def svar(avser: str, hos: Roll) -> Bevakningsrad:
    nu = datetime(2024, 4, 11, tzinfo=UTC)
    return Bevakningsrad(
        f"svar:{avser}", "svar", avser, "K4.6", hos, None, nu, date(2024, 4, 18), "oppen", None
    )  # fmt: skip


@pytest.mark.krav("K4.6", "K13.2", "K13.7", "K13.9")
@pytest.mark.parametrize(
    ("avser", "hos", "vart"),
    [
        ("anmalan-2", KV, "gor/besvara_anmalan?nummer=2"),
        ("forslag-avslut-1", KV, "gor/besvara_forslag?sort=avslut"),
        ("trad-3-1", KV, "meddelanden/3"),
        ("attest-avslut-2", AL, "gor/attestera_avslut"),
        ("attest-rattelse-31", AL, "gor/besluta_rattelse"),
        (
            "attest-avskrivning-31-manadsrapport-2024-03", AL,
            "gor/besluta_avskrivning?slag=manadsrapport&avser=2024-03",
        ),
        (
            "attest-avskrivning-31-slutrapport-2024-06-10", AL,
            "gor/besluta_avskrivning?slag=slutrapport&avser=2024-06-10",
        ),
        ("onskemal-byte-av-anordnare-1", KV, "gor/besvara_onskemal?sort=byte_av_anordnare"),
        ("onskemal-trepartssamtal-2", KV, "gor/besvara_onskemal?sort=trepartssamtal"),
        ("onskemal-byte-av-anordnare-1-samtal", KV, "gor/besluta_avslut"),
    ],
)  # fmt: skip
def test_what_waits_leads_to_where_it_is_answered_and_for_another_to_the_case(avser: str, hos: Roll, vart: str) -> None:
    assert lank("in-1", svar(avser, hos), hos) == (f"/arenden/in-1/{vart}", "Svara")
    annan = AL if hos is KV else KV
    assert lank("in-1", svar(avser, hos), annan) == ("/arenden/in-1", "Visa")
    if vart.startswith("gor/"):
        verb = vart.removeprefix("gor/").partition("?")[0]
        assert verb in rutin.KOMMANDON
        assert hos in rutin.KOMMANDON[verb].roller
