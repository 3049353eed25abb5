"""The yearly review counted from lives that were played and journaled: what, of whom, and in which year (K16.1)."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from domain.kvalitet.nyckeltal import Nyckeltal, Punktlighet
from tests.persistence.kvalitet.journalerna import A, Spara, ett, tal
from tests.verktyg.spel import Spel

pytestmark = pytest.mark.krav("K16.1")

# Insatser, and in which year


@pytest.mark.parametrize(
    ("start", "i_2024", "i_2025"),
    [
        # påbörjade, pågående, avslutade
        ("2024-10-01", (1, 0, 1), None),  # ends on 31 December
        ("2024-10-02", (1, 1, 0), (0, 0, 1)),  # ends on 1 January
        ("2024-12-31", (1, 1, 0), (0, 0, 1)),
        ("2025-01-01", None, (1, 0, 1)),
    ],
)
def test_an_insats_is_of_every_year_it_has_a_day_in_and_ends_in_one(
    motor: Engine, spara: Spara, start: str, i_2024: tuple[int, ...] | None, i_2025: tuple[int, ...] | None
) -> None:
    spara(Spel.pagaende("AMI1", start, "2024-09-20").till("2025-06-01"))
    for ar, vantat in ((2024, i_2024), (2025, i_2025)):
        n = tal(motor, ar).get(A, Nyckeltal(A))
        assert (n.paborjade, n.pagaende, n.avslutade) == (vantat or (0, 0, 0))
        assert n.insatser == (vantat is not None)


def test_the_year_under_way_is_counted_to_yesterday(motor: Engine, spara: Spara) -> None:
    spara(Spel.pagaende("AMI1", "2024-03-11").till("2024-06-12"))  # ends on 10 June
    for idag, vantat in (("2024-06-10", (1, 0)), ("2024-06-11", (0, 1))):
        n = ett(motor, idag=idag)
        assert (n.pagaende, n.avslutade) == vantat, idag
    assert tal(motor, idag="2024-03-11")[A].insatser == 0, "it begins today"


@pytest.mark.krav("K6.2")
def test_a_case_taken_back_unstaffed_is_a_missing_bemanning_and_no_insats(motor: Engine, spara: Spara) -> None:
    spel = Spel.aktualiserat("AMI1", "2024-03-01T09:00")
    spel.kv("2024-03-06", "aterkalla_aktualisering").till("2024-04-01")
    spara(spel)
    n = ett(motor)
    assert n.bemanning == Punktlighet(0, 0, 1)
    assert (n.insatser, n.avvikelser) == (0, 1)


@pytest.mark.krav("K6.2")
def test_a_case_that_was_registered_by_mistake_counts_in_no_review(motor: Engine, spara: Spara) -> None:
    spel = Spel.aktualiserat("AMI1", "2024-03-01T09:00")  # never staffed, and its frist has passed
    spel.kv("2024-03-06", "aterkalla_aktualisering", felregistrerad=True, motivering="Fel kund.").till("2024-04-01")
    spara(spel)
    n = tal(motor).get(A, Nyckeltal(A))
    assert (n.insatser, n.bemanning, n.avvikelser) == (0, Punktlighet(), 0)


# Frister


@pytest.mark.krav("K7.3")
@pytest.mark.parametrize(
    ("lamnad", "vantat"), [("2024-03-25T23:59", (1, 0, 0)), ("2024-03-26T00:00", (0, 1, 0)), (None, (0, 0, 1))]
)
def test_a_plan_is_late_from_the_day_after_its_frist(
    motor: Engine, spara: Spara, lamnad: str | None, vantat: tuple[int, int, int]
) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11")
    if lamnad:
        spel.lamna_plan(lamnad)
    spara(spel.till("2024-04-02"))
    assert ett(motor, idag="2024-04-02").plan == Punktlighet(*vantat)
    assert ett(motor, idag="2024-03-25").plan == Punktlighet(), "on the day of the frist nothing is judged"


@pytest.mark.krav("K8.1")
def test_the_report_of_december_is_of_the_year_that_its_frist_falls_in(motor: Engine, spara: Spara) -> None:
    spel = Spel.pagaende("AMI1", "2024-11-01", "2024-10-25")
    spel.rapportera("2024-11", "2024-12-09").rapportera("2024-12", "2024-12-31").till("2025-03-15")
    spara(spel)
    assert ett(motor, 2024).manadsrapporter == Punktlighet(0, 1, 0), "November's, two days late"
    assert ett(motor, 2025).manadsrapporter == Punktlighet(1, 0, 1), "December's in time, January's missing"


@pytest.mark.krav("K7.2")
def test_a_contact_registered_afterwards_makes_a_missed_week_late_and_takes_the_deviation_back(
    motor: Engine, spara: Spara
) -> None:
    spel = Spel.pagaende("AMI1", "2024-12-09", "2024-12-02")
    spel.anordnare("2024-12-17", "registrera_kundkontakt", datum="2024-12-17")
    spel.anordnare("2025-01-02", "registrera_kundkontakt", datum="2024-12-27")
    spara(spel.till("2025-01-08"))
    n = ett(motor, 2024)
    assert n.veckokontakter == Punktlighet(1, 1, 1)  # the weeks that end on the 22nd, the 29th and the 15th
    andra = n.plan.alla - n.plan.i_tid + 1  # and the uppstartsmöte that nobody booked
    assert n.avvikelser == 1 + andra
    assert ett(motor, 2025, idag="2025-01-08").veckokontakter == Punktlighet(0, 0, 1), "its Sunday is 5 January"


@pytest.mark.krav("K0.9")
@pytest.mark.parametrize("hos_anordnaren", [True, False])
def test_a_report_not_approved_in_time_is_a_deviation_of_the_one_who_had_it_then(
    motor: Engine, spara: Spara, hos_anordnaren: bool
) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11").rapportera("2024-03", "2024-04-03")
    spel.aterremittera("2024-03", "2024-04-10" if hos_anordnaren else "2024-04-17").till("2024-04-20")
    spara(spel)
    utan = Spel.pagaende("AMI1", "2024-03-11").rapportera("2024-03", "2024-04-03")
    spara(utan.godkann("2024-03", "2024-04-10").till("2024-04-20"), "B")
    med = tal(motor, idag="2024-04-20")
    assert med[A].avvikelser - med["B"].avvikelser == hos_anordnaren
