"""The one composition root: builds everything, and owns start and stop."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from telegram.error import InvalidToken, TelegramError

from bot import intake, routing
from bot.context import SanadApplication, Services
from bot.desk.opening import opened
from bot.digests.correcting import Corrections
from bot.digests.plan import Clock, Planner
from bot.digests.reviewer import Reviewer
from bot.digests.tick import in_turn, ticking
from bot.digests.tidying import Tidier
from bot.handlers import cases
from bot.observe import metrics
from bot.observe.gauges import Gauges
from bot.observe.health import Health
from bot.observe.pulse import Pulse
from bot.posting import Consequences
from bot.settings import Settings, WrongSettings
from bot.storage import lock
from bot.storage.database import open_database
from bot.storage.people import People
from bot.storage.questions import Questions
from bot.storage.reports import Reports
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import Switches
from bot.storage.trouble import TROUBLE, reason
from bot.storage.updates import WorkedUpdates
from bot.telegram import profile
from bot.telegram.client import Client
from bot.telegram.delivery import Wire, delivering
from bot.telegram.gate import utc_now
from bot.telegram.recording import recording
from bot.telegram.rights import Rights
from knowledge import places

if TYPE_CHECKING:
    from bot.observe.listening import Listener

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 6.0
"""As long answers under way are waited for at the end."""
_DATABASE_PAUSE = 1.0
_START_PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


@contextlib.asynccontextmanager
async def services(settings: Settings, clock: Clock = utc_now) -> AsyncIterator[Services]:
    """The services of this process; raises what keeps it from working (NoDatabase, Refused, CompilerDied)."""
    async with open_database(settings.database_url) as engine:
        metrics.watch(engine, time.perf_counter)
        people, subscriptions, reports = People(engine), Subscriptions(engine), Reports(engine)
        async with opened(engine, settings, places.compiled_stores(), clock) as (serving, desk):
            desk.reloader.listener = Corrections(engine, clock, settings.timezone).queue
            yield Services(
                live=serving,
                people=people,
                worked=WorkedUpdates(engine, utc_now),
                subscriptions=subscriptions,
                switches=Switches(engine),
                engine=engine,
                clock=clock,
                rights=Rights(),
                timezone=settings.timezone,
                desk=desk,
                questions=Questions(engine),
                reports=reports,
                forgetters=(people, subscriptions, reports),
            )


async def run(
    settings: Settings, stop: asyncio.Event, ready: asyncio.Event | None = None, clock: Clock = utc_now
) -> None:
    """Serves until `stop` is set, then finishes what is under way. Sets `ready` once updates are asked for.

    While another process is active on the same database it stands by, and so does one that lost the lock or the database.
    """
    health, is_first = Health(), True
    async with intake.listening(settings, health) as listener, services(settings, clock) as held:
        if listener is not None:
            listener.refreshing.append(Gauges(held.engine, clock).refresh)
        while not stop.is_set():
            health.add("lock", lambda: "not had: another process is active, or the database is away")
            try:
                async with lock.active(settings.database_url, held.engine, stop) as active:
                    if active is not None:
                        await held.load()
                        if active.waited or not is_first:
                            await held.desk.reloader.follow()
                        is_first = False
                        await _serve(settings, held, _Surroundings(health, listener, active, stop, ready))
            except TROUBLE as error:
                log.warning("the database can't be used for now", error=reason(error), retry_in=_DATABASE_PAUSE)
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(stop.wait(), _DATABASE_PAUSE)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a serving bot is watched by, and what ends it."""

    health: Health
    listener: "Listener | None"
    active: lock.Active
    stop: asyncio.Event
    ready: asyncio.Event | None


async def _serve(settings: Settings, held: Services, around: _Surroundings) -> None:
    """Serves until it is to stop, or another process may have become the active one."""
    stop, lost = around.stop, around.active.lost
    wire = Wire.of(held.engine, settings.rate)
    client = Client(settings.token.get_secret_value() if settings.token else "", settings.api_url, wire.limiter)
    application = routing.build(client, held)
    async with _connected(application, settings, held, stop):
        if stop.is_set():
            return
        gate = intake.gate(application, client, held)
        source = await intake.source(settings, client, gate, held, around.listener, recording(wire.posts))
        planner = Planner(held.engine, held.switches, held.store, held.clock)
        reviewer = Reviewer(held.engine, held.switches, held.store, held.clock, held.people.language)
        pulse = Pulse(held.engine, settings.tick, time.monotonic)
        looks = in_turn(reviewer.look, planner.plan, Tidier(held.engine, held.clock).look, pulse.look)
        delivery = delivering(
            held.engine,
            wire,
            client,
            source.drain,
            Consequences(client, held, settings.admins),
            clock=held.clock,
            generation=around.active.generation,
            rate=settings.rate,
            lost=lost,
            is_held=lambda: held.switches.hold is not None,
            rights=held.rights,
        )
        async with delivery as deliverer, ticking(settings.tick, looks, deliverer.wake):
            taking = asyncio.create_task(source.run())
            presenting = asyncio.create_task(profile.present(client))
            around.health.version = lambda: held.live.current.store.short_version
            pulse.watch(around.health)
            around.health.add("lock", lambda: "lost" if lost.is_set() else None)
            around.health.add("store", lambda: None if held.live.current.store.facts else "no facts")
            around.health.add("updates", lambda: "stopping" if stop.is_set() or taking.done() else None)
            held.desk.tasks.start(cases.told_of_all(client, held))
            if around.ready is not None:
                around.ready.set()
            try:
                with held.desk.at_work():
                    await _first_of(taking, asyncio.create_task(stop.wait()), asyncio.create_task(lost.wait()))
            finally:
                log.info("stopping")
                for task in (taking, presenting):
                    task.cancel()
                await asyncio.gather(taking, presenting, return_exceptions=True)
                await gate.drain(
                    0 if lost.is_set() else DRAIN_SECONDS
                )  # whoever is active now answers what we confirmed not
        if not lost.is_set():  # else another process may be polling by now
            await source.confirm()


@contextlib.asynccontextmanager
async def _connected(
    application: SanadApplication, settings: Settings, held: Services, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Asks the server who we are, for as long as it takes; raises WrongSettings for a token that is refused."""
    try:
        for attempt in range(1_000_000):
            if stop.is_set():
                break
            try:
                await application.initialize()
                await _greet(application.bot, settings, held)
                break
            except InvalidToken:
                raise WrongSettings("SANAD_TOKEN: the server refuses this token") from None
            except TelegramError as error:
                pause = _START_PAUSES[min(attempt, len(_START_PAUSES) - 1)]
                log.warning("the server can't be reached yet", error=str(error), retry_in=pause)
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)
        yield
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # which the line above leaves alone where the server was never reached


async def _greet(bot: Client, settings: Settings, held: Services) -> None:
    """Says who serves what, removes a webhook that would keep updates from us, and names what BotFather lacks."""
    webhook = await bot.get_webhook_info()
    if webhook.url and settings.webhook_url is None:
        await bot.delete_webhook(drop_pending_updates=False)
        log.warning("removed a webhook so that updates can be polled", webhook_host=webhook.url.split("/")[2:3])
    store = held.live.current.store
    log.info(
        "ready",
        bot=f"@{bot.username}",
        store=store.short_version,
        facts=len(store.facts),
        partners=len(store.by_partner),
    )
    for line in profile.lacking(await bot.get_me()):
        log.info("BotFather", hint=line)


async def _first_of(*tasks: asyncio.Task[object]) -> None:
    """Waits for whichever ends first, and raises what it raised."""
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        if task not in tasks[:1]:
            task.cancel()
    for task in done:
        task.result()
