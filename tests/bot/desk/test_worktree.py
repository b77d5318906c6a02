"""Curated files in a git work tree: each confirmed change is one commit of that file, or a line says why it isn't one."""

import subprocess
from pathlib import Path

import pytest

from tests.bot.desk.conftest import IN_BOTH, REWORDED, Bureau
from tests.bot.desk.test_editing import presses, sends
from tests.knowledge.curated import document, fact, store

NINETEEN = document("facts", REWORDED)


def git(directory: Path, *arguments: str) -> str:
    given = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    ended = subprocess.run(["git", *given, *arguments], cwd=directory, check=True, capture_output=True, text=True)
    return ended.stdout.strip()


@pytest.fixture
def tree(desk: Bureau, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The work tree around the curated directory, with something of somebody else's staged and changed."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")  # not taken over into the bot's own git
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert desk.settings.facts is not None
    root = desk.settings.facts.parent / "seeds"
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Newsroom")
    git(root, "config", "user.email", "newsroom@example.org")
    for name in ("notes.txt", "plans.txt"):
        (root / name).write_text("one\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Begin.")
    (root / "notes.txt").write_text("two\n")
    git(root, "add", "notes.txt")
    (root / "plans.txt").write_text("two\n")
    return root


async def test_a_confirmed_change_is_one_commit_of_that_file_alone(desk: Bureau, tree: Path) -> None:
    done = await presses(desk, await sends(desk, "de.yaml", NINETEEN), "✓ Apply")
    assert f"Committed as {git(tree, 'rev-parse', '--short', 'HEAD')}." in done.text
    assert git(tree, "rev-list", "--count", "HEAD") == "2"
    assert git(tree, "show", "--name-only", "--format=%an <%ae>", "HEAD").split("\n") == [
        "Newsroom <newsroom@example.org>", "", "facts/de.yaml"
    ]  # fmt: skip
    message = git(tree, "show", "--no-patch", "--format=%B", "HEAD").split("\n")
    assert message[0] == "facts: Change facts/de.yaml."
    assert "  date: 2018 → 2019" in message
    assert message[-1] == f"Confirmed-by: Curator (Telegram user {desk.admin.user.id})"
    status = git(tree, "status", "--porcelain").split("\n")
    assert sorted(line.strip() for line in status) == ["?? facts/de.yaml.old", "M  notes.txt", "M plans.txt"]


async def test_a_new_file_is_committed_too_and_a_dirty_one_is_told_before(desk: Bureau, tree: Path) -> None:
    git(tree, "rm", "--quiet", "facts/so.yaml")
    git(tree, "commit", "--quiet", "-m", "Without.")
    new = await sends(desk, "so.yaml", store()["facts/so.yaml"])
    assert "weren’t committed" not in new.text
    assert "Committed as" in (await presses(desk, new, "✓ Apply")).text
    assert git(tree, "show", "--name-only", "--format=", "HEAD") == "facts/so.yaml"
    desk.writes(store(de=[fact('date: "2017"')]))
    dirty = await sends(desk, "de.yaml", NINETEEN)
    assert "has changes that weren’t committed yet" in dirty.text
    assert "Committed as" in (await presses(desk, dirty, "✓ Apply")).text
    assert git(tree, "show", "--name-only", "--format=", "HEAD") == "facts/de.yaml"


async def test_a_hook_that_refuses_and_a_missing_identity_are_each_a_line(desk: Bureau, tree: Path) -> None:
    git(tree, "config", "--unset", "user.email")
    git(tree, "config", "--unset", "user.name")
    done = await presses(desk, await sends(desk, "de.yaml", NINETEEN), "✓ Apply")
    assert done.text.startswith("Now served\n")
    assert "Not committed: git doesn’t know in whose name. Set user.name and user.email there" in done.text
    assert "2019" in (await desk.talk.says("/fact de-plant")).text
    git(tree, "config", "user.name", "Newsroom")
    git(tree, "config", "user.email", "newsroom@example.org")
    hook = tree / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho 'facts are frozen on Fridays' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = await presses(desk, await sends(desk, "de.yaml", document("facts", IN_BOTH)), "✓ Apply")
    assert "Not committed; git says: facts are frozen on Fridays" in done.text
    assert git(tree, "rev-list", "--count", "HEAD") == "1"
    assert git(tree, "diff", "--cached", "--name-only") == "notes.txt"
