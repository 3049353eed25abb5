"""K3.7: the table itself, role by role, as the routine has it; that the doors ask it is tested with the doors."""

from __future__ import annotations

import pytest

from domain.grund.lasratt import LASRATT, Textslag, laser, ser
from domain.grund.parter import Roll

KV, AL, A, SS = Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.ANORDNARE, Roll.SOCIALSEKRETERARE
LASER = {
    Textslag.ARENDE: {KV, AL, A},
    Textslag.AVSLUT: {KV, AL, A},
    Textslag.AVVIKELSE: {KV, AL, A, SS},
    Textslag.HELHETSBEDOMNING: {KV, AL, SS},
    Textslag.MEDDELANDE: {KV, AL, A, SS},
    Textslag.SIGNERING: {KV, AL},
    Textslag.BESLUTSGRUND: {KV, AL},
    Textslag.AVSLUTSFORSLAG: {KV, AL},
    Textslag.ONSKEMAL: {KV, AL, Roll.KUND},
}


@pytest.mark.krav("K3.7", "K9.5")
@pytest.mark.parametrize("slag", Textslag)
def test_a_text_is_read_by_those_it_is_meant_for_and_by_no_other_role(slag: Textslag) -> None:
    assert {roll for roll in Roll if laser(roll, slag)} == LASER[slag]
    assert set(LASRATT) == set(Textslag)


@pytest.mark.krav("K3.7", "K9.5", sort="avslag")
def test_the_anordnare_sees_no_common_judgement_and_the_socialsekreterare_nothing_but_what_is_for_it() -> None:
    assert not ser(A, Textslag.HELHETSBEDOMNING) and not ser(A, Textslag.BESLUTSGRUND)
    assert ser(A, Textslag.SIGNERING)  # that pay is to be lost is told before and after (K13.7), not in what words
    assert {slag for slag in Textslag if laser(SS, slag)} == {
        Textslag.AVVIKELSE, Textslag.HELHETSBEDOMNING, Textslag.MEDDELANDE,
    }  # fmt: skip
    assert not [slag for slag in Textslag if laser(Roll.EKONOM, slag)]


@pytest.mark.krav("K3.7", "K13.9")
def test_a_kund_reads_and_sees_its_wishes_and_no_other_text_and_the_anordnare_none_of_them() -> None:
    assert {slag for slag in Textslag if laser(Roll.KUND, slag)} == {Textslag.ONSKEMAL}
    assert {slag for slag in Textslag if ser(Roll.KUND, slag)} == {Textslag.ONSKEMAL}
    assert not ser(A, Textslag.ONSKEMAL) and not ser(A, Textslag.AVSLUTSFORSLAG)
