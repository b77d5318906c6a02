"""Inline mode in the sandbox: what Telegram takes as results, and how one of them is posted."""

from datetime import timedelta

import pytest

from bot.sandbox.objects import Json
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import Api, Watch


def article(**further: object) -> Json:
    content = {"message_text": "<b>Germany</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": "Germany", "input_message_content": content, **further}


async def test_a_query_reaches_the_bot_and_its_result_is_posted_via_it(
    sandbox: Sandbox, api: Api, aisha: Person
) -> None:
    group = aisha.opens("supergroup", "Desk")
    query = aisha.asks_inline(group, "germany")
    content = (await api.updates())[-1]["inline_query"]
    assert isinstance(content, dict)
    assert (content["id"], content["query"], content["offset"]) == (query.id, "germany", "")
    assert content["chat_type"] == "supergroup"
    assert group.history == ()
    keys = {"inline_keyboard": [[{"text": "Open", "url": "https://t.me/x?start=a"}]]}
    await api.result(
        "answerInlineQuery",
        inline_query_id=query.id,
        results=[article(description="14 facts", reply_markup=keys)],
        next_offset="20",
        button={"text": "More", "start_parameter": "ask"},
    )
    answer = await sandbox.results_for(query)
    assert (answer.next_offset, answer.button) == ("20", ("More", "ask"))
    posted = aisha.chooses(query, "Germany")
    assert (posted.sender, posted.via, posted.text) == (aisha.user, sandbox.world.bot, "Germany")
    assert posted.to_json()["via_bot"] == sandbox.world.bot.to_json()
    assert [button.text for button in posted.buttons] == ["Open"]


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"results": [article()] * 2}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(id=str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(id="x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title="")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(type="photo")]}, "sandbox: an inline result of type photo is not modelled"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": "x"}, "can't parse results JSON object"),
    ],
)
async def test_what_telegram_would_refuse_is_refused(
    api: Api, aisha: Person, params: dict[str, object], refusal: str
) -> None:
    query = aisha.asks_inline(aisha.chat, "x")
    assert await api.refusal("answerInlineQuery", inline_query_id=query.id, **params) == f"Bad Request: {refusal}"


async def test_a_late_or_unknown_query_can_not_be_answered(api: Api, aisha: Person, watch: Watch) -> None:
    query = aisha.asks_inline(aisha.chat, "x")
    watch.pass_by(timedelta(seconds=31))
    for number in (query.id, "1"):
        refusal = await api.refusal("answerInlineQuery", inline_query_id=number, results=[])
        assert refusal.startswith("Bad Request: query is too old")
