"""Every letter of a payment month: to whom, and in which words (K14.6, K0.8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.betalningsmanad.lage import process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

E1 = Aktor(Roll.EKONOM, "e1")
E2 = Aktor(Roll.EKONOM, "e2")
M = "Betalningsmånad 2024-04"


def summa(anordnare: str, att_betala: str, overfors: str = "0.00", innehallna: int = 0) -> dict[str, Any]:
    return {
        "anordnare": anordnare,
        "att_betala": att_betala,
        "overfors": overfors,
        "rader": 1,
        "innehallna": innehallna,
    }


def stangd(*summor: dict[str, Any], ej_svarat: int = 0) -> Processpel:
    m = Processpel(BETALNINGSMANAD, process_id("2024-04")).sag(
        SYSTEMET, "2024-04-16T00:00", "oppna_betalningsmanad", manad="2024-04"
    )
    assert m.meddelanden == []
    return m.sag(SYSTEMET, "2024-04-16T00:05", "registrera_stangning", summor=summor, ej_svarat=ej_svarat)


def nya(m: Processpel) -> list[str]:
    """``till part: rubrik`` of what was told since the last time."""
    assert {b.regel for b in m.meddelanden} <= {"K14.6"}
    sagt = [f"{b.till}{f' {b.part}' if b.part else ''}: {b.rubrik}".replace("\u00a0", " ") for b in m.meddelanden]
    m.meddelanden.clear()
    return sagt


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize(
    ("summor", "text"),
    [
        ((), "0,00 kr till 0 anordnare"),
        ((summa("A", "0.00", "-1.00"),), "0,00 kr till 0 anordnare"),
        ((summa("A", "0.01"), summa("B", "0.00")), "0,01 kr till 1 anordnare"),
        ((summa("A", "3876.00"), summa("B", "0.00", "-516.80"), summa("C", "1.00")), "3 877,00 kr till 2 anordnare"),
    ],
)
def test_the_ekonom_is_told_what_a_closed_month_comes_to_and_how_many_are_paid(
    summor: tuple[dict[str, Any], ...], text: str
) -> None:
    m = stangd(*summor)
    assert nya(m) == [f"ekonom: {M} är stängd: {text}; förbered den för attest (§14, K14.6)"]
    assert isinstance(m.lage.att_betala, Decimal)


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize(("antal", "rader"), [(0, None), (1, "1 utbetalning"), (2, "2 utbetalningar")])
def test_the_ekonom_is_told_how_many_rows_wait_because_their_case_did_not_answer(antal: int, rader: str | None) -> None:
    assert nya(stangd(ej_svarat=antal))[1:] == (
        [f"ekonom: {M} stängdes utan {rader} vars ärende inte svarade; de kommer i nästa månad (§14, K14.6)"]
        if rader
        else []
    )


@pytest.mark.krav("K14.6", "K0.8")
def test_both_steps_are_told_of_when_they_are_due_late_and_done() -> None:
    m = stangd()
    nya(m)
    skulle, ska = f"{M}: förberedelsen skulle ha skett senast", f"{M}: förberedelsen ska ske senast"
    assert nya(m.till("2024-04-18T08:00")) == [f"ekonom: {ska} 2024-04-19 (§14, K14.6)"]
    assert nya(m.till("2024-04-20T00:00")) == [
        f"ekonom: {skulle} 2024-04-19 (§14, K14.6)",
        f"arbetsledare: {skulle} 2024-04-19 (§14, K14.6)",
    ]
    assert nya(m.sag(E1, "2024-04-22T09:00", "forbered_betalning")) == [
        f"ekonom: {M} är förberedd och väntar på attest (§14, K14.6)",
        f"arbetsledare: {M} är förberedd och väntar på attest (§14, K14.6)",
    ]
    assert nya(m.till("2024-04-24T08:00")) == [
        f"ekonom: {M}: attesten ska ske senast 2024-04-25 (§14, K14.6)",
        f"arbetsledare: {M}: attesten ska ske senast 2024-04-25 (§14, K14.6)",
    ]
    assert nya(m.till("2024-04-26T00:00")) == [
        f"ekonom: {M}: attesten skulle ha skett senast 2024-04-25 (§14, K14.6)",
        f"arbetsledare: {M}: attesten skulle ha skett senast 2024-04-25 (§14, K14.6)",
    ]
    assert nya(m.sag(E2, "2024-04-26", "aterlamna_betalning", skal="Fel anordnare på en rad.")) == [
        f"ekonom: {M} är återlämnad; förbered den på nytt (§14, K14.6)"
    ]
    assert nya(m.till("2024-04-30T08:00")) == [f"ekonom: {ska} 2024-05-02 (§14, K14.6)"]


@pytest.mark.krav("K14.6")
def test_each_anordnare_is_told_its_own_part_of_what_is_attested_and_the_ekonom_the_whole() -> None:
    m = stangd(
        summa("A", "3876.00", innehallna=1),
        summa("B", "0.00", "-516.80", innehallna=2),
        summa("C", "646.00"),
    )
    m.sag(E1, "2024-04-16T09:00", "forbered_betalning")
    assert {b.till for b in m.meddelanden} == {Roll.EKONOM, Roll.ARBETSLEDARE}
    nya(m)
    assert nya(m.sag(E2, "2024-04-16T10:00", "attestera_betalning")) == [
        f"ekonom: {M} är attesterad: 4 522,00 kr (§14, K14.6)",
        f"anordnare A: {M}: 3 876,00 kr betalas ut; 1 rad väntar eller hålls inne (§14, K14.6)",
        f"anordnare B: {M}: 0,00 kr betalas ut; 516,80 kr i avdrag förs över till nästa månad; "
        "2 rader väntar eller hålls inne (§14, K14.6)",
        f"anordnare C: {M}: 646,00 kr betalas ut (§14, K14.6)",
    ]


@pytest.mark.krav("K14.6")
def test_a_month_that_is_in_a_later_one_tells_nobody() -> None:
    m = Processpel(BETALNINGSMANAD, process_id("2024-04"))
    m.sag(E1, "2024-05-20", "oppna_betalningsmanad", manad="2024-04")
    m.sag(SYSTEMET, "2024-05-20T12:01", "registrera_ingar", i="2024-05").till("2024-08-01")
    assert (m.meddelanden, m.slagen()) == ([], ["betalningsmanad_oppnad", "betalningsmanad_ingar"])
    assert m.nar("betalningsmanad_ingar") == [tid("2024-05-20T12:01")]
