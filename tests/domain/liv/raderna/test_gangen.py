"""The walk's own rules, each by itself: how a case begins, what one step holds, and who else is told (K6.1, K13.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Avslag, Sagt
from domain.insats.insats import med
from domain.kapitel.uppdrag.socialsekreterare import SocialsekreterareUtsedd
from domain.liv import omspelning, rutin
from domain.liv.forlopp import _samtidiga, anteckna_avvisning, kommande, paborja, prova_far_borja, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.vikning import vik, vikningar
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import KommandoAvvisat, Post
from domain.skeende.klockslag import VIKT_BETALNING, VIKT_FRIST, VIKT_OPPNA, VIKT_SLUT, VIKT_UPPHOR, Klockslag
from domain.skeende.mening import Mening
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, SYSTEMET, TILLS_VIDARE, Spel, d, regelverket, tid

NU = tid("2024-04-10")
KV2 = Aktor(Roll.KARRIARVAGLEDARE, "kv2")
H: Any = KommandoAvvisat("bemanna", "K6.2", "nej")


def sagt(av: Aktor, dokument: str | None = None, **data: Any) -> Inkommet:
    return Inkommet("k-1", av, las_kommando(data), dokument)


# How a case begins


@pytest.mark.krav("K6.1", sort="avslag")
def test_a_case_begins_with_its_aktualisering_and_by_a_karriarvagledare() -> None:
    with pytest.raises(Avvisning) as nej:
        bemanna = sagt(KV, kommando="bemanna", handlaggare="H1")
        paborja("a-1", bemanna, regelverket(), TILLS_VIDARE, NU)
    assert str(nej.value) == "kommando: ett ärende börjar med aktualisera (K6.1, §6.1)"
    prova_far_borja(KV)
    with pytest.raises(Avvisning) as nej:
        prova_far_borja(ANORDNARE)
    assert str(nej.value) == "av: det här gör karriärvägledaren (K6.1, §6.1)"


def test_a_line_without_a_case_cannot_be_folded_and_no_lines_are_no_case() -> None:
    assert vik([]) is None
    with pytest.raises(AssertionError, match=r"^the first line of a journal is insats_aktualiserad$"):
        vik([Post(1, NU, KV, "k", None, H)])


# What happens at one instant


def slag(vikt: int, nyckel: str, sekunder: int = 0) -> Klockslag:
    return Klockslag(NU + timedelta(seconds=sekunder), vikt, nyckel, H)


@pytest.mark.krav("K0.8", "K13.7", sort="gräns")
@pytest.mark.parametrize(
    ("i_tur", "antal"),
    [
        ([(VIKT_FRIST, 0), (VIKT_FRIST, 0), (VIKT_FRIST, 0)], 3),
        ([(VIKT_FRIST, 0), (VIKT_FRIST, 1)], 1),
        ([(VIKT_FRIST, 0), (VIKT_OPPNA, 0)], 1),
        ([(VIKT_OPPNA, 0), (VIKT_OPPNA, 0), (VIKT_SLUT, 0)], 2),
        ([(VIKT_UPPHOR, 0), (VIKT_UPPHOR, 0)], 2),
        ([(VIKT_BETALNING, 0), (VIKT_BETALNING, 0)], 1),
        ([(VIKT_SLUT, 0), (VIKT_SLUT, 0), (VIKT_SLUT, 0)], 1),
    ],
)
def test_those_of_one_kind_at_one_instant_go_together_where_they_do_not_touch_each_other(
    i_tur: list[tuple[int, int]], antal: int
) -> None:
    alla = [slag(vikt, f"b{n}", sek) for n, (vikt, sek) in enumerate(i_tur)]
    assert list(_samtidiga(alla)) == alla[:antal]


def test_of_what_is_to_come_of_one_name_the_first_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    alla = (slag(VIKT_FRIST, "b", 0), slag(VIKT_FRIST, "a", 1), slag(VIKT_OPPNA, "b", 2))
    monkeypatch.setattr(rutin, "klockslag", lambda _i: alla)
    assert kommande(Spel.aktualiserat().insats) == list(alla[:2])


# Who else is told


@pytest.mark.krav("K13.10", sort="gräns")
@pytest.mark.parametrize(
    ("av", "data", "dorr", "sags"),
    [
        (KV2, {"kommando": "registrera_brist", "sort": "brister_i_uppdrag", "motivering": "x"}, 6, True),
        (KV2, {"kommando": "registrera_brist", "sort": "brister_i_uppdrag", "motivering": "x"}, 5, False),
        (replace(KV, id="KV1"), {"kommando": "registrera_brist", "sort": "brister_i_uppdrag", "motivering": "x"}, 10,
         False),
        (KV2, {"kommando": "byt_karriarvagledare", "till": "kv3"}, 10, False),
        (ARBETSLEDARE, {"kommando": "utse_socialsekreterare", "till": "ss1"}, 10, True),
        (ARBETSLEDARE, {"kommando": "utse_socialsekreterare", "till": "ss1"}, 9, False),
        (ARBETSLEDARE, {"kommando": "ta_bort_socialsekreterare"}, 10, True),
        (KV, {"kommando": "ta_bort_socialsekreterare"}, 10, False),
    ],
)  # fmt: skip
def test_what_another_does_in_a_case_is_told_to_the_responsible_karriarvagledare(
    av: Aktor, data: dict[str, Any], dorr: int, sags: bool
) -> None:
    fall = Spel.pagaende()
    if data["kommando"] == "ta_bort_socialsekreterare":
        fall.kv("2024-03-04", "utse_socialsekreterare", till="ss1")
    inkommet = sagt(av, **data)
    steg = utfor(fall.insats, inkommet, tid("2024-03-05"), dorr)
    rubrik = type(inkommet.kommando).rubrik
    text = f"Gjort i ditt ärende av {av.id}: {rubrik} (§13, K13.10)"
    egna = [m for m in steg.meddelanden if m.rubrik.startswith("Gjort i ditt ärende")]
    assert [(m.till, m.part, m.regel, m.rubrik) for m in egna] == (
        [(Roll.KARRIARVAGLEDARE, "kv1", "K13.10", text)] if sags else []
    )
    assert len({(m.nr, m.ordning) for m in steg.meddelanden}) == len(steg.meddelanden)
    assert all(m.nr == steg.poster[0].nr for m in egna)


@pytest.mark.krav("K13.10", "K0.9")
def test_lines_that_are_folded_one_by_one_say_which_of_them_the_responsible_is_told_of_besides() -> None:
    fall = Spel.pagaende()
    brist = {"sort": "brister_i_uppdrag", "motivering": "x"}
    fall.sager(KV2, "2024-03-05", "registrera_brist", **brist).kv("2024-03-06", "registrera_brist", **brist)
    fall.arbetsledare("2024-03-07", "utse_socialsekreterare", till="ss1")
    fall.arbetsledare("2024-03-07T13:00", "ta_bort_socialsekreterare")
    nej = Avvisning("K7.4", "ingen plan", "beslut")
    granska = sagt(KV2, "dok-1", kommando="granska_plan", beslut="godkand")
    fall._ta(anteckna_avvisning(fall.insats, granska, nej, tid("2024-03-08")))
    alla = list(vikningar(fall.poster))
    assert [v.post for v in alla] == fall.poster and alla[-1].efter == fall.insats
    aven = [v.post.handelse.slag for v in alla if v.aven_ansvarig]
    assert aven == ["brist_konstaterad", "socialsekreterare_utsedd", "socialsekreterare_borttagen"]
    assert (alla[-1].post.handelse.slag, alla[-1].brev, alla[-1].post.dokument) == ("kommando_avvisat", 1, None)


@pytest.mark.krav("K0.6")
def test_a_refusal_is_remembered_by_what_it_was_made_of_and_told_by_its_verb() -> None:
    fall = Spel.pagaende()
    nej = Avvisning("K7.4", "ingen plan", "beslut")
    granska = sagt(KV, kommando="granska_plan", beslut="godkand")
    steg = anteckna_avvisning(fall.insats, granska, nej, tid("2024-03-08"))
    assert steg.insats.avvisade == {"k-1": Avslag("K7.4", "ingen plan", "beslut")}
    nr = fall.insats.nr + 1
    assert steg.insats.hanterade["k-1"] == (nr, nr, tid("2024-03-08"))
    assert steg.insats.sagda == fall.insats.sagda
    text = "Avvisat: granska_plan – beslut: ingen plan (K7.4, §7.3)"
    assert rutin.mening(steg.poster[0]) == Mening(text, "K7.4", "sen")
    aldre = replace(steg.poster[0], handelse=KommandoAvvisat("granska_plan", "K7.4", "hela satsen"))
    assert rutin.tillampa(fall.insats, aldre).avvisade == {"k-1": Avslag("K7.4", "hela satsen", None)}


# Correction: what had come when a thing was said


@pytest.mark.krav("K0.7", "K13.8", sort="gräns")
@pytest.mark.parametrize(
    ("slutat", "slut", "senast", "hade"),
    [
        (None, "2024-04-09", "2024-04-10T12:00", False),
        ("2024-04-10T11:59", "2024-04-20", "2024-04-10T12:00", True),
        ("2024-04-10T12:00", "2024-04-09", "2024-04-10T12:00", True),
        ("2024-04-10T12:00", "2024-04-10", "2024-04-10T12:00", False),
        ("2024-04-10T12:01", "2024-04-09", "2024-04-10T12:00", False),
    ],
)
def test_the_end_had_come_when_what_is_said_next_came_after_it_or_with_it_behind_itself(
    slutat: str | None, slut: str, senast: str, hade: bool
) -> None:
    i = Spel.pagaende().insats
    assert i.uppdrag is not None
    i = med(i, senast=tid(senast), uppdrag=replace(i.uppdrag, slutdatum=d(slut)))
    assert omspelning._hade_slutat(i, tid(slutat) if slutat else None) is hade


@pytest.mark.krav("K0.6", "K0.7")
def test_a_line_leaves_its_number_its_instant_and_what_was_said_and_a_repeated_id_keeps_its_first() -> None:
    i = Spel.pagaende().insats
    h, nr, sen = SocialsekreterareUtsedd("ss1"), i.nr + 1, NU + timedelta(minutes=1)
    data = {"kommando": "utse_socialsekreterare", "till": "ss1"}
    ett = rutin.tillampa(i, Post(nr, NU, KV, "k-9", None, h, data))
    assert (ett.nr, ett.senast, ett.sagda) == (nr, NU, (*i.sagda, Sagt(nr, NU, KV, data)))
    assert ett.hanterade == {**i.hanterade, "k-9": (nr, nr, NU)}
    tva = rutin.tillampa(ett, Post(nr + 1, sen, KV, "k-9", None, h))
    assert tva.hanterade["k-9"] == (nr, nr + 1, NU) and tva.sagda == ett.sagda
    klockans = rutin.tillampa(tva, Post(nr + 2, sen, SYSTEMET, None, None, h))
    assert (klockans.hanterade, klockans.nr) == (tva.hanterade, nr + 2)
    assert rutin.klockslag(med(i, slutford=NU)) == ()
