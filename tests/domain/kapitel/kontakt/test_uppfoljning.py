"""§7.5, §8.3: follow-up meetings as the uppdrag says, and revision of the plan."""

import pytest

from tests.verktyg.spel import Spel, tid


def mote(fall: Spel, nar: str, datum: str | None = None, planen: str = "galler") -> Spel:
    return fall.kv(nar, "registrera_uppfoljningsmote", datum=datum or nar[:10], planen=planen)


def dagar(fall: Spel) -> list[str]:
    return [str(avser) for avser in fall.oppnade("uppfoljningsmote")]


@pytest.mark.krav("K7.7")
def test_follow_up_meetings_are_awaited_of_the_kv_on_the_days_the_uppdrag_names() -> None:
    fall = Spel.pagaende(start="2024-03-11", uppfoljningsdagar=["2024-05-10", "2024-04-12", "2024-05-10"])
    assert dagar(fall) == ["2024-04-12", "2024-05-10"]
    b = fall.bevakning("uppfoljningsmote", "2024-04-12")
    assert (b.frist, b.ansvarig, b.oppnad) == ("2024-04-12", "karriarvagledare", tid("2024-03-01T11:00"))


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"), [("2024-04-12T23:59", "uppfylld"), ("2024-04-13T00:00", "sen"), ("2024-03-20", "uppfylld")]
)
def test_a_meeting_is_registered_on_its_day_at_the_latest(nar: str, utfall: str) -> None:
    fall = Spel.pagaende(start="2024-03-11", uppfoljningsdagar=["2024-04-12"])
    assert mote(fall, nar, min(nar[:10], "2024-04-12")).bevakning("uppfoljningsmote").utfall == utfall


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("var", "vantade"),
    [
        (1, ["2024-04-11", "2024-05-11"]),  # 2024-06-11 is the day after the end date
        (2, ["2024-05-11"]),
        (3, []),
    ],
)
def test_an_interval_gives_the_same_day_of_every_nth_month_within_the_insats(var: int, vantade: list[str]) -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3, uppfoljning_var_manad=var)
    assert dagar(fall) == vantade


@pytest.mark.krav("K7.7", "K0.5")
def test_an_interval_from_the_31st_goes_by_the_last_day_of_the_period() -> None:
    fall = Spel.pagaende(start="2024-03-31", langd_manader=3, uppfoljning_var_manad=1)
    assert dagar(fall) == ["2024-05-01", "2024-05-31"]


@pytest.mark.krav("K7.7", "K6.4")
def test_an_interval_goes_on_when_the_uppdrag_is_lengthened() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2, uppfoljning_var_manad=1)
    fall.kv("2024-04-02", "justera_uppdrag", langd_manader=4, motivering="x")
    assert dagar(fall) == ["2024-04-11", "2024-05-11", "2024-06-11"]


@pytest.mark.krav("K7.7", "K13.7")
def test_a_meeting_after_an_end_that_is_moved_nearer_is_no_longer_awaited() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3, uppfoljning_var_manad=1).avsluta(
        "2024-04-02", "2024-05-10"
    )
    assert fall.bevakning("uppfoljningsmote", "2024-05-11").utfall == "upphord"
    fall.kv("2024-04-03", "aterkalla_avslut", motivering="x")
    assert fall.bevakning("uppfoljningsmote", "2024-05-11").utfall == "oppen"


@pytest.mark.krav("K7.7", sort="avslag")
@pytest.mark.parametrize(
    "fakta",
    [
        {"uppfoljningsdagar": ["2024-04-12"], "uppfoljning_var_manad": 1},
        {"uppfoljningsdagar": ["2024-03-10"]},
        {"uppfoljningsdagar": ["2024-06-11"]},
    ],
)
def test_days_lie_inside_the_insats_and_are_not_named_beside_an_interval(fakta: dict[str, object]) -> None:
    fall = Spel.aktualiserat("AMI1").anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    sagt = {"startdatum": "2024-03-11"} | fakta
    fall.avvisas("K7.7", fall.kv, "2024-03-01T11:00", "lagg_in_uppdrag", falt="uppfoljningsdagar", **sagt)


@pytest.mark.krav("K7.7", "K0.6", sort="avslag")
def test_a_meeting_is_of_the_past_inside_the_insats_and_registered_once() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K0.6", mote, fall, "2024-04-10", "2024-04-11", falt="datum")
    fall.avvisas("K7.7", mote, fall, "2024-04-10", "2024-03-10", falt="datum")
    mote(fall, "2024-04-10")
    fall.avvisas("K7.7", mote, fall, "2024-04-11", "2024-04-10", falt="datum")


@pytest.mark.krav("K8.8", "K8.5")
def test_a_meeting_that_finds_the_plan_outdated_asks_for_a_revised_one_from_its_registration() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20")
    fall.kv("2024-03-21", "granska_plan", beslut="godkand")
    mote(fall, "2024-04-12", "2024-04-10", "revideras")
    b = fall.bevakning("planrevidering")
    assert (b.frist, b.ansvarig, b.regel, b.oppnad) == ("2024-04-19", "anordnare", "K8.5", tid("2024-04-12"))
    assert fall.brev("anordnare", "Genomförandeplanen ska revideras")


@pytest.mark.krav("K8.8")
def test_a_meeting_that_lets_the_plan_stand_asks_for_nothing() -> None:
    fall = mote(Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20"), "2024-04-12")
    assert fall.oppnade("planrevidering") == []


@pytest.mark.krav("K8.5", "K0.3", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"), [("2024-04-09T23:59", "uppfylld"), ("2024-04-10T00:00", "sen"), ("2024-04-03", "uppfylld")]
)
def test_a_revised_plan_comes_within_five_arbetsdagar_and_is_reviewed_as_the_first(nar: str, utfall: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20")
    fall.kv("2024-03-21", "granska_plan", beslut="godkand")
    fall.kv("2024-04-02", "begar_planrevidering", motivering="mål nått").lamna_plan(nar)
    assert fall.bevakning("planrevidering").utfall == utfall
    assert fall.bevakning("plangranskning", "2").utfall == "oppen"


@pytest.mark.krav("K8.5", "K0.3")
def test_the_five_arbetsdagar_of_a_revision_go_round_easter() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20")
    fall.kv("2024-03-26", "begar_planrevidering", motivering="x")
    assert fall.bevakning("planrevidering").frist == "2024-04-04"


@pytest.mark.krav("K8.5", "K8.8", sort="avslag")
def test_there_is_a_plan_to_revise_and_one_revision_is_asked_for_at_a_time() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K8.5", fall.kv, "2024-03-19", "begar_planrevidering", motivering="x")
    fall.avvisas("K8.8", mote, fall, "2024-03-19", "2024-03-19", "revideras", falt="planen")
    fall.lamna_plan("2024-03-20").kv("2024-03-21", "begar_planrevidering", motivering="x")
    fall.avvisas("K8.5", fall.kv, "2024-03-22", "begar_planrevidering", motivering="x")
    fall.lamna_plan("2024-03-23").kv("2024-03-25", "begar_planrevidering", motivering="x")
    assert [b.utfall for b in fall.bevakningar() if b.slag == "planrevidering"] == ["uppfylld", "oppen"]


@pytest.mark.krav("K7.6")
@pytest.mark.parametrize("kallat_av", ["karriarvagledare", "anordnare", "kund"])
def test_a_trepartssamtal_that_anyone_called_is_registered_with_its_outcome_and_told_both(kallat_av: str) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.anordnare("2024-04-02", "registrera_trepartsmote", datum="2024-04-01", kallat_av=kallat_av, utfall="x")
    assert fall.brev("karriarvagledare", "Trepartsmöte 2024-04-01") and fall.brev("anordnare", "Trepartsmöte")


@pytest.mark.krav("K7.6", "K3.6", sort="avslag")
def test_a_trepartssamtal_has_been_and_a_digital_one_keeps_sekretess() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    sagt = {"kallat_av": "kund", "utfall": "x"}
    fall.avvisas("K0.6", fall.kv, "2024-04-02", "registrera_trepartsmote", datum="2024-04-03", falt="datum", **sagt)
    fall.avvisas("K7.6", fall.kv, "2024-04-02", "registrera_trepartsmote", datum="2024-02-29", falt="datum", **sagt)
    digitalt = sagt | {"form": "digitalt", "datum": "2024-04-02"}
    fall.avvisas("K3.6", fall.kv, "2024-04-02", "registrera_trepartsmote", falt="utfall", **digitalt)
    fall.kv("2024-04-02", "registrera_trepartsmote", sekretess_bekraftad=True, **digitalt)
    assert len(fall.handelser("trepartsmote_registrerat")) == 1


@pytest.mark.krav("K7.6", "K3.6")
def test_a_digital_trepartssamtal_without_the_confirmation_is_registered_with_day_and_form_alone() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    utan = ("2024-04-02", "registrera_trepartsmote")
    sagt = {"datum": "2024-04-02", "kallat_av": "kund"}
    fall.avvisas("K7.6", fall.kv, *utan, **sagt, falt="utfall")
    fall.avvisas("K7.6", fall.kv, *utan, **sagt, form="digitalt", sekretess_bekraftad=True, falt="utfall")
    fall.kv(*utan, **sagt, form="digitalt")
    assert len(fall.handelser("trepartsmote_registrerat")) == 1


@pytest.mark.krav("K7.7", "K3.6", sort="avslag")
def test_a_digital_follow_up_meeting_is_noted_only_when_the_form_keeps_sekretess() -> None:
    fall = Spel.pagaende(start="2024-03-11", uppfoljningsdagar=["2024-04-12", "2024-05-10"])
    digitalt = {"planen": "galler", "form": "digitalt"}
    sagt = ("2024-04-12", "registrera_uppfoljningsmote")
    fall.avvisas("K3.6", fall.kv, *sagt, **digitalt, datum="2024-04-12", anteckning="x", falt="anteckning")
    fall.kv(*sagt, **digitalt, datum="2024-04-12")
    fall.kv("2024-05-10", sagt[1], **digitalt, datum="2024-05-10", sekretess_bekraftad=True, anteckning="x")
    assert [b.utfall for b in fall.bevakningar() if b.slag == "uppfoljningsmote"] == ["uppfylld", "uppfylld"]


@pytest.mark.krav("K8.8")
def test_the_plan_of_an_ended_insats_is_not_revised() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-15").avsluta("2024-03-20", "2024-03-25")
    moten = {"datum": "2024-03-22", "planen": "revideras"}
    fall.avvisas("K8.8", fall.kv, "2024-03-26", "registrera_uppfoljningsmote", **moten, falt="planen")


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "gar"), [("2024-03-10", False), ("2024-03-11", True), ("2024-06-10", True), ("2024-06-11", False)]
)
def test_a_named_day_of_follow_up_lies_from_the_first_day_of_the_insats_to_its_last(dag: str, gar: bool) -> None:
    fall = Spel.aktualiserat("AMI1").anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    uppdrag = {"startdatum": "2024-03-11", "langd_manader": 3, "uppfoljningsdagar": [dag]}
    if gar:
        fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", **uppdrag).till("2024-06-10")
        assert fall.oppnade("uppfoljningsmote") == [dag]
    else:
        fall.avvisas("K7.7", fall.kv, "2024-03-01T11:00", "lagg_in_uppdrag", **uppdrag, falt="uppfoljningsdagar")


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("avslut", "dagar"),
    [("2024-05-10", ["2024-04-11"]), ("2024-05-11", ["2024-04-11", "2024-05-11"])],
)
def test_follow_up_by_interval_reaches_the_last_day_and_no_further(avslut: str, dagar: list[str]) -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", uppfoljning_var_manad=1).avsluta("2024-03-20", avslut)
    moten = [b for b in fall.till(avslut).bevakningar() if b.slag == "uppfoljningsmote"]
    assert [b.avser for b in moten if b.utfall != "upphord"] == dagar


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(("avslut", "vantas"), [("2024-05-09", False), ("2024-05-10", True)])
def test_a_named_day_after_an_end_that_is_moved_is_not_awaited(avslut: str, vantas: bool) -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", uppfoljningsdagar=["2024-05-10"]).avsluta("2024-03-20", avslut)
    assert (fall.bevakning("uppfoljningsmote").utfall == "oppen") is vantas


@pytest.mark.krav("K7.7", "K0.8")
@pytest.mark.parametrize(
    ("nar", "datum", "utfall"),
    [
        ("2024-06-10", "2024-06-10", ["avskriven", "uppfylld"]),  # the next meeting answers the next day
        ("2024-04-16", "2024-04-16", ["avskriven", "uppfylld"]),  # the day after it was written off
        ("2024-04-16", "2024-04-15", ["sen", "oppen"]),  # held by then, and told of too late
        ("2024-04-16", "2024-04-08", ["sen", "oppen"]),
    ],
)
def test_a_meeting_that_was_written_off_does_not_take_the_next_ones_place(
    nar: str, datum: str, utfall: list[str]
) -> None:
    fall = Spel.pagaende(start="2024-03-11", uppfoljningsdagar=["2024-04-08", "2024-06-10"])
    fall.skriv_av("2024-04-15", "uppfoljningsmote", "2024-04-08")
    mote(fall, nar, datum)
    assert [b.utfall for b in fall.bevakningar() if b.slag == "uppfoljningsmote"] == utfall


@pytest.mark.krav("K8.5", "K0.8")
def test_a_revision_that_was_written_off_may_be_asked_for_anew() -> None:
    fall = Spel.pagaende().lamna_plan("2024-03-20").kv("2024-03-21", "granska_plan", beslut="godkand")
    fall.kv("2024-04-02", "begar_planrevidering", motivering="x").till("2024-04-10")
    fall.avvisas("K8.5", fall.kv, "2024-04-10", "begar_planrevidering", motivering="x")
    fall.skriv_av("2024-04-10T13:00", "planrevidering", "1")
    fall.kv("2024-04-11", "begar_planrevidering", motivering="x")
    assert [b.utfall for b in fall.bevakningar() if b.slag == "planrevidering"] == ["avskriven", "oppen"]
    fall.lamna_plan("2024-04-12")
    assert fall.bevakning("planrevidering", "2").utfall == "uppfylld"
