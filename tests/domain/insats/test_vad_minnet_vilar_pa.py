"""What a remembered value rests on, field by field, and when it is derived anew."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.bevakning import nycklar, ouppfyllda
from domain.insats.harledd import Rad
from domain.insats.insats import FALT, KALENDERBLAD, Insats, med
from domain.insats.minne import arv, en_gang, harled, harled_i_rad
from domain.insats.uppgifter import Avslutsbeslut
from domain.liv import rutin
from tests.domain.insats.minnet import som_ny

pytestmark = pytest.mark.langsam


class Raknad:
    """A derivation that counts how often it has been asked."""

    def __init__(self, vad: Callable[[Insats], Any]) -> None:
        self.vad, self.ganger = vad, 0

    def __call__(self, i: Insats) -> Iterator[Any]:
        self.ganger += 1
        yield self.vad(i)


def nasta(i: Insats, **andrat: Any) -> Insats:
    """The next state: one line later, with what it has changed."""
    ny: Insats = med(i, nr=i.nr + 1, **andrat)
    arv(i, ny)
    return ny


def test_what_is_derived_of_a_field_is_asked_again_when_the_field_is_another_and_not_when_it_is_as_it_was(
    insats: Insats,
) -> None:
    sager = Raknad(lambda i: dict(i.oppnade))
    i = insats
    for andrat, svar_, ganger in (
        ({}, insats.oppnade, 1),
        ({"kund": "en annan"}, insats.oppnade, 1),
        ({"oppnade": dict(insats.oppnade)}, insats.oppnade, 1),  # made anew, and equal
        ({"oppnade": {}}, {}, 2),
        ({"oppnade": insats.oppnade}, insats.oppnade, 3),
    ):
        i = nasta(i, **andrat)
        assert harled(i, sager) == harled(i, sager) == (svar_,)
        assert sager.ganger == ganger, andrat


def test_what_is_computed_of_fields_rests_on_those_fields(insats: Insats) -> None:
    sager = Raknad(lambda i: (i.kundval, i.part(Roll.ANORDNARE), i.slutdatum))
    assert harled(insats, sager) == (("AMI", "A", insats.slutdatum),)
    i = nasta(insats, kund="en annan", karriarvagledare=insats.karriarvagledare)
    assert (harled(i, sager), sager.ganger) == (harled(insats, sager), 1)
    i = nasta(i, anordnare="B", slag="FAI1")
    assert harled(i, sager) == (("FAI", "B", insats.slutdatum),)
    beslut = Avslutsbeslut(i.senast, date(2024, 9, 1), "mal_natt", "fortid")
    assert harled(nasta(i, avslutsbeslut=beslut), sager) == (("FAI", "B", date(2024, 9, 1)),)


@pytest.mark.parametrize(
    "las", [lambda i: (i.kund, i.insatsmanader), lambda i: (i.insatsmanader, i.kund)], ids=["forst", "sist"]
)
def test_what_rests_on_fields_and_on_what_is_remembered_of_others_rests_on_all_of_them(
    insats: Insats, las: Callable[[Insats], Any]
) -> None:
    sager = Raknad(las)
    i = som_ny(insats)
    assert harled(i, sager) == (las(insats),)
    i = nasta(i, kund="en annan", anordnare="en annan")
    assert harled(i, sager) == (las(som_ny(i)),)
    i = nasta(i, avslutsbeslut=Avslutsbeslut(i.senast, date(2024, 9, 1), "mal_natt", "fortid"))
    assert harled(i, sager) == (las(som_ny(i)),) != (las(insats),)
    assert sager.ganger == 3
    assert (harled(nasta(i, anordnare="A"), sager), sager.ganger) == (harled(i, sager), 3)


def test_what_is_made_once_of_a_state_is_made_anew_of_the_next(insats: Insats) -> None:
    gjorda: list[Insats] = []

    def gor(i: Insats) -> int:
        gjorda.append(i)
        return len(gjorda)

    i, j = som_ny(insats), som_ny(insats)
    arv(i, j)
    assert [en_gang(s, gor) for s in (i, i, j, i, j)] == [1, 1, 2, 1, 2]
    assert len(gjorda) == 2
    assert en_gang(i, lambda s: s.kund) == i.kund, "each function has its own answer"


@pytest.mark.parametrize("blad", sorted(KALENDERBLAD))
def test_what_follows_the_calendar_is_asked_again_when_the_leaf_is_another_and_not_at_each_instant(
    insats: Insats, blad: str
) -> None:
    sager = Raknad(lambda i: getattr(i, blad))
    assert harled(insats, sager) == (getattr(insats, blad),)
    sekunden = nasta(insats, senast=insats.senast + timedelta(seconds=1))
    # Through a state that nobody has asked.
    minuten = nasta(nasta(sekunden, senast=insats.senast + timedelta(seconds=30)), kund="en annan")
    assert [harled(i, sager) for i in (sekunden, minuten)] == [(getattr(insats, blad),)] * 2
    assert sager.ganger == 1
    senare = nasta(nasta(minuten), senast=insats.senast + timedelta(days=800))
    assert getattr(senare, blad) != getattr(insats, blad)
    assert harled(senare, sager) == harled(senare, sager) == (getattr(senare, blad),)
    assert sager.ganger == 2
    assert (harled(minuten, sager), sager.ganger) == ((getattr(insats, blad),), 2)


def test_what_rests_on_another_derivation_is_asked_again_when_that_comes_to_something_else(insats: Insats) -> None:
    langd = Raknad(lambda i: len(i.kund))
    dubbelt = Raknad(lambda i: 2 * harled(i, langd)[0])
    i = nasta(insats, kund="k1")
    assert (harled(i, dubbelt), langd.ganger, dubbelt.ganger) == ((4,), 1, 1)
    i = nasta(i, kund="k2")  # the same length
    assert (harled(i, dubbelt), langd.ganger, dubbelt.ganger) == ((4,), 2, 1)
    i = nasta(i, anordnare="en annan")
    assert (harled(i, dubbelt), langd.ganger, dubbelt.ganger) == ((4,), 2, 1)
    i = nasta(nasta(i, kund="k33"), karriarvagledare="en annan")
    assert (harled(i, dubbelt), langd.ganger, dubbelt.ganger) == ((6,), 3, 2)


def test_each_derivation_is_remembered_by_itself(insats: Insats) -> None:
    sagare = [Raknad(lambda i: i.kund), Raknad(lambda i: i.anordnare), Raknad(lambda i: i.manaden)]
    for i in (insats, nasta(insats), nasta(nasta(insats)), insats):
        assert [harled(i, s) for s in sagare] == [(i.kund,), (i.anordnare,), (i.manaden,)]
    fore = [s.ganger for s in sagare]
    i = nasta(insats, anordnare="en annan")
    assert [harled(i, s) for s in sagare] == [(i.kund,), ("en annan",), (i.manaden,)]
    assert [s.ganger - f for s, f in zip(sagare, fore, strict=True)] == [0, 1, 0]


def test_a_state_of_which_nothing_has_been_derived_leaves_nothing_to_the_next(insats: Insats) -> None:
    fore, efter = som_ny(insats), som_ny(insats)
    arv(fore, efter)
    assert vars(efter).keys() == FALT


def test_what_is_no_part_of_a_case_is_read_by_no_derivation(insats: Insats) -> None:
    with pytest.raises(AttributeError, match="hittapa"):
        harled(insats, lambda i: [i.hittapa])  # type: ignore[attr-defined]


def test_the_leaves_of_the_calendar_are_no_fields_and_are_all_attributes_of_an_insats() -> None:
    assert not KALENDERBLAD & FALT
    assert all(hasattr(Insats, blad) for blad in KALENDERBLAD)


def test_a_copy_takes_what_is_state_and_nothing_that_was_derived_and_refuses_what_is_no_field(insats: Insats) -> None:
    assert insats.idag and rutin.bevakningar(insats)
    kopia = med(insats, kund="en annan")
    assert vars(kopia).keys() == FALT
    assert {f for f in FALT if getattr(kopia, f) is not getattr(insats, f)} == {"kund"}
    with pytest.raises(TypeError, match="kunden"):
        med(insats, kunden="en annan")  # type: ignore[call-arg]


def test_a_row_is_the_same_row_as_long_as_each_that_it_is_made_of_is_what_it_was(insats: Insats) -> None:
    sagare = [Raknad(lambda i: i.kund), Raknad(lambda i: i.anordnare)]
    rad = harled_i_rad(insats, sagare)
    assert rad == (insats.kund, insats.anordnare)
    senare = nasta(nasta(insats), karriarvagledare="en annan")
    assert harled_i_rad(senare, sagare) is rad
    annan = nasta(senare, anordnare="en annan")
    assert harled_i_rad(annan, sagare) == (insats.kund, "en annan")
    assert harled_i_rad(senare, sagare) == rad, "a state that went another way has its own"
    assert harled_i_rad(annan, sagare[:1]) == (insats.kund,), "a row is of those that are asked for"


def test_what_follows_from_a_row_alone_is_made_once_of_each_row_that_it_is_put_together_of(insats: Insats) -> None:
    alla = rutin.bevakningar(insats)
    senare = rutin.bevakningar(nasta(insats, kontaktforsok=(), uppfoljningsdagar=(date(2024, 6, 3),)))
    assert type(alla) is type(senare) is Rad
    assert nycklar(senare) - nycklar(alla) == {"uppfoljningsmote:2024-06-03"}
    for rad in (alla, senare, Rad(alla)):
        assert list(ouppfyllda(rad)) == [b for b in rad if not b.uppfylld] != []
        assert nycklar(rad) == {b.nyckel for b in rad}
        assert ouppfyllda(rad) is ouppfyllda(rad)
    samma = [(a, b) for a, b in zip(alla.delar, senare.delar, strict=True) if a is b]
    assert len(samma) == len(alla.delar) - 1
    assert all(ouppfyllda(a) is ouppfyllda(b) for a, b in samma)


def test_what_rests_on_what_came_to_the_same_by_another_way_rests_on_that_way_too(insats: Insats) -> None:
    langd = Raknad(lambda i: len(i.kund if i.anordnare == "A" else i.karriarvagledare))
    dubbelt = Raknad(lambda i: 2 * harled(i, langd)[0])
    i = nasta(insats, anordnare="A", kund="k1", karriarvagledare="kv")
    assert harled(i, dubbelt) == (4,)
    i = nasta(i, anordnare="B")
    assert (harled(i, dubbelt), langd.ganger, dubbelt.ganger) == ((4,), 2, 1)
    i = nasta(i, karriarvagledare="kv33")
    assert (harled(i, dubbelt), langd.ganger, dubbelt.ganger) == ((8,), 3, 2)


def test_a_memory_that_nobody_asked_for_in_between_is_tried_when_it_is(insats: Insats) -> None:
    langd = Raknad(lambda i: len(i.kund))
    dubbelt = Raknad(lambda i: 2 * harled(i, langd)[0])
    i = nasta(insats, kund="k1")
    assert harled(i, dubbelt) == (4,)
    i = nasta(i, kund="k22")
    assert harled(i, Raknad(lambda i: i.anordnare)) == (i.anordnare,)
    i = nasta(i, anordnare="en annan")  # nothing that either rests on, since it was last asked for something else
    assert (harled(i, dubbelt), langd.ganger, dubbelt.ganger) == ((6,), 2, 2)
