"""K6.1: a kommando that would give a case days that another case of the kund has is refused."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.samtidiga import FLYTTAR_DAGARNA, Kundarende, dagar, prova_dagarna
from domain.liv import rutin
from domain.liv.rattelse import UppgiftRattad
from tests.domain.kapitel.uppdrag.dag_ett.tva_arenden import BYTE, annat, nekas
from tests.verktyg.slumpliv.levnad import lev, ratta_i_efterhand
from tests.verktyg.spel import Spel


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
