"""A case begun under the first edition of the routine lives on to its end under the second (K0.7, K16.2).

Its first run lets in what that edition let in; it is handed over at the turn of the month, told of the rules that have
come since by the nightly upkeep, and is then a case as any other. With builds: ``tests/flotta/drift/test_byggen.py``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from temporalio.testing import ActivityEnvironment

import starter.stod.klient.insats
from activities.ajour import Ajouraktiviteter
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import FOR_ALDRE, Regelverk
from regelverk import las_utgavor
from tests.verktyg.spel import FORARBETE
from tests.workflows.test_replay import spelare
from tests.workflows.tjanst import AKTUALISERA, ANORDNARE, BEMANNA, KV, Tjanst, tjanst

NU = skapa_regelverk(las_utgavor())
FORST = Regelverk(NU.utgavor, tuple(p for p in NU.parametrar if p.nyckel not in FOR_ALDRE))
"""The rules before those that older cases have been given since."""
DAG = date(2024, 6, 1)


def mall(nyckel: str) -> dict[str, str]:
    return dict.fromkeys(NU.lista(nyckel, DAG), "ifylld")


async def utan_vantan(t: Tjanst, av: Aktor, **sagt: Any) -> None:
    """What is said without waiting is decided by the run alone, as everything was."""
    fore = len(t.poster())
    await t.klient.lagg_i_kon(t.arende, sagt, av, tidsskillnad=t.tidsskillnad)
    await t.tills(lambda: len(t.poster()) > fore)


async def manad(t: Tjanst, m: str, uppfoljning: str, belopp: str) -> None:
    rapport = {"manad": m, "uppfoljning_datum": uppfoljning, "rubriker": mall("mall.manadsrapport.AMI")}
    await t.sag(ANORDNARE, {"kommando": "klarmarkera_manadsrapport", **rapport})
    faktura = {"manad": m, "belopp": belopp, "fakturanummer": f"F{m}"}
    await t.sag(ANORDNARE, {"kommando": "lamna_faktureringsunderlag", **faktura})
    godkand = {"manad": m, "beslut": "godkand", "progression": "fortsatt"}
    await t.sag(KV, {"kommando": "granska_manadsrapport", **godkand})


@pytest.mark.krav("K0.7", "K16.2", "K14.4", "K12.6")
async def test_a_case_begun_under_the_first_edition_lives_on_to_its_end(
    motor: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tjanst(motor, regelverk=FORST) as t:
        with monkeypatch.context() as forr:
            forr.setattr(starter.stod.klient.insats, "DORRUTGAVA", 1)
            await t.starta({k: v for k, v in AKTUALISERA.items() if k not in FORARBETE})
        await t.sag(ANORDNARE, BEMANNA)
        # Neither the texts of the uppdrag nor the headings of the plan were asked for.
        await utan_vantan(t, KV, kommando="lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=2)
        await t.till("2024-03-12T09:00")
        plan = {"kommando": "lamna_genomforandeplan", "mal": "arbete", "delmal": ["praktik"], "aktiviteter": ["cv"]}
        await utan_vantan(t, ANORDNARE, **plan)
        assert {"uppdrag_inlagt", "genomforandeplan_lamnad"} <= set(t.slagen())
        assert "kommando_avvisat" not in t.slagen()
        await t.sag(KV, {"kommando": "granska_plan", "beslut": "godkand"})

        await t.till("2024-04-02T03:00")  # another run, of today's edition, and the night
        svar = await ActivityEnvironment(client=t.klient.temporal).run(Ajouraktiviteter(motor, NU).ajourhall)
        assert (svar.regelverk, svar.avvisade) == (1, ())
        assert {p.nyckel for p in t.insats().regelverk.parametrar} >= FOR_ALDRE.keys()
        with pytest.raises(Avvisning, match=r"K4\.5|K7\.5|rubrik"):
            await t.sag(ANORDNARE, plan)

        await t.till("2024-04-03T09:00")
        await manad(t, "2024-03", "2024-03-28", "2713.20")
        await t.till("2024-05-03T09:00")
        await manad(t, "2024-04", "2024-04-29", "3876.00")
        await t.till("2024-05-10T09:00")
        slut = {"mal_uppnatt": False, "sjalvforsorjande": False, "nasta_steg": "studier"}
        rapporten = {"kommando": "lamna_slutrapport", "rubriker": mall("mall.slutrapport.AMI"), **slut}
        await t.sag(ANORDNARE, rapporten)
        await t.till("2024-05-13T09:00")
        await manad(t, "2024-05", "2024-05-10", "1292.00")
        assert [b for b in t.insats().oppnade if b.startswith("slutrapportgranskning")]  # a rule that came on the way
        await t.sag(KV, {"kommando": "granska_slutrapport", "beslut": "godkand"})
        await t.till("2024-06-16T01:00")

        i = t.insats()
        assert (str(i.status), i.avslutsform, await t.lever()) == ("slutford", "fullfoljd", False)
        assert [(u.avser, str(u.belopp), u.status) for u in utbetalningar(i)] == [
            ("2024-03", "2713.20", "utbetald"), ("2024-04", "3876.00", "utbetald"), ("2024-05", "1292.00", "utbetald"),
        ]  # fmt: skip
        for korning in await t.korningar():
            await spelare().replay_workflow(korning)
