"""§8.1: a month's report as it is read, on the page and in print, holds all that it must (K7.6, K7.8, K8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from domain.insats.insats import Insats
from domain.skeende.journal import Post
from persistence.journal.dokument import Dokument
from starter.tjanster import handlingar
from starter.visning.ordval.handlingslage import handlingslage
from tests.verktyg.spel import Spel, d

ORD: Mapping[str, Mapping[str, object]] = {
    "anmal_franvaro": {"orsak": "förkyld"},
    "registrera_uteblivande": {"beskrivning": "kom inte"},
    "lamna_genomforandeplan": {"mal": "arbete", "delmal": ["praktik", "cv"]},
    "klarmarkera_manadsrapport": {"rubriker": {"progression": "går framåt"}},
}


def last(fall: Spel) -> tuple[Insats, list[Post], list[Dokument]]:
    """The case with the words that were written in it, as the journal and the document store have them."""
    med_ord = {p.nr: ORD[p.sagt["kommando"]] for p in fall.poster if p.sagt and p.sagt["kommando"] in ORD}
    poster = [replace(p, dokument=f"d{p.nr}") if p.nr in med_ord else p for p in fall.poster]
    dokument = [
        Dokument(p.dokument, "arende-1", str((p.sagt or {})["kommando"]), str(p.av), med_ord[p.nr], p.tid)
        for p in poster if p.dokument
    ]  # fmt: skip
    return fall.insats, poster, dokument


def rapporterna(fall: Spel) -> dict[str, dict[str, str]]:
    """Month → heading → text, of the reports that one reads."""
    alla = handlingar.rapporter(*last(fall))
    return {r.manad: {s.rubrik: s.text for s in r.handling.stycken} for r in alla if r.handling}


def med_plan() -> Spel:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-12", delmal=["praktik", "cv"])
    return fall.kv("2024-03-13", "granska_plan", beslut="godkand")


def sjuk(fall: Spel, nar: str, fran: str, till: str) -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag="sjuk", fran=fran, till=till, orsak="x")


@pytest.mark.krav("K8.4", "K7.6", "K7.8")
def test_a_report_is_read_with_title_follow_up_plan_delmal_absence_attempts_completions_and_attendance() -> None:
    fall = sjuk(med_plan(), "2024-03-18", "2024-03-18", "2024-03-19")
    fall.anordnare("2024-03-20", "registrera_uteblivande", datum="2024-03-20")
    fall.anordnare("2024-03-21", "registrera_kontaktforsok", datum="2024-03-21")
    fall.rapportera("2024-03", mal="pagar", delmal=["pagar", "natt"])
    fall = sjuk(fall, "2024-04-05", "2024-03-28", "2024-03-28").rapportera("2024-04")
    alla = rapporterna(fall)
    assert alla["2024-03"] == {
        "Rapport": "Månadsrapport, mars, KLAR (mars 2024)",
        "Uppföljning med kunden": "söndag 31 mars 2024",
        "Plan som rapporten följer": "Version 1.1",
        "Målets läge": "Pågår",
        "Delmålens läge": "Delmål 1: praktik – pågår\nDelmål 2: cv – nått",
        "Registrerad frånvaro": "Sjukfrånvaro, måndag 18 mars 2024 – tisdag 19 mars 2024: förkyld\n"
        "Ogiltig frånvaro, onsdag 20 mars 2024: kom inte",
        "Kontaktförsök utan svar": "torsdag 21 mars 2024",
        "Registrerad närvaro": "11 av 14 arbetsdagar (100 %)",
        "Progression": "går framåt",
    }
    assert list(alla["2024-04"])[4:6] == ["Registrerad frånvaro", "Komplettering, mars 2024"]
    assert alla["2024-04"]["Registrerad frånvaro"] == "Ingen frånvaro"
    assert alla["2024-04"]["Komplettering, mars 2024"].endswith("\nSjukfrånvaro, torsdag 28 mars 2024: förkyld")


@pytest.mark.krav("K8.4", "K0.7")
def test_it_is_read_as_it_has_been_put_right_and_not_at_all_where_it_is_struck() -> None:
    fall = med_plan().rapportera("2024-03", delmal=["pagar", "pagar"])
    fall.rattar("2024-04-04", "klarmarkera_manadsrapport", motivering="x",
                andringar={"uppfoljning_datum": "2024-03-28", "delmal": ["natt", "struket"]})  # fmt: skip
    rapport = rapporterna(fall)["2024-03"]
    assert rapport["Uppföljning med kunden"] == "torsdag 28 mars 2024"
    assert rapport["Delmålens läge"] == "Delmål 1: praktik – nått\nDelmål 2: cv – struket"
    fall.rattar("2024-04-05", "klarmarkera_manadsrapport", motivering="x", stryk=True)
    assert rapporterna(fall) == {}


@pytest.mark.krav("K7.6", sort="gräns")
def test_a_report_without_an_approved_plan_says_so_and_a_revision_is_not_in_force_before_it_is_approved() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20").rapportera("2024-03")
    assert rapporterna(fall)["2024-03"]["Plan som rapporten följer"] == "Ingen plan är godkänd"
    i, poster, dokument = last(fall)
    assert handlingar.gallande_plan(i, handlingar.planer(i, poster, dokument)) is None
    fall.kv("2024-04-04", "granska_plan", beslut="godkand").lamna_plan("2024-04-08")
    i, poster, dokument = last(fall)
    alla = handlingar.planer(i, poster, dokument)
    gallande = handlingar.gallande_plan(i, alla)
    assert [h.tid.date() for h in alla] == [d("2024-04-08"), d("2024-03-20")] and gallande == alla[1]
    fall.kv("2024-04-09", "granska_plan", beslut="godkand")
    assert handlingar.gallande_plan(fall.insats, alla) == alla[0]


@pytest.mark.krav("K8.4", "K3.7", sort="avslag")
def test_who_reads_no_text_of_it_gets_none_of_it() -> None:
    i, poster, _ = last(med_plan().rapportera("2024-03"))
    (rapport,) = handlingar.rapporter(i, poster, [])
    assert rapport.handling is None


@pytest.mark.krav("K4.7", "K0.7")
def test_each_text_tells_its_version_and_what_the_review_said_of_it() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-12")
    fall.kv("2024-03-13", "granska_plan", beslut="aterremiss", motivering="x").lamna_plan("2024-03-14")
    assert [h.lage for h in handlingar.handlingar(*last(fall))] == [
        "version 1.2, väntar på granskning", "version 1.1, återremitterad onsdag 13 mars 2024",
    ]  # fmt: skip
    fall.kv("2024-03-15", "granska_plan", beslut="godkand").lamna_plan("2024-03-18").lamna_plan("2024-03-19")
    fall.rapportera("2024-03").godkann("2024-03")
    assert [h.lage for h in handlingar.handlingar(*last(fall))] == [
        "version 1, godkänd onsdag 10 april 2024", "version 2.2, väntar på granskning",
        "version 2.1, ersatt av en ny version", "version 1.2, godkänd fredag 15 mars 2024",
        "version 1.1, återremitterad onsdag 13 mars 2024",
    ]  # fmt: skip
    fall.rattar("2024-04-11", "lamna_genomforandeplan", motivering="x", stryk=True)
    assert [h.lage for h in handlingar.handlingar(*last(fall))][1:3] == ["struken", "version 2.1, väntar på granskning"]


@pytest.mark.krav("K4.7", "K12.6")
def test_a_final_report_tells_how_it_stands_and_a_text_that_nobody_reviews_nothing() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").slutrapportera("2024-06-10")
    assert [handlingslage(fall.insats, p) for p in fall.poster if p.handelse.slag == "slutrapport_lamnad"] == [
        "väntar på granskning"
    ]
    fall.kv("2024-06-11", "granska_slutrapport", beslut="godkand")
    assert {handlingslage(fall.insats, p) for p in fall.poster} == {"", "godkänd tisdag 11 juni 2024"}
