"""An anordnare's lists tell whom a case is about to those who are in contact with the kund, and to no other (K6.7)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.grund.parter import Aktor
from persistence.register.kund import namnen
from persistence.tabeller.kund import NAMNET_I_EN_LISTA
from tests.starter.skrivbord.verktyg.bordet import Bord
from tests.starter.skrivbord.verktyg.sagt import ord_i, sag

HANNA, HUGO = (Aktor.tolka(f"anordnare:{x}@Anordnare A") for x in ("h1", "h2"))
BEA = Aktor.tolka("anordnare:b1@Anordnare B")
KV1, SOL = Aktor.tolka("karriarvagledare:kv1"), Aktor.tolka("socialsekreterare:so1")
HANNAS, HUGOS, OBEMANNAT, SKYDDAT = "in-exempel01", "in-exempel05", "in-exempel08", "in-exempel11"
ALLA = (HANNAS, HUGOS, OBEMANNAT, SKYDDAT, "in-exempel10", "in-exempel12", "in-finns-inte")
DAG = date(2026, 12, 1)


def namn(bord: Bord, som: Aktor, idag: date = DAG) -> dict[str, str | None]:
    return {a: k.namn for a, k in namnen.i_arenden(bord.motor, som, ALLA, idag, lambda _: 14).items()}


def visade(bord: Bord, som: Aktor) -> list[tuple[str, str]]:
    """The lines of the log of names that were shown: case and outcome."""
    fraga = text("SELECT arende, utfall FROM oppning WHERE vad = :vad AND aktor = :som ORDER BY nr")
    with bord.motor.connect() as c:
        return [(a, u) for a, u in c.execute(fraga, {"vad": NAMNET_I_EN_LISTA, "som": str(som)})]


@pytest.mark.krav("K6.7", "K3.2")
@pytest.mark.parametrize("vag", ["/", "/arenden", "/veckan", "/meddelanden?visa=alla", "/?vy=klara", "/ko"])
def test_the_handlaggare_reads_whom_it_is_about_and_of_others_the_case_alone(bord: Bord, vag: str) -> None:
    hanna, hugo = (ord_i(bord.som(k, r).get(vag).text) for k, r in (("hanna", None), ("hugo", str(HUGO))))
    for sida in (hanna, hugo):
        assert "Någon Annan" not in sida and "Skyddad identitet" not in sida, "a protected one is told of by id"
        assert "Sara Norén" not in sida, "whom nobody is staffed for yet is nobody's to read"
    assert "Tesfay Haile" not in hanna and "Åsa Ekström" not in hugo
    if vag != "/ko":
        nagon = ("Åsa Ekström", "Nadia Amin", "Jonas Berg", "Mira Salonen", "Li Wallin", "Eva Lind")
        assert any(n in hanna for n in nagon), vag
    if vag == "/arenden":
        assert HANNAS not in hanna and {SKYDDAT, OBEMANNAT, HUGOS} <= set(hanna.split())
        assert "Tesfay Haile" in hugo and HANNAS in hugo


@pytest.mark.krav("K6.7", "K3.2")
def test_the_case_and_its_forms_say_whom_they_are_about_as_the_lists_do(bord: Bord) -> None:
    """Nobody writes a report without seeing of whom; who reads no name sees the case's id."""
    for flik in ("", "/plan", "/gor/anmal_franvaro", "/framat", "/meddelanden/ny"):
        vag = f"/arenden/{HANNAS}{flik}"
        hanna, hugo = bord.som("hanna").get(vag), bord.som("hugo", str(HUGO)).get(vag)
        assert "Åsa Ekström" in ord_i(hanna.text), flik
        assert "Åsa Ekström" not in ord_i(hugo.text) and f"Ärende {HANNAS}" in ord_i(hugo.text), flik
        assert "Ekström" not in re.findall("<title>(.*?)</title>", hanna.text)[0]
        skyddad = ord_i(bord.som("hanna").get(f"/arenden/{SKYDDAT}{flik}").text)
        assert "Någon Annan" not in skyddad and f"Ärende {SKYDDAT}" in skyddad, flik
    karin = bord.som("karin")
    assert "Åsa Ekström · AMI2" in ord_i(karin.get(f"/arenden/{HANNAS}/gor/registrera_brist").text)
    assert "Skyddad identitet · AMI2" in ord_i(karin.get(f"/arenden/{SKYDDAT}/gor/registrera_brist").text)
    assert "Ekström" not in bord.som("erik").get(f"/arenden/{HANNAS}").text, "who pays needs no name"


@pytest.mark.krav("K6.7", "K3.8")
def test_a_name_that_is_shown_leaves_a_line_a_day_and_no_more(bord: Bord) -> None:
    annan_dag = text(  # whatever the day is: a day is at most 25 hours long
        "INSERT INTO oppning (tid, aktor, kund, arende, dorr, vad, utfall) VALUES "
        "(now() - interval '26 hours', :som, 'ku-exempel10', 'in-exempel10', 'tjänsten', :vad, 'oppnad')"
    )
    with bord.motor.begin() as c:
        c.execute(annan_dag, {"som": str(BEA), "vad": NAMNET_I_EN_LISTA})
    assert namn(bord, BEA) == {"in-exempel10": "Kim Dahl"}
    assert visade(bord, BEA) == [("in-exempel10", "oppnad")] * 2, "today's beside that of another day"
    namn(bord, BEA)
    assert "Kim Dahl" in bord.som("bea").get("/arenden").text
    assert visade(bord, BEA) == [("in-exempel10", "oppnad")] * 2, "looked at again the same day"
    namn(bord, HANNA)
    assert (HANNAS, "oppnad") in visade(bord, HANNA) and SKYDDAT not in {a for a, _ in visade(bord, HANNA)}


@pytest.mark.krav("K6.7")
def test_who_stands_in_reads_it_from_the_first_day_to_the_last_and_not_when_it_was_struck(bord: Bord) -> None:
    assert HANNAS not in namn(bord, HUGO)
    data: dict[str, object] = {
        "kommando": "utse_vikarie", "vikarie": "h2", "fran": f"{DAG}", "till": f"{DAG + timedelta(days=3)}",
    }  # fmt: skip
    sag(bord, HANNAS, HANNA, data)
    for dagar, ser in ((-1, False), (0, True), (3, True), (4, False)):
        assert (HANNAS in namn(bord, HUGO, DAG + timedelta(days=dagar))) == ser, dagar
    assert HANNAS in namn(bord, HANNA) and HUGOS in namn(bord, HUGO)
    andrat: dict[str, object] = {"till": f"{DAG + timedelta(days=9)}"}
    sag(bord, HANNAS, HANNA, {"kommando": "ratta", "vad": "utse_vikarie", "andringar": andrat, "motivering": "Längre."})
    assert HANNAS in namn(bord, HUGO, DAG + timedelta(days=9)), "as it was put right"
    sag(bord, HANNAS, HANNA, {"kommando": "ratta", "vad": "utse_vikarie", "stryk": True, "motivering": "Fel."})
    assert HANNAS not in namn(bord, HUGO, DAG), "struck"
    sag(bord, HANNAS, HANNA, data)
    med_id = Aktor.tolka("anordnare:H2@Anordnare A")
    assert HANNAS in namn(bord, med_id, DAG), "upper and lower case are one person"


@pytest.mark.krav("K6.7")
def test_it_is_shown_until_14_days_after_the_end_and_not_of_what_was_recalled(bord: Bord) -> None:
    with bord.motor.connect() as c:
        slut = c.execute(text("SELECT slutdatum FROM insats WHERE arende = :a"), {"a": HANNAS}).scalar_one()
    assert namn(bord, HANNA, slut + timedelta(days=14))[HANNAS] == "Åsa Ekström"
    assert HANNAS not in namn(bord, HANNA, slut + timedelta(days=15))
    atertaget = "in-exempel07"
    fel: dict[str, object] = {"felregistrerad": True, "motivering": "Fel kund."}
    assert atertaget in namnen.i_arenden(bord.motor, HANNA, [atertaget], DAG, lambda _: 14)
    sag(bord, atertaget, KV1, {"kommando": "aterkalla_aktualisering", **fel})
    assert namnen.i_arenden(bord.motor, HANNA, [atertaget], DAG, lambda _: 14) == {}


@pytest.mark.krav("K3.7")
def test_others_read_what_their_role_reads(bord: Bord) -> None:
    for roll in ("ekonom:ek1", "kundkoordinator:kk1", "kund:ku-exempel01"):
        assert namn(bord, Aktor.tolka(roll)) == {}, roll
    assert namn(bord, KV1)[HUGOS] == "Tesfay Haile" and namn(bord, KV1)[SKYDDAT] is None
    hos_sol = namnen.i_arenden(bord.motor, SOL, ["in-exempel02", HANNAS], DAG, lambda _: 14)
    assert {a: k.namn for a, k in hos_sol.items()} == {"in-exempel02": "Nadia Amin"}
    assert namn(bord, Aktor.tolka("anordnare:h1@Anordnare B")) == {}, "the same id at another organisation"
