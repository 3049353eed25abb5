"""§13.4: a reason that is kept from the anordnare, in everything that it is shown."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.forklaring.framsyn import tank_om
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import far_se_arende
from domain.kapitel.slut.avslut import avbrottsdokument
from domain.liv.insyn import DOLD_ORSAK, far_se_texter, orsak_for, post_for
from domain.liv.kommandon import las_kommando
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import midnatt
from starter.visning.json import enkelt
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel

SOCIAL = Aktor(Roll.SOCIALSEKRETERARE, "ss1")
ORSAK = "oforutsedd_handelse"


def dolt(**fakta: Any) -> Spel:
    fall = Spel.pagaende(start="2024-03-11")
    return fall.avsluta("2024-04-10", "2024-04-30", ORSAK, dolj_orsak=True, motivering="hemligt", **fakta)


def beslutspost(fall: Spel) -> Any:
    return [p for p in fall.poster if p.handelse.slag == "avslut_beslutat"][-1]


@pytest.mark.krav("K13.3")
def test_the_history_shows_the_anordnare_only_avbrott_13_4() -> None:
    fall = dolt()
    for post in fall.poster[1:]:  # the first line carries the rules, which name every reason
        assert ORSAK not in str(post_for(ANORDNARE, post))
    assert post_for(ANORDNARE, beslutspost(fall)).handelse.orsak == DOLD_ORSAK  # type: ignore[attr-defined]


@pytest.mark.krav("K13.3")
def test_what_gives_the_reason_away_is_left_out_with_it() -> None:
    post = post_for(ANORDNARE, beslutspost(dolt()))
    assert post.sagt is None
    fakta = enkelt(post.handelse)
    assert {f: fakta[f] for f in ("samtal_datum", "mal_uppnatt")} == {"samtal_datum": None, "mal_uppnatt": None}


@pytest.mark.krav("K13.3")
@pytest.mark.parametrize("aktor", [KV, ARBETSLEDARE])
def test_kv_and_arbetsledare_see_the_reason(aktor: Aktor) -> None:
    post = beslutspost(dolt())
    assert post_for(aktor, post) == post
    assert orsak_for(aktor, ORSAK, dold=True) == ORSAK


@pytest.mark.krav("K13.3")
def test_the_reason_that_a_query_answers_is_hidden_only_when_it_is_to_be() -> None:
    assert orsak_for(ANORDNARE, ORSAK, dold=True) == DOLD_ORSAK
    assert orsak_for(ANORDNARE, ORSAK, dold=False) == ORSAK
    assert dolt().insats.orsak_dold


@pytest.mark.krav("K13.3")
def test_neither_document_nor_message_tells_the_anordnare_the_reason() -> None:
    fall = dolt().till("2024-05-01")
    dokument = avbrottsdokument(fall.insats, beslutspost(fall).handelse)
    assert "Orsak: Avbrott §13.4" in dokument
    assert "oförutsedd" not in dokument.lower() and ORSAK not in dokument
    assert fall.brev("anordnare", "Avbrottsdokument")
    assert not [b for b in fall.brev("anordnare") if "oförutsedd" in b.lower() or ORSAK in b]


@pytest.mark.krav("K13.3")
def test_an_unforeseen_event_that_is_not_kept_back_is_shown() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-10", "2024-04-30", ORSAK)
    assert not fall.insats.orsak_dold
    assert post_for(ANORDNARE, beslutspost(fall)) == beslutspost(fall)


@pytest.mark.krav("K13.3", "K0.7")
def test_a_correction_that_hides_the_reason_tells_neither_what_was_nor_what_is() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-10", "2024-04-30", ORSAK)
    fall.kv("2024-04-11", "ratta", vad="besluta_avslut", andringar={"dolj_orsak": True}, motivering="x")
    assert fall.insats.orsak_dold
    for post in fall.poster[1:]:
        text = f"{post_for(ANORDNARE, post, dold=True)}"
        assert ORSAK not in text


@pytest.mark.krav("K13.3", "K13.2")
def test_a_new_decision_with_an_open_reason_hides_nothing() -> None:
    fall = dolt().avsluta("2024-04-11", "2024-04-30", "kundens_egen_begaran")
    assert not fall.insats.orsak_dold
    assert post_for(ANORDNARE, beslutspost(fall)).handelse.orsak == "kundens_egen_begaran"  # type: ignore[attr-defined]


@pytest.mark.krav("K13.3", sort="avslag")
def test_no_other_reason_can_be_kept_back() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas(
        "K13.3", fall.avsluta, "2024-04-10", "2024-04-30", "kundens_egen_begaran", dolj_orsak=True, falt="dolj_orsak"
    )  # fmt: skip


@pytest.mark.krav("K13.3")
def test_the_lines_that_stay_whole_are_the_same_for_everyone() -> None:
    for post in dolt().poster:
        if post.handelse.slag not in ("avslut_beslutat", "insats_aktualiserad"):
            assert post_for(ANORDNARE, post) == post == post_for(SOCIAL, post)


@pytest.mark.krav("K13.3")
def test_of_a_hidden_decision_the_anordnare_sees_its_day_and_form_and_nothing_that_gives_the_reason_away() -> None:
    post = beslutspost(dolt())
    h = post_for(ANORDNARE, post).handelse
    assert post_for(ANORDNARE, post).sagt is None
    assert (h.orsak, h.samtal_datum, h.mal_uppnatt) == (DOLD_ORSAK, None, None)  # type: ignore[attr-defined]
    assert h.avslutsdatum == post.handelse.avslutsdatum  # type: ignore[attr-defined]


@pytest.mark.krav("K13.3", "K0.7")
def test_of_a_corrected_decision_the_anordnare_sees_that_it_was_corrected_and_neither_what_was_nor_what_is() -> None:
    fall = dolt().kv(
        "2024-04-11", "ratta", vad="besluta_avslut", andringar={"avslutsdatum": "2024-04-29"}, motivering="x"
    )
    rattad = next(p for p in fall.poster if p.handelse.slag == "uppgift_rattad")
    assert rattad.handelse.fore and rattad.handelse.efter  # type: ignore[attr-defined]
    sedd = post_for(ANORDNARE, rattad)
    assert (sedd.handelse.slag, sedd.handelse.fore, sedd.handelse.efter) == ("uppgift_rattad", {}, {})  # type: ignore[attr-defined]
    assert (sedd.sagt, sedd.nr, sedd.tid) == (None, rattad.nr, rattad.tid)
    assert post_for(KV, rattad) == rattad


@pytest.mark.krav("K0.7")
def test_the_correction_of_anything_else_is_shown_whole() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.kv("2024-03-05", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2024-03-12"}, motivering="x")
    rattad = next(p for p in fall.poster if p.handelse.slag == "uppgift_rattad")
    assert post_for(ANORDNARE, rattad) == rattad


@pytest.mark.krav("K13.3", "K0.7")
def test_nothing_but_what_is_hidden_is_taken_out_of_a_line() -> None:
    fall = dolt(mal_uppnatt=True).kv(
        "2024-04-11", "ratta", vad="besluta_avslut", andringar={"avslutsdatum": "2024-04-29"}, motivering="x"
    )
    rattad = next(p for p in fall.poster if p.handelse.slag == "uppgift_rattad")
    dold: Any = DOLD_ORSAK
    ovisst: Any = None
    beslut = beslutspost(fall)
    assert beslut.sagt
    kvar = {"orsak": dold, "samtal_datum": None, "mal_uppnatt": ovisst, "natt_mal": None}
    assert post_for(ANORDNARE, beslut) == replace(beslut, sagt=None, handelse=replace(beslut.handelse, **kvar))
    assert post_for(ANORDNARE, rattad) == replace(
        rattad,
        sagt=None,
        handelse=replace(rattad.handelse, fore={}, efter={}),  # type: ignore[call-arg]
    )


@pytest.mark.krav("K3.7", "K13.3")
def test_what_would_be_is_told_as_what_is() -> None:
    """A decision thought of, and a line of a thread: what the case would not show is not in the answer either."""
    fall = Spel.pagaende(start="2024-03-11")
    beslut = {
        "kommando": "besluta_avslut", "orsak": ORSAK, "avslutsdatum": "2024-04-30", "samtal_datum": "2024-04-09",
        "motivering": "hemligt", "dolj_orsak": True, "nasta_steg": "x",
    }  # fmt: skip
    tankt = tank_om(fall.insats, Inkommet("tankt", KV, las_kommando(beslut)), midnatt(date(2024, 4, 10)))
    assert ORSAK in str(tankt.poster)
    assert tankt.sedd_av(KV) == tankt
    assert ORSAK not in str(tankt.sedd_av(ANORDNARE).poster)
    fraga = {
        "kommando": "skriv_meddelande", "till": ["arbetsledare"], "amne": "x", "text": "y",
        "svar_vantas_av": "arbetsledare",
    }  # fmt: skip
    tankt = tank_om(fall.insats, Inkommet("tankt", KV, las_kommando(fraga)), midnatt(date(2024, 4, 10)))
    assert [b.efter.slag for b in tankt.sedd_av(KV).bevakningar] == ["svar"]
    dolt_ = tankt.sedd_av(ANORDNARE)
    assert (dolt_.bevakningar, [p for p in dolt_.poster if p.handelse.slag != "bevakning_oppnad"]) == ((), [])


@pytest.mark.krav("K4.1")
@pytest.mark.parametrize("roll", list(Roll))
def test_each_role_sees_the_cases_and_the_texts_that_are_its_own(roll: Roll) -> None:
    egen, annan = (far_se_arende(Aktor(roll, "x", org), "A") for org in ("A", "B"))
    alla = {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.EKONOM, Roll.SYSTEM}
    assert annan is (roll in alla)
    assert egen is (roll in alla or roll is Roll.ANORDNARE)
    assert far_se_texter(Aktor(roll, "x", "A"), "A") is (egen and roll not in (Roll.EKONOM, Roll.SYSTEM))
    assert far_se_texter(Aktor(roll, "x", "B"), "A") is (annan and roll not in (Roll.EKONOM, Roll.SYSTEM))
