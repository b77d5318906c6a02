"""From an article's file to the file of drafts, with what a store knows."""

import datetime as dtm
from pathlib import Path

from knowledge import draft, draftcues, draftfile, draftmodel
from knowledge.evidence import Article
from knowledge.model import ARTICLE_BYTES
from knowledge.store import Store


def read(file: Path) -> Article | str:
    """The article, or in a line why there can be no drafts of it."""
    try:
        if file.stat().st_size > ARTICLE_BYTES:
            return f"an article has at most {ARTICLE_BYTES // 1000} KB"
    except OSError as error:
        return error.strerror or type(error).__name__
    article = Article.read(file)
    if isinstance(article, Article) and not article.paragraphs:
        return "holds nothing"
    return article


def drafted(article: Article, file: str, store: Store, partner: str | None, today: dtm.date) -> str | None:
    """The file of drafts; None if it isn't clear which country the article is about."""
    source = next((one.id for one in store.sources.values() if one.sha256 == article.sha256), None)
    known = draft.Known(store.names, store.actors, tuple(store.facts.values()), frozenset(store.partners), source)
    code = partner.upper() if partner else draft.partner_of(article.paragraphs, known)
    if code is None:
        return None
    drafts = draft.compose(article.paragraphs, code, known, draftcues.cues(), draftmodel.weights())
    return draftfile.written(
        drafts,
        article,
        file=file,
        source=source or _next_id(store),
        is_new=source is None,
        partner=code,
        is_partner=code in store.partners,
        today=today,
    )


def _next_id(store: Store) -> str:
    numbers = [int(one) for one in store.sources if one.isascii() and one.isdigit()]
    return f"{max(numbers, default=-1) + 1:03d}"
