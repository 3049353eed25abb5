"""Lists page by page, every row once; and two who change the same row at once, of whom one is told (K3.4, K4.6)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from domain.grund.parter import Aktor
from domain.processer.alla import PROCESSER
from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.insyn import oppningar
from persistence.process.skrivning import skriv
from persistence.register.anordnare import personal, register
from persistence.register.kund.skrivning import lagg_till
from tests.starter.api.conftest import KONTON, Dorr, idag
from tests.verktyg.processpel import Processpel

pytestmark = pytest.mark.krav("K3.4")

KV = Aktor.tolka(KONTON["karin"])
NUMMER = ("199005020004", "199005022398", "199005020111")


def fyll(d: Dorr) -> None:
    """Some of everything that is listed."""
    for n in range(5):
        register.lagg_till_anordnare(d.motor, f"Åsens {n}")
        personal.satt_uppgifter(d.motor, "Anordnare A", f"h{n + 2}", {"namn": "Ulla"})
        spel = Processpel(PROCESSER["personuppgiftsincident"], f"incident-{n}").sag(
            Aktor.tolka(KONTON["hanna" if n % 2 else "bea"]), "2024-03-01T10:00", "anmal_incident",
            upptackt="2024-03-01T08:30", anordnare=f"Anordnare {'A' if n % 2 else 'B'}", karriarvagledare="kv1",
            beskrivning="x",
        )  # fmt: skip
        rader = tuple(post_till_json(spel.rutin, p) for p in spel.poster)
        batch = Processbatch("personuppgiftsincident", spel.process, 0, rader, tuple(spel.meddelanden))
        skriv(d.motor, batch, epost=False)
    for n, nummer in enumerate(NUMMER):
        lagg_till(d.motor, KV, {"id": f"ku-{n}", "personnummer": nummer, "namn": f"Kund {n % 2}"}, idag())
    for _ in range(5):
        with d.motor.begin() as c:
            oppningar.anteckna_kunder(c, KV, "kundens uppgifter", ["ku-0"], enskilt=True)


Bladdra = Callable[[httpx2.Client, str, dict[str, Any]], dict[str, Any]]


def genom_get(k: httpx2.Client, vag: str, fraga: dict[str, Any]) -> dict[str, Any]:
    svar = k.get(vag, params=fraga)
    assert svar.status_code == 200, svar.text
    sidan: dict[str, Any] = svar.json()
    assert ('rel="next"' in svar.headers.get("link", "")) == (sidan["nasta"] is not None)
    return sidan


def genom_post(k: httpx2.Client, vag: str, fraga: dict[str, Any]) -> dict[str, Any]:
    svar = k.post(vag, json=fraga)
    assert svar.status_code == 200, svar.text
    return dict(svar.json())


def prova_sidor(k: httpx2.Client, vag: str, bladdra: Bladdra, fraga: dict[str, Any], minst: int) -> None:
    """A list holds at least so many rows, and by pages of one and of two all of them, once and in the same order."""
    hela = bladdra(k, vag, fraga | {"antal": 200})
    assert len(hela["rader"]) >= minst and hela["nasta"] is None, vag
    for antal in (1, 2):
        sedda: list[Any] = []
        efter: dict[str, Any] = {}
        while efter != {"efter": None}:
            sida = bladdra(k, vag, fraga | efter | {"antal": antal})
            assert 0 < len(sida["rader"]) <= antal, vag
            sedda += sida["rader"]
            efter = {"efter": sida["nasta"]}
        assert sedda == hela["rader"], vag
    if bladdra is genom_get:
        assert k.get(vag, params=fraga | {"efter": "c3RydW50"}).status_code == 422, vag


LISTOR: list[tuple[str, str, Bladdra, dict[str, Any], int]] = [
    ("al1", "/api/oppningar/sok", genom_post, {"sokt": "ku-0"}, 5),
    ("karin", "/api/kunder/sok", genom_post, {}, 3),
    ("al1", "/api/incidenter", genom_get, {}, 5),
    ("hanna", "/api/incidenter", genom_get, {}, 2),
    ("ds1", "/api/incidenter", genom_get, {"oppna": "true"}, 5),
    ("hanna", "/api/processbevakningar", genom_get, {}, 2),
    ("al1", "/api/personal", genom_get, {}, 7),
    ("hanna", "/api/personal", genom_get, {}, 6),
    ("al1", "/api/anordnare", genom_get, {}, 7),
    ("al1", "/api/karriarvagledare", genom_get, {}, 2),
    ("al1", "/api/medarbetare", genom_get, {}, 7),
    ("ss1", "/api/konton", genom_get, {}, len(KONTON)),
]


def test_every_list_is_had_page_by_page_with_every_row_once(dorr: Dorr) -> None:
    fyll(dorr)
    for konto, vag, bladdra, fraga, minst in LISTOR:
        prova_sidor(dorr.bevis(konto), vag, bladdra, fraga, minst)


def test_where_a_page_ended_tells_nobodys_name_or_address(dorr: Dorr) -> None:
    """It stands in an address, which proxies keep: so a login, which may be an e-mail address, is not in it (K3.3)."""
    import base64

    dorr.koppla("eva.sund@kommunen.example", "ekonom:e1")
    for konto, vag in (("ss1", "/api/konton"), ("al1", "/api/personal"), ("al1", "/api/medarbetare")):
        nasta = dorr.bevis(konto).get(vag, params={"antal": 1}).json()["nasta"]
        plats = base64.urlsafe_b64decode(nasta + "=" * (-len(nasta) % 4)).decode()
        assert "kommunen" not in plats and "Lind" not in plats and "eva" not in plats, vag


def test_two_who_change_the_same_row_are_told_and_what_the_first_wrote_is_not_lost(dorr: Dorr) -> None:
    fyll(dorr)
    kv, al, ss = dorr.bevis("karin"), dorr.bevis("al1"), dorr.bevis("ss1")

    def rad(k: httpx2.Client, vag: str, id_: str) -> dict[str, Any]:
        return next(r for r in k.get(vag).json()["rader"] if id_ in (r.get("id"), r.get("namn")))

    kv2, e1 = rad(al, "/api/karriarvagledare", "kv2")["andrad"], rad(ss, "/api/medarbetare", "e1")["andrad"]
    hanna = dorr.bevis("hanna")
    h3 = next(r for r in hanna.get("/api/personal").json()["rader"] if r["person"] == "h3")["version"]
    rader: list[tuple[httpx2.Client, str, str, str, str]] = [
        (kv, "/api/kunder/ku-0", "telefon", "08-123 45 67", kv.get("/api/kunder/ku-0").headers["etag"]),
        (al, "/api/anordnare/Åsens 1", "telefon", "08-123 45 67", al.get("/api/anordnare/Åsens 1").headers["etag"]),
        (al, "/api/karriarvagledare/kv2", "namn", "Kerstin Ek", f'"{kv2}"'),
        (ss, "/api/medarbetare/ekonom/e1", "namn", "Eva", f'"{e1}"'),
        (hanna, "/api/personal/h3", "namn", "Ulla Ek", f'"{h3}"'),
    ]  # fmt: skip
    for k, vag, falt, varde, last in rader:
        # Both have read the same: whichever comes first is written, and the other is told.
        with ThreadPoolExecutor(2) as samtidigt:
            svaren = list(
                samtidigt.map(
                    lambda v, k=k, vag=vag, falt=falt, last=last: k.patch(
                        vag, json={falt: v}, headers={"if-match": last}
                    ),
                    (varde, f"{varde} 9"),
                )
            )
        assert sorted(s.status_code for s in svaren) == [200, 412], (vag, [s.text for s in svaren])
        senare = k.patch(vag, json={falt: f"{varde} 8"}, headers={"if-match": last})
        assert (senare.status_code, senare.json()["falt"]) == (412, "If-Match"), vag
        assert k.patch(vag, json={falt: varde}, headers={"if-match": "*"}).status_code == 200


def test_what_is_said_to_a_process_is_held_against_the_version_that_was_read(dorr: Dorr) -> None:
    fyll(dorr)
    k, vag = dorr.bevis("hanna"), "/api/incidenter/incident-1"
    last = k.get(vag).headers["etag"]
    for version, status in (('"999"', 412), (last, 503), ("*", 503)):  # 503: let through, and no Temporal is here
        kropp = {"tid": dorr.klocka().isoformat()}
        svar = k.post(f"{vag}/registrera_incidentkontakt", json=kropp, headers={"if-match": version})
        assert svar.status_code == status, svar.text
