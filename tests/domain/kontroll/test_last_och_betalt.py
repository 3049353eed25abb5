"""The hunt, where what is read and what was paid is held against the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.grund.slag import Status
from domain.kapitel.ersattning.betalningshandelser import UtbetalningVerkstalld
from domain.kontroll.arende import Skrivet
from domain.liv import lagesbild, rutin
from domain.liv.lagesbild import Utbetalningsrad
from domain.skeende.journal import Post
from tests.domain.kontroll.arendet import A, avbrutet, fynd, mitt_i, skrivet
from tests.verktyg.spel import Spel, d

BYGG_OM = f"bygg om lästabellerna: insats laga {A}"
STAM_AV = f"bygg om lästabellerna (insats laga {A}); stäm av med banken"
STOPPA = "stoppa eller kräv tillbaka beloppet; journalen ändras aldrig"
UNDERRATTA = "se raden i tidslinjen och underrätta parten på annat sätt"
TA_BORT = "ta reda på var meddelandena kommer från, och ta bort dem"


def betalningsrad(fall: Spel, avser: str) -> Post:
    (post,) = (p for p in fall.poster if isinstance(p.handelse, UtbetalningVerkstalld) and p.handelse.avser == avser)
    return post


def ur_journalen(poster: list[Post]) -> Skrivet:
    """Tables that agree with a journal, whatever it says."""
    i, brev = None, {}
    for p in poster:
        i = rutin.tillampa(i, p)
        brev[p.nr] = len(list(rutin.brev(i, p)))
    assert i is not None
    return Skrivet(
        A,
        lagesbild.insatsrad(i),
        poster,
        (),
        {b.nyckel: b for b in lagesbild.bevakningsrader(i)},
        {u.nyckel: u for u in lagesbild.utbetalningsrader(i)},
        brev,
    )


# --- what is read


def test_a_row_that_is_missing_too_many_or_other_than_the_journal_gives_is_told() -> None:
    fall = mitt_i()
    s = skrivet(fall)
    uppdrag, april = s.bevakningar["uppdrag"], s.utbetalningar["manad:2024-04"]
    utan = {n: b for n, b in s.bevakningar.items() if n != "uppdrag"}
    assert s.rad is not None

    def lastabell(**annat: Any) -> list[str]:
        alla = fynd(replace(s, **annat))
        assert {(f[0], f[2]) for f in alla} <= {("lastabell", BYGG_OM)}
        return [f[1] for f in alla]

    assert lastabell() == []
    assert lastabell(rad=None) == ["raden i insats saknas"]
    assert lastabell(rad=replace(s.rad, status=Status.SLUTFORD)) == ["insats: status är slutford, journalen ger pagar"]
    assert lastabell(bevakningar=utan) == ["bevakning uppdrag saknas"]
    assert lastabell(bevakningar={**s.bevakningar, "x": uppdrag}) == ["bevakning x finns men följer inte av journalen"]
    assert lastabell(bevakningar={**utan, "uppdrag": replace(uppdrag, frist=d("2024-03-06"))}) == [
        "bevakning uppdrag: frist är 2024-03-06, journalen ger 2024-03-05"
    ]
    mars = {"manad:2024-03": s.utbetalningar["manad:2024-03"]}
    assert lastabell(utbetalningar=mars) == ["utbetalning manad:2024-04 saknas"]
    assert lastabell(utbetalningar={**mars, "manad:2024-04": replace(april, dagar=29)}) == [
        "utbetalning manad:2024-04: dagar är 29, journalen ger 30"
    ]
    assert lastabell(utbetalningar={**s.utbetalningar, "manad:2024-05": april}) == [
        "utbetalning manad:2024-05 finns men följer inte av journalen"
    ]


@pytest.mark.krav("K3.3")
def test_a_message_too_few_or_too_many_is_told_by_its_line() -> None:
    fall = mitt_i()
    s = skrivet(fall)
    tyst = next(p for p in fall.poster if p.nr not in s.meddelanden)
    avvisat = fall.poster[-1].nr
    assert (s.meddelanden[1], s.meddelanden[avvisat]) == (1, 1)
    andrat = {**s.meddelanden, 1: 0, tyst.nr: 2, 9999: 1, 10000: 3}
    assert fynd(replace(s, meddelanden=andrat)) == [
        ("meddelande", text, atgard)
        for text, atgard in (
            ("rad 1 (insats_aktualiserad) har inga meddelanden; den ska ha ett meddelande", UNDERRATTA),
            (f"rad {tyst.nr} ({tyst.handelse.slag}) har 2 meddelanden; den ska ha inga meddelanden", UNDERRATTA),
            ("ett meddelande berättar om rad 9999, som inte finns", TA_BORT),
            ("3 meddelanden berättar om rad 10000, som inte finns", TA_BORT),
        )
    ]
    utan = {n: antal for n, antal in s.meddelanden.items() if n != avvisat}
    text = f"rad {avvisat} (kommando_avvisat) har inga meddelanden; den ska ha ett meddelande"
    assert fynd(replace(s, meddelanden=utan)) == [("meddelande", text, UNDERRATTA)]


# --- payments


@pytest.mark.krav("K14.6")
def test_what_is_paid_in_the_table_and_not_in_the_journal_or_the_other_way_round_is_for_the_bank() -> None:
    s = skrivet(mitt_i())
    mars, april = s.utbetalningar["manad:2024-03"], s.utbetalningar["manad:2024-04"]
    betalas = replace(april, status="utbetald")

    def betalning(**rader_: Utbetalningsrad) -> list[tuple[str, str, str]]:
        return fynd(replace(s, utbetalningar={f"manad:2024-{m[1:]}": r for m, r in rader_.items()}))

    def betald(m: str, var: str, inte: str) -> tuple[str, str, str]:
        return "betalning", f"manad:2024-{m} är betald {var} men inte {inte}", STAM_AV

    assert betalning(m03=mars, m04=april) == []
    assert betalning(m03=mars, m04=betalas) == [betald("04", "i tabellen", "enligt journalen")]
    assert betalning(m04=april) == [betald("03", "enligt journalen", "i tabellen")]
    assert betalning(m03=replace(mars, status="klar"), m04=april) == [betald("03", "enligt journalen", "i tabellen")]
    assert betalning(m03=replace(mars, belopp=Decimal("2713.21"), forklaring="x"), m04=april) == [
        ("betalning", "manad:2024-03: belopp är 2713.21, journalen ger 2713.20; forklaring avviker", STAM_AV)
    ]
    assert betalning(m05=betalas, m03=replace(mars, dagar=1), m02=betalas, m04=april) == [
        betald("02", "i tabellen", "enligt journalen"),
        ("betalning", "manad:2024-03: dagar är 1, journalen ger 21", STAM_AV),
        betald("05", "i tabellen", "enligt journalen"),
    ]


def andrad(fall: Spel, post: Post, **fakta: Any) -> list[Post]:
    """The journal with a payment written otherwise."""
    return [
        replace(p, handelse=replace(p.handelse, **fakta)) if p is post else p  # type: ignore[type-var]
        for p in fall.poster[:-1]
    ]


@pytest.mark.krav("K14.6", "K0.7")
@pytest.mark.parametrize(
    ("fakta", "med", "i"),
    [
        ({"belopp": Decimal("2713.21")}, "2713.21", "2024-04"),
        ({"utbetalningsmanad": "2024-05"}, "2713.20", "2024-05"),
        ({"belopp": Decimal(0), "utbetalningsmanad": "2024-03"}, "0", "2024-03"),
    ],
)
def test_a_payment_that_was_due_with_another_amount_or_in_another_month_is_found(
    fakta: Mapping[str, Any], med: str, i: str
) -> None:
    fall = mitt_i()
    mars = betalningsrad(fall, "2024-03")
    s = ur_journalen(andrad(fall, mars, **fakta))
    text = f"rad {mars.nr} betalar manad:2024-03 med {med} kr i {i}; grunden ger 2713.20 kr i 2024-04"
    assert fynd(s) == [("betalning", text, STOPPA)]


@pytest.mark.krav("K14.4", "K14.6")
def test_a_payment_of_what_was_not_due_or_of_what_there_is_no_row_for_is_found() -> None:
    fall = mitt_i()
    mars = betalningsrad(fall, "2024-03")
    nr = fall.poster[-1].nr
    h = mars.handelse
    for avser in ("2024-04", "2024-09"):  # April's row waits; September has none
        assert isinstance(h, UtbetalningVerkstalld)
        extra = replace(mars, nr=nr, tid=fall.nu, handelse=replace(h, avser=avser))
        assert fynd(ur_journalen([*fall.poster[:-1], extra])) == [
            ("betalning", f"rad {nr} betalar manad:{avser}, som inte var klar för betalning", STOPPA)
        ]
    assert fynd(ur_journalen(fall.poster[:-1])) == []


@pytest.mark.krav("K14.6")
def test_a_payment_made_again_is_found_each_time_and_another_row_of_its_month_is_not() -> None:
    fall = avbrutet()
    april, avbrott = betalningsrad(fall, "2024-04"), betalningsrad(fall, "2024-04-20")
    assert fynd(skrivet(fall)) == []
    nr = fall.poster[-1].nr + 1
    igen = [replace(april, nr=nr), replace(avbrott, nr=nr + 1), replace(april, nr=nr + 2)]
    assert fynd(replace(ur_journalen([*fall.poster, *igen]), dokument=skrivet(fall).dokument)) == [
        ("betalning", f"rad {nr} betalar manad:2024-04 en gång till", STOPPA),
        ("betalning", f"rad {nr + 1} betalar avbrott:2024-04-20 en gång till", STOPPA),
        ("betalning", f"rad {nr + 2} betalar manad:2024-04 en gång till", STOPPA),
    ]
