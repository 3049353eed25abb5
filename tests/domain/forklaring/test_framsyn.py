"""Foresight is the same walk as the service takes, on a state that is thrown away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.forklaring import framsyn
from domain.forklaring.framsyn import Bevakningsandring, Pengar, tank_om
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.liv import forlopp
from domain.liv.kommandon import las_kommando
from domain.liv.lagesbild import Bevakningsrad
from domain.liv.rutin import tillampa
from domain.regler.provning import skapa_regelverk
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Post
from domain.tid.tidpunkt import midnatt, tolka_tid
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil
from tests.huset.platser import FALL
from tests.verktyg.spel import ANORDNARE, Spel, d, mall, tid

PASK = FALL / "pask_2024.yaml"
KV = Aktor(Roll.KARRIARVAGLEDARE, "karriarvagledare")


@pytest.fixture
def insats() -> Insats:
    """AMI2 at the beginning of April 2024: staffed, with an uppdrag from the 8th."""
    poster: list[Post] = []
    ren.spela(las_provfil(PASK), skapa_regelverk(las_utgavor()), lambda nya, _: poster.extend(nya))
    i: Insats | None = None
    for post in poster:
        i = tillampa(i, post)
    assert i is not None
    return i


def test_what_lies_ahead_is_what_the_clock_will_raise(insats: Insats) -> None:
    steg = framsyn.framat(insats, date(2024, 4, 22))
    assert steg == forlopp.lat_ga(insats, midnatt(date(2024, 4, 23)) - (midnatt(date(2024, 4, 23)).resolution))
    assert all(p.av.roll is Roll.SYSTEM for p in steg.poster)


def test_the_horizon_lies_after_the_end(insats: Insats) -> None:
    assert framsyn.horisont(insats, date(2024, 4, 5)) == date(2025, 6, 8)


def test_what_a_kommando_would_change_is_what_it_changes(insats: Insats) -> None:
    nu = tolka_tid("2024-04-10T09:00")
    k = las_kommando(
        {"kommando": "besluta_avslut", "orsak": "mal_natt", "natt_mal": "arbete", "avslutsdatum": "2024-05-10"}
    )
    skillnad = tank_om(insats, Inkommet("x", KV, k), nu)
    fore = forlopp.lat_ga(insats, nu).insats
    efter = forlopp.utfor(fore, Inkommet("x", KV, k), nu).insats
    assert skillnad.steg.insats.slutdatum == efter.slutdatum == date(2024, 5, 10)
    assert insats.slutdatum == date(2025, 4, 7), "the state that was asked about is untouched"
    assert ("slutdatum", date(2025, 4, 7), date(2024, 5, 10)) in {(a.falt, a.fore, a.efter) for a in skillnad.insats}
    # 3 876 / 30 × 10 dagar i maj; juni och framåt faller bort
    assert Pengar("2024-05", Decimal("3876.00"), Decimal("1292.00")) in skillnad.pengar
    assert Pengar("2024-06", Decimal("3876.00"), None) in skillnad.pengar
    assert "2024-04" not in {p.avser for p in skillnad.pengar}


def test_a_refusal_is_the_services_own(insats: Insats) -> None:
    k = las_kommando({"kommando": "besluta_avslut", "orsak": "annan_insats", "avslutsdatum": "2024-05-10"})
    with pytest.raises(Avvisning, match=r"K13\.1"):
        tank_om(insats, Inkommet("x", KV, k), tolka_tid("2024-04-10T09:00"))


def tankt(fall: Spel, av: Aktor, nar: str, verb: str, **fakta: Any) -> framsyn.Skillnad:
    return tank_om(fall.insats, Inkommet("x", av, las_kommando({"kommando": verb, **fakta})), tid(nar))


def andringar(skillnad: framsyn.Skillnad) -> dict[str, tuple[str, bool]]:
    """Per bevakning: what becomes of it, and whether it is there already."""
    return {a.efter.nyckel: (a.vad, a.fore is not None) for a in skillnad.bevakningar}


def test_each_bevakning_that_would_differ_is_told_by_how() -> None:
    fall = Spel.aktualiserat(nar="2024-03-01T09:00")
    assert andringar(tankt(fall, ANORDNARE, "2024-03-01T10:00", "bemanna", handlaggare="H1")) == {
        "bemanning": ("avslutas", True)
    }
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    helt = {"uppdragsbeskrivning": "x", "framtidsplan": "x", "utan_uppfoljning": "x"}
    inlagt = tankt(fall, KV, "2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-01", **helt)
    assert andringar(inlagt) == {
        "uppdrag": ("avslutas", True),
        "uppstartsmote": ("oppnas", False),
        "genomforandeplan": ("oppnas", False),
    }


def test_a_frist_that_would_move_and_one_that_would_be_met_at_once_are_told() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-20")
    nr = next(p.nr for p in fall.poster if p.handelse.slag == "uppdrag_inlagt")
    rattat = tankt(
        fall, KV, "2024-03-20", "ratta", vad="lagg_in_uppdrag", nr=nr, andringar={"startdatum": "2024-03-12"},
        motivering="fel",
    )  # fmt: skip
    assert andringar(rattat)["genomforandeplan"] == ("flyttas", True)
    (flyttad,) = (a for a in rattat.bevakningar if a.vad == "flyttas" and a.efter.slag == "genomforandeplan")
    assert flyttad.fore is not None
    assert (flyttad.fore.frist, flyttad.efter.frist) == (date(2024, 3, 25), date(2024, 3, 26))


def plan(utfall: Any, frist: str = "2024-03-25", uppfylld: str | None = None) -> Bevakningsrad:
    """The row of the genomförandeplan of an uppdrag laid in on 1 March at 11."""
    return Bevakningsrad(
        "genomforandeplan", "genomforandeplan", None, "K7.3", Roll.ANORDNARE, "A", tid("2024-03-01T11:00"), d(frist),
        utfall, tid(uppfylld) if uppfylld else None,
    )  # fmt: skip


@pytest.mark.krav("K0.7", "K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"), [("2024-03-24", "oppen"), ("2024-03-25", "oppen"), ("2024-03-26", "forsenad")]
)
def test_what_was_done_and_would_be_struck_is_to_be_done_again_or_is_late(nar: str, utfall: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20").till(nar)
    struket = tankt(fall, ANORDNARE, nar, "ratta", vad="lamna_genomforandeplan", stryk=True, motivering="x")
    (andrad,) = (a for a in struket.bevakningar if a.efter.slag == "genomforandeplan")
    assert andrad == Bevakningsandring("andras", plan("uppfylld", uppfylld="2024-03-20"), plan(utfall))
    assert andringar(struket)["plangranskning"] == ("avslutas", True)


@pytest.mark.krav("K0.7", "K7.3")
def test_what_was_late_and_would_have_a_later_frist_is_open_again() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-26")
    rattat = tankt(
        fall, KV, "2024-03-26", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2024-03-18"}, motivering="x"
    )
    (andrad,) = (a for a in rattat.bevakningar if a.efter.slag == "genomforandeplan")
    assert andrad == Bevakningsandring("andras", plan("forsenad"), plan("oppen", "2024-04-02"))  # över påsken


@pytest.mark.krav("K7.4", "K0.8")
def test_a_bevakning_that_would_pass_to_another_is_told_as_changed() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20").till("2024-03-21")
    tillbaka = tankt(fall, KV, "2024-03-21", "granska_plan", beslut="aterremiss", motivering="x")
    fore, efter = (
        Bevakningsrad(
            "plangranskning", "plangranskning", None, "K7.4", ansvarig, part, tid("2024-03-20"), d("2024-03-27"),
            "oppen", None,
        )
        for ansvarig, part in ((Roll.KARRIARVAGLEDARE, "kv1"), (Roll.ANORDNARE, "A"))
    )  # fmt: skip
    assert tillbaka.bevakningar == (Bevakningsandring("andras", fore, efter),)


@pytest.mark.krav("K10.1", "K0.8")
def test_one_that_would_open_with_its_frist_behind_it_opens_late() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-25")
    sjuk = tankt(
        fall, ANORDNARE, "2024-04-25", "anmal_franvaro", slag="sjuk", fran="2024-04-01", till="2024-04-24", orsak="x"
    )
    (ny,) = (a for a in sjuk.bevakningar if a.efter.slag == "lakarintyg")
    assert ny == Bevakningsandring(
        "oppnas",
        None,
        Bevakningsrad(
            "lakarintyg:2024-04-01", "lakarintyg", "2024-04-01", "K10.1", Roll.ANORDNARE, "A", tid("2024-04-25"),
            d("2024-04-15"), "forsenad", None,
        ),
    )  # fmt: skip


@pytest.mark.krav("K8.1", "K0.8")
def test_one_that_would_be_done_before_it_has_opened_is_told_as_closed() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-31")
    rapport = tankt(
        fall, ANORDNARE, "2024-03-31", "klarmarkera_manadsrapport", manad="2024-03", uppfoljning_datum="2024-03-28",
        rubriker=mall("mall.manadsrapport.AMI"),
    )  # fmt: skip
    inlamnad = Bevakningsrad(
        "manadsrapport:2024-03", "manadsrapport", "2024-03", "K8.1", Roll.ANORDNARE, "A", tid("2024-03-31"),
        d("2024-04-07"), "uppfylld", tid("2024-03-31"),
    )  # fmt: skip
    assert rapport.bevakningar[0] == Bevakningsandring("avslutas", None, inlamnad)
    assert andringar(rapport) == {
        "manadsrapport:2024-03": ("avslutas", False),
        "rapportgranskning:2024-03": ("oppnas", False),
        "rapportgodkannande:2024-03": ("oppnas", False),
    }


def test_money_that_a_correction_would_settle_is_told() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").till("2024-04-20")
    nr = next(p.nr for p in fall.poster if p.handelse.slag == "uppdrag_inlagt")
    rattat = tankt(
        fall, KV, "2024-04-20", "ratta", vad="lagg_in_uppdrag", nr=nr, andringar={"startdatum": "2024-03-12"},
        motivering="fel",
    )  # fmt: skip
    assert [p for p in rattat.pengar if p.avser < "2024-04" or not p.avser[0].isdigit()] == [
        Pengar("2024-03", Decimal("2713.20"), Decimal("2584.00")),
        Pengar("justering 2024-03", None, Decimal("-129.20")),
    ]
    assert rattat.poster == rattat.steg.poster
    assert [m.rubrik for m in rattat.meddelanden if "rättad" in m.rubrik]
    assert {a.falt for a in rattat.insats} == {"startdatum", "slutdatum"}


def test_an_avbrott_would_be_worth_its_fourteen_days() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fakta = {"orsak": "kundens_egen_begaran", "samtal_datum": "2024-04-02", "nasta_steg": "studier"}
    tanke = tankt(fall, KV, "2024-04-02", "besluta_avslut", avslutsdatum="2024-04-10", **fakta)
    assert Pengar("avbrott 2024-04-10", None, Decimal("1808.80")) in tanke.pengar


def test_the_horizon_without_an_end_is_a_month_and_after_the_end_it_moves_with_the_day() -> None:
    assert framsyn.horisont(Spel.aktualiserat().insats, date(2024, 3, 1)) == date(2024, 4, 1)
    i = Spel.pagaende("AMI1", start="2024-03-11").insats
    assert i.slutdatum == date(2024, 6, 10)
    assert framsyn.horisont(i, date(2024, 6, 10)) == date(2024, 8, 11)
    assert framsyn.horisont(i, date(2024, 6, 12)) == date(2024, 8, 13)


def test_the_payments_that_are_expected_are_those_not_yet_made() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").hel_manad("2024-03")
    vantade = framsyn.vantade_utbetalningar(framsyn.framat(fall.insats, date(2024, 4, 15)))
    assert [(r.avser, r.status) for r in vantade] == [("2024-03", "klar")]
    vantade = framsyn.vantade_utbetalningar(framsyn.framat(fall.insats, date(2024, 4, 16)))
    assert [r.avser for r in vantade if r.avser == "2024-03"] == []
