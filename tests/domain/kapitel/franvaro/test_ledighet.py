"""§9.2, §10.3: leave for those who may have it, leave that is too long, and other absence that is repeated."""

from datetime import timedelta

import pytest

from domain.forklaring.forklaring import forklara_bevakning
from tests.verktyg.spel import Spel, tid


def pagaende() -> Spel:
    """A kund after etablering: no ekonomiskt bistånd, no etableringsersättning."""
    return Spel.pagaende("ISA2", start="2024-03-11")


def medgivet() -> Spel:
    """The same kund, whose KV has consented to the first weeks outside the breaks."""
    return pagaende().kv("2024-03-11", "medge_ledighet", fran="2024-03-11", till="2024-03-25", motivering="x")


def ledig(fall: Spel, nar: str, fran: str, till: str | None) -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag="ledighet", fran=fran, till=till, orsak="sommarlov")


def fragor(fall: Spel) -> list[str | None]:
    return fall.oppnade("beslut_om_avslut")


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(("till", "fragas"), [("2024-07-14", False), ("2024-07-15", True), ("2024-07-16", True)])
def test_fourteen_days_of_leave_are_allowed_and_fifteen_ask_for_the_end(till: str, fragas: bool) -> None:
    fall = ledig(pagaende(), "2024-06-03", "2024-07-01", till)
    assert fragor(fall) == (["ledighet 2024-07-01"] if fragas else [])


@pytest.mark.krav("K9.3", "K0.3")
def test_the_kv_has_five_arbetsdagar_from_the_registration_and_is_told() -> None:
    fall = ledig(pagaende(), "2024-06-03", "2024-07-01", "2024-07-28")
    b = fall.bevakning("beslut_om_avslut")
    assert (b.frist, b.ansvarig, b.regel, b.oppnad) == ("2024-06-11", "karriarvagledare", "K9.3", tid("2024-06-03"))
    assert fall.brev("karriarvagledare", "Att göra: beslut om avslut")


@pytest.mark.krav("K9.3", "K10.0", sort="gräns")
@pytest.mark.parametrize(
    ("andra", "fragas"),
    [
        (("2024-07-15", "2024-07-15"), True),  # the Monday after a leave to Friday: 1–15 July
        (("2024-07-16", "2024-07-19"), False),  # an arbetsdag between
    ],
)
def test_leaves_with_no_arbetsdag_between_count_from_first_to_last_day(andra: tuple[str, str], fragas: bool) -> None:
    fall = ledig(ledig(pagaende(), "2024-06-03", "2024-07-01", "2024-07-12"), "2024-06-10", *andra)
    assert fragor(fall) == (["ledighet 2024-07-01"] if fragas else [])
    if fragas:
        assert fall.bevakning("beslut_om_avslut").oppnad == tid("2024-06-10")


@pytest.mark.krav("K9.3")
def test_a_third_leave_that_only_makes_a_too_long_one_longer_does_not_move_the_frist() -> None:
    fall = ledig(ledig(pagaende(), "2024-06-03", "2024-07-01", "2024-07-12"), "2024-06-10", "2024-07-15", "2024-07-19")
    frist = fall.bevakning("beslut_om_avslut").frist
    assert ledig(fall, "2024-06-12", "2024-07-22", "2024-07-26").bevakning("beslut_om_avslut").frist == frist


@pytest.mark.krav("K9.3", sort="avslag")
def test_the_question_cannot_be_answered_that_the_insats_goes_on_only_with_its_end() -> None:
    fall = ledig(pagaende(), "2024-06-03", "2024-07-01", "2024-07-28")
    fall.avvisas("K9.3", fall.kv, "2024-06-04", "besluta_fortsattning", motivering="x")
    fall.avsluta("2024-06-04", "2024-06-30", "langre_planerad_franvaro")
    assert (fall.bevakning("beslut_om_avslut").utfall, fall.insats.form) == ("uppfylld", "avbruten")


@pytest.mark.krav("K9.3", "K8.7")
def test_an_answer_that_the_insats_goes_on_leaves_the_question_of_the_leave_open() -> None:
    fall = pagaende().rapportera("2024-03").godkann("2024-03", progression="avsluta")
    ledig(fall, "2024-04-11", "2024-07-01", "2024-07-28").kv("2024-04-12", "besluta_fortsattning", motivering="x")
    assert {b.avser: b.utfall for b in fall.bevakningar() if b.slag == "beslut_om_avslut"} == {
        "2024-03": "uppfylld", "ledighet 2024-07-01": "oppen"
    }  # fmt: skip


@pytest.mark.krav("K9.3")
def test_leave_that_ends_within_fourteen_days_after_all_asks_nothing_more() -> None:
    fall = ledig(pagaende(), "2024-06-28", "2024-07-01", "2024-07-28")
    fall.anordnare("2024-07-10", "avsluta_franvaro", slag="ledighet", till="2024-07-09")
    assert fall.bevakning("beslut_om_avslut").utfall == "upphord"


@pytest.mark.krav("K9.3", sort="gräns")
def test_leave_without_a_last_day_asks_for_the_end_at_midnight_on_day_15() -> None:
    fall = ledig(pagaende(), "2024-07-01", "2024-07-01", None).till("2024-07-14T23:59")
    assert fragor(fall) == []
    assert fall.till("2024-07-15").bevakning("beslut_om_avslut").oppnad == tid("2024-07-15T00:00")


@pytest.mark.krav("K9.3", "K10.0")
def test_leave_that_began_before_the_insats_counts_from_the_startdatum() -> None:
    fall = ledig(medgivet(), "2024-03-11", "2024-03-04", "2024-03-24")
    assert fragor(fall) == []
    fall = ledig(medgivet(), "2024-03-11", "2024-03-04", "2024-03-25")
    assert fragor(fall) == ["ledighet 2024-03-11"]


@pytest.mark.krav("K9.2", sort="avslag")
@pytest.mark.parametrize(
    ("insats", "kund", "gar"),
    [
        ("AMI2", {}, False),  # ekonomiskt bistånd
        ("ISA1", {}, False),  # etableringsersättning
        ("ISA1", {"etableringsersattning": False}, True),
        ("AMI2", {"malgrupp": "kaa", "alder": 18}, True),
        ("AMI2", {"malgrupp": "unga_vuxna", "alder": 22}, True),
        ("ISA2", {"malgrupp": "anhoriginvandrare", "behov_av_sfi": True}, True),
        ("ISA2", {"ekonomiskt_bistand": True}, False),
    ],
)
def test_leave_is_for_a_kund_with_neither_bistand_nor_etableringsersattning(
    insats: str, kund: dict[str, object], gar: bool
) -> None:
    fall = Spel.aktualiserat(insats, **kund).anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    if gar:
        assert len(ledig(fall, "2024-03-20", "2024-04-02", "2024-04-04").insats.franvaro) == 1
    else:
        fall.avvisas("K9.2", ledig, fall, "2024-03-20", "2024-04-02", "2024-04-04", falt="slag")


@pytest.mark.krav("K9.2", "K9.4", sort="gräns")
@pytest.mark.parametrize(("fran", "gar"), [("2024-07-14", True), ("2024-07-15", False), ("2024-07-16", False)])
def test_what_holds_on_the_first_day_of_the_leave_decides(fran: str, gar: bool) -> None:
    fall = pagaende().kv("2024-07-22", "andra_kundlage", fran="2024-07-15", ekonomiskt_bistand=True)
    if gar:
        assert len(ledig(fall, "2024-07-23", fran, "2024-07-17").insats.franvaro) == 1
    else:
        fall.avvisas("K9.2", ledig, fall, "2024-07-23", fran, "2024-07-17", falt="slag")


def borta(fall: Spel, nar: str, slag: str, fran: str, till: str | None) -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag=slag, fran=fran, till=till, orsak="kurs")


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(("till", "fragas"), [("2024-07-14", False), ("2024-07-15", True)])
def test_other_absence_that_is_planned_asks_the_same_after_fourteen_days(till: str, fragas: bool) -> None:
    fall = borta(Spel.pagaende(start="2024-03-11"), "2024-06-03", "annan", "2024-07-01", till)
    assert fragor(fall) == (["annan 2024-07-01"] if fragas else [])
    if fragas:
        b = fall.bevakning("beslut_om_avslut")
        assert (b.frist, b.regel) == ("2024-06-11", "K9.3")
        f = forklara_bevakning(fall.insats, fall.poster, "beslut_om_avslut", "annan 2024-07-01")
        assert {p.nyckel for p in f.parametrar} == {"ledighet.max_dagar", "beslut_om_avslut.arbetsdagar"}
        fall.avvisas("K9.3", fall.kv, "2024-06-04", "besluta_fortsattning", motivering="x")
        fall.skriv_av("2024-06-13", "beslut_om_avslut", "annan 2024-07-01")
        assert fall.bevakning("beslut_om_avslut").utfall == "avskriven"


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(("nar", "fragas"), [("2024-06-30", True), ("2024-07-01", False)])
def test_it_is_planned_when_its_first_day_lay_ahead_as_it_was_registered(nar: str, fragas: bool) -> None:
    fall = borta(Spel.pagaende(start="2024-03-11"), nar, "annan", "2024-07-01", "2024-07-28")
    assert bool(fragor(fall)) == fragas


@pytest.mark.krav("K9.3")
@pytest.mark.parametrize("slag", ["sjuk", "vab"])
def test_sickness_and_the_care_of_a_child_are_not_planned(slag: str) -> None:
    fall = borta(Spel.pagaende(start="2024-03-11"), "2024-07-01", slag, "2024-07-01", "2024-07-28")
    assert fragor(fall) == []


@pytest.mark.krav("K9.3", sort="gräns")
def test_in_a_case_from_before_the_rule_only_leave_asks() -> None:
    fall = Spel.pagaende(start="2024-03-11").fore_reglerna()
    assert fragor(borta(fall, "2024-06-03", "annan", "2024-07-01", "2024-07-28")) == []


# Other absence that is repeated (K10.5)


@pytest.mark.krav("K10.5", sort="gräns")
@pytest.mark.parametrize(("tredje", "kravs"), [("2024-04-29", True), ("2024-04-30", True), ("2024-05-01", False)])
def test_the_third_absence_within_thirty_days_is_told_in_the_report(tredje: str, kravs: bool) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    for fran in ("2024-04-01", "2024-04-15", tredje):  # 1 April is day 1, 30 April day 30
        fall.anordnare(max("2024-04-02", fran), "anmal_franvaro", slag="annan", fran=fran, till=fran, orsak="möte")
    manad = tredje[:7]
    nar = {"2024-04": "2024-05-03", "2024-05": "2024-06-03"}[manad]
    if kravs:
        fall.avvisas("K10.5", fall.rapportera, manad, nar, falt="annan_franvaro_paverkar")
        fall.rapportera(manad, nar, annan_franvaro_paverkar="ja, praktiken")
    else:
        fall.rapportera(manad, nar)
    assert manad in fall.insats.rapporter


@pytest.mark.krav("K10.5")
def test_two_absences_or_three_of_another_kind_need_not_be_told() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    for slag, fran in (("annan", "2024-04-02"), ("annan", "2024-04-09"), ("sjuk", "2024-04-16"), ("vab", "2024-04-23")):
        fall.anordnare(fran, "anmal_franvaro", slag=slag, fran=fran, till=fran, orsak="x")
    assert "2024-04" in fall.rapportera("2024-04").insats.rapporter


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(("slut_efter", "fragas"), [(13, False), (14, True), (15, True)])
def test_leave_without_a_last_day_is_asked_about_if_its_day_15_is_within_the_insats(
    slut_efter: int, fragas: bool
) -> None:
    fall = pagaende()
    assert fall.insats.slutdatum is not None
    fran = fall.insats.slutdatum - timedelta(days=slut_efter)
    fall.kv(f"{fran}", "medge_ledighet", fran=f"{fran}", till=f"{fall.insats.slutdatum}", motivering="x")
    ledig(fall, f"{fran}", f"{fran}", None).till(f"{fall.insats.slutdatum + timedelta(days=1)}")
    assert fragor(fall) == ([f"ledighet {fran}"] if fragas else [])


@pytest.mark.krav("K9.3")
def test_a_question_that_an_end_has_answered_stays_answered_whatever_leave_is_registered_after() -> None:
    fall = ledig(pagaende(), "2024-06-03", "2024-07-01", "2024-07-28")
    fall.avsluta("2024-06-04", "2024-06-30", "langre_planerad_franvaro")
    fall.kv("2024-06-05", "medge_ledighet", fran="2024-05-01", till="2024-05-20", motivering="x")
    ledig(fall, "2024-06-05", "2024-05-01", "2024-05-20")
    assert {b.avser: b.utfall for b in fall.bevakningar() if b.slag == "beslut_om_avslut"} == {
        "ledighet 2024-07-01": "uppfylld"
    }


@pytest.mark.krav("K0.8", "K9.3")
def test_the_question_of_a_long_leave_can_be_written_off_by_the_name_it_has() -> None:
    fall = ledig(pagaende(), "2024-06-03", "2024-07-01", "2024-07-28").till("2024-06-20")
    fall = fall.kv("2024-06-20", "avskriv", slag="beslut_om_avslut", avser="ledighet 2024-07-01", motivering="avgjort")
    assert fall.bevakning("beslut_om_avslut").utfall == "avskriven"
