"""The hunt in the database, where messages, payments, the clock or documents are not what the journal gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from starter.provkorning.fil import las_provfil
from tests.activities.kontroll.conftest import FALLEN, Bas, kor, liv, skriv_in
from tests.activities.kontroll.databasen.brutet import AVBROTT, AVSKRIVEN, OAVSLUTAD, UTAN_TEMPORAL, A, kontrollera

BETALD = "SELECT min(nyckel) FROM utbetalning WHERE arende = :a AND status = 'utbetald'"


def test_a_message_that_was_taken_away_and_one_that_nobody_sent_are_found(bas: Bas) -> None:
    bas.bryt(
        "DELETE FROM meddelande WHERE arende = :a AND nr = 1",
        "INSERT INTO meddelande (arende, nr, ordning, tid, till, regel, rubrik) "
        "VALUES (:a, 9999, 0, now(), 'ekonom', 'K14.5', 'falskt')",
        "INSERT INTO utkorg (meddelande, arende) SELECT id, arende FROM meddelande WHERE nr = 9999",
        "DELETE FROM utkorg WHERE meddelande NOT IN (SELECT id FROM meddelande)",
        a=A,
    )
    svar = kontrollera()
    assert svar.fynd == [
        ("meddelande", A, "ett meddelande berättar om rad 9999, som inte finns"),
        ("meddelande", A, "rad 1 (insats_aktualiserad) har inga meddelanden; den ska ha ett meddelande"),
    ]
    assert svar.kod == 1


@pytest.mark.krav("K14.6")
def test_a_payment_whose_amount_was_changed_is_found(bas: Bas) -> None:
    nyckel = bas.ett(BETALD, a=A)
    bas.bryt("UPDATE utbetalning SET belopp = belopp + 1 WHERE arende = :a AND nyckel = :n", a=A, n=nyckel)
    ((kontroll, arende, text),) = (svar := kontrollera()).fynd
    assert (svar.kod, kontroll, arende) == (1, "betalning", A)
    assert text.startswith(f"{nyckel}: belopp är ")


@pytest.mark.krav("K14.6")
def test_a_payment_that_the_journal_does_not_know_and_one_that_the_table_lost(bas: Bas) -> None:
    nyckel = bas.ett(BETALD, a=A)
    bas.bryt(
        "DELETE FROM utbetalning WHERE arende = :a AND nyckel = :n",
        "UPDATE utbetalning SET status = 'utbetald', belopp = 1 WHERE nyckel = "
        "(SELECT min(nyckel) FROM utbetalning WHERE arende = :b AND status <> 'utbetald') AND arende = :b",
        a=A, n=nyckel, b=AVSKRIVEN,
    )  # fmt: skip
    svar = kontrollera()
    assert (svar.kod, len(svar.fynd)) == (1, 2)
    assert svar.fynd[0][:2] == ("betalning", AVSKRIVEN)
    assert svar.fynd[0][2].endswith("är betald i tabellen men inte enligt journalen")
    assert svar.fynd[1] == ("betalning", A, f"{nyckel} är betald enligt journalen men inte i tabellen")


@pytest.mark.krav("K14.6", "K0.7")
def test_a_payment_written_into_the_journal_without_ground_is_found(bas: Bas) -> None:
    """The table agrees with the journal, so only the state that the payment was made from tells."""
    betalning = "slag = 'utbetalning_verkstalld'"
    forsta = bas.ett(f"SELECT min(nr) FROM journal WHERE arende = :a AND {betalning}", a=A)
    bas.bryt(
        "UPDATE journal SET handelse = jsonb_set(handelse, '{belopp}', '\"9999.00\"') WHERE arende = :a AND nr = :nr",
        "UPDATE utbetalning SET belopp = 9999 WHERE arende = :a AND nyckel = "
        "(SELECT 'manad:' || (handelse->>'avser') FROM journal WHERE arende = :a AND nr = :nr)",
        a=A, nr=forsta,
    )  # fmt: skip
    svar = kontrollera("--arende", A)
    assert svar.kod == 1
    assert any(k == "betalning" and f"rad {forsta} betalar manad:" in t and "med 9999.00 kr" in t
               for k, _, t in svar.fynd)  # fmt: skip


@pytest.mark.krav("K14.6")
def test_a_row_paid_a_second_time_is_found(bas: Bas) -> None:
    """The same payment once more, last in the journal of a case that is not completed."""
    arende = OAVSLUTAD
    assert bas.ett("SELECT status FROM insats WHERE arende = :a", a=arende) != "slutford"
    bas.bryt(
        "INSERT INTO journal (arende, nr, tid, slag, av, handelse) SELECT j.arende, i.nr + 1, i.senast, j.slag, j.av, "
        "j.handelse FROM journal j JOIN insats i USING (arende) WHERE j.arende = :a "
        "AND j.slag = 'utbetalning_verkstalld' ORDER BY j.nr LIMIT 1",
        a=arende,
    )
    svar = kontrollera("--arende", arende)
    assert svar.kod == 1
    assert any(f[:2] == ("betalning", arende) and f[2].endswith("en gång till") for f in svar.fynd), svar.fynd


@pytest.mark.krav("K0.8")
def test_what_the_clock_should_have_raised_is_found_when_its_time_has_passed_by_more_than_the_grace(bas: Bas) -> None:
    """A case that nobody has carried since 2024-04-02, and one that has been carried until five minutes ago."""
    fall, nu = las_provfil(FALLEN[0].with_name("pask_2024.yaml")), datetime.now(UTC)
    kort = liv(fall, "in-stilla", fall.steg[-1].tid)
    nyss = liv(fall, "in-nyss", nu - timedelta(minutes=5))
    assert kort and nyss
    skriv_in(bas.motor, "in-stilla", kort)
    skriv_in(bas.motor, "in-nyss", nyss)
    ((kontroll, arende, text),) = (svar := kontrollera()).fynd
    assert (svar.kod, kontroll, arende) == (1, "klocka", "in-stilla")
    assert "skulle ha tagits upp 2024-0" in text


def test_a_message_that_has_waited_a_day_is_found_and_one_that_has_waited_less_is_not(bas: Bas) -> None:
    bas.bryt("UPDATE utkorg SET status = 'vantar' WHERE arende IN (:a, :b)", a=A, b=AVBROTT)
    assert [kontrollera("--arende", x).kod for x in (A, AVBROTT)] == [
        0,
        0,
    ]  # written just now, whatever year they tell of
    bas.bryt("UPDATE journal SET skriven = now() - interval '23 hours 59 minutes' WHERE arende = :a", a=A)
    bas.bryt("UPDATE journal SET skriven = now() - interval '24 hours 1 minute' WHERE arende = :b", b=AVBROTT)
    ((kontroll, arende, text),) = (svar := kontrollera()).fynd
    assert (svar.kod, kontroll, arende) == (1, "utkorg", AVBROTT)
    assert text.startswith("meddelanden har väntat på att skickas sedan ")


@pytest.mark.krav("K13.1")
def test_a_document_that_the_journal_names_and_nobody_has_is_found(bas: Bas) -> None:
    bas.bryt("UPDATE journal SET dokument = 'dok-1' WHERE arende = :a AND nr = 2", a=A)
    bas.bryt("DELETE FROM dokument WHERE arende = :b", b=AVBROTT)
    svar = kontrollera()
    assert svar.kod == 1
    assert svar.fynd[1] == ("dokument", A, "dokumentet dok-1, som rad 2 nämner, finns inte")
    assert svar.fynd[0][:2] == ("dokument", AVBROTT)
    assert f"dokumentet {AVBROTT}-" in svar.fynd[0][2] and "-avbrottsdokument, som rad" in svar.fynd[0][2]


def test_a_document_without_a_case_is_told_but_is_no_fault(bas: Bas) -> None:
    satt = "INSERT INTO dokument (id, arende, slag, av, innehall, skapad) VALUES (:i, 'in-aldrig', 's', 'a', '{}', :t)"
    nu = datetime.now(UTC)
    bas.bryt(satt, i="gammalt", t=nu - timedelta(hours=24, minutes=1))
    bas.bryt(satt, i="nytt", t=nu - timedelta(hours=23, minutes=59))
    svar = kontrollera()
    assert svar.kod == 0
    assert svar.fynd == [
        ("dokument_utan_arende", "in-aldrig", "dokumentet gammalt hör till ett ärende som aldrig blev till")
    ]
    assert (
        kor("kontrollera", "--utan-temporal", "--arende", A).ut == f"1 ärende, {UTAN_TEMPORAL} kontroller: inga fel.\n"
    )
