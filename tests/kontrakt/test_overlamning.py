"""What one run of a case hands over to the next: whole, short, and read once."""

import zlib
from base64 import b85encode

import pytest
from pydantic import TypeAdapter

from domain.insats.insats import Insats, med
from domain.liv import rutin
from domain.regler.regelverk import Regelverk
from kontrakt import overlamning
from kontrakt.insats import Start
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.overlamning import las, las_regler, packa, packa_regler
from starter.provkorning.fil import las_provfil
from starter.provkorning.ren import spela
from tests.huset.platser import FALL
from tests.verktyg.spel import regelverket


def manadsskiften(fall: str) -> list[Insats]:
    """State after the last line of each month of a played life; of one that was refused, none."""
    insats, skiften = None, []
    for post in spela(las_provfil(FALL / f"{fall}.yaml"), regelverket()).poster:
        if insats and (post.tid.year, post.tid.month) != (insats.senast.year, insats.senast.month):
            skiften.append(insats)
        insats = rutin.tillampa(insats, post)
    return [*skiften, insats] if insats else []


def i_annan_process(insats: Insats) -> Insats:
    """As a worker reads it that did not write it."""
    o = packa(insats)
    overlamning._UNDER_VAGS.ta(o)
    return las(o)


@pytest.mark.parametrize("liv", [fil.stem for fil in sorted(FALL.glob("*.yaml"))])
def test_what_is_handed_over_is_the_whole_state(liv: str) -> None:
    for insats in manadsskiften(liv):
        last = i_annan_process(insats)
        assert last == insats
        assert rutin.klockslag(last) == rutin.klockslag(insats)


def test_cases_under_the_same_rules_share_them() -> None:
    forsta, *ovriga = manadsskiften("ami2_hela_livet")
    assert len({id(i_annan_process(i).regelverk) for i in [forsta, *ovriga[:3]]}) == 1
    assert las_regler(packa_regler(regelverket())) is las_regler(packa_regler(regelverket()))
    assert las_regler(packa_regler(regelverket())) == regelverket()


def test_rules_handed_over_before_they_were_pressed_harder_are_read() -> None:
    som_forr = b85encode(zlib.compress(TypeAdapter(Regelverk).dump_json(regelverket()), 9)).decode()
    assert las_regler(som_forr) == regelverket()
    assert len(packa_regler(regelverket())) < len(som_forr)


def test_a_state_on_its_way_is_taken_up_once_as_it_is() -> None:
    insats = manadsskiften("ami2_hela_livet")[0]
    o = packa(insats)
    assert las(o) is insats
    assert las(o) is not insats


def test_states_on_their_way_do_not_pile_up() -> None:
    insats = manadsskiften("ami2_hela_livet")[0]
    forst = packa(insats)
    for nr in range(overlamning._UNDERVAGS):
        packa(med(insats, nr=1000 + nr))
    assert las(forst) is not insats


def test_it_is_short() -> None:
    """What Temporal stores at each turn of month of a life as the demo plays it, first and twelfth."""
    skiften = manadsskiften("ami2_hela_livet")

    def lagrat(insats: Insats) -> int:
        (payload,) = OMVANDLARE.payload_converter.to_payloads([Start("in-prov", lage=packa(insats), dorr=1)])
        return len(payload.data)

    assert lagrat(skiften[0]) <= 9 * 1024  # of which the rules are seven: 138 parameters with their words
    assert lagrat(skiften[11]) <= 20 * 1024
