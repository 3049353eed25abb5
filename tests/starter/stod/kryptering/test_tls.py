"""TLS and a client's certificate, by Temporal's own settings, against a server that demands them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt, anslut
from tests.flotta.flottan import Flotta, hamta, tills
from tests.starter.stod.kryptering.tlsframfor import NAMN, Intyg, bakom_tls

pytestmark = pytest.mark.krav("K3.3")


@pytest.fixture(scope="module")
def intyg(tmp_path_factory: pytest.TempPathFactory) -> Intyg:
    return Intyg.skapa(tmp_path_factory.mktemp("tls") / "intyg")


@pytest_asyncio.fixture
async def dorr(f: Flotta, intyg: Intyg) -> AsyncIterator[str]:
    async with bakom_tls(f.temporal.address, intyg) as adress:
        yield adress


@pytest.fixture
def miljo(monkeypatch: pytest.MonkeyPatch, intyg: Intyg) -> dict[str, str]:
    """The settings that let one in; this process and the workers that it starts go by them."""
    ratt = {
        "TEMPORAL_TLS": "true",
        "TEMPORAL_TLS_SERVER_NAME": NAMN,
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH": intyg.fil("ca.pem"),
        "TEMPORAL_TLS_CLIENT_CERT_PATH": intyg.fil("klient.pem"),
        "TEMPORAL_TLS_CLIENT_KEY_PATH": intyg.fil("klient.key"),
    }
    for namn, varde in ratt.items():
        monkeypatch.setenv(namn, varde)
    return ratt


async def test_a_door_and_a_worker_work_by_a_certificate(f: Flotta, dorr: str, miljo: dict[str, str]) -> None:
    await f.ny_arbetare(**miljo, TEMPORAL_ADDRESS=dorr)
    f.klient = await Insatsklient.anslut(dorr, "default", f.motor)
    arende = await f.nytt_arende()
    await f.bemanna(arende, "H1")
    assert f.bemannade(arende) == ["H1"]


FEL: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    (("TEMPORAL_TLS_CLIENT_CERT_PATH", "TEMPORAL_TLS_CLIENT_KEY_PATH"), {}),
    ((), {"TEMPORAL_TLS_CLIENT_CERT_PATH": "annan.pem", "TEMPORAL_TLS_CLIENT_KEY_PATH": "annan.key"}),
    ((), {"TEMPORAL_TLS_SERVER_CA_CERT_PATH": "annan-ca.pem"}),
    (("TEMPORAL_TLS_SERVER_NAME",), {}),
    (("TEMPORAL_TLS_SERVER_CA_CERT_PATH",), {}),
)
"""What is missing, and what stands instead of the right file."""


async def test_without_the_right_certificate_nobody_comes_in_and_it_is_said(
    f: Flotta, dorr: str, intyg: Intyg, miljo: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await anslut(dorr, "default")
    for bort, i_stallet in FEL:
        with monkeypatch.context() as m:
            for namn in bort:
                m.delenv(namn)
            for namn, fil in i_stallet.items():
                m.setenv(namn, intyg.fil(fil))
            with pytest.raises(IngenKontakt, match="TEMPORAL_TLS"):
                await anslut(dorr, "default")
    annans = {namn: intyg.fil(fil) for namn, fil in FEL[1][1].items()}
    arbetare = f.starta_arbetare(**{**miljo, **annans}, TEMPORAL_ADDRESS=dorr)
    await tills(lambda: arbetare.log.exists() and "TEMPORAL_TLS" in arbetare.log.read_text())
    assert hamta(arbetare.health_url)[0] == 503
