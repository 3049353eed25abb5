"""What a decision rests on, what goal was reached and how long an uppdrag is, in words (K2.3, K5.6, K6.3)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.insats.anteckningar import Beslutsgrund
from domain.kapitel.uppdrag.dag_ett.beslutsgrund import fakta_i_ord
from domain.kapitel.uppdrag.dag_ett.insatsmal import malet
from domain.kapitel.uppdrag.kontaktuppgifter import far_se_kontaktuppgifter
from domain.kapitel.uppdrag.uppdrag import KAPITEL, UppdragInlagt
from domain.skeende.mening import Mening
from tests.verktyg.spel import ANORDNARE, KV, Aktor, Roll, Spel, d


@pytest.mark.krav("K5.6")
@pytest.mark.parametrize(
    ("alder", "formaga", "ord_"), [(None, None, ("inte angiven", "oklar")), (34, 0, ("34 år", "0 %"))]
)
def test_what_is_not_said_of_the_kund_is_told_as_not_said(alder: Any, formaga: Any, ord_: tuple[str, str]) -> None:
    fakta = fakta_i_ord(Beslutsgrund("kaa", alder, formaga, False, None, False, "K2.2", motiverad=False))
    assert (fakta["ålder"], fakta["arbetsförmåga"]) == ord_
    assert (fakta["kartläggning"], fakta["anordnare"]) == ("inte angiven", "inte angivet vems val")


@pytest.mark.krav("K2.3")
@pytest.mark.parametrize(
    ("fakta", "ord_"),
    [
        ((False, None, None), "målet är inte nått"),
        ((True, None, None), "målet är nått"),
        ((True, "eget_foretagande", None), "målet är nått: eget företagande"),
        ((True, "stegforflyttning", "AMI2"), "målet är nått: stegförflyttning till AMI2"),
    ],
)
def test_a_goal_is_told_by_its_name_and_where_it_leads(fakta: Any, ord_: str) -> None:
    assert malet(*fakta) == ord_


@pytest.mark.krav("K6.3", "K13.4")
@pytest.mark.parametrize(("slut", "langd"), [("2024-06-10", ", 3 månader"), ("2024-05-01", "")])
def test_the_length_of_an_uppdrag_is_told_where_its_days_are_that_long(slut: str, langd: str) -> None:
    h = UppdragInlagt(d("2024-03-11"), 3, 100, d(slut))
    assert KAPITEL.foljder[UppdragInlagt].mening(h) == Mening(
        f"Uppdraget är inlagt: 2024-03-11–{slut}{langd}, 100 %", "K6.3"
    )


@pytest.mark.krav("K6.7")
def test_whether_it_is_worth_asking_is_who_may_see_how_the_kund_is_reached() -> None:
    i = Spel.pagaende(start="2024-03-11").insats
    handlaggaren = Aktor(Roll.ANORDNARE, "h1", "A")
    assert far_se_kontaktuppgifter(i, handlaggaren, d("2024-03-12"))
    assert not far_se_kontaktuppgifter(i, handlaggaren, d("2024-02-29"))
    assert not far_se_kontaktuppgifter(i, ANORDNARE, d("2024-03-12"))
    assert not far_se_kontaktuppgifter(i, Aktor(KV.roll, "h1"), d("2024-03-12"))
