"""Questions that a fact is known to answer, as a compiled store holds them."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from knowledge.intents import spoken, ways_to_ask
from knowledge.lexicon import CONCEPT, Lexicon
from knowledge.model import Questions
from knowledge.stem import TONGUES, Tongue
from knowledge.text import arabic_stems, fold, in_order, uninflected


@dataclass(frozen=True, slots=True)
class Known:
    """What a known question asks for, and in which ways: its intents, once for each question that asks for the same."""

    terms: frozenset[str]
    ways: tuple[frozenset[str], ...]


def known(put: Questions, lexicon: Lexicon, names: Container[str]) -> tuple[Known, ...]:
    """A fact's questions, names aside: those must be in the fact anyway."""
    ways: dict[frozenset[str], dict[frozenset[str], None]] = {}
    for tongue in TONGUES:
        for words in (fold(one).split() for one in getattr(put, tongue)):
            if terms := frozenset(_asked(words, tongue, lexicon, names)):
                intents = (intent for _, _, intent in ways_to_ask(words, spoken(words, tongue, lexicon), lexicon))
                ways.setdefault(terms, {})[frozenset(intents)] = None
    return tuple(Known(terms, tuple(intents)) for terms, intents in ways.items())


def wordings(put: Questions) -> tuple[str, ...]:
    """A fact's questions as they are put, folded, the words of each in order."""
    return tuple(dict.fromkeys(in_order(fold(one)) for tongue in TONGUES for one in getattr(put, tongue)))


def written(questions: Sequence[Known]) -> tuple[str, str]:
    """The terms and the ways to ask, a line for each question."""
    terms = "\n".join(" ".join(sorted(one.terms)) for one in questions)
    ways = "\n".join("|".join(" ".join(sorted(intents)) for intents in one.ways) for one in questions)
    return terms, ways


def read(terms: str, ways: str) -> tuple[Known, ...]:
    """What was written."""
    if not terms:
        return ()
    lines = zip(terms.split("\n"), ways.split("\n"), strict=True)
    return tuple(Known(frozenset(asked.split()), _ways(how)) for asked, how in lines)


@lru_cache(maxsize=1024)
def _ways(text: str) -> tuple[frozenset[str], ...]:
    """There are few, and many thousand lines of them."""
    return tuple(frozenset(intents.split()) for intents in text.split("|"))


def _asked(words: Sequence[str], tongue: Tongue, lexicon: Lexicon, names: Container[str]) -> Iterator[str]:
    for span in lexicon.spans(words, [tongue]):
        word = words[span.start]
        if span.terms[0].startswith(CONCEPT):
            yield from span.terms
        elif parts := lexicon.compound(word) if tongue == "de" else []:
            yield from chain.from_iterable(part.terms for part in parts)
        elif not any(form in names for form in (*arabic_stems(word), *uninflected(word))):
            yield from span.terms
