"""Nothing typed is lost: a login that ends, a service that is away, a colleague in the same form (K3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from persistence import tabeller
from persistence.arende import utkast
from starter.provkorning.exempelliv import sista_klar
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.tjanster import arendet
from tests.starter.skrivbord.verktyg.bordet import Bord, eget_bord, formular

GOR = "/arenden/in-exempel03/gor/klarmarkera_manadsrapport"
TEXT = "Kunden har börjat sin praktik.\nÖvrigt: <b>inget</b> & ”citat”."
FALT = "rubriker.progression"


@pytest.fixture(scope="module")
def bord_(postgres: EmbeddedPostgres, inredd: str) -> Iterator[Bord]:
    with eget_bord(postgres, inredd) as b:
        yield b


@pytest.fixture
def bord(bord_: Bord) -> Bord:
    """The same desk for all, with no drafts on it."""
    bord_.klocka.fram = timedelta()
    utkast.stada(bord_.motor, datetime.now(UTC) + timedelta(days=400))
    return bord_


def spara(bord: Bord, konto: str, text: str, version: str = "0", aktor: str | None = None, steg: str = "utkast"):  # type: ignore[no-untyped-def]
    k = bord.som(konto, aktor)
    gomt = formular(k.get(GOR).text, GOR)
    return k.post(GOR, data=gomt | {"utkast_version": version, FALT: text, "steg": steg})


@pytest.mark.krav("K4.7")
def test_a_draft_is_gone_on_with_by_the_organisation_and_thrown_away(bord: Bord) -> None:
    assert spara(bord, "hanna", TEXT).status_code == 200
    kollega = bord.som("hugo", "anordnare:h2@Anordnare A")
    sida = kollega.get(GOR).text
    assert "Övrigt: &lt;b&gt;inget&lt;/b&gt; &amp; ”citat”." in sida
    assert "anordnare h1 hos Anordnare A" in sida and formular(sida, GOR)["utkast_version"] == "1"
    svar = kollega.post(GOR, data=formular(sida, GOR) | {"steg": "kasta"})
    assert svar.status_code == 303
    assert "praktik" not in kollega.get(GOR).text


@pytest.mark.krav("K4.7", sort="gräns")
def test_a_draft_says_nothing_to_the_case_and_starts_no_clock(bord: Bord) -> None:
    av = Aktor.tolka("anordnare:h1@Anordnare A")
    fore, poster = arendet.tillstand(bord.motor, av, "in-exempel03")
    assert spara(bord, "hanna", TEXT).status_code == 200
    assert arendet.tillstand(bord.motor, av, "in-exempel03") == (fore, poster)
    assert not any("praktik" in str(d.innehall) for d in arendet.texter(bord.motor, av, "in-exempel03"))


@pytest.mark.krav("K3.4", "K4.7", sort="avslag")
def test_a_draft_is_no_other_organisations_and_not_the_municipalitys(bord: Bord) -> None:
    spara(bord, "hanna", TEXT)
    for konto, aktor in (("bea", None), ("hugo", "anordnare:b2@Anordnare B"), ("karin", None), ("alva", None)):
        assert "praktik" not in bord.som(konto, aktor).get(GOR).text, konto
    plats = utkast.Utkastplats("in-exempel03", "klarmarkera_manadsrapport")
    with bord.motor.connect() as c:
        (rad,) = c.execute(
            select(
                tabeller.skrivbord.utkast.c.agare,
                tabeller.skrivbord.utkast.c.kommando,
                tabeller.skrivbord.utkast.c.avser,
            )
        ).all()
    vantas = sista_klar(datum(datetime.now(UTC)), "saknas")
    assert rad == ("anordnare@Anordnare A", plats.kommando, vantas), "with the month that its form is of"


@pytest.mark.krav("K4.7", sort="gräns")
def test_two_in_the_same_form_see_each_other_and_choose(bord: Bord) -> None:
    assert spara(bord, "hanna", "Hannas text").status_code == 200
    svar = spara(bord, "hugo", "Hugos text", aktor="anordnare:h2@Anordnare A")
    assert svar.status_code == 409
    assert "Hannas text" in svar.text and "Hugos text" in svar.text
    assert "Anordnare h1 hos anordnare a sparade en annan version" in svar.text.replace("Anordnare A", "anordnare a")
    version = formular(svar.text, GOR)["utkast_version"]
    assert spara(bord, "hugo", "Båda texterna", version, "anordnare:h2@Anordnare A").status_code == 200
    assert "Båda texterna" in bord.som("hanna").get(GOR).text


@pytest.mark.krav("K4.7")
def test_what_a_colleague_has_begun_meanwhile_is_told_before_ones_own_is_sent(bord: Bord) -> None:
    vag, idag = "/arenden/in-exempel01/gor/anmal_franvaro", datum(datetime.now(UTC))
    falt = {"slag": "sjuk", "fran": f"{idag}", "orsak": "Feber"}
    hugo, hanna = bord.som("hugo", "anordnare:h2@Anordnare A"), bord.som("hanna")
    gomt = formular(hugo.get(vag).text, vag)
    ensam = hugo.post(vag, data=gomt | falt | {"steg": "kontroll"})
    assert ensam.status_code == 200 and "Bekräftar du är det din text" not in ensam.text
    hanna.post(vag, data=formular(hanna.get(vag).text, vag) | {"orsak": "Hosta", "steg": "utkast"})
    svar = hugo.post(vag, data=gomt | falt | {"steg": "kontroll"})
    assert "Anordnare h1 hos Anordnare A sparade en annan version" in svar.text
    assert "Bekräftar du är det din text som skickas." in svar.text and "Feber" in svar.text
    egen = hanna.post(vag, data=formular(hanna.get(vag).text, vag) | falt | {"steg": "kontroll"})
    assert "Bekräftar du är det din text" not in egen.text, "one's own draft is no colleague's"


def test_the_script_saves_and_is_told_of_the_other(bord: Bord) -> None:
    k, vag = bord.som("hanna"), "/arenden/in-exempel03/utkast/klarmarkera_manadsrapport"
    kod = k.get("/api/csrf", params={"vag": vag}).json()["csrf"]
    forst = k.post(vag, data={FALT: "Ett"}, headers={"x-csrf": kod})
    assert forst.json()["version"] == 1
    sedan = k.post(vag, data={FALT: "Två"}, headers={"x-csrf": kod})
    assert sedan.status_code == 409 and "Du sparade en annan version i ett annat fönster" in sedan.json()["detail"]
    assert k.post(vag, data={FALT: "Två", "utkast_version": "1"}, headers={"x-csrf": kod}).json()["version"] == 2
    assert k.post(vag, data={FALT: "x"}, headers={"accept": "application/json"}).status_code == 403
    fel = "/arenden/in-exempel03/utkast/besluta_avslut"
    kod = k.get("/api/csrf", params={"vag": fel}).json()["csrf"]
    assert k.post(fel, data={"motivering": "x"}, headers={"x-csrf": kod}).status_code == 422


@pytest.mark.krav("K3.4")
def test_what_was_written_when_the_login_ended_is_sent_again_from_the_page_that_says_so(bord: Bord) -> None:
    k = bord.som("hanna")
    gomt = formular(k.get(GOR).text, GOR)
    bord.klocka.fram = timedelta(hours=11)
    svar = k.post(GOR, data=gomt | {FALT: TEXT, "steg": "utkast"})
    assert svar.status_code == 401 and "praktik" in svar.text and "Logga in igen" in svar.text
    bord.logga_in(k, "hanna")
    igen = k.post(GOR, data=formular(svar.text, GOR) | {"csrf": "", FALT: TEXT})
    assert igen.status_code == 403 and "praktik" in igen.text
    assert k.post(GOR, data=formular(igen.text, GOR) | {FALT: TEXT, "steg": "utkast"}).status_code == 200
    assert "praktik" in k.get(GOR).text


def test_what_was_written_while_no_worker_could_be_reached_comes_back_to_be_sent_again(bord: Bord) -> None:
    k, vag = bord.som("hanna"), "/arenden/in-exempel08/gor/bemanna"
    gomt = formular(k.get(vag).text, vag)
    svar = k.post(vag, data=gomt | {"handlaggare": "h1", "steg": "gor"})
    assert svar.status_code == 503 and "det du skrev finns kvar här" in svar.text
    kvar = formular(svar.text, vag)
    assert (kvar["handlaggare"], kvar["id"], kvar["steg"]) == ("h1", gomt["id"], "gor")


def test_what_nobody_goes_on_with_is_taken_away(bord: Bord) -> None:
    spara(bord, "hanna", TEXT)
    nu = datetime.now(UTC)
    assert utkast.stada(bord.motor, nu - utkast.HALLS) == 0
    assert utkast.stada(bord.motor, nu + timedelta(minutes=1)) == 1


@pytest.mark.krav("K3.3")
def test_a_line_break_as_browsers_send_it_is_a_line_break_on_every_page_on_the_way(bord: Bord) -> None:
    k, vag, tva_rader = bord.som("karin"), "/arenden/in-exempel01/gor/registrera_brist", "Rad ett.\r\nRad två."
    gomt = formular(k.get(vag).text, vag)
    namn = next(n for n in re.findall(r'<textarea[^>]* name="([^"]+)"', k.get(vag).text))
    falt = {"sort": "brister_i_uppdrag", namn: tva_rader}
    for steg in ("kontroll", "utkast", "gor"):  # the last finds no worker, and gives it back to be sent again
        html = k.post(vag, data=gomt | falt | {"steg": steg}).text
        assert "Rad ett.\nRad två." in html and "\ufffd" not in html, steg
    k.post(vag, data=gomt | falt | {"steg": "kasta"})


@pytest.mark.krav("K4.6", "K4.7")
def test_a_message_that_is_begun_is_kept_for_its_writer_alone(bord: Bord) -> None:
    vag = "/arenden/in-exempel01/meddelanden/ny"
    k = bord.som("karin")
    begynt = {"amne": "Ett ämne", "text": "Börjat på", "till": ["anordnare", "arbetsledare"], "steg": "utkast"}
    sparad = k.post(vag, data=formular(k.get(vag).text, vag) | begynt)
    assert sparad.status_code == 200 and "Börjat på" in sparad.text
    igen = k.get(vag).text
    assert "Ett ämne" in igen and "Börjat på" in igen and len(re.findall(r'name="till"[^>]* checked', igen)) == 2
    for konto, aktor in (("kalle", "karriarvagledare:kv2"), ("alva", None), ("hanna", None)):
        assert "Börjat på" not in bord.som(konto, aktor).get(vag).text, konto
    egen = "/arenden/in-exempel01/utkast/skriv_meddelande"
    kod = k.get("/api/csrf", params={"vag": egen}).json()["csrf"]
    skript = k.post(egen, data={"text": "Skrivet vidare", "utkast_version": "1"}, headers={"x-csrf": kod})
    assert skript.json()["version"] == 2 and "Skrivet vidare" in k.get(vag).text
    assert k.post(vag, data=formular(k.get(vag).text, vag) | {"steg": "kasta"}).status_code == 303
    assert "Skrivet vidare" not in k.get(vag).text


@pytest.mark.krav("K4.6")
def test_an_answer_that_is_begun_is_kept_for_its_thread(bord: Bord) -> None:
    vag = "/arenden/in-exempel02/meddelanden/1"
    k = bord.som("karin")
    k.post(vag, data=formular(k.get(vag).text, vag) | {"text": "Ett halvt svar", "steg": "utkast"})
    assert "Ett halvt svar" in k.get(vag).text
    assert "Ett halvt svar" not in k.get("/arenden/in-exempel02/meddelanden/ny").text


@pytest.mark.krav("K3.4")
def test_a_new_case_that_is_begun_is_kept_for_the_kund_and_for_who_begins_it(bord: Bord) -> None:
    vag, kund = "/nytt-arende", "/nytt-arende?kund=ku-exempel08"
    k = bord.som("karin")
    begynt = {"insats": "AMI2", "framtidsplan": "Dnr 17, under arbete", "steg": "utkast"}
    assert k.post(vag, data=formular(k.get(kund).text, vag) | begynt).status_code == 200
    assert "Dnr 17, under arbete" in k.get(kund).text
    assert "Dnr 17" not in k.get("/nytt-arende?kund=ku-exempel01").text
    assert "Dnr 17" not in bord.som("kalle", "karriarvagledare:kv2").get(kund).text
    gomt = formular(k.get(kund).text, vag)
    assert k.post(vag, data=gomt | {"steg": "kasta"}).headers["location"] == kund
    assert "Dnr 17" not in k.get(kund).text
