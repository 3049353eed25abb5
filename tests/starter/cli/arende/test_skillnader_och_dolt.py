"""What will happen, what a kommando or a correction would change, and what is hidden, at the command line."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from domain.liv.insyn import DOLD_ORSAK
from persistence.register.anordnare import register
from starter.cli.arende import sag
from tests.starter.cli.arende.fragor import BORJAN, H1, KV, Spela, fel, kor, som_json


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
    assert "till: kalendern räcker till och med 2045" in fel("framat", arende, "--till", "9999-12-31", "--som", KV)


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
