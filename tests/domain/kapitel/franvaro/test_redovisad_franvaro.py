"""§8.1, §10: the absence that a monthly report tells of, and what is told of it afterwards (K8.4, K10.0)."""

from typing import Any

import pytest

from domain.forklaring.oversikt import i_korthet
from domain.insats.insats import med
from domain.insats.uppgifter import Franvaro
from domain.kapitel.franvaro.redovisning import all_franvaro
from domain.liv import rutin
from tests.verktyg.spel import KV, Spel, d, tid


def pagaende() -> Spel:
    return Spel.pagaende(start="2024-03-11")


def rapport(fall: Spel, manad: str) -> Any:
    return next(h for h in reversed(fall.handelser("manadsrapport_inlamnad")) if h.manad == manad)  # type: ignore[attr-defined]


def rader(fall: Spel, manad: str) -> list[tuple[str, str, str]]:
    return [(r.slag, str(r.fran), str(r.till)) for r in rapport(fall, manad).franvaro]


def sjuk(fall: Spel, nar: str, fran: str, till: str) -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag="sjuk", fran=fran, till=till, orsak="x")


@pytest.mark.krav("K8.4", "K10.0")
def test_invalid_absence_is_in_the_report_however_it_was_told_and_once() -> None:
    fall = pagaende().anordnare("2024-03-13", "registrera_uteblivande", datum="2024-03-13")
    fall.anordnare("2024-03-14", "registrera_uteblivande", datum="2024-03-14")
    dagar = ["2024-03-14", "2024-03-15", "2024-03-20", "2024-03-22"]
    fall.anordnare("2024-03-22", "meddela_ogiltig_franvaro", franvarodagar=dagar, kontaktforsok=["2024-03-15"])
    fall.anordnare("2024-03-23", "anmal_franvaro", slag="ogiltig", fran="2024-03-22", till="2024-03-23", orsak="x")
    assert rader(fall.rapportera("2024-03"), "2024-03") == [
        ("ogiltig", "2024-03-13", "2024-03-13"),
        ("ogiltig", "2024-03-14", "2024-03-15"),
        ("ogiltig", "2024-03-20", "2024-03-20"),
        ("ogiltig", "2024-03-22", "2024-03-23"),
    ]


@pytest.mark.krav("K8.4", "K10.0")
def test_each_line_names_the_journal_line_that_has_its_reason() -> None:
    fall = pagaende().anordnare("2024-03-13", "registrera_uteblivande", datum="2024-03-13", beskrivning="x")
    fall = sjuk(fall, "2024-03-18", "2024-03-18", "2024-03-19").anordnare(
        "2024-03-21", "meddela_ogiltig_franvaro", franvarodagar=["2024-03-20"], kontaktforsok=["2024-03-20"]
    )
    slagen = ("uteblivande_registrerat", "franvaro_anmald", "ogiltig_franvaro_meddelad")
    sagda = [p.nr for p in fall.poster if p.handelse.slag in slagen]
    assert [r.nr for r in rapport(fall.rapportera("2024-03"), "2024-03").franvaro] == sagda


@pytest.mark.krav("K8.4", sort="gräns")
def test_the_months_failed_attempts_are_in_the_report_and_no_other_months() -> None:
    fall = pagaende()
    for dag in ("2024-03-28", "2024-03-31", "2024-04-01"):
        fall.anordnare(dag, "registrera_kontaktforsok", datum=dag)
    fall.anordnare("2024-04-01T14:00", "registrera_kontaktforsok", datum="2024-03-30", lyckat=True)
    fall.anordnare(
        "2024-04-02", "meddela_ogiltig_franvaro", franvarodagar=["2024-04-01"],
        kontaktforsok=["2024-03-29", "2024-04-01"],
    )  # fmt: skip
    fall.rapportera("2024-03").rapportera("2024-04")
    assert rapport(fall, "2024-03").kontaktforsok == (d("2024-03-28"), d("2024-03-29"), d("2024-03-31"))
    assert rapport(fall, "2024-04").kontaktforsok == (d("2024-04-01"),)


@pytest.mark.krav("K8.4")
def test_absence_registered_after_the_report_is_told_and_stands_in_the_next() -> None:
    fall = sjuk(pagaende().rapportera("2024-03"), "2024-04-05", "2024-03-28", "2024-04-02")
    assert len(fall.brev("karriarvagledare", "Frånvaron i mars är ändrad sedan rapporten")) == 1
    (k,) = rapport(fall.rapportera("2024-04"), "2024-04").kompletteringar
    assert (k.manad, [(str(r.fran), str(r.till)) for r in k.rader]) == ("2024-03", [("2024-03-28", "2024-03-31")])
    assert rapport(fall.rapportera("2024-05"), "2024-05").kompletteringar == ()  # told once


@pytest.mark.krav("K8.4", sort="gräns")
@pytest.mark.parametrize(("fran", "antal"), [("2024-03-31", 1), ("2024-04-01", 0)])
def test_only_absence_that_touches_a_reported_month_is_a_completion(fran: str, antal: int) -> None:
    fall = sjuk(pagaende().rapportera("2024-03"), "2024-04-05", fran, "2024-04-02").rapportera("2024-04")
    assert len(rapport(fall, "2024-04").kompletteringar) == antal
    assert len(fall.brev("karriarvagledare", "är ändrad sedan rapporten")) == antal


@pytest.mark.krav("K8.4")
def test_a_no_show_a_message_and_an_earlier_end_told_after_the_report_are_completions() -> None:
    fall = pagaende().anordnare("2024-03-28", "anmal_franvaro", slag="sjuk", fran="2024-03-20", orsak="x")
    fall.rapportera("2024-03").anordnare("2024-04-04", "avsluta_franvaro", slag="sjuk", till="2024-03-25")
    fall.anordnare("2024-04-04T13:00", "registrera_uteblivande", datum="2024-03-28")
    fall.anordnare("2024-04-04T14:00", "meddela_ogiltig_franvaro", franvarodagar=["2024-03-28"])
    assert len(fall.brev("karriarvagledare", "Frånvaron i mars är ändrad sedan rapporten")) == 3
    (k,) = rapport(fall.rapportera("2024-04"), "2024-04").kompletteringar
    assert [(r.slag, str(r.fran), str(r.till)) for r in k.rader] == [
        ("sjuk", "2024-03-20", "2024-03-25"), ("ogiltig", "2024-03-28", "2024-03-28"),
    ]  # fmt: skip


@pytest.mark.krav("K8.4", "K0.7")
def test_what_a_report_has_told_stands_when_its_absence_is_struck_and_the_next_says_so() -> None:
    fall = sjuk(pagaende(), "2024-03-18", "2024-03-18", "2024-03-19").rapportera("2024-03")
    fall.rattar("2024-04-05", "anmal_franvaro", stryk=True, motivering="x")
    assert fall.brev("karriarvagledare", "Frånvaron i mars är ändrad sedan rapporten")
    (k,) = rapport(fall.rapportera("2024-04"), "2024-04").kompletteringar
    assert (k.manad, k.rader) == ("2024-03", ())


@pytest.mark.krav("K8.4")
def test_a_new_version_of_the_same_report_tells_it_all_itself() -> None:
    fall = pagaende().rapportera("2024-03").aterremittera("2024-03", "2024-04-08")
    sjuk(fall, "2024-04-09", "2024-03-28", "2024-03-28").rapportera("2024-03", "2024-04-09T13:00")
    assert rader(fall, "2024-03") == [("sjuk", "2024-03-28", "2024-03-28")]
    assert rapport(fall, "2024-03").kompletteringar == ()
    assert rapport(fall.rapportera("2024-04"), "2024-04").kompletteringar == ()


@pytest.mark.krav("K8.4", "K10.6", sort="gräns")
def test_an_attempt_told_of_after_the_report_is_told_and_stands_in_the_next_once() -> None:
    fall = pagaende().anordnare("2024-03-20", "registrera_kontaktforsok", datum="2024-03-20").rapportera("2024-03")
    fall.anordnare("2024-04-04", "registrera_kontaktforsok", datum="2024-04-02")  # of a month that is not reported
    fall.anordnare("2024-04-04", "registrera_kontaktforsok", datum="2024-03-27", lyckat=True)
    assert not fall.brev("karriarvagledare", "registrerat efter rapporten")
    fall.anordnare("2024-04-05", "registrera_kontaktforsok", datum="2024-03-28")
    assert (
        len(fall.brev("karriarvagledare", "Ett kontaktförsök 2024-03-28 är registrerat efter rapporten för mars")) == 1
    )
    assert not fall.brev("karriarvagledare", "är ändrad sedan rapporten")
    (k,) = rapport(fall.rapportera("2024-04"), "2024-04").kompletteringar
    assert (k.manad, k.rader, k.forsok) == ("2024-03", (), (d("2024-03-20"), d("2024-03-28")))
    assert "komplettering för mars: ingen frånvaro; kontaktförsök 2024-03-20, 2024-03-28" in str(
        [rutin.mening(p).text for p in fall.poster]
    )
    assert rapport(fall.rapportera("2024-05"), "2024-05").kompletteringar == ()


@pytest.mark.krav("K8.4", "K10.6")
def test_an_attempt_that_a_message_names_after_the_report_is_one_too_unless_it_was_told_of_then() -> None:
    fall = pagaende().anordnare("2024-03-28", "registrera_kontaktforsok", datum="2024-03-28").rapportera("2024-03")
    namns = {"franvarodagar": ["2024-04-03"], "kontaktforsok": ["2024-03-28"]}
    fall.anordnare("2024-04-04", "meddela_ogiltig_franvaro", **namns)
    assert rapport(fall.rapportera("2024-04", "2024-05-02"), "2024-04").kompletteringar == ()
    fall.anordnare("2024-05-03", "meddela_ogiltig_franvaro", franvarodagar=["2024-05-02"], kontaktforsok=["2024-03-27"])
    (k,) = rapport(fall.rapportera("2024-05"), "2024-05").kompletteringar
    assert (k.manad, k.forsok) == ("2024-03", (d("2024-03-27"), d("2024-03-28")))


@pytest.mark.krav("K10.0")
def test_a_case_tells_all_its_absence_however_it_was_told_and_once() -> None:
    fall = pagaende().anordnare("2024-03-13", "registrera_uteblivande", datum="2024-03-13")
    fall.anordnare("2024-03-18", "meddela_ogiltig_franvaro", franvarodagar=["2024-03-13", "2024-03-15", "2024-03-18"])
    fall.anordnare("2024-03-19", "anmal_franvaro", slag="ogiltig", fran="2024-03-18", orsak="x")
    fall = sjuk(fall, "2024-03-26", "2024-03-25", "2024-03-26")
    assert [(f.slag, str(f.fran), f.till and str(f.till)) for f in all_franvaro(fall.insats)] == [
        ("sjuk", "2024-03-25", "2024-03-26"),
        ("ogiltig", "2024-03-18", None),
        ("ogiltig", "2024-03-15", "2024-03-15"),
        ("ogiltig", "2024-03-13", "2024-03-13"),
    ]
    assert i_korthet(fall.insats, KV, fall.insats.idag).franvaro == all_franvaro(fall.insats)
    assert all_franvaro(Spel.aktualiserat().insats) == ()


@pytest.mark.krav("K10.0", sort="gräns")
@pytest.mark.parametrize(
    ("till", "egna"),
    [
        ("2024-03-13", ["2024-03-14", "2024-03-15"]),
        ("2024-03-14", ["2024-03-15"]),
        ("2024-03-15", []),
        (None, []),  # it goes on
    ],
)
def test_a_no_show_is_told_on_its_own_from_the_day_after_a_registered_invalid_absence(
    till: str | None, egna: list[str]
) -> None:
    nar = tid("2024-03-18")
    anmald = Franvaro("ogiltig", d("2024-03-13"), d(till) if till else None, nar)
    uteblev = tuple((nar, d(f"2024-03-{dag}")) for dag in (13, 14, 15))
    i = med(pagaende().insats, franvaro=(anmald,), uteblivanden=uteblev)
    assert all_franvaro(i)[::-1] == (anmald, *(Franvaro("ogiltig", d(dag), d(dag), nar) for dag in egna))
