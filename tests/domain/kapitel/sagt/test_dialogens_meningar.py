"""§4, §8.4, §9.1, §13: what the log and the parties are told of proposals, matters brought up and brister, whole."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.anteckningar import Oppnad, Passerad
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Granskning, Omgang, Slutrapport
from domain.kapitel.dialog import anmalan, avvikelse, brist, forslag, helhetsbedomning
from domain.kapitel.dialog.anmalan import AnmalanBesvarad, AnmalanGjord
from domain.kapitel.dialog.avvikelse import KundlageAndrat
from domain.kapitel.dialog.brist import BristKonstaterad, en_manad_efter, klockslag
from domain.kapitel.dialog.forslag import ForslagAvgjort, ForslagLamnat
from domain.kapitel.dialog.helhetsbedomning import HelhetsbedomningBekraftad, HelhetsbedomningRegistrerad
from domain.skeende.handelse import Handelse
from domain.skeende.klockslag import VIKT_SLUT
from tests.verktyg.spel import Spel, d, tid

A, AL, KV, SS = Roll.ANORDNARE, Roll.ARBETSLEDARE, Roll.KARRIARVAGLEDARE, Roll.SOCIALSEKRETERARE


@cache
def insatsen() -> Insats:
    return Spel.pagaende(start="2024-03-11", langd_manader=6).insats


def berattat(kapitel: Any, h: Handelse, i: Insats | None = None) -> tuple[tuple[str, str, str], list[Any]]:
    """The line of the log, and who is told what."""
    foljd = kapitel.KAPITEL.foljder[type(h)]
    m = foljd.mening(h)
    return (m.text, m.regel, m.ton), [(b.till, b.regel, b.rubrik) for b in foljd.brev(i or insatsen(), h)]


# Proposals


@pytest.mark.krav("K13.1", "K11.1", "K13.5", "K6.4")
@pytest.mark.parametrize(
    ("h", "regel", "till", "mening", "brev"),
    [
        (
            ForslagLamnat("avslut", d("2024-04-30"), False), "K13.1", KV, "Förslag om avslut 2024-04-30",
            "Förslag att ta ställning till: avslut 2024-04-30 (§13, K13.1)",
        ),
        (
            ForslagLamnat("avslut", d("2024-04-30"), True), "K13.1", KV, "Ändrat förslag om avslut 2024-04-30",
            "Ändrat förslag att ta ställning till: avslut 2024-04-30 (§13, K13.1)",
        ),
        (
            ForslagLamnat("forlangning", None, False), "K11.1", AL, "Förslag om förlängning",
            "Förslag att ta ställning till: förlängning (§11, K11.1)",
        ),
        (
            ForslagAvgjort("forlangning", "aterkallat"), "K11.1", AL, "Förslaget om förlängning är återkallat",
            "Förslaget om förlängning är återkallat (§11, K11.1)",
        ),
        (
            ForslagAvgjort("forlangning", "avslag"), "K11.1", A, "Förslaget om förlängning är avslaget",
            "Förslaget om förlängning är avslaget (§11, K11.1)",
        ),
        (
            ForslagAvgjort("avslut", "aterkallat"), "K13.1", KV, "Förslaget om avslut är återkallat",
            "Förslaget om avslut är återkallat (§13, K13.1)",
        ),
    ],
)  # fmt: skip
def test_a_proposal_is_told_to_who_decides_it_and_its_outcome_to_who_made_it(
    h: Any, regel: str, till: Roll, mening: str, brev: str
) -> None:
    assert berattat(forslag, h) == ((mening, regel, "vanlig"), [(till, regel, brev)])


# What is brought up


@pytest.mark.krav("K4.2", "K4.3", "K6.4", "K8.6")
@pytest.mark.parametrize(
    ("anledning", "vag", "regel", "mening"),
    [
        ("andrade_ataganden", "meddelande", "K4.2", "kundens åtaganden har ändrats"),
        ("oklart_uppdrag", "meddelande", "K4.3", "uppdraget är oklart"),
        ("saknar_forutsattningar", "meddelande", "K6.4", "kunden saknar förutsättningar för uppdraget"),
        ("annan_insats", "manadsrapport", "K8.6", "behov av en annan insats, i månadsrapporten"),
    ],
)
def test_a_matter_is_told_under_the_rule_it_lives_under(anledning: Any, vag: Any, regel: str, mening: str) -> None:
    (m, brev) = berattat(anmalan, AnmalanGjord(2, anledning, vag))
    assert m == (f"Anmälan 2 till karriärvägledaren: {mening}", regel, "vanlig")
    ((till, brevets, rubrik),) = brev
    assert (till, brevets, rubrik.startswith("Anmälan 2 att besvara: ")) == (KV, regel, True)


@pytest.mark.krav("K4.3", "K8.6")
@pytest.mark.parametrize(
    ("beslut", "mening", "brev"),
    [
        (None, "", ""),
        ("parallell", ": en parallell insats", ": en parallell insats kan beviljas"),
        ("avsluta", ": insatsen ska avslutas", ": insatsen ska avslutas"),
        ("fortsatt", ": insatsen fortsätter", ": insatsen fortsätter"),
    ],
)
def test_an_answer_is_told_with_what_was_decided(beslut: Any, mening: str, brev: str) -> None:
    (m, breven) = berattat(anmalan, AnmalanBesvarad(1, "annan_insats", beslut))
    assert m == (f"Anmälan 1 (behov av en annan insats) är besvarad{mening}", "K8.6", "vanlig")
    assert breven == [(A, "K8.6", f"Anmälan 1 är besvarad{brev} (§8.4, K8.6)")]


# Judgements and what holds of the kund


@pytest.mark.krav("K9.5")
@pytest.mark.parametrize(
    ("av", "utsedd", "till", "text"),
    [
        ("karriarvagledare:kv1", "ss1", SS, "Helhetsbedömning av 2024-04 att bekräfta (§9.1, K9.5)"),
        ("socialsekreterare:ss1", "ss1", KV, "Helhetsbedömning av 2024-04 att bekräfta (§9.1, K9.5)"),
        ("socialsekreterare:ss1", None, KV, "Helhetsbedömning av 2024-04 att bekräfta (§9.1, K9.5)"),
        (
            "karriarvagledare:kv1", None, KV,
            "Ingen socialsekreterare är utsedd för kunden, så ingen kan bekräfta bedömningen: utse en (§9.1, K9.5)",
        ),
    ],
)  # fmt: skip
def test_a_judgement_is_told_to_the_other_of_the_two(av: str, utsedd: str | None, till: Roll, text: str) -> None:
    i = med(insatsen(), socialsekreterare=utsedd)
    (m, brev) = berattat(helhetsbedomning, HelhetsbedomningRegistrerad("2024-04", av), i)
    assert m == ("Helhetsbedömning av april är registrerad; den andra ska bekräfta den", "K9.5", "vanlig")
    assert brev == [(till, "K9.5", text)]


@pytest.mark.krav("K9.5", "K9.4")
def test_a_common_judgement_and_a_changed_kund_are_told() -> None:
    text = "Helhetsbedömningen av 2024-04 är gemensam: båda har skrivit under (§9.1, K9.5)"
    assert berattat(helhetsbedomning, HelhetsbedomningBekraftad("2024-04", "karriarvagledare:kv1")) == (
        ("Helhetsbedömningen av april är bekräftad och gemensam", "K9.5", "vanlig"),
        [(r, "K9.5", text) for r in (KV, SS)],
    )  # fmt: skip
    fore = HelhetsbedomningRegistrerad("2024-04")  # from before it took two
    assert berattat(helhetsbedomning, fore) == (("Helhetsbedömning av april är registrerad", "K9.5", "vanlig"), [])
    har = {
        (True, True): "ekonomiskt bistånd och etableringsersättning", (True, False): "ekonomiskt bistånd",
        (False, True): "etableringsersättning",
        (False, False): "varken ekonomiskt bistånd eller etableringsersättning",
    }  # fmt: skip
    for (bistand, ersattning), vad in har.items():
        h = KundlageAndrat(d("2024-04-02"), "unga_vuxna", bistand, ersattning)
        mening = avvikelse.KAPITEL.foljder[KundlageAndrat].mening(h)
        assert mening.text == f"Från 2024-04-02 gäller målgruppen unga vuxna, med {vad}"


# Brister


@pytest.mark.parametrize(
    ("frist", "manader", "dag"),
    [("2024-01-31", 1, "2024-02-29"), ("2024-04-08", 1, "2024-05-08"), ("2024-10-31", 2, "2024-12-31")],
)
def test_a_month_after_a_frist_is_its_day_or_that_months_last(frist: str, manader: int, dag: str) -> None:
    assert en_manad_efter(d(frist), manader) == d(dag)


def sen(*manader: str, **fakta: Any) -> Insats:
    """Reports of some months whose frist has passed."""
    oppnade = {f"manadsrapport:{m}": Oppnad(tid("2024-04-01"), "manadsrapport", m, "K8.1", A, d("2024-04-08"))
               for m in manader}  # fmt: skip
    passerade = {n: (Passerad(tid("2024-04-09T00:00"), d("2024-04-08")),) for n in oppnade}
    i = med(insatsen(), oppnade=oppnade, passerade=passerade)
    return med(i, senast=tid(fakta.pop("senast", "2024-04-09T00:00")), **fakta)


@pytest.mark.krav("K13.6", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "konstateras"),
    [
        ({}, True),
        ({"rapporter": {"2024-03": Omgang((tid("2024-05-08T23:59"),))}}, False),
        ({"rapporter": {"2024-03": Omgang((tid("2024-05-09T00:00"),))}}, True),
        ({"avskrivna": {"manadsrapport:2024-03": tid("2024-04-20")}}, False),
        ({"slutford": tid("2024-04-20")}, False),
    ],
)
def test_a_report_more_than_a_month_late_is_on_record(fakta: dict[str, Any], konstateras: bool) -> None:
    kommande = [(k.nar, k.vikt, k.nyckel, k.handelse, k.sammanfattning) for k in klockslag(sen("2024-03", **fakta))]
    assert kommande == [(
        tid("2024-05-09T00:00"), VIKT_SLUT, "brist:manadsrapport:2024-03",
        BristKonstaterad("rapport_sen_over_en_manad", "manadsrapport:2024-03"),
        "månadsrapport 2024-03 mer än en månad sen 2024-05-08 · K13.6",
    )] * konstateras  # fmt: skip


@pytest.mark.krav("K13.6", sort="gräns")
@pytest.mark.parametrize(("antal", "nummer"), [(2, []), (3, ["3"]), (5, ["3"]), (6, ["3", "6"])])
def test_every_third_late_report_and_every_third_return_is_on_record(antal: int, nummer: list[str]) -> None:
    i = sen(*(f"2024-0{n}" for n in range(1, antal + 1)))
    sena = [k.handelse for k in klockslag(i) if "upprepade" in k.nyckel]
    assert sena == [BristKonstaterad("upprepade_sena_rapporter", n) for n in nummer]
    returer = tuple(Granskning(tid("2024-04-10"), False) for _ in range(antal - 1))
    slut = Slutrapport(tid("2024-04-02"), d("2024-09-10"), granskad=tid("2024-04-03"))
    klar = Slutrapport(tid("2024-04-02"), d("2024-09-10"), granskad=tid("2024-04-03"), godkand=True)
    omgang = Omgang((tid("2024-04-02"),), (*returer, Granskning(tid("2024-04-11"), True)))
    i = med(insatsen(), rapporter={"2024-03": omgang}, slutrapporter=(slut, klar, Slutrapport(slut.tid, slut.for_slut)))
    konstaterade = [(k.nar, k.nyckel, k.handelse) for k in klockslag(i)]
    sort: Any = "upprepade_ofullstandiga_rapporter"
    assert konstaterade == [(i.senast, f"brist:{sort}:{n}", BristKonstaterad(sort, n)) for n in nummer]


@pytest.mark.krav("K13.6")
@pytest.mark.parametrize(
    ("sort", "avser", "mening", "brev"),
    [
        (
            "rapport_sen_over_en_manad", "manadsrapport:2024-03", "mycket sen rapport (månadsrapport 2024-03)",
            "rapport sen över en månad (månadsrapport 2024-03)",
        ),
        ("brister_i_uppdrag", "2024-04-10", None, "brister i uppdrag (2024-04-10)"),
        ("brister_i_uppdrag", None, "brister i uppdraget", "brister i uppdrag"),  # nothing is said of what it was in
    ],
)  # fmt: skip
def test_a_brist_is_told_to_kv_and_arbetsledare(sort: Any, avser: str | None, mening: str | None, brev: str) -> None:
    (m, breven) = berattat(brist, BristKonstaterad(sort, avser), sen("2024-03"))
    assert breven == [(r, "K13.6", f"Brist hos anordnaren: {brev} (§13.5, K13.6)") for r in (KV, AL)]
    assert mening is None or m == (f"Brist hos anordnaren: {mening}", "K13.6", "sen")
