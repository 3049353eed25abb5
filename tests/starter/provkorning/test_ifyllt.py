"""A case file need not spell out the template; one that writes a field of it means what it writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.liv.rattelse import UppgiftRattad
from domain.regler.provning import skapa_regelverk
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil

REGELVERKET = skapa_regelverk(las_utgavor())
RAPPORT = ", ".join(f"{r}: x" for r in REGELVERKET.lista("mall.manadsrapport.AMI", date(2024, 4, 2)))
VARJE = ", ".join(f"{r}: x" for r in REGELVERKET.lista("mall.genomforandeplan", date(2024, 4, 2)))
"""The headings that every plan has: the template as it was when there was one for all."""
FALL = """
namn: planen
aktualisering:
  tid: 2024-03-01T09:00
  insats: AMI2
  anordnare: A
  kund: {malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, arbetsformaga: 50}
steg:
  - {tid: 2024-03-04T10:00, av: anordnare, kommando: bemanna, handlaggare: H1}
  - {tid: 2024-03-05T10:00, av: karriarvagledare, kommando: lagg_in_uppdrag, startdatum: 2024-03-11,
     langd_manader: 12UPPDRAG}
  - {tid: 2024-03-20T15:00, av: anordnare, kommando: lamna_genomforandeplan, mal: arbete, delmal: [praktik, cv],
     aktiviteter: [cv]PLAN}
  - {tid: 2024-03-21T15:00, av: karriarvagledare, kommando: granska_plan, beslut: godkand}
  - {tid: 2024-04-02T15:00, av: anordnare, kommando: klarmarkera_manadsrapport, manad: 2024-03,
     uppfoljning_datum: 2024-03-27, rubriker: {RUBRIKER}DELMAL}
till: 2024-04-03
"""


def avvisade(mapp: Path, *, plan: str = "", delmal: str = "", uppdrag: str = "") -> list[tuple[str, str]]:
    fil = mapp / "fall.yaml"
    text = FALL.replace("UPPDRAG", uppdrag).replace("PLAN", plan).replace("DELMAL", delmal).replace("RUBRIKER", RAPPORT)
    fil.write_text(text, encoding="utf-8")
    return [(a.kommando, a.regel) for a in ren.spela(las_provfil(fil), REGELVERKET).avvisade]


@pytest.mark.krav("K4.5", "K6.3", "K7.8")
def test_what_a_file_leaves_out_of_the_template_is_filled_in(tmp_path: Path) -> None:
    assert avvisade(tmp_path) == []


@pytest.mark.krav("K7.5")
def test_a_file_with_the_template_that_was_one_for_all_gets_the_insatss_own_headings(tmp_path: Path) -> None:
    assert avvisade(tmp_path, plan=f", rubriker: {{{VARJE}}}") == []


@pytest.mark.krav("K4.5", "K6.3", "K7.8", sort="avslag")
@pytest.mark.parametrize(
    ("skrivet", "forsta"),
    [
        ({"uppdrag": ", uppdragsbeskrivning: null"}, ("lagg_in_uppdrag", "K6.3")),
        ({"uppdrag": ', uppdragsbeskrivning: ""'}, ("lagg_in_uppdrag", "K6.3")),
        ({"uppdrag": ", framtidsplan: null"}, ("lagg_in_uppdrag", "K6.3")),
        ({"plan": ", rubriker: {}"}, ("lamna_genomforandeplan", "K4.5")),
        ({"plan": ", rubriker: {ledtider: x}"}, ("lamna_genomforandeplan", "K7.5")),
        ({"plan": f", rubriker: {{{VARJE}, vagledning: x}}"}, ("lamna_genomforandeplan", "K7.5")),
        ({"delmal": ", delmal: []"}, ("klarmarkera_manadsrapport", "K7.8")),
        ({"delmal": ", delmal: [pagar]"}, ("klarmarkera_manadsrapport", "K7.8")),
    ],
)
def test_what_a_file_writes_of_it_stands(tmp_path: Path, skrivet: dict[str, str], forsta: tuple[str, str]) -> None:
    assert avvisade(tmp_path, **skrivet)[0] == forsta


@pytest.mark.krav("K2.3", "K13.1")
@pytest.mark.parametrize(
    ("sagt", "natt"),
    [
        ("kommando: besluta_avslut, orsak: mal_natt", ("arbete", None)),
        ("kommando: besluta_avslut, orsak: flytt, mal_uppnatt: true", ("arbete", None)),
        ("kommando: besluta_avslut, orsak: egen_forsorjning", (None, "arbete")),
        ("kommando: besluta_avslut, orsak: mal_natt, natt_mal: studier", ("studier", None)),
    ],
)
def test_a_file_that_does_not_name_the_goal_has_the_first_of_the_insatss(
    tmp_path: Path, sagt: str, natt: tuple[str | None, str | None]
) -> None:
    slut = f"  - {{tid: 2024-04-02T16:00, av: karriarvagledare, {sagt}, avslutsdatum: 2024-04-12}}\ntill: 2024-04-03"
    fil = tmp_path / "fall.yaml"
    text = FALL.replace("UPPDRAG", "").replace("PLAN", "").replace("DELMAL", "").replace("RUBRIKER", RAPPORT)
    fil.write_text(text.replace("till: 2024-04-03", slut), encoding="utf-8")
    (h,) = (p.handelse for p in ren.spela(las_provfil(fil), REGELVERKET).poster if p.handelse.slag == "avslut_beslutat")
    assert (h.natt_mal, h.forsorjning) == natt  # type: ignore[attr-defined]


def rattat(fil: Path) -> list[Mapping[str, Any]]:
    """What was corrected, as it became."""
    rattade = (p.handelse for p in ren.spela(las_provfil(fil), REGELVERKET).poster)
    return [h.efter or {} for h in rattade if isinstance(h, UppgiftRattad)]


@pytest.mark.krav("K0.7", "K2.3", "K13.1")
@pytest.mark.parametrize(
    ("andringar", "natt"),
    [
        ("orsak: egen_forsorjning", (None, "arbete")),
        ("mal_uppnatt: true", ("arbete", None)),
        ("mal_uppnatt: true, natt_mal: studier", ("studier", None)),
    ],
)
def test_a_correction_of_a_file_names_the_goal_that_comes_to_be_reached(
    tmp_path: Path, andringar: str, natt: tuple[str | None, str | None]
) -> None:
    ratta = f"kommando: ratta, vad: besluta_avslut, andringar: {{{andringar}}}, motivering: x"
    steg = (
        "16:00, av: karriarvagledare, kommando: besluta_avslut, orsak: flytt, avslutsdatum: 2024-04-12, nasta_steg: x",
        f"16:10, av: karriarvagledare, {ratta}",
    )
    text = FALL.replace("UPPDRAG", "").replace("PLAN", "").replace("DELMAL", "").replace("RUBRIKER", RAPPORT)
    slut = "".join(f"  - {{tid: 2024-04-02T{s}}}\n" for s in steg)
    (fil := tmp_path / "fall.yaml").write_text(text.replace("till:", f"{slut}till:"), encoding="utf-8")
    (efter,) = rattat(fil)
    assert (efter.get("natt_mal"), efter.get("forsorjning")) == natt


@pytest.mark.krav("K0.7", "K6.5")
def test_an_uppdrag_that_a_file_puts_right_to_part_time_has_its_reasons_from_the_start(tmp_path: Path) -> None:
    kund = "{malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, utan_sysselsattning: true}"
    ratta = "kommando: ratta, vad: lagg_in_uppdrag, andringar: {omfattning: 50}, motivering: x"
    rader = FALL.replace("langd_manader: 12UPPDRAG", "langd_manader: 6").replace("AMI2", "FAI2").splitlines()
    text = "\n".join([*rader[:11], f"  - {{tid: 2024-03-06T10:00, av: karriarvagledare, {ratta}}}", "till: 2024-03-07"])
    text = text.replace("{malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, arbetsformaga: 50}", kund)
    (fil := tmp_path / "fall.yaml").write_text(text, encoding="utf-8")
    assert [efter["omfattning"] for efter in rattat(fil)] == [50]
    fil.write_text(text.replace("motivering: x", "motivering: x, forvanta: avvisad K6.5"), encoding="utf-8")
    assert not rattat(fil)


def moten(mapp: Path, uppdrag: str = "") -> list[str | None]:
    """The follow-up meetings that are awaited at once."""
    fil = mapp / "moten.yaml"
    text = FALL.replace("UPPDRAG", uppdrag).replace("PLAN", "").replace("DELMAL", "").replace("RUBRIKER", RAPPORT)
    fil.write_text(text, encoding="utf-8")
    b = ren.spela(las_provfil(fil), REGELVERKET)
    return [r.avser for r in b.bevakningar if r.slag == "uppfoljningsmote"]


@pytest.mark.krav("K7.7")
def test_a_file_that_says_nothing_of_meetings_has_none_and_one_that_writes_of_them_has_what_it_writes(
    tmp_path: Path,
) -> None:
    assert moten(tmp_path) == []
    assert moten(tmp_path, ", uppfoljning_var_manad: 6") == ["2024-09-11"]
    assert moten(tmp_path, ", uppfoljningsdagar: [2024-05-15]") == ["2024-05-15"]
    assert moten(tmp_path, ", utan_uppfoljning: null") == ["2024-06-11", "2024-09-11", "2024-12-11"]


LEDIGT = """
namn: ledigheten
aktualisering:
  tid: 2024-03-01T09:00
  insats: ISA2
  anordnare: A
  kund: {malgrupp: efter_etablering, fodelsedatum: 1985-03-14}
steg:
  - {tid: 2024-03-04T10:00, av: anordnare, kommando: bemanna, handlaggare: H1}
  - {tid: 2024-03-05T10:00, av: karriarvagledare, kommando: lagg_in_uppdrag, startdatum: 2024-03-11}
"""
LEDIG = "  - {tid: 2024-03-20T10:00, av: anordnare, kommando: anmal_franvaro, slag: ledighet, orsak: resa, "
MEDGE = "  - {tid: 2024-03-19T10:00, av: karriarvagledare, kommando: medge_ledighet, motivering: x, "
BISTAND = (
    "  - {tid: 2024-03-18T10:00, av: karriarvagledare, kommando: andra_kundlage, fran: 2024-03-18, "
    "ekonomiskt_bistand: true}\n"
)


def ledigt(mapp: Path, *steg: str) -> tuple[list[tuple[str, str]], list[str]]:
    """What was refused, and what was consented to."""
    fil = mapp / "ledigt.yaml"
    fil.write_text(LEDIGT + "\n".join(steg) + "\n", encoding="utf-8")
    b = ren.spela(las_provfil(fil), REGELVERKET)
    medgivna = [p.handelse for p in b.poster if p.handelse.slag == "ledighet_medgiven"]
    return [(a.kommando, a.regel) for a in b.avvisade], [f"{h.fran}–{h.till}" for h in medgivna]  # type: ignore[attr-defined]


@pytest.mark.krav("K9.3")
@pytest.mark.parametrize(
    ("dagar", "medgivna"),
    [
        ("fran: 2024-05-06, till: 2024-05-10}", ["2024-05-06–2024-05-10"]),
        ("fran: 2024-05-25, till: 2024-06-07}", ["2024-05-27–2024-05-31"]),
        ("fran: 2024-04-02, till: 2024-04-05}", []),
        ("fran: 2024-05-20}", ["2024-05-20–2024-05-31"]),
    ],
)
def test_leave_of_a_file_that_nowhere_consents_is_consented_to_where_it_must_be(
    tmp_path: Path, dagar: str, medgivna: list[str]
) -> None:
    assert ledigt(tmp_path, LEDIG + dagar) == ([], medgivna)


@pytest.mark.krav("K9.3", sort="avslag")
def test_a_file_that_is_about_consent_or_expects_a_refusal_means_what_it_writes(tmp_path: Path) -> None:
    dagar = "fran: 2024-05-06, till: 2024-05-10"
    egen = MEDGE + "fran: 2024-05-13, till: 2024-05-13}"
    nej = [("anmal_franvaro", "K9.3")]
    assert ledigt(tmp_path, egen, LEDIG + dagar + "}") == (nej, ["2024-05-13–2024-05-13"])
    assert ledigt(tmp_path, LEDIG + dagar + ", forvanta: avvisad K9.3}") == (nej, [])
    assert ledigt(tmp_path, BISTAND + LEDIG + dagar + "}") == ([("anmal_franvaro", "K9.2")], [])
    assert ledigt(tmp_path, LEDIG + "fran: 2024-05-10, till: 2024-05-06}") == ([("anmal_franvaro", "K10.0")], [])


@pytest.mark.krav("K6.5")
@pytest.mark.parametrize(
    ("steget", "omfattning"),
    [
        ("omfattning: 50", 50),
        ("omfattning: 50, skal_till_deltidsplanering: null", None),
        ("omfattning: 50, forvanta: avvisad K6.5", None),
    ],
)
def test_part_time_outside_ami_has_its_reasons_filled_in_unless_the_step_is_about_them(
    tmp_path: Path, steget: str, omfattning: int | None
) -> None:
    fil = tmp_path / "deltid.yaml"
    fil.write_text(LEDIGT.replace("startdatum: 2024-03-11", f"startdatum: 2024-03-11, {steget}"), encoding="utf-8")
    b = ren.spela(las_provfil(fil), REGELVERKET)
    inlagt = [getattr(p.handelse, "omfattning", None) for p in b.poster if p.handelse.slag == "uppdrag_inlagt"]
    assert inlagt == ([omfattning] if omfattning else [])
    assert [a.regel for a in b.avvisade] == ([] if omfattning else ["K6.5"])
