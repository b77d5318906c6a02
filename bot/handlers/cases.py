"""Reports before the admins: each is told, one at a time answers, and the reader hears what came of it."""

from functools import partial

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Request, Services
from bot.desk import reports as cards
from bot.desk.reports import Case
from bot.handlers import answering
from bot.handlers.answering import Answer, Sent
from bot.render import html
from bot.render.card import Card
from bot.render.views import View
from bot.storage.reports import Report
from bot.telegram.client import Client
from bot.text import locale as locales
from bot.text.catalogue import for_locale

log = structlog.get_logger(__name__)


async def told_of_all(client: Client, services: Services) -> None:
    """Tells of what came just before this process began, and nobody was told of."""
    for held in await services.reports.untold():
        await told_of(client, services, held)


async def told_of(client: Client, services: Services, held: Report) -> None:
    """Every admin; one who can't be reached is a line in the log, and no hindrance."""
    reached = 0
    for admin in sorted(services.desk.admins):
        locale = locales.of(None, services.people.language(admin))
        card = Case(held, services.live.current.store, for_locale(locale)).shown()
        try:
            await client.say(admin, html.render(card, locale), answering.markup(card.keyboard))
            reached += 1
        except TelegramError as error:
            log.warning("an admin wasn't told of a report", user=admin, report=held.id, error=str(error))
    if reached or not services.desk.admins:
        await services.reports.told(held.id)


async def pressed(request: Request, view: View) -> Answer:
    """The buttons under a report."""
    number = int(view.argument) if view.argument.isdecimal() else 0
    held = await request.services.reports.get(number)
    if held is None or held.sent is None or request.user_id is None:
        return Answer(cards.gone(request.words))
    match view.page:
        case cards.ANSWER if not held.is_closed:
            return await _answer(request, held, request.user_id)
        case cards.DELIVER if held.taken_by == request.user_id and held.answer:
            sending = _case(request, held).preview(held.answer, request.words("case-sending"))
            return Answer(sending, then=partial(_deliver, held))
        case cards.CLOSE if await request.services.reports.close(held.id, request.services.clock()):
            return Answer(await _shown(request, held.id), then=partial(_tell_closed, held))
        case cards.BACK:
            await request.services.reports.release(held.id, request.user_id)
        case cards.FACT:
            fact = Answer(View("fact", view.language, held.fact))
            return Answer(await _shown(request, held.id), then=lambda sent: sent.adds(fact))
    return Answer(await _shown(request, held.id))


async def _answer(request: Request, held: Report, admin: int) -> Answer:
    """Asks for the words, unless somebody else is writing."""
    if await request.services.reports.take(held.id, admin, request.services.clock()):
        return Answer(_case(request, held).asked(), then=_placed)
    return Answer(await _shown(request, held.id))


async def _placed(sent: Sent) -> None:
    if sent.request.user_id is not None:
        await sent.request.services.reports.placed(sent.request.user_id, sent.message_id)


async def _deliver(held: Report, sent: Sent) -> None:
    """Brings an answer to the reader once, however often the button is pressed, and says whether it arrived."""
    request, services = sent.request, sent.request.services
    if held.taken_by is None or held.id in services.desk.delivering:
        return
    services.desk.delivering.add(held.id)
    try:
        outcome = await _tell(sent.client, services, held, cards.answered)
        if outcome != "case-failed":
            await services.reports.release(held.id, held.taken_by, answered=outcome == "case-delivered")
    finally:
        services.desk.delivering.discard(held.id)
    await services.desk.note(held.taken_by, f"report {held.id} answer", outcome.removeprefix("case-"))
    if outcome == "case-failed":
        await sent.becomes(_case(request, held).preview(held.answer, request.words("case-failed")))
    else:
        await sent.becomes(await _shown(request, held.id, request.words(outcome)))


async def _tell_closed(held: Report, sent: Sent) -> None:
    services = sent.request.services
    outcome = await _tell(sent.client, services, held, cards.closed)
    await services.desk.note(sent.request.user_id, f"report {held.id} close", outcome.removeprefix("case-"))
    key = "case-closed-told" if outcome == "case-delivered" else "case-closed-untold"
    await sent.becomes(await _shown(sent.request, held.id, sent.request.words(key)))


async def _tell(client: Client, services: Services, held: Report, card: cards.ToReader) -> str:
    """Writes to the reader, in his language; gives the key of what came of it."""
    locale = locales.of(held.language, services.people.language(held.reader) or held.language)
    made = card(services.live.current.store, for_locale(locale), held)
    try:
        await client.say(held.reader, html.render(made, locale), answering.markup(made.keyboard))
    except (BadRequest, Forbidden) as error:
        log.warning("a reader can't be told", report=held.id, error=str(error))
        return "case-unreachable"
    except TelegramError as error:
        log.warning("a reader wasn't told", report=held.id, error=str(error))
        return "case-failed"
    return "case-delivered"


async def _shown(request: Request, number: int, lead: str = "") -> Card:
    """A report as it stands now."""
    held = await request.services.reports.get(number)
    return cards.gone(request.words) if held is None else _case(request, held).shown(lead)


def _case(request: Request, held: Report) -> Case:
    other = held.taken_by if held.is_taken(request.user_id or 0, request.services.clock()) else None
    who = "" if other is None else request.services.desk.name(other)
    return Case(held, request.store, request.words, who)
