"""The desk leads from what waits for an answer to the form that gives it (K4.6)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.liv.lagesbild import Bevakningsrad
from starter.skrivbord.vyer import avskrivning
from starter.skrivbord.vyer.formular import Falt
from starter.skrivbord.vyer.uppgift import lank
from starter.tjanster import arendeblad
from tests.starter.skrivbord.verktyg.bordet import Bord

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


@pytest.mark.krav("K0.8", "K13.7")
def test_what_is_written_off_is_chosen_and_an_address_may_have_chosen_it() -> None:
    val = avskrivning.ifylld({"slag": "manadsrapport", "avser": "2024-03", "motivering": "x"})
    assert val == {"slag": "manadsrapport:2024-03", "avser": "", "motivering": "x"}
    assert avskrivning.ifylld({"slag": "uppdrag"}) == {"slag": "uppdrag"}
    falt = [Falt("slag", "val", "Vad", "", True), Falt("motivering", "text", "Motivering", "", True)]
    for skrivet in (val, {"slag": "manadsrapport", "avser": "2024-03", "motivering": "x"}):
        assert avskrivning.las(falt, skrivet, "avskriv") == {
            "kommando": "avskriv", "slag": "manadsrapport", "avser": "2024-03", "motivering": "x",
        }  # fmt: skip
    assert avskrivning.las(falt, {"slag": "uppdrag"}, "avskriv") == {"kommando": "avskriv", "slag": "uppdrag"}


@pytest.mark.krav("K0.8", "K13.7")
def test_the_form_offers_what_is_late_and_nothing_else(bord: Bord) -> None:
    k = bord.som("karin")
    som = Aktor.tolka("karriarvagledare:kv1")
    for arende in (f"in-exempel{n:02}" for n in range(1, 11)):
        b = arendeblad.blad(bord.motor, som, arende)
        sena = {r.nyckel for r in b.bevakningar if r.utfall == "forsenad"}
        html = k.get(f"/arenden/{arende}/gor/avskriv").text
        if "avskriv" in b.mojliga:
            assert {v for v, _ in avskrivning.falten(b, "avskriv")[0].val} == sena
            assert all(f'value="{n}"' in html for n in sena), arende
            assert sena or "Inget är försenat i ärendet" in html
            assert 'name="avser"' not in html
