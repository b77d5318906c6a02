"""What stands in deploy/ is linted, hardened, and names only what there is. Nothing here can run it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from bot.observe import metrics
from bot.settings import Settings

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
RULE_FIELDS = {"alert", "expr", "for", "labels", "annotations"}
UNIT = (DEPLOY / "sanad.service").read_text(encoding="utf-8")
MAKEFILE = (DEPLOY.parent / "Makefile").read_text(encoding="utf-8")


def test_the_sample_names_every_setting_and_no_other() -> None:
    sample = dict(re.findall(r"^(SANAD_\w+)=(.*)$", (DEPLOY / "sanad.env").read_text(encoding="utf-8"), re.MULTILINE))
    assert sample.keys() == {f"SANAD_{name.upper()}" for name in Settings.model_fields}
    assert not {name for name, value in sample.items() if value and re.search("TOKEN|SECRET|DSN", name)}


def test_the_dockerfile_has_nothing_that_hadolint_minds() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    run = subprocess.run([hadolint, "--no-color", DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")


def test_the_image_is_built_in_stages_from_hashed_requirements_and_runs_as_nobody_special() -> None:
    file = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert file.count("\nFROM ") == 2
    assert "--require-hashes" in file
    assert re.search(r"^USER (\d+)$", file, re.MULTILINE)
    assert "/healthz" in file
    assert "SANAD_TOKEN" not in file


def analyzed(verb: str, unit: str) -> subprocess.CompletedProcess[str]:
    offline = ["--offline=true", "--no-pager"] if verb == "security" else ["--man=no"]
    command = ["systemd-analyze", verb, *offline, str(DEPLOY / unit)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("unit", ["sanad.service", "sanad-backup.service"])
def test_the_units_are_hardened(unit: str) -> None:
    held = set((DEPLOY / unit).read_text(encoding="utf-8").splitlines())
    assert {"User=sanad", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="} <= held
    if which("systemd-analyze"):
        run = analyzed("security", unit)
        exposure = re.search(rf"Overall exposure level for {unit}: (\d+\.\d)", run.stdout)
        assert exposure is not None, run.stderr
        assert float(exposure[1]) <= 2.0


def test_the_bot_s_unit_tells_when_it_is_ready_and_is_not_restarted_for_bad_data_or_wrong_settings() -> None:
    assert {"Type=notify", "WatchdogSec=60", "RestartPreventExitStatus=1 2"} <= set(UNIT.splitlines())


@pytest.mark.parametrize("unit", ["sanad.service", "sanad-backup.service", "sanad-backup.timer"])
def test_systemd_understands_every_line_of_the_units(unit: str) -> None:
    if which("systemd-analyze"):
        ours = [line for line in analyzed("verify", unit).stderr.splitlines() if "sanad" in line]
        assert [line for line in ours if "/opt/sanad/.venv/bin/python is not executable" not in line] == []


def test_services_run_what_make_lean_compiles() -> None:
    target = re.search(r"^\t(PYTHONOPTIMIZE=2) PYTHONPYCACHEPREFIX=\$\(VENV\)/(lean) ", MAKEFILE, re.MULTILINE)
    assert target is not None
    lean = {"PYTHONOPTIMIZE": "2", "PYTHONPYCACHEPREFIX": "/opt/sanad/.venv/lean"}
    assert all(f"{name}={value}" in UNIT for name, value in lean.items())
    assert lean.items() <= COMPOSE["services"]["bot"]["environment"].items()
    assert "PYTHONOPTIMIZE=2 PYTHONPYCACHEPREFIX=/opt/sanad/.venv/lean" in (DEPLOY / "Dockerfile").read_text("utf-8")


def test_the_command_for_verbs_is_a_shell_s_and_runs_as_the_service_does() -> None:
    file = DEPLOY / "sanad.sh"
    assert subprocess.run(["sh", "-n", file], check=False).returncode == 0
    assert os.access(file, os.X_OK)
    held = file.read_text(encoding="utf-8")
    for unit, option in (
        ("User=sanad", "--uid=sanad"),
        ("WorkingDirectory=/var/lib/sanad", "--working-directory=/var/lib/sanad"),
        ("UMask=0077", "--property=UMask=0077"),
        ("EnvironmentFile=/etc/sanad/sanad.env", "--property=EnvironmentFile=/etc/sanad/sanad.env"),
    ):
        assert unit in UNIT.splitlines()
        assert option in held


def test_the_services_stand_as_they_should() -> None:
    services = COMPOSE["services"]
    assert services.keys() == {"facts", "bot", "standby", "database"}
    for name in ("facts", "bot", "standby"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in services["database"]
    assert services["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_whatever_a_service_refers_to_is_there() -> None:
    for service in COMPOSE["services"].values():
        assert set(service.get("networks", ())) <= COMPOSE["networks"].keys()
        assert set(service.get("depends_on", ())) <= COMPOSE["services"].keys()
        assert {volume.partition(":")[0] for volume in service.get("volumes", ())} <= COMPOSE["volumes"].keys()
        assert ("image" in service) or ("build" in service)
    names = set(COMPOSE["services"]["bot"]["environment"])
    ours = {name for name in names if not name.startswith("PYTHON")}
    assert ours <= {f"SANAD_{name.upper()}" for name in Settings.model_fields}


def expressions(name: str) -> Iterator[str]:
    if name.endswith(".json"):
        board = json.loads((DEPLOY / name).read_text(encoding="utf-8"))
        yield from (target["expr"] for panel in board["panels"] for target in panel["targets"])
    else:
        rules = yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))
        yield from (rule["expr"] for group in rules["groups"] for rule in group["rules"])


@pytest.mark.parametrize("name", ["dashboard.json", "alerts.yaml"])
def test_only_metrics_that_there_are_are_watched(name: str) -> None:
    assert metrics.ANSWERS
    held = {sample for metric in REGISTRY.collect() for sample in names_of(metric.name, metric.type)}
    asked = {word for expression in expressions(name) for word in re.findall(r"(?:sanad|process)_\w+", expression)}
    assert len(asked) >= 5
    assert asked - held == set()


def test_the_rules_have_the_form_that_prometheus_reads() -> None:
    rules = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))
    assert rules.keys() == {"groups"}
    held = [rule for group in rules["groups"] for rule in group["rules"]]
    assert all(group.keys() == {"name", "rules"} for group in rules["groups"])
    assert len({rule["alert"] for rule in held}) == len(held)
    for rule in held:
        assert {"alert", "expr", "labels", "annotations"} <= rule.keys() <= RULE_FIELDS
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"].endswith(".")
        assert re.fullmatch(r"\d+[smh]", rule.get("for", "0s"))
        assert all(rule["expr"].count(pair[0]) == rule["expr"].count(pair[1]) for pair in ("()", "[]", "{}"))


def names_of(name: str, kind: str) -> set[str]:
    ends = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(kind, ("",))
    return {name + end for end in ends}


def test_the_dashboard_overlaps_nothing() -> None:
    places = [
        panel["gridPos"] for panel in json.loads((DEPLOY / "dashboard.json").read_text(encoding="utf-8"))["panels"]
    ]
    cells = [
        (x, y) for at in places for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])
    ]
    assert len(cells) == len(set(cells))
