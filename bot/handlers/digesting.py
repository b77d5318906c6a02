"""What is to come, and the end of it: /digest and /unsubscribe."""

from collections.abc import Sequence

from bot.context import Request
from bot.digests import compose, pages, zones
from bot.digests.press import Press, Said
from bot.handlers import subscribing
from bot.handlers.answering import Answer
from bot.render.card import Card
from bot.storage import histories, reviews
from bot.storage.subscription import Place, Subscription


async def digest(request: Request) -> Answer | None:
    """/digest: the next edition as it will look, and when it comes."""
    return await _for_one(request, "peek")


async def unsubscribe(request: Request) -> Answer | None:
    """/unsubscribe: asks once, then ends the subscription."""
    return await _for_one(request, "stop")


async def _for_one(request: Request, step: str) -> Answer | None:
    if request.where is None:
        return None
    held = await _mine(request, request.where.place)
    if not request.private and not await subscribing.may_steer(request, request.where.place, None):
        return Answer(Card(request.words("refused-group")))
    if not held:
        return Answer(nothing(request))
    if len(held) > 1:
        return Answer(pages.several(request.words, held, step, zones.city))
    if step == "peek":
        return await peeked(request, held[0])
    return Answer(subscribing.shown(request, held[0]).page(step) or nothing(request))


async def _mine(request: Request, here: Place) -> Sequence[Subscription]:
    """That of this place; in private all of which somebody is the owner."""
    found = await request.services.subscriptions.get(here)
    owned = (
        await request.services.subscriptions.of_owner(request.user_id) if request.private and request.user_id else ()
    )
    return (*((found,) if found else ()), *(one for one in owned if one.place != here))


async def peeked(request: Request, held: Subscription) -> Answer:
    """The next edition: the very messages, after a word on when they come and a way to what is set."""
    words, engine = request.words, request.services.engine
    settings = Press(words.language, held.place, "menu").button(words("button-settings"))
    async with engine.connect() as connection:
        review = await reviews.of_place(connection, held.place) if held.active else None
        contents = await reviews.texts(connection, review.draft.parts) if review else ()
    if review is None:
        line, parts = await _composed(request, held)
        return Answer(Card(words("peek-title"), (line,), keyboard=((settings,),)), after=parts)
    line = words("peek-review", moment=pages.moment(words, held, review.due))
    decide = Said(words.language, review.edition, "show").button(words("button-decide"))
    buttons = (decide, settings) if request.private and request.user_id == review.owner else (settings,)
    parts = tuple((one.html, one.keyboard) for one in contents)
    return Answer(Card(words("peek-title"), (line,), keyboard=(buttons,)), after=parts)


async def _composed(request: Request, held: Subscription) -> tuple[str, tuple[tuple[str, str | None], ...]]:
    """A word on when the next edition comes, and its messages as they would be now."""
    words, subscriptions = request.words, request.services.subscriptions
    name, missed = await subscriptions.history(held.place), await subscriptions.missed(held.place)
    async with request.services.engine.connect() as connection:
        had = (await histories.load(connection, [name]))[name]
    edition = compose.compose(request.store, held, had, missed.date() if missed else None)
    when = pages.moment(words, held, held.next_due) if held.next_due else ""
    if not held.active:
        line = words("peek-off")
    else:
        line = words("peek-when", moment=when) if edition else words("peek-empty", moment=when)
    return line, tuple((part.html, part.keyboard) for part in edition.parts) if edition else ()


def nothing(request: Request) -> Card:
    return Card(request.words("nothing-title"), (request.words("nothing", command="`/subscribe`"),))


def ended(request: Request, place: str) -> Card:
    return Card(request.words("ended-title"), (request.words("ended", place=place, command="`/subscribe`"),))
