"""What the register takes of a kund and a karriärvägledare (K1.2, K3.2, K5.1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.register.falt import las_falt
from domain.register.karriarvagledare import KARRIARVAGLEDARFALT, slutfor_karriarvagledare
from domain.register.kund import SKYDD, kundfalt, slutfor_kund

IDAG = date(2026, 11, 22)
NUMMER = "19900502-2398"


def las(**skrivet: str) -> dict[str, Any]:
    kund = las_falt(kundfalt(IDAG), skrivet)
    slutfor_kund(kund, IDAG)
    return kund


@pytest.mark.krav("K1.2")
def test_the_personnummer_tells_the_birth_date() -> None:
    assert las(personnummer=NUMMER, namn=" Åsa ") == {
        "personnummer": "199005022398", "namn": "Åsa", "fodelsedatum": date(1990, 5, 2),
    }  # fmt: skip
    assert las(personnummer=NUMMER, namn="Åsa", fodelsedatum="1990-05-02")["fodelsedatum"] == date(1990, 5, 2)


@pytest.mark.krav("K3.2")
@pytest.mark.parametrize("skydd", SKYDD)
def test_only_a_protected_kund_may_be_without_personnummer_and_name(skydd: str) -> None:
    kund = las(skydd=skydd.upper(), fodelsedatum="1990-05-02")
    assert (kund["skydd"], kund.get("personnummer"), kund.get("namn")) == (skydd, None, None)


EN_RAD = "ska vara en rad på högst 200 tecken"
UTELAMNAS = "får utelämnas bara för en kund med skyddade personuppgifter"
KUND_ID = "id: ska vara 2–40 små bokstäver, siffror eller tecknen . _ - (K3.3, §3)"
ETT_DATUM = "fodelsedatum: ska vara ett datum, ÅÅÅÅ-MM-DD (K1.2, §1.2)"


@pytest.mark.krav("K1.2", "K3.2", "K3.3", "K5.1")
@pytest.mark.parametrize(
    ("skrivet", "sagt"),
    [
        ({"namn": "Åsa"}, f"personnummer: {UTELAMNAS} (K3.2, §3.1)"),
        ({"namn": "Åsa", "skydd": "inget"}, f"personnummer: {UTELAMNAS} (K3.2, §3.1)"),
        ({"personnummer": NUMMER}, f"namn: {UTELAMNAS} (K5.1, §5.1)"),
        ({"skydd": SKYDD[0]}, "fodelsedatum: krävs när personnumret utelämnas (K1.2, §1.2)"),
        (
            {"skydd": SKYDD[0], "fodelsedatum": str(IDAG + timedelta(days=1))},
            "fodelsedatum: födelsedatumet ligger i framtiden (K1.2, §1.2)",
        ),
        (
            {"skydd": SKYDD[0], "fodelsedatum": "1895-11-22"},
            "fodelsedatum: födelsedatumet ligger mer än 130 år tillbaka (K1.2, §1.2)",
        ),
        (
            {"personnummer": NUMMER, "namn": "Å", "fodelsedatum": "1990-05-03"},
            "fodelsedatum: stämmer inte med personnumret (K1.2, §1.2)",
        ),
        (
            {"personnummer": "19900502-2399", "namn": "Å"},
            "personnummer: kontrollsiffran stämmer inte (K1.2, §1.2)",
        ),
        (
            {"skydd": "hemlig"},
            "skydd: ska vara något av inget, skyddad_folkbokforing, sekretessmarkering, fingerade_personuppgifter"
            " (K3.2, §3.1)",
        ),
        ({"id": "199005022398"}, "id: får inte vara ett personnummer (K3.3, §3)"),
        ({"id": "Å B"}, KUND_ID),
        ({"id": "kund"}, KUND_ID),
        ({"id": "k"}, KUND_ID),
        ({"id": "k" * 41}, KUND_ID),
        ({"epost": "åsa"}, "epost: ska vara en e-postadress (K5.1, §5.1)"),
        ({"telefon": "ring mig"}, "telefon: ska vara ett telefonnummer (K5.1, §5.1)"),
        ({"adress": "en\nannan"}, f"adress: {EN_RAD} (K5.1, §5.1)"),
        ({"namn": "x" * 201}, f"namn: {EN_RAD} (K5.1, §5.1)"),
        ({"karriarvagledare": "a\u200bb"}, "karriarvagledare: får inte innehålla osynliga tecken (K5.1, §5.1)"),
        ({"fodelsedatum": "1990-5-2"}, ETT_DATUM),
        ({"fodelsedatum": "19900502"}, ETT_DATUM),
        ({"fodelsedatum": "1990-02-30"}, ETT_DATUM),
        ({"fodelsedatum": "١٩٩٠-٠٥-٠٢"}, ETT_DATUM),
    ],
)
def test_what_a_kund_cannot_be_is_refused_by_field_and_rule(skrivet: dict[str, str], sagt: str) -> None:
    with pytest.raises(Avvisning) as fel:
        las(**skrivet)
    assert str(fel.value) == sagt
    assert NUMMER not in str(fel.value)


@pytest.mark.krav("K5.1")
def test_what_is_just_short_enough_is_taken_and_every_field_is_kept_as_it_was_written() -> None:
    skrivet = {
        "id": "k" * 40, "personnummer": f" {NUMMER} ", "namn": "x" * 200, "epost": "a" * 188 + "@nacka.se.eu",
        "telefon": "+46 (0)8-718 80 00", "adress": "Granitvägen 15", "skydd": "INGET", "karriarvagledare": "kv1",
        "fodelsedatum": " ",
    }  # fmt: skip
    assert len(skrivet["epost"]) == 200
    assert las(**skrivet) == {
        **skrivet, "personnummer": "199005022398", "skydd": None, "fodelsedatum": date(1990, 5, 2),
    }  # fmt: skip
    with pytest.raises(Avvisning, match="epost: ska vara en e-postadress"):
        las(epost="a" + skrivet["epost"])


@pytest.mark.krav("K1.2", "K3.2", "K3.3", "K5.1")
def test_every_field_of_a_kund_has_the_rule_that_it_rests_on() -> None:
    assert {namn: (f.regel, f.kravs) for namn, f in kundfalt(IDAG).items()} == {
        "id": ("K3.3", False), "personnummer": ("K1.2", False), "fodelsedatum": ("K1.2", False),
        "namn": ("K5.1", False), "epost": ("K5.1", False), "telefon": ("K5.1", False), "adress": ("K5.1", False),
        "skydd": ("K3.2", False), "karriarvagledare": ("K5.1", False),
        "socialsekreterare": ("K9.5", False), "sprak": ("K5.1", False), "tolk": ("K5.1", False),
    }  # fmt: skip


@pytest.mark.krav("K5.1")
def test_a_karriarvagledare_has_name_address_and_days() -> None:
    skrivet = {"id": "kv1", "namn": "Åsa Ek", "epost": "asa@nacka.example", "fran": "2024-01-01"}
    kv = las_falt(KARRIARVAGLEDARFALT, skrivet)
    slutfor_karriarvagledare(kv, IDAG)
    slutfor_karriarvagledare(kv | {"till": date(2024, 1, 1)}, IDAG)
    with pytest.raises(Avvisning) as fel:
        slutfor_karriarvagledare(kv | {"till": date(2023, 12, 31)}, IDAG)
    assert str(fel.value) == "till: sista dagen ligger före första dagen (K5.1, §5.1)"


@pytest.mark.krav("K5.1", "K3.3")
@pytest.mark.parametrize(
    ("skrivet", "sagt"),
    [
        ({"namn": " "}, "namn: fältet är tomt (K5.1, §5.1)"),
        ({"fran": "idag"}, "fran: ska vara ett datum, ÅÅÅÅ-MM-DD (K5.1, §5.1)"),
        ({"id": "KV"}, "id: ska vara 2–40 små bokstäver, siffror eller tecknen . _ - (K5.1, §5.1)"),
        ({"id": "900502-2398"}, "id: får inte vara ett personnummer (K5.1, §5.1)"),
    ],
)
def test_what_a_karriarvagledare_cannot_be_is_refused_by_field_and_rule(skrivet: dict[str, str], sagt: str) -> None:
    with pytest.raises(Avvisning) as fel:
        las_falt(KARRIARVAGLEDARFALT, skrivet)
    assert str(fel.value) == sagt
