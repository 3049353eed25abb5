"""§14.1: the whole life of decided values: its clock, what is awaited, who is told, how it is listed (K16.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.process import Processbevakning, Processrad
from domain.processer.regelutgava.attestvantan import bevakningar, klockslag
from domain.processer.regelutgava.beslut import besluta
from domain.processer.regelutgava.lage import Regelutgava, VardenForeslagna, tillampa
from domain.processer.regelutgava.rutin import REGELUTGAVA
from domain.regler.beslut import las_varde
from domain.skeende.form import las_kommando
from domain.skeende.handelse import Fall
from domain.skeende.klockslag import VIKT_FRIST
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import d, regelverket, tid

E1, E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
NAR = "2024-12-02T09:00"  # a Monday: three arbetsdagar end on Thursday the 5th
ARET: dict[str, Any] = {"utgava": "2025", "beslut": "NAF 1", "fran": "2025-01-01", "till": "2025-12-31"}
SVAR = ["svar.arbetsdagar=7", "betalningsmanad.arbetsdagar=4"]
pytestmark = pytest.mark.krav("K16.5")


def infort(verb: str = "foresla_checkbelopp", **fakta: Any) -> Processpel:
    data = ARET | (fakta or {"ami": "4000"})
    return Processpel(REGELUTGAVA, "utgava-1").sag(E1, NAR, verb, **data)


def vantan(fall: Processpel) -> list[tuple[Any, int, str, str, str]]:
    return [(k.nar, k.vikt, k.nyckel, k.handelse.slag, k.sammanfattning) for k in REGELUTGAVA.klockslag(fall.lage)]


def forslaget() -> VardenForeslagna:
    h = infort().poster[0].handelse
    assert isinstance(h, VardenForeslagna)
    return h


@pytest.mark.krav("K16.5", "K0.8")
def test_the_attest_is_timed_by_name_until_it_is_reminded_of_late_or_done() -> None:
    fall = infort()
    vad = "attest av utgåvan 2025 senast 2024-12-05 · K16.5"
    sen = (tid("2024-12-06T00:00"), VIKT_FRIST, "frist:vardeattest", "attest_forsenad", vad)
    paminns = (tid("2024-12-04T08:00"), VIKT_FRIST, "paminnelse:vardeattest", "attest_paminnelse", f"påminnelse: {vad}")
    assert vantan(fall) == [paminns, sen]
    assert vantan(fall.till("2024-12-04T08:00")) == [sen]
    assert vantan(fall.till("2024-12-06T00:00")) == []


@pytest.mark.krav("K16.5", "K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("infort_den", "pamind"),
    [
        ("2024-12-02T07:59", "2024-12-02T08:00"),
        ("2024-12-02T08:00", "2024-12-02T08:00"),
        ("2024-12-02T08:01", "2024-12-03T08:00"),
        ("2024-12-07T12:00", "2024-12-09T08:00"),  # a Saturday: the arbetsdag before Monday was before it was entered
    ],
)
def test_a_reminder_that_would_come_before_the_values_were_entered_comes_on_the_day_of_the_frist(
    infort_den: str, pamind: str
) -> None:
    """One arbetsdag instead of three, as another edition of the rules may say."""
    lage = tillampa(Regelutgava("u"), replace(forslaget(), arbetsdagar=1), tid(infort_den))
    assert next((k.nar, k.nyckel) for k in klockslag(lage)) == (tid(pamind), "paminnelse:vardeattest")


@pytest.mark.krav("K16.5", "K0.8")
@pytest.mark.parametrize(
    ("nar", "verb", "utfall", "klar"),
    [
        ("2024-12-05T23:59", "attestera_varden", "uppfylld", True),
        ("2024-12-06T00:00", "attestera_varden", "sen", True),
        ("2024-12-05T23:59", "dra_tillbaka_varden", "upphord", False),
        ("2024-12-06T00:00", "dra_tillbaka_varden", "upphord", False),
    ],
)
def test_it_is_awaited_of_an_ekonom_and_ends_in_time_late_or_lapsed(
    nar: str, verb: str, utfall: Any, klar: bool
) -> None:
    fall = infort().till(nar)
    vantad = Processbevakning(
        "vardeattest", "vardeattest", "K16.5", Roll.EKONOM, None, tid(NAR), tid("2024-12-06T00:00"), d("2024-12-05"),
        "oppen" if nar < "2024-12-06" else "forsenad", None, utom="e1",
    )  # fmt: skip
    assert list(REGELUTGAVA.bevakningar(fall.lage)) == [vantad]
    fall.sag(E2, nar, verb, **({} if klar else {"skal": "x"}))
    assert list(REGELUTGAVA.bevakningar(fall.lage)) == [
        replace(vantad, utfall=utfall, uppfylld=tid(nar) if klar else None)
    ]


@pytest.mark.krav("K16.5", "K0.8")
def test_values_entered_before_the_attest_was_awaited_are_awaited_by_nobody() -> None:
    kommando = las_kommando({"kommando": "foresla_checkbelopp", **ARET, "ami": "4000"}, REGELUTGAVA.verb)
    forr, nu = (
        list(besluta(Regelutgava("u"), kommando, Fall(tid(NAR), E1, dorr=dorr), regelverket())) for dorr in (8, 9)
    )
    assert [(h.arbetsdagar, h.paminns) for h in (*forr, *nu) if isinstance(h, VardenForeslagna)] == [
        (0, None), (3, time(8)),
    ]  # fmt: skip
    for h in (replace(forslaget(), arbetsdagar=0), replace(forslaget(), paminns=None)):
        lage = tillampa(Regelutgava("u"), h, tid(NAR))
        assert (lage.vantan, list(klockslag(lage)), list(bevakningar(lage))) == (None, [], [])


def test_what_the_clock_raises_and_what_stands_in_the_way_is_told_whole() -> None:
    fall = infort().till("2024-12-06T00:00").sag(E2, "2024-12-09", "attestera_varden")
    fall.sag(SYSTEMET, "2024-12-09T13:00", "registrera_inforande", hinder="x")
    tva, kalla = (Roll.EKONOM, Roll.ARBETSLEDARE), "(§14.1, K16.5)"
    vantat = [
        (tva, "ska attesteras senast 2024-12-05 av någon annan än e1"),
        (tva, "skulle ha attesterats senast 2024-12-05 av någon annan än e1"),
        ((*tva, Roll.SYSTEMSPECIALIST), "kunde inte införas: x"),
    ]
    assert [(m.till, m.part, m.regel, m.rubrik) for m in fall.meddelanden[2:]] == [
        (roll, None, "K16.5", f"Utgåvan 2025 (beslut NAF 1) {text} {kalla}")
        for roller, text in vantat
        for roll in roller
    ]


def test_those_who_may_attest_are_told_whole_of_what_is_entered_taken_back_and_in_force() -> None:
    def sagt(fall: Processpel) -> list[tuple[Roll, str]]:
        return [(m.till, m.rubrik) for m in fall.meddelanden]

    def till(text: str, *roller: Roll) -> list[tuple[Roll, str]]:
        return [(roll, f"Utgåvan 2025 (beslut NAF 1) {text} (§14.1, K16.5)") for roll in roller]

    tva = (Roll.EKONOM, Roll.ARBETSLEDARE)
    infordes = till("är införd och väntar på attest av någon annan", *tva)
    assert sagt(infort().sag(E1, NAR, "dra_tillbaka_varden", skal="x")) == [
        *infordes, *till("är tillbakadragen och gäller inte", *tva),
    ]  # fmt: skip
    fall = infort().sag(E2, "2024-12-03", "attestera_varden").sag(SYSTEMET, "2024-12-03", "registrera_inforande")
    assert sagt(fall) == [
        *infordes, *till("gäller; pågående ärenden får den i natt", *tva, Roll.SYSTEMSPECIALIST),
    ]  # fmt: skip


def test_it_is_listed_with_what_was_entered_and_by_whom() -> None:
    varde = {"nyckel": "checkbelopp.AMI", "fran": "2025-01-01", "till": "2025-12-31", "varde": "4000.00"}
    data = {
        "utgava": "2025", "beslut": "NAF 1", "varden": [varde], "forde_in": "ekonom:e1", "attesterade": None,
        "hinder": None,
    }  # fmt: skip
    rubrik = "Utgåva 2025, beslut NAF 1"
    fall = infort()
    assert REGELUTGAVA.rad(fall.lage) == Processrad("foreslagen", None, None, rubrik, data)
    fall.sag(E2, "2024-12-03", "attestera_varden")
    attesterad = data | {"attesterade": "ekonom:e2"}
    assert REGELUTGAVA.rad(fall.lage) == Processrad("infors", None, None, rubrik, attesterad)
    fall.sag(SYSTEMET, "2024-12-03", "registrera_inforande", hinder="x")
    assert REGELUTGAVA.rad(fall.lage) == Processrad("hindrad", None, None, rubrik, attesterad | {"hinder": "x"})
    tills_vidare = REGELUTGAVA.rad(infort("foresla_varden", varden=SVAR, till=None).lage).data["varden"]
    assert tills_vidare == [
        {"nyckel": rad.partition("=")[0], "fran": "2025-01-01", "till": None, "varde": int(rad[-1])} for rad in SVAR
    ]


@pytest.mark.parametrize("roll", Roll)
def test_it_is_seen_by_those_who_enter_attest_and_run_it_alone(roll: Roll) -> None:
    far_se = REGELUTGAVA.far_se(infort().lage, Aktor(roll, "x", "A"))
    assert far_se == (roll in ("ekonom", "arbetsledare", "systemspecialist", "system"))


@pytest.mark.krav("K16.5", sort="gräns")
def test_a_value_may_hold_for_one_day() -> None:
    (p,) = infort(ami="1", till="2025-01-01").lage.forslag.parametrar
    assert [(v.fran, v.till, v.varde) for v in p.varden] == [(date(2025, 1, 1), date(2025, 1, 1), "1.00")]


@pytest.mark.parametrize(
    ("nyckel", "text", "varde"),
    [
        ("svar.arbetsdagar", " 7 ", 7),
        ("svar.arbetsdagar", "sju", "sju"),
        ("svar.arbetsdagar", "٧", "٧"),
        ("svar.arbetsdagar", "-1", "-1"),
        ("avslut.attesteras", "ja", True),
        ("avslut.attesteras", "nej", False),
        ("avslut.attesteras", "kanske", "kanske"),
        ("checkbelopp.AMI", " 4 000,50 kr ", "4000.50"),
        ("checkbelopp.AMI", "4\u00a0000", "4000"),
        ("mall.slutrapport.AMI", "progression , narvaro", ["progression", "narvaro"]),
        ("avslut.form", "mal_natt: fortid ,flytt:avbrott", {"mal_natt": "fortid", "flytt": "avbrott"}),
        ("avslut.form", "mal_natt: fortid: avbrott", {"mal_natt": "fortid: avbrott"}),
        ("ledighet.lov", "hostlov: 2024-10-28/2024-11-01", {"hostlov": "2024-10-28/2024-11-01"}),
        ("paminnelse.klockslag", " 09:30 ", "09:30"),
        ("finns.inte", " 7, a ", "7, a"),
    ],
)
def test_a_line_is_read_by_the_kind_of_its_key_and_left_as_it_is_where_it_is_none(
    nyckel: str, text: str, varde: object
) -> None:
    last = las_varde(nyckel, text)
    assert (last, type(last)) == (varde, type(varde))
