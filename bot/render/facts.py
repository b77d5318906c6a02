"""Facts as items of a card: grouped by kind, footnoted, counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.render.card import Button, Footnote, Group, Item
from bot.text.catalogue import Words
from knowledge.model import Fact, Kind, Rank, Status
from knowledge.store import Store

FAMILIES: tuple[tuple[str, frozenset[Kind]], ...] = (
    (
        "family-agreements",
        frozenset({Kind.AGREEMENT, Kind.MEMORANDUM, Kind.LETTER_OF_INTENT, Kind.JOINT_STATEMENT, Kind.PROCUREMENT}),
    ),
    ("family-meetings", frozenset({Kind.MEETING, Kind.VISIT})),
    ("family-military", frozenset({Kind.MILITARY_COOPERATION, Kind.EXERCISE, Kind.TRAINING, Kind.MILITARY_AID})),
    ("family-information", frozenset({Kind.INFORMATION_SHARING})),
    ("family-support", frozenset({Kind.AID, Kind.MEDIATION})),
    ("family-positions", frozenset({Kind.POSITION})),
)
"""Kinds that stand under one heading, in the order of the headings."""

NOT_DONE = (Status.EXPECTED, Status.PROPOSED, Status.ASSESSED)


@dataclass(slots=True)
class Notes:
    """Numbers the sources of one card in the order in which they are first cited."""

    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, fact: Fact) -> tuple[Footnote, ...]:
        return tuple(
            Footnote(self.numbers.setdefault(evidence.source, len(self.numbers) + 1), evidence.paragraph)
            for evidence in fact.evidence
        )

    def lines(self, store: Store, words: Words) -> tuple[str, ...]:
        """A line a source: its number, its name, the language it is in."""
        return tuple(f"[{number}] {source_name(store, words, id_)}" for id_, number in self.numbers.items())


def source_name(store: Store, words: Words, source_id: str) -> str:
    """Publisher and title of a source, and that it is in another language than the reader's."""
    source = store.sources[source_id]
    publisher = source.publisher[words.language] if source.publisher else words("publisher-unknown")
    key = "source-name" if source.language == words.language else "source-name-foreign"
    return words(key, publisher=publisher, title=source.title[words.language], language=source.language)


def item(fact: Fact, words: Words, notes: Notes) -> Item:
    """A fact as a line. That what isn't done has no date goes without saying."""
    return Item(
        status=fact.status,
        when=words.date(fact.date) if fact.date or fact.status is Status.REPORTED else "",
        text=fact.text[words.language],
        footnotes=notes.cite(fact),
        dated=fact.date is not None,
        struck=fact.rank is Rank.DEPRECATED,
    )


def by_family(facts: Sequence[Fact], words: Words, notes: Notes) -> tuple[Group, ...]:
    """Groups under the headings of FAMILIES; each keeps the order of `facts`."""
    return tuple(
        Group(words(key), tuple(item(fact, words, notes) for fact in facts if fact.kind in kinds))
        for key, kinds in FAMILIES
        if any(fact.kind in kinds for fact in facts)
    )


def counts(facts: Iterable[Fact], words: Words) -> str:
    """“9 reported · 3 expected or proposed · 2 opinions · 1 source”; what there is none of is left out."""
    held = list(facts)
    numbers = {
        "count-reported": sum(fact.status is Status.REPORTED for fact in held),
        "count-planned": sum(fact.status in {Status.EXPECTED, Status.PROPOSED} for fact in held),
        "count-assessed": sum(fact.status is Status.ASSESSED for fact in held),
        "count-sources": len({evidence.source for fact in held for evidence in fact.evidence}),
    }
    return " · ".join(words(key, count=number) for key, number in numbers.items() if number)


def version_line(store: Store, words: Words, facts: Iterable[Fact] = ()) -> str:
    """Which store this comes from, and when its facts were last checked."""
    checked = max((fact.checked for fact in facts or store.facts.values()), default=None)
    day = words.day(checked) if checked else words("date-none")
    return words("footer-version", version=f"`{store.short_version}`", day=day)


def partner_title(store: Store, words: Words, code: str) -> str:
    return f"{flag(code)} {store.partners[code].name[words.language]}"


def flag(code: str) -> str:
    """The flag emoji of an ISO 3166-1 alpha-2 code: two regional indicators."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)


def partner_buttons(store: Store, words: Words) -> tuple[tuple[Button, ...], ...]:
    """The partners covered, two buttons a row."""
    buttons = [
        Button(partner_title(store, words, code), f"partner:{code}:0:{words.language}") for code in store.by_partner
    ]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def share(words: Words, asked: str) -> Button:
    """Shows in a chat that people choose what the bot answers when it is asked that inline."""
    return Button(words("button-share"), asked, "share")
