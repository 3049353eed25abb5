"""K4.7: files are told by what they hold, kept with their checksum, and read by those who read what carries them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv.kommandon import las_kommando
from domain.liv.rutin import KOMMANDON
from persistence.arende import filer, meddelandetradar
from persistence.arende.filer import Fil
from starter.visning.ordval.lagesord import FILBARARE
from tests.persistence.arende.test_tradar import A2, AL, KV, A, Arende, B
from tests.verktyg.spel import mall

PDF = b"%PDF-1.7\n%%EOF"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(30)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(50)

pytestmark = pytest.mark.krav("K4.7")


def zippad(delar: Iterable[str]) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as z:
        for del_ in delar:
            z.writestr(zipfile.ZipInfo(del_), "<x/>" * 9)  # without the hour: the bytes name a test
    return ut.getvalue()


WORD = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
DOCX = zippad(WORD)


@pytest.fixture
def arendet(motor: Engine) -> Arende:
    return Arende(motor)


def spara(fall: Arende, som: Aktor = A, innehall: bytes = PDF, namn: str = "plan.pdf", hogst: int = 10) -> Fil:
    svar = filer.spara(fall.motor, som, "in-1", namn, innehall, hogst)
    assert svar is not None
    return svar


@pytest.mark.parametrize(("innehall", "slutar"), [(PDF, "pdf"), (PNG, "png"), (JPEG, "jpg"), (DOCX, "docx")])
def test_a_file_is_kept_as_it_is_with_its_checksum_and_named_as_its_kind(
    arendet: Arende, innehall: bytes, slutar: str
) -> None:
    f = spara(arendet, innehall=innehall, namn="C:\\mina\\../intyg.exe")
    assert (f.namn, f.storlek, f.sha256) == (
        f"intyg.exe.{slutar}", len(innehall), hashlib.sha256(innehall).hexdigest()
    )  # fmt: skip
    assert filer.hamta(arendet.motor, A, "in-1", f.id) == (f, innehall)


@pytest.mark.krav("K4.7", sort="avslag")
@pytest.mark.parametrize(
    "innehall",
    [
        b"", b"hej", b"<html><script>1</script>", b"MZ" + bytes(99), b"<html>%PDF-1.7", zippad(["a.txt"]),
        zippad([*WORD, "word/vbaProject.bin"]), zippad(["[Content_Types].xml", "xl/workbook.xml"]), DOCX[:60],
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)  # fmt: skip
def test_what_is_none_of_the_kinds_is_refused_whatever_it_is_called(arendet: Arende, innehall: bytes) -> None:
    with pytest.raises(Avvisning) as fel:
        spara(arendet, innehall=innehall, namn="intyg.pdf")
    assert (fel.value.regel, fel.value.falt) == ("K4.7", "fil")
    assert antal(arendet) == 0


@pytest.mark.krav("K4.7", sort="gräns")
def test_a_file_may_be_as_large_as_the_rule_says_and_no_larger(arendet: Arende) -> None:
    storst = PDF.ljust(1024 * 1024, b" ")
    assert spara(arendet, innehall=storst, hogst=1).storlek == 1024 * 1024
    with pytest.raises(Avvisning, match="högst 1 MB"):
        spara(arendet, innehall=storst + b" ", hogst=1)


def antal(fall: Arende) -> int:
    with fall.motor.begin() as c:
        return int(c.execute(text("SELECT count(*) FROM fil")).scalar_one())


@pytest.mark.krav("K4.7", "K3.7")
def test_a_file_is_its_senders_until_a_message_carries_it_and_then_the_threads(arendet: Arende) -> None:
    f = spara(arendet)
    alla = (A, A2, B, KV, AL, Aktor(Roll.EKONOM, "e1"), Aktor(Roll.SOCIALSEKRETERARE, "ss1"))

    def laser() -> list[Aktor]:
        return [som for som in alla if filer.hamta(arendet.motor, som, "in-1", f.id)]

    assert laser() == [A]
    arendet.sager(A, "skriv_meddelande", till=["karriarvagledare"], amne="x", text="x", bilagor=[f.id])
    assert laser() == [A, A2, KV]
    assert filer.hamta(arendet.motor, A, "in-2", f.id) is None, "asked for in another case"
    assert [b.id for b in arendet.trad(KV).skrivet[0].bilagor] == [f.id]
    assert meddelandetradar.tradar(arendet.motor, AL, "in-1") == []


@pytest.mark.krav("K4.7", sort="avslag")
def test_nobody_carries_anothers_file_or_one_of_another_case_and_no_stranger_puts_one_in(arendet: Arende) -> None:
    f = spara(arendet)
    for av, id_, nekas in ((A, f.id, False), (A2, f.id, True), (KV, f.id, True), (A, "0" * 32, True)):
        fakta = {"till": ["arbetsledare"], "amne": "x", "text": "x", "bilagor": [id_]}
        kommando = las_kommando({"kommando": "skriv_meddelande", **fakta})
        if nekas:
            with pytest.raises(Avvisning, match="inte din att bifoga"):
                filer.prova_bilagor(arendet.motor, "in-1", kommando, av)
        else:
            filer.prova_bilagor(arendet.motor, "in-1", kommando, av)
    with pytest.raises(Avvisning):
        filer.prova_bilagor(arendet.motor, "in-2", las_kommando({**fakta, "kommando": "skriv_meddelande"}), A)
    assert filer.spara(arendet.motor, B, "in-1", "x.pdf", PDF, 10) is None
    assert filer.spara(arendet.motor, Aktor(Roll.EKONOM, "e1"), "in-finns-inte", "x.pdf", PDF, 10) is None


@pytest.mark.krav("K4.7", "K3.7", sort="avslag")
def test_a_message_said_past_the_doors_that_names_anothers_file_carries_nothing(arendet: Arende) -> None:
    f = spara(arendet)
    arendet.sager(KV, "skriv_meddelande", till=["arbetsledare"], amne="x", text="x", bilagor=[f.id])
    assert arendet.trad(KV).skrivet[0].bilagor == ()
    assert [som for som in (A, A2, KV, AL) if filer.hamta(arendet.motor, som, "in-1", f.id)] == [A]


@pytest.mark.krav("K4.7", sort="gräns")
def test_what_no_message_came_to_carry_is_taken_away_and_only_so_many_wait(arendet: Arende) -> None:
    los, buren = spara(arendet), spara(arendet, namn="b.pdf")
    arendet.sager(A, "skriv_meddelande", till=["karriarvagledare"], amne="x", text="x", bilagor=[buren.id])
    with arendet.motor.begin() as c:
        c.execute(text("UPDATE fil SET skapad = now() - interval '8 days'"))
    for n in range(20):
        spara(arendet, namn=f"{n}.pdf")
    assert filer.hamta(arendet.motor, A, "in-1", los.id) is None
    assert filer.hamta(arendet.motor, A, "in-1", buren.id) is not None
    with pytest.raises(Avvisning, match="högst 20 filer"):
        spara(arendet)
    assert spara(arendet, som=KV).av == str(KV)


PLAN = {
    "mal": "arbete", "delmal": ["cv"], "aktiviteter": ["möte"],
    "rubriker": mall("mall.genomforandeplan.AMI2"),
}  # fmt: skip
BAR = {
    "lamna_genomforandeplan": (A, PLAN),
    "ta_emot_intyg": (KV, {"fran": "2024-04-10", "till": "2024-04-20"}),
}


@pytest.mark.krav("K4.7", "K3.7", "K10.1")
@pytest.mark.parametrize("verb", BAR)
def test_a_plan_and_a_certificate_carry_their_files_to_those_who_read_them(arendet: Arende, verb: str) -> None:
    av, falt = BAR[verb]
    arendet.sager(A, "anmal_franvaro", slag="sjuk", fran="2024-04-10", orsak="x")
    f = spara(arendet, som=av)
    assert [(x.fil, x.slag) for x in filer.lista(arendet.motor, av, "in-1") or ()] == [(f, None)]
    arendet.sager(av, verb, **falt, bilagor=[f.id])
    lasare = (A, A2, KV, AL)
    for som in lasare:
        [bifogad] = filer.lista(arendet.motor, som, "in-1") or ()
        assert (bifogad.fil, FILBARARE[bifogad.slag or ""]) == (
            f, {"lamna_genomforandeplan": "genomförandeplan", "ta_emot_intyg": "intyg"}[verb]
        )  # fmt: skip
        assert filer.hamta(arendet.motor, som, "in-1", f.id) == (f, PDF)
    for som in (B, Aktor(Roll.EKONOM, "e1"), Aktor(Roll.SOCIALSEKRETERARE, "ss1")):
        assert not filer.lista(arendet.motor, som, "in-1")
        assert filer.hamta(arendet.motor, som, "in-1", f.id) is None


@pytest.mark.krav("K4.7", "K3.7", sort="avslag")
def test_a_list_shows_no_file_of_a_thread_that_one_is_not_in_nor_anothers_that_waits(arendet: Arende) -> None:
    f, vantar = spara(arendet, som=KV), spara(arendet, som=KV, namn="b.pdf")
    arendet.sager(KV, "skriv_meddelande", till=["arbetsledare"], amne="x", text="x", bilagor=[f.id])
    assert [x.fil.id for x in filer.lista(arendet.motor, KV, "in-1") or ()] == [vantar.id, f.id]
    assert [x.fil.id for x in filer.lista(arendet.motor, AL, "in-1") or ()] == [f.id]
    assert filer.lista(arendet.motor, A, "in-1") == []


def test_whatever_carries_files_has_a_name_for_it_and_every_such_kommando_is_tried_for_whose_they_are() -> None:
    assert set(filer.BARANDE) == set(FILBARARE)
    bar = {verb for verb, typ in KOMMANDON.items() if "bilagor" in typ.model_fields}
    assert {
        "skriv_meddelande", "svara_i_trad", "anteckna_internt", "lamna_genomforandeplan", "klarmarkera_manadsrapport",
        "lamna_slutrapport", "lagg_in_uppdrag", "ta_emot_intyg",
    } == bar  # fmt: skip


@pytest.mark.krav("K4.7", "K0.7", sort="avslag")
def test_files_are_not_put_in_by_a_correction(arendet: Arende) -> None:
    arendet.sager(A, "anmal_franvaro", slag="sjuk", fran="2024-04-10", orsak="x")
    arendet.sager(KV, "ta_emot_intyg", fran="2024-04-10")
    with pytest.raises(Avvisning) as fel:
        las_kommando(
            {"kommando": "ratta", "vad": "ta_emot_intyg", "andringar": {"bilagor": ["0" * 32]}, "motivering": "x"}
        )
    assert (fel.value.regel, fel.value.falt) == ("K0.7", "andringar.bilagor")
