"""Before it is said it is shown: the document that an end sends, and what the month's underlag must show."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from domain.grund.parter import Aktor
from domain.liv.rutin import KOMMANDON
from domain.tid.manad import fore, manad
from domain.tid.tidpunkt import datum
from persistence.arende import lasning
from starter.skrivbord.vyer.formular import falten, las, visat
from starter.skrivbord.vyer.underlag import RAPPORT, SLUTRAPPORT, UNDERLAG, manadens_underlag
from starter.visning.datum import hel_dag, som_dag, som_manad
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i, sag
from tests.verktyg.spel import Spel

KV1 = Aktor.tolka("karriarvagledare:kv1")
AVSLUT = "/arenden/in-exempel01/gor/besluta_avslut"
IDAG = datum(datetime.now(UTC))


def kontroll(bord: Bord, konto: str, vag: str, falt: dict[str, str]) -> str:
    k = bord.som(konto)
    dolda = formular(k.get(vag).text, vag)
    svar = k.post(vag, data=dolda | falt | {"steg": "kontroll"})
    assert svar.status_code == 200, ord_i(svar.text)
    return str(svar.text)


def avbrottsdokumentet(sidan: str) -> str | None:
    del_ = re.search(r'aria-labelledby="dokumentet">.*?<p class="govuk-body fritext">(.*?)</p>', sidan, re.S)
    return html.unescape(del_[1]) if del_ else None


@pytest.mark.krav("K13.1", "K13.3")
def test_the_document_is_read_before_it_is_sent_and_is_the_one_that_is_sent(bord: Bord) -> None:
    beslut = {
        "avslutsdatum": f"{IDAG + timedelta(days=20)}", "orsak": "oforutsedd_handelse", "dolj_orsak": "ja",
        "mal_uppnatt": "nej", "nasta_steg": "Kontakt med vården.",
    }  # fmt: skip
    sett = avbrottsdokumentet(kontroll(bord, "karin", AVSLUT, beslut))
    assert sett is not None and "AVBROTTSDOKUMENT" in sett and f"Avslutsdatum: {beslut['avslutsdatum']}" in sett
    assert "Orsak: Avbrott §13.4" in sett and "oförutsedd" not in sett.lower(), "as the anordnare will read it"
    sag(bord, "in-exempel01", KV1, {
        "kommando": "besluta_avslut", "avslutsdatum": beslut["avslutsdatum"], "orsak": "oforutsedd_handelse",
        "dolj_orsak": True, "mal_uppnatt": False, "nasta_steg": "Kontakt med vården.",
    })  # fmt: skip
    (sant,) = (d for d in lasning.dokument(bord.motor, KV1, "in-exempel01") if d.slag == "avbrottsdokument")
    assert sant.innehall["text"].strip() == sett.strip()


@pytest.mark.krav("K13.1", sort="gräns")
def test_what_decides_no_end_shows_no_document(bord: Bord) -> None:
    falt = {"slag": "sjuk", "fran": f"{IDAG}", "till": f"{IDAG}", "orsak": "Feber"}
    sidan = kontroll(bord, "hanna", "/arenden/in-exempel04/gor/anmal_franvaro", falt)
    assert "Kontrollera innan" in sidan and avbrottsdokumentet(sidan) is None and "Underlaget för" not in sidan


@pytest.mark.krav("K14.1", "K14.4")
def test_a_reports_check_tells_what_its_underlag_must_show_and_what_holds_it(bord: Bord) -> None:
    vag = "/arenden/in-exempel03/gor/klarmarkera_manadsrapport"
    tom = bord.som("hanna").get(vag).text
    m = fore(manad(IDAG))
    falt = dict.fromkeys(re.findall(r'name="(rubriker\.[a-z_]+)"', tom), "Ej aktuellt – inget nytt.")
    falt |= dict.fromkeys(re.findall(r'name="(delmal\.\d+)"', tom), "pagar")
    falt |= {"manad": m, "uppfoljning_datum": f"{m}-20", "mal": "pagar"}
    sidan = ord_i(kontroll(bord, "hanna", vag, falt))
    assert "Underlaget för" in sidan and "Beloppet är inte beslutat än" in sidan
    assert "checkbelopp saknas" in sidan, "why it is held"


@pytest.mark.krav("K14.4", "K14.7")
def test_the_amount_is_what_is_computed_with_the_report_in() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03")
    u = manadens_underlag(fall.insats, RAPPORT, "2024-03")
    assert u is not None and (u.visar, str(u.senast)) == (Decimal("2713.20"), "2024-04-07")
    assert u.rad.forklaring and u.rad.belopp == u.visar
    klart = manadens_underlag(fall.fakturera("2024-03", "2024-04-03").insats, RAPPORT, "2024-03")
    assert klart is not None and klart.senast is None, "it has come"


@pytest.mark.krav("K14.4", sort="gräns")
def test_a_final_report_is_of_the_last_month_and_other_words_of_none() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    assert manadens_underlag(fall.insats, "registrera_kundkontakt", "2024-03") is None
    assert manadens_underlag(fall.insats, RAPPORT, "2023-01") is None
    assert manadens_underlag(fall.insats, SLUTRAPPORT, "") is None, "its last month has not begun"


@pytest.mark.krav("K14.4", "K14.7")
def test_an_underlag_is_written_beside_the_amount_that_it_must_show(bord: Bord) -> None:
    i = lasning.tillstand(bord.motor, None, "in-exempel03")
    assert i is not None
    m = min(i[0].insatsmanader)
    hanna, vag = bord.som("hanna"), "/arenden/in-exempel03/gor/lamna_faktureringsunderlag"
    u = manadens_underlag(i[0], UNDERLAG, m)
    assert u is not None and u.rad.avser == m
    text = ord_i(hanna.get(f"{vag}?manad={m}").text)
    visar = "Beloppet är inte beslutat än" if u.visar is None else "Faktureringsunderlaget ska visa"
    assert f"Underlaget för {som_manad(m)}" in text and visar in text
    assert "Underlaget för" not in ord_i(hanna.get(vag).text), "of no month nothing is known"
    assert "Underlaget för" not in ord_i(hanna.get(f"{vag}?manad=1999-01").text)


@pytest.mark.krav("K0.1")
def test_a_day_and_a_month_are_shown_as_swedes_write_them_however_they_were_written(bord: Bord) -> None:
    igar = IDAG - timedelta(days=1)
    falt = {"slag": "sjuk", "fran": f"{igar}", "till": hel_dag(igar).partition(" ")[2], "orsak": "Feber"}
    text = ord_i(kontroll(bord, "hanna", "/arenden/in-exempel05/gor/anmal_franvaro", falt))
    assert text.count(hel_dag(igar)) >= 2, text
    assert som_dag("2024-02-30") == "2024-02-30" and som_manad("2024-13") == "2024-13", "what is none stays as it was"
    assert som_dag("tors 28 mars 2024") == "torsdag 28 mars 2024" and som_manad("2024-03") == "mars 2024"


@pytest.mark.krav("K10.6")
def test_several_days_may_be_written_as_one_may(bord: Bord) -> None:
    falt = next(f for f in falten(KOMMANDON["meddela_ogiltig_franvaro"]) if f.sort == "datumen")
    sagt = las([falt], {falt.namn: "28 mars 2024\n2024-03-29"}, "meddela_ogiltig_franvaro")
    assert sagt[falt.namn] == ["2024-03-28", "2024-03-29"]
    assert visat(falt, "28 mars 2024\n2024-03-29") == "torsdag 28 mars 2024\nfredag 29 mars 2024"
