"""The cards that greet, explain and let choose: start, help, language, partners."""

from bot.render.card import Button, Card
from bot.render.facts import counts, partner_buttons, partner_title, version_line
from bot.text.catalogue import Words
from knowledge.store import Store

HELP = (
    *("ask", "partner", "partners", "topic", "who", "timeline", "compare"),
    *(
        "latest",
        "fact",
        "sources",
        "report",
        "subscribe",
        "digest",
        "unsubscribe",
        "language",
        "privacy",
        "forget",
        "help",
    ),
)
"""The commands that /help explains, in its order; each has a message `command-NAME`."""
DESK = ("status", "reload", "rollback", "draft", "hold", "resume", "audit")
"""Those that it names to an admin."""


def start(store: Store, words: Words, _argument: str, _page: int) -> Card:
    """The first message: what this is, and five ways on."""
    return Card(
        title=words("start-title"),
        lines=(words("start-what"), words("start-how")),
        closing=(words("start-try"),),
        footer=version_line(store, words),
        keyboard=(*partner_buttons(store, words), (Button(words("button-help"), f"help::0:{words.language}"),)),
    )


def help_(store: Store, words: Words, _argument: str, _page: int) -> Card:
    """Each command with its use, and what the marks mean."""
    return Card(
        title=words("help-title"),
        lines=tuple(f"`{words(f'usage-{name}')}` — {words(f'command-{name}')}" for name in HELP),
        closing=(words("help-marks"), words("legend-reported"), words("legend"), words("help-footnotes")),
        footer=version_line(store, words),
        keyboard=((Button(words("button-partners"), f"partners::0:{words.language}"),),),
    )


def language(_store: Store, words: Words, _argument: str, _page: int) -> Card:
    """The language chosen, and the choice."""
    return Card(
        title=words("language-title"),
        lines=(words("language-now"),),
        keyboard=((Button("العربية", "language::1:ar"), Button("English", "language::1:en")),),
    )


def partners(store: Store, words: Words, _argument: str, _page: int) -> Card:
    """The partners covered, with what is held on each."""
    lines = tuple(
        f"{partner_title(store, words, code)}: {counts(facts, words)}" for code, facts in store.by_partner.items()
    )
    return Card(
        title=words("partners-title"),
        lines=(words("partners-lead", count=len(lines)),),
        closing=lines,
        footer=version_line(store, words),
        keyboard=partner_buttons(store, words),
    )
