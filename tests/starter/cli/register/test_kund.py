"""The registers and the protected kund at the command line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from persistence.insyn import oppningar
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from starter.cli.alla import insats
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt
from tests.persistence.conftest import spela

NUMMER = "19900502-2398"
KV, KV2, CHEF = "karriarvagledare:kv1", "karriarvagledare:kv2", "arbetsledare:al1"
H1, DSS = "anordnare:h1@Anordnare A", "dataskyddssamordnare:ds1"


@pytest.fixture(autouse=True)
def databasen(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for namn in ("TEMPORAL_ADDRESS", "INSATS_SOM", "REGELVERK_KATALOG"):
        monkeypatch.delenv(namn, raising=False)
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)


def kor(*argument: str, in_: str | None = None) -> Result:
    return CliRunner().invoke(insats, list(argument), input=in_)


def svar(*argument: str) -> Any:
    resultat = kor(*argument, "--json")
    assert resultat.exit_code == 0, resultat.stderr
    return json.loads(resultat.stdout)


def fel(*argument: str, in_: str | None = None) -> str:
    resultat = kor(*argument, in_=in_)
    assert resultat.exit_code == 1 and isinstance(resultat.exception, SystemExit), resultat.output
    assert NUMMER not in resultat.output
    return resultat.stderr.splitlines()[-1]


def text_av(*argument: str, in_: str | None = None) -> str:
    resultat = kor(*argument, in_=in_)
    assert resultat.exit_code == 0, resultat.stderr
    return resultat.stdout


@pytest.mark.krav("K1.2", "K5.1")
def test_a_kund_is_registered_changed_shown_and_listed() -> None:
    som_kv = ("--namn", "KV Ett", "--epost", "kv1@nacka.example", "--fran", "2024-01-01", "--som", CHEF)
    assert text_av("karriarvagledare", "lagg-till", "kv1", *som_kv) == "kv1 finns i registret.\n"
    assert [k["id"] for k in svar("karriarvagledare", "lista", "--som", KV)] == ["kv1"]
    nytt = svar("kund", "lagg-till", "--personnummer", NUMMER, "--namn", "Åsa Ek", "--som", KV)["id"]
    assert text_av("kund", "andra", nytt, "--telefon", "08-12 34 56", "--som", KV) == f"{nytt} är ändrad.\n"
    assert "ingenting är ändrat" in text_av("kund", "andra", nytt, "--telefon", "08-12 34 56", "--som", KV)
    visat = text_av("kund", "visa", nytt, "--dag", "2008-05-01", "--historik", "--som", CHEF)
    assert f"Personnummer: {NUMMER}" in visat and "Ålder 2008-05-01: 17 år" in visat
    assert "Telefon: – → 08-12 34 56" in visat and "karriarvagledare:kv1" in visat
    assert svar("kund", "visa", nytt, "--dag", "2008-05-02", "--som", CHEF)["alder"] == 18
    assert text_av("kund", "visa", "-", "--som", KV, in_=f"{NUMMER}\n").startswith(f"Id: {nytt}\n")
    assert svar("kund", "lista", "--karriarvagledare", "kv1", "--som", KV) == [
        {"id": nytt, "karriarvagledare": "kv1", "namn": "Åsa Ek", "skydd": None}
    ]
    assert "Åsa Ek" in text_av("kund", "lista", "--som", KV)


@pytest.mark.krav("K1.2", "K5.1")
def test_what_cannot_be_registered_is_one_line_with_field_and_rule() -> None:
    ny = ("kund", "lagg-till", "--som", KV, "--namn", "Åsa")
    assert fel(*ny, "--personnummer", "19900502-2399") == (
        "Fel: personnummer: kontrollsiffran stämmer inte (K1.2, §1.2)"
    )
    assert fel(*ny, "--personnummer", "-", in_="900502-2398\n").endswith(
        "personnummer: ska skrivas med tolv siffror, ÅÅÅÅMMDD-NNNN (K1.2, §1.2)"
    )
    assert fel(*ny) == ("Fel: personnummer: får utelämnas bara för en kund med skyddade personuppgifter (K3.2, §3.1)")
    svar(*ny, "--id", "k1", "--personnummer", NUMMER)
    assert fel(*ny, "--personnummer", NUMMER) == "Fel: personnummer: finns redan i registret (K5.1, §5.1)"
    assert "ange vad som ändras" in fel("kund", "andra", "k1", "--som", KV)
    assert "får utelämnas bara" in fel("kund", "andra", "k1", "--personnummer", "", "--som", KV)
    assert "finns inte i registret, eller är inte din att se" in fel("kund", "visa", "k2", "--som", KV)
    assert "dagen ligger före födelsen" in fel("kund", "visa", "k1", "--dag", "1990-05-01", "--som", KV)
    assert "det här gör" in fel("kund", "lista", "--som", H1)
    utan = ("karriarvagledare", "lagg-till", "kv1", "--namn", "X", "--epost", "x@y.se", "--som", CHEF)
    assert fel(*utan, "--fran", "i går") == "Fel: fran: ska vara ett datum, ÅÅÅÅ-MM-DD (K5.1, §5.1)"
    assert "karriärvägledaren kv9 finns inte" in fel("karriarvagledare", "andra", "kv9", "--namn", "Y", "--som", CHEF)


def test_karriarvagledare_are_imported_and_changed(tmp_path: Path) -> None:
    fil = tmp_path / "kv.csv"
    fil.write_text("id,namn,epost,fran\nkv1,Åsa,kv1@nacka.example,2024-01-01\n", encoding="utf-8")
    assert svar("karriarvagledare", "importera", str(fil), "--som", CHEF)["nya"] == 1
    text_av("karriarvagledare", "andra", "kv1", "--till", "2025-06-30", "--som", CHEF)
    assert svar("karriarvagledare", "lista", "--dag", "2025-07-01", "--som", KV) == []
    text_av("karriarvagledare", "andra", "kv1", "--till", "", "--som", CHEF)
    assert "tills vidare" in text_av("karriarvagledare", "lista", "--dag", "2025-07-01", "--som", KV)
    assert "det här gör" in fel("karriarvagledare", "importera", str(fil), "--som", KV)


class Framme(Exception):
    """Temporal was reached."""


class Temporal:
    """A server that only tells that it was reached."""

    def get_workflow_handle(self, _: str) -> Any:
        raise Framme


@pytest.mark.krav("K3.2")
class TestSkyddadKund:
    @pytest.fixture(autouse=True)
    def arende(self, motor: Engine) -> None:
        """A running case at Anordnare A whose kund is then given a protection."""
        for batch in spela("in-1", "Anordnare A", "kv1", "2024-04-01", med_text=True).batcher:
            skriv(motor, batch)
        dokument.spara(motor, "text-in-1", "in-1", "anmal_franvaro", H1, {"orsak": "influensa"})
        with motor.begin() as c:  # the played case's kund has an id that nobody in the register can have
            c.execute(text("UPDATE insats SET kund = 'k1'"))
        svar("kund", "lagg-till", "--id", "k1", "--personnummer", NUMMER, "--namn", "Åsa Ek", "--som", KV2)
        text_av("kund", "andra", "k1", "--skydd", "sekretessmarkering", "--som", CHEF)

    DORRAR = (
        ("visa", "in-1"),
        ("tidslinje", "in-1"),
        ("dokument", "in-1"),
        ("dokument", "in-1", "text-in-1"),
        ("mojliga", "in-1"),
        ("framat", "in-1"),
        ("forklara", "in-1", "bevakning", "genomforandeplan"),
        ("forklara", "in-1", "belopp", "2024-03"),
        ("forklara", "in-1", "avslag", "k1"),
        ("tank-om", "in-1", "avskriv", "--slag", "manadsrapport", "--avser", "2024-03", "--motivering", "x"),
    )
    LISTOR = (("arenden",), ("bevakningar", "--alla"), ("bevakningar", "--arende", "in-1"), ("inkorg", "--alla"))

    def test_every_command_answers_the_unnamed_as_if_there_were_no_case(self) -> None:
        for dorr in self.DORRAR:
            okand = tuple("in-2" if x == "in-1" else x for x in dorr)
            for som in (KV2, H1, CHEF):
                assert fel(*dorr, "--som", som) == fel(*okand, "--som", som).replace("in-2", "in-1"), dorr
        for lista in self.LISTOR:
            for som in (KV2, H1, CHEF):
                assert svar(*lista, "--som", som) == [], lista
        assert svar("olasta", "--som", CHEF) == []
        loggat = svar("oppningar", "k1", "--som", DSS)
        nekade = {(r["aktor"], r["dorr"]) for r in loggat if r["utfall"] == "nekad" and r["arende"] == "in-1"}
        dorrar = ("visa", "tidslinje", "dokument", "mojliga", "framat", "forklara ARENDE bevakning", "bevakningar",
                  "forklara ARENDE belopp", "forklara ARENDE avslag", "tank-om ARENDE avskriv")  # fmt: skip
        assert nekade == {(som, dorr) for som in (KV2, H1, CHEF) for dorr in dorrar}

    def test_every_command_answers_the_named_and_the_log_says_who_read_what(self) -> None:
        text_av("kund", "behorig", "k1", "--lagg-till", H1, "--som", CHEF)
        for som in (KV, H1):
            for dorr in (*self.DORRAR[:7], *self.LISTOR):
                assert svar(*dorr, "--som", som), (dorr, som)
        svar("visa", "in-1", "--som", H1)
        senast = svar("oppningar", "in-1", "--antal", "5", "--som", CHEF)
        assert [(r["aktor"], r["dorr"], r["vad"], r["utfall"]) for r in senast] == [
            (H1, "visa", vad, "oppnad")
            for vad in ("texterna", "ärendet med tidslinjen", "utbetalningarna", "bevakningarna", "ärendet")
        ]
        assert "öppnad" in text_av("oppningar", "k1", "--som", DSS)
        assert "det här gör" in fel("oppningar", "k1", "--som", KV)

    def test_a_new_karriarvagledare_of_the_kund_is_told_which_cases_are_still_anothers(self) -> None:
        for kv in ("kv1", "kv2"):
            uppgifter = ("--namn", kv, "--epost", f"{kv}@nacka.example", "--fran", "2024-01-01", "--som", CHEF)
            text_av("karriarvagledare", "lagg-till", kv, *uppgifter)
        svarat = text_av("kund", "andra", "k1", "--karriarvagledare", "kv2", "--som", KV)
        assert "in-1 har kvar kv1; byt med: insats sag in-1 byt_karriarvagledare --till kv2 (K5.1)" in svarat
        assert svar("visa", "in-1", "--som", KV2) and svar("visa", "in-1", "--som", KV), "both are responsible"
        assert text_av("kund", "andra", "k1", "--karriarvagledare", "kv1", "--som", KV) == "k1 är ändrad.\n"

    def test_staff_are_named_and_taken_away(self) -> None:
        assert [n["aktor"] for n in svar("kund", "behorig", "k1", "--lagg-till", H1, "--som", KV)] == [H1]
        assert svar("visa", "in-1", "--som", H1)
        assert "inga" not in text_av("kund", "behorig", "k1", "--som", KV)
        assert svar("kund", "behorig", "k1", "--ta-bort", H1, "--som", DSS) == []
        assert "är inte ditt att se" in fel("visa", "in-1", "--som", H1)
        (forr,) = svar("kund", "behorig", "k1", "--historik", "--som", DSS)
        assert (forr["beviljad_av"], forr["upphord_av"]) == (KV, DSS)
        assert "ingen beslutar om sin egen behörighet" in fel(
            "kund", "behorig", "k1", "--lagg-till", CHEF, "--som", CHEF
        )
        assert f"{H1} är inte namngiven" in fel("kund", "behorig", "k1", "--ta-bort", H1, "--som", DSS)
        assert "finns inte" in fel("kund", "behorig", "k1", "--lagg-till", H1, "--som", KV2)

    def test_what_is_said_or_asked_stops_at_the_door_and_its_words_are_not_kept(self, motor: Engine) -> None:
        klient = Insatsklient(Temporal(), motor)  # type: ignore[arg-type]
        sagt = {"kommando": "anmal_avvikelse", "datum": "2024-03-12", "beskrivning": "ord"}
        dorrar: dict[str, Callable[[Aktor], Any]] = {
            "kommandot anmal_avvikelse": lambda som: klient.kommando("in-1", sagt, som, kommando_id="a"),
            "kommandot anmal_avvikelse, i kön": lambda som: klient.lagg_i_kon("in-1", sagt, som, kommando_id="a"),
            "frågan tillstand": lambda som: klient.fraga("in-1", "tillstand", som),
        }
        for dorr in dorrar.values():
            with pytest.raises(IngenKontakt, match="ärendet in-1 finns inte, är slutfört, eller är inte ditt att se"):
                asyncio.run(dorr(Aktor.tolka(H1)))
        assert dokument.hamta(motor, "a") is None
        text_av("kund", "behorig", "k1", "--lagg-till", H1, "--som", CHEF)
        for dorr in dorrar.values():
            with pytest.raises(Framme):
                asyncio.run(dorr(Aktor.tolka(H1)))
        loggat = [(r.vad, r.utfall) for r in reversed(oppningar.las(motor, Aktor.tolka(DSS), "in-1"))]
        vad = [d.removesuffix(", i kön") for d in dorrar]
        assert loggat == [*((v, "nekad") for v in vad), *((v, "oppnad") for v in vad)]

    def test_a_case_is_not_started_by_the_unnamed_nor_with_another_birth_date(self, motor: Engine) -> None:
        klient = Insatsklient(Temporal(), motor)  # type: ignore[arg-type]

        def starta(som: str, **kund: Any) -> str:
            data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": {
                "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50, **kund}}  # fmt: skip
            with pytest.raises(Avvisning) as nej:
                asyncio.run(klient.starta(data, Aktor.tolka(som), arende="in-9"))
            return str(nej.value)

        # One who is there and closed is answered as one who is not.
        stangd = starta(KV2, id="k1")
        assert stangd == starta(KV2, id="k2") == starta(KV, id="k2", fodelsedatum="1990-05-03")
        assert stangd.startswith("kund.id: kunden finns inte i registret, eller är inte din att se; utelämna id:t")
        assert starta(KV, id="k1", fodelsedatum="1990-05-03").startswith("kund.fodelsedatum: stämmer inte med regist")
        assert starta(KV).startswith("kund.fodelsedatum: krävs för en kund som inte finns i registret")
        loggat = oppningar.las(motor, Aktor.tolka(DSS), "in-9")
        assert [(r.aktor, r.kund, r.utfall) for r in reversed(loggat)] == [(KV2, "k1", "nekad"), (KV, "k1", "oppnad")]
