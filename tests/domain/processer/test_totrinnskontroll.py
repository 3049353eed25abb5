"""Four eyes: what one prepares another attests or sends back, and then it is final (K14.6)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.totrinnskontroll import Signatur, Totrinnskontroll
from tests.verktyg.spel import tid

E1, E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
NIO, TIO, ELVA = (tid(f"2024-04-16T{h}:00") for h in ("09", "10", "11"))
REGEL = "K14.6"
Prov = Callable[[Totrinnskontroll], None]
PROV: dict[str, Prov] = {
    "forbered": lambda k: k.prova_forbered(REGEL),
    "attestera": lambda k: k.prova_attestera(E2, REGEL),
    "aterlamna": lambda k: k.prova_aterlamna(REGEL),
}
NY = Totrinnskontroll()
FORBEREDD = Totrinnskontroll(1, forberedd=Signatur(E1, NIO))
ATTESTERAD = Totrinnskontroll(1, Signatur(E1, NIO), Signatur(AL, TIO))
ATERLAMNAD = Totrinnskontroll(2, aterlamnad=Signatur(E2, TIO))


def test_each_step_is_signed_by_whom_and_when_and_a_return_begins_a_new_round() -> None:
    forberedd = NY.forbered(E1, NIO)
    assert forberedd == FORBEREDD
    assert [forberedd.attestera(AL, TIO), forberedd.aterlamna(E2, TIO)] == [ATTESTERAD, ATERLAMNAD]
    igen = ATERLAMNAD.forbered(E2, ELVA)
    assert igen == Totrinnskontroll(2, forberedd=Signatur(E2, ELVA), aterlamnad=Signatur(E2, TIO))
    assert igen.aterlamna(E1, ELVA) == Totrinnskontroll(3, aterlamnad=Signatur(E1, ELVA))


@pytest.mark.krav(REGEL, sort="avslag")
@pytest.mark.parametrize(
    ("kontroll", "nekat"),
    [
        (
            NY,
            {
                "attestera": "den är inte förberedd än; det gör ekonomen först (K14.6, §14)",
                "aterlamna": "det finns ingen förberedd omgång att lämna tillbaka (K14.6, §14)",
            },
        ),
        (FORBEREDD, {"forbered": "den är redan förberedd av ekonomen e1 och väntar på attest (K14.6, §14)"}),
        (
            ATTESTERAD,
            dict.fromkeys(PROV, "den är attesterad av arbetsledaren al1 och ändras inte mer (K14.6, §14)"),
        ),
        (
            ATERLAMNAD,
            {
                "attestera": "den är inte förberedd än; det gör ekonomen först (K14.6, §14)",
                "aterlamna": "det finns ingen förberedd omgång att lämna tillbaka (K14.6, §14)",
            },
        ),
    ],
    ids=["ny", "förberedd", "attesterad", "återlämnad"],
)
def test_each_step_is_taken_in_its_turn_and_nothing_after_the_attest(
    kontroll: Totrinnskontroll, nekat: dict[str, str]
) -> None:
    sagt = {}
    for vad, prova in PROV.items():
        try:
            prova(kontroll)
        except Avvisning as fel:
            assert (fel.regel, fel.falt) == (REGEL, None)
            sagt[vad] = str(fel)
    assert sagt == nekat


@pytest.mark.krav(REGEL, sort="avslag")
@pytest.mark.parametrize(
    "av", [E1, Aktor(Roll.ARBETSLEDARE, "e1"), Aktor(Roll.EKONOM, " E1 "), Aktor(Roll.ANORDNARE, "E1", "A")]
)
def test_nobody_attests_their_own_preparation_by_changing_hats_or_letters(av: Aktor) -> None:
    with pytest.raises(Avvisning) as fel:
        FORBEREDD.prova_attestera(av, REGEL)
    text = f"av: den som har förberett attesterar inte; {av.id} förberedde den här omgången (K14.6, §14)"
    assert (str(fel.value), fel.value.regel) == (text, REGEL)
