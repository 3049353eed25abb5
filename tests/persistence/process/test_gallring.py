"""K3.8: what is ripe goes whole, word and register; what is under way, appealed or unpaid is never touched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, insert, text

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor, Roll
from domain.kontroll import arende as granskning
from domain.kontroll.fynd import Granser
from persistence.arende import sparade_urval, utkast
from persistence.databas.motor import DataFel, transaktion
from persistence.insyn import gallrat, oppningar
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.kontroll import arenden
from persistence.process.gallring import protokoll, stopp, verkstallning
from persistence.process.gallring.mogna import mogna
from persistence.register.kund import namngivna, skrivning
from persistence.register.kund.utdrag import allt_om
from persistence.tabeller.process import process
from tests.persistence.conftest import KV, Spelat
from tests.verktyg.spel import regelverket

pytestmark = pytest.mark.krav("K3.8")

DS = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
DAG, FORE = date(2029, 6, 20), date(2029, 6, 19)
"""The first day on which a kund whose last entry is of 2024-06-20 may go, 60 months after, and the day before."""
PLANTERAT = ("Åsa Ek", "198505022387", "Storgatan 1", "har feber", "Papper med", "utkast om Åsa", "PDF om Åsa")
_STAR_KVAR = ("journal", "insats", "bevakning", "utbetalning", "betalningsrad", "meddelande")
_STOPP = "INSERT INTO gallringsstopp (kund, arende, orsak, satt_av)"
_SLUT = "2024-06-20T09:00:00+02:00"


@pytest.fixture
def klart(motor: Engine, spelet: Callable[..., Spelat]) -> Engine:
    """A kund with a completed and paid case, words everywhere, and another kund who is not to be touched."""
    for id, namn, nummer, arende in (
        ("k-1", "Åsa Ek", "198505022387", "in-1"),
        ("k-2", "Bo Al", "199005022398", "in-2"),
    ):
        skrivning.lagg_till(motor, KV, {"id": id, "personnummer": nummer, "namn": namn}, date(2024, 3, 1))
        skrivning.andra(motor, KV, id, {"adress": f"Storgatan {id[2:]}"}, date(2024, 3, 1))
        dokument.spara(motor, f"text-{arende}", arende, "anmal_franvaro", str(KV), {"orsak": f"{namn} har feber"})
        for batch in spelet(arende, med_text=True, till="2024-06-20").batcher:
            skriv(motor, batch)
        _satt(motor, f"UPDATE insats SET kund = '{id}' WHERE arende = '{arende}'")
        plats = utkast.Plats(arende, "meddela", "")
        utkast.spara(motor, KV, plats, {"text": "utkast om Åsa"}, 0, datetime.now(UTC))
    sparade_urval.spara(motor, KV, "Åsa Ek och andra", {"vy": "mina"}, datetime.now(UTC))
    sparade_urval.spara(motor, KV, "sena", {"vy": "mina"}, datetime.now(UTC))
    namngivna.namnge(motor, DS, "k-1", Aktor(Roll.KARRIARVAGLEDARE, "kv9"))
    _process(motor, "incident-1", "in-1", oppen=False)
    dokument.spara(motor, "d-1", "incident-1", "anmal_incident", str(KV), {"beskrivning": "Papper med Åsa Ek"})
    with transaktion(motor) as c:
        innehall = b"PDF om \xc3\x85sa"
        fil = "INSERT INTO fil VALUES ('f-1', 'in-1', 'Åsa Ek.pdf', 'application/pdf', :n, :s, :i, 'x')"
        c.execute(text(fil), {"n": len(innehall), "s": hashlib.sha256(innehall).hexdigest(), "i": innehall})
    # As all have been done and paid, and the month attested.
    for arende in ("in-1", "in-2"):
        _satt(motor, f"UPDATE insats SET status = 'slutford', senast = '{_SLUT}' WHERE arende = '{arende}'")
        _satt(motor, f"UPDATE utbetalning SET status = 'utbetald' WHERE arende = '{arende}'")
    _satt(motor, "UPDATE kund SET andrad = '2024-03-01'")
    _satt(motor, "INSERT INTO betalningsmanad VALUES ('2024-06', now())")
    _satt(motor, "INSERT INTO betalningsrad (manad, anordnare, ordning, arende, nyckel, insats, slag, avser,"
          " utbetalningsmanad, dagar, belopp, forklaring) SELECT '2024-06', anordnare, row_number() OVER (), arende,"
          " nyckel, 'AMI2', slag, avser, '2024-06', dagar, coalesce(belopp, 0), '' FROM utbetalning")  # fmt: skip
    _process(motor, "betalningsmanad-2024-06", None, oppen=False, status="attesterad", slag="betalningsmanad")
    # Bo's case is alive, for all that.
    _satt(motor, "UPDATE insats SET status = 'avslutad' WHERE arende = 'in-2'")
    return motor


def _satt(motor: Engine, sats: str) -> None:
    with motor.begin() as c:
        c.execute(text(sats))


def _process(
    motor: Engine, id: str, om: str | None, *, oppen: bool, status: str = "anmals", slag: str = "personuppgiftsincident"
) -> None:
    rad = {"id": id, "slag": slag, "status": status, "arende": om, "rubrik": "R", "data": {}, "oppen": oppen, "nr": 1,
           "senast": datetime(2024, 4, 1, tzinfo=UTC)}  # fmt: skip
    with transaktion(motor) as c:
        c.execute(insert(process).values(rad))


def _undertecknad(motor: Engine, gallring: str = "gallring-1", av: tuple[str, ...] = (str(AL), str(DS))) -> None:
    """A frozen list with its signatures in the journal."""
    verkstallning.lista(motor, gallring, DAG, 60, 24)
    with motor.begin() as c:
        for nr, vem in enumerate(av, start=1):
            rad = {"a": gallring, "n": nr, "v": vem}
            c.execute(text("INSERT INTO journal (arende, nr, tid, slag, av, handelse)"
                           " VALUES (:a, :n, now(), 'gallring_undertecknad', :v, '{}')"), rad)  # fmt: skip


def _gallra(motor: Engine, gallring: str = "gallring-1") -> list[tuple[str, str | None]]:
    for nr in verkstallning.kvar(motor, gallring):
        verkstallning.gallra(motor, gallring, nr, DAG, 60)
    return [(r.status, r.skal) for r in protokoll.protokoll(motor, DS, gallring)]


def _allt(motor: Engine) -> str:
    """Every word of the database."""
    with motor.connect() as c:
        tabeller = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        rader = {t: [str(r) for r in c.execute(text(f"SELECT t::text FROM {t} t"))] for t in tabeller}
    filer = motor.connect().execute(text("SELECT convert_from(innehall, 'UTF8') FROM fil")).scalars().all()
    return json.dumps([rader, list(filer)], ensure_ascii=False)


def _skelettet(motor: Engine) -> list[list[str]]:
    """Facts and kronor of in-1, table by table."""
    fraga = "SELECT t::text FROM {0} t WHERE arende = 'in-1' ORDER BY 1"
    with motor.connect() as c:
        return [list(c.execute(text(fraga.format(t))).scalars()) for t in _STAR_KVAR]


def test_a_kund_goes_whole_and_the_skeleton_of_facts_and_kronor_stays(klart: Engine) -> None:
    fore = _allt(klart)
    assert all(p in fore for p in PLANTERAT)
    skelettet = _skelettet(klart)
    assert all(skelettet)
    oppningar.las(klart, DS, "k-1")
    _undertecknad(klart)
    assert _gallra(klart) == [("gallrad", None)]
    (rad,) = protokoll.protokoll(klart, DS, "gallring-1")
    assert (rad.kund, list(rad.arenden)) == ("k-1", ["in-1"])
    assert rad.antal == {"dokument": 3, "fil": 1, "utkast": 1, "laskvitto": 0, "sparat_urval": 1, "register": 5}
    with klart.begin() as c:
        c.execute(text("DELETE FROM dokument WHERE arende = 'in-2'"))
        c.execute(text("DELETE FROM utkast WHERE arende = 'in-2'"))
        kvar = c.execute(text("SELECT id FROM kund")).scalars().all()
    assert (kvar, _skelettet(klart)) == (["k-2"], skelettet)
    efter = _allt(klart)
    assert [p for p in PLANTERAT if p in efter] == []
    assert list(sparade_urval.alla(klart, KV)) == ["sena"]


def test_the_hunt_for_impossible_states_does_not_miss_what_was_weeded_out(klart: Engine) -> None:
    def fynd() -> list[str]:
        (s,) = arenden.las(klart, ["in-1"])
        granskat = granskning.granska(s, datetime(2024, 6, 20, tzinfo=UTC), Granser())
        return [f.text for f in granskat.fynd if f.kontroll == "dokument"]

    _satt(klart, "DELETE FROM dokument WHERE id = 'text-in-1'")
    assert any("text-in-1" in t for t in fynd())
    _undertecknad(klart)
    _gallra(klart)
    assert fynd() == []


@pytest.mark.parametrize(
    ("gor", "hinder"),
    [
        ("UPDATE insats SET status = 'avslutad' WHERE arende = 'in-1'", "pagar"),
        ("UPDATE utbetalning SET status = 'klar' WHERE arende = 'in-1' AND ordning = 0", "obetalt"),
        ("UPDATE process SET status = 'forberedd' WHERE id = 'betalningsmanad-2024-06'", "obetalt"),
        ("UPDATE process SET oppen = true WHERE id = 'incident-1'", "process"),
        ("INSERT INTO sagt_i_kon VALUES ('in-1', 'x', '{}')", "pa_vag"),
        (f"{_STOPP} VALUES ('k-1', 'in-1', 'overklagat', 'x')", "stoppad"),
    ],
)
def test_what_is_under_way_appealed_or_unpaid_is_in_no_list_and_is_left_if_it_came_to_be_so_since(
    klart: Engine, gor: str, hinder: str
) -> None:
    assert [(m.kund, m.hinder) for m in mogna(klart, DAG, 60)] == [("k-1", None), ("k-2", "pagar")]
    _undertecknad(klart)
    _satt(klart, gor)
    assert [(m.kund, m.hinder) for m in mogna(klart, DAG, 60)] == [("k-1", hinder), ("k-2", "pagar")]
    fore = _allt(klart)
    ((status, skal),) = _gallra(klart)
    assert (status, skal is not None) == ("undantagen", True)
    assert all(p in _allt(klart) for p in PLANTERAT), fore
    assert verkstallning.lista(klart, "gallring-2", DAG, 60, 24).kunder == 0


def test_the_time_is_counted_from_the_last_entry_to_the_day(klart: Engine) -> None:
    assert [m.kund for m in mogna(klart, FORE, 60)] == []
    assert [m.kund for m in mogna(klart, DAG, 60) if m.hinder is None] == ["k-1"]
    _satt(klart, "UPDATE kund SET andrad = '2024-06-21T12:00Z' WHERE id = 'k-1'")
    assert [m.kund for m in mogna(klart, DAG, 60) if m.hinder is None] == []
    _undertecknad(klart)
    _satt(klart, "UPDATE kund SET andrad = '2024-06-01' WHERE id = 'k-1'")
    verkstallning.lista(klart, "gallring-2", DAG, 60, 24)
    _undertecknad(klart, "gallring-2")
    _satt(klart, "UPDATE kund SET andrad = '2024-06-21T12:00Z' WHERE id = 'k-1'")
    assert _gallra(klart, "gallring-2") == [("undantagen", "en ny anteckning har gjorts")]


def test_a_kund_in_no_register_is_each_case_by_itself(klart: Engine) -> None:
    _satt(klart, "UPDATE insats SET kund = 'kund'")
    assert [(m.kund, m.arenden, m.hinder) for m in mogna(klart, DAG, 60)] == [
        (None, ("in-1",), None), (None, ("in-2",), "pagar"), ("k-1", (), None), ("k-2", (), None)
    ]  # fmt: skip
    _undertecknad(klart)
    assert _gallra(klart) == [("gallrad", None)] * 3
    assert mogna(klart, DAG, 60)[0].arenden == ("in-2",)


def test_without_two_signatures_the_register_does_not_give_up_a_row(klart: Engine) -> None:
    for nr, av in enumerate([(), ("arbetsledare:al1",), ("arbetsledare:al1", "Arbetsledare:AL1")]):
        _undertecknad(klart, f"gallring-{nr}", av)
        with pytest.raises(DataFel):
            _gallra(klart, f"gallring-{nr}")
    assert all(p in _allt(klart) for p in PLANTERAT), "det som inte gick undan tillsammans står kvar tillsammans"


def test_the_rows_cannot_go_by_any_other_way(klart: Engine) -> None:
    for tabell in ("kund", "kundhistorik", "skyddsbehorighet", "oppning"):
        with pytest.raises(Exception, match="skrivs bara till"):
            _satt(klart, f"DELETE FROM {tabell}")
    with pytest.raises(Exception, match="skrivs bara till"):
        _satt(klart, "SET LOCAL insats.gallring = 'ja'; DELETE FROM oppning")


def test_it_goes_on_where_it_was_and_a_list_is_frozen_once(klart: Engine) -> None:
    _satt(klart, "UPDATE insats SET status = 'slutford' WHERE arende = 'in-2'")
    _undertecknad(klart)
    forsta, andra = verkstallning.kvar(klart, "gallring-1")
    verkstallning.gallra(klart, "gallring-1", forsta, DAG, 60)
    assert verkstallning.framsteg(klart, "gallring-1") == {"gallrad": 1, "vantar": 1}
    verkstallning.gallra(klart, "gallring-1", forsta, DAG, 60)
    assert verkstallning.kvar(klart, "gallring-1") == [andra]
    assert verkstallning.lista(klart, "gallring-1", DAG, 60, 24).kunder == 2
    assert _gallra(klart) == [("gallrad", None)] * 2


def test_a_stop_is_set_and_lifted_by_those_who_hear_of_it_and_stands_until_then(klart: Engine) -> None:
    stopp.satt(klart, KV, "in-1", "overklagat")
    stopp.satt(klart, AL, "in-1", "overklagat")
    stopp.satt(klart, DS, "in-1", "utlamnande")
    assert [(s.arende, s.orsak, s.satt_av) for s in stopp.alla(klart, AL)] == [
        ("in-1", "overklagat", str(KV)), ("in-1", "utlamnande", str(DS))
    ]  # fmt: skip
    stopp.hav(klart, AL, "in-1", "overklagat")
    assert mogna(klart, DAG, 60)[0].hinder == "stoppad"
    stopp.hav(klart, AL, "in-1", "utlamnande")
    assert mogna(klart, DAG, 60)[0].hinder is None
    with pytest.raises(Avvisning, match="inte stoppad"):
        stopp.hav(klart, AL, "in-1", "tvist")
    with pytest.raises(FinnsInte):
        stopp.satt(klart, KV, "in-9", "tvist")
    with pytest.raises(Avvisning, match=r"K3\.8"):
        stopp.satt(klart, Aktor(Roll.ANORDNARE, "a1", "Anordnare A"), "in-1", "tvist")
    _undertecknad(klart)
    _gallra(klart)
    with pytest.raises(Avvisning, match="gallrat"):
        stopp.satt(klart, KV, "in-1", "tvist")


def test_what_has_been_weeded_out_hears_nothing_more(klart: Engine, spelet: Callable[..., Spelat]) -> None:
    gallrat.prova(klart, "in-1")
    _undertecknad(klart)
    _gallra(klart)
    with pytest.raises(Avvisning, match="ärendet är gallrat"):
        gallrat.prova(klart, "in-1")
    gallrat.prova(klart, "in-2")
    with transaktion(klart) as c, pytest.raises(Avvisning, match="kunden är gallrad"):
        gallrat.prova_kund_i(c, "k-1")


def test_who_has_left_an_anordnare_is_known_by_id_alone_in_time(klart: Engine) -> None:
    _satt(klart, "INSERT INTO anordnare (namn) VALUES ('A')")
    for person, till in (("h1", "2027-06-20"), ("h2", "2027-06-21"), ("h3", None)):
        with klart.begin() as c:
            rad = {"p": person, "t": till}
            c.execute(text("INSERT INTO personal VALUES ('A', :p, 'Eva', 'e@a.se', 'x', '2020-01-01', :t)"), rad)
    sparade_urval.spara(klart, Aktor(Roll.ANORDNARE, "H1", "A"), "mitt", {}, datetime.now(UTC))
    t = protokoll.torrkor(klart, DS, regelverket(), DAG)
    assert [p.person for p in t.personal] == ["h1"]
    assert ([m.kund for m in t.att_gallra], [m.kund for m in t.undantas]) == (["k-1"], ["k-2"])
    _undertecknad(klart)
    assert _gallra(klart) == [("gallrad", None)] * 2
    with klart.connect() as c:
        rader = c.execute(text("SELECT person, namn, epost, uppdrag, till IS NULL FROM personal ORDER BY 1")).all()
    assert [tuple(r) for r in rader] == [
        ("h1", None, None, None, False), ("h2", "Eva", "e@a.se", "x", False), ("h3", "Eva", "e@a.se", "x", True)
    ]  # fmt: skip
    assert sparade_urval.alla(klart, Aktor(Roll.ANORDNARE, "H1", "A")) == {}


def test_what_would_go_and_what_went_is_read_by_those_who_answer_for_it(klart: Engine) -> None:
    for roll in set(Roll) - {Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE, Roll.SYSTEMSPECIALIST}:
        som = Aktor(roll, "x1", "A" if roll is Roll.ANORDNARE else None)
        with pytest.raises(Avvisning, match=r"K3\.8"):
            protokoll.torrkor(klart, som, regelverket(), DAG)
        with pytest.raises(Avvisning, match=r"K3\.8"):
            protokoll.protokoll(klart, som, "gallring-1")


def test_drafts_and_saved_filters_that_name_the_kund_are_given_out_too(klart: Engine) -> None:
    rader: dict[str, Any] = allt_om(klart, DS, "k-1")
    assert [u["innehall"] for u in rader["utkast"]] == [{"text": "utkast om Åsa"}]
    assert [u["namn"] for u in rader["sparat_urval"]] == ["Åsa Ek och andra"]
    assert "sparat_urval" not in allt_om(klart, DS, "k-2")
