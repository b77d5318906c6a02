"""An actor by any of his names: the one meant, or those that may be. Nobody is guessed: a name must be his as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from knowledge.model import Actor, ActorType
from knowledge.people import GENERIC
from knowledge.text import ARTICLE, arabic_stems, fold, is_arabic

_PATRONYMIC = frozenset(fold("bin ibn ben بن ابن").split())
_FAMILY = frozenset(fold("thani ثاني").split())
"""A family name that so many share that it names nobody."""
_AROUND = frozenset(fold("the of and for mr mrs dr who is من هو هي السيد السيدة الدكتور معالي سعادة").split())
_MISSPELT_FROM = 5
_MISSPELT_FROM_ELSEWHERE = 7
"""Letters of a word in an organisation's name that may be misspelt: such words are shared more often."""
_LONGEST = 120
_MOST_WORDS = 10
MOST_NEAR = 8
_VOWELS = str.maketrans("", "", "aeiouyhw")


@dataclass(frozen=True, slots=True)
class Who:
    """The actor meant; else those who may be, the likeliest first: by a part of the name, or by the office."""

    actor: str | None = None
    near: tuple[str, ...] = ()
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    actor: str
    words: tuple[str, ...]
    telling: tuple[str, ...]
    is_person: bool

    @property
    def is_patronymic(self) -> bool:
        return bool(_PATRONYMIC & set(self.words))

    def has(self, word: str) -> bool:
        shortest = _MISSPELT_FROM if self.is_person else _MISSPELT_FROM_ELSEWHERE
        return any(_is_same(word, other, shortest) for other in self.telling)


class Actors:
    """The names of all actors of one version of the store."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._names: list[_Name] = []
        self._roles: dict[str, frozenset[str]] = {}
        for actor in actors:
            is_person = actor.type is ActorType.PERSON
            spelled = dict.fromkeys(_words(name) for name in (actor.name.en, actor.name.ar, *actor.variants))
            self._names += [_Name(actor.id, words, _telling(words), is_person) for words in spelled if words]
            role = (*_words(actor.role.en), *_words(actor.role.ar)) if actor.role else ()
            self._roles[actor.id] = frozenset(role)
        self._exact: dict[tuple[str, ...], dict[str, None]] = {}
        for name in self._names:
            self._exact.setdefault(name.words, {})[name.actor] = None

    def who(self, text: str) -> Who:
        """The cost is bounded whatever the text."""
        words = tuple(word for word in _words(text[:_LONGEST]) if word not in _AROUND) if len(text) <= _LONGEST else ()
        if not 0 < len(words) <= _MOST_WORDS:
            return Who()
        for first in arabic_stems(words[0]):
            if found := self._exact.get((first, *words[1:])):
                return Who(next(iter(found)), is_exact=True) if len(found) == 1 else Who(near=tuple(found))
        telling = _telling(words)
        if not telling:
            return Who(near=self._with_any(words))
        meant = dict.fromkeys(name.actor for name in self._names if self._is_meant(name, words, telling))
        if len(meant) == 1:
            return Who(next(iter(meant)))
        return Who(near=tuple(meant) or self._near(words, telling))

    def _is_meant(self, name: _Name, words: Sequence[str], telling: Sequence[str]) -> bool:
        """Whether every telling word is one of the name's, and they are enough to tell him from a stranger."""
        if not all(name.has(word) for word in telling):
            return False
        if not name.is_person:
            return len(telling) == len(name.telling)
        if name.is_patronymic:
            titled = bool(set(words) & (GENERIC | _FAMILY) - _PATRONYMIC)
            return _is_same(telling[0], name.telling[0]) and (len(telling) > 1 or titled)
        return len(telling) > 1 or _is_same(telling[0], name.telling[-1])

    def _near(self, words: Sequence[str], telling: Sequence[str]) -> tuple[str, ...]:
        """Those of whose names a word was typed, then those whose office it is."""
        shared: dict[str, int] = {}
        for name in self._names:
            hits = sum(map(name.has, telling))
            if hits:
                shared[name.actor] = max(shared.get(name.actor, 0), hits)
        most = max(shared.values(), default=0)
        by_name = [actor for actor, hits in shared.items() if hits == most]
        in_office = self._in_office(words)
        found = (*by_name, *in_office) if most == len(telling) or not in_office else in_office
        return tuple(dict.fromkeys(found))[:MOST_NEAR]

    def _with_any(self, words: Sequence[str]) -> tuple[str, ...]:
        """Those whose names hold a word that tells nobody apart, such as a family's."""
        family = set(words) & _FAMILY
        return tuple(dict.fromkeys(name.actor for name in self._names if family & set(name.words)))[:MOST_NEAR]

    def _in_office(self, words: Sequence[str]) -> list[str]:
        if len(words) < 2:
            return []
        return [
            actor
            for actor, role in self._roles.items()
            if all(any(word == other or _alike(word, other) for other in role) for word in words)
        ]


def _words(name: str) -> tuple[str, ...]:
    """A name's folded words, without Arabic articles and the joining al- of transliterations."""
    folded = fold(name.replace("-", " ").replace("’", "'").replace("'s", "")).split()
    return tuple(
        word.removeprefix(ARTICLE) if is_arabic(word) and len(word) > 4 else word
        for word in folded
        if word not in {"al", "el", "ال"}
    )


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in GENERIC | _FAMILY | _AROUND)


def _is_same(typed: str, known: str, shortest: int = _MISSPELT_FROM) -> bool:
    """Whether two words are one name: as spelled, with a slip in a longer one, or transliterated with other vowels."""
    if typed == known or any(stem == known for stem in arabic_stems(typed)):
        return True
    if min(len(typed), len(known)) < shortest or typed[0] != known[0]:
        return False
    return OSA.distance(typed, known, score_cutoff=1) <= 1 or (not is_arabic(typed) and _alike(typed, known))


def _alike(typed: str, known: str) -> bool:
    if is_arabic(typed) or is_arabic(known):
        return False
    skeletons = (_skeleton(typed), _skeleton(known))
    return skeletons[0] == skeletons[1] and len(skeletons[0]) >= 3 and typed[0] == known[0]


def _skeleton(word: str) -> str:
    plain = word.replace("ch", "k").replace("c", "k").replace("q", "k").translate(_VOWELS)
    return "".join(letter for at, letter in enumerate(plain) if plain[at - 1 : at] != letter)
