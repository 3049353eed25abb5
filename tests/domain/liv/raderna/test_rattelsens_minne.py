"""K0.7: what a correction keeps of what the clock had done by an instant, and what of an end; and lines folded anew."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Oppnad, Passerad, Upphord, Utbetald
from domain.insats.insats import Insats, med
from domain.insats.tillstand import BESTAENDE
from domain.insats.tradar import Attestfraga, Avslutsforslag, Forslag
from domain.insats.uppgifter import Avslutsbeslut
from domain.kapitel.uppdrag.dag_ett.aterkallelse import UTAN_DATUM
from domain.kapitel.uppdrag.socialsekreterare import SocialsekreterareUtsedd
from domain.liv import omspelning
from domain.liv.lagring import post_fran_json, post_till_json
from domain.liv.rattelse import UppgiftRattad
from domain.liv.vikning import vikningar
from domain.skeende.handelse import DORR_ATERTAR
from domain.skeende.journal import Post
from tests.verktyg.spel import Spel, d, tid

FORE, NU, EFTER = tid("2024-04-10"), tid("2024-04-11"), tid("2024-04-12")
KV2 = Aktor(Roll.KARRIARVAGLEDARE, "kv2")
GRUND = Spel.pagaende().insats


def oppnad(nar: Any) -> Oppnad:
    return Oppnad(nar, "genomforandeplan", None, "K7.3", Roll.ANORDNARE, d("2024-04-07"))


def betald(nar: Any) -> Utbetald:
    return Utbetald(nar, 21, Decimal("2713.20"), "2024-04", "x")


def vid(gor: Any) -> dict[str, Any]:
    """One before the instant, one at it and one after it."""
    return {"a": gor(FORE), "b": gor(NU), "c": gor(EFTER)}


@pytest.mark.krav("K0.7", sort="gräns")
def test_what_had_come_by_the_instant_and_at_it_is_kept_and_what_came_after_is_not() -> None:
    passerade = [Passerad(nar, d("2024-04-07")) for nar in (FORE, NU, EFTER)]
    i = med(
        GRUND, oppnade=vid(oppnad), upphorda=vid(lambda nar: Upphord(nar, "x")), avskrivna=vid(lambda nar: nar),
        utbetalda=vid(betald), passerade={"alla": tuple(passerade), "sen": (passerade[2],), "nu": (passerade[1],)},
    )  # fmt: skip
    minne = omspelning._klockans_minne(i, NU, GRUND, 9)
    assert minne == {
        "avslutsanledningar": GRUND.avslutsanledningar,
        "oppnade": {"a": oppnad(FORE), "b": oppnad(NU)},
        "upphorda": {"a": Upphord(FORE, "x"), "b": Upphord(NU, "x")},
        "avskrivna": {"a": FORE, "b": NU},
        "utbetalda": {"a": betald(FORE), "b": betald(NU)},
        "passerade": {"alla": tuple(passerade[:2]), "nu": (passerade[1],)},
    }


@pytest.mark.krav("K0.7")
def test_a_case_on_its_first_day_again_keeps_who_it_is_and_what_has_happened_and_no_fact_of_its_life() -> None:
    i = Spel.pagaende().hel_manad("2024-03").insats
    borjan = omspelning._fran_borjan(i)
    orord = {f.name: getattr(Spel.aktualiserat().insats, f.name) for f in fields(Insats)}
    for f in fields(Insats):
        assert getattr(borjan, f.name) == (getattr(i, f.name) if f.name in BESTAENDE else orord[f.name]), f.name
    assert i.uppdrag and not borjan.uppdrag and borjan.sagda == i.sagda


FORSLAG = Avslutsforslag(FORE, "kv1", "flytt", d("2024-04-30"), "avbruten", None, False)
FRAGA = Attestfraga("avslut-1", FORE, 5)


@pytest.mark.krav("K0.7", "K13.2", "K13.8")
@pytest.mark.parametrize(
    ("fakta", "form", "avgjort"),
    [
        ({}, "fullfoljd", FORE),
        ({"forslag": {"avslut": Forslag(FORE)}}, "fullfoljd", NU),
        ({"avslutsbeslut": Avslutsbeslut(FORE, d("2024-04-09"), "flytt", "avbruten")}, "avbruten", FORE),
        ({"avslutsorsak": next(iter(UTAN_DATUM))}, "aterkallad", FORE),
    ],
)
def test_with_an_end_that_has_come_every_proposal_has_lapsed_and_its_form_is_that_of_the_decision(
    fakta: dict[str, Any], form: str, avgjort: Any
) -> None:
    i = med(
        GRUND, avslutsform="fortid", forslag_avgjort=FORE, avslutsattester=(FRAGA,), avslutsforslag=FORSLAG, **fakta
    )
    slut = omspelning._med_slut(i, NU)
    assert slut == med(
        i, avslutad=NU, avslutsform=form, forslag={}, forslag_avgjort=avgjort, avslutsforslag=None,
        avslutsattester=(replace(FRAGA, forfallen=True),),
    )  # type: ignore[arg-type] # fmt: skip
    assert omspelning._med_slut(slut, None) == med(slut, avslutad=None, avslutsform=None)


@pytest.mark.krav("K0.7", "K14.4", sort="gräns")
def test_an_underlag_put_right_arrives_when_it_is_put_right_and_in_a_run_begun_before_the_rule_when_it_first_came() -> (
    None
):
    """March's showed the wrong amount: it had not arrived, and a correction is no way round the brytdatum."""
    fall = (
        Spel.pagaende("AMI1", start="2024-03-11").rapportera("2024-03").fakturera("2024-03", "2024-04-04", belopp="1")
    )
    sagt = next(s for s in fall.insats.sagda if s.kommando["kommando"] == "lamna_faktureringsunderlag")
    ratt = {**sagt.kommando, "belopp": "2713.20"}
    nu = tid("2024-04-20")
    ankom = []
    for dorr in (DORR_ATERTAR - 1, DORR_ATERTAR):
        h = UppgiftRattad(sagt.nr, "lamna_faktureringsunderlag", dict(sagt.kommando), ratt, Roll.ANORDNARE, dorr)
        (u,) = omspelning.tillampa(fall.till("2024-04-20").insats, h, nu).underlag["2024-03"]
        assert (u.tid, u.belopp) == (tid("2024-04-04"), Decimal("2713.20"))
        ankom.append(u.ankom)
    assert ankom == [None, nu]


# Lines folded anew


@pytest.mark.krav("K13.10", "K0.7")
def test_the_responsible_is_told_of_the_first_line_of_what_another_says_and_not_of_each() -> None:
    fall = Spel.pagaende()
    nr = fall.insats.nr
    h = SocialsekreterareUtsedd("ss1")
    nya = [Post(nr + n, NU, av, kommando, None, h) for n, (av, kommando) in enumerate(
        ((KV2, "k-8"), (KV2, "k-8"), (KV2, "k-9"), (replace(KV2, id="KV1"), "k-10"), (replace(KV2, id="kv1"), "k-11")),
        start=1,
    )]  # fmt: skip
    aven = [v.aven_ansvarig for v in vikningar([*fall.poster, *nya])][len(fall.poster) :]
    assert aven == [True, False, True, False, False]
    ledaren = Post(nr + 1, NU, Aktor(Roll.ARBETSLEDARE, "kv1"), "k-8", None, h)
    assert [v.aven_ansvarig for v in vikningar([*fall.poster, ledaren])][-1]


@pytest.mark.krav("K14.4", "K0.7")
def test_a_payment_is_folded_with_the_row_that_it_followed_from() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").hel_manad("2024-03").till("2024-05-01")
    betalda = [v for v in vikningar(fall.poster) if v.betalbar]
    assert [v.post.handelse.slag for v in betalda] == ["utbetalning_verkstalld"]
    (v,) = betalda
    assert v.betalbar is not None
    assert (v.betalbar.nyckel, v.betalbar.belopp) == ("manad:2024-03", Decimal("2713.20"))
    assert v.betalbar.status != "utbetald" and list(v.efter.utbetalda) == ["manad:2024-03"]
    assert [v.brev for v in vikningar(fall.poster)] == [
        sum(m.nr == p.nr for m in fall.meddelanden) for p in fall.poster
    ]


def test_a_line_from_before_it_was_kept_what_was_said_is_read_without() -> None:
    post = next(p for p in Spel.pagaende().poster if p.sagt)
    data = post_till_json(post)
    assert (data["av"], data["tid"], data["sagt"]) == (str(post.av), post.tid.isoformat(), post.sagt)
    gammal = {k: v for k, v in data.items() if k != "sagt"}
    assert post_fran_json(gammal) == replace(post, sagt=None)
