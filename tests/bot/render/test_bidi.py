"""Directions and digits: each run of the other script stands alone, whole, and with its brackets."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import bidi
from bot.render.bidi import FSI, PDI, RLM
from bot.text.locale import Locale
from tests.bot.render.conftest import LOCALES, unmarked

ENGLISH, ARABIC, ARABIC_DIGITS = LOCALES


def visible(line: str, locale: Locale) -> str:
    """The finished line with {…} for isolated runs, | for a mark of direction."""
    return bidi.finish(line, locale).replace(FSI, "{").replace(PDI, "}").replace(RLM, "|")


@pytest.mark.parametrize(
    ("line", "finished"),
    [
        ("في DIMDEX 2026 بالدوحة", "في {DIMDEX 2026} بالدوحة"),
        ("قصر Élysée Palace هناك", "قصر {Élysée Palace} هناك"),
        ("شركة Krauss-Maffei (KMW) هناك", "شركة {Krauss-Maffei (KMW)} هناك"),
        ("الحلف (NATO) هناك", "الحلف ({NATO}) هناك"),
        ("تاريخ 2025-12-09 هناك", "تاريخ {2025-12-09} هناك"),
        ("قول [1 ¶8] [2 ¶11]", "قول {[1 ¶8]} {[2 ¶11]}"),
        ("https://example.com/2025/a_b?c=1&d=2", "{https://example.com/2025/a_b?c=1&d=2}"),
        ("اكتب `/partner ألمانيا` هنا", "اكتب {`/partner ألمانيا`} هنا"),
        ("🇩🇪 ألمانيا", "|🇩🇪 ألمانيا"),
        ("لا شيء هنا", "لا شيء هنا"),
        ("", ""),
    ],
)
def test_latin_runs_in_arabic_are_isolated_whole(line: str, finished: str) -> None:
    assert visible(line, ARABIC) == finished


@pytest.mark.parametrize(
    ("line", "finished"),
    [
        ("the word ديمدكس here", "the word {ديمدكس} here"),
        ("the word «ديمدكس» here", "the word {«ديمدكس»} here"),
        ("“قطر (لخويا)”, and 2", "“{قطر (لخويا)}”, and 2"),
        ("(قطر) 5", "({قطر}) 5"),
        ("قطر 2018 والكويت, 5", "{قطر 2018 والكويت}, 5"),
        ("a «b» c", "a «b» c"),
        ("قطر\nألمانيا", "{قطر}\n{ألمانيا}"),
        ("try `/partner ألمانيا`", "try `/partner ألمانيا`"),
        ("🇩🇪 Germany [1 ¶8]", "🇩🇪 Germany [1 ¶8]"),
    ],
)
def test_arabic_runs_in_english_are_isolated_whole(line: str, finished: str) -> None:
    assert visible(line, ENGLISH) == finished


@pytest.mark.parametrize(
    ("line", "finished"),
    [
        ("عام 2018 و[1 ¶11]", "عام {٢٠١٨} و{[١ ¶١١]}"),
        ("9 ديسمبر 2025", "{٩} ديسمبر {٢٠٢٥}"),
        ("الساعة 12:30", "الساعة {١٢:٣٠}"),
        ("في DIMDEX 2026", "في {DIMDEX 2026}"),
        ("طائرة F-15 وشبكة 5G", "طائرة {F-15} وشبكة {5G}"),
        ("تاريخ 2025-12-09", "تاريخ {2025-12-09}"),
        ("https://example.com/2025/12", "{https://example.com/2025/12}"),
        ("بصمة `2d3e807`", "بصمة {`2d3e807`}"),
        ("٢٠١٨", "٢٠١٨"),
    ],
)
def test_numbers_get_local_digits_but_names_addresses_and_code_keep_theirs(line: str, finished: str) -> None:
    assert visible(line, ARABIC_DIGITS) == finished
    assert "٢" not in visible(line.replace("٢", ""), ARABIC)


TEXT = st.text(st.sampled_from("abÉ 12.,:-()«»[]¶قطر لة؛،`_/%&'é\n🇩🇪"), max_size=40)


@given(TEXT, st.sampled_from(LOCALES))
def test_finishing_adds_marks_that_match_and_loses_nothing(line: str, locale: Locale) -> None:
    finished = bidi.finish(line, locale)
    assert unmarked(finished).translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")) == line
    assert re.fullmatch(f"[^{FSI}{PDI}]*(?:{FSI}[^{FSI}{PDI}]+{PDI}[^{FSI}{PDI}]*)*", finished)


@given(TEXT, st.sampled_from(LOCALES))
def test_an_isolated_run_never_ends_a_line_or_splits_brackets(line: str, locale: Locale) -> None:
    if "`" in line:
        return
    for run in re.findall(f"{FSI}([{PDI}]*){PDI}", bidi.finish(line, locale)):
        assert "\n" not in run
        for opening, closing in ("()", "«»", "[]"):
            assert run.count(opening) == run.count(closing)


@pytest.mark.parametrize("piece", ["a ", "a(", "a (b ", "ق ", "ق(", "«ق ", "قطر (", "1.", "/", "https://"])
def test_long_odd_lines_take_no_long_time(piece: str) -> None:
    begun = time.process_time()
    for locale in LOCALES:
        bidi.finish(piece * 5_000, locale)
    assert time.process_time() - begun < 2
