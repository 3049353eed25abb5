"""Closing the payment month: everything once, nothing lost, debts carried, and what is held told (K14.6, K0.7)."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import Engine, text

from domain.tid.manad import dag, nasta
from domain.tid.tidpunkt import midnatt
from persistence.betalning import lasning
from persistence.betalning.stangning import IngarI, kvar, stang
from persistence.databas.motor import DatabasFel, transaktion
from tests.persistence.betalning.betalningar import NU, Arenden, arende, rad, satt, stangd, vikt
from tests.verktyg.slumpliv.levnad import lev
from tests.verktyg.spel import Spel

pytestmark = pytest.mark.krav("K14.6")
ORE = Decimal("0.01")


def test_what_is_marked_as_paid_is_frozen_per_anordnare_with_its_explanation(motor: Engine) -> None:
    for id, vem in (("in-1", "A"), ("in-2", "B"), ("in-3", "A")):
        arende(motor, id, vem)
        rad(motor, id, "2024-03", "3876.00", "2024-04", anordnare=vem, forklaring=f"förklaring {id}")
    s = stangd(motor, "2024-04")
    assert [(t.anordnare, t.att_betala, t.rader) for t in s.totaler] == [
        ("A", Decimal("7752.00"), 2),
        ("B", Decimal("3876.00"), 1),
    ]
    rader = list(lasning.rader(motor, "2024-04", "A"))
    assert [(r.arende, r.slag, r.avser, r.dagar, r.belopp, r.forklaring) for r in rader] == [
        ("in-1", "manad", "2024-03", 30, Decimal("3876.00"), "förklaring in-1"),
        ("in-3", "manad", "2024-03", 30, Decimal("3876.00"), "förklaring in-3"),
    ]


def test_closing_twice_gives_the_first_answer_whatever_has_happened_since(motor: Engine) -> None:
    arende(motor, "in-1")
    rad(motor, "in-1", "2024-03", "3876.00", "2024-04")
    forst = stangd(motor, "2024-04")
    rad(motor, "in-1", "2024-02", "100.00", "2024-04")
    igen = stangd(motor, "2024-04", NU + timedelta(days=3))
    assert igen == forst
    assert [r.avser for r in lasning.rader(motor, "2024-04")] == ["2024-03"]


def test_what_is_marked_after_the_closing_comes_in_the_next_month(motor: Engine) -> None:
    arende(motor, "in-1")
    rad(motor, "in-1", "2024-03", "3876.00", "2024-04", "klar")
    s = stangd(motor, "2024-04")
    assert (s.ej_svarat, [t.att_betala for t in s.totaler]) == (1, [Decimal(0)])
    (hallen,) = lasning.innehallna(motor, "2024-04")
    assert hallen.status == "ej_svarat"
    assert "ärendet har inte svarat" in hallen.forklaring
    satt(motor, "in-1", "manad:2024-03", status="utbetald")
    s = stangd(motor, "2024-05")
    assert (s.ej_svarat, [t.att_betala for t in s.totaler]) == (0, [Decimal("3876.00")])
    (r,) = lasning.rader(motor, "2024-05")
    assert r.utbetalningsmanad == "2024-04"


@pytest.mark.parametrize(("manad", "antal"), [("2024-03", 0), ("2024-04", 1), ("2024-05", 1)])
def test_cases_are_waited_for_when_they_have_a_row_of_the_month_or_before(
    motor: Engine, manad: str, antal: int
) -> None:
    arende(motor, "in-1")
    rad(motor, "in-1", "2024-03", "3876.00", "2024-04", "klar")
    assert kvar(motor, manad) == antal
    satt(motor, "in-1", "manad:2024-03", status="utbetald")
    assert kvar(motor, manad) == 0


def test_nothing_is_waited_for_once_the_month_is_closed(motor: Engine) -> None:
    arende(motor, "in-1")
    rad(motor, "in-1", "2024-03", "3876.00", "2024-04", "klar")
    stangd(motor, "2024-04")
    assert kvar(motor, "2024-04") == 0


def test_a_month_that_was_never_closed_comes_with_the_next_and_is_then_not_closed_alone(motor: Engine) -> None:
    arende(motor, "in-1")
    rad(motor, "in-1", "2024-02", "100.00", "2024-03")
    rad(motor, "in-1", "2024-03", "200.00", "2024-04")
    rad(motor, "in-1", "2024-04", "400.00", "2024-05")
    s = stangd(motor, "2024-04")
    assert [t.att_betala for t in s.totaler] == [Decimal("300.00")]  # March with it, May not yet
    assert stang(motor, "2024-03", NU) == IngarI("2024-04")
    assert [m.manad for m in lasning.manader(motor)] == ["2024-04"]


def test_what_is_held_is_listed_with_its_reason_and_what_comes_later_too(motor: Engine) -> None:
    arende(motor, "in-1")
    rad(motor, "in-1", "2024-01", None, None, "innehallen", forklaring="innehållen: belopp saknas")
    rad(motor, "in-1", "2024-02", "100.00", None, "vantar", forklaring="väntar på månadsrapport")
    rad(motor, "in-1", "2024-03", "200.00", "2024-05", "klar", forklaring="betalas i 2024-05")
    s = stangd(motor, "2024-04")
    assert [(t.anordnare, t.att_betala, t.innehallna) for t in s.totaler] == [("A", Decimal(0), 3)]
    assert [(h.avser, h.status, h.belopp, h.forklaring) for h in lasning.innehallna(motor, "2024-04", "A")] == [
        ("2024-01", "innehallen", None, "innehållen: belopp saknas"),
        ("2024-02", "vantar", Decimal("100.00"), "väntar på månadsrapport"),
        ("2024-03", "senare", Decimal("200.00"), "betalas i 2024-05"),
    ]


def test_what_a_completed_case_forfeited_is_told_once_and_what_is_under_way_every_month(motor: Engine) -> None:
    for id, status in (("in-1", "slutford"), ("in-2", "avslutad")):
        arende(motor, id, status=status)
        rad(motor, id, "2024-02", "100.00", None, "innehallen", forklaring="skrivits av")
    assert [h.arende for h in _hallna(motor, "2024-04")] == ["in-1", "in-2"]
    assert [h.arende for h in _hallna(motor, "2024-05")] == ["in-2"]


def _hallna(motor: Engine, manad: str) -> list[lasning.InnehallenRad]:
    stangd(motor, manad)
    return list(lasning.innehallna(motor, manad))


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("avdrag", "betalas", "fors_over"),
    [("-99.99", "0.01", "0.00"), ("-100.00", "0.00", "0.00"), ("-100.01", "0.00", "-0.01")],
)
def test_a_negative_adjustment_is_set_off_and_what_does_not_fit_is_carried(
    motor: Engine, avdrag: str, betalas: str, fors_over: str
) -> None:
    arende(motor, "in-1")
    rad(motor, "in-1", "2024-03", "100.00", "2024-04")
    rad(motor, "in-1", "2024-02", avdrag, "2024-04", slag="justering")
    (t,) = stangd(motor, "2024-04").totaler
    assert (t.justeringar, t.att_betala, t.utgaende) == (Decimal(avdrag), Decimal(betalas), Decimal(fors_over))


@pytest.mark.krav("K0.7")
def test_a_debt_is_carried_month_by_month_also_past_one_without_rows_until_it_is_set_off(motor: Engine) -> None:
    arende(motor, "in-1")
    arende(motor, "in-2", "B")
    rad(motor, "in-1", "2024-02", "-500.00", "2024-04", slag="justering")
    rad(motor, "in-2", "2024-02", "70.00", "2024-04", anordnare="B")
    stangd(motor, "2024-04")
    (maj,) = stangd(motor, "2024-05").totaler  # B has nothing; A has nothing but its debt
    assert (maj.anordnare, maj.ingaende, maj.att_betala, maj.utgaende, maj.rader) == (
        "A", Decimal("-500.00"), Decimal(0), Decimal("-500.00"), 0,
    )  # fmt: skip
    rad(motor, "in-1", "2024-05", "800.00", "2024-06")
    (juni,) = stangd(motor, "2024-06").totaler
    assert (juni.ingaende, juni.att_betala, juni.utgaende) == (Decimal("-500.00"), Decimal("300.00"), Decimal(0))
    rader = [(r.slag, r.arende, r.avser, r.belopp) for r in lasning.rader(motor, "2024-06")]
    assert rader == [
        ("manad", "in-1", "2024-05", Decimal("800.00")),
        ("overfort", None, "2024-05", Decimal("-500.00")),
    ]
    assert [t.ingaende for t in stangd(motor, "2024-07").totaler] == []


def test_many_who_close_at_the_same_time_close_once_and_get_the_same_answer(motor: Engine) -> None:
    for n in range(50):
        arende(motor, f"in-{n}")
        rad(motor, f"in-{n}", "2024-03", "10.00", "2024-04")
    with ThreadPoolExecutor(6) as tradar:
        svar = [t.result() for t in [tradar.submit(stang, motor, "2024-04", NU) for _ in range(6)]]
    assert all(s == svar[0] for s in svar)
    assert sum(1 for _ in lasning.rader(motor, "2024-04")) == 50


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("tabell", ["betalningsmanad", "betalning_anordnare", "betalningsrad", "betalning_innehallen"])
@pytest.mark.parametrize("sats", ["UPDATE {} SET manad = '2024-05'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_is_closed_cannot_be_changed_even_by_hand(motor: Engine, tabell: str, sats: str) -> None:
    with pytest.raises(DatabasFel), transaktion(motor) as c:
        c.execute(text(sats.format(tabell)))


def test_an_empty_month_is_closed_too(motor: Engine) -> None:
    assert stangd(motor, "2024-04").totaler == ()
    assert [(m.manad, m.att_betala) for m in lasning.manader(motor)] == [("2024-04", Decimal(0))]


def _liv(insats: str, *, rattat: bool = False) -> Spel:
    """Three months in which all is done in time; put right to a later start when the first month has been paid."""
    spel = Spel.pagaende(insats, langd_manader=3).hel_manad("2024-03")
    if rattat:
        spel.kv("2024-04-20", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2024-03-20"}, motivering="fel")
    spel.hel_manad("2024-04").hel_manad("2024-05").slutrapportera("2024-06-10")
    return spel.hel_manad("2024-06").till("2024-08-01")


@pytest.mark.krav("K0.7", "K14.5")
def test_the_months_together_hold_exactly_what_the_cases_say_late_ones_and_corrected_ones_too(motor: Engine) -> None:
    alla = Arenden(motor)
    liv = [_liv("AMI1"), _liv("FAI1"), _liv("AMI1", rattat=True), *(lev(Random(fro), 12) for fro in range(17))]
    ids = [alla.lagg_till(spel, "ABC"[n % 3]) for n, spel in enumerate(liv)]
    sist = max(p.tid for f in alla.fall for p in f.poster)
    sena = {ids[1], ids[4], ids[7]}
    (avdrag,) = [u for u in vikt(alla.fall[2].poster).utbetalda.values() if u.belopp < 0]
    manad, betalt = "2024-03", defaultdict(Decimal)
    saldo: dict[str, Decimal] = defaultdict(Decimal)
    while True:
        nu = midnatt(dag(manad, 16))
        # The late ones stand still in every other month, as if no worker had had them.
        alla.skriv_till(nu, utom=sena if manad[-1] in "02468" else ())
        s = stangd(motor, manad, nu)
        assert stangd(motor, manad, nu) == s
        per = defaultdict(Decimal)
        for r in lasning.rader(motor, manad):
            if r.arende:
                per[r.anordnare] += r.belopp
                assert r.utbetalningsmanad == manad or r.arende in sena
        for t in s.totaler:  # a model of the carrying, in three lines
            saldo[t.anordnare] += per.pop(t.anordnare, Decimal())
            assert (t.att_betala, t.utgaende) == (
                max(saldo[t.anordnare], Decimal()),
                min(saldo[t.anordnare], Decimal()),
            )
            betalt[t.anordnare] += t.att_betala
            saldo[t.anordnare] = min(saldo[t.anordnare], Decimal())
        assert not per
        if nu > sist and not kvar(motor, "9999-12"):
            break
        manad = nasta(manad)
    frysta: dict[tuple[str | None, str], Decimal] = {}
    for m in lasning.manader(motor):
        for r in lasning.rader(motor, m.manad):
            if r.arende:
                assert (r.arende, f"{r.slag}:{r.avser}") not in frysta
                frysta[r.arende, f"{r.slag}:{r.avser}"] = r.belopp
    egna = {(f.id, nyckel): u.belopp for f in alla.fall for nyckel, u in vikt(f.poster).utbetalda.items()}
    assert frysta == egna
    assert frysta["in-00003", "justering:2024-03"] == avdrag.belopp
    assert {a for a, _ in frysta} >= {f.id for f in alla.fall[:3]}
    assert sum(betalt.values()) + sum(saldo.values()) == sum(egna.values())
