"""A refusal that is written down, and a correction in words, whole; and the doors' editions on both their sides."""

from __future__ import annotations

import pytest

from domain.grund.avvisning import Avvisning
from domain.liv import omspelning, rattelse
from domain.liv.aterta import BristStruken
from domain.liv.forlopp import anteckna_avvisning
from domain.liv.kommandon import las_kommando
from domain.liv.rattelse import RattelseForeslagen
from domain.skeende.handelse import Fall
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import KommandoAvvisat
from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, tid

BEMANNA = {"kommando": "bemanna", "handlaggare": "H1"}


@pytest.mark.krav("K0.6")
def test_a_refusal_is_written_down_by_its_verb_its_rule_its_sentence_and_what_that_is_made_of() -> None:
    fall = Spel.aktualiserat()
    nej = Avvisning("K1.1", "så är det", "handlaggare")
    steg = anteckna_avvisning(fall.insats, Inkommet("k", ANORDNARE, las_kommando(BEMANNA)), nej, fall.nu)
    text = "handlaggare: så är det (K1.1, §1.1)"
    assert [p.handelse for p in steg.poster] == [KommandoAvvisat("bemanna", "K1.1", text, "så är det", "handlaggare")]
    assert [(m.till, m.regel, m.rubrik) for m in steg.meddelanden] == [
        ("anordnare", "K1.1", f"Avvisat: bemanna – {text}")
    ]


@pytest.mark.krav("K0.7")
def test_a_choice_that_is_put_right_is_told_as_yes_and_no() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=3).till("2024-06-01").slutrapportera("2024-06-03")
    fall.rattar("2024-06-04", "lamna_slutrapport", andringar={"sjalvforsorjande": True}, motivering="fel")
    (rad,) = rader(fall.poster, "uppgift_rattad")
    assert rad.text.endswith(": sjalvforsorjande ja (var nej)")
    fall.rattar("2024-06-05", "lamna_slutrapport", andringar={"sjalvforsorjande": False}, motivering="fel")
    assert rader(fall.poster, "uppgift_rattad")[1].text.endswith(": sjalvforsorjande nej (var ja)")


@pytest.mark.krav("K13.2", "K0.7")
def test_a_strike_that_is_proposed_is_told_as_one() -> None:
    h = RattelseForeslagen(7, "besluta_avslut", {}, None, "kv1")
    vad = "Föreslagen strykning: Besluta om avslut eller avbrott, rad 7"
    assert rattelse.mening_foreslagen(h) == Mening(vad, "K13.2", "sen")


@pytest.mark.krav("K13.2", "K0.7")
def test_a_proposed_correction_waits_on_while_another_line_is_put_right() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3).hel_manad("2024-03")
    fall.anordnare("2024-04-12", "anmal_franvaro", slag="sjuk", fran="2024-04-12", orsak="x")
    fall.avsluta("2024-04-18", "2024-04-30", "flytt")
    andrat = {"avslutsdatum": "2024-03-29"}
    fall.kv("2024-04-19", "ratta", vad="besluta_avslut", andringar=andrat, motivering="fel")
    forslag = fall.insats.rattelseforslag
    fall.anordnare("2024-04-20", "ratta", vad="anmal_franvaro", andringar={"fran": "2024-04-11"}, motivering="fel")
    assert forslag is not None and fall.insats.rattelseforslag == forslag


@pytest.mark.krav("K0.7", "K0.10", sort="gräns")
def test_before_k0_10_the_karriarvagledare_put_right_what_anybody_had_said() -> None:
    for av in (KV, ANORDNARE):
        omspelning.prova_roll(BEMANNA, Fall(tid("2024-03-01"), av, dorr=0))
    with pytest.raises(Avvisning) as nej:
        omspelning.prova_roll(BEMANNA, Fall(tid("2024-03-01"), ARBETSLEDARE, dorr=0))
    assert str(nej.value) == ("av: uppgiften rättas av den som kan registrera den, eller av karriärvägledaren (K0.7)")
    with pytest.raises(Avvisning) as nej:
        omspelning.prova_roll(BEMANNA, Fall(tid("2024-03-01"), KV, dorr=1))
    assert nej.value.regel == "K0.10"


@pytest.mark.krav("K0.10", sort="gräns")
def test_a_brist_is_struck_from_the_doors_fifth_edition_on() -> None:
    fall = Spel.pagaende().kv("2024-04-02", "registrera_brist", sort="brister_i_uppdrag", motivering="x")
    k = las_kommando({"kommando": "ratta", "vad": "registrera_brist", "stryk": True, "motivering": "x"})
    (h,) = omspelning.besluta(fall.insats, k, Fall(fall.nu, KV, dorr=5))  # type: ignore[arg-type]
    assert isinstance(h, BristStruken)
    with pytest.raises(Avvisning, match="kan inte rättas"):
        list(omspelning.besluta(fall.insats, k, Fall(fall.nu, KV, dorr=4)))  # type: ignore[arg-type]
