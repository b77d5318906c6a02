"""Facts against the articles they cite."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import evidence
from knowledge.folder import MAX_BYTES
from tests.knowledge.curated import ACTOR, SOURCE, Files, changed, fact, marked, places, snapshot, store, words

ARTICLE = """\
قطر وألمانيا تتباحثان

اتفقت شركة راينميتال في عام 2018 مع قطر على بناء مصنع
    \t
يشمل الاتفاق تدريب 1500 من FBI والجيش
"""
MINISTER = """\
id: minister
type: person
country: DE
name: {en: Heinrich von Briesen, ar: هاينريش فون بريسن}
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def source(article: str | bytes, *fields: str) -> str:
    """The entry of an article with its true digest and number of paragraphs."""
    content = article.encode() if isinstance(article, str) else article
    paragraphs = sum(bool(line.strip()) for line in content.decode(errors="replace").split("\n"))
    return changed(SOURCE, f'sha256: "{hashlib.sha256(content).hexdigest()}"', f"paragraphs: {paragraphs}", *fields)


def told(files: Files, articles: Path) -> list[str]:
    return places(evidence.check(snapshot(files), articles))


def undated(*fields: str) -> str:
    return fact("date: null", *fields)


def citing(paragraph: int, *terms: str) -> str:
    """A fact that cites the paragraph for these terms, each on a line of its own."""
    listed = "".join(f"\n  - {term}" for term in terms)
    return undated(f"evidence:\n- source: a1\n  paragraph: {paragraph}\n  terms:{listed}")


@pytest.mark.parametrize(
    ("paragraph", "term"),
    [
        (1, "ألمانيا"),  # with a prefix
        (1, "قطر وألمانيا"),
        (2, "راينميتال"),
        (2, '"2018"'),
        (2, '"عام  2018 مع"'),  # blanks are one
        (3, '"1500"'),
        (3, "FBI"),
        (3, "تدريب 1500 من FBI"),
        (3, "والجيش"),
    ],
)
def test_a_term_that_stands_in_the_paragraph_is_no_problem(articles: Path, paragraph: int, term: str) -> None:
    (articles / "a1.txt").write_text(ARTICLE)
    assert told(store(sources=[source(ARTICLE)], de=[citing(paragraph, term)], so=[]), articles) == []


@pytest.mark.parametrize(
    ("paragraph", "term"),
    [
        (1, "راينميتال"),  # in the next paragraph
        (3, "راينميتال"),
        (2, "فرنسا"),
        (2, '"018"'),  # part of a number
        (2, '"201"'),
        (3, '"500"'),
        (3, "FB"),  # part of a Latin word
        (3, "BI"),
        (3, "fbi"),
        (2, '"٢٠١٨"'),  # spelled otherwise
        (2, "مصنع يشمل"),  # across two paragraphs
        (1, '"قطر, وألمانيا"'),
    ],
)
def test_a_term_that_does_not_stand_there_is_told_at_its_line(articles: Path, paragraph: int, term: str) -> None:
    (articles / "a1.txt").write_text(ARTICLE)
    files = store(sources=[source(ARTICLE)], de=[citing(paragraph, f"{term}  #! no-evidence")], so=[])
    assert told(files, articles) == marked(files)


def test_each_missing_term_is_told_and_no_term_that_is_there(articles: Path) -> None:
    (articles / "a1.txt").write_text(ARTICLE)
    terms = ["فرنسا  #! no-evidence", "راينميتال", "الكويت  #! no-evidence"]
    files = store(sources=[source(ARTICLE)], de=[citing(2, *terms)], so=[])
    assert told(files, articles) == marked(files)


@pytest.mark.parametrize(
    "fields",
    [
        [words("text", "In 2019 Rheinmetall agreed on a plant.  #! no-evidence", "اتفقت راينميتال على مصنع.")],
        [words("text", "Rheinmetall agreed on a plant.", "اتفقت راينميتال عام ٢٠١٩ على مصنع.  #! no-evidence")],
        [words("text", "Rheinmetall trains 500 guards.  #! no-evidence", "تدرب راينميتال الحرس.")],
        ['date: "2019"  #! no-evidence'],
        ["actors:\n- rheinmetall\n- minister  #! no-evidence"],
    ],
)
def test_a_number_a_year_or_a_person_that_no_cited_paragraph_holds_is_told(articles: Path, fields: list[str]) -> None:
    (articles / "a1.txt").write_text(ARTICLE)
    held = [fact(*fields, "evidence: [{source: a1, paragraph: 2, terms: [راينميتال]}]")]
    files = store(sources=[source(ARTICLE)], actors=[ACTOR, MINISTER], de=held, so=[])
    assert told(files, articles) == marked(files)


def test_a_withdrawn_fact_may_say_what_no_paragraph_holds(articles: Path) -> None:
    (articles / "a1.txt").write_text(ARTICLE)
    said = words("text", "In 2019 Rheinmetall agreed on a plant.", "اتفقت راينميتال عام 2019 على مصنع.")
    cited = "evidence: [{source: a1, paragraph: 2, terms: [راينميتال]}]"
    withdrawn = fact(said, cited, "rank: deprecated", words("reason", "It was 2018.", "كان ذلك عام 2018."))
    assert told(store(sources=[source(ARTICLE)], de=[withdrawn], so=[]), articles) == []
    assert told(store(sources=[source(ARTICLE)], de=[fact(said, cited)], so=[]), articles) != []


def test_numbers_dates_and_persons_may_stand_in_any_cited_paragraph_and_in_words(articles: Path) -> None:
    article = "زار هاينريش فون بريسن الدوحة في التاسع والعشرين من مايو\nتدرب 1,500 جندي عام ٢٠١٨\n"
    (articles / "a1.txt").write_text(article)
    both = "evidence:\n" + "".join(
        f"- {{source: a1, paragraph: {number}, terms: [{term}]}}\n" for number, term in ((1, "الدوحة"), (2, "جندي"))
    )
    text = words(
        "text",
        "On 29 May 2018 a minister came, and 1500 soldiers trained.",
        "زار الوزير الدوحة في 29 مايو وتدرب ١٥٠٠ جندي.",
    )
    held = [fact(text, 'date: "2018-05-29"', "actors: [minister]", both.rstrip())]
    assert told(store(sources=[source(article)], actors=[ACTOR, MINISTER], de=held, so=[]), articles) == []
    held = [fact('date: "2019?"', words("date_note", "Told by the heading.", "من العنوان."), both.rstrip())]
    assert told(store(sources=[source(article)], de=held, so=[]), articles) == []  # inferred, and says so


def test_a_letter_written_in_two_characters_is_the_same_letter(articles: Path) -> None:
    article = "أُنشئ المصنع\n"  # the hamza stands alone
    (articles / "a1.txt").write_text(article)
    assert told(store(sources=[source(article)], de=[citing(1, "أُنشئ")], so=[]), articles) == []


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ("one\n\n\ntwo\n", 2),
        ("one\r\n\r\ntwo\r\n", 2),
        ("one\u2028two\x0bthree", 1),
        ("\n \n\u00a0\n", 0),
        ("", 0),
        ("© theme\n", 1),
    ],
)
def test_a_paragraph_is_a_line_that_is_not_empty(articles: Path, lines: str, paragraphs: int) -> None:
    (articles / "a1.txt").write_bytes(lines.encode())
    article = evidence.Article.read(articles / "a1.txt")
    assert isinstance(article, evidence.Article)
    assert len(article.paragraphs) == paragraphs
    assert [article.paragraph(number) for number in (0, -1, paragraphs + 1)] == [None, None, None]
    assert [article.paragraph(number + 1) for number in range(paragraphs)] == list(article.paragraphs)


def test_an_article_that_was_changed_is_told_at_its_digest(articles: Path) -> None:
    (articles / "a1.txt").write_text(ARTICLE + " ")
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    files = store(sources=[changed(source(ARTICLE), f'sha256: "{digest}"  #! sha256')], de=[], so=[])
    assert told(files, articles) == marked(files)


def test_a_wrong_number_of_paragraphs_is_told(articles: Path) -> None:
    (articles / "a1.txt").write_text(ARTICLE)
    files = store(sources=[source(ARTICLE, "paragraphs: 4  #! paragraphs")], de=[citing(4, "x")], so=[])
    assert told(files, articles) == marked(files)


def spoilt(file: Path) -> None:
    file.write_bytes("قطر\n".encode() + b"\xff\n")


def endless(file: Path) -> None:
    file.touch()
    os.truncate(file, MAX_BYTES + 1)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: None, "No such file or directory"),
        (Path.mkdir, "this is no ordinary file"),
        (os.mkfifo, "this is no ordinary file"),
        (lambda file: file.symlink_to("nowhere"), "No such file or directory"),
        (lambda file: file.symlink_to("/dev/zero"), "this is no ordinary file"),
        (endless, "67 MB; a curated file has at most 67"),
        (spoilt, "not UTF-8"),
    ],
)
def test_an_article_that_cannot_be_read_is_one_problem(
    articles: Path, make: Callable[[Path], object], reason: str
) -> None:
    make(articles / "a1.txt")
    files = store(sources=[changed(SOURCE, "file: a1.txt  #! article")])
    problems = evidence.check(snapshot(files), articles)
    assert places(problems) == marked(files)
    assert [problem.message for problem in problems] == [f"a1.txt: {reason}"]


def test_a_file_name_of_dots_is_no_way_out_of_the_folder(articles: Path) -> None:
    files = store(sources=[changed(SOURCE, "file: ..  #! article")])
    assert told(files, articles) == marked(files)


ENGLISH = "The two ministers agreed in Doha on a new plan for the port of Hamad and its guards.\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Both agreed on a new plan for the port",  # seven in a row
        "A new plan for the port of the city",
        "Ministers agreed in Doha on a new port",
        "The article says that a new plan was made for the port of Hamad",
        "Two ministers",
    ],
)
def test_a_sentence_of_ones_own_is_no_problem(articles: Path, sentence: str) -> None:
    (articles / "a1.txt").write_text(ENGLISH)
    own = undated(
        words("text", f'"{sentence}"', "اتفق الوزيران."), "evidence: [{source: a1, paragraph: 1, terms: [Doha]}]"
    )
    assert told(store(sources=[source(ENGLISH)], de=[own], so=[]), articles) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "agreed in Doha on a new plan for",  # eight words
        "In May the two ministers agreed in Doha on a new plan",
        "THE TWO MINISTERS AGREED, IN DOHA: ON A NEW PLAN",
        "They met. On a new plan for the port of Hamad",
        "Ministers agreed in Doha. On a new plan they built.",
    ],
)
def test_eight_words_of_the_article_in_a_row_are_copied(articles: Path, sentence: str) -> None:
    (articles / "a1.txt").write_text(ENGLISH)
    copied = undated(
        words("text", f'"{sentence}"  #! copied', "اتفق الوزيران."),
        "evidence: [{source: a1, paragraph: 1, terms: [Doha]}]",
    )
    files = store(sources=[source(ENGLISH)], de=[copied], so=[])
    assert told(files, articles) == marked(files)


def test_arabic_is_compared_without_its_marks(articles: Path) -> None:
    article = "اتفقت الدولتان في الدوحة على خطة جديدة لحماية الميناء\n"
    (articles / "a1.txt").write_text(article)
    text = words("text", "They agreed.", "اتفقت الدولتان في الدّوحة على خطّةٍ جديدةٍ لحمايـــة الميناء.  #! copied")
    files = store(
        sources=[source(article)], de=[undated(text, "evidence: [{source: a1, paragraph: 1, terms: [خطة]}]")], so=[]
    )
    assert told(files, articles) == marked(files)


@pytest.mark.parametrize(
    "named",
    [
        {"actors": [changed(ACTOR, "name: {en: Plan for the port of Hamad, ar: خطة الميناء}")]},
        {"actors": [changed(ACTOR, 'variants: ["a new plan for the port"]')]},
        {"actors": [changed(ACTOR, "role: {en: Ministers agreed in Doha on a new, ar: الوزراء}")]},
        {"sources": [source(ENGLISH, "title: {en: Agreed in Doha on a new plan, ar: خطة}")]},
    ],
    ids=["a name", "a variant of a name", "an office", "a title"],
)
def test_words_of_names_and_titles_may_be_the_same(articles: Path, named: dict[str, list[str]]) -> None:
    (articles / "a1.txt").write_text(ENGLISH)
    text = words("text", "Ministers agreed in Doha on a new plan for the port of Hamad.", "اتفق الوزيران.")
    cited = undated(text, "evidence: [{source: a1, paragraph: 1, terms: [Doha]}]")
    files = store(**({"sources": [source(ENGLISH)], "de": [cited], "so": []} | named))
    unnamed = store(sources=[source(ENGLISH)], de=[cited], so=[])
    assert told(files, articles) == []
    assert told(unnamed, articles) == ["seeds/facts/de.yaml:10 copied"]


def test_a_sentence_of_another_article_is_copied_too(articles: Path) -> None:
    (articles / "a1.txt").write_text(ARTICLE)
    (articles / "b.txt").write_text(ENGLISH)
    text = words("text", "Agreed in Doha on a new plan for the port.  #! copied", "اتفقت.")
    files = store(
        sources=[source(ARTICLE), source(ENGLISH, "id: b1", "file: b.txt")],
        de=[undated(text)],
        so=[],
    )
    assert told(files, articles) == marked(files)
