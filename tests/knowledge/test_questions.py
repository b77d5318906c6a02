"""Questions that facts are known to answer: curated beside the facts, found by, and never shown."""

from pathlib import Path

import pytest

from knowledge import checks, diff, export, held, known, live, loader, search
from knowledge.lexicon import Lexicon, lexicon_rows
from knowledge.model import LexiconEntry, Questions, Sense
from tests.knowledge.curated import Files, document, found, marked, places, read, snapshot, store, write

PLANT = """\
fact: de-plant
en: [who makes the shells, is a factory coming]
ar: [مين راح يسوي معمل القذائف]
"""


def asked(*entries: str, name: str = "de") -> Files:
    return store() | {f"questions/{name}.yaml": document("questions", *entries)}


def in_all(questions: int) -> str:
    return f"fact: de-plant\nen: [{', '.join(f'question {number}' for number in range(questions))}]\n"


@pytest.mark.parametrize(
    "broken",
    [
        asked("fact: de-plant\nen:\n- [a list]  #! schema\n"),
        asked("fact: de-plant\nen:\n- 2018  #! schema\n"),
        asked("fact: de-plant\nar:\n- ؟  #! schema\n"),
        asked(f"fact: de-plant\nen:\n- {'why ' * 50}  #! schema\n"),
        asked("fact: de-plant\nes: [cuando]  #! schema\n"),
        asked("fact: Plant  #! schema\n"),
        asked(PLANT, "fact: de-plant  #! duplicate-id\n"),
    ],
)
def test_what_is_no_question_is_told_by_its_line(broken: Files) -> None:
    assert found(broken) == marked(broken)


def test_a_fact_has_at_most_so_many_questions_of_a_language() -> None:
    assert found(asked(in_all(24))) == []
    assert found(asked(in_all(25))) == ["seeds/questions/de.yaml:4 schema"]


def test_curators_are_told_of_questions_of_no_fact_and_of_two(tmp_path: Path) -> None:
    twice = "fact: so-training\nen:\n- is it signed\n- Is a factory coming?  #! same-question\n"
    files = asked(PLANT, twice, "fact: de-mill  #! unknown-fact\nen: [is there a mill]\n")
    assert places(read(files, checks.FOR_CURATORS)[1]) == marked(files)
    assert read(files)[1] == []  # a fact may be taken out in a chat, where its questions can't


def test_a_file_of_questions_is_one_of_the_store_and_the_folder_may_be_lacking(tmp_path: Path) -> None:
    seeds = write(asked(PLANT), tmp_path)
    with_them, problems = loader.load(seeds)
    assert problems == []
    assert with_them.version != snapshot(store()).version
    (seeds / "questions/de.yaml").rename(seeds / "questions/de.yml")
    assert places(loader.load(seeds)[1]) == ["seeds/questions/de.yml:1 suffix"]


def test_other_questions_are_no_change_of_a_fact_and_are_not_exported() -> None:
    before, after = snapshot(store()), snapshot(asked(PLANT))
    changes = [tuple(held.of(one.facts_by_id.values(), one.actors_by_id)) for one in (before, after)]
    assert not diff.diff(*changes)
    told = "".join(export.jsonl((entry.value for entry in after.facts), after.actors_by_id))
    assert "de-plant" in told
    assert "shells" not in told


async def test_a_fact_is_found_by_questions_like_those_that_it_is_known_to_answer(tmp_path: Path) -> None:
    without = await live.open_directory(write(store(), tmp_path / "without"), tmp_path / "stores")
    having = await live.open_directory(write(asked(PLANT), tmp_path / "having"), tmp_path / "stores")
    for text in ("Who makes shells?", "مين يسوي معمل قذائف؟"):
        async with search.opened(without) as searching:
            assert not (await searching.find(text)).facts
        async with search.opened(having) as searching:
            answer = await searching.find(text)
            assert answer.answered
            assert [fact.id for fact in answer.facts] == ["de-plant"]


@pytest.mark.parametrize("text", ["Where are shells found on the beach?", "Who makes Atlantis shells?", "معمل ورق"])
async def test_one_word_in_common_or_a_stranger_s_name_is_not_alike(tmp_path: Path, text: str) -> None:
    having = await live.open_directory(write(asked(PLANT), tmp_path / "having"), tmp_path / "stores")
    async with search.opened(having) as searching:
        assert not (await searching.find(text)).answered


def test_known_questions_that_ask_for_the_same_are_one_and_each_way_to_ask_is_kept() -> None:
    entries = [
        LexiconEntry(id="make", en=("makes",)),
        LexiconEntry(id="shells", en=("shells",)),
        LexiconEntry(id="who", what=Sense.INTENT, en=("who",)),
        LexiconEntry(id="why", what=Sense.INTENT, en=("why",)),
        LexiconEntry(id="ignored", what=Sense.IGNORED, en=("who", "why", "the")),
    ]
    lexicon = Lexicon.of(lexicon_rows(entries))
    put = Questions.model_validate(
        {"fact": "de-plant", "en": ["Who makes shells?", "Why makes shells", "Who shells makes"]}
    )
    (one,) = known.known(put, lexicon, names=frozenset())
    assert one.terms == {"c:make", "c:shells"}
    assert one.ways == (frozenset({"who"}), frozenset({"why"}))
    assert known.read(*known.written((one,))) == (one,)
    assert known.read(*known.written(())) == ()
