"""A balancer before processes of the bot, as operators have one: updates go to whichever says that it is ready."""

import json
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

SECRET = "a-secret-of-the-balancer"
_PATIENCE = aiohttp.ClientTimeout(total=20)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@dataclass
class Balancer:
    """Hands updates on, and keeps which were acknowledged, by which process, and which weren't."""

    session: aiohttp.ClientSession
    port: int = field(default_factory=free_port)
    behind: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    acknowledged: dict[int, int] = field(default_factory=dict)
    """Updates, and the port of the process that acknowledged each."""
    worked: set[int] = field(default_factory=set)
    """Updates whose acknowledgement was lost."""
    broken: set[int] = field(default_factory=set)
    """Updates whose process died with them, and those."""
    loses: Callable[[int], bool] = lambda _: False
    """Whether the acknowledgement of an update gets lost on the way to Telegram."""

    def settings(self, number: int) -> Mapping[str, str]:
        """Of the process behind, the first or the second."""
        return {
            "LISTEN": f"127.0.0.1:{self.behind[number]}",
            "WEBHOOK_URL": f"http://127.0.0.1:{self.port}/updates",
            "WEBHOOK_SECRET": SECRET,
        }

    async def hand_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        update_id = json.loads(body)["update_id"]
        for port in self.behind:
            if await self._is_ready(port):
                return web.Response(status=await self._given(port, update_id, body, request.headers))
        return web.Response(status=503)

    async def _is_ready(self, port: int) -> bool:
        try:
            async with self.session.get(f"http://127.0.0.1:{port}/readyz") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    async def _given(self, port: int, update_id: int, body: bytes, headers: Mapping[str, str]) -> int:
        shown = {
            name: value for name, value in headers.items() if name.lower().startswith(("x-telegram", "content-type"))
        }
        try:
            async with self.session.post(f"http://127.0.0.1:{port}/updates", data=body, headers=shown) as response:
                status = response.status
        except aiohttp.ClientError:
            self.broken.add(update_id)
            return 502
        if status == 200 and self.loses(update_id):
            self.worked.add(update_id)
            self.broken.add(update_id)
            return 502
        if status == 200:
            self.acknowledged[update_id] = port
        return status


@asynccontextmanager
async def balancing() -> AsyncIterator[Balancer]:
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        balancer = Balancer(session)
        app = web.Application()
        app.router.add_post("/updates", balancer.hand_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", balancer.port).start()
        try:
            yield balancer
        finally:
            await runner.cleanup()
