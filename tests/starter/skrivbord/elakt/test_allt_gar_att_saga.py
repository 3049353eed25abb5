"""What the routine takes, the desk's form can say: what it does not ask for is not demanded, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from domain.forklaring.saknas import AV_NAGOT, saknas
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.liv.kommandon import las_kommando
from domain.liv.rutin import KOMMANDON
from starter.skrivbord.vagar.arendet.bredvid import skrivet_i
from starter.skrivbord.vyer import avskrivning, formular, rattning
from tests.domain.liv.rattelse.grund import pagaende
from tests.domain.liv.rattelse.sagt import SAGT, Beratt
from tests.verktyg.spel import Spel

EGNA = {rattning.RATTA, *avskrivning.VERB, "skriv_meddelande", "svara_i_trad", "anteckna_internt", "stang_trad"}
"""What has forms of its own."""


def anmalan(verb: str, **fakta: Any) -> Spel:
    return pagaende().anordnare("2024-04-02", verb, beskrivning="x", **fakta)


UTOVER: dict[str, Beratt] = {
    "besvara_anmalan utan beslut": (
        lambda: anmalan("anmal_till_karriarvagledare", anledning="behov_av_sip"),
        lambda f: f.kv("2024-04-03", "besvara_anmalan", svar="Vi kallar till ett möte."),
        None,
    ),
}
"""What is said otherwise than ``SAGT`` says it, where the form hangs on it."""


def det_som_sades(fore: Spel, sager: Any, mp: pytest.MonkeyPatch) -> list[tuple[Insats, dict[str, Any]]]:
    """Each kommando as it was written, with the case as it stood."""
    sagt: list[tuple[Insats, dict[str, Any]]] = []
    hel = Spel.sager

    def hor(self: Spel, av: Any, nar: str, verb: str, **fakta: Any) -> Spel:
        i = self.insats
        svar = hel(self, av, nar, verb, **fakta)
        sagt.append((i, {"kommando": verb, **fakta}))
        return svar

    mp.setattr(Spel, "sager", hor)
    sager(fore)
    return sagt


@pytest.mark.krav("K0.9", "K4.3")
@pytest.mark.parametrize("namn", [n for n in [*SAGT, *UTOVER] if n.partition(" ")[0] not in EGNA])
def test_a_form_says_what_the_routine_takes_and_asks_for_no_more(namn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fore, sager, _ = {**SAGT, **UTOVER}[namn]
    i, data = det_som_sades(fore(), sager, monkeypatch)[-1]
    verb = namn.partition(" ")[0]
    assert data["kommando"] == verb
    falt = formular.falten(KOMMANDON[verb], i)
    utelamnat = {f: v.default for f, v in KOMMANDON[verb].model_fields.items() if f in ("beslut", "svar")}
    skrivet = {f.namn: skrivet_i(f.namn, data, utelamnat) for f in falt}
    assert formular.formfel(falt, skrivet, "K0.6") == []
    assert las_kommando(formular.las(falt, skrivet, verb)) == las_kommando(data)


@pytest.mark.krav("K0.9")
@pytest.mark.parametrize("namn", [n for n in [*SAGT, *UTOVER] if n.partition(" ")[0] in AV_NAGOT])
def test_what_the_routine_takes_is_never_said_to_have_nothing_to_be_said_of(
    namn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fore, sager, _ = {**SAGT, **UTOVER}[namn]
    i, data = det_som_sades(fore(), sager, monkeypatch)[-1]
    verb = str(data["kommando"])
    roller = [r for r in KOMMANDON[verb].roller if r is not Roll.KUND]
    assert any(saknas(i, Aktor(r, "x1", "A"), verb) is None for r in roller)


@pytest.mark.krav("K3.7")
def test_who_does_not_read_a_wish_is_not_told_by_a_button_that_there_is_none() -> None:
    utan, verb = pagaende().insats, "ta_tillbaka_onskemal"
    assert saknas(utan, Aktor(Roll.ANORDNARE, "h1", "A"), verb) is None
    assert saknas(utan, Aktor(Roll.KARRIARVAGLEDARE, "kv1"), verb) == "inget önskemål väntar på svar"


@pytest.mark.krav("K0.9")
def test_a_decision_that_nobody_has_made_is_asked_for() -> None:
    for verb, falt_ in (("besvara_forslag", "svar"), ("granska_plan", "beslut"), ("besluta_forlangning", "beslut")):
        falt = formular.falten(KOMMANDON[verb])
        assert falt_ in {f.falt for f in formular.formfel(falt, {}, "K0.6")}, verb
