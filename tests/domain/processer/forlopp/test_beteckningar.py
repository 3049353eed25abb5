"""K3.3: what conditions, editions and decisions are called is no place for a person's name."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.processer.forlopp import utfor
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.process import Processrutin
from domain.processer.regelutgava.rutin import REGELUTGAVA
from domain.skeende.form import las_kommando
from domain.skeende.handelse import DORR_BETECKNING_MED_SIFFRA
from domain.skeende.inkommet import Inkommet
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import regelverket, tid

AL, EK = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.EKONOM, "e1")
NAMN, DAG = "Planta Ryktesson", "2024-03-06"
BELOPP = {"utgava": "2025", "beslut": "NAF 2024/131", "fran": "2025-01-01", "till": "2025-12-31", "ami": "4000"}
FALL: list[tuple[Processrutin, Aktor, str, dict[str, Any], str]] = [
    (ANORDNARAKT, AL, "skicka_villkor", {"villkor": "2025", "galler_fran": "2025-01-01"}, "villkor"),
    (VILLKORSUTSKICK, AL, "skicka_villkor_till_alla", {"villkor": "2025", "galler_fran": "2025-01-01"}, "villkor"),
    (KVALITETSUPPFOLJNING, AL, "registrera_iakttagelse",
     {"villkor": "4.2", "bedomning": "delvis", "iakttagelse": "x"}, "villkor"),
    (REGELUTGAVA, EK, "foresla_checkbelopp", BELOPP, "utgava"),
    (REGELUTGAVA, EK, "foresla_checkbelopp", BELOPP, "beslut"),
]  # fmt: skip


def borjad(rutin: Processrutin) -> Processpel:
    fall = Processpel(rutin, "anordnare-A" if rutin is ANORDNARAKT else "p-1")
    if rutin is KVALITETSUPPFOLJNING:
        fall.sag(AL, DAG, "oppna_uppfoljning", anordnare="A", ar=2024)
    return fall


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize(("rutin", "av", "verb", "fakta", "falt"), FALL)
def test_what_a_document_is_called_holds_a_figure_and_a_name_is_not_repeated(
    rutin: Processrutin, av: Aktor, verb: str, fakta: dict[str, Any], falt: str
) -> None:
    fall = borjad(rutin)
    mening = fall.avvisas("K3.3", av, DAG, verb, **(fakta | {falt: NAMN}))
    assert mening.startswith(f"{falt}:") and NAMN not in mening
    fall.sag(av, DAG, verb, **(fakta | {falt: "dnr å/1"}))  # one figure is enough


@pytest.mark.krav("K3.3", sort="gräns")
@pytest.mark.parametrize(("rutin", "av", "verb", "fakta", "falt"), FALL)
def test_what_was_taken_under_an_earlier_edition_is_taken_when_it_is_read_again(
    rutin: Processrutin, av: Aktor, verb: str, fakta: dict[str, Any], falt: str
) -> None:
    fall = borjad(rutin)
    sagt = Inkommet("k", av, las_kommando({"kommando": verb, **fakta, falt: "gamla"}, rutin.verb))
    for dorr in (DORR_BETECKNING_MED_SIFFRA - 1, DORR_BETECKNING_MED_SIFFRA):
        hur = rutin, fall.process, fall.p, sagt, regelverket(), tid(DAG), dorr
        if dorr < DORR_BETECKNING_MED_SIFFRA:
            assert utfor(*hur).poster
        else:
            with pytest.raises(Avvisning):
                utfor(*hur)
