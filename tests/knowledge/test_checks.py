"""What must hold of curated data: each rule broken by itself, in a store where nothing else is wrong."""

import pytest

from tests.knowledge.curated import (
    ACTOR,
    COUNTRY,
    FACT,
    PARTNER,
    SOMALIA,
    SOURCE,
    TRAINING,
    Files,
    changed,
    cites,
    fact,
    found,
    marked,
    read,
    store,
    words,
)

RETIRED = ("rank: deprecated", words("reason", "The plant was never agreed on.", "لم يُتفق على المصنع."))
OTHER = ("id: de-visit", words("text", "The minister visited Doha.", "زار الوزير الدوحة."))
AGAIN = "id: de-again"
UNHEDGED = words("text", "A plant was built.  #! unhedged", "بُني مصنع.  #! unhedged")

BROKEN: dict[str, Files] = {
    "two sources of one id": store(sources=[SOURCE, changed(SOURCE, "id: a1  #! duplicate-id")]),
    "two actors of one id": store(actors=[ACTOR, changed(ACTOR, "id: rheinmetall  #! duplicate-id")]),
    "two partners of one code": store(partners=[PARTNER, SOMALIA, changed(PARTNER, "code: DE  #! duplicate-id")]),
    "two countries of one code": store(countries=[COUNTRY, changed(COUNTRY, "code: OM  #! duplicate-id")]),
    "two facts of one id": store(de=[FACT, fact(*OTHER, "id: de-plant  #! duplicate-id")]),
    "two facts of one id in two files": store(so=[changed(TRAINING, "id: de-plant  #! duplicate-id, id-form")]),
    "no such partner": store(fr=[fact("id: fr-visit", "partner: FR  #! unknown-partner", *OTHER[1:])]),
    "no such actor": store(de=[fact("actors:\n- rheinmetall\n- krupp  #! unknown-actor")]),
    "no such actor with an office": store(de=[fact("actors:\n- rheinmetall\n- id: krupp  #! unknown-actor")]),
    "no such entry of the lexicon": store()
    | {"lexicon.yaml": "format: 1\nentries:\n- id: talks\n  en: [talks]\n  near:\n  - meeting  #! unknown-entry\n"},
    "no such source": store(de=[fact("evidence:\n- paragraph: 1\n  terms: [x]\n  source: a9  #! unknown-source")]),
    "past the last paragraph": store(de=[fact(cites("3", "4  #! no-such-paragraph"))]),
    "a fact in another partner's file": store(de=[changed(TRAINING, "partner: SO  #! placement")], so=[]),
    "an id of another partner": store(de=[fact("id: so-plant  #! id-form")]),
    "an id of no partner": store(de=[fact("id: plant  #! id-form")]),
    "an id that only begins with the letters": store(de=[fact("id: deal-plant  #! id-form")]),
    "both texts the same": store(de=[fact("text: {en: راينميتال, ar: راينميتال}  #! same-text")]),
    "a title in one language": store(sources=[changed(SOURCE, "title: {en: Talks, ar: Talks}  #! same-text")]),
    "a publisher in one language": store(sources=[changed(SOURCE, "publisher: {en: X, ar: X}  #! same-text")]),
    "a name in one language": store(actors=[changed(ACTOR, "name: {en: Krupp, ar: Krupp}  #! same-text")]),
    "a role in one language": store(actors=[changed(ACTOR, "role: {en: Maker, ar: Maker}  #! same-text")]),
    "a partner in one language": store(partners=[SOMALIA, changed(PARTNER, "name: {en: X, ar: X}  #! same-text")]),
    "an office in one fact in one language": store(
        de=[fact("actors:\n- id: rheinmetall\n  role: {en: Maker, ar: Maker}  #! same-text")]
    ),
    "an office in one fact without Arabic": store(
        de=[fact("actors:\n- id: rheinmetall\n  role:\n    en: Maker\n    ar: The maker  #! not-arabic")]
    ),
    "Latin letters alone for Arabic": store(de=[fact(words("text", "A plant.", "A factory.  #! not-arabic"))]),
    "mostly Latin letters for Arabic": store(de=[fact(words("text", "A plant.", "مصنع Rheinmetall  #! not-arabic"))]),
    "digits alone for Arabic": store(de=[fact(words("note", "In 2018.", '"2018"  #! not-arabic'))]),
    "Arabic letters alone for English": store(de=[fact(words("note", "مصنع  #! not-english", "مصنع للذخيرة"))]),
    "an Arabic word in the English text": store(de=[fact(words("text", "A مصنع plant.  #! not-english", "مصنع."))]),
    "a Latin comma": store(de=[fact(words("note", "One, two.", "واحد, اثنان.  #! punctuation"))]),
    "a Latin question mark": store(de=[fact(words("note", "When?", "متى?  #! punctuation"))]),
    "a Latin semicolon after a blank": store(de=[fact(words("note", "One; two.", "واحد ; اثنان.  #! punctuation"))]),
    "a mark of direction in Arabic": store(de=[fact(words("note", "One.", '"واحد\\u200f"  #! control'))]),
    "a line break in a reason": store(de=[fact(RETIRED[0], words("reason", '"A\\nB."  #! control', "واحد."))]),
    "an inferred year without a note": store(de=[fact('date: "2025?-12-09"  #! date-note')]),
    "a doubtful day without a note": store(de=[fact('date: "2025-12-09%"  #! date-note')]),
    "expected, but written as a report": store(de=[fact("status: expected", UNHEDGED)]),
    "proposed, but written as a report": store(de=[fact("status: proposed", UNHEDGED)]),
    "assessed, but written as a report": store(de=[fact("status: assessed", UNHEDGED)]),
    "hedged in English alone": store(de=[fact("status: proposed", words("text", "It could.", "بُني.  #! unhedged"))]),
    "hedged in Arabic alone": store(de=[fact("status: proposed", words("text", "It is.  #! unhedged", "قد يُبنى."))]),
    "deprecated without a reason": store(de=[fact("rank: deprecated  #! reason")]),
    "a reason without being deprecated": store(de=[fact("reason: {en: Wrong., ar: خطأ.}  #! reason")]),
    "superseding nothing": store(de=[fact("supersedes: de-older  #! unknown-fact")]),
    "superseding a fact in use": store(de=[FACT, fact(*OTHER, "supersedes: de-plant  #! superseded")]),
    "superseding itself": store(de=[fact("supersedes: de-plant  #! superseded")]),
    "one paragraph cited twice": store(
        de=[fact("evidence:\n- {source: a1, paragraph: 2, terms: [x]}  #! repeated-evidence\n"
                 "- {source: a1, paragraph: 2, terms: [z]}")]
    ),
    "a sentence as a term": store(
        de=[fact("evidence:\n- {source: a1, paragraph: 2, terms: [one two three four five six seven eight nine]}  #! long-term")]
    ),
    "the same text but for blanks and capitals": store(
        de=[FACT, fact(AGAIN, words(
            "text",
            "RHEINMETALL agreed with Qatar  to build an ammunition plant.  #! same-fact",
            "اتفقت راينميتال مع قطر على بناء مصنع للذخيرة.  #! same-fact"))]
    ),
    "the same text in Arabic": store(
        de=[FACT, fact(AGAIN, words(
            "text", "Another one.", "اتفقت راينميتال مع قطر على بناء مصنع للذخيرة.  #! same-fact"))]
    ),
}  # fmt: skip

SOUND: dict[str, Files] = {
    "the small store": store(),
    "a store without facts": store(de=[], so=[]),
    "an empty store": store(sources=[], partners=[], countries=[], actors=[], de=[], so=[]),
    "a date that is only approximate": store(de=[fact('date: "2026-01~"')]),
    "an inferred year with a note": store(
        de=[fact('date: "2025?"', words("date_note", "From its talk.", "من سياقه."))]
    ),
    "no date and no note": store(de=[fact("date: null")]),
    "Arabic punctuation": store(de=[fact(words("note", "When? One; two.", "متى؟ واحد؛ واثنان، وثلاثة."))]),
    "a Latin comma in a number": store(de=[fact(words("note", "About 1500.", "نحو 1,500 متدرب."))]),
    "a Latin name in Arabic": store(de=[fact(words("note", "The FBI.", "مكتب التحقيقات FBI."))]),
    "an Arabic word in an English note": store(de=[fact(words("note", "It says مصنع.", "في المقال مصنع."))]),
    "an Arabic word in an English title": store(sources=[changed(SOURCE, words("title", "On سند", "عن سند"))]),
    "no publisher": store(sources=[changed(SOURCE, "publisher: null")]),
    "an office in one fact": store(de=[fact("actors:\n- id: rheinmetall\n  role: {en: Maker, ar: الصانع}")]),
    "deprecated with a reason": store(de=[fact(*RETIRED)]),
    "a correction in the same words": store(de=[fact(*RETIRED), fact("id: de-plant-2", "supersedes: de-plant")]),
    "a correction that stands first": store(de=[fact("id: de-plant-2", "supersedes: de-plant"), fact(*RETIRED)]),
    "two paragraphs, the last of them": store(de=[fact(cites("1", "3"))]),
    "one paragraph in two facts": store(de=[FACT, fact(*OTHER)]),
    "a report that hedges": store(
        de=[fact(words("text", "They agreed to study what could come.", "اتفقتا على ما يمكن."))]
    ),
}


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_told_at_its_line_and_nothing_else_is(files: Files) -> None:
    assert marked(files)
    assert found(files) == marked(files)


@pytest.mark.parametrize("files", SOUND.values(), ids=SOUND)
def test_what_the_rules_allow_gives_no_problem(files: Files) -> None:
    assert found(files) == []


@pytest.mark.parametrize(
    "code",
    [0x07, 0x7F, 0x85, 0xAD, 0x061C, 0x200B, 0x200D, 0x200F, 0x2028, 0x202B, 0x2060, 0x2067, 0xFEFF],
    ids=lambda code: f"U+{code:04X}",
)
def test_a_character_that_cannot_be_seen_is_told_with_its_number(code: int) -> None:
    files = store(de=[fact(words("note", f'"A\\u{code:04X}B."  #! control', "واحد."))])
    assert found(files) == marked(files)
    assert [problem.message for problem in read(files)[1]] == [f"note: U+{code:04X} can't be seen"]


def test_a_duplicate_is_told_with_the_place_of_the_first() -> None:
    _, problems = read(store(de=[FACT, fact(*OTHER, "id: de-plant")]))
    assert [problem.message for problem in problems] == ["“de-plant” is at seeds/facts/de.yaml:3 already"]


def test_all_broken_rules_are_told_together_sorted_by_place() -> None:
    files = store(
        de=[fact("id: plant  #! id-form", 'date: "2025?"  #! date-note', "rank: deprecated  #! reason")],
        actors=[changed(ACTOR, "name: {en: Krupp, ar: Krupp}  #! same-text")],
        so=[changed(TRAINING, "supersedes: so-older  #! unknown-fact")],
    )
    _, problems = read(files)
    assert found(files) == marked(files)
    assert len(problems) == 5
    assert problems == sorted(problems)
