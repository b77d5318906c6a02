"""Facts as records for others."""

import json

from knowledge import export
from tests.knowledge.curated import ACTOR, FACT, TRAINING, changed, fact, snapshot, store, words

FIELDS = [
    *("id", "partner", "kind", "areas", "status", "rank", "date", "date_note", "note", "text", "actors", "evidence"),
    *("importance", "checked", "supersedes", "reason"),
]
MAKER = changed(ACTOR, "role: {en: Maker, ar: الصانع}")
PLAIN = changed(ACTOR, "id: krupp", "name: {en: Krupp, ar: كروب}")


def exported(*facts: str) -> list[export.Record]:
    held = snapshot(store(actors=[MAKER, PLAIN], de=list(facts), so=[]))
    return [json.loads(line) for line in export.jsonl(held.facts_by_id.values(), held.actors_by_id)]


def test_a_fact_is_one_record_with_all_fields_in_their_order() -> None:
    (record,) = exported(FACT)
    assert list(record) == FIELDS
    assert record == {
        "id": "de-plant",
        "partner": "DE",
        "kind": "agreement",
        "areas": ["defence-industry"],
        "status": "reported",
        "rank": "normal",
        "date": "2018",
        "date_note": None,
        "note": None,
        "text": {
            "en": "Rheinmetall agreed with Qatar to build an ammunition plant.",
            "ar": "اتفقت راينميتال مع قطر على بناء مصنع للذخيرة.",
        },
        "actors": [
            {
                "id": "rheinmetall",
                "name": {"en": "Rheinmetall", "ar": "راينميتال"},
                "role": {"en": "Maker", "ar": "الصانع"},
            }
        ],
        "evidence": [{"source": "a1", "paragraph": 2, "terms": ["راينميتال"]}],
        "importance": 3,
        "checked": "2026-11-21",
        "supersedes": None,
        "reason": None,
    }


def test_what_a_fact_does_not_have_is_null_or_empty_and_never_left_out() -> None:
    (record,) = exported(fact("date: null", without=["actors"]))
    assert list(record) == FIELDS
    assert (record["date"], record["actors"]) == (None, [])


def test_notes_a_reason_and_what_is_superseded_are_exported() -> None:
    retired, correction = exported(
        fact("rank: deprecated", words("reason", "It was wrong.", "كان خطأ.")),
        fact(
            "id: de-plant-2", "supersedes: de-plant", words("note", "N.", "ملاحظة."), words("date_note", "D.", "تاريخ.")
        ),
    )
    assert (retired["rank"], retired["reason"]) == ("deprecated", {"en": "It was wrong.", "ar": "كان خطأ."})
    assert (correction["supersedes"], correction["reason"]) == ("de-plant", None)
    assert correction["note"] == {"en": "N.", "ar": "ملاحظة."}
    assert correction["date_note"] == {"en": "D.", "ar": "تاريخ."}


def test_an_office_held_in_this_fact_goes_before_the_usual_one() -> None:
    (record,) = exported(fact("actors:\n- id: rheinmetall\n  role: {en: Host, ar: المضيف}\n- krupp"))
    actors = record["actors"]
    assert isinstance(actors, list)
    assert [actor["id"] for actor in actors] == ["rheinmetall", "krupp"]
    assert [actor["role"] and actor["role"]["en"] for actor in actors] == ["Host", None]


def test_facts_are_lines_in_the_curated_order_with_arabic_as_it_is() -> None:
    held = snapshot(store())
    lines = list(export.jsonl((entry.value for entry in held.facts), held.actors_by_id))
    assert [json.loads(line)["id"] for line in lines] == ["de-plant", "so-training"]
    assert all("\n" not in line for line in lines)
    assert "مصنع" in lines[0]
    assert "\\u" not in "".join(lines)


def test_a_fact_that_is_not_reported_says_so() -> None:
    held = snapshot(store(de=[], so=[TRAINING]))
    (record,) = export.records(held.facts_by_id.values(), held.actors_by_id)
    assert (record["status"], record["date"]) == ("proposed", None)
