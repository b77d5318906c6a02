"""Partners side by side: by area, how much is held and how sure its source is; then the facts of one area."""

from collections import Counter
from collections.abc import Sequence

from bot.render.bidi import FSI, PDI, RLM
from bot.render.card import MARKS, Button, Card, Keyboard, packed
from bot.render.facts import counts, flag, partner_title, version_line
from bot.render.listing import by_partner, paged
from bot.render.scope import capitalised
from bot.text.catalogue import Words
from bot.text.topics import label
from knowledge.model import Area, Status
from knowledge.store import Store

MOST = 5
"""Partners that fit side by side."""
NONE = "—"


def argument(codes: Sequence[str], area: str = "") -> str:
    """Partners, and perhaps an area, as the argument of the view `compare`."""
    return "-".join((*codes, *([area] if area else [])))


def compare(store: Store, words: Words, given: str, page: int) -> Card | None:
    """No partner or one: which others to choose. Two and more: by area; with an area: its facts."""
    codes, area = _parsed(given)
    if len(codes) > MOST or any(code not in store.by_partner for code in codes) or len(set(codes)) < len(codes):
        return None
    if area:
        return _area(store, words, codes, area, page) if area in set(Area) and len(codes) > 1 else None
    if page:
        return None
    return _overview(store, words, codes) if len(codes) > 1 else _choice(store, words, codes)


def _parsed(given: str) -> tuple[list[str], str]:
    parts = given.split("-") if given else []
    codes = [part for part in parts if len(part) == 2 and part.isupper()]
    return codes, "-".join(parts[len(codes) :])


def _choice(store: Store, words: Words, codes: Sequence[str]) -> Card:
    first = partner_title(store, words, codes[0]) if codes else ""
    buttons = [
        Button(partner_title(store, words, code), f"compare:{argument((*codes, code))}:0:{words.language}")
        for code in store.by_partner
        if code not in codes
    ]
    return Card(
        title=words("compare-with", partner=first) if codes else words("compare-which"),
        lines=(words("compare-how", example=f"`{words('usage-compare')}`"),),
        keyboard=(*(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)), (_partners(words),)),
    )


def _overview(store: Store, words: Words, codes: Sequence[str]) -> Card:
    """Two lines an area, so that a narrow screen shows them whole: the area, then each partner's flag and marks."""
    held = {code: [(area, fact.status) for fact in store.by_partner[code] for area in fact.areas] for code in codes}
    numbers = {code: Counter(pairs) for code, pairs in held.items()}
    areas = [area for area in Area if any(area == one for pairs in held.values() for one, _ in pairs)]
    ranked = sorted(areas, key=lambda area: -sum(any(one == area for one, _ in held[code]) for code in codes))
    lines = [f"{partner_title(store, words, code)}: {counts(store.by_partner[code], words)}" for code in codes]
    rows: list[str] = []
    for area in ranked:
        marks = [_isolated(f"{flag(code)} {_marks(numbers[code], area)}", words) for code in codes]
        rows += [capitalised(label(area, words)), f"{RLM if words.language == 'ar' else ''}{' · '.join(marks)}"]
    return Card(
        title=words("compare-title", partners=words.list([partner_title(store, words, code) for code in codes])),
        lines=tuple(lines),
        closing=tuple(rows),
        sources=(words("legend-compare"), words("compare-tap")),
        footer=version_line(store, words, [fact for code in codes for fact in store.by_partner[code]]),
        keyboard=(*_areas(words, codes, ranked), (_partners(words),)),
    )


def _isolated(text: str, words: Words) -> str:
    """Flags and marks keep their order inside an Arabic line."""
    return f"{FSI}{RLM}{text}{PDI}" if words.language == "ar" else text


def _partners(words: Words) -> Button:
    return Button(words("button-partners"), f"partners::0:{words.language}")


def _marks(numbers: Counter[tuple[Area, Status]], area: Area) -> str:
    return " ".join(f"{MARKS[status]}{numbers[area, status]}" for status in Status if numbers[area, status]) or NONE


def _areas(words: Words, codes: Sequence[str], areas: Sequence[Area]) -> Keyboard:
    names = [(capitalised(label(area, words)), area) for area in areas]
    return packed(
        (len(name), Button(name, f"compare:{argument(codes, area)}:0:{words.language}")) for name, area in names
    )


def _area(store: Store, words: Words, codes: Sequence[str], area: str, page: int) -> Card | None:
    order = list(Status)
    facts = [
        fact
        for code in codes
        for fact in sorted(store.by_partner[code], key=lambda fact: order.index(fact.status))
        if area in fact.areas
    ]
    without = [code for code in codes if not any(fact.partner == code for fact in facts)]
    lead = tuple(words("compare-none", partner=partner_title(store, words, code)) for code in without)
    if not facts:
        return None
    return paged(
        store,
        words,
        facts,
        page,
        title=words("compare-area-title", area=capitalised(label(area, words)), partners=" ".join(map(flag, codes))),
        grouping=by_partner(store),
        view=f"compare:{argument(codes, area)}",
        back=Button(words("button-compare-back"), f"compare:{argument(codes)}:0:{words.language}"),
        lead=lead,
    )
