"""What admins are told about articles that they send to have facts drafted."""

from dataclasses import replace

from bot.desk.articles import LARGEST, Drafted, NoPartner, Unread
from bot.render.card import Button, Card, Keyboard
from bot.text.catalogue import Words

COMMAND = "`/draft`"
READ, DROP = "read", "drop"


def ask(words: Words, partner: str) -> Card:
    """Asks for an article, on a partner if one was named."""
    lines = [words("draft-ask", file="`.txt`", command=COMMAND)]
    lines += [words("draft-ask-about", partner=words.country(partner))] if partner else []
    return Card(words("draft-ask-title"), tuple(lines), keyboard=((_drop(words),),))


def so_far(words: Words, paragraphs: int) -> Card:
    read = Button(words("button-draft-read"), f"draft:{READ}:0:{words.language}")
    keyboard: Keyboard = ((read,), (_drop(words),))
    return Card(words("draft-so-far-title", count=paragraphs), (words("draft-so-far"),), keyboard=keyboard)


def outcome(told: Drafted | NoPartner | Unread, words: Words, kept: str = "") -> Card:
    """`kept`: the file in which an article that came as text is given back."""
    match told:
        case NoPartner():
            line = words("draft-no-partner", command=_example(words))
            return Card(words("draft-no-partner-title"), (line,))
        case Unread():
            return Card(words("draft-unread-title"), (words("draft-unread"),))
        case Drafted():
            card = _drafted(told, words)
            return replace(card, lines=(*card.lines, words("draft-done-article", file=f"`{kept}`"))) if kept else card


def _drafted(told: Drafted, words: Words) -> Card:
    lines = [words("draft-done-from", count=told.paragraphs)]
    lines += [] if told.is_partner else [words("draft-done-partner", code=f"`{told.partner}`", file="`partners.yaml`")]
    lines += [words("draft-done-held", count=told.held)] if told.held else []
    next_ = words("draft-done-next", file=f"`facts/{told.partner.lower()}.yaml`")
    lines.append(next_ if told.drafts else words("draft-none"))
    title = words("draft-done-title", count=told.drafts, partner=words.country(told.partner))
    return Card(title, tuple(lines))


def working(words: Words) -> Card:
    return Card(words("draft-working"))


def dropped(words: Words) -> Card:
    return Card(words("edit-dropped-title"))


def over(words: Words) -> Card:
    return Card(words("draft-over-title"), (words("draft-over", command=COMMAND),))


def too_large(words: Words) -> Card:
    return Card(words("draft-large-title"), (words("draft-large", limit=LARGEST // 1000),))


def unknown_partner(words: Words) -> Card:
    return Card(words("draft-partner-unknown-title"), (words("draft-partner-unknown", command=_example(words)),))


def _drop(words: Words) -> Button:
    return Button(words("button-drop"), f"draft:{DROP}:0:{words.language}")


def _example(words: Words) -> str:
    return "`/draft ألمانيا`" if words.language == "ar" else "`/draft germany`"
