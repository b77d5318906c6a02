"""What the bot keeps, said table by table, and the question whether all of a person's is to be removed."""

from collections.abc import Mapping

from bot.render.card import Button, Card
from bot.text.catalogue import Words
from knowledge.store import Store

KEPT: Mapping[str, tuple[str, ...]] = {
    "privacy-language": ("people",),
    "privacy-subscriptions": ("subscriptions",),
    "privacy-digests": ("histories", "editions", "reviews", "contents", "outbox", "posts"),
    "privacy-questions": ("asked",),
    "privacy-reports": ("reports",),
    "privacy-updates": ("updates",),
    "privacy-switches": ("switches", "audit", "versions"),
}
"""Every table of the database, under the message that says what it keeps, why and for how long."""

ASKING, CONFIRMED = 0, 1
"""Pages of the view `forget`."""


def privacy(_store: Store, words: Words, _argument: str, _page: int) -> Card:
    """What is kept and why, what is not, and how to have it removed."""
    return Card(
        title=words("privacy-title"),
        lines=(words("privacy-lead"),),
        closing=tuple(line for key in KEPT for line in (words(key), ""))[:-1],
        sources=(words("privacy-not"), words("privacy-telegram"), words("privacy-forget", command="`/forget`")),
        keyboard=((Button(words("button-help"), f"help::0:{words.language}"),),),
    )


def forget(_store: Store, words: Words, user_id: str, page: int) -> Card | None:
    """Asks before anything is removed; the person's id is in the button, so that it is his alone."""
    if not user_id.isascii() or not user_id.isdecimal() or page not in {ASKING, CONFIRMED}:
        return None
    if page == CONFIRMED:
        return Card(words("forgot-title"))
    button = Button(words("button-forget"), f"forget:{user_id}:{CONFIRMED}:{words.language}")
    return Card(words("forget-title"), (words("forget-what"),), keyboard=((button,),))
