"""/reload, /rollback and SIGHUP over the wire: what is served, what the admin reads, what survives a restart."""

import os
import re
import signal

from structlog.testing import capture_logs

from tests.bot.conftest import serving
from tests.bot.desk.conftest import PATIENCE, REWORDED, Bureau
from tests.bot.talk import labels
from tests.knowledge.curated import changed, fact, store

_VERSIONS = re.compile(r"[0-9a-f]{7} → [0-9a-f]{7}")
PLANT = "Rheinmetall agreed with Qatar"


def files_of(bureau: Bureau) -> list[str]:
    return [
        message.attachment.data.decode()
        for message in bureau.admin.chat.history
        if message.attachment and message.sender == bureau.sandbox.world.bot
    ]


async def test_a_reload_serves_the_files_and_tells_what_changed_field_by_field(desk: Bureau) -> None:
    before = await desk.talk.says("/fact de-plant")
    desk.writes(store(de=[REWORDED], so=[]))
    answer = await desk.gets("/reload")
    assert answer.text.startswith("Now served\n")
    assert "1 changed · 1 removed" in answer.text
    assert "≠ de-plant changed:\n· date: 2018 → 2019\n· importance: 3 → 2" in answer.text
    assert "− so-training removed: The agreement could cover joint training." in answer.text
    assert "added" not in answer.text
    after = await desk.talk.says("/fact de-plant")
    assert ("● 2018 —" in before.text, "● 2019 —" in after.text, "2018" in after.text) == (True, True, False)
    assert files_of(desk) == []


async def test_problems_leave_the_old_version_and_come_back_with_their_places(desk: Bureau) -> None:
    desk.writes(store(de=[fact("importance: 9")]) | {"actors.yaml": "format: 1\nactors: a: b\n"})
    answer = await desk.gets("/reload")
    assert answer.text.startswith("Not reloaded: 2 problems\nStill serving ")
    syntax, schema = (
        answer.text.index("seeds/actors.yaml:2: syntax"),
        answer.text.index("seeds/facts/de.yaml:15: schema"),
    )
    assert syntax < schema
    assert {entity.type for entity in answer.entities} >= {"code"}
    assert "unknown-actor" not in answer.text
    assert PLANT in (await desk.talk.says("/fact de-plant")).text


async def test_more_problems_than_fit_come_in_a_file(desk: Bureau) -> None:
    desk.writes(store(de=[fact(f"id: de-{number}", "importance: 9") for number in range(14)]))
    answer = await desk.gets("/reload")
    assert answer.text.count("schema importance") == 10
    assert "… and 4 more" in answer.text
    await desk.sandbox.until(lambda: files_of(desk) != [])
    assert len(files_of(desk)[0].splitlines()) == 14


async def test_a_dry_reload_shows_the_same_and_changes_nothing(desk: Bureau) -> None:
    desk.writes(store(de=[REWORDED]))
    answer = await desk.gets("/reload dry")
    assert answer.text.startswith("A reload would change this\n")
    assert "· date: 2018 → 2019" in answer.text
    assert labels(answer) == []  # there is nothing to go back from
    assert "2018" in (await desk.talk.says("/fact de-plant")).text


async def test_nothing_changed_is_said(desk: Bureau) -> None:
    assert (await desk.gets("/reload")).text.startswith("Nothing to change\n")


async def test_the_second_of_two_at_once_is_told(desk: Bureau) -> None:
    desk.writes(store(de=[REWORDED]))
    first = await desk.talk.says("/reload")
    second = await desk.gets("/reload")
    assert second.text.startswith("Another reload is under way")
    assert (await desk.settled(first)).text.startswith("Now served")


async def test_a_rollback_needs_no_files_and_lasts_until_the_next_reload(bureau: Bureau) -> None:
    async with serving(bureau.settings):
        bureau.writes(store(de=[REWORDED]))
        await bureau.gets("/reload")
        bureau.writes({"facts/de.yaml": "format: 1\nfacts: ["})
        answer = await bureau.gets("/rollback")
        assert answer.text.startswith("Now served\n")
        assert "· date: 2019 → 2018" in answer.text
        assert [row[0].startswith("↩ ") for row in labels(answer)] == [True]
        assert "2018" in (await bureau.talk.says("/fact de-plant")).text
    with capture_logs() as lines:
        async with serving(bureau.settings):
            assert "2018" in (await bureau.talk.says("/fact de-plant")).text
            bureau.writes(store(de=[REWORDED]))
            assert (await bureau.gets("/reload")).text.startswith("Now served\n")
    assert [line["event"] for line in lines if "rolled back" in line["event"]] == [
        "serving the version rolled back to, until the next reload"
    ]
    async with serving(bureau.settings):
        assert "2019" in (await bureau.talk.says("/fact de-plant")).text


async def test_a_version_is_rolled_back_to_by_its_hash_and_by_its_button(desk: Bureau) -> None:
    desk.writes(store(de=[REWORDED]))
    served = await desk.gets("/reload")
    older, newer = next(line.split(" → ") for line in served.text.splitlines() if _VERSIONS.fullmatch(line))
    assert (await desk.gets("/rollback ffffffff")).text.startswith("No such version is kept\nStill serving ")
    assert f"{newer} → {older}" in (await desk.gets(f"/rollback {older}")).text
    desk.writes(store(de=[changed(REWORDED, 'date: "2020"')]))
    offered = await desk.gets("/reload")
    assert len(labels(offered)) == 2
    button = next(label for (label,) in labels(offered) if newer in label)
    assert "· date: 2020 → 2019" in (await desk.settled(await desk.talk.presses(offered, button))).text


async def test_broken_files_at_the_start_leave_the_last_version_and_one_warning(bureau: Bureau) -> None:
    async with serving(bureau.settings):
        assert PLANT in (await bureau.talk.says("/fact de-plant")).text
        assert (await bureau.gets("/reload")).text
    bureau.writes({"facts/de.yaml": "format: 1\nfacts: a: b\n"})
    with capture_logs() as lines:
        async with serving(bureau.settings):
            assert PLANT in (await bureau.talk.says("/fact de-plant")).text
    warnings = [line for line in lines if line["log_level"] == "warning" and "broken" in line["event"]]
    assert [line["problems"] for line in warnings] == [1]
    assert "seeds/facts/de.yaml:2" in warnings[0]["first"]


async def test_a_hangup_reloads(desk: Bureau) -> None:
    desk.writes(store(de=[REWORDED]))
    with capture_logs() as lines:
        os.kill(os.getpid(), signal.SIGHUP)
        await desk.sandbox.until(lambda: _poke(desk) and any(line["event"] == "store" for line in lines), PATIENCE)
    assert "2019" in (await desk.talk.says("/fact de-plant")).text


def _poke(desk: Bureau) -> bool:
    """Has the sandbox look again: a signal makes no event there."""
    desk.sandbox.world.announce("change")
    return True
