"""§7.3: each insats has its own template for the plan, its headings in the order in which the plan is made (K7.5)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.kapitel.inlamning.mall import planmall
from domain.liv.rutin import KOMMANDON
from domain.regler.provning import skapa_regelverk
from domain.regler.skillnad import att_infora
from domain.regler.varde import FelIRegelverk
from regelverk import las_utgavor
from starter.skrivbord.vyer.formular import falten
from tests.verktyg.spel import Spel, d, mall, regelverket

EGNA = {
    "FAI1": {"arbetsprovning"},
    "FAI2": {"forstegsaktiviteter"},
    "AMI1": {"vagledning", "matchning"},
    "AMI2": {"arbetstraning", "vagledning"},
    "ISA1": {"sfi_studier", "spraktraning", "inskrivning_i_etableringsprogrammet"},
    "ISA2": {"sfi_studier", "spraktraning"},
}
"""What §2 says that each insats consists of."""
VARJE = set(mall("mall.genomforandeplan"))


@pytest.mark.krav("K7.5")
@pytest.mark.parametrize("insats", EGNA)
def test_the_template_is_the_insatss_own_and_has_what_every_plan_has(insats: str) -> None:
    fall = Spel.pagaende(insats)
    rubriker = planmall(fall.insats, d("2024-03-11"))
    assert set(rubriker) == VARJE | EGNA[insats]
    # What the kund does already comes first, then the insats itself; what the kund has been told of, last.
    assert (rubriker[0], rubriker[-1]) == ("hela_planeringen", "ekonomiska_konsekvenser")
    assert rubriker[1] in EGNA[insats]


@pytest.mark.krav("K7.5", sort="avslag")
@pytest.mark.parametrize("insats", EGNA)
def test_a_plan_without_a_heading_of_the_insats_or_with_another_insatss_is_refused(insats: str) -> None:
    fall = Spel.pagaende(insats)
    hel = mall(f"mall.genomforandeplan.{insats}")
    for egen in sorted(EGNA[insats]):
        utan = {k: v for k, v in hel.items() if k != egen}
        assert egen in fall.avvisas("K7.5", fall.lamna_plan, "2024-03-20", rubriker=utan, falt="rubriker")
    frammande = next(r for egna in EGNA.values() for r in sorted(egna) if r not in hel)
    med_annans = hel | {frammande: "x"}
    fall.avvisas("K7.5", fall.lamna_plan, "2024-03-20", rubriker=med_annans, falt="rubriker")
    fall.lamna_plan("2024-03-20", rubriker=hel)
    assert fall.bevakning("genomforandeplan").utfall == "uppfylld"


@pytest.mark.krav("K7.5", "K16.2", "K0.7", sort="gräns")
def test_a_case_begun_before_has_one_template_for_all_until_the_upkeep_and_its_plan_then_stands() -> None:
    fall = Spel.pagaende(start="2024-03-11").fore_reglerna()
    assert set(planmall(fall.insats, d("2024-03-11"))) == VARJE
    fall.lamna_plan("2024-03-13", rubriker=mall("mall.genomforandeplan"))
    fall.kv("2024-03-14", "granska_plan", beslut="aterremiss", motivering="mer")
    sagt = att_infora(fall.insats.regelverk, regelverket())
    assert sagt is not None
    fall.systemet("2024-03-15T02:00", "infor_regelverk", utgava=sagt["utgava"], varden=sagt["varden"])
    fall.avvisas("K7.5", fall.lamna_plan, "2024-03-18", rubriker=mall("mall.genomforandeplan"), falt="rubriker")
    # A correction of something else lets the plan be decided anew, and refuses it not.
    fall.rattar("2024-03-18", "bemanna", andringar={"handlaggare": "H2"}, motivering="fel id")
    assert len(fall.insats.planer) == 1
    fall.lamna_plan("2024-03-19")
    assert fall.insats.planer[0].versioner == 2


@pytest.mark.krav("K7.5")
def test_the_form_has_the_headings_in_the_templates_order_each_with_what_is_written_there() -> None:
    fall = Spel.pagaende("FAI1")
    falt = falten(KOMMANDON["lamna_genomforandeplan"], fall.insats)
    assert [f.namn.removeprefix("rubriker.") for f in falt if f.namn.startswith("rubriker.")] == list(
        planmall(fall.insats, d("2024-03-11"))
    )
    egen = next(f for f in falt if f.namn == "rubriker.arbetsprovning")
    assert (egen.etikett, egen.kravs) == ("Arbetsprövning", True)
    assert egen.hjalp.startswith("Var och hur arbetsförmågan prövas, och vad prövningen ska klargöra. Skriv ”Ej akt")


@pytest.mark.krav("K7.5", "K4.5", sort="avslag")
def test_no_edition_can_leave_out_of_an_insatss_template_what_every_plan_has() -> None:
    filer = dict(las_utgavor())
    rader = [dict(r) for r in filer["2024.toml"]["parameter"]]  # type: ignore[attr-defined]
    nytt = next(r for r in rader if r["nyckel"] == "mall.genomforandeplan.ISA1")
    sen = {
        **nytt,
        "varde": [r for r in nytt["varde"] if r not in ("ledtider", "vardkontakt")],
        "fran": date(2025, 1, 1),
    }
    filer["2025.toml"] = {"regelverk": {"utgava": "2025", "fran": date(2025, 1, 1)}, "parameter": [sen]}
    with pytest.raises(FelIRegelverk, match="rubrik som varje plan har saknas: ledtider, vardkontakt"):
        skapa_regelverk(filer)
    # Nor can a heading come to every plan and not to each insats's.
    alla = next(r for r in rader if r["nyckel"] == "mall.genomforandeplan")
    sen = {**alla, "varde": [*alla["varde"], "progression"], "fran": date(2025, 1, 1)}
    filer["2025.toml"] = {"regelverk": {"utgava": "2025", "fran": date(2025, 1, 1)}, "parameter": [sen]}
    with pytest.raises(FelIRegelverk, match="rubrik som varje plan har saknas: progression"):
        skapa_regelverk(filer)
