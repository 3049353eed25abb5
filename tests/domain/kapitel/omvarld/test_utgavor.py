"""Two editions of the rules: what a case follows before and after the second one's valid-from (K14.1, K16.2).

The edition of 2025 is invented: an amount is decided, a frist is shortened, and a threshold is lowered on 1 January.
The new values reach a case in two ways: as a second file when the service starts, or as a kommando while the case runs.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.liv.forlopp import lat_ga, paborja
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import insats_fran_json, insats_till_json
from domain.register.auktorisation import Auktorisation
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.regler.varde import FelIRegelverk
from domain.skeende.inkommet import Inkommet
from regelverk import las_utgavor
from tests.verktyg.spel import KUNDER, KV, Spel, d, regelverket, tid

NYA: list[dict[str, Any]] = [
    {"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01", "till": "2025-12-31"},
    {"nyckel": "plangranskning.arbetsdagar", "varde": 3, "fran": "2025-01-01"},
    {"nyckel": "trepartsmote.antal", "varde": 2, "fran": "2025-01-01"},
]
"""The values of the edition of 2025 as a kommando states them."""

Filer = dict[str, dict[str, Any]]


def fil_2025(rader: list[dict[str, Any]]) -> dict[str, Any]:
    """The same values as a file would hold them."""
    parametrar = []
    for rad in rader:
        p = regelverket().parameter(rad["nyckel"])
        datum = {falt: d(rad[falt]) for falt in ("fran", "till") if rad.get(falt)}
        kalla = {"enhet": p.enhet, "paragraf": p.paragraf, "krav": p.krav, "status": p.status, "text": p.text}
        parametrar.append({"nyckel": p.nyckel, "varde": rad["varde"], **kalla, **datum})
    return {"regelverk": {"utgava": "2025", "fran": d("2025-01-01"), "kalla": "påhittad"}, "parameter": parametrar}


def med_fil(rader: list[dict[str, Any]]) -> Filer:
    return {**copy.deepcopy({k: dict(v) for k, v in las_utgavor().items()}), "2025.toml": fil_2025(rader)}


def pagaende_under(regelverk: Regelverk, start: str) -> Spel:
    """A case that runs under those rules from its first day; in all else as ``Spel.pagaende``."""
    spel = Spel(tid("2024-03-01T09:00"))
    data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"]}
    steg = paborja(
        "arende-1", Inkommet("dag1", KV, las_kommando(data)), regelverk, Auktorisation(date(2024, 1, 1)), spel.nu
    )
    steg += lat_ga(steg.insats, spel.nu)
    spel.insats, spel.poster, spel.meddelanden = steg.insats, [*steg.poster], [*steg.meddelanden]
    spel.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    return spel.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum=start)


def vid_start(start: str = "2024-03-11") -> Spel:
    """Both files were there when the case began."""
    return pagaende_under(skapa_regelverk(med_fil(NYA)), start)


def i_loppet(start: str = "2024-03-11") -> Spel:
    """The case began under 2024 alone, and was told of 2025 in November."""
    return Spel.pagaende(start=start).systemet("2024-11-20", "infor_regelverk", utgava="2025", varden=NYA)


TVA_VAGAR = pytest.mark.parametrize("fall_med_bada", [vid_start, i_loppet])
Fabrik = Callable[..., Spel]


def test_both_ways_give_the_same_rules() -> None:
    assert i_loppet().insats.regelverk == vid_start().insats.regelverk
    assert i_loppet().insats.regelverk.utgavor == ("2024", "2025")


# what changes on the day, and not before


@pytest.mark.krav("K14.1", "K14.2", "K16.2")
@TVA_VAGAR
def test_a_running_case_is_paid_the_new_amount_from_its_first_day_and_the_old_until_then(fall_med_bada: Fabrik) -> None:
    fall = fall_med_bada().hel_manad("2024-12").hel_manad("2025-01")
    assert fall.utbetalning("2024-12").belopp == Decimal("3876.00")
    assert fall.utbetalning("2025-01").belopp == Decimal("4000.00")


@pytest.mark.krav("K7.4", "K16.2", sort="gräns")
@TVA_VAGAR
@pytest.mark.parametrize(("inskickad", "frist"), [("2024-12-30", "2025-01-09"), ("2025-01-02", "2025-01-08")])
def test_a_frist_has_the_length_of_the_day_that_starts_it(fall_med_bada: Fabrik, inskickad: str, frist: str) -> None:
    # five arbetsdagar from Monday 30 December: 2, 3, 7, 8, 9 January; three from Thursday 2 January: 3, 7, 8
    fall = fall_med_bada().lamna_plan(inskickad)
    assert fall.bevakning("plangranskning").frist == frist


def sjuk(fall: Spel, *dagar: str) -> Spel:
    for dag in dagar:
        fall.anordnare(dag, "anmal_franvaro", slag="sjuk", fran=dag, till=dag, orsak="feber")
    return fall


@pytest.mark.krav("K10.3", "K16.2", sort="gräns")
@TVA_VAGAR
@pytest.mark.parametrize(
    ("dagar", "fragat"),
    [
        (("2024-12-02", "2024-12-16"), []),
        (("2024-12-02", "2025-01-07"), ["2025-01-07"]),
        (("2024-11-25", "2024-12-02", "2024-12-16"), ["2024-12-16"]),
    ],
)
def test_a_threshold_is_that_of_the_day_it_is_reached(
    fall_med_bada: Fabrik, dagar: tuple[str, ...], fragat: list[str]
) -> None:
    fall = sjuk(fall_med_bada(), *dagar).till("2025-01-08")
    assert fall.oppnade("trepartsmote") == fragat


# what was decided stays


@pytest.mark.krav("K16.2", "K0.7")
def test_what_was_decided_and_paid_under_the_old_edition_stands() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").lamna_plan("2024-12-30").till("2024-12-31")
    fore, betalt = fall.bevakning("plangranskning"), fall.utbetalning("2024-03")
    rader = fall.poster[:]
    fall.systemet("2024-12-31T13:00", "infor_regelverk", utgava="2025", varden=NYA).till("2025-01-08")
    assert fall.poster[: len(rader)] == rader
    assert fall.bevakning("plangranskning").frist == fore.frist == "2025-01-09"
    assert fall.utbetalning("2024-03") == betalt
    assert fall.betalt() == betalt.belopp


@pytest.mark.krav("K16.2")
def test_an_edition_that_is_entered_after_its_valid_from_moves_what_is_open_and_leaves_what_is_done() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2025-01-02").till("2025-01-03")
    assert fall.bevakning("plangranskning").frist == "2025-01-10"
    fall.systemet("2025-01-03T09:00", "infor_regelverk", utgava="2025", varden=NYA)
    assert fall.bevakning("plangranskning").frist == "2025-01-08"
    fall.kv("2025-01-07", "granska_plan", beslut="godkand").till("2025-02-01")
    assert fall.bevakning("plangranskning").utfall == "uppfylld"


@pytest.mark.krav("K16.2")
def test_the_editions_follow_the_case_through_storage() -> None:
    insats = i_loppet().insats
    tillbaka = insats_fran_json(insats_till_json(insats))
    assert tillbaka.regelverk == insats.regelverk
    assert tillbaka.regelverk.tal("plangranskning.arbetsdagar", d("2024-12-31")) == 5
    assert tillbaka.regelverk.tal("plangranskning.arbetsdagar", d("2025-01-01")) == 3


# gaps and overlaps, over the whole span of the editions


def rad(nyckel: str, varde: Any, fran: str, till: str | None = None) -> dict[str, Any]:
    return {"nyckel": nyckel, "varde": varde, "fran": fran} | ({"till": till} if till else {})


FEL = [
    ("överlappar", [rad("checkbelopp.AMI", "4000.00", "2024-12-31", "2025-12-31")]),
    (
        "överlappar",
        [
            rad("checkbelopp.AMI", "4000.00", "2025-01-01", "2025-07-01"),
            rad("checkbelopp.AMI", "4100.00", "2025-07-01", "2025-12-31"),
        ],
    ),
    ("glapp", [rad("checkbelopp.AMI", "4000.00", "2025-01-02", "2025-12-31")]),
    (
        "glapp",
        [
            rad("checkbelopp.AMI", "4000.00", "2025-01-01", "2025-06-29"),
            rad("checkbelopp.AMI", "4100.00", "2025-07-01", "2025-12-31"),
        ],
    ),
    ("saknas för tiden efter 2025-12-31", [rad("plangranskning.arbetsdagar", 3, "2025-01-01", "2025-12-31")]),
    (
        "glapp",
        [
            rad("plangranskning.arbetsdagar", 3, "2025-01-01", "2025-05-31"),
            rad("plangranskning.arbetsdagar", 4, "2025-06-02"),
        ],
    ),
]
"""What is wrong, and the values that make it so."""


@pytest.mark.krav("K14.1", "K16.2", sort="avslag")
@pytest.mark.parametrize(("skal", "varden"), FEL)
def test_a_gap_or_an_overlap_between_or_within_editions_stops_the_start(
    skal: str, varden: list[dict[str, Any]]
) -> None:
    with pytest.raises(FelIRegelverk, match=skal) as fel:
        skapa_regelverk(med_fil(varden))
    assert (fel.value.fil, fel.value.nyckel) == ("2025.toml", varden[0]["nyckel"])


@pytest.mark.krav("K14.1", "K16.2", sort="avslag")
@pytest.mark.parametrize(("skal", "varden"), FEL)
def test_a_gap_or_an_overlap_is_refused_by_a_running_case_which_goes_on_as_before(
    skal: str, varden: list[dict[str, Any]]
) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    sagt = fall.avvisas("K16.2", fall.systemet, "2024-11-20", "infor_regelverk", utgava="2025", varden=varden)
    assert skal in sagt
    assert fall.insats.regelverk == regelverket()


@pytest.mark.krav("K16.2", sort="gräns")
def test_a_value_may_be_closed_and_followed_the_next_day_in_the_same_edition() -> None:
    varden = [
        rad("checkbelopp.AMI", "4000.00", "2025-01-01", "2025-06-30"),
        rad("checkbelopp.AMI", "4100.00", "2025-07-01", "2025-12-31"),
    ]
    i_loppet_, vid_start_ = Spel.pagaende(), skapa_regelverk(med_fil(varden))
    i_loppet_.systemet("2024-11-20", "infor_regelverk", utgava="2025", varden=varden)
    for regelverk in (i_loppet_.insats.regelverk, vid_start_):
        dagar = ("2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01")
        belopp = [regelverk.belopp("checkbelopp.AMI", d(dag)) for dag in dagar]
        assert [b and str(b) for b in belopp] == ["3876.00", "4000.00", "4000.00", "4100.00", "4100.00", None]


@pytest.mark.krav("K16.2", sort="avslag")
def test_only_the_service_enters_an_edition_and_only_once() -> None:
    fall = i_loppet()
    fall.avvisas("K16.2", fall.kv, "2024-11-21", "infor_regelverk", utgava="2025", varden=NYA)
    fall.avvisas("K16.2", fall.systemet, "2024-11-21", "infor_regelverk", utgava="2025", varden=NYA)


# an amount that is not decided yet


@pytest.mark.krav("K14.1")
def test_without_an_amount_payments_wait_with_one_notice_and_go_out_together_when_it_is_entered() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-01-31")
    for manad, nar in (("2025-01", "2025-02-03"), ("2025-02", "2025-03-03")):
        fall.rapportera(manad, nar).fakturera(manad, nar, belopp="4000.00").godkann(manad)
    fall.till("2025-03-20")
    for manad in ("2025-01", "2025-02"):
        assert (fall.utbetalning(manad).status, fall.utbetalning(manad).hinder) == ("innehallen", "belopp_saknas")
    for roll in ("anordnare", "ekonom"):
        assert len(fall.brev(roll, "checkbelopp saknas")) == 1
    fore = fall.betalt()
    fall.systemet("2025-03-20T13:00", "infor_regelverk", utgava="2025", varden=NYA)
    assert {fall.utbetalning(m).status for m in ("2025-01", "2025-02")} == {"klar"}
    fall.till("2025-04-16")
    assert {fall.utbetalning(m).utbetalningsmanad for m in ("2025-01", "2025-02")} == {"2025-04"}
    assert fall.betalt() - fore == Decimal("8000.00")


@pytest.mark.krav("K14.1", sort="gräns")
@TVA_VAGAR
def test_an_amount_decided_in_time_is_never_awaited_and_the_year_after_it_is(fall_med_bada: Fabrik) -> None:
    fall = fall_med_bada("2025-03-10").hel_manad("2025-12")
    assert fall.utbetalning("2025-12").status == "klar"
    assert not fall.brev("ekonom", "checkbelopp saknas")
    fall.till("2026-02-01")
    assert fall.utbetalning("2026-01").hinder == "belopp_saknas"
    assert fall.brev("ekonom", "checkbelopp saknas från 2026-01-01")


@pytest.mark.krav("K16.2")
@pytest.mark.parametrize("ordning", [1, -1])
def test_two_open_ended_values_of_one_key_are_refused_in_whatever_order_they_stand(ordning: int) -> None:
    varden = [
        {"nyckel": "bemanning.arbetsdagar", "varde": 2, "fran": "2025-01-01"},
        {"nyckel": "bemanning.arbetsdagar", "varde": 3, "fran": "2025-07-01"},
    ]
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.avvisas("K16.2", fall.systemet, "2024-03-02T10:00", "infor_regelverk", utgava="2025", varden=varden[::ordning])
