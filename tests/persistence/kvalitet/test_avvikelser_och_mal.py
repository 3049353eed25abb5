"""K12.6, K16.2: reviews, brister, reported deviations, goals and messages, each counted in its year."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from domain.kvalitet.nyckeltal import Punktlighet
from tests.persistence.kvalitet.journalerna import Spara, ett, tal
from tests.verktyg.spel import Spel

pytestmark = pytest.mark.krav("K16.1")


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
    spel.kv(
        "2024-04-16",
        "ratta",
        vad="besluta_avslut",
        andringar={"orsak": "mal_natt", "natt_mal": "arbete"},
        motivering="fel orsak",
    )
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
