"""What the register takes of a kund and a karriärvägledare, and who may name staff for a protected kund."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.avvisning import Avvisning
from domain.kund import KARRIARVAGLEDARFALT, SKYDD, kundfalt, las_falt, slutfor_karriarvagledare, slutfor_kund
from domain.parter import SYSTEMET, Aktor, Roll
from domain.skydd import far_oppna_skyddat, prova_namngivning

IDAG = date(2026, 11, 22)
NUMMER = "19900502-2398"
KV1, KV2 = (Aktor(Roll.KARRIARVAGLEDARE, f"kv{n}") for n in (1, 2))
H1 = Aktor(Roll.ANORDNARE, "h1", "Anordnare A")
CHEF, DSS = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")


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


@pytest.mark.krav("K1.2", "K3.2", "K3.3", "K5.1")
@pytest.mark.parametrize(
    ("skrivet", "falt", "sagt"),
    [
        ({"namn": "Åsa"}, "personnummer", "får utelämnas bara för en kund med skyddade personuppgifter (K3.2, §3.1)"),
        ({"namn": "Åsa", "skydd": "inget"}, "personnummer", "får utelämnas bara"),
        ({"personnummer": NUMMER}, "namn", "får utelämnas bara för en kund med skyddade personuppgifter (K5.1, §5.1)"),
        ({"skydd": SKYDD[0]}, "fodelsedatum", "krävs när personnumret utelämnas (K1.2, §1.2)"),
        ({"skydd": SKYDD[0], "fodelsedatum": str(IDAG + timedelta(days=1))}, "fodelsedatum", "i framtiden"),
        ({"personnummer": NUMMER, "namn": "Å", "fodelsedatum": "1990-05-03"}, "fodelsedatum", "stämmer inte med"),
        ({"personnummer": "19900502-2399", "namn": "Å"}, "personnummer", "kontrollsiffran stämmer inte"),
        ({"skydd": "hemlig"}, "skydd", "ska vara något av inget, skyddad_folkbokforing"),
        ({"id": "199005022398"}, "id", "får inte vara ett personnummer (K3.3, §3)"),
        ({"id": "Å B"}, "id", "ska vara 2–40 små bokstäver"),
        ({"id": "kund"}, "id", "ska vara 2–40 små bokstäver"),
        ({"epost": "åsa"}, "epost", "ska vara en e-postadress"),
        ({"telefon": "ring mig"}, "telefon", "ska vara ett telefonnummer"),
        ({"adress": "en\nannan"}, "adress", "ska vara en rad"),
        ({"fodelsedatum": "1990-5-2"}, "fodelsedatum", "ÅÅÅÅ-MM-DD"),
    ],
)
def test_what_a_kund_cannot_be_is_refused_by_field_and_rule(skrivet: dict[str, str], falt: str, sagt: str) -> None:
    with pytest.raises(Avvisning) as fel:
        las(**skrivet)
    assert fel.value.falt == falt
    assert sagt in str(fel.value)
    assert NUMMER not in str(fel.value)


@pytest.mark.krav("K5.1")
def test_a_karriarvagledare_has_name_address_and_days() -> None:
    skrivet = {"id": "kv1", "namn": "Åsa Ek", "epost": "asa@nacka.example", "fran": "2024-01-01"}
    kv = las_falt(KARRIARVAGLEDARFALT, skrivet)
    slutfor_karriarvagledare(kv, IDAG)
    slutfor_karriarvagledare(kv | {"till": date(2024, 1, 1)}, IDAG)
    with pytest.raises(Avvisning, match="till: sista dagen ligger före första"):
        slutfor_karriarvagledare(kv | {"till": date(2023, 12, 31)}, IDAG)
    with pytest.raises(Avvisning, match="namn: fältet är tomt"):
        las_falt(KARRIARVAGLEDARFALT, skrivet | {"namn": " "})


@pytest.mark.krav("K3.2")
def test_only_those_who_are_named_or_responsible_open_what_is_protected() -> None:
    def far(vem: Aktor) -> bool:
        return far_oppna_skyddat(vem, kund="ku-1", namngivna={str(H1), str(DSS)}, ansvariga={"kv1"})

    assert [far(v) for v in (KV1, H1, DSS, Aktor(Roll.KUND, "ku-1"))] == [True] * 4
    andra = (KV2, CHEF, SYSTEMET, Aktor(Roll.KUND, "ku-2"), Aktor(Roll.ANORDNARE, "h2", "Anordnare A"))
    assert [far(v) for v in andra] == [False] * 5
    # The same id in another role or organisation is somebody else.
    assert not far(Aktor(Roll.ARBETSLEDARE, "kv1")) and not far(Aktor(Roll.ANORDNARE, "h1", "Anordnare B"))


@pytest.mark.krav("K3.2")
def test_who_may_name_whom() -> None:
    for av in (CHEF, DSS):
        prova_namngivning(H1, av, ansvarig=False)
    prova_namngivning(H1, KV1, ansvarig=True)
    for vem, av, ansvarig, sagt in (
        (H1, KV2, False, "görs av kundansvarig"),
        (H1, Aktor(Roll.EKONOM, "e1"), True, "görs av kundansvarig"),
        (CHEF, CHEF, False, "sin egen behörighet"),
        (SYSTEMET, CHEF, False, "bara personal"),
        (Aktor(Roll.KUND, "ku-1"), CHEF, False, "bara personal"),
    ):
        with pytest.raises(Avvisning, match=sagt) as fel:
            prova_namngivning(vem, av, ansvarig=ansvarig)
        assert fel.value.regel == "K3.2"
