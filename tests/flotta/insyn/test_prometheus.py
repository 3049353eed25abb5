"""A real Prometheus watches the running service: it scrapes, every rule and panel is answered, and an alarm rings.

The deployment's own files, with other addresses and shorter waits. What each rule takes for wrong is tried by promtool
(``test_larm.py``), and what is to be done about it in ``tests/flotta/test_larm_provade.py``.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode

import pytest
import pytest_asyncio
import yaml

from kontrakt.nattligt import ARBETSFLODE_KONTROLL
from starter.stod.stack.processes import LOOPBACK, ChildProcess, free_port
from starter.stod.stack.temporal import TemporalServer
from tests.flotta.flottan import Flotta, flotta, hamta, tills
from tests.flotta.insyn.test_larm import DEPLOY, VID_FEL, larmen, uttryck

pytestmark = pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus finns inte på den här maskinen")

SEKUND = "1s"
TYSTA = {*VID_FEL, "service_errors_resource_exhausted", "insats_forsenade_bevakningar"}
"""Metrics that have no series as long as all is well."""


class MedMatt(TemporalServer):
    """A Temporal that tells its own metrics too, as the deployment's does."""

    def __init__(self, *, search_attributes: dict[str, str], log: Path, ui: bool) -> None:
        super().__init__(search_attributes=search_attributes, log=log, ui=ui)
        self.matt_port = free_port()

    def _command(self) -> list[str]:
        return [*super()._command(), "--metrics-port", str(self.matt_port)]


class Prometheus:
    """The program, with the deployment's settings but for where and how often."""

    def __init__(self, mapp: Path) -> None:
        self._mapp, self.bas = mapp, f"http://{LOOPBACK}:{free_port()}"
        installning = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
        installning["global"] = {"scrape_interval": SEKUND, "evaluation_interval": SEKUND}
        for jobb in installning["scrape_configs"]:
            jobb.pop("dns_sd_configs", None)
            jobb.pop("static_configs", None)
            jobb["file_sd_configs"] = [{"files": [str(self._fil(jobb["job_name"]))], "refresh_interval": SEKUND}]
        self.jobb = {jobb["job_name"] for jobb in installning["scrape_configs"]}
        regler = yaml.safe_load((DEPLOY / "prometheus" / "larm.yml").read_text(encoding="utf-8"))
        for regel in regler["groups"][0]["rules"]:
            regel["for"] = SEKUND
        for namn, vad in (("prometheus.yml", installning), ("larm.yml", regler)):
            (mapp / namn).write_text(yaml.safe_dump(vad), encoding="utf-8")

    def _fil(self, jobb: str) -> Path:
        return self._mapp / f"{jobb}.json"

    def se(self, jobb: str, adress: str) -> None:
        """Whom to look at from now on."""
        ny = self._mapp / "ny.json"
        ny.write_text(json.dumps([{"targets": [adress]}]), encoding="utf-8")
        ny.replace(self._fil(jobb))

    def starta(self) -> ChildProcess:
        argument = (f"--config.file={self._mapp}/prometheus.yml", f"--storage.tsdb.path={self._mapp}/tsdb",
                    f"--web.listen-address={self.bas.removeprefix('http://')}")  # fmt: skip
        return ChildProcess("prometheus", [str(shutil.which("prometheus")), *argument], log=self._mapp / "logg")

    def fraga(self, vad: str, **med: str) -> Any:
        status, text = hamta(f"{self.bas}/api/v1/{vad}?{urlencode(med)}")
        assert status == 200, text
        return json.loads(text)["data"]

    def svarar_pa(self, fraga: str) -> bool:
        """Whether there is what an expression asks for."""
        return bool(self.fraga("query", query=fraga)["result"])

    def uppe(self) -> set[str]:
        """The jobs whose targets are scraped, once it answers."""
        with suppress(URLError):
            if hamta(f"{self.bas}/-/ready")[0] == 200:
                return {t["labels"]["job"] for t in self.fraga("targets")["activeTargets"] if t["health"] == "up"}
        return set()

    def ringer(self) -> dict[str, str]:
        """The alarms that ring, and what each says."""
        alla = self.fraga("alerts")["alerts"]
        return {a["labels"]["alertname"]: a["annotations"]["summary"] for a in alla if a["state"] == "firing"}

    def reglerna(self) -> Iterator[tuple[str, str]]:
        """Each rule and how its evaluation went."""
        for grupp in self.fraga("rules")["groups"]:
            yield from ((regel["name"], regel["health"]) for regel in grupp["rules"])


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    async with flotta(database_url, tmp_path, MedMatt) as f:
        yield f


async def test_it_scrapes_the_service_answers_every_panel_and_rings_when_no_worker_is_up(
    f: Flotta, tmp_path: Path
) -> None:
    mapp = tmp_path / "prometheus"
    mapp.mkdir()
    p = Prometheus(mapp)

    async def ny_arbetare() -> Any:
        arbetare = await f.ny_arbetare()
        p.se("insatsflode", arbetare.health_url.removeprefix("http://").removesuffix("/halsa"))
        return arbetare

    arbetare = await ny_arbetare()
    await f.bemanna(await f.nytt_arende(), "H1")
    await f.klient.temporal.get_schedule_handle(ARBETSFLODE_KONTROLL).trigger()
    await tills(lambda: f.matt("insats_kontroll_senast_timestamp_seconds") > 0)
    assert isinstance(f.temporal, MedMatt)
    p.se("temporal", f"{LOOPBACK}:{f.temporal.matt_port}")
    program = p.starta()
    try:
        await tills(lambda: p.uppe() == p.jobb == {"insatsflode", "temporal"})
        await tills(lambda: {halsa for _, halsa in p.reglerna()} == {"ok"})
        assert {namn for namn, _ in p.reglerna()} == {larm["alert"] for larm in larmen()}
        for fraga in uttryck():
            villkor = any(tecken in fraga for tecken in (" > ", " == ", "absent"))  # an alarm, which is silent
            if not (villkor or any(namn in fraga for namn in TYSTA)):
                await tills(partial(p.svarar_pa, fraga))  # what goes by a rate has been looked at twice
        assert p.ringer() == {}
        arbetare.kill()
        await tills(lambda: set(p.ringer()) == {"IngenArbetare"})
        assert p.ringer()["IngenArbetare"].startswith("Ingen arbetare svarar")
        await ny_arbetare()
        await tills(lambda: p.ringer() == {})
    finally:
        program.kill()
