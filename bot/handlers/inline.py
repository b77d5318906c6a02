"""Inline mode: cards to share in any chat, a page at a time."""

import json
from dataclasses import replace

from telegram import Update

from bot import context
from bot.context import Context, Request
from bot.handlers.meaning import meaning
from bot.render import bidi, html, inline
from bot.render.inline import Article
from bot.render.keyboards import to_json
from bot.render.scope import scope
from knowledge.search import Outcome

PAGE = 20
"""Results of a page; Telegram takes 50."""
CACHE_SECONDS = 300
"""As long Telegram may give a person the same answer without asking."""
_SHOWN = frozenset({Outcome.ANSWERED, Outcome.UNDATED})


async def inline_query(update: Update, context_: Context) -> None:
    """Answers what somebody types behind the bot's name in any chat; personal, as his language is."""
    query = update.inline_query
    if query is None:
        return
    request = replace(context.request(update, context_.services), argument=query.query.strip())
    found = await arguments(request)
    start = int(query.offset) if query.offset.isascii() and query.offset.isdecimal() else 0
    articles = [inline.article(request.store, request.words, one) for one in found[start : start + PAGE]]
    await context_.bot.answer_inline(
        query.id,
        json.dumps([_result(request, one) for one in articles if one], ensure_ascii=False),
        next_offset=str(start + PAGE) if len(found) > start + PAGE else "",
        button=None if found else (request.words("inline-none"), "ask"),
        cache_seconds=CACHE_SECONDS,
    )


async def arguments(request: Request) -> tuple[str, ...]:
    """What to share, the best first: partners, topics and actors by id, and facts."""
    store, typed = request.store, request.argument
    if not typed:
        return tuple(store.by_partner)
    if typed.lower() in store.facts:
        return (typed.lower(),)
    meant = meaning(request)
    if meant.argument:
        about = scope(store, request.words, meant.argument)
        facts = sorted(about.facts, key=lambda fact: -fact.importance) if about else []
        return (meant.argument, *(fact.id for fact in facts))
    if begun := inline.begun(store, typed):
        return begun
    found = await request.search.find(typed)
    return tuple(fact.id for fact in found.facts) if found.outcome in _SHOWN else ()


def _result(request: Request, article: Article) -> dict[str, object]:
    """An article in the Bot API's form."""
    keyboard = to_json(article.card.keyboard, request.bot_name)
    return {
        "type": "article",
        "id": article.id,
        "title": bidi.finish(article.title, request.locale),
        "description": bidi.finish(article.description, request.locale),
        "input_message_content": {
            "message_text": html.render(article.card, request.locale),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        **({"reply_markup": json.loads(keyboard)} if keyboard else {}),
    }
