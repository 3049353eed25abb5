"""§3.2.1, §5.1, §6, §7: who is told what of uppdrag, staffing and first meeting, and by when they are owed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Bemanning, Ombemanning, SagdStart
from domain.kapitel.uppdrag import karriarvagledarbyte, ombemanning, uppdrag
from domain.kapitel.uppdrag.bemanning import ArendeBemannat
from domain.kapitel.uppdrag.karriarvagledarbyte import KarriarvagledareBytt
from domain.kapitel.uppdrag.kontaktuppgifter import kontaktdagar
from domain.kapitel.uppdrag.ombemanning import OmbemanningAterkallad, OmbemanningKravs
from domain.kapitel.uppdrag.planfrist import med_sagd_start, planfrist
from domain.kapitel.uppdrag.uppdrag import UppdragInlagt
from domain.kapitel.uppdrag.uppdragsjustering import UppdragJusterat
from domain.kapitel.uppdrag.uppfoljningsdagar import uppfoljningsdagar, var_manad_i_ord
from domain.kapitel.uppdrag.uppstartsmote import UppstartsmoteBokat
from domain.skeende.handelse import Handelse
from tests.domain.kapitel.raknat.borta import insatsen
from tests.verktyg.spel import Spel, d, tid

A, KV = Roll.ANORDNARE, Roll.KARRIARVAGLEDARE


def berattat(kapitel: Any, h: Handelse, i: Insats | None = None) -> tuple[str, str, str, list[Any]]:
    foljd = kapitel.KAPITEL.foljder[type(h)]
    m = foljd.mening(h)
    return m.text, m.regel, m.ton, [(b.till, b.regel, b.rubrik) for b in foljd.brev(i or insatsen(), h)]


def staten(**fakta: Any) -> Insats:
    """The state with other facts of its uppdrag."""
    egna = {falt: fakta.pop(falt) for falt in ("startdatum", "slutdatum", "tid") if falt in fakta}
    return med(insatsen(), uppdrag=replace(insatsen().inlagt, **egna), **fakta)


@pytest.mark.krav("K3.4", "K13.7")
def test_one_who_leaves_is_told_to_both_sides_and_nothing_is_staffed_anew_after_the_end() -> None:
    h = OmbemanningKravs("H1", d("2024-05-31"), d("2024-05-31"))
    till_kv = (KV, "K3.4", "Handläggaren slutar 2024-05-31 (§3.2.1, K3.4)")
    for i, gor in (
        (insatsen(), "bemanna ärendet på nytt senast 2024-06-03"),
        (med(insatsen(), avslutad=tid("2024-05-20")), "insatsen är avslutad och bemannas inte på nytt"),
    ):
        till_anordnaren = (A, "K3.4", f"Handläggaren slutar 2024-05-31; {gor} (§3.2.1, K3.4)")
        assert berattat(ombemanning, h, i) == ("H1 slutar 2024-05-31", "K3.4", "sen", [till_anordnaren, till_kv])
    text = "Handläggaren stannar; ärendet behöver inte bemannas på nytt (§3.2.1, K3.4)"
    assert berattat(ombemanning, OmbemanningAterkallad("H1")) == (
        "H1 stannar; ärendet behöver inte bemannas på nytt", "K3.4", "vanlig", [(r, "K3.4", text) for r in (A, KV)],
    )  # fmt: skip


@pytest.mark.krav("K3.4", "K6.2")
def test_each_leaving_is_answered_by_the_staffing_after_it() -> None:
    t = [tid(f"2024-04-0{n}") for n in range(2, 7)]
    i = med(
        insatsen(), bemanningar=(Bemanning(t[0], "H1"), Bemanning(t[2], "H2")),
        ombemanningar=(Ombemanning(t[1], t[1], d("2024-04-05"), d("2024-04-05"), 1),
                       Ombemanning(t[3], t[4], d("2024-04-30"), d("2024-04-30"), 2)),
    )  # fmt: skip
    alla = ombemanning.bevakningar(i)
    assert [(b.avser, b.regel, b.oppnas, b.frist_satt, str(b.frist), b.uppfylld) for b in alla] == [
        ("2", "K3.4", t[1], t[1], "2024-04-08", t[2]), ("3", "K3.4", t[3], t[4], "2024-05-02", None),
    ]  # fmt: skip
    vantar = ombemanning.ombemanning_vantar(i)
    assert vantar and vantar.sista_dag == d("2024-04-30")
    assert ombemanning.ombemanning_vantar(med(i, ombemanningar=i.ombemanningar[:1])) is None
    assert ombemanning.ombemanning_vantar(insatsen()) is None


@pytest.mark.krav("K6.2", "K3.4")
@pytest.mark.parametrize(
    ("antal", "inlagt", "text"),
    [
        (1, False, "Bemanning är klar; lägg in uppdraget (§6.2–6.3, K6.2)"),
        (2, False, "Ärendet är bemannat på nytt; lägg in uppdraget (§6.2–6.3, K6.2)"),
        (1, True, "Bemanning är klar (§6.2, K6.2)"),
        (2, True, "Ärendet är bemannat på nytt (§6.2, K6.2)"),
    ],
)
def test_a_staffing_is_told_to_the_kv_and_what_comes_next(antal: int, inlagt: bool, text: str) -> None:
    i = insatsen() if inlagt else Spel.aktualiserat().insats
    i = med(i, bemanningar=(Bemanning(tid("2024-03-01"), "H1"),) * antal)
    assert berattat(uppdrag, ArendeBemannat("H2"), i) == (
        "Ärendet är bemannat med H2", "K6.2", "vanlig", [(KV, "K6.2", text)],
    )  # fmt: skip


@pytest.mark.krav("K5.1", "K6.3", "K6.4", "K7.7")
@pytest.mark.parametrize(
    ("kapitel", "h", "mening", "brev"),
    [
        (
            karriarvagledarbyte, KarriarvagledareBytt("kv1", "kv2"),
            ("Ny kundansvarig karriärvägledare: kv2 (var kv1)", "K5.1"),
            [(KV, "K5.1", "Du är nu kundansvarig; ärendet låg hos kv1 (§5.1, K5.1)"),
             (A, "K5.1", "Ny kundansvarig karriärvägledare: kv2 (§5.1, K5.1)")],
        ),
        (
            karriarvagledarbyte, UppdragJusterat(1, 75, d("2024-04-10")),
            ("Uppdraget är justerat: 1 månad, 75 %, t.o.m. 2024-04-10", "K6.4"),
            [(A, "K6.4", "Uppdraget är justerat: 75 %, t.o.m. 2024-04-10 (§6.3, K6.4)")],
        ),
        (
            uppdrag, UppdragInlagt(d("2024-03-11"), 1, 50, d("2024-04-10"), (), 3, (), True),
            ("Uppdraget är inlagt: 2024-03-11–2024-04-10, 1 månad, 50 %, uppföljningsmöte var tredje månad", "K6.3"),
            [(A, "K6.3",
              "Uppdraget är inlagt: 2024-03-11–2024-04-10; boka uppstartsmöte inom en vecka (§6.3, §7.1, K6.3)")],
        ),
    ],
)  # fmt: skip
def test_what_the_kv_has_entered_or_changed_is_told(
    kapitel: Any, h: Handelse, mening: tuple[str, str], brev: list[Any]
) -> None:
    assert berattat(kapitel, h) == (*mening, "vanlig", brev)


@pytest.mark.krav("K7.1", sort="gräns")
@pytest.mark.parametrize(
    ("i", "dag", "efter", "brev"),
    [
        ({}, "2024-03-18", False, None),  # a week after the start
        ({}, "2024-03-19", False, "mer än en vecka efter 2024-03-11"),
        ({"tid": tid("2024-03-20")}, "2024-03-27", False, None),  # or after the uppdrag, where that is later
        ({"tid": tid("2024-03-20")}, "2024-03-28", False, "mer än en vecka efter 2024-03-20"),
        ({}, "2024-03-26", True, "efter genomförandeplanens frist"),
    ],
)
def test_a_first_meeting_that_is_late_is_told_to_the_kv(
    i: dict[str, Any], dag: str, efter: bool, brev: str | None
) -> None:
    text = f"Uppstartsmötet är bokat till {dag}, {brev} (§7.1, K7.1)"
    mening = f"Uppstartsmöte är bokat till {dag}{', efter planens frist' if efter else ''}"
    assert berattat(uppdrag, UppstartsmoteBokat(d(dag), efter), staten(**i)) == (
        mening, "K7.1", "vanlig", [(KV, "K7.1", text)] if brev else [],
    )  # fmt: skip


# By when


@pytest.mark.krav("K6.2", "K6.3", "K7.1", sort="gräns")
@pytest.mark.parametrize(
    ("bemannad", "inlagt", "frist", "vilar"),
    [
        (None, None, "2024-03-05", True),  # two arbetsdagar from Friday 1 March
        ("2024-03-01", None, "2024-03-05", False),
        ("2024-03-05", None, "2024-03-06", False),  # one from when it was staffed
        ("2024-03-05", "2024-03-06", "2024-03-06", False),
        ("2024-03-05", "2024-03-04", "2024-03-05", False),  # entered before it was staffed
    ],
)
def test_the_uppdrag_is_awaited_from_the_staffing(
    bemannad: str | None, inlagt: str | None, frist: str, vilar: bool
) -> None:
    i = staten(tid=tid(inlagt)) if inlagt else Spel.aktualiserat().insats
    i = med(i, bemanningar=(Bemanning(tid(bemannad), "H1"),) if bemannad else (), uppstartsmoten=())
    alla = {b.slag: b for b in uppdrag.bevakningar(i)}
    b = alla["uppdrag"]
    assert (b.regel, str(b.frist), b.vilar, b.oppnas) == ("K6.3", frist, vilar, i.aktualiserad)
    assert (b.frist_satt, b.uppfylld) == (
        tid(bemannad) if bemannad else i.aktualiserad,
        tid(inlagt) if inlagt else None,
    )
    assert (str(alla["bemanning"].frist), alla["bemanning"].uppfylld) == (
        "2024-03-04",
        tid(bemannad) if bemannad else None,
    )
    if inlagt:
        mote = alla["uppstartsmote"]
        assert (mote.regel, mote.oppnas, mote.uppfylld) == ("K7.1", tid(inlagt), None)
        assert str(mote.frist) == {"2024-03-06": "2024-03-13", "2024-03-04": "2024-03-11"}[inlagt]
    else:
        assert "uppstartsmote" not in alla


@pytest.mark.krav("K7.3", "K0.6", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "frist"),
    [
        ({}, "2024-03-25"),  # fourteen days from the start
        ({"tid": tid("2024-03-17")}, "2024-03-25"),
        ({"tid": tid("2024-03-19")}, "2024-03-26"),  # seven from when it was entered, where that is later
        # a start that a correction has told of: seven days from then, but no later than the frist that stood
        ({"sagda_starter": (SagdStart(tid("2024-03-20"), d("2024-03-11"), d("2024-04-02")),)}, "2024-03-27"),
        ({"sagda_starter": (SagdStart(tid("2024-03-28"), d("2024-03-11"), d("2024-04-02")),)}, "2024-04-02"),
        ({"sagda_starter": (SagdStart(tid("2024-03-20"), d("2024-03-12"), d("2024-04-02")),)}, "2024-03-25"),
        (
            {"sagda_starter": (SagdStart(tid("2024-03-26"), d("2024-03-04"), d("2024-04-30")),
                               SagdStart(tid("2024-03-20"), d("2024-03-11"), d("2024-04-30")))},
            "2024-03-27",
        ),
    ],
)  # fmt: skip
def test_the_plan_is_due_two_weeks_after_the_start_or_a_week_after_it_was_told_of(
    fakta: dict[str, Any], frist: str
) -> None:
    assert str(planfrist(staten(**fakta)).frist) == frist


@pytest.mark.krav("K0.6", "K0.7")
def test_a_corrected_start_is_remembered_with_the_frist_that_stood() -> None:
    var, nar = staten(startdatum=d("2024-03-18")), tid("2024-03-20")
    ny = med_sagd_start(staten(), var, nar)
    frist = d("2024-04-02")  # Easter Monday is no arbetsdag
    assert ny.sagda_starter == (
        SagdStart(var.inlagt.tid, d("2024-03-18"), frist), SagdStart(nar, d("2024-03-11"), frist),
    )  # fmt: skip
    assert med_sagd_start(ny, ny, tid("2024-03-21")) == ny
    utan = Spel.aktualiserat().insats
    assert (med_sagd_start(utan, var, nar), med_sagd_start(var, utan, nar)) == (utan, var)


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "dagar"),
    [
        ({"uppfoljningsdagar": (d("2024-05-02"), d("2024-09-10"), d("2024-09-11"))}, ["2024-05-02", "2024-09-10"]),
        ({"uppfoljning_var_manad": 2}, ["2024-05-11", "2024-07-11"]),
        ({"uppfoljning_var_manad": 3}, ["2024-06-11"]),
        ({"uppfoljning_var_manad": 3, "slutdatum": d("2024-09-11")}, ["2024-06-11", "2024-09-11"]),
        ({}, []),
    ],
)
def test_meetings_are_held_on_the_days_named_or_by_the_interval_until_the_end(
    fakta: dict[str, Any], dagar: list[str]
) -> None:
    i = staten(**({"uppfoljningsdagar": (), "uppfoljning_var_manad": None} | fakta))
    assert [str(dag) for dag in uppfoljningsdagar(i)] == dagar


@pytest.mark.parametrize(
    ("antal", "ord_"), [(1, "varje månad"), (2, "var andra månad"), (6, "var sjätte månad"), (7, "var 7:e månad")]
)
def test_an_interval_is_told_in_words(antal: int, ord_: str) -> None:
    assert var_manad_i_ord(antal) == ord_


@pytest.mark.krav("K6.7", sort="gräns")
def test_how_the_kund_is_reached_is_shown_from_the_staffing_until_two_weeks_after_the_end() -> None:
    assert kontaktdagar(insatsen()) == (d("2024-03-01"), d("2024-09-24"))
    aterkallad = Spel.pagaende().avsluta("2024-03-02", "2024-03-05", "flytt").till("2024-03-06").insats
    assert (aterkallad.form, kontaktdagar(aterkallad)) == ("aterkallad", (d("2024-03-01"), d("2024-03-20")))
    assert kontaktdagar(Spel.aktualiserat().insats) == (None, None)
