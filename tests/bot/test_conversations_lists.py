"""Conversations about topics, names, dates and comparisons."""

import re

import pytest

from tests.bot.talk import Talk, labels

STATEMENT = re.compile(r"^[●○◇◌] .*\[\d+ ¶\d+\]$")
GUESS = "and I won’t guess"


def statements(text: str) -> list[str]:
    return [line for line in text.split("\n") if STATEMENT.match(line)]


def flat(rows: list[list[str]]) -> list[str]:
    return [label for row in rows for label in row]


@pytest.mark.parametrize(
    "name", ["cyber", "Cyber Security", "cybersecurty", "الأمن السيبراني", "امن سيبراني", "عن السيبراني", "hacking"]
)
async def test_a_topic_is_known_by_any_of_its_names(talk: Talk, name: str) -> None:
    answer = await talk.says(f"/topic {name}")
    assert answer.text.startswith("Cyber security — across all partners\n")
    assert ("Showing: Cyber security." in answer.text) == (name == "cybersecurty")
    assert "🇩🇪 Germany\n" in answer.text
    assert len(statements(answer.text)) >= 5
    assert "DIMDEX" not in answer.text
    assert "Kuwait" not in answer.text


async def test_topics_are_a_keyboard_of_what_has_facts_and_lead_there_and_back(talk: Talk) -> None:
    menu = await talk.says("/topic")
    areas = flat(labels(menu))
    assert "Cyber security · 12" in areas
    assert not [label for label in areas if "eacekeeping" in label or label.endswith(" · 0")]
    kinds = await talk.presses(menu, "Kinds of event ›")
    assert kinds.id == menu.id
    assert "Letters of intent · 3" in flat(labels(kinds))
    letters = await talk.presses(kinds, "Letters of intent · 3")
    assert letters.id == menu.id
    assert len(statements(letters.text)) == 3
    assert "Page" not in letters.text
    assert flat(labels(await talk.presses(letters, "Topics"))) == areas


async def test_a_topic_without_facts_is_known_but_nothing_is_claimed_of_it(talk: Talk) -> None:
    answer = await talk.says("/topic حفظ السلام")
    assert answer.text.startswith("Peacekeeping: nothing held\n")
    assert statements(answer.text) == []


@pytest.mark.parametrize("name", ["fishing quotas", "asdf", "😀", "' OR 1=1 --", "x" * 4000])
async def test_what_is_no_topic_is_not_guessed_at(talk: Talk, name: str) -> None:
    answer = await talk.says(f"/topic {name}")
    assert answer.text.startswith("No topic recognised\n")
    assert GUESS in answer.text
    assert statements(answer.text) == []
    assert "Cyber security · 12" in flat(labels(answer))


async def test_a_topic_that_could_be_several_is_asked_about(talk: Talk) -> None:
    answer = await talk.says("/topic security")
    assert "Did you mean one of these?" in answer.text
    assert statements(answer.text) == []
    chosen = await talk.presses(answer, "Maritime security · 20")
    assert (chosen.id, chosen.text.split("\n")[0]) == (answer.id, "Maritime security — across all partners")


@pytest.mark.parametrize("name", ["Dobrindt", "dobrint", "دوبريندت", "Alexander Dobrindt", "who is Mr Dobrindt?"])
async def test_a_person_is_known_by_any_spelling(talk: Talk, name: str) -> None:
    answer = await talk.says(f"/who {name}")
    assert answer.text.startswith("🇩🇪 Alexander Dobrindt\n")
    assert "ألكسندر دوبرينت" in answer.text
    assert "Germany's Minister of the Interior" in answer.text
    assert len(statements(answer.text)) >= 5
    for other in ("Noem", "Somalia", "Hamlan"):
        assert other not in answer.text


async def test_an_organisation_is_somebody_too_in_the_askers_language(talk: Talk) -> None:
    talk.person.speaks("ar")
    answer = await talk.says("/who Rheinmetal")
    assert "شركة راينميتال" in answer.text.split("\n")[1]
    assert "هذا ما في السجل عن شركة راينميتال." in answer.text
    assert "Dobrindt" not in answer.text


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Al Thani", 4),
        ("وزير الداخلية", 3),
        ("Alexander", 1),
        ("Hamad bin Khalifa Al Thani", 1),
        ("Alexander Müller", 1),
    ],
)
async def test_a_name_that_is_several_or_half_a_name_is_offered_and_never_shown(
    talk: Talk, name: str, offered: int
) -> None:
    answer = await talk.says(f"/who {name}")
    assert answer.text.startswith("Which of these do you mean?\n")
    assert statements(answer.text) == []
    assert len(labels(answer)) == offered
    chosen = await talk.presses(answer, labels(answer)[0][0])
    assert chosen.text.split("\n")[0] == labels(answer)[0][0]


@pytest.mark.parametrize("name", ["Boris Pistorius", "Olaf Scholz", "asdf", "🤖", "bin", "<b>x</b>", "é" * 3000])
async def test_a_stranger_is_nobody(talk: Talk, name: str) -> None:
    answer = await talk.says(f"/who {name}")
    assert answer.text.startswith("No such name in the store\n")
    assert statements(answer.text) == []


async def test_a_timeline_runs_from_the_earliest_date_and_sets_the_undated_apart(talk: Talk) -> None:
    answer = await talk.says("/timeline")
    assert answer.text.startswith("All partners — timeline\n")
    assert "no date given" not in answer.text
    years: list[int] = []
    page = answer
    for number in range(2, 9):
        years += [int(line) for line in page.text.split("\n") if re.fullmatch(r"\d{4}", line)]
        if f"{number} ›" not in flat(labels(page)):
            break
        page = await talk.presses(page, f"{number} ›")
    assert years == sorted(years)
    assert {2018, 2025, 2026} <= set(years)
    [undated] = [label for label in flat(labels(page)) if "without a date" in label]
    apart = await talk.presses(page, undated)
    assert apart.id == answer.id
    assert apart.text.startswith("All partners — without a date\n")
    assert not re.search(r"^● (?:\d+ \w+ )?20\d\d", apart.text, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "title", "absent"),
    [
        ("germany", "🇩🇪 Germany — timeline", "Kuwait"),
        ("الكويت", "🇰🇼 Kuwait — timeline", "Rheinmetall"),
        ("ammunition", "Defence industry — timeline", "Hamlan"),
        ("Hamlan", "Saif Al-Hamlan — timeline", "Rheinmetall"),
    ],
)
async def test_a_timeline_may_be_of_a_partner_a_topic_or_a_person(
    talk: Talk, name: str, title: str, absent: str
) -> None:
    answer = await talk.says(f"/timeline {name}")
    assert answer.text.startswith(f"{title}\n")
    assert len(statements(answer.text)) >= 3
    assert absent not in answer.text


async def test_a_timeline_of_what_is_never_dated_says_so(talk: Talk) -> None:
    answer = await talk.says("/timeline france")
    assert answer.text == "🇫🇷 France — timeline\nThe sources date none of these facts."
    apart = await talk.presses(answer, "The 52 without a date")
    assert apart.text.startswith("🇫🇷 France — without a date\n")
    assert "no date given" not in apart.text


async def test_a_timeline_of_something_else_is_none(talk: Talk) -> None:
    assert (await talk.says("/timeline asdf")).text.startswith("Timeline of what?\n")
    assert (await talk.says("/timeline oman")).text.startswith("🇴🇲 Oman: nothing held\n")
    several = await talk.says("/timeline Al Thani")
    assert statements(several.text) == []
    assert len(labels(several)) == 4


@pytest.mark.parametrize(
    "typed", ["germany france", "Germany and France", "ألمانيا وفرنسا", "المانيا مع فرنسا", "DE vs FR", "🇩🇪, 🇫🇷"]
)
async def test_two_partners_stand_side_by_side_area_by_area(talk: Talk, typed: str) -> None:
    answer = await talk.says(f"/compare {typed}")
    assert answer.text.startswith("Side by side: 🇩🇪 Germany, 🇫🇷 France\n")
    assert re.search(r"\nDefence industry\n🇩🇪 ●\d+ ◌\d+ · 🇫🇷 —\n", answer.text)
    assert max(map(len, re.findall(r"^🇩🇪 [●○◇◌—].*$", answer.text, re.MULTILINE))) <= 40
    assert statements(answer.text) == []
    assert "Kuwait" not in answer.text
    area = await talk.presses(answer, "Defence industry")
    assert area.id == answer.id
    assert "🇫🇷 France: nothing held on this area." in area.text
    assert "Rheinmetall" in area.text
    assert (await talk.presses(area, "‹ Side by side")).text == answer.text


async def test_one_partner_or_none_is_helped_to_another(talk: Talk) -> None:
    which = await talk.says("/compare")
    assert which.text.startswith("Compare which partners?\n")
    partner = await talk.presses(which, "🇰🇼 Kuwait")
    assert partner.text.startswith("Compare 🇰🇼 Kuwait with which partner?\n")
    assert "🇰🇼 Kuwait" not in flat(labels(partner))
    both = await talk.presses(partner, "🇸🇴 Somalia")
    assert both.text.startswith("Side by side: 🇰🇼 Kuwait, 🇸🇴 Somalia\n")
    assert (await talk.says("/compare kuwait kuwait")).text == partner.text


async def test_who_can_not_be_compared_is_named_and_the_others_are(talk: Talk) -> None:
    answer = await talk.says("/compare germany and oman, wakanda")
    assert "Compare 🇩🇪 Germany with which partner?" in answer.text
    assert "Oman is a country I know, but the store holds no fact on it." in answer.text
    assert "I don’t recognise “wakanda” as a country" in answer.text
    assert statements(answer.text) == []
    home = await talk.says("/compare qatar and kuwait")
    assert "Qatar is the other side of every fact here" in home.text


async def test_a_brief_leads_to_its_timeline_and_to_comparisons(talk: Talk) -> None:
    brief = await talk.says("/partner kuwait")
    dated = await talk.presses(brief, "Timeline")
    assert dated.text.startswith("🇰🇼 Kuwait — timeline\n")
    back = await talk.presses(dated, "‹ Brief")
    assert (back.id, back.text) == (brief.id, brief.text)
    assert (await talk.presses(back, "Compare")).text.startswith("Compare 🇰🇼 Kuwait with")
