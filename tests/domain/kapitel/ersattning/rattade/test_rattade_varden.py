"""K0.7: what was wrong in an edition and is no amount is put right too, and the upkeep brings it to every case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.liv.lagring import insats_fran_json, insats_till_json
from domain.regler.regelverk import Parameter, Regelverk
from domain.regler.skillnad import att_infora
from domain.regler.varde import Varde
from tests.domain.kapitel.ersattning.rattade.rattat import RATT, infor, januari_klar, med_fel_belopp
from tests.verktyg.spel import Spel, d, regelverket


@pytest.mark.krav("K7.4", "K16.2", "K0.7")
def test_a_frist_put_right_moves_what_is_open_and_what_is_done_stays_done() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-18").till("2024-03-19")
    assert fall.bevakning("plangranskning").frist == "2024-03-25"
    mote = fall.bevakning("uppstartsmote")
    fall.systemet("2024-03-19", "infor_regelverk", **infor(("plangranskning.arbetsdagar", 3, "2024-01-01", None)))
    assert fall.bevakning("plangranskning").frist == "2024-03-21"
    assert fall.bevakning("uppstartsmote") == mote
    assert [(str(h.fran), str(h.till)) for h in fall.handelser("frist_andrad")] == [("2024-03-25", "2024-03-21")]  # type: ignore[attr-defined]
    assert not fall.brev("anordnare", "rättat")


@pytest.mark.krav("K7.4", "K16.2", "K0.7")
def test_what_the_clock_raised_under_a_wrong_frist_stays_in_the_journal_and_the_frist_goes_on() -> None:
    fel = infor(("plangranskning.arbetsdagar", 2, "2024-01-01", None))
    fall = Spel.pagaende(start="2024-03-11").systemet("2024-03-12", "infor_regelverk", **fel)
    fall.lamna_plan("2024-03-18").till("2024-03-21")
    assert fall.bevakning("plangranskning").utfall == "forsenad"
    fall.systemet("2024-03-21", "infor_regelverk", **infor(("plangranskning.arbetsdagar", 5, "2024-01-01", None)))
    assert (fall.bevakning("plangranskning").utfall, fall.bevakning("plangranskning").frist) == ("oppen", "2024-03-25")
    assert [h.nyckel for h in fall.handelser("frist_passerad") if h.nyckel == "plangranskning"] == ["plangranskning"]  # type: ignore[attr-defined]


@pytest.mark.krav("K2.1", "K0.7", "K16.2")
def test_what_was_decided_under_a_wrong_value_stands_and_does_not_stop_a_later_correction() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=12)
    fall.systemet("2024-04-02", "infor_regelverk", **infor(("insatstid.AMI2", 6, "2024-01-01", None)))
    assert str(fall.insats.slutdatum) == "2025-03-10"
    fall.rattar("2024-04-03", "bemanna", andringar={"handlaggare": "H2"}, motivering="fel")
    assert str(fall.insats.slutdatum) == "2025-03-10"
    # what is now said anew is tried by the right value
    langd = {"vad": "lagg_in_uppdrag", "andringar": {"langd_manader": 11}, "motivering": "fel"}
    fall.avvisas("K2.1", fall.kv, "2024-04-04", "ratta", **langd)


@pytest.mark.krav("K0.7", "K14.1")
def test_a_correction_after_an_amount_was_put_right_settles_by_the_right_one() -> None:
    fall = januari_klar().till("2025-02-20").systemet("2025-02-20", "infor_regelverk", **RATT)
    fall.till("2025-03-20")
    fall.kv("2025-03-20", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2025-01-11"}, motivering="fel")
    # 21 of January's days at 4 100 / 30 = 2 870,00; 4 000 + 100 are paid
    rad = fall.utbetalning("2025-01 #2", "justering")
    assert (rad.belopp, rad.utbetalningsmanad) == (Decimal("-1230.00"), "2025-04")


@pytest.mark.krav("K0.7")
def test_what_has_been_put_right_follows_the_case_through_storage() -> None:
    insats = januari_klar().systemet("2025-02-20", "infor_regelverk", **RATT).insats
    assert insats_fran_json(insats_till_json(insats)) == insats


# the upkeep


def andrad(nyckel: str, *varden: Varde, utgavor: tuple[str, ...] = ("2024",)) -> Regelverk:
    """The rules as shipped with some values of one key."""
    r = regelverket()
    return replace(r.med_parametrar([replace(r.parameter(nyckel), varden=varden)]), utgavor=utgavor)


@pytest.mark.krav("K14.1", "K16.2")
def test_an_edition_put_right_reaches_a_case_by_the_upkeep_and_only_once() -> None:
    ar_2024 = regelverket().parameter("checkbelopp.AMI").varden[0]
    ratt = Varde(d("2025-01-01"), d("2025-12-31"), "4100.00")
    galler = andrad("checkbelopp.AMI", ar_2024, ratt, utgavor=("2024", "2025"))
    fall = januari_klar()
    sagt = att_infora(fall.insats.regelverk, galler)
    assert sagt == {"kommando": "infor_regelverk", **RATT}
    fall.systemet("2025-02-10", **_som_verb(sagt))
    assert fall.insats.regelverk == galler
    assert att_infora(fall.insats.regelverk, galler) is None


def _som_verb(sagt: Mapping[str, Any]) -> dict[str, Any]:
    return {"verb": sagt["kommando"]} | {k: v for k, v in sagt.items() if k != "kommando"}


@pytest.mark.krav("K16.2")
def test_older_files_undo_nothing() -> None:
    fall = med_fel_belopp().systemet(
        "2025-01-11", "infor_regelverk", **infor(("plangranskning.arbetsdagar", 3, "2025-01-01", None))
    )
    assert att_infora(fall.insats.regelverk, regelverket()) is None


DAGAR = st.lists(st.integers(1, 700), max_size=3, unique=True).map(sorted)


@st.composite
def _linjer(draw: st.DrawFn, belopp: bool) -> tuple[Varde, ...]:
    borjor = [date(2024, 1, 1), *(date(2024, 1, 1) + timedelta(days=n) for n in draw(DAGAR))]
    slut: date | None = borjor[-1] + timedelta(days=draw(st.integers(0, 300)))
    if not belopp or draw(st.booleans()):
        slut = None
    tal = st.integers(1, 9)
    svar = []
    for b, nasta in zip(borjor, [*borjor[1:], None], strict=True):
        till = nasta - timedelta(days=1) if nasta else slut
        n = draw(tal)
        svar.append(Varde(b, till, f"{n}000.00" if belopp else n))
    return tuple(svar)


@pytest.mark.krav("K14.1", "K16.2")
@given(st.data(), st.sampled_from(["checkbelopp.AMI", "plangranskning.arbetsdagar"]))
def test_whatever_is_put_right_in_an_edition_a_case_has_the_same_after_one_telling(
    data: st.DataObject, nyckel: str
) -> None:
    linje = _linjer(nyckel.startswith("checkbelopp"))
    har, galler = andrad(nyckel, *data.draw(linje)), andrad(nyckel, *data.draw(linje))
    sagt = att_infora(har, galler)
    if har == galler:
        assert sagt is None
        return
    assert sagt is not None
    fall = Spel.pagaende()
    fall.insats = replace(fall.insats, regelverk=har)
    fall.systemet("2024-06-01", **_som_verb(sagt))
    assert fall.insats.regelverk.parameter(nyckel).varden == galler.parameter(nyckel).varden
    assert att_infora(fall.insats.regelverk, galler) is None


def test_a_parameter_is_told_by_its_values_alone() -> None:
    p: Parameter = regelverket().parameter("checkbelopp.AMI")
    omskriven = regelverket().med_parametrar([replace(p, text="Annan text.")])
    assert att_infora(regelverket(), omskriven) is None
