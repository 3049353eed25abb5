"""§3, §4, §7, §8.3, §9, §13: what contacts, meetings, proposals and matters are refused for, at each limit."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Aktor
from domain.insats.insats import Insats, med
from domain.insats.tradar import Anmalan, Forslag, Moteskallelse, Uppstartsutfall
from domain.insats.uppgifter import Kontakt, Omgang, Uppfoljningsmote
from domain.kapitel.dialog.anmalan import AnmalanBesvarad, AnmalanGjord
from domain.kapitel.dialog.forslag import ForslagAvgjort, ForslagLamnat
from domain.kapitel.kontakt.moteskallelse import UppfoljningsmoteFlyttat, UppfoljningsmoteKallat, kommande_moten
from domain.kapitel.kontakt.uppfoljning import PlanrevideringBegard, UppfoljningsmoteRegistrerat
from domain.kapitel.kontakt.uppstartsutfall import UppstartsmoteRegistrerat
from domain.kapitel.kontakt.veckokontakt import KundkontaktRegistrerad
from domain.skeende.handelse import Handelse
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.domain.kapitel.raknat.borta import insatsen
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, d, tid

NU = "2024-04-10"
UTE = "ligger utanför insatsen"


def provat(i: Insats, av: Aktor, verb: str, sagt: dict[str, Any], blir: Handelse | None, nej: Any) -> None:
    """The decision is ``blir``, or the refusal ``nej``: rule, field and sentence."""
    if nej:
        assert nekat(i, av, NU, verb, **sagt) == nej
    else:
        assert beslutat(i, av, NU, verb, **sagt) == [blir]


@pytest.mark.krav("K7.2", "K3.6", "K0.6", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "form", "nej", "sen"),
    [
        (NU, "telefon", None, None),
        ("2024-04-11", "telefon", ("K0.6", "datum", "2024-04-11 ligger i framtiden"), None),
        ("2024-03-11", "telefon", None, None),
        ("2024-03-10", "telefon", ("K7.2", "datum", f"kontakten {UTE}"), None),
        ("2024-04-02", "telefon", ("K7.2", "datum", "en sådan kontakt är redan registrerad den 2024-04-02"), None),
        ("2024-04-02", "personligt", None, None),
        ("2024-03-20", "telefon", None, "2024-W12"),  # its week has passed without one
    ],
)
def test_a_contact_is_told_of_once_and_within_the_insats(dag: str, form: Any, nej: Any, sen: str | None) -> None:
    kontakt = Kontakt(d("2024-04-02"), "telefon", tid("2024-04-02"))
    i = med(insatsen(), kontakter=(kontakt,), passerade={"veckokontakt:2024-W12": (), "veckokontakt:2024-W14": ()})
    blir = KundkontaktRegistrerad(d(dag), form, False, sen)
    provat(i, ANORDNARE, "registrera_kundkontakt", {"datum": dag, "form": form}, blir, nej)


@pytest.mark.krav("K7.7", "K8.5", "K8.8", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "planen", "staten", "nej"),
    [
        (NU, "galler", {}, None),
        ("2024-04-11", "galler", {}, ("K0.6", "datum", "2024-04-11 ligger i framtiden")),
        ("2024-03-10", "galler", {}, ("K7.7", "datum", f"mötet {UTE}")),
        ("2024-04-02", "galler", {"uppfoljningsmoten": (Uppfoljningsmote(tid(NU), d("2024-04-02"), False),)},
         ("K7.7", "datum", "ett uppföljningsmöte den 2024-04-02 är redan registrerat")),
        (NU, "revideras", {}, ("K8.8", "planen", "ingen genomförandeplan har kommit in att revidera")),
        (NU, "revideras", {"planer": (Omgang((tid(NU),)),)}, None),
        (NU, "revideras", {"planer": (Omgang((tid(NU),)),), "avslutad": tid(NU)},
         ("K8.8", "planen", "insatsen är avslutad; planen kan inte revideras")),
    ],
)  # fmt: skip
def test_a_follow_up_is_registered_once_and_a_plan_revised_where_there_is_one(
    dag: str, planen: Any, staten: dict[str, Any], nej: Any
) -> None:
    i = med(insatsen(), progression={"2024-03": ("pagar",), "2024-02": ("ej_paborjat",)}, **staten)
    blir = UppfoljningsmoteRegistrerat(d(dag), planen, ("pagar",))
    provat(i, KV, "registrera_uppfoljningsmote", {"datum": dag, "planen": planen}, blir, nej)


@pytest.mark.krav("K8.5", "K0.8", sort="avslag")
def test_one_revision_is_asked_for_at_a_time() -> None:
    sagt = {"motivering": "x"}
    plan = (Omgang((tid("2024-04-02"),)),)
    redan = ("K8.5", None, "en revidering är redan begärd och har inte kommit in")
    vantar = {"planer": plan, "planrevideringar": (tid("2024-04-03"),)}
    for staten, nej in (
        ({}, ("K8.5", None, "ingen genomförandeplan har kommit in att revidera")),
        ({"planer": plan}, None),
        (vantar, redan),
        (vantar | {"planer": (Omgang((tid("2024-04-02"), tid("2024-04-04"))),)}, None),
        (vantar | {"avskrivna": {"planrevidering:1": tid("2024-04-05")}}, None),
    ):
        provat(med(insatsen(), **staten), KV, "begar_planrevidering", sagt, PlanrevideringBegard(), nej)


def kallat(*dagar: str, hallna: tuple[str, ...] = ()) -> Insats:
    return med(
        insatsen(), kallelser=tuple(Moteskallelse(tid("2024-04-02"), d(dag), "telefon") for dag in dagar),
        uppfoljningsmoten=tuple(Uppfoljningsmote(tid(dag), d(dag), False) for dag in hallna),
    )  # fmt: skip


@pytest.mark.krav("K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "text"),
    [
        (NU, None),
        ("2024-04-09", "2024-04-09 har redan varit; ett möte som har hållits registreras"),
        ("2024-09-10", None),
        ("2024-09-11", f"mötet {UTE}"),
        ("2024-04-15", "parterna är redan kallade till ett möte den 2024-04-15"),
    ],
)
def test_the_parties_are_called_to_a_day_ahead_in_the_insats_once(dag: str, text: str | None) -> None:
    i = kallat("2024-04-15", "2024-04-12")
    nej = ("K7.7", "datum", text) if text else None
    provat(i, KV, "kalla_till_uppfoljningsmote", {"datum": dag, "form": "telefon"},
           UppfoljningsmoteKallat(d(dag), "telefon"), nej)  # fmt: skip
    nej = ("K7.7", "till", text) if text else None
    sagt = {"fran": "2024-04-12", "till": dag, "motivering": "x"}
    provat(i, KV, "flytta_uppfoljningsmote", sagt, UppfoljningsmoteFlyttat(d("2024-04-12"), d(dag)), nej)


@pytest.mark.krav("K7.7", "K0.7", sort="avslag")
def test_only_a_meeting_that_is_to_come_is_called_off() -> None:
    i, verb = kallat("2024-04-15", "2024-04-12", hallna=("2024-04-12",)), "stall_in_uppfoljningsmote"
    for dag, text in (
        ("2024-04-12", "mötet den 2024-04-12 är redan hållet"),
        ("2024-04-16", "parterna är inte kallade till något möte den 2024-04-16"),
    ):
        assert nekat(i, KV, NU, verb, datum=dag, motivering="x") == ("K7.7", "datum", text)
        assert beslutat(i, KV, NU, verb, om=True, datum=dag, motivering="x") == []
    assert len(beslutat(i, KV, NU, verb, datum="2024-04-15", motivering="x")) == 1
    assert [str(m.datum) for m in kommande_moten(kallat("2024-04-20", "2024-04-10", "2024-04-09"), d(NU))] == [
        "2024-04-10", "2024-04-20",
    ]  # fmt: skip
    assert [str(m.datum) for m in kommande_moten(i, d(NU))] == ["2024-04-15"]


@pytest.mark.krav("K7.1", "K0.6", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "utfall", "text"),
    [
        ("2024-03-15", "hallet", None),
        ("2024-03-14", "hallet", None),  # it was moved that very day
        ("2024-03-12", "hallet", "uppstartsmötet var inte bokat till 2024-03-12"),  # moved before it came
        ("2024-03-16", "hallet", "uppstartsmötet var inte bokat till 2024-03-16"),
    ],
)
def test_what_came_of_a_first_meeting_is_of_a_day_that_it_was_booked_to(
    dag: str, utfall: str, text: str | None
) -> None:
    dagar = (("2024-03-04", "2024-03-12"), ("2024-03-05", "2024-03-14"), ("2024-03-14", "2024-03-15"))
    bokat = tuple((tid(nar), d(till)) for nar, till in dagar)
    i = med(insatsen(), uppstartsmoten=bokat)
    nej = ("K7.1", "datum", text) if text else None
    blir = UppstartsmoteRegistrerat(d(dag), True)
    provat(i, ANORDNARE, "registrera_uppstartsmote", {"datum": dag, "utfall": utfall}, blir, nej)
    if dag == "2024-03-15":
        redan = med(i, uppstartsutfall=(Uppstartsutfall(tid(NU), d(dag), False),))
        text = f"vad som blev av uppstartsmötet {dag} är redan registrerat"
        assert nekat(redan, ANORDNARE, NU, "registrera_uppstartsmote", datum=dag, utfall=utfall) == (
            "K7.1", "datum", text,
        )  # fmt: skip
        hallet = med(i, uppstartsutfall=(Uppstartsutfall(tid(NU), d("2024-03-14"), True),))
        text = "uppstartsmötet hölls 2024-03-14; det finns inget senare"
        assert nekat(hallet, ANORDNARE, NU, "registrera_uppstartsmote", datum=dag, utfall="uteblev") == (
            "K7.1", "datum", text,
        )  # fmt: skip


# Proposals, matters and what holds of the kund


@pytest.mark.krav("K13.1", "K13.2", "K11.1", "K13.5", sort="gräns")
@pytest.mark.parametrize(
    ("sort", "dag", "nej"),
    [
        ("avslut", "2024-03-11", None),
        ("avslut", "2024-09-09", None),
        ("avslut", "2024-03-10", ("K13.2", "avslutsdatum", "ska ligga inom insatsen, före 2024-09-10")),
        ("avslut", "2024-09-10", ("K13.2", "avslutsdatum", "ska ligga inom insatsen, före 2024-09-10")),
        ("avslut", None, ("K13.1", "avslutsdatum", "ange avslutsdatum")),
        ("forlangning", "2024-09-09", ("K11.1", "avslutsdatum", "hör bara till ett förslag om avslut")),
        ("avslut", "2024-04-30", ("K13.1", "avslutsdatum", "samma förslag väntar redan på svar")),
        ("forlangning", None, None),
    ],
)
def test_an_end_is_proposed_for_a_day_of_the_insats(sort: Any, dag: str | None, nej: Any) -> None:
    i = med(insatsen(), forslag={"avslut": Forslag(tid(NU), d("2024-04-30")), "forlangning": Forslag(tid(NU))})
    sagt = {"sort": sort, "avslutsdatum": dag, "motivering": "x"}
    provat(i, ANORDNARE, "foresla", sagt, ForslagLamnat(sort, d(dag) if dag else None, True), nej)


@pytest.mark.krav("K13.1", "K11.1", "K13.5", sort="avslag")
@pytest.mark.parametrize(
    ("av", "sort", "svar", "nej"),
    [
        (KV, "avslut", "avslag", None),
        (ARBETSLEDARE, "forlangning", "avslag", None),
        (KV, "annan_insats", "bifall", None),
        (KV, "andrat_uppdrag", "avslag", ("K6.4", "sort", "det finns inget sådant förslag att avgöra")),
        (KV, "forlangning", "avslag", ("K11.1", "av", "förslaget avgörs av arbetsledaren")),
        (ARBETSLEDARE, "avslut", "avslag", ("K13.1", "av", "förslaget avgörs av karriärvägledaren")),
        (KV, "avslut", "bifall", ("K13.1", "svar", "förslaget bifalls genom beslutet självt")),
    ],
)
def test_a_proposal_is_decided_by_whose_it_is(av: Aktor, sort: Any, svar: Any, nej: Any) -> None:
    i = med(insatsen(), forslag={s: Forslag(tid(NU)) for s in ("avslut", "forlangning", "annan_insats")})
    sagt = {"sort": sort, "svar": svar, "motivering": "x"}
    provat(i, av, "besvara_forslag", sagt, ForslagAvgjort(sort, svar), nej)


@pytest.mark.krav("K4.3", "K8.6", sort="avslag")
@pytest.mark.parametrize(
    ("sagt", "blir", "nej"),
    [
        ({}, (2, "oklart_uppdrag", None), None),  # the oldest that is not answered
        ({"nummer": 3, "beslut": "fortsatt"}, (3, "annan_insats", "fortsatt"), None),
        ({"nummer": 1}, None, ("K4.3", "nummer", "anmälan 1 finns inte eller är redan besvarad")),
        ({"nummer": 4}, None, ("K4.3", "nummer", "anmälan 4 finns inte eller är redan besvarad")),
        ({"nummer": 3}, None, ("K8.6", "beslut", "anmälan 3 kräver ett beslut")),
        ({"beslut": "fortsatt"}, None, ("K8.6", "beslut", "anmälan 2 besvaras utan beslut om annan insats")),
        ({"nummer": 3, "beslut": "parallell"}, None, ("K8.6", "stegforflyttning_bedoms_mojlig",
         "parallella insatser kräver bedömningen att kunden kan göra stegförflyttningar")),
        ({"nummer": 3, "beslut": "parallell", "stegforflyttning_bedoms_mojlig": True},
         (3, "annan_insats", "parallell"), None),
    ],
)  # fmt: skip
def test_a_matter_is_answered_once_and_as_its_kind_asks(sagt: dict[str, Any], blir: Any, nej: Any) -> None:
    alla = (
        Anmalan(tid(NU), "behov_av_sip", besvarad=tid(NU)), Anmalan(tid(NU), "oklart_uppdrag"),
        Anmalan(tid(NU), "annan_insats"),
    )  # fmt: skip
    i = med(insatsen(), anmalningar=alla)
    provat(i, KV, "besvara_anmalan", {"svar": "x"} | sagt, AnmalanBesvarad(*blir) if blir else None, nej)
    assert nekat(insatsen(), KV, NU, "besvara_anmalan", svar="x") == ("K4.3", None, "det finns ingen obesvarad anmälan")
    assert beslutat(i, ANORDNARE, NU, "anmal_till_karriarvagledare", anledning="oklart_uppdrag", beskrivning="x") == [
        AnmalanGjord(4, "oklart_uppdrag", "meddelande")
    ]
