"""§6.1, §13.2: which days of a kund's other cases stand in the way of a new one, day by day (K6.1, K8.6, K13.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats, med
from domain.kapitel.uppdrag.dag_ett.aktualisering import InsatsAktualiserad, prova_samtidiga
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende, dagar, prova_dagarna, tidigast_start
from domain.tid.period import Period
from tests.domain.kapitel.uppdrag.dag_ett.tva_arenden import annat
from tests.verktyg.spel import Spel, d

DAG1 = d("2024-06-10")


def slutar(till: str, insats: Any = "AMI2") -> Kundarende:
    return annat(insats, till=till, slut_beslutat=True)


@pytest.mark.krav("K6.1", "K8.6", sort="gräns")
@pytest.mark.parametrize(
    ("andra", "parallell", "minst", "tidigast"),
    [
        ([], False, None, None),
        ([], False, "2024-06-12", "2024-06-12"),
        ([annat(till="2024-06-09")], False, None, None),  # it ended the day before, decided or not
        ([slutar("2024-06-09")], False, None, None),
        ([slutar("2024-06-10")], False, None, "2024-06-11"),
        ([slutar("2024-06-15")], False, "2024-06-15", "2024-06-16"),
        ([slutar("2024-06-15")], False, "2024-06-16", "2024-06-16"),
        ([slutar("2024-06-15")], False, "2024-06-17", "2024-06-17"),
        ([slutar("2024-06-20"), slutar("2024-06-15")], False, None, "2024-06-21"),
        ([slutar("2024-06-15", "FAI1")], False, None, "2024-06-16"),
        ([slutar("2024-06-15", "FAI1")], True, None, None),
        ([annat("FAI1"), slutar("2024-06-15")], True, None, "2024-06-16"),
    ],
)
def test_a_new_case_begins_the_day_after_those_that_it_may_not_go_on_beside(
    andra: list[Kundarende], parallell: bool, minst: str | None, tidigast: str | None
) -> None:
    dag = tidigast_start("AMI2", DAG1, andra, parallell=parallell, minst=d(minst) if minst else None)
    assert dag == (d(tidigast) if tidigast else None)


@pytest.mark.krav("K6.1", "K8.6", sort="avslag")
@pytest.mark.parametrize(
    ("annan", "parallell", "regel", "falt", "text"),
    [
        (annat(), True, "K6.1", "insats", ", som inte är avslutat; besluta om avslut där först"),
        (annat(till=None, slut_beslutat=True), False, "K6.1", "insats",
         ", som inte är avslutat; besluta om avslut där först"),
        (annat(till="2024-06-10"), False, "K6.1", "insats", ", som inte är avslutat; besluta om avslut där först"),
        (annat("FAI1"), False, "K8.6", "stegforflyttning_bedoms_mojlig",
         "; en parallell insats kräver bedömningen att kunden kan göra stegförflyttningar"),
    ],
)  # fmt: skip
def test_one_whose_end_nobody_has_decided_is_named_and_what_to_do(
    annan: Kundarende, parallell: bool, regel: str, falt: str, text: str
) -> None:
    with pytest.raises(Avvisning) as fel:
        tidigast_start("AMI2", DAG1, [annan], parallell=parallell)
    har = f"kunden har redan {annan.insats} i ärendet in-1"
    assert (fel.value.regel, fel.value.falt, fel.value.text) == (regel, falt, har + text)


@pytest.mark.krav("K6.1", "K13.4", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "andra", "galler"),
    [
        ({}, [], True),
        ({}, [slutar("2024-06-15")], False),
        ({"tidigast_start": d("2024-06-16")}, [slutar("2024-06-15")], True),
        ({"tidigast_start": d("2024-06-16")}, [slutar("2024-06-16")], False),
        ({"tidigast_start": d("2024-06-16")}, [slutar("2024-06-14")], True),  # it has come to end earlier
        ({"tidigast_start": d("2024-06-16")}, [], True),  # or has gone
        ({}, [slutar("2024-06-15", "FAI1")], False),
        ({"parallell": True}, [slutar("2024-06-15", "FAI1")], True),
        ({"bestamt_slut": d("2024-12-31")}, [slutar("2024-06-15", "FAI1")], True),  # a change of anordnare
    ],
)
def test_what_was_decided_is_tried_against_the_cases_as_they_have_become(
    fakta: dict[str, Any], andra: list[Kundarende], galler: bool
) -> None:
    h = Spel.aktualiserat().poster[0].handelse
    assert isinstance(h, InsatsAktualiserad)
    h = replace(h, **fakta)
    if galler:
        prova_samtidiga(h, DAG1, andra)
    else:
        with pytest.raises(Avvisning) as fel:
            prova_samtidiga(h, DAG1, andra)
        assert (fel.value.regel, fel.value.falt) == ("K6.1", "insats")
        assert fel.value.text == "kundens andra ärenden har just ändrats; försök igen"


# The days that a change gives


def staten(start: str, slut: str, **fakta: Any) -> Insats:
    i = Spel.pagaende().insats
    return med(i, uppdrag=replace(i.inlagt, startdatum=d(start), slutdatum=d(slut)), **fakta)


@pytest.mark.krav("K6.1", "K13.4")
def test_a_case_has_the_days_of_its_uppdrag_or_all_that_it_may_come_to_have_or_none() -> None:
    assert dagar(staten("2024-03-11", "2024-06-15")) == Period(d("2024-03-11"), d("2024-06-15"))
    obestamt = Spel.aktualiserat().insats
    assert dagar(obestamt) == Period(d("2024-03-01"))
    assert dagar(med(obestamt, tidigast_start=d("2024-03-20"))) == Period(d("2024-03-20"))
    assert dagar(med(obestamt, tidigast_start=d("2024-02-20"))) == Period(d("2024-03-01"))
    aterkallat = Spel.pagaende().avsluta("2024-03-02", "2024-03-05", "flytt").insats
    assert dagar(aterkallat) is None
    prova_dagarna(staten("2024-03-11", "2024-06-15"), aterkallat, [annat()])


@pytest.mark.krav("K6.1", "K13.4", "K13.5", sort="gräns")
@pytest.mark.parametrize(
    ("fore", "efter", "annan", "regel", "nar"),
    [
        # the day before the other begins, that day, and after the other's last
        (("03-11", "06-15"), ("03-11", "06-19"), ("06-20", "08-31"), None, ""),
        (("03-11", "06-15"), ("03-11", "06-20"), ("06-20", "08-31"), "K6.1", "2024-06-20–2024-08-31"),
        (("03-11", "06-15"), ("03-11", "06-20"), ("06-20", None), "K6.1", "fr.o.m. 2024-06-20"),
        (("03-11", "06-15"), ("03-10", "06-15"), ("02-01", "03-09"), None, ""),
        (("03-11", "06-15"), ("03-09", "06-15"), ("02-01", "03-09"), "K6.1", "2024-02-01–2024-03-09"),
        # days that they had in common already, or fewer
        (("03-11", "06-25"), ("03-11", "06-25"), ("06-20", "08-31"), None, ""),
        (("03-11", "06-25"), ("03-11", "06-22"), ("06-20", "08-31"), None, ""),
        (("03-11", "06-25"), ("03-11", "06-26"), ("06-20", "08-31"), "K6.1", "2024-06-20–2024-08-31"),
    ],
)
def test_a_change_gives_no_day_that_another_case_has_and_takes_any(
    fore: tuple[str, str], efter: tuple[str, str], annan: tuple[str, str | None], regel: str | None, nar: str
) -> None:
    var, blir = (staten(f"2024-{a}", f"2024-{b}") for a, b in (fore, efter))
    andra = [annat(fran=f"2024-{annan[0]}", till=f"2024-{annan[1]}" if annan[1] else None, arende="in-9")]
    if regel is None:
        prova_dagarna(var, blir, andra)
    else:
        with pytest.raises(Avvisning) as fel:
            prova_dagarna(var, blir, andra)
        assert (fel.value.regel, fel.value.text) == (
            regel, f"insatsen skulle få dagar gemensamt med AMI2 i ärendet in-9 ({nar}), samma insats hos samma kund",
        )  # fmt: skip


@pytest.mark.krav("K13.4", "K13.5")
@pytest.mark.parametrize(
    ("insats", "lank", "regel", "text"),
    [
        ("AMI2", "andra", "K13.4", ", som följer på det här; avsluta eller återkalla det först"),
        ("FAI1", "andra", "K13.5", ", som följer på det här; avsluta eller återkalla det först"),
        ("AMI2", "den", "K13.4", ", som det här följer på"),
        ("FAI1", "den", "K13.5", ", som det här följer på"),
    ],
)
def test_cases_that_are_linked_are_said_to_be_so(insats: Any, lank: str, regel: str, text: str) -> None:
    andra = annat(insats, fran="2024-06-20", arende="in-9", foregaende="arende-1" if lank == "andra" else None)
    fakta = {"foregaende": "in-9"} if lank == "den" else {}
    with pytest.raises(Avvisning) as fel:
        prova_dagarna(staten("2024-03-11", "2024-06-15"), staten("2024-03-11", "2024-06-25", **fakta), [andra])
    assert fel.value.regel == regel
    assert fel.value.text.endswith(f"{insats} i ärendet in-9 (2024-06-20–2025-03-10){text}")
