"""An answer to what a forgotten task asked is no answer: it is asked anew (decision 12).

The SDK's core keeps a local activity by run and number, and gives what is still at work under a number as the answer to
what is asked under it next, whatever that is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from activities import insats
from domain.grund.avvisning import Avvisning
from domain.insats.anteckningar import Avslag
from domain.register.auktorisation import Auktorisation
from domain.regler.regelverk import Regelverk
from kontrakt import namn
from kontrakt.insats import Forfragan, Forutsattningar, Journalkvitto, Lage
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.process import Processforutsattningar
from kontrakt.sigill import Sigillfraga
from persistence.journal import kon, skrivning
from tests.workflows.insats.test_forbi_dorrarna import sagt
from tests.workflows.tjanst import ANORDNARE, BEMANNA, Tjanst

NEJ = Avslag("K3.3", "ärendet in-1 finns inte, eller är inte ditt att se", "arende")


def _nekar(monkeypatch: pytest.MonkeyPatch, ganger: int, om: str | None) -> None:
    """The journal refuses so many times what is said of a bemanning; ``om``: as if another kommando had been."""
    ratt, kvar = skrivning.skriv, ganger

    def skriv(motor: Any, batch: Any, *mer: Any, **hur: Any) -> Any:
        nonlocal kvar
        rader = [r for r in batch.poster if r["handelse"]["slag"] == "arende_bemannat"]
        if not rader or not kvar:
            return ratt(motor, batch, *mer, **hur)
        kvar -= 1
        for rad in rader if om else []:
            rad["kommando"] = om
        return Journalkvitto(avslag=NEJ)

    monkeypatch.setattr(skrivning, "skriv", skriv)


@pytest.mark.krav("K0.7", "K3.2")
async def test_a_refusal_of_what_another_said_refuses_nobody_else(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    await t.starta()
    _nekar(monkeypatch, 2, "en-annans")  # of all that was said at once, and then of each by itself
    kvitto = await t.sag(ANORDNARE, BEMANNA, kommando_id="min")
    assert [p.kommando for p in t.poster() if p.handelse.slag == "arende_bemannat"] == ["min"]
    assert kvitto.kommando == "min"


@pytest.mark.krav("K3.2", sort="avslag")
async def test_a_refusal_of_ones_own_is_one(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    await t.starta()
    _nekar(monkeypatch, 2, None)
    with pytest.raises(WorkflowUpdateFailedError, match="failed"):
        await t.handtag.execute_update(namn.UPPDATERING, sagt("u1", ANORDNARE, await t.nu(), **BEMANNA))
    assert "arende_bemannat" not in t.slagen()


def _tar_inte_emot(monkeypatch: pytest.MonkeyPatch, ganger: int, *om: list[str]) -> None:
    """The database refuses for good so many times what is said of a bemanning; ``om``: of whose it says that it was."""
    ratt, kvar = skrivning.skriv, ganger

    def skriv(motor: Any, batch: Any, *mer: Any, **hur: Any) -> Any:
        nonlocal kvar
        if not kvar or "arende_bemannat" not in [r["handelse"]["slag"] for r in batch.poster]:
            return ratt(motor, batch, *mer, **hur)
        kvar -= 1
        raise ApplicationError("databasen tar inte emot uppgiften", *om, type="DataFel", non_retryable=True)

    monkeypatch.setattr(skrivning, "skriv", skriv)


@pytest.mark.krav("K0.6", "K0.7")
@pytest.mark.parametrize(("om", "nekas"), [([["en-annans"]], False), ([[]], False), ([["min"]], True), ([], True)])
async def test_a_value_that_the_database_refused_another_refuses_nobody_else(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch, om: list[list[str]], nekas: bool
) -> None:
    """Of all that was said at once, and then of each by itself; earlier code did not say of whose it was."""
    await t.starta()
    _tar_inte_emot(monkeypatch, 2, *om)
    if nekas:
        with pytest.raises(Avvisning, match="något som inte kan sparas"):
            await t.sag(ANORDNARE, BEMANNA, kommando_id="min")
    else:
        assert (await t.sag(ANORDNARE, BEMANNA, kommando_id="min")).kommando == "min"
    assert [p.kommando for p in t.poster() if p.handelse.slag == "arende_bemannat"] == ([] if nekas else ["min"])


@pytest.mark.krav("K1.1", "K0.7")
async def test_day_one_is_not_refused_for_a_value_of_anothers(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    ratt, nekade = insats.auktorisationer.auktorisation_for, list[str]()

    def annans(*fragat: Any) -> Any:
        if not nekade:
            nekade.append("en gång")
            raise ApplicationError("databasen tar inte emot uppgiften", ["k9"], type="DataFel", non_retryable=True)
        return ratt(*fragat)

    monkeypatch.setattr(insats.auktorisationer, "auktorisation_for", annans)
    await t.starta()
    assert nekade and t.slagen()[0] == "insats_aktualiserad"


@pytest.mark.krav("K0.6")
async def test_what_came_in_long_ago_is_believed_though_the_first_answer_was_about_something_else(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    await t.starta()
    await t.till("2024-03-06")
    forr = await t.nu() - timedelta(hours=1)
    noterat = sagt("s1", ANORDNARE, forr, kommando="bemanna", handlaggare="h1")
    kon.anteckna(t.motor, t.arende, noterat)
    svar, fragor = Sigillfraga.svar, list[Sigillfraga]()

    def annans(fraga: Sigillfraga, forseglade: Any) -> list[str]:
        fragor.append(fraga)
        return ["?en-annans"] if len(fragor) == 1 else svar(fraga, forseglade)

    monkeypatch.setattr(Sigillfraga, "svar", annans)
    await t.handtag.signal(namn.SIGNAL, noterat)
    await t.tills(lambda: "arende_bemannat" in t.slagen())
    (rad,) = [p for p in t.poster() if p.handelse.slag == "arende_bemannat"]
    assert (rad.tid, len(fragor)) == (forr, 2)


@pytest.mark.krav("K1.1")
async def test_day_one_rests_on_the_answer_about_its_own_anordnare(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    fragade: list[Forfragan] = []

    def annans(*svar: Any) -> Forutsattningar:
        fragade.append(svar[4])
        fraga = Forfragan("Anordnare Z", "AMI", date(2024, 3, 1)) if len(fragade) == 1 else svar[4]
        return Forutsattningar(*svar[:4], fraga)

    monkeypatch.setattr(insats, "Forutsattningar", annans)
    await t.starta()
    assert len(fragade) == 2 and t.slagen()[0] == "insats_aktualiserad"


@pytest.mark.krav("K0.6", "K1.1", "K3.2")
def test_an_answer_is_known_for_whose_it_is_and_earlier_code_did_not_say() -> None:
    nar = datetime.fromisoformat("2024-03-01T09:00+01:00")
    fraga = Sigillfraga("in-1", (("a", nar), ("b", nar)))
    assert fraga.besvaras_av(fraga.svar(["a"])) and fraga.besvaras_av(["a"]) and fraga.besvaras_av([])
    assert not fraga.besvaras_av(Sigillfraga("in-1", (("a", nar),)).svar(["a"]))
    assert fraga.besvaras_av(Sigillfraga("in-1", (("b", nar), ("a", nar + timedelta(1)))).svar([])), "inte stunden"
    dag = Forfragan("A", "AMI", date(2024, 3, 1), "in-1", "k-1", None)
    svar = Forutsattningar(None, Auktorisation(date(2024, 1, 1)))
    assert dag.besvaras_av(svar)
    for annan, ar_svar in ((dag, True), (Forfragan("A", "AMI", date(2024, 3, 2), "in-1", "k-1", None), True),
                           (Forfragan("B", "AMI", date(2024, 3, 1), "in-1", "k-1", None), False),
                           (Forfragan("A", "AMI", date(2024, 3, 1), "in-1", "k-2", None), False)):  # fmt: skip
        assert dag.besvaras_av(Forutsattningar(None, None, fraga=annan)) is ar_svar
    rad, klockans = {"nr": 8, "kommando": "a"}, {"nr": 9, "kommando": None}
    nej = Journalkvitto(avslag=NEJ)
    assert nej.ar_svar_pa(7, [rad]) and nej.med_skrivna([rad, klockans]).ar_svar_pa(7, [rad, rad])
    assert not nej.med_skrivna([rad]).ar_svar_pa(7, [rad, {"nr": 9, "kommando": "b"}])


@pytest.mark.krav("K0.7")
def test_lines_are_taken_in_once_and_only_where_they_follow() -> None:
    """A forgotten task's answer tells of what state has taken in already: it would have been folded twice."""
    atta, nio, tio = ({"nr": nr, "kommando": f"k{nr}"} for nr in (8, 9, 10))
    for kvitto in (Journalkvitto(okanda=(atta, nio)), Journalkvitto().med_skrivna([atta, nio])):
        assert kvitto.ar_svar_pa(7, [tio]) and kvitto.annat_an(7, [tio]) == (atta, nio)
        assert kvitto.ar_svar_pa(8, [tio]) and kvitto.annat_an(8, [tio]) == (nio,)
        assert not kvitto.ar_svar_pa(9, [tio]), "inget nytt i det: frågan ställs om"
        assert not kvitto.ar_svar_pa(6, [tio]), "en lucka: frågan ställs om"
    skrivet = Journalkvitto().med_skrivna([tio])
    assert skrivet.ar_svar_pa(9, [tio]) and skrivet.annat_an(9, [tio]) == ()
    assert Journalkvitto().ar_svar_pa(9, [tio]), "tidigare kod svarar inte med raderna"


async def test_so_it_stays_when_it_has_travelled() -> None:
    fraga = Sigillfraga("in-1", (("a", datetime.fromisoformat("2024-03-01T09:00+01:00")),))
    svar = fraga.svar(["a"])
    dag = Forfragan("A", "AMI", date(2024, 3, 1), "in-1", "k-1", None)
    ut = await OMVANDLARE.encode([svar, Forutsattningar(None, None, regler="x", fraga=dag), Journalkvitto(om=("a",))])
    sigill, forut, kvitto = await OMVANDLARE.decode(ut, [list[str], Forutsattningar, Journalkvitto])
    assert fraga.besvaras_av(sigill) and dag.besvaras_av(forut) and kvitto.om == ("a",)


@pytest.mark.krav("K0.7", sort="gräns")
@pytest.mark.parametrize(
    "annat",
    [
        Forutsattningar(None, None, regler="x"),
        Lage(None),
        Lage(None, 7),
        Processforutsattningar(Regelverk(("tomt",), ()), tillstand={"nr": 7}),
        ["s1"],
    ],
)
async def test_no_other_answer_is_read_as_the_journals_that_it_has_written(annat: Any) -> None:
    """All of a receipt may be left out, so an answer to something else would be one that says "written"."""
    for ett, som in ((annat, Journalkvitto), (Journalkvitto(), type(annat))):
        with pytest.raises((ValueError, RuntimeError)):
            await OMVANDLARE.decode(await OMVANDLARE.encode([ett]), [som])


async def test_what_earlier_code_answered_is_read_as_it_was() -> None:
    for gammalt, som in (({"okanda": [], "att_leverera": True}, Journalkvitto), ({"insats": None}, Lage)):
        (last,) = await OMVANDLARE.decode(await OMVANDLARE.encode([gammalt]), [som])
        assert isinstance(last, som)
