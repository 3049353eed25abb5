"""K7.2, K7.7, K8.5: which weeks and meetings are awaited, from when and until when, and what answers them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.anteckningar import Oppnad
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Franvaro, Kontakt, Omgang, Uppfoljningsmote
from domain.kapitel.kontakt import uppfoljning, veckokontakt
from domain.kapitel.kontakt.uppfoljning import PlanrevideringBegard, UppfoljningsmoteRegistrerat
from domain.kapitel.kontakt.veckokontakt import KundkontaktRegistrerad, vecka
from domain.skeende.handelse import Brev
from domain.skeende.mening import Mening
from tests.verktyg.spel import Spel, d, tid


@cache
def insatsen() -> Insats:
    """AMI2 from Monday 11 March 2024 to Tuesday 10 September."""
    return Spel.pagaende(start="2024-03-11", langd_manader=6).insats


def staten(start: str = "2024-03-11", slut: str = "2024-09-10", inlagt: str = "2024-03-01", **fakta: Any) -> Insats:
    u = replace(insatsen().inlagt, startdatum=d(start), slutdatum=d(slut), tid=tid(inlagt))
    return med(insatsen(), uppdrag=u, **fakta)


def veckor(i: Insats) -> list[str]:
    return [b.avser[5:] for b in veckokontakt.bevakningar(i) if b.avser]


def borta(*dagar: str) -> dict[str, Any]:
    def franvaro(rad: str) -> Franvaro:
        slag, fran, till = rad.split()
        return Franvaro(slag, d(fran), d(till), tid(fran))  # type: ignore[arg-type]

    return {"franvaro": tuple(franvaro(rad) for rad in dagar)}


# The weeks


@pytest.mark.parametrize(
    ("dag", "namn"),
    [("2024-03-11", "2024-W11"), ("2024-01-01", "2024-W01"), ("2024-12-30", "2025-W01"), ("2023-01-01", "2022-W52")],
)
def test_a_week_has_its_iso_name(dag: str, namn: str) -> None:
    assert vecka(d(dag)) == namn


@pytest.mark.krav("K7.2", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "vantas"),
    [
        # whole weeks alone, and of those to come the two nearest
        ({}, ["W11", "W12"]),
        ({"start": "2024-03-12"}, ["W12", "W13"]),
        ({"start": "2024-03-10"}, ["W11", "W12"]),
        ({"senast": tid("2024-03-17T23:59")}, ["W11", "W12", "W13"]),
        ({"senast": tid("2024-03-18T00:00")}, ["W11", "W12", "W13", "W14"]),
        ({"slut": "2024-03-24"}, ["W11", "W12"]),
        ({"slut": "2024-03-23"}, ["W11"]),
        ({"slut": "2024-03-16"}, []),
        # one that had begun when the uppdrag was entered is not asked for
        ({"inlagt": "2024-03-11T00:01", "senast": tid("2024-03-11")}, ["W11", "W12", "W13"]),
        ({"inlagt": "2024-03-12T00:00", "senast": tid("2024-03-12")}, ["W12", "W13"]),
        # nor one in which the kund was away every arbetsdag
        (borta("sjuk 2024-03-11 2024-03-15"), ["W12"]),
        (borta("sjuk 2024-03-11 2024-03-14"), ["W11", "W12"]),
        (borta("sjuk 2024-03-12 2024-03-15"), ["W11", "W12"]),
        (borta("sjuk 2024-03-11 2024-03-12", "vab 2024-03-13 2024-03-15"), ["W12"]),
        (borta("ledighet 2024-03-18 2024-03-22"), ["W11"]),
        (borta("ogiltig 2024-03-25 2024-03-28") | {"start": "2024-03-25"}, ["W14"]),  # Good Friday is no arbetsdag
    ],
)
def test_whole_weeks_of_the_insats_are_awaited_while_the_kund_is_there(
    fakta: dict[str, Any], vantas: list[str]
) -> None:
    i = staten(**({"senast": tid("2024-03-01T12:00")} | fakta))
    assert veckor(i)[: len(vantas) + 1] == vantas


@pytest.mark.krav("K7.2")
def test_a_week_is_awaited_from_its_monday_to_its_sunday_and_met_by_its_first_contact() -> None:
    kontakter = (
        Kontakt(d("2024-03-15"), "telefon", tid("2024-03-16")), Kontakt(d("2024-03-17"), "telefon", tid("2024-03-18")),
        Kontakt(d("2024-03-11"), "telefon", tid("2024-03-19")), Kontakt(d("2024-03-18"), "telefon", tid("2024-03-15")),
    )  # fmt: skip
    forsta, andra, *_ = veckokontakt.bevakningar(staten(kontakter=kontakter, senast=tid("2024-03-20")))
    assert (forsta.regel, forsta.oppnas, forsta.frist_satt) == ("K7.2", *[tid("2024-03-11T00:00")] * 2)
    assert (forsta.frist, forsta.uppfylld, andra.uppfylld) == (d("2024-03-17"), tid("2024-03-16"), tid("2024-03-15"))


@pytest.mark.krav("K7.2", "K0.6", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("rattad", "oppnad", "vantas"),
    [
        ("2024-03-11T00:00", False, True),
        ("2024-03-11T00:01", False, False),  # a correction added it after it had begun
        ("2024-03-11T00:01", True, True),  # but it was asked for before
    ],
)
def test_a_week_that_a_correction_adds_after_it_has_begun_is_not_asked_for(
    rattad: str, oppnad: bool, vantas: bool
) -> None:
    o = Oppnad(tid("2024-03-11T00:00"), "veckokontakt", "2024-W11", "K7.2", Roll.ANORDNARE, d("2024-03-17"))
    i = staten(rattad=tid(rattad), oppnade={"veckokontakt:2024-W11": o} if oppnad else {}, senast=tid(rattad))
    assert ("W11" in veckor(i), "W12" in veckor(i)) == (vantas, True)


@pytest.mark.krav("K7.2")
def test_no_week_is_awaited_before_there_is_an_uppdrag() -> None:
    assert list(veckokontakt.bevakningar(Spel.aktualiserat().insats)) == []


@pytest.mark.krav("K7.2")
@pytest.mark.parametrize("sen", [None, "2024-W11"])
def test_a_contact_is_told_in_the_log_and_to_the_kv_where_its_week_had_passed_without_one(sen: str | None) -> None:
    h = KundkontaktRegistrerad(d("2024-03-14"), "telefon", False, sen)
    foljd = veckokontakt.KAPITEL.foljder[KundkontaktRegistrerad]
    efterhand = "; kontakten för 2024-W11 är registrerad i efterhand" if sen else ""
    ton: Any = "sen" if sen else "vanlig"
    assert foljd.mening(h) == Mening(f"Kontakt med kunden 2024-03-14 (telefon){efterhand}", "K7.2", ton)
    text = "Avvikelsen för 2024-W11 återtas: kontakten är registrerad i efterhand (§7.2, K7.2)"
    assert foljd.brev is not None
    assert list(foljd.brev(insatsen(), h)) == ([Brev(Roll.KARRIARVAGLEDARE, "K7.2", text)] if sen else [])


# Meetings and revisions


def mote(datum: str, nar: str | None = None) -> Uppfoljningsmote:
    return Uppfoljningsmote(tid(nar or datum), d(datum), False)


@pytest.mark.krav("K7.7", "K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("hallna", "avskrivet", "klara"),
    [
        ([], None, [None, None]),
        ([mote("2024-05-02")], None, ["2024-05-02", None]),
        # the n:th held answers the n:th day, whatever the order they were told of in
        ([mote("2024-06-03"), mote("2024-05-02", "2024-06-10")], None, ["2024-06-10", "2024-06-03"]),
        ([mote("2024-04-02"), mote("2024-05-02"), mote("2024-06-03")], None, ["2024-04-02", "2024-05-02"]),
        # a day that was written off is passed over by what was held after that
        ([mote("2024-05-10")], "2024-05-10", ["2024-05-10", None]),
        ([mote("2024-05-11")], "2024-05-10", [None, "2024-05-11"]),
    ],
)
def test_each_day_of_the_uppdrag_is_answered_by_a_meeting(
    hallna: list[Uppfoljningsmote], avskrivet: str | None, klara: list[str | None]
) -> None:
    i = staten(
        uppfoljningsdagar=(d("2024-05-02"), d("2024-06-03")), uppfoljningsmoten=tuple(hallna),
        avskrivna={"uppfoljningsmote:2024-05-02": tid(avskrivet)} if avskrivet else {},
    )  # fmt: skip
    fragor = [b for b in uppfoljning.bevakningar(i) if b.slag == "uppfoljningsmote"]
    assert [(b.avser, b.regel, b.oppnas, str(b.frist)) for b in fragor] == [
        (dag, "K7.7", tid("2024-03-01"), dag) for dag in ("2024-05-02", "2024-06-03")
    ]
    assert [b.uppfylld for b in fragor] == [tid(k) if k else None for k in klara]


@pytest.mark.krav("K8.5", "K8.8", sort="gräns")
@pytest.mark.parametrize(
    ("versioner", "klara"),
    [
        (["2024-04-02"], [None, None]),
        (["2024-05-02T12:00"], [None, None]),  # the instant of the request
        (["2024-04-02", "2024-05-02T12:01"], ["2024-05-02T12:01", None]),
        (["2024-05-07", "2024-05-20"], ["2024-05-07", "2024-05-20"]),
    ],
)
def test_a_revision_is_answered_by_the_first_version_after_it_was_asked_for(
    versioner: list[str], klara: list[str | None]
) -> None:
    plan = Omgang(tuple(tid(v) for v in versioner))
    i = staten(planrevideringar=(tid("2024-05-02"), tid("2024-05-13")), planer=(plan,))
    fragor = [b for b in uppfoljning.bevakningar(i) if b.slag == "planrevidering"]
    assert [(b.avser, b.regel, b.oppnas, b.frist_satt, str(b.frist)) for b in fragor] == [
        ("1", "K8.5", *[tid("2024-05-02")] * 2, "2024-05-10"), ("2", "K8.5", *[tid("2024-05-13")] * 2, "2024-05-20"),
    ]  # fmt: skip
    assert [b.uppfylld for b in fragor] == [tid(k) if k else None for k in klara]


@pytest.mark.krav("K8.5", "K8.8", "K7.7")
def test_a_meeting_and_a_revision_are_told_word_for_word() -> None:
    foljder = uppfoljning.KAPITEL.foljder
    i = staten(planrevideringar=(tid("2024-05-02"),))
    galler = UppfoljningsmoteRegistrerat(d("2024-05-02"), "galler", ("pagar", "ej_paborjat"))
    revideras = UppfoljningsmoteRegistrerat(d("2024-05-02"), "revideras")
    assert foljder[UppfoljningsmoteRegistrerat].mening(galler) == Mening(
        "Uppföljningsmöte 2024-05-02: planen gäller; delmål 1 pågår; delmål 2 ej påbörjat", "K7.7"
    )
    assert foljder[UppfoljningsmoteRegistrerat].mening(revideras) == Mening(
        "Uppföljningsmöte 2024-05-02: planen ska revideras", "K7.7"
    )
    text = "Genomförandeplanen ska revideras: lämna den inom fem arbetsdagar (§8.3, {})"
    for h, regel in ((revideras, "K8.8"), (PlanrevideringBegard(), "K8.5")):
        brev = foljder[type(h)].brev
        assert brev is not None
        assert list(brev(i, h)) == [Brev(Roll.ANORDNARE, regel, text.format(regel))]
    brev = foljder[UppfoljningsmoteRegistrerat].brev
    assert brev is not None and list(brev(i, galler)) == []
    assert foljder[PlanrevideringBegard].mening(PlanrevideringBegard()) == Mening(
        "Revidering av genomförandeplanen är begärd", "K8.5"
    )
