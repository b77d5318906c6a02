"""Faults and limits of the sandbox, as an HTTP client meets them."""

import asyncio
import json

import aiohttp
import pytest

from bot.sandbox import fates
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.limits import Limits
from bot.sandbox.objects import Chat
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import Api


class Seconds:
    """A clock that stands until a test moves it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def channel(aisha: Person) -> Chat:
    chat = aisha.opens("channel", "News")
    aisha.adds_bot(chat)
    return chat


@pytest.mark.parametrize("takes_effect", [True, False])
@pytest.mark.parametrize("kind", ["reset", "cut", "silence"])
async def test_a_broken_connection_comes_before_or_after_the_effect(
    api: Api, aisha: Person, *, kind: Kind, takes_effect: bool
) -> None:
    before = len(aisha.chat.history)
    api.sandbox.faults.add("sendMessage", Fault(kind, takes_effect, seconds=0.05))
    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=aisha.chat.id, text="x")
    assert len(aisha.chat.history) == before + takes_effect
    await api.result("sendMessage", chat_id=aisha.chat.id, text="y")
    assert len(api.sandbox.faults) == 0


@pytest.mark.parametrize("takes_effect", [True, False])
@pytest.mark.parametrize("kind", ["page", "garbled"])
async def test_a_wrong_answer_is_no_json(api: Api, aisha: Person, *, kind: Kind, takes_effect: bool) -> None:
    before = len(aisha.chat.history)
    api.sandbox.faults.add("sendMessage", Fault(kind, takes_effect))
    url = f"{api.sandbox.api_url}/bot{api.sandbox.token}/sendMessage"
    async with api.client.post(url, json={"chat_id": aisha.chat.id, "text": "x"}) as response:
        body = await response.text()
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    assert len(aisha.chat.history) == before + takes_effect


async def test_a_fault_strikes_its_chat_alone_and_a_slow_answer_is_right(
    api: Api, aisha: Person, channel: Chat
) -> None:
    api.sandbox.faults.add("sendMessage", Fault("flood", takes_effect=False, seconds=7), channel.id)
    await api.result("sendMessage", chat_id=aisha.chat.id, text="x")
    refused = await api.call("sendMessage", chat_id=channel.id, text="x")
    assert refused["parameters"] == {"retry_after": 7}
    api.sandbox.faults.add("sendMessage", Fault("slow", takes_effect=True, seconds=0.05))
    await api.result("sendMessage", chat_id=channel.id, text="x")


@pytest.mark.parametrize(
    ("sends", "refused_at"),
    [
        ([(0.0, 5), (0.9, 5)], 1),
        ([(0.0, 5), (1.0, 5)], None),
        ([(3.0 * i, -5) for i in range(20)] + [(59.9, -5)], 20),
        ([(3.0 * i, -5) for i in range(20)] + [(60.0, -5)], None),
        ([(0.01 * i, i + 1) for i in range(32)], 31),
        ([(i / 30, i + 1) for i in range(300)], None),
    ],
)
def test_limits_are_enforced_to_the_letter(sends: list[tuple[float, int]], refused_at: int | None) -> None:
    clock = Seconds()
    limits = Limits(clock)
    refused = []
    for number, (moment, chat_id) in enumerate(sends):
        clock.now = moment
        try:
            limits.check("sendMessage", chat_id)
        except Exception as error:  # noqa: BLE001 - which error it is, the next test says
            refused.append((number, str(error)))
    assert [number for number, _ in refused] == ([] if refused_at is None else [refused_at])


async def test_too_many_messages_are_refused_with_the_time_to_wait(api: Api, aisha: Person, channel: Chat) -> None:
    clock = Seconds()
    api.sandbox.limits = Limits(clock)
    await api.result("sendMessage", chat_id=channel.id, text="x")
    refused = await api.call("sendMessage", chat_id=channel.id, text="x")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    await api.result("sendMessage", chat_id=aisha.chat.id, text="x")
    await api.result("getMe")
    assert api.sandbox.limits.refused == 1
    assert len(channel.history) == 1


async def test_a_probe_tells_missing_others_and_own_apart_and_changes_nothing(
    api: Api, sandbox: Sandbox, aisha: Person, channel: Chat
) -> None:
    group = aisha.opens("supergroup", "Room")
    aisha.adds_bot(group)
    others, ours = aisha.says(group, "hello"), await api.result("sendMessage", chat_id=group.id, text="x")
    assert isinstance(ours, dict)
    photo = aisha.sends_photo(channel, b"jpeg", (4, 3), "caption")
    events = sandbox.world.last_event
    for chat, number, reason in (
        (group, 1, "message to edit not found"),
        (group, others.id, "message can't be edited"),
        (group, ours["message_id"], "there is no live location in the message to edit"),
        (channel, photo.id, "there is no live location in the message to edit"),
        (channel, photo.id + 1, "message to edit not found"),
    ):
        refused = await api.refusal("stopMessageLiveLocation", chat_id=chat.id, message_id=number)
        assert refused == f"Bad Request: {reason}"
    assert sandbox.world.last_event == events
    aisha.adds_bot(channel, ["can_post_messages"])
    refused = await api.refusal("stopMessageLiveLocation", chat_id=channel.id, message_id=photo.id)
    assert refused == "Bad Request: message can't be edited"


async def test_a_group_moves_and_says_where(api: Api, sandbox: Sandbox, aisha: Person) -> None:
    group = aisha.opens("group", "Room")
    aisha.adds_bot(group)
    new = fates.migrate(sandbox.world, group, aisha)
    refused = await api.call("sendMessage", chat_id=group.id, text="x")
    assert (refused["error_code"], refused["parameters"]) == (400, {"migrate_to_chat_id": new.id})
    assert "upgraded to a supergroup" in str(refused["description"])
    await api.result("sendMessage", chat_id=new.id, text="x")
    told = [update["message"] for update in await api.updates() if "message" in update]
    events = [dict(message) for message in told if isinstance(message, dict)]
    assert [event["migrate_to_chat_id"] for event in events if "migrate_to_chat_id" in event] == [new.id]
    assert [event["migrate_from_chat_id"] for event in events if "migrate_from_chat_id" in event] == [group.id]


async def test_what_is_gone_takes_nothing(api: Api, sandbox: Sandbox, aisha: Person, channel: Chat) -> None:
    group = aisha.opens("group", "Room")
    aisha.adds_bot(group)
    fates.delete_chat(sandbox.world, group)
    fates.delete_chat(sandbox.world, channel)
    fates.close_account(sandbox.world, aisha)
    refusals = [
        await api.refusal("sendMessage", chat_id=chat_id, text="x") for chat_id in (group.id, channel.id, aisha.chat.id)
    ]
    assert refusals == [
        "Forbidden: the group chat was deleted",
        "Bad Request: chat not found",
        "Forbidden: user is deactivated",
    ]


async def test_a_silent_server_ends_when_it_is_told_to(sandbox: Sandbox, api: Api, aisha: Person) -> None:
    sandbox.faults.add("sendMessage", Fault("silence", takes_effect=True))
    waiting = asyncio.create_task(api.call("sendMessage", chat_id=aisha.chat.id, text="x"))
    await sandbox.until(lambda: any(call.method == "sendMessage" for call in sandbox.world.calls))
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
