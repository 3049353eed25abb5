"""The yearly review counted from lives that were played and journaled: what, of whom, and in which year (K16.1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.bevakningsklocka import KOM_ALDRIG, FristPasserad
from domain.kvalitet.matt import PUNKTLIGA
from domain.kvalitet.nyckeltal import Nyckeltal, Punktlighet, summa
from domain.liv.lagesbild import bevakningsrader
from domain.liv.lagring import post_till_json
from domain.skeende.journal import Post
from domain.tid.tidpunkt import datum
from kontrakt.insats import Batch
from persistence.journal.skrivning import skriv
from persistence.kvalitet import nyckeltal
from persistence.register.anordnare import auktorisationer, register
from tests.verktyg.slumpliv.levnad import lev
from tests.verktyg.spel import Spel, regelverket

Spara = Callable[..., str]
A = "A"
ARBETSLEDARE, EKONOM = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.EKONOM, "e1")

pytestmark = pytest.mark.krav("K16.1")


@pytest.fixture
def spara(motor: Engine) -> Spara:
    """Journals a played case in the database, as ``anordnare``'s, by the writer that the service uses."""
    nummer = count(1)

    def spara(spel: Spel, anordnare: str = A) -> str:
        arende = f"in-{next(nummer)}"
        poster = []
        for post in spel.poster:
            rad = post_till_json(_hos(post, arende, anordnare))
            poster.append(rad | {"av": rad["av"].replace("@A", f"@{anordnare}")})
        brev = [replace(m, part=anordnare) if m.till is Roll.ANORDNARE else m for m in spel.meddelanden]
        skriv(motor, Batch(arende, 0, tuple(poster), tuple(brev)))
        return arende

    return spara


def _hos(post: Post, arende: str, anordnare: str) -> Post:
    if post.nr != 1:
        return post
    return replace(post, handelse=replace(post.handelse, arende=arende, anordnare=anordnare))  # type: ignore[call-arg]


def tal(motor: Engine, ar: int = 2024, idag: str = "2026-01-15", **urval: Any) -> dict[str, Nyckeltal]:
    rader = nyckeltal.nyckeltal(motor, ar, idag=date.fromisoformat(idag), regelverk=regelverket(), **urval)
    assert len({r.anordnare for r in rader}) == len(rader)
    return {r.anordnare: r for r in rader}


def ett(motor: Engine, ar: int = 2024, **urval: Any) -> Nyckeltal:
    (n,) = tal(motor, ar, **urval).values()
    return n


# Insatser, and in which year


@pytest.mark.parametrize(
    ("start", "i_2024", "i_2025"),
    [
        # påbörjade, pågående, avslutade
        ("2024-10-01", (1, 0, 1), None),  # ends on 31 December
        ("2024-10-02", (1, 1, 0), (0, 0, 1)),  # ends on 1 January
        ("2024-12-31", (1, 1, 0), (0, 0, 1)),
        ("2025-01-01", None, (1, 0, 1)),
    ],
)
def test_an_insats_is_of_every_year_it_has_a_day_in_and_ends_in_one(
    motor: Engine, spara: Spara, start: str, i_2024: tuple[int, ...] | None, i_2025: tuple[int, ...] | None
) -> None:
    spara(Spel.pagaende("AMI1", start, "2024-09-20").till("2025-06-01"))
    for ar, vantat in ((2024, i_2024), (2025, i_2025)):
        n = tal(motor, ar).get(A, Nyckeltal(A))
        assert (n.paborjade, n.pagaende, n.avslutade) == (vantat or (0, 0, 0))
        assert n.insatser == (vantat is not None)


def test_the_year_under_way_is_counted_to_yesterday(motor: Engine, spara: Spara) -> None:
    spara(Spel.pagaende("AMI1", "2024-03-11").till("2024-06-12"))  # ends on 10 June
    for idag, vantat in (("2024-06-10", (1, 0)), ("2024-06-11", (0, 1))):
        n = ett(motor, idag=idag)
        assert (n.pagaende, n.avslutade) == vantat, idag
    assert tal(motor, idag="2024-03-11")[A].insatser == 0, "it begins today"


@pytest.mark.krav("K6.2")
def test_a_case_taken_back_unstaffed_is_a_missing_bemanning_and_no_insats(motor: Engine, spara: Spara) -> None:
    spel = Spel.aktualiserat("AMI1", "2024-03-01T09:00")
    spel.kv("2024-03-06", "aterkalla_aktualisering").till("2024-04-01")
    spara(spel)
    n = ett(motor)
    assert n.bemanning == Punktlighet(0, 0, 1)
    assert (n.insatser, n.avvikelser) == (0, 1)


@pytest.mark.krav("K6.2")
def test_a_case_that_was_registered_by_mistake_counts_in_no_review(motor: Engine, spara: Spara) -> None:
    spel = Spel.aktualiserat("AMI1", "2024-03-01T09:00")  # never staffed, and its frist has passed
    spel.kv("2024-03-06", "aterkalla_aktualisering", felregistrerad=True, motivering="Fel kund.").till("2024-04-01")
    spara(spel)
    n = tal(motor).get(A, Nyckeltal(A))
    assert (n.insatser, n.bemanning, n.avvikelser) == (0, Punktlighet(), 0)


# Frister


@pytest.mark.krav("K7.3")
@pytest.mark.parametrize(
    ("lamnad", "vantat"), [("2024-03-25T23:59", (1, 0, 0)), ("2024-03-26T00:00", (0, 1, 0)), (None, (0, 0, 1))]
)
def test_a_plan_is_late_from_the_day_after_its_frist(
    motor: Engine, spara: Spara, lamnad: str | None, vantat: tuple[int, int, int]
) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11")
    if lamnad:
        spel.lamna_plan(lamnad)
    spara(spel.till("2024-04-02"))
    assert ett(motor, idag="2024-04-02").plan == Punktlighet(*vantat)
    assert ett(motor, idag="2024-03-25").plan == Punktlighet(), "on the day of the frist nothing is judged"


@pytest.mark.krav("K8.1")
def test_the_report_of_december_is_of_the_year_that_its_frist_falls_in(motor: Engine, spara: Spara) -> None:
    spel = Spel.pagaende("AMI1", "2024-11-01", "2024-10-25")
    spel.rapportera("2024-11", "2024-12-09").rapportera("2024-12", "2024-12-31").till("2025-03-15")
    spara(spel)
    assert ett(motor, 2024).manadsrapporter == Punktlighet(0, 1, 0), "November's, two days late"
    assert ett(motor, 2025).manadsrapporter == Punktlighet(1, 0, 1), "December's in time, January's missing"


@pytest.mark.krav("K7.2")
def test_a_contact_registered_afterwards_makes_a_missed_week_late_and_takes_the_deviation_back(
    motor: Engine, spara: Spara
) -> None:
    spel = Spel.pagaende("AMI1", "2024-12-09", "2024-12-02")
    spel.anordnare("2024-12-17", "registrera_kundkontakt", datum="2024-12-17")
    spel.anordnare("2025-01-02", "registrera_kundkontakt", datum="2024-12-27")
    spara(spel.till("2025-01-08"))
    n = ett(motor, 2024)
    assert n.veckokontakter == Punktlighet(1, 1, 1)  # the weeks that end on the 22nd, the 29th and the 15th
    andra = n.plan.alla - n.plan.i_tid + 1  # and the uppstartsmöte that nobody booked
    assert n.avvikelser == 1 + andra
    assert ett(motor, 2025, idag="2025-01-08").veckokontakter == Punktlighet(0, 0, 1), "its Sunday is 5 January"


@pytest.mark.krav("K0.9")
@pytest.mark.parametrize("hos_anordnaren", [True, False])
def test_a_report_not_approved_in_time_is_a_deviation_of_the_one_who_had_it_then(
    motor: Engine, spara: Spara, hos_anordnaren: bool
) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11").rapportera("2024-03", "2024-04-03")
    spel.aterremittera("2024-03", "2024-04-10" if hos_anordnaren else "2024-04-17").till("2024-04-20")
    spara(spel)
    utan = Spel.pagaende("AMI1", "2024-03-11").rapportera("2024-03", "2024-04-03")
    spara(utan.godkann("2024-03", "2024-04-10").till("2024-04-20"), "B")
    med = tal(motor, idag="2024-04-20")
    assert med[A].avvikelser - med["B"].avvikelser == hos_anordnaren


# Reviews, brister, reported deviations


@pytest.mark.krav("K0.1", "K8.2")
@pytest.mark.parametrize(("nar", "ar"), [("2024-12-31T23:59", 2024), ("2025-01-01T00:00", 2025)])
def test_a_return_is_of_the_stockholm_year_it_was_decided_in(motor: Engine, spara: Spara, nar: str, ar: int) -> None:
    spel = Spel.pagaende("AMI1", "2024-11-11", "2024-11-01").lamna_plan("2024-11-20")
    spel.kv("2024-11-22", "granska_plan", beslut="godkand").rapportera("2024-11", "2024-12-03")
    spara(spel.aterremittera("2024-11", nar))
    antal = {a: (n.granskningar, n.aterremisser) for a in (2024, 2025) for n in [ett(motor, a)]}
    assert antal == {ar: (1 + (ar == 2024), 1), 4049 - ar: (int(ar == 2025), 0)}


@pytest.mark.krav("K0.7")
def test_a_struck_return_and_a_struck_deviation_are_not_counted(motor: Engine, spara: Spara) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11").rapportera("2024-03").aterremittera("2024-03", "2024-04-08")
    spel.anordnare("2024-04-09", "anmal_avvikelse", datum="2024-04-08", beskrivning="x")
    fore = spara(spel)
    assert [(n.aterremisser, n.granskningar, n.anmalda_avvikelser) for n in tal(motor).values()] == [(1, 1, 1)]
    for vad in ("granska_manadsrapport", "anmal_avvikelse"):
        spel.rattar("2024-04-10", vad, stryk=True, motivering="fel ärende")
    spara(spel, "B")
    n = tal(motor)["B"]
    assert (n.aterremisser, n.granskningar, n.anmalda_avvikelser) == (0, 0, 0), fore


@pytest.mark.krav("K0.7", "K9.1")
def test_a_deviation_is_of_its_own_day_also_when_that_is_put_right_twice(motor: Engine, spara: Spara) -> None:
    spel = Spel.pagaende("AMI1", "2024-11-11", "2024-11-01")
    spel.anordnare("2025-01-02T10:00", "anmal_avvikelse", datum="2024-12-31", beskrivning="x")
    spara(spel)
    assert [ett(motor, ar).anmalda_avvikelser for ar in (2024, 2025)] == [1, 0], "registered after the new year"
    for timme, dag in ((11, "2024-12-30"), (12, "2025-01-01")):
        spel.rattar(f"2025-01-02T{timme}:00", "anmal_avvikelse", andringar={"datum": dag}, motivering="fel dag")
    spara(spel, "B")
    assert [tal(motor, ar)["B"].anmalda_avvikelser for ar in (2024, 2025)] == [0, 1]


@pytest.mark.krav("K13.6")
def test_brister_are_counted_by_sort(motor: Engine, spara: Spara) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11").till("2024-05-20")
    spel.kv("2024-05-20", "registrera_brist", sort="brister_i_uppdrag", motivering="x")
    spara(spel)
    assert ett(motor).brister_per_sort == {"rapport_sen_over_en_manad": 1, "brister_i_uppdrag": 1}
    assert ett(motor).brister == 2


# The goal


def slutrapporterat(mal: bool) -> Spel:
    return Spel.pagaende("AMI1", "2024-03-11").slutrapportera("2024-06-07", mal_uppnatt=mal)


@pytest.mark.krav("K2.3")
def test_the_final_report_says_whether_a_completed_insats_reached_its_goal(motor: Engine, spara: Spara) -> None:
    spara(slutrapporterat(True).till("2024-07-01"))
    spara(slutrapporterat(False).till("2024-07-01"))
    spara(Spel.pagaende("AMI1", "2024-03-11").till("2024-07-01"))
    n = ett(motor)
    assert (n.mal_natt, n.mal_okant, n.avslutade, n.fullfoljda) == (1, 1, 3, 3)


@pytest.mark.krav("K0.7", "K2.3")
def test_a_goal_put_right_counts_as_it_then_stands_and_a_struck_report_says_nothing(
    motor: Engine, spara: Spara
) -> None:
    rattat = slutrapporterat(True)
    rattat.rattar("2024-06-08", "lamna_slutrapport", andringar={"mal_uppnatt": False}, motivering="fel")
    spara(rattat.till("2024-07-01"))
    assert (ett(motor).mal_natt, ett(motor).mal_okant) == (0, 0)
    struket = slutrapporterat(True)
    struket.rattar("2024-06-08", "lamna_slutrapport", stryk=True, motivering="fel")
    spara(struket.till("2024-07-01"))
    assert (ett(motor).mal_natt, ett(motor).mal_okant) == (0, 1)


@pytest.mark.krav("K2.3")
def test_a_decided_end_says_it_before_the_final_report_does(motor: Engine, spara: Spara) -> None:
    for orsak, mal in (("utebliven_progression", False), ("egen_forsorjning", True)):
        spel = Spel.pagaende("AMI1", "2024-03-11").avsluta("2024-04-15", "2024-04-30", orsak)
        spara(spel.slutrapportera("2024-05-02", mal_uppnatt=not mal).till("2024-07-01"), orsak)
        n = tal(motor)[orsak]
        assert (n.mal_natt, n.mal_okant, n.fullfoljda) == (int(mal), 0, 0)
        assert (n.i_fortid, n.avbrutna) == ((1, 0) if mal else (0, 1))


@pytest.mark.krav("K0.7", "K2.3")
def test_a_decision_whose_reason_is_put_right_says_what_the_right_reason_says(motor: Engine, spara: Spara) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11").avsluta("2024-04-15", "2024-04-30", "annan_insats")
    spel.kv("2024-04-16", "ratta", vad="besluta_avslut", andringar={"orsak": "mal_natt"}, motivering="fel orsak")
    spara(spel.till("2024-07-01"))
    assert ett(motor).mal_natt == 1


@pytest.mark.krav("K13.2", "K2.3")
def test_a_revoked_decision_says_nothing_of_the_goal(motor: Engine, spara: Spara) -> None:
    spel = Spel.pagaende("AMI1", "2024-03-11").avsluta("2024-04-15", "2024-04-30")
    spel.kv("2024-04-16", "aterkalla_avslut", motivering="x").slutrapportera("2024-06-07", mal_uppnatt=False)
    spara(spel.till("2024-07-01"))
    assert (ett(motor).mal_natt, ett(motor).mal_okant, ett(motor).fullfoljda) == (0, 0, 1)


# Messages


@pytest.mark.krav("K6.6")
def test_messages_are_read_in_time_late_or_not_at_all(motor: Engine, spara: Spara) -> None:
    spara(Spel.pagaende("AMI1", "2024-12-09", "2024-12-02").till("2024-12-20"))
    antal = ett(motor).meddelanden.alla
    assert ett(motor).meddelanden == Punktlighet(0, 0, antal) and antal > 3
    nagot = "SELECT id FROM meddelande WHERE till = 'anordnare' ORDER BY id LIMIT 1 OFFSET :nr"
    satt = text(f"UPDATE meddelande SET last = tid + :efter WHERE id = ({nagot})")
    with motor.begin() as c:
        c.execute(satt, {"efter": "1 hour", "nr": 0})
        c.execute(satt, {"efter": "30 days", "nr": 1})
    assert ett(motor).meddelanden == Punktlighet(1, 1, antal - 2)


# Whose, and who asks


@pytest.fixture
def tva(motor: Engine, spara: Spara) -> Engine:
    """One AMI case with A, one FAI case with B; C is authorised and has none, D no longer is."""
    spara(Spel.pagaende("AMI1", "2024-03-11").till("2024-07-01"), "A")
    spara(Spel.pagaende("FAI1", "2024-03-11").till("2024-07-01"), "B")
    for namn, fran, till in (("C", "2024-12-31", None), ("D", "2023-01-01", "2023-12-31"), ("E", "2025-01-01", None)):
        register.lagg_till_anordnare(motor, namn)
        auktorisationer.auktorisera(motor, namn, "AMI", date.fromisoformat(fran), till and date.fromisoformat(till))
    return motor


def test_those_authorised_in_the_year_are_shown_also_without_cases(tva: Engine) -> None:
    assert set(tal(tva)) == {"A", "B", "C"}
    assert set(tal(tva, 2025)) == {"C", "E"}
    assert tal(tva)["C"] == Nyckeltal("C")


def test_one_kundval_or_one_anordnare_is_shown_alone(tva: Engine) -> None:
    assert set(tal(tva, kundval="AMI")) == {"A", "C"}
    assert set(tal(tva, kundval="FAI")) == {"B"}
    assert tal(tva, kundval="FAI")["B"] == tal(tva)["B"]
    assert tal(tva, anordnare="B") == {"B": tal(tva)["B"]}
    assert tal(tva, anordnare="D") == {"D": Nyckeltal("D")}


def test_an_anordnare_nobody_knows_is_refused(tva: Engine) -> None:
    with pytest.raises(Avvisning, match="anordnare: anordnaren F finns inte i registret"):
        tal(tva, anordnare="F")


def test_all_are_seen_by_those_who_see_all_cases_and_its_own_by_an_anordnare(tva: Engine) -> None:
    for som in (ARBETSLEDARE, EKONOM, Aktor(Roll.KARRIARVAGLEDARE, "kv9"), None):
        assert set(tal(tva, som=som)) == {"A", "B", "C"}
    assert tal(tva, som=Aktor(Roll.ANORDNARE, "h1", "A")) == {"A": tal(tva)["A"]}
    with pytest.raises(Avvisning, match="bara sin egen"):
        tal(tva, som=Aktor(Roll.ANORDNARE, "h1", "A"), anordnare="B")
    with pytest.raises(Avvisning, match="som: "):
        tal(tva, som=Aktor(Roll.SOCIALSEKRETERARE, "s1"))


# Every life, counted in another way


def facit(fall: Spel, ar: int) -> Nyckeltal:
    """A case's figures from its state, as the corrections have left it."""
    i, n = fall.insats, Counter[str]()

    def om_avslut(k: Mapping[str, Any]) -> bool:
        return k.get("mal_uppnatt", False) or k["orsak"] in ("mal_natt", "egen_forsorjning")

    sagt = [s.kommando for s in i.sagda]
    if (p := i.insatsperiod) and p.till and p.fran.year <= ar <= p.till.year and i.avslutsform != "aterkallad":
        n["paborjade"] = p.fran.year == ar
        n["pagaende"] = p.till.year > ar
        if p.till.year == ar:
            n["avslutade"] = 1
            n[{"fullfoljd": "fullfoljda", "fortid": "i_fortid", "avbruten": "avbrutna"}[i.form]] = 1
            mal = [om_avslut(k) for k in sagt if k["kommando"] == "besluta_avslut"]
            if not i.avslutsbeslut:
                mal = [k["mal_uppnatt"] for k in sagt if k["kommando"] == "lamna_slutrapport"]
            n["mal_natt"], n["mal_okant"] = mal[-1:] == [True], not mal
    granskningar = [(g.tid, g.godkand) for o in (*i.planer, *i.rapporter.values()) for g in o.granskningar]
    granskningar += ((s.granskad, s.godkand) for s in i.slutrapporter if s.granskad)
    godkanda = [godkand for nar, godkand in granskningar if datum(nar).year == ar]
    n["granskningar"], n["aterremisser"] = len(godkanda), godkanda.count(False)
    avvikelser = [k["datum"] for k in sagt if k["kommando"] == "anmal_avvikelse"]
    n["anmalda_avvikelser"] = sum(dag.startswith(str(ar)) for dag in avvikelser)
    hos = {(h.nyckel, h.frist): h.ansvarig for p in fall.poster if isinstance(h := p.handelse, FristPasserad)}
    per: dict[str, Counter[str]] = defaultdict(Counter)
    for r in bevakningsrader(i):
        if r.frist.year != ar:
            continue
        sen = r.utfall in ("sen", "forsenad", "avskriven", "oppen")
        upphord = i.upphorda.get(r.nyckel)
        kom_aldrig = upphord is not None and upphord.skal == KOM_ALDRIG
        recalled = (
            r.utfall == "upphord" and (i.avslutsform == "aterkallad" or kom_aldrig) and (r.nyckel, r.frist) in hos
        )
        dom = "i_tid" if r.utfall == "uppfylld" else "sena" if sen and r.uppfylld else "saknade"
        if r.utfall != "upphord" or recalled:
            per[r.slag][dom] += 1
        agare = hos.get((r.nyckel, r.frist), r.ansvarig)
        raknas = r.slag != "faktureringsunderlag" and not (r.slag == "veckokontakt" and r.uppfylld)
        n["avvikelser"] += (sen or recalled) and agare is Roll.ANORDNARE and raknas
    slag = ("bemanning", "genomforandeplan", "manadsrapport", "slutrapport", "veckokontakt")
    punktliga = {m: Punktlighet(**per[s]) for m, s in zip(PUNKTLIGA, slag, strict=False)}
    brister = Counter(b.sort for b in i.brister if datum(b.tid).year == ar)
    return Nyckeltal(A, brister_per_sort=brister, **{k: int(v) for k, v in n.items()}, **punktliga)  # type: ignore[arg-type]


@pytest.mark.krav("K0.7")
def test_random_lives_with_corrections_count_the_same_from_the_tables_as_from_their_states(
    motor: Engine, spara: Spara
) -> None:
    levda = [lev(r, r.randint(5, 40)) for r in map(Random, range(30_000, 30_040))]
    for fall in levda:
        spara(fall)
    assert sum(bool(fall.handelser("uppgift_rattad")) for fall in levda) > 5
    for ar in (2024, 2025):
        raknat = replace(ett(motor, ar, idag="2030-01-01"), meddelanden=Punktlighet())
        vantat = summa(A, [facit(fall, ar) for fall in levda])
        assert raknat == vantat
