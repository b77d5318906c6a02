"""How the bot stands: /status, a tab a message's button."""

import datetime as dtm

from bot.context import Request
from bot.desk import status as cards
from bot.handlers.answering import Answer
from bot.observe import process
from bot.observe.recent import RECENT
from bot.render.card import Card
from bot.storage import standing
from bot.storage.questions import WEEKS, week_of

_TOP = 12
_REPORTS = 8


async def status(request: Request) -> Answer:
    """/status [store|posts|process|questions]"""
    return await tab(request, request.argument.lower())


async def tab(request: Request, name: str) -> Answer:
    """One of the tabs; the store's where another is asked for."""
    look = {"posts": _posts, "process": _process, "questions": _questions}.get(name, _store)
    return Answer(await look(request, _frame(request)))


def _frame(request: Request) -> cards.Frame:
    services = request.services
    hold = services.switches.hold
    return cards.Frame(request.words, services.clock(), hold, _who(request, hold.by if hold else None))


async def _store(request: Request, frame: cards.Frame) -> Card:
    served = await request.services.desk.versions.served()
    return cards.store(frame, request.store, served, _who(request, served.by if served else None))


async def _posts(request: Request, frame: cards.Frame) -> Card:
    return cards.posts(frame, await standing.posting(request.services.engine, frame.now))


async def _process(request: Request, frame: cards.Frame) -> Card:
    size = await standing.size(request.services.engine)
    return cards.process(frame, process.this(), size, request.services.desk.started, RECENT.lines)


async def _questions(request: Request, frame: cards.Frame) -> Card:
    held, reports = request.services.questions, request.services.reports
    since = frame.now - dtm.timedelta(weeks=WEEKS - 1)
    week = week_of(since.date())
    return cards.questions(
        frame,
        await held.top(_TOP, week),
        await held.totals(week),
        await reports.open(_REPORTS),
        await reports.counts(since),
    )


def _who(request: Request, admin: int | None) -> str:
    return request.words("status-operator") if admin is None else request.services.desk.name(admin)
