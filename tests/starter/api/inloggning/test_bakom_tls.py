"""Behind the proxy that stands before the doors in operation, with real TLS and its own settings (deploy/Caddyfile).

What is changed of the settings is where the doors are, and that the certificate is the proxy's own.
"""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from starter.stod.stack.processes import free_port
from tests.huset.platser import ROT
from tests.starter.api.conftest import Dorr, Oppna, befolka

CADDY = shutil.which("caddy")
pytestmark = [
    pytest.mark.krav("K3.4"),
    pytest.mark.skipif(CADDY is None, reason="caddy saknas: apt-get install caddy; dörrarna provas bakom riktig TLS"),
]


@dataclass
class BakomTls:
    """The doors, reached by TLS at ``bas``; ``ca`` is whom a browser must trust."""

    dorr: Dorr
    bas: str
    ca: ssl.SSLContext

    def klient(self, **huvuden: str) -> httpx2.Client:
        return httpx2.Client(base_url=self.bas, verify=self.ca, headers={"accept": "text/html", **huvuden}, timeout=30)


def _caddyfil(dorren: str) -> str:
    """The one that is deployed, with the doors elsewhere, certificates of its own, and no port of everybody's."""
    text = (ROT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    for var, blir in (
        ("server:8000", urlsplit(dorren).netloc),
        ("admin 127.0.0.1:2019", f"admin off\n\tlocal_certs\n\tskip_install_trust\n\thttp_port {free_port()}"),
    ):
        assert text.count(var) == 1, var
        text = text.replace(var, blir)
    return text


@pytest.fixture
def tls(oppna: Oppna, tmp_path: Path) -> Iterator[BakomTls]:
    bas = f"https://localhost:{free_port()}"
    d = befolka(oppna(api_adress=bas))
    fil = tmp_path / "Caddyfile"
    fil.write_text(_caddyfil(d.bas), encoding="utf-8")
    miljo = {**os.environ, "ADRESS": bas, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    proxyn = subprocess.Popen(
        [str(CADDY), "run", "--config", str(fil), "--adapter", "caddyfile"], env=miljo, cwd=tmp_path,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        rot = tmp_path / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        slut = time.monotonic() + 30
        while True:
            try:
                ca = ssl.create_default_context(cafile=str(rot))
                httpx2.get(f"{bas}/halsa", verify=ca, timeout=5)
                break
            except (OSError, httpx2.TransportError):
                assert time.monotonic() < slut and proxyn.poll() is None, "proxyn svarar inte"
                time.sleep(0.2)
        yield BakomTls(d, bas, ca)
    finally:
        proxyn.terminate()
        proxyn.wait(10)


def test_a_login_through_the_proxy_is_bound_to_the_host_and_to_tls(tls: BakomTls) -> None:
    k = tls.klient()
    tls.dorr.utfardare.sub = "karin"
    till_idp = k.get("/logga-in").headers["location"]
    tillbaka = httpx2.get(till_idp).headers["location"]
    assert tillbaka.startswith(f"{tls.bas}/inloggad?")
    svar = k.get(tillbaka)
    assert svar.status_code == 303, svar.text
    (kaka,) = (v for v in svar.headers.get_list("set-cookie") if "-session=" in v)
    namn, _, mer = kaka.partition("=")
    assert namn == "__Host-insats-session"
    delar = {d.strip().lower() for d in mer.split(";")[1:]}
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= delar and not any(d.startswith("domain") for d in delar)
    jag = k.get("/api/jag", headers={"accept": "application/json"})
    assert jag.json()["aktor"] == "karriarvagledare:kv1"
    assert jag.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    kod = k.get("/api/csrf", params={"vag": "/logga-ut"}).json()["csrf"]
    for ursprung, status in ((tls.dorr.bas, 403), (tls.bas, 303)):  # a page of ours is one by TLS
        ut = k.post("/logga-ut", headers={"origin": ursprung, "x-csrf": kod})
        assert ut.status_code == status, ut.text


def test_who_calls_is_the_proxys_word_and_too_much_is_stopped_before_it_is_read(tls: BakomTls) -> None:
    """A caller who says to be somebody else is not believed, so that a limit is met by the one whom it is for."""
    from starter.api import skydd

    sedda: list[str] = []
    prova = skydd.Frekvens.prova

    def lyssna(self: skydd.Frekvens, vem: str) -> None:
        sedda.append(vem)
        prova(self, vem)

    with pytest.MonkeyPatch.context() as m:
        m.setattr(skydd.Frekvens, "prova", lyssna)
        tls.klient().get("/api/hanvisningar", headers={"x-forwarded-for": "203.0.113.9"})
    assert sedda and "203.0.113.9" not in sedda

    def mycket() -> Iterator[bytes]:
        for _ in range(70):
            yield bytes(1024 * 1024)

    svar = tls.klient().post("/api/importer/kunder", content=mycket(), headers={"content-type": "text/csv"})
    assert svar.status_code in (401, 413)


def test_by_another_name_the_doors_do_not_answer(tls: BakomTls) -> None:
    svar = httpx2.get(f"{tls.dorr.bas}/api/hanvisningar")
    assert (svar.status_code, svar.json()["detail"]) == (400, "tjänsten svarar inte under det namnet")
