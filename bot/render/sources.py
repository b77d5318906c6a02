"""The articles that facts rest on, and what is known of each."""

from bot.render.card import Button, Card
from bot.render.facts import partner_title, version_line
from bot.text.catalogue import Words
from knowledge.store import Store


def sources(store: Store, words: Words, code: str, _page: int) -> Card | None:
    """All sources, or those of one partner."""
    if code and code not in store.by_partner:
        return None
    facts = store.by_partner[code] if code else [fact for held in store.by_partner.values() for fact in held]
    cited = {evidence.source for fact in facts for evidence in fact.evidence}
    listed = [source for source in store.sources.values() if source.id in cited]
    lines: list[str] = []
    for number, source in enumerate(listed, 1):
        publisher = source.publisher[words.language] if source.publisher else words("publisher-unknown")
        held = sum(any(evidence.source == source.id for evidence in fact.evidence) for fact in facts)
        lines += [
            f"[{number}] {source.title[words.language]}",
            words("source-publisher", publisher=publisher, language=source.language),
            words("source-published", date=words.date(source.published)),
            words("source-size", paragraphs=source.paragraphs, facts=held),
            *([source.url] if source.url else []),
            words("source-digest", digest=f"`{source.sha256[:12]}`"),
            "",
        ]
    title = (
        words("sources-title-partner", partner=partner_title(store, words, code)) if code else words("sources-title")
    )
    back = (words("button-brief"), f"partner:{code}:0") if code else (words("button-partners"), "partners::0")
    return Card(
        title=title,
        lines=(words("sources-lead"),),
        groups=(),
        closing=tuple(lines[:-1]),
        footer=version_line(store, words, facts),
        keyboard=((Button(back[0], f"{back[1]}:{words.language}"),),),
    )
