"""Hostile words to what stands beside the cases: in every form of every kind of process, stored by the real writer,
shown as text and handed out to the letter (K3.3)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader

from domain.grund.parter import SYSTEMET
from domain.grund.text import synligt
from domain.processer.alla import PROCESSER
from domain.processer.bestallning import massbyte, villkorsutskick
from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.journal import dokument
from persistence.process import skrivning
from starter.skrivbord.vagar.vid_sidan.slagen import NYA
from starter.skrivbord.vyer.formular import falten
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.domain.processer.gallring.test_gallring import listad
from tests.domain.processer.regelutgava.test_regelutgava import infort
from tests.starter.skrivbord.elakt import liv
from tests.starter.skrivbord.elakt.sidlasare import ELAKT, FLYKT, MALL, SKRIPT, VAND, Sida, farligt, tal
from tests.starter.skrivbord.elakt.test_formularen import PERSONER, aktor, provad
from tests.starter.skrivbord.verktyg.bordet import Bord, eget_bord, formular
from tests.verktyg.processpel import Processpel

pytestmark = pytest.mark.krav("K3.3")

AL, DS, HANNA = aktor("alva"), aktor("dan"), aktor("hanna")
NAR = "2025-02-03T09:00"
ORD = {"anmal_incident": {"beskrivning": SKRIPT}, "bedom_incident": {"motivering": FLYKT},
       "registrera_iakttagelse": {"iakttagelse": MALL}, "besluta_atgard": {"atgard": VAND},
       "svara_atgard": {"svar": SKRIPT}}  # fmt: skip
"""What is written in a process, by kommando, in the order that it is said."""
MED_ORD = ("incident_anmald", "incident_bedomd", "iakttagelse_registrerad", "atgard_beslutad", "atgard_besvarad")
"""The lines that carry it."""


def _incidenten() -> Processpel:
    fakta = {"anordnare": "Anordnare A", "karriarvagledare": "kv1", "arende": liv.ARENDE, "befarad": True}
    fall = Processpel(PROCESSER["personuppgiftsincident"], "incident-1")
    fall.sag(HANNA, NAR, "anmal_incident", upptackt="2025-02-03T08:00", **fakta, **ORD["anmal_incident"])
    fall.sag(HANNA, "2025-02-03T10:00", "registrera_incidentkontakt", tid="2025-02-03T09:30")
    return fall.sag(DS, "2025-02-03T11:00", "bedom_incident", bedomning="anmals", **ORD["bedom_incident"])


def _uppfoljningen() -> Processpel:
    fall = Processpel(PROCESSER["kvalitetsuppfoljning"], "uppfoljning-1").sag(
        AL, NAR, "oppna_uppfoljning", anordnare="Anordnare A", ar=2024
    )
    fall.sag(SYSTEMET, NAR, "registrera_siffror", siffror=[["Insatser", "12"]])
    fall.sag(AL, NAR, "registrera_iakttagelse", villkor="4.2", bedomning="delvis", **ORD["registrera_iakttagelse"])
    fall.sag(AL, NAR, "besluta_atgard", iakttagelse=1, frist="2025-02-28", **ORD["besluta_atgard"])
    return fall.sag(HANNA, "2025-02-20T09:00", "svara_atgard", atgard=1, **ORD["svara_atgard"])


def _bestallda() -> Iterator[Processpel]:
    yield Processpel(massbyte.MASSBYTE, "massbyte-1").sag(AL, NAR, "byt_alla_karriarvagledare", fran="kv1", till="kv2")
    yield Processpel(villkorsutskick.VILLKORSUTSKICK, "utskick-1").sag(
        AL, NAR, "skicka_villkor_till_alla", villkor="2025", galler_fran="2025-03-01"
    )


def _lagg_in(b: Bord, fall: Processpel) -> None:
    """Written as the doors do: the words first, then the line that carries them."""
    verben = {typ.model_fields["kommando"].default for typ in fall.rutin.verb.values()}
    egna = iter([v for v in ORD if v in verben])
    poster = []
    for p in fall.poster:
        if p.av.roll is not SYSTEMET.roll and p.handelse.slag in MED_ORD:
            verb = next(egna)
            dokument.spara(b.motor, id_ := f"{fall.process}-{p.nr}", fall.process, verb, str(p.av), ORD[verb])
            p = replace(p, dokument=id_)  # noqa: PLW2901
        poster.append(post_till_json(fall.rutin, p))
    batch = Processbatch(fall.rutin.slag, fall.process, 0, tuple(poster), tuple(fall.meddelanden))
    skrivning.skriv(b.motor, batch, epost=False)


@pytest.fixture(scope="module")
def ont(postgres: EmbeddedPostgres, inredd: str) -> Iterator[Bord]:
    with eget_bord(postgres, inredd) as b:
        liv.lev(b)
        for fall in (_incidenten(), _uppfoljningen(), infort(), listad(), *_bestallda()):
            _lagg_in(b, fall)
        yield b


SLAGEN = [s for s in PROCESSER if s not in ("anordnarakt", "betalningsmanad")]
FORMULAR = [
    (slag, verb)
    for slag in SLAGEN
    for verb, typ in PROCESSER[slag].verb.items()
    if verb not in NYA and set(typ.roller) & set(PERSONER)
]
IDN = {"personuppgiftsincident": "incident-1", "kvalitetsuppfoljning": "uppfoljning-1", "regelutgava": "utgava-1",
       "gallring": "gallring-1", "massbyte": "massbyte-1", "villkorsutskick": "utskick-1"}  # fmt: skip


def test_every_kind_of_process_has_been_written() -> None:
    assert sorted(IDN) == sorted(SLAGEN) and len(FORMULAR) > 8


@pytest.mark.parametrize(("slag", "verb"), FORMULAR)
def test_the_form_of_a_process_that_goes_on_gives_back_what_was_written(ont: Bord, slag: str, verb: str) -> None:
    typ = PROCESSER[slag].verb[verb]
    for roll in typ.roller:
        if (konto := PERSONER.get(roll)) and ont.som(konto).get(f"/vid-sidan/{IDN[slag]}").status_code == 200:
            vag = f"/vid-sidan/{IDN[slag]}/gor/{verb}"
            provad(ont.som(konto), vag, falten(typ), FORMULAR.index((slag, verb)))
            return
    raise AssertionError(f"ingen får säga {verb}")


@pytest.mark.parametrize("konto", ["dan", "alva", "hanna", "karin", "sam"])
def test_what_was_written_in_a_process_does_nothing_on_its_page(ont: Bord, konto: str) -> None:
    sedda = 0
    for vag in ("/vid-sidan", "/meddelanden?visa=alla", "/", *(f"/vid-sidan/{id_}" for id_ in IDN.values())):
        svar = ont.som(konto).get(vag)
        assert svar.status_code in (200, 404), vag
        assert farligt(svar.text) == [], (vag, farligt(svar.text)[:5])
        sedda += tal([Sida(svar.text).text])
    assert sedda or konto == "sam"


def test_every_word_of_a_process_is_shown_as_it_was_written(ont: Bord) -> None:
    for konto, id_, verben in (
        ("dan", "incident-1", ("anmal_incident", "bedom_incident")),
        ("alva", "uppfoljning-1", ("registrera_iakttagelse", "besluta_atgard", "svara_atgard")),
    ):
        text = " ".join(Sida(ont.som(konto).get(f"/vid-sidan/{id_}").text).text.split())
        for ord_ in (o for v in verben for o in ORD[v].values()):
            assert " ".join(synligt(ord_).split()) in text, (id_, ord_)


@pytest.mark.krav("K3.8")
def test_all_that_is_held_on_a_kund_is_handed_out_to_the_letter_and_runs_nothing(ont: Bord) -> None:
    k, vag = ont.som("dan"), "/registerutdrag"
    dolda = formular(k.get(vag).text, vag)
    svar = k.post(vag, data=dolda | {"kund": liv.KUND, "steg": "json"})
    assert "\u202e" not in svar.text, "what would turn a reader's words about is written as its code"
    allt = json.loads(svar.content)["uppgifter"]
    texterna = json.dumps(allt["dokument"], ensure_ascii=False)
    for ord_ in (*ELAKT, ORD["anmal_incident"]["beskrivning"]):
        assert json.dumps(ord_, ensure_ascii=False)[1:-1] in texterna, ord_[:40]
    assert allt["kund"][0]["namn"] == SKRIPT and allt["fil"][0]["innehall"]
    pdf = k.post(vag, data=dolda | {"kund": liv.KUND, "steg": "pdf"})
    lasare = PdfReader(io.BytesIO(pdf.content))
    rot = lasare.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(rot) and "/JavaScript" not in rot.get("/Names", {})
    assert all("/Annots" not in s and "/AA" not in s for s in lasare.pages)
    assert "alert(1)" in "".join(s.extract_text() for s in lasare.pages)
