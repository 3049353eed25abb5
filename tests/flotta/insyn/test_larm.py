"""What is watched: the metrics are there, the alarms ring when they should, and each has its entry in the runbook."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import Engine, text

from starter.drift.driftmatt import Driftmatt
from tests.flotta.flottan import Flotta, hamta
from tests.huset.platser import ROT

DEPLOY = ROT / "deploy"
RUNBOK = DEPLOY.parent / "docs" / "drift.md"
VID_FEL = {"temporal_workflow_task_execution_failed_total"}
"""Those that the SDK shows first when there is something to count."""
EFTER_KONTROLL = {"insats_kontrollfynd", "insats_kontroll_senast_timestamp_seconds"}
"""Those that are said from the first nightly control on."""


def uttryck() -> list[str]:
    tavla = json.loads((DEPLOY / "grafana" / "insatsflode.json").read_text(encoding="utf-8"))
    return [t["expr"] for p in tavla["panels"] for t in p["targets"]] + [larm["expr"] for larm in larmen()]


def larmen() -> list[dict[str, Any]]:
    (grupp,) = yaml.safe_load((DEPLOY / "prometheus" / "larm.yml").read_text(encoding="utf-8"))["groups"]
    return list(grupp["rules"])


async def test_every_metric_that_is_watched_is_one_that_a_worker_has(f: Flotta) -> None:
    arbetare = await f.ny_arbetare()
    arende = await f.nytt_arende()
    await f.bemanna(arende, "H1")
    _, sida = hamta(arbetare.health_url.replace("/halsa", "/metrics"))
    # A gauge by label has a line for each of them, and none when there are none; it is named all the same.
    finns = set(re.findall(r"^(?:# HELP )?(\w+)(?:\{| )", sida, re.MULTILINE))
    vantade = (
        {n for u in uttryck() for n in re.findall(r"\b(?:temporal|insats)_\w+", re.sub('"[^"]*"', "", u))}
        - VID_FEL
        - EFTER_KONTROLL
    )
    assert vantade - finns == set()
    assert re.search(r'^insats_arenden\{status="bemannad"\} 1\.0$', sida, re.MULTILINE)
    assert arende not in sida and "H1" not in sida


def test_the_outbox_and_the_clock_are_told_of_by_count_and_age(motor: Engine) -> None:
    nu = datetime(2024, 4, 2, 10, tzinfo=UTC)
    with motor.begin() as c:
        c.execute(text("INSERT INTO insats (arende, slag, anordnare, karriarvagledare, kund, status, nr, senast) "
                       "VALUES ('in-1', 'AMI2', 'A', 'kv1', 'ku-1', 'pagar', 1, now())"))  # fmt: skip
        for nyckel, frist, utfall in (("a", date(2024, 4, 1), "oppen"), ("b", date(2024, 4, 2), "oppen"),
                                      ("c", date(2024, 3, 1), "forsenad")):  # fmt: skip
            c.execute(text("INSERT INTO bevakning (arende, nyckel, slag, regel, ansvarig, oppnad, frist, utfall) "
                           "VALUES ('in-1', :n, 'x', 'K7.1', 'anordnare', now(), :f, :u)"),
                      {"n": nyckel, "f": frist, "u": utfall})  # fmt: skip
        brev = ("INSERT INTO meddelande (arende, nr, ordning, tid, till, regel, rubrik) "
                "VALUES ('in-1', 1, 0, :t, 'anordnare', 'K7.1', 'x')")  # fmt: skip
        c.execute(text(brev), {"t": nu - timedelta(hours=2)})
        c.execute(text("INSERT INTO utkorg (meddelande, arende) SELECT id, arende FROM meddelande"))
    register = CollectorRegistry()
    register.register(Driftmatt(motor, lambda: nu))
    rader = generate_latest(register).decode().splitlines()
    assert {"insats_utkorg_vantar 1.0", "insats_utkorg_aldst_sekunder 7200.0", "insats_ohojda_frister 1.0",
            # Its frist was the first of April, in Stockholm, and the clock should have raised it at the midnight after.
            "insats_klockan_efter_sekunder 43200.0", 'insats_arenden{status="pagar"} 1.0',
            'insats_forsenade_bevakningar{ansvarig="anordnare"} 1.0'} <= set(rader)  # fmt: skip
    motor.dispose()


def test_every_alarm_has_its_entry_in_the_runbook_and_a_test_of_its_own() -> None:
    runbok = RUNBOK.read_text(encoding="utf-8")
    prov = (DEPLOY / "prometheus" / "larm_prov.yml").read_text(encoding="utf-8")
    for larm in larmen():
        assert f"| `{larm['alert']}` |" in runbok, larm["alert"]
        assert f"alertname: {larm['alert']}\n        exp_alerts: [{{" in prov, larm["alert"]
        assert f"alertname: {larm['alert']}, exp_alerts: []" in prov, f"{larm['alert']} är aldrig tyst"
        (provad,) = {r.split(" | ")[-1] for r in runbok.splitlines() if r.startswith(f"| `{larm['alert']}` |")}
        filer = re.findall(r"`(tests/[\w/.]+)`", provad)
        assert filer and all((ROT / fil).exists() for fil in filer), f"{larm['alert']}: åtgärden är inte prövad"
        assert larm["labels"]["grad"] in ("akut", "varning") and larm["annotations"]["summary"]


def test_the_alarms_ring_when_they_should_and_are_silent_when_all_is_well() -> None:
    if (verktyg := shutil.which("promtool")) is None:
        pytest.skip("promtool finns inte på den här maskinen (Debians paket prometheus)")
    for argument in (["check", "rules", "--lint=all", "--lint-fatal", "larm.yml"], ["test", "rules", "larm_prov.yml"]):
        svar = subprocess.run(
            [verktyg, *argument], cwd=DEPLOY / "prometheus", capture_output=True, text=True, check=False
        )
        assert svar.returncode == 0, svar.stdout + svar.stderr


def test_the_board_is_whole_and_no_panel_lies_on_another() -> None:
    tavla = json.loads((DEPLOY / "grafana" / "insatsflode.json").read_text(encoding="utf-8"))
    assert {"uid", "title", "schemaVersion", "panels", "templating", "time"} <= tavla.keys()
    rutor: set[tuple[int, int]] = set()
    for p in tavla["panels"]:
        assert p["title"] and p["type"] == "timeseries" and all(t["expr"] and t["refId"] for t in p["targets"])
        g = p["gridPos"]
        egna = {(x, y) for x in range(g["x"], g["x"] + g["w"]) for y in range(g["y"], g["y"] + g["h"])}
        assert not egna & rutor and g["x"] + g["w"] <= 24
        rutor |= egna
    assert len({p["id"] for p in tavla["panels"]}) == len(tavla["panels"])
