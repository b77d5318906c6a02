"""The desk is for admins, speaking themselves and in private; others' attempts are noted and answered like anything unknown."""

import pytest
from structlog.testing import capture_logs

from bot.commands import COMMANDS, Audience
from bot.sandbox.objects import Member
from bot.sandbox.person import Person
from tests.bot.desk.conftest import Bureau
from tests.bot.talk import Talk, labels

POWERS = [command.name for command in COMMANDS if command.audience is Audience.ADMINS]


@pytest.fixture
def stranger(desk: Bureau) -> Person:
    return desk.sandbox.world.person("Stranger", language_code="en")


async def audited(desk: Bureau) -> str:
    return (await desk.talk.says("/audit")).text


@pytest.mark.parametrize("power", POWERS)
async def test_a_stranger_gets_the_sentence_for_unknown_commands_and_the_attempt_is_noted(
    desk: Bureau, stranger: Person, power: str
) -> None:
    talk = Talk(desk.sandbox, stranger)
    unknown = await talk.says("/nonsense now")
    with capture_logs() as lines:
        refused = await talk.says(f"/{power} now")
    assert refused.text == unknown.text.replace("/nonsense", f"/{power}")
    assert [(line["event"], line["user_id"]) for line in lines if line["log_level"] == "warning"] == [
        ("not an admin", stranger.user.id)
    ]
    assert f"{stranger.user.id} /{power}: refused: not an admin" in await audited(desk)


async def test_an_admins_command_is_none_when_it_is_forwarded_or_given_in_a_group(desk: Bureau) -> None:
    world, admin = desk.sandbox.world, desk.admin
    owner = world.person("Owner").user
    group = world.add_chat("supergroup", "Newsroom", owner)
    world.set_member(group, Member(admin.user), owner)
    world.admit_bot(group, owner)
    said = admin.says(group, "/rollback")
    admin.forwards(said, admin.chat)
    refused = await desk.sandbox.reply_to(admin)
    assert "/rollback" in refused.text
    assert refused.text.startswith("Unknown command")
    assert [message for message in group.history if message.sender == world.bot] == []
    told = await audited(desk)
    for _ in range(10):  # two chats are worked side by side
        if told.count("/rollback: refused") == 2:
            break
        await desk.sandbox.changed(within=0.5)
        told = await audited(desk)
    assert told.count("/rollback: refused") == 2


async def test_a_forged_button_of_the_desk_is_answered_like_any_other(desk: Bureau, stranger: Person) -> None:
    talk = Talk(desk.sandbox, stranger)
    message = await talk.says("/start")
    words = await talk.forges(message, "nothing-of-ours")
    for data in ("rollback:0000000:0:en", "audit::0:en", "audit:file:0:en", "rollback:"):
        assert await talk.forges(message, data) == words
    told = await audited(desk)
    assert told.count("button rollback: refused") == 1
    assert told.count("button audit: refused") == 2
    assert stranger.chat.messages[message.id] == message


async def test_only_admins_see_the_commands_in_their_menu_and_help(desk: Bureau, stranger: Person) -> None:
    profile = desk.sandbox.world.profile
    await desk.talk.says("/start")
    await desk.sandbox.until(lambda: profile.commands(("chat", str(desk.admin.chat.id)), "ar"))
    for language in ("", "ar"):
        names = {name for name, _ in profile.commands(("chat", str(desk.admin.chat.id)), language)}
        assert names == {command.name for command in COMMANDS}
        public = {name for name, _ in profile.commands(("default",), language)}
        assert public.isdisjoint(POWERS)
    told = (await Talk(desk.sandbox, stranger).says("/help")).text
    assert not [power for power in POWERS if f"/{power}" in told]
    told = (await desk.talk.says("/help")).text
    assert [power for power in POWERS if f"/{power}" in told] == POWERS


async def test_the_audit_is_paged_and_comes_as_a_file(desk: Bureau, stranger: Person) -> None:
    talk = Talk(desk.sandbox, stranger)
    for _ in range(20):
        await talk.says("/reload")
    first = await desk.talk.says("/audit")
    assert "Page 1 of 2" in first.text
    second = await desk.talk.presses(first, "2 ›")
    refused = [one.text.count("/reload: refused") for one in (first, second)]
    assert (sum(refused), refused[0] >= 14) == (20, True)  # somewhere among them: that the bot started
    await desk.talk.presses(second, labels(second)[-1][0])
    (message,) = [one for one in desk.admin.chat.history if one.attachment]
    assert message.attachment is not None
    rows = message.attachment.data.decode().splitlines()
    assert rows[0] == "time\twho\twhat\toutcome"
    assert sum("\t/reload\trefused" in row for row in rows) == 20
