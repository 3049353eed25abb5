"""§6.1, §8.4, §13.2: what one kund's cases may be at once (K6.1, K8.6, K13.4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende, tidigast_start
from domain.liv.forlopp import paborja
from domain.liv.kommandon import las_kommando
from domain.skeende.inkommet import Inkommet
from domain.tid.period import Period
from tests.domain.kapitel.uppdrag.dag_ett.tva_arenden import BYTE, annat, nekas
from tests.verktyg.spel import FORARBETE, KUNDER, KV, TILLS_VIDARE, d, regelverket, tid

DAG1 = "2024-06-10"


def borjan(*andra: Kundarende, insats: str = "AMI2", **data: Any) -> Insats:
    """The kund is given an insats on 2024-06-10, beside these."""
    sagt = {"kommando": "aktualisera", "insats": insats, "anordnare": "B", "kund": KUNDER[insats] | {"id": "ku-1"}}
    inkommet = Inkommet("dag1", KV, las_kommando(sagt | FORARBETE | data))
    return paborja("in-2", inkommet, regelverket(), TILLS_VIDARE, tid(DAG1), andra).insats


@pytest.mark.krav("K6.1", sort="avslag")
@pytest.mark.parametrize(
    "pagaende",
    [annat(), annat(till=None), annat(till="2024-06-10"), annat(foregaende="in-0"), annat(parallell=True)],
    ids=["med uppdrag", "utan uppdrag", "sista dagen", "i en kedja", "bedömd parallell"],
)
def test_the_same_insats_is_not_given_while_it_is_under_way(pagaende: Kundarende) -> None:
    """Not even with the judgement: K8.6 speaks of another insats."""
    for data in ({}, {"stegforflyttning_bedoms_mojlig": True}):
        with nekas() as sagt:
            borjan(pagaende, **data)
        assert (sagt.value.regel, sagt.value.falt) == ("K6.1", "insats")
        assert sagt.value.text == "kunden har redan AMI2 i ärendet in-1, som inte är avslutat; " + (
            "besluta om avslut där först"
        )


@pytest.mark.krav("K6.1", sort="gräns")
@pytest.mark.parametrize(("sista", "far"), [("2024-06-09", True), ("2024-06-10", False), ("2024-06-11", False)])
def test_the_day_after_its_last_day_the_insats_may_be_given_again(sista: str, far: bool) -> None:
    """Whether the clock of the other case has come to raise its end or not."""
    if far:
        assert borjan(annat(till=sista)).tidigast_start is None
    else:
        with pytest.raises(Avvisning):
            borjan(annat(till=sista))


@pytest.mark.krav("K6.1", sort="gräns")
@pytest.mark.parametrize(
    ("slut", "tidigast"),
    [("2024-06-09", None), ("2024-06-10", "2024-06-11"), ("2024-06-15", "2024-06-16")],
)
@pytest.mark.parametrize("insats", ["AMI2", "FAI1"])
def test_after_a_decided_end_it_begins_the_day_after_at_the_earliest(
    slut: str, tidigast: str | None, insats: str
) -> None:
    i = borjan(annat(till=slut, slut_beslutat=True), insats=insats)
    assert i.tidigast_start == (d(tidigast) if tidigast else None)


@pytest.mark.krav("K6.1", "K13.4")
def test_of_several_ends_the_last_one_counts_and_a_change_of_anordnare_keeps_its_own() -> None:
    gammalt = annat(till="2024-06-15", slut_beslutat=True)
    senare = annat(till="2024-06-20", slut_beslutat=True, arende="in-0")
    assert borjan(gammalt, foregaende=BYTE).tidigast_start == d("2024-06-16")
    assert borjan(senare, gammalt, foregaende=BYTE).tidigast_start == d("2024-06-21")
    assert borjan(gammalt, senare).tidigast_start == d("2024-06-21")


@pytest.mark.krav("K13.4", "K6.1", sort="avslag")
def test_a_change_of_anordnare_is_made_once_and_only_from_a_case_whose_end_is_decided() -> None:
    gammalt = annat(till="2024-06-15", slut_beslutat=True)
    with pytest.raises(Avvisning, match="AMI2 i ärendet in-9"):
        borjan(gammalt, annat(fran="2024-06-16", arende="in-9", foregaende="in-1"), foregaende=BYTE)
    with pytest.raises(Avvisning, match="AMI2 i ärendet in-1"):
        borjan(annat(), foregaende=BYTE)


@pytest.mark.krav("K8.6", sort="avslag")
def test_another_insats_beside_it_needs_the_judgement_that_the_kund_can_make_stegforflyttningar() -> None:
    with nekas() as sagt:
        borjan(annat("FAI2"))
    assert (sagt.value.regel, sagt.value.falt) == ("K8.6", "stegforflyttning_bedoms_mojlig")
    assert "FAI2 i ärendet in-1; en parallell insats kräver" in str(sagt.value)
    assert borjan(annat("FAI2"), stegforflyttning_bedoms_mojlig=True).tidigast_start is None


@pytest.mark.krav("K8.6")
def test_with_the_judgement_a_decided_end_is_not_waited_for() -> None:
    slutar = annat("FAI2", till="2024-06-15", slut_beslutat=True)
    assert borjan(slutar, stegforflyttning_bedoms_mojlig=True).tidigast_start is None


@pytest.mark.krav("K13.4", "K8.6")
def test_a_change_of_anordnare_decides_nothing_anew_of_what_goes_on_beside_it() -> None:
    gammalt, bredvid = annat(till="2024-06-15", slut_beslutat=True), annat("FAI2", arende="in-9")
    assert borjan(gammalt, bredvid, foregaende=BYTE).tidigast_start == d("2024-06-16")


@pytest.mark.krav("K6.1")
def test_a_kund_without_other_cases_begins_at_once() -> None:
    assert borjan().tidigast_start is None


dagen = st.dates(d("2024-01-01"), d("2025-12-31"))


@pytest.mark.krav("K6.1", "K8.6")
@given(
    st.lists(
        st.builds(
            lambda insats, a, b, slut: Kundarende("in-1", insats, min(a, b), max(a, b), slut),
            st.sampled_from(["AMI2", "FAI2"]), dagen, dagen, st.booleans(),
        )
    ),
    dagen, st.booleans(), st.none() | dagen,
)  # fmt: skip
def test_what_begins_when_it_may_never_shares_a_day_with_the_same_insats(
    andra: list[Kundarende], dag: date, parallell: bool, minst: date | None
) -> None:
    try:
        tidigast = tidigast_start("AMI2", dag, andra, parallell=parallell, minst=minst)
    except Avvisning:
        assert any(not a.slut_beslutat for a in andra)
        return
    ny = Period(max(dag, tidigast or dag))
    assert not any(a.dagar.overlappar(ny) for a in andra if a.insats == "AMI2" or not parallell)
    assert minst is None or (tidigast is not None and tidigast >= minst)
