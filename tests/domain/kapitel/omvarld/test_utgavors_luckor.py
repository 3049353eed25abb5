"""K16.5: gaps and overlaps between editions are refused, and an amount that is not decided is awaited."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.regler.provning import skapa_regelverk
from domain.regler.varde import FelIRegelverk
from tests.domain.kapitel.omvarld.nya_utgavor import NYA, TVA_VAGAR, Fabrik, i_loppet, med_fil, rad
from tests.verktyg.spel import Spel, d, regelverket

FEL = [
    ("överlappar", [rad("checkbelopp.AMI", "4000.00", "2024-12-31", "2025-12-31")]),
    (
        "överlappar",
        [
            rad("checkbelopp.AMI", "4000.00", "2025-01-01", "2025-07-01"),
            rad("checkbelopp.AMI", "4100.00", "2025-07-01", "2025-12-31"),
        ],
    ),
    ("glapp", [rad("checkbelopp.AMI", "4000.00", "2025-01-02", "2025-12-31")]),
    (
        "glapp",
        [
            rad("checkbelopp.AMI", "4000.00", "2025-01-01", "2025-06-29"),
            rad("checkbelopp.AMI", "4100.00", "2025-07-01", "2025-12-31"),
        ],
    ),
    ("saknas för tiden efter 2025-12-31", [rad("plangranskning.arbetsdagar", 3, "2025-01-01", "2025-12-31")]),
    (
        "glapp",
        [
            rad("plangranskning.arbetsdagar", 3, "2025-01-01", "2025-05-31"),
            rad("plangranskning.arbetsdagar", 4, "2025-06-02"),
        ],
    ),
]
"""What is wrong, and the values that make it so."""


@pytest.mark.krav("K14.1", "K16.2", sort="avslag")
@pytest.mark.parametrize(("skal", "varden"), FEL)
def test_a_gap_or_an_overlap_between_or_within_editions_stops_the_start(
    skal: str, varden: list[dict[str, Any]]
) -> None:
    with pytest.raises(FelIRegelverk, match=skal) as fel:
        skapa_regelverk(med_fil(varden))
    assert (fel.value.fil, fel.value.nyckel) == ("2025.toml", varden[0]["nyckel"])


@pytest.mark.krav("K14.1", "K16.2", sort="avslag")
@pytest.mark.parametrize(("skal", "varden"), FEL)
def test_a_gap_or_an_overlap_is_refused_by_a_running_case_which_goes_on_as_before(
    skal: str, varden: list[dict[str, Any]]
) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    sagt = fall.avvisas("K16.2", fall.systemet, "2024-11-20", "infor_regelverk", utgava="2025", varden=varden)
    assert skal in sagt
    assert fall.insats.regelverk == regelverket()


@pytest.mark.krav("K16.2", sort="gräns")
def test_a_value_may_be_closed_and_followed_the_next_day_in_the_same_edition() -> None:
    varden = [
        rad("checkbelopp.AMI", "4000.00", "2025-01-01", "2025-06-30"),
        rad("checkbelopp.AMI", "4100.00", "2025-07-01", "2025-12-31"),
    ]
    i_loppet_, vid_start_ = Spel.pagaende(), skapa_regelverk(med_fil(varden))
    i_loppet_.systemet("2024-11-20", "infor_regelverk", utgava="2025", varden=varden)
    for regelverk in (i_loppet_.insats.regelverk, vid_start_):
        dagar = ("2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01")
        belopp = [regelverk.belopp("checkbelopp.AMI", d(dag)) for dag in dagar]
        assert [b and str(b) for b in belopp] == ["3876.00", "4000.00", "4000.00", "4100.00", "4100.00", None]


@pytest.mark.krav("K16.2", sort="avslag")
def test_only_the_service_enters_an_edition_and_only_once() -> None:
    fall = i_loppet()
    fall.avvisas("K16.2", fall.kv, "2024-11-21", "infor_regelverk", utgava="2025", varden=NYA)
    fall.avvisas("K16.2", fall.systemet, "2024-11-21", "infor_regelverk", utgava="2025", varden=NYA)


# an amount that is not decided yet


@pytest.mark.krav("K14.1")
def test_without_an_amount_payments_wait_with_one_notice_and_go_out_together_when_it_is_entered() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-01-31")
    for manad, nar in (("2025-01", "2025-02-03"), ("2025-02", "2025-03-03")):
        fall.rapportera(manad, nar).fakturera(manad, nar, belopp="4000.00").godkann(manad)
    fall.till("2025-03-20")
    for manad in ("2025-01", "2025-02"):
        assert (fall.utbetalning(manad).status, fall.utbetalning(manad).hinder) == ("innehallen", "belopp_saknas")
    for roll in ("anordnare", "ekonom"):
        assert len(fall.brev(roll, "checkbelopp saknas")) == 1
    fore = fall.betalt()
    fall.systemet("2025-03-20T13:00", "infor_regelverk", utgava="2025", varden=NYA)
    assert {fall.utbetalning(m).status for m in ("2025-01", "2025-02")} == {"klar"}
    fall.till("2025-04-16")
    assert {fall.utbetalning(m).utbetalningsmanad for m in ("2025-01", "2025-02")} == {"2025-04"}
    assert fall.betalt() - fore == Decimal("8000.00")


@pytest.mark.krav("K14.1", sort="gräns")
@TVA_VAGAR
def test_an_amount_decided_in_time_is_never_awaited_and_the_year_after_it_is(fall_med_bada: Fabrik) -> None:
    fall = fall_med_bada("2025-03-10").hel_manad("2025-12")
    assert fall.utbetalning("2025-12").status == "klar"
    assert not fall.brev("ekonom", "checkbelopp saknas")
    fall.till("2026-02-01")
    assert fall.utbetalning("2026-01").hinder == "belopp_saknas"
    assert fall.brev("ekonom", "checkbelopp saknas från 2026-01-01")


@pytest.mark.krav("K16.2")
@pytest.mark.parametrize("ordning", [1, -1])
def test_two_open_ended_values_of_one_key_are_refused_in_whatever_order_they_stand(ordning: int) -> None:
    varden = [
        {"nyckel": "bemanning.arbetsdagar", "varde": 2, "fran": "2025-01-01"},
        {"nyckel": "bemanning.arbetsdagar", "varde": 3, "fran": "2025-07-01"},
    ]
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.avvisas("K16.2", fall.systemet, "2024-03-02T10:00", "infor_regelverk", utgava="2025", varden=varden[::ordning])
