"""The admins' brake on all digests: /hold and /resume."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render.card import Card
from bot.storage.switches import HOLD


async def hold(request: Request) -> Answer:
    """/hold"""
    switches = request.services.switches
    outcome = "held already" if switches.hold else "digests held"
    await switches.turn_on(HOLD, request.services.clock(), request.user_id)
    await request.services.desk.note(request.user_id, "hold", outcome)
    return Answer(Card(request.words("held-title"), (request.words("held", command="`/resume`"),)))


async def resume(request: Request) -> Answer:
    """/resume"""
    switches = request.services.switches
    if switches.hold is None:
        await request.services.desk.note(request.user_id, "resume", "nothing was held")
        return Answer(Card(request.words("not-held-title"), (request.words("not-held"),)))
    await switches.turn_off(HOLD)
    await request.services.desk.note(request.user_id, "resume", "digests released")
    return Answer(Card(request.words("released-title"), (request.words("released"),)))
