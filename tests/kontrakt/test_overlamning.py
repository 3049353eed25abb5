"""What one run of a case hands over to the next: whole, short, and read once."""

import bz2
import zlib
from base64 import b85encode
from collections.abc import Callable
from hashlib import sha256

import pytest
from pydantic import TypeAdapter

from domain.insats.insats import Insats, med
from domain.liv import rutin
from domain.regler.regelverk import Regelverk
from kontrakt import overlamning
from kontrakt.insats import Start
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.overlamning import Overlamning, las, las_regler, packa, packa_regler
from starter.provkorning.fil import las_provfil
from starter.provkorning.ren import spela
from tests.huset.platser import FALL, ROT
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


@pytest.mark.parametrize("press", [zlib.compress, bz2.compress])
def test_what_was_handed_over_before_there_were_dictionaries_is_read(press: Callable[[bytes], bytes]) -> None:
    insats = manadsskiften("ami2_hela_livet")[3]
    regler = b85encode(press(TypeAdapter(Regelverk).dump_json(regelverket()))).decode()
    tillstand = b85encode(press(overlamning.tillstand_som_json(insats))).decode()
    assert las_regler(regler) == regelverket()
    assert las(Overlamning(regler, tillstand)) == insats


SUMMOR = {
    "regler-1": "116959795f904d264dc07d8e8e37b8efd6c78672a6d21792a38fceb29ac36a35",
    "regler-2": "e624ffe0375a41d8a8694e9c2c6e1a5696be8e934ad5546fbb2ec564f5e91388",
    "tillstand-1": "5408f956dfafefd1589c57d4eaab1c544b738a18605bc20e9a3af92d139e6a1d",
    "tillstand-2": "5da9d76843283f8ef5bf8b94b0c0155e42bc271ec9d05b031786600281df3957",
}


def test_a_dictionary_is_never_changed() -> None:
    """What was pressed with it can be read with no other: a new one gets the next number."""
    filer = {f.stem: f for f in (ROT / "kontrakt" / "ordbok").glob("*.json")}
    assert {namn: sha256(fil.read_bytes()).hexdigest() for namn, fil in filer.items()} == SUMMOR
    assert all(len(fil.read_bytes()) <= 32_768 for fil in filer.values())


@pytest.mark.parametrize("text", [".3.abcde", ".999.abcde", ".1.", ".1.abcde", "abcde", ".1.åäö"])
def test_what_no_dictionary_reads_is_no_hand_over(text: str) -> None:
    with pytest.raises(ValueError):
        las_regler(text)


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

    assert lagrat(skiften[0]) <= 1024
    assert lagrat(skiften[11]) <= 8 * 1024
