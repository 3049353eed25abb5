"""The walk: order, fold, ids of what has been handled, JSON, and whatever anyone may say in whatever order."""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from functools import reduce
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import rutin
from domain.avvisning import Avvisning
from domain.forlopp import Steg, anteckna_avvisning, kommande, lat_ga, utfor
from domain.insats import Insats
from domain.journal import Post
from domain.kalender import ar_arbetsdag
from domain.kapitel import Klockslag
from domain.kommando import Inkommet, las_kommando
from domain.lagring import insats_fran_json, insats_till_json, post_fran_json, post_till_json
from domain.tid import datum
from domain.utbetalning import vantat_underlag
from tests.domain.spel import ANORDNARE, ARBETSLEDARE, KV, SYSTEMET, Spel, d, mall, tid

LEVANDE = {"oppen", "forsenad", "planerad"}
FASTA = {
    "manadsrapport", "faktureringsunderlag", "slutrapport", "forlangningsbeslut",
    "veckokontakt", "franvaroanmalan", "uppfoljningsmote",
}  # fmt: skip
"""Kinds whose frist is a date that the routine or the uppdrag names, an end date, or a calendar day (K0.4)."""


def vikt(poster: list[Post]) -> Insats:
    insats = reduce(rutin.tillampa, poster, None)
    assert insats is not None
    return insats


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


# Whatever anyone says, in whatever order

DAG = st.integers(-40, 60)
MANAD = st.sampled_from([f"2024-{m:02}" for m in range(2, 11)])
TEXT = st.sampled_from(["angivet", "", "Ej aktuellt", "Ej aktuellt: inte nu"])
RAPPORT, SLUTRAPPORT, PLAN = (mall(f"mall.{m}") for m in ("manadsrapport.AMI", "slutrapport.AMI", "genomforandeplan"))


def dagen(nu: datetime, n: int) -> str:
    return str(datum(nu) + timedelta(days=n))


def fakta(verb: str, nu: datetime, dra: Any) -> dict[str, Any]:
    """Facts that are often right, sometimes wrong, and near the day they are said."""
    dag = lambda: dagen(nu, dra(DAG))  # noqa: E731
    match verb:
        case "bemanna":
            return {"handlaggare": dra(st.sampled_from(["H1", "H2"]))}
        case "lagg_in_uppdrag":
            deltid = {"skal_till_deltidsplanering": "skäl", "omfattning": 50}
            return {"startdatum": dag(), "langd_manader": dra(st.integers(1, 4))} | dra(st.sampled_from([{}, deltid]))
        case "boka_uppstartsmote":
            return {"datum": dag()}
        case "lamna_genomforandeplan":
            rubriker = dra(st.sampled_from([{}, PLAN]))
            return {"mal": dra(TEXT), "delmal": ["x"], "aktiviteter": ["y"], "rubriker": rubriker}
        case "granska_plan":
            return {"beslut": dra(st.sampled_from(["godkand", "aterremiss"])), "motivering": "mer"}
        case "klarmarkera_manadsrapport":
            return {"manad": dra(MANAD), "uppfoljning_datum": dagen(nu, dra(st.integers(-9, 1))), "rubriker": RAPPORT}
        case "granska_manadsrapport":
            godkann = {"beslut": "godkand", "progression": dra(st.sampled_from(["fortsatt", "avsluta"]))}
            ater = {"beslut": "aterremiss", "motivering": "mer"}
            return {"manad": dra(MANAD)} | dra(st.sampled_from([godkann, ater]))
        case "anmal_franvaro":
            slag = dra(st.sampled_from(["sjuk", "vab", "ledighet", "annan", "ogiltig"]))
            return {"slag": slag, "fran": dag(), "till": dra(st.none() | st.just(dag())), "orsak": "x"}
        case "avsluta_franvaro":
            return {"slag": dra(st.sampled_from(["sjuk", "vab"])), "till": dagen(nu, dra(st.integers(-9, 1)))}
        case "ta_emot_intyg":
            return {"slag": dra(st.sampled_from(["sjuk", "vab"])), "fran": dra(st.none() | st.just(dag()))}
        case "besluta_forlangning":
            return {"beslut": dra(st.sampled_from(["bevilja", "bevilja", "avsla"])), "motivering": "x"}
        case "lamna_slutrapport":
            sagt = {"mal_uppnatt": dra(st.booleans()), "sjalvforsorjande": True}
            return sagt | {"nasta_steg": "x", "rubriker": SLUTRAPPORT}
        case "besluta_avslut":
            orsak = dra(st.sampled_from(["mal_natt", "sjukskrivning", "brister_hos_anordnare", "annan_insats"]))
            sagt = {"orsak": orsak, "avslutsdatum": dag(), "samtal_datum": dagen(nu, 0)}
            return sagt | {"nasta_steg": "x", "motivering": "y"}
        case "lamna_faktureringsunderlag":
            return {"manad": dra(MANAD), "belopp": dra(st.sampled_from(["1", "3876.00"])), "fakturanummer": "F"}
        case "avskriv":
            return {"slag": "slutrapport", "avser": dag(), "motivering": "x"}
        case "infor_regelverk":
            rad = {"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01"}
            return {"utgava": "2025", "varden": [rad]}
        case "oppna_slutrapport" | "aterkalla_avslut" | "besluta_fortsattning" | "bevilja_avbrottsersattning":
            return {"motivering": "x"}
        case _:
            return {}


SAGT = [
    "bemanna", "lagg_in_uppdrag", "boka_uppstartsmote", "lamna_genomforandeplan", "granska_plan",
    "klarmarkera_manadsrapport", "granska_manadsrapport", "anmal_franvaro", "avsluta_franvaro", "ta_emot_intyg",
    "besluta_forlangning", "lamna_slutrapport", "besluta_avslut", "aterkalla_avslut", "besluta_fortsattning",
    "lamna_faktureringsunderlag", "avskriv", "infor_regelverk", "oppna_slutrapport", "bevilja_avbrottsersattning",
    "aterkalla_aktualisering",
]  # fmt: skip
VEM = {"anordnare": ANORDNARE, "karriarvagledare": KV, "arbetsledare": ARBETSLEDARE, "system": SYSTEMET}


def det_naturliga(fall: Spel, dra: Any) -> list[tuple[str, dict[str, Any]]]:
    """What someone who knows the case would say next: what is open, with the right facts."""
    insats, nu = fall.insats, dagen(fall.nu, 0)
    alla = forsenade(fall)
    for b in fall.bevakningar():
        if b.utfall not in ("oppen", "forsenad"):
            continue
        match b.slag:
            case "bemanning":
                alla.append(("bemanna", {"handlaggare": "H1"}))
            case "uppdrag":
                start = datum(insats.aktualiserad) + timedelta(days=dra(st.integers(0, 20)))
                alla.append(("lagg_in_uppdrag", {"startdatum": str(start), "langd_manader": dra(st.integers(1, 3))}))
            case "uppstartsmote":
                alla.append(("boka_uppstartsmote", {"datum": nu}))
            case "genomforandeplan":
                alla.append(("lamna_genomforandeplan", {"mal": "x", "delmal": ["x"], "aktiviteter": ["y"]}))
            case "plangranskning":
                alla.append(("granska_plan", {"beslut": "godkand"}))
            case "manadsrapport":
                rapport = {"manad": b.avser, "uppfoljning_datum": nu, "rubriker": RAPPORT}
                alla.append(("klarmarkera_manadsrapport", rapport))
            case "rapportgodkannande":
                granskat = {"manad": b.avser, "beslut": "godkand"}
                progression = dra(st.sampled_from(["fortsatt", "avsluta"]))
                alla.append(("granska_manadsrapport", granskat | {"progression": progression}))
            case "faktureringsunderlag":
                belopp = vantat_underlag(insats, b.avser or "")
                sagt = {"manad": b.avser, "belopp": str(belopp or 1), "fakturanummer": f"N{b.avser}{insats.nr}"}
                alla.append(("lamna_faktureringsunderlag", sagt))
            case "beslut_om_avslut":
                alla.append(("besluta_fortsattning", {"motivering": "x"}))
            case "forlangningsbeslut":
                alla.append(("besluta_forlangning", {"motivering": "x"}))
            case "lakarintyg" | "vabintyg":
                alla.append(("ta_emot_intyg", {"slag": {"l": "sjuk", "v": "vab"}[b.slag[0]], "fran": b.avser}))
            case "slutrapport":
                oppna = fall.status == "avslutad" and dra(st.booleans())
                sagt = {"mal_uppnatt": True, "sjalvforsorjande": True, "rubriker": SLUTRAPPORT}
                alla.append(("oppna_slutrapport", {"motivering": "x"}) if oppna else ("lamna_slutrapport", sagt))
                if insats.avslutsform == "avbruten":
                    alla.append(("bevilja_avbrottsersattning", {"motivering": "x"}))
    return alla + (det_som_hander(fall, nu, dra) if fall.status == "pagar" else [])


def hela_manaden(fall: Spel, manad: str) -> None:
    """Report, underlag and approval at once, as far as they are taken."""
    nar = fall.nu.isoformat()
    for gor in (fall.rapportera, fall.fakturera, fall.godkann):
        if gor != fall.fakturera or vantat_underlag(fall.insats, manad) is not None:
            with suppress(Avvisning):
                gor(manad, nar)


def forsenade(fall: Spel) -> list[tuple[str, dict[str, Any]]]:
    """What is late can be written off."""
    sena = [b for b in fall.bevakningar() if b.utfall == "forsenad"]
    return [("avskriv", {"slag": b.slag, "avser": b.avser, "motivering": "x"}) for b in sena]


def det_som_hander(fall: Spel, nu: str, dra: Any) -> list[tuple[str, dict[str, Any]]]:
    """What nobody waits for: absence, ends, and ends that are revoked."""
    uppdrag = fall.insats.uppdrag
    assert uppdrag is not None
    slag = dra(st.sampled_from(["sjuk", "vab"]))
    alla: list[tuple[str, dict[str, Any]]] = [
        ("anmal_franvaro", {"slag": slag, "fran": dagen(fall.nu, -dra(st.integers(0, 20))), "orsak": "x"}),
        ("avsluta_franvaro", {"slag": slag, "till": nu}),
    ]
    if fall.insats.avslutsbeslut:
        alla.append(("aterkalla_avslut", {"motivering": "x"}))
    langd = (uppdrag.slutdatum - uppdrag.startdatum).days
    avslut = uppdrag.startdatum + timedelta(days=dra(st.integers(-3, langd)))
    orsak = dra(st.sampled_from(["mal_natt", "sjukskrivning", "annan_insats"]))
    sagt = {"orsak": orsak, "avslutsdatum": str(avslut), "samtal_datum": nu, "nasta_steg": "x"}
    return [*alla, ("besluta_avslut", sagt)]


def provat(fall: Spel) -> None:
    """What always holds."""
    insats = fall.insats
    assert lat_ga(insats, fall.nu) == Steg(insats)
    for k in rutin.klockslag(insats):
        assert isinstance(k, Klockslag)
        assert k.nar > fall.nu
    for b in rutin.bevakningar(insats):
        assert b.slag in FASTA or b.slag.startswith("rapport") or ar_arbetsdag(b.frist), b
        if b.nyckel in insats.oppnade and not insats.slutford and b.utfall(insats) == "oppen" and not b.vilar:
            assert b.frist >= datum(fall.nu), b
    assert all(v.utfall in {"uppfylld", "sen", "oppen", "forsenad", "avskriven", "upphord"} for v in fall.bevakningar())
    for u in fall.utbetalningar():
        assert (u.utbetalningsmanad is not None) == (u.status in ("klar", "utbetald"))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_said_it_is_done_or_refused_and_the_case_holds_together(data: st.DataObject) -> None:
    dra = data.draw
    insats = dra(st.sampled_from(["AMI1", "AMI2"]))
    fall = Spel.pagaende(insats, langd_manader=3) if dra(st.integers(0, 3)) else Spel.aktualiserat(insats)
    for _ in range(dra(st.integers(1, 25))):
        fall.till((fall.nu + timedelta(hours=dra(st.integers(0, 24 * 16)))).isoformat())
        oppna = [v.avser for v in fall.bevakningar() if v.slag == "manadsrapport" and v.utfall in ("oppen", "forsenad")]
        if oppna and dra(st.booleans()):
            hela_manaden(fall, str(oppna[0]))
            provat(fall)
            continue
        naturligt = det_naturliga(fall, dra)
        if naturligt and dra(st.integers(0, 4)):
            verb, sagt = dra(st.sampled_from(naturligt))
        else:
            verb = dra(st.sampled_from(SAGT))
            sagt = fakta(verb, fall.nu, dra)
        typ = rutin.KOMMANDON[verb]
        fore = fall.insats
        try:
            fall.sager(VEM[typ.roller[0]], fall.nu.isoformat(), verb, **sagt)
        except Avvisning as avvisning:
            assert fall.insats == fore
            assert avvisning.regel.startswith("K")
        provat(fall)
    # then everything that is owed is done, or written off, until nothing remains
    if not fall.insats.regelverk.belopp("checkbelopp.AMI", d("2025-01-01")):
        if not fall.insats.slutford:
            fall.systemet(fall.nu.isoformat(), "infor_regelverk", **fakta("infor_regelverk", fall.nu, dra))
    avsluta(fall)
    assert fall.status == "slutford"
    assert {b.utfall for b in fall.bevakningar()} & LEVANDE == set()
    oppnade = {p.handelse.nyckel for p in fall.poster if p.handelse.slag == "bevakning_oppnad"}
    assert oppnade == {f"{b.slag}:{b.avser}" if b.avser else b.slag for b in fall.bevakningar()} & oppnade
    assert all(u.status == "utbetald" or u.forfallen for u in fall.utbetalningar())
    assert vikt(fall.poster) == fall.insats
    assert insats_fran_json(insats_till_json(fall.insats)) == fall.insats
    assert [post_fran_json(post_till_json(p)) for p in fall.poster] == fall.poster
    betalt = [(h.utbetalning, h.avser) for h in fall.handelser("utbetalning_verkstalld")]
    assert len(betalt) == len(set(betalt))


def avsluta(fall: Spel) -> None:
    """Let time go, and write off what is late, until the case is completed."""
    for _ in range(60):
        if fall.insats.slutford:
            return
        fall.till((fall.nu + timedelta(days=20)).isoformat())
        for verb, sagt in forsenade(fall):
            if not fall.insats.slutford:
                fall.sager(KV, fall.nu.isoformat(), verb, **sagt)
        if fall.insats.uppdrag is None and not fall.insats.slutford:
            slut = dagen(fall.nu, 0)
            if fall.insats.avslutsbeslut is None:
                fall.avsluta(fall.nu.isoformat(), slut, "mal_natt", samtal_datum=None)
    raise AssertionError(f"never completed: {fall.bevakningar()} {fall.utbetalningar()}")
