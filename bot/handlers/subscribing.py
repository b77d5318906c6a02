"""Ordering digests: /subscribe, the picker of chats, a partner that is followed."""

import datetime as dtm

from telegram import Update

from bot import context
from bot.context import AWAITED, Context, Request, Where
from bot.digests import pages, steering, zones
from bot.digests.compose import begun
from bot.digests.pages import Pages
from bot.handlers import answering
from bot.handlers.answering import Answer
from bot.render.card import Card, quoted
from bot.storage.posts import counts_alone
from bot.storage.subscription import ChatType, Place, Subscription
from bot.text.catalogue import Words, words
from knowledge.model import LANGUAGES

_GRACE = dtm.timedelta(seconds=30)


def here_labels() -> tuple[str, ...]:
    """What the button for this chat says, in any language."""
    return tuple(words(language)("subscribe-here") for language in LANGUAGES)


async def subscribe(request: Request) -> Answer | None:
    """/subscribe: in private a choice of places, elsewhere that place, for its administrators."""
    if request.where is None:
        return None
    if request.private:
        if request.user_id is not None:
            request.services.dialogues.pickers[request.user_id] = request.services.clock()
        return Answer(pages.where(request.words), keyboard=pages.picker(request.words))
    if not await may_steer(request, request.where.place, None):
        return Answer(Card(request.words("refused-group")))
    if not await request.services.rights.may_post(request.where.place):
        return Answer(may_not_post(request, request.where.title))
    owner = None if request.where.by_chat else request.user_id
    return Answer(await ordered(request, request.where, owner))


async def here(update: Update, context_: Context) -> None:
    """The button for this chat: its keyboard goes, and the subscription is there."""
    request = context.request(update, context_.services)
    if request.where is None or update.effective_message is None:
        return
    await _put_away(request, context_, request.where.place.chat_id)
    await answering.send(
        context_.bot, update.effective_message, request, Answer(await ordered(request, request.where, request.user_id))
    )


async def picked(update: Update, context_: Context) -> None:
    """A channel or a group that was picked: subscribed, if we may post there."""
    message = update.effective_message
    if message is None or message.chat_shared is None:
        return
    request, shared = context.request(update, context_.services), message.chat_shared
    await _put_away(request, context_, message.chat_id)
    title, place = shared.title or "", Place(shared.chat_id)
    group = ChatType.SUPERGROUP if counts_alone(shared.chat_id) else ChatType.GROUP
    type_ = ChatType.CHANNEL if shared.request_id == pages.CHANNEL_REQUEST else group
    if not await may_steer(request, place, None):
        answer = Answer(Card(request.words("refused-press")))
    elif not await request.services.rights.may_post(place):
        answer = Answer(may_not_post(request, title))
    else:
        answer = Answer(await ordered(request, Where(place, type_, title), request.user_id))
    await answering.send(context_.bot, message, request, answer)


async def ordered(request: Request, where: Where, owner: int | None) -> Card:
    """Subscribes a place with the defaults, or brings back what it had, and shows what is set."""
    services, now = request.services, request.services.clock()
    held = await services.subscriptions.get(where.place)
    new = steering.begun(where.place, where.type, where.title, owner, request.words.language, services.timezone, now)
    if held is not None:
        activated = steering.changed(held, "resume", "", now) or held
        new = activated.model_copy(update={"owner": held.owner or owner, "title": where.title})
    await services.subscriptions.put(new, begun(request.store))
    return shown(request, new).main(request.words("plan-on"))


async def follow(request: Request, code: str) -> tuple[str, Answer | None]:
    """Adds a partner to this chat's digest; gives a word on it, and what is set where that is new."""
    services, where, words_ = request.services, request.where, request.words
    if where is None or code not in request.store.by_partner:
        return words_("stale-button"), None
    held, now = await services.subscriptions.get(where.place), services.clock()
    partner = words_.country(code)
    if held is not None and held.active and (not held.partners or code in held.partners):
        return words_("followed-already", partner=partner), None
    if held is not None:
        held = steering.changed(held, "resume", "", now) or held
    base = held or steering.begun(
        where.place, where.type, where.title, request.user_id, words_.language, services.timezone, now
    )
    partners = base.partners if held and (not held.partners or code in held.partners) else (*base.partners, code)
    new = base.model_copy(update={"partners": partners})
    await services.subscriptions.put(new, begun(request.store))
    return "", Answer(shown(request, new).main(words_("followed", partner=partner)))


async def may_steer(request: Request, place: Place, owner: int | None) -> bool:
    """Whether who asks may decide on a place: its administrators do; its owner, where we can't look any more."""
    if place.chat_id > 0:
        return place.chat_id == request.user_id
    if request.where and request.where.by_chat and request.where.place.chat_id == place.chat_id:
        return True
    if request.user_id is None:
        return False
    is_admin = await request.services.rights.is_admin(place.chat_id, request.user_id)
    return owner == request.user_id if is_admin is None else is_admin


def shown(request: Request, held: Subscription, words_: Words | None = None) -> Pages:
    return Pages(words_ or request.words, held, zones.city, tuple(request.store.by_partner))


def may_not_post(request: Request, title: str) -> Card:
    words_ = request.words
    return Card(words_("refused-post-title"), (words_("refused-post", place=quoted(title), command="`/subscribe`"),))


async def _put_away(request: Request, context_: Context, chat_id: int) -> None:
    if request.user_id is not None:  # that we were added by the picker may be heard of only after what was picked
        request.services.dialogues.pickers[request.user_id] = request.services.clock() - AWAITED + _GRACE
    await context_.bot.clear_keyboard(chat_id, "✓")
