"""What there is beside the cases is listed a page at a time, whatever there has been (K0.8)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain.processer.alla import PROCESSER
from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.process import skrivning
from starter.skrivbord.vagar.vid_sidan.processidor import PER_SIDA, PER_SLAG
from tests.starter.skrivbord.elakt.test_formularen import aktor
from tests.starter.skrivbord.verktyg.bordet import Bord
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

ANTAL = PER_SIDA + 3


@pytest.fixture(scope="module")
def fullt(bord: Bord) -> Bord:
    """So many bulk moves that they take two pages, each told a minute after the one before."""
    for n in range(ANTAL):
        nar = tid("2025-02-03T09:00") + timedelta(minutes=n)
        fall = Processpel(PROCESSER["massbyte"], f"massbyte-{n:03}")
        fall.sag(aktor("alva"), nar.strftime("%Y-%m-%dT%H:%M"), "byt_alla_karriarvagledare", fran="kv1", till="kv2")
        batch = Processbatch("massbyte", fall.process, 0, tuple(post_till_json(fall.rutin, p) for p in fall.poster), ())
        skrivning.skriv(bord.motor, batch, epost=False)
    return bord


def sedda(html: str) -> list[str]:
    return re.findall(r'href="/vid-sidan/(massbyte-\d+)"', html)


def test_the_first_page_shows_the_latest_of_each_kind_and_leads_to_all(fullt: Bord) -> None:
    k = fullt.som("alva")
    forst = k.get("/vid-sidan").text
    assert sedda(forst) == [f"massbyte-{n:03}" for n in range(ANTAL - 1, ANTAL - 1 - PER_SLAG, -1)]
    assert f"(fler än {PER_SLAG})" in forst
    alla = k.get("/vid-sidan?slag=massbyte").text
    vidare = re.search(r'rel="next" href="([^"]+)"', alla)
    assert vidare and len(sedda(alla)) == PER_SIDA
    resten = k.get(vidare[1].replace("&amp;", "&")).text
    assert sedda(alla) + sedda(resten) == [f"massbyte-{n:03}" for n in range(ANTAL - 1, -1, -1)]
    assert 'rel="next"' not in resten


@pytest.mark.parametrize("efter", ["x", "|", "2025-01-01|massbyte-1", "2025-01-01T00:00:00+00:00|"])
def test_a_place_that_is_none_is_the_beginning(fullt: Bord, efter: str) -> None:
    svar = fullt.som("alva").get("/vid-sidan", params={"slag": "massbyte", "efter": efter})
    assert svar.status_code == 200 and sedda(svar.text)[0] == f"massbyte-{ANTAL - 1:03}"


def test_who_sees_none_of_a_kind_sees_none_and_reads_no_more_than_a_page(fullt: Bord) -> None:
    for konto in ("hanna", "erik", "kim"):
        assert sedda(fullt.som(konto).get("/vid-sidan?slag=massbyte").text) == []
