"""What is said when an end or an extension is refused: in the log, and to whom (K11.1, K13.2)."""

from __future__ import annotations

import pytest

from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel


@pytest.mark.krav("K13.2")
def test_an_end_that_is_not_granted_is_told_in_the_log_and_to_the_kv_alone() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3).hel_manad("2024-03")
    sagt = {"orsak": "flytt", "avslutsdatum": "2024-03-29", "nasta_steg": "x", "motivering": "kom sent"}
    fall.kv("2024-04-11", "foresla_avslut", **sagt)
    fore = len(fall.meddelanden)
    fall.arbetsledare("2024-04-12", "attestera_avslut", beslut="avsla", motivering="fel dag")
    assert rader(fall.poster, "avslut_ej_beviljat") == [
        Mening("Förslaget om avslut 2024-03-29 är avslaget av arbetsledaren", "K13.2")
    ]
    assert [(str(m.till), m.regel, m.rubrik) for m in fall.meddelanden[fore:] if m.regel == "K13.2"] == [
        ("karriarvagledare", "K13.2", "Arbetsledaren har avslagit ditt förslag om avslut 2024-03-29 (§13, K13.2)")
    ]


@pytest.mark.krav("K11.1")
def test_an_extension_that_is_refused_tells_both_parties_which_day_the_insats_ends() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11")
    fall.arbetsledare("2024-05-20", "besluta_forlangning", beslut="avsla", motivering="målet är nått")
    assert rader(fall.poster, "forlangning_avslagen") == [Mening("Förlängning är avslagen", "K11.1")]
    rubrik = "Insatsen förlängs inte; den slutar 2024-06-10 (§11, K11.1)"
    assert [(str(m.till), m.regel) for m in fall.meddelanden if m.rubrik == rubrik] == [
        ("anordnare", "K11.1"),
        ("karriarvagledare", "K11.1"),
    ]
