"""K9.5, K3.1, K6.7: whom else a kommando or the register names is there to take it on, as a karriärvägledare is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv.kommandon import las_kommando
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.skeende import form
from domain.tid.tidpunkt import datum
from persistence.arende import namngivna
from persistence.databas.motor import transaktion
from persistence.inloggning import medarbetare
from persistence.register.anordnare import personal, register
from persistence.register.kund import karriarvagledare, skrivning

AL, KV, H2 = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.KARRIARVAGLEDARE, "kv1"), Aktor(Roll.ANORDNARE, "h2", "A")
IDAG = datum(datetime.now(UTC))
IGAR = IDAG - timedelta(days=1)
SEDAN = date(2024, 1, 1)


def anstall(motor: Engine, id: str, till: date | None = None) -> None:
    falt = {"roll": "socialsekreterare", "id": id, "namn": "x", "epost": "x@x.example", "fran": SEDAN, "till": till}
    with transaktion(motor) as c:
        medarbetare.skriv_in(c, "provet", falt)


def nekad(motor: Engine, data: dict[str, Any], av: Aktor, verb: Any = None) -> tuple[str, str | None, str] | None:
    kommando = form.las_kommando(data, verb) if verb else las_kommando(data)
    try:
        namngivna.prova(motor, kommando, av, IDAG)
    except Avvisning as fel:
        return fel.regel, fel.falt, fel.text
    return None


@pytest.mark.krav("K9.5", sort="avslag")
def test_a_socialsekreterare_is_in_the_register_and_employed_that_day_once_it_holds_any(motor: Engine) -> None:
    def utse(till: str) -> tuple[str, str | None, str] | None:
        return nekad(motor, {"kommando": "utse_socialsekreterare", "till": till}, KV)

    assert utse("so77") is None  # while the register holds none it holds none out
    anstall(motor, "so7")
    anstall(motor, "so8", IDAG)
    anstall(motor, "so9", IGAR)
    assert [utse(id) for id in ("so7", "SO7", "so8")] == [None] * 3
    assert utse("so77") == ("K9.5", "till", "finns inte bland socialsekreterarna i tjänst; menades so7?")
    assert utse("so9") is not None
    kund = {"personnummer": "199005022398", "namn": "x", "socialsekreterare": "so9"}
    with pytest.raises(Avvisning, match="socialsekreteraren finns inte i registret den dagen") as fel:
        skrivning.lagg_till(motor, AL, kund, IDAG)
    assert (fel.value.regel, fel.value.falt) == ("K9.5", "socialsekreterare")
    id_ = skrivning.lagg_till(motor, AL, kund | {"socialsekreterare": "so7"}, IDAG)
    with pytest.raises(Avvisning, match="socialsekreteraren finns inte"):
        skrivning.andra(motor, AL, id_, {"socialsekreterare": "so77"}, IDAG)
    with transaktion(motor) as c:
        c.execute(text("UPDATE medarbetare SET till = :igar WHERE id = 'so7'"), {"igar": IGAR})
    assert skrivning.andra(motor, AL, id_, {"telefon": "070-1"}, IDAG)  # what the register said stays


@pytest.mark.krav("K3.1", "K5.1", sort="avslag")
def test_an_incident_is_told_to_a_karriarvagledare_who_is_there(motor: Engine) -> None:
    data = {"kommando": "anmal_incident", "upptackt": "2024-03-01T10:00", "anordnare": "A", "beskrivning": "x"}
    verb = PERSONUPPGIFTSINCIDENT.verb

    def anmal(kv: str) -> tuple[str, str | None, str] | None:
        return nekad(motor, data | {"karriarvagledare": kv}, H2, verb)

    assert anmal("kv9") is None
    karriarvagledare.lagg_till(motor, AL, {"id": "kv1", "namn": "x", "epost": "x@x.example", "fran": SEDAN}, IDAG)
    assert anmal("kv1") is None
    assert anmal("kv19") == ("K5.1", "karriarvagledare", "finns inte bland karriärvägledarna i tjänst; menades kv1?")
    ratta = {"kommando": "ratta_incident", "motivering": "x"}
    assert nekad(motor, ratta, H2, verb) is None
    assert nekad(motor, ratta | {"karriarvagledare": "kv19"}, H2, verb) is not None


@pytest.mark.krav("K6.7", "K3.4", sort="avslag")
def test_nobody_stands_in_who_has_left(motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "A")
    for id_ in ("h1", "h3"):
        personal.satt_uppgifter(motor, "A", id_, {"namn": "x"})
    with transaktion(motor) as c:
        c.execute(text("UPDATE personal SET till = :igar WHERE person = 'h1'"), {"igar": IGAR})

    def utse(vem: str) -> tuple[str, str | None, str] | None:
        vikarie = {"kommando": "utse_vikarie", "vikarie": vem, "fran": f"{IDAG}", "till": f"{IDAG}"}
        return nekad(motor, vikarie, H2)

    assert [utse(id_) for id_ in ("h3", "h9")] == [None, None]
    assert utse("H1") == ("K3.4", "vikarie", f"vikarien slutade {IGAR}")
