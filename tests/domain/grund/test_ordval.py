"""What staff read has its å, ä and ö."""

import pytest

from domain.grund.ordval import antal_i_ord, dagar_i_ord, i_ord, med_liten, med_stor, numerus
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


@pytest.mark.parametrize(
    ("text", "stor"),
    [
        ("insats via Arbetsförmedlingen", "Insats via Arbetsförmedlingen"),
        ("åtgärd", "Åtgärd"),
        ("AMI1", "AMI1"),
        ("a", "A"),
        ("", ""),
    ],
)
def test_a_capital_first_leaves_the_rest_as_it_stands(text: str, stor: str) -> None:
    assert med_stor(text) == stor
    assert med_liten(f"R{text}") == f"r{text}"


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "noll dagar"), (1, "en dag"), (2, "två dagar"), (6, "sex dagar"), (7, "en vecka"), (8, "åtta dagar"),
        (10, "tio dagar"), (12, "tolv dagar"), (13, "13 dagar"), (14, "två veckor"), (15, "15 dagar"),
        (84, "tolv veckor"), (91, "13 veckor"),
    ],
)  # fmt: skip
def test_days_are_told_in_whole_weeks_where_they_are_and_in_words_to_twelve(n: int, text: str) -> None:
    assert dagar_i_ord(n) == text


@pytest.mark.parametrize(
    ("n", "text"), [(0, "noll månader"), (1, "en månad"), (12, "tolv månader"), (13, "13 månader")]
)
def test_a_number_of_the_rules_is_told_as_a_letter_writes_it(n: int, text: str) -> None:
    assert antal_i_ord(n, "månad", "månader") == text
