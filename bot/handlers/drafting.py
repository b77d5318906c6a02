"""/draft: an article comes as a file, as a message that is replied to, or in several messages; drafts of its facts go back."""

from functools import partial

from telegram import Document, Message, Update
from telegram.error import TelegramError

from bot import context
from bot.context import AWAITED, Context, Request, Writing
from bot.desk import articles, draftcards, editcards
from bot.desk.articles import Drafted
from bot.handlers.answering import Answer, Callback, Sent, rendered, send
from bot.handlers.patience import patiently
from bot.render.views import View
from bot.telegram.admins import is_by_admin
from knowledge.names import resolve

_NAME = 64
"""Characters of a partner's name that are looked at."""


async def draft(request: Request) -> Answer:
    """/draft [PARTNER]"""
    partner = _partner(request)
    if partner is None:
        return Answer(draftcards.unknown_partner(request.words))
    replied = request.replied_to
    if replied is not None and replied.document is not None:
        return file(request, replied.document, partner)
    if replied is not None and (text := replied.text or replied.caption):
        return _answer(request, text.encode(), partner)
    request.services.dialogues.articles[request.user_id or 0] = Writing(partner, request.services.clock())
    return Answer(draftcards.ask(request.words, partner))


def _partner(request: Request) -> str | None:
    """The code of the country that was named; empty where none was, None where it isn't known."""
    if not request.argument:
        return ""
    return resolve(request.argument[:_NAME], request.store.names, request.store.by_partner.keys()).country


def file(request: Request, document: Document, partner: str = "") -> Answer:
    """Drafts from a file."""
    words = request.words
    writing = request.services.dialogues.articles.pop(request.user_id or 0, None)
    if (document.file_size or 0) > articles.LARGEST:
        return Answer(draftcards.too_large(words))
    about = partner or (writing.partner if writing else "")
    return Answer(draftcards.working(words), then=partial(_fetch, document.file_id, document.file_name or "", about))


async def _fetch(file_id: str, name: str, partner: str, sent: Sent) -> None:
    try:
        article = await sent.client.fetch(file_id)
    except TelegramError:
        return await sent.becomes(editcards.unfetched(sent.request.words))
    return await _tell(article, name, partner, sent)


def _answer(request: Request, article: bytes, partner: str) -> Answer:
    """Drafts from text. The drafts name the article's file by its digest, so that it comes back as one."""
    if len(article) > articles.LARGEST:
        return Answer(draftcards.too_large(request.words))
    name = articles.named(article)
    return Answer(draftcards.working(request.words), then=partial(_tell, article, name, partner, kept=name))


async def _tell(article: bytes, name: str, partner: str, sent: Sent, kept: str = "") -> None:
    """What came of it takes the message's place, with the drafts in a file below."""
    request = sent.request
    work = articles.drafted(article, name, partner, request.store)
    outcome = await patiently(work, sent, request.words("draft-working"))
    await sent.becomes(draftcards.outcome(outcome, request.words, kept))
    if isinstance(outcome, Drafted) and outcome.drafts:
        if kept:
            await sent.brings(kept, article.decode())
        await sent.brings(f"drafts-{outcome.partner.lower()}.yaml", outcome.content)


def or_else(callback: Callback) -> Callback:
    """While an article is awaited an admin's words, his own or forwarded, are a piece of it."""

    async def either(update: Update, context_: Context) -> None:
        message, services = update.effective_message, context_.services
        if message is None or not is_by_admin(message, services.desk.admins, forwarded=True):
            return await callback(update, context_)
        writing = services.dialogues.articles.get(message.chat_id)
        if writing is None or services.clock() - writing.since > AWAITED:
            return await callback(update, context_)
        return await _piece(context.request(update, services), context_, message, writing)

    return either


async def _piece(request: Request, context_: Context, message: Message, writing: Writing) -> None:
    """Puts a piece to the others; the message that counts them goes and comes again below it."""
    now = writing.with_part(message.text or "", request.services.clock())
    held = request.services.dialogues.articles
    whole = articles.joined(now.parts)
    if len(whole.encode()) > articles.LARGEST:
        held.pop(message.chat_id, None)
        return await send(context_.bot, message, request, Answer(draftcards.too_large(request.words)))
    held[message.chat_id] = now
    card = draftcards.so_far(request.words, articles.paragraphs(whole))
    if writing.counter:
        await context_.bot.take_away(message.chat_id, writing.counter)
    counter = await context_.bot.say(message.chat_id, *rendered(request, Answer(card)))
    held[message.chat_id] = now.counted_in(counter)
    return None


async def pressed(request: Request, view: View) -> Answer:
    """“That is all” and Drop."""
    writing = request.services.dialogues.articles.pop(request.user_id or 0, None)
    if view.argument == draftcards.DROP:
        return Answer(draftcards.dropped(request.words))
    if writing is None or not writing.parts:
        return Answer(draftcards.over(request.words))
    return _answer(request, articles.joined(writing.parts).encode(), writing.partner)
