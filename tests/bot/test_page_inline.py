"""Inline mode on the chat page, in a real browser, with the real bot behind it."""

from pathlib import Path

from playwright.async_api import async_playwright, expect

from bot.sandbox.server import Sandbox
from tests import needs
from tests.bot.conftest import serving, settings_for


async def test_what_is_typed_behind_the_bots_name_shows_results_and_a_tap_posts_one(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    path = needs.chromium()
    async with (
        serving(settings_for(sandbox, curated, tmp_path / "sanad.db")),
        async_playwright() as playwright,
        await playwright.chromium.launch(executable_path=path, args=list(needs.CHROMIUM_FLAGS)) as browser,
    ):
        page = await browser.new_page(viewport={"width": 420, "height": 860}, locale="en-GB")
        page.set_default_timeout(10_000)
        await page.goto(sandbox.page_url)
        await page.click("#start")
        await expect(page.locator(".message:not(.mine)")).to_have_count(1)
        results = page.locator("#results li")
        await page.fill("#text", "@other_bot germany")
        await page.fill("#text", "@sanad_sandbox_bot germany")
        await expect(results).to_have_count(21)  # a page of them, and the way to more
        await results.last.click()
        await expect(results).to_have_count(41)
        await results.first.click()
        shared = page.locator(".message.mine").last
        await expect(shared).to_contain_text("via @sanad_sandbox_bot")
        await expect(shared).to_contain_text("Germany — security partnership with Qatar")
        await expect(page.locator("#results")).to_be_hidden()
        await expect(page.locator("#text")).to_have_value("")
        await page.fill("#text", "@sanad_sandbox_bot submarines")
        await page.get_by_text("Nothing held on that — ask Sanad").click()
        answer = page.locator(".message:not(.mine)").last
        await expect(answer).to_contain_text("What would you like to know?")
        await page.fill("#text", "/fact us-fbi-memoranda")
        await page.press("#text", "Enter")
        await page.locator(".key", has_text="Share").click()
        await expect(page.locator("#text")).to_have_value("@sanad_sandbox_bot us-fbi-memoranda")
        await expect(results).to_have_count(1)
        await page.press("#text", "Enter")
        await expect(page.locator(".message.mine").last).to_contain_text("us-fbi-memoranda")
        await expect(page.locator(".message:not(.mine)")).to_have_count(3)
    assert sandbox.world.violations == []
