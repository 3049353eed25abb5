"""K3.7: every door is asked for every kind of text as every role, of its own case and of another's.

Each kind has a text of its own with words that stand nowhere else, and a word by which its lines are known. What a
door answers with is searched for them: they are there exactly where the table says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from domain.grund.lasratt import LASRATT, Textslag, laser, ser
from domain.grund.parter import Aktor, Roll
from domain.kapitel.dialog.trad import MeddelandeSkrivet
from domain.liv.lagring import post_till_json
from domain.liv.rutin import KOMMANDON
from domain.skeende.journal import Post
from kontrakt.insats import Batch
from persistence.arende import lasning
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.register.kund import skrivning
from starter.cli.alla import insats
from tests.verktyg.spel import KV, Spel

SOCIAL = Aktor(Roll.SOCIALSEKRETERARE, "ss1")
ROLLER = [
    "karriarvagledare:kv1",
    "arbetsledare:al1",
    "anordnare:a1@A",
    "anordnare:b1@B",
    "ekonom:e1",
    "socialsekreterare:ss1",
    "socialsekreterare:ss2",
    "kundkoordinator:kk1",
    "systemspecialist:sy1",
    "dataskyddssamordnare:ds1",
    "kund:ku-1",
    "kund:ku-2",
]
EGNA = {"anordnare:b1@B": False, "kund:ku-2": False, "socialsekreterare:ss2": False}
"""Those of a role whose case, or kund, it is not."""


@dataclass(frozen=True)
class Prov:
    """The kommando whose text is of the kind, its words, and what its lines are known by in the history."""

    verb: str
    ord: str
    raden: str


PROV: dict[Textslag, Prov] = {
    Textslag.ARENDE: Prov("anmal_till_karriarvagledare", "ordomarendet", "anmalan_gjord"),
    Textslag.BESLUTSGRUND: Prov("ratta_beslutsgrund", "ordombeslutet", "beslutsgrund_rattad"),
    Textslag.AVVIKELSE: Prov("anmal_avvikelse", "ordomavvikelsen", "avvikelse_anmald"),
    Textslag.HELHETSBEDOMNING: Prov("registrera_helhetsbedomning", "ordombedomningen", "helhetsbedomning"),
    Textslag.AVSLUT: Prov("besluta_avslut", "ordomavslutet", "avslut_beslutat"),
    Textslag.MEDDELANDE: Prov("skriv_meddelande", "ordomtraden", "meddelande_skrivet"),
    Textslag.AVSLUTSFORSLAG: Prov("foresla_avslut", "ordomforslaget", "avslut_foreslaget"),
    Textslag.ONSKEMAL: Prov("framfor_onskemal", "ordomonskemalet", "onskemal_framfort"),
    Textslag.SIGNERING: Prov("avskriv", "ordomavskrivningen", "avskrivning_foreslagen"),
}

EGNA_TRADAR = {"ordomkommunens": Roll.ARBETSLEDARE, "ordomanordnarens": Roll.ANORDNARE}
"""Words of a note that one organisation has written for itself, and who wrote it (K4.6)."""

DORRAR: dict[str, list[str]] = {
    "visa": ["visa", "{arende}", "--json"],
    "visa i ord": ["visa", "{arende}"],
    "tidslinje": ["tidslinje", "{arende}", "--json"],
    "tidslinje i ord": ["tidslinje", "{arende}"],
    "dokument": ["dokument", "{arende}", "--json"],
    "bevakningar": ["bevakningar", "--alla", "--json"],
    "inkorg": ["inkorg", "--alla", "--json"],
    "olasta": ["olasta", "--json"],
    "arenden": ["arenden", "--json"],
    "framat": ["framat", "{arende}", "--json"],
    "forklara": ["forklara", "{arende}", "bevakning", "bemanning", "--json"],
    "forklara beslut": ["forklara", "{arende}", "beslut", "--json"],
    "forklara avslag": ["forklara", "{arende}", "avslag", "nekad", "--json"],
}


def test_every_kind_that_a_kommando_has_is_asked_for() -> None:
    assert {typ.lases for typ in KOMMANDON.values()} <= PROV.keys()
    assert LASRATT.keys() == set(Textslag)


@pytest.fixture
def fallet(motor: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    """A case at A with a text of each kind, and a correction of the common judgement with words of its own."""
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    fall = Spel.pagaende(start="2024-03-11").kv("2024-03-12", "utse_socialsekreterare", till="ss1")
    fall.anordnare("2024-03-20", PROV[Textslag.ARENDE].verb, anledning="oklart_uppdrag", beskrivning="x")
    fall.anordnare("2024-03-21", PROV[Textslag.AVVIKELSE].verb, datum="2024-03-20", beskrivning="x")
    alla = ["karriarvagledare", "arbetsledare", "socialsekreterare"]
    fall.anordnare("2024-03-22", PROV[Textslag.MEDDELANDE].verb, till=alla, amne="x", text="x")
    fall.arbetsledare("2024-03-23", "anteckna_internt", amne="x", text="x")
    fall.anordnare("2024-03-24", "anteckna_internt", amne="x", text="x")
    fall.kv("2024-03-25", "skriv_meddelande", till=["arbetsledare"], amne="x", text="x", svar_vantas_av="arbetsledare")
    fall.kv("2024-03-26", PROV[Textslag.ONSKEMAL].verb, sort="trepartssamtal", sagt_den="2024-03-26", text="x")
    fall.sager(SOCIAL, "2024-04-02", PROV[Textslag.HELHETSBEDOMNING].verb, manad="2024-03", bedomning="x")
    fall.kv("2024-04-03", "bekrafta_helhetsbedomning", manad="2024-03", kommentar="x")
    fall.sager(SOCIAL, "2024-04-04", "ratta", vad="bekrafta_helhetsbedomning", stryk=True, motivering="x")
    sagt = {"orsak": "flytt", "avslutsdatum": "2024-04-30", "nasta_steg": "x", "motivering": "x"}
    fall.kv("2024-04-07", PROV[Textslag.AVSLUTSFORSLAG].verb, **sagt)
    fall.avsluta("2024-04-08", "2024-04-30", "kundens_egen_begaran", motivering="x")
    fall.kv("2024-04-09", PROV[Textslag.SIGNERING].verb, slag="manadsrapport", avser="2024-03", motivering="x")
    fall.kv("2024-04-10", PROV[Textslag.BESLUTSGRUND].verb, arbetsformaga=10, motivering="x")
    poster = [_med_dokument(p) for p in fall.poster]
    for post in poster:
        if post.dokument:
            verb = post.dokument.removeprefix("dok-")
            if verb in EGNA_TRADAR:
                dokument.spara(
                    motor, post.dokument, fall.insats.arende, "anteckna_internt", str(post.av), {"text": verb}
                )
                continue
            ord_ = next((p.ord for p in PROV.values() if p.verb == verb), PROV[Textslag.HELHETSBEDOMNING].ord)
            dokument.spara(motor, post.dokument, fall.insats.arende, verb, str(post.av), {"text": ord_})
    rader = tuple(post_till_json(p) for p in poster)
    skriv(motor, Batch(fall.insats.arende, 0, rader, tuple(fall.meddelanden)))
    skrivning.lagg_till(
        motor, KV,
        {"id": "ku-1", "namn": "Åsa", "personnummer": "198505022387", "socialsekreterare": "ss1"},
        fall.nu.date(),
    )  # fmt: skip
    skrivning.lagg_till(motor, KV, {"id": "ku-2", "namn": "Bo", "personnummer": "198505012388"}, fall.nu.date())
    with motor.begin() as c:
        c.execute(text("UPDATE insats SET kund = 'ku-1'"))
    return motor


def _med_dokument(post: Post) -> Post:
    if isinstance(h := post.handelse, MeddelandeSkrivet):
        vems = next((ord_ for ord_, roll in EGNA_TRADAR.items() if h.intern and roll is h.av), None)
        return replace(post, dokument=f"dok-{vems or PROV[Textslag.MEDDELANDE].verb}") if h.trad < 4 else post
    utan_fakta = {"uppgift_rattad": "ratta", "avskrivning_foreslagen": "avskriv"}
    utan_fakta["beslutsgrund_rattad"] = "ratta_beslutsgrund"
    verb = post.sagt["kommando"] if post.sagt else utan_fakta.get(post.handelse.slag)
    har = verb in {p.verb for p in PROV.values()} | {"bekrafta_helhetsbedomning", "ratta"}
    return replace(post, dokument=f"dok-{verb}") if har else post


def _lasta(som: str, dorr: list[str]) -> str:
    argument = [a.replace("{arende}", "arende-1") for a in dorr]
    return CliRunner().invoke(insats, [*argument, "--som", som]).output


@cache
def _svaren(som: str) -> dict[str, str]:
    """What each door answers one of them."""
    return {namn: _lasta(som, dorr) for namn, dorr in DORRAR.items()}


@pytest.mark.krav("K3.7")
def test_every_door_shows_each_role_exactly_the_kinds_that_the_table_gives_it(fallet: Engine) -> None:
    for som, (slag, prov) in product(ROLLER, PROV.items()):
        roll, egen = Aktor.tolka(som).roll, EGNA.get(som, True)
        svar = _svaren(som)
        far = egen and laser(roll, slag)
        assert {n for n, s in svar.items() if prov.ord in s} == ({"dokument"} if far else set()), (som, slag)
        if slag is Textslag.HELHETSBEDOMNING and not (egen and ser(roll, slag)):
            assert not [n for n, s in svar.items() if "elhetsbed" in s], "not even that there is one"
        i_historiken = prov.raden in svar["tidslinje"]
        assert i_historiken == (egen and ser(roll, slag) and roll is not Roll.SOCIALSEKRETERARE), (som, slag)


@pytest.mark.krav("K3.7", sort="avslag")
def test_a_text_that_is_not_ones_own_is_answered_by_its_id_as_one_that_is_not_there(fallet: Engine) -> None:
    # What is not there is answered alike each time that it is asked for: once for each of those who ask is enough.
    ingen = {som: _lasta(som, ["dokument", "{arende}", "dok-finnsinte"]) for som in ROLLER}
    for som, (slag, prov) in product(ROLLER, PROV.items()):
        aktor, egen, finns_inte = Aktor.tolka(som), EGNA.get(som, True), ingen[som]
        far = egen and laser(aktor.roll, slag)
        assert (lasning.ett_dokument(fallet, aktor, f"dok-{prov.verb}") is not None) == far
        hemlig = _lasta(som, ["dokument", "{arende}", f"dok-{prov.verb}"])
        assert (prov.ord in hemlig) == far
        assert far or hemlig == finns_inte.replace("dok-finnsinte", f"dok-{prov.verb}")


@pytest.mark.krav("K3.7", sort="gräns")
def test_the_words_of_a_correction_are_of_the_kind_of_what_it_corrects(fallet: Engine) -> None:
    for som in ROLLER:
        aktor, egen = Aktor.tolka(som), EGNA.get(som, True)
        far = egen and laser(aktor.roll, Textslag.HELHETSBEDOMNING)
        assert (lasning.ett_dokument(fallet, aktor, "dok-ratta") is not None) == far, som
        assert (lasning.ett_dokument(fallet, aktor, "dok-bekrafta_helhetsbedomning") is not None) == far, som


@pytest.mark.krav("K3.7", "K4.6")
def test_a_note_is_nobodys_but_ones_own_organisations_at_every_door(fallet: Engine) -> None:
    laser_noten = {
        "ordomkommunens": {"karriarvagledare:kv1", "arbetsledare:al1"},
        "ordomanordnarens": {"anordnare:a1@A"},
    }
    for som, (ord_, laser_) in product(ROLLER, laser_noten.items()):
        assert {n for n, s in _svaren(som).items() if ord_ in s} == ({"dokument"} if som in laser_ else set()), som
        dok = lasning.ett_dokument(fallet, Aktor.tolka(som), f"dok-{ord_}")
        assert (dok is not None) == (som in laser_), som


@pytest.mark.krav("K3.7", "K4.6")
def test_no_door_tells_the_anordnare_of_a_question_in_a_thread_that_it_is_not_in(fallet: Engine) -> None:
    nyckel = "intern-4-1"
    assert {n for n, s in _svaren("karriarvagledare:kv1").items() if nyckel in s} >= {
        "visa",
        "tidslinje",
        "bevakningar",
    }
    assert [n for n, s in _svaren("anordnare:a1@A").items() if nyckel in s or "tråd 4" in s] == []
    nekas = _lasta("anordnare:a1@A", ["forklara", "{arende}", "bevakning", "svar", nyckel])
    assert nekas == _lasta("anordnare:a1@A", ["forklara", "{arende}", "bevakning", "svar", "intern-5-1"]).replace(
        "intern-5-1", nyckel
    )
    assert "svar på meddelande 1 i tråd 4" in _lasta(
        "karriarvagledare:kv1", ["forklara", "{arende}", "bevakning", "svar", nyckel]
    )


@pytest.mark.krav("K3.7", "K13.2", "K13.7", sort="avslag")
def test_no_door_tells_who_sees_no_proposal_that_two_have_something_to_decide(fallet: Engine) -> None:
    orden = ("attest-avslut-1", "attest-avskrivning-", "karriärvägledarens förslag")
    for som in ROLLER:
        dorrar = {n for n, s in _svaren(som).items() if any(ord_ in s for ord_ in orden)}
        if EGNA.get(som, True) and ser(Aktor.tolka(som).roll, Textslag.AVSLUTSFORSLAG):
            assert dorrar >= {"visa", "tidslinje", "framat", "bevakningar"}, som
        else:
            assert dorrar == set(), som
