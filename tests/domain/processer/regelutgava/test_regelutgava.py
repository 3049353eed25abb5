"""§14.1: amounts and other values are entered by one and attested by another, or taken back (K16.5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.process import Effekt
from domain.processer.regelutgava.rutin import REGELUTGAVA, beslutade
from domain.regler.beslut import BeslutatVarde, med_beslutade
from tests.verktyg import processpel
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import regelverket

E1, E2, AL = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2"), Aktor(Roll.ARBETSLEDARE, "al1")
NAR = "2024-12-02T09:00"
ARET: dict[str, Any] = {
    "utgava": "2025", "beslut": "NAF 2024/131", "fran": "2025-01-01", "till": "2025-12-31",
}  # fmt: skip


def infort(**fakta: Any) -> Processpel:
    data = {**ARET, "ami": "4000", "isa": "6500.5", "fai": "8400.00", **fakta}
    return Processpel(REGELUTGAVA, "utgava-1").sag(E1, NAR, "foresla_checkbelopp", **data)


def varden(fall: Processpel | None = None, **fakta: Any) -> Processpel:
    return (fall or Processpel(REGELUTGAVA, "utgava-1")).sag(E1, NAR, "foresla_varden", **{**ARET, **fakta})


def nekas(verb: str = "foresla_varden", **fakta: Any) -> str:
    return Processpel(REGELUTGAVA, "utgava-2").avvisas("K16.5", E1, NAR, verb, **{**ARET, **fakta})


@pytest.mark.krav("K16.5")
def test_amounts_are_entered_to_the_ore_and_nothing_holds_before_another_has_attested() -> None:
    fall = infort()
    assert [(b.nyckel, b.fran, b.till, b.varde) for b in beslutade(fall.lage)] == [
        ("checkbelopp.FAI", date(2025, 1, 1), date(2025, 12, 31), "8400.00"),
        ("checkbelopp.AMI", date(2025, 1, 1), date(2025, 12, 31), "4000.00"),
        ("checkbelopp.ISA", date(2025, 1, 1), date(2025, 12, 31), "6500.50"),
    ]
    assert (fall.lage.status, list(REGELUTGAVA.effekter(fall.lage))) == ("foreslagen", [])
    fall.sag(E2, "2024-12-03T09:00", "attestera_varden")
    assert list(REGELUTGAVA.effekter(fall.lage)) == [
        Effekt("inforande", "infor_utgava", {"utgava": "2025"}, "inför utgåvan 2025")
    ]
    assert (fall.lage.status, REGELUTGAVA.klar(fall.lage)) == ("infors", False)
    fall.sag(SYSTEMET, "2024-12-03T09:00", "registrera_inforande")
    assert (fall.lage.status, REGELUTGAVA.klar(fall.lage), list(REGELUTGAVA.effekter(fall.lage))) == (
        "galler",
        True,
        [],
    )
    assert list(fall.till_roller("gäller; pågående ärenden får den i natt")) == [
        "arbetsledare", "ekonom", "systemspecialist",
    ]  # fmt: skip


@pytest.mark.krav("K16.5")
@pytest.mark.parametrize("samma", [E1, Aktor(Roll.EKONOM, "E1"), Aktor(Roll.ARBETSLEDARE, "e1")])
def test_nobody_attests_what_they_entered_in_whatever_role(samma: Aktor) -> None:
    svar = infort().avvisas("K16.5", samma, NAR, "attestera_varden")
    assert svar.startswith("av: den som har förberett attesterar inte")
    assert infort().sag(AL, NAR, "attestera_varden").lage.status == "infors"


@pytest.mark.krav("K16.5")
def test_what_is_taken_back_is_attested_by_nobody_and_what_is_attested_is_not_taken_back() -> None:
    fall = infort().sag(E1, NAR, "dra_tillbaka_varden", skal="fel år")
    assert (fall.lage.status, REGELUTGAVA.klar(fall.lage)) == ("tillbakadragen", True)
    assert "tillbakadragna" in fall.avvisas("K16.5", E2, NAR, "attestera_varden")
    attesterad = infort().sag(E2, NAR, "attestera_varden")
    assert "ändras inte mer" in attesterad.avvisas("K16.5", E1, NAR, "dra_tillbaka_varden", skal="x")
    assert "redan införda" in infort().avvisas("K16.5", E1, NAR, "foresla_checkbelopp", **ARET, ami="1")


@pytest.mark.krav("K16.5")
def test_what_could_not_be_put_among_the_rules_says_why_and_holds_nothing() -> None:
    fall = infort().sag(E2, NAR, "attestera_varden")
    fall.sag(SYSTEMET, NAR, "registrera_inforande", hinder="filerna säger annat")
    assert (fall.lage.status, REGELUTGAVA.klar(fall.lage)) == ("hindrad", True)
    assert list(fall.till_roller("kunde inte införas: filerna säger annat"))
    assert "inte attesterade" in infort().avvisas("K16.5", SYSTEMET, NAR, "registrera_inforande")


@pytest.mark.krav("K16.5")
@pytest.mark.parametrize(
    ("rad", "varde"),
    [
        ("svar.arbetsdagar=7", 7),
        ("utbetalning.kraver_godkannande=ja", 1),
        ("checkbelopp.AMI=4 000,50 kr", "4000.50"),
        ("paminnelse.klockslag=09:30", "09:30"),
        ("stegforflyttning.ISA1 = ami1", ("ami1",)),
        ("rubrik.ledtider=Ledtider = veckor", "Ledtider = veckor"),
    ],
)
def test_other_values_are_written_as_staff_write_them(rad: str, varde: Any) -> None:
    (b,) = beslutade(varden(varden=[rad], till="2025-12-31" if rad.startswith("check") else None).lage)
    assert b.varde == varde


@pytest.mark.krav("K16.5")
@pytest.mark.parametrize(
    ("fakta", "skal"),
    [
        ({"varden": []}, "varden: ange minst ett värde"),
        ({"varden": ["svar.arbetsdagar"]}, "varden.0: skriv nyckel=värde"),
        ({"varden": ["svar.arbetsdagar= "]}, "varden.0: skriv nyckel=värde, till exempel svar.arbetsdagar=7 ("),
        ({"varden": ["finns.inte=7"]}, "ingen sådan regel"),
        ({"varden": ["svar.arbetsdagar=sju"]}, "ska vara ett heltal"),
        ({"varden": ["checkbelopp.AMI=-1"]}, "inte negativt"),
        ({"varden": ["checkbelopp.AMI=1", "checkbelopp.AMI=2"]}, "överlappar"),
        ({"varden": ["checkbelopp.AMI=1"], "till": "2024-12-31"}, "till: sista dagen ligger före den första"),
        ({"varden": ["checkbelopp.AMI=1"], "fran": "2025-02-01"}, "glapp"),
        ({"varden": ["checkbelopp.AMI=1"], "fran": "2024-12-31"}, "överlappar"),
        ({"varden": ["checkbelopp.AMI=1"], "fran": "2024-01-01"}, "har redan ett värde från 2024-01-01"),
        ({"varden": ["checkbelopp.AMI=1"], "utgava": "2024"}, "utgava: en utgåva med det namnet finns redan"),
        ({"varden": ["svar.arbetsdagar=7"]}, "värde saknas för tiden efter 2025-12-31"),
        ({"utgar": ["checkbelopp.AMI=2024-01-01"]}, "rattelse: säg varför"),
        ({"utgar": ["checkbelopp.AMI=nyår"], "rattelse": "x"}, "utgar.0: första dagen skrivs"),
        ({"utgar": ["checkbelopp.AMI=2030-01-01"], "rattelse": "x"}, "det finns inget värde från 2030-01-01"),
    ],
)
def test_what_is_no_value_of_the_rules_is_refused_in_one_line(fakta: dict[str, Any], skal: str) -> None:
    assert skal in nekas(**fakta)


@pytest.mark.krav("K16.5")
def test_entering_no_amount_is_refused_and_only_an_ekonom_enters() -> None:
    assert nekas("foresla_checkbelopp") == "ami: ange minst ett värde (K16.5, §14.1)"
    kv = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
    svar = Processpel(REGELUTGAVA, "u").avvisas("K16.5", kv, NAR, "foresla_checkbelopp", **ARET, ami="1")
    assert "det här gör ekonomen" in svar
    assert not REGELUTGAVA.far_se(infort().lage, kv) and REGELUTGAVA.far_se(infort().lage, AL)


@pytest.mark.krav("K16.5", "K0.7")
def test_a_correction_takes_the_place_of_a_value_or_strikes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    fore = BeslutatVarde("2025", "x", "checkbelopp.AMI", date(2025, 1, 1), date(2025, 12, 31), "4000.00")
    regler = med_beslutade(regelverket(), [fore])
    monkeypatch.setattr(processpel, "regelverket", lambda: regler)
    nytt = {"utgava": "2025-2", "varden": ["checkbelopp.AMI=4100"]}
    assert "har redan ett värde från 2025-01-01" in nekas(**nytt)
    (b,) = beslutade(varden(**nytt, rattelse="fel siffra").lage)
    assert (b.fran, b.varde) == (date(2025, 1, 1), "4100")
    # From the right day, and what was said of the wrong one struck.
    utgar = {"utgar": ["checkbelopp.AMI=2025-01-01"], "rattelse": "fel dag"}
    struket, nya = beslutade(varden(**nytt | utgar, fran="2025-01-01", till="2025-06-30").lage), "4100"
    assert [(b.varde, b.till) for b in struket] == [(nya, date(2025, 6, 30))]
    (ensamt,) = beslutade(varden(utgava="2025-3", **utgar).lage)
    assert ensamt == BeslutatVarde("2025-3", "NAF 2024/131", "checkbelopp.AMI", date(2025, 1, 1), None, None)


@pytest.mark.krav("K16.5", "K0.8")
def test_the_attest_is_awaited_and_reminded_of_and_late() -> None:
    fall = infort()  # on Monday 2 December
    (b,) = REGELUTGAVA.bevakningar(fall.lage)
    assert (b.slag, b.regel, str(b.ansvarig), str(b.frist), b.utfall) == (
        "vardeattest", "K16.5", "ekonom", "2024-12-05", "oppen",
    )  # fmt: skip
    assert b.utom == "e1"  # who entered the values does not attest them
    fall.till("2024-12-04T08:00")
    vem = "senast 2024-12-05 av någon annan än e1"
    assert list(fall.till_roller(f"ska attesteras {vem}")) == ["arbetsledare", "ekonom"]
    assert REGELUTGAVA.bevakningar(fall.till("2024-12-06").lage).__next__().utfall == "forsenad"
    assert list(fall.till_roller(f"skulle ha attesterats {vem}")) == ["arbetsledare", "ekonom"]
    fall.sag(AL, "2024-12-09T09:00", "attestera_varden")
    (b,) = REGELUTGAVA.bevakningar(fall.lage)
    assert (b.utfall, b.uppfylld is not None, list(REGELUTGAVA.klockslag(fall.lage))) == ("sen", True, [])


@pytest.mark.krav("K16.5", "K0.8", sort="gräns")
def test_what_is_attested_or_taken_back_is_awaited_no_more_and_not_reminded_of() -> None:
    i_tid = infort().sag(E2, "2024-12-03T09:00", "attestera_varden")
    assert [b.utfall for b in REGELUTGAVA.bevakningar(i_tid.lage)] == ["uppfylld"]
    ater = infort().sag(E1, "2024-12-03T09:00", "dra_tillbaka_varden", skal="x")
    assert [b.utfall for b in REGELUTGAVA.bevakningar(ater.lage)] == ["upphord"]
    assert list(REGELUTGAVA.klockslag(i_tid.lage)) == list(REGELUTGAVA.klockslag(ater.lage)) == []
