"""A card as Telegram's HTML (https://core.telegram.org/bots/api#html-style)."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import NewType

from bot.render import bidi
from bot.render.card import MARKS, Card, Group, Item
from bot.text.locale import Locale
from knowledge.text import is_arabic

Html = NewType("Html", str)

_CODE = re.compile(r"`([^`]*)`")
_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#x27);")


@lru_cache(maxsize=512)
def render(card: Card, locale: Locale) -> Html:
    """The card's message text."""
    blocks = [_lines((f"<b>{inline(card.title, locale)}</b>", *(inline(one, locale) for one in card.lines)))]
    blocks += [_group(group, locale) for group in card.groups]
    if card.folded:
        blocks.append(f"<blockquote expandable>{_lines(_group(group, locale) for group in card.folded)}</blockquote>")
    blocks += [f"<blockquote>{_quote(one)}</blockquote>" for one in card.quotes]
    blocks.append("\n".join(inline(one, locale) for one in card.closing))  # empty ones part what stands there
    blocks.append(_lines(inline(one, locale) for one in card.sources))
    if card.footer:
        blocks.append(f"<i>{inline(card.footer, locale)}</i>")
    if card.asks:
        blocks.append(inline(card.asks, locale))
    return Html("\n\n".join(filter(None, blocks)))


def length(html: Html) -> int:
    """UTF-16 units of the text after parsing: what Telegram's limit of 4096 is safely held against."""
    text = _ENTITY.sub("&", _TAG.sub("", html))
    return len(text.encode("utf-16-le")) // 2


def _group(group: Group, locale: Locale) -> str:
    title = [f"<b>{inline(group.title, locale)}</b>"] if group.title else []
    return _lines((*title, *(line(item, locale) for item in group.items)))


def line(item: Item, locale: Locale) -> str:
    """A statement as one line."""
    when = inline(item.when, locale)
    text = inline(item.text, locale)
    notes = " ".join(inline(str(note), locale) for note in item.footnotes)
    shown = f"{when if item.dated else f'<i>{when}</i>'} — " if item.when else ""
    remark = f" <i>{inline(item.remark, locale)}</i>" if item.remark else ""
    return f"{MARKS[item.status]} {shown}{f'<s>{text}</s>' if item.struck else text} {notes}".rstrip() + remark


def _quote(text: str) -> str:
    """As whoever wrote it reads it: its first letter decides how the line runs, as it does for clients."""
    first = next(filter(str.isalpha, text), "")
    return inline(text, Locale("ar" if is_arabic(first) else "en"))


def inline(text: str, locale: Locale) -> str:
    """Words within a line."""
    return _CODE.sub(r"<code>\1</code>", escape(bidi.finish(text, locale), quote=False))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(filter(None, lines))
