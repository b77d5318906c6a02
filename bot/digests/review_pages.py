"""What an owner has before him of an edition under review: one message from its first word to its last. Pure."""

from collections.abc import Sequence

from bot.digests.pages import moment
from bot.digests.press import Said
from bot.digests.review import mark, token
from bot.render import html
from bot.render.card import Button, Card, Keyboard, quoted
from bot.render.keyboards import to_json
from bot.storage.editions import Content
from bot.storage.reviews import Review, Word
from bot.storage.subscription import ChatType, Subscription
from bot.text.catalogue import Words
from bot.text.locale import Locale
from knowledge.store import Store

UNITS = 4096
_SHORT = 200
"""Characters of a fact among those to choose from."""
_IN_A_ROW = 4


class ReviewPages:
    """The pages on one edition."""

    def __init__(self, words: Words, held: Subscription, review: Review) -> None:
        self._words = words
        self._held = held
        self._review = review

    def edition(self, contents: Sequence[Content], page: int = 0) -> Content:
        """The edition exactly as it will look, a message of it at a time, and what can be said on it."""
        words, number = self._words, min(page, len(contents) - 1)
        lines = [words(f"review-{self._review.word}"), *self._left_out()]
        if len(contents) > 1:
            lines.append(words("page", page=number + 1, pages=len(contents)))
        keyboard = (*self._turning(number, len(contents)), *self._buttons())
        for shown in (lines, lines[:1], []):
            head = self._html(Card(self._title(), tuple(shown)))
            text = f"{head}\n\n{contents[number].html}"
            if html.length(html.Html(text)) <= UNITS:
                break
        return Content(text, to_json(keyboard), ())

    def facts(self, store: Store) -> Content:
        """The facts of the edition, each of which can be left out."""
        words, draft = self._words, self._review.draft
        held = [(id_, stays) for id_, stays in draft.facts.items() if id_ in store.facts]
        told = [f"{number}. {_shortened(store, words, id_)}" for number, (id_, _) in enumerate(held, start=1)]
        buttons = [
            self._button("fact", f"{'☑' if stays else '☐'} {number}", mark(id_))
            for number, (id_, stays) in enumerate(held, start=1)
        ]
        rows = [tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW)]
        back = self._button("show", words("button-to-review"))
        card = Card(self._title(), (words("review-choose"), *self._left_out(), "", *told))
        return Content(self._html(card), to_json((*rows, (back,))), ())

    def ended(self, how: str) -> Content:
        """How it came out."""
        return Content(self._html(Card(self._title(), (self._words(how),))), None, ())

    def _title(self) -> str:
        words, held = self._words, self._held
        here = held.type is ChatType.PRIVATE
        place = words("subscribe-here").partition(" ")[2] if here else quoted(held.title)
        return words("review-title", place=place, moment=moment(words, held, self._review.due))

    def _left_out(self) -> Sequence[str]:
        count = self._review.draft.left_out
        return (self._words("review-left-out", count=count),) if count else ()

    def _buttons(self) -> Keyboard:
        words, word = self._words, self._review.word
        post = self._button("post", words("button-post"), token(self._review.draft))
        skip = self._button("skip", words("button-skip"))
        leave = self._button("leave", words("button-leave-out"))
        first = {Word.APPROVED: (skip,), Word.DECLINED: (post,)}.get(word, (post, skip))
        return first, (leave,)

    def _turning(self, number: int, pages: int) -> Keyboard:
        """To the messages before and after."""
        turns = [
            self._button("page", f"{label} {at + 1}/{pages}", str(at))
            for label, at in (("‹", number - 1), ("›", number + 1))
            if 0 <= at < pages
        ]
        return (tuple(turns),) if turns else ()

    def _button(self, step: str, label: str, value: str = "") -> Button:
        return Said(self._words.language, self._review.edition, step, value).button(label)

    def _html(self, card: Card) -> str:
        return html.render(card, Locale(self._words.language))


def given_up(words: Words) -> Content:
    """For a subscription that has ended, is paused, or asks nobody any more."""
    card = Card(words("review-off-title"), (words("review-off"),))
    return Content(html.render(card, Locale(words.language)), None, ())


def _shortened(store: Store, words: Words, id_: str) -> str:
    return quoted(store.facts[id_].text[words.language], _SHORT)
