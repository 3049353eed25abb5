"""What stands beside the cases: closed payment months and processes, broken by hand and found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.grund.parter import Aktor, Roll
from domain.processer.alla import PROCESSER
from domain.processer.forlopp import lat_ga, utfor
from domain.processer.lagring import post_till_json
from domain.regler.provning import skapa_regelverk
from domain.skeende.form import las_kommando
from domain.skeende.inkommet import Inkommet
from kontrakt.process import Processbatch
from persistence.betalning.stangning import Stangning, stang
from persistence.process import skrivning
from regelverk import las_utgavor
from tests.activities.kontroll.conftest import Bas, Svar, kor

FALL = ("in-ami2_hela_livet", "in-ami2_avbrott_med_ersattning", "in-underlag_efter_brytdatum", "in-ratta_startdatum")
SENARE = "2026-10"
INCIDENT = "pi-1"
EN_RAD = "(SELECT min(arende || '/' || nyckel) FROM betalningsrad WHERE arende IS NOT NULL)"


def kontrollera(*val: str) -> Svar:
    return kor("kontrollera", "--utan-temporal", "--json", *val)


@pytest.fixture
def stangt(bas: Bas) -> Bas:
    """The base with two months closed, which hold all that the cases have been paid."""
    bas.behall(*FALL)
    # What was written just now may be on its way while a month is closed; these lines are old.
    bas.bryt("UPDATE journal SET skriven = now() - interval '40 days'")
    nu = datetime.now(UTC)
    for manad, nar in (("2024-06", nu - timedelta(days=2)), (SENARE, nu - timedelta(days=1))):
        assert isinstance(stang(bas.motor, manad, nar), Stangning)
    assert bas.ett("SELECT count(*) FROM betalningsrad WHERE manad = :m", m=SENARE) > 5
    return bas


@pytest.mark.krav("K14.6", "K0.7")
def test_closed_months_that_hold_what_the_cases_were_paid_have_no_findings(stangt: Bas) -> None:
    svar = kontrollera()
    assert (svar.kod, svar.fynd) == (0, [])


@pytest.mark.krav("K14.6")
def test_a_total_that_is_not_the_sum_of_its_rows_is_found(stangt: Bas) -> None:
    stangt.bryt(
        "UPDATE betalning_anordnare SET ersattning = ersattning + 1, att_betala = att_betala + 1 "
        "WHERE manad = :m AND att_betala > 0 AND anordnare = (SELECT min(anordnare) FROM betalning_anordnare "
        "WHERE manad = :m AND att_betala > 0)",
        m=SENARE,
    )
    ((kontroll, arende, text),) = (svar := kontrollera()).fynd
    assert (svar.kod, kontroll, arende) == (1, "betalningsmanad", f"betalningsmanad-{SENARE}")
    assert ": totalen är " in text and ", raderna ger " in text


@pytest.mark.krav("K14.6")
def test_a_frozen_row_with_another_amount_than_its_case_is_found(stangt: Bas) -> None:
    stangt.bryt(f"UPDATE betalningsrad SET belopp = belopp + 1 WHERE arende || '/' || nyckel = {EN_RAD}")
    svar = kontrollera()
    assert svar.kod == 1
    assert {f[0] for f in svar.fynd} == {"betalningsmanad"}
    assert any("men ärendet säger " in f[2] for f in svar.fynd)
    assert any(": totalen är " in f[2] for f in svar.fynd)


@pytest.mark.krav("K14.6")
def test_a_frozen_row_that_its_case_does_not_know_of_is_found(stangt: Bas) -> None:
    stangt.bryt(f"UPDATE betalningsrad SET nyckel = 'manad:2031-01' WHERE arende || '/' || nyckel = {EN_RAD}")
    svar = kontrollera()
    texter = [f[2] for f in svar.fynd]
    assert svar.kod == 1
    assert any(
        t.startswith("manad:2031-01 är betald med ") and t.endswith("ärendet känner inte till den") for t in texter
    )
    # The row that it was is then in no month at all.
    assert any("ingår inte i " in t for t in texter)


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize(("minuter", "antal"), [(25, 1), (15, 0)])
def test_a_row_paid_well_before_a_closing_that_is_in_no_month_is_found(stangt: Bas, minuter: int, antal: int) -> None:
    """Written just before the closing it may have been on its way, and comes in the next month."""
    stangt.bryt(
        "DELETE FROM betalning_innehallen", "DELETE FROM betalning_anordnare",
        "DELETE FROM betalningsrad WHERE arende <> (SELECT min(arende) FROM betalningsrad)",
        "DELETE FROM utbetalning WHERE arende <> (SELECT min(arende) FROM betalningsrad)",
    )  # fmt: skip
    vems = stangt.ett("SELECT min(arende) FROM betalningsrad")
    nyckel = stangt.ett("SELECT max(nyckel) FROM betalningsrad WHERE arende = :a", a=vems)
    stangt.bryt("DELETE FROM betalningsrad WHERE arende = :a AND nyckel = :n", a=vems, n=nyckel)
    stangt.bryt(
        "UPDATE journal SET skriven = (SELECT max(stangd) FROM betalningsmanad) - make_interval(mins => :m) "
        "WHERE arende = :a",
        a=vems, m=minuter,
    )  # fmt: skip
    fynd = [f for f in kontrollera().fynd if f[:2] == ("betalningsmanad", vems) and "ingår inte" in f[2]]
    assert len(fynd) == antal
    assert all(f[2].startswith(f"{nyckel}, ") for f in fynd)


@pytest.mark.krav("K0.7")
def test_a_debt_that_was_not_carried_forward_is_found(stangt: Bas) -> None:
    stangt.bryt(
        "UPDATE betalning_anordnare SET justeringar = justeringar - ersattning - 100, att_betala = 0, utgaende = -100 "
        "WHERE manad = '2024-06' AND ingaende = 0 AND justeringar = 0 AND anordnare = "
        "(SELECT min(anordnare) FROM betalning_anordnare WHERE manad = '2024-06')"
    )
    texter = [f[2] for f in kontrollera().fynd]
    assert any("-100.00 kr fördes över från 2024-06, men 2026-10 har 0 kr" in t for t in texter), texter


# --- processes -----------------------------------------------------------------------------------------------------


@pytest.fixture
def incident(bas: Bas) -> Bas:
    """The base with a personuppgiftsincident whose frist has passed: journal, row, bevakningar and messages."""
    bas.behall(*FALL)
    slag, nu = "personuppgiftsincident", datetime.now(UTC)
    rutin, regelverk = PROCESSER[slag], skapa_regelverk(las_utgavor())
    for id, upptackt in ((INCIDENT, nu - timedelta(days=10)), ("pi-2", nu - timedelta(hours=2))):
        data = {
            "kommando": "anmal_incident", "upptackt": upptackt.isoformat(), "anordnare": "A",
            "karriarvagledare": "kv1", "beskrivning": "ett brev på villovägar",
        }  # fmt: skip
        kommando = las_kommando(data, rutin.verb)
        inkommet = Inkommet(f"{id}-0", Aktor(Roll.ANORDNARE, "a1", "A"), kommando)
        steg = utfor(rutin, id, None, inkommet, regelverk, upptackt + timedelta(hours=1))
        assert steg.efter
        steg += lat_ga(rutin, steg.efter, nu)
        poster = tuple(post_till_json(rutin, p) for p in steg.poster)
        skrivning.skriv(bas.motor, Processbatch(slag, id, 0, poster, steg.meddelanden), epost=False)
    return bas


def test_processes_that_share_the_journal_are_not_taken_for_cases(incident: Bas) -> None:
    svar = kontrollera()
    assert (svar.kod, svar.fynd) == (0, [])
    assert f'"arenden": {incident.ett("SELECT count(*) FROM insats")}' in svar.ut
    ensam = kontrollera("--arende", INCIDENT)
    assert (ensam.kod, ensam.fynd) == (0, [])


@pytest.mark.parametrize(
    ("sats", "kontroll", "text"),
    [
        ("DELETE FROM journal WHERE arende = :a AND nr = 1", "journal", "journalen saknar rad 1"),
        ("DELETE FROM journal WHERE arende = :a", "journal", "processen finns men har ingen journal"),
        (
            'UPDATE journal SET handelse = \'{"slag": "x"}\' WHERE arende = :a AND nr = 2',
            "journal",
            "går inte att läsa",
        ),
        (
            "UPDATE process SET status = 'x', oppen = NOT oppen WHERE id = :a",
            "lastabell",
            "process: oppen, status avviker",
        ),
        ("DELETE FROM process WHERE id = :a", "lastabell", "raden i process saknas"),
        ("DELETE FROM processbevakning WHERE process = :a", "lastabell", "processbevakning"),
        ("UPDATE processbevakning SET utfall = 'oppen' WHERE process = :a", "lastabell", "utfall är oppen, journalen"),
        (
            "DELETE FROM meddelande WHERE arende = :a AND nr = 1",
            "meddelande",
            "rad 1 har inga meddelanden; den ska ha ",
        ),
        (
            "UPDATE journal SET dokument = 'd' WHERE arende = :a AND nr < 3",
            "dokument",
            "d, som rad 1 nämner, finns inte",
        ),
        ("UPDATE process SET slag = 'x' WHERE id = :a", "journal", "processen är av ett slag som inte finns"),
    ],
)
def test_what_was_broken_in_a_process_is_found_and_nothing_else(
    incident: Bas, sats: str, kontroll: str, text: str
) -> None:
    incident.bryt(sats, a=INCIDENT)
    svar = kontrollera("--arende", INCIDENT)
    assert svar.kod == 1
    assert {f[:2] for f in svar.fynd} == {(kontroll, INCIDENT)}
    assert any(text in f[2] for f in svar.fynd), svar.fynd


@pytest.mark.krav("K3.1")
def test_a_process_that_nobody_has_carried_is_found(incident: Bas) -> None:
    """What the clock raised is taken away as if it had never been raised."""
    incident.bryt(
        "DELETE FROM journal WHERE arende = :a AND nr > 1",
        "DELETE FROM meddelande WHERE arende = :a AND nr > 1",
        "DELETE FROM utkorg WHERE arende = :a AND meddelande NOT IN (SELECT id FROM meddelande)",
        "UPDATE process SET nr = 1 WHERE id = :a",
        a=INCIDENT,
    )
    fynd = kontrollera("--arende", INCIDENT).fynd
    assert ("klocka", INCIDENT) in {f[:2] for f in fynd}
    assert any("skulle ha tagits upp" in f[2] for f in fynd)
