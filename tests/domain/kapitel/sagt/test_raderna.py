"""The lines of the log and what the parties are told with them, of the chapters that have no list of their own here."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.insats import med
from domain.insats.tradar import Avslutsanledning
from domain.kapitel.dialog.avvikelse import AvvikelseAnmald
from domain.kapitel.franvaro.forstadagsintyg import ForstadagsintygKravt
from domain.kapitel.franvaro.franvaro import FranvaroAnmald, FranvaroAvslutad
from domain.kapitel.franvaro.intyg import IntygMottaget
from domain.kapitel.franvaro.lov import LedighetMedgiven
from domain.kapitel.franvaro.ogiltig import KontaktforsokRegistrerat, OgiltigFranvaroMeddelad, UteblivandeRegistrerat
from domain.kapitel.franvaro.sjukdom import TrepartsmoteBokat
from domain.kapitel.kontakt.kartlaggning import KartlaggningRegistrerad
from domain.kapitel.kontakt.moteskallelse import (
    UppfoljningsmoteFlyttat,
    UppfoljningsmoteInstallt,
    UppfoljningsmoteKallat,
)
from domain.kapitel.kontakt.trepartsmote import TrepartsmoteRegistrerat
from domain.kapitel.kontakt.uppstartsutfall import UppstartsmoteRegistrerat
from domain.kapitel.omvarld.auktorisation import AuktorisationAndrad, AuktorisationUpphord, klockslag
from domain.kapitel.slut.avslut import AvslutAterkallat, InsatsAvslutad
from domain.kapitel.slut.avslutsanledning import AvslutsanledningRegistrerad
from domain.kapitel.slut.avslutsattest import AvslutEjBeviljat
from domain.kapitel.slut.avslutsfraga import FortsattningBeslutad
from domain.kapitel.slut.forlangning import ForlangningAvslagen, InsatsForlangd
from domain.kapitel.uppdrag.dag_ett.aterkallelse import AktualiseringAterkallad
from domain.kapitel.uppdrag.kontaktuppgifter import VikarieUtsedd
from domain.liv import rutin
from domain.skeende.handelse import Handelse
from domain.skeende.klockslag import VIKT_SLUT, Klockslag
from tests.domain.kapitel.raknat.borta import insatsen
from tests.verktyg.spel import d, tid

A, AL, KUND, KV = Roll.ANORDNARE, Roll.ARBETSLEDARE, Roll.KUND, Roll.KARRIARVAGLEDARE
DAG, SEN = d("2024-04-10"), d("2024-04-12")
FOLJDER = {typ: foljd for kapitel in rutin.KAPITEL for typ, foljd in kapitel.foljder.items()}

# The händelse; its line, krav and tone; who is told, under which krav, and what
RADER: list[tuple[Handelse, str, str, str, list[tuple[Roll, str, str]]]] = [
    (FranvaroAnmald("annan", DAG, SEN), "Anmäld annan frånvaro 2024-04-10–2024-04-12", "K10.0", "vanlig",
     [(KV, "K10.0", "Frånvaro anmäld från 2024-04-10 (§10, K10.0)")]),
    (FranvaroAnmald("sjuk", DAG, None), "Anmäld sjukfrånvaro från 2024-04-10 tills vidare", "K10.0", "vanlig",
     [(KV, "K10.0", "Frånvaro anmäld från 2024-04-10 (§10, K10.0)")]),
    (FranvaroAvslutad("sjuk", DAG, DAG), "Avslutad sjukfrånvaro 2024-04-10", "K10.0", "vanlig", []),
    (ForstadagsintygKravt(True), "Läkarintyg krävs från första sjukdagen", "K10.2", "vanlig",
     [(A, "K10.2", "Läkarintyg krävs från första sjukdagen (§10.1, K10.2)")]),
    (ForstadagsintygKravt(False), "Läkarintyg krävs inte längre från första sjukdagen", "K10.2", "vanlig",
     [(A, "K10.2", "Läkarintyg krävs inte längre från första sjukdagen (§10.1, K10.2)")]),
    (IntygMottaget("sjuk", DAG), "Läkarintyg har kommit in för frånvaron från 2024-04-10", "K10.1", "vanlig",
     [(KV, "K10.1", "Intyg för frånvaron från 2024-04-10 har kommit in (§10.1, K10.1)")]),
    (IntygMottaget("vab", DAG, SEN, 50, tacker_fran=d("2024-04-11")),
     "VAB-intyg har kommit in för frånvaron från 2024-04-10, från och med 2024-04-11, till och med 2024-04-12, 50 %",
     "K10.4", "vanlig",
     [(KV, "K10.4",
       "Intyg för frånvaron från 2024-04-10 har kommit in och täcker den från 2024-04-11 (§10.2, K10.4)")]),
    (LedighetMedgiven(DAG, SEN), "Ledighet utanför loven är medgiven: 2024-04-10–2024-04-12", "K9.3", "vanlig",
     [(A, "K9.3", "Ledighet utanför loven är medgiven: 2024-04-10–2024-04-12 (§9.2, K9.3)")]),
    (KontaktforsokRegistrerat(DAG, True), "Kunden nåddes vid kontaktförsök 2024-04-10", "K10.6", "vanlig", []),
    (KontaktforsokRegistrerat(DAG, False), "Kunden nåddes inte vid kontaktförsök 2024-04-10", "K10.6", "vanlig", []),
    (UteblivandeRegistrerat(DAG), "Kunden uteblev 2024-04-10", "K10.6", "sen", []),
    (TrepartsmoteBokat(DAG), "Trepartsmöte är bokat till 2024-04-10", "K10.3", "vanlig",
     [(r, "K10.3", "Trepartsmöte är bokat till 2024-04-10 (§10.1, K10.3)") for r in (KV, A)]),
    (TrepartsmoteRegistrerat(DAG, "kund"), "Trepartsmöte 2024-04-10, på begäran av kunden", "K7.6", "vanlig",
     [(r, "K7.6", "Trepartsmöte 2024-04-10 är registrerat (§7.5, K7.6)") for r in (KV, A)]),
    (KartlaggningRegistrerad(DAG), "Kartläggning med kunden 2024-04-10", "K4.1", "vanlig", []),
    (UppfoljningsmoteKallat(DAG, "digitalt"), "Kallelse till uppföljningsmöte 2024-04-10, digitalt möte", "K7.7",
     "vanlig",
     [(r, "K7.7", "Kallelse till uppföljningsmöte 2024-04-10, digitalt möte (§7.5, K7.7)") for r in (A, KUND)]),
    (UppfoljningsmoteFlyttat(DAG, SEN), "Uppföljningsmötet 2024-04-10 är flyttat till 2024-04-12", "K7.7", "vanlig",
     [(r, "K7.7", "Uppföljningsmötet 2024-04-10 är flyttat till 2024-04-12 (§7.5, K7.7)") for r in (A, KUND)]),
    (UppfoljningsmoteInstallt(DAG), "Uppföljningsmötet 2024-04-10 är inställt", "K7.7", "sen",
     [(r, "K7.7", "Uppföljningsmötet 2024-04-10 är inställt (§7.5, K7.7)") for r in (A, KUND)]),
    (UppstartsmoteRegistrerat(DAG, True), "Uppstartsmötet hölls 2024-04-10", "K7.1", "vanlig",
     [(KV, "K7.1", "Uppstartsmötet hölls 2024-04-10 (§7.1, K7.1)")]),
    (UppstartsmoteRegistrerat(DAG, False), "Uppstartsmötet 2024-04-10 blev inte av: kunden uteblev", "K7.1", "sen",
     []),
    (AuktorisationAndrad(DAG), "Anordnarens auktorisation är ändrad, den gäller t.o.m. 2024-04-10", "K1.1", "vanlig",
     [(KV, "K1.1", "Anordnarens auktorisation är ändrad: den gäller till och med 2024-04-10 (§1.1, K1.1)")]),
    (AuktorisationAndrad(None), "Anordnarens auktorisation är ändrad, den gäller tills vidare", "K1.1", "vanlig",
     [(KV, "K1.1", "Anordnarens auktorisation är ändrad: den gäller tills vidare (§1.1, K1.1)")]),
    (AuktorisationUpphord(DAG), "Anordnarens auktorisation upphörde 2024-04-10", "K1.1", "sen",
     [(KV, "K1.1", "Anordnarens auktorisation upphörde 2024-04-10; insatsen fortsätter tills du beslutar annat "
       "(§1.1, K1.1)")]),
    (AvslutAterkallat(), "Beslutet om avslut är återkallat; insatsen fortsätter", "K13.2", "vanlig",
     [(A, "K13.2", "Beslutet om avslut är återkallat; insatsen fortsätter t.o.m. 2024-09-10 (§13, K13.2)")]),
    (InsatsAvslutad(DAG, "fullfoljd"), "Insatsen är slut 2024-04-10: fullföljd", "K13.7", "vanlig",
     [(r, "K13.7", "Insatsen är avslutad 2024-04-10 (§13, K13.7)") for r in (A, KV)]),
    (InsatsAvslutad(DAG, "aterkallad"), "Insatsen är slut 2024-04-10: återkallad", "K13.7", "vanlig",
     [(r, "K13.7", "Insatsen är återkallad 2024-04-10 (§13, K13.7)") for r in (A, KV)]),
    (AvslutsanledningRegistrerad("inskriven_hos_af", DAG), "Inskriven hos Arbetsförmedlingen 2024-04-10", "K13.10",
     "vanlig", []),
    (AvslutEjBeviljat(DAG), "Förslaget om avslut 2024-04-10 är avslaget av arbetsledaren", "K13.2", "vanlig",
     [(KV, "K13.2", "Arbetsledaren har avslagit ditt förslag om avslut 2024-04-10 (§13, K13.2)")]),
    (FortsattningBeslutad(()), "Beslut: insatsen fortsätter", "K8.7", "vanlig", []),
    (InsatsForlangd(2, DAG), "Insatsen är förlängd t.o.m. 2024-04-10 (månad 2)", "K11.1", "god",
     [(r, "K11.1", "Insatsen är förlängd t.o.m. 2024-04-10 (§11, K11.1)") for r in (A, KV)]),
    (ForlangningAvslagen(1), "Förlängning är avslagen", "K11.1", "vanlig",
     [(r, "K11.1", "Insatsen förlängs inte; den slutar 2024-09-10 (§11, K11.1)") for r in (A, KV)]),
    (AktualiseringAterkallad(False), "Aktualiseringen är återkallad", "K6.2", "sen",
     [(A, "K6.2", "Aktualiseringen är återkallad: ärendet bemannades inte i tid (§6.2, K6.2)")]),
    (AktualiseringAterkallad(True), "Aktualiseringen är återkallad: felregistrering", "K6.2", "sen",
     [(A, "K6.2", "Aktualiseringen är återkallad: ärendet var registrerat av misstag (§6.2, K6.2)")]),
    (VikarieUtsedd("v1", DAG, SEN), "v1 vikarierar för handläggaren 2024-04-10–2024-04-12", "K6.7", "vanlig",
     [(KV, "K6.7", "v1 vikarierar för handläggaren 2024-04-10–2024-04-12 (§7.1, K6.7)")]),
]  # fmt: skip


@pytest.mark.krav("K3.5")
@pytest.mark.parametrize(("h", "text", "regel", "ton", "brev"), RADER, ids=[h.slag for h, *_ in RADER])
def test_a_line_and_what_is_told_with_it_are_whole(h: Any, text: str, regel: str, ton: str, brev: list[Any]) -> None:
    foljd = FOLJDER[type(h)]
    m = foljd.mening(h)
    assert (m.text, m.regel, m.ton) == (text, regel, ton)
    assert [(b.till, b.regel, b.rubrik) for b in (foljd.brev(insatsen(), h) if foljd.brev else ())] == brev


@pytest.mark.krav("K9.1", "K10.6")
@pytest.mark.parametrize(
    ("h", "text", "brev"),
    [
        (AvvikelseAnmald(DAG), "Avvikelse från planeringen 2024-04-10",
         ("K9.1", "Avvikelse från planeringen 2024-04-10 (§9.1, K9.1)")),
        (FranvaroAnmald("ogiltig", DAG, SEN), "Anmäld ogiltig frånvaro 2024-04-10–2024-04-12",
         ("K10.6", "Ogiltig frånvaro 2024-04-10–2024-04-12 (§10.4, K10.6)")),
        (OgiltigFranvaroMeddelad((DAG, SEN), (SEN,)),
         "Ogiltig frånvaro är meddelad: 2024-04-10, 2024-04-12; kontaktförsök 2024-04-12",
         ("K10.6", "Ogiltig frånvaro: 2024-04-10, 2024-04-12; kontaktförsök 2024-04-12 (§10.4, K10.6)")),
        (OgiltigFranvaroMeddelad((), (DAG, SEN)), "Ogiltig frånvaro är meddelad: kontaktförsök 2024-04-10, 2024-04-12",
         ("K10.6", "Ogiltig frånvaro: kontaktförsök 2024-04-10, 2024-04-12 (§10.4, K10.6)")),
        (OgiltigFranvaroMeddelad((DAG,), ()), "Ogiltig frånvaro är meddelad: 2024-04-10",
         ("K10.6", "Ogiltig frånvaro: 2024-04-10 (§10.4, K10.6)")),
    ],
)  # fmt: skip
def test_what_a_socialsekreterare_is_to_assess_is_told_to_it_too(h: Any, text: str, brev: tuple[str, str]) -> None:
    foljd = FOLJDER[type(h)]
    assert foljd.mening(h).text == text
    assert foljd.brev is not None
    till_kv, till_ss = foljd.brev(med(insatsen(), socialsekreterare="ss1"), h)
    assert (till_kv.till, till_kv.regel, till_kv.rubrik) == (KV, *brev)
    assert (till_ss.till, till_ss.regel, till_ss.rubrik) == (
        Roll.SOCIALSEKRETERARE, "K9.1", "Det finns en avvikelse att bedöma (§9.1, K9.1)",
    )  # fmt: skip


@pytest.mark.krav("K1.1", "K13.10", sort="gräns")
def test_an_auktorisation_that_ends_is_raised_the_day_after_once_and_puts_the_question() -> None:
    assert list(klockslag(insatsen())) == []
    i = med(insatsen(), auktoriserad_till=DAG)
    (k,) = klockslag(i)
    assert k == Klockslag(tid("2024-04-11T00:00"), VIKT_SLUT, "auktorisation", AuktorisationUpphord(DAG))
    assert (k.handelse, k.sammanfattning) == (
        AuktorisationUpphord(DAG),
        "auktorisationen gäller t.o.m. 2024-04-10 · K1.1",
    )
    vik = FOLJDER[AuktorisationUpphord].vik
    assert vik is not None
    efter = vik(i, AuktorisationUpphord(DAG), tid("2024-04-11"))
    assert (efter.auktorisation_upphord, list(klockslag(efter))) == (True, [])
    fraga = Avslutsanledning(tid("2024-04-11"), "auktorisation_upphord", DAG)
    assert efter.avslutsanledningar == (fraga,)
    assert list(klockslag(med(i, avslutad=tid("2024-04-01")))) == []
    andra = FOLJDER[AuktorisationAndrad].vik
    assert andra is not None
    ater = andra(efter, AuktorisationAndrad(SEN), tid("2024-04-12"))
    assert (ater.auktoriserad_till, ater.auktorisation_upphord, ater.avslutsanledningar) == (SEN, False, ())
    svar = {f"beslut_om_avslut:auktorisation_upphord-{DAG}": tid("2024-04-11")}
    besvarad = andra(med(efter, avslut_besvarat=svar), AuktorisationAndrad(SEN), tid("2024-04-12"))
    assert besvarad.avslutsanledningar == (fraga,)
