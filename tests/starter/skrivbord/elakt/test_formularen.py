"""Hostile input in every field of every form: each comes back as text, whole, and is never a fault of ours (K3.3).

The forms are walked by the typed kommandon, so that one that is added is tried without anybody thinking of it.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import cycle

import pytest
from starlette.testclient import TestClient

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.liv.rutin import KOMMANDON
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from starter.inloggning.folket import FOLKET
from starter.skrivbord.vagar.arendet import gor
from starter.skrivbord.vagar.utifran import socialt
from starter.skrivbord.vagar.vid_sidan.slagen import NYA
from starter.skrivbord.vyer.formular import LANGST, Falt, Fel, falten
from starter.skrivbord.vyer.gruppering import EGNA_SIDOR
from starter.tjanster import arendeblad
from starter.tjanster.kunden import min_insats
from tests.starter.skrivbord.elakt.sidlasare import ELAKT, LANGT, Sida, farligt, i_faltet
from tests.starter.skrivbord.verktyg.bordet import Bord, formular

pytestmark = pytest.mark.krav("K3.3")

PERSONER = {
    Roll.KARRIARVAGLEDARE: "karin", Roll.ANORDNARE: "hanna", Roll.ARBETSLEDARE: "alva", Roll.EKONOM: "erik",
    Roll.DATASKYDDSSAMORDNARE: "dan", Roll.SYSTEMSPECIALIST: "sam", Roll.KUNDKOORDINATOR: "kim",
}  # fmt: skip
"""Who says what a role may say; the socialsekreterare and the kund have pages of their own."""
ARENDEN = [f"in-exempel{n:02}" for n in range(1, 13)]
VERB = sorted(
    v for v, typ in KOMMANDON.items() if v not in ("aktualisera", *EGNA_SIDOR) and set(typ.roller) & set(PERSONER)
)
I_AKTEN = sorted(v for v, typ in ANORDNARAKT.verb.items() if set(typ.roller) & set(PERSONER))


def skickat(k: TestClient, vag: str, falt: dict[str, str]) -> str:
    """What is answered to a form that is sent as a browser sends one that holds texts."""
    svar = k.post(vag, files={f: (None, v.encode()) for f, v in falt.items()})
    # What would have been said reaches nobody here, and is given back to be sent again.
    assert svar.status_code in (200, 303, 409, 422, 503), (vag, svar.status_code)
    if svar.status_code == 303:
        return ""
    assert "script-src 'self'" in svar.headers["content-security-policy"]
    return svar.text


def ifyllda(falt: list[Falt], n: int, allt: str = "") -> dict[str, str]:
    """Every field with something hostile in it; ``allt`` the same in each."""
    slag = cycle(ELAKT[n % 4 : 4] + ELAKT[: n % 4])
    return {f.namn: allt or next(slag) for f in falt if f.sort != "filer"}


def provad(k: TestClient, vag: str, falt: list[Falt], n: int) -> None:
    """The form with hostile words, and with far too many: all that can hold text comes back, and nothing runs."""
    gomt = formular(k.get(vag).text, vag)
    skriftliga = {f.namn for f in falt if f.sort not in ("val", "ja_nej", "filer")}
    for skrivet in (ifyllda(falt, n), ifyllda(falt, n, LANGT)):
        html = skickat(k, vag, gomt | skrivet | {"steg": "kontroll"})
        sida = Sida(html)
        assert (funnet := farligt(html, sida)) == [], (vag, funnet[:5])
        for namn in skriftliga & set(sida.falt):
            tillbaka = sida.falt[namn][-1].strip()
            assert tillbaka in (i_faltet(skrivet[namn]), i_faltet(skrivet[namn][: LANGST + 1])), (vag, namn)
        assert skriftliga <= set(sida.falt), (vag, skriftliga - set(sida.falt))


@pytest.fixture(scope="module")
def mojliga(bord: Bord) -> dict[str, tuple[str, str]]:
    """Kommando → who may say it, and in which case: the first of the invented ones that stands so."""
    svar: dict[str, tuple[str, str]] = {}
    for konto in PERSONER.values():
        for arende in ARENDEN:
            with suppress(Avvisning):
                for verb in arendeblad.blad(bord.motor, aktor(konto), arende).mojliga:
                    svar.setdefault(verb, (konto, arende))
    return svar


def dar_det_gar(mojliga: dict[str, tuple[str, str]], verb: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Who says a kommando, and where; where no invented case stands so, its form is opened all the same."""
    if verb in mojliga:
        return mojliga[verb]
    roll = next(r for r in KOMMANDON[verb].roller if r in PERSONER)
    ratt = rutin.mojliga
    monkeypatch.setattr(rutin, "mojliga", lambda i, r: [*ratt(i, r), verb])
    return PERSONER[roll], "in-exempel01"


def aktor(konto: str) -> Aktor:
    return Aktor.tolka(next(p.aktorer[0] for p in FOLKET if p.konto == konto))


@pytest.mark.parametrize("verb", VERB)
def test_a_case_s_form_gives_back_what_was_written_as_text(
    bord: Bord, verb: str, mojliga: dict[str, tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    konto, arende = dar_det_gar(mojliga, verb, monkeypatch)
    som = aktor(konto)
    falt = gor.falten(som, arendeblad.blad(bord.motor, som, arende), verb, {})
    provad(bord.som(konto), f"/arenden/{arende}/gor/{verb}", falt, VERB.index(verb))


def test_the_forms_of_all_kommandon_that_people_say_are_walked() -> None:
    """What is not walked above is said by the service, or on the pages of a kund and a socialsekreterare."""
    manniskor = {v for v, t in KOMMANDON.items() if set(t.roller) - {Roll.SYSTEM}}
    egna = {*min_insats.VERB, *socialt.SAGS, *EGNA_SIDOR, "aktualisera"}
    assert manniskor - set(VERB) - egna == set()


@pytest.mark.parametrize("verb", sorted(NYA))
def test_the_form_of_what_begins_beside_the_cases_gives_back_what_was_written(bord: Bord, verb: str) -> None:
    typ = PROCESSER[NYA[verb]].verb[verb]
    konto = PERSONER[next(r for r in typ.roller if r in PERSONER)]
    provad(bord.som(konto), f"/vid-sidan/ny/gor/{verb}", falten(typ), sorted(NYA).index(verb))


@pytest.mark.parametrize("verb", I_AKTEN)
def test_the_forms_of_an_anordnares_record_give_back_what_was_written(bord: Bord, verb: str) -> None:
    typ = ANORDNARAKT.verb[verb]
    konto = PERSONER[next(r for r in typ.roller if r in PERSONER)]
    provad(bord.som(konto), f"/vid-sidan/anordnare-Anordnare%20A/gor/{verb}", falten(typ), 1)


def test_what_is_wrong_with_one_of_several_stands_at_the_field_that_holds_them() -> None:
    falt = [Falt("mal", "text", "Mål", "", True), Falt("delmal", "texter", "Delmål", "", True)]
    assert gor._som_fel(Avvisning("K7.5", "texten är tom", "delmal.1"), falt) == Fel(
        "delmal", "Delmål: texten är tom", "K7.5"
    )
    assert gor._som_fel(Avvisning("K7.5", "går inte", "nummer"), falt) == Fel("", "går inte", "K7.5")
