"""K14.3, K0.7: an avbrott that has been paid, and then was another one or none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.verktyg.spel import Spel

AVBROTT = Decimal("1808.80")


def betalt() -> Spel:
    """March, April and the avbrott of 20 April are paid; it is 20 May."""
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03")
    fall.avsluta("2024-04-10T13:00", "2024-04-20", "kundens_egen_begaran").slutrapportera("2024-04-12")
    return fall.hel_manad("2024-04").till("2024-05-20")


def rader(fall: Spel, slag: str) -> list[tuple[str, Decimal | None, str]]:
    return [(u.avser, u.belopp, u.status) for u in fall.utbetalningar() if u.slag == slag]


def struket() -> Spel:
    """The end was a mistake: the insats goes on, and what was paid for the avbrott is taken back in June."""
    fall = betalt().kv("2024-05-20T13:00", "ratta", vad="besluta_avslut", stryk=True, motivering="fel ärende")
    assert rader(fall.till("2024-06-16"), "justering")[-1] == ("avbrott 2024-04-20", -AVBROTT, "utbetald")
    return fall


@pytest.mark.krav("K14.3", "K0.7")
def test_another_avbrott_later_is_a_row_of_its_own_and_waits_for_its_own_final_report() -> None:
    fall = struket().avsluta("2024-09-02", "2024-09-20", "sjukskrivning").till("2024-09-19")
    assert len(rader(fall, "justering")) == 2  # April's days given back, and the first avbrott taken back
    assert rader(fall.till("2024-09-21"), "avbrott") == [
        ("2024-04-20", AVBROTT, "utbetald"), ("2024-09-20", AVBROTT, "vantar")
    ]  # fmt: skip


@pytest.mark.krav("K14.3", "K14.4", "K0.7")
def test_it_is_paid_by_its_own_underlag_and_once() -> None:
    fall = struket().avsluta("2024-09-02", "2024-09-20", "sjukskrivning").slutrapportera("2024-09-12")
    for m in ("2024-05", "2024-06", "2024-07", "2024-08"):
        fall.rapportera(m, "2024-09-21T12:00").fakturera(m, "2024-09-21T12:00").godkann(m, "2024-09-21T12:00")
    assert fall.fakturera("2024-09").insats.underlag["2024-09"][-1].belopp == Decimal("2584.00") + AVBROTT
    fall.rapportera("2024-09").godkann("2024-09").till("2024-12-20")
    assert rader(fall, "avbrott") == [("2024-04-20", AVBROTT, "utbetald"), ("2024-09-20", AVBROTT, "utbetald")]
    assert fall.betalt() == Decimal("2713.20") + 5 * Decimal("3876.00") + Decimal("2584.00") + AVBROTT


@pytest.mark.krav("K14.3", "K0.7")
def test_one_whose_final_report_is_late_is_forfeited_although_an_earlier_one_was_paid() -> None:
    fall = struket().avsluta("2024-09-02", "2024-09-20", "sjukskrivning").till("2024-12-20")
    assert rader(fall, "avbrott")[-1] == ("2024-09-20", AVBROTT, "innehallen")
    assert len(rader(fall, "justering")) == 2


@pytest.mark.krav("K14.3", "K0.7")
def test_the_same_end_decided_again_is_the_same_avbrott() -> None:
    fall = (
        struket()
        .avsluta_av_tva("2024-06-17", "2024-04-20", "sjukskrivning", lakarens_bedomning="2024-06-17")
        .slutrapportera("2024-06-18")
    )
    fall.till("2024-07-16")
    assert rader(fall, "avbrott") == [("2024-04-20", AVBROTT, "utbetald")]
    assert rader(fall, "justering")[-1] == ("avbrott 2024-04-20 #2", AVBROTT, "utbetald")


@pytest.mark.krav("K14.3", "K14.4", "K13.8")
def test_months_that_a_corrected_end_adds_are_invoiced_without_the_avbrott_that_is_paid() -> None:
    fall = betalt().kv(
        "2024-06-12", "ratta", vad="besluta_avslut", andringar={"avslutsdatum": "2024-05-20"}, motivering="fel dag"
    )
    fall.rapportera("2024-05", "2024-06-13").fakturera("2024-05", "2024-06-13").godkann("2024-05", "2024-06-14")
    assert [u.belopp for u in fall.insats.underlag["2024-05"]] == [Decimal("2584.00")]
    assert fall.till("2024-08-16").utbetalning("2024-05").status == "utbetald"
    assert fall.betalt() == Decimal("2713.20") + Decimal("3876.00") + Decimal("2584.00") + AVBROTT


@pytest.mark.krav("K14.4", "K14.5", "K14.1")
def test_the_avbrott_and_its_month_are_paid_together_also_where_an_early_underlag_showed_the_month_alone() -> None:
    fall = Spel.pagaende(start="2024-12-01", dag1="2024-11-20").avsluta("2025-02-03", "2025-01-31", "sjukskrivning")
    fall.slutrapportera("2025-02-04").rapportera("2025-01", "2025-02-04").godkann("2025-01")
    fall.fakturera("2025-01", "2025-02-11", belopp="4000.00", nummer="F1")  # guessed before an amount is decided
    belopp = {"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01"}
    fall.systemet("2025-02-20", "infor_regelverk", utgava="2025", varden=[belopp])
    fall.fakturera("2025-01", "2025-03-10", nummer="F2").till("2025-04-16")
    assert [(u.slag, u.utbetalningsmanad) for u in fall.utbetalningar() if u.avser >= "2025"] == [
        ("manad", "2025-04"), ("avbrott", "2025-04")
    ]  # fmt: skip
