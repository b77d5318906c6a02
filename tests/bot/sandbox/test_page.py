"""The chat page in a real browser: what a person reads and does in one chat."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

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


async def test_a_link_to_the_bot_stays_in_the_page(page: Page, script: Script) -> None:
    await page.click("#start")
    await page.locator(".text a", has_text="France").click()
    await expect(page.locator(".message.mine").last).to_contain_text("/start partner_FR")
    assert script.heard[-1] == "/start partner_FR"
    assert len(page.context.pages) == 1


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
