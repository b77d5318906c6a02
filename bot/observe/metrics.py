"""What is counted, for Prometheus; scraped at /metrics. Labels come from vocabularies of ours, never from what people type."""

from collections.abc import Callable

from prometheus_client import Counter, Gauge, Histogram
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

ANSWERS = Counter(
    "sanad_answers", "Answers by handler and outcome; silent is an honest nothing.", ["handler", "outcome"]
)
ANSWER_SECONDS = Histogram(
    "sanad_answer_seconds",
    "From taking an update to its answer being sent.",
    ["handler"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60),
)
FAILURES = Counter("sanad_failures", "Handlers that failed: bugs.")
DROPPED = Counter("sanad_dropped", "Updates dropped: too many, too old, forged or not decodable.", ["why"])
CALLS = Counter(
    "sanad_api_calls", "Calls of the Bot API by method and HTTP status; 429 is a flood limit.", ["method", "status"]
)
CALL_SECONDS = Histogram("sanad_api_call_seconds", "The Bot API's time to answer, polls apart.")
STORE = Gauge("sanad_store_facts", "Facts of the version that is served.", ["version"])
DATABASE_SECONDS = Histogram(
    "sanad_database_seconds", "Time of one statement.", buckets=(0.0005, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5)
)
RELOADS = Counter("sanad_reloads", "Reloads and rollbacks by what came of them.", ["outcome"])
OUTBOX = Gauge("sanad_outbox_posts", "Posts by state: what waits, what may be lost, what is kept.", ["state"])
OUTBOX_SECONDS = Gauge(
    "sanad_outbox_oldest_seconds",
    "How long the oldest post that could leave has been in a state; 0 without one.",
    ["state"],
)
SUBSCRIPTIONS = Gauge("sanad_subscriptions", "Subscriptions by state; overdue ones are active, too.", ["state"])
TICK = Gauge("sanad_last_tick_timestamp_seconds", "When the tick that plans digests last came to its end.")
READY = Gauge("sanad_ready", "1 where this process takes updates, 0 where it stands by.")


def serve_store(version: str, facts: int) -> None:
    STORE.clear()
    STORE.labels(version).set(facts)


def watch(engine: AsyncEngine, clock: Callable[[], float]) -> None:
    """Times the statements of an engine."""

    def before(connection: Connection, *_: object) -> None:
        connection.info["sanad_started"] = clock()

    def after(connection: Connection, *_: object) -> None:
        DATABASE_SECONDS.observe(clock() - connection.info["sanad_started"])

    event.listen(engine.sync_engine, "before_cursor_execute", before)
    event.listen(engine.sync_engine, "after_cursor_execute", after)
