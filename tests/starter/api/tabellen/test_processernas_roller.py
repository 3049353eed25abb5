"""Role × kommando × kind of process at the doors, held against a table of its own and not against what the doors ask.

No Temporal is reached here: what the doors let through is answered by 503, so that whatever is refused was refused by
them and not by the process itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from domain.grund.parter import Aktor
from domain.processer.alla import PROCESSER
from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.process import skrivning
from starter.stod.klient.vagar import NYA, VAGAR, adress, om
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.flotta.kopia import kopia
from tests.starter.api.conftest import KONTON, befolka, oppnad
from tests.starter.api.exempel import minsta
from tests.starter.api.utfardaren import Provutfardare
from tests.verktyg.processpel import Processpel

pytestmark = pytest.mark.krav("K3.3", "K3.4")

DAG = "2024-03-01T10:00"
KARIN, AL, DS, E1, HANNA = (Aktor.tolka(KONTON[k]) for k in ("karin", "al1", "ds1", "e1", "hanna"))
FORST: dict[str, tuple[str, Aktor, str, dict[str, Any]]] = {
    "anordnarakt": ("anordnare-Anordnare A", AL, "skicka_villkor", {"villkor": "2025", "galler_fran": "2025-01-01"}),
    "betalningsmanad": ("betalningsmanad-2024-02", E1, "oppna_betalningsmanad", {"manad": "2024-02"}),
    "gallring": ("gallring-prov", DS, "foresla_gallring", {"dag": "2024-03-01"}),
    "kvalitetsuppfoljning": ("uppfoljning-prov", AL, "oppna_uppfoljning", {"anordnare": "Anordnare A", "ar": 2024}),
    "massbyte": ("massbyte-prov", KARIN, "byt_alla_karriarvagledare", {"fran": "kv1", "till": "kv2"}),
    "personuppgiftsincident": ("incident-prov", HANNA, "anmal_incident", {
        "upptackt": "2024-03-01T08:30", "anordnare": "Anordnare A", "karriarvagledare": "kv1", "beskrivning": "x",
    }),
    "regelutgava": ("utgava-prov", E1, "foresla_checkbelopp", {
        "utgava": "2025", "beslut": "NAF 2024/131", "fran": "2025-01-01", "till": "2025-12-31", "ami": "4000",
        "isa": "6500", "fai": "8400",
    }),
    "villkorsutskick": ("utskick-prov", AL, "skicka_villkor_till_alla", {
        "villkor": "2026", "galler_fran": "2026-01-01",
    }),
}  # fmt: skip
"""A process of each kind: its id, and what it begins with."""
SER = {
    "anordnarakt": {"karin", "kalle", "hanna", "al1", "kk1", "ss1"},
    "betalningsmanad": {"al1", "e1", "e2"},
    "gallring": {"al1", "ds1", "ss1"},
    "kvalitetsuppfoljning": {"karin", "kalle", "hanna", "al1"},
    "massbyte": {"karin", "kalle", "al1"},
    "personuppgiftsincident": {"karin", "kalle", "hanna", "al1", "ds1", "ss1"},
    "regelutgava": {"al1", "e1", "e2", "ss1"},
    "villkorsutskick": {"al1", "ss1"},
}
"""Who sees the one that is there; to everybody else it is not."""
INTE_DAR = {"anordnarakt": "anordnare-Anordnare C", "betalningsmanad": "betalningsmanad-2024-05"}
"""What has not begun, of a kind that anybody can name; of the others an id that nobody has."""


@pytest.fixture(scope="module")
def folket(
    postgres: EmbeddedPostgres, template_database: str | None, _utfardaren: Provutfardare
) -> Iterator[dict[str, httpx2.Client]]:
    """A program of each, before doors behind which a process of each kind is written; nothing that is said is done."""
    with kopia(postgres, template_database) as url, oppnad(url, _utfardaren) as dorr:
        befolka(dorr)
        for slag, (process, av, verb, fakta) in FORST.items():
            spel = Processpel(PROCESSER[slag], process).sag(av, DAG, verb, **fakta)
            rader = tuple(post_till_json(spel.rutin, p) for p in spel.poster)
            skrivning.skriv(dorr.motor, Processbatch(slag, process, 0, rader, tuple(spel.meddelanden)), epost=False)
        yield {konto: dorr.bevis(konto) for konto in KONTON}


def finns_inte(k: httpx2.Client, slag: str, process: str, verb: str, kropp: dict[str, Any]) -> str:
    """How what is not there is answered, without its id."""
    svar = k.post(adress(slag, process, verb), json=kropp)
    assert svar.status_code == 404, (process, verb, svar.text)
    return svar.text.replace(process, "…").replace('"det finns inte', '"… finns inte')


def far(slag: str, verb: str, konto: str) -> bool:
    return Aktor.tolka(KONTON[konto]).roll in PROCESSER[slag].verb[verb].roller


@pytest.mark.parametrize("slag", PROCESSER)
def test_only_the_role_that_says_it_is_let_through_and_what_is_anothers_is_not_there(
    slag: str, folket: dict[str, httpx2.Client]
) -> None:
    process = FORST[slag][0]
    slappta: set[tuple[str, str]] = set()
    for verb, typ in PROCESSER[slag].verb.items():
        kropp = minsta(typ)
        for konto, k in folket.items():
            if verb not in NYA and konto not in SER[slag]:
                borta = finns_inte(k, slag, INTE_DAR.get(slag, f"{process}-ny"), verb, kropp)
                assert finns_inte(k, slag, process, verb, kropp) == borta, (verb, konto)
                continue
            svar = k.post(adress(slag, process, verb), json=kropp)
            if not far(slag, verb, konto):
                assert (svar.status_code, svar.json()["falt"]) == (403, "av"), (verb, konto, svar.text)
                assert svar.json()["detail"].startswith("det här gör ")
                continue
            assert svar.status_code in (422, 503), (verb, konto, svar.text)
            slappta.add((verb, konto))  # by their role; a register may still say that what is named is not there
    assert slappta, "nobody's role is let through, and the table shows nothing"


@pytest.mark.parametrize("slag", sorted(set(PROCESSER) - set(INTE_DAR)))
def test_a_process_is_not_there_under_the_ways_of_another_kind(slag: str, folket: dict[str, httpx2.Client]) -> None:
    """Told before it is sent anywhere, and as what is not there is told, also to who sees both kinds (K3.3)."""
    andra = [p for s, (p, *_) in FORST.items() if s != slag]
    for konto, k in folket.items():
        assert {k.get(f"/api{_plats(slag, a)}").status_code for a in andra} == {404}, konto
        for verb, typ in PROCESSER[slag].verb.items():
            if verb not in NYA and far(slag, verb, konto):
                sagt = {finns_inte(k, slag, a, verb, minsta(typ)) for a in andra}
                if konto in SER[slag]:
                    sagt.add(finns_inte(k, slag, f"{FORST[slag][0]}-ny", verb, minsta(typ)))
                assert len(sagt) == 1, (verb, konto, sagt)


def _plats(slag: str, process: str) -> str:
    return VAGAR[slag].format(om=quote(om(slag, process), safe=""))


@pytest.mark.krav("K14.6")
def test_who_sees_no_payment_month_is_told_of_none_whether_it_is_opened_or_not(
    folket: dict[str, httpx2.Client],
) -> None:
    """What the terminal asks before something is signed, and what is said to a month, by who has no part in it."""
    for konto in sorted(set(KONTON) - SER["betalningsmanad"]):
        for vag in ("betalning/prova-att-den-finns", "betalning/stangningslage"):
            svaren = [folket[konto].post(f"/api/terminal/{vag}", json={"manad": m}) for m in ("2024-02", "2024-05")]
            assert {s.status_code for s in svaren} == {403}, (konto, vag)
            assert len({s.text for s in svaren}) == 1
    assert folket["e1"].post("/api/terminal/betalning/prova-att-den-finns", json={"manad": "2024-02"}).is_success
