"""The payment month as a process: when it can be closed, who prepares and who attests, who is reminded and told."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer import forlopp
from domain.processer.betalningsmanad.lage import Betalningslage, far_se_del, process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.processer.betalningsmanad.stangning import effekter
from domain.processer.forlopp import Processlage, Processteg
from domain.processer.lagring import post_fran_json, post_till_json
from domain.processer.process import processbenamning
from domain.skeende.form import las_kommando
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from domain.tid.tidpunkt import midnatt, tolka_tid
from tests.verktyg.spel import SYSTEMET, d, regelverket

E1 = Aktor(Roll.EKONOM, "e1")
E2 = Aktor(Roll.EKONOM, "e2")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
ANORDNARE = Aktor(Roll.ANORDNARE, "a1", "A")
SUMMOR = [
    {"anordnare": "A", "att_betala": "3876.00", "overfors": "0.00", "rader": 1, "innehallna": 2},
    {"anordnare": "B", "att_betala": "0.00", "overfors": "-516.80", "rader": 1, "innehallna": 0},
]
STANG = {"kommando": "registrera_stangning", "summor": SUMMOR, "ej_svarat": 0}
FORBERED = {"kommando": "forbered_betalning"}
ATTESTERA = {"kommando": "attestera_betalning"}
ATERLAMNA = {"kommando": "aterlamna_betalning", "skal": "Fel anordnare på en rad."}


class Manaden:
    """One month and its clock; times are Stockholm times."""

    def __init__(self, manad: str = "2024-04") -> None:
        self.manad = manad
        self.p: Processlage | None = None
        self.poster: list[Post] = []
        self.meddelanden: list[Meddelande] = []
        self._nummer = count(1)

    @classmethod
    def stangd(cls, nar: str = "2024-04-16T00:05") -> Manaden:
        oppna = {"kommando": "oppna_betalningsmanad", "manad": "2024-04"}
        return cls().sager(SYSTEMET, "2024-04-16T00:00", oppna).sager(SYSTEMET, nar, STANG)

    def sager(self, av: Aktor, nar: str, data: dict[str, Any]) -> Manaden:
        self.till(nar)
        inkommet = Inkommet(f"k{next(self._nummer)}", av, las_kommando(data, BETALNINGSMANAD.verb))
        id_, tid = process_id(self.manad), tolka_tid(nar)
        return self._ta(forlopp.utfor(BETALNINGSMANAD, id_, self.p, inkommet, regelverket(), tid))

    def till(self, nar: str) -> Manaden:
        return self._ta(forlopp.lat_ga(BETALNINGSMANAD, self.p, tolka_tid(nar))) if self.p else self

    def _ta(self, steg: Processteg) -> Manaden:
        self.p = steg.efter
        self.poster += steg.poster
        self.meddelanden += steg.meddelanden
        return self

    @property
    def lage(self) -> Betalningslage:
        assert self.p is not None
        return self.p.lage  # type: ignore[no-any-return]

    @property
    def status(self) -> str:
        return self.lage.status

    def slag(self) -> list[str]:
        return [p.handelse.slag for p in self.poster]

    def brev(self, till: Roll, part: str | None = None) -> list[str]:
        return [m.rubrik for m in self.meddelanden if m.till is till and m.part == part]

    def nar(self, slag: str) -> list[datetime]:
        return [p.tid for p in self.poster if p.handelse.slag == slag]


# --- closing


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("nar", ["2024-04-15T23:59", "2024-04-07T12:00", "2024-03-16T00:00"])
def test_a_month_is_not_closed_before_midnight_on_its_sixteenth(nar: str) -> None:
    with pytest.raises(Avvisning, match=r"^manad: 2024-04 kan stängas tidigast 2024-04-16 klockan 00:00 ") as fel:
        Manaden().sager(E1, nar, {"kommando": "oppna_betalningsmanad", "manad": "2024-04"})
    assert (fel.value.regel, fel.value.falt) == ("K14.6", "manad")


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("nar", ["2024-04-16T00:00", "2024-04-16T00:01", "2024-05-20T12:00"])
@pytest.mark.parametrize("av", [SYSTEMET, E1, AL])
def test_from_midnight_on_the_sixteenth_a_month_is_closed_by_the_calendar_or_by_hand(nar: str, av: Aktor) -> None:
    m = Manaden().sager(av, nar, {"kommando": "oppna_betalningsmanad", "manad": "2024-04"})
    assert m.status == "stangs"
    (effekt,) = effekter(m.lage)
    assert effekt.argument["manad"] == "2024-04"
    assert datetime.fromisoformat(str(effekt.argument["vantar_till"])) - tolka_tid(nar) == (
        tolka_tid("2024-04-16T02:00") - tolka_tid("2024-04-16T00:00")
    )
    m.sager(SYSTEMET, nar, STANG)
    assert m.status == "stangd"
    assert list(effekter(m.lage)) == []


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("av", [KV, ANORDNARE])
def test_a_month_is_closed_by_the_calendar_the_ekonom_or_the_arbetsledare_alone(av: Aktor) -> None:
    with pytest.raises(Avvisning, match="ekonomen eller arbetsledaren eller systemet"):
        Manaden().sager(av, "2024-04-16T00:00", {"kommando": "oppna_betalningsmanad", "manad": "2024-04"})


@pytest.mark.krav("K14.6")
def test_a_month_that_a_later_one_holds_is_done_and_says_which() -> None:
    m = Manaden().sager(E1, "2024-05-20T12:00", {"kommando": "oppna_betalningsmanad", "manad": "2024-04"})
    m.sager(SYSTEMET, "2024-05-20T12:00", {"kommando": "registrera_ingar", "i": "2024-05"})
    assert BETALNINGSMANAD.klar(m.lage)
    with pytest.raises(Avvisning, match="ingår i 2024-05"):
        m.sager(E1, "2024-05-20T12:00", FORBERED)


# --- four eyes


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("av", [E2, AL])
def test_what_one_prepares_another_attests_and_then_it_is_final(av: Aktor) -> None:
    m = Manaden.stangd().sager(E1, "2024-04-16T09:00", FORBERED)
    assert m.status == "forberedd"
    m.sager(av, "2024-04-16T10:00", ATTESTERA)
    assert m.status == "attesterad"
    assert BETALNINGSMANAD.klar(m.lage)
    for data in (FORBERED, ATTESTERA, ATERLAMNA):
        with pytest.raises(Avvisning, match="är attesterad av"):
            m.sager(E2, "2024-04-16T11:00", data)


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("av", [E1, Aktor(Roll.ARBETSLEDARE, "e1"), Aktor(Roll.EKONOM, "E1")])
def test_nobody_attests_their_own_preparation_whatever_role_they_speak_in(av: Aktor) -> None:
    m = Manaden.stangd().sager(E1, "2024-04-16T09:00", FORBERED)
    with pytest.raises(Avvisning, match="den som har förberett attesterar inte") as fel:
        m.sager(av, "2024-04-16T10:00", ATTESTERA)
    assert (fel.value.regel, fel.value.falt) == ("K14.6", "av")
    assert m.status == "forberedd"


@pytest.mark.krav("K14.6")
def test_only_the_preparer_of_the_round_is_kept_from_attesting_it() -> None:
    m = Manaden.stangd().sager(E1, "2024-04-16T09:00", FORBERED)
    m.sager(E2, "2024-04-16T10:00", ATERLAMNA).sager(E2, "2024-04-16T11:00", FORBERED)
    with pytest.raises(Avvisning, match="e2 förberedde"):
        m.sager(E2, "2024-04-16T12:00", ATTESTERA)
    assert m.sager(E1, "2024-04-16T12:00", ATTESTERA).status == "attesterad"


@pytest.mark.krav("K14.6")
def test_a_return_needs_a_reason_and_something_to_return() -> None:
    m = Manaden.stangd()
    with pytest.raises(Avvisning, match="ingen förberedd omgång"):
        m.sager(E2, "2024-04-16T09:00", ATERLAMNA)
    m.sager(E1, "2024-04-16T09:00", FORBERED)
    with pytest.raises(Avvisning, match="skal"):
        m.sager(E2, "2024-04-16T10:00", ATERLAMNA | {"skal": "  "})
    with pytest.raises(Avvisning, match="skal"):
        m.sager(E2, "2024-04-16T10:00", {"kommando": "aterlamna_betalning"})
    assert m.sager(E2, "2024-04-16T10:00", ATERLAMNA).status == "stangd"


@pytest.mark.krav("K14.6")
def test_the_arbetsledare_attests_but_does_not_prepare() -> None:
    with pytest.raises(Avvisning, match="det här gör ekonomen, inte arbetsledaren"):
        Manaden.stangd().sager(AL, "2024-04-16T09:00", FORBERED)


VAD = st.sampled_from([FORBERED, ATTESTERA, ATERLAMNA])
VEM = st.sampled_from([E1, E2, AL, Aktor(Roll.ARBETSLEDARE, "e1")])


@pytest.mark.krav("K14.6")
@given(st.lists(st.tuples(VEM, VAD), max_size=12))
def test_whatever_is_said_an_attested_month_has_two_persons_behind_its_last_round(
    sagt: list[tuple[Aktor, dict[str, Any]]],
) -> None:
    m = Manaden.stangd()
    for av, data in sagt:
        try:
            m.sager(av, "2024-04-16T09:00", data)
        except Avvisning as fel:
            assert fel.regel == "K14.6"
    k = m.lage.kontroll
    if k.attesterad:
        assert k.forberedd is not None
        assert k.forberedd.av.id != k.attesterad.av.id
        assert m.slag()[-2:] == ["betalning_forberedd", "betalning_attesterad"]
    assert m.slag().count("betalning_attesterad") == (k.attesterad is not None)
    # The journal is the state: read back from its stored form it tells the same.
    igen = [post_fran_json(BETALNINGSMANAD, post_till_json(BETALNINGSMANAD, p)) for p in m.poster]
    assert forlopp.vik(BETALNINGSMANAD, process_id("2024-04"), igen) == m.p


# --- reminders and notices


@pytest.mark.krav("K14.6", "K0.8")
def test_the_ekonom_is_reminded_the_arbetsdag_before_and_everyone_when_it_is_late() -> None:
    m = Manaden.stangd()  # Tuesday 16 April: three arbetsdagar end on Friday 19
    m.till("2024-04-18T07:59")
    assert m.nar("betalning_paminnelse") == []
    m.till("2024-04-19T23:59")
    assert m.nar("betalning_paminnelse") == [tolka_tid("2024-04-18T08:00")]
    assert m.nar("betalning_forsenad") == []
    m.till("2024-04-20T00:00")
    assert m.nar("betalning_forsenad") == [midnatt(d("2024-04-20"))]
    assert any("förberedelsen skulle ha skett senast 2024-04-19" in b for b in m.brev(Roll.ARBETSLEDARE))
    m.sager(E1, "2024-04-22T09:00", FORBERED)
    (forsta, andra) = BETALNINGSMANAD.bevakningar(m.lage)
    assert [processbenamning(b.slag) for b in (forsta, andra)] == ["förberedelse av betalning", "attest av betalning"]
    assert (forsta.utfall, andra.utfall, andra.frist) == ("sen", "oppen", d("2024-04-25"))


@pytest.mark.krav("K14.6", "K0.8")
def test_the_frist_is_met_by_what_is_prepared_on_its_day() -> None:
    m = Manaden.stangd().sager(E1, "2024-04-19T23:59", FORBERED)
    assert next(iter(BETALNINGSMANAD.bevakningar(m.lage))).utfall == "uppfylld"
    m.sager(E2, "2024-04-20T09:00", ATTESTERA).till("2024-06-01T00:00")
    assert "betalning_forsenad" not in m.slag()


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("status", ["stangs", "stangd", "forberedd", "attesterad"])
def test_an_anordnare_sees_its_own_part_once_it_is_attested(status: Any) -> None:
    assert far_se_del(ANORDNARE, "A", status) is (status == "attesterad")
    assert not far_se_del(ANORDNARE, "B", status)
    assert far_se_del(E1, "A", status)
    assert far_se_del(AL, "A", status)
    assert not far_se_del(KV, "A", status)
