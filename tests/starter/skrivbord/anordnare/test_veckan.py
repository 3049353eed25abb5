"""The week of an anordnare's kunder on one page: a row a kund, a column a day, one form for all of it (§7.2, §10)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from persistence.journal.veckans import antecknat
from starter.tjanster.kunden.veckan import att_saga
from tests.starter.skrivbord.conftest import Sitter, axe
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i, sag

VAG = "/veckan"
HANNA = Aktor.tolka("anordnare:h1@Anordnare A")
MAN, TIS, ONS, FRE = (date(2024, 3, d) for d in (11, 12, 13, 15))


@pytest.mark.krav("K7.2", "K10.0")
def test_days_of_the_same_absence_are_one_and_each_contact_is_its_own() -> None:
    fyllt = {
        ("in-b", MAN): "franvaro-sjuk", ("in-b", TIS): "franvaro-sjuk", ("in-b", ONS): "kontakt-telefon",
        ("in-b", FRE): "franvaro-sjuk", ("in-a", TIS): "uteblev",
    }  # fmt: skip
    sagt = att_saga(fyllt, {"in-b": "Feber."})
    assert [
        (s.arende, s.data["kommando"], s.data.get("fran") or s.data["datum"], s.data.get("till")) for s in sagt
    ] == [
        ("in-a", "registrera_uteblivande", "2024-03-12", None),
        ("in-b", "anmal_franvaro", "2024-03-11", "2024-03-12"),
        ("in-b", "registrera_kundkontakt", "2024-03-13", None),
        ("in-b", "anmal_franvaro", "2024-03-15", "2024-03-15"),
    ]
    assert len({s.nyckel for s in sagt}) == 4


@pytest.mark.krav("K10.0", sort="avslag")
@pytest.mark.parametrize(
    ("val", "orsak", "falt"), [("franvaro-sjuk", " ", "orsak.in-a"), ("semester", "x", "d.in-a.2024-03-11")]
)
def test_an_absence_without_a_reason_and_what_is_no_choice_are_refused(val: str, orsak: str, falt: str) -> None:
    with pytest.raises(Avvisning) as nej:
        att_saga({("in-a", MAN): val}, {"in-a": orsak})
    assert nej.value.falt == falt


@pytest.mark.krav("K7.2")
def test_what_has_been_registered_stands_as_text_on_its_day_and_in_ones_own_cases_alone(bord: Bord) -> None:
    idag = datum(datetime.now(UTC))
    fran = idag - timedelta(days=14)
    alla = ["in-exempel01", "in-exempel02", "in-exempel10"]
    svar = antecknat(bord.motor, HANNA, alla, fran, idag)
    assert {a for a, _ in svar} == {"in-exempel01", "in-exempel02"}, "in-exempel10 is another's"
    kontakter = [dag for (a, dag), x in svar.items() if a == "in-exempel01" and x[0].sort == "kontakt"]
    assert kontakter and all(d.weekday() == 2 for d in kontakter)
    sjuk = [dag for (a, dag), x in svar.items() if a == "in-exempel02" and "franvaro" in {y.sort for y in x}]
    assert idag in sjuk and len(sjuk) == 10, "an absence without an end goes on"
    html = bord.som("hanna").get(f"{VAG}?vecka={idag - timedelta(days=7)}").text
    assert "Personligt möte" in html and "Sjukfrånvaro" in html and "in-exempel10" not in html


@pytest.mark.krav("K3.3", sort="avslag")
def test_it_is_the_anordnares_page_and_no_week_that_has_not_begun(bord: Bord) -> None:
    for konto in ("karin", "sol", "erik"):
        assert bord.som(konto).get(VAG).status_code == 403, konto
    k = bord.som("hanna")
    framtid = datum(datetime.now(UTC)) + timedelta(days=8)
    assert k.get(f"{VAG}?vecka={framtid}").status_code == 422
    assert k.get(f"{VAG}?vecka=2024-02-31").status_code == 422


@pytest.mark.krav("K10.0", sort="avslag")
def test_what_is_wrong_comes_back_at_its_field_with_all_that_was_filled_in(bord: Bord) -> None:
    k = bord.som("hanna")
    html = k.get(VAG).text
    ruta = re.search(r'name="(d\.(in-exempel\d\d)\.[0-9-]+)"', html)
    assert ruta
    gomt = formular(html, VAG)
    assert "Fyll i minst en ruta" in k.post(VAG, data=gomt).text
    svar = k.post(VAG, data=gomt | {ruta[1]: "franvaro-vab"})
    assert svar.status_code == 422 and f'href="#orsak.{ruta[2]}"' in svar.text
    assert '<option value="franvaro-vab" selected>' in svar.text
    fyllt = gomt | {ruta[1]: "franvaro-vab", f"orsak.{ruta[2]}": "<b>Barnet</b>"}
    kontroll = k.post(VAG, data=fyllt | {"steg": "kontroll"})
    assert kontroll.status_code == 200 and "&lt;b&gt;Barnet" in kontroll.text
    assert formular(kontroll.text, VAG)[ruta[1]] == "franvaro-vab"


@pytest.mark.krav("K7.2", "K4.7")
def test_two_in_the_same_week_see_each_other_before_either_is_said_twice_and_nothing_is_lost(bord: Bord) -> None:
    """Hugo's contact is registered while Hanna's form lies open: she is told before hers is, and once."""
    k, idag = bord.som("hanna"), datum(datetime.now(UTC))
    html = k.get(VAG).text
    ruta = f"d.in-exempel03.{idag - timedelta(days=idag.weekday())}"
    assert f'name="{ruta}"' in html
    hennes = formular(html, VAG) | {ruta: "kontakt-telefon"}
    fore = k.post(VAG, data=hennes | {"steg": "kontroll"}).text
    assert "har registrerats sedan" not in fore
    hugo = Aktor.tolka("anordnare:h2@Anordnare A")
    sag(bord, "in-exempel03", hugo, {"kommando": "registrera_kundkontakt", "datum": ruta[-10:], "form": "digitalt"})
    svar = k.post(VAG, data=formular(fore, VAG) | {"steg": "gor"})
    text = ord_i(svar.text)
    assert svar.status_code == 200 and "Kontrollera innan du bekräftar" in text, "nothing has been said"
    assert "Det här har registrerats sedan du öppnade veckan" in text and "Jonas Berg" in text
    assert "Anordnare h2 hos Anordnare A registrerade det." in text and "Kontakt: telefon" in text
    dennas = formular(svar.text, VAG)
    assert dennas[ruta] == "kontakt-telefon", "what she wrote stands"
    tillbaka = k.post(VAG, data=dennas | {"steg": "andra"}).text
    rutan = re.search(
        rf'<td class="govuk-table__cell">((?!<td).)*?name="{re.escape(ruta)}".*?</select>', tillbaka, re.S
    )
    assert rutan and "igitalt" in rutan[0] and '<option value="kontakt-telefon" selected>' in rutan[0], "both are seen"
    # She has seen it now, and says hers; that no worker runs here is told, with the form still in her hands.
    sagt = k.post(VAG, data=dennas | {"steg": "gor"})
    assert sagt.status_code == 503 and "kontakt-telefon" in sagt.text and "sedan du öppnade" not in sagt.text


@pytest.mark.krav("K7.2")
def test_what_one_has_registered_oneself_is_no_news(bord: Bord) -> None:
    k, idag = bord.som("hanna"), datum(datetime.now(UTC))
    html = k.get(VAG).text
    ruta = f"d.in-exempel06.{idag - timedelta(days=idag.weekday())}"
    hennes = formular(html, VAG) | {ruta: "kontakt-telefon"}
    sag(bord, "in-exempel06", HANNA, {"kommando": "registrera_kundkontakt", "datum": ruta[-10:], "form": "digitalt"})
    assert "har registrerats sedan" not in k.post(VAG, data=hennes | {"steg": "kontroll"}).text


@pytest.mark.krav("K7.2", "K10.0")
def test_what_was_said_is_known_by_the_fields_it_came_from() -> None:
    (sjuk,) = att_saga({("in-b", MAN): "franvaro-sjuk", ("in-b", TIS): "franvaro-sjuk"}, {"in-b": "Feber."})
    assert sjuk.falten == ["d.in-b.2024-03-11", "d.in-b.2024-03-12", "orsak.in-b"]
    (kontakt,) = att_saga({("in-a", FRE): "kontakt-telefon"}, {})
    assert kontakt.falten == ["d.in-a.2024-03-15", "orsak.in-a"]


@pytest.mark.krav("K7.2", "K10.0")
def test_a_week_of_many_kunder_is_registered_in_one_go_and_a_refusal_is_its_cases_alone(som: Sitter) -> None:
    sida = som("hanna", script=False)
    sida.goto(f"{VAG}?vecka={datum(datetime.now(UTC)) - timedelta(days=7)}")
    rader = sida.locator("tbody tr")
    assert rader.count() >= 4
    for n in range(2):
        rader.nth(n).locator("select").nth(0).select_option("kontakt-telefon")
    rader.nth(2).locator("select").nth(1).select_option("kontakt-telefon")
    rader.nth(3).locator("select").nth(0).select_option("franvaro-annan")
    rader.nth(3).locator("input:not([type=hidden])").fill("Begravning.")
    sida.click("button:has-text('Fortsätt')")
    assert "4 uppgifter registreras i 4 ärenden" in sida.locator("main").inner_text()
    sida.click("button:has-text('Bekräfta')")
    assert "4 av 4 uppgifter är registrerade" in sida.locator("h1").inner_text(), sida.locator("main").inner_text()
    sida.click("a:has-text('Till veckan')")
    text = sida.locator("main").inner_text()
    assert text.count("Telefon") >= 3 and "Annan frånvaro" in text
    # The same once more: what one case refuses stands in no other's way.
    sida.locator("tbody tr").nth(0).locator("select").nth(0).select_option("kontakt-telefon")
    sida.locator("tbody tr").nth(1).locator("select").nth(2).select_option("kontakt-digitalt")
    sida.click("button:has-text('Fortsätt')")
    sida.click("button:has-text('Bekräfta')")
    assert "1 av 2 uppgifter är registrerade" in sida.locator("h1").inner_text()
    assert "redan registrerad" in sida.locator("[role=alert]").inner_text()
    sida.click("a:has-text('Till veckan')")
    kvar = sida.locator("select").evaluate_all("alla => alla.map(s => s.value).filter(v => v)")
    assert kvar == ["kontakt-telefon"], "what was refused is still there to be mended, and nothing else"
    med = som("hanna", bredd=390)
    med.goto(VAG)
    assert axe(med) == [] and med.evaluate("document.documentElement.scrollWidth") <= 390
