"""An API key, by Temporal's own setting, against a front that asks for it as a Temporal that is bought does."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt, anslut
from starter.stod.stack.processes import LOOPBACK, free_port
from tests.flotta.flottan import Flotta, hamta, tills
from tests.starter.stod.kryptering.tlsframfor import NAMN, Intyg

CADDY = shutil.which("caddy")
pytestmark = [
    pytest.mark.krav("K3.3"),
    pytest.mark.skipif(CADDY is None, reason="caddy saknas: apt-get install caddy; nyckeln provas mot en riktig dörr"),
]
NYCKEL = "nyckeln-till-temporal"


@contextmanager
def framfor(temporal: str, intyg: Intyg, mapp: Path) -> Iterator[str]:
    """A front with TLS that lets nobody in to a Temporal without the key: its address."""
    port, fil = free_port(), mapp / "Caddyfile"
    fil.write_text(
        f"""{{
    admin off
    auto_https off
}}
https://:{port} {{
    bind {LOOPBACK}
    tls {intyg.fil("server.pem")} {intyg.fil("server.key")}
    @med header Authorization "Bearer {NYCKEL}"
    handle @med {{
        reverse_proxy h2c://{temporal}
    }}
    handle {{
        respond 401
    }}
}}
""",
        encoding="utf-8",
    )
    proxyn = subprocess.Popen(
        [str(CADDY), "run", "--config", str(fil), "--adapter", "caddyfile"], cwd=mapp,
        env={"XDG_DATA_HOME": str(mapp), "XDG_CONFIG_HOME": str(mapp), "HOME": str(mapp)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"{LOOPBACK}:{port}"
    finally:
        proxyn.kill()  # it would wait for those who listen
        proxyn.wait(10)


@pytest_asyncio.fixture
async def dorr(f: Flotta, tmp_path: Path) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """The front's address, and all that lets one in but the key."""
    intyg = Intyg.skapa(tmp_path / "intyg")
    miljo = {
        "TEMPORAL_TLS": "true", "TEMPORAL_TLS_SERVER_NAME": NAMN,
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH": intyg.fil("ca.pem"),
    }  # fmt: skip
    with framfor(f.temporal.address, intyg, tmp_path) as adress:
        yield adress, miljo


async def test_a_door_and_a_worker_are_let_in_by_the_key_and_nobody_without_it(
    f: Flotta, dorr: tuple[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    adress, miljo = dorr
    for namn, varde in miljo.items():
        monkeypatch.setenv(namn, varde)
    with monkeypatch.context() as m:
        m.setenv("TEMPORAL_API_KEY", NYCKEL)
        await f.ny_arbetare(**miljo, TEMPORAL_API_KEY=NYCKEL, TEMPORAL_ADDRESS=adress)
        f.klient = await Insatsklient.anslut(adress, "default", f.motor)
        arende = await f.nytt_arende()
        await f.bemanna(arende, "H1")
        assert f.bemannade(arende) == ["H1"]
    for nyckel in (None, "fel-nyckel"):
        with monkeypatch.context() as m:
            if nyckel:
                m.setenv("TEMPORAL_API_KEY", nyckel)
            with pytest.raises(IngenKontakt) as nej:
                await anslut(adress, "default")
            assert "TEMPORAL_API_KEY" in str(nej.value) and "fel-nyckel" not in str(nej.value)
    arbetare = f.starta_arbetare(**miljo, TEMPORAL_API_KEY="fel-nyckel", TEMPORAL_ADDRESS=adress)
    await tills(lambda: arbetare.log.exists() and "TEMPORAL_API_KEY" in arbetare.log.read_text())
    assert hamta(arbetare.health_url)[0] == 503 and "fel-nyckel" not in arbetare.log.read_text()
