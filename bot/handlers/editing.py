"""Curated files changed from the chat: a file that an admin sends, new words in reply to a fact, and the buttons below."""

import re
from collections.abc import Awaitable
from functools import partial

from telegram import Document, Message, MessageEntity, Update
from telegram.error import TelegramError

from bot import context
from bot.context import Context, Request
from bot.desk import cards, curated, editcards
from bot.desk.editor import Edited, Gone, Proposed
from bot.desk.proposal import Admin, Wording
from bot.desk.reloader import Broken
from bot.handlers import drafting
from bot.handlers.answering import Answer, Callback, Sent, send
from bot.handlers.patience import patiently
from bot.render import changes
from bot.render.views import View
from bot.telegram.admins import is_by_admin
from bot.telegram.client import Client
from bot.text.catalogue import Words
from knowledge import diff
from knowledge.model import Language
from knowledge.store import Store
from knowledge.text import is_arabic

_VERSION = re.compile(r"[0-9a-f]{7}", re.ASCII)


async def file(update: Update, context_: Context) -> None:
    """A file from an admin: what becomes of it is told by its name's end."""
    message = update.effective_message
    if message is None or message.document is None:
        return
    request = context.request(update, context_.services)
    forwarded = message.forward_origin is not None
    await send(context_.bot, message, request, _taken(request, context_.bot, message.document, forwarded=forwarded))


def _taken(request: Request, client: Client, document: Document, *, forwarded: bool) -> Answer:
    name = document.file_name or ""
    if name.lower().endswith(".txt") or document.mime_type == "text/plain":
        return drafting.file(request, document)
    if forwarded:
        return Answer(editcards.forwarded(request.words))
    if not name.lower().endswith((".yaml", ".yml")):
        return Answer(editcards.other_kind(request.words))
    if (document.file_size or 0) > curated.LARGEST:
        return Answer(editcards.too_large(request.words))
    fetching = partial(_propose, client, document.file_id, name)
    return Answer(cards.working(request.words, dry=True), then=fetching)


async def _propose(client: Client, file_id: str, name: str, sent: Sent) -> None:
    request = sent.request
    try:
        content = await client.fetch(file_id)
    except TelegramError:
        return await sent.becomes(editcards.unfetched(request.words))
    if len(content) > curated.LARGEST:
        return await sent.becomes(editcards.too_large(request.words))
    return await _tell(request.services.desk.editor.propose(_admin(request), name, content), sent)


def or_else(callback: Callback) -> Callback:
    """Words of an admin in reply to a fact are its new sentence; all others are what the other callback takes them for."""

    async def either(update: Update, context_: Context) -> None:
        message = update.effective_message
        wording = None
        if message is not None and is_by_admin(message, context_.services.desk.admins):
            wording = _wording(message, context_)
        if message is None or wording is None:
            return await callback(update, context_)
        request = context.request(update, context_.services)
        work = request.services.desk.editor.reword(_admin(request), wording)
        answer = Answer(cards.working(request.words, dry=True), then=partial(_tell, work))
        return await send(context_.bot, message, request, answer)

    return either


def _wording(message: Message, context_: Context) -> Wording | None:
    """The new sentence that a reply holds; one to a proposal of the other language's sentence goes with that."""
    replied, services = message.reply_to_message, context_.services
    text = " ".join((message.text or "").split())
    if replied is None or not text or replied.from_user is None or replied.from_user.id != context_.bot.id:
        return None
    language: Language = "ar" if is_arabic(text) else "en"
    proposal = services.desk.editor.proposals.get(_token(replied))
    if proposal is not None and proposal.wording is not None:
        return Wording(proposal.wording.fact, {**proposal.wording.texts, language: text})
    fact = shown(replied, services.live.current.store)
    return Wording(fact, {language: text}) if fact else None


def shown(message: Message, store: Store) -> str | None:
    """The fact whose card a message is: its last line names the fact and the version of the store."""
    codes = list(message.parse_entities([MessageEntity.CODE]).values())
    is_card = len(codes) >= 2 and _VERSION.fullmatch(codes[-1]) and codes[-2] in store.facts
    return codes[-2] if is_card else None


def _token(message: Message) -> str:
    """Of the proposal that a message asks about."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    views = [View.decode(str(button.callback_data or "")) for row in rows for button in row]
    return next((view.argument for view in views if view is not None and view.name == "apply"), "")


async def pressed(request: Request, view: View) -> Answer:
    """Apply or Drop under a proposal."""
    editor = request.services.desk.editor
    if editor.proposals.get(view.argument) is None:
        return Answer(editcards.outcome(Gone(), "", request.words))
    if view.name == "drop":
        editor.drop(view.argument)
        return Answer(editcards.dropped(request.words))
    work = editor.apply(view.argument, _admin(request))
    return Answer(cards.working(request.words), then=partial(_tell, work))


async def _tell(work: Awaitable[Edited], sent: Sent) -> None:
    """What came of it takes the message's place, with a file below where that is long."""
    services, words = sent.request.services, sent.request.words
    outcome = await patiently(work, sent)
    await sent.becomes(editcards.outcome(outcome, services.live.newest.store.short_version, words))
    if isinstance(outcome, Broken) and len(outcome.problems) > cards.PROBLEMS:
        await sent.brings("problems.txt", "".join(f"{problem}\n" for problem in outcome.problems))
    if isinstance(outcome, Proposed) and not _is_whole(outcome, words):
        await sent.brings("changes.txt", "".join(f"{line}\n" for line in diff.lines(outcome.found)))


def _is_whole(proposed: Proposed, words: Words) -> bool:
    return changes.lines(proposed.found, words)[1]


def _admin(request: Request) -> Admin:
    return Admin(request.user_id or 0, request.user_name)
