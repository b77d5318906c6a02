"""Names of persons and organisations: whose they are, and that half a name or a stranger's is nobody's."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.actors import MOST_NEAR, Actors
from knowledge.model import Actor, ActorType, Bilingual


def person(id_: str, english: str, arabic: str, role: str = "", type_: ActorType = ActorType.PERSON) -> Actor:
    office = Bilingual(en=role, ar="وزير الداخلية") if role else None
    return Actor(id=id_, type=type_, country="QA", name=Bilingual(en=english, ar=arabic), role=office)


ACTORS = Actors(
    [
        person("karl-stern", "Karl Stern", "كارل شتيرن", "Minister of the Interior"),
        person("karl-vogel", "Karl Vogel", "كارل فوغل"),
        person("anna-stern", "Anna Stern", "آنا شتيرن"),
        person("nasser-bin-salem", "Sheikh Nasser bin Salem Al Thani", "الشيخ ناصر بن سالم آل ثاني"),
        person("salem-bin-rashid", "Salem bin Rashid Al Thani", "سالم بن راشد آل ثاني"),
        person("harbour-guard", "Harbour Guard", "حرس الميناء", type_=ActorType.ORGANISATION),
        person("royal-harbour-guard", "Royal Harbour Guard", "حرس الميناء الملكي", type_=ActorType.ORGANISATION),
    ]
)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Karl Stern", "karl-stern"),
        ("KARL  STERN", "karl-stern"),
        ("Stern, Karl", "karl-stern"),
        ("Vogel", "karl-vogel"),
        ("Karl Vogell", "karl-vogel"),
        ("فوغل", "karl-vogel"),
        ("لكارل فوغل", "karl-vogel"),
        ("Nasser bin Salem", "nasser-bin-salem"),
        ("Sheikh Nasser", "nasser-bin-salem"),
        ("Naser ben Salim", "nasser-bin-salem"),
        ("ناصر بن سالم", "nasser-bin-salem"),
        ("Salem bin Rashid", "salem-bin-rashid"),
        ("Harbour Guard", "harbour-guard"),
    ],
)
def test_a_name_is_its_owners(text: str, actor: str) -> None:
    assert ACTORS.who(text).actor == actor


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Stern", {"karl-stern", "anna-stern"}),
        ("Karl", {"karl-stern", "karl-vogel"}),
        ("Karl Müller", {"karl-stern", "karl-vogel"}),
        ("Thani", {"nasser-bin-salem", "salem-bin-rashid"}),
        ("Salem bin Nasser", {"nasser-bin-salem"}),
        ("minister of interior", {"karl-stern"}),
        ("وزير الداخلية", {"karl-stern"}),
        ("Guard", {"harbour-guard", "royal-harbour-guard"}),
    ],
)
def test_half_a_name_or_an_office_is_offered_and_means_nobody(text: str, near: set[str]) -> None:
    found = ACTORS.who(text)
    assert found.actor is None
    assert set(found.near) == near


@pytest.mark.parametrize("text", ["", " ", "Müller", "bin", "the", "🤖", "' OR 1=1", "x" * 9999, "ab " * 50])
def test_a_stranger_is_nobody_and_near_nobody(text: str) -> None:
    assert ACTORS.who(text) == type(ACTORS.who(text))()


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    found = ACTORS.who(text)
    assert len(found.near) <= MOST_NEAR
    assert not (found.actor and found.near)


def test_the_cost_is_bounded() -> None:
    many = Actors([person(f"p{number}", f"Given{number} Family{number}", f"اسم {number}") for number in range(2_000)])
    began = time.process_time()
    many.who(" ".join(["Givem1999"] * 10))
    assert time.process_time() - began < 1
