"""By which rule and field what cannot be read is refused, and what of an envelope is asked of whom (K0.6, K3.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.grund.text import Text
from domain.liv import rutin
from domain.liv.kommandon import las_inkommet, las_kommando
from domain.processer.alla import PROCESSER
from domain.skeende import form
from domain.skeende.inkommet import Inkommet, Olasligt, las_kuvert
from domain.skeende.kommando import Indata, Kommando, per_verb, prova_texter
from domain.tid.tidpunkt import Tidpunkt
from tests.domain.skeende.sagt import KUVERT, avslag

NUMMER = "19900502-2398"
TVA = {v: rutin.KOMMANDON[v] for v in ("bemanna", "ta_emot_intyg")}
PLAN = {"kommando": "lamna_genomforandeplan", "mal": "x", "delmal": ["a", "b"], "aktiviteter": ["c"], "rubriker": {}}


def nej(las: Any, *args: Any, **val: Any) -> tuple[str, str, str | None]:
    with pytest.raises(Avvisning) as fel:
        las(*args, **val)
    return avslag(fel.value)


@pytest.mark.krav("K0.6", "K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("verb", "vad"),
    [
        ([], "kommandot saknas"),
        ({"bemanna": 1}, "kommandot saknas"),
        ("Planta Ryktesson", "okänt kommando"),
        ("Bemanna", "okänt kommando"),
        ("bemanna1", "okänt kommando"),
        ("b" * 40, f"okänt kommando ”{'b' * 40}”"),
        ("b" * 41, "okänt kommando"),
    ],
)
def test_a_verb_of_any_shape_is_answered_and_repeated_only_where_it_is_one_word(verb: Any, vad: str) -> None:
    vantat = ("K0.6", f"{vad}; kommandon är bemanna, ta_emot_intyg", "kommando")
    assert nej(form.las_kommando, {"kommando": verb}, TVA) == vantat


@pytest.mark.krav("K0.6", "K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("data", "vantat"),
    [
        ({"handlaggare": NUMMER}, ("K3.3", "får inte vara ett personnummer", "handlaggare")),
        ({"handlaggare": "x" * 61}, ("K6.2", "får vara högst 60 tecken", "handlaggare")),
        ({"handlaggare": "h1", "Planta": 1}, ("K6.2", "fältet hör inte till kommandot", "kommando")),
        ({"handlaggare": "h1", "planta": 1}, ("K6.2", "fältet hör inte till kommandot", "planta")),
    ],
)
def test_a_number_of_a_person_is_refused_by_its_own_rule_and_all_else_by_the_kommandos(
    data: dict[str, Any], vantat: tuple[str, str, str]
) -> None:
    assert nej(form.las_kommando, {"kommando": "bemanna", **data}, TVA) == vantat


@pytest.mark.krav("K3.3", sort="avslag")
def test_a_field_within_a_field_is_named_as_far_as_its_names_are_words() -> None:
    hel = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A"}
    for kund, falt in (
        ({"malgrupp": "kaa", "okant": 1}, "kund.okant"),
        ({"malgrupp": "kaa", "Planta Ryktesson": 1}, "kund"),
        ({"malgrupp": 7}, "kund.malgrupp"),
    ):
        assert nej(las_kommando, {**hel, "kund": kund})[2] == falt
    assert nej(las_kommando, {**PLAN, "delmal": ["a", 7]})[2] == "delmal.1"


def test_every_field_that_there_is_has_a_name_that_a_refusal_can_tell() -> None:
    alla = {**rutin.KOMMANDON, **{v: k for r in PROCESSER.values() for v, k in r.verb.items()}}
    falten = {falt for typ in alla.values() for falt in typ.model_fields}
    assert [f for f in falten if not form._ORD.fullmatch(f)] == []


def test_every_kind_of_fault_of_ours_has_a_sentence_that_says_its_own_limit() -> None:
    for slag, ctx, text in (
        ("for_manga", {"hogst": 5}, "får ha högst 5 rader"),
        ("for_stort_tal", {}, "talet är för stort"),
        ("string_too_short", {}, "får inte vara tomt"),
        ("literal_error", {"expected": "'a', 'b' or 'c'"}, "ska vara någon av 'a', 'b' eller 'c'"),
    ):
        assert form.pa_svenska({"type": slag, "ctx": ctx}) == text
    assert form.pa_svenska({"type": "missing"}) == "fältet saknas"


@pytest.mark.krav("K0.6", sort="avslag")
@pytest.mark.parametrize(
    ("verb", "andrat", "falt"),
    [
        ("lamna_genomforandeplan", {"mal": ""}, "mal"),
        ("lamna_genomforandeplan", {"delmal": ["praktik", " "]}, "delmal"),
        ("lamna_genomforandeplan", {"aktiviteter": ["Ej aktuellt"]}, "aktiviteter"),
    ],
)
def test_a_text_that_is_empty_is_refused_by_its_field_also_in_a_row(
    verb: str, andrat: dict[str, Any], falt: str
) -> None:
    prova_texter(las_kommando(PLAN))
    assert nej(prova_texter, las_kommando(PLAN | andrat)) == (rutin.KOMMANDON[verb].regel, "texten är tom", falt)


class _Rader(Indata):
    rader: tuple[str, ...] = ()


class _MangaRader(_Rader):
    flest: ClassVar[int] = 401


@pytest.mark.krav("K3.3", sort="gräns")
def test_a_list_has_as_many_rows_as_its_kind_says() -> None:
    rader = [str(n) for n in range(401)]
    assert len(_Rader.model_validate({"rader": rader[1:]}).rader) == 400
    assert len(_MangaRader.model_validate({"rader": rader}).rader) == 401
    for typ, for_manga in ((_Rader, rader), (_MangaRader, [*rader, "x"])):
        with pytest.raises(ValueError, match="for_manga"):
            typ.model_validate({"rader": for_manga})


class _Texter(Kommando):
    ren: Text
    kanske: Text | None = None
    rader: tuple[Text, ...] = ()
    tabell: dict[str, Text] | None = None
    ord: str = ""
    nycklar: tuple[str, ...] = ()


@pytest.mark.krav("K3.3")
def test_a_field_of_free_text_is_known_however_deep_the_text_lies_in_it() -> None:
    assert form.textfalt(_Texter) == {"ren", "kanske", "rader", "tabell"}
    assert per_verb(TVA.values()) == TVA


class _Dagar(Indata):
    dag: date
    till: date | None = None
    antal: int = 0
    text: str = "7"


@pytest.mark.krav("K0.2", sort="avslag")
@pytest.mark.parametrize("falt", ["dag", "till"])
@pytest.mark.parametrize("tal", [86400, 86400.0, "86400", "-86400", True])
def test_no_number_is_a_day_where_one_must_be_given_or_where_one_may(falt: str, tal: Any) -> None:
    tagen = _Dagar.model_validate({"dag": "2024-03-01", "antal": 86400, "text": "86400"})
    assert (tagen.dag, tagen.till) == (date(2024, 3, 1), None)
    with pytest.raises(ValidationError) as fel:
        _Dagar.model_validate({"dag": "2024-03-01", falt: tal})
    assert [(f["type"], f["loc"]) for f in fel.value.errors()] == [("date_type", (falt,))]


# The envelope


def kuvert(av: str, **andrat: Any) -> dict[str, Any]:
    return KUVERT | {"av": av} | andrat


@pytest.mark.krav("K0.6", "K3.3", sort="gräns")
@pytest.mark.parametrize(
    ("av", "gammalt", "dokument", "tas"),
    [
        ("anordnare:a1@A", False, "d1", True),
        ("anordnare:a1@A", False, "d/1 å", False),
        ("anordnare:a1@A", True, "d/1 å", True),
        ("system:system", False, "avslut/Källan AB", True),
        ("system:system", False, 7, False),
        ("anordnare:a1@A", True, 7, False),
    ],
)
def test_a_document_is_named_by_an_id_that_a_sender_may_choose_or_by_any_of_the_services_own(
    av: str, gammalt: bool, dokument: Any, tas: bool
) -> None:
    data = kuvert(av, dokument=dokument)
    if tas:
        assert las_inkommet(data, gammalt=gammalt).dokument == dokument
    else:
        assert nej(las_inkommet, data, gammalt=gammalt) == ("K0.6", "ska vara ett dokuments id", "dokument")


@pytest.mark.krav("K3.3", sort="gräns")
def test_the_services_own_ids_may_hold_the_name_of_an_organisation_and_those_of_others_may_not() -> None:
    namn = "personal:h1@Källan & Söner"
    assert las_inkommet(kuvert("system:system", id=namn)).id == namn
    assert las_inkommet(kuvert("anordnare:a1@A", id=namn), gammalt=True).id == namn
    assert nej(las_inkommet, kuvert("anordnare:a1@A", id=namn))[::2] == ("K3.3", "id")


@pytest.mark.krav("K0.6")
def test_what_cannot_be_read_keeps_its_sender_its_id_and_when_it_came_and_no_document() -> None:
    kommet = datetime(2024, 3, 1, 10, tzinfo=UTC)
    data = kuvert("anordnare:A1@A", inkom="2024-03-01T10:00:00Z", dokument="d1", kommando=None)
    assert las_kuvert(data) == Inkommet("k1", Aktor(Roll.ANORDNARE, "a1", "A"), Olasligt(), None, kommet)
    assert las_kuvert(kuvert("system:system")).av == SYSTEMET
    assert nej(las_kuvert, kuvert("anordnare:a1@A", inkom="sedan"))[1:] == ("går inte att läsa som en tid", "inkom")


@pytest.mark.krav("K3.3", sort="gräns")
def test_a_free_text_may_be_longer_than_what_travels_without_words() -> None:
    lang = kuvert("kund:k1", kommando={"kommando": "aterkalla_avslut", "motivering": "x" * 10_001})
    assert las_inkommet(lang, med_ord=True).id == "k1"
    assert nej(las_inkommet, lang) == ("K0.6", "texten får vara högst 10000 tecken", "kommando")
    assert nej(las_inkommet, kuvert("kund:k1", mer="x" * 100_001), med_ord=True)[2] == "mer"


@pytest.mark.krav("K0.1", "K0.6", sort="avslag")
def test_a_field_that_is_no_instant_is_told_so_by_the_fault_itself() -> None:
    with pytest.raises(ValidationError) as fel:
        TypeAdapter[Any](Tidpunkt).validate_python("igår")
    assert [f["msg"] for f in fel.value.errors()] == ["ska vara en tidpunkt, ÅÅÅÅ-MM-DDTHH:MM"]
