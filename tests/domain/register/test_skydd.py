"""§3.1: for whom the case of a protected kund is open, and who names them (K3.2)."""

from __future__ import annotations

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.register.skydd import far_oppna_skyddat, prova_namngivning

KV1, KV2 = (Aktor(Roll.KARRIARVAGLEDARE, f"kv{n}") for n in (1, 2))
H1 = Aktor(Roll.ANORDNARE, "h1", "Anordnare A")
CHEF, DSS = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")


@pytest.mark.krav("K3.2")
def test_only_those_who_are_named_or_responsible_open_what_is_protected() -> None:
    def far(vem: Aktor) -> bool:
        return far_oppna_skyddat(vem, kund="ku-1", namngivna={str(H1), str(DSS)}, ansvariga={"kv1"})

    assert [far(v) for v in (KV1, H1, DSS, Aktor(Roll.KUND, "ku-1"))] == [True] * 4
    andra = (KV2, CHEF, SYSTEMET, Aktor(Roll.KUND, "ku-2"), Aktor(Roll.ANORDNARE, "h2", "Anordnare A"))
    assert [far(v) for v in andra] == [False] * 5
    # The same id in another role or organisation is somebody else.
    assert not far(Aktor(Roll.ARBETSLEDARE, "kv1")) and not far(Aktor(Roll.ANORDNARE, "h1", "Anordnare B"))


@pytest.mark.krav("K3.2")
@pytest.mark.parametrize(
    ("vem", "av", "ansvarig"), [(H1, CHEF, False), (H1, DSS, False), (H1, KV1, True), (CHEF, DSS, False)]
)
def test_the_responsible_the_arbetsledare_and_the_dataskyddssamordnare_name_staff(
    vem: Aktor, av: Aktor, ansvarig: bool
) -> None:
    prova_namngivning(vem, av, ansvarig=ansvarig)


INTE_VEM_SOM_HELST = (
    "som: görs av kundansvarig karriärvägledare, arbetsledaren eller dataskyddssamordnaren (K3.2, §3.1)"
)
INTE_SIG = "som: ingen beslutar om sin egen behörighet (K3.2, §3.1)"
INTE_ANDRA = "behorig: bara personal namnges: roll:id, för en anordnare roll:id@organisation (K3.2, §3.1)"


@pytest.mark.krav("K3.2", sort="avslag")
@pytest.mark.parametrize(
    ("vem", "av", "ansvarig", "sagt"),
    [
        (H1, KV2, False, INTE_VEM_SOM_HELST),
        (H1, Aktor(Roll.EKONOM, "e1"), True, INTE_VEM_SOM_HELST),
        (KV2, KV2, False, INTE_VEM_SOM_HELST),
        (CHEF, CHEF, False, INTE_SIG),
        (KV1, KV1, True, INTE_SIG),
        (SYSTEMET, CHEF, False, INTE_ANDRA),
        (Aktor(Roll.KUND, "ku-1"), CHEF, False, INTE_ANDRA),
    ],
)
def test_nobody_else_names_and_nobody_names_themselves_or_others_than_staff(
    vem: Aktor, av: Aktor, ansvarig: bool, sagt: str
) -> None:
    with pytest.raises(Avvisning) as fel:
        prova_namngivning(vem, av, ansvarig=ansvarig)
    assert (str(fel.value), fel.value.regel) == (sagt, "K3.2")
