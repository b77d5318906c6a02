"""Our own standing in chats: added, promoted, removed, blocked; groups that become supergroups."""

from collections.abc import Sequence

from telegram import Chat, Update
from telegram.error import BadRequest, Forbidden

from bot import context
from bot.context import AWAITED, Context, Request, Where
from bot.digests import steering
from bot.handlers import subscribing
from bot.handlers.answering import markup
from bot.render.card import Card, quoted
from bot.render.html import render
from bot.storage.subscription import Subscription

_GONE = ("left", "kicked")


async def ours(update: Update, context_: Context) -> None:
    """What has become of us in a chat, and through whom."""
    change = update.my_chat_member
    if change is None:
        return
    request = context.request(update, context_.services)
    may = request.services.rights.heard(change.chat.id, change.new_chat_member)
    held = await request.services.subscriptions.of_chat(change.chat.id)
    if not may:
        reason = steering.REMOVED if change.new_chat_member.status in _GONE else steering.MUTED
        await _suspended(request, context_, held, steering.BLOCKED if change.chat.type == Chat.PRIVATE else reason)
    elif held:
        await _revived(request, held)
        await _offered_again(request, context_, held, came=change.old_chat_member.status in _GONE)
    elif change.chat.type != Chat.PRIVATE and request.where is not None:
        await _offered(request, context_, request.where)


async def _suspended(request: Request, context_: Context, held: Sequence[Subscription], reason: str) -> None:
    for one in held:
        if await request.services.subscriptions.suspend(one.place, reason) and one.owner and one.place.chat_id < 0:
            words = request.words
            title = words("removed-title", place=quoted(one.title))
            await tell(context_, request, one.owner, Card(title, (words("removed"),)))


async def _revived(request: Request, held: Sequence[Subscription]) -> None:
    now = request.services.clock()
    for one in held:
        if not one.active and one.reason not in steering.LASTING:
            await request.services.subscriptions.put(steering.changed(one, "resume", "", now) or one)


async def _offered(request: Request, context_: Context, where: Where) -> None:
    """A subscription that waits for one tap of him who added us; if we may not write to him yet, for his next /start."""
    user, services = request.user_id, request.services
    if user is None or ((since := services.dialogues.pickers.get(user)) and services.clock() - since < AWAITED):
        return
    place, now = where.place, services.clock()
    new = steering.begun(place, where.type, where.title, user, request.words.language, services.timezone, now)
    waiting = new.model_copy(update={"active": False, "reason": steering.OFFERED})
    if await services.subscriptions.offer(waiting):  # else it was ordered in the meantime
        await tell(context_, request, user, subscribing.shown(request, waiting).offered())


async def _offered_again(request: Request, context_: Context, held: Sequence[Subscription], *, came: bool) -> None:
    """What waits for a tap is offered to him who brings us back."""
    waiting = [one for one in held if not one.active and one.reason == steering.OFFERED]
    if came and waiting and request.user_id is not None:
        mine = waiting[0].model_copy(update={"owner": request.user_id})
        await request.services.subscriptions.put(mine)
        await tell(context_, request, request.user_id, subscribing.shown(request, mine).offered())


async def tell(context_: Context, request: Request, user: int, card: Card) -> bool:
    """Writes to somebody in private, if he has begun to talk with us."""
    try:
        await context_.bot.say(user, render(card, request.locale), markup(card.keyboard))
    except (BadRequest, Forbidden):
        return False
    return True


async def waiting(request: Request) -> tuple[str, str | None] | None:
    """What was offered and not answered, for the next /start, as a message."""
    if request.user_id is None:
        return None
    owned = await request.services.subscriptions.of_owner(request.user_id)
    offers = [one for one in owned if not one.active and one.reason == steering.OFFERED]
    if not offers:
        return None
    card = subscribing.shown(request, offers[0]).offered()
    return render(card, request.locale), markup(card.keyboard)


async def migrated(update: Update, context_: Context) -> None:
    """A group that became a supergroup takes its subscriptions along."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await context_.services.subscriptions.move(message.chat_id, message.migrate_to_chat_id)
