"""§14: how an amount is explained, and what the clock raises of a row: held, released, paid, each once."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from domain.insats.anteckningar import Utbetald
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Underlag
from domain.kapitel.ersattning.betalning import KAPITEL, klockslag
from domain.kapitel.ersattning.betalningshandelser import (
    AvbrottsersattningBeviljad,
    FaktureringsunderlagLamnat,
    UtbetalningFrigjord,
    UtbetalningInnehallen,
    UtbetalningVerkstalld,
)
from domain.kapitel.ersattning.rakning import avbrottsersattning, forklara, manadsersattning
from domain.kapitel.ersattning.utbetalningsrad import Hinder
from domain.skeende.handelse import Handelse
from domain.skeende.klockslag import VIKT_BETALNING, Klockslag
from domain.skeende.mening import Mening
from domain.tid.period import Period
from tests.domain.kapitel.ersattning.belopp import utan_brytning
from tests.verktyg.spel import Spel, d, regelverket, tid

MARS = Decimal("2713.20")


@cache
def mars() -> Insats:
    """21 days of March 2024, reported and invoiced: ready to be paid in April."""
    return Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03").insats


@pytest.mark.krav("K14.1", "K14.2", "K14.3")
@pytest.mark.parametrize(
    ("fran", "till", "text"),
    [
        ("2024-04-01", "2024-04-30", "hel månad, 3 876,00 kr (§14.1, K14.2)"),
        ("2024-04-30", "2024-04-30", "3 876,00 kr / 30 × 1 dag = 129,20 kr (§14.1, K14.2)"),
        ("2024-04-01", "2024-04-29", "3 876,00 kr / 30 × 29 dagar = 3 746,80 kr (§14.1, K14.2)"),
        ("2024-12-31", "2025-01-02", "beslutat checkbelopp saknas från 2025-01-01 (§14.1, K14.1)"),
        ("2025-01-01", "2025-01-31", "beslutat checkbelopp saknas från 2025-01-01 (§14.1, K14.1)"),
    ],
)
def test_an_amount_is_explained_by_its_days_its_month_or_what_it_lacks(fran: str, till: str, text: str) -> None:
    e = manadsersattning(regelverket(), "AMI", Period(d(fran), d(till)))
    assert utan_brytning(forklara(e)) == f"{fran}–{till}: {text}"


@pytest.mark.krav("K14.2", "K14.3")
def test_an_amount_that_changes_is_explained_part_by_part() -> None:
    r = Spel.pagaende().systemet(
        "2024-03-20", "infor_regelverk", utgava="2025",
        varden=[{"nyckel": "checkbelopp.AMI", "varde": belopp, "fran": fran, "till": till} for belopp, fran, till in
                (("4000.00", "2025-01-01", "2025-01-15"), ("4310.00", "2025-01-16", None))],
    ).insats.regelverk  # fmt: skip
    hel = manadsersattning(r, "AMI", Period(d("2025-01-01"), d("2025-01-31")))
    assert utan_brytning(forklara(hel)) == (
        "2025-01-01–2025-01-31: 4 000,00 kr / 31 × 15 dagar + 4 310,00 kr / 31 × 16 dagar = 4 160,00 kr (§14.1, K14.2)"
    )
    assert [(str(x.fran), str(x.till), x.dagar, x.manadsbelopp, x.delat_med) for x in hel.delar] == [
        ("2025-01-01", "2025-01-15", 15, Decimal(4000), 31), ("2025-01-16", "2025-01-31", 16, Decimal(4310), 31),
    ]  # fmt: skip
    assert utan_brytning(forklara(avbrottsersattning(r, "AMI", d("2025-01-14")))) == (
        "2025-01-15–2025-01-28: 4 000,00 kr / 30 × 1 dag + 4 310,00 kr / 30 × 13 dagar = 2 001,00 kr "
        "(§12.1.3, §14.1, K14.3)"
    )


# What the clock raises


@pytest.mark.krav("K14.4", "K14.5", "K14.6")
def test_what_is_ready_is_paid_when_its_month_is_closed_and_a_hold_or_a_release_comes_at_once() -> None:
    i = mars()
    (klar,) = klockslag(i)
    betalas = UtbetalningVerkstalld("manad", "2024-03", 21, MARS, "2024-04", i_ord := klar.handelse.forklaring)  # type: ignore[attr-defined]
    assert (klar.nar, klar.vikt, klar.nyckel) == (tid("2024-04-16T00:00"), VIKT_BETALNING, "manad:2024-03")
    assert (klar.handelse, klar.sammanfattning) == (betalas, "utbetalning 2024-03 i 2024-04 · K14.5")
    assert i_ord.endswith("; betalas i 2024-04 (K14.5)")
    (fri,) = klockslag(med(i, hallna={"manad:2024-03": "belopp_saknas"}))
    assert fri == Klockslag(i.senast, VIKT_BETALNING, "manad:2024-03", fri.handelse)
    assert fri.handelse == UtbetalningFrigjord("manad", "2024-03")


@pytest.mark.krav("K14.4", sort="gräns")
@pytest.mark.parametrize(("hallen", "nytt"), [(None, True), ("underlag_avviker", False), ("belopp_saknas", True)])
def test_a_row_is_held_once_for_each_reason(hallen: Hinder | None, nytt: bool) -> None:
    i = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="1").insats
    i = med(i, hallna={"manad:2024-03": hallen} if hallen else {})
    skal = "underlaget visar 1,00\u00a0kr, beräknat är 2\u00a0713,20\u00a0kr (§14, K14.4)"
    vantat = UtbetalningInnehallen("manad", "2024-03", "underlag_avviker", skal)
    holls = [(k.nar, k.vikt, k.nyckel, k.handelse) for k in klockslag(i)]
    assert holls == ([(i.senast, VIKT_BETALNING, "manad:2024-03", vantat)] if nytt else [])


@pytest.mark.krav("K14.4")
def test_a_row_that_is_held_no_more_is_released_also_while_it_waits() -> None:
    i = Spel.pagaende(start="2024-03-11").rapportera("2024-03").insats
    assert list(klockslag(i)) == []
    (fri,) = klockslag(med(i, hallna={"manad:2024-03": "underlag_avviker"}))
    assert (fri.nar, fri.handelse) == (i.senast, UtbetalningFrigjord("manad", "2024-03"))


@pytest.mark.krav("K13.1", "K13.7", "K14.1", "K14.3", "K14.4")
@pytest.mark.parametrize(
    ("h", "mening"),
    [
        (
            UtbetalningInnehallen("manad", "2024-03", hinder, "skälet"),  # type: ignore[arg-type]
            Mening("Utbetalningen för månad 2024-03 hålls inne: skälet", regel, "sen"),
        )
        for hinder, regel in (
            ("forslag", "K13.1"), ("belopp_saknas", "K14.1"), ("underlag_avviker", "K14.4"), ("avskrivet", "K13.7"),
            ("slutrapport_sen", "K14.3"),
        )
    ]
    + [
        (
            UtbetalningFrigjord("avbrott", "2024-03-20"),
            Mening("Utbetalningen för avbrott 2024-03-20 hålls inte längre inne", "K14.4", "god"),
        ),
        (AvbrottsersattningBeviljad(), Mening("Avbrottsersättning är beviljad trots sen slutrapport", "K14.3")),
    ],
)  # fmt: skip
def test_a_hold_a_release_and_a_grant_are_told_in_the_log(h: Handelse, mening: Mening) -> None:
    assert KAPITEL.foljder[type(h)].mening(h) == mening


@pytest.mark.krav("K14.4", "K0.7")
def test_what_was_held_and_paid_is_remembered_by_its_row() -> None:
    i = med(mars(), hallna={"manad:2024-02": "avskrivet"})

    def efter(i: Insats, h: Handelse) -> Insats:
        vik = KAPITEL.foljder[type(h)].vik
        assert vik is not None
        return vik(i, h, tid("2024-04-16"))

    hallen = efter(i, UtbetalningInnehallen("manad", "2024-03", "belopp_saknas", "x"))
    assert hallen.hallna == {"manad:2024-02": "avskrivet", "manad:2024-03": "belopp_saknas"}
    assert efter(hallen, UtbetalningFrigjord("manad", "2024-03")).hallna == i.hallna
    betald = efter(i, UtbetalningVerkstalld("avbrott", "2024-03-20", 14, MARS, "2024-04", "f"))
    assert betald.utbetalda == {"avbrott:2024-03-20": Utbetald(tid("2024-04-16"), 14, MARS, "2024-04", "f")}
    assert efter(i, AvbrottsersattningBeviljad()).avbrottsersattning_beviljad == tid("2024-04-16")
    lamnat = efter(i, FaktureringsunderlagLamnat("2024-03", MARS, "F2", None))
    assert lamnat.underlag["2024-03"] == (*i.underlag["2024-03"], Underlag(tid("2024-04-16"), MARS, "F2", None))
