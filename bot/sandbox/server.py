"""The world behind HTTP: the Bot API under /bot<token>/, its files under /file/bot<token>/, the chat page under /."""

import asyncio
import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from bot.sandbox import files
from bot.sandbox.clock import Clock, MovableClock
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.faults import Faults
from bot.sandbox.hook import deliver
from bot.sandbox.inline import InlineAnswer, InlineQuery
from bot.sandbox.limits import Limits
from bot.sandbox.methods import METHODS
from bot.sandbox.objects import Answer, Chat, Json, Message, Query
from bot.sandbox.pages import ChatPage
from bot.sandbox.params import Call, Params, Upload
from bot.sandbox.person import Person
from bot.sandbox.schema import Schema
from bot.sandbox.world import Event, World

TOKEN = "1234567890:sandbox-only-never-sent-to-telegram"  # noqa: S105 - opens nothing but this process
LONGEST_POLL = 50
LARGEST_BODY = 50 * 2**20
_NAMES = {name.lower(): name for name in METHODS}
_log = logging.getLogger(__name__)
T = TypeVar("T")


class Bell:
    """Wakes everybody who waits for something to happen."""

    def __init__(self) -> None:
        self._sleepers: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        self._sleepers.clear()

    async def wait(self, until: float) -> None:
        """Returns at the next ring, or at that time of the loop's clock."""
        loop = asyncio.get_running_loop()
        sleeper = loop.create_future()
        self._sleepers.add(sleeper)
        try:
            await asyncio.wait([sleeper], timeout=max(0.0, until - loop.time()))
        finally:
            self._sleepers.discard(sleeper)


class Sandbox:
    """A world, served on loopback while the context lasts."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock | None = None,
        seed: int | None = None,
        schema: Path | None = None,
    ) -> None:
        self.world = World(clock or MovableClock(), Random(seed))  # noqa: S311 - a seed must repeat the run
        self.token = TOKEN
        self.schema = Schema.load(schema) if schema else None
        self.faults = Faults()
        self.limits: Limits | None = None
        self.stopping = False
        self.is_polled = False
        """Whether a bot is there and waits for updates."""
        self.host = host
        self._port = port
        self._polls = 0
        self._changes = Bell()
        self._updates = Bell()
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The Bot API answers at `{api_url}/bot{token}/{method}`."""
        return self.page_url.rstrip("/")

    @property
    def page_url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self._port}/"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        ChatPage(self).add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.world.listeners.append(self._heard)
        self._delivering = asyncio.create_task(deliver(self.world.updates, self.world.clock, self._updates.wait))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping = True
        self._changes.ring()
        self._updates.ring()
        if self._runner:
            self.world.listeners.remove(self._heard)
            self._delivering.cancel()
            await asyncio.gather(self._delivering, return_exceptions=True)
            runner, self._runner = self._runner, None
            await runner.cleanup()

    # Waiting, for tests

    async def until(self, condition: Callable[[], T | None], within: float = 5.0) -> T:
        """What the condition gives once it is neither None nor False; it is asked anew after every event."""
        end = asyncio.get_running_loop().time() + within
        while not (found := condition()):
            if asyncio.get_running_loop().time() >= end:
                raise TimeoutError(f"nothing within {within} s; the last calls: {list(self.world.calls)[-3:]}")
            await self._changes.wait(end)
        return found

    async def reply_to(self, person: Person, chat: Chat | None = None, within: float = 5.0) -> Message:
        """The bot's next new or edited message in the chat (the private one) since the person acted or last asked."""
        wanted = chat or person.chat

        def next_message() -> tuple[int, Message] | None:
            found = None
            for event in reversed(self.world.events):
                if event.number <= person.seen:
                    break
                message = event.message
                if message and event.kind in ("message", "edit") and message.chat == wanted:
                    found = (event.number, message) if message.sender == self.world.bot else found
            return found

        person.seen, message = await self.until(next_message, within)
        return message

    async def answer_to(self, query: Query, within: float = 5.0) -> Answer:
        return await self.until(lambda: self.world.queries[query.id].answer, within)

    async def results_for(self, query: InlineQuery, within: float = 5.0) -> InlineAnswer:
        return await self.until(lambda: self.world.inline[query.id].answer, within)

    async def changed(self, within: float) -> None:
        """Returns after the next event."""
        await self._changes.wait(asyncio.get_running_loop().time() + within)

    def _heard(self, event: Event) -> None:
        self._changes.ring()
        if event.kind == "update":
            self._updates.ring()

    # The Bot API

    async def _call(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if token != self.token:
            well_formed = re.fullmatch(r"\d{6,}:[A-Za-z0-9_-]{35}", token)
            return _respond(_refusal(ApiError(401, "Unauthorized") if well_formed else ApiError(404, "Not Found")))
        method = _NAMES.get(request.match_info["method"].lower())
        if method is None:
            return _respond(_refusal(ApiError(404, "Not Found")))
        try:
            params = await _params(request)
        except ApiError as error:
            return self._answered(method, Params({}), _refusal(error))
        fault = self.faults.next(method, params)
        if fault and not fault.takes_effect:
            return await fault.strike(request)
        try:
            answer: Json = {"ok": True, "result": await self._result(method, params)}
        except ApiError as error:
            answer = _refusal(error)
        response = self._answered(method, params, answer)
        return await fault.strike(request, response) if fault else response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.next("file", Params({}))
        content = (
            files.at(self.world, request.match_info["path"]) if request.match_info["token"] == self.token else None
        )
        found = content is not None
        response = web.Response(body=content) if found else _respond(_refusal(ApiError(404, "Not Found")))
        return await fault.strike(request, response) if fault else response

    def _answered(self, method: str, params: Params, answer: Json) -> web.Response:
        self.world.calls.append(Call(method, params, self.world.clock(), answer))
        return _respond(answer)

    async def _result(self, method: str, params: Params) -> object:
        world = self.world
        if self.schema and (problems := self.schema.call_problems(method, params)):
            world.violations += problems
            raise bad_request(f"schema: {'; '.join(problems)}")
        if refusals := world.refusals.get(method):
            raise refusals.popleft()
        if self.limits and "chat_id" in params:
            self.limits.check(method, params.integer("chat_id"))
        result = await self._poll(params) if method == "getUpdates" else METHODS[method](world, params)
        if self.schema and (problems := self.schema.result_problems(method, result)):
            world.violations += problems
            _log.error("the sandbox breaks the schema: %s", "; ".join(problems))
        return result

    async def _poll(self, params: Params) -> object:
        """One long poll at a time: a newer one ends the older."""
        self._polls += 1
        mine = self._polls
        self._updates.ring()
        loop = asyncio.get_running_loop()
        end = loop.time() + min(max(params.integer("timeout"), 0), LONGEST_POLL)
        while True:
            if mine != self._polls:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            found = METHODS["getUpdates"](self.world, params)
            if found or self.stopping or loop.time() >= end:
                return found
            self.is_polled = True
            self._changes.ring()
            await self._updates.wait(end)
            self.is_polled = mine != self._polls


async def _params(request: web.Request) -> Params:
    found: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        try:
            decoded: object = json.loads(body) if body else {}
        except ValueError:
            decoded = None
        if not isinstance(decoded, dict):
            raise bad_request("object expected as the request's body")
        found |= decoded
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                found[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                found[name] = value if isinstance(value, str) else value.decode()
    return Params(found)


def _refusal(error: ApiError) -> Json:
    refusal: Json = {"ok": False, "error_code": error.code, "description": error.description}
    return refusal | ({"parameters": error.parameters} if error.parameters else {})


def _respond(answer: Json) -> web.Response:
    return web.json_response(answer, status=int(str(answer.get("error_code", 200))))
