"""How much one person and one chat may ask for, and how old a question may be. Pure: times are given."""

import datetime as dtm
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto

from telegram import Message, Update

FRESH = dtm.timedelta(hours=1)
"""A message that is older isn't answered, as nobody waits for it any more."""
KEPT = 10_000
"""Buckets and chats that are remembered at most; of more, those that were quiet for longest are forgotten."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then so many a second."""

    burst: int
    per_second: float


PERSON = Rate(60, 2.0)
CHAT = Rate(80, 1.0)
"""Twenty answers leave at once and then one a second (bot.telegram.pace): so many may be under way without growing old."""


class Verdict(Enum):
    """What becomes of an update. The TELL kinds are dropped with a word, the DROP kinds without."""

    WORK = auto()
    TELL_SLOW_DOWN = auto()
    TELL_ASK_AGAIN = auto()
    DROP = auto()


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled: float
    told: bool = False


class Buckets:
    """A token bucket a key."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._held: OrderedDict[int, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def take(self, key: int, now: float) -> Verdict:
        """WORK while there are tokens; then one TELL_SLOW_DOWN, and DROP until the key was quiet long enough to be full."""
        bucket = self._held.get(key)
        if bucket is None:
            self._held[key] = bucket = _Bucket(self._rate.burst, now)
            if len(self._held) > KEPT:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        gained = max(now - bucket.filled, 0.0) * self._rate.per_second
        bucket.tokens, bucket.filled = min(bucket.tokens + gained, self._rate.burst), now
        if bucket.tokens >= self._rate.burst:
            bucket.told = False
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return Verdict.WORK
        if bucket.told:
            return Verdict.DROP
        bucket.told = True
        return Verdict.TELL_SLOW_DOWN

    def hush(self, key: int) -> None:
        """The word was said already."""
        if (bucket := self._held.get(key)) is not None:
            bucket.told = True


class Flow:
    """Judges updates one after the other."""

    def __init__(self, person: Rate = PERSON, chat: Rate = CHAT) -> None:
        self._people = Buckets(person)
        self._chats = Buckets(chat)
        self._told_of_age: OrderedDict[int, None] = OrderedDict()

    def judge(self, update: Update, steady: float, now: dtm.datetime) -> Verdict:
        """`steady` is a clock that never jumps, `now` the time of day."""
        if not _asks(update):  # what happened to a chat while nobody was here counts, however long ago
            return Verdict.WORK
        message = update.effective_message
        if message is not None and update.callback_query is None and _age(message, now) > FRESH:
            return self._stale(message.chat_id)
        user, chat = update.effective_user, update.effective_chat
        verdict = self._people.take(user.id, steady) if user else Verdict.WORK
        if verdict is Verdict.WORK and chat is not None:
            verdict = self._chats.take(chat.id, steady)
        if verdict is Verdict.TELL_SLOW_DOWN:  # one word does for both limits
            if user is not None:
                self._people.hush(user.id)
            if chat is not None:
                self._chats.hush(chat.id)
        return verdict

    def _stale(self, chat_id: int) -> Verdict:
        if chat_id in self._told_of_age:
            return Verdict.DROP
        self._told_of_age[chat_id] = None
        if len(self._told_of_age) > KEPT:
            self._told_of_age.popitem(last=False)
        return Verdict.TELL_ASK_AGAIN


def _asks(update: Update) -> bool:
    """Whether the update wants an answer. What others say to each other, and what happens to a chat, does not."""
    if update.callback_query is not None or update.inline_query is not None:
        return True
    message = update.message or update.channel_post
    if message is None or message.chat_shared is not None:
        return False
    return (
        message.chat.type == "private" or (message.text or "").startswith("/") or message.reply_to_message is not None
    )


def _age(message: Message, now: dtm.datetime) -> dtm.timedelta:
    return now - message.date
