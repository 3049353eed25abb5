"""The förvalslista and the comparison at the command line (K5.4, K5.5)."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.kvalitet.jamforelsen import for_den_som_valjer
from domain.kvalitet.nyckeltal import Nyckeltal, Punktlighet
from domain.tid.tidpunkt import datum
from persistence.register.anordnare import auktorisationer, register
from persistence.register.anordnare.auktorisationslogg import Registrering
from starter.cli.register import jamfor
from starter.tjanster.aktualisering import fyll_i
from starter.tjanster.kunden.forval import forvalsanordnare, veckor
from tests.huset.platser import FALL
from tests.starter.cli.conftest import Spela
from tests.starter.cli.register.registerrad import data, fel, mot_databasen, ut
from tests.verktyg.listspel import D, instant, regelverket
from tests.verktyg.spel import KV

IDAG = datum(datetime.now(UTC))


@pytest.fixture(autouse=True)
def databasen(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    mot_databasen(monkeypatch, database_url, tmp_path)


def registrera(motor: Engine, namn: str, fran: str, till: str | None = None, den: str = "") -> None:
    register.lagg_till_anordnare(motor, namn)
    hur = Registrering(tid=instant(den or fran))
    auktorisationer.auktorisera(motor, namn, "AMI", D(fran), D(till) if till else None, hur)


@pytest.fixture
def lista(motor: Engine) -> Engine:
    """The list of the krav's first example."""
    for namn, fran in (("A", "2024-01-02"), ("B", "2024-01-05"), ("C", "2024-02-01")):
        registrera(motor, namn, fran)
    return motor


@pytest.mark.krav("K5.5")
def test_the_list_of_a_year_says_whose_turn_and_when(lista: Engine) -> None:
    perioder = data("forvalslista", "AMI", "--ar", "2024")["perioder"]
    assert [(p["tur"], p["start"], p["veckor"]) for p in perioder[:4]] == [
        ("A", "2024-01-08", [2, 3]), ("B", "2024-01-22", [4, 5]), ("C", "2024-02-05", [6, 7]),
        ("A", "2024-02-19", [8, 9]),
    ]  # fmt: skip
    # Over New Year the same period belongs to both years, and the turn goes on.
    assert (perioder[-1]["start"], perioder[-1]["slut"], perioder[-1]["veckor"]) == (
        "2024-12-23",
        "2025-01-05",
        [52, 1],
    )
    assert data("forvalslista", "AMI", "--ar", "2025")["perioder"][0] == perioder[-1]
    visat = ut("forvalslista", "AMI", "--ar", "2024")
    assert "vecka 6–7" in visat
    assert "nr 3 av 3 på listan, varv 1" in visat


@pytest.mark.krav("K5.5")
def test_the_list_says_who_was_passed_over_and_who_stepped_in(lista: Engine) -> None:
    auktorisationer.avsluta_auktorisation(lista, "A", "AMI", D("2024-02-28"), Registrering(tid=instant("2024-02-20")))
    registrera(lista, "D", "2024-06-01", den="2024-02-21")
    visat = ut("forvalslista", "AMI", "--ar", "2024")
    assert "går in för A, som inte är auktoriserad; har sin egen tur kvar" in visat
    assert "D förbigås, auktoriserad först 2024-06-01" in visat
    assert "A förbigås, auktorisationen upphörde 2024-02-28" in visat
    (period,) = [p for p in data("forvalslista", "AMI", "--ar", "2024")["perioder"] if p["start"] == "2024-02-19"]
    assert [(d["anordnare"], d["fran"], d["till"]) for d in period["delar"]] == [
        ("A", "2024-02-19", "2024-02-28"),
        ("B", "2024-02-29", "2024-03-03"),
    ]


@pytest.mark.krav("K5.5")
@pytest.mark.parametrize(
    ("dag", "vem"), [("2024-01-08", "A"), ("2024-01-21", "A"), ("2024-01-22", "B"), ("2024-02-05", "C")]
)
def test_who_holds_a_day(lista: Engine, dag: str, vem: str) -> None:
    assert data("forvalslista", "AMI", "--datum", dag)["anordnare"] == vem
    assert f"Förvalsanordnare för AMI {dag}: {vem} (vecka " in ut("forvalslista", "AMI", "--datum", dag)


@pytest.mark.krav("K5.5", sort="avslag")
@pytest.mark.parametrize(
    ("argument", "vantat"),
    [
        (["--datum", "2024-01-07"], "datum: förvalslistan börjar 2024-01-08 (K5.5, §5.4.1)"),
        (["--datum", "2046-01-01"], "datum: förvalslistan räknas till och med år 2045"),
        (["--datum", "9999-12-31"], "till och med år 2045"),
        (["--datum", "igår"], "igår är inte ett datum"),
        (["--ar", "2046"], "2046 ligger utanför"),
        (["--ar", "2024", "--datum", "2024-02-01"], "Ange antingen --datum eller --ar"),
    ],
)
def test_a_day_or_year_outside_the_list_is_refused(argument: list[str], vantat: str) -> None:
    assert vantat in fel("forvalslista", "AMI", *argument)


def test_a_kundval_that_is_not_and_a_list_that_is_empty() -> None:
    assert "XYZ är inte någon av" in fel("forvalslista", "XYZ")
    assert "ingen är auktoriserad" in ut("forvalslista", "FAI", "--datum", "2024-02-01")
    assert data("forvalslista", "FAI", "--datum", "2024-02-01")["anordnare"] is None
    assert "inget att visa" in ut("forvalslista", "AMI", "--ar", "2023")


def test_periods_in_a_row_that_nobody_has_are_one_row_for_the_eye_and_all_there_as_data(motor: Engine) -> None:
    registrera(motor, "A", "2024-03-04")
    rader = [rad for rad in ut("forvalslista", "AMI", "--ar", "2024").splitlines() if "ingen är auktoriserad" in rad]
    assert len(rader) == 1
    assert all(del_ in rader[0] for del_ in ("vecka 2–9", "2024-01-08", "2024-03-03"))
    perioder = data("forvalslista", "AMI", "--ar", "2024")["perioder"]
    assert [p["tur"] for p in perioder][:6] == [None, None, None, None, None, "A"]
    # Registered on the very Monday: the days from then on are A's, its own turn is the next.
    assert perioder[4]["delar"] == [{"anordnare": "A", "fran": "2024-03-04", "till": "2024-03-17"}]


@pytest.mark.krav("K5.4", "K5.5")
def test_the_forvalsanordnare_of_the_day_is_one_that_can_be_given_an_insats_today(motor: Engine) -> None:
    """The register is new: whoever is registered today can be chosen today."""
    with pytest.raises(Avvisning, match=f"ingen anordnare är auktoriserad för AMI den {IDAG}") as nekad:
        forvalsanordnare(motor, regelverket(), "AMI", IDAG)
    assert (nekad.value.regel, nekad.value.falt) == ("K5.5", "anordnare")
    register.lagg_till_anordnare(motor, "A")
    auktorisationer.auktorisera(motor, "A", "AMI", D("2024-01-01"))
    namn, text = forvalsanordnare(motor, regelverket(), "AMI", IDAG)
    assert namn == "A"
    assert text.startswith(f"Förvalsanordnare för AMI {IDAG}: A (vecka ")
    assert auktorisationer.auktorisation_for(motor, namn, "AMI", IDAG) is not None
    auktorisationer.avsluta_auktorisation(motor, "A", "AMI", IDAG - timedelta(days=1))
    with pytest.raises(Avvisning, match="det finns ingen förvalsanordnare"):
        forvalsanordnare(motor, regelverket(), "AMI", IDAG)


@pytest.mark.krav("K5.4", sort="avslag")
def test_no_case_is_started_when_there_is_no_forvalsanordnare() -> None:
    kund = ["--malgrupp", "ekonomiskt_bistand", "--fodelsedatum", "1990-05-02", "--som", "karriarvagledare:kv1"]
    for val in ([], ["--anordnare", "forval"]):
        assert "ingen anordnare är auktoriserad för AMI" in fel("starta", "--insats", "AMI2", *val, *kund)


@pytest.mark.krav("K5.4")
def test_whose_choice_it_was_follows_from_whether_an_anordnare_was_named(motor: Engine) -> None:
    for namn in ("A", "B"):
        register.lagg_till_anordnare(motor, namn)
        auktorisationer.auktorisera(motor, namn, "AMI", IDAG - timedelta(days=30))
    forvald, _ = forvalsanordnare(motor, regelverket(), "AMI", IDAG)
    annan = "B" if forvald == "A" else "A"

    def val(**data: str) -> tuple[str, str]:
        hela, _ = fyll_i(motor, regelverket(), KV, {"insats": "AMI2"} | data, IDAG)
        return hela["anordnare"], hela["anordnarval"]

    assert val() == val(anordnare="forval") == (forvald, "forval")
    assert val(anordnare=annan) == (annan, "kundens")
    assert val(anordnare=forvald) == (forvald, "kundens")  # who happens to hold the day may be chosen too
    assert val(anordnare=forvald, anordnarval="forval") == (forvald, "forval")
    with pytest.raises(Avvisning, match=f"är {forvald}") as nej:
        val(anordnare=annan, anordnarval="forval")
    assert (nej.value.regel, nej.value.falt) == ("K5.4", "anordnarval")
    with pytest.raises(Avvisning, match="vilken anordnare kunden har valt") as nej:
        val(anordnarval="kundens")
    assert (nej.value.regel, nej.value.falt) == ("K5.4", "anordnare")


# The comparison


@pytest.mark.krav("K5.4")
def test_the_comparison_shows_those_authorised_in_their_own_words(lista: Engine) -> None:
    uppgifter = {"organisationsnummer": "5560160680", "telefon": "08-123 45 67", "presentation": "Vi tränar [språk]."}
    register.andra_anordnare(lista, "B", uppgifter)
    visat = ut("jamfor", "AMI", "--datum", "2024-01-22")
    assert "Telefon: 08-123 45 67" in visat
    assert "Presentation: Vi tränar [språk]." in visat
    assert "B – förvalsanordnare den dagen" in visat
    assert "C" not in [a["namn"] for a in data("jamfor", "AMI", "--datum", "2024-01-22")["anordnare"]]
    som_data = data("jamfor", "AMI", "--datum", "2024-02-01")
    assert [a["namn"] for a in som_data["anordnare"]] == ["A", "B", "C"]
    assert som_data["forvalsanordnare"] == "B"
    assert "5560160680" not in str(som_data)
    assert "Ingen anordnare är auktoriserad." in ut("jamfor", "FAI")
    # Before the list's first start there is a comparison, and no förvalsanordnare.
    assert data("jamfor", "AMI", "--datum", "2024-01-05")["forvalsanordnare"] is None


@pytest.mark.krav("K5.4", "K16.1")
def test_the_comparison_shows_the_years_figures(lista: Engine, spelat: Spela) -> None:
    fall = (FALL / "isa2_fullfoljd_sen_slutrapport.yaml").read_text(encoding="utf-8")
    spelat(fall)
    register.lagg_till_anordnare(lista, "Språkhuset")
    auktorisationer.auktorisera(lista, "Språkhuset", "ISA", D("2024-01-01"))
    (a,) = data("jamfor", "ISA", "--ar", "2024")["anordnare"]
    # One kund's insats, result and plan are not shown (K16.3).
    assert a["siffror"]["insatser"] is a["siffror"]["mal_natt"] is a["siffror"]["plan"] is None
    visat = ut("jamfor", "ISA", "--ar", "2024")
    assert "insatser: färre än 5 visas inte, mål nått: färre än 5 visas inte" in visat
    assert "ligger före 2015" in fel("jamfor", "ISA", "--ar", "2014")
    assert "har ingen dag som kan följas upp än" in fel("jamfor", "ISA", "--ar", str(IDAG.year + 1))


@pytest.mark.krav("K5.4", sort="gräns")
@pytest.mark.parametrize(("avslutade", "visas"), [(4, False), (5, True)])
def test_how_many_reached_their_goal_is_shown_where_no_single_kund_shows(
    lista: Engine, avslutade: int, visas: bool
) -> None:
    a = register.en_anordnare(lista, "A")
    n = Nyckeltal("A", pagaende=10, avslutade=avslutade, plan=Punktlighet(30, 10))
    andra = [Nyckeltal(x, pagaende=10, avslutade=40, mal_natt=20, plan=Punktlighet(30, 10)) for x in "BC"]
    minst = regelverket().tal("namnd.minsta_antal", IDAG)
    visat = for_den_som_valjer([n, *andra], minst, regelverket().tal("jamforelse.minst_avslutade", IDAG))["A"]
    siffror = jamfor._post(a, visat)["siffror"]
    assert siffror["mal_natt"] == ({"antal": 0, "av": avslutade} if visas else None)
    assert siffror["plan"] == {"i_tid": 30, "av": 40}
    text = jamfor._ruta(a, visat, 2024, minst, False).plain
    assert ("0 av 5" in text) == visas
    assert "färre än 5 visas inte" in text or visas


@pytest.mark.parametrize(
    ("fran", "till", "text"),
    [
        (date(2024, 1, 8), date(2024, 1, 21), "vecka 2–3"),
        (date(2024, 1, 8), date(2024, 1, 14), "vecka 2"),
        (date(2026, 12, 21), date(2027, 1, 3), "vecka 52–53"),
        (date(2025, 12, 22), date(2026, 11, 8), "vecka 52 2025–45 2026"),
    ],
)
def test_weeks_tell_their_years_where_they_differ(fran: date, till: date, text: str) -> None:
    assert veckor(fran, till) == text
