"""§2, §12.1.2, §13: ends in the second edition of the routine (K2.3, K12.2, K13.1, K13.2, K13.10)."""

from typing import Any

import pytest

from domain.liv.insyn import post_for
from tests.domain.kapitel.slut.pagaende import pagaende
from tests.verktyg.spel import ANORDNARE

# When the final report of an end in advance is due (K12.2)


@pytest.mark.krav("K12.2", sort="gräns")
@pytest.mark.parametrize(
    ("avslutsdatum", "frist"),
    [
        ("2024-04-15", "2024-04-24"),  # two weeks of the decision
        ("2024-04-24", "2024-04-24"),
        ("2024-04-28", "2024-04-28"),  # a Sunday: an end date does not move
        ("2024-05-31", "2024-05-31"),
    ],
)
def test_the_final_report_is_never_due_before_the_insats_has_ended(avslutsdatum: str, frist: str) -> None:
    fall = pagaende().avsluta("2024-04-10", avslutsdatum)
    assert (fall.bevakning("slutrapport").regel, fall.bevakning("slutrapport").frist) == ("K12.2", frist)


@pytest.mark.krav("K12.2", sort="avslag")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-04-24T23:59", "oppen"), ("2024-04-25T00:00", "forsenad")])
def test_one_that_has_not_come_in_two_weeks_of_the_decision_is_late(nar: str, utfall: str) -> None:
    assert pagaende().avsluta("2024-04-10", "2024-04-15").till(nar).bevakning("slutrapport").utfall == utfall


@pytest.mark.krav("K12.2", "K16.2")
def test_in_an_older_case_it_is_due_two_weeks_of_the_decision_however_far_ahead_the_end_is() -> None:
    fall = pagaende().fore_reglerna().avsluta("2024-04-10", "2024-05-31")
    assert fall.bevakning("slutrapport").frist == "2024-04-24"


# Why, and what it is to (K13.1)


@pytest.mark.krav("K13.1", sort="avslag")
def test_another_reason_is_told_in_the_motivering_and_forsorjning_of_egen_forsorjning_alone() -> None:
    fall = pagaende()
    fall.avvisas("K13.1", fall.avsluta, "2024-04-10", "2024-04-30", "annan_orsak", falt="motivering")
    fall.avvisas("K13.1", fall.avsluta, "2024-04-10", "2024-04-30", "flytt", forsorjning="arbete", falt="forsorjning")
    fall.avsluta("2024-04-10", "2024-04-30", "egen_forsorjning", forsorjning="studier")
    assert fall.handelser("avslut_beslutat")[0].forsorjning == "studier"  # type: ignore[attr-defined]


@pytest.mark.krav("K13.1", "K16.2")
def test_an_older_case_may_end_for_the_reasons_that_came_later() -> None:
    fall = pagaende().fore_reglerna().avsluta("2024-04-10", "2024-04-30", "flytt")
    assert fall.insats.form == "avbruten"


@pytest.mark.krav("K13.3", "K2.3")
def test_nothing_of_what_the_end_led_to_gives_a_hidden_reason_away() -> None:
    fall = pagaende().avsluta(
        "2024-04-10", "2024-04-30", "oforutsedd_handelse", dolj_orsak=True, natt_mal="arbete", mal_uppnatt=True
    )
    (post,) = (p for p in fall.poster if p.handelse.slag == "avslut_beslutat")
    dolt: Any = post_for(ANORDNARE, post).handelse
    assert (dolt.natt_mal, dolt.steg_till, dolt.forsorjning) == (None, None, None)
