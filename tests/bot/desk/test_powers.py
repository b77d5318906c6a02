"""Every power of an admin, tried in every way in which somebody may who is none: nothing happens, and it is noted."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from bot.commands import COMMANDS, Audience
from bot.render.views import DESK, View
from bot.sandbox.objects import Chat, ChatType, Message
from bot.sandbox.person import Person
from bot.storage.audit import Audit, Entry
from bot.storage.database import open_database
from bot.storage.tables import outbox, reports, subscriptions, switches, versions
from tests.bot.desk.conftest import IN_ENGLISH, PATIENCE, REWORDED, Bureau
from tests.bot.talk import Talk
from tests.knowledge.curated import store

POWERS = {"hold": "", "resume": "", "reload": "", "rollback": "", "status": "", "audit": "", "draft": "germany"}
"""Each command with words that give it something to do."""
BUTTONS = {
    "audit": "file", "status": "questions", "case": "1-close", "correct": "now-{served}", "draft": "done",
    "drop": "{token}", "apply": "{token}", "rollback": "",
}  # fmt: skip
"""Each button with an argument that gives it something to do."""
TABLES = (
    (switches.c.name, switches.c.value), (versions.c.id,), (outbox.c.id, outbox.c.state), (subscriptions.c.chat_id,),
    (reports.c.id,),
)  # fmt: skip
"""What powers change."""


@dataclass(frozen=True, slots=True)
class Scene:
    """An admin, a stranger and chats of theirs; something waits for each power."""

    desk: Bureau
    stranger: Person
    engine: AsyncEngine
    chats: dict[str, Chat]
    unknown: str
    """What a stranger gets for a command that nobody knows, in its place `/nonsense`."""

    @property
    def bot(self) -> str:
        return f"@{self.desk.sandbox.world.bot.username}"

    async def state(self) -> list[object]:
        facts = self.desk.settings.facts
        assert facts is not None
        async with self.engine.connect() as connection:
            rows = [sorted(map(tuple, await connection.execute(select(*columns)))) for columns in TABLES]
        return [*rows, (facts / "facts/de.yaml").read_text(), self.desk.admin.chat.history]

    async def noted(self, before: int) -> list[Entry]:
        """What the audit holds since then, once there is something."""
        audit = Audit(self.engine)
        for _ in range(200):
            if (count := await audit.count()) > before:
                return list(await audit.page(0, count - before))
            await self.desk.sandbox.changed(0.05)
        raise AssertionError("not in the audit")

    async def heard(self) -> None:
        await self.desk.sandbox.until(lambda: not self.desk.sandbox.world.updates or None)


Way = Callable[[Scene, str], Awaitable[Message | None]]
"""Gives a command, and the answer; none where the bot is silent."""


async def _answer(scene: Scene, who: Person, chat: Chat) -> Message:
    return await scene.desk.sandbox.reply_to(who, chat)


async def in_private(scene: Scene, command: str) -> Message | None:
    scene.stranger.says(scene.stranger.chat, f"/{command}")
    return await _answer(scene, scene.stranger, scene.stranger.chat)


async def with_the_bots_name(scene: Scene, command: str) -> Message | None:
    name, _, argument = command.partition(" ")
    scene.stranger.says(scene.stranger.chat, f"/{name}{scene.bot} {argument}")
    return await _answer(scene, scene.stranger, scene.stranger.chat)


async def in_reply(scene: Scene, command: str) -> Message | None:
    [last] = [one for one in scene.stranger.chat.history if one.sender == scene.desk.sandbox.world.bot][-1:]
    scene.stranger.says(scene.stranger.chat, f"/{command}", reply_to=last)
    return await _answer(scene, scene.stranger, scene.stranger.chat)


async def forwarded_from_the_admin(scene: Scene, command: str) -> Message | None:
    said = scene.desk.admin.says(scene.chats["elsewhere"], f"/{command}")
    scene.stranger.forwards(said, scene.stranger.chat)
    return await _answer(scene, scene.stranger, scene.stranger.chat)


async def in_a_group(scene: Scene, command: str) -> Message | None:
    scene.stranger.says(scene.chats["group"], f"/{command}")
    return None


async def in_a_supergroup_by_the_admin(scene: Scene, command: str) -> Message | None:
    scene.desk.admin.says(scene.chats["supergroup"], f"/{command}")
    return None


async def in_a_supergroup_by_its_hidden_admin(scene: Scene, command: str) -> Message | None:
    scene.desk.admin.says(scene.chats["hidden"], f"/{command}")
    return None


async def in_a_channel(scene: Scene, command: str) -> Message | None:
    scene.desk.admin.says(scene.chats["channel"], f"/{command}")
    return None


async def in_a_group_with_the_bots_name(scene: Scene, command: str) -> Message | None:
    name, _, argument = command.partition(" ")
    chat = scene.chats["named"]
    scene.stranger.says(chat, f"/{name}{scene.bot} {argument}")
    return await _answer(scene, scene.stranger, chat)


WAYS: Sequence[Way] = (
    in_private, with_the_bots_name, in_reply, forwarded_from_the_admin, in_a_group, in_a_supergroup_by_the_admin,
    in_a_supergroup_by_its_hidden_admin, in_a_channel, in_a_group_with_the_bots_name,
)  # fmt: skip
SILENT = ("group", "supergroup", "hidden", "channel", "elsewhere")


@pytest.fixture
async def scene(desk: Bureau) -> AsyncIterator[Scene]:
    """An earlier version to go back to, changed files to reload, and a file that waits to be applied."""
    world, stranger = desk.sandbox.world, desk.sandbox.world.person("Stranger", language_code="en")
    desk.writes(store(de=[REWORDED]))
    await desk.gets("/reload")
    unknown = (await Talk(desk.sandbox, stranger).says("/nonsense")).text
    chats = {}
    kinds: dict[str, ChatType] = {"group": "group", "named": "group", "channel": "channel"}
    for name in ("group", "named", "supergroup", "hidden", "channel", "elsewhere"):
        chat = chats[name] = desk.admin.opens(kinds.get(name, "supergroup"), name)
        if name != "elsewhere":
            world.admit_bot(chat, desk.admin.user, before=True)
        if name in {"group", "named"}:
            stranger.joins(chat)
    desk.admin.hides(chats["hidden"])
    async with open_database(desk.settings.database_url) as engine:
        yield Scene(desk, stranger, engine, chats, unknown)


async def proposed(desk: Bureau) -> str:
    """The token of a change that waits for the admin's word."""
    desk.admin.sends_file(desk.admin.chat, "de.yaml", store(de=[IN_ENGLISH])["facts/de.yaml"].encode())
    asked = await desk.sandbox.reply_to(desk.admin)
    await desk.sandbox.until(lambda: asked.chat.messages[asked.id].keyboard or None, PATIENCE)
    data = [button.value for row in asked.chat.messages[asked.id].keyboard for button in row]
    views = [view for one in data if (view := View.decode(one)) is not None]
    return next(view.argument for view in views if view.name == "apply")


def test_the_tables_hold_every_power() -> None:
    assert POWERS.keys() == {command.name for command in COMMANDS if command.audience is Audience.ADMINS}
    assert BUTTONS.keys() == DESK


async def test_commands_in_every_way_have_no_effect_and_are_noted(scene: Scene) -> None:
    await scene.heard()
    before, audit = await scene.state(), Audit(scene.engine)
    for power, argument in POWERS.items():
        for way in WAYS:
            count = await audit.count()
            with capture_logs() as lines:
                answer = await way(scene, f"{power} {argument}".strip())
                [entry] = await scene.noted(count)
                await scene.heard()
            case = (power, way.__name__)
            assert (entry.what, entry.outcome) == (f"/{power}", "refused: not an admin"), case
            assert [line["event"] for line in lines if line["log_level"] != "debug"] == ["not an admin"], case
            assert answer is None or answer.text == scene.unknown.replace("/nonsense", f"/{power}"), case
    assert await scene.state() == before
    bot = scene.desk.sandbox.world.bot
    assert [one for name in SILENT for one in scene.chats[name].history if one.sender == bot] == []


async def test_words_that_are_no_command_have_no_effect(scene: Scene) -> None:
    """An edited message, a link's payload, an inline query: the bot takes them for what they are, whoever sends them."""
    talk, admin = Talk(scene.desk.sandbox, scene.stranger), scene.desk.admin
    plain = (await talk.says("/start nonsense")).text
    said = scene.stranger.says(scene.stranger.chat, "xqzt")
    await scene.desk.sandbox.reply_to(scene.stranger)
    by_admin = admin.says(admin.chat, "xqzt")
    await scene.desk.sandbox.reply_to(admin)
    count, before = await Audit(scene.engine).count(), (await scene.state())[:-1]
    for power in POWERS:
        assert (await talk.says(f"/start {power}")).text == plain
        told = len(scene.stranger.chat.history), len(admin.chat.history)
        scene.stranger.edits(said, f"/{power}")
        admin.edits(by_admin, f"/{power}")
        query = scene.stranger.asks_inline(scene.stranger.chat, f"/{power}")
        assert await scene.desk.sandbox.results_for(query)
        await scene.heard()
        assert (len(scene.stranger.chat.history), len(admin.chat.history)) == told, power
    assert (await Audit(scene.engine).count(), (await scene.state())[:-1]) == (count, before)


async def test_forged_buttons_are_answered_like_any_that_is_not_ours(scene: Scene) -> None:
    desk = scene.desk
    token = await proposed(desk)
    talk, own = Talk(desk.sandbox, scene.stranger), await Talk(desk.sandbox, scene.stranger).says("/start")
    theirs, group = await desk.talk.says("/start"), scene.chats["named"]
    shared = await talk.says(f"/help{scene.bot}", group)
    audit = Audit(scene.engine)
    served = (await desk.talk.says("/fact de-plant")).text.split()[-1]
    before = await scene.state()
    presses = ((talk, own), (talk, theirs), (talk, shared), (desk.talk, shared))
    for name, argument in BUTTONS.items():
        data = f"{name}:{argument.format(token=token, served=served)}:0:en"
        assert View.decode(data) is not None, data
        for person, message in presses:
            count = await audit.count()
            with capture_logs() as lines:
                word = await person.forges(message, data)
                [entry] = await scene.noted(count)
            assert word == await person.forges(message, "nothing-of-ours"), data
            assert (entry.who, entry.what) == (person.person.user.id, f"button {name}")
            assert entry.outcome == "refused: not an admin"
            assert [line["event"] for line in lines if line["log_level"] == "warning"] == ["not an admin"]
    assert await scene.state() == before
    for name, argument in BUTTONS.items():  # an admin can
        data = f"{name}:{argument.format(token=token, served=served)}:0:en"
        assert await desk.talk.forges(theirs, data) == "", data
        await desk.settled(theirs)


@pytest.mark.parametrize("power", POWERS)
async def test_an_admin_can(scene: Scene, power: str) -> None:
    answer = await scene.desk.talk.says(f"/{power} {POWERS[power]}".strip())
    assert answer.text.split("\n")[0] != scene.unknown.split("\n")[0]
    await scene.desk.settled(answer)
    assert [one for one in await Audit(scene.engine).page(0, 50) if one.outcome.startswith("refused")] == []
