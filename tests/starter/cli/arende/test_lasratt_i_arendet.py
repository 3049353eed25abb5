"""K3.7 where the kind of a text is not enough: what stands in the case says besides who reads it (K13.2, K13.9)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from domain.liv.lagring import post_till_json
from kontrakt.insats import Batch
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from starter.cli.alla import insats
from tests.verktyg.spel import Spel

ORD = {
    "framfor_onskemal": "ordomonskemalet",
    "besvara_onskemal": "ordomavslaget",
    "ratta": "ordomrattelsen",
}


def spara(motor: Engine, fall: Spel, verb: dict[str, str]) -> None:
    """The case in the database, its texts with words of their own; ``verb``: händelse and the kommando it came of."""
    for p in fall.poster:
        if v := verb.get(p.handelse.slag):
            dokument.spara(motor, f"dok-{v}", fall.insats.arende, v, str(p.av), {"text": ORD[v]})
    poster = (
        replace(p, dokument=f"dok-{verb[p.handelse.slag]}") if p.handelse.slag in verb else p for p in fall.poster
    )
    skriv(motor, Batch(fall.insats.arende, 0, tuple(map(post_till_json, poster)), tuple(fall.meddelanden)))


@pytest.fixture
def las(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)

    def lasta(som: str, dorr: str = "dokument") -> str:
        return str(CliRunner().invoke(insats, [dorr, "arende-1", "--json", "--som", som]).output)

    return lasta


VERB = {"onskemal_framfort": "framfor_onskemal", "onskemal_besvarat": "besvara_onskemal"}


@pytest.mark.krav("K13.9", "K3.7")
@pytest.mark.parametrize("av_anordnaren", [True, False])
def test_who_registered_a_kunds_wish_reads_it_back_but_not_why_it_was_refused(
    motor: Engine,
    las,
    av_anordnaren: bool,  # type: ignore[no-untyped-def]
) -> None:
    fall = Spel.pagaende()
    sagt = {"sort": "trepartssamtal", "sagt_den": "2024-03-20", "text": "x"}
    (fall.anordnare if av_anordnaren else fall.kv)("2024-03-20", "framfor_onskemal", **sagt)
    fall.kv("2024-03-21", "besvara_onskemal", sort="trepartssamtal", svar="avslag", motivering="x")
    spara(motor, fall, VERB)
    assert ("ordomonskemalet" in las("anordnare:a1@A")) == av_anordnaren
    assert "ordomavslaget" not in las("anordnare:a1@A")
    assert ("onskemal_besvarat" in las("anordnare:a1@A", "tidslinje")) == av_anordnaren
    for som in ("karriarvagledare:kv1", "arbetsledare:al1"):
        assert "ordomonskemalet" in las(som) and "ordomavslaget" in las(som)
    for som in ("anordnare:b1@B", "ekonom:e1", "socialsekreterare:ss1"):
        assert "ordom" not in las(som)


@pytest.mark.krav("K13.2", "K3.7")
@pytest.mark.parametrize("beviljad", [False, True])
def test_the_words_of_a_correction_that_is_only_proposed_stay_with_the_municipality(
    motor: Engine,
    las,
    beviljad: bool,  # type: ignore[no-untyped-def]
) -> None:
    fall = Spel.pagaende("AMI1", langd_manader=3).hel_manad("2024-03").avsluta("2024-04-18", "2024-04-30", "flytt")
    andring = {"avslutsdatum": "2024-03-29"}
    fall.kv("2024-04-19", "ratta", vad="besluta_avslut", andringar=andring, motivering="x")
    if beviljad:
        fall.arbetsledare("2024-04-20", "besluta_rattelse", motivering="x")
    spara(motor, fall, {"rattelse_foreslagen": "ratta"})
    assert "ordomrattelsen" not in las("anordnare:a1@A")
    assert "rattelse_foreslagen" not in las("anordnare:a1@A", "tidslinje")
    assert ("uppgift_rattad" in las("anordnare:a1@A", "tidslinje")) == beviljad
    assert "ordomrattelsen" in las("karriarvagledare:kv1") and "ordomrattelsen" in las("arbetsledare:al1")
