"""The command line against the whole house: real database, real Temporal, a real worker process."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from domain.tid.tidpunkt import datum
from starter.cli.alla import insats
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.stack import Stack
from tests.flotta.provstack import stack_pa_kopia

KV, H1, EKONOM = "karriarvagledare:kv1", "anordnare:h1@Anordnare A", "ekonom:e1"
FRAMMANDE = "anordnare:x1@Någon annan"
IDAG = str(datum(datetime.now(UTC)))


@pytest.fixture(scope="module")
def hus(postgres: EmbeddedPostgres, template_database: str | None) -> Iterator[Stack]:
    """One house for all the tests here."""
    with stack_pa_kopia(postgres, template_database) as stack:
        yield stack


@pytest.fixture(autouse=True)
def i_huset(hus: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The house is found by its address card, as from another terminal."""
    for namn in ("DATABASE_URL", "TEMPORAL_ADDRESS", "INSATS_SOM"):
        monkeypatch.delenv(namn, raising=False)
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(hus.folder))


def kor(*argument: str) -> Result:
    return CliRunner().invoke(insats, list(argument))


def svar(*argument: str) -> Any:
    resultat = kor(*argument, "--json")
    assert resultat.exit_code == 0, resultat.stderr
    return json.loads(resultat.stdout)


def fel(*argument: str) -> str:
    resultat = kor(*argument)
    assert resultat.exit_code == 1
    (rad,) = resultat.stderr.splitlines()
    return str(rad)


FORE = ("--kartlagd", "2024-01-02", "--framtidsplan", "Arbete inom handel")
"""What comes before a decision (K5.2)."""


@pytest.fixture(scope="module")
def arende(hus: Stack) -> str:
    """A case that has been staffed."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("INSATSFLODE_KATALOG", str(hus.folder))
        assert kor("anordnare", "lagg-till", "Anordnare A", "--som", KV).exit_code == 0
        assert kor("anordnare", "auktorisera", "Anordnare A", "AMI", "--fran", "2024-01-01", "--som", KV).exit_code == 0
        kund = ["--malgrupp", "ekonomiskt_bistand", "--fodelsedatum", "1990-05-02", "--arbetsformaga", "50"]
        kvitto = svar("starta", "--insats", "AMI2", "--anordnare", "Anordnare A", *kund, *FORE, "--som", KV)
        assert svar("sag", kvitto["arende"], "bemanna", "--handlaggare", "H1", "--som", H1)["fran_nr"] > 1
    return str(kvitto["arende"])


def test_a_case_is_seen_by_those_who_may(arende: str) -> None:
    assert svar("visa", arende, "--som", KV)["insats"]["status"] == "bemannad"
    assert next(h["slag"] for h in svar("tidslinje", arende, "--som", H1)) == "insats_aktualiserad"
    assert {b["bevakning"]["slag"] for b in svar("bevakningar", "--som", KV)} == {"uppdrag"}
    assert "finns inte, eller är inte ditt att se" in fel("visa", arende, "--som", FRAMMANDE)
    assert svar("arenden", "--som", FRAMMANDE) == []


def test_what_one_can_do_is_what_the_service_accepts(arende: str) -> None:
    assert "lagg_in_uppdrag" in svar("mojliga", arende, "--som", KV)
    assert "lagg_in_uppdrag" not in svar("mojliga", arende, "--som", H1)


@pytest.mark.parametrize(
    ("sagt", "som", "vantat"),
    [
        (["bemanna", "--handlaggare", "H2"], KV, "det här gör anordnaren, inte karriärvägledaren (K6.2, §6.2)"),
        (["bemanna", "--handlaggare", "H2"], FRAMMANDE, "finns inte, eller är inte ditt att se (K3.3, §3)"),
        (["lagg_in_uppdrag", "--startdatum", "2024-01-01"], KV, "startdatum: startdatum kan inte ligga före"),
        (["granska_plan", "--beslut", "godkand"], KV, "kan inte göras när insatsen är bemannad men utan uppdrag"),
    ],
)
def test_a_refusal_is_one_line_with_rule_and_section(arende: str, sagt: list[str], som: str, vantat: str) -> None:
    assert vantat in fel("sag", arende, *sagt, "--som", som)


def test_a_case_that_is_not_there() -> None:
    assert "arende: ärendet in-ingen finns inte, eller är inte ditt att se (K3.3, §3)" in fel(
        "sag", "in-ingen", "bemanna", "--handlaggare", "H", "--som", H1
    )


def test_words_go_to_the_document_store_and_a_file_can_give_the_fields(arende: str, tmp_path: Path) -> None:
    fil = tmp_path / "uppdrag.yaml"
    fil.write_text(
        "startdatum: 2039-01-04\nuppdragsbeskrivning: Kunden vill bli snickare\nframtidsplan: Arbete\n",
        encoding="utf-8",
    )
    svar("sag", arende, "lagg_in_uppdrag", "--fil", str(fil), "--langd-manader", "6", "--som", KV)
    dokument = next(d for d in svar("dokument", arende, "--som", H1) if d["slag"] == "lagg_in_uppdrag")
    assert dokument["innehall"] == {"uppdragsbeskrivning": "Kunden vill bli snickare", "framtidsplan": "Arbete"}
    assert "snickare" in kor("dokument", arende, dokument["id"], "--som", KV).output
    assert "läser inte ärendets texter" in fel("dokument", arende, "--som", EKONOM)
    assert svar("visa", arende, "--som", KV)["insats"]["slutdatum"] == "2039-07-03"


def test_the_same_id_gives_the_same_receipt(arende: str) -> None:
    samma = ["sag", arende, "bemanna", "--handlaggare", "H3", "--id", "ett-och-samma", "--som", H1]
    assert svar(*samma) == svar(*samma)


def test_the_inbox_and_what_has_been_read() -> None:
    assert svar("inkorg", "--som", KV, "--last")
    assert svar("inkorg", "--som", KV) == []
    assert all(m["last"] for m in svar("inkorg", "--som", KV, "--alla"))


def test_search_attributes_and_migrations_can_be_repeated() -> None:
    assert kor("sokattribut").output == "Alla sökattribut finns redan.\n"
    assert kor("migrera").output == "Databasens schema är aktuellt.\n"


@pytest.mark.krav("K0.7", "K13.4")
def test_a_correction_and_a_change_of_anordnare(arende: str) -> None:
    """On the case of the tests before: an uppdrag from 2039-01-04, six months."""
    ratta = ["ratta", "--vad", "lagg_in_uppdrag", "--andring", "startdatum=2039-01-11", "--motivering", "skrivfel"]
    assert "ange --ja" in fel("sag", arende, *ratta, "--som", KV)
    assert svar("tank-om", arende, *ratta, "--som", KV)["handelser"][0]["slag"] == "uppgift_rattad"
    assert svar("visa", arende, "--som", KV)["insats"]["startdatum"] == "2039-01-04"
    svar("sag", arende, *ratta, "--ja", "--som", KV)
    assert svar("visa", arende, "--som", KV)["insats"]["startdatum"] == "2039-01-11"
    (struken,) = [h for h in svar("tidslinje", arende, "--som", H1) if h["slag"] == "uppgift_rattad"]
    assert struken["efter"]["startdatum"] == "2039-01-11"

    assert kor("anordnare", "lagg-till", "Anordnare B", "--som", KV).exit_code == 0
    assert kor("anordnare", "auktorisera", "Anordnare B", "AMI", "--fran", "2024-01-01", "--som", KV).exit_code == 0
    kund = ["--malgrupp", "ekonomiskt_bistand", "--fodelsedatum", "1990-05-02", "--arbetsformaga", "50"]
    starta = ["starta", "--insats", "AMI2", *kund, "--efter", arende, "--sort", "byte_av_anordnare", "--som", KV]
    assert "har inget beslutat slut" in fel(*starta, "--anordnare", "Anordnare B")
    slut = ["--orsak", "byte_av_anordnare", "--avslutsdatum", "2039-03-31", "--nasta-steg", "samma insats"]
    svar("sag", arende, "besluta_avslut", *slut, "--samtal-datum", IDAG, "--som", KV)
    assert "ligger redan hos Anordnare A" in fel(*starta, "--anordnare", "Anordnare A")
    nytt = svar(*starta, "--anordnare", "Anordnare B")["arende"]
    forsta = svar("tidslinje", nytt, "--som", KV)[0]
    assert (forsta["foregaende"], forsta["tidigast_start"], forsta["bestamt_slut"]) == (
        arende, "2039-04-01", "2039-07-10",
    )  # fmt: skip
    # The kund without an id is known by the link (K13.4).
    aterkalla = ["aterkalla_avslut", "--motivering", "x", "--som", KV]
    for sagt in (["sag", arende, *aterkalla], ["tank-om", arende, *aterkalla], ["sag", arende, *aterkalla, "--ko"]):
        assert f"AMI2 i ärendet {nytt} (fr.o.m. 2039-04-01), som följer på det här" in fel(*sagt)
    assert f"AMI2 i ärendet {nytt}, som inte är avslutat" in fel(*starta, "--anordnare", "Anordnare B")


@pytest.mark.krav("K5.4", "K5.5")
@pytest.mark.parametrize("val", [[], ["--anordnare", "forval"]])
def test_a_kund_who_makes_no_choice_gets_the_forvalsanordnare_of_the_day(arende: str, val: list[str]) -> None:
    forvald = svar("forvalslista", "AMI", "--datum", IDAG)["anordnare"]
    kund = ["--malgrupp", "ekonomiskt_bistand", "--fodelsedatum", "1990-05-02", "--arbetsformaga", "50"]
    resultat = kor("starta", "--insats", "AMI2", *val, *kund, *FORE, "--som", KV)
    assert resultat.exit_code == 0, resultat.stderr
    sagt, kvitto = resultat.stdout.splitlines()
    assert sagt.startswith(f"Förvalsanordnare för AMI {IDAG}: {forvald} (vecka ")
    nytt = kvitto.split(" i ")[-1].split(",")[0]
    assert svar("visa", nytt, "--som", KV)["insats"]["anordnare"] == forvald
    # What programs read is the receipt alone.
    assert svar("starta", "--insats", "AMI2", *val, *kund, *FORE, "--som", KV)["arende"].startswith("in-")


def test_what_was_put_in_the_queue_and_refused_is_explained(arende: str) -> None:
    lagd = svar("sag", arende, "bemanna", "--handlaggare", "H9", "--ko", "--id", "i-kon", "--som", KV)
    assert lagd == {"kommando": "i-kon"}
    for _ in range(100):
        if (f := kor("forklara", arende, "avslag", "i-kon", "--som", KV, "--json")).exit_code == 0:
            break
        time.sleep(0.1)
    assert json.loads(f.stdout)["text"].endswith("det här gör anordnaren, inte karriärvägledaren (K6.2, §6.2)")
    assert "Regel: §6.2, K6.2" in kor("forklara", arende, "avslag", "i-kon", "--som", KV).output


@pytest.mark.krav("K1.2", "K3.2", "K6.1", "K8.6")
def test_a_kund_of_the_register_is_aktualiserad_by_id_alone_and_a_protection_counts_in_the_case_under_way(
    arende: str,
) -> None:
    chef = ("--som", "arbetsledare:al1")
    kund = svar("kund", "lagg-till", "--personnummer", "19900502-2398", "--namn", "Åsa", "--som", KV)["id"]
    start = [
        "starta",
        "--insats",
        "AMI2",
        "--anordnare",
        "Anordnare A",
        "--kund",
        kund,
        "--arbetsformaga",
        "100",
        *FORE,
    ]
    nytt = svar(*start, "--malgrupp", "ekonomiskt_bistand", "--som", KV)["arende"]
    assert "målgruppen unga vuxna omfattar åldrarna 18–24 år" in fel(*start, "--malgrupp", "unga_vuxna", "--som", KV)
    assert svar("visa", nytt, "--som", H1)["insats"]["kund"] == kund
    assert kor("kund", "andra", kund, "--skydd", "skyddad_folkbokforing", *chef).exit_code == 0
    assert "finns inte, eller är inte ditt att se" in fel("visa", nytt, "--som", H1)
    bemanna = ("sag", nytt, "bemanna", "--handlaggare", "h1", "--som", H1)
    assert fel(*bemanna) == fel(*(a.replace(nytt, "in-ingen") for a in bemanna)).replace("in-ingen", nytt)
    svar("kund", "behorig", kund, "--lagg-till", H1, *chef)
    assert svar(*bemanna)["arende"] == nytt
    bredvid = [*start, "--malgrupp", "ekonomiskt_bistand", "--som", KV]
    assert f"kunden har redan AMI2 i ärendet {nytt}, som inte är avslutat" in fel(*bredvid)
    bredvid[2] = "AMI1"
    assert "kräver bedömningen att kunden kan göra stegförflyttningar (K8.6, §8.4)" in fel(*bredvid)
    bredvid.append("--stegforflyttning-bedoms-mojlig")
    annat = kor(*bredvid)
    assert annat.exit_code == 0 and annat.stderr == ""
    svar("kund", "behorig", kund, "--ta-bort", H1, *chef)
    assert kor("anordnare", "auktorisera", "Anordnare A", "FAI", "--fran", "2024-01-01", "--som", KV).exit_code == 0
    bredvid[2] = "FAI2"
    varnat = kor(*bredvid, "--utan-sysselsattning")
    assert "ingen hos Anordnare A är namngiven" in varnat.stderr
