"""How people order digests and steer them: whole conversations over the wire, in both languages."""

import datetime as dtm
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.digests.press import Press
from bot.sandbox.clock import MovableClock
from bot.sandbox.server import Sandbox
from bot.text.catalogue import words
from knowledge.model import LANGUAGES, Language
from tests.bot.orders import Desk, reading, said
from tests.bot.talk import labels


@pytest.fixture
async def reader(sandbox: Sandbox, curated: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    async with reading(sandbox, curated, tmp_path) as reader:
        yield reader


def following_sunday(now: dtm.datetime) -> dtm.datetime:
    """The next Sunday at 06:00 UTC, which is 09:00 in Qatar."""
    days = (6 - now.weekday()) % 7
    sunday = (now + dtm.timedelta(days=days)).replace(hour=6, minute=0, second=0, microsecond=0)
    return sunday if sunday > now else sunday + dtm.timedelta(days=7)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_channel_is_subscribed_with_three_taps(reader: Desk, language: Language) -> None:
    talk = reader.other("Editor", language)
    channel = talk.person.opens("channel", "Desk")
    asked = await talk.says("/subscribe")  # the first
    assert asked.text.startswith(words(language)("subscribe-title"))
    confirmed = await talk.picks(words(language)("subscribe-channel"), channel)  # the second and the third
    assert words(language)("plan-on") in confirmed.text
    assert "Asia/Qatar" in confirmed.text
    held = await reader.held(channel)
    assert (held.schedule, held.time, held.timezone, held.language) == ("weekly", "09:00", "Asia/Qatar", language)
    assert (held.active, held.owner, held.partners, held.areas) == (True, talk.person.user.id, (), ())
    assert held.next_due == following_sunday(reader.sandbox.world.clock())
    assert channel.history == ()
    assert len([message for message in talk.person.chat.history if message.text == "✓"]) == 0
    assert not reader.sandbox.world.replies[talk.person.chat.id].rows


async def test_this_chat_is_subscribed_by_its_button(reader: Desk) -> None:
    await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    confirmed = await said(reader.sandbox, reader.person)
    assert confirmed.text.startswith("Digest for this chat\nSubscribed.")
    assert "Every Sunday, at 09:00" in confirmed.text
    assert (await reader.held(reader.person.chat)).type == "private"


async def test_everything_is_changed_in_one_message(reader: Desk) -> None:
    await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    menu = await said(reader.sandbox, reader.person)
    before = len(reader.person.chat.messages)
    for step in ("📅 Days", "Daily", "Mon", "Thu"):
        menu = await reader.presses(menu, step)
    assert (await reader.held(reader.person.chat)).schedule == "mon,thu"
    menu = await reader.presses(menu, "‹ Back")
    assert "Each Monday, Thursday" in menu.text
    for step in (
        "🕘 09:00",
        "18",
        "18:45",
        "‹ Back",
        "🤝 Partners",
        "🇩🇪 Germany",
        "🇫🇷 France",
        "✓ 🇩🇪 Germany",
        "‹ Back",
    ):
        menu = await reader.presses(menu, step)
    for step in ("🗂 Areas", "mediation", "‹ Back", "🔤 Language", "Arabic and English", "🔢 Size", "12"):
        menu = await reader.presses(menu, step)
    for step in ("☐ Silent at night", "☐ Archive if nothing new", "Pause"):
        menu = await reader.presses(menu, step)
    held = await reader.held(reader.person.chat)
    assert (held.schedule, held.time, held.language, held.size) == ("mon,thu", "18:45", "both", 12)
    assert (held.partners, held.areas, held.quiet, held.when_empty) == (("FR",), ("mediation",), True, "archive")
    assert (held.active, held.reason) == (False, "paused")
    assert "Not active: paused" in menu.text
    menu = await reader.presses(menu, "▶️ Resume")
    held = await reader.held(reader.person.chat)
    assert held.active
    assert held.next_due is not None
    assert held.next_due > reader.sandbox.world.clock()
    assert len(reader.person.chat.messages) == before
    done = await reader.presses(menu, "Done")
    assert labels(done) == []


@pytest.mark.parametrize(
    ("typed", "zone", "city"),
    [
        ("berlin", "Europe/Berlin", "Berlin"),
        ("الدوحة", "Asia/Qatar", "Qatar"),
        ("New Yrok", "America/New_York", "New York"),
    ],
)
async def test_a_zone_is_found_by_typing_a_city(reader: Desk, typed: str, zone: str, city: str) -> None:
    await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    menu = await said(reader.sandbox, reader.person)
    asked = await reader.presses(menu, "🌍 Qatar")
    assert "Type a city" in asked.text
    found = await reader.says(typed)
    assert found.id == asked.id
    chosen = await reader.presses(found, f"{city} ({zone})")
    assert zone in chosen.text
    assert (await reader.held(reader.person.chat)).timezone == zone
    assert typed not in [message.text for message in reader.person.chat.history]
    assert "Germany" in (await reader.says("germany")).text  # what is typed later is no city


async def test_an_unknown_city_is_not_guessed(reader: Desk) -> None:
    await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    asked = await reader.presses(await said(reader.sandbox, reader.person), "🌍 Qatar")
    found = await reader.says("xqzt")
    assert found.id == asked.id
    assert "I know no city like “xqzt”" in found.text
    assert labels(found) == [["‹ Back"]]


async def test_forged_presses_change_nothing(reader: Desk) -> None:
    other = reader.other("Other")
    channel = other.person.opens("channel", "Theirs")
    await other.says("/subscribe")
    await other.picks("📢 A channel", channel)
    before = await reader.held(channel)
    mine = await reader.says("/help")
    for step, value in (
        ("end", ""),
        ("pause", ""),
        ("zone", "Europe/Berlin"),
        ("menu", ""),
        ("peek", ""),
        ("city", ""),
    ):
        word = await reader.forges(mine, Press("en", before.place, step, value).encode())
        assert "administrators of that chat" in word
    own = await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    own = await said(reader.sandbox, reader.person)
    kept = await reader.held(reader.person.chat)
    forged = ("hour:99", "zone:Mars/Olympus", "size:0", "often:hourly", "nothing:", "area:x")
    for data in ("s:", *(f"s:en::{step}" for step in forged)):
        assert "older message" in await reader.forges(own, data)
    assert await reader.held(channel) == before
    assert await reader.held(reader.person.chat) == kept


async def test_unsubscribing_asks_once(reader: Desk) -> None:
    assert "There is none here" in (await reader.says("/unsubscribe")).text
    await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    await said(reader.sandbox, reader.person)
    asked = await reader.says("/unsubscribe")
    assert labels(asked) == [["Yes, end it", "No, keep it"]]
    assert await reader.stored(reader.person.chat)
    ended = await reader.presses(asked, "Yes, end it")
    assert "No more digests" in ended.text
    assert await reader.stored(reader.person.chat) is None


async def test_a_preview_is_the_edition_with_a_word_on_when_it_comes(reader: Desk) -> None:
    await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    await said(reader.sandbox, reader.person)
    reader.person.says(reader.person.chat, "/digest")
    edition = await reader.sandbox.until(
        lambda: next((m for m in reader.person.chat.history if m.text.startswith(words("en")("edition-title"))), None)
    )
    word = reader.person.chat.history[-2]
    assert word.text.startswith("The next edition\nIt comes Sunday")
    assert labels(edition) == [["Settings", "Stop"]]
    settings = await reader.presses(edition, "Settings")
    assert settings.text.startswith("Digest for this chat")
    assert "📅 Days" in labels(settings)[0]


async def test_a_person_with_several_subscriptions_is_asked_which(reader: Desk) -> None:
    await reader.says("/subscribe")
    await reader.picks("📢 A channel", reader.person.opens("channel", "Desk"))
    await reader.says("/subscribe")
    reader.person.taps("💬 This chat")
    await said(reader.sandbox, reader.person)
    asked = await reader.says("/unsubscribe")
    assert labels(asked) == [["This chat"], ["Desk"]]
    assert "End the digest for Desk?" in (await reader.presses(asked, "Desk")).text


async def test_a_partner_is_followed_from_its_brief(reader: Desk) -> None:
    brief = await reader.says("/partner germany")
    followed = await reader.presses(brief, "🔔 Follow")
    assert followed.id == brief.id
    assert "Following Germany" in followed.text
    assert (await reader.held(reader.person.chat)).partners == ("DE",)
    await reader.presses(await reader.says("/partner france"), "🔔 Follow")
    assert (await reader.held(reader.person.chat)).partners == ("DE", "FR")
    assert "covers France already" in await reader.toast(await reader.says("/partner france"), "🔔 Follow")
    group = reader.person.opens("group", "Newsroom")
    reader.person.adds_bot(group)
    assert "🔔 Follow" not in str(labels(await reader.says("/partner germany", group)))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_only_admins_hold_and_resume(reader: Desk, language: Language) -> None:
    stranger = reader.other("Stranger", language)
    unknown = await stranger.says("/holdd")
    assert (await stranger.says("/hold")).text == unknown.text.replace("/holdd", "/hold")
    assert (await stranger.says("/resume")).text == unknown.text.replace("/holdd", "/resume")
    assert "No digest and no correction goes out" in (await reader.says("/hold")).text
    assert "Digests go on" in (await reader.says("/resume")).text
    assert (await reader.says("/resume")).text.startswith("Nothing was on hold\n")


async def test_the_clock_of_the_sandbox_is_the_subscriptions_clock(reader: Desk) -> None:
    clock = reader.sandbox.world.clock
    assert isinstance(clock, MovableClock)
    clock.move(dtm.timedelta(days=365))
    await reader.says("/subscribe")
    await reader.picks("📢 A channel", reader.person.opens("channel", "Desk"))
    channel = next(chat for chat in reader.sandbox.world.chats.values() if chat.title == "Desk")
    assert (await reader.held(channel)).next_due == following_sunday(clock())
