"""An article to drafts: what is found in it, what is refused in a line, and that the filled-in file passes the check."""

import asyncio
import datetime as dtm
import hashlib
import itertools
import re
import shutil
from pathlib import Path

import pytest
import yaml

from benchmarks import drafts as bench
from knowledge import draft, draftcues, drafting, draftmodel, evidence, loader
from knowledge.evidence import Article
from knowledge.model import ActorType, Kind, Status
from knowledge.store import Store, open_store
from tests.knowledge.curated import SOURCE, changed, fact, snapshot, store, write
from tests.knowledge.processes import REPOSITORY, knowledge
from tests.needs import shared

ENGLISH = REPOSITORY / "tests/data/drafts-english.txt"
ARABIC = """\
قطر وألمانيا توقعان اتفاقية للتدريب

وقعت قطر وألمانيا في عام 2019 اتفاقية للتدريب المشترك. وحضرت شركة راينميتال مراسم التوقيع.
يمكن للبلدين تبادل المعلومات الاستخباراتية في مجال مكافحة الإرهاب.
من المتوقع أن يتوسع التعاون العسكري في الأشهر القادمة.
تعكس هذه الخطوة أهمية الشراكة بين البلدين.
اترك تعليقاً
"""
TODAY = dtm.date(2026, 11, 25)
EN = "In the article's view thing {0} could possibly happen and is expected to."
LETTERS = {"en": "abcdef", "ar": "بتثجحخ"}
AR = "يرى المقال أن من المتوقع أن يحدث الأمر {0} وأنه يمكن أن يحدث."


@pytest.fixture(scope="module")
def small(compiled: Path) -> Store:
    return asyncio.run(open_store(compiled))


def composed(paragraphs: tuple[str, ...], held: Store) -> list[draft.Draft]:
    known = draft.Known(held.names, held.actors, tuple(held.facts.values()), frozenset(held.partners))
    assert draft.partner_of(paragraphs, known) == "DE"
    return draft.compose(paragraphs, "DE", known, draftcues.cues(), draftmodel.weights())


def filled(written: str) -> str:
    """The file of drafts with both texts of each written."""
    for language, words in (("en", EN), ("ar", AR)):
        letters = itertools.cycle(itertools.product(*[LETTERS[language]] * 2))
        written = re.sub(
            f'^    {language}: ""$',
            lambda _, of=words, those=letters, key=language: f'    {key}: "{of.format("".join(next(those)))}"',  # type: ignore[misc]
            written,
            flags=re.MULTILINE,
        )
    return written


@pytest.mark.parametrize("text", [ENGLISH.read_text(encoding="utf-8"), ARABIC], ids=["english", "arabic"])
def test_each_paragraph_is_drafted_with_its_commitment_and_boilerplate_is_not(text: str, small: Store) -> None:
    paragraphs = tuple(line for line in text.split("\n") if line.strip())
    drafts = composed(paragraphs, small)
    own = {(one.evidence[0].paragraph, one.status) for one in drafts}
    assert own >= {(2, Status.REPORTED), (3, Status.PROPOSED), (4, Status.EXPECTED), (5, Status.ASSESSED)}
    assert own.isdisjoint({(2, Status.EXPECTED), (2, Status.PROPOSED), (3, Status.EXPECTED), (4, Status.PROPOSED)})
    assert not [one for one in drafts for place in one.evidence if place.paragraph == 6]


def test_a_draft_has_what_its_clause_says(small: Store) -> None:
    drafts = composed(tuple(line for line in ARABIC.split("\n") if line.strip()), small)
    signed = next(one for one in drafts if one.date)
    assert (signed.kind, signed.status, signed.date) == (Kind.AGREEMENT, Status.REPORTED, "2019")
    assert "2019" in signed.evidence[0].terms
    maker = next(one for one in drafts if one.actors)
    assert (maker.actors, maker.evidence[0].paragraph) == (("rheinmetall",), 2)
    assert "راينميتال" in maker.evidence[0].terms[0]
    sharing = next(one for one in drafts if one.status is Status.PROPOSED)
    assert "counter-terrorism" in sharing.areas
    assert next(one for one in drafts if one.status is Status.EXPECTED).times


def test_a_country_is_not_the_person_whose_office_bears_its_name(small: Store) -> None:
    amir = small.actors["rheinmetall"].model_copy(
        update={"id": "amir", "type": ActorType.PERSON, "variants": ("Amir of Qatar",)}
    )
    known = draft.Known(small.names, {"amir": amir}, (), frozenset(small.partners))
    text = ("Qatar signed an agreement with Germany.", "The Amir of Qatar received the minister.")
    drafts = draft.compose(text, "DE", known, draftcues.cues(), draftmodel.weights())
    assert {one.evidence[0].paragraph for one in drafts if one.actors} <= {2}


def test_ids_are_new_and_of_the_partner(small: Store) -> None:
    paragraph = "Rheinmetall signed an agreement with Germany. Rheinmetall signed an agreement with Germany as well."
    drafts = composed((paragraph, paragraph), small)
    ids = [one.id for one in drafts]
    assert len(ids) == len(set(ids)) > 2
    assert all(re.fullmatch(r"de(-[a-z0-9]+)+", id_) and len(id_) <= 50 for id_ in ids)


@pytest.mark.parametrize("text", [ENGLISH.read_text(encoding="utf-8"), ARABIC], ids=["english", "arabic"])
def test_a_file_of_drafts_passes_the_check_once_its_texts_are_written(text: str, tmp_path: Path, small: Store) -> None:
    (tmp_path / "new.txt").write_text(text, encoding="utf-8")
    article = drafting.read(tmp_path / "new.txt")
    assert isinstance(article, Article)
    written = drafting.drafted(article, "new.txt", small, None, TODAY)
    assert written is not None
    seeds = write(store(de=[], so=[]), tmp_path)
    (seeds / "facts/de.yaml").write_text(written, encoding="utf-8")
    shown = re.search(r"^# - \{(?s:.*?)\}$", written, re.MULTILINE)
    assert shown is not None
    source = "\n".join(line.removeprefix("# ") for line in shown[0].split("\n"))
    source = source.replace('{en: "", ar: ""}', "{en: Talks, ar: مباحثات}")
    (seeds / "sources.yaml").write_text(f"format: 1\nsources:\n{source}\n", encoding="utf-8")
    empty = loader.load(seeds)[1]
    assert {problem.code for problem in empty} == {"schema"}  # the texts are empty still
    (seeds / "facts/de.yaml").write_text(filled(written), encoding="utf-8")
    held, problems = loader.load(seeds)
    assert problems == []
    assert evidence.check(held, tmp_path) == []
    assert len(held.facts) == written.count("- id: ")


def test_what_the_store_holds_already_is_marked(tmp_path: Path, small: Store) -> None:
    content = ARABIC.encode()
    source = changed(SOURCE, f'sha256: "{hashlib.sha256(content).hexdigest()}"', "paragraphs: 6", "file: new.txt")
    (tmp_path / "new.txt").write_bytes(content)
    whole = snapshot(store(sources=[source], de=[fact()]))
    held = Store(
        **{name: getattr(small, name) for name in ("version", "partners", "actors", "names", "by_partner", "file")},
        sources=whole.sources_by_id,
        facts=whole.facts_by_id,
    )
    article = drafting.read(tmp_path / "new.txt")
    assert isinstance(article, Article)
    written = drafting.drafted(article, "new.txt", held, None, TODAY)
    assert written is not None
    facts = yaml.safe_load(written)["facts"]
    assert {place["source"] for one in facts for place in one["evidence"]} == {"a1"}
    assert written.count("already, it seems: de-plant\n") == sum(
        one["evidence"][0]["paragraph"] == 2 and one["status"] == "reported" for one in facts
    )
    assert "The article is new" not in written


def test_of_the_curated_pairs_nine_in_ten_are_found_by_weights_learned_from_the_other_articles() -> None:
    held = bench.examples(REPOSITORY / "seeds", shared() / "articles")
    for name, (recall, precision) in bench.measured(held).items():
        assert recall >= bench.RECALL, name
        assert precision >= bench.PRECISION, name


def test_the_drafts_carry_the_pairs_that_are_measured(small: Store) -> None:
    cues, weights = draftcues.cues(), draftmodel.weights()
    known = draft.Known(small.names, small.actors, (), frozenset(small.partners))
    for file in (shared() / "articles").iterdir():
        article = Article.read(file)
        assert isinstance(article, Article)
        drafts = draft.compose(article.paragraphs, "DE", known, cues, weights)
        carried = {pair for one in drafts for pair in one.pairs}
        assert carried == draft.pairs(article.paragraphs, cues, weights)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file or directory"),
        (b"", "holds nothing"),
        (b" \n\n", "holds nothing"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a" * 1_000_000, "an article has at most 200 KB"),
        (b"One line that says little.", "names no country but Qatar; name the partner with --partner"),
    ],
)
def test_an_article_of_odd_form_is_refused_in_a_line(
    tmp_path: Path, compiled: Path, content: bytes | None, told: str
) -> None:
    write(store(), tmp_path)
    stores = tmp_path / "var/stores"
    stores.mkdir(parents=True)
    shutil.copy(compiled, stores)
    if content is not None:
        (tmp_path / "new.txt").write_bytes(content)
    run = knowledge("draft", "new.txt", cwd=tmp_path)
    assert (run.code, run.out, run.err) == (1, "", f"new.txt: {told}\n")


def test_a_single_line_and_a_very_long_one_are_drafted(tmp_path: Path, compiled: Path) -> None:
    write(store(), tmp_path)
    stores = tmp_path / "var/stores"
    stores.mkdir(parents=True)
    shutil.copy(compiled, stores)
    sentence = "Rheinmetall signed an agreement with Qatar in 2019. "
    for text in (sentence, sentence * 3_000):
        (tmp_path / "new.txt").write_text(text)
        run = knowledge("draft", "new.txt", "--partner", "DE", cwd=tmp_path)
        assert (run.code, run.err) == (0, "")
        assert "paragraph: 1" in run.out
