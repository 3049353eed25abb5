"""K13.2: when a correction takes the two people that the end itself would, by all that decides it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Rattelseforslag, Sagt
from domain.insats.insats import med
from domain.insats.uppgifter import Avslutsbeslut
from domain.liv.omspelning import besluta_foreslagen
from domain.liv.rattelse import BeslutaRattelse, RattelseAvslagen, UppgiftRattad, tar_tva
from domain.skeende.handelse import Fall
from tests.verktyg.spel import ARBETSLEDARE, KV, Spel, d, tid

NU = tid("2024-04-20")
KV2 = Aktor(Roll.KARRIARVAGLEDARE, "kv2")
GRUND = Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3).hel_manad("2024-03").insats  # March is approved
assert GRUND.uppdrag is not None
UPPDRAG = GRUND.uppdrag
UTAN_REGELN = Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3).hel_manad("2024-03").fore_reglerna().insats


def slut(dag: str) -> Avslutsbeslut:
    return Avslutsbeslut(tid("2024-04-18"), d(dag), "flytt", "avbruten")


def sagt(verb: str, nr: int = 20, av: Aktor = KV) -> Sagt:
    return Sagt(nr, tid("2024-04-18"), av, {"kommando": verb})


@pytest.mark.krav("K13.2", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("verb", "av", "fore", "efter", "tva"),
    [
        ("besluta_avslut", KV, {}, {"avslutsbeslut": slut("2024-03-30")}, True),
        ("besluta_avslut", KV, {}, {"avslutsbeslut": slut("2024-03-31")}, False),
        ("besluta_avslut", ARBETSLEDARE, {}, {"avslutsbeslut": slut("2024-03-29")}, False),
        ("foresla_avslut", KV, {}, {"avslutsbeslut": slut("2024-04-30")}, True),
        ("foresla_avslut", KV, {"avslutsbeslut": slut("2024-04-30")}, {"avslutsbeslut": slut("2024-04-30")}, False),
        ("lagg_in_uppdrag", KV, {}, {"uppdrag": replace(UPPDRAG, slutdatum=d("2024-03-20"), langd_manader=1)}, True),
        (
            "lagg_in_uppdrag", KV, {},
            {"uppdrag": replace(UPPDRAG, startdatum=d("2024-01-11"), slutdatum=d("2024-03-20"))}, False,
        ),  # the whole insats is moved
        (
            "lagg_in_uppdrag", KV, {},
            {"uppdrag": replace(UPPDRAG, startdatum=d("2024-01-11"), slutdatum=d("2024-03-20"), langd_manader=2)}, True,
        ),
        ("lagg_in_uppdrag", KV, {}, {"uppdrag": None}, False),
        ("lagg_in_uppdrag", KV, {"uppdrag": None}, {"avslutsbeslut": slut("2024-03-20")}, False),
        ("bemanna", KV, {}, {"nr": 40}, False),
    ],
)  # fmt: skip
def test_it_takes_two_where_the_insats_comes_to_end_otherwise_and_paid_days_are_taken(
    verb: str, av: Aktor, fore: dict[str, Any], efter: dict[str, Any], tva: bool
) -> None:
    i = med(GRUND, **fore)
    assert tar_tva(i, med(GRUND, **efter), sagt(verb), Fall(NU, av)) is tva
    gammal, ny = (med(UTAN_REGELN, **fakta) for fakta in (fore, efter))
    assert not tar_tva(gammal, ny, sagt(verb), Fall(NU, av)), "a case begun before the rule"


@pytest.mark.krav("K13.2", sort="avslag")
@pytest.mark.parametrize(
    ("forslagen", "av", "nekas"),
    [
        ([sagt("foresla_avslut", 18)], KV, True),
        ([sagt("foresla_avslut", 18)], replace(KV, roll=Roll.ARBETSLEDARE, id="KV1"), True),
        ([sagt("foresla_avslut", 18)], ARBETSLEDARE, False),
        ([sagt("foresla_avslut", 17), sagt("foresla_avslut", 18, KV2)], KV, False),
        ([sagt("foresla_avslut", 17, KV2), sagt("foresla_avslut", 18)], KV, True),
        ([sagt("foresla_avslut", 18, KV2), sagt("foresla_avslut", 21)], KV, False),  # proposed after it was decided
        ([sagt("foresla_avslut", 20)], KV, False),
        ([sagt("bemanna", 18)], KV, False),
        ([], KV, False),
    ],
)
def test_who_proposed_an_end_last_does_not_put_right_the_decision_on_it(
    forslagen: list[Sagt], av: Aktor, nekas: bool
) -> None:
    i = med(GRUND, sagda=tuple(forslagen))
    ny = med(i, avslutsbeslut=slut("2024-04-30"))
    attesten = sagt("attestera_avslut")
    if nekas:
        with pytest.raises(Avvisning) as nej:
            tar_tva(i, ny, attesten, Fall(NU, av))
        text = "den som har föreslagit avslutet rättar inte beslutet om det"
        assert str(nej.value) == f"av: {text} (K13.2, §13)"
    else:
        assert not tar_tva(i, ny, attesten, Fall(NU, av))
    assert not tar_tva(i, i, attesten, Fall(NU, av)), "what changes no end is nobody's to decide twice"


# What the arbetsledare decides


def forslaget(**fakta: Any) -> Rattelseforslag:
    """The startdatum of the uppdrag proposed to be a day later, or as ``fakta`` say."""
    s = next(s for s in GRUND.sagda if s.kommando["kommando"] == "lagg_in_uppdrag")
    efter = {**s.kommando, "startdatum": "2024-03-12"}
    return replace(Rattelseforslag(tid("2024-04-19"), "kv1", s.nr, "lagg_in_uppdrag", s.kommando, efter), **fakta)


@pytest.mark.krav("K13.2", "K0.7", sort="avslag")
@pytest.mark.parametrize(
    ("forslag", "av", "nej"),
    [
        (None, ARBETSLEDARE, "ingen rättelse är föreslagen (K13.2, §13)"),
        ({}, replace(ARBETSLEDARE, id="KV1"), "av: den som har föreslagit rättelsen beslutar inte om den (K13.2, §13)"),
        (
            {"fore": {"kommando": "lagg_in_uppdrag"}}, ARBETSLEDARE,
            "uppgiften har rättats sedan dess; rättelsen föreslås på nytt (K13.2, §13)",
        ),
        ({"nr": 1}, ARBETSLEDARE, "uppgiften har rättats sedan dess; rättelsen föreslås på nytt (K13.2, §13)"),
    ],
)  # fmt: skip
def test_what_nobody_has_proposed_or_is_not_what_it_was_is_not_granted(
    forslag: dict[str, Any] | None, av: Aktor, nej: str
) -> None:
    i = med(GRUND, rattelseforslag=None if forslag is None else forslaget(**forslag))
    for beslut in ("bevilja",) if forslag else ("bevilja", "avsla"):
        with pytest.raises(Avvisning) as svar:
            list(besluta_foreslagen(i, BeslutaRattelse(beslut=beslut, motivering="x"), Fall(NU, av)))
        assert str(svar.value) == nej


@pytest.mark.krav("K13.2", "K0.7")
def test_what_is_granted_is_made_as_it_was_proposed_in_the_role_that_had_said_it_and_what_is_refused_is_not() -> None:
    forslag = forslaget()
    i = med(GRUND, rattelseforslag=forslag)
    fall = Fall(NU, ARBETSLEDARE)
    (gjord,) = besluta_foreslagen(i, BeslutaRattelse(motivering="x"), fall)
    assert gjord == UppgiftRattad(
        forslag.nr, "lagg_in_uppdrag", forslag.fore, forslag.efter, Roll.KARRIARVAGLEDARE, fall.dorr
    )
    nekad = list(besluta_foreslagen(i, BeslutaRattelse(beslut="avsla", motivering="x"), fall))
    assert nekad == [RattelseAvslagen(forslag.nr, "lagg_in_uppdrag")]
