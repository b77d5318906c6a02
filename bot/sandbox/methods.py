"""The methods of the Bot API that the sandbox speaks: one function and one line of `METHODS` each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.sandbox.entities import Entity, clean, finish
from bot.sandbox.errors import ApiError, bad_request, forbidden, unmodelled
from bot.sandbox.files import get_file
from bot.sandbox.inline import parse_answer
from bot.sandbox.keyboard import parse_keyboard
from bot.sandbox.markup import EntityError, parse_html
from bot.sandbox.objects import Answer, Attachment, Chat, Json, Member, Message, User
from bot.sandbox.params import Params, Upload
from bot.sandbox.profile import Scope
from bot.sandbox.replies import parse_replies
from bot.sandbox.updates import Hook
from bot.sandbox.world import QUERY_LIFE, World

Method = Callable[[World, Params], object]


def _text(params: Params) -> tuple[str, tuple[Entity, ...]]:
    raw, mode = params.text("text"), params.text("parse_mode").lower()
    if not raw:
        raise bad_request("message text is empty")
    if params.value("entities"):
        raise unmodelled("the parameter entities")
    if mode in ("markdown", "markdownv2"):
        raise unmodelled("Markdown")
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    if not mode:
        return finish(clean(raw))
    try:
        return finish(*parse_html(raw))
    except EntityError as error:
        raise bad_request(f"can't parse entities: {error}") from None


def _replied_to(params: Params, chat: Chat) -> Message | None:
    reply = params.value("reply_parameters")
    if reply is None:
        return None
    if not isinstance(reply, Mapping):
        raise bad_request("object expected as reply parameters")
    if reply.get("chat_id") not in (None, chat.id):
        raise unmodelled("a reply into another chat")
    message = chat.messages.get(int(str(reply.get("message_id", 0))))
    if message is None and reply.get("allow_sending_without_reply") is not True:
        raise bad_request("message to be replied not found")
    return message


def _edited(world: World, params: Params) -> Message:
    if params.text("inline_message_id"):
        raise unmodelled("a message sent inline")
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    return world.editable(world.chat(params.chat_id()), params.integer("message_id"))


def _scope(params: Params) -> Scope:
    scope = params.value("scope")
    if scope is None:
        return ("default",)
    if not isinstance(scope, Mapping):
        raise bad_request("can't parse BotCommandScope: Expected an Object")
    identifiers = [str(scope[name]) for name in ("chat_id", "user_id") if name in scope]
    return (str(scope.get("type")), *identifiers)


def _command(form: object) -> tuple[str, str]:
    if not isinstance(form, Mapping):
        raise bad_request("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if field not in form:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
    return str(form["command"]), str(form["description"])


def get_me(world: World, _: Params) -> Json:
    return {
        **world.bot.to_json(),
        "first_name": world.profile.text("name", ""),
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_groups,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_updates(world: World, params: Params) -> list[Json]:
    """What waits now; the server holds a long poll open until there is something."""
    if world.updates.hook:
        raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
    _allow(world, params)
    world.updates.confirm(params.integer("offset"))
    limit = params.integer("limit", 100)
    waiting = world.updates.pending(limit if 0 < limit <= 100 else 100, world.clock())
    return [update.to_json() for update in waiting]


def get_webhook_info(world: World, _: Params) -> Json:
    url = world.updates.hook.url if world.updates.hook else ""
    info: Json = {"url": url, "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    return info | ({"allowed_updates": sorted(world.updates.allowed)} if world.updates.allowed else {})


def _allow(world: World, params: Params) -> None:
    if "allowed_updates" in params:
        kinds = params.value("allowed_updates")
        world.updates.allow([str(kind) for kind in kinds] if isinstance(kinds, list) else ())


def set_webhook(world: World, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret, re.ASCII):
        raise bad_request("secret token contains unallowed characters")
    if url and not url.startswith(
        ("https://", "http://127.0.0.1:")
    ):  # Telegram takes HTTPS alone; this one is on loopback
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(world, params)
    if params.boolean("drop_pending_updates"):
        world.updates.clear()
    world.updates.hook = Hook(url, secret, params.integer("max_connections", 40)) if url else None
    world.announce("update")
    return True


def delete_webhook(world: World, params: Params) -> bool:
    world.updates.hook = None
    if params.boolean("drop_pending_updates"):
        world.updates.clear()
    return True


def send_message(world: World, params: Params) -> Json:
    text, entities = _text(params)
    chat, markup = world.chat(params.chat_id()), params.value("reply_markup")
    replies = parse_replies(markup)
    keyboard = parse_keyboard(markup) if replies is None else ()
    thread = params.integer("message_thread_id")
    return world.send(chat, text, entities, keyboard, _replied_to(params, chat), thread, replies).to_json()


def send_document(world: World, params: Params) -> Json:
    """A file that comes with the call; one that the server knows already or is to fetch isn't modelled."""
    upload = params.get("document")
    if not isinstance(upload, Upload):
        raise bad_request("there is no document in the request")
    if params.text("caption"):
        raise unmodelled("a caption")
    ids = f"sandbox-{world.chance.getrandbits(96):024x}", f"{world.chance.getrandbits(48):012x}"
    file = Attachment("document", *ids, upload.data, upload.name, upload.mime)
    return world.send_file(world.chat(params.chat_id()), file).to_json()


def delete_message(world: World, params: Params) -> bool:
    """The bot may delete its own messages, and with the right to those of others; none is too old here."""
    chat = world.chat(params.chat_id())
    member, message = world.member(chat, world.bot), chat.messages.get(params.integer("message_id"))
    if not member.is_present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if message is None:
        raise bad_request("message to delete not found")
    if message.sender != world.bot and chat.type != "private" and not member.can("can_delete_messages"):
        raise bad_request("message can't be deleted")
    world.delete(message)
    return True


def get_chat_member(world: World, params: Params) -> Json:
    """The bot sees the members of its own chats alone; of strangers it hears that they have left."""
    chat, user_id = world.chat(params.chat_id()), params.integer("user_id")
    if chat.type != "private" and not world.member(chat, world.bot).is_present and user_id != world.bot.id:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    for (chat_id, member_id), member in world.members.items():
        if (chat_id, member_id) == (chat.id, user_id):
            return member.to_json(chat)
    if user_id not in world.chats and user_id != world.bot.id:
        raise bad_request("PARTICIPANT_ID_INVALID")
    user = world.bot if user_id == world.bot.id else User(user_id, world.chats[user_id].first_name)
    return Member(user, "left").to_json(chat)


def edit_message_text(world: World, params: Params) -> Json:
    text, entities = _text(params)
    message = _edited(world, params)
    return world.edit(message, text, entities, parse_keyboard(params.value("reply_markup"))).to_json()


def stop_message_live_location(world: World, params: Params) -> Json:
    """Nobody sends live locations here, so that this can only be refused; in Telegram's order of checks."""
    _edited(world, params)
    raise bad_request("there is no live location in the message to edit")


def answer_callback_query(world: World, params: Params) -> bool:
    answer = Answer(params.text("text"), params.boolean("show_alert"), params.text("url"))
    world.answer(params.text("callback_query_id"), answer)
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    query = world.inline.get(params.text("inline_query_id"))
    answer = parse_answer(params, _text)
    if query is None or world.clock() - query.asked > QUERY_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.inline[query.id] = replace(query, answer=answer)
    world.announce("answer")
    return True


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.value("commands") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    world.profile.set_commands([_command(form) for form in commands], _scope(params), params.text("language_code"))
    world.announce("change")
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    commands = world.profile.commands(_scope(params), params.text("language_code"))
    return [{"command": name, "description": description} for name, description in commands]


def _setter(kind: str) -> Method:
    def set_text(world: World, params: Params) -> bool:
        world.profile.set_text(kind, params.text(kind), params.text("language_code"))
        world.announce("change")
        return True

    return set_text


def _getter(kind: str) -> Method:
    def get_text(world: World, params: Params) -> Json:
        return {kind: world.profile.text(kind, params.text("language_code"))}

    return get_text


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "getWebhookInfo": get_webhook_info,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "getFile": get_file,
    "editMessageText": edit_message_text,
    "deleteMessage": delete_message,
    "getChatMember": get_chat_member,
    "stopMessageLiveLocation": stop_message_live_location,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
