"""Groups and channels: the bot speaks to commands and to replies to its own messages, and to nothing else."""

import pytest

from bot.sandbox.objects import Chat, ChatType
from bot.sandbox.server import Sandbox
from tests.bot.talk import Talk


def joined(talk: Talk, kind: ChatType, title: str = "Desk") -> Chat:
    chat = talk.person.opens(kind, title)
    talk.person.adds_bot(chat)
    return chat


def sent(sandbox: Sandbox, chat: Chat) -> int:
    """Messages to a chat alone: who adds the bot is offered a subscription in private."""
    return sum(call.method == "sendMessage" and call.params.value("chat_id") == chat.id for call in sandbox.world.calls)


async def test_talk_and_other_bots_commands_are_left_alone(talk: Talk, sandbox: Sandbox) -> None:
    sandbox.world.reads_all_groups = True
    group = joined(talk, "supergroup")
    for words in ("germany", "who met the German minister?", "/partner@other_bot germany", "/nonsense", "see /partner"):
        talk.person.says(group, words)
    answer = await talk.says("/partner@Sanad_Sandbox_Bot germany", group)
    assert answer.text.startswith("🇩🇪 Germany")
    assert sent(sandbox, group) == 1


async def test_a_command_to_another_bot_is_not_ours_in_private_either(talk: Talk, sandbox: Sandbox) -> None:
    talk.person.says(talk.person.chat, "/partner@other_bot germany")
    assert (await talk.says("/partner kuwait")).text.startswith("🇰🇼 Kuwait")
    assert sent(sandbox, talk.person.chat) == 1


async def test_an_unknown_command_that_names_us_gets_its_sentence(talk: Talk) -> None:
    answer = await talk.says("/nonsense@sanad_sandbox_bot now", joined(talk, "group"))
    assert answer.text == "Unknown command\nI don’t know /nonsense. /help lists what I can do."


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_words_in_reply_to_the_bot_are_a_question_or_a_name(talk: Talk, kind: ChatType) -> None:
    group = joined(talk, kind)
    brief = await talk.says("/partner germany", group)
    talk.person.says(group, "when was the agreement with Rheinmetall signed?", reply_to=brief)
    answer = await talk.sandbox.reply_to(talk.person, group)
    assert answer.text.startswith("What the store holds\n")
    assert answer.reply_to is not None
    talk.person.says(group, "kuwait", reply_to=answer)
    assert (await talk.sandbox.reply_to(talk.person, group)).text.startswith("🇰🇼 Kuwait —")


async def test_words_in_reply_to_somebody_else_are_theirs(talk: Talk, sandbox: Sandbox) -> None:
    sandbox.world.reads_all_groups = True
    group = joined(talk, "supergroup")
    said = talk.person.says(group, "I was in Kuwait")
    talk.person.says(group, "germany", reply_to=said)
    await talk.says("/partners", group)
    assert sent(sandbox, group) == 1


async def test_anybody_may_press_in_a_group_and_reads_the_views_own_language(talk: Talk, sandbox: Sandbox) -> None:
    group = joined(talk, "supergroup")
    brief = await talk.says("/partner germany", group)
    other = Talk(sandbox, sandbox.world.person("Other", language_code="ar"))
    other.person.joins(group)
    dated = await other.presses(brief, "Timeline")
    assert dated.id == brief.id
    assert dated.text.startswith("🇩🇪 Germany — timeline\n")


async def test_a_channel_is_answered_in_the_language_of_what_was_posted(talk: Talk, sandbox: Sandbox) -> None:
    channel = joined(talk, "channel", "Security desk")
    talk.person.says(channel, "germany")
    talk.person.says(channel, "/unknown")
    answer = await talk.says("/partner germany", channel)
    assert answer.text.startswith("🇩🇪 Germany")
    arabic = await talk.says("/partner ألمانيا", channel)
    assert arabic.text.startswith("\u200f🇩🇪 ألمانيا")
    assert "Germany" not in arabic.text
    pressed = await talk.presses(answer, "Timeline")
    assert pressed.id == answer.id
    assert sent(sandbox, channel) == 2


async def test_a_channel_of_an_arabic_title_is_answered_in_arabic(talk: Talk) -> None:
    answer = await talk.says("/partners", joined(talk, "channel", "مكتب الأمن"))
    assert answer.text.startswith("الشركاء المشمولون")


async def test_nobody_can_be_forgotten_in_a_channel(talk: Talk) -> None:
    answer = await talk.says("/forget", joined(talk, "channel"))
    assert "writes as a chat" in answer.text
    assert answer.keyboard == ()


@pytest.mark.parametrize(
    ("payload", "starts"),
    [
        ("topic_cyber", "Cyber security — across all partners"),
        ("who_alexander-dobrindt", "🇩🇪 Alexander Dobrindt"),
        ("time_KW", "🇰🇼 Kuwait — timeline"),
        ("time_rheinmetall", "Rheinmetall — timeline"),
        ("topic_peacekeeping", "Sanad — "),
        ("topic_DE", "Sanad — "),
        ("who_nobody", "Sanad — "),
        ("time_OM", "Sanad — "),
        ("found_x", "Sanad — "),
        ("forget_1", "Sanad — "),
    ],
)
async def test_links_lead_to_topics_names_and_timelines_or_to_the_beginning(
    talk: Talk, payload: str, starts: str
) -> None:
    answer = await talk.says(f"/start {payload}")
    assert answer.text.startswith(starts)
    assert ("leads to nothing" in answer.text) == starts.startswith("Sanad")
