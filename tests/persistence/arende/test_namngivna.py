"""K5.1, K3.4: who speaks, and whom a kommando names, is in their register and employed that day; one person, one id."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv.kommandon import las_kommando
from domain.tid.tidpunkt import datum, tolka_tid
from persistence.arende import lasning, namngivna
from persistence.insyn import tillgang
from persistence.journal.skrivning import skriv
from persistence.kontroll.tabellerna import utan_ansvarig
from persistence.register.anordnare import personal, register
from persistence.register.kund import karriarvagledare, kundlasning
from starter.stod.klient import avsandning
from tests.verktyg.spel import FORARBETE

CHEF = Aktor(Roll.ARBETSLEDARE, "al1")
KV1, KV9 = Aktor(Roll.KARRIARVAGLEDARE, "kv1"), Aktor(Roll.KARRIARVAGLEDARE, "kv9")
H1 = Aktor(Roll.ANORDNARE, "h1", "Anordnare A")


@pytest.fixture
def idag(motor: Engine) -> date:
    with motor.begin() as c:
        dag = c.execute(text("SELECT (now() AT TIME ZONE 'Europe/Stockholm')::date")).scalar()
    assert isinstance(dag, date)
    return dag


def anstall(motor: Engine, id: str, fran: date, till: date | None = None) -> None:
    uppgifter = {"id": id, "namn": id, "epost": f"{id}@x.se", "fran": fran, "till": till}
    karriarvagledare.lagg_till(motor, CHEF, uppgifter, fran)


def nekad(gor: Callable[[], Any]) -> Avvisning:
    with pytest.raises(Avvisning) as fel:
        gor()
    return fel.value


@pytest.mark.krav("K5.1", sort="gräns")
def test_a_karriarvagledare_speaks_from_the_first_day_to_the_last_and_only_if_the_register_has_them(
    motor: Engine, idag: date, spelet: Callable[..., Any]
) -> None:
    for batch in spelet().batcher:
        skriv(motor, batch)
    tillgang.prova_tillgang(motor, KV9)  # while the register holds nobody it holds nobody out
    assert lasning.ett_arende(motor, KV9, "in-1")
    anstall(motor, "kv1", idag, idag)
    en_dag = timedelta(days=1)
    anstall(motor, "kv2", idag - 9 * en_dag, idag - en_dag)
    anstall(motor, "kv3", idag + en_dag)
    tillgang.prova_tillgang(motor, KV1)
    tillgang.prova_tillgang(motor, Aktor(Roll.KARRIARVAGLEDARE, "KV1"))
    assert lasning.ett_arende(motor, KV1, "in-1")
    for id in ("kv2", "kv3", "kv9"):
        som = Aktor(Roll.KARRIARVAGLEDARE, id)
        assert nekad(lambda som=som: tillgang.prova_tillgang(motor, som)).regel == "K5.1"
        assert lasning.ett_arende(motor, som, "in-1") is None
        assert lasning.arenden(motor, som) == []
        assert kundlasning.lista(motor, som) == []
        data = {"kommando": "aterkalla_avslut", "motivering": "x"}
        fel = nekad(lambda som=som, data=data: avsandning.kommando(motor, "k9", "in-1", data, som, tolka_tid(idag)))
        assert (fel.regel, fel.falt) == ("K5.1", "av")


@pytest.mark.krav("K5.1", sort="avslag")
def test_a_case_is_moved_to_nobody_and_who_is_near_is_told(motor: Engine, idag: date) -> None:
    def byt(till: str, verb: str = "byt_karriarvagledare") -> None:
        data = {"kommando": verb, "till": till}
        namngivna.prova(motor, las_kommando(data), CHEF, idag)

    byt("vem-som-helst")
    anstall(motor, "kv7", idag)
    anstall(motor, "per.alm", idag - timedelta(days=9), idag - timedelta(days=1))
    byt("kv7")
    byt("KV7")
    fel = nekad(lambda: byt("kv77"))
    assert (fel.regel, fel.falt, fel.text) == (
        "K5.1", "till", "finns inte bland karriärvägledarna i tjänst; menades kv7?"
    )  # fmt: skip
    assert nekad(lambda: byt("per.alm")).text == "finns inte bland karriärvägledarna i tjänst"


@pytest.mark.krav("K3.4", "K6.2", sort="gräns")
def test_no_case_is_staffed_by_one_who_has_left_however_the_id_is_written(motor: Engine, idag: date) -> None:
    register.lagg_till_anordnare(motor, "Anordnare A")
    personal.satt_uppgifter(motor, "Anordnare A", "H1", {"namn": "x"})

    def sluta(till: date | None) -> None:
        with motor.begin() as c:
            c.execute(text("UPDATE personal SET till = :till"), {"till": till})

    def bemanna(id: str) -> None:
        kommando = las_kommando({"kommando": "bemanna", "handlaggare": id})
        namngivna.prova(motor, kommando, Aktor(Roll.ANORDNARE, "h2", "Anordnare A"), idag)

    for till in (None, idag):
        sluta(till)
        for id in ("H1", "h1", "h9"):
            bemanna(id)
        tillgang.prova_tillgang(motor, H1)
    sluta(idag - timedelta(days=1))
    for id in ("H1", "h1"):
        assert nekad(lambda id=id: bemanna(id)).falt == "handlaggare"
        assert (
            nekad(lambda id=id: tillgang.prova_tillgang(motor, Aktor(Roll.ANORDNARE, id, "Anordnare A"))).falt == "av"
        )
    bemanna("h9")


@pytest.mark.krav("K3.4")
def test_who_leaves_is_told_to_the_cases_that_they_staff_however_the_id_is_written(
    motor: Engine, spelet: Callable[..., Any]
) -> None:
    for batch in spelet(till="2024-04-01").batcher:
        skriv(motor, batch)
    assert personal.arenden_att_bemanna(motor, "Anordnare A", "h1") == ["in-1"]
    assert personal.arenden_att_bemanna(motor, "Anordnare A", "h2") == []


@pytest.mark.krav("K5.1")
def test_the_hunt_finds_a_case_whose_karriarvagledare_is_nobody(
    motor: Engine, idag: date, spelet: Callable[..., Any]
) -> None:
    for batch in spelet(till="2024-04-01").batcher:
        skriv(motor, batch)
    assert utan_ansvarig(motor) == []
    anstall(motor, "kv2", idag)
    assert [(f.kontroll, f.arende) for f in utan_ansvarig(motor)] == [("ansvarig", "in-1")]
    assert utan_ansvarig(motor, "in-2") == []
    anstall(motor, "kv1", idag)
    assert utan_ansvarig(motor) == []


@pytest.mark.krav("K6.1", "K5.1", sort="avslag")
def test_the_id_of_a_case_is_not_taken_twice_and_no_case_is_started_for_nobody(
    motor: Engine, spelet: Callable[..., Any]
) -> None:
    for batch in spelet(till="2024-04-01").batcher:
        skriv(motor, batch)
    nu = tolka_tid("2024-03-01T09:00")
    kund = {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-01-01", "arbetsformaga": 50}
    data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "Anordnare A", "kund": kund, **FORARBETE}
    assert avsandning.aktualisering(motor, "in-1", data, KV1, nu)["id"] == "in-1-aktualisera"
    for annat in ({"insats": "AMI1"}, {"anordnare": "Anordnare B"}, {"kund": kund | {"id": "ku-1"}}):
        fel = nekad(lambda annat=annat: avsandning.aktualisering(motor, "in-1", data | annat, KV1, nu))
        assert (fel.regel, fel.falt, fel.text) == ("K6.1", "arende", "id:t är upptaget av ett annat ärende")
    fel = nekad(lambda: avsandning.aktualisering(motor, "in-9", data | {"kund": kund | {"id": "ku-1"}}, KV1, nu))
    assert (fel.regel, fel.falt) == ("K3.3", "kund.id")
    assert datum(nu) == date(2024, 3, 1)
