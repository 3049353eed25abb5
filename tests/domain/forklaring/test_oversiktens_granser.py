"""The case at a glance, to the day and the instant: what comes first, what is since, and what is not there yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.forklaring.forklaring import forklara_bevakning
from domain.forklaring.oversikt import _hallet, i_korthet, nasta_frister
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Avskrivningsforslag, Rattelseforslag
from domain.insats.insats import Insats, med
from domain.insats.tradar import Anmalan, Attestfraga, Avslutsforslag, Forslag, MedgivenLedighet
from domain.insats.uppgifter import Franvaro, Granskning, Kontakt, Kontaktforsok, Omgang
from domain.liv.lagesbild import Bevakningsrad, bevakningsrader
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, tid

FALLET = Spel.pagaende(start="2024-03-11").till("2024-04-10T12:00")
I_APRIL = FALLET.insats


def glimt(**fakta: Any) -> Any:
    i: Insats = med(I_APRIL, **fakta)
    return i_korthet(i, KV, i.idag)


def forsok(dag: str, lyckat: bool = False) -> Kontaktforsok:
    return Kontaktforsok(d(dag), lyckat, tid(dag))


@pytest.mark.krav("K7.2", "K10.4", sort="gräns")
def test_an_attempt_on_the_day_of_the_last_contact_is_since_it_and_of_two_that_day_the_last_said_is_the_last() -> None:
    dagar = ("2024-04-03", "2024-04-04", "2024-04-05")
    alla = (*(forsok(dag) for dag in reversed(dagar)), forsok("2024-04-06", lyckat=True))
    tva = tuple(Kontakt(d("2024-04-04"), form, tid(nar)) for form, nar in (
        ("telefon", "2024-04-06"), ("digitalt", "2024-04-05"),
    ))  # fmt: skip
    kontakt = glimt(
        kontakter=(*tva, Kontakt(d("2024-04-01"), "telefon", tid("2024-04-09"))), kontaktforsok=alla
    ).kontakt
    assert kontakt.senast == tva[0]
    assert kontakt.forgaves == (d("2024-04-04"), d("2024-04-05"))
    utan = glimt(kontakter=(), kontaktforsok=alla).kontakt
    assert (utan.senast, utan.forgaves) == (None, tuple(map(d, dagar)))


@pytest.mark.krav("K9.3", "K10.0")
def test_absence_and_leave_are_told_the_latest_first_and_of_one_day_the_last_said() -> None:
    franvaro = [Franvaro("sjuk", d(dag), None, tid(nar)) for dag, nar in (
        ("2024-04-01", "2024-04-09"), ("2024-04-03", "2024-04-04"), ("2024-04-03", "2024-04-05"),
    )]  # fmt: skip
    ledigt = [MedgivenLedighet(f.tid, f.fran, f.fran) for f in franvaro]
    o = glimt(franvaro=tuple(franvaro), medgiven_ledighet=tuple(ledigt))
    assert list(o.franvaro) == franvaro[::-1]
    assert list(o.medgiven_ledighet) == ledigt[::-1]


def rad(nyckel: str, frist: str, utfall: Any) -> Bevakningsrad:
    return Bevakningsrad(nyckel, nyckel, None, "K7.3", Roll.ANORDNARE, "A", tid("2024-03-01"), d(frist), utfall, None)


@pytest.mark.krav("K0.8", sort="gräns")
def test_the_next_frister_are_late_or_due_today_at_the_earliest_and_three_at_most() -> None:
    idag = d("2024-04-10")
    rader = [
        rad("e", "2024-04-12", "oppen"), rad("b", "2024-04-10", "oppen"), rad("a", "2024-04-10", "oppen"),
        rad("x", "2024-04-09", "oppen"), rad("y", "2024-04-11", "uppfylld"), rad("d", "2024-04-09", "forsenad"),
    ]  # fmt: skip
    assert [r.nyckel for r in nasta_frister(rader, idag)] == ["d", "a", "b"]
    assert [r.nyckel for r in nasta_frister(rader, idag, 4)] == ["d", "a", "b", "e"]


@pytest.mark.krav("K7.8", sort="gräns")
def test_a_report_tells_of_the_delmal_of_the_plan_that_was_approved_when_it_came() -> None:
    godkand = tid("2024-04-03")
    plan = Omgang((tid("2024-03-20"), tid("2024-03-28")), (Granskning(godkand, True),), False, 2)
    nyast = Omgang((tid("2024-04-05"),), (), True, 9)
    rapporter = {
        m: Omgang((nar,))
        for m, nar in (("2024-02", godkand), ("2024-03", tid("2024-04-04")), ("2024-01", tid("2024-04-02")))
    }
    progression = {
        "2024-03": ("natt", "pagar"), "2024-02": ("pagar",), "2024-01": ("natt", "natt"), "2023-12": ("natt", "natt"),
    }  # fmt: skip
    lage = glimt(planer=(plan, nyast), rapporter=rapporter, progression=progression).plan
    assert (lage.omgang, lage.version, lage.lamnad, lage.godkand) == (1, 2, tid("2024-03-28"), godkand)
    assert [(x.nummer, x.manader) for x in lage.delmal] == [
        (1, (("2024-02", "pagar"), ("2024-03", "natt"))), (2, (("2024-03", "pagar"),)),
    ]  # fmt: skip
    assert lage.manader == ("2024-02", "2024-03")
    assert glimt(planer=(nyast,)).plan is None


@pytest.mark.krav("K3.7", "K4.6", sort="avslag")
@pytest.mark.parametrize(("som", "ser"), [(ANORDNARE, False), (KV, True), (None, True)])
def test_what_one_may_not_see_is_explained_to_one_neither_by_its_name_nor_among_those_there_are(
    som: Aktor | None, ser: bool
) -> None:
    """The KV has asked the arbetsledare in a thread that the anordnare is not in, and both in another."""
    fall = Spel.pagaende(start="2024-03-11")
    for n, till in ((26, ["arbetsledare"]), (27, ["arbetsledare", "anordnare"])):
        fall.kv(f"2024-03-{n}", "skriv_meddelande", amne="x", text="x", till=till, svar_vantas_av="arbetsledare")
    dold, delad = (r for r in bevakningsrader(fall.insats) if r.slag == "svar")

    def forklarat(avser: str | None) -> str:
        return forklara_bevakning(fall.insats, fall.poster, "svar", avser, som).rad.nyckel

    assert forklarat(delad.avser) == delad.nyckel
    vilka = f"{dold.avser}, {delad.avser}" if ser else delad.avser
    with pytest.raises(Avvisning) as nej:
        forklarat("finns inte")
    text = f"ange vilken bevakning svar det gäller: {vilka}"
    assert (nej.value.regel, nej.value.falt, nej.value.text) == ("K0.8", "avser", text)
    if ser:
        assert forklarat(dold.avser) == dold.nyckel
    else:
        with pytest.raises(Avvisning) as nej:
            forklarat(dold.avser)
        assert nej.value.text == text


@pytest.mark.krav("K13.2", "K13.7")
def test_each_thing_that_waits_for_the_arbetsledare_without_a_frist_is_told_in_its_own_words() -> None:
    t1, t2, t3 = (tid(f"2024-04-0{n}") for n in (2, 3, 4))
    o = glimt(
        avskrivningsforslag={"genomforandeplan": Avskrivningsforslag(7, t1, "kv1")},
        avslutsforslag=Avslutsforslag(t2, "kv1", "flytt", d("2024-04-30"), "avbruten", None, False),
        rattelseforslag=Rattelseforslag(t3, "kv1", 5, "besluta_avslut", {}, None),
    )
    assert [(x.vad, x.till, x.sedan, x.frist) for x in o.obesvarat] == [
        (f"karriärvägledarens förslag {vad}", Roll.ARBETSLEDARE, t, None)
        for vad, t in (("om avskrivning", t1), ("om avslut", t2), ("om rättelse av ett avslut", t3))
    ]


@pytest.mark.krav("K4.6", "K13.2")
def test_what_waits_without_a_frist_stands_last_by_when_it_was_asked_and_is_told_in_words() -> None:
    t1, t2, t3, t4 = (tid(f"2024-04-0{n}") for n in (2, 3, 4, 5))
    slut = Avslutsforslag(t4, "kv1", "flytt", d("2024-04-30"), "avbruten", None, False)
    fakta: dict[str, Any] = {
        "anmalningar": (
            Anmalan(t3, "oklart_uppdrag"), Anmalan(t1, "okand_anledning"), Anmalan(t1, "oklart_uppdrag", besvarad=t2),
            Anmalan(t1, "oklart_uppdrag", svar_inom=5),
        ),
        "forslag": {"forlangning": Forslag(t2, till=Roll.ARBETSLEDARE), "avslut": Forslag(t2, svar_inom=5)},
        "avslutsforslag": slut,
    }  # fmt: skip
    utan = [(o.vad, o.till, o.sedan) for o in glimt(**fakta).obesvarat if o.frist is None]
    assert utan == [
        ("anmälan: okand_anledning", Roll.KARRIARVAGLEDARE, t1), ("förslag om förlängning", Roll.ARBETSLEDARE, t2),
        ("anmälan: uppdraget är oklart", Roll.KARRIARVAGLEDARE, t3),
        ("karriärvägledarens förslag om avslut", Roll.ARBETSLEDARE, t4),
    ]  # fmt: skip
    bevakad = glimt(**fakta, avslutsattester=(Attestfraga("avslut-1", t4, 5),)).obesvarat
    assert "karriärvägledarens förslag om avslut" not in {o.vad for o in bevakad}
    a = i_korthet(med(I_APRIL, **fakta), ANORDNARE, I_APRIL.idag).obesvarat
    assert "karriärvägledarens förslag om avslut" not in {o.vad for o in a}


def test_of_a_case_without_an_uppdrag_there_is_nothing_to_see_and_nothing_is_held() -> None:
    o = i_korthet(med(I_APRIL, uppdrag=None, beslutsgrund=None), KV, I_APRIL.idag)
    assert (o.omfattning, o.narvaro, o.beslut, o.hallet) == (None, (), None, ())
    assert list(_hallet(med(I_APRIL, uppdrag=None))) == []
    assert i_korthet(I_APRIL, ANORDNARE, I_APRIL.idag).beslut is None and i_korthet(I_APRIL, KV, I_APRIL.idag).beslut
    assert [n.manad for n in i_korthet(I_APRIL, KV, I_APRIL.idag).narvaro] == ["2024-03", "2024-04"]
    assert replace(I_APRIL).uppdrag is not None
