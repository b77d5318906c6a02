"""Curated files to a Snapshot: what the schema refuses, and that every problem is told."""

import dataclasses
import datetime as dtm

import pytest

from knowledge import folder, loader
from knowledge.model import Area, Kind, Rank, Status
from tests.knowledge.curated import (
    ACTOR,
    FACT,
    PARTNER,
    SOURCE,
    TRAINING,
    Files,
    changed,
    document,
    fact,
    found,
    marked,
    read,
    snapshot,
    store,
    words,
)

FACT_FIELDS = [
    "id: De-plant  #! schema",
    "id: de_plant  #! schema",
    "id: de--plant  #! schema",
    'id: "de-plant\\n"  #! schema',
    f"id: de-{'x' * 48}  #! schema",
    "id: 12  #! schema",
    "id: null  #! schema",
    "partner: de  #! schema",
    "partner: DEU  #! schema",
    "kind: treaty  #! schema",
    "kind: Agreement  #! schema",
    "areas: []  #! schema",
    "areas: cyber  #! schema",
    "areas: [weather]  #! schema",
    "areas:\n- cyber\n- weather  #! schema",
    "areas: [cyber, cyber, cyber, cyber, cyber, cyber, cyber]  #! schema",
    "status: done  #! schema",
    "rank: best  #! schema",
    "date: 2018  #! schema",
    'date: "2018-13"  #! schema',
    "date: 2018-12-09  #! schema",
    "date: December 2018  #! schema",
    "text: A plant.  #! schema",
    "text: {en: A plant.}  #! schema",
    "text: {en: A plant., ar: null}  #! schema",
    'text: {en: A plant., ar: ""}  #! schema',
    'text: {en: "  ", ar: مصنع}  #! schema',
    "text: {en: A plant., ar: مصنع, fr: Une usine.}  #! schema",
    f"text: {{en: {'x' * 601}, ar: مصنع}}  #! schema",
    "actors: rheinmetall  #! schema",
    "actors: [12]  #! schema",
    "actors:\n- role: {en: Maker, ar: الصانع}  #! schema",
    "evidence: []  #! schema",
    "evidence: [{source: a1, paragraph: 0, terms: [x]}]  #! schema",
    "evidence: [{source: a1, paragraph: -1, terms: [x]}]  #! schema",
    'evidence: [{source: a1, paragraph: "2", terms: [x]}]  #! schema',
    "evidence: [{source: a1, paragraph: 2, terms: []}]  #! schema",
    "evidence: [{source: a1, paragraph: 2}]  #! schema",
    "evidence: [{source: a1, paragraph: 2, terms: [2018]}]  #! schema",
    'evidence: [{source: a1, paragraph: 2, terms: [""]}]  #! schema',
    "importance: 0  #! schema",
    "importance: 4  #! schema",
    "importance: true  #! schema",
    'importance: "3"  #! schema',
    "checked: null  #! schema",
    "checked: 0  #! schema",
    'checked: "0"  #! schema',
    "checked: yesterday  #! schema",
    "checked: true  #! schema",
    "supersedes: [de-older]  #! schema",
    "colour: blue  #! schema",
]
OTHERS: dict[str, Files] = {
    "a source that names a path": store(sources=[changed(SOURCE, "file: ../a1.txt  #! schema")]),
    "a source without paragraphs": store(sources=[changed(SOURCE, "paragraphs: 0  #! schema")]),
    "a source with a short digest": store(sources=[changed(SOURCE, "sha256: abc  #! schema")]),
    "a source with a script for an address": store(sources=[changed(SOURCE, "url: 'javascript:x'  #! schema")]),
    "a source with no word on its date": store(sources=[changed(f"{SOURCE}", "id: a1  #! schema", without=["published"])]),
    "a partner with one alias for a list": store(partners=[changed(PARTNER, "aliases: {en: Deutschland}  #! schema")]),
    "an actor of no type": store(actors=[changed(ACTOR, "type: ship  #! schema")]),
    "an actor of no country": store(actors=[changed(ACTOR, "country: Germany  #! schema")]),
    "an entry that is a word": store() | {"actors.yaml": "format: 1\nactors:\n- rheinmetall  #! schema\n"},
    "no format": store() | {"actors.yaml": "actors: []  #! format\n"},
    "another format": store() | {"actors.yaml": "format: 2  #! format\nactors: []\n"},
    "true for a format": store() | {"actors.yaml": "format: true  #! format\nactors: []\n"},
    "a format in quotes": store() | {"actors.yaml": 'format: "1"  #! format\nactors: []\n'},
    "no section": store() | {"actors.yaml": "format: 1  #! schema\n"},
    "a section that is no list": store() | {"actors.yaml": "format: 1\nactors: none  #! schema\n"},
    "an empty section": store() | {"actors.yaml": "format: 1\nactors:  #! schema\n"},
    "another section": store() | {"actors.yaml": "format: 1\nactors: []\nships: []  #! schema\n"},
    "another file's section": store() | {"actors.yaml": "format: 1  #! schema\nfacts: []  #! schema\n"},
    "a list alone": store() | {"actors.yaml": "- format  #! schema\n"},
    "a word alone": store() | {"actors.yaml": "actors  #! schema\n"},
    "nothing": store() | {"actors.yaml": "#! empty"},
    "a syntax error": store() | {"actors.yaml": "format: 1\nactors: a: b  #! syntax\n"},
}  # fmt: skip


@pytest.mark.parametrize("field", FACT_FIELDS)
def test_a_field_that_is_not_as_it_should_be_is_told_at_its_line(field: str) -> None:
    files = store(de=[fact(field)])
    assert found(files) == marked(files)
    assert len(marked(files)) == 1


@pytest.mark.parametrize(
    "key", ["partner", "kind", "areas", "status", "date", "text", "evidence", "importance", "checked"]
)
def test_a_missing_field_is_told_at_its_entry(key: str) -> None:
    files = store(de=[fact("id: de-plant  #! schema", without=[key])])
    assert found(files) == marked(files)
    assert [problem.message for problem in read(files)[1]] == [f"{key}: Field required"]


@pytest.mark.parametrize("files", OTHERS.values(), ids=OTHERS)
def test_a_file_that_is_not_as_it_should_be_is_told_at_its_line(files: Files) -> None:
    assert marked(files)
    assert found(files) == marked(files)


def test_problems_of_all_files_are_told_at_once() -> None:
    files = store(
        de=[fact("importance: 9  #! schema", "status: done  #! schema"), fact("kind: treaty  #! schema", "actors: []")],
        so=[changed(TRAINING, "id: no  #! surprise", "kind: treaty")],  # no entries are read from such a file
        sources=[changed(SOURCE, "paragraphs: none  #! schema")],
    ) | {"actors.yaml": "format: 3\nactors: &x [*x]  #! alias\n"}
    assert found(files) == marked(files)
    assert len(marked(files)) == 6


def test_no_reference_is_missed_while_a_file_cannot_be_read() -> None:
    files = store(actors=[]) | {"sources.yaml": "format: 1\nsources: a: b  #! syntax\n"}
    assert found(files) == marked(files)


def test_a_problem_is_one_line_whatever_its_message_repeats() -> None:
    _, problems = read(store(de=[fact('date: "2018\\n\\nx: 1: lie"')]))
    assert [str(problem).count("\n") for problem in problems] == [0]
    assert str(problems[0]).startswith("seeds/facts/de.yaml:8: schema date: “2018 x: 1: lie” is no EDTF date")


def test_a_snapshot_holds_what_the_files_say() -> None:
    held = snapshot(store())
    plant = held.facts_by_id["de-plant"]
    assert [entry.value.id for entry in held.facts] == ["de-plant", "so-training"]
    assert (plant.kind, plant.status, plant.rank) == (Kind.AGREEMENT, Status.REPORTED, Rank.NORMAL)
    assert (plant.areas, plant.date, plant.checked) == ((Area.DEFENCE_INDUSTRY,), "2018", dtm.date(2026, 11, 21))
    assert (plant.text["en"], plant.note, plant.reason, plant.supersedes) == (plant.text.en, None, None, None)
    assert plant.text["ar"].startswith("اتفقت")
    assert list(held.sources_by_id) == ["a1"]
    assert list(held.partners_by_code) == ["DE", "SO"]
    assert list(held.actors_by_id) == ["rheinmetall"]
    assert {entry.value.code for entry in held.countries} == {"OM"}


def test_blanks_round_a_text_are_left_out() -> None:
    held = snapshot(store(de=[fact(words("text", '"  A plant. "', '" مصنع. "'))]))
    assert (held.facts_by_id["de-plant"].text.en, held.facts_by_id["de-plant"].text.ar) == ("A plant.", "مصنع.")


def test_a_day_in_quotes_is_a_day() -> None:
    assert snapshot(store(de=[fact('checked: "2026-11-21"')])).facts_by_id["de-plant"].checked == dtm.date(2026, 11, 21)


def test_nothing_of_a_snapshot_can_be_changed() -> None:
    held = snapshot(store())
    with pytest.raises(ValueError, match="frozen"):
        held.facts_by_id["de-plant"].importance = 1  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        held.facts[0].place = ()  # type: ignore[misc]


def test_a_version_is_the_address_of_all_names_and_bytes() -> None:
    files = {name: text.encode() for name, text in store().items()}
    version = folder.version(files)
    assert version == folder.version(dict(reversed(files.items())))
    assert (len(version), version.strip("0123456789abcdef")) == (64, "")
    changes = [
        files | {"actors.yaml": files["actors.yaml"] + b"\n"},
        files | {"facts/us.yaml": b""},
        {name: content for name, content in files.items() if name != "facts/so.yaml"},
        files | {"facts/de.yaml": files["facts/so.yaml"], "facts/so.yaml": files["facts/de.yaml"]},
        {name.replace("/so", "/us"): content for name, content in files.items()},
    ]
    assert len({version, *map(folder.version, changes)}) == 1 + len(changes)


def test_an_id_that_vanished_or_moved_is_told_where_it_was() -> None:
    older = snapshot(store(de=[FACT, fact("id: de-visit", words("text", "A visit.", "زيارة."))]))
    newer = snapshot(store(de=[FACT], so=[TRAINING]))
    moved = read({"facts/so.yaml": document("facts", fact("partner: SO"), TRAINING)}, checks=())[0]
    gone = [(p.path, p.line, p.code) for p in loader.lost_ids(newer, older)]
    assert gone == [("seeds/facts/de.yaml", 17, "lost-id")]
    assert [(p.line, p.code) for p in loader.lost_ids(moved, newer)] == [(4, "changed-id")]
    assert loader.lost_ids(older, newer) == []
    assert loader.lost_ids(newer, newer) == []


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("date: 2026-11-18", 'date: is a text: write it in quotes, as in "2026-11-18"'),
        ("date: 2018", 'date: is a text: write it in quotes, as in "2018"'),
        ("checked: yesterday", "checked: is a day, as in 2026-01-31"),
        ("checked: 20261118", "checked: is a day, as in 2026-01-31"),
        ("reason: It was wrong.", "reason: is said in both languages, `en: …` and `ar: …`"),
        ("supersedes: [de-plant]", "supersedes: is one text"),
    ],
)
def test_what_is_of_the_wrong_form_is_told_as_what_to_write(field: str, message: str) -> None:
    problems = read(store(de=[fact(field)]))[1]
    assert [problem.message for problem in problems] == [message]


def test_a_colon_within_a_sentence_is_told_with_its_remedy() -> None:
    spoilt = fact(words("text", "It said: yes.", "قالت نعم."))
    problems = read(store(de=[spoilt]))[1]
    assert [problem.code for problem in problems] == ["syntax"]
    assert problems[0].message.endswith("; a text that holds “: ” stands in quotes")
