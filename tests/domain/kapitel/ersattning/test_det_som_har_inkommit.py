"""K14.4, K14.5, K14.8: pay follows what has arrived; a silent KV or an open proposal holds nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.regler.regelverk import FOR_ALDRE
from domain.regler.skillnad import att_infora
from tests.verktyg.spel import ANORDNARE, Spel, regelverket

MARS = Decimal("2713.20")  # 11–31 March: 21/30 of 3 876 kr


@pytest.mark.krav("K14.4")
def test_a_month_whose_report_nobody_has_reviewed_is_paid() -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03").till("2024-04-16")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.utbetalningsmanad, rad.belopp) == ("utbetald", "2024-04", MARS)


@pytest.mark.krav("K14.4", sort="avslag")
def test_a_month_without_its_report_or_its_underlag_is_not_paid() -> None:
    utan_rapport = Spel.pagaende().fakturera("2024-03").till("2024-04-20").utbetalning("2024-03")
    assert (utan_rapport.status, "väntar på månadsrapport" in utan_rapport.forklaring) == ("vantar", True)
    utan_underlag = Spel.pagaende().rapportera("2024-03").till("2024-04-20").utbetalning("2024-03")
    assert (utan_underlag.status, "väntar på faktureringsunderlag" in utan_underlag.forklaring) == ("vantar", True)


@pytest.mark.krav("K14.5", sort="gräns")
@pytest.mark.parametrize(
    ("tillbaka", "manad"),
    [("2024-04-15T23:59", "2024-04"), ("2024-04-16T00:00", "2024-05"), ("2024-05-15", "2024-05")],
)
def test_what_was_returned_is_paid_in_the_first_run_after_it_has_come_back(tillbaka: str, manad: str) -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03").aterremittera("2024-03", "2024-04-10")
    fall.till("2024-04-12")
    assert "väntar på komplettering av månadsrapport" in fall.utbetalning("2024-03").forklaring
    fall.rapportera("2024-03", tillbaka)
    assert fall.utbetalning("2024-03").utbetalningsmanad == manad


@pytest.mark.krav("K14.5")
def test_a_report_returned_after_the_run_was_paid_in_it() -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03").aterremittera("2024-03", "2024-04-17")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"
    assert fall.till("2024-06-20").betalt() == MARS


@pytest.mark.krav("K14.8")
def test_an_open_proposal_holds_nothing() -> None:
    fall = Spel.pagaende().anordnare("2024-03-29", "foresla", sort="avslut", avslutsdatum="2024-03-28", motivering="x")
    fall.rapportera("2024-03").fakturera("2024-03").till("2024-04-16")
    assert (fall.utbetalning("2024-03").status, fall.handelser("utbetalning_innehallen")) == ("utbetald", [])


@pytest.mark.krav("K14.8", sort="gräns")
def test_what_is_decided_after_the_payment_is_settled() -> None:
    fall = Spel.pagaende().anordnare("2024-03-29", "foresla", sort="avslut", avslutsdatum="2024-03-28", motivering="x")
    fall.rapportera("2024-03").fakturera("2024-03").till("2024-04-16")
    fall.avsluta_av_tva("2024-04-18", "2024-03-28", motivering="som föreslaget").till("2024-05-16")
    # 29–31 March were paid and were no insatsdagar: 3 × 129.20
    assert fall.utbetalning("2024-03", "justering").belopp == Decimal("-387.60")


@pytest.mark.krav("K14.8", sort="avslag")
def test_a_case_from_before_the_rule_is_held_until_the_upkeep_gives_it_the_rule() -> None:
    fall = Spel.pagaende().fore_reglerna()
    fall.anordnare("2024-03-29", "foresla", sort="avslut", avslutsdatum="2024-03-28", motivering="x")
    fall.rapportera("2024-03").fakturera("2024-03").godkann("2024-03").till("2024-04-20")
    assert fall.utbetalning("2024-03").hinder == "forslag"
    sagt = att_infora(fall.insats.regelverk, regelverket())
    assert sagt is not None
    assert {v["nyckel"] for v in sagt["varden"]} == set(FOR_ALDRE)
    fall.systemet("2024-04-21T02:00", "infor_regelverk", utgava=sagt["utgava"], varden=sagt["varden"])
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-05"
    assert att_infora(fall.insats.regelverk, regelverket()) is None


@pytest.mark.krav("K14.4", sort="gräns")
def test_the_new_reading_pays_what_waited_for_approval_in_the_next_run_and_changes_nothing_paid() -> None:
    fall = (
        Spel.pagaende()
        .fore_reglerna()
        .hel_manad("2024-03")
        .rapportera("2024-04")
        .fakturera("2024-04")
        .till("2024-05-20")
    )
    fore = dict(fall.insats.utbetalda)
    assert "väntar på godkännande av månadsrapport" in fall.utbetalning("2024-04").forklaring
    sagt = att_infora(fall.insats.regelverk, regelverket())
    assert sagt is not None
    fall.systemet("2024-05-21T02:00", "infor_regelverk", utgava=sagt["utgava"], varden=sagt["varden"])
    assert fall.utbetalning("2024-04").utbetalningsmanad == "2024-06"
    assert dict(fall.insats.utbetalda) == fore


@pytest.mark.krav("K14.4", sort="gräns")
@pytest.mark.parametrize(("rattat", "manad"), [("2024-04-07", "2024-04"), ("2024-04-08", "2024-05")])
def test_an_underlag_that_the_anordnare_corrects_arrives_with_the_correction(rattat: str, manad: str) -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03", belopp="2700.00")
    fall.sager(ANORDNARE, rattat, "ratta", vad="lamna_faktureringsunderlag", andringar={"belopp": "2713.20"},
               motivering="fel belopp")  # fmt: skip
    assert fall.utbetalning("2024-03").utbetalningsmanad == manad


@pytest.mark.krav("K14.4")
def test_an_underlag_that_was_enough_does_not_come_later_because_its_number_is_put_right() -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03")
    fall.sager(ANORDNARE, "2024-04-10", "ratta", vad="lamna_faktureringsunderlag",
               andringar={"fakturanummer": "F-9"}, motivering="fel nummer")  # fmt: skip
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"


@pytest.mark.krav("K14.4")
def test_on_the_last_day_with_the_final_report_in_it_is_the_end_that_is_awaited() -> None:
    fall = Spel.pagaende("AMI1", langd_manader=1, start="2024-03-11")  # ends 2024-04-10
    fall.slutrapportera("2024-04-10T09:00").rapportera("2024-04", "2024-04-10T10:00")
    fall.fakturera("2024-04", "2024-04-10T11:00")
    text = fall.utbetalning("2024-04").forklaring
    assert ("väntar på insatsens slut" in text, "väntar på slutrapport" in text) == (True, False)


# K0.7: pay that rests on a decision or a condition


def avbrott() -> Spel:
    """AMI2 from 11 March, interrupted on 17 May: the final report is due on 31 May."""
    fall = Spel.pagaende()
    for manad in ("2024-03", "2024-04"):
        fall.rapportera(manad).fakturera(manad)
    return fall.avsluta("2024-05-10", "2024-05-17", "sjukskrivning")


@pytest.mark.krav("K0.7", "K14.3")
def test_a_grant_that_is_struck_after_it_was_paid_is_settled() -> None:
    fall = avbrott()
    fall.till("2024-06-18").kv("2024-06-18T09:00", "oppna_slutrapport", motivering="anordnaren hann inte")
    fall.slutrapportera("2024-06-18T10:00").kv("2024-06-18T11:00", "bevilja_avbrottsersattning", motivering="skäl")
    fall.rapportera("2024-05", "2024-06-18T12:00").fakturera("2024-05", "2024-06-18T13:00").till("2024-07-16")
    assert fall.utbetalning("2024-05-17", "avbrott").status == "utbetald"
    fall.rattar("2024-07-20", "bevilja_avbrottsersattning", stryk=True, motivering="fel ärende")
    justering = fall.utbetalning("avbrott 2024-05-17", "justering")
    # 14 days at 3 876 / 30
    assert (justering.belopp, justering.utbetalningsmanad) == (Decimal("-1808.80"), "2024-08")


def betalt_avbrott() -> Spel:
    """The avbrott of 17 May paid in June, on a final report of 28 May."""
    fall = avbrott().slutrapportera("2024-05-28").rapportera("2024-05", "2024-06-03").fakturera("2024-05")
    fall.till("2024-06-17")
    assert fall.utbetalning("2024-05-17", "avbrott").status == "utbetald"
    return fall


@pytest.mark.krav("K0.7", "K14.3")
def test_a_final_report_in_time_that_is_struck_after_the_avbrott_was_paid_is_settled() -> None:
    fall = betalt_avbrott().rattar("2024-06-20", "lamna_slutrapport", stryk=True, motivering="fel ärende")
    assert fall.utbetalning("avbrott 2024-05-17", "justering").belopp == Decimal("-1808.80")


@pytest.mark.krav("K0.7", "K14.3", sort="avslag")
def test_an_avbrott_paid_on_a_report_in_time_is_not_lost_by_its_date_being_put_right() -> None:
    fall = betalt_avbrott().rattar(
        "2024-06-20", "besluta_avslut", andringar={"avslutsdatum": "2024-05-11"}, motivering="fel dag"
    )
    assert [u.avser for u in fall.utbetalningar() if u.slag == "justering"] == ["2024-05"]
