"""A list in the order that one chooses, kept in a filter of one's own; and an anordnare's by who staffs the case."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from persistence.arende.att_gora.urvalet import OPPNA_BAND, Urval
from starter.tjanster import arbetslista
from tests.starter.skrivbord.verktyg.bordet import Bord, formular

pytestmark = pytest.mark.krav("K0.8")
KV1 = Aktor.tolka("karriarvagledare:kv1")
HANNA = Aktor.tolka("anordnare:h1@Anordnare A")
IDAG = datum(datetime.now(UTC))
_PLATS = {b: n for n, b in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}


def bandet(html: str, band: str) -> list[list[str]]:
    """The cells of a band, row by row."""
    traff = re.search(rf'id="band-{band}".*?</table>', html, re.S)
    rader = re.findall(r"<tr class.*?</tr>", traff[0], re.S) if traff else []
    return [
        [" ".join(re.sub("<[^>]+>", " ", c).split()) for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in rader
    ]


def test_each_band_is_in_the_order_that_is_chosen_and_what_is_alike_is_by_frist(bord: Bord) -> None:
    k = bord.som("karin")
    sett = 0
    for band in ("forsenade", "i_dag", "veckan", "senare", "passerade"):
        efter = {o: bandet(k.get(f"/?band={band}&ordning={o}").text, band) for o in ("", "kund", "insats", "vad")}
        assert all(sorted(r) == sorted(efter[""]) for r in efter.values()), "the same rows"
        namn = [r[0].lower() for r in efter["kund"] if r[0] != "Skyddad identitet"]
        assert namn == sorted(namn, key=lambda n: [_PLATS.get(b, -1) for b in n])
        assert [r[0] for r in efter["kund"]][len(namn) :] == ["Skyddad identitet"] * (len(efter["kund"]) - len(namn))
        assert [r[1] for r in efter["insats"]] == sorted(r[1] for r in efter["insats"])
        sett += len(efter[""]) > 1
    assert sett, "some band has something to put in order"


def test_the_order_is_kept_in_ones_own_filter_and_on_the_way_back(bord: Bord) -> None:
    k = bord.som("karin")
    html = k.get("/?ordning=kund").text
    assert '<option value="kund" selected>' in html
    assert k.post("/urval", data=formular(html, "/urval") | {"namn": "Efter namn", "steg": "spara"}).status_code == 303
    assert 'href="/?vy=mina&amp;ordning=kund"' in k.get("/").text
    k.get("/?ordning=kund")
    assert 'class="govuk-back-link" href="/?ordning=kund"' in k.get("/arenden/in-exempel01").text


@pytest.mark.krav("K3.3", sort="avslag")
def test_who_reads_no_names_orders_by_none_and_nobody_leafs_beyond_what_is_in_order(bord: Bord) -> None:
    assert 'value="kund"' not in bord.som("hanna").get("/").text
    for som, urval, sida in ((HANNA, Urval(ordning="kund"), 1), (KV1, Urval(ordning="vad"), 11)):
        with pytest.raises(Avvisning):
            arbetslista.lista(bord.motor, som, urval, IDAG, band="senare", sida=sida)


@pytest.mark.krav("K6.2")
def test_an_anordnares_own_are_those_of_the_cases_that_one_staffs(bord: Bord) -> None:
    def hela(urval: Urval) -> set[tuple[str, str]]:
        """All of it, a band at a time: of several bands each shows only its first."""
        delar = (arbetslista.lista(bord.motor, HANNA, urval, IDAG, band=b) for b in OPPNA_BAND)
        return {(u.arende, u.bevakning.nyckel) for d in delar for b in d.band for u in b.rader}

    hos = arbetslista.lista(bord.motor, HANNA, Urval("egna"), IDAG)
    alla = arbetslista.lista(bord.motor, HANNA, Urval(), IDAG)
    with bord.motor.connect() as c:
        fraga = "SELECT arende FROM insats WHERE anordnare = 'Anordnare A' AND lower(handlaggare) = 'h1'"
        egna = set(c.execute(text(fraga)).scalars())
        bemannade = set(c.execute(text("SELECT DISTINCT arende FROM journal WHERE slag = 'arende_bemannat'")).scalars())
    assert egna and egna <= bemannade
    assert hela(Urval("egna")) == {(a, n) for a, n in hela(Urval()) if a in egna}
    assert 0 < hos.antal["egna"] < alla.antal["mina"], "the queue is nobody's own"
    annan = arbetslista.lista(bord.motor, Aktor.tolka("anordnare:h9@Anordnare A"), Urval("egna"), IDAG)
    assert annan.antal["egna"] == 0
    with pytest.raises(Avvisning):
        arbetslista.lista(bord.motor, KV1, Urval("egna"), IDAG)
