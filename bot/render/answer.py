"""What the store holds on a question: the facts themselves, never a paraphrase and never a bare yes.

The answer is a view: its argument names the outcome, the store's version and the facts' positions in it, so that the other
language is one tap away and nobody's question need be kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.render.card import Button, Card, Group, Keyboard
from bot.render.facts import NOT_DONE, Notes, item, partner_buttons, partner_title, version_line
from bot.render.remembered import per_version
from bot.text.catalogue import Words
from knowledge.model import Fact
from knowledge.search import Found, Outcome
from knowledge.store import Store

OUTCOMES = {Outcome.ANSWERED: "a", Outcome.NEAREST: "n", Outcome.UNDATED: "u", Outcome.SILENT: "s"}
_OF_LETTER = {letter: outcome for outcome, letter in OUTCOMES.items()}
_LEADS = {Outcome.NEAREST: "ask-nearest", Outcome.UNDATED: "ask-undated"}
_VERSION = 4
"""Characters of the store's version in an argument."""
_LONGEST = 42
_NAMED_BY = "Q"
"""What the last part of an argument begins with that names the question, for those who say whether it was answered."""
ASKING, YES, NO, THANKED, REGRETTED = range(5)
"""Pages of the view: with the question whether that was it; the two taps; and what is shown from then on."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def argument(found: Found, store: Store, token: str = "") -> str:
    """A finding as the argument of the view `found`; facts that don't fit into a button are left out, the last ones first."""
    positions = _positions(store)
    text = f"{OUTCOMES[found.outcome]}{store.version[:_VERSION]}"
    for fact in found.facts:
        longer = f"{text}-{_base36(positions[fact.id])}"
        text = longer if len(longer) <= _LONGEST else text
    return f"{text}-{_NAMED_BY}{token}" if token else text


def token(given: str) -> str:
    """What names the question in the argument of a view; empty if nothing does."""
    last = given.rpartition("-")[2]
    return last.removeprefix(_NAMED_BY) if last.startswith(_NAMED_BY) else ""


def found(store: Store, words: Words, given: str, page: int) -> Card | None:
    """The card of a finding; None for one of another version of the store."""
    if page > REGRETTED:
        return None
    head, *positions = given.removesuffix(f"-{_NAMED_BY}{token(given)}").split("-")
    outcome = _OF_LETTER.get(head[:1])
    if outcome is None or head[1:] != store.version[:_VERSION] or not all(position.isalnum() for position in positions):
        return None
    wanted = [int(position, 36) for position in positions]
    ids = list(_positions(store))
    facts = [store.facts[ids[position]] for position in wanted if position < len(ids)]
    card = _card(store, words, outcome, facts)
    return _asking(card, words, given, page) if facts and token(given) else card


def _asking(card: Card, words: Words, given: str, page: int) -> Card:
    """Whether that was what somebody asked, in one line and two buttons, which give way to a word of thanks."""
    if page != ASKING:
        return replace(card, asks=words("ask-thanks" if page in {YES, THANKED} else "ask-sorry"))
    taps = (("button-yes", YES), ("button-no", NO))
    row = tuple(Button(words(key), f"found:{given}:{tap}:{words.language}") for key, tap in taps)
    return replace(card, asks=words("ask-was-it"), keyboard=(row, *card.keyboard))


@per_version(1)
def _positions(store: Store) -> dict[str, int]:
    """Where each fact stands in a version of the store."""
    return {fact_id: position for position, fact_id in enumerate(store.facts)}


def _card(store: Store, words: Words, outcome: Outcome, facts: Sequence[Fact]) -> Card:
    if not facts:
        lines = (words("ask-silent"), words("covered"))
        return Card(words("ask-silent-title"), lines, keyboard=partner_buttons(store, words))
    notes = Notes()
    groups = tuple(
        Group(
            partner_title(store, words, code), tuple(item(fact, words, notes) for fact in facts if fact.partner == code)
        )
        for code in dict.fromkeys(fact.partner for fact in facts)
    )
    card = Card(
        title=words(f"ask-{outcome}-title"),
        lines=(words(_LEADS[outcome]),) if outcome in _LEADS else (),
        groups=groups,
        closing=(words("legend"),) if any(fact.status in NOT_DONE for fact in facts) else (),
        footer=version_line(store, words, facts),
        keyboard=_keyboard(store, words, facts),
    )
    return replace(card, sources=notes.lines(store, words))


def _keyboard(store: Store, words: Words, facts: Sequence[Fact]) -> Keyboard:
    """The whole of the first fact, and the partners that the answer is about."""
    whole = Button(words("button-fact"), f"fact:{facts[0].id}:0:{words.language}")
    codes = list(dict.fromkeys(fact.partner for fact in facts))[:3]
    partners = tuple(Button(partner_title(store, words, code), f"partner:{code}:0:{words.language}") for code in codes)
    return (partners, (whole,))


def _base36(number: int) -> str:
    text = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return _DIGITS[number] + text
