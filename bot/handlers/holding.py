"""The admins' brake on all digests: /hold and /resume."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render.card import Card
from bot.storage.switches import HOLD


async def hold(request: Request) -> Answer:
    """/hold"""
    await request.services.switches.turn_on(HOLD, request.services.clock(), request.user_id)
    await request.services.desk.note(request.user_id, "hold", "digests held")
    return Answer(Card(request.words("held-title"), (request.words("held", command="`/resume`"),)))


async def resume(request: Request) -> Answer:
    """/resume"""
    await request.services.switches.turn_off(HOLD)
    await request.services.desk.note(request.user_id, "resume", "digests released")
    return Answer(Card(request.words("released-title"), (request.words("released"),)))
