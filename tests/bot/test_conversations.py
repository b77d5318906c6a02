"""Conversations over the wire: the real bot, the real store, a person in the sandbox."""

from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk, labels, outside_the_fold

OTHERS = {
    "Germany": ("Somalia", "France", "Kuwait", "Noem", "Hamlan", "Fiqi"),
    "France": ("Somalia", "German", "Kuwait", "Rheinmetall", "Noem"),
}
DIGITS = str.maketrans("0123456789", "##########")
FIVE = [["🇸🇴 Somalia", "🇩🇪 Germany"], ["🇺🇸 United States", "🇫🇷 France"], ["🇰🇼 Kuwait"]]


@pytest.mark.parametrize(
    "name", ["germany", "ألمانيا", "Allemagne", "🇩🇪", "germny", "بألمانيا", "DE", "Qatar and Germany"]
)
async def test_any_name_of_germany_brings_the_german_brief_and_nobody_elses(talk: Talk, name: str) -> None:
    answer = await talk.says(f"/partner {name}")
    assert answer.text.startswith("🇩🇪 Germany — security partnership with Qatar\n")
    assert "Alexander Dobrindt" in answer.text
    assert "Rheinmetall" in answer.text
    assert "[1 ¶11]" in answer.text
    assert not [word for word in OTHERS["Germany"] if word in answer.text]
    assert [[label.translate(DIGITS) for label in row] for row in labels(answer)] == [
        ["All ## facts", "Sources"],
        ["🔔 Follow"],
        ["Timeline", "Compare"],
        ["Share", "Partners", "العربية"],
    ]


async def test_only_a_misspelt_name_is_commented_on(talk: Talk) -> None:
    assert "Showing Germany." in (await talk.says("/partner germny")).text
    assert "Showing" not in (await talk.says("/partner germany")).text
    assert "Showing" not in (await talk.says("/partner بألمانيا")).text


@pytest.mark.parametrize("partner", ["somalia", "germany", "usa", "france", "kuwait"])
async def test_what_is_not_done_is_folded_away_and_never_among_what_was_reported(talk: Talk, partner: str) -> None:
    answer = await talk.says(f"/partner {partner}")
    seen = outside_the_fold(answer)
    assert seen.count("\n● ") >= 5
    statements = [line for line in seen.split("\n") if line[:2] in {"○ ", "◇ ", "◌ "} and "[" in line]
    assert statements == []
    folded = answer.text[answer.text.index("Not done") :]
    assert "● " not in folded
    assert "○ " in folded or "◇ " in folded or "◌ " in folded


async def test_a_country_without_facts_is_known_but_nothing_is_claimed_of_it(talk: Talk) -> None:
    answer = await talk.says("/partner oman")
    assert "Oman is a country I know, but the store holds no fact on it." in answer.text
    assert "●" not in answer.text
    assert "[1" not in answer.text
    assert labels(answer)[:2] == FIVE[:2]
    assert labels(await talk.presses(answer, "🇰🇼 Kuwait"))[0][1] == "Sources"


@pytest.mark.parametrize("name", ["asdf", "Kristi Noem", "' OR 1=1 --", "{{7*7}}", "الشرق الأوسط", "🤖"])
async def test_what_is_no_country_is_not_guessed_at(talk: Talk, name: str) -> None:
    answer = await talk.says(f"/partner {name}")
    assert answer.text.startswith("No country recognised\n")
    assert "and I won’t guess" in answer.text
    assert "●" not in answer.text
    assert labels(answer) == FIVE


async def test_two_near_countries_are_asked_about(talk: Talk) -> None:
    answer = await talk.says("/partner ألمانيا وفرنسا")
    assert "●" not in answer.text
    assert sorted(row[0] for row in labels(answer)) == ["🇩🇪 Germany", "🇫🇷 France"]
    chosen = await talk.presses(answer, "🇫🇷 France")
    assert chosen.id == answer.id
    assert chosen.text.startswith("🇫🇷 France —")


async def test_qatar_is_everybodys_partner(talk: Talk) -> None:
    answer = await talk.says("/partner Qatar")
    assert answer.text.startswith("Qatar is the other side of every partnership here")
    assert labels(answer) == FIVE


async def test_plain_words_in_private_are_a_name_too(talk: Talk) -> None:
    assert (await talk.says("فرنسا")).text.startswith("🇫🇷 France —")
    assert (await talk.says("asdf")).text.startswith("The store is silent on that")


@pytest.mark.parametrize("words", ["hi", "Hello!", "السلام عليكم", "مرحباً", "bonjour", "thank you", "شكرا جزيلا"])
async def test_a_greeting_is_met_with_where_to_begin_and_not_with_silence(talk: Talk, words: str) -> None:
    home, answer = await talk.says("/start"), await talk.says(words)
    assert (answer.text, labels(answer)) == (home.text, labels(home))
    asked = await talk.says(f"{words} germany ammunition")
    assert asked.text.splitlines()[0] != home.text.splitlines()[0]


async def test_a_question_is_answered_by_the_facts_themselves_in_either_language(talk: Talk) -> None:
    answer = await talk.says("when was the agreement with Rheinmetall signed?")
    assert answer.text.startswith("What the store holds\n\n🇩🇪 Germany\n● 2018 — In 2018 Qatar signed an agreement")
    assert "[1 ¶11]" in answer.text
    assert "France" not in answer.text
    assert "Rheinmetall signed?" not in answer.text
    arabic = await talk.presses(answer, "العربية")
    assert arabic.id == answer.id
    assert arabic.text.startswith("ما في السجل")
    assert "راينميتال" in arabic.text
    assert "Rheinmetall" not in arabic.text
    whole = await talk.presses(await talk.presses(arabic, "English"), "The first fact, whole")
    assert whole.text.startswith("🇩🇪 Germany — one fact")


async def test_a_question_in_arabic_finds_who_met_whom(talk: Talk) -> None:
    talk.person.speaks("ar")
    answer = await talk.says("/ask من هو وزير الداخلية الألماني الذي استقبلته الدوحة؟")
    assert "ألكسندر دوبرينت" in answer.text
    assert "نويم" not in answer.text


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("How much does the Rheinmetall plant cost?", "Nothing held on exactly that"),
        ("who is the president of Somalia", "The store is silent on that"),
        ("what did Boris Pistorius sign in Doha", "The store is silent on that"),
        ("tell me about submarines", "The store is silent on that"),
        ("what agreements has Qatar signed with Turkey", "🇹🇷 Türkiye: nothing held"),
    ],
)
async def test_what_the_store_does_not_hold_is_not_answered(talk: Talk, question: str, opens: str) -> None:
    answer = await talk.says(question)
    assert answer.text.startswith(opens)
    assert "What the store holds" not in answer.text
    assert question not in answer.text


async def test_asking_nothing_shows_how_to_ask(talk: Talk) -> None:
    answer = await talk.says("/ask")
    assert "/ask who met the German interior minister" in answer.text
    assert "●" not in answer.text


async def test_one_tap_leads_to_the_other_language_and_back_in_the_same_message(talk: Talk) -> None:
    english = await talk.says("/partner kuwait")
    arabic = await talk.presses(english, "العربية")
    assert arabic.id == english.id
    assert arabic.text.startswith("\u200f🇰🇼 الكويت — الشراكة الأمنية مع قطر\n")
    assert "سيف الهملان" in arabic.text
    assert "Hamlan" not in arabic.text
    again = await talk.presses(arabic, "English")
    assert (again.id, again.text) == (english.id, english.text)


async def test_all_facts_are_paged_in_one_message_and_each_comes_once(talk: Talk) -> None:
    brief = await talk.says("/partner somalia")
    page = await talk.presses(brief, labels(brief)[0][0])
    held = int(labels(brief)[0][0].split()[1])
    lines: list[str] = []
    for number in range(2, 30):
        assert len(page.text.encode("utf-16-le")) <= 2 * 4096
        lines += [line for line in page.text.split("\n") if line[:2] in {"● ", "○ ", "◇ ", "◌ "} and "[1 ¶" in line]
        if f"{number} ›" not in labels(page)[0]:
            break
        page = await talk.presses(page, f"{number} ›")
    assert len(lines) == len(set(lines)) == held
    marks = [line[0] for line in lines]
    assert marks == sorted(marks, key="●○◇◌".index)


async def test_a_fact_is_shown_whole_by_its_id(talk: Talk) -> None:
    answer = await talk.says("/fact us-fbi-memoranda")
    assert "9 December 2025 (inferred)" in answer.text
    assert "Status: ● reported" in answer.text
    assert "Carried by a single source." in answer.text
    assert "us-fbi-memoranda" in answer.text
    assert "Noem" not in answer.text
    assert "Somalia" not in answer.text


@pytest.mark.parametrize(
    ("argument", "says"),
    [
        ("", "Give a fact’s id"),
        ("us-no-such-fact", "The store holds no fact us-no-such-fact."),
        ("Robert'); DROP TABLE", "That is no fact id."),
        ("x" * 300, "That is no fact id."),
    ],
)
async def test_a_fact_that_is_not_held_is_said_to_be_so(talk: Talk, argument: str, says: str) -> None:
    answer = await talk.says(f"/fact {argument}")
    assert says in answer.text
    assert "●" not in answer.text
    assert "DROP" not in answer.text


async def test_sources_name_each_article_and_that_it_carries_no_date(talk: Talk) -> None:
    answer = await talk.says("/sources")
    assert answer.text.count("SHA-256") == 5
    assert answer.text.count("Published: no date given") == 5
    assert answer.text.count("Publisher not named") == 2
    german = await talk.presses(await talk.says("/partner germany"), "Sources")
    assert german.text.count("SHA-256") == 1
    assert "Somali" not in german.text


async def test_the_latest_come_first_and_the_undated_not_at_all(talk: Talk) -> None:
    answer = await talk.says("/latest")
    assert "no date given" not in answer.text
    assert "2026 (inferred)" in answer.text
    assert "2018" not in answer.text
    last = await talk.presses(await talk.presses(answer, "2 ›"), "3 ›")
    assert "2018" in last.text
    assert "2026 (inferred)" not in last.text


@pytest.mark.parametrize(
    ("payload", "starts"),
    [
        ("partner_DE", "🇩🇪 Germany — security partnership"),
        ("partner_de", "🇩🇪 Germany — security partnership"),
        ("fact_us-fbi-memoranda", "🇺🇸 United States — one fact"),
        ("partner_OM", "Sanad — Qatar’s security partnerships"),
        ("fact_gone", "Sanad — Qatar’s security partnerships"),
        ("../../etc", "Sanad — Qatar’s security partnerships"),
    ],
)
async def test_deep_links_lead_to_what_is_held_or_to_the_beginning(talk: Talk, payload: str, starts: str) -> None:
    answer = await talk.says(f"/start {payload}")
    assert answer.text.startswith(starts)
    assert ("leads to nothing" in answer.text) == starts.startswith("Sanad")
    assert payload not in answer.text or payload.startswith("fact_us")


async def test_every_arabic_client_is_answered_in_arabic_with_its_own_digits(sandbox: Sandbox, talk: Talk) -> None:
    for code, year in (("ar", "2018"), ("ar-MA", "2018"), ("ar-QA", "٢٠١٨"), ("ar-EG", "٢٠١٨")):
        talk.person.speaks(code)
        answer = await talk.says("/partner ألمانيا")
        assert answer.text.startswith("\u200f🇩🇪 ألمانيا —"), code
        assert f"● \u2068{year}\u2069 —" in answer.text, code
        assert ("٢٠١٨" if year == "2018" else "2018") not in answer.text, code
        assert "Germany" not in answer.text


async def test_a_chosen_language_beats_the_clients(talk: Talk) -> None:
    menu = await talk.says("/language")
    assert menu.text == "Language\nI answer you in English."
    chosen = await talk.presses(menu, "العربية")
    assert (chosen.id, chosen.text) == (menu.id, "اللغة\nأجيبك بالعربية.")
    assert (await talk.says("/partner oman")).text.startswith("\u200f🇴🇲 عُمان")
    assert (await talk.says("/language english")).text == "Language\nI answer you in English."
    assert "is neither" in (await talk.says("/language klingon")).text


async def test_a_choice_is_still_known_after_a_restart(sandbox: Sandbox, curated: Path, tmp_path: Path) -> None:
    settings = settings_for(sandbox, curated, tmp_path / "sanad.db")
    person = Talk(sandbox, sandbox.world.person("Reader", language_code="en"))
    async with serving(settings):
        await person.says("/language عربي")
    async with serving(settings):
        assert (await person.says("/help")).text.startswith("ما أستطيع فعله")


async def test_unknown_commands_get_one_sentence_and_admin_commands_the_same(talk: Talk) -> None:
    for name in ("nonsense", "reload", "status", "Audit"):
        answer = await talk.says(f"/{name} now")
        assert answer.text == f"Unknown command\nI don’t know /{name}. /help lists what I can do."


async def test_pictures_are_answered_with_a_way_on(talk: Talk) -> None:
    talk.person.sends_photo(talk.person.chat, b"\xff\xd8\xff", (10, 10))
    answer = await talk.sandbox.reply_to(talk.person)
    assert answer.text.startswith("Words only, please")
    assert labels(answer) == FIVE


async def test_in_a_group_only_commands_are_answered_and_as_replies(talk: Talk, sandbox: Sandbox) -> None:
    group = talk.person.opens("supergroup", "Desk")
    talk.person.adds_bot(group)
    talk.person.says(group, "germany")
    talk.person.says(group, "/unknown")
    answer = await talk.says("/partner germany", group)
    assert answer.text.startswith("🇩🇪 Germany")
    assert answer.reply_to is not None
    sent = [call for call in sandbox.world.calls if call.method == "sendMessage"]
    assert len([call for call in sent if call.params.integer("chat_id") == group.id]) == 1
