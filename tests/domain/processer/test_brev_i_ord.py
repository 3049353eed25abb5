"""What the processes of two people and of the yearly review tell, each sentence whole (K3.8, K16.4, K16.5)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.gallring.rutin import GALLRING
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.process import Effekt
from domain.processer.regelutgava.rutin import REGELUTGAVA
from tests.verktyg.processpel import Processpel

AL, DS = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
SS, E1, E2 = Aktor(Roll.SYSTEMSPECIALIST, "ss1"), Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
H1 = Aktor(Roll.ANORDNARE, "h1", "A")
NAR = "2024-03-01T09:00"

Brev = list[tuple[str, str | None, str]]


def nya(fall: Processpel, av: Aktor, nar: str, verb: str, **fakta: Any) -> Brev:
    """The letters of what is said: to which role, of which part, with which heading."""
    fore = len(fall.meddelanden)
    fall.sag(av, nar, verb, **fakta)
    return [(str(m.till), m.part, m.rubrik) for m in fall.meddelanden[fore:]]


def bada(text: str) -> Brev:
    """To the anordnare of the review, and to the arbetsledare."""
    return [("anordnare", "A", text), ("arbetsledare", None, text)]


@pytest.mark.krav("K16.4")
def test_each_step_of_a_yearly_review_is_told_to_whoever_is_to_act_on_it() -> None:
    vad = "Kvalitetsuppföljning 2024 av A:"
    fall = Processpel(KVALITETSUPPFOLJNING, "uppfoljning-1")
    assert nya(fall, AL, "2025-02-03T09:00", "oppna_uppfoljning", anordnare="A", ar=2024) == [
        ("anordnare", "A", f"{vad} är öppnad (§1.1, K16.4)")
    ]
    assert nya(fall, SYSTEMET, "2025-02-03T09:00", "registrera_siffror", siffror=[]) == []
    sett = {"villkor": "4.2", "bedomning": "delvis", "iakttagelse": "sena planer"}
    for _ in range(2):
        assert nya(fall, AL, "2025-02-04T09:00", "registrera_iakttagelse", **sett) == []
    assert nya(fall, AL, "2025-02-05T09:00", "besluta_atgard", iakttagelse=1, atgard="x", frist="2025-02-28") == [
        ("anordnare", "A", f"{vad} en åtgärd ska besvaras senast 2025-02-28 (§1.1, K16.4)")
    ]
    assert nya(fall, H1, "2025-02-20T09:00", "svara_atgard", atgard=1, svar="x") == [
        ("arbetsledare", None, f"{vad} åtgärd 1 är besvarad; granska svaret (§1.1, K16.4)")
    ]
    anyo = {"atgard": 1, "beslut": "aterremiss", "motivering": "x", "frist": "2025-03-14"}
    assert nya(fall, AL, "2025-03-03T09:00", "granska_atgard", **anyo) == [
        ("anordnare", "A", f"{vad} åtgärd 1 ska besvaras på nytt senast 2025-03-14 (§1.1, K16.4)")
    ]
    nya(fall, H1, "2025-03-10T09:00", "svara_atgard", atgard=1, svar="x")
    assert nya(fall, AL, "2025-03-11T09:00", "granska_atgard", atgard=1, beslut="godkand") == [
        ("anordnare", "A", f"{vad} åtgärd 1 är godkänd (§1.1, K16.4)")
    ]
    igen = fall.avvisas("K16.4", AL, "2025-03-11T09:01", "granska_atgard", atgard=1, beslut="godkand")
    assert igen == "atgard: åtgärden är redan godkänd (K16.4, §1.1)"
    assert nya(fall, AL, "2025-03-11T10:00", "stryk_i_uppfoljning", vad="iakttagelse", nummer=2, motivering="x") == [
        ("anordnare", "A", f"{vad} en iakttagelse är struken (§1.1, K16.4)")
    ]
    assert nya(fall, AL, "2025-03-11T11:00", "stryk_i_uppfoljning", vad="atgard", nummer=1, motivering="x") == [
        ("anordnare", "A", f"{vad} åtgärd 1 är struken (§1.1, K16.4)")
    ]
    assert nya(fall, AL, "2025-03-11T12:00", "signera_uppfoljning", sammanfattning="x") == bada(
        f"{vad} är signerad (§1.1, K16.4)"
    )


@pytest.mark.krav("K16.4", sort="avslag")
def test_nothing_is_said_in_a_review_that_is_not_opened() -> None:
    fall = Processpel(KVALITETSUPPFOLJNING, "uppfoljning-9")
    nej = fall.avvisas("K16.4", AL, NAR, "signera_uppfoljning", sammanfattning="x")
    assert nej == "kommando: uppföljningen är inte öppnad (K16.4, §1.1)"


ARET = {"utgava": "2025", "beslut": "NAF 1", "fran": "2025-01-01", "till": "2025-12-31", "ami": "4000"}


def infort() -> Processpel:
    return Processpel(REGELUTGAVA, "utgava-1").sag(E1, NAR, "foresla_checkbelopp", **ARET)


@pytest.mark.krav("K16.5")
def test_values_that_are_entered_are_told_to_those_who_attest_and_in_operation_to_the_systemspecialist_too() -> None:
    vad, slut = "Utgåvan 2025 (beslut NAF 1)", "(§14.1, K16.5)"
    fall = Processpel(REGELUTGAVA, "utgava-1")
    vantar = f"{vad} är införd och väntar på attest av någon annan {slut}"
    assert nya(fall, E1, NAR, "foresla_checkbelopp", **ARET) == [
        ("ekonom", None, vantar), ("arbetsledare", None, vantar)
    ]  # fmt: skip
    assert nya(fall, E2, NAR, "attestera_varden") == []
    galler = f"{vad} gäller; pågående ärenden får den i natt {slut}"
    roller = ("ekonom", "arbetsledare", "systemspecialist")
    assert nya(fall, SYSTEMET, NAR, "registrera_inforande") == [(roll, None, galler) for roll in roller]
    borta = f"{vad} är tillbakadragen och gäller inte {slut}"
    assert nya(infort(), E1, NAR, "dra_tillbaka_varden", skal="fel år") == [
        ("ekonom", None, borta), ("arbetsledare", None, borta)
    ]  # fmt: skip


@pytest.mark.krav("K16.5", sort="avslag")
def test_what_is_not_entered_is_not_attested() -> None:
    nej = Processpel(REGELUTGAVA, "utgava-9").avvisas("K16.5", E2, NAR, "attestera_varden")
    assert nej == "kommando: det finns inga värden att ta ställning till (K16.5, §14.1)"


@pytest.mark.krav("K3.8")
@pytest.mark.parametrize(
    ("antal", "vad"),
    [
        ((1, 1, 1), "1 kund, 1 ärende och 1 tidigare anställd"),
        ((2, 3, 2), "2 kunder, 3 ärenden och 2 tidigare anställda"),
        ((0, 0, 1), "0 kunder, 0 ärenden och 1 tidigare anställd"),
    ],
)
def test_a_list_of_what_is_to_be_weeded_out_says_how_much_and_who_proposed_it_learns_that_it_came_back(
    antal: tuple[int, int, int], vad: str
) -> None:
    fall = Processpel(GALLRING, "gallring-1").sag(SS, NAR, "foresla_gallring", dag="2024-03-01")
    assert GALLRING.rad(fall.lage).rubrik == "Gallring till 2024-03-01"
    listan = dict(zip(("kunder", "arenden", "personal"), antal, strict=True))
    vantar = f"Gallringen gallring-1 väntar på två underskrifter: {vad} (K3.8)"
    assert nya(fall, SYSTEMET, NAR, "registrera_gallringslista", **listan) == [
        ("arbetsledare", None, vantar), ("dataskyddssamordnare", None, vantar)
    ]  # fmt: skip
    assert nya(fall, AL, NAR, "underteckna_gallring") == []
    assert nya(fall, DS, NAR, "aterlamna_gallring", skal="x") == [
        ("systemspecialist", "ss1", "Gallringen gallring-1 är återlämnad (K3.8)")
    ]


@pytest.mark.krav("K3.8")
def test_what_two_have_signed_is_weeded_out_to_the_day_of_the_proposal_and_no_other() -> None:
    fall = Processpel(GALLRING, "gallring-1").sag(SS, NAR, "foresla_gallring", dag="2024-02-29")
    fall.sag(SYSTEMET, NAR, "registrera_gallringslista", kunder=1, arenden=0, personal=0)
    fall.sag(AL, NAR, "underteckna_gallring").sag(DS, NAR, "underteckna_gallring")
    argument = {"gallring": "gallring-1", "dag": "2024-02-29", "arende_manader": 60}
    assert list(GALLRING.effekter(fall.lage)) == [
        Effekt("gallra", "gallra", argument, "gallrar till 2024-02-29 · K3.8")
    ]
    gjord = "Gallringen gallring-1 är gjord: 1 rad ur listan (K3.8)"
    assert nya(fall, SYSTEMET, NAR, "registrera_gallring", gallrade=1, undantagna=0) == [
        ("arbetsledare", None, gjord), ("dataskyddssamordnare", None, gjord)
    ]  # fmt: skip


@pytest.mark.krav("K3.8", sort="avslag")
def test_a_gallring_that_nobody_has_proposed_is_not_signed() -> None:
    nej = Processpel(GALLRING, "gallring-9").avvisas("K3.8", AL, NAR, "underteckna_gallring")
    assert nej.startswith("kommando: gallringen är inte föreslagen (K3.8")
