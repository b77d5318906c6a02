"""The real store, read once, and cards as people see them."""

import re
from pathlib import Path

import pytest

from bot.render import bidi, html
from bot.render.card import Card
from bot.sandbox.markup import parse_html
from bot.text.locale import Locale
from knowledge.store import Store
from tests.bot import stores

LOCALES = (Locale("en"), Locale("ar"), Locale("ar", "arab"))
LIMIT = 4096


@pytest.fixture(scope="session")
def real(curated: Path) -> Store:
    return stores.real(curated)


def shown(card: Card, locale: Locale) -> str:
    """The text that Telegram makes of a card, as the sandbox parses it; isolation marks left out."""
    text, _ = parse_html(html.render(card, locale))
    return unmarked(text)


def unmarked(text: str) -> str:
    return re.sub(f"[{bidi.FSI}{bidi.PDI}{bidi.RLM}]", "", text)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def folded(card: Card, locale: Locale) -> str:
    """What is inside the expandable quotes."""
    text, entities = parse_html(html.render(card, locale))
    coded = text.encode("utf-16-le")
    quotes = [entity for entity in entities if entity.type == "expandable_blockquote"]
    return unmarked("".join(coded[2 * quote.offset : 2 * quote.end].decode("utf-16-le") for quote in quotes))
