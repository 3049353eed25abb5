"""§6.1, §8.4, §13.2: what one kund's cases may be at once (K6.1, K8.6, K13.4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.samtidiga import FLYTTAR_DAGARNA, Kundarende, dagar, prova_dagarna, tidigast_start
from domain.liv import rutin
from domain.liv.forlopp import paborja
from domain.liv.kommandon import las_kommando
from domain.liv.rattelse import UppgiftRattad
from domain.skeende.inkommet import Inkommet
from domain.tid.period import Period
from tests.verktyg.meningar import prova_avslag
from tests.verktyg.slumpliv import lev, ratta_i_efterhand
from tests.verktyg.spel import KUNDER, KV, TILLS_VIDARE, Spel, d, regelverket, tid

DAG1 = "2024-06-10"
BYTE = {
    "arende": "in-1", "sort": "byte_av_anordnare", "insats": "AMI2", "avslutsdatum": "2024-06-15",
    "forsta_start": "2024-03-11", "planerat_slut": "2025-03-10",
}  # fmt: skip


def annat(
    insats: Any = "AMI2", fran: str = "2024-03-11", till: str | None = "2025-03-10", arende: str = "in-1", **mer: Any
) -> Kundarende:
    return Kundarende(arende, insats, d(fran), d(till) if till else None, **mer)


@contextmanager
def nekas() -> Iterator[pytest.ExceptionInfo[Avvisning]]:
    """A refusal, in words that have been read."""
    with pytest.raises(Avvisning) as sagt:
        yield sagt
    prova_avslag(str(sagt.value))


def borjan(*andra: Kundarende, insats: str = "AMI2", **data: Any) -> Insats:
    """The kund is given an insats on 2024-06-10, beside these."""
    sagt = {"kommando": "aktualisera", "insats": insats, "anordnare": "B", "kund": KUNDER[insats] | {"id": "ku-1"}}
    inkommet = Inkommet("dag1", KV, las_kommando(sagt | data))
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


# --- days that a kommando would give ---------------------------------------------------------------------------------


def slutat(avslutsdatum: str = "2024-06-15") -> Spel:
    """AMI2 at A from 2024-03-11, twelve months, that is decided to end."""
    return Spel.pagaende().avsluta("2024-06-05", avslutsdatum, "byte_av_anordnare")


NY = annat(fran="2024-06-16", arende="in-ny", foregaende="arende-1")


def provat(fore: Spel, nar: str, verb: str, *andra: Kundarende, **data: Any) -> None:
    gammalt = fore.insats
    prova_dagarna(gammalt, fore.kv(nar, verb, **data).insats, andra)


@pytest.mark.krav("K13.4", "K13.2", sort="avslag")
def test_an_end_is_not_revoked_when_the_insats_goes_on_at_another_anordnare() -> None:
    with nekas() as sagt:
        provat(slutat(), "2024-06-06", "aterkalla_avslut", NY, motivering="x")
    assert str(sagt.value) == (
        "insatsen skulle få dagar gemensamt med AMI2 i ärendet in-ny (2024-06-16–2025-03-10), som följer på det här; "
        "avsluta eller återkalla det först (K13.4, §13.2)"
    )


@pytest.mark.krav("K13.4", "K13.5", "K6.1")
@pytest.mark.parametrize(
    ("andra", "regel"),
    [
        (NY, "K13.4"),
        (annat(fran="2024-06-16", till=None, foregaende="arende-1"), "K13.4"),
        (annat("FAI1", fran="2024-06-16", foregaende="arende-1"), "K13.5"),
        (annat(fran="2024-06-16", arende="in-9"), "K6.1"),
        (annat(fran="2024-06-16", till="2024-06-20", arende="in-9"), "K6.1"),
    ],
    ids=["följer på", "utan uppdrag", "annan insats", "utan länk", "kort"],
)
def test_a_refusal_cites_how_the_cases_belong_together(andra: Kundarende, regel: str) -> None:
    with nekas() as sagt:
        provat(slutat(), "2024-06-06", "aterkalla_avslut", andra, motivering="x")
    assert sagt.value.regel == regel


@pytest.mark.krav("K13.4", sort="gräns")
@pytest.mark.parametrize(
    ("avslutsdatum", "far"),
    [("2024-06-14", True), ("2024-06-19", True), ("2024-06-20", False), ("2024-06-21", False)],
)
@pytest.mark.parametrize("ratta", [True, False])
def test_an_end_is_moved_to_the_day_before_the_other_begins_at_the_latest(
    avslutsdatum: str, far: bool, ratta: bool
) -> None:
    nytt = annat(fran="2024-06-20", arende="in-ny", foregaende="arende-1")
    data: dict[str, Any] = {"orsak": "byte_av_anordnare", "avslutsdatum": avslutsdatum, "samtal_datum": "2024-06-05"}
    verb = "ratta" if ratta else "besluta_avslut"
    if ratta:
        data = {"vad": "besluta_avslut", "andringar": {"avslutsdatum": avslutsdatum}, "motivering": "x"}
    else:
        data["nasta_steg"] = "x"
    if far:
        provat(slutat(), "2024-06-06", verb, nytt, **data)
    else:
        with pytest.raises(Avvisning, match="in-ny"):
            provat(slutat(), "2024-06-06", verb, nytt, **data)


@pytest.mark.krav("K13.4", "K0.7", sort="avslag")
def test_the_new_part_is_not_begun_on_a_day_of_the_old_one() -> None:
    """Once its end has been corrected, which the new case does not know."""
    gammalt = annat(till="2024-06-17", slut_beslutat=True, arende="arende-0")
    spel = Spel.aktualiserat(nar="2024-06-10T09:00", foregaende=BYTE | {"arende": "arende-0"})
    with nekas() as sagt:
        provat(spel, "2024-06-11", "lagg_in_uppdrag", gammalt, startdatum="2024-06-17")
    assert "arende-0 (2024-03-11–2024-06-17), som det här följer på (K13.4" in str(sagt.value)


@pytest.mark.krav("K13.4")
def test_what_takes_away_common_days_is_never_refused() -> None:
    """A kund that has come to have the same days twice must be put right."""
    overlappar = annat(fran="2024-05-01", arende="in-ny", foregaende="arende-1")
    provat(slutat(), "2024-06-06", "ratta", overlappar, vad="besluta_avslut",
           andringar={"avslutsdatum": "2024-06-10"}, motivering="x")  # fmt: skip


@pytest.mark.krav("K13.2", "K6.1", sort="avslag")
def test_a_case_that_was_to_be_recalled_is_not_taken_up_again_beside_another() -> None:
    spel = Spel.aktualiserat().kv(
        "2024-03-04", "besluta_avslut", orsak="byte_av_anordnare", avslutsdatum="2024-03-29", samtal_datum="2024-03-01"
    )
    assert dagar(spel.insats) is None
    with pytest.raises(Avvisning, match="in-9"):
        provat(spel, "2024-03-05", "aterkalla_avslut", annat(fran="2024-03-10", arende="in-9"), motivering="x")


@pytest.mark.krav("K13.4", "K6.1")
@pytest.mark.parametrize("fro", range(20))
def test_only_the_guarded_kommandon_give_a_case_days(fro: int) -> None:
    r = Random(fro)
    fall = lev(r, 40)
    ratta_i_efterhand(fall, r)
    i: Insats | None = None
    vem: dict[str, str] = {}
    for post in fall.poster:
        if post.kommando:
            verb = "ratta" if isinstance(post.handelse, UppgiftRattad) else (post.sagt or {}).get("kommando", "")
            vem.setdefault(post.kommando, verb)
        fore, i = i, rutin.tillampa(i, post)
        if fore is None:
            continue
        var, blir = dagar(fore) if i.uppdrag is None else fore.insatsperiod, dagar(i)
        if blir and not (var and var.snitt(blir) == blir):
            assert vem.get(post.kommando or "") in FLYTTAR_DAGARNA, post
