"""The dialogue on a subscription: one card a page, all in the place of the same message. Pure."""

import datetime as dtm
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.digests.press import Press
from bot.digests.steering import UNHEARD
from bot.render.card import Button, Card, Keyboard, quoted
from bot.render.facts import flag
from bot.storage.subscription import WEEKDAYS, ChatType, Subscription
from bot.text.catalogue import Words
from knowledge.model import Area, Language

REASONS = ("paused", "offered", "removed", "blocked", "muted")
SCHEDULES = ("daily", "weekly", "monthly")
TONGUES = ("ar", "en", "both")
CHANNEL_REQUEST, GROUP_REQUEST = 1, 2
_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_ACROSS = 6
"""Hours in a row."""
City = Callable[[str, Language], str]
"""The name of a zone's city."""


def picker(words: Words) -> str:
    """The keyboard that asks where digests are to go, as the Bot API's JSON; two of its buttons open Telegram's own picker."""
    none = dict.fromkeys(_RIGHTS, False)
    post = none | {"can_post_messages": True}
    channel = {
        "request_id": CHANNEL_REQUEST,
        "chat_is_channel": True,
        "user_administrator_rights": post | {"can_promote_members": True},
        "bot_administrator_rights": post,
        "request_title": True,
    }
    group = {
        "request_id": GROUP_REQUEST,
        "chat_is_channel": False,
        "user_administrator_rights": none | {"can_manage_chat": True},
        "bot_is_member": True,
        "request_title": True,
    }
    rows = [
        [{"text": words("subscribe-here")}],
        [
            {"text": words("subscribe-channel"), "request_chat": channel},
            {"text": words("subscribe-group"), "request_chat": group},
        ],
    ]
    markup = {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
    return json.dumps(markup, ensure_ascii=False)


def where(words: Words) -> Card:
    return Card(words("subscribe-title"), (words("subscribe-where"),))


class Pages:
    """The pages on one subscription."""

    def __init__(self, words: Words, subscription: Subscription, city: City, codes: Sequence[str]) -> None:
        self._words = words
        self._held = subscription
        self._city = city
        self._codes = codes

    def main(self, lead: str = "") -> Card:
        """What is set, when the next edition comes, and a button for each thing."""
        words, held = self._words, self._held
        lines = [lead] if lead else []
        if not held.active:
            reason = words(f"reason-{held.reason}") if held.reason in REASONS else quoted(held.reason)
            lines.append(words("plan-off", reason=reason))
        city, zone = self._city(held.timezone, words.language), f"`{held.timezone}`"
        lines.append(words("plan-when", often=self._often(), time=held.time, city=city, zone=zone))
        if held.active and held.next_due:
            lines.append(words("plan-next", moment=moment(words, held, held.next_due)))
        partners = words.list([words.country(code) for code in held.partners]) or words("plan-all")
        areas = words.list([words(f"area-{area}") for area in held.areas]) or words("plan-all")
        about = (
            words("plan-language", language=words(f"tongue-{held.language}")),
            words("plan-partners", partners=partners),
            words("plan-areas", areas=areas),
            words("plan-size", count=held.size),
            words("plan-quiet" if held.quiet else "plan-loud"),
            words(f"plan-empty-{held.when_empty}"),
            *((words("plan-review"),) if held.review else ()),
            *((words("plan-unheard"),) if held.active and held.reason == UNHEARD else ()),
        )
        return Card(self._title(), tuple(lines), closing=about, keyboard=self._main_buttons(city))

    def page(self, step: str) -> Card | None:
        """The page on which one thing is chosen; None where there is no such page."""
        draw = {
            "when": self._when,
            "clock": self._clock,
            "tongue": self._tongue,
            "partners": self._partners,
            "areas": self._areas,
            "sizes": self._sizes,
            "stop": self._ending,
        }.get(step)
        return draw() if draw else None

    def offered(self) -> Card:
        words = self._words
        title = words("offer-title", place=self.place())
        return Card(title, (words("offer"),), keyboard=((self._button("button-start-it", "resume"),),))

    def zones(self, found: Sequence[str], typed: str, *, private: bool) -> Card:
        """What was typed as a city, understood or not; nothing typed asks for it."""
        words = self._words
        example = "برلين" if words.language == "ar" else "Berlin"
        line = words("choose-zone" if private else "choose-zone-reply", example=example)
        if typed:
            line = words("choose-zone-found") if found else words("choose-zone-none", input=quoted(typed))
        rows = [(self._press("zone", f"{self._city(zone, words.language)} ({zone})", zone),) for zone in found]
        return self._choice(line, (*rows, self._back("clock")))

    def place(self) -> str:
        held = self._held
        return self._words("subscribe-here").partition(" ")[2] if held.type is ChatType.PRIVATE else quoted(held.title)

    def _title(self) -> str:
        private = self._held.type is ChatType.PRIVATE
        return self._words("plan-title-here") if private else self._words("plan-title", place=self.place())

    def _often(self) -> str:
        words, schedule = self._words, self._held.schedule
        if schedule in SCHEDULES:
            return words(f"often-{schedule}")
        return words("often-days", days=words.list([words.weekday(WEEKDAYS.index(day)) for day in schedule.split(",")]))

    def _main_buttons(self, city: str) -> Keyboard:
        words, held = self._words, self._held
        pause = self._button("button-pause", "pause") if held.active else self._button("button-resume", "resume")
        hour = self._press("clock", words("button-hour", time=held.time))
        rows = [
            (self._button("button-when", "when"), hour, self._press("city", words("button-zone", city=city))),
            (self._button("button-partners-of", "partners"), self._button("button-areas-of", "areas")),
            (self._button("button-tongue", "tongue"), self._button("button-size", "sizes")),
            (self._switch("button-quiet", "quiet", held.quiet), self._empty_switch()),
            (*self._review_switch(), self._button("button-peek", "peek")),
            (pause, self._button("button-unsubscribe", "stop"), self._button("button-done", "done")),
        ]
        return tuple(rows)

    def _empty_switch(self) -> Button:
        return self._switch("button-empty", "empty", self._held.when_empty == "archive")

    def _review_switch(self) -> tuple[Button, ...]:
        """Not for a private chat, where who is asked and who reads are one."""
        private = self._held.type is ChatType.PRIVATE
        return () if private else (self._switch("button-review", "review", self._held.review),)

    def _when(self) -> Card:
        words, schedule = self._words, self._held.schedule
        often = tuple(
            self._press("often", _marked(words(f"often-{one}-short"), schedule == one), one) for one in SCHEDULES
        )
        chosen = schedule.split(",")
        days = [
            self._press("day", _marked(words.weekday(at, short=True), day in chosen), day)
            for at, day in ((WEEKDAYS.index(day), day) for day in ("sun", *WEEKDAYS[:6]))
        ]
        return self._choice(words("choose-when"), (often, tuple(days[:4]), tuple(days[4:]), self._back()))

    def _clock(self) -> Card:
        words, held = self._words, self._held
        city = self._city(held.timezone, words.language)
        hours = [f"{hour:02}" for hour in range(24)]
        marked = [self._press("hour", _marked(hour, held.time[:2] == hour), hour) for hour in hours]
        rows = [tuple(marked[at : at + _ACROSS]) for at in range(0, 24, _ACROSS)]
        quarters = tuple(
            self._press("quarter", _marked(f"{held.time[:2]}:{q}", held.time[3:] == q), q)
            for q in ("00", "15", "30", "45")
        )
        line = words("choose-hour", city=city, zone=f"`{held.timezone}`")
        zone = (self._press("city", words("button-zone", city=city)),)
        return self._choice(line, (*rows, quarters, zone, self._back()))

    def _tongue(self) -> Card:
        words, held = self._words, self._held
        row = tuple(
            self._press("language", _marked(words(f"tongue-{one}"), held.language == one), one) for one in TONGUES
        )
        return self._choice(words("choose-language"), (*((one,) for one in row), self._back()))

    def _partners(self) -> Card:
        words, held = self._words, self._held
        named = {code: f"{flag(code)} {words.country(code)}" for code in self._codes}
        return self._several("choose-partners", "partner", named, held.partners)

    def _areas(self) -> Card:
        named = {str(area): self._words(f"area-{area}") for area in Area}
        return self._several("choose-areas", "area", named, tuple(map(str, self._held.areas)))

    def _several(self, key: str, step: str, named: Mapping[str, str], chosen: Sequence[str]) -> Card:
        all_ = self._press(step, _marked(self._words("button-all"), not chosen))
        buttons = [self._press(step, _marked(name, value in chosen), value) for value, name in named.items()]
        return self._choice(self._words(key), ((all_,), *_pairs(buttons), self._back()))

    def _sizes(self) -> Card:
        sizes = tuple(
            self._press("size", _marked(str(size), self._held.size == size), str(size)) for size in (3, 6, 9, 12)
        )
        return self._choice(self._words("choose-size"), (sizes, self._back()))

    def _ending(self) -> Card:
        words = self._words
        buttons = (self._button("button-end", "end"), self._button("button-keep", "menu"))
        return Card(words("end-title", place=self.place()), (words("end-sure"),), keyboard=(buttons,))

    def _choice(self, line: str, keyboard: Keyboard) -> Card:
        return Card(self._title(), (line,), keyboard=keyboard)

    def _switch(self, key: str, step: str, on: bool) -> Button:  # noqa: FBT001 - it is what is shown
        return self._press(step, f"{'☑' if on else '☐'} {self._words(key)}")

    def _back(self, step: str = "menu") -> tuple[Button]:
        return (self._button("button-to-menu", step),)

    def _button(self, key: str, step: str) -> Button:
        return self._press(step, self._words(key))

    def _press(self, step: str, label: str, value: str = "") -> Button:
        return Press(self._words.language, self._held.place, step, value).button(label)


def moment(words: Words, subscription: Subscription, when: dtm.datetime) -> str:
    """A time as the subscription's own clock shows it."""
    return words.moment(when.astimezone(ZoneInfo(subscription.timezone)))


def several(words: Words, held: Iterable[Subscription], step: str, city: City) -> Card:
    """Somebody's subscriptions, to choose one."""
    rows = tuple((Press(words.language, one.place, step).button(Pages(words, one, city, ()).place()),) for one in held)
    return Card(words("which-title"), (words("which"),), keyboard=rows)


def _marked(label: str, chosen: bool) -> str:  # noqa: FBT001 - it is what is shown
    return f"✓ {label}" if chosen else label


def _pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
