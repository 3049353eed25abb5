"""Who may do what: one table, roll × kommando × state, drives both what is offered and what is accepted."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import BENAMNING, Aktor, Roll
from domain.grund.slag import Status
from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera, aktualisera
from domain.liv import rutin
from domain.liv.forlopp import paborja
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import Fall
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import ANORDNARE, FORARBETE, KUNDER, KV, TILLS_VIDARE, Spel, mall, regelverket, tid

TEXT = "angivet"
FAKTA: dict[str, dict[str, Any]] = {
    "aterkalla_aktualisering": {},
    "bemanna": {"handlaggare": "H9"},
    "lagg_in_uppdrag": {"startdatum": "2024-03-11"},
    "boka_uppstartsmote": {"datum": "2024-03-12"},
    "lamna_genomforandeplan": {"mal": TEXT, "delmal": [TEXT], "aktiviteter": [TEXT]},
    "granska_plan": {"beslut": "godkand"},
    "klarmarkera_manadsrapport": {"manad": "2024-03", "rubriker": mall("mall.manadsrapport.AMI")},
    "granska_manadsrapport": {"manad": "2024-03", "beslut": "godkand", "progression": "fortsatt"},
    "anmal_franvaro": {"slag": "annan", "fran": "2024-03-11", "orsak": TEXT},
    "avsluta_franvaro": {"slag": "sjuk", "till": "2024-03-11"},
    "ta_emot_intyg": {},
    "besluta_forlangning": {"motivering": TEXT},
    "lamna_slutrapport": {
        "mal_uppnatt": True,
        "natt_mal": "arbete",
        "sjalvforsorjande": True,
        "rubriker": mall("mall.slutrapport.AMI"),
    },
    "oppna_slutrapport": {"motivering": TEXT},
    "besluta_avslut": {"orsak": "mal_natt", "natt_mal": "arbete", "avslutsdatum": "2024-03-20"},
    "aterkalla_avslut": {"motivering": TEXT},
    "besluta_fortsattning": {"motivering": TEXT},
    "lamna_faktureringsunderlag": {"manad": "2024-03", "belopp": "1", "fakturanummer": "F1"},
    "bevilja_avbrottsersattning": {"motivering": TEXT},
    "avskriv": {"slag": "bemanning", "motivering": TEXT},
    "besluta_avskrivning": {"slag": "bemanning", "motivering": TEXT},
    "infor_regelverk": {
        "utgava": "2025",
        "varden": [{"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01"}],
    },
}
"""A well-formed kommando of each kind."""

VERB = [verb for verb in rutin.KOMMANDON if verb in FAKTA]


@cache
def i_tillstand(status: Status) -> Spel:
    """A case in each state."""
    match status:
        case Status.AKTUALISERAD:
            return Spel.aktualiserat()
        case Status.BEMANNAD:
            return Spel.aktualiserat().anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
        case Status.PAGAR:
            return Spel.pagaende(start="2024-03-11").till("2024-03-12")
        case Status.AVSLUTAD:
            return Spel.pagaende(start="2024-03-11").avsluta("2024-03-12", "2024-03-15").till("2024-03-16")
        case _:
            return Spel.pagaende(start="2024-03-11").avsluta("2024-03-02", "2024-03-03").till("2024-03-16")


def beslut(status: Status, av: Aktor, verb: str) -> Avvisning | None:
    fall = i_tillstand(status)
    try:
        rutin.besluta(fall.insats, las_kommando({"kommando": verb, **FAKTA[verb]}), Fall(fall.nu, av))
    except Avvisning as avvisning:
        return avvisning
    return None


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize("status", list(Status))
def test_the_cases_are_in_the_states_they_are_to_be_in(status: Status) -> None:
    assert i_tillstand(status).insats.status is status


def test_every_kommando_of_the_first_chapters_has_its_facts_here() -> None:
    assert set(FAKTA) <= set(rutin.KOMMANDON)


@pytest.mark.parametrize("verb", VERB)
@pytest.mark.parametrize("roll", list(Roll))
def test_a_roll_that_may_not_say_it_is_told_who_may_in_every_state(verb: str, roll: Roll) -> None:
    typ = rutin.KOMMANDON[verb]
    if roll in typ.roller:
        assert any(verb in rutin.mojliga(i_tillstand(s).insats, roll) for s in Status)
        return
    for status in Status:
        nekad = beslut(status, Aktor(roll, "x", "A"), verb)
        assert nekad is not None
        assert (nekad.regel, nekad.falt) == (typ.regel, "av")
        assert BENAMNING[typ.roller[0]] in nekad.text
        assert verb not in rutin.mojliga(i_tillstand(status).insats, roll)


@pytest.mark.parametrize("verb", VERB)
@pytest.mark.parametrize("status", list(Status))
def test_a_kommando_is_offered_in_the_states_it_is_accepted_in_and_refused_in_the_others(
    verb: str, status: Status
) -> None:
    typ = rutin.KOMMANDON[verb]
    roll = typ.roller[0]
    nekad = beslut(status, Aktor(roll, "x", "A" if roll is Roll.ANORDNARE else None), verb)
    erbjuds = verb in rutin.mojliga(i_tillstand(status).insats, roll)
    assert erbjuds == (status in typ.tillstand)
    om_tillstandet = nekad is not None and nekad.falt == "kommando"
    assert om_tillstandet == (not erbjuds)


@pytest.mark.parametrize("verb", [v for v in VERB if Roll.ANORDNARE in rutin.KOMMANDON[v].roller])
@pytest.mark.parametrize("organisation", ["B", None, "", "a"])
def test_an_anordnare_acts_on_its_own_organisations_cases_only(verb: str, organisation: str | None) -> None:
    for status in Status:
        nekad = beslut(status, Aktor(Roll.ANORDNARE, "x", organisation), verb)
        assert nekad is not None
        assert (nekad.falt, nekad.text) == ("av", "ärendet ligger hos en annan anordnare")


def test_another_kv_may_stand_in_and_is_noted() -> None:
    fall = Spel.pagaende(start="2024-03-11").sager(
        Aktor(Roll.KARRIARVAGLEDARE, "vikarie"), "2024-03-12", "besluta_avslut", **FAKTA["besluta_avslut"],
        nasta_steg="x",
    )  # fmt: skip
    post = next(p for p in fall.poster if p.handelse.slag == "avslut_beslutat")
    assert (post.av.id, fall.insats.karriarvagledare) == ("vikarie", KV.id)


@pytest.mark.krav("K6.1")
@pytest.mark.parametrize("roll", [r for r in Roll if r is not Roll.KARRIARVAGLEDARE])
def test_only_the_kv_puts_a_kund_in_the_ko(roll: Roll) -> None:
    kommando = las_kommando({"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"]})
    with pytest.raises(Avvisning) as fel:
        paborja("a", Inkommet("1", Aktor(roll, "x", "A"), kommando), regelverket(), TILLS_VIDARE, tid("2024-03-01"))
    assert (fel.value.regel, fel.value.falt, fel.value.text) == ("K6.1", "av", "det här gör karriärvägledaren")


@pytest.mark.krav("K6.1")
def test_a_case_begins_with_an_aktualisering_and_nothing_else() -> None:
    kommando = las_kommando({"kommando": "bemanna", "handlaggare": "H1"})
    with pytest.raises(Avvisning, match=r"^kommando: ett ärende börjar med aktualisera \(K6\.1"):
        paborja("a", Inkommet("1", ANORDNARE, kommando), regelverket(), TILLS_VIDARE, tid("2024-03-01"))


def test_aktualisera_is_never_offered_within_a_case() -> None:
    for status in Status:
        for roll in Roll:
            assert "aktualisera" not in rutin.mojliga(i_tillstand(status).insats, roll)


def test_the_same_facts_decide_alike_whoever_of_the_role_says_them() -> None:
    kommando = las_kommando(
        {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"], **FORARBETE}
    )
    assert isinstance(kommando, Aktualisera)
    ett, tva = (
        aktualisera("a", kommando, regelverket(), TILLS_VIDARE, Fall(tid("2024-03-01"), Aktor(KV.roll, vem)))
        for vem in ("kv1", "kv2")
    )
    assert replace(ett, karriarvagledare="kv2") == tva


@pytest.mark.krav("K1.2", sort="avslag")
@pytest.mark.parametrize("insats", ["AMI2", "ISA1"])  # a målgrupp that has ages, and one that has none
def test_a_kund_whose_age_is_not_said_is_not_granted_an_insats(insats: str) -> None:
    with pytest.raises(Avvisning) as fel:
        Spel.aktualiserat(insats, alder=None)
    assert (fel.value.regel, fel.value.text, fel.value.falt) == ("K1.2", "fältet saknas", "kund.alder")
