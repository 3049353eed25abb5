"""What can be searched for follows the case: only what has changed is written, and what is gone is taken away."""

from dataclasses import replace
from datetime import timedelta

from temporalio.common import SearchAttributePair, TypedSearchAttributes

from domain.liv.lagesbild import bevakningsrader
from domain.tid.tidpunkt import passerad
from tests.verktyg.spel import KV, Spel
from workflows.gemensamt import sokfalt
from workflows.insats import fasad


def test_nothing_is_written_when_nothing_has_changed() -> None:
    insats = Spel.pagaende().insats
    nu = fasad.sokattribut(insats, bevakningsrader(insats))
    assert sokfalt.andringar(nu, nu) == []


def test_only_what_has_changed_is_written() -> None:
    spel = Spel.aktualiserat()
    fore = fasad.sokattribut(spel.insats, bevakningsrader(spel.insats))
    spel.till("2024-03-05")
    efter = fasad.sokattribut(spel.insats, bevakningsrader(spel.insats))
    andrade = {u.key.name: u.value for u in sokfalt.andringar(fore, efter)}
    assert andrade["InsatsForsenad"] is True
    assert andrade["InsatsForsenade"] == ["bemanning"]
    assert not {"InsatsAnordnare", "InsatsSlag", "InsatsStatus"} & set(andrade)


def test_a_list_of_nothing_is_written_only_where_there_was_something() -> None:
    """Temporal does not carry it over to the next run, where it would be written again for nothing."""
    insats = Spel.pagaende().insats
    efter = fasad.sokattribut(insats, bevakningsrader(insats))
    assert efter[sokfalt.FORSENADE] == []
    buret = TypedSearchAttributes([p for p in efter if p.key != sokfalt.FORSENADE])
    assert [u.key for u in sokfalt.andringar(buret, efter)] == [sokfalt.FORSENADE]
    assert sokfalt.andringar(buret, efter, utan_tomma=True) == []
    sena = buret.updated(SearchAttributePair(sokfalt.FORSENADE, ["bemanning"]))
    assert [u.value for u in sokfalt.andringar(sena, efter, utan_tomma=True)] == [[]]


def test_a_next_frist_that_is_no_more_is_taken_away() -> None:
    insats = Spel.aktualiserat().insats
    lage = bevakningsrader(insats)
    fore = fasad.sokattribut(insats, lage)
    assert fore.get(sokfalt.NASTA_FRIST) == passerad(min(b.frist for b in lage))
    efter = fasad.sokattribut(insats, [replace(b, utfall="forsenad") for b in lage])
    assert {u.key.name: u.value for u in sokfalt.andringar(fore, efter)}["InsatsNastaFrist"] is None
    senare = fasad.sokattribut(insats, [replace(b, frist=b.frist + timedelta(7)) for b in lage])
    assert [u.key.name for u in sokfalt.andringar(fore, senare)] == ["InsatsNastaFrist"]


def test_a_case_is_found_by_its_karriarvagledare_and_a_change_of_them_is_one_change() -> None:
    spel = Spel.aktualiserat()
    fore = fasad.sokattribut(spel.insats, bevakningsrader(spel.insats))
    assert fore[sokfalt.KARRIARVAGLEDARE] == "kv1"
    spel.sager(KV, "2024-03-04T09:00", "byt_karriarvagledare", till="kv2")
    efter = fasad.sokattribut(spel.insats, bevakningsrader(spel.insats))
    assert [(a.key.name, a.value) for a in sokfalt.andringar(fore, efter)] == [("InsatsKarriarvagledare", "kv2")]


def test_a_run_begun_before_there_was_such_an_attribute_says_what_it_said() -> None:
    insats = Spel.aktualiserat().insats
    utan = fasad.sokattribut(insats, bevakningsrader(insats), med_kv=False)
    assert sokfalt.KARRIARVAGLEDARE not in {p.key for p in utan}
