"""A kund whose cases are ended and paid, so that they may be weeded out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text

from domain.grund.parter import Aktor, Roll
from persistence.arende import utkast
from persistence.arende.att_gora import sparade_urval
from persistence.databas.motor import transaktion
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.register.kund import namngivna, skrivning
from persistence.tabeller.skrivbord import NYTT
from tests.persistence.conftest import KV, Spelat
from tests.persistence.process.gallringen import DS, SLUT, _process, satt


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
        satt(motor, f"UPDATE insats SET kund = '{id}' WHERE arende = '{arende}'")
        plats = utkast.Utkastplats(arende, "meddela", "")
        utkast.spara(motor, KV, plats, {"text": "utkast om Åsa"}, 0, datetime.now(UTC))
    om_asa = {"motivering": "utkast om Åsa"}
    for verb, avser, om in (
        ("aktualisera", "k-1", om_asa),
        ("anmal_incident", "", {"arende": "in-1"} | om_asa),
        ("veckan", "2024-03-11", {"arenden": "in-0\nin-1", "orsak.in-0": "Bo", "orsak.in-1": "utkast om Åsa"}),
    ):
        plats = utkast.Utkastplats(NYTT, verb, avser, ser=lambda *_: True, egen=True)
        utkast.spara(motor, KV, plats, om, 0, datetime.now(UTC))
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
        satt(motor, f"UPDATE insats SET status = 'slutford', senast = '{SLUT}' WHERE arende = '{arende}'")
        satt(motor, f"UPDATE utbetalning SET status = 'utbetald' WHERE arende = '{arende}'")
    satt(motor, "UPDATE kund SET andrad = '2024-03-01'")
    satt(motor, "INSERT INTO betalningsmanad VALUES ('2024-06', now())")
    satt(motor, "INSERT INTO betalningsrad (manad, anordnare, ordning, arende, nyckel, insats, slag, avser,"
          " utbetalningsmanad, dagar, belopp, forklaring) SELECT '2024-06', anordnare, row_number() OVER (), arende,"
          " nyckel, 'AMI2', slag, avser, '2024-06', dagar, coalesce(belopp, 0), '' FROM utbetalning")  # fmt: skip
    _process(motor, "betalningsmanad-2024-06", None, oppen=False, status="attesterad", slag="betalningsmanad")
    # Bo's case is alive, for all that.
    satt(motor, "UPDATE insats SET status = 'avslutad' WHERE arende = 'in-2'")
    return motor
