"""K16.2: whose figures are shown and to whom, and that every life counts the same in another way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.bevakningsklocka import KOM_ALDRIG, FristPasserad
from domain.kvalitet.matt import PUNKTLIGA
from domain.kvalitet.nyckeltal import Nyckeltal, Punktlighet, summa
from domain.liv.lagesbild import bevakningsrader
from domain.tid.tidpunkt import datum
from persistence.register.anordnare import auktorisationer, register
from tests.persistence.kvalitet.journalerna import A, Spara, ett, tal
from tests.verktyg.slumpliv.levnad import lev
from tests.verktyg.spel import Spel

pytestmark = pytest.mark.krav("K16.1")

ARBETSLEDARE, EKONOM = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.EKONOM, "e1")


# Whose, and who asks


@pytest.fixture
def tva(motor: Engine, spara: Spara) -> Engine:
    """One AMI case with A, one FAI case with B; C is authorised and has none, D no longer is."""
    spara(Spel.pagaende("AMI1", "2024-03-11").till("2024-07-01"), "A")
    spara(Spel.pagaende("FAI1", "2024-03-11").till("2024-07-01"), "B")
    for namn, fran, till in (("C", "2024-12-31", None), ("D", "2023-01-01", "2023-12-31"), ("E", "2025-01-01", None)):
        register.lagg_till_anordnare(motor, namn)
        auktorisationer.auktorisera(motor, namn, "AMI", date.fromisoformat(fran), till and date.fromisoformat(till))
    return motor


def test_those_authorised_in_the_year_are_shown_also_without_cases(tva: Engine) -> None:
    assert set(tal(tva)) == {"A", "B", "C"}
    assert set(tal(tva, 2025)) == {"C", "E"}
    assert tal(tva)["C"] == Nyckeltal("C")


def test_one_kundval_or_one_anordnare_is_shown_alone(tva: Engine) -> None:
    assert set(tal(tva, kundval="AMI")) == {"A", "C"}
    assert set(tal(tva, kundval="FAI")) == {"B"}
    assert tal(tva, kundval="FAI")["B"] == tal(tva)["B"]
    assert tal(tva, anordnare="B") == {"B": tal(tva)["B"]}
    assert tal(tva, anordnare="D") == {"D": Nyckeltal("D")}


def test_an_anordnare_nobody_knows_is_refused(tva: Engine) -> None:
    with pytest.raises(Avvisning, match="anordnare: anordnaren finns inte i registret"):
        tal(tva, anordnare="F")


def test_all_are_seen_by_those_who_see_all_cases_and_its_own_by_an_anordnare(tva: Engine) -> None:
    for som in (ARBETSLEDARE, EKONOM, Aktor(Roll.KARRIARVAGLEDARE, "kv9"), None):
        assert set(tal(tva, som=som)) == {"A", "B", "C"}
    assert tal(tva, som=Aktor(Roll.ANORDNARE, "h1", "A")) == {"A": tal(tva)["A"]}
    with pytest.raises(Avvisning, match="bara sin egen"):
        tal(tva, som=Aktor(Roll.ANORDNARE, "h1", "A"), anordnare="B")
    with pytest.raises(Avvisning, match="som: "):
        tal(tva, som=Aktor(Roll.SOCIALSEKRETERARE, "s1"))


# Every life, counted in another way


def facit(fall: Spel, ar: int) -> Nyckeltal:
    """A case's figures from its state, as the corrections have left it."""
    i, n = fall.insats, Counter[str]()

    def om_avslut(k: Mapping[str, Any]) -> bool:
        return k.get("mal_uppnatt", False) or k["orsak"] in ("mal_natt", "egen_forsorjning")

    sagt = [s.kommando for s in i.sagda]
    if (p := i.insatsperiod) and p.till and p.fran.year <= ar <= p.till.year and i.avslutsform != "aterkallad":
        n["paborjade"] = p.fran.year == ar
        n["pagaende"] = p.till.year > ar
        if p.till.year == ar:
            n["avslutade"] = 1
            n[{"fullfoljd": "fullfoljda", "fortid": "i_fortid", "avbruten": "avbrutna"}[i.form]] = 1
            mal = [om_avslut(k) for k in sagt if k["kommando"] == "besluta_avslut"]
            if not i.avslutsbeslut:
                mal = [k["mal_uppnatt"] for k in sagt if k["kommando"] == "lamna_slutrapport"]
            n["mal_natt"], n["mal_okant"] = mal[-1:] == [True], not mal
    granskningar = [(g.tid, g.godkand) for o in (*i.planer, *i.rapporter.values()) for g in o.granskningar]
    granskningar += ((s.granskad, s.godkand) for s in i.slutrapporter if s.granskad)
    godkanda = [godkand for nar, godkand in granskningar if datum(nar).year == ar]
    n["granskningar"], n["aterremisser"] = len(godkanda), godkanda.count(False)
    avvikelser = [k["datum"] for k in sagt if k["kommando"] == "anmal_avvikelse"]
    n["anmalda_avvikelser"] = sum(dag.startswith(str(ar)) for dag in avvikelser)
    hos = {(h.nyckel, h.frist): h.ansvarig for p in fall.poster if isinstance(h := p.handelse, FristPasserad)}
    per: dict[str, Counter[str]] = defaultdict(Counter)
    for r in bevakningsrader(i):
        if r.frist.year != ar:
            continue
        sen = r.utfall in ("sen", "forsenad", "avskriven", "oppen")
        upphord = i.upphorda.get(r.nyckel)
        kom_aldrig = upphord is not None and upphord.skal == KOM_ALDRIG
        recalled = (
            r.utfall == "upphord" and (i.avslutsform == "aterkallad" or kom_aldrig) and (r.nyckel, r.frist) in hos
        )
        dom = "i_tid" if r.utfall == "uppfylld" else "sena" if sen and r.uppfylld else "saknade"
        if r.utfall != "upphord" or recalled:
            per[r.slag][dom] += 1
        agare = hos.get((r.nyckel, r.frist), r.ansvarig)
        raknas = r.slag != "faktureringsunderlag" and not (r.slag == "veckokontakt" and r.uppfylld)
        n["avvikelser"] += (sen or recalled) and agare is Roll.ANORDNARE and raknas
    slag = ("bemanning", "genomforandeplan", "manadsrapport", "slutrapport", "veckokontakt")
    punktliga = {m: Punktlighet(**per[s]) for m, s in zip(PUNKTLIGA, slag, strict=False)}
    brister = Counter(b.sort for b in i.brister if datum(b.tid).year == ar)
    return Nyckeltal(A, brister_per_sort=brister, **{k: int(v) for k, v in n.items()}, **punktliga)  # type: ignore[arg-type]


@pytest.mark.krav("K0.7")
def test_random_lives_with_corrections_count_the_same_from_the_tables_as_from_their_states(
    motor: Engine, spara: Spara
) -> None:
    levda = [lev(r, r.randint(5, 40)) for r in map(Random, range(30_000, 30_040))]
    for fall in levda:
        spara(fall)
    assert sum(bool(fall.handelser("uppgift_rattad")) for fall in levda) > 5
    for ar in (2024, 2025):
        raknat = replace(ett(motor, ar, idag="2030-01-01"), meddelanden=Punktlighet())
        vantat = summa(A, [facit(fall, ar) for fall in levda])
        assert raknat == vantat
