"""Explanations, foresight and what is hidden, as staff meet them at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from domain.liv.insyn import DOLD_ORSAK
from persistence.register.anordnare import register
from starter.cli.alla import insats
from starter.cli.arende import sag

Spela = Callable[[str], str]
KV, H1, FRAMMANDE = "karriarvagledare:karriarvagledare", "anordnare:h1@Anordnare A", "anordnare:x@Någon annan"

BORJAN = """\
namn: Ett ärende
aktualisering:
  tid: 2024-03-01T09:00
  insats: AMI2
  anordnare: Anordnare A
  kund: {malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, arbetsformaga: 50}
steg:
  - {tid: 2024-03-04T10:00, av: anordnare, kommando: bemanna, handlaggare: H1}
  - {tid: 2024-03-05T10:00, av: karriarvagledare, kommando: lagg_in_uppdrag, startdatum: 2024-03-11}
  - {tid: 2024-03-06T10:00, av: anordnare, kommando: boka_uppstartsmote, datum: 2024-03-11}
  - {tid: 2024-03-28T15:00, av: anordnare, kommando: lamna_genomforandeplan, mal: a, delmal: [b], aktiviteter: [c],
     rubriker: {arbetsmarknadskunskap: x, rattigheter_via_arbetsformedlingen: x, andra_aktorer: x,
     vardkontakt: x, ekonomiska_konsekvenser: x, hela_planeringen: x, ledtider: x}}
"""


def kor(*argument: str, svar: str = "") -> Result:
    return CliRunner().invoke(insats, list(argument), input=svar)


def som_json(*argument: str) -> Any:
    resultat = kor(*argument, "--json")
    assert resultat.exit_code == 0, resultat.stderr
    return json.loads(resultat.stdout)


def fel(*argument: str) -> str:
    resultat = kor(*argument)
    assert resultat.exit_code == 1
    (rad,) = resultat.stderr.splitlines()
    return str(rad)


@pytest.mark.krav("K5.6")
def test_the_decision_is_explained_to_the_municipality_and_stands_where_the_case_is_shown(spelat: Spela) -> None:
    arende = spelat(BORJAN)
    f = som_json("forklara", arende, "beslut", "--som", KV)
    assert (f["fakta"]["arbetsförmåga"], f["grund"]["regel"], len(f["hant"])) == ("50 %", "K2.2", 1)
    text = "AMI2 kräver arbetsförmåga på minst 25 %; kunden uppfyllde det (§2, K2.2)."
    assert som_json("visa", arende, "--som", KV)["korthet"]["oversikt"]["beslut"].startswith(text)
    for skarm in (kor("visa", arende, "--som", KV).stdout, kor("forklara", arende, "beslut", "--som", KV).stdout):
        assert text in " ".join(skarm.split())
    assert som_json("visa", arende, "--som", H1)["korthet"]["oversikt"]["beslut"] is None
    assert "minst 25 %" not in kor("visa", arende, "--som", H1).stdout
    assert fel("forklara", arende, "beslut", "--som", H1) == (
        "Fel: som: beslutets underlag läses av karriärvägledare och arbetsledare (K3.7, §3)"
    )
    assert "finns inte" in fel("forklara", arende, "beslut", "--som", FRAMMANDE)


def test_a_frist_over_easter_is_explained_day_by_day(spelat: Spela) -> None:
    arende = spelat(BORJAN)
    f = som_json("forklara", arende, "bevakning", "plangranskning", "--som", KV)
    assert f["bevakning"]["frist"] == "2024-04-08"
    assert f["berakning"]["fran"] == "2024-03-28"
    # Tolv dagar, varav sju inte är arbetsdagar: långfredag till annandag påsk, och nästa helg
    assert [h["datum"] for h in f["berakning"]["hoppade"]] == [
        "2024-03-29", "2024-03-30", "2024-03-31", "2024-04-01", "2024-04-06", "2024-04-07",
    ]  # fmt: skip
    assert f["berakning"]["hoppade"][0]["orsak"] == "långfredagen"
    (p,) = f["parametrar"]
    assert (p["nyckel"], p["varde"], p["paragraf"], p["status"]) == (
        "plangranskning.arbetsdagar", 5, "§7.3", "faststalld",
    )  # fmt: skip
    assert f["tolkning"] is False
    assert f["startrad"]["text"] == "Genomförandeplanen är inlämnad"


def test_a_late_plan_tells_its_whole_life_and_that_its_number_is_in_part_our_reading(spelat: Spela) -> None:
    arende = spelat(BORJAN)
    f = som_json("forklara", arende, "bevakning", "genomforandeplan", "--som", H1)
    assert f["bevakning"]["utfall"] == "sen"
    assert [h["text"].partition(":")[0] for h in f["hant"]] == [
        "Bevakas", "Påminnelse", "Försenat", "Genomförandeplanen är inlämnad",
    ]  # fmt: skip
    assert f["tolkning"] is True
    text = kor("forklara", arende, "bevakning", "genomforandeplan", "--som", H1).output
    assert "14 dagar från 2024-03-11, som själv inte räknas: 2024-03-25, som är en arbetsdag (K0.4)." in text
    assert "§7.3, K7.3" in text and "tolkning" in text


def test_what_cannot_be_explained_is_named_in_one_line(spelat: Spela) -> None:
    arende = spelat(BORJAN + "till: 2024-05-03\n")
    assert "ange vilken månadsrapport: 2024-03, 2024-04" in fel(
        "forklara", arende, "bevakning", "manadsrapport", "--som", KV
    )
    assert "ingen bevakning hittepa" in fel("forklara", arende, "bevakning", "hittepa", "--som", KV)
    assert "har inga insatsdagar" in fel("forklara", arende, "belopp", "2026-01", "--som", KV)
    assert "har inga insatsdagar" in fel("forklara", arende, "belopp", "mars", "--som", KV)
    assert "finns inte i ärendet" in fel("forklara", arende, "avslag", "k1", "--som", KV)
    assert "avvisades inte; det finns på rad" in fel("forklara", arende, "avslag", f"{arende}-1", "--som", KV)


def test_an_amount_is_explained_from_its_days(spelat: Spela) -> None:
    arende = spelat(BORJAN + "till: 2024-04-02\n")
    f = som_json("forklara", arende, "belopp", "2024-03", "--som", H1)
    assert f["berakning"]["insatsdagar"] == 21
    assert f["berakning"]["belopp"] == "2713.20"
    assert [(u["avser"], u["status"]) for u in f["utbetalningar"]] == [("2024-03", "vantar")]
    assert "2 713,20" in kor("forklara", arende, "belopp", "2024-03", "--som", H1).output.replace("\u00a0", " ")


LEDIGT = """\
namn: Ett ärende
aktualisering:
  tid: 2024-03-01T09:00
  insats: ISA2
  anordnare: Anordnare A
  kund: {malgrupp: efter_etablering, fodelsedatum: 1985-03-14}
steg:
  - {tid: 2024-03-04T10:00, av: anordnare, kommando: bemanna, handlaggare: H1}
  - {tid: 2024-03-05T10:00, av: karriarvagledare, kommando: lagg_in_uppdrag, startdatum: 2024-03-11}
  - {tid: 2024-03-06T10:00, av: karriarvagledare, kommando: medge_ledighet, fran: 2024-04-08, till: 2024-04-09,
     motivering: en gång}
"""


@pytest.mark.krav("K9.3")
def test_whether_days_may_be_taken_as_leave_is_explained_before_anybody_registers_it(spelat: Spela) -> None:
    arende = spelat(LEDIGT)
    f = som_json("forklara", arende, "ledighet", "2024-04-02", "2024-04-10", "--som", H1)
    assert [(d["fran"], d["till"], d["varfor"]) for d in f["dagar"]] == [
        ("2024-04-02", "2024-04-05", "påsklov 2024"),
        ("2024-04-08", "2024-04-09", "medgiven av karriärvägledaren"),
        ("2024-04-10", "2024-04-10", "utanför loven, utan medgivande"),
    ]
    assert f["hinder"] == "det krävs karriärvägledarens medgivande, med början 2024-04-10"
    text = " ".join(kor("forklara", arende, "ledighet", "2024-04-08", "--som", KV).output.split())
    assert "2024-04-08: medgiven av karriärvägledaren Ledigheten kan anmälas." in text
    assert "Ledigheten vilar på" in text and "Ledighet utanför loven är medgiven: 2024-04-08–2024-04-09" in text
    assert "Medgiven ledighet utanför loven: 2024-04-08–2024-04-09" in kor("visa", arende, "--som", KV).output
    assert "ingen av dagarna är en arbetsdag" in fel("forklara", arende, "ledighet", "2024-04-06", "--som", KV)
    assert "finns inte" in fel("forklara", arende, "ledighet", "2024-04-08", "--som", FRAMMANDE)


@pytest.mark.parametrize(
    "argument",
    [
        ["forklara", "provfall", "bevakning", "bemanning"],
        ["forklara", "provfall", "belopp", "2024-03"],
        ["forklara", "provfall", "avslag", "x"],
        ["framat", "provfall"],
        ["tank-om", "provfall", "bemanna", "--handlaggare", "X"],
    ],
)
def test_a_case_that_is_not_ones_own_is_as_if_it_were_not_there(spelat: Spela, argument: list[str]) -> None:
    spelat(BORJAN)
    assert "finns inte, eller är inte ditt att se" in fel(*argument, "--som", FRAMMANDE)


def test_what_will_happen_if_nobody_does_anything(spelat: Spela) -> None:
    arende = spelat(BORJAN)
    f = som_json("framat", arende, "--till", "2024-04-08", "--som", KV)
    passerade = [(h["bevakning"], h["avser"]) for h in f["handelser"] if h["slag"] == "frist_passerad"]
    assert ("veckokontakt", "2024-W13") in passerade
    assert ("manadsrapport", "2024-03") in passerade
    assert ("plangranskning", None) not in passerade, "den 8 april är sista dagen och har inte passerat"
    hela = som_json("framat", arende, "--som", KV)
    assert hela["insats"]["status"] == "avslutad"
    assert "brist_konstaterad" in {h["slag"] for h in hela["handelser"]}
    assert (
        "Om ingen gör någonting till och med 2024-04-08"
        in kor("framat", arende, "--till", "2024-04-08", "--som", KV).output
    )
    assert "har redan varit" in fel("framat", arende, "--till", "2024-01-01", "--som", KV)


def test_what_a_kommando_would_change_without_changing_it(spelat: Spela) -> None:
    arende = spelat(BORJAN)
    fore = som_json("visa", arende, "--som", KV)
    avslut = ["besluta_avslut", "--orsak", "mal_natt", "--natt-mal", "arbete", "--avslutsdatum", "2024-04-30"]
    f = som_json("tank-om", arende, *avslut, "--som", KV)
    assert {"falt": "slutdatum", "fore": "2025-03-10", "efter": "2024-04-30"} in f["insats"]
    assert [(b["vad"], b["efter"]["slag"]) for b in f["bevakningar"]] == [("oppnas", "slutrapport")]
    assert {"avser": "2024-05", "fore": "3876.00", "efter": None} in f["ersattning"]
    assert {m["till"] for m in f["meddelanden"]} == {"anordnare"}
    text = kor("tank-om", arende, *avslut, "--som", KV).output
    assert "Slutdatum: 2025-03-10 → 2024-04-30" in text
    assert "Ingenting har ändrats." in text
    assert som_json("visa", arende, "--som", KV) == fore
    assert "det här gör karriärvägledaren" in fel("tank-om", arende, *avslut, "--som", H1)


def test_a_correction_is_shown_and_confirmed_first(spelat: Spela, monkeypatch: pytest.MonkeyPatch) -> None:
    arende = spelat(BORJAN)
    ratta = ["ratta", "--vad", "lagg_in_uppdrag", "--andring", "startdatum=2024-03-04", "--motivering", "skrivfel"]
    assert "ange --ja" in fel("sag", arende, *ratta, "--som", KV)
    monkeypatch.setattr(sag, "vid_tangentbordet", lambda: True)
    nej = kor("sag", arende, *ratta, "--som", KV, svar="nej\n")
    assert nej.exit_code != 0
    assert "Startdatum: 2024-03-11 → 2024-03-04" in nej.output
    assert "Ersättning 2024-03" in nej.output
    assert "Avbrutet." in nej.stderr
    # Den som säger ja kommer vidare till tjänsten, som inte är igång här
    assert "Temporal" in kor("sag", arende, *ratta, "--som", KV, svar="ja\n").stderr
    assert "Temporal" in kor("sag", arende, *ratta, "--ja", "--som", KV).stderr
    # Det som skulle avvisas avvisas redan här
    fel_dag = ["ratta", "--vad", "lagg_in_uppdrag", "--andring", "startdatum=2024-01-01", "--motivering", "x"]
    assert "startdatum kan inte ligga före aktualiseringen" in kor("sag", arende, *fel_dag, "--som", KV).stderr


DOLT = (
    BORJAN
    + """\
  - {tid: 2024-04-02T10:00, av: karriarvagledare, kommando: besluta_avslut, orsak: oforutsedd_handelse,
     avslutsdatum: 2024-04-12, samtal_datum: 2024-04-01, nasta_steg: senare, dolj_orsak: true}
till: 2024-04-15
"""
)


def test_a_hidden_reason_is_hidden_in_every_door(spelat: Spela) -> None:
    arende = spelat(DOLT)
    for argument in (["visa", arende], ["tidslinje", arende], ["arenden"], ["framat", arende, "--till", "2024-05-20"]):
        for form in ([], ["--json"]):
            for_anordnaren = kor(*argument, *form, "--som", H1)
            assert for_anordnaren.exit_code == 0, for_anordnaren.stderr
            assert "oförutsedd" not in for_anordnaren.output
            assert "oforutsedd" not in for_anordnaren.output
            assert "2024-04-01" not in for_anordnaren.output or "samtal" not in for_anordnaren.output
    assert som_json("visa", arende, "--som", H1)["insats"]["avslutsorsak"] == DOLD_ORSAK
    assert som_json("visa", arende, "--som", KV)["insats"]["avslutsorsak"] == "oforutsedd_handelse"
    assert "oförutsedd händelse" in kor("tidslinje", arende, "--som", KV).output


def test_messages_that_the_anordnare_has_not_read(spelat: Spela) -> None:
    arende = spelat(BORJAN)
    rader = som_json("olasta", "--som", KV)
    assert {r["arende"] for r in rader} == {arende}
    # Fredag 1 mars + en arbetsdag är måndag 4 mars
    assert rader[0]["skulle_ha_lasts"] == "2024-03-04"
    assert som_json("olasta", "--som", "karriarvagledare:nagon-annan") == []
    assert som_json("olasta", "--alla", "--som", "karriarvagledare:nagon-annan") == rader
    kor("inkorg", "--last", "--som", H1)
    assert som_json("olasta", "--som", KV) == []
    assert "det här ser karriärvägledaren" in fel("olasta", "--som", H1)


@pytest.mark.parametrize(
    ("val", "vantat"),
    [
        (["--efter", "provfall"], "--efter och --sort hör ihop"),
        (["--efter", "provfall", "--sort", "byte_av_anordnare"], "har inget beslutat slut"),
        (["--efter", "finns-inte", "--sort", "byte_av_anordnare"], "finns inte, eller är inte ditt"),
        (["--efter", "provfall", "--sort", "byte_av_anordnare", "--kund", "en-annan"], "gäller en annan kund"),
    ],
)
def test_a_case_cannot_follow_on_one_without_a_decided_end(
    motor: Engine, spelat: Spela, val: list[str], vantat: str
) -> None:
    register.lagg_till_anordnare(motor, "B")
    spelat(BORJAN)
    starta = ["starta", "--insats", "AMI2", "--anordnare", "B", "--malgrupp", "kaa", "--fodelsedatum", "2005-01-01"]
    svar = kor(*starta, *val, "--som", KV)
    assert svar.exit_code != 0
    assert vantat in svar.stderr
    assert len(svar.stderr.splitlines()) == 1
