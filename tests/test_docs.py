"""What the documents say is so."""

import json
import re
import tomllib
from pathlib import Path

import yaml

from benchmarks import report
from bot.commands import COMMANDS, Audience
from bot.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_command_and_no_other() -> None:
    listed = set(re.findall(r"`/([a-z]+)", README.split("## Commands")[1].split("\n## ")[0]))
    assert listed == {command.name for command in COMMANDS if command.audience is Audience.EVERYBODY}


def test_the_readme_lists_every_command_of_the_desk_and_no_other() -> None:
    listed = set(re.findall(r"`/([a-z]+)", README.split("## The desk")[1].split("\n## ")[0]))
    assert listed == {command.name for command in COMMANDS if command.audience is Audience.ADMINS}


def test_the_readme_lists_every_setting_and_no_other() -> None:
    listed = set(re.findall(r"^\| `(SANAD_[A-Z_]+)`", README, re.MULTILINE))
    assert listed == {f"SANAD_{name.upper()}" for name in Settings.model_fields}


def test_the_readmes_example_of_a_fact_is_one_that_is_held() -> None:
    [example] = yaml.safe_load(re.search(r"```yaml\n(.*?)```", README, re.DOTALL)[1])  # type: ignore[index]
    held = yaml.safe_load((REPOSITORY / "seeds" / "facts" / "de.yaml").read_text(encoding="utf-8"))["facts"]
    [fact] = [fact for fact in held if fact["id"] == example["id"]]
    assert fact.keys() >= example.keys()
    assert (fact["kind"], fact["status"], fact["date"]) == (example["kind"], example["status"], example["date"])


def test_the_map_names_every_library_that_is_installed_and_no_other() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[\[<>=]", name)[0] for name in project["dependencies"]}
    table = (REPOSITORY / "docs" / "design.md").read_text(encoding="utf-8").split("## Libraries")[1].lower()
    missing = {
        name for name in needed if name.removeprefix("python-telegram-").replace("-", "") not in table.replace("-", "")
    }
    assert missing == set()


def test_the_readmes_figures_are_those_of_the_last_measurement() -> None:
    results = json.loads(report.RESULTS.read_text(encoding="utf-8"))
    assert f"{report.OPENS}\n{report.table(results)}\n{report.CLOSES}" in README
    assert f"`make bench`, {results['date']}, {results['machine']}" in README
    figures = [figure for group in results["figures"].values() for figure in group]
    rows = re.findall(r"^\| (.+?) \| ([\d.e+-]+) (\S*) \| ([\d.e+-]+) \3 \| .*\|$", README, re.MULTILINE)
    assert [(name, float(median), unit, float(worst)) for name, median, unit, worst in rows] == [
        (figure["name"], figure["median"], figure["unit"], figure["worst"]) for figure in figures
    ]


def test_links_in_the_documents_lead_somewhere() -> None:
    for document in (*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_no_document_and_no_source_names_a_machine_or_an_index() -> None:
    forbidden = re.compile(r"(?:^|[^\w.])/(?:" + "wo" + "rk|ro" + "ot|ho" + "me)/|py" + r"pi\.org")
    for file in REPOSITORY.rglob("*"):
        if file.suffix in {".md", ".py", ".yaml", ".toml", ".txt", ".ftl"} and not {".venv", "var", ".git"} & set(
            file.parts
        ):
            found = forbidden.search(file.read_text(encoding="utf-8", errors="replace"))  # some test data is broken
            assert found is None, f"{file}: {found and found[0]}"


def test_every_threat_names_tests_that_there_are() -> None:
    lines = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    threats = [line for line in lines if line.startswith("| ") and not line.startswith("| threat")]
    held = {
        name
        for file in (REPOSITORY / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    for line in threats:
        named = re.findall(r"`(test_\w+)`", line)
        assert named, line
        assert set(named) <= held, line
    assert len(threats) >= 10


def test_requirements_are_locked_by_hash() -> None:
    for file in (REPOSITORY / "requirements").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^\s;]*==", text, re.MULTILINE | re.IGNORECASE)
        assert len(packages) >= 10
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()) if "==" in block)
