"""K10.0: what absence may be reported, ended and certified, and the periods it makes."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kapitel.franvaro.franvaro import perioder
from domain.tid.kalender import ar_arbetsdag
from domain.tid.period import Period
from tests.domain.kapitel.franvaro.anmalt import anmal, sjuk
from tests.verktyg.spel import Spel, d


@pytest.mark.krav("K10.0")
def test_absence_outside_the_insats_or_before_there_is_one_is_refused() -> None:
    fall = Spel.aktualiserat()
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=3)
    for fran, till in (("2024-03-08", "2024-03-10"), ("2024-03-05", "2024-03-06")):
        fall.avvisas("K10.0", fall.anordnare, "2024-06-01", "anmal_franvaro", falt="fran", **fakta(fran, till))
    fall.anordnare("2024-06-02", "anmal_franvaro", **fakta("2024-03-08", "2024-03-11"))
    fall.avvisas("K10.0", fall.anordnare, "2024-06-12", "anmal_franvaro", falt="fran", **fakta("2024-06-11", None))


@pytest.mark.krav("K10.0", sort="avslag")
def test_an_insats_that_ends_before_it_begins_takes_no_absence_and_says_why() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-03-05", "2024-03-10", "kundens_egen_begaran")
    svar = fall.avvisas("K10.0", fall.anordnare, "2024-03-06", "anmal_franvaro", **fakta("2024-03-06", None))
    assert svar == "insatsen avslutas innan den börjar (K10.0, §10)"


def fakta(fran: str, till: str | None, slag: str = "sjuk") -> dict[str, Any]:
    return {"slag": slag, "fran": fran, "till": till, "orsak": "anges"}


@pytest.mark.krav("K10.0", "K0.6")
@pytest.mark.parametrize(
    ("slag", "gar"), [("sjuk", False), ("vab", False), ("ogiltig", False), ("ledighet", True), ("annan", True)]
)
def test_only_planned_absence_may_begin_in_the_future(slag: str, gar: bool) -> None:
    fall = Spel.pagaende("ISA2", start="2024-03-11")
    if gar:
        fall.anordnare("2024-04-01", "anmal_franvaro", **fakta("2024-04-02", "2024-04-03", slag))
        assert len(fall.insats.franvaro) == 1
    else:
        fall.avvisas(
            "K0.6", fall.anordnare, "2024-04-01", "anmal_franvaro", falt="fran", **fakta("2024-04-02", None, slag)
        )


@pytest.mark.krav("K10.0")
def test_absence_ends_after_it_begins_does_not_overlap_its_own_kind_and_has_a_reason() -> None:
    fall = sjuk("2024-04-08", "2024-04-10")
    fall.avvisas(
        "K10.0", fall.anordnare, "2024-04-12", "anmal_franvaro", falt="till", **fakta("2024-04-12", "2024-04-11")
    )
    for fran, till in (("2024-04-10", None), ("2024-04-01", "2024-04-08"), ("2024-04-09", "2024-04-09")):
        fall.avvisas("K10.0", fall.anordnare, "2024-04-12", "anmal_franvaro", falt="fran", **fakta(fran, till))
    fall.avvisas(
        "K10.0", fall.anordnare, "2024-04-12", "anmal_franvaro",
        falt="orsak", **fakta("2024-04-12", None) | {"orsak": " "},
    )  # fmt: skip
    fall.anordnare("2024-04-12", "anmal_franvaro", **fakta("2024-04-09", "2024-04-09", "annan"))


@pytest.mark.krav("K10.0")
def test_only_an_absence_that_goes_on_can_be_ended_and_not_ahead_of_time() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    slut = {"slag": "sjuk", "till": "2024-04-10"}
    fall.avvisas("K10.0", fall.anordnare, "2024-04-10", "avsluta_franvaro", **slut, falt="till")
    anmal(fall, "2024-04-10", "2024-04-08")
    fall.avvisas("K0.6", fall.anordnare, "2024-04-10", "avsluta_franvaro", slag="sjuk", till="2024-04-11", falt="till")
    fall.avvisas("K10.0", fall.anordnare, "2024-04-10", "avsluta_franvaro", slag="vab", till="2024-04-10", falt="till")
    fall.anordnare("2024-04-10", "avsluta_franvaro", **slut)
    fall.avvisas("K10.0", fall.anordnare, "2024-04-11", "avsluta_franvaro", **slut, falt="till")


@pytest.mark.krav("K10.1", "K10.4")
def test_a_certificate_belongs_to_a_period_and_is_taken_once() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K10.1", fall.kv, "2024-04-02", "ta_emot_intyg", falt="fran")
    fall.avvisas("K10.4", fall.kv, "2024-04-02", "ta_emot_intyg", slag="vab", falt="fran")
    anmal(fall, "2024-04-08", "2024-04-08", "2024-04-16")
    anmal(fall, "2024-05-06", "2024-05-06", "2024-05-14")
    fall.avvisas("K10.1", fall.kv, "2024-05-16", "ta_emot_intyg", fran="2024-04-20", falt="fran")
    fall.kv("2024-05-16", "ta_emot_intyg", fran="2024-04-10")
    assert [fall.bevakning("lakarintyg", f).utfall for f in ("2024-04-08", "2024-05-06")] == ["sen", "oppen"]
    fall.avvisas("K10.1", fall.kv, "2024-05-17", "ta_emot_intyg", fran="2024-04-08", falt="fran")
    fall.kv("2024-05-17", "ta_emot_intyg")
    assert fall.bevakning("lakarintyg", "2024-05-06").utfall == "uppfylld"


@pytest.mark.krav("K10.0")
def test_absence_is_told_the_kv() -> None:
    assert sjuk("2024-04-08").brev("karriarvagledare", "Frånvaro anmäld från 2024-04-08")


PASS = st.tuples(st.integers(0, 60), st.integers(1, 9))


@pytest.mark.krav("K10.0")
@given(st.lists(PASS, max_size=8))
def test_periods_never_touch_and_hold_exactly_the_registered_days(pass_: list[tuple[int, int]]) -> None:
    fall, dagar = Spel.pagaende(start="2024-03-11"), set[Any]()
    for borjan, langd in pass_:
        fran = d("2024-03-11") + timedelta(days=borjan)
        egna = {fran + timedelta(days=n) for n in range(langd)}
        if not egna & dagar:
            anmal(fall, "2024-06-03", str(fran), str(max(egna)))
            dagar |= egna
    alla = perioder(fall.insats, "sjuk")
    assert {x for x in dagar if not any(p.fran <= x <= (p.till or x) for p in alla)} == set()
    for p, nasta in pairwise(alla):
        assert p.till is not None
        mellan = [p.till + timedelta(days=n) for n in range(1, (nasta.fran - p.till).days)]
        assert any(ar_arbetsdag(x) for x in mellan)
    for p in alla:
        assert p.till is not None
        inne = [p.fran + timedelta(days=n) for n in range(Period(p.fran, p.till).dagar())]
        assert not [x for x in inne if ar_arbetsdag(x) and x not in dagar]
        assert {p.fran, p.till} <= dagar


@pytest.mark.krav("K0.8", "K10.1")
def test_no_reminder_goes_for_a_time_before_the_period_was_known_to_reach_day_8() -> None:
    fall = sjuk("2024-04-08", "2024-04-12")
    anmal(fall, "2024-04-25", "2024-04-15", "2024-04-17")  # registered after the certificate's frist
    assert fall.bevakning("lakarintyg").utfall == "forsenad"
    assert not fall.brev("anordnare", "Påminnelse: läkarintyg")


@pytest.mark.krav("K0.7", "K10.0", sort="avslag")
def test_an_uppdrag_is_not_struck_from_under_an_absence_registered_after_the_end() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").till("2024-06-12")
    fall.anordnare("2024-06-12", "anmal_franvaro", slag="annan", fran="2024-05-02", till="2024-05-03", orsak="x")
    text = fall.avvisas(
        "K0.7", fall.kv, "2024-06-13", "ratta", vad="lagg_in_uppdrag", stryk=True, motivering="x", falt="andringar"
    )
    nr = fall.insats.sagda[-1].nr
    assert text == (
        "andringar: rättelsen går inte ihop med anmäl frånvaro 2024-06-12 "
        f"(nr {nr}): uppdraget är inte inlagt än (K0.7)"
    )
