"""Which write-off and which shortcoming is struck, what is left of it, and who is told (K0.10, K13.6, K13.7)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Avskrivning, Avskrivningsforslag, Oppnad
from domain.insats.insats import med
from domain.insats.tradar import Attestfraga, Brist
from domain.liv import avskrivning
from domain.liv.aterta import KAPITEL, AvskrivningStruken, BristStruken, aterta, prova_roll
from domain.liv.avskrivning import AvskrivningAvslagen, AvskrivningForeslagen, BevakningAvskriven
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import Fall
from domain.skeende.mening import Mening
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, d, tid

T1, T2, T3 = tid("2024-04-10"), tid("2024-04-11"), tid("2024-04-12")
KVR, AL, A = Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.ANORDNARE
RAPPORT, PLAN, MOTE = "manadsrapport:2024-03", "genomforandeplan", "uppstartsmote"
GRUND = Spel.pagaende().insats


def oppnad(slag: str, avser: str | None = None, regel: str = "K7.3") -> Oppnad:
    return Oppnad(T1, slag, avser, regel, A, d("2024-04-07"))


SKRIVET = med(
    GRUND,
    oppnade={
        RAPPORT: oppnad("manadsrapport", "2024-03", "K8.1"), PLAN: oppnad(PLAN), MOTE: oppnad(MOTE, regel="K7.1"),
        "slutrapport": oppnad("slutrapport", regel="K12.1"),
    },
    avskrivna={PLAN: T1, MOTE: T2, RAPPORT: T1},
    avskrivningar={PLAN: Avskrivning(7), RAPPORT: Avskrivning(8, attesterad=True)},
    avskrivningsforslag={"slutrapport": Avskrivningsforslag(11, T3, "kv1")},
    nr=12,
)  # fmt: skip
UTAN_FORSLAG = med(SKRIVET, avskrivningsforslag={})


def stryk(i: Any, vad: str, av: Aktor = KV, nr: int | None = None) -> Any:
    data = {"kommando": "ratta", "vad": vad, "stryk": True, "motivering": "x"} | ({"nr": nr} if nr else {})
    (h,) = aterta(i, las_kommando(data), Fall(T3, av))  # type: ignore[arg-type]
    return h


@pytest.mark.krav("K0.10", "K13.7")
def test_the_latest_is_struck_or_the_one_of_the_line_that_is_named_and_each_by_those_who_could_make_it() -> None:
    forslag = AvskrivningStruken(11, "avskriv", "slutrapport", "slutrapport", None, "K12.1")
    motet = AvskrivningStruken(None, "avskriv", MOTE, MOTE, None, "K7.1")  # of before its line was noted
    planen = AvskrivningStruken(7, "avskriv", PLAN, PLAN, None, "K7.3")
    assert stryk(SKRIVET, "avskriv") == forslag
    assert stryk(UTAN_FORSLAG, "avskriv") == motet
    assert (stryk(SKRIVET, "avskriv", nr=7), stryk(SKRIVET, "avskriv", nr=11)) == (planen, forslag)
    tva = AvskrivningStruken(8, "besluta_avskrivning", RAPPORT, "manadsrapport", "2024-03", "K8.1")
    assert stryk(SKRIVET, "besluta_avskrivning", ARBETSLEDARE) == tva
    samtidiga = med(UTAN_FORSLAG, avskrivna={PLAN: T1, MOTE: T1}, avskrivningar={PLAN: Avskrivning(7)})
    assert stryk(samtidiga, "avskriv") == planen


@pytest.mark.krav("K0.7", "K0.10", sort="avslag")
@pytest.mark.parametrize(
    ("vad", "nr", "av", "sagt"),
    [
        ("avskriv", 8, KV, "nr: det finns ingen uppgift avskriv med nummer 8 att stryka (K0.7)"),
        ("avskriv", 9, KV, "nr: det finns ingen uppgift avskriv med nummer 9 att stryka (K0.7)"),
        (
            "besluta_avskrivning", 7, ARBETSLEDARE,
            "nr: det finns ingen uppgift besluta avskrivning med nummer 7 att stryka (K0.7)",
        ),
        ("registrera_brist", None, KV, "vad: det finns ingen uppgift registrera brist att stryka (K0.7)"),
        ("avskriv", 7, ANORDNARE, "av: uppgiften stryks av den som kan registrera den (K0.10)"),
        ("besluta_avskrivning", None, KV, "av: uppgiften stryks av den som kan registrera den (K0.10)"),
    ],
)  # fmt: skip
def test_what_is_not_there_or_not_ones_own_is_not_struck(vad: str, nr: int | None, av: Aktor, sagt: str) -> None:
    with pytest.raises(Avvisning) as nej:
        stryk(SKRIVET, vad, av, nr)
    assert str(nej.value) == sagt


@pytest.mark.krav("K0.7", "K0.10", sort="avslag")
def test_a_write_off_is_not_changed_and_a_fact_is_put_right_by_those_who_could_say_it() -> None:
    k = las_kommando({"kommando": "ratta", "vad": "avskriv", "andringar": {"avser": "2024-04"}, "motivering": "x"})
    with pytest.raises(Avvisning) as nej:
        list(aterta(SKRIVET, k, Fall(T3, KV)))  # type: ignore[arg-type]
    assert str(nej.value) == "andringar: avskriv ändras inte: stryk, och säg det på nytt (K0.7)"
    with pytest.raises(Avvisning) as nej:
        prova_roll({"kommando": "framfor_onskemal", "sort": "avslut"}, Fall(T3, ARBETSLEDARE))
    assert str(nej.value).startswith("av: uppgiften rättas och stryks av den som kan registrera den: ")
    assert str(nej.value).endswith(", inte arbetsledaren (K0.10)")
    prova_roll({"kommando": "bemanna", "handlaggare": "H1"}, Fall(T3, ANORDNARE))


@pytest.mark.krav("K0.10", "K13.7")
def test_what_is_struck_is_gone_from_every_note_of_it_and_the_case_is_open_again() -> None:
    fragor = (Attestfraga("a", T1, 5, galler=RAPPORT), Attestfraga("b", T1, 5, galler="slutrapport"))
    i = med(SKRIVET, attestfragor=fragor, slutford=T2)
    vik: Any = KAPITEL.foljder[AvskrivningStruken].vik
    efter = vik(i, AvskrivningStruken(7, "avskriv", PLAN, PLAN, None, "K7.3"), T3)
    assert efter == med(
        i, avskrivna={MOTE: T2, RAPPORT: T1}, avskrivningar={RAPPORT: Avskrivning(8, attesterad=True)}, slutford=None,
        rattad=T3,
    )  # fmt: skip
    taget = vik(i, AvskrivningStruken(11, "avskriv", "slutrapport", "slutrapport", None, "K12.1"), T3)
    borta = Attestfraga("b", T1, 5, galler="slutrapport", forfallen=True)
    assert taget == med(i, avskrivningsforslag={}, attestfragor=(fragor[0], borta))


@pytest.mark.krav("K13.6", "K0.10")
def test_the_latest_shortcoming_that_somebody_registered_is_struck_or_the_one_of_its_line() -> None:
    ett, tva = Brist(T1, "brister_i_uppdrag", None, 3), Brist(T2, "brister_i_uppdrag", None, 5)
    sen = Brist(T3, "rapport_sen_over_en_manad", "2024-03", 6)  # found by the service
    i = med(SKRIVET, brister=(ett, tva, sen))
    assert stryk(i, "registrera_brist") == BristStruken(5, "brister_i_uppdrag", None)
    assert stryk(i, "registrera_brist", nr=3) == BristStruken(3, "brister_i_uppdrag", None)
    vik: Any = KAPITEL.foljder[BristStruken].vik
    assert vik(i, BristStruken(5, "brister_i_uppdrag", None), T3).brister == (ett, sen)
    lika = med(SKRIVET, brister=(tva, ett, tva))
    assert vik(lika, BristStruken(5, "brister_i_uppdrag", None), T3).brister == (ett, tva)


def brev(kapitel: Any, h: Any, i: Any = SKRIVET) -> list[tuple[Roll, str, str]]:
    return [(b.till, b.regel, b.rubrik) for b in kapitel.foljder[type(h)].brev(i, h)]


@pytest.mark.krav("K0.10")
@pytest.mark.parametrize(("kvar", "hur"), [(True, "väntas igen"), (False, "är struken")])
def test_that_a_write_off_is_struck_is_told_to_the_three_whom_it_concerns(kvar: bool, hur: str) -> None:
    h = AvskrivningStruken(8, "besluta_avskrivning", RAPPORT, "manadsrapport", "2024-03", "K8.1")
    text = f"Avskrivningen är struken: månadsrapport 2024-03 {hur} (§8.1, K8.1, K0.10)"
    i = SKRIVET if kvar else med(SKRIVET, oppnade={})
    assert brev(KAPITEL, h, i) == [(roll, "K0.10", text) for roll in (KVR, A, AL)]
    rad = "Avskrivningen är struken: månadsrapport 2024-03 väntas igen"
    assert KAPITEL.foljder[type(h)].mening(h) == Mening(rad, "K0.10", "god")


@pytest.mark.krav("K13.7")
@pytest.mark.parametrize(
    ("slag", "namn"),
    [
        ("manadsrapport", "månadsrapport 2024-03"),
        ("rapportgodkannande", "komplettering av månadsrapport 2024-03"),
    ],
)
def test_a_write_off_is_told_by_what_it_is_of_as_the_anordnare_owes_it(slag: str, namn: str) -> None:
    fakta = (f"{slag}:2024-03", slag, "2024-03", "K8.1")
    forslag, nej = AvskrivningForeslagen(*fakta, "kv1"), AvskrivningAvslagen(*fakta)
    assert brev(avskrivning.KAPITEL, forslag) == [
        (AL, "K13.7", f"Förslag att ta ställning till: avskrivning av {namn} (§13, K13.7)"),
        (
            A, "K13.7",
            f"Avskrivning av {namn} är föreslagen; "
            "beviljas den betalas inte ersättningen som vilar på den (§13, K13.7)",
        ),
    ]  # fmt: skip
    text = f"Avskrivningen av {namn} är avslagen; den väntas fortfarande (§13, K13.7)"
    assert brev(avskrivning.KAPITEL, nej) == [(KVR, "K13.7", text), (A, "K13.7", text)]


@pytest.mark.krav("K0.8", "K13.7")
@pytest.mark.parametrize(("attesterad", "till"), [(False, [A]), (True, [A, KVR])])
def test_what_is_written_off_is_told_to_the_anordnare_and_to_who_proposed_it(attesterad: bool, till: Any) -> None:
    h = BevakningAvskriven(RAPPORT, "manadsrapport", "2024-03", "K8.1", attesterad=attesterad)
    text = "Avskriven: månadsrapport 2024-03 (§8.1, K8.1, K0.8)"
    assert brev(avskrivning.KAPITEL, h) == [(roll, "K8.1", text) for roll in till]
