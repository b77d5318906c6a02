"""Drains the outbox: rows are marked durably before their bytes leave, and what became of them is written, both in batches."""

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog

from bot.digests.candidates import Candidates
from bot.digests.judge import Judged, judge, pause_after
from bot.digests.outcomes import Letter, Listener, Lost, Outcome, Refused, Sender, Unprobed, Unsent
from bot.digests.turns import Turns
from bot.storage.outbox import Outbox, Row, Settled, State
from bot.storage.posts import Posts, counts_alone
from bot.storage.times import seconds
from bot.storage.trouble import TROUBLE, Complaint, reason

log = structlog.get_logger(__name__)

BATCH = 100
BATCH_SECONDS = 0.1
AHEAD = 4
"""So many batches may be marked and wait for their slots."""
AT_ONCE = 500
"""Posts that are marked or under way at most."""
IDLE_SECONDS = 1.0
CATCH_UP_SECONDS = 2.0
"""As long the first post waits for the updates that came while nobody was here."""
_TICK = 0.02
_DATABASE_PAUSE = 1.0

Step = Callable[[str], None]
"""Told of each step of the state machine; tests end the process in it."""


class Deliverer:
    """Sends what is due, each chat's rows in their order, until it is cancelled or another process holds the lock."""

    def __init__(
        self,
        outbox: Outbox,
        posts: Posts,
        turns: Turns,
        sender: Sender,
        listener: Listener,
        *,
        clock: Callable[[], datetime],
        generation: int,
        rate: float,
        is_active: Callable[[], bool] = lambda: True,
        is_held: Callable[[], bool] = lambda: False,
        step: Step = lambda _: None,
    ) -> None:
        self._outbox, self._posts, self._turns = outbox, posts, turns
        self._sender, self._listener = sender, listener
        self._clock, self._generation = clock, generation
        self._is_active, self._is_held, self._step = is_active, is_held, step
        self._marking = Complaint("the outbox can't be used for now", "the outbox can be used again")
        self._writing = Complaint("what was sent can't be written down for now", "what was sent is written down")
        self._stopping = False
        self._batch = max(1, min(BATCH, math.ceil(rate * BATCH_SECONDS)))
        window = max(BATCH, int(rate / 2))
        self._candidates = Candidates(outbox, posts, turns, sender.delay, clock, window)
        self._unsure: frozenset[int] = frozenset()
        """Rows that may have been marked when the database failed; none of them has left."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._judged: list[tuple[Row, Judged]] = []
        self._woken, self._settling, self.uncertain = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._settling_one, self._leaving = asyncio.Lock(), asyncio.Lock()
        self._failures = 0
        self._paused_until = 0.0

    def wake(self) -> None:
        """There may be new rows."""
        self._candidates.renew()
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled; rows under way then are left as they are, for whoever comes next to find out about."""
        settling = asyncio.create_task(self._settle_all())
        try:
            with suppress(TimeoutError, Unprobed):  # a post whose predecessors are known can be found again
                async with asyncio.timeout(CATCH_UP_SECONDS):
                    await self._sender.catch_up()
            while True:
                if not await self._pump():
                    await self._wait(_TICK if self._candidates or self._tasks else IDLE_SECONDS)
        finally:
            for task in (settling, *self._tasks):
                task.cancel()
            await asyncio.gather(settling, *self._tasks, return_exceptions=True)

    async def stop(self, within: float) -> None:
        """Before `run` is cancelled: takes nothing new, and waits for what is under way to be answered and written down."""
        self._stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                async with self._leaving:  # who is about to leave is under way as well
                    pass
                while self._tasks:
                    await asyncio.wait(self._tasks)
        with suppress(*TROUBLE):
            while await self._settle():
                pass

    # Marking

    async def _pump(self) -> bool:
        """Lets a batch leave; whether there may be another at once."""
        idle = self._stopping or self._is_held() or not self._is_active()
        if idle or self._loop_time() < self._paused_until:
            return False
        try:
            if self._unsure:
                await self._outbox.unmark(self._unsure, self._generation)
                self._unsure = frozenset()
            room = min(AHEAD * self._batch - self._sender.queued(), AT_ONCE - len(self._tasks), self._batch)
            chosen = await self._candidates.choose(room) if room > 0 else []
            if chosen and not self._stopping:
                async with self._leaving:
                    await self._dispatch(chosen)
            self._marking.over()
            return len(chosen) == self._batch
        except TROUBLE as error:
            self._candidates.renew()
            self._marking.about(error)
            await asyncio.sleep(_DATABASE_PAUSE)
            return False

    async def _dispatch(self, rows: list[Row]) -> None:
        for row in rows:
            self._candidates.take(row)
            self._turns.begin(row.chat_id)
        try:
            await self._candidates.read(rows)
            rows = [replace(row, known_id=self._posts.last(row.chat_id)) for row in rows]
            for row in rows:
                self._posts.hold(row.chat_id, row.known_id)
            marked = await self._outbox.mark(
                {row.id: row.known_id for row in rows}, self._generation, seconds(self._clock())
            )
        except TROUBLE:
            for row in rows:
                self._let_go(row)
            self._unsure |= {row.id for row in rows}
            raise
        self._step("marked")
        for row in rows:
            if row.id in marked:
                task = asyncio.create_task(self._send(row))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            else:
                self._let_go(row)

    # Sending

    async def _send(self, row: Row) -> None:
        content = self._candidates.content(row)
        if row.edits is not None and row.target is None:
            return self.conclude(row, Judged(State.FAILED, error="there is no message to change"))
        if not self._is_active():
            return None  # it stays in `sending`, for the process that holds the lock now
        thread_id, silent, target = row.place.thread_id, row.silent, row.target
        letter = Letter(row.chat_id, thread_id, content.html, content.keyboard, silent=silent, target=target)
        try:
            outcome = await self._sender.send(letter)
        except Exception as error:
            log.exception("post not sent", row=row.key)
            outcome = Refused(type(error).__name__)
        self._step("answered")
        self._notice_faults(outcome)
        return self.conclude(row, judge(row, outcome, seconds(self._clock())))

    def _notice_faults(self, outcome: Outcome) -> None:
        """While the server can't be reached, everything waits, longer each time."""
        if not isinstance(outcome, Unsent | Lost):
            self._failures = 0
        elif isinstance(outcome, Unsent):
            if not self._failures:
                log.warning("the server can't be reached; posts wait", error=outcome.reason)
            self._failures += 1
            self._paused_until = self._loop_time() + pause_after(self._failures)

    def conclude(self, row: Row, judged: Judged) -> None:
        """What became of a row is known; it is written down with the next batch."""
        if judged.message_id and counts_alone(row.chat_id):
            self._posts.note(row.chat_id, judged.message_id)
        self._judged.append((row, judged))
        self._settling.set()

    # Writing down

    async def _settle_all(self) -> None:
        while True:
            await self._settling.wait()
            self._settling.clear()
            await asyncio.sleep(BATCH_SECONDS if len(self._judged) < BATCH else 0)
            try:
                await self._settle()
                self._writing.over()
            except TROUBLE as error:
                self._writing.about(error)
                self._settling.set()
                await asyncio.sleep(_DATABASE_PAUSE)

    async def _settle(self) -> bool:
        """Writes a batch down and follows it up, one at a time; whether there was one."""
        async with self._settling_one:
            if batch := self._judged[:BATCH]:
                await self._write_down(batch)
        return bool(batch)

    async def _write_down(self, batch: list[tuple[Row, Judged]]) -> None:
        rows = [Settled(row.id, one.state, one.message_id, one.error, one.not_before) for row, one in batch]
        await self._outbox.settle(rows, self._generation, seconds(self._clock()))
        del self._judged[: len(batch)]
        self._step("settled")
        for row, one in batch:
            if one.state is State.UNCERTAIN and not one.error:
                self.uncertain.set()
            else:
                self._let_go(row, arrived=one.message_id is not None)
        for row, one in batch:
            await self._follow_up(row, one)
        if self._judged:
            self._settling.set()
        self.wake()

    async def _follow_up(self, row: Row, judged: Judged) -> None:
        """What others must know. All of it comes again by itself if the database fails here."""
        try:
            if judged.moved_to is not None:
                await self._listener.moved(row.chat_id, judged.moved_to)
                await self._outbox.move(row.chat_id, judged.moved_to)
            if judged.closes:
                log.warning("place suspended", chat=row.chat_id, reason=judged.error)
                await self._outbox.abandon(row.place, judged.error, seconds(self._clock()))
                await self._listener.suspend(row.place, judged.error)
            if judged.tell:
                log.warning("post needs a look", row=row.key, what=judged.tell, reason=judged.error)
                await self._listener.tell(row, judged.tell, judged.error)
        except TROUBLE as error:
            log.warning("not followed up", row=row.key, error=reason(error))

    def _let_go(self, row: Row, *, arrived: bool = False) -> None:
        self._turns.end(row.chat_id, arrived=arrived)
        self._posts.release(row.chat_id)

    async def _wait(self, longest: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(longest):  # wait_for would lose a cancellation that comes with the waking
                await self._woken.wait()
        if longest == IDLE_SECONDS:
            self._candidates.renew()
        self._woken.clear()

    def _loop_time(self) -> float:
        return asyncio.get_running_loop().time()
