"""§13.1, §13.2: what a new case takes over from the one it follows on (K13.4, K13.5)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.kapitel.uppdrag.dag_ett.kedja import Sort, foregaende, kedjans_langd
from domain.liv.kommandon import las_kommando
from tests.verktyg.spel import KUNDER, Spel

BYTE: Sort = "byte_av_anordnare"
ANNAN: Sort = "annan_insats"


def slutat(avslutsdatum: str = "2024-06-15") -> Spel:
    """AMI2 at A from 2024-03-11, twelve months, that is decided to end early."""
    return Spel.pagaende().avsluta("2024-06-05", avslutsdatum, "byte_av_anordnare")


def ny(fall: Spel, sort: Sort, insats: str = "AMI2", anordnare: str = "B") -> dict[str, Any]:
    return foregaende(fall.insats, sort, insats=insats, anordnare=anordnare)


@pytest.mark.krav("K13.4", "K13.5")
@pytest.mark.parametrize(
    ("sort", "insats", "anordnare"), [(BYTE, "AMI2", "B"), (ANNAN, "FAI1", "A"), (ANNAN, "AMI1", "B")]
)
def test_a_case_that_follows_on_another_knows_its_days_and_what_it_was(sort: Sort, insats: str, anordnare: str) -> None:
    fore = ny(slutat(), sort, insats, anordnare)
    assert fore == {
        "arende": "arende-1",
        "sort": sort,
        "insats": "AMI2",
        "avslutsdatum": "2024-06-15",
        "forsta_start": "2024-03-11",
        "planerat_slut": "2025-03-10",
        "forlangda_manader": 0,
    }
    las_kommando(
        {"kommando": "aktualisera", "insats": insats, "anordnare": anordnare, "kund": KUNDER[insats]}
        | {"foregaende": fore}
    )


@pytest.mark.krav("K13.4", "K11.1")
def test_the_first_start_and_the_extension_months_are_those_of_the_whole_chain() -> None:
    """The first part began on 2024-02-01 and was granted a month; here another is granted, so the end is April's."""
    fore = {
        "arende": "arende-0", "sort": BYTE, "insats": "AMI2", "avslutsdatum": "2024-03-10",
        "forsta_start": "2024-02-01", "planerat_slut": "2025-02-28", "forlangda_manader": 1,
    }  # fmt: skip
    fall = Spel.aktualiserat(foregaende=fore)
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    fall.arbetsledare("2025-02-20", "besluta_forlangning", motivering="x")
    fall.avsluta("2025-02-21", "2025-03-15", "byte_av_anordnare")
    assert ny(fall, BYTE) == {
        "arende": "arende-1",
        "sort": BYTE,
        "insats": "AMI2",
        "avslutsdatum": "2025-03-15",
        "forsta_start": "2024-02-01",
        "planerat_slut": "2025-03-31",
        "forlangda_manader": 2,
    }


@pytest.mark.krav("K13.4", "K13.5", sort="avslag")
@pytest.mark.parametrize(("sort", "regel"), [(BYTE, "K13.4, §13.2"), (ANNAN, "K13.5, §13.1")])
def test_nothing_follows_on_a_case_without_a_time_or_a_decided_end(sort: Sort, regel: str) -> None:
    inget = "efter: arende-1 har ingen insatstid att följa på"
    for fall, text in (
        (Spel.aktualiserat(), inget),
        (slutat("2024-03-10"), inget),  # before the start: it was recalled
        (Spel.pagaende().till("2025-03-10"), "efter: arende-1 har inget beslutat slut; besluta om avslut där först"),
    ):
        with pytest.raises(Avvisning) as fel:
            ny(fall, sort)
        assert (str(fel.value), fel.value.regel) == (f"{text} ({regel})", regel[:5])


@pytest.mark.krav("K13.4", "K13.5", sort="avslag")
@pytest.mark.parametrize(
    ("sort", "insats", "anordnare", "text"),
    [
        (BYTE, "AMI2", "A", "anordnare: arende-1 ligger redan hos A (K13.4, §13.2)"),
        (
            ANNAN,
            "AMI2",
            "B",
            "insats: arende-1 är redan AMI2; vid byte av anordnare är sorten en annan (K13.5, §13.1)",
        ),
    ],
)
def test_a_change_that_changes_nothing_is_none(sort: Sort, insats: str, anordnare: str, text: str) -> None:
    with pytest.raises(Avvisning) as fel:
        ny(slutat(), sort, insats, anordnare)
    assert str(fel.value) == text


@pytest.mark.krav("K13.4", "K13.5", sort="gräns")
def test_after_the_last_day_there_is_no_time_left_at_another_anordnare_but_another_insats_may_follow() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3).till("2024-06-11")
    with pytest.raises(Avvisning) as fel:
        ny(fall, BYTE)
    text = "efter: arende-1 är fullföljd; det finns ingen tid kvar att byta anordnare för (K13.4, §13.2)"
    assert str(fel.value) == text
    assert ny(fall, ANNAN, "AMI1")["avslutsdatum"] == "2024-06-10"


@pytest.mark.krav("K13.4", sort="gräns")
def test_one_day_left_is_enough_for_another_anordnare() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3)
    fall.avsluta("2024-06-05", "2024-06-09", "byte_av_anordnare")
    fore = ny(fall.till("2024-06-10"), BYTE)
    assert (fore["avslutsdatum"], fore["planerat_slut"]) == ("2024-06-09", "2024-06-10")


@pytest.mark.krav("K13.4", "K2.1", "K0.5", sort="gräns")
@pytest.mark.parametrize(
    ("planerat_slut", "manader"),
    [
        ("2024-04-10", 1),
        ("2024-04-11", 2),
        ("2024-06-09", 3),
        ("2024-06-10", 3),
        ("2024-06-11", 4),
        ("2025-02-10", 11),
        ("2025-02-11", 12),
        ("2025-05-10", 12),  # two months were granted
    ],
)
def test_the_time_that_goes_with_the_kund_is_the_least_that_reaches_the_end(planerat_slut: str, manader: int) -> None:
    """Counted from the first start, 2024-03-11, and never more than the insats has: twelve."""
    fore = ny(slutat("2024-03-31"), BYTE) | {"planerat_slut": planerat_slut}
    assert kedjans_langd(Spel.aktualiserat(foregaende=fore).insats, 12) == manader


@pytest.mark.krav("K13.5", "K2.1")
def test_a_case_that_begins_a_time_of_its_own_has_the_longest() -> None:
    fore = ny(slutat("2024-03-31"), ANNAN, "AMI1")
    assert [
        kedjans_langd(fall.insats, 12) for fall in (Spel.aktualiserat(), Spel.aktualiserat("AMI1", foregaende=fore))
    ] == [12, 12]
