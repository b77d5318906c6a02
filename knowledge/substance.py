"""What of a fact may not change unnoticed: if it does, the posts that carried the fact are corrected."""

import hashlib
import json

from knowledge.model import Fact

_LENGTH = 12


def substance(fact: Fact, superseded_by: str | None = None) -> str:
    """A short hash of status, date, partner, actors with their offices, places of evidence, rank, and the fact that
    supersedes it. A sentence that is only reworded leaves it as it is."""
    told = [
        fact.status,
        fact.date,
        fact.partner,
        [(actor.id, actor.role.en if actor.role else "") for actor in fact.actors],
        [(evidence.source, evidence.paragraph) for evidence in fact.evidence],
        fact.rank,
        superseded_by,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:_LENGTH]
