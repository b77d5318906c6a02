"""The chat page in a real browser: channels, groups and forums, files, and the clock."""

import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.sandbox.methods import METHODS
from bot.sandbox.objects import Chat
from bot.sandbox.params import Params
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.browsing import Script, browsing, opened, scripted, write

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=11) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="module")
async def script(sandbox: Sandbox) -> AsyncIterator[Script]:
    async with scripted(sandbox) as script:
        yield script


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with browsing() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: Sandbox, script: Script) -> AsyncIterator[Page]:
    async with opened(browser, sandbox, script) as page:
        yield page


@pytest.fixture
def chat(sandbox: Sandbox) -> Callable[[str], Chat]:
    """A chat of the person at the page, by its kind."""
    return lambda kind: next(one for one in sandbox.world.chats.values() if one.type == kind)


async def test_names_and_texts_never_become_markup(page: Page, script: Script, chat: Callable[[str], Chat]) -> None:
    bad = "<img src=x onerror=alert(1)><b>x</b>"
    mallory = script.sandbox.world.person(bad)
    group = chat("supergroup")
    mallory.joins(group)
    mallory.says(group, bad)
    mallory.sends_file(group, bad, b"x")
    await page.click("text=Newsroom")
    await expect(page.locator(".message .who")).to_have_text(bad)
    await expect(page.locator(".message .line")).to_have_text(bad)
    await expect(page.locator(".document b")).to_have_text(bad)
    assert await page.locator("#log img, #log strong").count() == 0


async def test_the_channel_beside_takes_posts_and_counts_unread_ones(
    page: Page, script: Script, chat: Callable[[str], Chat]
) -> None:
    script.call("sendMessage", chat_id=chat("channel").id, text="<b>Digest</b>", parse_mode="HTML")
    await expect(page.locator(".badge")).to_have_text("1")
    await page.click("text=Desk")
    await expect(page.locator(".badge")).to_have_count(0)
    await expect(page.locator(".message strong")).to_have_text("Digest")
    await write(page, "a post")
    await expect(page.locator(".message")).to_have_count(2)
    await expect(page.locator(".message.mine")).to_have_count(0)


async def test_a_photo_and_a_file_are_sent_and_shown(page: Page, script: Script, chat: Callable[[str], Chat]) -> None:
    await page.click("#start")
    picture = await page.screenshot()
    await page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": picture})
    await expect(page.locator("#pending")).to_contain_text("a.png")
    await write(page, "look")
    await expect(page.locator(".picture img")).to_have_js_property("naturalWidth", 1200)
    await page.set_input_files("#file", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"12345"})
    await page.click("#send")
    await expect(page.locator(".document b")).to_have_text("a.txt")
    kinds = [message.attachment.kind for message in chat("private").history if message.attachment]
    assert kinds == ["photo", "document"]
    assert script.heard == ["/start"]


async def test_a_reply_shows_what_it_answers(page: Page, chat: Callable[[str], Chat]) -> None:
    await page.click("#start")
    await page.locator(".message:not(.mine)").hover()
    await page.locator(".message:not(.mine) .reply").click()
    await expect(page.locator("#pending")).to_contain_text("Germany")
    await write(page, "and now?")
    await expect(page.locator(".message.mine .quoted")).to_contain_text("Sanad")
    assert chat("private").history[2].reply_to


async def test_clearing_brings_the_start_button_back(page: Page) -> None:
    await page.click("#start")
    await expect(page.locator(".message")).to_have_count(2)
    await page.click("#reset")
    await expect(page.locator("#start")).to_be_visible()
    await expect(page.locator(".message")).to_have_count(0)


async def test_a_reload_shows_the_same_chat(page: Page) -> None:
    await page.click("#start")
    await expect(page.locator(".message")).to_have_count(2)
    await page.reload()
    await expect(page.locator(".message")).to_have_count(2)


async def test_a_person_makes_chats_adds_the_bot_and_writes_in_topics(page: Page, sandbox: Sandbox) -> None:
    world = sandbox.world
    await page.click("#makers [data-kind=forum]")
    await expect(page.locator("#title")).to_have_text(re.compile("Forum"))
    forum = next(chat for chat in world.chats.values() if chat.is_forum)
    assert not world.member(forum, world.bot).is_present
    await page.click("#standing >> text=Add Sanad")
    await page.click("#standing >> text=Make admin")
    await expect(page.locator("#standing")).to_have_text("Dismiss as adminRemove Sanad")
    assert world.member(forum, world.bot).is_admin
    await page.select_option("#topic", label="Contacts")
    await page.fill("#text", "hello")
    await page.press("#text", "Enter")
    await expect(page.locator(".message.mine .origin")).to_have_text("Topic: Contacts")
    assert forum.topics[forum.history[-1].thread] == "Contacts"
    await page.click("#standing >> text=Remove Sanad")
    await expect(page.locator("#standing")).to_have_text("Add Sanad")
    assert not world.member(forum, world.bot).is_present


async def test_the_picker_shows_what_fits_and_makes_what_is_missing(page: Page, sandbox: Sandbox) -> None:
    world = sandbox.world
    await page.click("#start")
    await expect(page.locator(".key")).to_have_count(5)
    guest = next(chat for chat in world.chats.values() if chat.type == "private" and chat.history)
    request = {"request_id": 1, "chat_is_channel": True, "request_title": True}
    markup = {"keyboard": [[{"text": "A channel", "request_chat": request}, {"text": "Here"}]]}
    METHODS["sendMessage"](world, Params({"chat_id": guest.id, "text": "Where?", "reply_markup": markup}))
    await page.click("#replies >> text=A channel")
    await expect(page.locator("#picker .room")).to_have_text(["DDesk"])
    await page.click("#picker .fresh")
    await expect(page.locator("#log .day").last).to_have_text(re.compile("You shared a chat: Channel"))
    assert [dict(message.event)["chat_shared"]["title"] for message in guest.history if message.event] == ["Channel 3"]  # type: ignore[index]
    await page.click("#replies >> text=Here")
    await expect(page.locator(".message.mine").last).to_contain_text("Here")
    METHODS["sendMessage"](
        world, Params({"chat_id": guest.id, "text": "Done", "reply_markup": {"remove_keyboard": True}})
    )
    await expect(page.locator("#replies")).to_be_hidden()


async def test_the_clock_can_be_moved(page: Page, sandbox: Sandbox) -> None:
    before = sandbox.world.clock()
    shown = await page.locator("#now").text_content()
    await page.click("#clock >> text=+1 week")
    await expect(page.locator("#now")).not_to_have_text(shown or "")
    await sandbox.until(lambda: sandbox.world.clock() - before >= timedelta(days=7), within=20)  # it goes in steps
    moved = sandbox.world.clock() - before
    assert timedelta(days=7) <= moved < timedelta(days=7, hours=1)
