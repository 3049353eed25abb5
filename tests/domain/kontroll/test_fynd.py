"""How what is found is told: which fields differ between two rows, and what may be said of them (K3.3)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.kontroll.fynd import Fynd, antal_meddelanden, radskillnader, skillnad
from domain.kontroll.korning import ogranskbar, omstart
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from tests.verktyg.spel import d, tid

INSATS = Insatsrad(
    "arende-1", "AMI2", "A", "kv1", "kund", Status.PAGAR, d("2024-03-11"), None, None, None, 7, tid("2024-03-12")
)
BEVAKNING = Bevakningsrad(
    "uppdrag", "uppdrag", None, "K6.3", Roll.KARRIARVAGLEDARE, "kv1", tid("2024-03-01"), d("2024-03-08"), "oppen", None
)
UTBETALNING = Utbetalningsrad(
    "manad:2024-03", 0, "manad", "2024-03", 21, Decimal("2713.20"), None, "vantar", "väntar", "A"
)


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize(
    ("finns", "ratt", "text"),
    [
        (INSATS, INSATS, ""),
        (
            replace(INSATS, status=Status.BEMANNAD, nr=6, slutdatum=d("2024-09-10"), startdatum=None),
            INSATS,
            "status är bemannad, journalen ger pagar; startdatum är tomt, journalen ger 2024-03-11; "
            "slutdatum är 2024-09-10, journalen ger tomt; nr är 6, journalen ger 7",
        ),
        (
            replace(INSATS, arende="x", slag="FAI1", anordnare="B", karriarvagledare="kv2", kund="hemlig",
                    avslutsform="fortid", avslutsorsak="mal_natt", senast=tid("2024-03-13")),
            INSATS,
            "arende avviker; slag avviker; anordnare avviker; karriarvagledare avviker; kund avviker; "
            "avslutsform avviker; avslutsorsak avviker; senast avviker",
        ),
        (
            replace(BEVAKNING, utfall="sen", frist=d("2024-03-11"), ansvarig=Roll.ANORDNARE, part="A", avser="2",
                    uppfylld=tid("2024-03-11")),
            BEVAKNING,
            "avser avviker; ansvarig är anordnare, journalen ger karriarvagledare; part avviker; "
            "frist är 2024-03-11, journalen ger 2024-03-08; utfall är sen, journalen ger oppen; uppfylld avviker",
        ),
        (
            replace(UTBETALNING, belopp=None, dagar=20, utbetalningsmanad="2024-04", status="klar", forklaring="annat"),
            UTBETALNING,
            "dagar är 20, journalen ger 21; belopp är tomt, journalen ger 2713.20; "
            "utbetalningsmanad är 2024-04, journalen ger tomt; status är klar, journalen ger vantar; "
            "forklaring avviker",
        ),
    ],
)  # fmt: skip
def test_what_operations_need_is_told_with_both_values_and_of_the_rest_only_that_it_differs(
    finns: Any, ratt: Any, text: str
) -> None:
    assert skillnad(finns, ratt) == text


def test_rows_that_are_missing_too_many_or_other_than_they_should_be_are_told_in_the_order_of_their_keys() -> None:
    finns = {"c": INSATS, "b": INSATS, "e": replace(INSATS, nr=6)}
    ratt = {"e": INSATS, "b": INSATS, "a": INSATS, "d": INSATS}
    assert list(radskillnader("tabell", finns, ratt)) == [
        "tabell a saknas",
        "tabell c finns men följer inte av journalen",
        "tabell d saknas",
        "tabell e: nr är 6, journalen ger 7",
    ]
    assert list(radskillnader("tabell", ratt, ratt)) == []


@pytest.mark.parametrize(
    ("antal", "text"), [(0, "inga meddelanden"), (1, "ett meddelande"), (2, "2 meddelanden"), (11, "11 meddelanden")]
)
def test_messages_are_counted_in_words(antal: int, text: str) -> None:
    assert antal_meddelanden(antal) == text


def test_the_same_fault_is_the_same_finding_whatever_is_proposed_against_it() -> None:
    fynd = Fynd("klocka", "arende-1", "en text", "gör si")
    assert fynd == replace(fynd, atgard="gör så", upplysning=True)
    assert sorted([replace(fynd, text="ö"), replace(fynd, arende="arende-0"), fynd]) == [
        replace(fynd, arende="arende-0"), fynd, replace(fynd, text="ö"),
    ]  # fmt: skip


@pytest.mark.krav("K3.3")
def test_a_run_that_the_hunt_trips_on_is_told_by_the_kind_of_the_fault_and_by_how_it_is_put_right() -> None:
    hur = "ersätt det med ett nytt ur journalen: insats laga arende-1 --ny-korning"
    assert omstart("arende-1") == hur
    text = "arbetsflödet går inte att granska (KeyError)"
    assert ogranskbar("arende-1", KeyError("19900502-2398")) == Fynd("lage", "arende-1", text, hur)
