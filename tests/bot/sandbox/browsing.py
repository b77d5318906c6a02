"""A browser at the chat page, and a tiny scripted bot behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from playwright.async_api import Browser, Page, async_playwright, expect

from bot.sandbox.methods import METHODS
from bot.sandbox.objects import Json
from bot.sandbox.params import Params
from bot.sandbox.server import Sandbox
from tests import needs

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


@asynccontextmanager
async def scripted(sandbox: Sandbox) -> AsyncIterator[Script]:
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


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    path = needs.chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(needs.CHROMIUM_FLAGS))
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, sandbox: Sandbox, script: Script) -> AsyncIterator[Page]:
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


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")
