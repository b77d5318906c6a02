"""A card as plain text: for the command line and wherever no markup goes."""

from bot.render import bidi
from bot.render.card import MARKS, Card, Group
from bot.text.locale import Locale


def render(card: Card, locale: Locale) -> str:
    """The same content as the HTML, with nothing folded and no buttons."""
    blocks = [[card.title, *card.lines], *(_group(group) for group in (*card.groups, *card.folded))]
    blocks += [[one] for one in card.quotes]
    blocks += [list(card.closing), list(card.sources), *([one] for one in (card.footer, card.asks) if one)]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return "\n".join(bidi.finish(line, locale) for line in text.split("\n")).replace("`", "")


def _group(group: Group) -> list[str]:
    lines = [group.title] if group.title else []
    for item in group.items:
        when = f"{item.when} — " if item.when else ""
        lines.append(
            " ".join([f"{MARKS[item.status]} {when}{item.text}", *map(str, item.footnotes), item.remark]).rstrip()
        )
    return lines
