"""/draft: an article by telephone, whole or in pieces, and the drafts that come back."""

import hashlib

import yaml

from bot.desk.articles import joined
from bot.sandbox.objects import Message
from tests.bot.conftest import serving
from tests.bot.desk.conftest import PATIENCE, Bureau
from tests.bot.talk import Talk, labels

MET = "التقى وزير الداخلية القطري نظيره الألماني في برلين، ووقّعا مذكرة تفاهم مع شركة راينميتال."
HOPED = "ومن المتوقع أن يفتتح البلدان مركزاً مشتركاً للتدريب على الأمن السيبراني في ألمانيا العام المقبل."
NOBODY = "وقّع الطرفان اتفاقية جديدة في مجال الأمن البحري وبحثا سبل التعاون."


async def settled(bureau: Bureau, message: Message, working: str = "Reading") -> Message:
    def last() -> Message | None:
        now = message.chat.messages[message.id]
        return None if now.text.startswith(working) else now

    return await bureau.sandbox.until(last, PATIENCE)


async def drafts(bureau: Bureau) -> str:
    """The file of drafts that the bot sent last."""

    def last() -> str | None:
        message = bureau.admin.chat.history[-1]
        is_drafts = message.attachment is not None and message.attachment.name.startswith("drafts-")
        return message.attachment.data.decode() if message.attachment and is_drafts else None

    return await bureau.sandbox.until(last, PATIENCE)


async def test_an_article_comes_in_pieces_own_and_forwarded_and_goes_back_as_drafts(desk: Bureau) -> None:
    chat, world = desk.admin.chat, desk.sandbox.world
    asked = await desk.talk.says("/draft")
    assert asked.text.startswith("Send me the article\nAs a .txt file, or as text")
    first = await desk.talk.says(MET)
    assert (first.text.split("\n")[0], labels(first)) == (
        "1 paragraph so far",
        [["✓ That is all, read it"], ["✕ Drop"]],
    )
    stranger = world.person("Reporter", language_code="ar")
    desk.admin.forwards(stranger.says(stranger.chat, HOPED), chat)
    second = await desk.sandbox.reply_to(desk.admin)
    assert second.text.startswith("2 paragraphs so far\n")
    assert first.id not in chat.messages  # one counter, below the last piece
    told = await settled(desk, await desk.talk.presses(second, "✓ That is all, read it"))
    assert told.text.split("\n")[0].endswith(" on Germany")
    assert "put the rest into facts/de.yaml" in told.text
    content = await drafts(desk)
    article = chat.history[-2].attachment
    assert article is not None
    assert article.data.decode() == f"{MET}\n{HOPED}"
    assert f'file: "{article.name}"' in content
    assert f"sha256: {hashlib.sha256(article.data).hexdigest()}" in content
    assert f"The article comes back as {article.name}" in told.text
    assert "no partner" not in told.text + content
    held = yaml.safe_load(content)
    assert {fact["partner"] for fact in held["facts"]} == {"DE"}
    assert {(fact["evidence"][0]["paragraph"], fact["status"]) for fact in held["facts"]} >= {
        (1, "reported"),
        (2, "expected"),
    }
    assert {fact["text"]["en"] + fact["text"]["ar"] for fact in held["facts"]} == {""}
    assert "# ¶2 ومن المتوقع" in content
    assert "# in the store already, it seems: de-plant" not in content  # that was an agreement, this is a memorandum
    assert "security partnership" in (await desk.talk.says("germany")).text  # words are questions again


async def test_a_text_file_is_read_at_once_also_one_that_was_forwarded(desk: Bureau) -> None:
    stranger = desk.sandbox.world.person("Reporter", language_code="ar")
    sent = stranger.sends_file(stranger.chat, "berlin.txt", f"{MET}\n\n{HOPED}\n".encode(), "text/plain")
    desk.admin.forwards(sent, desk.admin.chat)
    told = await settled(desk, await desk.sandbox.reply_to(desk.admin))
    assert "Found in 2 paragraphs." in told.text
    assert "comes back" not in told.text
    assert 'file: "berlin.txt"' in await drafts(desk)
    assert desk.admin.chat.history[-2].id == told.id  # whoever sent a file has it
    assert "كلمات فقط" in (await desk.sandbox.reply_to(stranger)).text


async def test_a_reply_with_the_command_names_the_message_and_the_country(desk: Bureau) -> None:
    said = desk.admin.says(desk.admin.chat, NOBODY)
    await desk.sandbox.reply_to(desk.admin)
    desk.admin.says(desk.admin.chat, "/draft", said)
    told = await settled(desk, await desk.sandbox.reply_to(desk.admin))
    assert told.text == "Which country is it about?\nThe article names none but Qatar. Reply to it with /draft germany."
    desk.admin.says(desk.admin.chat, "/draft somalia", said)
    told = await settled(desk, await desk.sandbox.reply_to(desk.admin))
    assert told.text.split("\n")[0].endswith(" on Somalia")
    assert "facts/so.yaml" in told.text
    await drafts(desk)
    assert (await desk.talk.says("/draft atlantis")).text.startswith("I don’t know that country")


async def test_a_country_that_the_store_does_not_cover_is_said_to_be_none_of_its_partners(desk: Bureau) -> None:
    desk.admin.sends_file(
        desk.admin.chat, "rome.txt", "وقّعت قطر وإيطاليا اتفاقية أمنية في روما يوم 12 نوفمبر 2026.".encode()
    )
    told = await settled(desk, await desk.sandbox.reply_to(desk.admin))
    assert "IT is no partner of the store yet: enter it into partners.yaml first." in told.text
    content = await drafts(desk)
    assert "# IT is no partner of the store yet: enter it into partners.yaml first.\n" in content
    assert 'date: "2026-11-12"' in content


async def test_what_is_no_article_gets_a_word(desk: Bureau) -> None:
    for content, word in (
        (b"\xff\xfe\x00", "I can’t read that as an article"),
        (bytes(200_001), "The article is too long"),
    ):
        desk.admin.sends_file(desk.admin.chat, "a.txt", content)
        assert (await settled(desk, await desk.sandbox.reply_to(desk.admin))).text.startswith(word)
    asked = await desk.talk.says("/draft")
    assert (await desk.talk.presses(asked, "✕ Drop")).text == "Dropped"
    assert (await desk.talk.forges(asked, "draft:read:0:en")) == ""
    assert asked.chat.messages[asked.id].text.startswith("That article is no more\nI kept it for ten minutes")


async def test_in_arabic(bureau: Bureau) -> None:
    bureau.admin.speaks("ar")
    async with serving(bureau.settings):
        talk = Talk(bureau.sandbox, bureau.admin)
        assert (await talk.says("/draft")).text.startswith("أرسل المقال\n")
        counted = await talk.says(f"{MET}\n{HOPED}")
        assert counted.text.startswith("فقرتان حتى الآن\n")
        told = await settled(bureau, await talk.presses(counted, "✓ هذا كل شيء، اقرأه"), "أقرأ")
        assert "عن ألمانيا" in told.text.split("\n")[0]
        assert "استُخلصت من فقرتين." in told.text


def test_pieces_are_joined_where_they_were_cut() -> None:
    cut = "word " * 818  # 4,090 characters that end in the middle of a sentence
    assert joined(["One.", "Two."]) == "One.\nTwo."
    assert joined([cut.strip(), "and on.", "Three."]) == f"{cut}and on.\nThree."
    assert joined([f"{cut.strip()}.", "Two."]) == f"{cut.strip()}.\nTwo."
    assert joined(["a" * 4000, "b" * 4000, "c"]) == f"{'a' * 4000} {'b' * 4000} c"
