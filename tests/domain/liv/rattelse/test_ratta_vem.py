"""K0.10: nobody corrects, strikes or undoes what their own role could not have said."""

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag
from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_fran_json, post_till_json
from domain.skeende.inkommet import Inkommet
from tests.domain.liv.rattelse.sagt import SAGT
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, SYSTEMET, Spel, rattaren

ROLLER = (
    KV, ANORDNARE, ARBETSLEDARE, SYSTEMET,
    Aktor(Roll.KUND, "kund"),
    *(Aktor(r, "x1") for r in Roll if r not in (KV.roll, ANORDNARE.roll, ARBETSLEDARE.roll, SYSTEMET.roll, Roll.KUND)),
)  # fmt: skip


def far(fall: Spel, av: Aktor, verb: str, **fakta: Any) -> bool:
    """Whether the role may say it now; refused for who it is, the refusal names nothing else."""
    try:
        utfor(fall.insats, Inkommet("k", av, las_kommando({"kommando": verb, **fakta})), fall.nu)
    except Avvisning as avvisning:
        if avvisning.falt != "av":
            raise
        return False
    return True


@pytest.mark.krav("K0.10", "K0.7", sort="avslag")
@pytest.mark.parametrize("av", ROLLER, ids=lambda a: str(a.roll))
@pytest.mark.parametrize("verb", SAGT)
def test_who_may_not_say_it_neither_corrects_nor_strikes_it(verb: str, av: Aktor) -> None:
    """Role × kommando × (say, correct, strike), exactly the table: the verb's roles, and Ratta's own."""
    borja, sag, andring = SAGT[verb]
    fore = borja()
    fall = sag(fore)
    sagt = next(s for s in reversed(fall.insats.sagda) if s.kommando["kommando"] == verb)
    sager = las_kommando(dict(sagt.kommando)).sags_av() if verb == "besvara_forslag" else rutin.KOMMANDON[verb].roller
    rattar = av.roll in sager and av.roll in rutin.KOMMANDON["ratta"].roller
    if av.roll is Roll.ANORDNARE and rutin.KOMMANDON[verb].lases is Textslag.ONSKEMAL:
        with pytest.raises(Avvisning, match="det finns ingen uppgift"):  # it does not know of it
            far(fall, av, "ratta", vad=verb, stryk=True, motivering="x")
        return
    if not rattar:
        assert not far(fall, av, "ratta", vad=verb, stryk=True, motivering="x")
    elif av == rattaren(verb):
        assert far(fall, av, "ratta", vad=verb, stryk=True, motivering="x")
    if andring is not None:
        assert far(fall, av, "ratta", vad=verb, andringar=andring, motivering="x") == rattar


def forlangning(beslut: str) -> Spel:
    fall = Spel.pagaende("AMI1", start="2024-03-11")
    return fall.arbetsledare("2024-05-20", "besluta_forlangning", beslut=beslut, motivering="x")


@pytest.mark.krav("K0.10", "K11.1", sort="avslag")
def test_no_kv_turns_the_arbetsledares_no_into_a_yes_or_takes_its_decision_away() -> None:
    nej, ja = forlangning("avsla"), forlangning("bevilja")
    sagt = {"vad": "besluta_forlangning", "motivering": "x"}
    for fall, hur, slut in (
        (nej, {"andringar": {"beslut": "bevilja"}}, "2024-06-10"),
        (nej, {"stryk": True}, "2024-06-10"),
        (ja, {"stryk": True}, "2024-07-10"),
    ):
        svar = fall.avvisas("K0.10", fall.kv, "2024-05-21", "ratta", falt="av", **sagt, **hur)
        assert "arbetsledaren, inte karriärvägledaren" in svar
        assert str(fall.insats.slutdatum) == slut


@pytest.mark.krav("K0.10", "K14.4", sort="avslag")
def test_no_kv_changes_the_anordnares_own_figures() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="1", nummer="F1")
    sagt = {"vad": "lamna_faktureringsunderlag", "motivering": "x"}
    fore = fall.insats.underlag
    for hur in ({"andringar": {"belopp": "2713.20"}}, {"andringar": {"fakturanummer": "F9"}}, {"stryk": True}):
        fall.avvisas("K0.10", fall.kv, "2024-04-10", "ratta", falt="av", **sagt, **hur)
    assert fall.insats.underlag == fore


@pytest.mark.krav("K0.10", "K13.1", sort="avslag")
def test_a_saying_is_not_corrected_into_one_that_the_role_could_not_have_said() -> None:
    """A refusal of a proposed förlängning is the arbetsledare's, of the others the KV's; neither becomes the other."""
    fall = Spel.pagaende("AMI1", start="2024-03-11")
    for sort in ("forlangning", "annan_insats"):
        fall.anordnare("2024-05-15", "foresla", sort=sort, motivering="x")
    fall.kv("2024-05-16", "besvara_forslag", sort="annan_insats", motivering="x")
    sagt = {"vad": "besvara_forslag", "andringar": {"sort": "forlangning"}, "motivering": "x"}
    fall.avvisas("K0.10", fall.kv, "2024-05-17", "ratta", falt="av", **sagt)
    fall.avvisas("K0.10", fall.arbetsledare, "2024-05-17", "ratta", falt="av", **sagt)
    assert list(fall.insats.forslag) == ["forlangning"]


@pytest.mark.krav("K0.10", "K0.7")
def test_who_said_it_is_told_also_when_that_is_neither_of_the_two_sides() -> None:
    fall = forlangning("avsla").arbetsledare(
        "2024-05-21", "ratta", vad="besluta_forlangning", andringar={"beslut": "bevilja"}, motivering="x"
    )
    (nr,) = [p.nr for p in fall.poster if p.handelse.slag == "uppgift_rattad"]
    assert [m.till for m in fall.meddelanden if m.nr == nr] == [KV.roll, ANORDNARE.roll, ARBETSLEDARE.roll]
    egen = Spel.pagaende(start="2024-03-11").rattar(
        "2024-03-13", "bemanna", andringar={"handlaggare": "H2"}, motivering="x"
    )
    (nr,) = [p.nr for p in egen.poster if p.handelse.slag == "uppgift_rattad"]
    assert [m.till for m in egen.meddelanden if m.nr == nr] == [KV.roll, ANORDNARE.roll]


@pytest.mark.krav("K0.10", sort="gräns")
def test_what_was_corrected_before_the_rule_is_decided_and_told_of_as_it_was() -> None:
    """A history from before is replayed by its run's own edition; a line from before says nothing of who said it."""
    fall = forlangning("avsla")
    data = {"kommando": "ratta", "vad": "besluta_forlangning", "andringar": {"beslut": "bevilja"}, "motivering": "x"}
    steg = utfor(fall.insats, Inkommet("k", KV, las_kommando(data)), fall.nu, 0)
    (post,) = steg.poster
    gammal = post_till_json(post)
    assert gammal["handelse"].pop("sagd_av") is None
    assert post_fran_json(gammal) == post
    assert [m.till for m in steg.meddelanden] == [KV.roll, ANORDNARE.roll]
    tredje = Inkommet("k", Aktor(Roll.EKONOM, "e1"), las_kommando(data))
    with pytest.raises(Avvisning):
        utfor(fall.insats, tredje, fall.nu, 0)
