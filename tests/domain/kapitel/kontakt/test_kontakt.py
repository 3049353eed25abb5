"""§3, §7.2: at least one contact with the kund each ISO week, and what a digital contact may say."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kapitel.franvaro.franvaro import perioder
from domain.tid.kalender import ar_arbetsdag
from tests.verktyg.spel import Spel, d, tid


def kontakt(fall: Spel, nar: str, datum: str | None = None, **fakta: object) -> Spel:
    return fall.anordnare(nar, "registrera_kundkontakt", datum=datum or nar[:10], **fakta)


def borta(fall: Spel, nar: str, fran: str, till: str | None, slag: str = "sjuk") -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag=slag, fran=fran, till=till, orsak="x")


def veckor(fall: Spel) -> dict[str | None, str]:
    """Week → how it stands."""
    return {b.avser: b.utfall for b in fall.bevakningar() if b.slag == "veckokontakt"}


@pytest.mark.krav("K7.2", sort="gräns")
@pytest.mark.parametrize(
    ("start", "forsta"),
    [
        ("2024-03-10", "2024-W11"),  # a Sunday: its week is not whole
        ("2024-03-11", "2024-W11"),  # Monday
        ("2024-03-12", "2024-W12"),  # Tuesday: the first whole week is the next
    ],
)
def test_the_first_week_asked_for_is_the_first_that_lies_wholly_inside_the_insats(start: str, forsta: str) -> None:
    fall = Spel.pagaende(start=start, langd_manader=3).till("2024-04-15")
    assert next(iter(veckor(fall))) == forsta


@pytest.mark.krav("K7.2", sort="gräns")
@pytest.mark.parametrize(
    ("avslut", "sista"), [("2024-04-27", "2024-W16"), ("2024-04-28", "2024-W17"), ("2024-04-29", "2024-W17")]
)
def test_the_last_week_asked_for_ends_on_the_end_date_at_the_latest(avslut: str, sista: str) -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3).avsluta("2024-03-12", avslut).till("2024-06-01")
    assert list(veckor(fall))[-1] == sista
    assert set(veckor(fall).values()) == {"sen"}


@pytest.mark.krav("K7.2", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"), [("2024-03-17T23:59", "uppfylld"), ("2024-03-18T00:00", "sen"), ("2024-04-20T10:00", "sen")]
)
def test_a_contact_is_registered_before_the_week_has_ended(nar: str, utfall: str) -> None:
    fall = kontakt(Spel.pagaende(start="2024-03-11"), nar, "2024-03-14")
    assert veckor(fall)["2024-W11"] == utfall


@pytest.mark.krav("K7.2")
def test_a_missed_week_is_judged_at_midnight_after_its_sunday_told_the_kv_and_closed() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-17T23:59")
    assert fall.bevakning("veckokontakt", "2024-W11").utfall == "oppen"
    b = fall.till("2024-03-18").bevakning("veckokontakt", "2024-W11")
    assert (b.utfall, b.frist, b.ansvarig) == ("sen", "2024-03-17", "anordnare")
    assert fall.brev("karriarvagledare", "Avvikelse hos anordnaren. Missat: veckokontakt 2024-W11")
    fall.avvisas("K0.8", fall.skriv_av, "2024-03-19", "veckokontakt", "2024-W11", falt="slag")


@pytest.mark.krav("K7.2", "K0.6")
def test_a_contact_registered_late_withdraws_the_avvikelse_once() -> None:
    fall = kontakt(Spel.pagaende(start="2024-03-11"), "2024-03-20", "2024-03-12")
    kontakt(fall, "2024-03-21", "2024-03-13")
    assert len(fall.brev("karriarvagledare", "Avvikelsen för 2024-W11 återtas")) == 1


@pytest.mark.krav("K7.2")
def test_a_contact_in_time_withdraws_nothing() -> None:
    fall = kontakt(Spel.pagaende(start="2024-03-11"), "2024-03-12")
    kontakt(fall, "2024-03-20", "2024-03-13")
    assert not fall.brev("karriarvagledare", "återtas")


@pytest.mark.krav("K7.2", "K10.0", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "till", "bevakas"),
    [
        ("2024-04-15", "2024-04-19", False),  # Monday to Friday
        ("2024-04-15", "2024-04-18", True),
        ("2024-04-16", "2024-04-19", True),
        ("2024-04-13", "2024-04-21", False),
    ],
)
def test_a_week_is_not_asked_for_when_the_kund_was_absent_every_arbetsdag(fran: str, till: str, bevakas: bool) -> None:
    fall = borta(Spel.pagaende(start="2024-03-11"), fran if ar_arbetsdag(d(fran)) else "2024-04-15", fran, till)
    assert veckor(fall.till("2024-04-22")).get("2024-W16") == ("sen" if bevakas else "upphord")


@pytest.mark.krav("K7.2", "K0.2", sort="gräns")
@pytest.mark.parametrize(
    ("vecka", "fran", "till", "bevakas"),
    [
        ("2024-W13", "2024-03-25", "2024-03-28", False),  # långfredagen is no arbetsdag
        ("2024-W13", "2024-03-25", "2024-03-27", True),
        ("2024-W14", "2024-04-02", "2024-04-05", False),  # annandag påsk is none
        ("2024-W14", "2024-04-03", "2024-04-05", True),
    ],
)
def test_the_weeks_of_easter_have_four_arbetsdagar_to_be_absent(
    vecka: str, fran: str, till: str, bevakas: bool
) -> None:
    fall = borta(Spel.pagaende(start="2024-03-11"), fran, fran, till).till("2024-04-10")
    assert veckor(fall)[vecka] == ("sen" if bevakas else "upphord")


@pytest.mark.krav("K7.2", "K10.0")
def test_absence_of_different_kinds_fills_a_week_together() -> None:
    fall = borta(Spel.pagaende(start="2024-03-11"), "2024-04-16", "2024-04-15", "2024-04-16")
    borta(fall, "2024-04-18", "2024-04-17", "2024-04-19", "vab").till("2024-04-22")
    assert veckor(fall)["2024-W16"] == "upphord"


@pytest.mark.krav("K7.2", "K0.6")
def test_absence_registered_after_the_week_lets_its_avvikelse_lapse() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-23")
    assert veckor(fall)["2024-W16"] == "sen"
    assert veckor(borta(fall, "2024-04-24", "2024-04-15", "2024-04-21"))["2024-W16"] == "upphord"


@pytest.mark.krav("K7.2")
def test_an_absence_that_ended_earlier_than_it_seemed_brings_the_week_back() -> None:
    fall = borta(Spel.pagaende(start="2024-03-11"), "2024-04-15", "2024-04-15", None).till("2024-04-18")
    assert veckor(fall)["2024-W16"] == "upphord"
    fall.anordnare("2024-04-18", "avsluta_franvaro", slag="sjuk", till="2024-04-16")
    assert veckor(fall)["2024-W16"] == "oppen"
    assert veckor(kontakt(fall, "2024-04-19"))["2024-W16"] == "uppfylld"


@pytest.mark.krav("K7.2", "K0.6")
def test_no_week_that_had_begun_when_the_uppdrag_was_entered_is_asked_for() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00").anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-19", "lagg_in_uppdrag", startdatum="2024-03-04").till("2024-04-02")
    assert list(veckor(fall)) == ["2024-W13", "2024-W14"]


@pytest.mark.krav("K7.2")
def test_weeks_across_the_new_year_are_named_by_their_iso_year() -> None:
    fall = Spel.pagaende("AMI1", start="2024-12-09", dag1="2024-12-02").till("2025-01-07")
    assert list(veckor(fall)) == ["2024-W50", "2024-W51", "2024-W52", "2025-W01", "2025-W02"]


@pytest.mark.krav("K7.2", "K0.6", sort="avslag")
def test_a_contact_lies_inside_the_insats_not_ahead_and_is_registered_once() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K7.2", kontakt, fall, "2024-03-12", "2024-03-10", falt="datum")
    fall.avvisas("K0.6", kontakt, fall, "2024-03-12", "2024-03-13", falt="datum")
    kontakt(fall, "2024-03-12", "2024-03-11")
    fall.avvisas("K7.2", kontakt, fall, "2024-03-12", "2024-03-11", falt="datum")
    assert len(kontakt(fall, "2024-03-12", "2024-03-11", form="telefon").insats.kontakter) == 2


@pytest.mark.krav("K3.6", sort="avslag")
def test_a_digital_contact_without_the_confirmation_holds_nothing_but_date_and_form() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas(
        "K3.6", kontakt, fall, "2024-03-12", form="digitalt", anteckning="kom i tid", falt="anteckning"
    )  # fmt: skip
    kontakt(fall, "2024-03-12", form="digitalt")
    kontakt(fall, "2024-03-13", form="digitalt", sekretess_bekraftad=True, anteckning="kom i tid")
    kontakt(fall, "2024-03-14", form="telefon", anteckning="kom i tid")
    assert [h.sekretess_bekraftad for h in fall.handelser("kundkontakt_registrerad")] == [False, True, False]  # type: ignore[attr-defined]


@pytest.mark.krav("K7.2")
@given(
    st.dates(d("2024-03-04"), d("2024-05-31")),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12)), max_size=4),
    st.sets(st.integers(0, 80), max_size=12),
)
def test_exactly_the_whole_weeks_with_an_arbetsdag_present_and_no_contact_are_missed(
    start: object, franvaro: list[tuple[int, int]], kontakter: set[int]
) -> None:
    forst = d(str(start))
    fall = Spel.pagaende("AMI1", start=str(forst), dag1=str(forst - timedelta(days=3)))
    slut = fall.insats.slutdatum
    assert slut is not None
    fall.till(str(slut))
    for n in sorted(kontakter):
        kontakt(fall, f"{slut}T10:00", str(forst + timedelta(days=n)))
    upptagna: set[int] = set()
    for n, langd in franvaro:
        if not upptagna & set(range(n, n + langd)):
            upptagna |= set(range(n, n + langd))
            fran = forst + timedelta(days=n)
            borta(fall, f"{slut}T11:00", str(fran), str(fran + timedelta(days=langd - 1)))
    fall.till(str(slut + timedelta(days=1)))
    sjuka = perioder(fall.insats, "sjuk")
    vantade = set()
    mandag = forst + timedelta(days=-forst.weekday() % 7)
    while mandag + timedelta(days=6) <= slut:
        dagar = [mandag + timedelta(days=n) for n in range(7)]
        narvarande = [x for x in dagar if ar_arbetsdag(x) and not any(p.fran <= x <= (p.till or x) for p in sjuka)]
        if narvarande and not any((x - forst).days in kontakter for x in dagar):
            vantade.add("{}-W{:02}".format(*mandag.isocalendar()[:2]))
        mandag += timedelta(days=7)
    missade = {b.avser for b in fall.bevakningar() if b.slag == "veckokontakt" and b.utfall == "sen"}
    kontaktade = {"{}-W{:02}".format(*(forst + timedelta(days=n)).isocalendar()[:2]) for n in kontakter}
    assert missade - kontaktade == vantade


@pytest.mark.krav("K0.8", "K7.2")
def test_the_anordnare_is_reminded_on_the_friday_morning() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-15T08:00")
    assert fall.nar("paminnelse_skickad", nyckel="veckokontakt:2024-W11") == tid("2024-03-15T08:00")
