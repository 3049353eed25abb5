"""§9.2, §10: which absence, leave and contact attempts may be told of, at each limit (K9.2, K9.3, K10.0, K10.6)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.insats.insats import Insats, med
from domain.insats.tradar import MedgivenLedighet, Uppstartsutfall
from domain.insats.uppgifter import Kontaktforsok
from domain.kapitel.franvaro.franvaro import FranvaroAnmald, FranvaroAvslutad
from domain.kapitel.franvaro.lov import LedighetMedgiven
from domain.kapitel.franvaro.ogiltig import KontaktforsokRegistrerat, OgiltigFranvaroMeddelad, UteblivandeRegistrerat
from domain.kapitel.franvaro.sjukdom import TrepartsmoteBokat
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.domain.kapitel.raknat.borta import insatsen, med_franvaro
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, tid

NU = "2024-04-10"
INTE = " ligger i framtiden; bara planerad frånvaro kan anmälas i förväg"
UTE = "frånvaron ligger utanför insatsen 2024-03-11–2024-09-10"


def isa() -> Insats:
    """An insats whose kund may have leave."""
    return Spel.pagaende("ISA2", start="2024-03-11").insats


def anmal(slag: str, fran: str, till: str | None = None) -> dict[str, Any]:
    return {"slag": slag, "fran": fran, "till": till, "orsak": "x"}


@pytest.mark.krav("K10.0", "K0.6", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "nej"),
    [
        (anmal("sjuk", NU), None),
        (anmal("sjuk", NU, NU), None),
        (anmal("sjuk", "2024-04-11"), ("K0.6", "fran", f"2024-04-11{INTE}")),
        (anmal("annan", "2024-04-11"), None),  # it can be planned
        (anmal("sjuk", NU, "2024-04-09"), ("K10.0", "till", "sista dagen ligger före den första")),
        (anmal("sjuk", "2024-03-01", "2024-03-10"), ("K10.0", "fran", UTE)),
        (anmal("sjuk", "2024-03-01", "2024-03-11"), None),
        (anmal("annan", "2024-09-11"), ("K10.0", "fran", UTE)),
        (anmal("annan", "2024-09-10"), None),
        (anmal("vab", "2024-04-04"), ("K10.0", "fran", "frånvaro av samma slag är redan anmäld från 2024-04-02")),
        (anmal("vab", "2024-04-01", "2024-04-02"),
         ("K10.0", "fran", "frånvaro av samma slag är redan anmäld från 2024-04-02")),
        (anmal("vab", "2024-04-05", "2024-04-05"), None),  # the day after
        (anmal("sjuk", "2024-04-04", "2024-04-04"), None),  # of another kind
        (anmal("ledighet", "2024-07-01", "2024-07-05"), ("K9.2", "slag", "ledighet gäller inte för en kund med "
         "ekonomiskt bistånd")),
    ],
)  # fmt: skip
def test_absence_is_told_of_within_the_insats_once_and_not_ahead_unless_it_is_planned(
    fakta: dict[str, Any], nej: tuple[str, str, str] | None
) -> None:
    i = med_franvaro("vab 2024-04-02/2024-04-04")
    if nej:
        assert nekat(i, ANORDNARE, NU, "anmal_franvaro", **fakta) == nej
    else:
        till = d(fakta["till"]) if fakta["till"] else None
        assert beslutat(i, ANORDNARE, NU, "anmal_franvaro", **fakta) == [
            FranvaroAnmald(fakta["slag"], d(fakta["fran"]), till)
        ]


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(
    ("dagar", "nej"),
    [
        (("2024-06-03", "2024-06-05"), None),
        (("2024-06-01", "2024-06-02"), None),
        (("2024-05-31", "2024-06-03"), "1 arbetsdag av ledigheten ligger utanför loven (2024-05-31)"),
        (("2024-05-30", "2024-06-03"), "2 arbetsdagar av ledigheten ligger utanför loven, den första 2024-05-30"),
        (("2024-05-23", "2024-05-24"), None),  # consented to
        (("2024-05-25", "2024-05-26"), None),  # a weekend
    ],
)
def test_leave_is_taken_in_the_breaks_or_by_consent(dagar: tuple[str, str], nej: str | None) -> None:
    i = med(isa(), medgiven_ledighet=(MedgivenLedighet(tid("2024-05-02"), d("2024-05-23"), d("2024-05-24")),))
    fakta = anmal("ledighet", *dagar)
    if nej:
        assert nekat(i, ANORDNARE, NU, "anmal_franvaro", **fakta) == (
            "K9.3", "fran", f"{nej}; det kräver karriärvägledarens medgivande",
        )  # fmt: skip
    else:
        assert len(beslutat(i, ANORDNARE, NU, "anmal_franvaro", **fakta)) == 1
    assert len(beslutat(i, ANORDNARE, NU, "anmal_franvaro", om=True, **fakta)) == 1


@pytest.mark.krav("K9.3", sort="avslag")
@pytest.mark.parametrize(
    ("dagar", "nej"),
    [
        (("2024-05-31", "2024-06-03"), None),
        (("2024-05-31", "2024-05-30"), ("till", "sista dagen ligger före den första")),
        (("2024-06-03", "2024-06-05"), ("fran", "ledigheten ligger i loven eller är redan medgiven")),
        (("2024-05-25", "2024-05-26"), ("fran", "ledigheten har ingen arbetsdag i insatsen")),
        (("2024-03-04", "2024-03-08"), ("fran", "ledigheten har ingen arbetsdag i insatsen")),
    ],
)
def test_consent_is_given_for_days_that_need_it(dagar: tuple[str, str], nej: tuple[str, str] | None) -> None:
    fakta = {"fran": dagar[0], "till": dagar[1], "motivering": "x"}
    if nej:
        assert nekat(isa(), KV, NU, "medge_ledighet", **fakta) == ("K9.3", *nej)
    else:
        assert beslutat(isa(), KV, NU, "medge_ledighet", **fakta) == [LedighetMedgiven(d(dagar[0]), d(dagar[1]))]


@pytest.mark.krav("K10.0", "K0.6", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("till", "blir", "nej"),
    [
        ("2024-04-08", "2024-04-08", None),
        (NU, "2024-04-08", None),
        ("2024-04-11", None, ("K0.6", "till", "2024-04-11 ligger i framtiden")),
        ("2024-04-07", None, ("K10.0", "till", "ingen frånvaro av slaget sjuk pågår den 2024-04-07")),
        ("2024-03-19", "2024-03-18", None),  # one that was planned to go on longer
        ("2024-03-20", None, ("K10.0", "till", "ingen frånvaro av slaget sjuk pågår den 2024-03-20")),
    ],
)
def test_absence_ends_on_a_day_that_it_was_to_go_on_past(
    till: str, blir: str | None, nej: tuple[str, str, str] | None
) -> None:
    i = med_franvaro("sjuk 2024-03-18/2024-03-20", "sjuk 2024-04-08", "vab 2024-03-18")
    sagt = {"slag": "sjuk", "till": till}
    if blir:
        assert beslutat(i, ANORDNARE, NU, "avsluta_franvaro", **sagt) == [FranvaroAvslutad("sjuk", d(blir), d(till))]
    else:
        assert nekat(i, ANORDNARE, NU, "avsluta_franvaro", **sagt) == nej
    assert beslutat(med(i, franvaro=()), ANORDNARE, NU, "avsluta_franvaro", om=True, **sagt) == []


# Attempts, no-shows and messages


@pytest.mark.krav("K10.6", "K0.6", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "forsok", "uteblev"),
    [
        (NU, None, None),
        ("2024-04-11", "2024-04-11 ligger i framtiden", "2024-04-11 ligger i framtiden"),
        ("2024-03-11", None, None),
        ("2024-03-10", None, "2024-03-10 ligger utanför insatsen"),  # an attempt counts from the uppdrag
        ("2024-03-01", None, "2024-03-01 ligger utanför insatsen"),
        ("2024-02-29", "2024-02-29 ligger utanför insatsen", "2024-02-29 ligger utanför insatsen"),
        ("2024-04-02", None, "uteblivandet 2024-04-02 är redan registrerat"),
    ],
)
def test_an_attempt_counts_from_the_uppdrag_and_a_no_show_from_the_start(
    dag: str, forsok: str | None, uteblev: str | None
) -> None:
    i = med(insatsen(), uteblivanden=((tid("2024-04-02"), d("2024-04-02")),))
    for verb, text, h in (
        ("registrera_kontaktforsok", forsok, KontaktforsokRegistrerat(d(dag), False)),
        ("registrera_uteblivande", uteblev, UteblivandeRegistrerat(d(dag))),
    ):
        if text:
            regel = "K0.6" if "framtiden" in text else "K10.6"
            assert nekat(i, ANORDNARE, NU, verb, datum=dag) == (regel, "datum", text)
        else:
            assert beslutat(i, ANORDNARE, NU, verb, datum=dag) == [h]


@pytest.mark.krav("K10.6", sort="gräns")
@pytest.mark.parametrize(
    ("borta", "forsok", "nej"),
    [
        (["2024-04-03", "2024-04-02", "2024-04-03"], ["2024-04-04"], None),
        (["2024-04-02"], [], None),  # a registered no-show needs no attempt
        (["2024-04-03"], [], ("kontaktforsok", "ange datum för kontaktförsöken")),
        ([], ["2024-04-03", "2024-04-04", "2024-04-05"], None),
        ([], ["2024-04-03", "2024-04-04"], ("franvarodagar", "ange datum för frånvaron")),
        ([], ["2024-04-08"], None),  # three failed attempts are registered of that day
        ([], [], ("franvarodagar", "ange datum för frånvaron")),
        (["2024-04-11"], ["2024-04-04"], ("franvarodagar", "2024-04-11 ligger i framtiden")),
        (["2024-04-03"], ["2024-04-11"], ("kontaktforsok", "2024-04-11 ligger i framtiden")),
        (["2024-03-08"], ["2024-04-04"], None),  # a first meeting before the start that the kund did not come to
        (["2024-03-07"], ["2024-04-04"], ("franvarodagar", "2024-03-07 ligger utanför insatsen")),
    ],
)
def test_a_message_names_its_days_and_what_it_rests_on(
    borta: list[str], forsok: list[str], nej: tuple[str, str] | None
) -> None:
    misslyckade = tuple(Kontaktforsok(d("2024-04-08"), False, tid(f"2024-04-08T1{n}:00")) for n in range(3))
    i = med(
        insatsen(), uteblivanden=((tid("2024-04-02"), d("2024-04-02")),), kontaktforsok=misslyckade,
        uppstartsutfall=(Uppstartsutfall(tid("2024-03-08"), d("2024-03-08"), False),),
    )  # fmt: skip
    sagt = {"franvarodagar": borta, "kontaktforsok": forsok}
    if nej:
        regel = "K0.6" if "framtiden" in nej[1] else "K10.6"
        assert nekat(i, ANORDNARE, NU, "meddela_ogiltig_franvaro", **sagt) == (regel, *nej)
    else:
        dagar, forsokta = (tuple(sorted({d(x) for x in rad})) for rad in (borta, forsok))
        assert beslutat(i, ANORDNARE, NU, "meddela_ogiltig_franvaro", **sagt) == [
            OgiltigFranvaroMeddelad(dagar, forsokta)
        ]


@pytest.mark.krav("K10.3", sort="gräns")
def test_a_meeting_is_booked_to_a_day_once_and_not_before_day_one() -> None:
    i = med(insatsen(), trepartsmoten=((tid("2024-04-02"), d("2024-04-12")),))
    assert beslutat(i, ANORDNARE, NU, "boka_trepartsmote", datum="2024-03-01") == [TrepartsmoteBokat(d("2024-03-01"))]
    assert nekat(i, ANORDNARE, NU, "boka_trepartsmote", datum="2024-02-29") == (
        "K10.3", "datum", "mötet kan inte ligga före aktualiseringen 2024-03-01",
    )  # fmt: skip
    assert nekat(i, ANORDNARE, NU, "boka_trepartsmote", datum="2024-04-12") == (
        "K10.3", "datum", "ett trepartsmöte är redan bokat till 2024-04-12",
    )  # fmt: skip
