"""A slip goes with the very lines that it was written for, and with no others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.insats.insats import Insats
from domain.liv import lagesbild
from domain.liv.forlopp import Steg, lat_ga
from domain.liv.lagring import post_till_json
from kontrakt import foljesedel
from kontrakt.foljesedel import Foljesedel, lagd, till
from kontrakt.insats import Batch
from tests.verktyg.spel import Spel


@pytest.fixture
def skrivet() -> Iterator[tuple[Insats, Steg, Batch]]:
    fore = Spel.pagaende().insats
    steg = lat_ga(fore, fore.senast + timedelta(days=40))
    assert steg.poster
    yield fore, steg, Batch(fore.arende, fore.nr, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden)
    assert not foljesedel._LAGDA._sedlar


def test_it_holds_the_rows_before_and_after(skrivet: tuple[Insats, Steg, Batch]) -> None:
    fore, steg, batch = skrivet
    with lagd(Foljesedel.av(fore, batch.poster, steg.insats)):
        sedel = till(batch)
        assert sedel is not None
        assert (sedel.fore, sedel.efter) == (lagesbild.lagesbild(fore), lagesbild.lagesbild(steg.insats))
    assert till(batch) is None


def test_it_goes_with_no_other_lines(skrivet: tuple[Insats, Steg, Batch]) -> None:
    fore, steg, batch = skrivet
    senare = {**batch.poster[0], "tid": (fore.senast + timedelta(days=1)).isoformat()}
    with lagd(Foljesedel.av(fore, batch.poster, steg.insats)):
        for annan in (
            replace(batch, efter_nr=batch.efter_nr + 1),
            replace(batch, arende="in-annat"),
            replace(batch, poster=batch.poster[:-1]),
            replace(batch, poster=(senare, *batch.poster[1:])),
        ):
            assert till(annan) is None
        assert till(batch) is not None


def test_who_lays_one_again_takes_away_only_its_own(skrivet: tuple[Insats, Steg, Batch]) -> None:
    fore, steg, batch = skrivet
    forsta, andra = (Foljesedel.av(fore, batch.poster, steg.insats) for _ in range(2))
    with lagd(andra):
        with lagd(forsta):
            foljesedel._LAGDA.lagg(batch.arende, andra)
        assert till(batch) is andra


def test_the_oldest_gives_way_when_very_many_wait(
    skrivet: tuple[Insats, Steg, Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    fore, steg, batch = skrivet
    monkeypatch.setattr(foljesedel, "_FLEST", 2)
    sedel = Foljesedel.av(fore, batch.poster, steg.insats)
    with lagd(sedel):
        for nr in range(2):
            foljesedel._LAGDA.lagg(f"in-{nr}", sedel)
        assert till(batch) is None
    for nr in range(2):
        foljesedel._LAGDA.ta_bort(f"in-{nr}", sedel)
