"""Presses in the dialogue on a subscription, and the words that it asks for: one message is edited from start to end."""

import asyncio

from telegram import CallbackQuery, Message, Update

from bot import context
from bot.context import AWAITED, Asked, Context, Request
from bot.digests import steering, zones
from bot.digests.press import Press
from bot.handlers import answering, digesting, subscribing
from bot.handlers.answering import Answer, Callback
from bot.render.card import Card
from bot.render.html import render
from bot.storage.subscription import Subscription
from bot.text.catalogue import words
from bot.text.locale import Locale
from knowledge.names import resolve

_PAGES = {"day": "when", "often": "when", "hour": "clock", "quarter": "clock", "zone": "clock", "language": "menu"}
"""The page that a change is followed by; where none is named, the one it was made on."""
_ON = {"partner": "partners", "area": "areas", "size": "menu"}


async def press(update: Update, context_: Context) -> None:
    """Answers a press; one by somebody else, or of a button that we never made, gets one friendly word."""
    query = update.callback_query
    if query is None:
        return
    pressed = Press.decode(query.data or "")
    request = context.request(update, context_.services)
    word, answer = (request.words("stale-button"), None) if pressed is None else await _answer(request, query, pressed)
    if answer is not None:
        await answering.edit(context_.bot, query, request, answer)
    await context_.bot.answer_callback_query(query.id, word or None, show_alert=bool(word))


async def _answer(request: Request, query: CallbackQuery, pressed: Press) -> tuple[str, Answer | None]:
    if request.where is None or query.message is None:
        return request.words("stale-button"), None
    place = pressed.place or request.where.place
    held = await request.services.subscriptions.get(place)
    if not await subscribing.may_steer(request, place, held.owner if held else None):
        return request.words("refused-press"), None
    if pressed.step == "follow":
        return await subscribing.follow(request, pressed.value)
    if held is None:
        return "", Answer(digesting.nothing(request))
    request.services.dialogues.cities.pop(_asked(request), None)
    answer = await _step(request, query.message.message_id, pressed, held)
    return ("", answer) if answer else (request.words("stale-button"), None)


async def _step(request: Request, message_id: int, pressed: Press, held: Subscription) -> Answer | None:
    services, now = request.services, request.services.clock()
    pages = subscribing.shown(request, held, words(pressed.language))
    match pressed.step:
        case "menu":
            return Answer(pages.main())
        case "done":
            return Answer(_without_buttons(pages.main()), gone=not request.private)
        case "peek":
            return await digesting.peeked(request, held)
        case "end":
            await services.subscriptions.remove(held.place)
            return Answer(digesting.ended(request, pages.place()))
        case "city":
            services.dialogues.cities[_asked(request)] = Asked(held.place, message_id, now)
            return Answer(pages.zones((), "", private=request.private))
    if page := pages.page(pressed.step):
        return Answer(page)
    return await _changed(request, pressed, held)


async def _changed(request: Request, pressed: Press, held: Subscription) -> Answer | None:
    new = steering.changed(held, pressed.step, pressed.value, request.services.clock())
    if new is None:
        return None
    if new.owner is None:
        new = new.model_copy(update={"owner": request.user_id})
    await request.services.subscriptions.put(new)
    pages = subscribing.shown(request, new, words(pressed.language))
    page = pages.page({**_PAGES, **_ON}.get(pressed.step, "menu"))
    lead = words(pressed.language)("plan-on") if pressed.step == "resume" else ""
    return Answer(page or pages.main(lead))


async def city(update: Update, context_: Context) -> bool:
    """Words that were asked for as a city; says whether they were."""
    request, message = context.request(update, context_.services), update.effective_message
    asked = request.services.dialogues.cities.get(_asked(request))
    if asked is None or message is None or request.services.clock() - asked.since > AWAITED:
        return False
    replied = message.reply_to_message
    if not request.private and (replied is None or replied.message_id != asked.message_id):
        return False
    held = await request.services.subscriptions.get(asked.place)
    if held is None or not await subscribing.may_steer(request, asked.place, held.owner):
        return False
    named = resolve(request.argument[:64], request.store.names, request.store.by_partner.keys())
    found = await asyncio.to_thread(zones.find, request.argument[:64], named.country)
    card = subscribing.shown(request, held).zones(found, request.argument, private=request.private)
    await _show(context_, message, asked, request, card)
    return True


def or_else(callback: Callback) -> Callback:
    """Words are a city where one was asked for; else they are what the other callback takes them for."""

    async def either(update: Update, context_: Context) -> None:
        if not await city(update, context_):
            await callback(update, context_)

    return either


async def _show(context_: Context, message: Message, asked: Asked, request: Request, card: Card) -> None:
    """The answer takes the place of the question, and what was typed goes, where that may be done."""
    html = render(card, Locale(request.words.language, request.locale.digits))
    await context_.bot.rewrite(message.chat_id, asked.message_id, html, answering.markup(card.keyboard))
    await context_.bot.take_away(message.chat_id, message.message_id)


def _without_buttons(card: Card) -> Card:
    return Card(card.title, card.lines, closing=card.closing)


def _asked(request: Request) -> tuple[int, int]:
    return request.user_id or 0, request.where.place.chat_id if request.where else 0
