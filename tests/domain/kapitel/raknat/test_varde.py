"""K13.7, K14.3, K14.4: what a month's underlag must show, and when month and avbrott are forfeited."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from domain.insats.anteckningar import Avskrivning, Passerad, Utbetald
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Slutrapport
from domain.kapitel.ersattning.varde import (
    avbrott_for,
    avbrott_forverkat,
    avbrott_i_underlaget,
    betalt_avbrott,
    ersattning_for,
    manad_forverkad,
    sen_slutrapport_forverkar,
    underlag_vantas,
    vantat_underlag,
)
from tests.domain.kapitel.raknat.staten import AVBROTT, avslutad, insatsen
from tests.verktyg.spel import Spel, d, tid

SLUT, APRIL = "2024-04-20", "2024-04"
RAPPORT = f"slutrapport:{SLUT}"
VARD = Decimal("2584.00")
"""Twenty days of April."""


def rapport(nar: str, slut: str = SLUT) -> dict[str, Any]:
    return {"slutrapporter": (Slutrapport(tid(nar), d(slut)),)}


def avskrivna(*nycklar: str) -> dict[str, Any]:
    return {"avskrivna": dict.fromkeys(nycklar, tid("2024-05-10"))}


def passerad(frist: str) -> dict[str, Any]:
    return {"passerade": {RAPPORT: (Passerad(tid("2024-05-07T00:00"), d(frist)),)}}


def betald(avser: str, nar: str = "2024-05-16T00:00") -> dict[str, Any]:
    return {"utbetalda": {f"avbrott:{avser}": Utbetald(tid(nar), 14, AVBROTT, "2024-05", "")}}


@pytest.mark.krav("K14.3", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "forverkat"),
    [
        ({}, False),
        (rapport("2024-05-06T23:59"), False),  # fourteen days after the end, and a weekend
        (rapport("2024-05-07T00:00"), True),
        (rapport("2024-05-07T00:00") | {"avbrottsersattning_beviljad": tid("2024-05-08")}, False),
        (rapport("2024-04-12", "2024-04-30"), False),  # of another end
        (passerad("2024-05-06"), True),
        (passerad("2024-05-06") | {"avbrottsersattning_beviljad": tid("2024-05-08")}, False),
        (passerad("2024-05-06") | rapport("2024-05-06T23:59"), False),
        (passerad("2024-05-03"), False),  # a frist that is no more
        (avskrivna(RAPPORT), True),
        (avskrivna(RAPPORT) | rapport("2024-04-25"), False),
        (avskrivna("slutrapport:2024-04-30"), False),
    ],
)
def test_an_avbrott_is_forfeited_by_a_final_report_that_missed_its_frist_or_was_written_off(
    fakta: dict[str, Any], forverkat: bool
) -> None:
    i = avslutad(SLUT, **fakta)
    assert avbrott_forverkat(i) is forverkat
    assert not avbrott_forverkat(Spel.aktualiserat().insats)
    a = avbrott_i_underlaget(i, APRIL)
    assert (a.belopp if a else None) == (None if forverkat else AVBROTT)
    assert avbrott_i_underlaget(i, "2024-03") is None
    assert vantat_underlag(i, "2024-03") == Decimal("2713.20")


@pytest.mark.krav("K14.3", "K12.2")
@pytest.mark.parametrize(("form", "belopp"), [("avbruten", AVBROTT), ("fortid", None)])
def test_only_an_avbrott_is_paid_for_the_days_after_it(form: Any, belopp: Decimal | None) -> None:
    a = avbrott_for(avslutad(SLUT, form))
    assert (a.belopp if a else None) == belopp
    assert avbrott_for(insatsen()) is None
    assert avbrott_for(Spel.aktualiserat().insats) is None
    assert avbrott_for(avslutad("2024-03-05", "aterkallad")) is None  # before its first day: it never began


@pytest.mark.krav("K14.4", "K13.7")
@pytest.mark.parametrize(
    ("staten", "vantat"),
    [
        (insatsen, Decimal("3876.00")),
        (lambda: avslutad(SLUT), VARD + AVBROTT),
        (lambda: avslutad(SLUT, "fortid"), VARD),
        (lambda: avslutad(SLUT, **avskrivna(f"manadsrapport:{APRIL}")), AVBROTT),  # the month is forfeited
        (lambda: avslutad(SLUT, **rapport("2024-06-01")), VARD),  # the avbrott is
        (lambda: avslutad(SLUT, **betald(SLUT)), VARD + AVBROTT),
        (lambda: avslutad(SLUT, **betald("2024-03-29")), VARD),  # it has been paid with another month
    ],
)
def test_the_last_underlag_shows_the_avbrott_with_its_month_unless_one_of_them_is_forfeited(
    staten: Callable[[], Insats], vantat: Decimal
) -> None:
    assert vantat_underlag(staten(), APRIL) == vantat


@pytest.mark.krav("K14.1", "K14.3")
def test_an_underlag_whose_month_or_avbrott_lacks_an_amount_cannot_be_computed() -> None:
    i = Spel.pagaende(start="2024-03-11").insats
    assert vantat_underlag(i, "2025-01") is None
    slut = Spel.pagaende(start="2024-03-11").avsluta("2024-12-20", "2024-12-27", "flytt").insats
    assert (ersattning_for(slut, "2024-12").belopp, vantat_underlag(slut, "2024-12")) == (Decimal("3488.40"), None)


@pytest.mark.krav("K13.7", "K0.9", sort="gräns")
@pytest.mark.parametrize(
    ("avskrivet", "aterremitterad", "forverkad"),
    [
        ((), False, False),
        ((f"manadsrapport:{APRIL}",), False, True),
        ((f"faktureringsunderlag:{APRIL}",), False, True),
        (("manadsrapport:2024-03",), False, False),
        ((f"rapportgodkannande:{APRIL}",), False, False),  # the KV's own duty
        ((f"rapportgodkannande:{APRIL}",), True, True),  # it lay with the anordnare
        ((RAPPORT,), False, True),
        (("slutrapport:2024-04-30",), False, False),
    ],
)
def test_a_month_is_forfeited_by_what_the_anordnare_owed_and_that_was_written_off(
    avskrivet: tuple[str, ...], aterremitterad: bool, forverkad: bool
) -> None:
    skrivna = {n: Avskrivning(1, aterremitterad=aterremitterad) for n in avskrivet}
    i = avslutad(SLUT, "fortid", avskrivningar=skrivna, **avskrivna(*avskrivet))
    assert manad_forverkad(i, APRIL) is forverkad
    assert manad_forverkad(i, "2024-03") is (avskrivet == ("manadsrapport:2024-03",))
    kvar = not forverkad or avskrivet == (f"faktureringsunderlag:{APRIL}",)
    assert underlag_vantas(i, APRIL) is kvar


@pytest.mark.krav("K13.7", "K14.4")
def test_a_forfeited_month_still_needs_an_underlag_where_an_avbrott_is_to_be_shown_in_it() -> None:
    avskrivet = avskrivna(f"manadsrapport:{APRIL}")
    assert underlag_vantas(avslutad(SLUT, **avskrivet), APRIL)
    assert not underlag_vantas(avslutad(SLUT, "fortid", **avskrivet), APRIL)


@pytest.mark.krav("K12.5")
def test_a_late_final_report_takes_no_month_as_the_routine_is_read() -> None:
    for i in (avslutad(SLUT, **rapport("2024-06-01")), avslutad(SLUT, **passerad("2024-05-06")), insatsen()):
        assert not any(sen_slutrapport_forverkar(i, m) for m in i.insatsmanader)


@pytest.mark.krav("K12.5", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "tas"), [(rapport("2024-05-06T23:59"), False), (rapport("2024-05-07T00:00"), True), ({}, False)]
)
def test_where_it_is_read_so_it_takes_the_last_month_and_no_other(fakta: dict[str, Any], tas: bool) -> None:
    nej = {"nyckel": "slutrapport.sen_forverkar_manaden", "varde": True, "fran": "2024-01-01"}
    r = Spel.pagaende().systemet("2024-03-05", "infor_regelverk", utgava="2024b", varden=[nej]).insats.regelverk
    i = avslutad(SLUT, regelverk=r, **fakta)
    assert (sen_slutrapport_forverkar(i, APRIL), sen_slutrapport_forverkar(i, "2024-03")) == (tas, False)
    assert (manad_forverkad(i, APRIL), manad_forverkad(i, "2024-03")) == (tas, False)


@pytest.mark.krav("K0.7", "K14.3", sort="gräns")
@pytest.mark.parametrize(
    ("utbetalda", "beslut", "vilken"),
    [
        ({}, "2024-04-10", None),
        ({"manad:2024-03": "2024-04-16"}, "2024-04-10", None),
        ({f"avbrott:{SLUT}": "2024-05-16"}, "2024-04-10", f"avbrott:{SLUT}"),
        ({"avbrott:2024-04-19": "2024-05-16"}, "2024-04-10", "avbrott:2024-04-19"),  # its day was put right
        ({"avbrott:2024-04-19": "2024-05-16"}, "2024-05-16", "avbrott:2024-04-19"),
        ({"avbrott:2024-04-19": "2024-05-16"}, "2024-05-17", None),  # decided after it was paid: another
        ({f"avbrott:{SLUT}": "2024-05-16"}, "2024-05-17", f"avbrott:{SLUT}"),  # but of the same day the same
        (
            {"avbrott:2024-04-01": "2024-04-16", "avbrott:2024-04-19": "2024-05-16"}, "2024-04-20",
            "avbrott:2024-04-19",
        ),
    ],
)  # fmt: skip
def test_a_paid_avbrott_is_the_one_now_decided_if_it_was_paid_since_or_is_of_the_same_day(
    utbetalda: dict[str, str], beslut: str, vilken: str | None
) -> None:
    rader = {n: Utbetald(tid(nar), 14, AVBROTT, "2024-05", "") for n, nar in utbetalda.items()}
    assert betalt_avbrott(avslutad(SLUT, beslut=beslut, utbetalda=rader)) == vilken
    assert betalt_avbrott(med(insatsen(), utbetalda=rader)) is None
