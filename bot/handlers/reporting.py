"""A reader says what is wrong with a fact: /report, a button, a link; his words are looked at once more before they go."""

from functools import partial

from telegram import Message, Update
from telegram.error import BadRequest

from bot import context
from bot.context import Context, Request
from bot.desk import reports as cards
from bot.desk.reports import Case
from bot.handlers import answering, buttons, cases, facts
from bot.handlers.answering import Answer, Callback, Sent
from bot.render.card import Card, quoted
from bot.render.views import View
from bot.storage.reports import ANSWER_LENGTH, LENGTH, Report


async def report(request: Request) -> Answer:
    """/report [ID], also in reply to a message of the bot's"""
    named = request.argument.lower()
    if named and named not in request.store.facts:
        return await facts.fact(request)
    found = (named,) if named else cards.facts_in(request.store, request.replied)
    if not found:
        return Answer(cards.which(request.words, next(iter(request.store.facts))))
    if len(found) > 1 or not request.private:
        return Answer(cards.choice(request.store, request.words, found, private=request.private))
    return await begin(request, found[0])


async def begin(request: Request, fact_id: str) -> Answer:
    """Asks for the words, if the reader may send any today."""
    held, now = request.services.reports, request.services.clock()
    if request.user_id is None or not held.may_send(request.user_id, now):
        return Answer(cards.limited(request.words))
    await held.begin(request.user_id, fact_id, request.words.language, now)
    return Answer(cards.ask(request.store, request.words, fact_id), then=_placed)


async def press(update: Update, context_: Context) -> None:
    """The buttons of the dialogue; out of a private chat, or for a fact that is gone, none of ours."""
    query, request = update.callback_query, context.request(update, context_.services)
    view = View.decode((query.data if query else None) or "")
    answer = await _step(request, view) if view and request.private else None
    if query is None or answer is None:
        return await buttons.press(update, context_)
    await answering.edit(context_.bot, query, request, answer)
    await context_.bot.answer_callback_query(query.id)
    return None


async def _step(request: Request, view: View) -> Answer | None:
    held, user = request.services.reports, request.user_id
    if user is None or view.argument not in request.store.facts:
        return None
    if view.page == cards.BEGIN:
        return await begin(request, view.argument)
    draft = await held.draft(user)
    if view.page == cards.CANCEL:
        await held.drop(user)
        return Answer(View("fact", view.language, view.argument))
    if draft is None or draft.fact != view.argument or not draft.text:
        return None
    if not held.may_send(user, request.services.clock()):
        return Answer(cards.limited(request.words))
    await held.send(draft, request.services.clock())
    return Answer(cards.sent(request.store, request.words, draft), then=partial(_tell, draft.id))


async def said(update: Update, context_: Context) -> bool:
    """Words that were asked for, as a report or as the answer to one; says whether they were."""
    message, request = update.effective_message, context.request(update, context_.services)
    user, now = request.user_id, request.services.clock()
    held = await request.services.reports.awaited(user, now) if user and request.private else None
    if user is None or message is None or held is None:
        return False
    if held.sent is not None and user not in request.services.desk.admins:
        return False
    replied = message.reply_to_message
    if replied is not None and replied.message_id != held.message_id:
        return False
    limit = LENGTH if held.sent is None else ANSWER_LENGTH
    words = quoted(request.argument, limit) if len(request.argument) <= limit else ""
    if words:
        await request.services.reports.write(held, user, words, now)
    await _show(context_, message, held, request, _next(request, held, words))
    return True


def or_else(callback: Callback) -> Callback:
    """Words belong to a report where they were asked for; else they are what the other callback takes them for."""

    async def either(update: Update, context_: Context) -> None:
        if not await said(update, context_):
            await callback(update, context_)

    return either


def _next(request: Request, held: Report, words: str) -> Card:
    """What was written, before it is sent; or the question again, for what is too long or empty."""
    limit = LENGTH if held.sent is None else ANSWER_LENGTH
    lead = "" if words else cards.too_long(request.words, len(request.argument), limit)
    if held.sent is not None:
        case = Case(held, request.store, request.words)
        return case.preview(words) if words else case.asked(lead)
    if words:
        return cards.preview(request.store, request.words, held.fact, words)
    return cards.ask(request.store, request.words, held.fact).with_lead(lead)


async def _show(context_: Context, message: Message, held: Report, request: Request, card: Card) -> None:
    """In the message that asked, and what was typed goes; in a new one, if that is out of reach."""
    html, markup = answering.rendered(request, Answer(card))
    try:
        if held.message_id:
            await context_.bot.rewrite(message.chat_id, held.message_id, html, markup)
            return await context_.bot.take_away(message.chat_id, message.message_id)
    except BadRequest:
        pass
    return await answering.send(context_.bot, message, request, Answer(card, then=_placed))


async def _placed(sent: Sent) -> None:
    if sent.request.user_id is not None:
        await sent.request.services.reports.placed(sent.request.user_id, sent.message_id)


async def _tell(number: int, sent: Sent) -> None:
    held = await sent.request.services.reports.get(number)
    if held is not None:
        await cases.told_of(sent.client, sent.request.services, held)
