"""What a person waits for is found by an index, however many cases there are: the plan of each query is held here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from domain.grund.parter import Aktor, Roll
from persistence.arende import lasning
from persistence.arende.att_gora import arbetslista
from persistence.arende.att_gora.menytal import menytal
from persistence.arende.att_gora.urvalet import OPPNA_BAND, RAKNAR_TILL, STANGDA, Urval
from persistence.databas.motor import skapa_motor
from persistence.kvalitet import namnd
from persistence.kvalitet.forseningar import forseningar
from persistence.meddelanden import inkorg
from persistence.process import processlasning
from persistence.register.kund import kundlasning
from tests.verktyg.spel import regelverket

ANTAL = 20_000
ANORDNARE = 1_000
"""So many that one has twenty cases."""
STORA = {
    "journal", "insats", "bevakning", "utbetalning", "meddelande", "utkorg", "dokument", "kund", "oppning", "process",
    "processbevakning",
}  # fmt: skip
"""The tables that grow with the cases, and with what stands beside them."""

_FYLL = (
    "INSERT INTO kund (id, personnummer, fodelsedatum, namn, andrad, andrad_av) SELECT 'ku-' || g, "
    "lpad(g::text, 12, '0'), '1990-01-01', 'Förnamn' || g % 97 || ' Efternamn' || "
    "g % 1009 || '-Ek', now(), 'kv' FROM generate_series(1, :n) g",
    "INSERT INTO insats (arende, slag, anordnare, karriarvagledare, kund, status, nr, senast, handlaggare) SELECT "
    "'in-' || g, 'AMI2', 'A' || g % :a, 'kv' || g % 60, 'ku-' || g, 'pagar', 5, now(), 'H' || g / 1000 % 4 "
    "FROM generate_series(1, :n) g",
    "INSERT INTO journal (arende, nr, tid, slag, av, dokument, handelse) SELECT 'in-' || g, n, now(), 'plan_granskad', "
    "'system:system', CASE WHEN n = 1 THEN 'd-' || g END, '{}' FROM generate_series(1, :n) g, generate_series(1, 5) n",
    "INSERT INTO bevakning (arende, nyckel, slag, regel, ansvarig, part, oppnad, frist, utfall) SELECT 'in-' || g, "
    "'plan' || n, 'genomforandeplan', 'K7.3', 'anordnare', 'A' || g % :a, now(), now()::date, "
    "CASE WHEN n = 1 THEN 'oppen' ELSE 'uppfylld' END FROM generate_series(1, :n) g, generate_series(1, 4) n",
    "INSERT INTO utbetalning (arende, nyckel, ordning, slag, avser, dagar, status, forklaring, anordnare) SELECT "
    "'in-' || g, 'manad' || n, n, 'manad', '2024-0' || n, 20, 'utbetald', 'x', 'A' || g % :a "
    "FROM generate_series(1, :n) g, generate_series(1, 2) n",
    "INSERT INTO meddelande (arende, nr, ordning, tid, till, part, regel, rubrik) SELECT 'in-' || g, n, 0, now(), "
    "'anordnare', 'A' || g % :a, 'K7.3', 'x' FROM generate_series(1, :n) g, generate_series(1, 2) n",
    # One karriärvägledare whom half of all is told, and who has read none of it; and an anordnare that half waits for.
    "INSERT INTO meddelande (arende, nr, ordning, tid, till, part, regel, rubrik) SELECT 'in-' || g, 3, 0, now(), "
    "'karriarvagledare', 'kv' || 7 + g % 2, 'K7.3', 'x' FROM generate_series(1, :n) g",
    "INSERT INTO meddelande (arende, nr, ordning, tid, till, part, regel, rubrik) SELECT 'in-' || g, 4, 0, now(), "
    "'karriarvagledare', NULL, 'K7.3', 'x' FROM generate_series(1, :n, 4) g",
    "INSERT INTO bevakning (arende, nyckel, slag, regel, ansvarig, part, oppnad, frist, utfall) SELECT 'in-' || g, "
    "'stor', CASE WHEN g % 100 = 0 THEN 'bemanning' ELSE 'genomforandeplan' END, 'K6.2', 'anordnare', "
    "'Stor ' || g % 2, now(), now()::date, 'oppen' FROM generate_series(1, :n) g",
    "INSERT INTO dokument (id, arende, slag, av, innehall) SELECT 'd-' || g, 'in-' || g, 'lamna_plan', 'x', '{}' "
    "FROM generate_series(1, :n) g",
    "INSERT INTO process (id, slag, status, part, rubrik, data, oppen, nr, senast) SELECT 'incident-' || g, "
    "'personuppgiftsincident', 'bedomd', 'A' || g % :a, 'x', '{}', false, 3, now() FROM generate_series(1, :n) g",
    "INSERT INTO processbevakning (process, nyckel, slag, regel, ansvarig, part, oppnad, forfaller, utfall) SELECT "
    "'incident-' || g, 'kontakt', 'incidentkontakt', 'K3.1', CASE g % 2 WHEN 0 THEN 'karriarvagledare' ELSE "
    "'anordnare' END, CASE g % 2 WHEN 0 THEN 'kv' || g % 60 ELSE 'A' || g % :a END, now(), now(), "
    "CASE WHEN g % 100 < 2 THEN 'oppen' ELSE 'uppfylld' END FROM generate_series(1, :n) g",
    "INSERT INTO oppning (tid, aktor, kund, arende, dorr, vad, utfall) SELECT now() - g * interval '1 hour', "
    "'karriarvagledare:kv' || g % 60, 'ku-' || g, 'in-' || g, 'webb', 'ärende', 'oppnad' FROM generate_series(1, :n) g",
    "ANALYZE",
)

SOM = Aktor(Roll.ANORDNARE, "h1", "A7")
KV = Aktor(Roll.KARRIARVAGLEDARE, "kv7")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
STOR = Aktor(Roll.ANORDNARE, "h1", "Stor 0")
EK = Aktor(Roll.EKONOM, "e1")
ARENDE = "in-107"
MINA, IDAG = Urval("mina"), date(2026, 11, 30)

INCIDENT = "personuppgiftsincident"

# One that few have, one that all have, one that none has, two at once, and the register as it is leafed through.
_NAMN = {"få": "efternamn1008", "alla": "ek", "ingen": "xyz", "två": "förnamn7 efternamn"}
NAMNFRAGOR: dict[str, Callable[[Engine], Any]] = {
    **{f"namnet som {hur} har": partial(kundlasning.lista, som=KV, namn=n, antal=26) for hur, n in _NAMN.items()},
    "kunderna": lambda m: kundlasning.lista(m, KV, antal=51),
    "kunderna, en sida in": lambda m: kundlasning.lista(m, KV, efter="ku-107", antal=51),
    "kunderna, mina": lambda m: kundlasning.lista(m, KV, karriarvagledare="kv7", antal=51),
    "kunderna, utan karriärvägledare": lambda m: kundlasning.lista(m, KV, utan_karriarvagledare=True, antal=51),
}
"""To find a kund, which grows with the register."""

FRAGOR: dict[str, Callable[[Engine], Any]] = {
    "ett ärende": lambda m: lasning.ett_arende(m, KV, ARENDE),
    "ett ärende, anordnaren": lambda m: lasning.ett_arende(m, SOM, ARENDE),
    "ärendelistan, anordnaren": lambda m: lasning.arenden(m, SOM),
    "ärendelistan, karriärvägledaren": lambda m: lasning.arenden(m, KV, antal=50),
    "att göra, karriärvägledaren": lambda m: arbetslista.las(m, KV, MINA, IDAG, band=OPPNA_BAND, per_sida=15),
    "att göra, anordnaren": lambda m: arbetslista.las(m, SOM, MINA, IDAG, band=OPPNA_BAND, per_sida=15),
    "egna kunders att göra": lambda m: arbetslista.las(m, SOM, Urval("egna"), IDAG, band=OPPNA_BAND, per_sida=15),
    "att göra efter kund": lambda m: arbetslista.las(m, KV, Urval(ordning="kund"), IDAG, band=OPPNA_BAND, per_sida=15),
    "allas att göra efter anordnare": lambda m: arbetslista.las(
        m, KV, Urval("alla", ordning="anordnare"), IDAG, band=OPPNA_BAND, per_sida=15
    ),
    "allas att göra": lambda m: arbetslista.las(m, KV, Urval("alla"), IDAG, band=OPPNA_BAND, per_sida=15),
    "ingens att göra": lambda m: arbetslista.las(m, KV, Urval("ingens"), IDAG, band=OPPNA_BAND, per_sida=15),
    "antalet att göra": lambda m: arbetslista.allt(
        m, KV, MINA, IDAG, band=(), per_sida=15, vyer=("mina", "alla", "ingens")
    ),
    "menyn, karriärvägledaren": lambda m: menytal(m, KV),
    "menyn, anordnaren": lambda m: menytal(m, SOM),
    "menyn, den största anordnaren": lambda m: menytal(m, STOR),
    "menyn, arbetsledaren": lambda m: menytal(m, AL),
    "det vid sidan, karriärvägledaren": lambda m: processlasning.processer(m, KV, INCIDENT, antal=11),
    "det vid sidan, anordnaren": lambda m: processlasning.processer(m, SOM, INCIDENT, antal=11),
    "det vid sidan, den som inget ser": lambda m: processlasning.processer(m, EK, INCIDENT, antal=11),
    "det att filtrera bland": lambda m: arbetslista.allt(m, SOM, MINA, IDAG, band=(), per_sida=15),
    "förseningarna": lambda m: forseningar(m, AL, Roll.KARRIARVAGLEDARE, IDAG),
    "bevakningarna i ett ärende": lambda m: lasning.bevakningar(m, KV, arende=ARENDE),
    "utbetalningarna": lambda m: lasning.utbetalningar(m, SOM, ARENDE),
    "texterna": lambda m: lasning.dokument(m, SOM, ARENDE),
    "en text": lambda m: lasning.ett_dokument(m, SOM, "d-107"),
    "inkorgen, anordnaren": lambda m: inkorg.inkorg(m, SOM, antal=51),
    "inkorgen, olästa": lambda m: inkorg.inkorg(m, KV, bara_olasta=True, antal=51),
    "meddelandena i ett ärende": lambda m: inkorg.meddelanden(m, KV, ARENDE),
    **NAMNFRAGOR,
}
INKORGEN: dict[str, Callable[[Engine], Any]] = FRAGOR | {
    "inkorgen, senare": lambda m: inkorg.inkorg(m, KV, fore=(datetime(2100, 1, 1, tzinfo=UTC), 1), antal=51),
}


@pytest.fixture(scope="module")
def full(postgres: Any, template_database: str) -> Iterator[Engine]:
    """A database with many cases, once for all of these."""
    motor = skapa_motor(postgres.create_database("planer", template=template_database))
    with motor.begin() as c:
        for sats in _FYLL:
            c.execute(text(sats), {"n": ANTAL, "a": ANORDNARE} if ":n" in sats else {})
    yield motor
    motor.dispose()
    postgres.drop_database("planer")


def plan(motor: Engine, fraga: Callable[[Engine], Any], hur: str = "") -> Iterator[dict[str, Any]]:
    """The plan of every query that a reading puts; with ``ANALYZE`` also what came of it."""
    stallda: list[tuple[str, Any]] = []

    def notera(_c: Any, _k: Any, sats: str, varden: Any, *_: Any) -> None:
        if sats.lstrip().upper().startswith(("SELECT", "WITH")):
            stallda.append((sats, varden))

    event.listen(motor, "before_cursor_execute", notera)
    try:
        fraga(motor)
    finally:
        event.remove(motor, "before_cursor_execute", notera)
    with motor.connect() as c:
        for sats, varden in stallda:
            if "set_config" in sats:  # how the next is to be answered
                c.exec_driver_sql(sats, varden)
                continue
            ((svar,),) = c.exec_driver_sql(f"EXPLAIN ({hur}FORMAT JSON) {sats}", varden).all()
            yield (json.loads(svar) if isinstance(svar, str) else svar)[0]["Plan"]


def genomsokta(nod: dict[str, Any]) -> Iterator[str]:
    """The tables that a plan reads from end to end."""
    if nod["Node Type"].endswith("Seq Scan"):
        yield nod["Relation Name"]
    for inre in nod.get("Plans", ()):
        yield from genomsokta(inre)


@pytest.mark.parametrize("namn", FRAGOR)
def test_no_table_that_grows_is_read_from_end_to_end(full: Engine, namn: str) -> None:
    planer = list(plan(full, FRAGOR[namn]))
    funna = {tabell for p in planer for tabell in genomsokta(p)} & STORA
    assert planer and not funna, f"{namn} läser igenom {funna}"


def lasta(nod: dict[str, Any], tabell: str) -> Iterator[int]:
    """The rows of a table that each part of a plan has looked at; and those that were sorted, of whatever."""
    if nod.get("Relation Name") == tabell or "Sort" in nod["Node Type"]:
        yield nod["Actual Rows"] * nod["Actual Loops"] + nod.get("Rows Removed by Filter", 0)
    for inre in nod.get("Plans", ()):
        yield from lasta(inre, tabell)


@pytest.mark.parametrize("hur", ["få", "alla", "ingen"])
def test_a_search_by_name_looks_at_few_names_however_many_have_it(full: Engine, hur: str) -> None:
    # Asked in the order of the list alone, what none has is looked for in every name there is; by the index of the
    # names' parts alone, what all have is put in order before a page of it is shown.
    sokt = max(n for p in plan(full, NAMNFRAGOR[f"namnet som {hur} har"], "ANALYZE, ") for n in lasta(p, "kund"))
    assert 0 < sokt <= kundlasning.FORST


@pytest.mark.parametrize("namn", ["inkorgen, olästa", "inkorgen, senare", "menyn, karriärvägledaren"])
def test_an_inbox_reads_no_more_than_it_shows_however_much_is_unread(full: Engine, namn: str) -> None:
    # All are of one instant, half of them one's own and a quarter the whole role's.
    laste = max(n for p in plan(full, INKORGEN[namn], "ANALYZE, ") for n in lasta(p, "meddelande"))
    assert laste <= 2 * (RAKNAR_TILL + STANGDA)


def test_the_queue_of_a_large_anordnare_is_counted_by_its_own_index(full: Engine) -> None:
    def index(nod: dict[str, Any]) -> set[str]:
        return {nod.get("Index Name", "")}.union(*(index(n) for n in nod.get("Plans", ())))

    (p,) = plan(full, lambda m: menytal(m, STOR))
    assert "ix_bevakning_kon" in index(p)


@pytest.mark.krav("K16.3")
def test_a_years_statistics_read_no_journal_from_end_to_end(full: Engine) -> None:
    def aret(motor: Engine) -> None:
        namnd.statistik(motor, KV, 2024, idag=date(2025, 1, 15), regelverk=regelverket())

    assert "journal" not in {t for p in plan(full, aret) for t in genomsokta(p)}


def test_a_query_that_reads_a_whole_table_is_found_out(full: Engine) -> None:
    def allt(motor: Engine) -> None:
        with motor.connect() as c:
            c.execute(text("SELECT count(*) FROM insats WHERE slag = 'FAI1'"))

    assert {t for p in plan(full, allt) for t in genomsokta(p)} == {"insats"}
