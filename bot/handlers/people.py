"""Persons and organisations by any of their names; two of one name are offered, never guessed between."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render import who as cards
from bot.render.card import Card, quoted
from bot.render.scope import index
from bot.render.views import View

_OFFERED = 6
"""Names that are offered where none was typed."""


async def who(request: Request) -> Answer:
    """/who [NAME]"""
    words, store = request.words, request.store
    if not request.argument:
        lines = (words("who-which", example=f"`{words('usage-who')}`"),)
        return Answer(
            Card(words("who-which-title"), lines, keyboard=cards.choice(store, words, cards.famous(store, _OFFERED)))
        )
    found = index(store).names.who(request.argument)
    if found.actor:
        name = store.actors[found.actor].name[words.language]
        return Answer(View("who", words.language, found.actor), "" if found.is_exact else words("who-shown", name=name))
    typed = quoted(request.argument)
    if found.near:
        offered = cards.choice(store, words, found.near)
        return Answer(Card(words("who-offered-title"), (words("who-offered", input=typed),), keyboard=offered))
    strange = (words("who-unknown", input=typed), words("who-which", example=f"`{words('usage-who')}`"))
    famous = cards.choice(store, words, cards.famous(store, _OFFERED))
    return Answer(Card(words("who-unknown-title"), strange, keyboard=famous))
