"""The hunt within one case: what is sound has no finding, and each impossible state is found in the right words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Status
from domain.kapitel.ersattning.betalningshandelser import UtbetalningVerkstalld
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.kontroll.arende import Skrivet, granska, luckor
from domain.kontroll.fynd import Granser
from domain.liv import forlopp, lagesbild, rutin
from domain.liv.kommandon import las_kommando
from domain.liv.lagesbild import Utbetalningsrad
from domain.liv.vikning import rader, vik
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Post
from tests.verktyg.spel import ARBETSLEDARE, KV, Spel, d, tid

A = "arende-1"
BYGG_OM = f"bygg om lästabellerna: insats laga {A}"
STAM_AV = f"bygg om lästabellerna (insats laga {A}); stäm av med banken"
STOPPA = "stoppa eller kräv tillbaka beloppet; journalen ändras aldrig"
UNDERRATTA = "se raden i tidslinjen och underrätta parten på annat sätt"
TA_BORT = "ta reda på var meddelandena kommer från, och ta bort dem"
ATERSTALL_RADER = "återställ raderna från säkerhetskopian; ärendet kan inte skrivas vidare utan"
ATERSTALL_DOKUMENT = "återställ dokumentet från säkerhetskopian"


@cache
def avbrutet() -> Spel:
    """Ended as an avbrott on 20 April, and completed on 16 May when April and the avbrott were paid."""
    fall = Spel.pagaende(start="2024-03-11").anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12")
    fall.lamna_plan("2024-03-20").kv("2024-03-21", "granska_plan", beslut="godkand").hel_manad("2024-03")
    fall.avsluta("2024-04-10T13:00", "2024-04-20", "kundens_egen_begaran").slutrapportera("2024-04-12")
    fall.hel_manad("2024-04").till("2024-05-16")
    assert fall.status == "slutford"
    return fall


@cache
def mitt_i() -> Spel:
    """March is paid, April's report is awaited, and a signal was refused."""
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").till("2024-05-02T12:00")
    inkommet = Inkommet("k-avvisat", KV, las_kommando({"kommando": "granska_plan", "beslut": "godkand"}))
    try:
        forlopp.utfor(fall.insats, inkommet, fall.nu)
    except Avvisning as avvisning:
        fall._ta(forlopp.anteckna_avvisning(fall.insats, inkommet, avvisning, fall.nu))
    assert fall.poster[-1].handelse.slag == "kommando_avvisat"
    return fall


def betalningsrad(fall: Spel, avser: str) -> Post:
    (post,) = (p for p in fall.poster if isinstance(p.handelse, UtbetalningVerkstalld) and p.handelse.avser == avser)
    return post


def skrivet(fall: Spel, **annat: Any) -> Skrivet:
    """The tables of a sound case, as it stands now."""
    i = fall.insats
    hel: dict[str, Any] = {
        "rad": lagesbild.insatsrad(i),
        "poster": tuple(fall.poster),
        "bevakningar": {b.nyckel: b for b in lagesbild.bevakningsrader(i)},
        "utbetalningar": {u.nyckel: u for u in lagesbild.utbetalningsrader(i)},
        "meddelanden": Counter(m.nr for m in fall.meddelanden),
        "dokument": frozenset(
            f"{A}-{p.nr}-avbrottsdokument" for p in fall.poster if isinstance(p.handelse, AvslutBeslutat)
        ),
    }
    return Skrivet(A, **(hel | annat))


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


def fynd(s: Skrivet, nu: datetime | None = None) -> list[tuple[str, str, str]]:
    """Kind, text and what is proposed; every finding is the case's and a fault."""
    g = granska(s, nu or tid("2024-03-01"), Granser())
    assert all((f.arende, f.upplysning) == (A, False) for f in g.fynd)
    return [(f.kontroll, f.text, f.atgard) for f in g.fynd]


# --- the case as a whole


@pytest.mark.parametrize("levt", [avbrutet, mitt_i])
def test_a_sound_case_has_no_findings_and_is_open_until_it_is_completed(levt: Callable[[], Spel]) -> None:
    fall = levt()
    g = granska(skrivet(fall), fall.nu, Granser())
    assert (g.arende, g.insats, g.fynd, g.oppen) == (A, fall.insats, (), fall.status != "slutford")
    assert vik(fall.poster) == fall.insats


def test_what_the_tables_say_of_being_completed_holds_for_a_journal_that_is_broken_and_no_longer() -> None:
    fall = avbrutet()
    pagar = replace(lagesbild.insatsrad(fall.insats), status=Status.PAGAR)
    assert granska(skrivet(fall, rad=pagar), fall.nu, Granser()).oppen is False
    for rad, oppen in ((lagesbild.insatsrad(fall.insats), False), (pagar, True), (None, True)):
        g = granska(skrivet(fall, rad=rad, poster=()), fall.nu, Granser())
        assert (g.arende, g.insats, len(g.fynd), g.oppen) == (A, None, 1, oppen)


def test_every_check_has_its_say_in_one_case() -> None:
    fall = mitt_i()
    lank = [replace(p, dokument="dok-1") if p.nr == 1 else p for p in fall.poster]
    s = skrivet(fall, poster=lank, rad=None, bevakningar={}, utbetalningar={}, meddelanden={})
    assert {f[0] for f in fynd(s, tid("2025-01-01"))} == {
        "lastabell", "meddelande", "betalning", "dokument", "klocka",
    }  # fmt: skip


def test_no_lines_fold_to_no_case() -> None:
    assert vik(()) is None


def test_the_rows_of_a_case_stand_by_key() -> None:
    i = mitt_i().insats
    r = rader(i)
    assert r.insats == lagesbild.insatsrad(i)
    assert list(r.bevakningar.values()) == lagesbild.bevakningsrader(i)
    assert list(r.utbetalningar) == ["manad:2024-03", "manad:2024-04"]
    assert all(nyckel == rad.nyckel for nyckel, rad in r.bevakningar.items())


# --- the journal


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("nummer", "sista", "text"),
    [
        ([], 0, ""),
        ([1], 0, ""),
        ([1, 2, 3], 3, ""),
        ([1, 2, 3], 2, ""),
        ([2, 3], 0, "1"),
        ([3], 0, "1–2"),
        ([1, 3], 0, "2"),
        ([3, 1], 0, "2"),
        ([1, 2, 4, 8, 9, 11], 0, "3, 5–7, 10"),
        ([], 1, "1"),
        ([], 3, "1–3"),
        ([1, 2], 3, "3"),
        ([1, 2], 5, "3–5"),
        ([2], 4, "1, 3–4"),
    ],
)
def test_missing_lines_are_told_as_people_write_them(nummer: list[int], sista: int, text: str) -> None:
    assert luckor(nummer, sista) == text


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize(
    ("borta", "olasliga", "rad", "texter"),
    [
        ({5, 6, 9}, (), True, ["journalen saknar rad 5–6, 9"]),
        ({1}, (), True, ["journalen saknar rad 1"]),
        ({4, 7}, (4, 7), True, ["rad 4, 7 går inte att läsa"]),
        ({3, 4}, (4,), True, ["journalen saknar rad 3", "rad 4 går inte att läsa"]),
        (None, (), True, ["ärendet finns men har ingen journal"]),
        (None, (), False, ["ärendet finns men har ingen journal"]),
    ],
)
def test_a_journal_with_lines_that_are_missing_or_cannot_be_read_says_nothing_else(
    borta: set[int] | None, olasliga: tuple[int, ...], rad: bool, texter: list[str]
) -> None:
    fall = mitt_i()
    poster = [p for p in fall.poster if borta is not None and p.nr not in borta]
    s = skrivet(fall, poster=poster, olasliga=olasliga, bevakningar={}, **({} if rad else {"rad": None}))
    assert fynd(s) == [("journal", text, ATERSTALL_RADER) for text in texter]


@pytest.mark.krav("K0.7", sort="gräns")
def test_a_lost_last_line_is_known_by_the_row_of_the_case_alone() -> None:
    fall = mitt_i()
    sista = fall.poster[-1].nr
    s = skrivet(fall, poster=fall.poster[:-1])
    assert fynd(s) == [("journal", f"journalen saknar rad {sista}", ATERSTALL_RADER)]
    assert [f[0] for f in fynd(replace(s, rad=None))] == ["lastabell", "meddelande"]
    alla = skrivet(fall, poster=(), olasliga=tuple(range(1, sista + 1)))
    (olasliga_,) = fynd(alla)
    assert olasliga_[1].endswith(f"{sista - 1}, {sista} går inte att läsa")


@pytest.mark.krav("K0.7")
def test_lines_that_cannot_follow_on_each_other_are_found_and_the_tables_not_held_against_them() -> None:
    fall = mitt_i()
    forsta, andra, *resten = fall.poster
    bytta = [replace(forsta, handelse=andra.handelse), replace(andra, handelse=forsta.handelse), *resten]
    s = skrivet(fall, poster=bytta, bevakningar={})
    assert fynd(s) == [("journal", "raderna kan inte följa på varandra", ATERSTALL_RADER)]
    for rad, oppen in ((lagesbild.insatsrad(fall.insats), True), (lagesbild.insatsrad(avbrutet().insats), False)):
        g = granska(replace(s, rad=replace(rad, nr=fall.insats.nr)), fall.nu, Granser())
        assert (g.arende, g.insats, g.oppen) == (A, None, oppen)


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


# --- documents


@pytest.mark.krav("K3.3", "K13.1")
def test_a_document_that_a_line_names_or_brings_with_it_is_missed_by_its_first_line() -> None:
    fall = avbrutet()
    beslut = next(p for p in fall.poster if isinstance(p.handelse, AvslutBeslutat))
    s = skrivet(fall, poster=[replace(p, dokument={2: "dok-2", 3: "dok-3", 4: "dok-2"}.get(p.nr)) for p in fall.poster])
    brev = f"{A}-{beslut.nr}-avbrottsdokument"
    assert s.dokument == {brev}
    assert fynd(s) == [
        ("dokument", f"dokumentet {id}, som rad {nr} nämner, finns inte", ATERSTALL_DOKUMENT)
        for id, nr in (("dok-2", 2), ("dok-3", 3))
    ]
    assert fynd(replace(s, dokument=s.dokument | {"dok-2", "dok-3", "ett till"})) == []
    assert fynd(replace(s, dokument=frozenset({"dok-2", "dok-3"}))) == [
        ("dokument", f"dokumentet {brev}, som rad {beslut.nr} nämner, finns inte", ATERSTALL_DOKUMENT)
    ]


# --- the clock


@pytest.mark.krav("K0.8", sort="gräns")
def test_what_was_due_is_missed_when_its_grace_is_over_and_not_before() -> None:
    fall = mitt_i()
    forsta = next(iter(rutin.klockslag(fall.insats)))
    for sen, funnen in ((timedelta(), False), (timedelta(minutes=9, seconds=59), False), (timedelta(minutes=10), True)):
        fynden = fynd(skrivet(fall), forsta.nar + sen)
        assert fynden == (
            [
                (
                    "klocka",
                    f"{forsta.sammanfattning} skulle ha tagits upp {forsta.nar:%Y-%m-%d %H:%M} UTC",
                    f"se att en arbetare kör; den tar igen det. Annars: insats kontrollera --arende {A}",
                )
            ]
            if funnen
            else []
        ), sen
    assert granska(skrivet(fall), forsta.nar, Granser(andrum=timedelta())).fynd


@pytest.mark.krav("K0.8")
def test_what_has_no_words_is_missed_by_its_key_and_a_completed_case_misses_nothing() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-20")
    vad = {"slag": "manadsrapport", "avser": "2024-03", "motivering": "kommer inte"}
    for av, verb in ((KV, "avskriv"), (ARBETSLEDARE, "besluta_avskrivning")):
        kommando = las_kommando({"kommando": verb, **vad})
        fall._ta(
            forlopp.utfor(fall.insats, Inkommet(verb, av, kommando), tid("2024-04-20T13:00"))
        )  # and no clock after
    assert fynd(skrivet(fall), tid("2024-04-20T13:09")) == []
    (missat,) = fynd(skrivet(fall), tid("2024-04-20T13:10"))
    assert missat[1] == "faktureringsunderlag:2024-03 skulle ha tagits upp 2024-04-20 11:00 UTC"
    assert fynd(skrivet(avbrutet()), tid("2030-01-01")) == []
