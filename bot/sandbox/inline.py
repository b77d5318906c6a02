"""Inline mode: what somebody types behind the bot's name, the results the bot gives, and the one that is posted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.entities import Entity
from bot.sandbox.errors import bad_request, unmodelled
from bot.sandbox.keyboard import parse_keyboard
from bot.sandbox.objects import Chat, Json, Keyboard, User
from bot.sandbox.params import Params

MOST_RESULTS = 50
LONGEST_ID = 64
LONGEST_QUERY = 256
ReadText = Callable[[Params], tuple[str, tuple[Entity, ...]]]


@dataclass(frozen=True, slots=True)
class InlineResult:
    """An article as it stands in the list, and the message that it posts."""

    id: str
    title: str
    description: str
    text: str
    entities: tuple[Entity, ...]
    keyboard: Keyboard


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    results: tuple[InlineResult, ...]
    next_offset: str
    button: tuple[str, str] | None
    """A label and the start parameter that it leads to."""


@dataclass(frozen=True, slots=True)
class InlineQuery:
    id: str
    user: User
    chat: Chat
    text: str
    offset: str
    asked: datetime
    answer: InlineAnswer | None = None

    def to_json(self) -> Json:
        kind = "sender" if self.chat.type == "private" else self.chat.type
        form: Json = {"id": self.id, "from": self.user.to_json(), "query": self.text, "offset": self.offset}
        return form | {"chat_type": kind}

    def result(self, result_id: str) -> InlineResult:
        """The result with this id, or of this title."""
        for result in self.answer.results if self.answer else ():
            if result_id in (result.id, result.title):
                return result
        raise LookupError(f"no result {result_id!r}")


def parse_answer(params: Params, read_text: ReadText) -> InlineAnswer:
    """The parameters of answerInlineQuery, refused as Telegram refuses them."""
    forms = params.value("results")
    if not isinstance(forms, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(forms) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = tuple(_result(form, read_text) for form in forms)
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    offset = params.text("next_offset")
    if len(offset.encode()) > LONGEST_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    return InlineAnswer(results, offset, _button(params.value("button")))


def _result(form: object, read_text: ReadText) -> InlineResult:
    if not isinstance(form, Mapping):
        raise bad_request("can't parse inline query result: expected an Object")
    if form.get("type") != "article":
        raise unmodelled(f"an inline result of type {form.get('type')}")
    result_id, title = str(form.get("id", "")), str(form.get("title", ""))
    if not 0 < len(result_id.encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not title:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = form.get("input_message_content")
    if not isinstance(content, Mapping) or "message_text" not in content:
        raise unmodelled("an article without a text")
    text = {"text": content["message_text"], "parse_mode": content.get("parse_mode", "")}
    keyboard = parse_keyboard(form.get("reply_markup"))
    return InlineResult(result_id, title, str(form.get("description", "")), *read_text(Params(text)), keyboard)


def _button(form: object) -> tuple[str, str] | None:
    if form is None:
        return None
    if not isinstance(form, Mapping) or "start_parameter" not in form:
        raise unmodelled("a button that starts no private chat")
    label, parameter = str(form.get("text", "")), str(form["start_parameter"])
    if not re.fullmatch("[A-Za-z0-9_-]{1,64}", parameter):
        raise bad_request("START_PARAM_INVALID")
    return label, parameter
