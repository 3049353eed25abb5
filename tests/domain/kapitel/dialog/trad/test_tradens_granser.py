"""What may not be written in a thread, how much, by whom, and the notes of one's own organisation."""

from __future__ import annotations

import pytest

from domain.grund.parter import Aktor, Roll
from domain.insats.insats import med
from domain.insats.tradar import Trad
from domain.liv.insyn import ser_post
from tests.domain.kapitel.dialog.trad.traden import ORD, fallet, fraga
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV

SOCIAL = Aktor(Roll.SOCIALSEKRETERARE, "ss1")


@pytest.mark.krav("K4.6", sort="avslag")
def test_nothing_is_written_in_a_closed_thread_and_a_question_of_anothers_is_not_closed_away() -> None:
    fall = fraga(fallet())
    fall.avvisas("K4.6", fall.kv, "2024-04-03", "stang_trad", trad=1, falt="trad")
    fall.anordnare("2024-04-04", "stang_trad", trad=1)
    assert fall.bevakning("svar", "trad-1-1").utfall == "upphord"
    for verb, fakta in (("svara_i_trad", {"text": "x"}), ("stang_trad", {})):
        fall.avvisas("K4.6", fall.kv, "2024-04-05", verb, trad=1, falt="trad", **fakta)


@pytest.mark.krav("K4.6", sort="avslag")
def test_a_thread_that_is_not_ones_own_is_answered_as_one_that_is_not_there() -> None:
    fall = fallet().kv("2024-04-02", "skriv_meddelande", till=["arbetsledare"], **ORD)
    svar = ("K4.6", fall.anordnare, "2024-04-03", "svara_i_trad")
    sagt = [fall.avvisas(*svar, trad=n, text="x", falt="trad") for n in (1, 2)]
    assert sagt[0].replace("tråd 1", "tråd 2") == sagt[1]


@pytest.mark.krav("K4.6", sort="avslag")
@pytest.mark.parametrize(
    ("till", "svarar", "falt"),
    [
        (["anordnare"], None, "till"),
        (["socialsekreterare"], None, "till"),
        (["karriarvagledare"], "anordnare", "svar_vantas_av"),
        (["karriarvagledare"], "arbetsledare", "svar_vantas_av"),
    ],
)
def test_a_message_goes_to_somebody_else_and_is_answered_by_one_who_reads_it(
    till: list[str], svarar: str | None, falt: str
) -> None:
    fall = fallet()
    fakta = {"till": till, **({"svar_vantas_av": svarar} if svarar else {}), **ORD}
    fall.avvisas("K4.6", fall.anordnare, "2024-04-02", "skriv_meddelande", falt=falt, **fakta)


@pytest.mark.krav("K4.6", sort="gräns")
def test_a_subject_and_the_number_of_threads_and_messages_have_a_limit() -> None:
    fall = fallet()
    fall.kv("2024-04-02", "skriv_meddelande", till=["anordnare"], amne="x" * 200, text="x")
    till = {"till": ["anordnare"], "text": "x"}
    fall.avvisas("K4.6", fall.kv, "2024-04-03", "skriv_meddelande", amne="x" * 201, falt="amne", **till)
    fall.insats = med(fall.insats, tradar=(Trad(fall.insats.tradar[0].mellan, meddelanden=500),) * 200)
    fall.avvisas("K4.6", fall.kv, "2024-04-03", "skriv_meddelande", amne="x", falt="kommando", **till)
    fall.avvisas("K4.6", fall.kv, "2024-04-03", "svara_i_trad", trad=1, text="x", falt="trad")


@pytest.mark.krav("K4.6", "K3.7")
@pytest.mark.parametrize(
    ("vem", "laser"),
    [(KV, (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)), (ARBETSLEDARE, (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)),
     (ANORDNARE, (Roll.ANORDNARE,))],
)  # fmt: skip
def test_a_note_is_read_by_ones_own_organisation_and_told_to_nobody(vem: Aktor, laser: tuple[Roll, ...]) -> None:
    fall = fallet().till("2024-04-02T11:59")
    fore = len(fall.meddelanden)
    fall.sager(vem, "2024-04-02", "anteckna_internt", **ORD)
    assert (fall.insats.tradar[0].mellan, len(fall.meddelanden)) == (laser, fore)
    for aktor in (KV, ARBETSLEDARE, ANORDNARE):
        syns = [p for p in fall.poster if p.handelse.slag == "meddelande_skrivet" and ser_post(aktor, p)]
        assert bool(syns) == (aktor.roll in laser)
    fall.avvisas(
        "K4.6", fall.sager, vem, "2024-04-03", "svara_i_trad", trad=1, text="x",
        svar_vantas_av="arbetsledare" if vem is KV else "karriarvagledare", falt="svar_vantas_av",
    )  # fmt: skip


@pytest.mark.krav("K4.6", "K3.7")
def test_what_waits_for_an_answer_beside_the_anordnare_is_no_line_of_the_anordnares() -> None:
    fall = fallet().kv(
        "2024-04-02", "skriv_meddelande", till=["arbetsledare"], svar_vantas_av="arbetsledare", **ORD
    ).till("2024-04-20")  # fmt: skip
    om = [p for p in fall.poster if getattr(p.handelse, "avser", None) == "intern-1-1"]
    assert [p.handelse.slag for p in om] == ["bevakning_oppnad", "paminnelse_skickad", "frist_passerad"]
    assert [ser_post(ANORDNARE, p) for p in om] == [False] * 3
    assert all(ser_post(KV, p) for p in om)


@pytest.mark.krav("K4.6", sort="avslag")
def test_only_the_named_socialsekreterare_writes() -> None:
    fall = fallet().kv("2024-04-02", "utse_socialsekreterare", till="ss1")
    fall.kv("2024-04-02", "skriv_meddelande", till=["socialsekreterare"], **ORD)
    annan = Aktor(Roll.SOCIALSEKRETERARE, "ss2")
    fall.avvisas("K4.6", fall.sager, annan, "2024-04-03", "svara_i_trad", trad=1, text="x", falt="av")
    till = {"till": ["karriarvagledare"], **ORD}
    fall.avvisas("K4.6", fall.sager, annan, "2024-04-03", "skriv_meddelande", falt="av", **till)
    assert fall.sager(SOCIAL, "2024-04-03", "svara_i_trad", trad=1, text="x").insats.tradar[0].meddelanden == 2


@pytest.mark.krav("K4.6", "K0.7")
def test_a_correction_of_something_else_leaves_the_threads_and_their_answers_as_they_are() -> None:
    fall = fraga(fallet().anordnare("2024-04-01", "anmal_franvaro", slag="sjuk", fran="2024-04-01", orsak="x"))
    fall.kv("2024-04-03", "svara_i_trad", trad=1, text="x")
    tradar = fall.insats.tradar
    fall.rattar("2024-04-04", "anmal_franvaro", andringar={"fran": "2024-03-29"}, motivering="x")
    assert (fall.insats.tradar, fall.bevakning("svar", "trad-1-1").utfall) == (tradar, "uppfylld")
    fall.avvisas("K0.7", fall.kv, "2024-04-05", "ratta", vad="svara_i_trad", stryk=True, motivering="x", falt="vad")
