"""`python -m benchmarks.drafts [--write]`: how well drafts find what curators found.

Each article is judged by weights learned from the others.
`--write` learns the weights of all articles and keeps them in the package.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from knowledge import draft, draftcues, draftmodel, loader
from knowledge.evidence import Article

ROOT = Path(__file__).resolve().parents[1]
RECALL, PRECISION = 0.9, 0.6

Example = tuple[tuple[str, ...], frozenset[draft.Pair]]


def examples(seeds: Path, articles: Path) -> dict[str, Example]:
    """Each article of the store, and the (paragraph, status) pairs of its facts."""
    snapshot, problems = loader.load(seeds)
    assert not problems, problems
    found = {}
    for source in snapshot.sources_by_id.values():
        article = Article.read(articles / source.file)
        assert isinstance(article, Article), article
        pairs = frozenset(
            (evidence.paragraph, entry.value.status)
            for entry in snapshot.facts
            for evidence in entry.value.evidence
            if evidence.source == source.id
        )
        found[source.id] = (article.paragraphs, pairs)
    return found


def measured(held: Mapping[str, Example]) -> dict[str, tuple[float, float]]:
    """Recall and precision of each article, by weights learned from all others."""
    cues = draftcues.cues()
    figures = {}
    for name, (paragraphs, truth) in held.items():
        weights = draftmodel.tuned([example for other, example in held.items() if other != name], cues)
        found = draft.pairs(paragraphs, cues, weights)
        hits = len(found & truth)
        figures[name] = (hits / len(truth), hits / len(found))
    return figures


def main(arguments: list[str]) -> int:
    held = examples(ROOT / "seeds", ROOT.parent / "shared" / "articles")
    if "--write" in arguments:
        learned = draftmodel.tuned(held.values(), draftcues.cues())
        draftmodel.FILE.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    figures = measured(held)
    for name, (recall, precision) in figures.items():
        print(f"article {name}: recall {recall:.2f}, precision {precision:.2f}")
    return 0 if all(recall >= RECALL and precision >= PRECISION for recall, precision in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
