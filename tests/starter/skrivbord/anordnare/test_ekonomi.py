"""The money of an anordnare on one page: what is not paid yet, how much it will be, why it waits, and what to do."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from persistence.betalning.obetalt import obetalt
from starter.skrivbord.vagar import ekonomi
from starter.visning.ordval.utbetalningsord import raknad_i
from tests.starter.skrivbord.verktyg.bordet import Bord

HANNA, BEA = Aktor.tolka("anordnare:h1@Anordnare A"), Aktor.tolka("anordnare:b1@Anordnare B")


@pytest.mark.krav("K14.5", "K14.7")
def test_the_amount_is_told_in_advance_with_what_is_still_to_be_handed_in(bord: Bord) -> None:
    with bord.motor.begin() as c:
        c.execute(text("UPDATE utbetalning SET belopp = 3876 WHERE arende = 'in-exempel03'"))
    html = bord.som("hanna").get("/ekonomi").text
    assert "Inte betalt än" in html and "Attesterade månader" in html
    assert "3\xa0876,00\xa0kr" in html and "beslutat checkbelopp saknas" in html
    lank = re.search(r'href="(/arenden/(in-exempel\d\d)/gor/lamna_faktureringsunderlag\?manad=[0-9-]{7})"', html)
    assert lank and bord.som("hanna").get(lank[1]).status_code == 200
    assert "in-exempel10" not in html, "another anordnare's"


@pytest.mark.krav("K14.1", "K14.3", "K0.7")
def test_every_amount_opens_why_it_is_what_it_is(bord: Bord) -> None:
    """Also that of an avbrott, which is told with the month that it follows, and of what settles a month."""
    assert [raknad_i(a) for a in ("2024-03", "2024-06-14", "2024-03 #2", "avbrott 2024-06-14 #1", "x")] == [
        "2024-03", "2024-06", "2024-03", "2024-06", None
    ]  # fmt: skip
    k = bord.som("hanna")
    for vag in ("/ekonomi", "/arenden/in-exempel03/ekonomi"):
        html = k.get(vag).text
        belopp = re.findall(r'data-rubrik="Belopp" class="govuk-table__cell tal">(.*?)</td>', html, re.S)
        assert belopp and all("/varfor-belopp/" in b for b in belopp), vag
        assert ">inte beslutat<" in html and ">–<span" not in html, "a dash says nothing to press"
    lank = re.search(r'href="(/arenden/[^"]+/varfor-belopp/[^"]+)"', k.get("/ekonomi").text)
    assert lank and k.get(lank[1]).status_code == 200


@pytest.mark.krav("K14.5")
def test_it_is_leafed_to_its_end_and_no_row_is_met_twice(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    alla = obetalt(bord.motor, HANNA, antal=1000)
    assert len(alla) > 7 and all(o.rad.status != "utbetald" for o in alla)
    monkeypatch.setattr(ekonomi, "PER_SIDA", 3)
    k, vag, sedda = bord.som("hanna"), "/ekonomi", 0
    for _ in range(len(alla)):
        html = k.get(vag).text
        sedda += html.split("Attesterade månader")[0].count('scope="row"')
        nasta = re.search(r'rel="next" href="([^"]+)"', html)
        if nasta is None:
            break
        vag = nasta[1].replace("&amp;", "&")
    assert sedda == len(alla)


@pytest.mark.krav("K3.3", sort="avslag")
def test_it_is_of_ones_own_organisation_and_of_no_other_role(bord: Bord) -> None:
    assert {o.arende for o in obetalt(bord.motor, BEA, antal=100)} <= {"in-exempel10"}
    with pytest.raises(Avvisning):
        obetalt(bord.motor, Aktor.tolka("karriarvagledare:kv1"), antal=1)
