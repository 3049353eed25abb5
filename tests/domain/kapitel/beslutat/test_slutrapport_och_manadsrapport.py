"""§8, §12: when the reports are taken, reviewed and refused, at each limit (K7.6, K7.8, K8, K12)."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from domain.insats.insats import med
from domain.insats.uppgifter import Granskning, Omgang, Slutrapport
from domain.kapitel.inlamning.rapporthandelser import ManadsrapportGranskad, ManadsrapportInlamnad
from domain.kapitel.inlamning.slutrapport import SlutrapportLamnad, SlutrapportOppnad
from domain.kapitel.inlamning.slutrapportgranskning import SlutrapportGranskad
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.domain.kapitel.raknat.borta import insatsen, med_franvaro
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, mall, tid

SLUT = "2024-09-10"
T1, T2, T3 = (tid(f"2024-05-0{n}") for n in (2, 3, 6))
KLAR = (Granskning(T2, True),)
RETUR = (Granskning(T2, False),)


@cache
def slutrapporten() -> dict[str, Any]:
    return {
        "mal_uppnatt": True, "natt_mal": "arbete", "sjalvforsorjande": True,
        "rubriker": mall("mall.slutrapport.AMI"),
    }  # fmt: skip


def lamnad(nar: str, granskad: bool | None = None, slut: str = SLUT) -> Slutrapport:
    return Slutrapport(tid(nar), d(slut), 5, None if granskad is None else tid(nar), granskad is True)


@pytest.mark.krav("K12.1", "K12.4", "K12.5", "K12.6", "K2.3", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "staten", "fakta", "nej"),
    [
        ("2024-08-11T00:00", {}, {}, None),
        ("2024-08-10T23:59", {}, {},
         ("K12.1", None, "slutrapporten kan lämnas tidigast 2024-08-11; insatsen slutar 2024-09-10")),
        ("2024-09-24T23:59", {}, {}, None),
        ("2024-09-25T00:00", {}, {},
         ("K12.5", None, "slutrapporten togs emot senast 2024-09-24; karriärvägledaren kan öppna för den")),
        ("2024-09-25T00:00", {"slutrapport_oppnad": True}, {}, None),
        ("2024-09-25T00:00", {"slutrapporter": (lamnad("2024-09-05", False),)}, {}, None),  # it lies returned
        ("2024-09-25T00:00", {"slutrapporter": (lamnad("2024-09-05"),)}, {},
         ("K12.5", None, "slutrapporten togs emot senast 2024-09-24; karriärvägledaren kan öppna för den")),
        ("2024-09-05", {"slutrapporter": (lamnad("2024-09-05", True),)}, {},
         ("K12.6", None, "slutrapporten är redan godkänd")),
        ("2024-09-05", {"slutrapporter": (lamnad("2024-09-05", True, "2024-08-10"),)}, {}, None),  # for another end
        ("2024-09-05", {}, {"sjalvforsorjande": False},
         ("K12.4", "nasta_steg",
          "bedömning av nästa steg krävs när kunden inte är självförsörjande eller målet inte är nått")),
        ("2024-09-05", {}, {"sjalvforsorjande": False, "nasta_steg": "x"}, None),
        ("2024-09-05", {}, {"mal_uppnatt": False, "natt_mal": None, "nasta_steg": "x"}, None),
        ("2024-09-05", {}, {"mal_uppnatt": False, "nasta_steg": "x"},
         ("K2.3", "natt_mal", "målet anges som inte nått")),
        ("2024-09-05", {}, {"natt_mal": None},
         ("K2.3", "natt_mal", "ange vilket mål som är nått: arbete, studier, eget företagande")),
    ],
)  # fmt: skip
def test_a_final_report_is_taken_from_a_month_before_the_end_until_two_weeks_after_it(
    nar: str, staten: dict[str, Any], fakta: dict[str, Any], nej: tuple[str, str | None, str] | None
) -> None:
    i, sagt = med(insatsen(), **staten), slutrapporten() | fakta
    if nej:
        assert nekat(i, ANORDNARE, nar, "lamna_slutrapport", **sagt) == nej
    else:
        natt = "arbete" if sagt["mal_uppnatt"] else None
        assert beslutat(i, ANORDNARE, nar, "lamna_slutrapport", **sagt) == [
            SlutrapportLamnad(d(SLUT), sagt["mal_uppnatt"], sagt["sjalvforsorjande"], natt)  # type: ignore[arg-type]
        ]


@pytest.mark.krav("K12.5", "K12.6", sort="avslag")
def test_a_final_report_is_opened_for_when_it_is_taken_no_more_and_reviewed_once_for_each_version() -> None:
    sagt, i = {"motivering": "sent"}, insatsen()
    assert nekat(i, KV, "2024-09-24T23:59", "oppna_slutrapport", **sagt) == (
        "K12.5", None, "slutrapporten tas fortfarande emot utan att den öppnas",
    )  # fmt: skip
    assert beslutat(i, KV, "2024-09-25T00:00", "oppna_slutrapport", **sagt) == [SlutrapportOppnad()]
    for staten, hur in (
        ({"slutrapport_oppnad": True}, "öppnad"),
        ({"slutrapporter": (lamnad("2024-09-05"),)}, "inlämnad"),
    ):
        assert nekat(med(i, **staten), KV, "2024-09-25", "oppna_slutrapport", **sagt) == (
            "K12.5", None, f"slutrapporten är redan {hur}",
        )  # fmt: skip
    for rapporter, text in (
        ((), "ingen slutrapport har kommit in"),
        ((lamnad("2024-09-05", slut="2024-08-10"),), "ingen slutrapport har kommit in"),
        ((lamnad("2024-09-05", True),), "slutrapporten är redan godkänd"),
        ((lamnad("2024-09-05", False),), "slutrapporten är återremitterad; en ny version har inte kommit in"),
    ):
        fall = med(i, slutrapporter=rapporter)
        assert nekat(fall, KV, "2024-09-06", "granska_slutrapport", beslut="godkand") == ("K12.6", None, text)
    tva = med(i, slutrapporter=(lamnad("2024-09-05", False), lamnad("2024-09-06")))
    assert beslutat(tva, KV, "2024-09-06", "granska_slutrapport", beslut="godkand") == [
        SlutrapportGranskad(d(SLUT), 2, "godkand")
    ]
    assert nekat(tva, KV, "2024-09-06", "granska_slutrapport", beslut="aterremiss") == (
        "K12.6", "motivering", "en återremiss kräver motivering",
    )  # fmt: skip
    assert nekat(Spel.aktualiserat().insats, ANORDNARE, "2024-03-01", "lamna_slutrapport", **slutrapporten()) == (
        "K12.1", None, "det finns ingen insatstid att slutrapportera",
    )  # fmt: skip


# The monthly report


def rapporten(manad: str = "2024-04", uppfoljning: str | None = "2024-04-29", **fakta: Any) -> dict[str, Any]:
    return {"manad": manad, "uppfoljning_datum": uppfoljning, "rubriker": mall("mall.manadsrapport.AMI")} | fakta


TVA_MAL = Omgang((T1,), KLAR, False, 2)


@pytest.mark.krav("K8.1", "K8.3", "K7.6", "K7.8", "K10.5", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "gor", "sagt", "nej"),
    [
        ("2024-04-30T00:00", {}, {}, None),
        ("2024-04-29T23:59", {}, {},
         ("K8.1", "manad", "rapporten kan lämnas tidigast på månadens sista insatsdag 2024-04-30")),
        ("2024-09-10T00:00", {}, {"manad": "2024-09", "uppfoljning": "2024-09-02"}, None),
        ("2024-05-02", {}, {"manad": "2024-02"},
         ("K8.1", "manad", "2024-02 har inga insatsdagar i det här ärendet")),
        ("2024-05-02", {"rapporter": {"2024-04": Omgang((T1,), KLAR, False)}}, {},
         ("K8.3", "manad", "månadsrapporten för april är redan godkänd")),
        ("2024-05-02", {}, {"uppfoljning": None},
         ("K7.6", "uppfoljning_datum", "ange datum för uppföljningen tillsammans med kunden")),
        ("2024-05-02", {}, {"uppfoljning": "2024-05-03"}, ("K0.6", "uppfoljning_datum", "datumet ligger i framtiden")),
        ("2024-05-02", {}, {"uppfoljning": "2024-05-02"}, None),
        ("2024-05-02", {}, {"uppfoljning": "2024-04-01"}, None),
        ("2024-05-02", {}, {"uppfoljning": "2024-03-31"},
         ("K7.6", "uppfoljning_datum", "uppföljningen kan inte ligga före månadens första insatsdag 2024-04-01")),
        ("2024-05-02", {}, {"manad": "2024-03", "uppfoljning": "2024-03-11"}, None),
        ("2024-05-02", {}, {"manad": "2024-03", "uppfoljning": "2024-03-10"},
         ("K7.6", "uppfoljning_datum", "uppföljningen kan inte ligga före startdatum 2024-03-11")),
        ("2024-05-02", {}, {"delmal": ["pagar"]},
         ("K7.8", "delmal", "det finns ingen godkänd plan med delmål")),
        ("2024-05-02", {"planer": (TVA_MAL,)}, {"delmal": ["pagar"]},
         ("K7.8", "delmal", "planen har 2 delmål och 1 är angivna: ange hur vart och ett står")),
        ("2024-05-02", {"planer": (TVA_MAL,)}, {"delmal": ["pagar", "pagar"]}, None),
        ("2024-05-02", {"planer": (TVA_MAL,)}, {},
         ("K7.8", "delmal", "planen har 2 delmål och 0 är angivna: ange hur vart och ett står")),
    ],
)  # fmt: skip
def test_a_monthly_report_is_taken_when_it_holds_what_its_month_asks_for(
    nar: str, gor: dict[str, Any], sagt: dict[str, Any], nej: tuple[str, str | None, str] | None
) -> None:
    i, fakta = med(insatsen(), **gor), rapporten(**sagt)
    if nej:
        assert nekat(i, ANORDNARE, nar, "klarmarkera_manadsrapport", **fakta) == nej
    else:
        (h,) = beslutat(i, ANORDNARE, nar, "klarmarkera_manadsrapport", **fakta)
        assert isinstance(h, ManadsrapportInlamnad)
        assert (h.manad, h.version, str(h.uppfoljning_datum)) == (fakta["manad"], 1, fakta["uppfoljning_datum"])


@pytest.mark.krav("K10.5", "K8.4")
def test_repeated_absence_for_others_is_told_of_in_the_report_and_a_new_version_is_numbered() -> None:
    i = med_franvaro(*(f"annan 2024-04-{n}/2024-04-{n}" for n in ("02", "11", "22")))
    assert nekat(i, ANORDNARE, "2024-05-02", "klarmarkera_manadsrapport", **rapporten()) == (
        "K10.5", "annan_franvaro_paverkar", "upprepad frånvaro för möten med andra aktörer ska berättas om i rapporten",
    )  # fmt: skip
    i = med(i, rapporter={"2024-04": Omgang((T1,), RETUR, False)})
    (h,) = beslutat(i, ANORDNARE, "2024-05-06", "klarmarkera_manadsrapport", **rapporten(annan_franvaro_paverkar="x"))
    assert isinstance(h, ManadsrapportInlamnad)
    assert (h.version, h.rubrik, len(h.franvaro)) == (2, "Månadsrapport, april, KLAR", 3)


@pytest.mark.krav("K8.2", "K8.7", sort="avslag")
@pytest.mark.parametrize(
    ("omgang", "sagt", "nej"),
    [
        (None, {"beslut": "godkand"}, ("K8.2", "manad", "ingen rapport för 2024-04 har kommit in")),
        (Omgang((T1,), KLAR, False), {"beslut": "godkand"},
         ("K8.2", "manad", "rapporten för april är redan godkänd")),
        (Omgang((T1,), RETUR, False), {"beslut": "godkand"},
         ("K8.2", "manad", "rapporten för april är återremitterad; en ny version har inte kommit in")),
        (Omgang((T1,)), {"beslut": "aterremiss"}, ("K8.2", "motivering", "en återremiss kräver motivering")),
        (Omgang((T1,)), {"beslut": "godkand"},
         ("K8.7", "progression", "ange månadens bedömning av progressionen: fortsatt eller avsluta")),
        (Omgang((T1,)), {"beslut": "aterremiss", "motivering": "x", "progression": "fortsatt"},
         ("K8.7", "progression", "progressionen bedöms när rapporten godkänns")),
        (Omgang((T1, T3), RETUR, True), {"beslut": "godkand", "progression": "avsluta"}, None),
    ],
)  # fmt: skip
def test_a_monthly_report_is_reviewed_version_by_version(
    omgang: Omgang | None, sagt: dict[str, Any], nej: tuple[str, str, str] | None
) -> None:
    i = med(insatsen(), rapporter={"2024-04": omgang} if omgang else {})
    if nej:
        assert nekat(i, KV, "2024-05-08", "granska_manadsrapport", manad="2024-04", **sagt) == nej
    else:
        assert beslutat(i, KV, "2024-05-08", "granska_manadsrapport", manad="2024-04", **sagt) == [
            ManadsrapportGranskad("2024-04", 2, "godkand", "avsluta")
        ]
