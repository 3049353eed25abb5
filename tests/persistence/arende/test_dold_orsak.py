"""K13.3: an end whose reason is kept from the anordnare, in everything that is read from the database."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from domain.liv.forlopp import utfor
from domain.liv.insyn import DOLD_ORSAK
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Batch
from persistence.arende import lasning
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.meddelanden import inkorg

A = Aktor(Roll.ANORDNARE, "a1", "Anordnare A")
KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
AVSLUT = {
    "kommando": "besluta_avslut",
    "orsak": "oforutsedd_handelse",
    "avslutsdatum": "2024-04-19",
    "samtal_datum": "2024-04-10",
    "nasta_steg": "senare",
    "motivering": "kunden är häktad",
}
RATTA: dict[str, Any] = {
    "kommando": "ratta",
    "vad": "besluta_avslut",
    "andringar": {"avslutsdatum": "2024-04-22"},
    "motivering": "häktningen skedde den 22",
}

pytestmark = pytest.mark.krav("K13.3")


@pytest.fixture
def motor_med_slut(motor: Engine, spelet: Callable[..., Any]) -> Callable[..., Engine]:
    """A case that is ended, hidden or not; the decision was first refused, and is corrected afterwards."""

    def sluta(dold: bool, **andringar: Any) -> Engine:
        rattelse = {**RATTA, "andringar": {**RATTA["andringar"], **andringar}}
        spelat = spelet("in-1", "Anordnare A", "kv1", "2024-04-11T08:00")
        i = spelat.insats
        for batch in spelat.batcher:
            skriv(motor, batch)
        # The words of a refused kommando are in the store too: they were there before it was decided.
        dokument.spara(motor, "nej", "in-1", "besluta_avslut", str(KV), {"motivering": "kunden är häktad"})
        for tid, id_, data in (
            ("2024-04-11T09:00", "ja", {**AVSLUT, "dolj_orsak": dold}),
            ("2024-04-12T09:00", "ratta", rattelse),
        ):
            dokument.spara(motor, id_, "in-1", str(data["kommando"]), str(KV), {"motivering": data["motivering"]})
            steg = utfor(i, Inkommet(id_, KV, las_kommando(data), id_), tolka_tid(tid))
            skriv(motor, Batch("in-1", i.nr, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden))
            i = steg.insats
        return motor

    return sluta


def _allt(motor: Engine, som: Aktor) -> str:
    return repr(
        (
            lasning.ett_arende(motor, som, "in-1"),
            lasning.arenden(motor, som),
            lasning.journalrader(motor, som, "in-1")[1:],  # the first carries the regelverk, with all its words
            inkorg.meddelanden(motor, som, "in-1"),
            lasning.dokument(motor, som, "in-1"),
            [lasning.ett_dokument(motor, som, id_) for id_ in ("ja", "nej", "ratta")],
        )
    )


@pytest.mark.parametrize("fran_borjan", [True, False], ids=["hidden at once", "hidden by a correction"])
def test_the_anordnare_reads_nothing_that_tells_the_reason(
    motor_med_slut: Callable[..., Engine], fran_borjan: bool
) -> None:
    motor = motor_med_slut(fran_borjan, dolj_orsak=True)
    allt = _allt(motor, A)
    for ord_ in ("oforutsedd", "häkt", "2024-04-10", "senare"):
        assert ord_ not in allt
    rad = lasning.ett_arende(motor, A, "in-1")
    assert rad is not None and rad.avslutsorsak == DOLD_ORSAK
    assert "avbrottsdokument" in {d.slag for d in lasning.dokument(motor, A, "in-1")}


def test_the_karriarvagledare_reads_it_all(motor_med_slut: Callable[..., Engine]) -> None:
    allt = _allt(motor_med_slut(True), KV)
    assert "oforutsedd_handelse" in allt
    assert "kunden är häktad" in allt


def test_a_reason_that_is_not_hidden_is_told(motor_med_slut: Callable[..., Engine]) -> None:
    motor = motor_med_slut(False)
    rad = lasning.ett_arende(motor, A, "in-1")
    assert rad is not None and rad.avslutsorsak == "oforutsedd_handelse"
    assert lasning.ett_dokument(motor, A, "ja") is not None


def test_state_is_folded_from_whole_lines_by_those_who_may_see_the_case(
    motor_med_slut: Callable[..., Engine],
) -> None:
    motor = motor_med_slut(True)
    svar = lasning.tillstand(motor, A, "in-1")
    assert svar is not None and svar[0].orsak_dold and svar[0].avslutsorsak == "oforutsedd_handelse"
    assert lasning.tillstand(motor, Aktor(Roll.ANORDNARE, "x", "Anordnare B"), "in-1") is None
