"""Inline mode: cards to share in any chat, and the buttons that lead there and back."""

import pytest

from bot.handlers.inline import PAGE
from bot.sandbox.inline import InlineAnswer, InlineQuery
from bot.sandbox.server import Sandbox
from tests.bot.render.conftest import unmarked
from tests.bot.talk import Talk, labels


async def ask(talk: Talk, text: str, offset: str = "") -> tuple[InlineQuery, InlineAnswer]:
    query = talk.person.asks_inline(talk.person.chat, text, offset)
    return query, await talk.sandbox.results_for(query)


def titles(answer: InlineAnswer) -> list[str]:
    return [unmarked(result.title) for result in answer.results]


async def test_nothing_typed_yet_shows_the_partners(talk: Talk) -> None:
    _, answer = await ask(talk, "")
    assert titles(answer) == ["🇸🇴 Somalia", "🇩🇪 Germany", "🇺🇸 United States", "🇫🇷 France", "🇰🇼 Kuwait"]
    assert (answer.next_offset, answer.button) == ("", None)
    assert "reported" in answer.results[1].description


@pytest.mark.parametrize("name", ["germany", "ألمانيا", "🇩🇪", "Germny", "GERMANY"])
async def test_a_partner_brings_its_brief_and_then_its_facts(talk: Talk, name: str) -> None:
    _, answer = await ask(talk, name)
    assert titles(answer)[0] == "🇩🇪 Germany"
    assert len(answer.results) == PAGE
    assert all("🇩🇪 " in title for title in titles(answer))
    assert "Kuwait" not in "".join(result.text for result in answer.results)
    for result in answer.results:
        assert "[1 ¶" in result.text
        assert "“" in result.text
        assert len(result.text) <= 4096
        assert [button.text for row in result.keyboard for button in row] == ["Open in Sanad"]
    assert all("● reported: " in result.text for result in answer.results if "●" in result.title)


async def test_pages_follow_each_other_and_each_fact_comes_once(talk: Talk) -> None:
    ids: list[str] = []
    offset = ""
    for _ in range(9):
        _, answer = await ask(talk, "somalia", offset)
        assert 0 < len(answer.results) <= 50
        ids += [result.id for result in answer.results]
        offset = answer.next_offset
        if not offset:
            break
    assert len(ids) == len(set(ids)) == 47
    assert all(id_.startswith("fact:so-") for id_ in ids[1:])
    _, beyond = await ask(talk, "somalia", "9999999")
    assert beyond.results == ()
    assert len((await ask(talk, "somalia", "x'; DROP"))[1].results) == PAGE


async def test_a_company_a_topic_a_fact_and_a_question_are_found_too(talk: Talk) -> None:
    company = (await ask(talk, "راينميتال"))[1]
    assert titles(company)[0] == "Rheinmetall"
    assert all("Rheinmetall" in result.text for result in company.results[:3])
    assert titles((await ask(talk, "cyber"))[1])[0] == "Cyber security"
    assert [result.id for result in (await ask(talk, "us-fbi-memoranda"))[1].results] == ["fact:us-fbi-memoranda"]
    asked = (await ask(talk, "when was the agreement with Rheinmetall signed?"))[1]
    assert titles(asked)[0].startswith("🇩🇪 ● Agreements")


async def test_names_may_be_half_typed(talk: Talk) -> None:
    assert titles((await ask(talk, "Kuw"))[1])[0] == "🇰🇼 Kuwait"
    assert "Alexander Dobrindt" in titles((await ask(talk, "alexander do"))[1])


@pytest.mark.parametrize("text", ["asdfgh", "submarines", "oman", "Boris Pistorius", "' OR 1=1 --", "😀", "x" * 256])
async def test_what_is_not_held_has_no_result_but_a_way_to_ask(talk: Talk, text: str) -> None:
    _, answer = await ask(talk, text)
    assert answer.results == ()
    assert answer.button == ("Nothing held on that — ask Sanad", "ask")


async def test_the_way_to_ask_leads_to_asking(talk: Talk) -> None:
    assert (await talk.says("/start ask")).text.startswith("What would you like to know?\n")


async def test_results_are_in_the_persons_language_and_so_his_alone(talk: Talk, sandbox: Sandbox) -> None:
    talk.person.speaks("ar-QA")
    _, answer = await ask(talk, "germany")
    assert titles(answer)[0] == "🇩🇪 ألمانيا"
    assert "Germany" not in "".join(result.text for result in answer.results)
    [call] = [call for call in sandbox.world.calls if call.method == "answerInlineQuery"]
    assert call.params.boolean("is_personal")
    assert call.params.integer("cache_time") > 0


async def test_a_shared_card_opens_the_bot_at_its_fact_and_is_not_answered_by_it(talk: Talk, sandbox: Sandbox) -> None:
    await talk.says("/start")
    query, answer = await ask(talk, "us-fbi-memoranda")
    posted = talk.person.chooses(query, answer.results[0].id)
    assert posted.via == sandbox.world.bot
    link = next(posted.buttons).value
    assert link == "https://t.me/sanad_sandbox_bot?start=fact_us-fbi-memoranda"
    fact = await talk.says(f"/start {link.partition('start=')[2]}")
    assert fact.text.startswith("🇺🇸 United States — one fact\n")
    assert sum(call.method == "sendMessage" for call in sandbox.world.calls) == 2


async def test_cards_have_buttons_to_share_them_and_facts_a_link_to_copy(talk: Talk) -> None:
    fact = await talk.says("/fact us-fbi-memoranda")
    assert labels(fact)[0] == ["Share", "Copy link"]
    assert (fact.button("Share").action, fact.button("Share").value) == ("switch_inline_query", "us-fbi-memoranda")
    assert fact.button("Copy link").value == "https://t.me/sanad_sandbox_bot?start=fact_us-fbi-memoranda"
    talk.person.speaks("ar")
    brief = await talk.says("/partner germany")
    shared = brief.button("مشاركة")
    assert titles((await ask(talk, shared.value))[1])[0] == "🇩🇪 ألمانيا"
    for command in ("/topic cyber", "/who Dobrindt"):
        card = await talk.says(command)
        assert card.text.split("\n")[0].endswith(titles((await ask(talk, card.button("مشاركة").value))[1])[0]) or (
            "الأمن السيبراني" in card.text
        )
