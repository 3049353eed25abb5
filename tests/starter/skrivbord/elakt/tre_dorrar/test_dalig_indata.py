"""What may not be said or asked for is answered in one clear line at each of the three doors, and nothing comes of it.

The line names the field and the rule, and tells nothing that should not be told; a page has it under its field's own
name. All that stands in the database is compared before and after (K3.3, K3.7, K4.6, K4.7).
"""

from __future__ import annotations

import html
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from domain.grund.kallor import hanvisning
from domain.grund.parter import Aktor
from domain.tid.manad import fore, manad
from domain.tid.tidpunkt import datum
from persistence.register.kund import skrivning
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.flotta.provstack import stack_pa_kopia
from tests.starter.skrivbord.elakt.tre_dorrar.fallen import ANDRA, ANNANS, DS, KV, MITT, PDF, RADER, A, B, Rad
from tests.starter.skrivbord.elakt.tre_dorrar.trehus import Trehus, trehus

SS = "systemspecialist:ss1"
HEMLIGT = "Hannas utkast"
Lage = dict[str, str]


@pytest.fixture(scope="module")
def hus(postgres: EmbeddedPostgres, inredd: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trehus]:
    with (
        stack_pa_kopia(postgres, inredd) as stack,
        trehus(stack, tmp_path_factory.mktemp("dorrarna"), (MITT, ANDRA, ANNANS)) as h,
    ):
        yield h


def gor(hus: Trehus, av: str, vag: str, kropp: dict[str, Any] | bytes) -> dict[str, Any]:
    svar = hus.api(av, "POST", f"/api{vag}", kropp)
    assert svar.status_code in (200, 201), svar.text
    return dict(svar.json())


@pytest.fixture(scope="module")
def lage(hus: Trehus) -> Lage:
    """What stands in the house: a closed thread and one between others, files that wait, an end that is proposed, a
    gallring that one of two has signed, a draft."""
    brev = {"amne": "x", "text": "x"}
    gor(hus, KV, f"/arenden/{MITT}/skriv_meddelande", brev | {"till": ["anordnare"]})
    gor(hus, KV, f"/arenden/{MITT}/skriv_meddelande", brev | {"till": ["arbetsledare"]})
    andras, stangd = sorted(t["trad"] for t in hus.api(KV, "GET", f"/api/arenden/{MITT}/tradar").json()["rader"])[
        :-3:-1
    ]
    gor(hus, KV, f"/arenden/{MITT}/stang_trad", {"trad": stangd})
    assert hus.vid_bordet(A, f"/arenden/{MITT}/meddelanden/{stangd}").status_code == 200  # and so it is read
    slut = f"{fore(fore(manad(datum(datetime.now(UTC)))))}-20"
    avslut = {"orsak": "flytt", "avslutsdatum": slut, "motivering": "x", "nasta_steg": "x"}
    gor(hus, KV, f"/arenden/{ANDRA}/foresla_avslut", avslut)
    utkast = {"steg": "utkast", "rubriker.progression": HEMLIGT}
    assert hus.vid_bordet(A, f"/arenden/{MITT}/gor/klarmarkera_manadsrapport", utkast).status_code == 200
    texter = hus.api(KV, "GET", f"/api/arenden/{ANNANS}/dokument").json()["rader"]
    return {
        "stangd": str(stangd), "andras": str(andras), "katalog": str(hus.katalog), "handling": texter[0]["id"],
        "kommunens_fil": gor(hus, KV, f"/arenden/{MITT}/filer", PDF)["id"],
        "annans_fil": gor(hus, B, f"/arenden/{ANNANS}/filer", PDF)["id"],
        "gallring": gallring(hus),
    }  # fmt: skip


def gallring(hus: Trehus) -> str:
    """One that the first of two has signed."""
    idag = datum(datetime.now(UTC))
    falt = {"id": "ku-gammal", "personnummer": "199005022398", "namn": "Gammal Kund", "karriarvagledare": "kv1"}
    skrivning.lagg_till(hus.motor, Aktor.tolka(KV), falt, idag)
    with hus.motor.begin() as c:
        c.execute(text("UPDATE kund SET andrad = now() - interval '6 years' WHERE id = 'ku-gammal'"))
    id_ = str(gor(hus, SS, "/gallringar", {"dag": f"{idag}"})["arende"])
    slut = time.monotonic() + 120
    while hus.api(DS, "GET", f"/api/gallringar/{id_}").json()["process"]["status"] == "listas":
        assert time.monotonic() < slut
        time.sleep(0.2)
    gor(hus, DS, f"/gallringar/{id_}/underteckna_gallring", {})
    return id_


def ifyllt(v: Any, lage: Lage) -> Any:
    """With what was found when the house was open in the place of the braces."""
    match v:
        case str():
            return v.format_map(lage) if "{" in v else v
        case dict():
            return {f: ifyllt(del_, lage) for f, del_ in v.items()}
        case list() | tuple():
            return type(v)(ifyllt(del_, lage) for del_ in v)
    return v


def over_http(status: int, rad: Rad) -> bool:
    return status in ((413,) if rad.over_http else (403, 404, 422))


@pytest.mark.krav("K3.3", "K3.7", "K4.6", "K4.7", sort="avslag")
@pytest.mark.parametrize("rad", RADER, ids=lambda r: r.vad)
def test_each_door_answers_bad_input_in_one_line_and_nothing_comes_of_it(hus: Trehus, lage: Lage, rad: Rad) -> None:
    if rad.innehall is not None:
        Path(lage["katalog"], "fil.pdf").write_bytes(rad.innehall)
    ord_, fore_ = ifyllt(rad.text, lage), hus.allt()
    svar = hus.cli(rad.av, *ifyllt(rad.cli, lage))
    (felrad,) = svar.stderr.splitlines()
    assert (svar.exit_code, svar.stdout) == (1, ""), felrad
    assert felrad.startswith(f"Fel: {rad.falt}: ") and ord_ in felrad and f"({rad.krav}" in felrad, felrad
    http = hus.api(rad.av, *ifyllt(rad.api, lage))
    p = http.json()
    assert over_http(http.status_code, rad) and (p["falt"], p["krav"]) == (rad.falt, rad.krav), http.text
    assert (rad.over_http or ord_) in p["detail"] and "\n" not in p["detail"], http.text
    if rad.bord is not None:
        vag, falt = ifyllt(rad.bord, lage)
        sida = hus.vid_bordet(rad.av, vag, falt, ("x.pdf", rad.innehall) if rad.innehall is not None else None)
        visat = html.unescape(sida.text)
        assert over_http(sida.status_code, rad) and "text/html" in sida.headers["content-type"], sida.text[:300]
        assert (rad.over_http or ord_).lower() in visat.lower() and hanvisning(rad.krav) in visat
        assert HEMLIGT not in visat or rad.av == A
    assert hus.allt() == fore_
