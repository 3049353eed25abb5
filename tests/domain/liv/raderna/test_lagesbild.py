"""The rows that a case is shown by: every field of them, also of what has lapsed or been written off."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.grund.parter import Roll
from domain.liv.lagesbild import Bevakningsrad, bevakningsrader, insatsrad, utbetalningsrader
from tests.verktyg.spel import Spel, d, tid


def test_the_row_of_the_case() -> None:
    i = Spel.pagaende("AMI1", start="2024-03-11").insats
    rad = insatsrad(i)
    assert (rad.arende, rad.slag, rad.anordnare, rad.karriarvagledare, rad.kund) == (
        "arende-1", "AMI1", "A", "kv1", "kund",
    )  # fmt: skip
    assert (str(rad.status), rad.startdatum, rad.slutdatum) == ("pagar", d("2024-03-11"), d("2024-06-10"))
    assert (rad.avslutsform, rad.avslutsorsak, rad.nr, rad.senast) == (None, None, i.nr, i.senast)


@pytest.mark.krav("K0.8")
def test_a_bevakning_that_is_open_done_lapsed_or_written_off_keeps_whose_it_was() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-20").skriv_av("2024-04-20", "manadsrapport", "2024-03")
    fall.anordnare("2024-04-22", "anmal_franvaro", slag="sjuk", fran="2024-04-10", till=None, orsak="x")
    fall.anordnare("2024-04-23", "avsluta_franvaro", slag="sjuk", till="2024-04-12")
    rader = {r.nyckel: r for r in bevakningsrader(fall.insats)}
    assert {n: (str(r.utfall), str(r.ansvarig), r.part) for n, r in rader.items() if n in {
        "bemanning", "uppdrag", "genomforandeplan", "manadsrapport:2024-03", "lakarintyg:2024-04-10",
    }} == {
        "bemanning": ("uppfylld", "anordnare", "A"),
        "uppdrag": ("uppfylld", "karriarvagledare", "kv1"),
        "genomforandeplan": ("forsenad", "anordnare", "A"),
        "manadsrapport:2024-03": ("avskriven", "anordnare", "A"),
        "lakarintyg:2024-04-10": ("upphord", "anordnare", "A"),
    }  # fmt: skip
    rapport = rader["manadsrapport:2024-03"]
    assert (rapport.slag, rapport.avser, rapport.regel) == ("manadsrapport", "2024-03", "K8.1")
    assert (rapport.oppnad, rapport.frist, rapport.uppfylld) == (tid("2024-04-01T00:00"), d("2024-04-07"), None)
    assert (rader["bemanning"].oppnad, rader["bemanning"].uppfylld) == (
        tid("2024-03-01T09:00"),
        tid("2024-03-01T10:00"),
    )


@pytest.mark.krav("K0.7", "K0.8")
def test_one_that_was_written_off_stays_so_when_its_ground_falls_away() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-20").skriv_av("2024-04-20", "manadsrapport", "2024-03")
    fall.kv("2024-04-20", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2024-04-02"}, motivering="fel")
    assert "2024-03" not in fall.insats.insatsmanader
    (rad,) = (r for r in bevakningsrader(fall.insats) if r.nyckel == "manadsrapport:2024-03")
    assert rad == Bevakningsrad(
        "manadsrapport:2024-03", "manadsrapport", "2024-03", "K8.1", Roll.ANORDNARE, "A", tid("2024-04-01T00:00"),
        d("2024-04-07"), "avskriven", None,
    )  # fmt: skip


@pytest.mark.krav("K12.3", "K0.8")
def test_a_bevakning_opened_when_it_did_also_when_what_it_rests_on_is_decided_anew() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-10", "2024-04-30", "mal_natt")
    fall.avsluta("2024-04-26", "2024-04-30", "kundens_egen_begaran")
    (rad,) = (r for r in bevakningsrader(fall.insats) if r.slag == "slutrapport")
    assert rad == Bevakningsrad(
        "slutrapport:2024-04-30", "slutrapport", "2024-04-30", "K12.3", Roll.ANORDNARE, "A", tid("2024-04-10"),
        d("2024-05-14"), "oppen", None,
    )  # fmt: skip


@pytest.mark.krav("K11.1")
def test_a_role_that_the_case_names_nobody_in_is_no_part() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").till("2024-05-12")
    (rad,) = (r for r in bevakningsrader(fall.insats) if r.slag == "forlangningsbeslut")
    assert (rad.ansvarig, rad.part) == (Roll.ARBETSLEDARE, None)


def test_the_rows_of_payment_stand_in_order_with_their_keys_and_their_anordnare() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").hel_manad("2024-03").till("2024-05-01")
    rader = list(utbetalningsrader(fall.insats))
    assert [(r.nyckel, r.ordning, r.slag, r.avser, r.dagar, r.status, r.anordnare) for r in rader] == [
        ("manad:2024-03", 0, "manad", "2024-03", 21, "utbetald", "A"),
        ("manad:2024-04", 1, "manad", "2024-04", 30, "vantar", "A"),
    ]
    assert [(r.belopp, r.utbetalningsmanad) for r in rader] == [
        (Decimal("2713.20"), "2024-04"),
        (Decimal("3876.00"), None),
    ]
