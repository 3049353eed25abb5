"""K7.1: what came of the first meeting, and that a kund who did not come is a no-show like any other (K10.6)."""

import pytest

from domain.liv import rutin
from tests.domain.liv.rattelse.grund import ratta
from tests.verktyg.spel import Spel

VERB = "registrera_uppstartsmote"


def bokat(*moten: tuple[str, str], start: str = "2024-03-11") -> Spel:
    """An insats from ``start`` with the first meeting booked (said, to)."""
    fall = Spel.pagaende(start=start)
    for nar, dag in moten or (("2024-03-05", "2024-03-12"),):
        fall.anordnare(nar, "boka_uppstartsmote", datum=dag)
    return fall


def utfallen(fall: Spel) -> list[tuple[str, bool]]:
    return [(str(m.datum), m.hallet) for m in fall.insats.uppstartsutfall]


def uteblivna(fall: Spel) -> list[str]:
    return [str(dag) for _, dag in fall.insats.uteblivanden]


def meningar(fall: Spel, *slag: str) -> list[str]:
    return [rutin.mening(p).text for p in fall.poster if p.handelse.slag in slag]


@pytest.mark.krav("K7.1")
def test_a_meeting_that_was_held_is_registered_and_told_the_kv() -> None:
    fall = bokat().anordnare("2024-03-12T15:00", VERB, datum="2024-03-12", utfall="hallet", anteckning="Alla kom.")
    assert utfallen(fall) == [("2024-03-12", True)] and not uteblivna(fall)
    assert fall.brev("karriarvagledare", "Uppstartsmötet hölls") == ["Uppstartsmötet hölls 2024-03-12 (§7.1, K7.1)"]
    assert meningar(fall, "uppstartsmote_registrerat") == ["Uppstartsmötet hölls 2024-03-12"]
    assert not [b for b in fall.bevakningar() if b.slag == "franvaroanmalan"]


@pytest.mark.krav("K7.1", "K10.6")
def test_a_kund_who_does_not_come_to_it_is_a_no_show_without_being_registered_again() -> None:
    fall = bokat().anordnare("2024-03-12T15:00", VERB, datum="2024-03-12", utfall="uteblev", anteckning="x")
    vanlig = bokat().anordnare("2024-03-12T15:00", "registrera_uteblivande", datum="2024-03-12", beskrivning="x")
    assert fall.insats.uteblivanden == vanlig.insats.uteblivanden
    for f in (fall, vanlig):
        b = f.bevakning("franvaroanmalan")
        assert (b.avser, b.frist, b.ansvarig, b.utfall) == ("2024-03-12", "2024-03-13", "anordnare", "oppen")
    assert fall.brev("karriarvagledare", "") == vanlig.brev("karriarvagledare", "")
    assert meningar(fall, "uteblivande_registrerat", "uppstartsmote_registrerat") == [
        "Kunden uteblev 2024-03-12",
        "Uppstartsmötet 2024-03-12 blev inte av: kunden uteblev",
    ]
    dag = {"datum": "2024-03-12", "falt": "datum"}
    fall.avvisas("K10.6", fall.anordnare, "2024-03-12T16:00", "registrera_uteblivande", **dag)
    fall.anordnare("2024-03-13", "meddela_ogiltig_franvaro", franvarodagar=["2024-03-12"])
    assert fall.bevakning("franvaroanmalan").utfall == "uppfylld"


@pytest.mark.krav("K7.1", "K10.6")
def test_a_no_show_registered_before_it_is_known_to_have_been_the_first_meeting_is_one_and_the_same() -> None:
    fall = bokat().anordnare("2024-03-12T15:00", "registrera_uteblivande", datum="2024-03-12")
    fall.anordnare("2024-03-12T16:00", VERB, datum="2024-03-12", utfall="uteblev")
    assert uteblivna(fall) == ["2024-03-12"] and utfallen(fall) == [("2024-03-12", False)]
    ratta(fall, "2024-03-12T17:00", "registrera_uteblivande")  # struck, it is still said by the other
    assert uteblivna(fall) == ["2024-03-12"]
    ratta(fall, "2024-03-12T18:00", VERB)
    assert uteblivna(fall) == [] and utfallen(fall) == []


@pytest.mark.krav("K8.4", "K7.1")
def test_the_report_names_the_line_that_has_the_reason_of_the_no_show() -> None:
    fall = bokat().anordnare("2024-03-12T15:00", VERB, datum="2024-03-12", utfall="uteblev", anteckning="x")
    sagt = fall.insats.sagda[-1]
    (rad,) = fall.rapportera("2024-03").handelser("manadsrapport_inlamnad")[-1].franvaro  # type: ignore[attr-defined]
    assert (rad.slag, str(rad.fran), rad.nr) == ("ogiltig", "2024-03-12", sagt.nr)
    assert next(p for p in fall.poster if p.nr == sagt.nr).handelse.slag == "uteblivande_registrerat"
    fall.anordnare("2024-04-03", "ratta", vad=VERB, andringar={"utfall": "hallet"}, motivering="x")
    assert fall.brev("karriarvagledare", "Frånvaron i mars")


@pytest.mark.krav("K7.1", "K10.6", sort="gräns")
def test_a_first_meeting_before_the_startdatum_can_be_missed_and_told_of() -> None:
    fall = bokat(("2024-03-04", "2024-03-08"))
    fall.avvisas(
        "K10.6", fall.anordnare, "2024-03-08", "meddela_ogiltig_franvaro", franvarodagar=["2024-03-08"],
        kontaktforsok=["2024-03-08"], falt="franvarodagar",
    )  # fmt: skip
    fall.anordnare("2024-03-08T15:00", VERB, datum="2024-03-08", utfall="uteblev")
    assert (b := fall.bevakning("franvaroanmalan")).frist == "2024-03-09" and b.utfall == "oppen"
    fall.anordnare("2024-03-08T16:00", "meddela_ogiltig_franvaro", franvarodagar=["2024-03-08"])
    assert fall.bevakning("franvaroanmalan").utfall == "uppfylld"
    andra = {"franvarodagar": ["2024-03-07"], "kontaktforsok": ["2024-03-08"], "falt": "franvarodagar"}
    fall.avvisas("K10.6", fall.anordnare, "2024-03-08T17:00", "meddela_ogiltig_franvaro", **andra)


@pytest.mark.krav("K7.1", "K10.6", sort="avslag")
def test_one_that_was_held_before_the_startdatum_is_no_day_of_absence() -> None:
    fall = bokat(("2024-03-04", "2024-03-08")).anordnare("2024-03-08", VERB, datum="2024-03-08", utfall="hallet")
    dagar = {"franvarodagar": ["2024-03-08"], "kontaktforsok": ["2024-03-08"], "falt": "franvarodagar"}
    fall.avvisas("K10.6", fall.anordnare, "2024-03-08T17:00", "meddela_ogiltig_franvaro", **dagar)


@pytest.mark.krav("K7.1", "K0.6", sort="gräns")
@pytest.mark.parametrize("utfall", ["hallet", "uteblev"])
def test_it_is_registered_on_its_day_at_the_earliest(utfall: str) -> None:
    fall = bokat()
    sagt = {"datum": "2024-03-12", "utfall": utfall}
    fall.avvisas("K0.6", fall.anordnare, "2024-03-11T23:59", VERB, falt="datum", **sagt)
    assert utfallen(fall.anordnare("2024-03-12T00:00", VERB, **sagt))


@pytest.mark.krav("K7.1", sort="avslag")
def test_only_a_day_that_it_was_booked_to_is_registered() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    sagt = {"utfall": "hallet", "falt": "datum"}
    fall.avvisas("K7.1", fall.anordnare, "2024-03-12", VERB, datum="2024-03-12", **sagt)
    fall = bokat()
    for dag in ("2024-03-11", "2024-03-13"):
        fall.avvisas("K7.1", fall.anordnare, "2024-03-14", VERB, datum=dag, **sagt)


@pytest.mark.krav("K7.1", sort="gräns")
@pytest.mark.parametrize(("flyttat", "gar"), [("2024-03-11T23:59", False), ("2024-03-12T00:00", True)])
def test_a_day_that_the_meeting_was_moved_from_before_it_came_is_none_that_it_was_missed_on(
    flyttat: str, gar: bool
) -> None:
    fall = bokat(("2024-03-05", "2024-03-12"), (flyttat, "2024-03-19"))
    if gar:
        fall.anordnare("2024-03-13", VERB, datum="2024-03-12", utfall="uteblev")
    else:
        fall.avvisas("K7.1", fall.anordnare, "2024-03-13", VERB, datum="2024-03-12", utfall="uteblev", falt="datum")
    fall.anordnare("2024-03-19", VERB, datum="2024-03-19", utfall="hallet")
    assert utfallen(fall)[-1] == ("2024-03-19", True)


@pytest.mark.krav("K7.1", sort="avslag")
@pytest.mark.parametrize("forst", ["hallet", "uteblev"])
@pytest.mark.parametrize("sedan", ["hallet", "uteblev"])
def test_what_came_of_a_day_is_registered_once(forst: str, sedan: str) -> None:
    fall = bokat().anordnare("2024-03-12", VERB, datum="2024-03-12", utfall=forst)
    skal = fall.avvisas("K7.1", fall.anordnare, "2024-03-13", VERB, datum="2024-03-12", utfall=sedan, falt="datum")
    assert "är redan registrerat" in skal


@pytest.mark.krav("K7.1", sort="avslag")
def test_there_is_no_first_meeting_after_the_one_that_was_held() -> None:
    moten = (("2024-03-05", "2024-03-12"), ("2024-03-12", "2024-03-19"))
    fall = bokat(*moten).anordnare("2024-03-19", VERB, datum="2024-03-19", utfall="uteblev")
    fall.avvisas("K7.1", fall.anordnare, "2024-03-20", VERB, datum="2024-03-12", utfall="hallet", falt="datum")
    fall = bokat(*moten).anordnare("2024-03-19", VERB, datum="2024-03-12", utfall="hallet")
    for utfall in ("hallet", "uteblev"):
        fall.avvisas("K7.1", fall.anordnare, "2024-03-20", VERB, datum="2024-03-19", utfall=utfall, falt="datum")
    fall.avvisas("K7.1", fall.anordnare, "2024-03-20", "boka_uppstartsmote", datum="2024-03-26", falt="datum")
    fall = bokat(*moten).anordnare("2024-03-19T10:00", VERB, datum="2024-03-19", utfall="hallet")
    fall.anordnare("2024-03-19T11:00", VERB, datum="2024-03-12", utfall="uteblev")  # the one before it, said late
    assert utfallen(fall) == [("2024-03-19", True), ("2024-03-12", False)]


@pytest.mark.krav("K7.1", sort="gräns")
@pytest.mark.parametrize(("dag", "gar"), [("2024-04-30", True), ("2024-05-01", False)])
def test_it_lies_within_the_insats(dag: str, gar: bool) -> None:
    fall = bokat(("2024-03-05", dag)).avsluta("2024-04-10", "2024-04-30")
    if gar:
        assert utfallen(fall.anordnare("2024-05-02", VERB, datum=dag, utfall="hallet"))
    else:
        fall.avvisas("K7.1", fall.anordnare, "2024-05-02", VERB, datum=dag, utfall="hallet", falt="datum")


@pytest.mark.krav("K3.6", "K7.1", sort="avslag")
def test_a_note_of_a_digital_meeting_takes_the_word_on_sekretess() -> None:
    fall, sagt = bokat(), {"datum": "2024-03-12", "form": "digitalt", "anteckning": "x"}
    fall.avvisas("K3.6", fall.anordnare, "2024-03-12", VERB, utfall="hallet", falt="anteckning", **sagt)
    fall.anordnare("2024-03-12", VERB, utfall="hallet", sekretess_bekraftad=True, **sagt)
    assert utfallen(bokat().anordnare("2024-03-12", VERB, utfall="uteblev", **sagt))  # no meeting to keep it at


@pytest.mark.krav("K0.7", "K7.1")
def test_what_was_registered_stands_when_the_booking_is_corrected() -> None:
    fall = bokat().anordnare("2024-03-12", VERB, datum="2024-03-12", utfall="uteblev")
    ratta(fall, "2024-03-13", "boka_uppstartsmote", {"datum": "2024-03-14"})
    assert utfallen(fall) == [("2024-03-12", False)]
    fall.avvisas("K7.1", ratta, fall, "2024-03-13T13:00", VERB, {"datum": "2024-03-11"}, falt="datum")
    ratta(fall, "2024-03-13T14:00", VERB)
    assert not utfallen(fall) and not uteblivna(fall)


@pytest.mark.krav("K0.7", "K7.1")
def test_one_that_was_said_not_to_have_come_is_put_right() -> None:
    fall = bokat().anordnare("2024-03-12", VERB, datum="2024-03-12", utfall="uteblev")
    ratta(fall, "2024-03-12T14:00", VERB, {"utfall": "hallet"})
    assert utfallen(fall) == [("2024-03-12", True)] and not uteblivna(fall)
    assert not [b for b in fall.bevakningar() if b.slag == "franvaroanmalan" and b.utfall == "oppen"]


@pytest.mark.krav("K7.1", sort="avslag")
def test_it_is_the_anordnare_who_registers_it() -> None:
    fall = bokat()
    fall.avvisas("K7.1", fall.kv, "2024-03-12", VERB, datum="2024-03-12", utfall="hallet", falt="av")
    assert not utfallen(fall)
