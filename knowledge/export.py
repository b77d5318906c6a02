"""Facts as records for others, in the form that the README's “Data” chapter documents."""

import json
from collections.abc import Iterable, Iterator, Mapping

from knowledge.model import Actor, Bilingual, Fact

Record = dict[str, object]


def records(facts: Iterable[Fact], actors: Mapping[str, Actor]) -> Iterator[Record]:
    """One self-contained record a fact: actors are resolved, absent values are null."""
    for fact in facts:
        yield {
            "id": fact.id,
            "partner": fact.partner,
            "kind": fact.kind.value,
            "areas": [area.value for area in fact.areas],
            "status": fact.status.value,
            "rank": fact.rank.value,
            "date": fact.date,
            "date_note": _words(fact.date_note),
            "note": _words(fact.note),
            "text": _words(fact.text),
            "actors": [
                {"id": actor.id, "name": _words(actor.name), "role": _words(participant.role or actor.role)}
                for participant in fact.actors
                for actor in (actors[participant.id],)
            ],
            "evidence": [
                {"source": evidence.source, "paragraph": evidence.paragraph, "terms": list(evidence.terms)}
                for evidence in fact.evidence
            ],
            "importance": fact.importance,
            "checked": fact.checked.isoformat(),
            "supersedes": fact.supersedes,
            "reason": _words(fact.reason),
        }


def jsonl(facts: Iterable[Fact], actors: Mapping[str, Actor]) -> Iterator[str]:
    for record in records(facts, actors):
        yield json.dumps(record, ensure_ascii=False)


def _words(words: Bilingual | None) -> dict[str, str] | None:
    return None if words is None else {"en": words.en, "ar": words.ar}
