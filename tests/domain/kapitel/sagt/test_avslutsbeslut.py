"""§11, §13: each refusal of an end, asked of the decision itself; what a proposal and an extension leave behind."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.insats.anteckningar import Upphord
from domain.insats.insats import Insats, med
from domain.insats.tradar import Attestfraga, Forslag, Onskemal
from domain.insats.uppgifter import Avslutsbeslut, Forlangning
from domain.kapitel.slut import avslut, avslutsattest, forlangning
from domain.kapitel.slut.avslut import InsatsAvslutad
from domain.kapitel.slut.avslutsattest import AvslutEjBeviljat, AvslutForeslaget
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat, BeslutaAvslut, beslutet, mening_beslutat
from domain.kapitel.slut.avslutsfraga import obesvarade
from domain.kapitel.slut.forlangning import ForlangningAvslagen, InsatsForlangd, bevakningar, forlangd
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import Fall
from tests.domain.kapitel.raknat.borta import insatsen
from tests.verktyg.spel import KV, Spel, d, tid

NU = "2024-04-10"
GRUND: dict[str, Any] = {
    "kommando": "besluta_avslut", "orsak": "kundens_egen_begaran", "avslutsdatum": "2024-04-30", "nasta_steg": "x",
}  # fmt: skip
SJUK: dict[str, Any] = {"orsak": "sjukskrivning", "samtal_datum": NU}


def beslut(i: Insats, nar: str = NU, **fakta: Any) -> AvslutBeslutat:
    k = las_kommando({**GRUND, **fakta})
    assert isinstance(k, BeslutaAvslut)
    return beslutet(i, k, Fall(tid(nar), KV))


@pytest.mark.krav("K13.1", "K13.2", "K13.3", "K13.6", "K10.7", "K2.3", "K0.6", sort="avslag")
@pytest.mark.parametrize(
    ("fakta", "regel", "falt", "text"),
    [
        ({"avslutsdatum": "2024-02-29"}, "K13.2", "avslutsdatum",
         "avslutsdatum kan inte ligga före aktualiseringen 2024-03-01"),
        ({"avslutsdatum": "2024-09-10"}, "K13.2", "avslutsdatum",
         "insatsen slutar ändå 2024-09-10; ett beslut om avslut behövs inte"),
        ({"avslutsdatum": "2024-04-09"}, "K13.2", "motivering",
         "ett avslutsdatum före beslutsdagen kräver motivering"),
        ({"orsak": "annan_orsak"}, "K13.1", "motivering", "ange i motiveringen vilken orsaken är"),
        ({"forsorjning": "arbete"}, "K13.1", "forsorjning",
         "försörjningen anges bara när orsaken är egen försörjning"),
        ({"orsak": "egen_forsorjning"}, "K13.1", "forsorjning",
         "ange om försörjningen är arbete, studier eller eget företagande"),
        ({"orsak": "sjukskrivning"}, "K13.1", "samtal_datum", "ange datum för samtalet med anordnare och kund"),
        ({"samtal_datum": "2024-04-11"}, "K0.6", "samtal_datum", "datumet ligger i framtiden"),
        ({"orsak": "brister_hos_anordnare", "samtal_datum": NU}, "K13.6", "motivering",
         "motivera att kundens progression riskeras"),
        (SJUK, "K10.7", "lakarens_bedomning",
         "avbrott för sjukskrivning kräver den sjukskrivande läkarens bedömning"),
        (SJUK | {"lakarens_bedomning": "2024-04-11"}, "K0.6", "lakarens_bedomning", "datumet ligger i framtiden"),
        ({"dolj_orsak": True}, "K13.3", "dolj_orsak",
         "bara en oförutsedd händelse kan registreras utan att anordnaren får veta orsaken"),
        ({"nasta_steg": None}, "K2.3", "nasta_steg", "ange nästa steg när målet inte är nått"),
        ({"mal_uppnatt": True}, "K2.3", "natt_mal",
         "ange vilket mål som är nått: arbete, studier, eget företagande"),
        ({"orsak": "mal_natt"}, "K2.3", "natt_mal", "ange vilket mål som är nått: arbete, studier, eget företagande"),
        ({"form": "fortid"}, "K13.1", "motivering",
         "kundens egen begäran ger avbrott; en annan form kräver motivering"),
        ({"orsak": "brister_hos_anordnare", "samtal_datum": NU, "form": "avbrott", "motivering": "x"}, "K13.1", "form",
         "brister hos anordnare ger alltid avslut i förtid"),
    ],
)  # fmt: skip
def test_an_end_that_may_not_be_decided_is_refused_by_rule_field_and_sentence(
    fakta: dict[str, Any], regel: str, falt: str, text: str
) -> None:
    with pytest.raises(Avvisning) as nej:
        beslut(insatsen(), **fakta)
    assert (nej.value.regel, nej.value.falt, nej.value.text) == (regel, falt, text)


@pytest.mark.krav("K13.1", "K13.2", "K2.3", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "blir"),
    [
        ({"avslutsdatum": "2024-03-01", "motivering": "x"}, {"avslutsdatum": d("2024-03-01"), "form": "aterkallad"}),
        ({"avslutsdatum": "2024-09-09"}, {"avslutsdatum": d("2024-09-09")}),
        ({"avslutsdatum": NU}, {"avslutsdatum": d(NU)}),
        ({"samtal_datum": NU}, {"samtal_datum": d(NU)}),
        (SJUK | {"lakarens_bedomning": NU}, {"orsak": "sjukskrivning", "samtal_datum": d(NU)}),
        ({"orsak": "oforutsedd_handelse", "dolj_orsak": True}, {"orsak": "oforutsedd_handelse", "orsak_dold": True}),
        ({"form": "fortid", "motivering": "x"}, {"form": "fortid"}),
        (
            {"orsak": "egen_forsorjning", "forsorjning": "studier", "nasta_steg": None},
            {"orsak": "egen_forsorjning", "forsorjning": "studier", "form": "fortid", "mal_uppnatt": True},
        ),
        ({"natt_mal": "arbete", "nasta_steg": None}, {"natt_mal": "arbete", "mal_uppnatt": True}),
    ],
)
def test_an_end_is_decided_as_it_is_said(fakta: dict[str, Any], blir: dict[str, Any]) -> None:
    hel = {
        "orsak": "kundens_egen_begaran", "avslutsdatum": d("2024-04-30"), "form": "avbruten", "samtal_datum": None,
        "mal_uppnatt": False, "beslutad_av": "kv1",
    }  # fmt: skip
    assert beslut(insatsen(), **fakta) == AvslutBeslutat(**(hel | blir))  # type: ignore[arg-type]


@pytest.mark.krav("K13.2", sort="gräns")
def test_the_same_decision_is_refused_and_one_that_differs_in_anything_is_not() -> None:
    def har(slut: str = "2024-04-30", orsak: Any = "kundens_egen_begaran", form: Any = "avbruten") -> Insats:
        return med(insatsen(), avslutsbeslut=Avslutsbeslut(tid("2024-04-02"), d(slut), orsak, form))

    with pytest.raises(Avvisning, match=r"^samma beslut gäller redan \(K13\.2"):
        beslut(har())
    for i in (har("2024-04-29"), har(orsak="flytt"), har(form="fortid")):
        assert beslut(i).avslutsdatum == d("2024-04-30")
    okand = AvslutBeslutat("nagot_nytt", d(NU), "fortid", None, False)  # type: ignore[arg-type]
    assert mening_beslutat(okand).text == f"Beslut: avslut i förtid {NU}, orsak: nagot_nytt"


@pytest.mark.krav("K13.2", "K13.9")
def test_a_decision_answers_the_wishes_it_follows_and_the_end_takes_what_waits() -> None:
    onskat = tuple(
        Onskemal(tid("2024-04-02"), sort, d("2024-04-02"), 5)
        for sort in ("avslut", "trepartssamtal", "byte_av_anordnare")
    )
    vik, slutar = (avslut.KAPITEL.foljder[h].vik for h in (AvslutBeslutat, InsatsAvslutad))
    assert vik is not None and slutar is not None
    fraga = Attestfraga("avslut-1", tid("2024-04-02"), 5)
    fore = med(insatsen(), onskemal=onskat, avslutsattester=(fraga,), forslag={"forlangning": Forslag(tid(NU))})
    efter = vik(fore, beslut(insatsen()), tid(NU))
    assert [o.besvarad for o in efter.onskemal] == [tid(NU), None, tid(NU)]
    assert [a.besvarad for a in efter.avslutsattester] == [tid(NU)]
    slut = slutar(fore, InsatsAvslutad(d("2024-09-10"), "fullfoljd"), tid("2024-09-11T00:00"))
    assert (slut.avslutad, slut.avslutsform) == (tid("2024-09-11T00:00"), "fullfoljd")
    assert (slut.forslag, slut.forslag_avgjort) == ({}, tid("2024-09-11T00:00"))
    assert [(a.besvarad, a.forfallen) for a in slut.avslutsattester] == [(None, True)]
    utan = slutar(med(fore, forslag={}), InsatsAvslutad(d("2024-09-10"), "fullfoljd"), tid("2024-09-11T00:00"))
    assert utan.forslag_avgjort is None


@pytest.mark.krav("K13.2")
def test_a_proposal_is_awaited_under_a_number_and_takes_the_place_of_the_one_before() -> None:
    vik = avslutsattest.KAPITEL.foljder[AvslutForeslaget].vik
    assert vik is not None
    h = AvslutForeslaget("kv1", "flytt", d("2024-04-02"), "avbruten", None, False, natt_mal="arbete")
    forst = vik(insatsen(), h, tid(NU))
    assert forst.avslutsattester == (Attestfraga("avslut-1", tid(NU), 5),)
    assert forst.avslutsforslag is not None
    assert (forst.avslutsforslag.tid, forst.avslutsforslag.av, forst.avslutsforslag.natt_mal) == (
        tid(NU),
        "kv1",
        "arbete",
    )
    nekas = avslutsattest.KAPITEL.foljder[AvslutEjBeviljat].vik
    assert nekas is not None
    nej = nekas(forst, AvslutEjBeviljat(d("2024-04-02")), tid("2024-04-12"))
    assert (nej.avslutsforslag, [a.besvarad for a in nej.avslutsattester]) == (None, [tid("2024-04-12")])
    sedan = vik(forst, h, tid("2024-04-11"))
    assert [(a.namn, a.tid, a.forfallen) for a in sedan.avslutsattester] == [
        ("avslut-1", tid(NU), True), ("avslut-2", tid("2024-04-11"), False),
    ]  # fmt: skip


# An extension


def ami1(**fakta: Any) -> Insats:
    return med(Spel.pagaende("AMI1", start="2024-03-11").insats, **fakta)


@pytest.mark.krav("K11.1", sort="gräns")
@pytest.mark.parametrize(
    ("svar", "vantat"),
    [
        ([], [("1", "2024-05-11T00:00", "2024-06-10", None)]),
        # answered before it was to be asked; the next is asked thirty days before the end as it then is
        (
            [("2024-05-02", 1, True)],
            [("1", "2024-05-02", "2024-06-10", "2024-05-02"), ("2", "2024-06-10T00:00", "2024-07-10", None)],
        ),
        (
            [("2024-06-10T22:00", 1, True)],
            [("1", "2024-05-11T00:00", "2024-06-10", "2024-06-10T22:00"),
             ("2", "2024-06-10T22:00", "2024-07-10", None)],
        ),
        ([("2024-05-20", 1, False)], [("1", "2024-05-11T00:00", "2024-06-10", "2024-05-20")]),
    ],
)  # fmt: skip
def test_each_month_is_asked_for_thirty_days_before_the_end(
    svar: list[tuple[str, int, bool]], vantat: list[tuple[str, str, str, str | None]]
) -> None:
    i = ami1(forlangningar=tuple(Forlangning(tid(nar), nr, ja) for nar, nr, ja in svar))
    assert [(b.avser, b.regel, b.oppnas, str(b.frist), b.uppfylld) for b in bevakningar(i)] == [
        (avser, "K11.1", tid(nar), frist, tid(klar) if klar else None) for avser, nar, frist, klar in vantat
    ]
    assert forlangd(i, d(NU)) == (sum(ja for *_, ja in svar), 2)


@pytest.mark.krav("K11.1", "K13.4")
def test_a_chain_is_counted_from_its_first_start_and_a_decided_end_asks_nothing() -> None:
    kedjan = ami1(bestamt_slut=d("2024-06-10"), forsta_start=d("2024-03-01"))
    assert [b.avser for b in bevakningar(kedjan)] == ["1"]
    assert list(bevakningar(med(kedjan, forsta_start=d("2024-03-12")))) == []
    slut = Avslutsbeslut(tid(NU), d("2024-05-31"), "flytt", "avbruten")
    assert list(bevakningar(ami1(avslutsbeslut=slut))) == list(bevakningar(Spel.aktualiserat("AMI1").insats)) == []


@pytest.mark.krav("K11.1", "K4.6")
def test_an_answer_settles_the_proposal_of_an_extension() -> None:
    forslag = {"forlangning": Forslag(tid("2024-05-02"), namn="forslag-forlangning-1", svar_inom=5)}
    for h in (InsatsForlangd(1, d("2024-07-10")), ForlangningAvslagen(1)):
        vik = forlangning.KAPITEL.foljder[type(h)].vik
        assert vik is not None
        i = vik(ami1(forslag=forslag, slutrapport_oppnad=True), h, tid("2024-05-20"))
        beviljad = isinstance(h, InsatsForlangd)
        assert i.forslag == {}
        assert i.forlangningar == (Forlangning(tid("2024-05-20"), 1, beviljad),)
        assert (str(i.slutdatum), i.slutrapport_oppnad) == (("2024-07-10", False) if beviljad else ("2024-06-10", True))


@pytest.mark.krav("K8.7", "K0.7", sort="gräns")
def test_a_question_that_lapsed_with_the_decision_itself_was_still_asked() -> None:
    fall = Spel.pagaende().rapportera("2024-03").godkann("2024-03", "2024-04-10", "avsluta")
    nyckel = "beslut_om_avslut:2024-03"
    for lapsade, kvar in (("2024-04-12", [nyckel]), ("2024-04-11", [])):
        i = med(fall.insats, upphorda={nyckel: Upphord(tid(lapsade), "x")})
        assert obesvarade(i, tid("2024-04-12")) == kvar
