"""§12: the review of the final report (K12.6)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import KV, Spel, d, tid


def slutrapporterat(nar: str = "2024-06-03") -> Spel:
    """AMI2 from 11 March to 10 June, with its final report on a Monday."""
    return Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3).slutrapportera(nar)


def granska(fall: Spel, nar: str, beslut: str = "godkand", **fakta: Any) -> Spel:
    skal = {"motivering": "komplettera"} if beslut == "aterremiss" else {}
    return fall.kv(nar, "granska_slutrapport", beslut=beslut, **(skal | fakta))


@pytest.mark.krav("K12.6")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-06-11T23:59", "uppfylld"), ("2024-06-12T00:00", "sen")])
def test_the_kv_reviews_within_five_arbetsdagar_of_the_first_version(nar: str, utfall: str) -> None:
    """6 June is a holiday: the fifth arbetsdag after Monday the 3rd is Tuesday the 11th, past the end."""
    fall = slutrapporterat()
    b = fall.bevakning("slutrapportgranskning")
    assert (b.avser, b.regel, b.ansvarig, b.frist) == ("2024-06-10", "K12.6", "karriarvagledare", "2024-06-11")
    granska(fall, nar)
    assert fall.bevakning("slutrapportgranskning").utfall == utfall
    assert fall.brev("anordnare", "Slutrapporten är godkänd")


@pytest.mark.krav("K12.6", "K0.9")
def test_an_aterremiss_gives_the_ball_and_the_frist_stands() -> None:
    fall = granska(slutrapporterat(), "2024-06-05", "aterremiss")
    b = fall.bevakning("slutrapportgranskning")
    assert (b.ansvarig, b.frist, b.utfall) == ("anordnare", "2024-06-11", "oppen")
    fall.slutrapportera("2024-06-07")
    b = fall.bevakning("slutrapportgranskning")
    assert (b.ansvarig, b.frist, b.utfall) == ("karriarvagledare", "2024-06-11", "oppen")
    assert granska(fall, "2024-06-10").bevakning("slutrapportgranskning").utfall == "uppfylld"


@pytest.mark.krav("K12.6", sort="avslag")
def test_what_cannot_be_reviewed_is_refused() -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3)
    fall.avvisas("K12.6", granska, fall, "2024-06-02")  # nothing has come in
    fall.slutrapportera("2024-06-03")
    fall.avvisas("K12.6", granska, fall, "2024-06-04", "aterremiss", motivering=None, falt="motivering")
    granska(fall, "2024-06-04", "aterremiss")
    fall.avvisas("K12.6", granska, fall, "2024-06-05")  # the new version has not come
    fall.slutrapportera("2024-06-05")
    granska(fall, "2024-06-05")
    fall.avvisas("K12.6", granska, fall, "2024-06-06")
    fall.avvisas("K12.6", fall.slutrapportera, "2024-06-07")  # what is approved stands


@pytest.mark.krav("K12.6", "K12.5", sort="gräns")
def test_a_returned_report_is_completed_also_when_a_first_one_would_come_too_late() -> None:
    fall = granska(slutrapporterat("2024-06-24"), "2024-06-25", "aterremiss")
    fall.slutrapportera("2024-07-05")
    fall.avvisas("K12.5", fall.slutrapportera, "2024-07-05T12:00")  # it is no longer returned
    assert fall.bevakning("slutrapport").utfall == "sen"
    assert fall.bevakning("slutrapportgranskning").ansvarig == "karriarvagledare"


@pytest.mark.krav("K12.6", "K12.1", sort="gräns")
def test_it_is_handed_in_from_thirty_days_before_the_end_or_the_decision() -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3)
    fall.avvisas("K12.1", fall.slutrapportera, "2024-05-10T23:59")
    fall.slutrapportera("2024-05-11T00:00")
    kort = Spel.pagaende("AMI2", start="2024-04-02", langd_manader=1)  # until 1 May; 30 days before is 1 April
    kort.avvisas("K12.1", kort.slutrapportera, "2024-04-01T23:59")
    assert kort.slutrapportera("2024-04-02T00:00").insats.slutrapporter
    fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3).avsluta("2024-04-02", "2024-05-31")
    assert fall.slutrapportera("2024-04-02T12:00").bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K12.6", "K14.4", "K13.7")
@pytest.mark.parametrize("aterremiss", [False, True])
def test_a_silent_kv_holds_no_payment_and_keeps_no_case_open(aterremiss: bool) -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3)
    for m in ("2024-03", "2024-04", "2024-05"):
        fall.hel_manad(m)
    fall.slutrapportera("2024-06-10T12:00").rapportera("2024-06", "2024-06-11").fakturera("2024-06", "2024-06-11")
    if aterremiss:
        granska(fall, "2024-06-12", "aterremiss")
    fall.godkann("2024-06", "2024-06-12T12:00")
    assert fall.till("2024-06-18").bevakning("slutrapportgranskning").utfall == "forsenad"
    assert fall.till("2024-07-16").utbetalning("2024-06").status == "utbetald"
    assert fall.status == "slutford"
    assert fall.bevakning("slutrapportgranskning").utfall == "upphord"


@pytest.mark.krav("K12.6", "K13.2", "K11.1")
def test_the_review_of_a_report_for_an_end_that_no_longer_is_lapses_unless_it_was_approved() -> None:
    for godkand, utfall in ((False, "upphord"), (True, "uppfylld")):
        fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3).avsluta("2024-04-10", "2024-04-30")
        fall.slutrapportera("2024-04-12")
        if godkand:
            granska(fall, "2024-04-15")
        fall.kv("2024-04-16", "aterkalla_avslut", motivering="ångrat")
        assert fall.bevakning("slutrapportgranskning").utfall == utfall
        fall.avvisas("K12.6", granska, fall, "2024-04-17")  # of the end that now is, none has come


@pytest.mark.krav("K12.6", "K13.6", sort="gräns")
def test_a_returned_final_report_counts_among_the_incomplete() -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3)
    fall.rapportera("2024-03").aterremittera("2024-03", "2024-04-05")
    fall.rapportera("2024-03", "2024-04-08").aterremittera("2024-03", "2024-04-09")
    fall.slutrapportera("2024-06-03")
    assert not fall.insats.brister
    granska(fall, "2024-06-04", "aterremiss")
    assert [b.sort for b in fall.insats.brister] == ["upprepade_ofullstandiga_rapporter"]


@pytest.mark.krav("K12.6", "K16.2")
def test_an_older_case_awaits_no_review_and_takes_the_report_as_before() -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=3).fore_reglerna()
    fall.avvisas("K12.1", fall.slutrapportera, "2024-05-26T23:59")
    fall.slutrapportera("2024-05-27")
    assert fall.oppnade("slutrapportgranskning") == []
    assert granska(fall, "2024-05-28").handelser("slutrapport_granskad")


@pytest.mark.krav("K12.6", "K0.10")
def test_a_review_is_struck_by_who_could_say_it_and_is_then_awaited_again() -> None:
    fall = granska(slutrapporterat(), "2024-06-04")
    fall.rattar("2024-06-05", "granska_slutrapport", stryk=True, motivering="fel ärende")
    assert fall.bevakning("slutrapportgranskning").utfall == "oppen"


@pytest.mark.krav("K12.6", sort="avslag")
def test_the_anordnare_does_not_review_its_own_report() -> None:
    fall = slutrapporterat()
    k = las_kommando({"kommando": "granska_slutrapport", "beslut": "godkand"})
    with pytest.raises(Avvisning, match="det här gör karriärvägledaren"):
        utfor(fall.insats, Inkommet("k", fall.poster[-1].av, k), tid("2024-06-04"))
    assert KV.roll in type(k).roller and d("2024-06-04")
