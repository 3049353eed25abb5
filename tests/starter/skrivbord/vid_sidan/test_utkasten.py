"""What is begun beside the cases keeps itself: for those who see it, or for who begins it (K3.4, K4.7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.arende import utkast
from persistence.process import skrivning
from tests.domain.processer.kvalitetsuppfoljning.test_kvalitetsuppfoljning import atgardad
from tests.starter.skrivbord.verktyg.bordet import Bord, formular

NY = "/vid-sidan/ny/gor/anmal_incident"
I_DEN = "/vid-sidan/uppfoljning-1/gor/registrera_iakttagelse"
I_AKTEN = "/vid-sidan/anordnare-Anordnare%20A/gor/anmal_forandring"
ORDEN = "Halvskrivet <b>om</b> en pärm"


@pytest.fixture(scope="module")
def med(bord: Bord) -> Bord:
    fall = atgardad()
    poster = tuple(post_till_json(fall.rutin, p) for p in fall.poster)
    skrivning.skriv(bord.motor, Processbatch(fall.rutin.slag, fall.process, 0, poster, ()), epost=False)
    return bord


@pytest.fixture(autouse=True)
def tomt(bord: Bord) -> None:
    utkast.stada(bord.motor, datetime.now(UTC) + timedelta(days=400))


def borja(bord: Bord, konto: str, vag: str, falt: str, ord_: str = ORDEN, aktor: str | None = None):  # type: ignore[no-untyped-def]
    k = bord.som(konto, aktor)
    return k.post(vag, data=formular(k.get(vag).text, vag) | {falt: ord_, "steg": "utkast"})


@pytest.mark.krav("K3.1", "K4.7")
def test_what_begins_a_process_is_kept_for_who_begins_it_alone(med: Bord) -> None:
    assert borja(med, "karin", NY, "beskrivning").status_code == 200
    assert "Halvskrivet &lt;b&gt;om&lt;/b&gt; en pärm" in med.som("karin").get(NY).text
    for konto, aktor in (("kalle", "karriarvagledare:kv2"), ("hanna", None)):
        assert "Halvskrivet" not in med.som(konto, aktor).get(NY).text, konto


@pytest.mark.krav("K16.4", "K4.7")
def test_what_is_written_in_a_process_is_gone_on_with_by_those_of_the_role_who_see_it(med: Bord) -> None:
    assert borja(med, "alva", I_DEN, "iakttagelse").status_code == 200
    kollega = med.som("kalle", "arbetsledare:al2")
    assert "Halvskrivet" in kollega.get(I_DEN).text
    krock = borja(med, "kalle", I_DEN, "iakttagelse", "Mitt eget", "arbetsledare:al2")
    assert krock.status_code == 200, "who has read it goes on with it"
    gammal = med.som("alva")
    forst = formular(gammal.get(I_DEN).text, I_DEN) | {"utkast_version": "1"}
    svar = gammal.post(I_DEN, data=forst | {"iakttagelse": "x", "steg": "utkast"})
    assert svar.status_code == 409 and "Mitt eget" in svar.text and "sparade en annan version" in svar.text
    assert kollega.post(I_DEN, data=formular(kollega.get(I_DEN).text, I_DEN) | {"steg": "kasta"}).status_code == 303
    assert "Mitt eget" not in kollega.get(I_DEN).text


@pytest.mark.krav("K3.4", "K4.7", sort="avslag")
def test_what_one_may_not_see_or_say_is_not_kept_either(med: Bord) -> None:
    for konto, vag, falt in (("bea", I_AKTEN, "beskrivning"), ("karin", I_DEN, "iakttagelse")):
        k = med.som(konto)
        egen = vag.replace("/gor/", "/utkast/")
        kod = k.get("/api/csrf", params={"vag": egen.replace("%20", " ")}).json()["csrf"]
        svar = k.post(egen, data={falt: ORDEN}, headers={"x-csrf": kod, "accept": "application/json"})
        assert svar.status_code in (404, 422), (konto, svar.status_code)
    with med.motor.connect() as c:
        assert c.execute(text("SELECT count(*) FROM utkast")).scalar() == 0


@pytest.mark.krav("K3.5", sort="gräns")
def test_a_record_that_nothing_has_been_said_in_keeps_what_its_own_begin(med: Bord) -> None:
    assert borja(med, "hanna", I_AKTEN, "beskrivning").status_code == 200
    assert "Halvskrivet" in med.som("hugo", "anordnare:h2@Anordnare A").get(I_AKTEN).text


def test_the_script_saves_and_is_told_of_the_other(med: Bord) -> None:
    k, vag = med.som("karin"), "/vid-sidan/ny/utkast/anmal_incident"
    kod = k.get("/api/csrf", params={"vag": vag}).json()["csrf"]
    assert k.post(vag, data={"beskrivning": "Ett"}, headers={"x-csrf": kod}).json()["version"] == 1
    svar = k.post(vag, data={"beskrivning": "Två"}, headers={"x-csrf": kod})
    assert svar.status_code == 409 and "i ett annat fönster" in svar.json()["detail"]
