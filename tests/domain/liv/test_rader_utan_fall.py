"""The lines of the log that no case of tests/fall tells, each with its krav and tone."""

from __future__ import annotations

import pytest

from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import ARBETSLEDARE, KV, Spel


@pytest.mark.krav("K13.5", "K11.1", "K13.1")
@pytest.mark.parametrize(
    ("sort", "svar", "mening"),
    [
        ("annan_insats", "avslag", Mening("Förslaget om en annan insats är avslaget", "K13.5")),
        ("annan_insats", "bifall", Mening("Förslaget om en annan insats är bifallet", "K13.5")),
        ("andrat_uppdrag", None, Mening("Förslaget om ändrat uppdrag är återkallat", "K6.4")),
        ("forlangning", "avslag", Mening("Förslaget om förlängning är avslaget", "K11.1")),
        ("avslut", "avslag", Mening("Förslaget om avslut är avslaget", "K13.1")),
    ],
)
def test_a_proposal_is_told_by_its_sort_and_what_came_of_it(sort: str, svar: str | None, mening: Mening) -> None:
    datum = {"avslutsdatum": "2024-04-30"} if sort == "avslut" else {}
    fall = Spel.pagaende().anordnare("2024-04-02", "foresla", sort=sort, motivering="x", **datum)
    if svar is None:
        fall.anordnare("2024-04-03", "aterkalla_forslag", sort=sort)
    else:
        av = ARBETSLEDARE if sort == "forlangning" else KV
        fall.sager(av, "2024-04-03", "besvara_forslag", sort=sort, svar=svar, motivering="x")
    assert rader(fall.poster, "forslag_avgjort") == [mening]


@pytest.mark.krav("K13.10")
@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("inskriven_hos_af", "Inskriven hos Arbetsförmedlingen 2024-04-01"),
        ("malgrupp_upphord", "Utanför målgruppen 2024-04-01"),
    ],
)
def test_what_puts_the_question_of_an_end_is_told_with_its_day(sort: str, text: str) -> None:
    fall = Spel.pagaende().kv("2024-04-02", "registrera_avslutsanledning", sort=sort, datum="2024-04-01")
    assert rader(fall.poster, "avslutsanledning_registrerad") == [Mening(text, "K13.10")]


@pytest.mark.krav("K4.1")
def test_a_kartlaggning_is_told_with_its_day() -> None:
    fall = Spel.pagaende().anordnare("2024-04-02", "registrera_kartlaggning", datum="2024-04-01", kartlaggning="x")
    assert rader(fall.poster, "kartlaggning_registrerad") == [Mening("Kartläggning med kunden 2024-04-01", "K4.1")]


@pytest.mark.krav("K3.4")
def test_one_who_stays_after_all_is_told_by_id_and_both_parties_are_told() -> None:
    fall = Spel.pagaende().kv("2024-03-20", "handlaggare_slutar", handlaggare="H1", sista_dag="2024-03-28")
    fore = len(fall.meddelanden)
    fall.kv("2024-03-21", "handlaggare_stannar", handlaggare="H1")
    text = "stannar; ärendet behöver inte bemannas på nytt"
    assert rader(fall.poster, "ombemanning_aterkallad") == [Mening(f"H1 {text}", "K3.4")]
    assert [(str(m.till), m.regel, m.rubrik) for m in fall.meddelanden[fore:]] == [
        (till, "K3.4", f"Handläggaren {text} (§3.2.1, K3.4)") for till in ("anordnare", "karriarvagledare")
    ]


@pytest.mark.krav("K13.2", "K0.7")
def test_a_correction_that_waits_for_the_arbetsledare_and_is_refused_is_told_by_its_line_in_full() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3).hel_manad("2024-03")
    fall.avsluta("2024-04-18", "2024-04-30", "flytt")
    (nr,) = (p.nr for p in fall.poster if p.handelse.slag == "avslut_beslutat")
    vad = f"Besluta om avslut eller avbrott, rad {nr}"
    fore = len(fall.meddelanden)
    fall.kv(
        "2024-04-19", "ratta", vad="besluta_avslut", andringar={"avslutsdatum": "2024-03-29"}, motivering="fel"
    ).arbetsledare("2024-04-19T13:00", "besluta_rattelse", beslut="avsla", motivering="x")
    andrat = Mening(f"Föreslagen rättelse: {vad}: avslutsdatum 2024-03-29 (var 2024-04-30)", "K13.2", "sen")
    assert rader(fall.poster, "rattelse_foreslagen") == [andrat]
    assert rader(fall.poster, "rattelse_avslagen") == [
        Mening(f"Den föreslagna rättelsen av rad {nr} är avslagen", "K13.2")
    ]
    vantat = [
        ("arbetsledare", f"Förslag att ta ställning till: rättelse av avslutet, besluta avslut nr {nr} (§13, K13.2)"),
        (
            "karriarvagledare",
            f"Arbetsledaren har avslagit din rättelse av avslutet, besluta avslut nr {nr} (§13, K13.2)",
        ),
    ]
    assert [(str(m.till), m.rubrik) for m in fall.meddelanden[fore:] if "av avslutet" in m.rubrik] == vantat
