"""Drafts as the YAML file that a curator fills in: `check` accepts it among the facts once the texts are written."""

import datetime as dtm
import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from knowledge.draft import Draft
from knowledge.evidence import Article
from knowledge.model import FORMAT
from knowledge.text import is_arabic


def written(
    drafts: Sequence[Draft],
    article: Article,
    *,
    file: str,
    source: str,
    is_new: bool,
    partner: str,
    is_partner: bool,
    today: dtm.date,
) -> str:
    """The whole file. `is_new`: the article isn't in the store yet; `is_partner`: the country is one that it covers."""
    new = source if is_new else None
    lines = [*_head(drafts, article, file=file, new_source=new, partner=partner, is_partner=is_partner)]
    by_paragraph = {number: list(them) for number, them in groupby(drafts, lambda draft: draft.evidence[0].paragraph)}
    for number, paragraph in enumerate(article.paragraphs, 1):
        lines += ["", f"# ¶{number} {_comment(paragraph)}"]
        for draft in by_paragraph.get(number, []):
            lines += _fact(draft, partner, source, today)
    return "\n".join(lines) + "\n"


def _head(
    drafts: Sequence[Draft], article: Article, *, file: str, new_source: str | None, partner: str, is_partner: bool
) -> Iterator[str]:
    yield f"# {len(drafts)} drafts on {partner} from {len(article.paragraphs)} paragraphs of {_comment(file)}."
    yield "# Write both texts of what is a fact, mend what is guessed wrong, delete the rest, and move what is left to"
    yield f"# facts/{partner.lower()}.yaml. Below each ¶ stands what was found in it."
    if not is_partner:
        yield f"# {partner} is no partner of the store yet: enter it into partners.yaml first."
    if new_source is not None:
        language = "ar" if any(map(is_arabic, article.paragraphs)) else "en"
        yield "# The article is new; into sources.yaml, with its titles and publisher:"
        yield f'# - {{id: "{new_source}", file: {json.dumps(_comment(file), ensure_ascii=False)}, title: {{en: "", ar: ""}},'
        yield f"#    publisher: null, language: {language}, url: null, published: null,"
        yield f"#    paragraphs: {len(article.paragraphs)}, sha256: {article.sha256}}}"
    yield f"format: {FORMAT}"
    yield "facts:" if drafts else "facts: []"


def _fact(draft: Draft, partner: str, source: str, today: dtm.date) -> Iterator[str]:
    yield f"# {_comment(draft.clause)}"
    if draft.times:
        yield f"# says when: {_comment('; '.join(draft.times))}"
    if draft.held:
        yield f"# in the store already, it seems: {', '.join(draft.held)}"
    yield f"- id: {draft.id}"
    yield f"  partner: {partner}"
    yield f"  kind: {draft.kind}"
    yield f"  areas: [{', '.join(draft.areas)}]"
    yield f"  status: {draft.status}"
    yield f"  date: {'null' if draft.date is None else json.dumps(draft.date)}"
    yield "  text:"
    yield '    en: ""'
    yield '    ar: ""'
    if draft.actors:
        yield f"  actors: [{', '.join(draft.actors)}]"
    yield "  evidence:"
    for place in draft.evidence:
        terms = ", ".join(json.dumps(term, ensure_ascii=False) for term in place.terms)
        yield f"  - {{source: {json.dumps(source)}, paragraph: {place.paragraph}, terms: [{terms}]}}"
    yield "  importance: 2"
    yield f"  checked: {today.isoformat()}"


def _comment(text: str) -> str:
    """Text on one line, of characters that YAML allows in a comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
