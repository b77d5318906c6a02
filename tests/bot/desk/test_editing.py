"""Curated files changed from a telephone: what an admin sends, what he is asked, and what then lies on disk and is served."""

import datetime as dtm
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.proposal import LIFE
from bot.sandbox.clock import MovableClock
from bot.sandbox.objects import Message
from bot.sandbox.person import Person
from tests.bot.conftest import serving
from tests.bot.desk.conftest import ARABIC, ENGLISH, OLD_ARABIC, OLD_ENGLISH, REWORDED, Bureau
from tests.bot.talk import Talk, labels
from tests.knowledge.curated import changed, document, fact, store

NINETEEN = document("facts", REWORDED)


def facts(bureau: Bureau) -> Path:
    assert bureau.settings.facts is not None
    return bureau.settings.facts / "facts"


async def sends(bureau: Bureau, name: str, content: str | bytes, by: Person | None = None) -> Message:
    """Sends a file and waits for what came of it."""
    admin = by or bureau.admin
    admin.sends_file(admin.chat, name, content.encode() if isinstance(content, str) else content)
    return await bureau.settled(await bureau.sandbox.reply_to(admin))


async def replies(bureau: Bureau, message: Message, text: str) -> Message:
    bureau.admin.says(bureau.admin.chat, text, message)
    return await bureau.settled(await bureau.sandbox.reply_to(bureau.admin))


async def presses(bureau: Bureau, message: Message, button: str) -> Message:
    return await bureau.settled(await bureau.talk.presses(message, button))


async def test_a_file_is_checked_shown_and_written_only_when_it_is_confirmed(desk: Bureau) -> None:
    old = (facts(desk) / "de.yaml").read_text()
    shown = await sends(desk, "de.yaml", NINETEEN)
    assert shown.text.startswith("Proposed: facts/de.yaml\n")
    assert "1 changed" in shown.text
    assert "≠ de-plant changed:\n· date: 2018 → 2019\n· importance: 3 → 2" in shown.text
    assert "holds for an hour, and not over a restart" in shown.text
    assert labels(shown) == [["✓ Apply", "✕ Drop"]]
    assert (facts(desk) / "de.yaml").read_text() == old
    assert "2018" in (await desk.talk.says("/fact de-plant")).text
    done = await presses(desk, shown, "✓ Apply")
    assert done.text.startswith("Now served\n")
    assert "facts/de.yaml is written." in done.text
    assert "beside it as facts/de.yaml.old" in done.text
    assert "ommitted" not in done.text
    assert (facts(desk) / "de.yaml").read_text() == NINETEEN
    assert (facts(desk) / "de.yaml.old").read_text() == old
    assert {file.name for file in facts(desk).iterdir()} == {"de.yaml", "de.yaml.old", "so.yaml"}
    assert "2019" in (await desk.talk.says("/fact de-plant")).text
    assert f"{desk.admin.user.id} apply facts/de.yaml: served" in (await desk.talk.says("/audit")).text


async def test_what_is_dropped_is_not_written(desk: Bureau) -> None:
    old = (facts(desk) / "de.yaml").read_text()
    shown = await sends(desk, "de.yaml", NINETEEN)
    assert (await desk.talk.presses(shown, "✕ Drop")).text == "Dropped\nNothing was written."
    assert (await desk.talk.forges(shown, shown.button("✓ Apply").value)) == ""
    assert "no more" in shown.chat.messages[shown.id].text
    assert (facts(desk) / "de.yaml").read_text() == old


async def test_problems_come_with_their_places_and_nothing_is_asked(desk: Bureau) -> None:
    broken = document("facts", fact("importance: 9"), changed(fact("id: de-other"), "actors: [nobody]"))
    shown = await sends(desk, "de.yaml", broken)
    assert shown.text.startswith("Not proposed: 1 problem\nThe files are as they were.")
    assert "seeds/facts/de.yaml:15: schema" in shown.text
    assert labels(shown) == []
    shown = await sends(desk, "de.yaml", document("facts", changed(fact(), "actors: [nobody]")))
    assert "seeds/facts/de.yaml:12: unknown-actor no actor “nobody”" in shown.text


async def test_hostile_files_are_told_in_a_line_and_the_old_version_answers(desk: Bureau) -> None:
    hostile = {
        b"format: 1\nfacts: [\n": "3: syntax",
        b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n": "2: alias",
        b"format: 1\n\xff\xfe": "2: encoding",
        b"[" * 5000: "1: too-deep",
        b"!!python/object:os.system {}": "1: tag",
    }
    for content, told in hostile.items():
        shown = await sends(desk, "de.yaml", content)
        assert shown.text.startswith("Not proposed: ")
        assert f"seeds/facts/de.yaml:{told}" in shown.text
        assert labels(shown) == []
    assert "2018" in (await desk.talk.says("/fact de-plant")).text


async def test_a_name_decides_only_among_the_facts_files(desk: Bureau) -> None:
    for name in ("../de.yaml", "facts/de.yaml", "sources.yaml", "om.yaml", "/etc/passwd.yaml", ".yaml"):
        assert (await sends(desk, name, NINETEEN)).text.startswith("I don’t know which file that is\n"), name
    assert (await sends(desk, "notes.pdf", b"%PDF")).text.startswith("I can’t use that file")
    assert labels(await sends(desk, "DE (1).yaml", NINETEEN)) == [["✓ Apply", "✕ Drop"]]
    (facts(desk) / "so.yaml").unlink()
    new = await sends(desk, "so.yaml", store()["facts/so.yaml"])
    done = await presses(desk, new, "✓ Apply")
    assert "facts/so.yaml is written." in done.text
    assert ".old" not in done.text
    assert {file.name for file in facts(desk).iterdir()} == {"de.yaml", "so.yaml"}


async def test_a_file_that_is_too_large_is_not_even_fetched(desk: Bureau) -> None:
    shown = await sends(desk, "de.yaml", b" " * 1_000_001)
    assert shown.text == "The file is too large\nFrom the chat I take files of up to 1,000 KB."
    assert [call.method for call in desk.sandbox.world.calls if call.method == "getFile"] == []


async def test_the_same_file_again_is_nothing_to_ask_about(desk: Bureau) -> None:
    shown = await sends(desk, "de.yaml", store()["facts/de.yaml"])
    assert (shown.text.partition("\n")[0], labels(shown)) == ("Nothing to change", [])


async def test_new_words_in_reply_to_a_fact_change_that_language_alone(desk: Bureau) -> None:
    old = (facts(desk) / "de.yaml").read_text()
    card = await desk.talk.says("/fact de-plant")
    shown = await replies(desk, card, ENGLISH)
    assert shown.text.startswith("Proposed: facts/de.yaml\n")
    assert "≈ de-plant reworded:" in shown.text
    assert "text.ar" not in shown.text
    assert f"The Arabic sentence stays: \u2068{OLD_ARABIC[:-1]}" in shown.text
    assert labels(shown) == [["✓ Apply, the Arabic is right"], ["✕ Drop"]]
    await presses(desk, shown, "✓ Apply, the Arabic is right")
    assert (facts(desk) / "de.yaml").read_text() == old.replace(OLD_ENGLISH, ENGLISH)
    assert ENGLISH in (await desk.talk.says("/fact de-plant")).text


async def test_the_other_languages_sentence_in_reply_to_the_question_changes_both(desk: Bureau) -> None:
    shown = await replies(desk, await desk.talk.says("/fact de-plant"), ENGLISH)
    assert f"The Arabic sentence stays: \u2068{OLD_ARABIC[:-1]}" in shown.text
    both = await replies(desk, shown, ARABIC)
    assert ("text.ar" in both.text, "text.en" in both.text, "stays" in both.text) == (True, True, False)
    assert labels(both) == [["✓ Apply", "✕ Drop"]]
    await presses(desk, both, "✓ Apply")
    held = (facts(desk) / "de.yaml").read_text()
    assert (ENGLISH in held, ARABIC in held) == (True, True)


async def test_a_question_that_replies_to_anything_else_is_a_question(desk: Bureau) -> None:
    listed = await desk.talk.says("/partner germany")
    desk.admin.says(desk.admin.chat, "germany", listed)
    assert "security partnership" in (await desk.sandbox.reply_to(desk.admin)).text


@pytest.fixture
async def two(bureau: Bureau) -> AsyncIterator[tuple[Bureau, Bureau]]:
    """Two admins at two telephones, and one bot."""
    other = bureau.sandbox.world.person("Editor", "Two", language_code="en")
    settings = bureau.settings.model_copy(update={"admins": (bureau.admin.user.id, other.user.id)})
    async with serving(settings):
        yield replace(bureau, settings=settings), replace(bureau, settings=settings, admin=other)
    assert bureau.sandbox.world.violations == []


async def test_the_second_of_two_admins_is_told_and_overwrites_nothing(two: tuple[Bureau, Bureau]) -> None:
    one, other = two
    first = await sends(one, "de.yaml", NINETEEN)
    second = await sends(other, "de.yaml", document("facts"))
    assert "− de-plant removed" in second.text
    assert "better withdrawn, with a reason, than removed" in second.text
    assert f"Curator {one.admin.user.id} has a proposal open as well, for facts/de.yaml." in second.text
    assert (await presses(one, first, "✓ Apply")).text.startswith("Now served")
    late = await presses(other, second, "✓ Apply")
    assert late.text.startswith("The files have changed meanwhile\n")
    assert (facts(one) / "de.yaml").read_text() == NINETEEN
    assert "2019" in (await one.talk.says("/fact de-plant")).text


async def test_a_file_changed_on_disk_meanwhile_is_not_written_over(desk: Bureau) -> None:
    shown = await sends(desk, "de.yaml", NINETEEN)
    desk.writes(store(de=[fact('date: "2017"')]))
    assert (await presses(desk, shown, "✓ Apply")).text.startswith("The files have changed meanwhile\n")
    assert '"2017"' in (facts(desk) / "de.yaml").read_text()


async def test_where_nothing_can_be_written_that_is_said_instead_of_a_question(desk: Bureau) -> None:
    elsewhere = facts(desk).parent / "kept.yaml"
    (facts(desk) / "de.yaml").rename(elsewhere)
    (facts(desk) / "de.yaml").symlink_to(elsewhere)
    shown = await sends(desk, "de.yaml", NINETEEN)
    assert "1 changed" in shown.text
    assert "I can’t write this file here: a symbolic link stands in its place." in shown.text
    assert labels(shown) == []


async def test_a_proposal_ends_with_its_hour_and_with_the_process(bureau: Bureau) -> None:
    clock = MovableClock(lambda: dtm.datetime.now(dtm.UTC))
    async with serving(bureau.settings, clock):
        old, shown = await sends(bureau, "de.yaml", NINETEEN), await sends(bureau, "de.yaml", NINETEEN)
        clock.move(LIFE)
        assert "no more" in (await bureau.talk.presses(old, "✓ Apply")).text
    async with serving(bureau.settings):
        gone = await bureau.talk.presses(shown, "✓ Apply")
        assert gone.text.startswith("That proposal is no more\nIt was confirmed or dropped, an hour went by")
    assert (facts(bureau) / "de.yaml").read_text() == store()["facts/de.yaml"]


async def test_a_strangers_file_and_his_reply_change_nothing(desk: Bureau) -> None:
    stranger = Talk(desk.sandbox, desk.sandbox.world.person("Stranger", language_code="en"))
    stranger.person.sends_file(stranger.person.chat, "de.yaml", NINETEEN.encode())
    assert "Words only" in (await desk.sandbox.reply_to(stranger.person)).text
    card = await stranger.says("/fact de-plant")
    stranger.person.says(stranger.person.chat, ENGLISH, card)
    assert "Proposed" not in (await desk.sandbox.reply_to(stranger.person)).text
    shown = await sends(desk, "de.yaml", NINETEEN)
    assert await stranger.forges(card, shown.button("✓ Apply").value) == await stranger.forges(
        card, "no-button-of-ours"
    )
    assert (facts(desk) / "de.yaml").read_text() == store()["facts/de.yaml"]
    forwarded = desk.admin.forwards(stranger.person.chat.history[0], desk.admin.chat)
    assert "It was forwarded" in (await desk.sandbox.reply_to(desk.admin)).text
    assert forwarded.attachment
    assert (facts(desk) / "de.yaml").read_text() == store()["facts/de.yaml"]


async def test_in_arabic(bureau: Bureau) -> None:
    bureau.admin.speaks("ar")
    async with serving(bureau.settings):
        talk = bureau.talk
        card = await talk.says("/fact de-plant")
        bureau.admin.says(bureau.admin.chat, ENGLISH, card)
        await bureau.sandbox.until(lambda: "مقترح: " in bureau.admin.chat.history[-1].text, 60)
        shown = bureau.admin.chat.history[-1]
        assert "أُعيدت صياغتها" in shown.text
        assert labels(shown) == [["✓ اعتماد، والعربية صحيحة"], ["✕ صرف النظر"]]
        bureau.admin.presses(shown, "✓ اعتماد، والعربية صحيحة")
        await bureau.sandbox.until(lambda: "اعتُمدت النسخة" in shown.chat.messages[shown.id].text, 60)
        assert "كُتب الملف" in shown.chat.messages[shown.id].text
