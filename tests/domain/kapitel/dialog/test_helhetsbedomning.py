"""§9.1: the common judgement is two people's, from either side, and nobody else's to know of (K9.5, K3.7)."""

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.kapitel.dialog.helhetsbedomning import KAPITEL, HelhetsbedomningRegistrerad, RegistreraHelhetsbedomning
from domain.liv.insyn import ser_post
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import Fall
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel

SOCIAL = Aktor(Roll.SOCIALSEKRETERARE, "ss1")
ANNAN = Aktor(Roll.SOCIALSEKRETERARE, "ss2")
REGISTRERA, BEKRAFTA = "registrera_helhetsbedomning", "bekrafta_helhetsbedomning"


def fallet() -> Spel:
    return Spel.pagaende(start="2024-03-11").kv("2024-03-12", "utse_socialsekreterare", till="ss1")


@pytest.mark.krav("K9.5", "K9.1")
@pytest.mark.parametrize(("forst", "sedan"), [(KV, SOCIAL), (SOCIAL, KV)], ids=["kv first", "social first"])
def test_one_registers_and_the_other_confirms_and_both_are_told(forst: Aktor, sedan: Aktor) -> None:
    fall = fallet()
    fall.sager(forst, "2024-05-02", REGISTRERA, manad="2024-04", bedomning="x")
    assert fall.insats.helhetsbedomningar["2024-04"].bekraftad is None
    assert fall.brev(str(sedan.roll), "Helhetsbedömning av 2024-04 att bekräfta")
    fall.sager(sedan, "2024-05-03", BEKRAFTA, manad="2024-04")
    assert fall.insats.helhetsbedomningar["2024-04"].bekraftad is not None
    for roll in (Roll.KARRIARVAGLEDARE, Roll.SOCIALSEKRETERARE):
        assert len(fall.brev(str(roll), "Helhetsbedömningen av 2024-04 är gemensam")) == 1


@pytest.mark.krav("K9.5", sort="avslag")
@pytest.mark.parametrize(
    "vem",
    [KV, Aktor(Roll.KARRIARVAGLEDARE, "kv2"), Aktor(Roll.SOCIALSEKRETERARE, "KV1")],
    ids=["the same", "another of the same role", "the same person in the other role"],
)
def test_it_is_never_one_persons(vem: Aktor) -> None:
    """The third is named as socialsekreterare too, so that nothing but who it is stands against it."""
    fall = Spel.pagaende(start="2024-03-11").kv("2024-03-12", "utse_socialsekreterare", till="KV1")
    fall.kv("2024-05-02", REGISTRERA, manad="2024-04", bedomning="x")
    fall.avvisas("K9.5", fall.sager, vem, "2024-05-03", BEKRAFTA, manad="2024-04", falt="av")


@pytest.mark.krav("K9.5", sort="avslag")
def test_a_socialsekreterare_speaks_only_of_the_kunder_it_is_named_for() -> None:
    for fall, vem in ((fallet(), ANNAN), (Spel.pagaende(start="2024-03-11"), SOCIAL)):
        fall.kv("2024-05-02", REGISTRERA, manad="2024-04", bedomning="x")
        fall.avvisas("K9.5", fall.sager, vem, "2024-05-03", BEKRAFTA, manad="2024-04", falt="av")
        fall.avvisas("K9.5", fall.sager, vem, "2024-05-03", REGISTRERA, manad="2024-03", bedomning="x", falt="av")
    ingen = Spel.pagaende(start="2024-03-11").kv("2024-05-02", REGISTRERA, manad="2024-04", bedomning="x")
    assert ingen.brev("karriarvagledare", "Ingen socialsekreterare är utsedd")


@pytest.mark.krav("K9.5", sort="gräns")
def test_what_is_common_is_registered_no_more_and_confirmed_once_but_can_be_corrected() -> None:
    fall = fallet()
    fall.avvisas("K9.5", fall.sager, SOCIAL, "2024-05-02", BEKRAFTA, manad="2024-04", falt="manad")
    fall.kv("2024-05-02", REGISTRERA, manad="2024-04", bedomning="x")
    fall.kv("2024-05-02T13:00", REGISTRERA, manad="2024-04", bedomning="xy")
    fall.sager(SOCIAL, "2024-05-03", BEKRAFTA, manad="2024-04")
    fall.avvisas("K9.5", fall.sager, SOCIAL, "2024-05-04", BEKRAFTA, manad="2024-04", falt="manad")
    fall.avvisas("K9.5", fall.kv, "2024-05-04", REGISTRERA, manad="2024-04", bedomning="z", falt="manad")
    fall.sager(SOCIAL, "2024-05-06", "ratta", vad=BEKRAFTA, stryk=True, motivering="för tidigt")
    assert fall.insats.helhetsbedomningar["2024-04"].bekraftad is None
    fall.sager(SOCIAL, "2024-05-07", BEKRAFTA, manad="2024-04")
    assert fall.insats.helhetsbedomningar["2024-04"].bekraftad is not None


@pytest.mark.krav("K9.5", "K0.6", sort="avslag")
def test_the_judgement_concerns_a_month_of_the_insats_that_has_begun() -> None:
    fall = fallet()
    sagt = {"bedomning": "x", "falt": "manad"}
    fall.avvisas("K9.1", fall.kv, "2024-05-02", REGISTRERA, manad="2024-02", **sagt)
    fall.avvisas("K0.6", fall.kv, "2024-05-02", REGISTRERA, manad="2024-06", **sagt)


@pytest.mark.krav("K3.7", "K9.5", sort="avslag")
def test_neither_history_nor_inbox_tells_the_anordnare_that_there_is_one_not_even_when_it_is_corrected() -> None:
    fall = fallet()
    fall.kv("2024-05-02", REGISTRERA, manad="2024-04", bedomning="x")
    fall.sager(SOCIAL, "2024-05-03", BEKRAFTA, manad="2024-04")
    fall.kv("2024-05-04", "ratta", vad=REGISTRERA, andringar={"manad": "2024-03"}, motivering="fel månad")
    hemliga = [p for p in fall.poster if "helhetsbedomning" in f"{p.handelse.slag} {getattr(p.handelse, 'vad', '')}"]
    assert len(hemliga) == 3
    ekonom = Aktor(Roll.EKONOM, "e1")

    def ser(vem: Aktor) -> list[bool]:
        return [ser_post(vem, p) for p in hemliga]

    assert ser(ANORDNARE) == ser(ekonom) == [False] * 3
    assert ser(KV) == ser(ARBETSLEDARE) == ser(SOCIAL) == [True] * 3
    assert not [m for m in fall.meddelanden if m.till is Roll.ANORDNARE and "helhet" in m.rubrik.lower()]
    assert fall.brev("socialsekreterare", "En registrerad uppgift är rättad")


@pytest.mark.krav("K9.5", sort="gräns")
def test_a_run_of_the_doors_first_edition_lets_one_person_do_it_as_it_was_decided_then() -> None:
    """Committed histories hold such sayings; a run begun under an earlier edition is read as it was decided."""
    fall = Spel.pagaende(start="2024-03-11").till("2024-05-02")
    k = las_kommando({"kommando": REGISTRERA, "manad": "2024-04", "bedomning": "x"})

    def registreras(i: Insats, av: Aktor, dorr: int) -> int:
        return len(list(KAPITEL.beslut[RegistreraHelhetsbedomning](i, k, Fall(i.senast, av, dorr=dorr))))

    assert registreras(fall.insats, SOCIAL, 1) == registreras(fall.insats, SOCIAL, 3) == 1
    with pytest.raises(Avvisning, match="utsedd för kunden"):
        registreras(fall.insats, SOCIAL, 4)
    gemensam = fallet().kv("2024-05-02", REGISTRERA, manad="2024-04", bedomning="x")
    gemensam.sager(SOCIAL, "2024-05-03", BEKRAFTA, manad="2024-04")
    assert registreras(gemensam.insats, KV, 3) == 1
    with pytest.raises(Avvisning, match="är redan gemensam"):
        registreras(gemensam.insats, KV, 4)
    forr = HelhetsbedomningRegistrerad("2024-04")
    assert KAPITEL.foljder[HelhetsbedomningRegistrerad].mening(forr).text == "Helhetsbedömning av april är registrerad"
