"""Names of persons and organisations as people type them: a run of name words means an actor only if all of them are his."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from knowledge.model import Actor, ActorType
from knowledge.text import arabic_stems, fold, is_arabic

_SERVANT = frozenset({"abd", "abdul", "عبد"})
"""Half a name: who is meant is told by what follows."""
GENERIC = (
    frozenset(fold("sheikh shaikh cheikh scheich bin ibn ben al el abu شيخ الشيخ بن ابن ال آل ابو").split()) | _SERVANT
)
"""Words of names that tell nobody apart."""
_JOINING = frozenset({"the", "of", "and", "for"})
_PATRONYMIC = frozenset({"bin", "ibn", "بن", "ابن"})
_FAMILY = frozenset(fold("thani ثاني").split())
"""A family name that so many share that it names nobody."""
_MISSPELT_FROM = 5
_VOWELS = str.maketrans("", "", "aeiouy")

IsWord = Callable[[str], bool]
"""Whether a word is one of the language's, and so no misspelt name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words from `start` on that name an actor; no actors: a name that is nobody's whom the store holds."""

    start: int
    size: int
    actors: frozenset[str]


@dataclass(slots=True)
class People:
    """Words of names, and phrases that are names as a whole."""

    _phrases: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    _words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _skeletons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _surnames: set[str] = field(default_factory=set)
    _longest: int = 1

    @classmethod
    def of(cls, actors: Iterable[Actor]) -> "People":
        people = cls()
        for actor in actors:
            for name in (actor.name.en, actor.name.ar, *actor.variants):
                people._add(actor, _words(name))
        return people

    def _add(self, actor: Actor, words: tuple[str, ...]) -> None:
        if not words:
            return
        self._phrases[words].add(actor.id)
        self._longest = max(self._longest, len(words))
        if actor.type is not ActorType.PERSON or _JOINING & set(words):  # “Amir of Qatar” is a title
            return
        telling = [word for word in words if word not in GENERIC | _FAMILY | _JOINING]
        for word in telling:
            self._words[word].add(actor.id)
            self._of[actor.id].add(word)
            self._skeletons[_skeleton(word)].add(word)
        if telling:
            # Of a name with a patronymic the given name tells who it is, of any other the last one.
            before = words[words.index(telling[0]) - 1]
            given = f"{before} {telling[0]}" if before in _SERVANT else telling[0]
            self._surnames.add(given if _PATRONYMIC & set(words) else telling[-1])

    def mentions(self, words: Sequence[str], is_word: IsWord | None = None) -> Iterator[Mention]:
        """Names among folded words, from left to right, the longest first."""
        position = 0
        while position < len(words):
            mention = self._phrase_at(words, position) or self._run_at(words, position, is_word)
            if mention is None:
                position += 1
            else:
                yield mention
                position += mention.size

    def _phrase_at(self, words: Sequence[str], start: int) -> Mention | None:
        for size in range(min(self._longest, len(words) - start), 0, -1):
            for first in arabic_stems(words[start]):
                found = self._phrases.get(_words(" ".join((first, *words[start + 1 : start + size]))))
                if found:
                    return Mention(start, size + self._rest(words, start + size, found), frozenset(found))
        return None

    def _rest(self, words: Sequence[str], start: int, actors: set[str]) -> int:
        """How many words behind a name belong to it still."""
        end = start
        while end < len(words) and (
            words[end] in (GENERIC | _FAMILY) - _SERVANT or self._words.get(words[end], set()) & actors
        ):
            end += 1
        return end - start

    def _run_at(self, words: Sequence[str], start: int, is_word: IsWord | None) -> Mention | None:
        """Words of persons' names in a row: one person's, or nobody's."""
        owners: frozenset[str] | None = None
        telling: list[str] = []
        end = start + (words[start] in _SERVANT)
        while end < len(words):
            known = self._known(words[end], is_word)
            if known is not None and owners is not None and self._is_another(words[end], known, telling, owners):
                break
            if known is not None:
                theirs = frozenset(self._words[known])
                owners = theirs if owners is None else owners & theirs
                telling.append(f"{words[start]} {known}" if end == start + 1 and words[start] in _SERVANT else known)
            elif not (words[end] in GENERIC | _FAMILY and telling):
                break
            end += 1
        if owners is None:
            return None
        follows = start >= 2 and words[start - 1] in _PATRONYMIC and words[start - 2] not in GENERIC
        if follows:  # "X bin Hamad" is somebody else
            return Mention(start - 2, end - start + 2, frozenset())
        if words[end - 1] in _PATRONYMIC and end < len(words):  # and so is he whose father is another
            return Mention(start, end - start + 1, frozenset())
        if owners and len(telling) == 1 and telling[0] not in self._surnames:
            if end < len(words) and is_word is not None and not is_word(words[end]):
                return Mention(start, end - start + 1, frozenset())
            return None  # a given name alone is nobody's yet
        return Mention(start, end - start, owners)

    def _is_another(self, word: str, known: str, before: Sequence[str], owners: frozenset[str]) -> bool:
        """Whether another name begins: behind “and”, or with the second of two surnames."""
        is_joined = word.startswith("و") and known != word
        return is_joined or ({known, *before} <= self._surnames and owners.isdisjoint(self._words[known]))

    def _known(self, word: str, is_word: IsWord | None) -> str | None:
        for bare in arabic_stems(word):
            if bare in self._words:
                return bare
        if len(word) < _MISSPELT_FROM or word in GENERIC or (is_word is not None and is_word(word)):
            return None
        near = [
            known
            for known in self._words
            if abs(len(known) - len(word)) <= 1 and OSA.distance(word, known, score_cutoff=1) <= 1
        ]
        if len(near) == 1:
            return near[0]
        if is_arabic(word):
            return None
        alike = self._skeletons.get(_skeleton(word), set())
        return next(iter(alike)) if len(alike) == 1 and len(_skeleton(word)) >= 4 else None


def _words(name: str) -> tuple[str, ...]:
    """A name's folded words, each without the Arabic article, and without the joining al- of transliterations."""
    return tuple(
        word.removeprefix("ال") if len(word) > 4 else word for word in fold(name).split() if word not in {"al", "el"}
    )


def _skeleton(word: str) -> str:
    return word.replace("ch", "c").translate(_VOWELS) if not is_arabic(word) else word
