"""K4.6: what is read of the threads of a case, by whom, and the receipts of it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, text

from domain.grund.parter import Aktor, Roll
from persistence.arende import meddelandetradar
from persistence.meddelanden import inkorg
from persistence.register.kund import skrivning
from tests.persistence.arende.talat import Talat

A, A2, B = (Aktor(Roll.ANORDNARE, x, f"Anordnare {x[0].upper()}") for x in ("a1", "a2", "b1"))
KV, KV2 = (Aktor(Roll.KARRIARVAGLEDARE, x) for x in ("kv1", "kv2"))
AL = Aktor(Roll.ARBETSLEDARE, "al1")
SS = Aktor(Roll.SOCIALSEKRETERARE, "ss1")

pytestmark = pytest.mark.krav("K4.6")


class Arende(Talat):
    """And read the threads of."""

    def trad(self, som: Aktor, *, kvittera: bool = False) -> meddelandetradar.Trad:
        svar = meddelandetradar.trad(self.motor, som, "in-1", 1, kvittera=kvittera)
        assert svar is not None
        return svar


@pytest.fixture
def arendet(motor: Engine) -> Arende:
    fall = Arende(motor)
    fall.sager(A, "skriv_meddelande", till=["karriarvagledare"], amne="Tider", text="Kan vi börja klockan tio?",
               svar_vantas_av="karriarvagledare")  # fmt: skip
    return fall


def test_a_thread_is_read_with_its_subject_and_words_by_those_it_is_between(arendet: Arende) -> None:
    arendet.sager(KV, "svara_i_trad", trad=1, text="Ja")
    for som in (A, A2, KV, KV2):
        t = arendet.trad(som)
        assert (t.amne, [s.text for s in t.skrivet]) == ("Tider", ["Kan vi börja klockan tio?", "Ja"])
        assert (t.skrivet[0].svar_av, t.skrivet[1].svar_av) == (Roll.KARRIARVAGLEDARE, None)


@pytest.mark.parametrize("som", [B, AL, SS, Aktor(Roll.EKONOM, "e1"), Aktor(Roll.KUND, "ku-1")], ids=str)
def test_a_thread_is_not_there_for_anybody_else(arendet: Arende, som: Aktor) -> None:
    assert meddelandetradar.tradar(arendet.motor, som, "in-1") == []
    assert meddelandetradar.trad(arendet.motor, som, "in-1", 1, kvittera=True) is None
    with arendet.motor.begin() as c:
        assert c.execute(text("SELECT count(*) FROM laskvitto")).scalar_one() == 0


def test_the_named_socialsekreterare_reads_the_threads_it_is_in_and_no_others(arendet: Arende) -> None:
    arendet.sager(KV, "utse_socialsekreterare", till="ss1")
    arendet.sager(KV, "skriv_meddelande", till=["socialsekreterare"], amne="Bistånd", text="x")
    assert meddelandetradar.tradar(arendet.motor, SS, "in-1") == [], "the register does not name it"
    kund = {"id": "ku-1", "namn": "Åsa", "personnummer": "198505022387", "socialsekreterare": "ss1"}
    skrivning.lagg_till(arendet.motor, KV, kund, date(2024, 4, 12))
    with arendet.motor.begin() as c:
        c.execute(text("UPDATE insats SET kund = 'ku-1'"))
    assert [t.trad for t in meddelandetradar.tradar(arendet.motor, SS, "in-1")] == [2]
    assert meddelandetradar.tradar(arendet.motor, Aktor(Roll.SOCIALSEKRETERARE, "ss2"), "in-1") == []


def test_what_one_has_not_read_is_marked_until_it_is_read_and_each_reader_has_a_receipt(arendet: Arende) -> None:
    assert [arendet.trad(som).olasta for som in (A, A2, KV, KV2)] == [0, 1, 1, 1]
    assert arendet.trad(KV, kvittera=True).olasta == 1, "as it was before it was read"
    assert [arendet.trad(som).olasta for som in (A, A2, KV, KV2)] == [0, 1, 0, 1]
    arendet.trad(KV2, kvittera=True)
    arendet.trad(KV, kvittera=True)
    assert [k.aktor for k in arendet.trad(A).skrivet[0].last] == [str(KV), str(KV2)]
    arendet.sager(KV, "svara_i_trad", trad=1, text="Ja")
    assert [arendet.trad(som).olasta for som in (A, KV, KV2)] == [1, 0, 1]


def test_to_read_a_thread_is_to_read_what_told_of_it_in_the_inbox_and_nothing_else(arendet: Arende) -> None:
    fore = {m.rubrik for m in inkorg.inkorg(arendet.motor, KV, bara_olasta=True)}
    arendet.trad(KV, kvittera=True)
    efter = {m.rubrik for m in inkorg.inkorg(arendet.motor, KV, bara_olasta=True)}
    assert fore - efter == {"Fråga att besvara i tråd 1 (§8.4, K4.6)"}


def test_a_closed_thread_says_when_and_the_last_written_in_comes_first(arendet: Arende) -> None:
    arendet.sager(KV, "anteckna_internt", amne="Not", text="x")
    arendet.sager(A, "stang_trad", trad=1)
    lista = meddelandetradar.tradar(arendet.motor, KV, "in-1")
    assert [(t.trad, t.intern, t.stangd is not None) for t in lista] == [(2, True, False), (1, False, True)]
    assert [t.trad for t in meddelandetradar.tradar(arendet.motor, A, "in-1")] == [1]
