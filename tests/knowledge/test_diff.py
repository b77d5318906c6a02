"""What became of the facts from one version to the next: each change in its place, in substance or not, and nothing else."""

import json
from pathlib import Path

import pytest

from knowledge import compile as compiling
from knowledge import diff, export, held
from tests.knowledge.curated import ACTOR, FACT, TRAINING, Files, changed, cites, fact, snapshot, store, words, write
from tests.knowledge.processes import knowledge

KRUPP = changed(ACTOR, "id: krupp", "name: {en: Krupp, ar: كروب}")
RETIRED = ("rank: deprecated", words("reason", "The plant was never agreed on.", "لم يُتفق على المصنع."))
NEWER = fact("id: de-plant-2", "supersedes: de-plant", 'date: "2019"')
NEWEST = fact("id: de-plant-3", "supersedes: de-plant-2", 'date: "2020"')
EN, AR = "Rheinmetall agreed with Qatar to build an ammunition plant.", "اتفقت راينميتال مع قطر على بناء مصنع للذخيرة."
HEDGED = words("text", "A plant could be built.", "قد يُبنى مصنع.")


def facts(files: Files) -> tuple[held.Held, ...]:
    whole = snapshot(files)
    return tuple(held.of(whole.facts_by_id.values(), whole.actors_by_id))


def compared(*new: str, old: tuple[str, ...] = (FACT,), actors: tuple[str, ...] = (ACTOR, KRUPP)) -> diff.Diff:
    return diff.diff(facts(store(de=old, actors=[ACTOR, KRUPP])), facts(store(de=new, actors=actors)))


def fields(found: diff.Diff) -> dict[str, tuple[diff.Json, diff.Json]]:
    """The fields of the one fact that was changed."""
    [change] = (*found.changed, *found.deprecated)
    return {field.name: (field.old, field.new) for field in change.fields}


def test_a_store_does_not_differ_from_itself() -> None:
    found = compared(FACT)
    assert not found
    assert (found, list(diff.lines(found))) == (diff.Diff(), [])


IN_SUBSTANCE = [
    pytest.param([HEDGED, "status: proposed"], {"status", "text.en", "text.ar"}, id="status"),
    pytest.param(['date: "2019"'], {"date"}, id="date"),
    pytest.param(["date: null"], {"date"}, id="no-date"),
    pytest.param(["rank: preferred"], {"rank"}, id="rank"),
    pytest.param(["actors: [krupp]"], {"actors"}, id="another-actor"),
    pytest.param(["actors: [rheinmetall, krupp]"], {"actors"}, id="one-more-actor"),
    pytest.param(["actors: []"], {"actors"}, id="no-actor"),
    pytest.param([cites("3")], {"evidence"}, id="another-paragraph"),
    pytest.param([cites("2", "3")], {"evidence"}, id="one-more-paragraph"),
]
REWORDED = [
    pytest.param([words("text", "A plant.", AR)], {"text.en"}, id="the-english-text"),
    pytest.param([words("text", EN, "مصنع.")], {"text.ar"}, id="the-arabic-text"),
    pytest.param([words("note", "It is large.", "إنه كبير.")], {"note.en", "note.ar"}, id="a-note"),
    pytest.param(["kind: procurement"], {"kind"}, id="kind"),
    pytest.param(["areas: [procurement]"], {"areas"}, id="areas"),
    pytest.param(["importance: 1"], {"importance"}, id="importance"),
    pytest.param(["checked: 2026-11-25"], {"checked"}, id="checked"),
    pytest.param(
        ["evidence:\n- {source: a1, paragraph: 2, terms: [قطر]}"], {"evidence.terms"}, id="terms-of-the-same-paragraph"
    ),
    pytest.param(
        ["actors:\n- id: rheinmetall\n  role: {en: Maker, ar: الصانع}"], {"actors.names"}, id="an-office-in-the-fact"
    ),
]


@pytest.mark.parametrize(("changes", "names"), IN_SUBSTANCE)
def test_what_makes_a_post_wrong_is_a_change_in_substance(changes: list[str], names: set[str]) -> None:
    found = compared(fact(*changes))
    assert fields(found).keys() == names
    assert (found.corrected, found.reworded) == ({"de-plant": "de-plant"}, ())
    assert (found.added, found.deprecated, found.removed) == ((), (), ())


@pytest.mark.parametrize(("changes", "names"), REWORDED)
def test_what_leaves_a_post_true_is_no_change_in_substance(changes: list[str], names: set[str]) -> None:
    found = compared(fact(*changes))
    assert fields(found).keys() == names
    assert (found.corrected, found.reworded) == ({}, ("de-plant",))


def test_a_field_is_told_with_what_it_held_and_holds() -> None:
    assert fields(compared(fact('date: "2019"', words("text", "A plant.", AR)))) == {
        "date": ("2018", "2019"),
        "text.en": (EN, "A plant."),
    }


def test_the_order_of_what_is_cited_is_no_change() -> None:
    assert not compared(fact(cites("3", "2")), old=(fact(cites("2", "3")),))


def test_an_actor_of_another_name_is_a_change_of_each_fact_that_names_him() -> None:
    found = compared(FACT, actors=(changed(ACTOR, "name: {en: Rheinmetal, ar: راينميتال}"), KRUPP))
    [(name, (old, new))] = fields(found).items()
    assert name == "actors.names"
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert old != new
    assert found.reworded == ("de-plant",)


def test_a_partner_is_of_the_substance() -> None:
    plant, training = facts(store())
    moved = held.Held(plant.fact.model_copy(update={"partner": "SO"}), plant.actors)
    found = diff.diff([plant, training], [moved, training])
    assert fields(found) == {"partner": ("DE", "SO")}
    assert found.corrected == {"de-plant": "de-plant"}


def test_facts_that_came_and_went_are_told_whole() -> None:
    found = compared(fact("id: de-visit"))
    assert [one.fact.id for one in found.added] == ["de-visit"]
    assert [one.fact.id for one in found.removed] == ["de-plant"]
    assert (found.changed, found.deprecated, found.corrected) == ((), (), {"de-plant": None})


def test_a_deprecated_fact_without_a_successor_is_withdrawn() -> None:
    found = compared(fact(*RETIRED))
    assert fields(found).keys() == {"rank", "reason.en", "reason.ar"}
    assert (found.changed, [one.id for one in found.deprecated]) == ((), ["de-plant"])
    assert found.corrected == {"de-plant": None}


def test_a_superseded_fact_leads_to_the_one_in_use_also_along_a_chain() -> None:
    once = compared(fact(*RETIRED), NEWER)
    assert ([one.superseded_by for one in once.deprecated], once.corrected) == (
        ["de-plant-2"],
        {"de-plant": "de-plant-2"},
    )
    older = (fact(*RETIRED), NEWER)
    retired_again = changed(NEWER, *RETIRED)
    twice = compared(fact(*RETIRED), retired_again, NEWEST, old=older)
    assert twice.corrected == {"de-plant": "de-plant-3", "de-plant-2": "de-plant-3"}
    assert [one.id for one in twice.changed] == ["de-plant"]  # deprecated before, superseded by another one now
    assert [field.name for field in twice.changed[0].fields] == ["superseded_by"]
    assert [one.fact.id for one in twice.added] == ["de-plant-3"]


def test_a_fact_that_supersedes_is_not_itself_wrong() -> None:
    before = (fact(*RETIRED), changed(NEWER, without=["supersedes"]))
    found = compared(fact(*RETIRED), NEWER, old=before)
    assert found.corrected == {"de-plant": "de-plant-2"}
    assert found.reworded == ("de-plant-2",)


def test_a_fact_that_is_in_use_again_is_changed_in_substance() -> None:
    found = compared(FACT, old=(fact(*RETIRED),))
    assert (found.deprecated, found.corrected) == ((), {"de-plant": "de-plant"})


def test_a_successor_that_is_deprecated_too_is_none() -> None:
    assert compared(fact(*RETIRED), changed(NEWER, *RETIRED)).corrected == {"de-plant": None}


def test_facts_that_supersede_each_other_end() -> None:
    plant, newer = facts(store(de=[fact(*RETIRED), changed(NEWER, *RETIRED)], so=[]))
    looped = held.Held(plant.fact.model_copy(update={"supersedes": "de-plant-2"}), plant.actors)
    assert diff.diff(facts(store(so=[])), [looped, newer]).corrected == {"de-plant": None}


# The command line


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The same two versions as directories, as compiled stores and as exports."""
    old, new = store(), store(de=[fact(*RETIRED), NEWER], so=[changed(TRAINING, "importance: 1")])
    tmp_path = tmp_path_factory.mktemp("sides")
    found: dict[str, list[Path]] = {"directory": [], "store": [], "export": []}
    for name, files in (("old", old), ("new", new)):
        whole = snapshot(files)
        found["directory"].append(write(files, tmp_path / name))
        found["store"].append(compiling.write(whole, tmp_path / f"{name}.sqlite"))
        lines = export.jsonl(whole.facts_by_id.values(), whole.actors_by_id)
        found["export"].append(tmp_path / f"{name}.jsonl")
        found["export"][-1].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return found


EXPECTED = """\
added de-plant-2 (reported, 2019, supersedes de-plant): Rheinmetall agreed with Qatar to build an ammunition plant.
reworded so-training
  importance: 2 → 1
deprecated de-plant, superseded by de-plant-2
  rank: normal → deprecated
  reason.ar: – → لم يُتفق على المصنع.
  reason.en: – → The plant was never agreed on.
  superseded_by: – → de-plant-2
"""


@pytest.mark.parametrize("form", ["directory", "store", "export"])
@pytest.mark.parametrize("other", ["directory", "store", "export"])
def test_all_forms_of_a_store_compare_alike(sides: dict[str, list[Path]], form: str, other: str) -> None:
    before, after = held.read(sides[form][0]), held.read(sides[other][1])
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert "\n".join(diff.lines(diff.diff(before, after))) + "\n" == EXPECTED
    same = held.read(sides[other][0])
    assert isinstance(same, tuple)
    assert not diff.diff(before, same)


def test_differences_are_lines_on_stdout_and_their_number_is_told(sides: dict[str, list[Path]], tmp_path: Path) -> None:
    run = knowledge("diff", *sides["directory"], cwd=tmp_path)
    assert (run.code, run.out) == (0, EXPECTED)
    assert run.err == "1 added, 2 changed (1 in substance, 1 of them deprecated), 0 removed\n"


def test_differences_may_be_had_as_json(sides: dict[str, list[Path]], tmp_path: Path) -> None:
    run = knowledge("diff", sides["export"][0], sides["store"][1], "--json", cwd=tmp_path)
    [line] = run.lines
    told = json.loads(line)
    assert list(told) == ["added", "changed", "deprecated", "removed"]
    assert told["added"] == [json.loads(sides["export"][1].read_text(encoding="utf-8").split("\n")[1])]
    assert told["changed"] == [
        {
            "id": "so-training",
            "partner": "SO",
            "in_substance": False,
            "superseded_by": None,
            "fields": [{"field": "importance", "old": 2, "new": 1}],
        }
    ]
    assert [(one["id"], one["in_substance"], one["superseded_by"]) for one in told["deprecated"]] == [
        ("de-plant", True, "de-plant-2")
    ]
    assert told["removed"] == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "it:1: unreadable No such file or directory"),
        (b"\n{}\n", "it:2: json this line is no exported fact, and the file no store"),
        (b"# Sanad\n", "it:1: json this line is no exported fact, and the file no store"),
        (b"\xff\n", "it:1: json this line is no exported fact, and the file no store"),
        (b"[" * 100_000, "it:1: json this line is no exported fact, and the file no store"),
        (b'{"id": "a", "actors": [{"id": "b"}]}\n', "it:1: schema name: Field required"),
        (b"SQLite format 3\0 and no more", "it:1: not-a-store it: file is not a database"),
    ],
)
def test_what_is_no_store_is_refused_in_a_line(
    sides: dict[str, list[Path]], tmp_path: Path, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / "it").write_bytes(content)
    run = knowledge("diff", "it", sides["store"][0], cwd=tmp_path)
    assert (run.code, run.out, run.err) == (1, "", f"{told}\n")


def test_a_fact_that_an_export_holds_twice_is_refused(sides: dict[str, list[Path]], tmp_path: Path) -> None:
    file = tmp_path / "old.jsonl"
    file.write_text(sides["export"][0].read_text(encoding="utf-8") * 2, encoding="utf-8")
    run = knowledge("diff", sides["store"][0], file, cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines() == [
        f"old.jsonl:{line}: duplicate-id “{id_}” stands here a second time"
        for line, id_ in ((3, "de-plant"), (4, "so-training"))
    ]


def test_a_directory_that_cannot_be_read_is_refused_with_its_lines(
    sides: dict[str, list[Path]], tmp_path: Path
) -> None:
    broken = write(store() | {"facts/so.yaml": "format: 1\nfacts: a: b\n"}, tmp_path)
    run = knowledge("diff", sides["directory"][0], broken, cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("seeds/facts/so.yaml:2: syntax ")
    assert run.err.count("\n") == 1
