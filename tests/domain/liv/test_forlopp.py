"""The walk: order, fold, ids of what has been handled, JSON. Random lives stand in ``test_slumpliv``."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.liv.forlopp import Steg, anteckna_avvisning, kommande, lat_ga, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import insats_fran_json, insats_till_json, post_fran_json, post_till_json
from domain.skeende.inkommet import Inkommet
from tests.domain.insats.minnet import som_ny
from tests.verktyg.slumpliv.inspelat import vikt
from tests.verktyg.slumpliv.provning import LEVANDE
from tests.verktyg.spel import ANORDNARE, SYSTEMET, Spel, tid


def ett_ar() -> Spel:
    """A case with a bit of everything, to its completion."""
    fall = Spel.pagaende("AMI1", start="2024-03-11").lamna_plan("2024-03-20")
    fall.kv("2024-03-21", "granska_plan", beslut="aterremiss", motivering="mer").lamna_plan("2024-03-22")
    fall.kv("2024-03-25", "granska_plan", beslut="godkand")
    fall.anordnare("2024-03-26", "boka_uppstartsmote", datum="2024-03-27").hel_manad("2024-03")
    fall.anordnare("2024-04-11", "anmal_franvaro", slag="sjuk", fran="2024-04-11", orsak="feber")
    fall.anordnare("2024-04-25", "avsluta_franvaro", slag="sjuk", till="2024-04-24").kv("2024-04-26", "ta_emot_intyg")
    fall.rapportera("2024-04").fakturera("2024-04", belopp="1").aterremittera("2024-04", "2024-05-08")
    fall.fakturera("2024-04", "2024-05-09", nummer="F2").rapportera("2024-04", "2024-05-10")
    fall.godkann("2024-04", "2024-05-13", "avsluta").kv("2024-05-14", "besluta_fortsattning", motivering="vänt")
    fall.arbetsledare("2024-05-20", "besluta_forlangning", motivering="nära").hel_manad("2024-05")
    fall.avsluta("2024-06-12", "2024-06-20", "kundens_egen_begaran").slutrapportera("2024-07-02")
    return fall.hel_manad("2024-06").till("2024-07-16")


@pytest.mark.krav("K13.7", "K14.6")
def test_a_whole_case_is_completed_with_nothing_open_and_everything_paid() -> None:
    fall = ett_ar()
    assert fall.status == "slutford"
    assert {b.utfall for b in fall.bevakningar()} & LEVANDE == set()
    assert {u.status for u in fall.utbetalningar()} == {"utbetald"}
    assert kommande(fall.insats) == []


def test_the_fold_of_the_journal_is_the_state() -> None:
    fall = ett_ar()
    assert vikt(fall.poster) == fall.insats
    assert [p.nr for p in fall.poster] == list(range(1, len(fall.poster) + 1))
    assert all(a.tid <= b.tid for a, b in pairwise(fall.poster))


def test_journal_and_state_survive_json() -> None:
    fall = ett_ar()
    for post in fall.poster:
        assert post_fran_json(json.loads(json.dumps(post_till_json(post)))) == post
    for n in range(1, len(fall.poster), 7):
        insats = vikt(fall.poster[:n])
        assert insats_fran_json(insats_till_json(insats)) == insats
    assert insats_till_json(insats_fran_json(insats_till_json(fall.insats))) == insats_till_json(fall.insats)


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("dokument", [None, "dok-1"])
def test_a_line_is_read_back_with_the_document_it_was_said_in(dokument: str | None) -> None:
    post = replace(Spel.aktualiserat().poster[0], dokument=dokument)
    sparad = json.loads(json.dumps(post_till_json(post)))
    assert (sparad["dokument"], post_fran_json(sparad)) == (dokument, post)


def test_a_case_goes_on_alike_after_its_state_was_stored_and_read() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").till("2024-04-05")
    last = insats_fran_json(insats_till_json(fall.insats))
    till = tid("2024-09-01")
    assert lat_ga(last, till) == lat_ga(fall.insats, till)


@given(st.lists(st.integers(0, 200), max_size=12))
def test_it_makes_no_difference_how_often_the_clock_is_looked_at(dygn: list[int]) -> None:
    start = Spel.pagaende("AMI1", start="2024-03-11")
    slut = start.nu + timedelta(days=200)
    steg = Steg(start.insats)
    for n in sorted(dygn):
        steg += lat_ga(steg.insats, start.nu + timedelta(days=n))
    steg += lat_ga(steg.insats, slut)
    assert steg == lat_ga(start.insats, slut)


def test_what_falls_on_the_same_instant_is_taken_in_the_routines_order() -> None:
    """A frist that passes, then what opens, then the end, then what lapses with it (K13.7)."""
    fall = Spel.pagaende("AMI1", start="2024-03-11").lamna_plan("2024-06-07").till("2024-06-11")
    samtidigt = [p.handelse.slag for p in fall.poster if p.tid == tid("2024-06-11T00:00")]
    ordning = ["frist_passerad", "bevakning_oppnad", "insats_avslutad", "bevakning_upphord"]
    assert samtidigt == sorted(samtidigt, key=ordning.index)
    assert set(samtidigt) == set(ordning)


def test_messages_carry_the_line_they_tell_of_and_who_they_are_for() -> None:
    fall = ett_ar()
    tider = {p.nr: p.tid for p in fall.poster}
    assert fall.meddelanden
    for m in fall.meddelanden:
        assert m.tid == tider[m.nr]
        assert m.part == {"anordnare": "A", "karriarvagledare": "kv1"}.get(m.till)
    assert len({(m.nr, m.ordning) for m in fall.meddelanden}) == len(fall.meddelanden)


@pytest.mark.krav("K3.3")
def test_no_timer_summary_tells_of_anything_but_the_routine() -> None:
    for n in range(5, 80, 5):
        insats = vikt(ett_ar().poster[:n])
        for k in kommande(insats):
            assert "kund" not in k.sammanfattning
            assert "kv1" not in k.sammanfattning


def test_the_engine_is_given_one_next_thing_per_key() -> None:
    insats = Spel.pagaende("AMI1", start="2024-03-11").till("2024-04-05").insats
    nycklar = [k.nyckel for k in kommande(insats)]
    assert len(nycklar) == len(set(nycklar))
    assert kommande(insats)[0] == rutin.klockslag(insats)[0]


def test_the_ids_of_handled_kommandon_lead_to_their_lines() -> None:
    fall = ett_ar()
    for kommando, (fran, till, *_) in fall.insats.hanterade.items():
        assert [p.nr for p in fall.poster if p.kommando == kommando] == list(range(fran, till + 1))
    sagda = {p.kommando for p in fall.poster if p.kommando}
    assert set(fall.insats.hanterade) == sagda
    assert all((p.kommando is None) == (p.av == SYSTEMET) for p in fall.poster)


def test_a_refused_signal_is_written_down_and_told_its_sender_and_changes_nothing_else() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    inkommet = Inkommet("s1", ANORDNARE, las_kommando({"kommando": "granska_plan", "beslut": "godkand"}))
    with pytest.raises(Avvisning) as fel:
        utfor(fall.insats, inkommet, fall.nu)
    steg = anteckna_avvisning(fall.insats, inkommet, fel.value, fall.nu)
    assert [(m.till, m.rubrik) for m in steg.meddelanden] == [("anordnare", f"Avvisat: granska_plan – {fel.value}")]
    assert steg.insats.hanterade["s1"][:2] == (steg.insats.nr, steg.insats.nr)
    assert rutin.bevakningar(steg.insats) == rutin.bevakningar(fall.insats)
    assert post_fran_json(post_till_json(steg.poster[0])) == steg.poster[0]


def test_the_answer_to_a_refused_signal_goes_to_its_sender_and_to_no_one_else() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    avslag = Avvisning("K7.4", "ingen genomförandeplan har kommit in")
    for av, part in ((Aktor(Roll.KARRIARVAGLEDARE, "vikarie"), "vikarie"), (Aktor(Roll.ANORDNARE, "a2", "B"), "B")):
        inkommet = Inkommet("s1", av, las_kommando({"kommando": "granska_plan", "beslut": "godkand"}), "dok-1")
        (svar,) = anteckna_avvisning(fall.insats, inkommet, avslag, fall.nu).meddelanden
        assert (svar.till, svar.part, svar.regel, svar.ordning) == (av.roll, part, "K7.4", 0)


def test_the_messages_of_a_line_are_numbered_and_its_document_is_named() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    data = {"kommando": "bemanna", "handlaggare": "H9"}
    steg = utfor(Spel.aktualiserat().insats, Inkommet("k", ANORDNARE, las_kommando(data), "dok-1"), fall.nu)
    assert {p.dokument for p in steg.poster} == {"dok-1"}
    assert [p.sagt for p in steg.poster] == [data] + [None] * (len(steg.poster) - 1)
    per_rad: dict[int, list[int]] = {}
    for m in ett_ar().meddelanden:
        per_rad.setdefault(m.nr, []).append(m.ordning)
    assert all(ordning == list(range(len(ordning))) for ordning in per_rad.values())
    assert max(map(len, per_rad.values())) > 1


def test_the_very_same_asked_again_of_the_very_same_state_is_answered_from_memory_and_nothing_else_is() -> None:
    insats, nu = Spel.aktualiserat().insats, tid("2024-03-04T10:00")
    sagt = {"kommando": "bemanna", "handlaggare": "H1"}
    inkommet = Inkommet("k1", ANORDNARE, las_kommando(sagt))
    steg = utfor(insats, inkommet, nu)
    assert utfor(insats, inkommet, nu) is steg
    annat = Inkommet("k1", ANORDNARE, las_kommando(sagt | {"handlaggare": "H2"}))
    for nytt, nar, dorr in ((annat, nu, 10), (inkommet, nu + timedelta(seconds=1), 10), (inkommet, nu, 5)):
        ny = utfor(insats, nytt, nar, dorr)
        assert ny is not steg
        assert (ny.insats.senast, ny.insats.bemanningar[-1].handlaggare) == (
            nar,
            "H2" if nytt is annat else "H1",
        )
    fore = insats_fran_json(insats_till_json(insats))
    assert utfor(fore, inkommet, nu).poster == steg.poster


def test_what_the_clock_raises_next_is_thought_out_once_of_a_state_and_goes_as_far_as_it_is_asked() -> None:
    i = Spel.pagaende("AMI1", start="2024-03-11").insats
    kort, langt = (lat_ga(i, i.senast + timedelta(days=d)) for d in (40, 80))
    assert 0 < len(kort.poster) < len(langt.poster)
    assert all(a is b for a, b in zip(kort.poster, langt.poster, strict=False))
    assert langt == lat_ga(som_ny(i), i.senast + timedelta(days=80))
