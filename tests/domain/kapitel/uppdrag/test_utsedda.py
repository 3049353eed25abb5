"""Who is named for a kund and a case, and what is said of it: socialsekreterare and whoever stands in (K6.7, K9.5)."""

from __future__ import annotations

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kapitel.uppdrag.kontaktuppgifter import prova_kontaktuppgifter
from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel, d


@pytest.mark.krav("K9.5")
def test_who_is_named_as_socialsekreterare_is_told_and_another_may_be_named_but_not_the_same() -> None:
    fall = Spel.pagaende().kv("2024-03-12", "utse_socialsekreterare", till="ss1")
    assert [(str(m.till), m.regel, m.rubrik) for m in fall.meddelanden if m.regel == "K9.5"] == [
        ("socialsekreterare", "K9.5", "Du är nu utsedd som kundens socialsekreterare (§9.1, K9.5)")
    ]
    assert rader(fall.poster, "socialsekreterare_utsedd") == [
        Mening("ss1 är utsedd som kundens socialsekreterare", "K9.5")
    ]
    fall.avvisas("K9.5", fall.kv, "2024-03-13", "utse_socialsekreterare", till="ss1", falt="till")
    assert fall.kv("2024-03-13", "utse_socialsekreterare", till="ss2").insats.socialsekreterare == "ss2"


@pytest.mark.krav("K9.5")
def test_a_socialsekreterare_is_taken_away_once_and_another_may_be_named_afterwards() -> None:
    fall = Spel.pagaende()
    fall.avvisas("K9.5", fall.kv, "2024-03-12", "ta_bort_socialsekreterare", falt="kommando")
    fall.kv("2024-03-12", "utse_socialsekreterare", till="ss1").arbetsledare("2024-03-13", "ta_bort_socialsekreterare")
    assert fall.insats.socialsekreterare is None
    assert rader(fall.poster, "socialsekreterare_borttagen") == [
        Mening("ss1 är inte längre kundens socialsekreterare", "K9.5")
    ]
    fall.avvisas("K9.5", fall.kv, "2024-03-14", "ta_bort_socialsekreterare", falt="kommando")
    assert fall.kv("2024-03-14", "utse_socialsekreterare", till="ss1").insats.socialsekreterare == "ss1"


@pytest.mark.krav("K6.7")
def test_who_stands_in_is_told_to_the_kv_with_the_days() -> None:
    fall = Spel.pagaende().anordnare("2024-03-12", "utse_vikarie", vikarie="v1", fran="2024-03-18", till="2024-03-22")
    vad = "v1 vikarierar för handläggaren 2024-03-18–2024-03-22"
    assert rader(fall.poster, "vikarie_utsedd") == [Mening(vad, "K6.7")]
    brev = [(str(m.till), m.regel) for m in fall.meddelanden if m.rubrik == f"{vad} (§7.1, K6.7)"]
    assert brev == [("karriarvagledare", "K6.7")]


@pytest.mark.krav("K6.7", sort="avslag")
def test_whoever_does_not_see_how_the_kund_is_reached_is_told_why() -> None:
    obemannat, slutat = Spel.aktualiserat(), Spel.pagaende().avsluta("2024-04-15", "2024-04-30")
    h1, annan = (Aktor(Roll.ANORDNARE, vem, "A") for vem in ("H1", "a9"))
    for fall, vem, dag, falt, skal in (
        (obemannat, h1, "2024-03-02", "arende", "kundens kontaktuppgifter visas när ärendet är bemannat"),
        (slutat, annan, "2024-03-12", "som", "kundens kontaktuppgifter visas för ärendets handläggare och den som "
         "vikarierar"),
        (slutat, h1, "2024-05-15", "arende", "kundens kontaktuppgifter visades till och med 2024-05-14"),
    ):  # fmt: skip
        with pytest.raises(Avvisning) as nej:
            prova_kontaktuppgifter(fall.insats, vem, d(dag))
        assert (nej.value.regel, nej.value.falt, nej.value.text) == ("K6.7", falt, skal)


@pytest.mark.krav("K6.2")
def test_a_case_that_was_registered_by_mistake_is_said_to_be_so() -> None:
    fall = Spel.aktualiserat().kv("2024-03-01T10:00", "aterkalla_aktualisering", felregistrerad=True, motivering="fel")
    assert rader(fall.poster, "aktualisering_aterkallad") == [
        Mening("Aktualiseringen är återkallad: felregistrering", "K6.2", "sen")
    ]
    rubrik = "Aktualiseringen är återkallad: ärendet var registrerat av misstag (§6.2, K6.2)"
    assert fall.brev("anordnare", "återkallad") == [rubrik]


@pytest.mark.krav("K6.7", sort="avslag")
def test_nobody_stands_in_for_a_handlaggare_whom_the_case_has_not_got() -> None:
    fall = Spel.pagaende().anordnare("2024-03-12", "ratta", vad="bemanna", stryk=True, motivering="fel ärende")
    assert fall.insats.bemanningar == ()
    fall.avvisas(
        "K6.7", fall.anordnare, "2024-03-13", "utse_vikarie", vikarie="v1", fran="2024-03-18", till="2024-03-22",
        falt="vikarie",
    )  # fmt: skip
