"""§14: each row of payment as it stands – waiting, held, ready – and what it says of itself, to the last word."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from domain.insats.anteckningar import Utbetald
from domain.insats.insats import med
from domain.insats.tradar import Forslag
from domain.insats.uppgifter import Omgang, Slutrapport, Underlag
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import Utbetalning
from tests.domain.kapitel.ersattning.belopp import avbrott, utan_brytning
from tests.domain.kapitel.raknat.staten import avslutad, underlag
from tests.verktyg.spel import Spel, d, tid

MARS = "2024-03-11–2024-03-31: 3 876,00 kr / 30 × 21 dagar = 2 713,20 kr (§14.1, K14.2)"
APRIL = "2024-04-01–2024-04-10: 3 876,00 kr / 30 × 10 dagar = 1 292,00 kr (§14.1, K14.2)"
FJORTON = "2024-04-11–2024-04-24: 3 876,00 kr / 30 × 14 dagar = 1 808,80 kr (§12.1.3, §14.1, K14.3)"
BADA = "underlaget ska visa 3 100,80 kr: 1 292,00 kr för månaden och 1 808,80 kr för avbrottet"


def pagaende() -> Spel:
    return Spel.pagaende(start="2024-03-11")


def kort() -> Spel:
    """One month, which ends on 10 April."""
    return Spel.pagaende("AMI1", start="2024-03-11", langd_manader=1)


def raden(fall: Spel, nyckel: str) -> tuple[str, str | None, bool, str]:
    (rad,) = (u for u in fall.utbetalningar() if u.nyckel == nyckel)
    return rad.status, rad.hinder, rad.forfallen, utan_brytning(rad.forklaring)


@pytest.mark.krav("K14.4", "K14.5")
@pytest.mark.parametrize(
    ("spela", "nyckel", "text"),
    [
        (
            lambda: pagaende().till("2024-04-01"), "manad:2024-03",
            f"{MARS}; väntar på månadsrapport, faktureringsunderlag",
        ),
        (lambda: pagaende().rapportera("2024-03"), "manad:2024-03", f"{MARS}; väntar på faktureringsunderlag"),
        (lambda: pagaende().fakturera("2024-03"), "manad:2024-03", f"{MARS}; väntar på månadsrapport"),
        (
            lambda: pagaende().rapportera("2024-03").fakturera("2024-03").aterremittera("2024-03", "2024-04-04"),
            "manad:2024-03", f"{MARS}; väntar på komplettering av månadsrapport",
        ),
        (
            lambda: pagaende().fore_reglerna().rapportera("2024-03").fakturera("2024-03"),
            "manad:2024-03", f"{MARS}; väntar på godkännande av månadsrapport",
        ),
        (
            lambda: kort().till("2024-04-11"), "manad:2024-04",
            f"{APRIL}; väntar på månadsrapport, faktureringsunderlag, slutrapport",
        ),
        (
            lambda: kort().rapportera("2024-04", "2024-04-11").fakturera("2024-04", "2024-04-11"), "manad:2024-04",
            f"{APRIL}; väntar på slutrapport",
        ),
        (
            lambda: kort().slutrapportera("2024-04-10T09:00").rapportera("2024-04", "2024-04-10T10:00")
            .fakturera("2024-04", "2024-04-10T11:00"),
            "manad:2024-04", f"{APRIL}; väntar på insatsens slut",
        ),
        # what an underlag of both is to show is told in advance
        (
            lambda: avbrott().slutrapportera("2024-04-12"), "manad:2024-04",
            f"{APRIL}; väntar på månadsrapport, faktureringsunderlag (§14, K14.4); {BADA}",
        ),
        (
            lambda: avbrott().slutrapportera("2024-04-12"), "avbrott:2024-04-10",
            f"{FJORTON}; väntar på faktureringsunderlag, sista månadens utbetalning",
        ),
        (
            lambda: avbrott().slutrapportera("2024-04-12").fakturera("2024-04"), "avbrott:2024-04-10",
            f"{FJORTON}; väntar på sista månadens utbetalning",
        ),
        (
            lambda: avbrott().rapportera("2024-04", "2024-04-12").fakturera("2024-04", "2024-04-12"), "manad:2024-04",
            f"{APRIL}; väntar på slutrapport",
        ),
    ],
)  # fmt: skip
def test_a_row_says_all_that_it_waits_for(spela: Callable[[], Spel], nyckel: str, text: str) -> None:
    text = text if text.endswith("avbrottet") else f"{text} (§14, K14.4)"
    assert raden(spela(), nyckel) == ("vantar", None, False, text)


def k125() -> Spel:
    """Where "utan ersättning" is read so that a late final report takes the last month (K12.5)."""
    varde = {"nyckel": "slutrapport.sen_forverkar_manaden", "varde": True, "fran": "2024-01-01"}
    fall = kort().systemet("2024-03-12", "infor_regelverk", utgava="2024b", varden=[varde])
    return fall.rapportera("2024-04", "2024-04-11").till("2024-04-12")


@pytest.mark.krav("K13.7", "K14.1", "K14.3", "K14.4", "K12.5")
@pytest.mark.parametrize(
    ("spela", "nyckel", "hinder", "forfallen", "belopp", "skal"),
    [
        (
            k125, "manad:2024-04", "slutrapport_sen", True, APRIL,
            "slutrapporten kom inte inom sin frist; månaden betalas inte (§12.1.3, K12.5)",
        ),
        (
            lambda: pagaende().till("2024-04-20").skriv_av("2024-04-20", "manadsrapport", "2024-03"), "manad:2024-03",
            "avskrivet", True, MARS, "underlag som krävs har skrivits av; månaden betalas inte (K13.7)",
        ),
        (
            lambda: pagaende().till("2025-02-01"), "manad:2025-01", "belopp_saknas", False, "",
            "beslutat checkbelopp saknas från 2025-01-01 (§14.1, K14.1)",
        ),
        (
            lambda: pagaende().rapportera("2024-03").fakturera("2024-03", belopp="2713.19"), "manad:2024-03",
            "underlag_avviker", False, MARS, "underlaget visar 2 713,19 kr, beräknat är 2 713,20 kr (§14, K14.4)",
        ),
        (
            lambda: avbrott().till("2024-04-25"), "avbrott:2024-04-10", "slutrapport_sen", True, FJORTON,
            "slutrapporten kom inte inom sin frist (§12.1.3, K14.3)",
        ),
    ],
)  # fmt: skip
def test_a_row_that_is_held_says_why_and_whether_for_good(
    spela: Callable[[], Spel], nyckel: str, hinder: str, forfallen: bool, belopp: str, skal: str
) -> None:
    text = f"{belopp}; innehållen: {skal}" if belopp else f"innehållen: {skal}"
    fall = spela()
    assert raden(fall, nyckel) == ("innehallen", hinder, forfallen, text)
    (rad,) = (u for u in fall.utbetalningar() if u.nyckel == nyckel)
    assert (utan_brytning(rad.skal), rad.utbetalningsmanad) == (skal, None)


@pytest.mark.krav("K14.4", "K14.5", "K0.7")
def test_a_row_that_is_ready_says_when_it_is_paid_and_what_its_underlag_showed_if_that_is_another_now() -> None:
    fall = pagaende().rapportera("2024-03").fakturera("2024-03")
    assert raden(fall, "manad:2024-03") == ("klar", None, False, f"{MARS}; betalas i 2024-04 (K14.5)")
    sedd = fall.insats.underlag["2024-03"][0]
    i = med(
        fall.insats, underlag={"2024-03": (sedd.__class__(sedd.tid, Decimal("2700.00"), "F1", Decimal("2700.00")),)}
    )
    (rad,) = (u for u in utbetalningar(i) if u.nyckel == "manad:2024-03")
    assert utan_brytning(rad.forklaring) == (
        f"{MARS}; underlaget visar 2 700,00 kr, som stämde när det kom; beräknat är nu 2 713,20 kr; "
        "betalas i 2024-04 (K14.5)"
    )


@pytest.mark.krav("K0.7", "K14.6")
def test_what_was_paid_stands_as_it_was_paid_and_the_months_come_in_their_order_before_the_avbrott() -> None:
    fall = pagaende().till("2024-05-01")

    def betald(p: str) -> Utbetald:
        return Utbetald(tid("2024-05-16"), 3, Decimal("7.00"), p, "som det betalades")

    i = med(fall.insats, utbetalda={
        "justering:2024-02": betald("2024-04"), "avbrott:2024-03-20": betald("2024-05"),
        "manad:2024-02": betald("2024-03"),
    })  # fmt: skip
    rader = list(utbetalningar(i))
    assert [u.nyckel for u in rader][:5] == [
        "manad:2024-02", "manad:2024-03", "manad:2024-04", "avbrott:2024-03-20", "justering:2024-02",
    ]  # fmt: skip
    vantat: dict[str, Any] = {"status": "utbetald", "forklaring": "som det betalades"}
    assert rader[0] == Utbetalning("manad", "2024-02", 3, Decimal("7.00"), "2024-03", **vantat)
    assert rader[3] == Utbetalning("avbrott", "2024-03-20", 3, Decimal("7.00"), "2024-05", **vantat)


@pytest.mark.krav("K14.4", sort="gräns")
@pytest.mark.parametrize(
    ("idag", "manader"),
    [
        ("2024-03-31T23:59", []),
        ("2024-04-01T00:00", ["2024-03"]),
        ("2024-04-30T23:59", ["2024-03"]),
        ("2024-05-01T00:00", ["2024-03", "2024-04"]),
    ],
)
def test_a_month_has_its_row_when_it_has_been(idag: str, manader: list[str]) -> None:
    assert [u.avser for u in pagaende().till(idag).utbetalningar()] == manader


@pytest.mark.krav("K14.4", sort="gräns")
def test_a_month_that_has_a_report_or_an_underlag_has_its_row_before_it_is_over() -> None:
    assert [u.avser for u in kort().rapportera("2024-04", "2024-04-10T10:00").utbetalningar()][1:] == ["2024-04"]
    assert [u.avser for u in kort().fakturera("2024-04", "2024-04-10T10:00").utbetalningar()][1:] == ["2024-04"]


@pytest.mark.krav("K14.8", sort="gräns")
@pytest.mark.parametrize(
    ("sort", "dag", "haller", "hinder"),
    [
        ("avslut", "2024-03-30", True, "forslag"),
        ("avslut", "2024-03-31", True, None),  # the last day of the month: nothing would be lost
        ("avslut", "2024-03-30", False, None),
        ("forlangning", "2024-03-30", True, None),
    ],
)
def test_a_proposed_end_holds_a_month_only_where_it_is_read_so(
    sort: Any, dag: str, haller: bool, hinder: str | None
) -> None:
    fall = pagaende().rapportera("2024-03").fakturera("2024-03")
    varde = {"nyckel": "utbetalning.forslag_haller", "varde": haller, "fran": "2024-03-01"}
    if haller:
        fall.systemet("2024-04-04", "infor_regelverk", utgava="2024b", varden=[varde])
    i = med(fall.insats, forslag={sort: Forslag(tid("2024-04-02"), d(dag))})
    (rad,) = (u for u in utbetalningar(i) if u.nyckel == "manad:2024-03")
    assert rad.hinder == hinder
    if hinder:
        assert rad.skal == "ett förslag om avslut 2024-03-30 är inte avgjort (§13, K13.1)"


@pytest.mark.krav("K14.5", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("slutade", "p"),
    [("2024-05-15T23:59", "2024-05"), ("2024-05-16T00:00", "2024-06"), ("2024-06-16T00:00", "2024-07")],
)
def test_an_end_that_was_registered_after_the_run_moves_the_last_month_and_no_other(slutade: str, p: str) -> None:
    """Nothing else of what the last month needs is later than its end."""
    slut, nar = "2024-04-20", tid("2024-04-22")
    alla = {m: Omgang((nar,)) for m in ("2024-03", "2024-04")}
    belopp = {"2024-03": Decimal("2713.20"), "2024-04": Decimal("2584.00")}
    i = avslutad(
        slut, "fortid", rapporter=alla, slutrapporter=(Slutrapport(nar, d(slut)),), avslutad=tid(slutade),
        underlag={m: (Underlag(nar, b, m, b),) for m, b in belopp.items()},
    )  # fmt: skip
    assert [(u.avser, u.status, u.utbetalningsmanad) for u in utbetalningar(i)] == [
        ("2024-03", "klar", "2024-05"), ("2024-04", "klar", p),
    ]  # fmt: skip


@pytest.mark.krav("K14.5", "K0.7", sort="gräns")
@pytest.mark.parametrize(("rattat", "p"), [("2024-05-15T23:59", "2024-05"), ("2024-05-16T00:00", "2024-06")])
def test_an_avbrott_of_a_forfeited_month_is_paid_after_the_underlag_that_shows_it_as_put_right(
    rattat: str, p: str
) -> None:
    nar, slut, avskrivet = tid("2024-04-12"), "2024-04-10", {"manadsrapport:2024-04": tid("2024-04-13")}
    sedda = (underlag("2024-04-12", "1700.00", None, stamde_till="2024-05-02"), underlag(rattat, "1808.80", None))
    rapport = (Slutrapport(nar, d(slut)),)
    i = avslutad(slut, slutrapporter=rapport, avskrivna=avskrivet, avslutad=nar, underlag={"2024-04": sedda})
    rader = {u.slag: (u.avser, u.status, u.utbetalningsmanad) for u in utbetalningar(i) if u.avser > "2024-04"}
    assert rader == {"avbrott": (slut, "klar", p)}
