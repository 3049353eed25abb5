"""A word that begins a line or a choice has a capital first, and the names in it keep theirs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from domain.kapitel.dialog.anmalan import AnmalTillKarriarvagledare
from domain.kapitel.slut.avslutsbeslut import BeslutaAvslut
from starter.skrivbord.utkast import annans
from starter.skrivbord.vyer.formular import falten
from tests.verktyg.spel import d, tid


def valen(typ: Any) -> dict[str, str]:
    return {varde: ord_ for f in falten(typ) for varde, ord_ in f.val}


def test_a_choice_is_written_with_the_names_that_stand_in_it() -> None:
    avslut = valen(BeslutaAvslut)
    assert avslut["insats_via_af"] == "Insats via Arbetsförmedlingen"
    assert (avslut["AMI1"], avslut["eget_foretagande"]) == ("AMI1", "Eget företagande")
    assert valen(AnmalTillKarriarvagledare)["behov_av_sip"] == "Behov av SIP"


def test_who_has_saved_another_version_is_named_as_the_organisation_is_written() -> None:
    plats: Any = SimpleNamespace(som="anordnare:h2@Källan AB", idag=d("2024-03-01"))
    utkast: Any = SimpleNamespace(av="anordnare:h1@Källan AB", andrad=tid("2024-03-01T10:00"))
    assert " h1 hos Källan AB sparade en annan version" in annans(plats, utkast)
