"""§14: what the log and the parties are told of an underlag, a hold, a release and a payment, word for word."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Underlag
from domain.kapitel.ersattning.betalningshandelser import (
    AvbrottsersattningBeviljad,
    FaktureringsunderlagLamnat,
    UtbetalningFrigjord,
    UtbetalningInnehallen,
    UtbetalningVerkstalld,
    mening_om_underlag,
    mening_om_utbetalning,
)
from domain.kapitel.ersattning.brev import brev_beviljad, brev_frigjord, brev_innehallen, brev_lamnat, brev_verkstalld
from domain.kapitel.ersattning.utbetalningsrad import Hinder
from domain.skeende.handelse import Brev
from tests.domain.kapitel.ersattning.belopp import utan_brytning
from tests.verktyg.spel import Spel, tid

A, E, KV = Roll.ANORDNARE, Roll.EKONOM, Roll.KARRIARVAGLEDARE
MARS = Decimal("2713.20")


@cache
def mars() -> Insats:
    """21 days of March 2024, reported and invoiced: ready to be paid in April."""
    return Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03").insats


def lasbara(brev: Iterable[Brev]) -> list[tuple[Roll, str, str]]:
    return [(b.till, b.regel, utan_brytning(b.rubrik)) for b in brev]


def lamnat(belopp: str, vantat: str | None) -> FaktureringsunderlagLamnat:
    return FaktureringsunderlagLamnat("2024-03", Decimal(belopp), "F1", Decimal(vantat) if vantat else None)


def innehallen(hinder: Hinder, slag: Any = "manad", avser: str = "2024-03") -> UtbetalningInnehallen:
    return UtbetalningInnehallen(slag, avser, hinder, "skälet")


# An underlag


@pytest.mark.krav("K14.4", "K14.7")
@pytest.mark.parametrize(
    ("h", "text", "regel", "ton"),
    [
        (lamnat("2713.20", "2713.20"), "", "K14.7", "vanlig"),
        (lamnat("2713.20", None), "; beloppet kan inte prövas än", "K14.7", "vanlig"),
        (lamnat("2713.20", "2713.21"), "; beräknat är 2 713,21 kr", "K14.4", "sen"),
    ],
)
def test_the_log_says_what_an_underlag_shows_and_what_was_computed_where_that_is_another(
    h: FaktureringsunderlagLamnat, text: str, regel: str, ton: str
) -> None:
    m = mening_om_underlag(h)
    helt = f"Faktureringsunderlag för mars: 2 713,20 kr, faktura F1{text}"
    assert (utan_brytning(m.text), m.regel, m.ton) == (helt, regel, ton)


@pytest.mark.krav("K14.4")
def test_both_sides_are_told_of_an_underlag_that_shows_another_amount_and_nobody_of_one_that_does_not() -> None:
    text = "Underlaget för 2024-03 visar 1,00 kr, beräknat är 2 713,20 kr; utbetalningen hålls inne (§14, K14.4)"
    assert lasbara(brev_lamnat(mars(), lamnat("1", "2713.20"))) == [(A, "K14.4", text), (KV, "K14.4", text)]
    assert [*brev_lamnat(mars(), lamnat("1", None)), *brev_lamnat(mars(), lamnat("1", "1.00"))] == []


# A hold and a release


@pytest.mark.krav("K14.4", "K13.7")
@pytest.mark.parametrize(
    ("hinder", "regel"),
    [("forslag", "K13.1"), ("belopp_saknas", "K14.1"), ("avskrivet", "K13.7"), ("slutrapport_sen", "K14.3")],
)
def test_a_hold_is_told_to_who_is_paid_and_who_pays_under_the_rule_that_holds(hinder: Any, regel: str) -> None:
    text = "Utbetalning 2024-03 hålls inne: skälet"
    i = med(mars(), hallna={"manad:2024-02": "underlag_avviker"})
    assert lasbara(brev_innehallen(i, innehallen(hinder))) == [(A, regel, text), (E, regel, text)]


@pytest.mark.krav("K14.1", sort="gräns")
@pytest.mark.parametrize(
    ("hallna", "hinder", "antal"),
    [
        ({"manad:2024-03": "belopp_saknas"}, "belopp_saknas", 2),  # its own
        ({"manad:2024-02": "belopp_saknas"}, "belopp_saknas", 0),
        ({"avbrott:2024-03": "belopp_saknas"}, "belopp_saknas", 0),
        ({"manad:2024-02": "belopp_saknas"}, "avskrivet", 2),
        ({"manad:2024-02": "avskrivet"}, "avskrivet", 2),
    ],
)
def test_a_missing_amount_is_told_of_once_however_many_rows_wait_for_it(
    hallna: dict[str, Hinder], hinder: Hinder, antal: int
) -> None:
    assert len(list(brev_innehallen(med(mars(), hallna=hallna), innehallen(hinder)))) == antal


@pytest.mark.krav("K14.4", sort="gräns")
@pytest.mark.parametrize(
    ("belopp", "vantat", "stamde_till", "slag", "sagt"),
    [
        ("1", "2", None, "manad", False),  # told with its two figures when it came
        ("1", None, None, "manad", True),  # nothing could be computed then
        ("1", "1", None, "manad", True),  # it was right then
        ("1", "2", "2024-04-10", "manad", True),  # a correction made it wrong
        ("1", None, None, "avbrott", True),
        ("1", "2", None, "avbrott", False),
    ],
)
def test_an_underlag_that_has_become_wrong_is_told_of_to_both_sides_and_one_that_was_is_not_told_of_twice(
    belopp: str, vantat: str | None, stamde_till: str | None, slag: Any, sagt: bool
) -> None:
    rett = Underlag(tid("2024-04-02"), Decimal("9"), "F0", Decimal("8"))
    sist = Underlag(
        tid("2024-04-03"), Decimal(belopp), "F1", Decimal(vantat) if vantat else None,
        tid(stamde_till) if stamde_till else None,
    )  # fmt: skip
    i = Spel.pagaende(start="2024-03-11", langd_manader=1).insats if slag == "avbrott" else mars()
    manad, avser = ("2024-04", "2024-04-05") if slag == "avbrott" else ("2024-03", "2024-03")
    brev = lasbara(brev_innehallen(med(i, underlag={manad: (rett, sist)}), innehallen("underlag_avviker", slag, avser)))
    text = f"Utbetalning {avser} hålls inne: skälet"
    assert brev == ([(A, "K14.4", text), (KV, "K14.4", text)] if sagt else [])


@pytest.mark.krav("K14.1", "K14.4", sort="gräns")
@pytest.mark.parametrize(
    ("idag", "kom", "frist"),
    [
        ("2024-04-09", "2024-04-08", "2024-04-15"),
        ("2024-04-15", "2024-04-08", "2024-04-15"),
        ("2024-04-16", "2024-04-08", None),
        ("2024-04-09", None, None),
    ],
)
def test_a_release_says_by_when_an_underlag_that_the_amount_held_up_is_to_come(
    idag: str, kom: str | None, frist: str | None
) -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-09T12:00")
    i = med(fall.insats, beloppen_kom={"2024-03": tid(kom)} if kom else {}, senast=tid(idag))
    text = "Utbetalning 2024-03 hålls inte längre inne"
    att_gora = f"; faktureringsunderlaget lämnas senast {frist}" if frist else ""
    assert lasbara(brev_frigjord(i, UtbetalningFrigjord("manad", "2024-03"))) == [
        (A, "K14.1", f"{text}{att_gora} (§14, K14.1, K14.4)"),
        (E, "K14.1", f"{text} (§14, K14.1, K14.4)"),
    ]


# A payment


@pytest.mark.krav("K14.5")
@pytest.mark.parametrize(
    ("slag", "avser", "dagar", "text"),
    [
        ("manad", "2024-03", 21, "månad 2024-03, 21 dagar: 2 713,20 kr"),
        ("manad", "2024-03", 1, "månad 2024-03, 1 dag: 2 713,20 kr"),
        ("avbrott", "2024-03-20", 14, "avbrott 2024-03-20, 14 dagar: 2 713,20 kr"),
        ("justering", "2024-03", 0, "justering 2024-03: 2 713,20 kr"),
    ],
)
def test_a_payment_is_told_in_the_log_with_its_days_and_to_who_is_paid(
    slag: Any, avser: str, dagar: int, text: str
) -> None:
    h = UtbetalningVerkstalld(slag, avser, dagar, MARS, "2024-04", "f")
    m = mening_om_utbetalning(h)
    assert (utan_brytning(m.text), m.regel, m.ton) == (f"Utbetalt för {text} i månad 2024-04", "K14.5", "pengar")
    brevet = f"Utbetalning {avser}: 2 713,20 kr i betalningsmånad 2024-04 (§14, K14.5)"
    assert lasbara(brev_verkstalld(mars(), h)) == [(A, "K14.5", brevet)]


@pytest.mark.krav("K14.3")
def test_a_granted_avbrott_is_told_to_who_is_paid_and_who_pays() -> None:
    text = "Avbrottsersättning är beviljad trots sen slutrapport (§12.1.3, K14.3)"
    assert list(brev_beviljad(mars(), AvbrottsersattningBeviljad())) == [Brev(r, "K14.3", text) for r in (A, E)]
