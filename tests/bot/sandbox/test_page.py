"""The chat page in a real browser, with a tiny scripted bot behind it."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.sandbox.methods import METHODS
from bot.sandbox.objects import Chat, Json
from bot.sandbox.params import Params
from bot.sandbox.server import Sandbox
from tests import needs

pytestmark = pytest.mark.asyncio(loop_scope="module")

ARABIC = "\u200f🇩🇪 <b>ألمانيا</b> — الشراكة الأمنية\n● اتفقت \u2068Rheinmetall\u2069 مع قطر [1 ¶8]"
CARD = (
    "🇩🇪 <b>Germany</b> — security partnership\n9 reported\n\n"
    "<blockquote expandable>"
    + "\n".join(f"○ <i>expected</i> — line {number} of what is not done" for number in range(1, 9))
    + "</blockquote>\n[1] <a href='https://example.org/a'>Source</a> <code>3f9a2c1</code> <tg-spoiler>dark</tg-spoiler>"
    " <a href='https://t.me/sanad_sandbox_bot?start=partner_FR'>France</a> /help"
)
KEYS = {
    "inline_keyboard": [
        [{"text": name, "callback_data": name} for name in ("All facts", "Sources", "Alert")],
        [{"text": "Site", "url": "https://example.org/"}, {"text": "العربية", "callback_data": "ar"}],
    ]
}


class Script:
    """A bot of a few lines: answers each message, and edits when a button is pressed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.heard: list[str] = []
        self.languages: list[object] = []

    def call(self, method: str, **params: object) -> object:
        return METHODS[method](self.sandbox.world, Params(params))

    async def run(self) -> None:
        while True:
            await self.sandbox.until(lambda: len(self.sandbox.world.updates), within=60)
            updates = self.call("getUpdates")
            assert isinstance(updates, list)
            for update in updates:
                self.answer(update)
                self.call("getUpdates", offset=update["update_id"] + 1)

    def answer(self, update: Json) -> None:
        match update:
            case {"message": {"text": str(text), "chat": {"id": chat, "type": "private"}, "from": user}}:
                self.heard.append(text)
                self.languages.append(user["language_code"])
                words = ARABIC if "ألمانيا" in text else CARD
                self.call("sendMessage", chat_id=chat, text=words, parse_mode="HTML", reply_markup=KEYS)
            case {"callback_query": {"id": query, "data": data, "message": {"message_id": number, "chat": chat}}}:
                self.call("answerCallbackQuery", callback_query_id=query, text=f"<{data}>", show_alert=data == "Alert")
                if data != "Alert":
                    words, where = f"Now: {data}", {"chat_id": chat["id"], "message_id": number}
                    self.call("editMessageText", text=words, reply_markup=KEYS, **where)
            case _:
                pass


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=11) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="module")
async def script(sandbox: Sandbox) -> AsyncIterator[Script]:
    script = Script(sandbox)
    script.call("setMyDescription", description="Answers with sources.")
    script.call("setMyDescription", description="يجيب بالمصادر.", language_code="ar")
    script.call("setMyCommands", commands=[{"command": "partners", "description": "Countries"}])
    script.call("setMyCommands", commands=[{"command": "partners", "description": "الدول"}], language_code="ar")
    task = asyncio.create_task(script.run())
    yield script
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = needs.chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(needs.CHROMIUM_FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: Sandbox, script: Script) -> AsyncIterator[Page]:
    """The page, opened; afterwards it must have asked no other host and complained of nothing."""
    context = await browser.new_context(viewport={"width": 1200, "height": 800}, locale="en-GB")
    page = await context.new_page()
    page.set_default_timeout(5000)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: _note_foreign(request.url, sandbox.page_url, trouble))
    await page.goto(sandbox.page_url)
    await expect(page.locator("#start")).to_be_visible()
    assert script.heard == []
    yield page
    await context.close()
    assert trouble == []


def _note_foreign(url: str, own: str, trouble: list[str]) -> None:
    if not url.startswith((own, "data:", f"blob:{own}")):
        trouble.append(url)


@pytest.fixture
def chat(sandbox: Sandbox) -> Callable[[str], Chat]:
    """A chat of the person at the page, by its kind."""
    return lambda kind: next(one for one in sandbox.world.chats.values() if one.type == kind)


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def test_an_empty_chat_shows_the_description_and_a_start_button(page: Page, script: Script) -> None:
    await expect(page.locator("#welcome-text")).to_have_text("Answers with sources.")
    await expect(page.locator("#composer")).to_be_hidden()
    await page.click("#start")
    await expect(page.locator(".message.mine")).to_contain_text("/start")
    await expect(page.locator(".message:not(.mine) strong").first).to_have_text("Germany")
    await expect(page.locator("#start")).to_be_hidden()
    await expect(page.locator("#text")).to_be_visible()
    assert script.heard == ["/start"]


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page, script: Script) -> None:
    await page.click("#start")
    await page.fill("#text", "one")
    await page.press("#text", "Shift+Enter")
    await page.type("#text", "two")
    await page.press("#text", "Enter")
    await expect(page.locator(".message.mine .line")).to_have_text(["/start", "one", "two"])
    await expect(page.locator("#text")).to_have_value("")
    assert script.heard[-1] == "one\ntwo"


async def test_a_button_edits_the_message_in_place_and_shows_a_toast(page: Page) -> None:
    await page.click("#start")
    await page.click("text=All facts")
    await expect(page.locator("#toast")).to_have_text("<All facts>")
    message = page.locator(".message:not(.mine)")
    await expect(message).to_have_count(1)
    await expect(message.locator(".text")).to_have_text("Now: All facts")
    await expect(message.locator(".meta")).to_contain_text("edited")
    await expect(message.locator(".key.busy")).to_have_count(0)
    await expect(message.locator(".key").first).to_be_focused()


async def test_an_alert_waits_for_the_person(page: Page) -> None:
    await page.click("#start")
    await page.click("text=Alert")
    await expect(page.locator("#alert p")).to_have_text("<Alert>")
    await page.click("#alert button")
    await expect(page.locator("#alert")).to_be_hidden()


async def test_rows_of_buttons_are_of_equal_width(page: Page) -> None:
    await page.click("#start")
    await expect(page.locator(".key")).to_have_count(5)
    boxes = [await key.bounding_box() for key in await page.locator(".key").all()]
    widths = [round(box["width"]) for box in boxes if box]
    assert max(widths[:3]) - min(widths[:3]) <= 1
    assert abs(widths[3] - widths[4]) <= 1
    bubble = await page.locator(".message:not(.mine) .bubble").bounding_box()
    assert bubble
    assert abs(sum(widths[3:]) + 4 - bubble["width"]) <= 2


async def test_an_arabic_answer_reads_from_the_right(page: Page) -> None:
    await page.click("#start")
    await write(page, "ألمانيا")
    lines = page.locator(".message:not(.mine)").last.locator(".line")
    await expect(lines).to_have_count(2)
    for line in await lines.all():
        style = await line.evaluate("node => [getComputedStyle(node).direction, getComputedStyle(node).textAlign]")
        assert style == ["rtl", "start"]
    await expect(page.locator(".message.mine").last.locator(".line")).to_have_css("direction", "rtl")
    english = page.locator(".message:not(.mine)").first.locator(".line").first
    await expect(english).to_have_css("direction", "ltr")


async def test_an_expandable_quote_is_folded_until_asked(page: Page) -> None:
    await page.click("#start")
    inside, more = page.locator(".quote .inside"), page.locator(".quote .more")
    await expect(more).to_have_text("Show more")
    folded = await inside.evaluate("node => [node.clientHeight, node.scrollHeight]")
    assert folded[0] < folded[1] / 2
    await more.focus()
    await page.keyboard.press("Enter")
    await expect(more).to_have_text("Show less")
    await expect(more).to_have_attribute("aria-expanded", "true")
    opened = await inside.evaluate("node => [node.clientHeight, node.scrollHeight]")
    assert opened[0] == opened[1]
    await more.click()
    await expect(more).to_have_text("Show more")


async def test_markup_is_shown_as_telegram_shows_it(page: Page) -> None:
    await page.click("#start")
    text = page.locator(".message:not(.mine) .text")
    await expect(text.locator("code")).to_have_text("3f9a2c1")
    link = text.locator("a", has_text="Source")
    assert await link.get_attribute("href") == "https://example.org/a"
    assert await link.get_attribute("rel") == "noopener noreferrer"
    spoiler = text.locator(".spoiler")
    await expect(spoiler).not_to_have_class("spoiler shown")
    await spoiler.focus()
    await page.keyboard.press("Enter")
    await expect(spoiler).to_have_class("spoiler shown")


async def test_the_language_switch_changes_the_page_and_the_updates(page: Page, script: Script) -> None:
    await page.click("text=العربية")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.locator("#start")).to_have_text("ابدأ")
    await expect(page.locator("#welcome-text")).to_have_text("يجيب بالمصادر.")
    await page.click("#start")
    await expect(page.locator(".message:not(.mine)")).to_be_visible()
    await page.click("#languages [data-language=en]")
    await expect(page.locator("html")).to_have_attribute("dir", "ltr")
    await write(page, "hello")
    await expect(page.locator(".message.mine")).to_have_count(2)
    assert script.languages == ["ar", "en"]
    await page.click("#languages [data-language=ar]")
    await expect(page.locator("html")).to_have_attribute("lang", "ar")
    await page.fill("#text", "/")
    await expect(page.locator("#menu li span")).to_have_text(["الدول"])


async def test_the_menu_offers_commands_and_sends_the_chosen_one(page: Page, script: Script) -> None:
    await page.click("#start")
    await page.click("#slash")
    await expect(page.locator("#menu li b")).to_have_text(["/partners"])
    await page.keyboard.press("Enter")
    await expect(page.locator("#menu")).to_be_hidden()
    await expect(page.locator(".message.mine").last).to_contain_text("/partners")
    await page.type("#text", "/pa")
    await page.keyboard.press("Tab")
    await expect(page.locator("#text")).to_have_value("/partners ")
    await page.locator(".text a", has_text="/help").last.click()
    await expect(page.locator(".message.mine").last).to_contain_text("/help")
    assert script.heard == ["/start", "/partners", "/help"]


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


async def test_a_link_to_the_bot_stays_in_the_page(page: Page, script: Script) -> None:
    await page.click("#start")
    await page.locator(".text a", has_text="France").click()
    await expect(page.locator(".message.mine").last).to_contain_text("/start partner_FR")
    assert script.heard[-1] == "/start partner_FR"
    assert len(page.context.pages) == 1


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


async def test_a_narrow_screen_does_not_scroll_sideways(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.click("#start")
    await expect(page.locator(".message")).to_have_count(2)
    await write(page, "x" * 500)
    await expect(page.locator(".message")).to_have_count(4)
    wide = "[document.documentElement, document.getElementById('scroll')].some(n => n.scrollWidth > n.clientWidth)"
    assert not await page.evaluate(wide)
    await page.click("#back")
    await expect(page.locator(".room")).to_have_count(3)
    assert not await page.evaluate(wide)
    await page.click("text=Desk")
    await expect(page.locator("#composer")).to_be_visible()


async def test_an_arabic_browser_is_greeted_in_arabic(browser: Browser, sandbox: Sandbox) -> None:
    context = await browser.new_context(locale="ar-QA")
    page = await context.new_page()
    await page.goto(sandbox.page_url)
    await expect(page.locator("#start")).to_have_text("ابدأ")
    await context.close()


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
