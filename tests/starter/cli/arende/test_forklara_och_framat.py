"""Explanations, foresight and what is hidden, as staff meet them at the command line."""

from __future__ import annotations

import pytest

from tests.starter.cli.arende.fragor import BORJAN, FRAMMANDE, H1, KV, Spela, fel, kor, som_json


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
    assert "ange vilken bevakning manadsrapport det gäller: 2024-03, 2024-04" in fel(
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
