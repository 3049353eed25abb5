"""K3.2: who sets the protection and names those who may see, and that every opening of it is logged."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET
from persistence.arende import lasning
from persistence.insyn import oppningar
from persistence.register.kund import kundlasning, namngivna, skrivning
from tests.persistence.register.kund.skyddet import (
    CHEF,
    DORRAR,
    DSS,
    EKONOM,
    FRAMMANDE,
    H1,
    IDAG,
    KUND,
    KV1,
    KV2,
    loggen,
)

pytestmark = pytest.mark.krav("K3.2")


class TestRegistret:
    def test_a_protected_kund_is_read_only_by_the_named_and_the_list_tells_no_name(self, skyddat: Engine) -> None:
        with pytest.raises(Avvisning, match="det här gör"):
            kundlasning.en(skyddat, EKONOM, KUND)
        for som in (KV2, CHEF):
            assert kundlasning.en(skyddat, som, KUND) is None
            assert kundlasning.med_personnummer(skyddat, som, "199005022398") is None
            assert kundlasning.historik(skyddat, som, KUND) == []
            assert kundlasning.lista(skyddat, som) == []
            with pytest.raises(Avvisning, match="finns inte i registret, eller är inte din att se"):
                skrivning.andra(skyddat, som, KUND, {"skydd": None}, IDAG)
        k = kundlasning.en(skyddat, KV1, KUND)
        assert k is not None and k.namn == "Åsa Ek" and len(kundlasning.historik(skyddat, KV1, KUND)) == 2
        assert [(p.id, p.namn) for p in kundlasning.lista(skyddat, KV1)] == [(KUND, None)]
        assert kundlasning.lista(skyddat, KV1, namn="åsa") == [], "nor is the name found by searching"
        nekade = {(a, v) for a, v, u in loggen(skyddat) if u == "nekad"}
        assert nekade == {(str(s), "kundens uppgifter") for s in (KV2, CHEF, EKONOM)}
        andringar = [r for r in oppningar.las(skyddat, DSS, KUND) if r.vad == "ändring" and r.utfall == "nekad"]
        assert {r.aktor for r in andringar} == {str(KV2), str(CHEF)}

    def test_a_case_is_started_for_a_protected_kund_only_by_the_named(self, skyddat: Engine) -> None:
        assert kundlasning.till_start(skyddat, KV1, KUND, "in-2", IDAG) == (date(1990, 5, 2), None)
        assert kundlasning.till_start(skyddat, KV2, "okänd", "in-2", IDAG) is None
        with pytest.raises(Avvisning, match=r"kund\.id: kunden finns inte"):
            kundlasning.till_start(skyddat, KV2, KUND, "in-2", IDAG)
        assert loggen(skyddat) == [(str(KV1), "aktualisering", "oppnad"), (str(KV2), "aktualisering", "nekad")]


class TestNamngivning:
    def test_it_is_kept_who_named_whom_from_when_and_until_when(self, skyddat: Engine) -> None:
        assert namngivna.namnge(skyddat, KV1, KUND, H1)
        assert not namngivna.namnge(skyddat, CHEF, KUND, H1), "already"
        assert namngivna.ta_bort(skyddat, DSS, KUND, H1)
        assert not namngivna.ta_bort(skyddat, DSS, KUND, H1)
        assert namngivna.namnge(skyddat, CHEF, KUND, H1)
        alla = namngivna.namngivna(skyddat, DSS, KUND, alla=True)
        assert [(n.beviljad_av, n.upphord_av) for n in alla] == [(str(KV1), str(DSS)), (str(CHEF), None)]
        assert namngivna.namngivna(skyddat, DSS, KUND) == alla[1:]

    def test_nobody_names_themselves_and_a_strange_karriarvagledare_names_nobody(self, skyddat: Engine) -> None:
        for av, vem, sagt in (
            (CHEF, CHEF, "ingen beslutar om sin egen behörighet"),
            (EKONOM, H1, "görs av kundansvarig"),
            (KV2, H1, "kunden finns inte i registret"),
            (CHEF, SYSTEMET, "bara personal namnges"),
        ):
            for gor in (namngivna.namnge, namngivna.ta_bort):
                with pytest.raises(Avvisning, match=sagt):
                    gor(skyddat, av, KUND, vem)
        assert namngivna.namngivna(skyddat, CHEF, KUND, alla=True) == []
        with pytest.raises(Avvisning, match="kunden finns inte"):
            namngivna.namnge(skyddat, CHEF, "okänd", H1)
        with pytest.raises(Avvisning, match="kunden finns inte"):
            namngivna.namngivna(skyddat, KV2, KUND)
        assert (str(KV2), "behörigheterna", "nekad") in loggen(skyddat)

    def test_it_is_known_whether_anybody_at_the_anordnare_can_open_the_case(self, skyddat: Engine) -> None:
        assert not namngivna.har_namngiven(skyddat, KUND, "Anordnare A")
        namngivna.namnge(skyddat, CHEF, KUND, FRAMMANDE)
        assert not namngivna.har_namngiven(skyddat, KUND, "Anordnare A")
        namngivna.namnge(skyddat, CHEF, KUND, H1)
        assert namngivna.har_namngiven(skyddat, KUND, "Anordnare A")
        assert namngivna.har_namngiven(skyddat, "okänd", "Anordnare A")


def test_the_log_is_read_by_two_roles_only_and_newest_first(skyddat: Engine) -> None:
    lasning.ett_arende(skyddat, KV2, "in-1")
    lasning.ett_arende(skyddat, KV1, "in-1")
    for som in (KV1, H1, EKONOM, SYSTEMET):
        with pytest.raises(Avvisning, match=r"det här gör arbetsledaren eller dataskyddssamordnaren"):
            oppningar.las(skyddat, som, KUND)
    assert [r.utfall for r in oppningar.las(skyddat, CHEF, "in-1")] == ["oppnad", "nekad"]
    assert len(oppningar.las(skyddat, DSS, "in-1", antal=1)) == 1


def test_a_reading_that_cannot_be_logged_is_no_reading(skyddat: Engine) -> None:
    with skyddat.begin() as c:
        c.execute(text("ALTER TABLE oppning RENAME TO borta"))
    for dorr in DORRAR.values():
        with pytest.raises(Exception, match="databasen svarar inte som den ska"):
            dorr(skyddat, KV1)
