"""The same insats twice for one kund, written by hand behind the doors that refuse it, and found by the command."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.kontroll.fynd import KONTROLLER
from tests.activities.kontroll.conftest import Bas, Svar, kor

A, B, C = "in-ami2_hela_livet", "in-ami2_avbrott_med_ersattning", "in-ami2_pa_deltid"
FAI = "in-fai2_allt_ar_sent"
DAGAR = "SELECT startdatum || '–' || slutdatum FROM insats WHERE arende = :a"


@pytest.fixture(autouse=True)
def de_fyra(bas: Bas) -> None:
    """Only the cases that are said to be of one kund here: the hunt then looks through four and not seventy."""
    bas.behall(A, B, C, FAI)


def kontrollera(*val: str) -> Svar:
    return kor("kontrollera", "--utan-temporal", "--json", *val)


def samma_kund(bas: Bas, *arenden: str) -> None:
    bas.bryt(
        "UPDATE insats SET kund = 'ku-1' WHERE arende = ANY(:a)",
        "UPDATE journal SET handelse = jsonb_set(handelse, '{kund}', '\"ku-1\"') WHERE nr = 1 AND arende = ANY(:a)",
        a=list(arenden),
    )


def dagar(bas: Bas, arende: str, fran: str, till: str) -> None:
    """Only in the read row, so the hunt tells of that too; these tests look at what it says of the two cases."""
    bas.bryt("UPDATE insats SET startdatum = :f, slutdatum = :t WHERE arende = :a", a=arende, f=fran, t=till)


def borjan(bas: Bas, arende: str, **falt: Any) -> None:
    satt = "UPDATE journal SET handelse = handelse || CAST(:f AS jsonb) WHERE nr = 1 AND arende = :a"
    bas.bryt(satt, a=arende, f=json.dumps(falt))


def dubbla(*val: str) -> list[tuple[str, str]]:
    return [(arende, text) for k, arende, text in kontrollera(*val).fynd if k == "dubbel_insats"]


@pytest.mark.krav("K6.1", "K14.6")
def test_two_cases_of_one_kund_with_the_same_insats_and_common_days_are_one_finding(bas: Bas) -> None:
    samma_kund(bas, A, B, FAI)
    a, b = (bas.ett(DAGAR, a=x).split("–") for x in (A, B))
    senare, tidigare = (A, B) if a[0] > b[0] else (B, A)
    svar = kontrollera()
    fran, till = max(a[0], b[0]), min(a[1], b[1])
    text = f"AMI2 {fran}–{till} har samma dagar som AMI2 i ärendet {tidigare}, samma kund"
    assert (svar.kod, svar.fynd) == (1, [("dubbel_insats", senare, text)])
    (fynd,) = json.loads(svar.ut)["fynd"]
    assert f"avsluta {tidigare} dagen före {senare}" in fynd["atgard"]
    assert not fynd["upplysning"]
    for ett in (A, B):
        assert dubbla("--arende", ett) == [(senare, text)]
    assert dubbla("--arende", FAI) == []
    assert "dubbel_insats" in KONTROLLER
    assert f" av {len(KONTROLLER)} kontroller: 1 fel." in kor("kontrollera", "--utan-temporal").ut


@pytest.mark.krav("K6.1", sort="gräns")
@pytest.mark.parametrize(("fran", "antal"), [("2024-06-30", 1), ("2024-07-01", 0), ("2024-07-02", 0)])
def test_a_day_in_common_is_enough(bas: Bas, fran: str, antal: int) -> None:
    samma_kund(bas, A, B)
    dagar(bas, A, "2024-01-01", "2024-06-30")
    dagar(bas, B, fran, "2024-12-31")
    assert len(dubbla()) == antal


@pytest.mark.krav("K6.1")
def test_three_are_three_pairs(bas: Bas) -> None:
    samma_kund(bas, A, B, C)
    for arende, fran in ((A, "2024-01-01"), (B, "2024-02-01"), (C, "2024-03-01")):
        dagar(bas, arende, fran, "2024-12-31")
    assert [a for a, _ in dubbla()] == sorted([B, C, C])


@pytest.mark.krav("K6.1", "K13.2", "K8.6")
def test_what_is_recalled_another_insats_and_a_kund_without_id_are_no_findings(bas: Bas) -> None:
    samma_kund(bas, A, B, FAI)
    bas.bryt("UPDATE insats SET avslutsform = 'aterkallad' WHERE arende = :a", a=B)
    assert dubbla() == []
    bas.bryt("UPDATE insats SET avslutsform = NULL, kund = 'kund' WHERE arende = ANY(:a)", a=[A, B])
    assert dubbla() == []


@pytest.mark.krav("K6.1")
def test_one_that_has_no_uppdrag_yet_may_come_to_have_the_days_of_the_other(bas: Bas) -> None:
    samma_kund(bas, A, B)
    dagar(bas, A, "2024-01-01", "2024-06-30")
    utan = "status = 'aktualiserad', startdatum = NULL, slutdatum = NULL, avslutsorsak = NULL"
    bas.bryt(f"UPDATE insats SET {utan} WHERE arende = :a", a=B)
    borjan(bas, B, tidigast_start="2024-07-01")
    assert dubbla() == []
    borjan(bas, B, tidigast_start="2024-06-30")
    ((arende, text),) = dubbla()
    assert (arende, text) == (B, f"AMI2 2024-06-30–2024-06-30 har samma dagar som AMI2 i ärendet {A}, samma kund")
    bas.bryt("UPDATE insats SET avslutsorsak = 'mal_natt' WHERE arende = :a", a=B)  # decided to be recalled
    assert dubbla() == []


@pytest.mark.krav("K13.4", "K13.5")
def test_the_parts_of_a_chain_have_no_day_in_common_whoever_the_kund_is(bas: Bas) -> None:
    """B follows on A, C on B: A and C are of one chain too. Another insats may go on beside it where it was judged."""
    borjan(bas, B, foregaende=A)
    borjan(bas, C, foregaende=B)
    dagar(bas, A, "2024-01-01", "2024-04-30")
    dagar(bas, B, "2024-05-01", "2024-05-31")
    dagar(bas, C, "2024-06-01", "2024-12-31")
    assert dubbla() == []
    dagar(bas, A, "2024-01-01", "2024-06-01")
    assert [(a, t.split(", ")[-1]) for a, t in dubbla()] == [
        (B, "samma kedja av ärenden"),
        (C, "samma kedja av ärenden"),
    ]
    bas.bryt("UPDATE insats SET slag = 'FAI2' WHERE arende = :a", a=A)
    assert len(dubbla()) == 2
    borjan(bas, B, parallell=True)
    assert [a for a, _ in dubbla()] == [C]


def test_a_chain_that_bites_its_tail_does_not_stop_the_hunt(bas: Bas) -> None:
    borjan(bas, A, foregaende=B)
    borjan(bas, B, foregaende=A)
    assert len(dubbla()) == 1
