"""The registers of kunder and karriärvägledare: what is written stays in the history, and who may read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.register.falt import las_falt
from domain.register.karriarvagledare import KARRIARVAGLEDARFALT
from domain.register.kund import kundfalt
from persistence.databas.motor import DataFel, transaktion
from persistence.meddelanden import adresser
from persistence.register.kund import karriarvagledare, kundlasning, skrivning

IDAG = date(2026, 11, 22)
KV1, KV2 = (Aktor(Roll.KARRIARVAGLEDARE, f"kv{n}") for n in (1, 2))
CHEF = Aktor(Roll.ARBETSLEDARE, "al1")
NUMMER, ANNAT = "199005022398", "200402292387"
NUMREN = (ANNAT, "198801012389", "197702022380")

pytestmark = pytest.mark.krav("K5.1")


def uppgifter(**skrivet: str) -> dict[str, Any]:
    return las_falt(kundfalt(IDAG), skrivet)


@pytest.fixture
def motor_med_kv(motor: Engine) -> Engine:
    for n in (1, 2):
        skrivet = {"id": f"kv{n}", "namn": f"KV {n}", "epost": f"kv{n}@nacka.example", "fran": "2024-01-01"}
        karriarvagledare.lagg_till(motor, CHEF, las_falt(KARRIARVAGLEDARFALT, skrivet), IDAG)
    return motor


def test_a_new_kund_gets_an_id_that_tells_nothing_and_the_karriarvagledare_who_registers(motor_med_kv: Engine) -> None:
    id_ = skrivning.lagg_till(motor_med_kv, KV1, uppgifter(personnummer=NUMMER, namn="Åsa Ek"), IDAG)
    k = kundlasning.en(motor_med_kv, KV2, id_)
    assert k is not None and id_.startswith("ku-") and len(id_) == 15
    assert (k.personnummer, k.fodelsedatum, k.namn, k.karriarvagledare) == (NUMMER, date(1990, 5, 2), "Åsa Ek", "kv1")
    assert kundlasning.med_personnummer(motor_med_kv, CHEF, NUMMER) == k
    assert k.andrad_av == "karriarvagledare:kv1"


def test_a_karriarvagledare_of_no_register_registers_a_kund_who_is_yet_to_be_assigned(motor: Engine) -> None:
    skrivning.lagg_till(motor, KV1, uppgifter(id="k1", personnummer=NUMMER, namn="Åsa"), IDAG)
    assert [k.id for k in kundlasning.lista(motor, CHEF, utan_karriarvagledare=True)] == ["k1"]


def test_every_version_stays_with_who_and_when(motor_med_kv: Engine) -> None:
    motor = motor_med_kv
    skrivning.lagg_till(motor, KV1, uppgifter(id="k1", personnummer=NUMMER, namn="Åsa", telefon="08-12 34 56"), IDAG)
    assert skrivning.andra(motor, KV2, "k1", uppgifter(namn="Åsa Ek", telefon=""), IDAG)
    assert not skrivning.andra(motor, CHEF, "k1", uppgifter(namn="Åsa Ek"), IDAG), "nothing differs"
    assert skrivning.andra(motor, CHEF, "k1", uppgifter(karriarvagledare="kv2"), IDAG)
    versioner = kundlasning.historik(motor, KV1, "k1")
    assert [(v.namn, v.telefon, v.karriarvagledare, v.andrad_av) for v in versioner] == [
        ("Åsa", "08-12 34 56", "kv1", "karriarvagledare:kv1"),
        ("Åsa Ek", None, "kv1", "karriarvagledare:kv2"),
        ("Åsa Ek", None, "kv2", "arbetsledare:al1"),
    ]
    assert [v.andrad for v in versioner] == sorted({v.andrad for v in versioner})
    assert versioner[-1] == kundlasning.en(motor, KV1, "k1")


def test_the_history_and_the_log_cannot_be_rewritten(motor_med_kv: Engine) -> None:
    skrivning.lagg_till(motor_med_kv, KV1, uppgifter(id="k1", personnummer=NUMMER, namn="Åsa"), IDAG)
    for tabell, kolumn in (("kundhistorik", "id"), ("karriarvagledarhistorik", "id"), ("oppning", "aktor")):
        for sql in (f"UPDATE {tabell} SET {kolumn} = 'x'", f"DELETE FROM {tabell}", f"TRUNCATE {tabell}"):
            with pytest.raises(DBAPIError, match=f"{tabell} skrivs bara till"), motor_med_kv.begin() as forbindelse:
                forbindelse.execute(text(sql))


def test_a_kund_is_never_taken_away(motor_med_kv: Engine) -> None:
    skrivning.lagg_till(motor_med_kv, KV1, uppgifter(id="k1", personnummer=NUMMER, namn="Åsa"), IDAG)
    with pytest.raises(DBAPIError, match="skrivs bara till"), motor_med_kv.begin() as forbindelse:
        forbindelse.execute(text("DELETE FROM kund"))


def test_a_samordningsnummer_becomes_a_personnummer_and_the_birth_date_follows(motor: Engine) -> None:
    skrivning.lagg_till(motor, KV1, uppgifter(id="k1", personnummer=NUMMER, namn="Åsa"), IDAG)
    assert skrivning.andra(motor, KV1, "k1", uppgifter(personnummer=ANNAT), IDAG)
    k = kundlasning.en(motor, KV1, "k1")
    assert k is not None and (k.personnummer, k.fodelsedatum) == (ANNAT, date(2004, 2, 29))


@pytest.mark.parametrize(
    ("nytt", "falt", "sagt"),
    [
        ({"id": "k1", "personnummer": ANNAT}, "id", "finns redan i registret"),
        ({"id": "k2", "personnummer": NUMMER}, "personnummer", "finns redan i registret"),
        ({"personnummer": ANNAT, "karriarvagledare": "kv9"}, "karriarvagledare", "finns inte i registret den dagen"),
        ({"personnummer": ANNAT, "karriarvagledare": "slutat"}, "karriarvagledare", "finns inte i registret den dagen"),
    ],
)
def test_two_are_never_the_same_and_the_karriarvagledare_is_at_work(
    motor_med_kv: Engine, nytt: dict[str, str], falt: str, sagt: str
) -> None:
    slutat = {"id": "slutat", "namn": "X", "epost": "x@y.se", "fran": "2020-01-01", "till": "2026-11-21"}
    karriarvagledare.lagg_till(motor_med_kv, CHEF, las_falt(KARRIARVAGLEDARFALT, slutat), IDAG)
    skrivning.lagg_till(motor_med_kv, KV1, uppgifter(id="k1", personnummer=NUMMER, namn="Åsa"), IDAG)
    with pytest.raises(Avvisning, match=sagt) as fel:
        skrivning.lagg_till(motor_med_kv, KV1, uppgifter(namn="Bo", **nytt), IDAG)
    assert fel.value.falt == falt and NUMMER not in str(fel.value)
    assert len(kundlasning.lista(motor_med_kv, CHEF)) == 1


def test_nobody_else_reads_or_writes_the_register(motor: Engine) -> None:
    skrivning.lagg_till(motor, KV1, uppgifter(id="k1", personnummer=NUMMER, namn="Åsa"), IDAG)
    gor: list[Callable[[Aktor], object]] = [
        lambda som: kundlasning.en(motor, som, "k1"),
        lambda som: kundlasning.lista(motor, som),
        lambda som: kundlasning.med_personnummer(motor, som, NUMMER),
        lambda som: skrivning.andra(motor, som, "k1", {"namn": "B"}, IDAG),
        lambda som: skrivning.lagg_till(motor, som, uppgifter(personnummer=ANNAT, namn="B"), IDAG),
    ]
    for roll in set(Roll) - {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE}:
        for gora in gor:
            with pytest.raises(Avvisning, match="det här gör arbetsledaren eller karriärvägledaren, inte"):
                gora(Aktor(roll, "x", "A" if roll is Roll.ANORDNARE else None))


def test_the_list_is_searched_by_name_and_karriarvagledare(motor_med_kv: Engine) -> None:
    for n, (namn, kv, nummer) in enumerate((("Åsa Ek", KV1, NUMMER), ("Bo Åsander", KV2, ANNAT)), start=1):
        skrivning.lagg_till(motor_med_kv, kv, uppgifter(id=f"k{n}", personnummer=nummer, namn=namn), IDAG)
    assert {k.id for k in kundlasning.lista(motor_med_kv, CHEF, namn="åsa")} == {"k1", "k2"}
    assert [k.id for k in kundlasning.lista(motor_med_kv, CHEF, namn="%")] == []
    assert [k.id for k in kundlasning.lista(motor_med_kv, CHEF, karriarvagledare="kv2")] == ["k2"]
    assert len(kundlasning.lista(motor_med_kv, CHEF, antal=1)) == 1


@pytest.mark.krav("K3.3")
def test_a_name_is_found_by_the_beginning_of_any_of_its_parts_and_by_nothing_else(motor_med_kv: Engine) -> None:
    for n, namn in enumerate(("Åsa-Britt Ek", "İbrahim O'Neil", "ÅSA von Ek", "Back\\slash Ek"), start=1):
        nummer = {"id": f"k{n}", "personnummer": NUMMER if n == 1 else NUMREN[n - 2]}
        skrivning.lagg_till(motor_med_kv, KV1, uppgifter(**nummer, namn=namn), IDAG)

    def hittas(namn: str) -> list[str]:
        return [k.id for k in kundlasning.lista(motor_med_kv, CHEF, namn=namn)]

    assert hittas("ek") == ["k4", "k3", "k1"], "by name, whatever part it was"
    assert hittas("ek åsa") == hittas("ÅSA E") == ["k3", "k1"]
    assert hittas("britt") == hittas("åsa-britt") == ["k1"] and hittas("neil") == hittas("o'n") == ["k2"]
    assert hittas("İbrahim") == hittas("ibra") == ["k2"] and hittas("back\\slash") == ["k4"]
    for ingen in ("sa", "k", "ritt", "ek bo", "-", "'", "' | 'ek", "ek:*", "\\", "!ek", "%", "<->"):
        assert hittas(ingen) == [], ingen


@pytest.mark.krav("K3.2", "K3.3")
def test_the_list_is_leafed_through_by_name_with_those_whose_name_is_not_told_last(motor_med_kv: Engine) -> None:
    skydd = {"k2": "sekretessmarkering", "k4": "skyddad_folkbokforing"}
    for n, namn in enumerate(("Bo Ek", "Ada Ek", "Bo Ek", "Cia Ek"), start=1):
        nummer = NUMMER if n == 1 else NUMREN[n - 2]
        dolt = {"skydd": skydd[f"k{n}"]} if f"k{n}" in skydd else {}
        skrivning.lagg_till(motor_med_kv, KV1, uppgifter(id=f"k{n}", personnummer=nummer, namn=namn, **dolt), IDAG)
    ordning = ["k1", "k3", "k2", "k4"]
    assert [k.id for k in kundlasning.lista(motor_med_kv, KV1)] == ordning
    for sist, id_ in enumerate(ordning):
        for antal in (1, 2, 9):
            sidan = [k.id for k in kundlasning.lista(motor_med_kv, KV1, efter=id_, antal=antal)]
            assert sidan == ordning[sist + 1 :][:antal], (id_, antal)
    assert kundlasning.lista(motor_med_kv, KV1, efter="k9") == []
    assert kundlasning.lista(motor_med_kv, KV2, efter="k2") == [], "no place is told of one that is closed"


def test_the_database_itself_refuses_a_kund_without_what_a_kund_must_have(motor: Engine) -> None:
    sql = (
        "INSERT INTO kund (id, personnummer, fodelsedatum, namn, andrad, andrad_av)"
        " VALUES ('k1', :p, now(), :n, now(), 'x')"
    )
    for p, n in ((None, "Åsa"), (NUMMER, None), ("1990", "Åsa")):
        with pytest.raises(DataFel), transaktion(motor) as forbindelse:
            forbindelse.execute(text(sql), {"p": p, "n": n})


class TestKarriarvagledare:
    def test_the_address_of_notices_follows_the_register(self, motor_med_kv: Engine) -> None:
        assert karriarvagledare.andra(motor_med_kv, CHEF, "kv1", {"epost": "ny@nacka.example"}, IDAG)
        assert not karriarvagledare.andra(motor_med_kv, CHEF, "kv1", {"epost": "ny@nacka.example"}, IDAG)
        nas_pa = {a.part: a.epost for a in adresser.adresser(motor_med_kv)}
        assert nas_pa == {"kv1": "ny@nacka.example", "kv2": "kv2@nacka.example"}
        with motor_med_kv.connect() as c:
            historik = c.execute(text("SELECT epost FROM karriarvagledarhistorik WHERE id = 'kv1' ORDER BY nr"))
            assert list(historik.scalars()) == ["kv1@nacka.example", "ny@nacka.example"]

    def test_who_is_at_work_on_a_day(self, motor_med_kv: Engine) -> None:
        karriarvagledare.andra(motor_med_kv, CHEF, "kv1", {"till": date(2026, 6, 30)}, IDAG)

        def den(dag: str) -> list[str]:
            return [k.id for k in karriarvagledare.alla(motor_med_kv, dag=date.fromisoformat(dag))]

        assert den("2023-12-31") == []
        assert den("2024-01-01") == den("2026-06-30") == ["kv1", "kv2"]
        assert den("2026-07-01") == ["kv2"]

    def test_what_is_refused(self, motor_med_kv: Engine) -> None:
        kv = {"id": "kv1", "namn": "X", "epost": "x@y.se", "fran": date(2024, 1, 1)}
        with pytest.raises(Avvisning, match="id:t finns redan"):
            karriarvagledare.lagg_till(motor_med_kv, CHEF, kv, IDAG)
        with pytest.raises(Avvisning, match="det här gör"):
            karriarvagledare.lagg_till(motor_med_kv, KV1, kv | {"id": "kv3"}, IDAG)
        with pytest.raises(Avvisning, match="kv3 finns inte"):
            karriarvagledare.andra(motor_med_kv, CHEF, "kv3", {"namn": "Y"}, IDAG)
        with pytest.raises(Avvisning, match="sista dagen ligger före"):
            karriarvagledare.andra(motor_med_kv, CHEF, "kv1", {"till": date(2023, 1, 1)}, IDAG)
