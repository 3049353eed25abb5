"""§13.2: another anordnare – the end goes with the kund, the extension months too, each is paid its own days."""

from decimal import Decimal
from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.liv.forlopp import paborja
from domain.liv.kommandon import las_kommando
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import KUNDER, KV, TILLS_VIDARE, Spel, regelverket, tid

NY = Aktor(Roll.ANORDNARE, "b1", "B")


def fortsattning(
    insats: str = "AMI2", nar: str = "2024-06-10T09:00", start: str | None = "2024-06-16", **foregaende: Any
) -> Spel:
    """The insats at the new anordnare; by default the first part was 2024-03-11 to 2024-06-15 of twelve months."""
    hel = {
        "arende": "arende-0", "sort": "byte_av_anordnare", "insats": "AMI2", "avslutsdatum": "2024-06-15",
        "forsta_start": "2024-03-11", "planerat_slut": "2025-03-10",
    }  # fmt: skip
    data = {"kommando": "aktualisera", "insats": insats, "anordnare": "B", "kund": KUNDER[insats]}
    data["foregaende"] = hel | foregaende
    fall = Spel(tid(nar))
    fall._ta(paborja("arende-1", Inkommet("dag1", KV, las_kommando(data)), regelverket(), TILLS_VIDARE, fall.nu))
    fall._ga(fall.nu)
    fall.sager(NY, f"{nar[:10]}T10:00", "bemanna", handlaggare="H9")
    return fall.kv(f"{nar[:10]}T11:00", "lagg_in_uppdrag", startdatum=start) if start else fall


@pytest.mark.krav("K13.4")
def test_the_end_date_goes_with_the_kund_to_the_new_anordnare() -> None:
    fall = fortsattning()
    assert (str(fall.insats.slutdatum), fall.insats.foregaende, fall.insats.anordnare) == (
        "2025-03-10",
        "arende-0",
        "B",
    )


@pytest.mark.krav("K13.4", sort="gräns")
@pytest.mark.parametrize(("start", "gar"), [("2024-06-15", False), ("2024-06-16", True), ("2024-06-17", True)])
def test_it_starts_the_day_after_at_the_earliest(start: str, gar: bool) -> None:
    fall = fortsattning(start=None)
    if gar:
        fall.kv("2024-06-10T11:00", "lagg_in_uppdrag", startdatum=start)
        assert str(fall.insats.startdatum) == start
    else:
        fall.avvisas("K13.4", fall.kv, "2024-06-10T11:00", "lagg_in_uppdrag", startdatum=start, falt="startdatum")


@pytest.mark.krav("K13.4", sort="gräns")
@pytest.mark.parametrize(("start", "gar"), [("2025-03-10", True), ("2025-03-11", False)])
def test_it_starts_on_the_end_date_at_the_latest(start: str, gar: bool) -> None:
    fall = fortsattning(start=None)
    if gar:
        assert fall.kv("2024-06-10T11:00", "lagg_in_uppdrag", startdatum=start).insats.insatsperiod.dagar() == 1  # type: ignore[union-attr]
    else:
        fall.avvisas("K13.4", fall.kv, "2024-06-10T11:00", "lagg_in_uppdrag", startdatum=start, falt="startdatum")


@pytest.mark.krav("K13.4", sort="avslag")
def test_no_time_of_its_own_and_no_other_insats() -> None:
    fall = fortsattning(start=None)
    sagt = {"startdatum": "2024-06-16", "langd_manader": 3}
    fall.avvisas("K13.4", fall.kv, "2024-06-10T11:00", "lagg_in_uppdrag", falt="langd_manader", **sagt)
    fall.avvisas("K13.4", fortsattning, insats="AMI1", falt="insats")


@pytest.mark.krav("K13.4", "K11.1", "K0.5")
def test_an_extension_is_counted_from_the_first_start_of_the_chain() -> None:
    fall = fortsattning().till("2025-02-08")
    b = fall.bevakning("forlangningsbeslut")
    assert (b.avser, b.frist, b.oppnad) == ("1", "2025-03-10", tid("2025-02-08T00:00"))
    fall.arbetsledare("2025-03-01", "besluta_forlangning", motivering="x")
    assert str(fall.insats.slutdatum) == "2025-04-10"


@pytest.mark.krav("K13.4", "K11.1", sort="gräns")
@pytest.mark.parametrize(
    ("fore", "planerat", "kvar"), [(0, "2025-03-10", 2), (1, "2025-04-10", 1), (2, "2025-05-10", 0)]
)
def test_extension_months_are_counted_over_the_chain(fore: int, planerat: str, kvar: int) -> None:
    fall = fortsattning(planerat_slut=planerat, forlangda_manader=fore)
    for n in range(kvar):
        slut = fall.insats.slutdatum
        fall.arbetsledare(f"{slut}T10:00", "besluta_forlangning", motivering="x")
        assert str(fall.insats.slutdatum) == f"2025-0{3 + fore + n + 1}-10"
    slut = fall.insats.slutdatum
    fall.avvisas("K11.1", fall.arbetsledare, f"{slut}T11:00", "besluta_forlangning", motivering="x")


@pytest.mark.krav("K13.4", "K11.1", sort="gräns")
@pytest.mark.parametrize(("planerat", "fragas"), [("2025-03-09", False), ("2025-03-10", True)])
def test_an_extension_is_asked_for_only_if_the_chain_has_the_longest_time(planerat: str, fragas: bool) -> None:
    fall = fortsattning(planerat_slut=planerat).till(planerat)
    assert bool(fall.oppnade("forlangningsbeslut")) is fragas
    if not fragas:
        fall.avvisas("K11.1", fall.arbetsledare, f"{planerat}T09:00", "besluta_forlangning", motivering="x")


@pytest.mark.krav("K13.4", "K6.4", "K2.1", "K11.1")
def test_a_chain_with_less_than_the_longest_time_is_lengthened_from_its_first_start_and_then_extended() -> None:
    fall = fortsattning(planerat_slut="2024-09-10")  # six months from 2024-03-11
    (inlagt,) = fall.handelser("uppdrag_inlagt")
    assert (inlagt.langd_manader, str(inlagt.slutdatum)) == (6, "2024-09-10")  # type: ignore[attr-defined]
    justera = ("2024-07-01", "justera_uppdrag")
    fall.avvisas("K6.4", fall.kv, *justera, langd_manader=5, motivering="x", falt="langd_manader")
    fall.avvisas("K6.4", fall.kv, *justera, langd_manader=6, motivering="x")
    fall.avvisas("K2.1", fall.kv, *justera, langd_manader=13, motivering="x", falt="langd_manader")
    fall.kv(*justera, langd_manader=7, motivering="x")
    assert str(fall.insats.slutdatum) == "2024-10-10"
    fall.avvisas("K11.1", fall.arbetsledare, "2024-07-02", "besluta_forlangning", motivering="x")
    fall.kv("2024-07-02", "justera_uppdrag", langd_manader=12, motivering="x")
    assert str(fall.insats.slutdatum) == "2025-03-10"
    assert fall.till("2025-02-08").bevakning("forlangningsbeslut").frist == "2025-03-10"
    fall.arbetsledare("2025-02-10", "besluta_forlangning", motivering="x")
    assert str(fall.insats.slutdatum) == "2025-04-10"


@pytest.mark.krav("K13.4", "K6.4", sort="avslag")
def test_a_chain_that_has_been_extended_has_its_longest_time() -> None:
    fall = fortsattning(planerat_slut="2025-04-10", forlangda_manader=1)
    fall.avvisas("K6.4", fall.kv, "2024-07-01", "justera_uppdrag", langd_manader=12, motivering="x")
    fall.kv("2024-07-01", "justera_uppdrag", omfattning=50, skal_till_deltidsplanering="x", motivering="x")
    assert str(fall.insats.slutdatum) == "2025-04-10"


@pytest.mark.krav("K13.4", "K14.2")
def test_each_anordnare_is_paid_its_own_insatsdagar() -> None:
    gamla = Spel.pagaende(start="2024-03-11").till("2024-06-01")
    gamla.avsluta("2024-06-05", "2024-06-15", "byte_av_anordnare").till("2024-06-16")
    nya = fortsattning().till("2024-07-01")
    assert gamla.insats.form == "fortid"
    assert gamla.utbetalning("2024-06").belopp == Decimal("1938.00")  # 15 dagar
    assert nya.utbetalning("2024-06").belopp == Decimal("1938.00")  # 15 dagar
    assert [u.slag for u in gamla.utbetalningar()] == ["manad"] * 4


@pytest.mark.krav("K13.4", sort="avslag")
def test_the_old_anordnare_has_no_say_in_the_new_insats() -> None:
    fall = fortsattning()
    fall.avvisas("K7.1", fall.anordnare, "2024-06-11", "boka_uppstartsmote", datum="2024-06-17", falt="av")
    fall.sager(NY, "2024-06-11", "boka_uppstartsmote", datum="2024-06-17")
    assert fall.bevakning("uppstartsmote").utfall == "uppfylld"
