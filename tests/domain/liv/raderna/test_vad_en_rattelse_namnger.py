"""K0.7, K3.3: what a correction may name: fields of what it corrects, with values of their kind, and no text."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.skeende import form

FALTEN = "uppgiften har inget sådant fält; fälten är kommando, handlaggare"
TEXT = "text rättas inte: stryk uppgiften och registrera den på nytt"
NAMN = "Planta Ryktesson"


def rattelse(vad: str, **andringar: Any) -> dict[str, Any]:
    return {"kommando": "ratta", "vad": vad, "andringar": andringar, "motivering": "x"}


@pytest.mark.krav("K0.7", "K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("data", "sagt"),
    [
        (rattelse("finns_inte", a=1), "vad: det finns inget sådant kommando (K0.7)"),
        (rattelse("bemanna", okant=1), f"andringar: {FALTEN} (K0.7)"),
        (rattelse("bemanna", kommando="bemanna"), f"andringar: {FALTEN} (K0.7)"),
        (rattelse("aterkalla_avslut", motivering="y"), f"andringar.motivering: {TEXT} (K0.7)"),
        (
            rattelse("skriv_meddelande", bilagor=["a"]),
            "andringar.bilagor: filer byts inte: stryk uppgiften och registrera den på nytt (K0.7)",
        ),
        (
            rattelse("lagg_in_uppdrag", startdatum="igår"),
            "andringar.startdatum: ska vara ett datum, ÅÅÅÅ-MM-DD (K0.7)",
        ),
        (rattelse("lagg_in_uppdrag", langd_manader=0), "andringar.langd_manader: ska vara minst 1 (K0.7)"),
    ],
)
def test_a_correction_is_refused_by_the_field_that_it_cannot_change(data: dict[str, Any], sagt: str) -> None:
    with pytest.raises(Avvisning) as nej:
        las_kommando(data)
    assert str(nej.value) == sagt


@pytest.mark.krav("K3.3", sort="gräns")
def test_what_was_taken_before_there_were_limits_is_put_right_as_it_was_written() -> None:
    data = rattelse("bemanna", handlaggare=NAMN)
    assert form.las_kommando(data, rutin.KOMMANDON, redan_sagt=True).andringar == {"handlaggare": NAMN}  # type: ignore[attr-defined]
    with pytest.raises(Avvisning) as nej:
        las_kommando(data)
    assert str(nej.value).startswith("andringar.handlaggare: ska vara en persons id") and NAMN not in str(nej.value)
    for vad in (rattelse("bemanna", handlaggare="h2"), rattelse("lagg_in_uppdrag", startdatum="2024-03-11")):
        assert las_kommando(vad).andringar == vad["andringar"]  # type: ignore[attr-defined]
