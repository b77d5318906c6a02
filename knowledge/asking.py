"""Questions line by line, for the command line: each becomes one record."""

import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from knowledge import answer, search
from knowledge.model import Language
from knowledge.store import Store
from knowledge.text import is_arabic

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed, with the id and the language that came with it."""

    id: str
    text: str
    language: str | None


def read(line: str, number: int) -> Asked:
    """A line: a JSON object with `text` and perhaps `id` and `lang`, or the question itself."""
    try:
        given = json.loads(line) if line.lstrip().startswith("{") else None
    except ValueError:
        given = None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        return Asked(str(number), line, None)
    language = given.get("lang")
    return Asked(str(given.get("id", number)), given["text"], language if isinstance(language, str) else None)


async def records(store: Store, lines: Iterable[str], language: Language | None = None) -> AsyncIterator[Record]:
    """An answer a line; `language` overrules what the questions are in."""
    async with search.opened(store) as searching:
        for number, line in enumerate(lines, 1):
            asked = read(line, number)
            found = await searching.find(asked.text, asked.language)
            shown = dict.fromkeys((*found.question.partners, *(fact.partner for fact in found.facts)))
            yield {
                "id": asked.id,
                "answered": found.answered,
                "partners": list(shown),
                "facts": [fact.id for fact in found.facts],
                "text": answer.text(found, store, language or _language(asked)),
            }


def _language(asked: Asked) -> Language:
    if asked.language is not None:
        return "ar" if asked.language == "ar" else "en"
    words = asked.text.split()
    return "ar" if sum(map(is_arabic, words)) * 2 > len(words) else "en"
