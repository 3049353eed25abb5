"""§12.1: that the end date counts, and what "utan ersättning" means, are choices of the regelverk (K12.1, K12.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.insats.insats import med
from domain.regler.varde import Varde
from tests.verktyg.spel import Spel

RAKNAS, FORVERKAR = "slutrapport.slutdagen_raknas", "slutrapport.sen_forverkar_manaden"


def fall(nyckel: str = "", varde: int = 0) -> Spel:
    """An insats from 11 March to 10 April, under rules that read the routine otherwise in one thing."""
    f = Spel.pagaende("AMI1", start="2024-03-11", langd_manader=1)
    if nyckel:
        p = f.insats.regelverk.parameter(nyckel)
        annat = replace(p, varden=(Varde(date(2024, 1, 1), None, varde),))
        f.insats = med(f.insats, regelverk=f.insats.regelverk.med_parametrar([annat]))
    return f


def april(f: Spel) -> tuple[str, str | None, str]:
    """How the last month stands when all has come in and the run of May is made."""
    f.rapportera("2024-04", "2024-05-02").fakturera("2024-04", "2024-05-02", belopp="1292.00")
    rad = f.till("2024-05-16").utbetalning("2024-04")
    return rad.status, rad.hinder, str(rad.belopp)


@pytest.mark.krav("K12.1", sort="gräns")
@pytest.mark.parametrize(
    ("raknas", "nar", "utfall"),
    [
        (1, "2024-04-10T23:59", "uppfylld"), (1, "2024-04-11T00:01", "sen"),
        (0, "2024-04-09T23:59", "uppfylld"), (0, "2024-04-10T00:01", "sen"),
    ],
)  # fmt: skip
def test_whether_the_end_date_counts_is_a_choice(raknas: int, nar: str, utfall: str) -> None:
    f = fall(RAKNAS, raknas).slutrapportera(nar)
    assert f.bevakning("slutrapport").utfall == utfall


@pytest.mark.krav("K12.5", sort="gräns")
@pytest.mark.parametrize(
    ("forverkar", "nar", "vantat"),
    [
        (0, "2024-04-11", ("utbetald", None, "1292.00")),
        (1, "2024-04-10", ("utbetald", None, "1292.00")),
        (1, "2024-04-11", ("innehallen", "slutrapport_sen", "1292.00")),
    ],
)
def test_whether_a_late_final_report_costs_the_last_month_is_a_choice(
    forverkar: int, nar: str, vantat: tuple[str, str | None, str]
) -> None:
    f = fall(FORVERKAR, forverkar).rapportera("2024-03").fakturera("2024-03").slutrapportera(nar)
    assert april(f) == vantat
    assert f.utbetalning("2024-03").status == "utbetald"  # no other month is touched
    if vantat[1]:
        assert "månaden betalas inte (§12.1.3, K12.5)" in f.utbetalning("2024-04").forklaring
        f.till("2024-07-01")
        assert not [b for b in f.bevakningar() if b.slag == "faktureringsunderlag" and b.utfall == "forsenad"]


@pytest.mark.krav("K12.5", "K14.4")
def test_as_the_rules_stand_a_late_final_report_costs_no_month() -> None:
    f = fall().rapportera("2024-03").fakturera("2024-03").slutrapportera("2024-04-11")
    assert april(f) == ("utbetald", None, "1292.00")


@pytest.mark.krav("K12.1", "K12.5", "K16.2")
def test_an_older_case_reads_both_as_the_routine_is_read() -> None:
    f = fall().fore_reglerna().rapportera("2024-03").fakturera("2024-03").slutrapportera("2024-04-10")
    assert f.bevakning("slutrapport").utfall == "uppfylld"
    sen = fall().fore_reglerna().rapportera("2024-03").fakturera("2024-03").slutrapportera("2024-04-11")
    assert sen.bevakning("slutrapport").utfall == "sen"
    sen.rapportera("2024-04", "2024-05-02").fakturera("2024-04", "2024-05-02").godkann("2024-04", "2024-05-03")
    assert sen.till("2024-05-16").utbetalning("2024-04").hinder is None
