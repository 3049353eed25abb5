"""§8: the monthly report, its review and its approval."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tid.manad import dag, manad, namn, nasta
from tests.verktyg.spel import Spel, d, mall, tid


@pytest.mark.krav("K8.1", "K0.8")
def test_the_report_opens_on_the_1st_and_is_due_on_the_7th_also_on_a_sunday() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-01")
    rapport = fall.bevakning("manadsrapport", "2024-03")
    assert (rapport.frist, rapport.ansvarig, rapport.oppnad) == ("2024-04-07", "anordnare", tid("2024-04-01T00:00"))
    assert fall.till("2024-04-07T23:59").bevakning("manadsrapport", "2024-03").utfall == "oppen"
    assert fall.till("2024-04-08").bevakning("manadsrapport", "2024-03").utfall == "forsenad"
    assert fall.brev("karriarvagledare", "Avvikelse hos anordnaren. Försenat: månadsrapport 2024-03")


@pytest.mark.krav("K8.1", "K0.1")
@pytest.mark.parametrize(
    ("nar", "utfall"),
    [
        ("2024-03-31T00:00", "uppfylld"),  # the month's last insatsdag, the day summer time begins
        ("2024-04-01T00:00", "uppfylld"),
        ("2024-04-07T23:59", "uppfylld"),
        ("2024-04-08T00:00", "sen"),
    ],
)
def test_a_report_is_in_time_through_the_7th(nar: str, utfall: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", nar)
    assert fall.bevakning("manadsrapport", "2024-03").utfall == utfall
    assert fall.till("2024-04-10").bevakning("manadsrapport", "2024-03").utfall == utfall


@pytest.mark.krav("K8.1")
def test_a_report_is_refused_before_the_months_last_insatsdag() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3)  # to 2024-06-10
    fall.avvisas("K8.1", fall.rapportera, "2024-03", "2024-03-30T23:59", falt="manad")
    fall.avvisas("K8.1", fall.rapportera, "2024-06", "2024-06-09T23:59", falt="manad")
    fall.rapportera("2024-06", "2024-06-10T00:00")
    assert fall.bevakning("manadsrapport", "2024-06").utfall == "uppfylld"


@pytest.mark.krav("K8.1", "K0.8")
def test_the_report_of_the_last_month_opens_the_day_after_the_end_date() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3).till("2024-06-10T23:59")
    assert "2024-06" not in fall.oppnade("manadsrapport")
    rapport = fall.till("2024-06-11").bevakning("manadsrapport", "2024-06")
    assert (rapport.oppnad, rapport.frist) == (tid("2024-06-11T00:00"), "2024-07-07")


@pytest.mark.krav("K8.1")
@pytest.mark.parametrize("manad", ["2024-02", "2024-07", "2025-04"])
def test_a_month_without_insatsdagar_has_no_report(manad: str) -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3)
    fall.avvisas("K8.1", fall.rapportera, manad, "2025-05-01", falt="manad")
    assert fall.oppnade("manadsrapport") == ["2024-03", "2024-04", "2024-05", "2024-06"]


@pytest.mark.krav("K8.1")
@given(st.dates(d("2024-03-01"), d("2024-12-31")), st.integers(1, 12))
def test_there_is_one_report_for_every_month_with_an_insatsdag(start: Any, langd: int) -> None:
    fall = Spel.pagaende(start=str(start), langd_manader=langd)
    slut = fall.insats.slutdatum
    assert slut is not None
    vantade = [manad(start)]
    while vantade[-1] < manad(slut):
        vantade.append(nasta(vantade[-1]))
    fall.till(str(dag(nasta(manad(slut)), 8)))
    assert fall.oppnade("manadsrapport") == vantade
    assert {b.frist for b in fall.bevakningar() if b.slag == "manadsrapport"} == {
        str(dag(nasta(m), 7)) for m in vantade
    }


@pytest.mark.krav("K8.1")
@pytest.mark.parametrize("manad", ["2024-03", "2024-05", "2024-08", "2024-10"])
def test_its_title_names_the_month_in_swedish(manad: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera(manad)
    assert [h.rubrik for h in fall.handelser("manadsrapport_inlamnad")] == [f"Månadsrapport, {namn(manad)}, KLAR"]
    assert fall.brev("karriarvagledare", f"Månadsrapport, {namn(manad)}, KLAR")


@pytest.mark.krav("K7.6")
def test_a_report_names_the_follow_up_made_with_the_kund_and_never_one_to_come() -> None:
    fall = Spel.pagaende()
    fall.avvisas("K7.6", fall.rapportera, "2024-03", "2024-04-03", uppfoljning_datum=None, falt="uppfoljning_datum")
    fall.avvisas(
        "K0.6", fall.rapportera, "2024-03", "2024-04-03", uppfoljning_datum="2024-04-04", falt="uppfoljning_datum"
    )
    fall.rapportera("2024-03", "2024-04-03", uppfoljning_datum="2024-03-27")
    assert fall.handelser("manadsrapport_inlamnad")[0].uppfoljning_datum == d("2024-03-27")


@pytest.mark.krav("K8.4")
@pytest.mark.parametrize("insats", ["FAI1", "AMI2", "ISA1"])
def test_every_heading_of_the_kundvals_template_is_filled_in(insats: str) -> None:
    fall = Spel.pagaende(insats)
    rubriker = mall(f"mall.manadsrapport.{insats[:3]}")
    for rubrik in rubriker:
        utan = {k: v for k, v in rubriker.items() if k != rubrik}
        fall.avvisas("K8.4", fall.rapportera, "2024-03", "2024-04-03", rubriker=utan, falt="rubriker")
        for text in ("", "  ", "Ej aktuellt", "ej aktuellt –"):
            ifyllt = rubriker | {rubrik: text}
            fall.avvisas("K8.4", fall.rapportera, "2024-03", "2024-04-03", rubriker=ifyllt, falt=f"rubriker.{rubrik}")
    fall.rapportera("2024-03", "2024-04-03", rubriker=rubriker | {"justeringar": "Ej aktuellt: planen håller"})
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "uppfylld"


@pytest.mark.krav("K8.4", "K10.0")
def test_all_absence_in_the_month_is_filled_in_from_what_is_registered() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.anordnare("2024-03-12", "anmal_franvaro", slag="annan", fran="2024-03-12", till="2024-03-12", orsak="AF")
    fall.anordnare("2024-03-28", "anmal_franvaro", slag="sjuk", fran="2024-03-28", orsak="feber")
    fall.anordnare("2024-04-03", "avsluta_franvaro", slag="sjuk", till="2024-04-03")
    fall.rapportera("2024-03", "2024-04-04").rapportera("2024-04", "2024-05-02")
    rader = [[(r.slag, str(r.fran), str(r.till)) for r in h.franvaro] for h in fall.handelser("manadsrapport_inlamnad")]
    assert rader == [
        [("annan", "2024-03-12", "2024-03-12"), ("sjuk", "2024-03-28", "2024-03-31")],
        [("sjuk", "2024-04-01", "2024-04-03")],
    ]
