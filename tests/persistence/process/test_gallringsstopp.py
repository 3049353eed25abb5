"""K3.9: what stops the weeding, what has been weeded out, and who reads of either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor, Roll
from persistence.arende.att_gora import sparade_urval
from persistence.databas.motor import transaktion
from persistence.insyn import gallrat
from persistence.process.gallring import gallringsprotokoll, gallringsstopp
from persistence.process.gallring.mogna import mogna
from persistence.register.kund.utdrag import allt_om
from tests.persistence.conftest import KV, Spelat
from tests.persistence.process.gallringen import AL, DAG, DS, gallra, satt, undertecknad
from tests.verktyg.spel import regelverket

pytestmark = pytest.mark.krav("K3.8")


def test_a_stop_is_set_and_lifted_by_those_who_hear_of_it_and_stands_until_then(klart: Engine) -> None:
    gallringsstopp.satt(klart, KV, "in-1", "overklagat")
    gallringsstopp.satt(klart, AL, "in-1", "overklagat")
    gallringsstopp.satt(klart, DS, "in-1", "utlamnande")
    assert [(s.arende, s.orsak, s.satt_av) for s in gallringsstopp.alla(klart, AL)] == [
        ("in-1", "overklagat", str(KV)), ("in-1", "utlamnande", str(DS))
    ]  # fmt: skip
    gallringsstopp.hav(klart, AL, "in-1", "overklagat")
    assert mogna(klart, DAG, 60)[0].hinder == "stoppad"
    gallringsstopp.hav(klart, AL, "in-1", "utlamnande")
    assert mogna(klart, DAG, 60)[0].hinder is None
    with pytest.raises(Avvisning, match="inte stoppad"):
        gallringsstopp.hav(klart, AL, "in-1", "tvist")
    with pytest.raises(FinnsInte):
        gallringsstopp.satt(klart, KV, "in-9", "tvist")
    with pytest.raises(Avvisning, match=r"K3\.8"):
        gallringsstopp.satt(klart, Aktor(Roll.ANORDNARE, "a1", "Anordnare A"), "in-1", "tvist")
    undertecknad(klart)
    gallra(klart)
    with pytest.raises(Avvisning, match="gallrat"):
        gallringsstopp.satt(klart, KV, "in-1", "tvist")


def test_what_has_been_weeded_out_hears_nothing_more(klart: Engine, spelet: Callable[..., Spelat]) -> None:
    gallrat.prova(klart, "in-1")
    undertecknad(klart)
    gallra(klart)
    with pytest.raises(Avvisning, match="ärendet är gallrat"):
        gallrat.prova(klart, "in-1")
    gallrat.prova(klart, "in-2")
    with transaktion(klart) as c, pytest.raises(Avvisning, match="kunden är gallrad"):
        gallrat.prova_kund_i(c, "k-1")


def test_who_has_left_an_anordnare_is_known_by_id_alone_in_time(klart: Engine) -> None:
    satt(klart, "INSERT INTO anordnare (namn) VALUES ('A')")
    for person, till in (("h1", "2027-06-20"), ("h2", "2027-06-21"), ("h3", None)):
        with klart.begin() as c:
            rad = {"p": person, "t": till}
            c.execute(text("INSERT INTO personal VALUES ('A', :p, 'Eva', 'e@a.se', 'x', '2020-01-01', :t)"), rad)
        satt(klart, "INSERT INTO konto (utfardare, konto, aktor, kopplad_av)"
                    f" VALUES ('idp', '{person}@a.se', 'anordnare:{person}@A', 'systemspecialist:ss1')")  # fmt: skip
    sparade_urval.spara(klart, Aktor(Roll.ANORDNARE, "H1", "A"), "mitt", {}, datetime.now(UTC))
    t = gallringsprotokoll.torrkor(klart, DS, regelverket(), DAG)
    assert [p.person for p in t.personal] == ["h1"]
    assert ([m.kund for m in t.att_gallra], [m.kund for m in t.undantas]) == (["k-1"], ["k-2"])
    undertecknad(klart)
    assert gallra(klart) == [("gallrad", None)] * 2
    with klart.connect() as c:
        rader = c.execute(text("SELECT person, namn, epost, uppdrag, till IS NULL FROM personal ORDER BY 1")).all()
        konton = c.execute(text("SELECT konto FROM konto ORDER BY nr")).scalars().all()
    assert [tuple(r) for r in rader] == [
        ("h1", None, None, None, False), ("h2", "Eva", "e@a.se", "x", False), ("h3", "Eva", "e@a.se", "x", True)
    ]  # fmt: skip
    assert konton == ["h2@a.se", "h3@a.se"]
    assert sparade_urval.alla(klart, Aktor(Roll.ANORDNARE, "H1", "A")) == {}


def test_what_would_go_and_what_went_is_read_by_those_who_answer_for_it(klart: Engine) -> None:
    for roll in set(Roll) - {Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE, Roll.SYSTEMSPECIALIST}:
        som = Aktor(roll, "x1", "A" if roll is Roll.ANORDNARE else None)
        with pytest.raises(Avvisning, match=r"K3\.8"):
            gallringsprotokoll.torrkor(klart, som, regelverket(), DAG)
        with pytest.raises(Avvisning, match=r"K3\.8"):
            gallringsprotokoll.protokoll(klart, som, "gallring-1")


def test_drafts_and_saved_filters_that_name_the_kund_are_given_out_too(klart: Engine) -> None:
    rader: dict[str, Any] = allt_om(klart, DS, "k-1")
    assert [u["kommando"] for u in rader["utkast"]] == ["meddela", "aktualisera", "anmal_incident", "veckan"]
    assert all("utkast om Åsa" in u["innehall"].values() for u in rader["utkast"])
    assert rader["utkast"][-1]["innehall"] == {"orsak.in-1": "utkast om Åsa"}, "the others of the week are others' own"
    assert [u["kommando"] for u in allt_om(klart, DS, "k-2")["utkast"]] == ["meddela"]
    assert [u["namn"] for u in rader["sparat_urval"]] == ["Åsa Ek och andra"]
    assert "sparat_urval" not in allt_om(klart, DS, "k-2")
