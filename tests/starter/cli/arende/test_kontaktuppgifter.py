"""How the kund is reached, at the doors: every role, and every look in the log (K6.7, K3.2, K3.8)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv.lagring import post_till_json
from kontrakt.insats import Batch
from persistence.insyn import oppningar
from persistence.journal.skrivning import skriv
from persistence.register.kund import skrivning
from starter.cli.alla import insats
from starter.tjanster import arendeblad
from tests.verktyg.spel import KV, Spel

H1, KOLLEGA, FRAMMANDE = (Aktor(Roll.ANORDNARE, vem, org) for vem, org in (("h1", "A"), ("a9", "A"), ("h1", "B")))
ARBETSLEDARE, EKONOM = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.EKONOM, "e1")
DATASKYDD = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
KUND = {
    "id": "ku-1", "namn": "Åsa Ek", "personnummer": "198505022387", "telefon": "0701234567", "sprak": "svenska",
}  # fmt: skip
SLUT = date(2024, 4, 30)


@pytest.fixture
def fallet(motor: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    """A case at A, staffed with H1 on 2024-03-01, that ended on 2024-04-30."""
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    skrivning.lagg_till(motor, KV, dict(KUND), SLUT)
    skriv_in(motor, "ku-1")
    return motor


def skriv_in(motor: Engine, kund: str) -> None:
    fall = Spel.aktualiserat(id=kund).anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    fall.avsluta("2024-04-15", f"{SLUT}").till("2024-05-02")
    rader = tuple(post_till_json(p) for p in fall.poster)
    skriv(motor, Batch(fall.insats.arende, 0, rader, tuple(fall.meddelanden)))


def svaret(motor: Engine, som: Aktor, idag: date) -> str:
    """The telephone number, or the krav of the refusal."""
    try:
        return arendeblad.kontaktuppgifter(motor, som, "arende-1", idag).telefon or ""
    except Avvisning as avvisning:
        return avvisning.regel


def loggen(motor: Engine) -> list[tuple[str, str, str]]:
    alla = oppningar.las(motor, DATASKYDD, "ku-1")
    return [(o.aktor, o.vad, o.utfall) for o in reversed(alla) if o.vad == "kontaktuppgifter"]


@pytest.mark.krav("K6.7")
def test_every_role_at_every_time(fallet: Engine) -> None:
    dagar = [date(2024, 2, 29), date(2024, 3, 1), SLUT, SLUT + timedelta(days=14), SLUT + timedelta(days=15)]
    nummer = KUND["telefon"]
    vantat = {
        H1: ["K6.7", nummer, nummer, nummer, "K6.7"],
        KOLLEGA: ["K6.7"] * 5,
        KV: [nummer] * 5,
        ARBETSLEDARE: [nummer] * 5,
        EKONOM: ["K6.7"] * 5,
        FRAMMANDE: ["K3.3"] * 5,  # the case itself is not there
        Aktor(Roll.SOCIALSEKRETERARE, "ss1"): ["K3.3"] * 5,
        Aktor(Roll.KUNDKOORDINATOR, "kk1"): ["K3.3"] * 5,
        Aktor(Roll.SYSTEMSPECIALIST, "sp1"): ["K3.3"] * 5,
        DATASKYDD: ["K3.3"] * 5,
        Aktor(Roll.KUND, "ku-2"): ["K3.3"] * 5,
    }
    for som, svar in vantat.items():
        assert [svaret(fallet, som, dag) for dag in dagar] == svar, som


@pytest.mark.krav("K3.8", "K6.7")
def test_every_look_and_every_refusal_is_logged_though_the_kund_is_not_protected(fallet: Engine) -> None:
    svaret(fallet, H1, SLUT)
    svaret(fallet, KOLLEGA, SLUT)
    svaret(fallet, KV, SLUT)
    svaret(fallet, FRAMMANDE, SLUT)
    assert loggen(fallet) == [
        (str(H1), "kontaktuppgifter", "oppnad"),
        (str(KOLLEGA), "kontaktuppgifter", "nekad"),
        (str(KV), "kontaktuppgifter", "oppnad"),
    ]


@pytest.mark.krav("K3.2", "K6.7", sort="avslag")
def test_a_protected_identity_goes_first_also_for_one_who_is_named(fallet: Engine) -> None:
    with fallet.begin() as c:
        c.execute(text("UPDATE kund SET skydd = 'sekretessmarkering', karriarvagledare = NULL"))
    assert svaret(fallet, H1, SLUT) == "K3.3", "the case is closed to who is not named"
    with fallet.begin() as c:
        c.execute(
            text("INSERT INTO skyddsbehorighet (kund, aktor, beviljad_av) VALUES ('ku-1', :vem, 'x')"),
            {"vem": str(H1)},
        )
    assert svaret(fallet, H1, SLUT) == "K3.2"
    assert loggen(fallet)[-1] == (str(H1), "kontaktuppgifter", "nekad")


@pytest.mark.krav("K6.7", sort="avslag")
def test_a_kund_that_the_register_does_not_hold_has_none(motor: Engine) -> None:
    skriv_in(motor, "ku-9")
    assert svaret(motor, H1, SLUT) == "K3.2"


@pytest.mark.krav("K6.7")
def test_the_command_line_tells_it_without_the_personnummer(fallet: Engine) -> None:
    def kor(som: Aktor, *mer: str) -> str:
        return CliRunner().invoke(insats, ["kontaktuppgifter", "arende-1", "--som", str(som), *mer]).output

    assert json.loads(kor(KV, "--json")) == {
        "namn": "Åsa Ek", "telefon": "0701234567", "epost": None, "adress": None, "sprak": "svenska", "tolk": None,
    }  # fmt: skip
    skarm = kor(KV)
    assert "Telefon: 0701234567" in skarm and "Adress: uppgift saknas" in skarm
    assert "8505022387" not in skarm
    assert "visas för ärendets handläggare och den som vikarierar (K6.7, §7.1)" in kor(KOLLEGA)
    assert "visades till och med 2024-05-14" in kor(H1), "the day is today's"
