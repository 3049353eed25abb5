"""K3.2: only named staff open a protected kund's case, by whichever door, and every opening and refusal is logged."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.grund.roller import far_se_arende
from domain.register.skydd import far_oppna_skyddat
from domain.tid.tidpunkt import STOCKHOLM
from persistence.arende import lasning
from persistence.insyn import oppningar
from persistence.meddelanden import inkorg
from persistence.register.kund import kundlasning, skrivning
from persistence.register.kund.namngivna import namnge, ta_bort
from persistence.tabeller.kund import oppning
from starter.tjanster.kunden.stickprov import dra_stickprov
from tests.persistence.register.kund.skyddet import (
    CHEF,
    DORRAR,
    DSS,
    EKONOM,
    FRAMMANDE,
    H1,
    H2,
    IDAG,
    KUND,
    KV1,
    KV2,
    loggen,
)

pytestmark = pytest.mark.krav("K3.2")

ALLA = [KV1, KV2, H1, H2, FRAMMANDE, CHEF, DSS, EKONOM, SYSTEMET, Aktor(Roll.SOCIALSEKRETERARE, "ss1")]


def test_each_door_is_open_to_the_named_and_shut_to_the_rest_as_if_nothing_were_there(skyddat: Engine) -> None:
    for vad, dorr in DORRAR.items():
        for som in (KV2, H1, CHEF, EKONOM, SYSTEMET, FRAMMANDE, DSS):
            assert not dorr(skyddat, som), (vad, som)
        assert dorr(skyddat, KV1), "the responsible karriärvägledare"
    namnge(skyddat, CHEF, KUND, H1)
    for vad, dorr in DORRAR.items():
        assert dorr(skyddat, H1), vad
        assert not dorr(skyddat, H2), "a colleague is not named"
    ta_bort(skyddat, CHEF, KUND, H1)
    assert not any(dorr(skyddat, H1) for dorr in DORRAR.values()), "it ends at once"


@pytest.mark.krav("K3.8")
def test_each_opening_and_each_refusal_leaves_a_line(skyddat: Engine) -> None:
    for vad, dorr in DORRAR.items():
        fore = len(loggen(skyddat))
        dorr(skyddat, KV1)
        dorr(skyddat, H1)
        vantat = [(str(KV1), vad, "oppnad"), (str(H1), vad, "nekad")]
        assert loggen(skyddat)[fore:] == (vantat[:1] if vad == "ärendelistan" else vantat)
    assert {r.arende for r in oppningar.las(skyddat, CHEF, "in-1")} == {"in-1"}


@pytest.mark.krav("K3.8")
def test_whoevers_case_is_opened_leaves_a_line_and_who_is_not_protected_none_of_a_list(
    motor_med_arende: Engine,
) -> None:
    for vad, dorr in DORRAR.items():
        fore = len(loggen(motor_med_arende))
        assert dorr(motor_med_arende, KV2) and dorr(motor_med_arende, H1) and not dorr(motor_med_arende, FRAMMANDE)
        vantat = [(str(KV2), vad, "oppnad"), (str(H1), vad, "oppnad"), (str(FRAMMANDE), vad, "nekad")]
        assert loggen(motor_med_arende)[fore:] == ([] if vad == "ärendelistan" else vantat)


@pytest.mark.krav("K3.8")
def test_a_kund_who_is_looked_up_leaves_a_line_and_none_who_stands_in_a_list(motor_med_arende: Engine) -> None:
    assert kundlasning.lista(motor_med_arende, KV2)
    assert loggen(motor_med_arende) == []
    assert kundlasning.en(motor_med_arende, KV2, KUND)
    assert [(a, u) for a, _, u in loggen(motor_med_arende)] == [(str(KV2), "oppnad")]


def test_the_service_itself_reads_and_writes_as_before(skyddat: Engine) -> None:
    assert all(d(skyddat, None) for d in DORRAR.values())  # type: ignore[arg-type]
    assert loggen(skyddat) == []


def test_the_question_put_to_the_database_is_the_rule_of_the_domain(skyddat: Engine) -> None:
    for namngivna in ((), (H1, EKONOM, FRAMMANDE, Aktor(Roll.SOCIALSEKRETERARE, "ss1"))):
        for vem in namngivna:
            namnge(skyddat, CHEF, KUND, vem)
        for som in ALLA:
            far = far_se_arende(som, "Anordnare A") and far_oppna_skyddat(
                som, kund=KUND, namngivna={str(v) for v in namngivna}, ansvariga={"kv1"}
            )
            assert (lasning.ett_arende(skyddat, som, "in-1") is not None) == far, som


def test_to_be_named_opens_no_door_that_the_role_does_not_have(skyddat: Engine) -> None:
    for vem in (FRAMMANDE, EKONOM, Aktor(Roll.SOCIALSEKRETERARE, "ss1")):
        namnge(skyddat, CHEF, KUND, vem)
    assert lasning.ett_arende(skyddat, FRAMMANDE, "in-1") is None
    assert lasning.ett_arende(skyddat, EKONOM, "in-1") is not None
    assert lasning.ett_dokument(skyddat, EKONOM, "text-in-1") is None
    assert ("ekonom:e1", "texten text-in-1", "nekad") in loggen(skyddat)


def test_what_was_sent_to_the_organisation_is_read_only_by_those_at_it_who_are_named(skyddat: Engine) -> None:
    namnge(skyddat, CHEF, KUND, H1)
    till_h1 = inkorg.inkorg(skyddat, H1)
    assert till_h1 and inkorg.inkorg(skyddat, H2) == []
    assert lasning.bevakningar(skyddat, H1, roll=Roll.ANORDNARE, bara_oppna=False)
    assert lasning.bevakningar(skyddat, H2, roll=Roll.ANORDNARE, bara_oppna=False) == []
    assert inkorg.olasta_hos_anordnare(skyddat, KV1) and inkorg.olasta_hos_anordnare(skyddat, KV2) == []
    assert inkorg.markera_last(skyddat, H2, [m.id for m in till_h1]) == 0
    assert inkorg.markera_last(skyddat, H1, [m.id for m in till_h1]) == len(till_h1)
    assert {(a, u) for a, _, u in loggen(skyddat)} == {(str(H1), "oppnad"), (str(KV1), "oppnad")}


def test_the_protection_counts_at_once_and_ends_at_once(skyddat: Engine) -> None:
    assert lasning.ett_arende(skyddat, KV2, "in-1") is None
    assert skrivning.andra(skyddat, KV1, KUND, {"skydd": None}, IDAG)
    assert lasning.ett_arende(skyddat, KV2, "in-1") is not None
    assert [u for _, vad, u in loggen(skyddat) if vad == "ärendet"] == ["nekad", "oppnad"]


def test_the_responsibility_moves_with_the_case_and_with_the_kund(skyddat: Engine) -> None:
    with skyddat.begin() as c:
        c.execute(text("UPDATE insats SET karriarvagledare = 'kv2' WHERE arende = 'in-1'"))
    assert lasning.ett_arende(skyddat, KV1, "in-1") is None
    assert lasning.ett_arende(skyddat, KV2, "in-1") is not None
    with skyddat.begin() as c:
        c.execute(
            text(
                "INSERT INTO karriarvagledare (id, namn, epost, fran, andrad, andrad_av)"
                " VALUES ('kv1', 'x', 'x@y.se', '2024-01-01', now(), 'prov')"
            )
        )
        c.execute(text("UPDATE kund SET karriarvagledare = 'kv1'"))
    assert lasning.ett_arende(skyddat, KV1, "in-1") is not None


def test_a_kommando_or_a_question_is_asked_of_the_same_rule(skyddat: Engine) -> None:
    assert oppningar.far_tilltala(skyddat, KV1, "in-1", "kommandot ratta")
    assert not oppningar.far_tilltala(skyddat, KV2, "in-1", "frågan tillstand")
    assert oppningar.far_tilltala(skyddat, KV2, "in-annat", "frågan tillstand"), "no case, no protection"
    assert loggen(skyddat) == [
        (str(KV1), "kommandot ratta", "oppnad"),
        (str(KV2), "frågan tillstand", "nekad"),
    ]


@pytest.mark.krav("K3.8", sort="gräns")
def test_a_months_sample_is_drawn_by_lot_of_that_month_alone_and_the_same_for_whoever_may_draw_it(
    motor: Engine,
) -> None:
    forsta, sista = datetime(2024, 3, 1, tzinfo=STOCKHOLM), datetime(2024, 3, 31, 23, 59, tzinfo=STOCKHOLM)
    utanfor = [forsta - timedelta(minutes=1), sista + timedelta(minutes=1)]
    tider = [*utanfor, *(forsta + timedelta(hours=20 * n) for n in range(35)), sista]
    fakta = {"aktor": str(KV1), "kund": KUND, "dorr": "prov", "vad": "x", "utfall": "oppnad"}
    with motor.begin() as c:
        c.execute(oppning.insert(), [fakta | {"tid": tid} for tid in tider])
    draget = dra_stickprov(motor, DSS, "2024-03")
    alla = oppningar.stickprov(motor, DSS, forsta, sista + timedelta(minutes=1), antal=100)
    assert len(draget) == 20 and {r.tid for r in alla} == set(tider) - set(utanfor)
    nummer = [r.nr for r in draget]
    assert [r.nr for r in dra_stickprov(motor, CHEF, "2024-03")] == nummer
    assert set(nummer) not in (set(range(3, 23)), set(range(19, 39))), "by lot, and neither the first nor the last"
    assert [r.tid for r in dra_stickprov(motor, DSS, "2024-04")] == utanfor[1:]
    with pytest.raises(Avvisning, match=r"K3\.2"):
        dra_stickprov(motor, KV1, "2024-03")
