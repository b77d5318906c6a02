"""What every chat's history is to be after the month, by its subscription and by what curators changed. Pure."""

import datetime as dtm
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.sandbox.objects import Message, User
from bot.storage.subscription import Subscription
from bot.text.catalogue import words
from knowledge.model import LANGUAGES, Bilingual, Fact, Language
from tests.bot.soak.curating import Change, Curating
from tests.bot.soak.town import DAY, Town, due

_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069"))
"""What keeps words of the other direction together."""
LATEST = dtm.timedelta(hours=1)
"""After which a digest is not of its moment: the clock stands still until all is sent."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was wrong in the histories of all chats, and how often something came twice where ids can't tell."""

    wrong: tuple[str, ...]
    twice_where_ids_tell: int
    twice_elsewhere: int


class Oracle:
    """Knows every sentence that each fact ever had."""

    def __init__(self, facts: Sequence[Fact], curating: Curating) -> None:
        self._facts = {fact.id: fact for fact in facts}
        self._curating = curating
        self._sentences: Mapping[str, Sequence[Bilingual]] = {}
        self._held: dict[tuple[str, Language], frozenset[str]] = {}

    @property
    def _changes(self) -> Sequence[Change]:
        return self._curating.changes

    def judge(self, town: Town, days: int, bot: User) -> Found:
        self._sentences = self._curating.sentences(list(self._facts.values()))
        wrong: list[str] = []
        twice: Counter[bool] = Counter()
        for chat, order in town.chats():
            said = [message for message in chat.history if message.sender == bot and not _is_small_talk(message)]
            once, extra = _once(said)
            twice[chat.counts_alone] += extra
            wrong += [f"{chat.title or chat.id} ({chat.type}): {what}" for what in self._wrong(once, order, days)]
        return Found(tuple(wrong), twice[True], twice[False])

    def _wrong(self, said: Sequence[Message], order: Subscription, days: int) -> Iterator[str]:
        wanted = [due(order, day) for day in range(days)]
        if len(said) != len(wanted):
            by_day = Counter(message.date.date().isoformat() for message in said)
            yield f"{len(said)} editions in {len(wanted)} days: {dict(by_day)}"
            return
        title = words(_language(order))("edition-title")
        for message, moment in zip(said, wanted, strict=True):
            if not moment <= message.date <= moment + LATEST:
                yield f"due at {moment}, came at {message.date}"
            if not message.text.startswith(title):
                yield f"begins with {message.text[:40]!r}"
        yield from self._told(said, order)
        for change in self._changes:
            if not order.partners or self._partner(change.fact) in order.partners:
                yield from self._uncorrected(change, said, order)

    def _told(self, said: Sequence[Message], order: Subscription) -> Iterator[str]:
        """Each fact once, whichever is new to the chat before any comes from the archive."""
        archive = words(_language(order))("edition-archive", partner="").partition("—")[0].strip()
        changed = {one.fact for one in self._changes}
        had: list[str] = []
        for message in said:
            facts = self._facts_in(message.text, _language(order))
            if not facts:
                yield f"no fact in {message.text[:60]!r}"
            if archive not in message.text:
                had += facts
            elif missing := self._eligible(order) - set(had) - changed:
                yield f"the archive, though {len(missing)} facts were still to come"
        if again := [fact for fact, times in Counter(had).items() if times > 1 and fact not in changed]:
            yield f"more than once: {again}"

    def _uncorrected(self, change: Change, said: Sequence[Message], order: Subscription) -> Iterator[str]:
        """A post that says what was changed later was edited, or a later edition tells of it; what is new was told."""
        reloaded = due(order, change.day) + DAY / 2  # in the evening, when all digests of the day were out
        told = [message for message in said if change.fact in self._facts_in(message.text, _language(order))]
        if change.before is None:
            if not told and any(message.date > reloaded for message in said):
                yield f"{change.fact} is new since day {change.day}, and in no edition"
            return
        before, after = (getattr(text, _language(order)) for text in (change.before, change.after))
        for message in told:
            is_as_it_was = message.edited is None or (before != after and _says(message.text, before, after))
            is_last = not any(one.date > message.date for one in told)
            if is_as_it_was and is_last and message.date < reloaded:
                yield f"{change.what} on day {change.day}: {change.fact}, in {len(told)} editions, stands as it was"

    def _partner(self, fact: str) -> str:
        return self._facts[fact].partner if fact in self._facts else fact.partition("-")[0].upper()

    def _eligible(self, order: Subscription) -> set[str]:
        return {fact.id for fact in self._facts.values() if not order.partners or fact.partner in order.partners}

    def _facts_in(self, text: str, language: Language) -> frozenset[str]:
        held = self._held.get((text, language))
        if held is None:
            plain = text.translate(_INVISIBLE)
            held = frozenset(
                fact
                for fact, sentences in self._sentences.items()
                if any(getattr(sentence, language) in plain for sentence in sentences)
            )
            self._held[text, language] = held
        return held


def _language(order: Subscription) -> Language:
    assert order.language != "both"
    return order.language


def _says(text: str, before: str, after: str) -> bool:
    """Whether the old sentence stands there, and not as a part of the new one."""
    return before in text.translate(_INVISIBLE).replace(after, "")


def _once(said: Sequence[Message]) -> tuple[list[Message], int]:
    """The messages without those that say again what another said on that day, and how many those are."""
    first: dict[tuple[str, dtm.date], Message] = {}
    for message in said:
        first.setdefault((message.text, message.date.date()), message)
    return list(first.values()), len(said) - len(first)


def _is_small_talk(message: Message) -> bool:
    """What the bot answers when somebody makes it known to a chat, before the month."""
    return not any(message.text.startswith(words(language)("edition-title")) for language in LANGUAGES)
