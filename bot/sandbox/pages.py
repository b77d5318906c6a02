"""The chat page: its files, its own small API, and the one person who uses it."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.clock import MovableClock
from bot.sandbox.objects import RIGHTS, Attachment, Chat, ChatType, Json, Message
from bot.sandbox.person import Person
from bot.sandbox.replies import ReplyKeyboard
from bot.sandbox.world import Event

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

FILES = Path(__file__).parent / "page"
SERVED = sorted(re.escape(file.name) for file in FILES.iterdir() if file.suffix in (".js", ".css"))
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
SILENCE = 15.0
GUEST = 7_000_001
"""The id of who sits at the page: always the same, so that he can be made an admin."""
HOME: tuple[tuple[ChatType, str], ...] = (("channel", "Desk"), ("supergroup", "Newsroom"))
"""The chats that a newcomer finds, with the bot in them."""
CLOCK_STEP = timedelta(hours=6)
CLOCK_STEP_SECONDS = 0.15
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ChatPage:
    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._world = sandbox.world
        self._person: Person | None = None

    def add_to(self, app: web.Application) -> None:
        routes: dict[str, Handler] = {
            "GET /": self._index,
            f"GET /{{name:{'|'.join(SERVED)}}}": self._index,
            "GET /api/state": self._state,
            "GET /api/events": self._events,
            "GET /api/file/{file_id}": self._file,
            "POST /api/send": self._send,
            "POST /api/press": self._press,
            "POST /api/inline": self._inline,
            "POST /api/choose": self._choose,
            "POST /api/attach": self._attach,
            "POST /api/language": self._language,
            "GET /api/picks": self._picks,
            "POST /api/tap": self._tap,
            "POST /api/open": self._open,
            "POST /api/bot": self._bot,
            "POST /api/clock": self._clock,
            "POST /api/reset": self._reset,
        }
        for route, handler in routes.items():
            method, _, path = route.partition(" ")
            app.router.add_route(method, path, self._guarded(handler))

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            """Only this page, under a name of this computer, may act as the person."""
            host = request.url.host or ""
            origin = request.headers.get("Origin", f"http://{request.host}")
            if host not in (*LOOPBACK, self._sandbox.host) or origin != f"http://{request.host}":
                return web.json_response({"error": "not from here"}, status=403)
            try:
                return await handler(request)
            except (LookupError, TypeError, ValueError) as error:
                return web.json_response({"error": str(error)}, status=400)

        return guarded

    def person(self, language_code: str = "en") -> Person:
        """Who sits at the page; arrives, with a channel and a group, when it is first opened."""
        if self._person is None:
            self._person = person = self._world.person("Guest", "", "guest", language_code, GUEST)
            for kind, title in HOME:
                self._world.admit_bot(person.opens(kind, title), person.user, before=True)
        return self._person

    async def _index(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(FILES / request.match_info.get("name", "index.html"), headers=HEADERS)

    async def _state(self, request: web.Request) -> web.Response:
        arabic = request.headers.get("Accept-Language", "").lower().startswith("ar")
        person = self.person("ar" if arabic else "en")
        language, profile = person.user.language_code, self._world.profile
        bot = self._world.bot.to_json() | {
            kind: profile.text(kind, language) for kind in ("name", "description", "short_description")
        }
        chats = [self._chat(chat, person) for chat in self._world.chats.values() if self._sees(chat)]
        now = {"now": int(self._world.clock().timestamp()), "movable": isinstance(self._world.clock, MovableClock)}
        event = self._world.last_event
        return _answer({"event": event, "me": person.user.to_json(), "bot": bot, "chats": chats, **now})

    def _sees(self, chat: Chat) -> bool:
        person = self.person()
        return self._world.member(chat, person.user).is_present

    def _chat(self, chat: Chat, person: Person) -> Json:
        member = self._world.member(chat, person.user)
        menu = self._world.profile.menu(chat, member, person.user.language_code)
        replies = self._world.replies.get(chat.id, ReplyKeyboard())
        return chat.to_json() | {
            "bot": self._world.member(chat, self._world.bot).status,
            "topics": chat.topics,
            "replies": [[button.to_json() for button in row] for row in replies.rows],
            "messages": [self._message(message) for message in chat.history],
            "menu": [{"command": name, "description": description} for name, description in menu],
            "can_write": chat.type != "channel" or member.can("can_post_messages"),
        }

    def _message(self, message: Message) -> Json:
        written = message.sender is not None and message.sender.id == self.person().user.id
        return message.to_json() | {"mine": written and message.chat.type != "channel"}

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events. A client that fell behind, or comes back, reads the whole state again."""
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        last = self._world.last_event
        with suppress(ConnectionError):
            await response.write(b"data: {}\n\n")
            while not self._sandbox.stopping:
                fresh = [event for event in self._world.events if event.number > last]
                for event in fresh:
                    last = event.number
                    if form := self._event(event):
                        await response.write(f"data: {json.dumps({'event': event.number, **form})}\n\n".encode())
                if not fresh:
                    await self._sandbox.changed(SILENCE)
                    await response.write(b": here\n\n")
        return response

    def _event(self, event: Event) -> Json | None:
        if event.message and self._sees(event.message.chat):
            return {"kind": event.kind, "message": self._message(event.message)}
        if event.query and event.query.answer and event.query.user.id == self.person().user.id:
            answer = event.query.answer
            form: Json = {"text": answer.text, "is_alert": answer.is_alert, "url": answer.url}
            return {"kind": "answer", "query": event.query.id, **form}
        return {"kind": "change"} if event.kind == "change" else None

    async def _file(self, request: web.Request) -> web.Response:
        attachment = self._attachment(request.match_info["file_id"])
        shown = attachment.mime in PICTURES
        headers = HEADERS | {"Content-Disposition": "inline" if shown else "attachment"}
        kind = attachment.mime if shown else "application/octet-stream"
        return web.Response(body=attachment.data, content_type=kind, headers=headers)

    def _attachment(self, file_id: str) -> Attachment:
        for chat in self._world.chats.values():
            for message in chat.history if self._sees(chat) else ():
                if message.attachment and message.attachment.file_id == file_id:
                    return message.attachment
        raise LookupError("no such file")

    async def _send(self, request: web.Request) -> web.Response:
        body = await request.json()
        chat = self._world.chats[int(body["chat_id"])]
        replied = chat.messages.get(int(body.get("reply_to") or 0))
        text = str(body["text"])
        if not text.strip():
            raise ValueError("empty")
        return _answer(self._message(self.person().says(chat, text, replied, int(body.get("thread") or 0))))

    async def _press(self, request: web.Request) -> web.Response:
        body = await request.json()
        message = self._world.chats[int(body["chat_id"])].messages[int(body["message_id"])]
        return _answer({"query": self.person().presses(message, str(body["data"])).id})

    async def _inline(self, request: web.Request) -> web.Response:
        """What the bot answers to something typed behind its name; the page waits for it."""
        body = await request.json()
        chat = self._world.chats[int(body["chat_id"])]
        query = self.person().asks_inline(chat, str(body["text"]), str(body.get("offset", "")))
        try:
            answer = await self._sandbox.results_for(query)
        except TimeoutError as error:
            raise ValueError("no answer") from error
        results = [{"id": one.id, "title": one.title, "description": one.description} for one in answer.results]
        button = answer.button and {"text": answer.button[0], "start": answer.button[1]}
        return _answer({"query": query.id, "results": results, "next_offset": answer.next_offset, "button": button})

    async def _choose(self, request: web.Request) -> web.Response:
        body = await request.json()
        query = self._world.inline[str(body["query"])]
        return _answer(self._message(self.person().chooses(query, str(body["result"]))))

    async def _attach(self, request: web.Request) -> web.Response:
        form = await request.post()
        upload = form["file"]
        if not isinstance(upload, web.FileField):
            raise LookupError("no file")  # noqa: TRY004 - it is missing, rather than of a wrong type
        chat, caption, data = self._world.chats[int(str(form["chat_id"]))], str(form["caption"]), upload.file.read()
        if form["kind"] == "photo" and upload.content_type in PICTURES:
            size = int(str(form["width"])), int(str(form["height"]))
            message = self.person().sends_photo(chat, data, size, caption, upload.content_type)
        else:
            message = self.person().sends_file(chat, upload.filename, data, upload.content_type, caption)
        return _answer(self._message(message))

    async def _language(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["language_code"] not in ("ar", "en"):
            raise ValueError("ar or en")
        self.person().speaks(body["language_code"])
        return _answer({})

    async def _picks(self, request: web.Request) -> web.Response:
        """The chats among which a button lets the person pick."""
        person = self.person()
        picking = self._world.replies[person.chat.id].button(request.query["text"]).picking
        fitting = person.may_pick(picking) if picking else []
        return _answer({"chats": [chat.to_json() for chat in fitting]})

    async def _tap(self, request: web.Request) -> web.Response:
        body, person = await request.json(), self.person()
        if body.get("chat_id"):
            return _answer(self._message(person.picks(body["text"], self._world.chats[int(body["chat_id"])])))
        return _answer(self._message(person.taps(body["text"])))

    async def _open(self, request: web.Request) -> web.Response:
        """A new channel, group or forum of the person's, without the bot."""
        body = await request.json()
        kind: ChatType = "channel" if body["kind"] == "channel" else "supergroup"
        chat = self.person().opens(kind, str(body["title"]), is_forum=body["kind"] == "forum")
        for topic in body.get("topics", ()):
            self.person().opens_topic(chat, str(topic))
        return _answer(chat.to_json())

    async def _bot(self, request: web.Request) -> web.Response:
        """Adds the bot to a chat, makes it an administrator or a plain member there, or removes it."""
        body, person = await request.json(), self.person()
        chat = self._world.chats[int(body["chat_id"])]
        acts: dict[str, Callable[[], None]] = {
            "add": lambda: person.adds_bot(chat),
            "promote": lambda: person.adds_bot(chat, RIGHTS),
            "demote": lambda: person.demotes_bot(chat),
            "remove": lambda: person.removes_bot(chat),
        }
        acts[body["act"]]()
        return _answer({})

    async def _clock(self, request: web.Request) -> web.Response:
        body = await request.json()
        if not isinstance(self._world.clock, MovableClock):
            raise ValueError("this clock can't be moved")  # noqa: TRY004 - it is refused, rather than of a wrong type
        left = timedelta(hours=float(body["hours"]))
        while left:  # step by step: to the bot a leap over days would be days in which it was down
            step = min(left, CLOCK_STEP)
            self._world.clock.move(step)
            self._world.announce("change")
            left -= step
            await asyncio.sleep(CLOCK_STEP_SECONDS if left else 0)
        return _answer({})

    async def _reset(self, _: web.Request) -> web.Response:
        self._world.forget_history()
        return _answer({})


def _answer(form: Json) -> web.Response:
    return web.json_response(form, headers=HEADERS, dumps=lambda value: json.dumps(value, ensure_ascii=False))
