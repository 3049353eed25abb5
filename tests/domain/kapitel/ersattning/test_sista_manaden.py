"""The last month, which waits for the final report, and the sum of all that is paid."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.kapitel.ersattning.belopp import ore
from tests.verktyg.spel import Spel, d

MANAD = {"AMI": Decimal(3876), "ISA": Decimal(6324), "FAI": Decimal(8160)}


# The last month


@pytest.mark.krav("K14.4", "K14.5")
@pytest.mark.parametrize(
    ("slutrapport", "i"), [("2024-05-07T23:59", "2024-05"), ("2024-05-08T00:00", "2024-06"), ("2024-05-14", "2024-06")]
)
def test_the_last_month_waits_for_the_final_report_without_being_late(slutrapport: str, i: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-30", "2024-04-30", "annan_insats")
    fall.rapportera("2024-04").fakturera("2024-04").slutrapportera(slutrapport)
    fall.godkann("2024-04", "2024-05-14T13:00")
    assert fall.utbetalning("2024-04").utbetalningsmanad == i
    assert fall.bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K14.4")
def test_the_last_month_is_not_ready_before_the_final_report() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=1).hel_manad("2024-04").till("2024-06-16")
    assert "väntar på slutrapport" in fall.utbetalning("2024-04").forklaring
    assert fall.utbetalning("2024-03").status == "vantar"


@pytest.mark.krav("K13.7", "K14.4")
@pytest.mark.parametrize(
    ("slag", "avser"),
    [("manadsrapport", "2024-03"), ("faktureringsunderlag", "2024-03")],
)
def test_a_written_off_report_or_underlag_forfeits_its_month_and_no_other(slag: str, avser: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-20").skriv_av("2024-04-20", slag, avser)
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.hinder, rad.forfallen) == ("innehallen", "avskrivet", True)
    fall.hel_manad("2024-04").till("2024-05-16")
    assert (fall.utbetalning("2024-04").status, fall.betalt()) == ("utbetald", ore("3876.00"))


@pytest.mark.krav("K13.7", "K0.8")
def test_what_has_come_in_cannot_be_written_off_and_so_forfeits_nothing() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", "2024-04-10").fakturera("2024-03", "2024-04-11")
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "sen"
    fall.avvisas("K0.8", fall.skriv_av, "2024-04-12", "manadsrapport", "2024-03", falt="slag")
    fall.godkann("2024-03", "2024-04-12").till("2024-05-16")
    assert fall.utbetalning("2024-03").status == "utbetald"


@pytest.mark.krav("K13.2")
def test_an_aterkallad_insats_pays_nothing() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-03-05", "2024-03-10", "sjukskrivning").till("2024-06-16")
    assert (fall.utbetalningar(), fall.betalt(), fall.status) == ([], 0, "slutford")


@pytest.mark.krav("K0.7", "K14.6")
def test_what_has_been_paid_stays_when_the_end_is_set_before_it() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").hel_manad("2024-04").till("2024-05-16")
    fall.avsluta_av_tva("2024-05-20", "2024-03-20", "mal_natt").till("2024-07-01")
    assert fall.utbetalning("2024-03").belopp == ore("2713.20")
    assert (fall.utbetalning("2024-04").status, fall.utbetalning("2024-04").belopp) == ("utbetald", ore("3876.00"))


# The sum of it all


def egen_summa(kundval: str, start: date, slut: date, avbruten: bool) -> Decimal:
    """Counted anew, day by day and month by month, from the insatsdagar."""
    summa, dag = Decimal(), start
    while dag <= slut:
        langd = monthrange(dag.year, dag.month)[1]
        sista = min(slut, dag.replace(day=langd))
        antal = (sista - dag).days + 1
        belopp = MANAD[kundval] if antal == langd else MANAD[kundval] * antal / 30
        summa += belopp.quantize(Decimal("0.01"), ROUND_HALF_UP)
        dag = sista + timedelta(days=1)
    return summa + (MANAD[kundval] * 14 / 30 if avbruten else Decimal()).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.krav("K14.2", "K14.3", "K14.6")
@given(
    st.sampled_from(["FAI2", "AMI1", "ISA1"]),
    st.dates(d("2024-03-01"), d("2024-08-31")),
    st.integers(1, 3),
    st.none() | st.tuples(st.floats(0, 1), st.sampled_from(["mal_natt", "sjukskrivning"])),
    st.integers(0, 40),
)
def test_the_paid_rows_sum_to_what_the_insatsdagar_are_worth(
    insats: str, start: Any, langd: int, avslut: tuple[float, str] | None, droj: int
) -> None:
    fall = Spel.pagaende(insats, start=str(start), langd_manader=langd)
    slut = fall.insats.slutdatum
    assert slut is not None
    if avslut:
        slut = start + timedelta(days=int(avslut[0] * ((slut - start).days - 1)))
        fall.avsluta(str(start), str(slut), avslut[1])
    manader = list(fall.insats.insatsmanader)
    fortid = avslut is not None and avslut[1] == "mal_natt"
    fall.slutrapportera(f"{start}T13:00" if fortid else f"{slut}T13:00")
    fall.till(dag := str(slut + timedelta(days=1 + droj)))
    for m in manader:
        fall.rapportera(m, f"{dag}T15:00").fakturera(m, f"{dag}T15:00").godkann(m, f"{dag}T15:00")
    fall.till("2025-03-16")
    assert fall.betalt() == egen_summa(insats[:3], start, slut, bool(avslut and avslut[1] == "sjukskrivning"))
    assert all(u.status == "utbetald" for u in fall.utbetalningar())
    assert len(fall.handelser("utbetalning_verkstalld")) == len(fall.utbetalningar())


@pytest.mark.krav("K14.4")
def test_the_same_number_with_another_amount_or_the_same_amount_with_another_number_is_a_new_underlag() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-01")
    fall.fakturera("2024-03", "2024-04-01", belopp="1", nummer="F1").fakturera("2024-03", belopp="1", nummer="F2")
    fall.fakturera("2024-03", "2024-04-04", nummer="F1")
    assert [(u.fakturanummer, u.belopp) for u in fall.insats.underlag["2024-03"]] == [
        ("F1", ore("1")),
        ("F2", ore("1")),
        ("F1", ore("2713.20")),
    ]
    assert fall.utbetalning("2024-03").status == "vantar"


@pytest.mark.krav("K14.4")
@pytest.mark.parametrize(("returnerad", "status"), [(True, "vantar"), (False, "klar")])
def test_a_held_payment_is_released_once_whether_it_then_waits_or_is_ready(returnerad: bool, status: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="1", nummer="F1")
    if returnerad:
        fall.aterremittera("2024-03", "2024-04-04")
    fall.fakturera("2024-03", "2024-04-05", nummer="F2")
    assert fall.utbetalning("2024-03").status == status
    assert [(h.utbetalning, h.avser) for h in fall.handelser("utbetalning_frigjord")] == [("manad", "2024-03")]
    assert len(fall.till("2024-05-20").handelser("utbetalning_frigjord")) == 1


@pytest.mark.krav("K14.5")
def test_only_the_last_month_waits_for_the_final_report() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").godkann("2024-03")
    fall.avsluta("2024-04-25", "2024-04-30", "mal_natt").till("2024-05-02")
    fall.fakturera("2024-03", "2024-05-02").slutrapportera("2024-05-08")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-05"


@pytest.mark.krav("K13.7")
def test_a_final_report_that_is_written_off_forfeits_the_last_month_and_no_other() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").godkann("2024-03")
    fall.avsluta("2024-04-25", "2024-04-30", "mal_natt").till("2024-06-01").skriv_av(
        "2024-06-01", "slutrapport", "2024-04-30"
    )
    assert fall.utbetalning("2024-04").forfallen
    assert (fall.utbetalning("2024-03").status, fall.utbetalning("2024-03").forfallen) == ("vantar", False)
