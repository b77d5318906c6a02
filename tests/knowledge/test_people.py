"""Names in running text: whose they are, and whose they are not."""

import pytest

from knowledge.model import Actor, ActorType, Bilingual
from knowledge.people import People
from knowledge.text import fold

PEOPLE = People.of(
    Actor(id=id_, type=ActorType.PERSON, country="QA", name=Bilingual(en=en, ar=ar))
    for id_, en, ar in (
        ("sheikh-ismail", "Abdullahi Sheikh Ismail", "عبد الله شيخ إسماعيل"),
        ("abdulaziz", "Abdulaziz bin Faisal Al Thani", "عبد العزيز بن فيصل آل ثاني"),
        ("khalifa", "Khalifa bin Hamad Al Thani", "خليفة بن حمد آل ثاني"),
    )
)


def found(text: str) -> list[tuple[str, set[str]]]:
    words = fold(text).split()
    return [(" ".join(words[m.start : m.start + m.size]), set(m.actors)) for m in PEOPLE.mentions(words)]


@pytest.mark.parametrize(
    ("text", "whole", "actor"),
    [
        ("وقال عبد الله شيخ إسماعيل إن", "عبد الله شيخ اسماعيل", "sheikh-ismail"),
        ("عبد العزيز بن فيصل", "عبد العزيز بن فيصل", "abdulaziz"),
        ("met Khalifa bin Hamad today", "khalifa bin hamad", "khalifa"),
    ],
)
def test_a_name_is_its_owners_as_a_whole(text: str, whole: str, actor: str) -> None:
    assert found(text) == [(whole, {actor})]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("وكيل الوزارة عبد الله بن سالم الكعبي", "عبد الله بن سالم"),
        ("Khalifa bin Salem signed", "khalifa bin salem"),
    ],
)
def test_who_has_another_father_is_somebody_else(text: str, whole: str) -> None:
    assert found(text) == [(whole, set())]


def test_a_given_name_that_many_bear_is_nobody() -> None:
    assert found("التقى عبد الله السبيعي الوفد") == []


def test_a_word_that_looks_like_half_a_name_is_no_name() -> None:
    assert found("لبحث تعزيز التعاون") == []
    assert found("التقى عبد العزيز الوفد") == [("عبد العزيز", {"abdulaziz"})]


def test_two_surnames_in_a_row_are_two_persons() -> None:
    people = People.of(
        Actor(id=id_, type=ActorType.PERSON, country="QA", name=Bilingual(en=en, ar=ar))
        for id_, en, ar in (
            ("saif", "Saif Al-Hamlan", "سيف الهملان"),
            ("jassim", "Jassim Al-Mannai", "جاسم المناعي"),
        )
    )
    named = [mention.actors for mention in people.mentions(["hamlan", "mannai", "talks"])]
    assert named == [{"saif"}, {"jassim"}]
    assert [mention.actors for mention in people.mentions(["saif", "mannai"])] == [frozenset()]  # nobody's name


def test_a_word_of_the_language_is_no_misspelt_name() -> None:
    words = fold("الصومال خايفه من مين").split()
    assert [m.actors for m in PEOPLE.mentions(words, lambda _: False)] == [{"khalifa"}]
    assert list(PEOPLE.mentions(words, lambda word: word == "خايفه")) == []


def test_the_words_of_a_title_are_no_names() -> None:
    amir = Actor(
        id="amir",
        type=ActorType.PERSON,
        country="QA",
        name=Bilingual(en="Tamim bin Hamad", ar="تميم بن حمد"),
        variants=["Amir of Qatar"],
    )
    people = People.of([amir])
    assert [mention.actors for mention in people.mentions(["the", "amir", "of", "qatar"])] == [{"amir"}]
    assert list(people.mentions(["qataro", "somali", "cooperation"])) == []
