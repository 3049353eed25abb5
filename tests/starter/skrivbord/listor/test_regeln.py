"""A refusal, a frist and a line of the history open the rule that they rest on."""

from __future__ import annotations

import re

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import PARAGRAF, hanvisning
from domain.grund.parter import Aktor
from domain.liv import forlopp
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.liv.rutin import KOMMANDON
from domain.skeende.inkommet import Inkommet
from kontrakt.insats import Batch
from persistence.arende import lasning
from persistence.journal.skrivning import skriv
from starter.skrivbord.mallmotor import med_regel
from starter.tjanster.arendet import nu_i
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i

ALLA = [*PARAGRAF, *(f"K0.{n}" for n in range(1, 11))]
LANK = r'href="(/regler/[^"]+)"'


def test_every_rule_there_is_can_be_opened_and_no_other(bord: Bord) -> None:
    k = bord.som("karin")
    assert {typ.regel for typ in KOMMANDON.values()} <= set(ALLA)
    for krav in ALLA:
        svar = k.get(f"/regler/{krav}")
        assert svar.status_code == 200 and f"Regeln {hanvisning(krav)}" in ord_i(svar.text), krav
    for krav in ("K99.1", "K0.11", "k8.2", "<b>", "K8.2%20"):
        svar = k.get(f"/regler/{krav}")
        assert svar.status_code == 404 and "<b>" not in svar.text.split("<main")[1], krav


def test_a_rule_is_told_with_its_numbers_their_source_and_what_is_done_under_it(bord: Bord) -> None:
    text = ord_i(bord.som("karin").get("/regler/K8.2").text)
    for ord_ in (
        "det som §8.2 i rutinen säger",
        "Granska månadsrapport (karriärvägledaren",
        "senast denna dag i månaden efter. den 12 i månaden",
        "fastställd",
    ):
        assert ord_ in text, ord_
    assert "Ingen enskild paragraf" in ord_i(bord.som("asa").get("/regler/K0.7").text)


def test_a_refused_form_opens_each_rule_that_refused_it(bord: Bord) -> None:
    k, vag = bord.som("karin"), "/arenden/in-exempel01/gor/registrera_brist"
    svar = k.post(vag, data=formular(k.get(vag).text, vag) | {"steg": "kontroll"})
    assert svar.status_code == 422
    ruta = svar.text.split('class="govuk-error-summary"')[1].split("<h1")[0]
    namnda = set(re.findall(r"K\d+\.\d+", re.sub(r"<[^>]+>", " ", ruta)))
    lankar = re.findall(LANK + ' target="_blank" rel="noopener"', ruta)
    assert {f"/regler/{krav}" for krav in namnda} == set(lankar) and len(set(lankar)) == len(lankar) > 0
    assert all(k.get(lank).status_code == 200 for lank in lankar)


@pytest.mark.krav("K0.6", sort="avslag")
def test_a_refusal_in_the_history_and_every_other_line_of_it_opens_its_rule(bord: Bord) -> None:
    arende = "in-exempel01"
    i = funnet[0] if (funnet := lasning.tillstand(bord.motor, None, arende)) else None
    assert i is not None
    kommando = {
        "kommando": "besluta_avslut", "avslutsdatum": "2019-01-01", "orsak": "mal_natt", "mal_uppnatt": True,
        "nasta_steg": "x",
    }  # fmt: skip
    inkommet = Inkommet("ko-1", Aktor.tolka("karriarvagledare:kv1"), las_kommando(kommando))
    with pytest.raises(Avvisning) as nej:
        forlopp.utfor(i, inkommet, nu_i(i))
    steg = forlopp.anteckna_avvisning(i, inkommet, nej.value, nu_i(i))
    poster = tuple(map(post_till_json, steg.poster))
    assert not skriv(bord.motor, Batch(arende, i.nr, poster, steg.meddelanden), epost=False).avslag
    sidan = bord.som("karin").get(f"/arenden/{arende}/historik").text
    rader = re.findall(r'<li class="handelse.*?</li>', sidan, re.S)
    nekad = next(r for r in rader if "avvisa" in r.lower())
    assert re.search(LANK, nekad), nekad
    assert ord_i(nekad).count(nej.value.regel) == 1, "its sentence names the rule, and it is not named again"
    utan = [r for r in rader if re.search(r"K\d+\.\d+", r) and not re.search(LANK, r)]
    assert rader and not utan, utan[:1]


@pytest.mark.krav("K4.6")
@pytest.mark.parametrize("vag", ["/meddelanden", "/arenden/in-exempel01/meddelanden"])
def test_each_message_opens_its_rule_and_names_it_once(bord: Bord, vag: str) -> None:
    rader = re.findall(r'<tr class="govuk-table__row">.*?</tr>', bord.som("karin").get(vag).text, re.S)
    assert rader
    for rad in rader:
        (lank,) = re.findall(LANK, rad)
        assert len(re.findall(rf"\b{re.escape(lank.rpartition('/')[2])}\b", ord_i(rad))) == 1, ord_i(rad)


def test_where_a_sentence_names_its_rule_that_is_the_link_and_else_it_comes_after() -> None:
    lank = '<a class="govuk-link varfor" href="/regler/K14.1">§14.1, K14.1</a>'
    assert med_regel("Hålls inne <b> (§14.1, K14.1).", "K14.1") == f"Hålls inne &lt;b&gt; ({lank})."
    assert med_regel("Hålls inne", "K14.1") == f'Hålls inne <span class="dampad">{lank}</span>'
    avslag = med_regel("Nej (K14.1, §14.1)", "K14.1")
    assert avslag == f"Nej ({lank.replace('§14.1, K14.1', 'K14.1, §14.1')})", "as a refusal names it"
    ensam = med_regel("Nej (§2, K14.1)", "K14.1")
    assert ensam == f"Nej (§2, {lank.replace('§14.1, K14.1', 'K14.1')})", "as a message with more paragraphs does"
    assert med_regel("Nej (K14.10)", "K14.1").startswith("Nej (K14.10) <span"), "another rule"
    assert med_regel("Hålls inne <b>", None) == "Hålls inne &lt;b&gt;"
