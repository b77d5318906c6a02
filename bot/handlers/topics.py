"""Topics by any of their names."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render import topic as topic_cards
from bot.render.card import Card, quoted
from bot.render.scope import capitalised
from bot.render.views import View
from bot.text.topics import label, named


async def topic(request: Request) -> Answer:
    """/topic [NAME]"""
    words = request.words
    if not request.argument:
        return Answer(View("topics", words.language))
    found = named(request.argument)
    if found.topic:
        lead = "" if found.is_exact else words("topic-shown", topic=capitalised(label(found.topic, words)))
        return Answer(View("topic", words.language, found.topic), lead)
    typed = quoted(request.argument)
    if found.near:
        near = topic_cards.topic_buttons(request.store, words, found.near)
        return Answer(Card(words("topic-unknown-title"), (words("topic-near", input=typed),), keyboard=near))
    choice = topic_cards.choice(request.store, words, 0)
    return Answer(Card(words("topic-unknown-title"), (words("topic-unknown", input=typed),), keyboard=choice))
