"""What any door takes, to the last character, row, level and figure, and what is said of one more (K3.3, K0.6)."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import las_namn, las_personid
from domain.grund.granser import prova_omfang, prova_ord, prova_varde

pytestmark = pytest.mark.krav("K3.3", "K0.6", sort="gräns")
FOR_STORT = ("K0.6", "det som sägs är för stort för att tas emot", "kommando")
FOR_STORT_TAL = ("K0.6", "ett tal är för stort", "a")


def svar(data: object, *, med_ord: bool) -> tuple[str, str, str | None] | None:
    try:
        prova_omfang(data, med_ord=med_ord)
    except Avvisning as nej:
        return nej.regel, nej.text, nej.falt
    return None


def djup(nivaer: int) -> object:
    data: object = "x"
    for n in range(nivaer):
        data = [data] if n % 2 else {"a": data}
    return data


@pytest.mark.parametrize(("med_ord", "hogst"), [(True, 100_000), (False, 10_000)])
def test_one_text_is_so_long_at_most_with_free_texts_and_without(med_ord: bool, hogst: int) -> None:
    assert svar({"a": "x" * hogst}, med_ord=med_ord) is None
    nej = "K0.6", f"texten får vara högst {hogst} tecken"
    assert svar({"a": "x" * (hogst + 1)}, med_ord=med_ord) == (*nej, "a")
    # What is no field's name is not repeated.
    assert svar({"x" * (hogst + 1): "a"}, med_ord=med_ord) == (*nej, "kommando")


@pytest.mark.parametrize(("med_ord", "en", "antal"), [(True, 100_000, 15), (False, 10_000, 40)])
def test_all_texts_together_are_so_long_at_most_names_and_values_alike(med_ord: bool, en: int, antal: int) -> None:
    texter = ["x" * en] * antal
    assert svar(texter, med_ord=med_ord) is None
    assert svar(tuple(texter), med_ord=med_ord) is None
    assert svar([*texter, "x"], med_ord=med_ord) == FOR_STORT
    par = {f"{n:06}": "x" * (en - 6) for n in range(antal)}
    assert svar(par, med_ord=med_ord) is None
    assert svar([par, "x"], med_ord=med_ord) == FOR_STORT


def test_what_is_said_is_eight_levels_deep_at_most() -> None:
    assert svar(djup(8), med_ord=True) is None
    assert svar(djup(9), med_ord=True) == FOR_STORT


def test_what_is_said_has_fifty_thousand_parts_at_most_the_whole_one_of_them() -> None:
    assert svar([1] * 49_999, med_ord=True) is None
    assert svar([1] * 50_000, med_ord=True) == FOR_STORT
    assert svar([1] * 50_001, med_ord=True) == FOR_STORT
    par = [dict.fromkeys(range(400), 1)] * 62  # each of them, and its names and values: 801 parts
    assert svar([*par, [1] * 336], med_ord=True) is None
    assert svar([*par, [1] * 337], med_ord=True) == FOR_STORT
    assert svar([[1] * 24_999, [1] * 24_998], med_ord=True) is None
    assert svar([[1] * 24_999, [1] * 24_999], med_ord=True) == FOR_STORT


class Raknad(list[Any]):
    """A list that knows how many of its rows have been looked at."""

    tagna = 0

    def __iter__(self) -> Iterator[Any]:
        for rad in super().__iter__():
            self.tagna += 1
            yield rad


def test_what_is_far_too_much_is_not_gone_through_to_be_refused() -> None:
    """By rows looked at, since a processor's time hangs on the machine: few more than may be said, however many."""
    en = Raknad([1] * 2_000_000)
    assert svar({"a": en}, med_ord=True) == FOR_STORT and en.tagna == 0
    flera = [Raknad([1] * 40_000) for _ in range(50)]
    assert svar({"a": flera}, med_ord=True) == FOR_STORT and sum(r.tagna for r in flera) == 80_000
    i_varandra = Raknad([1] * 49_990)
    for _ in range(7):
        i_varandra = Raknad([i_varandra, *[1] * 49_000])
    assert svar(i_varandra, med_ord=True) == FOR_STORT and i_varandra.tagna == 49_001
    assert svar(Raknad([1] * 49_999), med_ord=True) is None


def test_what_is_said_has_four_hundred_fields_at_most_however_deep() -> None:
    """Each that nobody knows would be a fault of its own: to tell of sixty thousand took a third of a second."""
    nej = ("K0.6", "det som sägs får ha högst 400 fält", "kommando")
    for antal, vantat in ((400, None), (401, nej), (60_000, nej)):
        falten = dict.fromkeys(map(str, range(antal)), 1)
        assert svar(falten, med_ord=True) == svar({"a": [falten]}, med_ord=False) == vantat


@pytest.mark.parametrize("tal", [2**64 - 1, -(2**64) + 1])
def test_a_number_has_sixty_four_bits_at_most(tal: int) -> None:
    assert svar({"a": [tal]}, med_ord=False) is None
    assert svar({"a": [tal + (1 if tal > 0 else -1)]}, med_ord=False) == FOR_STORT_TAL


def fel(varde: object, **val: Any) -> tuple[str, dict[str, Any] | None] | None:
    """The kind of the fault and what it says of itself."""
    try:
        prova_varde(varde, **val)
    except PydanticCustomError as nej:
        return nej.type, dict(nej.context) if nej.context else None
    return None


@pytest.mark.parametrize("storst", [10**12, -(10**12), float(10**12), Decimal(10**12)])
def test_a_number_of_a_field_is_a_billion_thousand_at_most(storst: Any) -> None:
    assert fel(storst) is None
    assert fel(storst + (1 if storst > 0 else -1)) == ("for_stort_tal", None)


def test_a_list_and_a_mapping_have_four_hundred_rows_or_as_many_as_their_field_says() -> None:
    rader = list(range(400))
    assert fel(rader) is None and fel(dict.fromkeys(map(str, rader), 1)) is None
    assert fel((*rader, 1)) == ("for_manga", {"hogst": 400})
    assert fel([(*rader, 1)]) == ("for_manga", {"hogst": 400})
    assert fel([[*rader, 1]], flest=401) is None and fel({"a": [*rader, 1]}, flest=401) is None
    assert fel([[*rader, 1, 2]], flest=401) == fel({"a": [*rader, 1, 2]}, flest=401) == ("for_manga", {"hogst": 401})


def test_a_word_is_two_hundred_characters_at_most_and_is_composed_wherever_it_stands() -> None:
    assert prova_ord("x" * 200) == "x" * 200
    assert fel("x" * 201) == ("string_too_long", {"max_length": 200})
    assert fel("19900502-2398") == ("personnummer", None)
    assert fel("a\u200b") == fel({"a\u200b": 1}) == fel([["a\u200b"]]) == ("beteckning", None)
    isar = "a\u030a"
    assert prova_varde((isar, {isar: [isar]})) == ("å", {"å": ["å"]})
    for varde in (date(2024, 1, 1), True, None, ("a",), ["a"], {"a": 1}, 1, Decimal("1.5")):
        assert type(prova_varde(varde)) is type(varde)
    assert type(prova_varde(UserDict({"a": isar}))) is UserDict


@pytest.mark.parametrize(
    ("las", "langst", "sagt"),
    [
        (
            las_personid,
            60,
            "en persons id är ett ord på högst 60 bokstäver, siffror och . _ -, inget namn eller nummer",
        ),
        (las_namn, 200, "ett namn på en organisation är en läsbar rad på högst 200 tecken, utan personnummer"),
    ],
)
def test_an_actor_is_named_by_a_word_and_a_line_and_the_refusal_repeats_nothing(
    las: Any, langst: int, sagt: str
) -> None:
    assert las("å" * langst) == las("a\u030a" * langst) == "å" * langst
    for text in ("a" * (langst + 1), "", " a", "a ", "a\u200b", "19900502-2398", "a 900502-2398"):
        with pytest.raises(ValueError, match=r".") as nej:
            las(text)
        assert str(nej.value) == sagt
