"""What staff read has its å, ä and ö."""

import pytest

from domain.grund.ordval import i_ord, numerus
from domain.liv import rutin


@pytest.mark.parametrize(
    ("namn", "ord_"),
    [
        ("anmal_franvaro", "anmäl frånvaro"),
        ("behov_av_stod_fran_annan_enhet", "behov av stöd från annan enhet"),
        ("rapport_sen_over_en_manad", "rapport sen över en månad"),
        ("andra_kundlage", "ändra kundläge"),
        ("svarigheter_med_andra_aktorer", "svårigheter med andra aktörer"),
        ("avslut", "avslut"),
    ],
)
def test_an_identifier_is_told_in_words(namn: str, ord_: str) -> None:
    assert i_ord(namn) == ord_


def test_every_kommando_is_told_as_its_own_heading_spells_it() -> None:
    """A heading is written by hand, so a word it shares with the verb shows how that word is spelt."""
    utan = str.maketrans("åäöÅÄÖ", "aaoAAO")
    for verb, typ in rutin.KOMMANDON.items():
        for ord_ in typ.rubrik.lower().split():
            if ord_.translate(utan) in verb.split("_"):
                assert ord_ in i_ord(verb).split(), (verb, ord_)


@pytest.mark.parametrize(("n", "text"), [(0, "0 dagar"), (1, "1 dag"), (2, "2 dagar"), (21, "21 dagar")])
def test_one_is_one_and_all_else_is_many(n: int, text: str) -> None:
    assert numerus(n, "dag", "dagar") == text
