"""Topics by any of their names: areas and kinds of event, as the catalogue calls them and as people type them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.text.catalogue import Words, words
from knowledge.model import LANGUAGES, Area, Kind
from knowledge.text import ARTICLE, arabic_stems, fold, is_arabic

TOPICS: tuple[str, ...] = tuple(dict.fromkeys((*map(str, Area), *map(str, Kind))))
"""An area and a kind of one name are one topic."""
_AROUND = frozenset(fold("the a an about on of in topic area عن في حول موضوع مجال مجالات").split())
"""Words at the ends of what is typed that belong to no name."""
_SURE = 0.82
"""Similarity from which a misspelt name is taken for the name, if no other topic's is as near."""
_APART = 0.08
_NEAR = 0.6
_MISSPELT_FROM = 5
_TELLING_ARABIC = 3
_MOST_NEAR = 5
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Named:
    """The topic meant, or those that may be; `is_exact`: it was typed as it is called."""

    topic: str | None = None
    near: tuple[str, ...] = ()
    is_exact: bool = False


def label(topic: str, words_: Words) -> str:
    return words_(f"area-{topic}") if topic in set(Area) else words_(f"kind-{topic}")


def named(text: str) -> Named:
    """The topic that a text names; its cost is bounded whatever the text."""
    if len(text) > _LONGEST:
        return Named()
    typed = _trimmed(fold(text).split())
    if not typed:
        return Named()
    for first in arabic_stems(typed[0]):
        found = _names().get(_key((first, *typed[1:])))
        if found:
            return Named(found[0], is_exact=True) if len(found) == 1 else Named(near=found)
    return _misspelt(_key(typed))


def _misspelt(key: str) -> Named:
    best: dict[str, float] = {}
    for name, similarity, _ in process.extract(
        key,
        _names().keys(),
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=None,
        score_cutoff=_NEAR,
        limit=12,
    ):
        for topic in _names()[name]:
            best[topic] = max(best.get(topic, 0.0), similarity)
    ranked = sorted(best, key=lambda topic: -best[topic])
    nearest, next_ = [*(best[topic] for topic in ranked), 0.0, 0.0][:2]
    if len(key) >= _MISSPELT_FROM and nearest >= _SURE and nearest - next_ >= _APART:
        return Named(ranked[0])
    return Named(near=tuple(dict.fromkeys((*ranked, *_sharing(key.split()))))[:_MOST_NEAR])


def _sharing(typed: Sequence[str]) -> Iterator[str]:
    """Topics with a name that holds a longer word of what was typed."""
    telling = {word for word in typed if len(word) >= (_TELLING_ARABIC if is_arabic(word) else _MISSPELT_FROM)}
    for name, topics in _names().items():
        if telling & set(name.split()):
            yield from topics


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Every name, folded, and the topics that have it."""
    held: dict[str, dict[str, None]] = defaultdict(dict)
    for topic in TOPICS:
        for language in LANGUAGES:
            spoken = words(language)
            for name in (topic, label(topic, spoken), *spoken(f"topic-{topic}").replace("؛", ";").split(";")):
                held[_key(_trimmed(fold(name).split()))][topic] = None
    return {name: tuple(topics) for name, topics in held.items() if name}


def _trimmed(typed: Sequence[str]) -> Sequence[str]:
    while len(typed) > 1 and typed[0] in _AROUND:
        typed = typed[1:]
    while len(typed) > 1 and typed[-1] in _AROUND:
        typed = typed[:-1]
    return typed


def _key(typed: Sequence[str]) -> str:
    """Words without the Arabic article, which people put or leave out."""
    return " ".join(word.removeprefix(ARTICLE) if is_arabic(word) and len(word) > 4 else word for word in typed)
