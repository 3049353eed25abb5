"""§7.3, §8, §12: what is said of plan, reports and final report, and who owes them by when: states made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.anteckningar import Oppnad
from domain.insats.bevakning import Bevakning
from domain.insats.insats import med
from domain.insats.uppgifter import Franvarorad, Granskning, Omgang, Slutrapport
from domain.kapitel.franvaro.redovisning import Komplettering, forsok_i, franvaro_i, kompletteringar, om_franvaro
from domain.kapitel.inlamning import genomforandeplan, manadsrapport, slutrapport, slutrapportgranskning
from domain.kapitel.inlamning.genomforandeplan import GenomforandeplanLamnad, PlanGranskad
from domain.kapitel.inlamning.innehall import Narvaro, Planversion, antal_delmal, i_ord, narvaro, planversion
from domain.kapitel.inlamning.rapporthandelser import ManadsrapportGranskad, ManadsrapportInlamnad
from domain.kapitel.inlamning.slutrapport import SlutrapportLamnad, SlutrapportOppnad
from domain.kapitel.inlamning.slutrapportgranskning import SlutrapportGranskad, aterremitterad
from domain.skeende.handelse import Handelse
from tests.domain.kapitel.raknat.borta import insatsen, med_franvaro
from tests.verktyg.spel import d, tid

A, KV = Roll.ANORDNARE, Roll.KARRIARVAGLEDARE
SLUT = "2024-09-10"
T1, T2, T3 = (tid(f"2024-05-0{n}") for n in (2, 3, 6))


def berattat(kapitel: Any, h: Handelse) -> tuple[str, str, str, list[Any]]:
    foljd = kapitel.KAPITEL.foljder[type(h)]
    m = foljd.mening(h)
    return m.text, m.regel, m.ton, [(b.till, b.regel, b.rubrik) for b in foljd.brev(insatsen(), h)]


def plan(omgang: int, version: int, saknas: tuple[str, ...] = ()) -> GenomforandeplanLamnad:
    return GenomforandeplanLamnad(omgang=omgang, version=version, saknade_rubriker=saknas)


@pytest.mark.krav("K7.3", "K7.4")
@pytest.mark.parametrize(
    ("h", "mening", "brev"),
    [
        (plan(1, 1), "Genomförandeplanen är inlämnad", "Genomförandeplan att granska (§7.3, K7.4)"),
        (plan(1, 2), "Genomförandeplanen är inlämnad, version 2",
         "Genomförandeplan att granska (version 2) (§7.3, K7.4)"),
        (plan(2, 1), "Reviderad genomförandeplan (2) är inlämnad", "Genomförandeplan att granska (§7.3, K7.4)"),
        (plan(1, 1, ("ledtider",)), "Genomförandeplanen är inlämnad",
         "Genomförandeplan att granska; mallens rubriker saknas: Ledtider och vad som erbjuds under tiden "
         "(§7.3, K7.4)"),
    ],
)  # fmt: skip
def test_a_plan_is_told_by_its_round_and_version(h: Handelse, mening: str, brev: str) -> None:
    assert berattat(genomforandeplan, h) == (mening, "K7.3", "vanlig", [(KV, "K7.4", brev)])


@pytest.mark.krav("K7.4", "K8.2", "K8.7", "K12.6")
@pytest.mark.parametrize(
    ("kapitel", "h", "regel", "mening", "brev"),
    [
        (genomforandeplan, PlanGranskad(1, 1, "godkand"), "K7.4", "Genomförandeplanen är godkänd",
         "Genomförandeplanen är godkänd (§7.3, K7.4)"),
        (genomforandeplan, PlanGranskad(1, 1, "aterremiss"), "K7.4",
         "Genomförandeplanen är återremitterad för komplettering",
         "Genomförandeplanen är återremitterad; lämna en ny version (§7.3, K7.4)"),
        (manadsrapport, ManadsrapportGranskad("2024-04", 1, "godkand", "fortsatt"), "K8.2",
         "Månadsrapporten för april är godkänd; fortsatt progression",
         "Månadsrapporten för april är godkänd (§8.2, K8.2)"),
        (manadsrapport, ManadsrapportGranskad("2024-04", 1, "godkand", "avsluta"), "K8.2",
         "Månadsrapporten för april är godkänd; bedömningen är att insatsen bör avslutas",
         "Månadsrapporten för april är godkänd (§8.2, K8.2)"),
        (manadsrapport, ManadsrapportGranskad("2024-04", 1, "aterremiss", None), "K8.2",
         "Månadsrapporten för april är återremitterad för komplettering",
         "Månadsrapporten för april är återremitterad; komplettera och klarmarkera igen (§8.2, K8.2)"),
        (slutrapportgranskning, SlutrapportGranskad(d(SLUT), 1, "godkand"), "K12.6", "Slutrapporten är godkänd",
         "Slutrapporten är godkänd (§12, K12.6)"),
        (slutrapportgranskning, SlutrapportGranskad(d(SLUT), 1, "aterremiss"), "K12.6",
         "Slutrapporten är återremitterad för komplettering",
         "Slutrapporten är återremitterad; lämna en ny version (§12, K12.6)"),
    ],
)  # fmt: skip
def test_a_review_is_told_to_the_anordnare(kapitel: Any, h: Any, regel: str, mening: str, brev: str) -> None:
    ton = "god" if h.beslut == "godkand" else "sen"
    assert berattat(kapitel, h) == (mening, regel, ton, [(A, regel, brev)])


@pytest.mark.krav("K12.4", "K12.5", "K2.3")
def test_a_final_report_is_told_with_its_goal_and_whether_the_kund_supports_itself() -> None:
    kom = [(KV, "K12.1", "Slutrapporten har kommit in (§12.1.1, K12.1)")]
    for h, text in (
        (SlutrapportLamnad(d(SLUT), True, True, "arbete"), "målet är nått: arbete; självförsörjande"),
        (SlutrapportLamnad(d(SLUT), False, False), "målet är inte nått; inte självförsörjande"),
    ):
        assert berattat(slutrapport, h) == (f"Slutrapporten är inlämnad ({text})", "K12.4", "vanlig", kom)
    oppen = [(A, "K12.5", "Slutrapporten kan lämnas trots att tiden gått ut (§12.1.3, K12.5)")]
    assert berattat(slutrapport, SlutrapportOppnad()) == (
        "Slutrapporten tas emot trots att tiden har gått ut", "K12.5", "vanlig", oppen,
    )  # fmt: skip


@pytest.mark.krav("K8.4", "K7.8", "K10.6")
def test_a_monthly_report_is_told_with_all_that_it_holds() -> None:
    rad = Franvarorad("sjuk", d("2024-04-02"), d("2024-04-03"), 7)
    h = ManadsrapportInlamnad(
        manad="2024-04", version=2, rubrik="Månadsrapport, april, KLAR", uppfoljning_datum=d("2024-04-29"),
        franvaro=(rad,), kontaktforsok=(d("2024-04-04"), d("2024-04-05")),
        kompletteringar=(Komplettering("2024-03", ()),), plan=Planversion(1, 3), mal="pagar",
        delmal=("pagar", "ej_paborjat"), narvaro=Narvaro(21, 2, 75),
    )  # fmt: skip
    text = (
        "Månadsrapport, april, KLAR (version 2) – plan version 1.3; målet pågår; delmål 1 pågår, delmål 2 ej påbörjat; "
        "närvaro 19 av 21 arbetsdagar, omfattning 75 %; frånvaro: sjukfrånvaro 2024-04-02–2024-04-03; kontaktförsök: "
        "2024-04-04, 2024-04-05; komplettering för mars: ingen frånvaro"
    )
    granska = (KV, "K8.2", "Månadsrapport, april, KLAR: att granska (§8.2, K8.2)")
    assert berattat(manadsrapport, h) == (text, "K8.1", "vanlig", [granska])
    utan = ManadsrapportInlamnad(
        manad="2024-04", version=1, rubrik="Månadsrapport, april, KLAR", uppfoljning_datum=d("2024-04-29"),
        franvaro=(), kontaktforsok=(), kompletteringar=None, plan=Planversion(),
    )  # fmt: skip
    ingen = (KV, "K7.6", "Månadsrapporten för april följer ingen plan, för ingen är godkänd (§7.4, K7.6)")
    assert berattat(manadsrapport, utan) == (
        "Månadsrapport, april, KLAR – plan: ingen är godkänd", "K8.1", "vanlig", [granska, ingen],
    )  # fmt: skip
    assert list(i_ord(None, None, (), None)) == list(om_franvaro((), (), ())) == []


# What is in force, and who was there


@pytest.mark.krav("K7.6", "K7.8")
def test_the_plan_in_force_is_the_latest_that_is_approved() -> None:
    klar = (Granskning(T2, True),)
    forsta, andra = Omgang((T1,), klar, False, 2), Omgang((T1, T2), klar, False, 3)
    oppen = Omgang((T3,), (), True, 5)
    for planer, version, antal in (
        ((), Planversion(), 0), ((oppen,), Planversion(), 0), ((forsta, andra), Planversion(2, 2), 3),
        ((forsta, oppen), Planversion(1, 1), 2),
    ):  # fmt: skip
        i = med(insatsen(), planer=planer)
        assert (planversion(i), antal_delmal(i)) == (version, antal)


@pytest.mark.krav("K7.8", "K8.4", sort="gräns")
@pytest.mark.parametrize(
    ("rader", "manad", "vantat"),
    [
        ([], "2024-03", Narvaro(14, 0, 100)),  # from the 11th, and Good Friday is none
        (["sjuk 2024-03-28/2024-04-02"], "2024-03", Narvaro(14, 1, 100)),
        (["sjuk 2024-03-28/2024-04-02"], "2024-04", Narvaro(21, 1, 100)),
        (["sjuk 2024-04-08/2024-04-12", "vab 2024-04-12/2024-04-15"], "2024-04", Narvaro(21, 6, 100)),
        ([], "2024-09", Narvaro(7, 0, 100)),
    ],
)
def test_attendance_is_the_arbetsdagar_of_the_month_in_the_insats(
    rader: list[str], manad: str, vantat: Narvaro
) -> None:
    assert narvaro(med_franvaro(*rader), manad) == vantat


@pytest.mark.krav("K8.4", "K10.0")
def test_the_months_absence_is_clipped_to_it_and_what_changed_since_is_completed() -> None:
    i = med_franvaro("vab 2024-05-02/2024-05-02", "sjuk 2024-04-29/2024-05-02", "sjuk 2024-03-01/2024-03-12")
    april, maj = ((Franvarorad("sjuk", d("2024-04-29"), d("2024-04-30"), None),),
                  (Franvarorad("sjuk", d("2024-05-01"), d("2024-05-02"), None),
                   Franvarorad("vab", d("2024-05-02"), d("2024-05-02"), None)))  # fmt: skip
    assert (franvaro_i(i, "2024-04"), franvaro_i(i, "2024-05"), franvaro_i(i, "2024-06")) == (april, maj, ())
    sagt = med(i, redovisad_franvaro={"2024-05": (), "2024-04": april, "2024-03": ()})
    (mars,) = franvaro_i(i, "2024-03")
    assert (mars.fran, mars.till) == (d("2024-03-11"), d("2024-03-12"))
    assert kompletteringar(sagt) == (Komplettering("2024-03", (mars,)), Komplettering("2024-05", maj))
    assert kompletteringar(sagt, utom="2024-05") == (Komplettering("2024-03", (mars,)),)
    assert forsok_i(i, "2024-04") == ()


# Who owes what, by when


def rader(bevakningar: Any) -> list[tuple[Any, ...]]:
    return [(b.slag, b.avser, b.regel, b.oppnas, str(b.frist), b.uppfylld, b.ansvarig) for b in bevakningar]


@pytest.mark.krav("K8.1", "K8.2", "K8.3", "K0.9")
def test_a_report_is_owed_by_the_anordnare_and_then_by_the_kv() -> None:
    omgang = Omgang((T1, T3), (Granskning(T2, False),), True)
    i = med(insatsen(), rapporter={"2024-04": omgang}, senast=T3)
    assert [rad for rad in rader(manadsrapport.bevakningar(i)) if rad[1] == "2024-04"] == [
        ("manadsrapport", "2024-04", "K8.1", tid("2024-05-01T00:00"), "2024-05-07", T1, A),
        ("rapportgranskning", "2024-04", "K8.2", T1, "2024-05-12", T2, KV),
        ("rapportgodkannande", "2024-04", "K8.3", T1, "2024-05-15", None, KV),
    ]
    atersand = med(i, rapporter={"2024-04": Omgang((T1,), (Granskning(T2, False),), False)})
    assert rader(manadsrapport.bevakningar(atersand))[-1][0] == "manadsrapport"
    (sist,) = (rad for rad in rader(manadsrapport.bevakningar(atersand)) if rad[0] == "rapportgodkannande")
    assert sist[-1] is A


@pytest.mark.krav("K12.1", "K12.6", "K11.1", "K0.9")
def test_a_final_report_is_owed_and_reviewed_for_its_end_and_stays_met_for_an_earlier_one() -> None:
    nu = Slutrapport(T3, d(SLUT), 5, T3, False)
    forr = Slutrapport(T1, d("2024-08-10"), 5, T2, True)
    o = Oppnad(tid("2024-04-30"), "slutrapport", "2024-08-10", "K12.2", A, d("2024-08-12"))
    i = med(insatsen(), slutrapporter=(forr, nu), oppnade={"slutrapport:2024-08-10": o})
    assert rader(slutrapport.bevakningar(i)) == [
        ("slutrapport", "2024-08-10", "K12.2", o.tid, "2024-08-12", T1, A),
        ("slutrapport", SLUT, "K12.1", tid("2024-08-27T00:00"), SLUT, T3, A),
    ]
    assert rader(slutrapportgranskning.bevakningar(i)) == [
        ("slutrapportgranskning", "2024-08-10", "K12.6", T1, "2024-05-10", T2, KV),
        ("slutrapportgranskning", SLUT, "K12.6", T3, "2024-05-14", None, A),
    ]
    assert (aterremitterad(i, d(SLUT)), aterremitterad(i, d("2024-08-10")), aterremitterad(i, None)) == (
        True, False, False,
    )  # fmt: skip
    for ingen in ((Slutrapport(T1, d("2024-08-10"), 5, T2, False),), (Slutrapport(T1, d(SLUT), 0),)):
        assert list(slutrapportgranskning.bevakningar(med(i, slutrapporter=ingen))) == []


@pytest.mark.krav("K7.3", "K7.4", "K0.9")
def test_a_plan_is_reviewed_round_by_round() -> None:
    planer = (Omgang((T1,), (Granskning(T2, True),), False, 2), Omgang((T3,), (), True, 2))
    alla: list[Bevakning] = list(genomforandeplan.bevakningar(med(insatsen(), planer=planer)))
    assert rader(alla)[1:] == [
        ("plangranskning", None, "K7.4", T1, "2024-05-10", T2, KV),
        ("plangranskning", "2", "K7.4", T3, "2024-05-14", None, KV),
    ]
    assert (alla[0].slag, alla[0].regel, alla[0].uppfylld, alla[0].ansvarig) == ("genomforandeplan", "K7.3", T1, A)
