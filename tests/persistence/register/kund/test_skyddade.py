"""K3.2: only named staff open a protected kund's case, by whichever door, and every opening and refusal is logged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.grund.roller import far_se_arende
from domain.register.skydd import far_oppna_skyddat
from persistence.arende import lasning
from persistence.insyn import oppningar
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.meddelanden import inkorg
from persistence.register.kund import lasning as kundlasning
from persistence.register.kund import namngivna as skyddade
from persistence.register.kund import skrivning

IDAG = date(2026, 11, 22)
KV1, KV2 = (Aktor(Roll.KARRIARVAGLEDARE, f"kv{n}") for n in (1, 2))
H1, H2 = (Aktor(Roll.ANORDNARE, f"h{n}", "Anordnare A") for n in (1, 2))
FRAMMANDE = Aktor(Roll.ANORDNARE, "h1", "Anordnare B")
CHEF, DSS, EKONOM = (
    Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1"), Aktor(Roll.EKONOM, "e1"),
)  # fmt: skip
ALLA = [KV1, KV2, H1, H2, FRAMMANDE, CHEF, DSS, EKONOM, SYSTEMET, Aktor(Roll.SOCIALSEKRETERARE, "ss1")]
KUND = "kund"
"""The id that the played cases have."""

pytestmark = pytest.mark.krav("K3.2")

Dorr = Callable[[Engine, Aktor], object]
DORRAR: dict[str, Dorr] = {
    "ärendelistan": lasning.arenden,
    "ärendet": lambda m, s: lasning.ett_arende(m, s, "in-1"),
    "ärendet med tidslinjen": lambda m, s: lasning.tillstand(m, s, "in-1"),
    "tidslinjen": lambda m, s: lasning.journalrader(m, s, "in-1"),
    "bevakningarna": lambda m, s: lasning.bevakningar(m, s, arende="in-1", bara_oppna=False),
    "utbetalningarna": lambda m, s: lasning.utbetalningar(m, s, "in-1"),
    "meddelandena": lambda m, s: inkorg.meddelanden(m, s, "in-1"),
    "texten text-in-1": lambda m, s: lasning.ett_dokument(m, s, "text-in-1"),
    "texterna": lambda m, s: lasning.dokument(m, s, "in-1"),
}
"""Each question that a tool puts about a case, by what the log calls it."""


@pytest.fixture
def motor_med_arende(motor: Engine, spelet: Callable[..., Any]) -> Engine:
    """A case at Anordnare A, responsible kv1, of a kund who is in the register and not protected."""
    for batch in spelet("in-1", "Anordnare A", "kv1", "2024-07-01", med_text=True).batcher:
        skriv(motor, batch)
    dokument.spara(motor, "text-in-1", "in-1", "anmal_franvaro", "anordnare:h1", {"orsak": "influensa"})
    with motor.begin() as c:
        c.execute(
            text(
                "INSERT INTO kund (id, personnummer, fodelsedatum, namn, andrad, andrad_av)"
                " VALUES ('kund', '199005022398', '1990-05-02', 'Åsa Ek', now(), 'prov')"
            )
        )
    return motor


@pytest.fixture
def skyddat(motor_med_arende: Engine) -> Engine:
    """The protection begins while the case runs."""
    assert skrivning.andra(motor_med_arende, KV1, KUND, {"skydd": "sekretessmarkering"}, IDAG)
    return motor_med_arende


def loggen(motor: Engine) -> list[tuple[str, str, str]]:
    rader = reversed(oppningar.las(motor, DSS, KUND))
    return [(r.aktor, r.vad, r.utfall) for r in rader if r.vad != "ändring"]


def test_each_door_is_open_to_the_named_and_shut_to_the_rest_as_if_nothing_were_there(skyddat: Engine) -> None:
    for vad, dorr in DORRAR.items():
        for som in (KV2, H1, CHEF, EKONOM, SYSTEMET, FRAMMANDE, DSS):
            assert not dorr(skyddat, som), (vad, som)
        assert dorr(skyddat, KV1), "the responsible karriärvägledare"
    skyddade.namnge(skyddat, CHEF, KUND, H1)
    for vad, dorr in DORRAR.items():
        assert dorr(skyddat, H1), vad
        assert not dorr(skyddat, H2), "a colleague is not named"
    skyddade.ta_bort(skyddat, CHEF, KUND, H1)
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
            skyddade.namnge(skyddat, CHEF, KUND, vem)
        for som in ALLA:
            far = far_se_arende(som, "Anordnare A") and far_oppna_skyddat(
                som, kund=KUND, namngivna={str(v) for v in namngivna}, ansvariga={"kv1"}
            )
            assert (lasning.ett_arende(skyddat, som, "in-1") is not None) == far, som


def test_to_be_named_opens_no_door_that_the_role_does_not_have(skyddat: Engine) -> None:
    for vem in (FRAMMANDE, EKONOM, Aktor(Roll.SOCIALSEKRETERARE, "ss1")):
        skyddade.namnge(skyddat, CHEF, KUND, vem)
    assert lasning.ett_arende(skyddat, FRAMMANDE, "in-1") is None
    assert lasning.ett_arende(skyddat, EKONOM, "in-1") is not None
    assert lasning.ett_dokument(skyddat, EKONOM, "text-in-1") is None
    assert ("ekonom:e1", "texten text-in-1", "nekad") in loggen(skyddat)


def test_what_was_sent_to_the_organisation_is_read_only_by_those_at_it_who_are_named(skyddat: Engine) -> None:
    skyddade.namnge(skyddat, CHEF, KUND, H1)
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
        assert kundlasning.till_start(skyddat, KV1, KUND, "in-2") == (date(1990, 5, 2), None)
        assert kundlasning.till_start(skyddat, KV2, "okänd", "in-2") is None
        with pytest.raises(Avvisning, match=r"kund\.id: kunden finns inte"):
            kundlasning.till_start(skyddat, KV2, KUND, "in-2")
        assert loggen(skyddat) == [(str(KV1), "aktualisering", "oppnad"), (str(KV2), "aktualisering", "nekad")]


class TestNamngivning:
    def test_it_is_kept_who_named_whom_from_when_and_until_when(self, skyddat: Engine) -> None:
        assert skyddade.namnge(skyddat, KV1, KUND, H1)
        assert not skyddade.namnge(skyddat, CHEF, KUND, H1), "already"
        assert skyddade.ta_bort(skyddat, DSS, KUND, H1)
        assert not skyddade.ta_bort(skyddat, DSS, KUND, H1)
        assert skyddade.namnge(skyddat, CHEF, KUND, H1)
        alla = skyddade.namngivna(skyddat, DSS, KUND, alla=True)
        assert [(n.beviljad_av, n.upphord_av) for n in alla] == [(str(KV1), str(DSS)), (str(CHEF), None)]
        assert skyddade.namngivna(skyddat, DSS, KUND) == alla[1:]

    def test_nobody_names_themselves_and_a_strange_karriarvagledare_names_nobody(self, skyddat: Engine) -> None:
        for av, vem, sagt in (
            (CHEF, CHEF, "ingen beslutar om sin egen behörighet"),
            (EKONOM, H1, "görs av kundansvarig"),
            (KV2, H1, "kunden finns inte i registret"),
            (CHEF, SYSTEMET, "bara personal namnges"),
        ):
            for gor in (skyddade.namnge, skyddade.ta_bort):
                with pytest.raises(Avvisning, match=sagt):
                    gor(skyddat, av, KUND, vem)
        assert skyddade.namngivna(skyddat, CHEF, KUND, alla=True) == []
        with pytest.raises(Avvisning, match="kunden finns inte"):
            skyddade.namnge(skyddat, CHEF, "okänd", H1)
        with pytest.raises(Avvisning, match="kunden finns inte"):
            skyddade.namngivna(skyddat, KV2, KUND)
        assert (str(KV2), "behörigheterna", "nekad") in loggen(skyddat)

    def test_it_is_known_whether_anybody_at_the_anordnare_can_open_the_case(self, skyddat: Engine) -> None:
        assert not skyddade.har_namngiven(skyddat, KUND, "Anordnare A")
        skyddade.namnge(skyddat, CHEF, KUND, FRAMMANDE)
        assert not skyddade.har_namngiven(skyddat, KUND, "Anordnare A")
        skyddade.namnge(skyddat, CHEF, KUND, H1)
        assert skyddade.har_namngiven(skyddat, KUND, "Anordnare A")
        assert skyddade.har_namngiven(skyddat, "okänd", "Anordnare A")


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
